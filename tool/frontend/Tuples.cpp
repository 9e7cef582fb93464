// SPDX-License-Identifier: Apache-2.0
//
// std::pair and std::tuple, and elements of arrays of objects.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

std::optional<Binding> Translator::tupleThing(const CallSite &call) {
  if (!inNamespace(call.callee, "std") || isa<CXXMethodDecl>(call.callee))
    return std::nullopt;
  const bool made = call.name == "make_pair" || call.name == "make_tuple";
  const bool tied = call.name == "tie" || call.name == "forward_as_tuple";
  if (call.name == "move" || call.name == "forward" || call.name == "as_const") {
    auto moved = call.args.size() == 1 ? thing(call.args[0]) : std::nullopt;
    if (!moved || call.name != "move" || call.args[0]->getType().isConstQualified() || !isOwner(*this, *moved))
      return moved;
    const Binding taken = newVariable(call.args[0]->getType(), "", call.loc());
    copyThing(taken, *moved, call.range());
    takeOver(*this, *moved, call.range());
    return taken;
  }
  if (auto *items = call.name == "minmax" && call.args.size() == 1 ? bracedList(call.args[0]) : nullptr; items && items->getNumInits() > 0) {
    Value *least = scalar(items->getInit(0)), *greatest = least;
    for (unsigned i = 1; i < items->getNumInits(); ++i) {
      Value *x = scalar(items->getInit(i));
      least = op(Op::Min, {least, x});
      greatest = op(Op::Max, {greatest, x});
    }
    Binding both = newVariable(call.expr->getType(), "", call.loc());
    setCell(*both.object->parts[0].binding.cell, least, call.range());
    setCell(*both.object->parts[1].binding.cell, greatest, call.range());
    return both;
  }
  if (!made && !tied)
    return std::nullopt;
  Binding result = newVariable(call.expr->getType(), "", call.loc());
  auto &parts = result.object->parts;
  for (size_t i = 0; i < parts.size() && i < call.args.size(); ++i) {
    const QualType type = call.args[i]->getType();
    initialise(parts[i].binding, tied ? context.getLValueReferenceType(type) : type, call.args[i]);
  }
  return result;
}

std::optional<Binding> Translator::elementOfThing(const Expr *e) {
  const Expr *array = nullptr, *position = nullptr;
  std::optional<int64_t> at;
  bool last = false;
  if (auto *subscript = dyn_cast<ArraySubscriptExpr>(e)) {
    array = subscript->getBase();
    position = subscript->getIdx();
  } else if (auto *c = dyn_cast<CallExpr>(e)) {
    CallSite call = site(c);
    if (!call.callee || !inNamespace(call.callee, "std"))
      return std::nullopt;
    if (call.name == "get" && call.args.size() == 1) {
      array = call.args[0];
      at = integralArgument(call.callee, 0);
    } else if (auto *o = dyn_cast<CXXOperatorCallExpr>(e);
               (o && o->getOperator() == OO_Subscript) || call.name == "at") {
      if (call.args.size() != 1)
        return std::nullopt;
      array = call.object;
      position = call.args[0];
    } else if (call.name == "front" || call.name == "back") {
      array = call.object;
      at = 0;
      last = call.name == "back";
    }
  }
  if (!array || !array->getType()->isRecordType())
    if (!array || !strip(array)->getType()->isArrayType())
      if (auto *cast = array ? dyn_cast<ImplicitCastExpr>(strip(array)) : nullptr;
          !cast || cast->getCastKind() != CK_ArrayToPointerDecay)
        return std::nullopt;
  const Expr *base = strip(array);
  if (auto *cast = dyn_cast<ImplicitCastExpr>(base);
      cast && cast->getCastKind() == CK_ArrayToPointerDecay)
    base = cast->getSubExpr();
  auto object = thing(base);
  if (object && isList(*object))
    return itemOf(*object, position ? index(position)
                           : last   ? sub(lengthOf(*object), builder.integer(1))
                                    : builder.integer(*at));
  if (!object || object->kind != Binding::Object)
    return std::nullopt;
  if (last)
    at = static_cast<int64_t>(object->object->parts.size()) - 1;
  if (position) {
    Expr::EvalResult known;
    if (position->EvaluateAsInt(known, context)) {
      at = known.Val.getInt().getExtValue();
    } else {
      Value *v = index(position);
      if (v->def && v->def->kind == Op::Constant)
        at = v->def->attrs.integer;
      else
        positionUnknown(*object, position->getSourceRange());
    }
  }
  if (!at || *at < 0 || static_cast<size_t>(*at) >= object->object->parts.size())
    return std::nullopt;
  return object->object->parts[static_cast<size_t>(*at)].binding;
}

} // namespace gateaux::frontend
