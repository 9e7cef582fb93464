// SPDX-License-Identifier: Apache-2.0
//
// The operators of pointers and of iterators, which are classes with the same operators, and the functions
// that give positions in arrays.
#include "Ranges.h"
#include "Sparse.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

using Operation = PointerOperation;

bool isInStd(const FunctionDecl *function) {
  return function && function->getIdentifier() && function->isInStdNamespace();
}

std::optional<Operation> binaryOperation(BinaryOperatorKind kind, const Expr *left, const Expr *right) {
  const bool first = isPointer(left->getType()), second = isPointer(right->getType());
  const Predicate predicate = predicateOf(kind);
  if (first && second) {
    if (predicate != Predicate::None)
      return Operation{Operation::Compare, left, right, false, predicate};
    if (kind == BO_Sub)
      return Operation{Operation::Difference, left, right};
    if (kind == BO_Assign)
      return Operation{Operation::Assign, left, right};
    return std::nullopt;
  }
  if (kind == BO_Add && second)
    return Operation{Operation::Plus, right, left};
  if (!first)
    return std::nullopt;
  switch (kind) {
  case BO_Add:
    return Operation{Operation::Plus, left, right};
  case BO_Sub:
    return Operation{Operation::Minus, left, right};
  case BO_AddAssign:
    return Operation{Operation::Advance, left, right};
  case BO_SubAssign:
    return Operation{Operation::Retreat, left, right};
  case BO_Assign:
    return Operation{Operation::Assign, left, right};
  default:
    return std::nullopt;
  }
}

} // namespace

std::optional<PointerOperation> pointerOperation(const Expr *e) {
  if (auto *u = dyn_cast<UnaryOperator>(e); u && isPointer(u->getSubExpr()->getType())) {
    if (u->getOpcode() == UO_Deref)
      return Operation{Operation::Dereference, u->getSubExpr()};
    if (u->isIncrementDecrementOp())
      return Operation{u->isIncrementOp() ? Operation::Step : Operation::StepBack, u->getSubExpr(), nullptr,
                       u->isPostfix()};
    return std::nullopt;
  }
  if (auto *subscript = dyn_cast<ArraySubscriptExpr>(e))
    return Operation{Operation::Subscript, subscript->getBase(), subscript->getIdx()};
  if (auto *b = dyn_cast<BinaryOperator>(e))
    return binaryOperation(b->getOpcode(), b->getLHS(), b->getRHS());
  if (auto *r = dyn_cast<CXXRewrittenBinaryOperator>(e)) { // != and <, made of == and <=>
    auto form = r->getDecomposedForm();
    return binaryOperation(form.Opcode, form.LHS, form.RHS);
  }
  if (auto *c = dyn_cast<CallExpr>(e); c && isInStd(c->getDirectCallee()) && c->getNumArgs() == 2 &&
                                       isPointer(c->getArg(0)->getType())) {
    if (c->getDirectCallee()->getName() == "advance")
      return Operation{Operation::Advance, c->getArg(0), c->getArg(1)};
    if (c->getDirectCallee()->getName() == "distance")
      return Operation{Operation::Difference, c->getArg(1), c->getArg(0)};
  }
  auto *o = dyn_cast<CXXOperatorCallExpr>(e);
  if (!o || !(isIterator(o->getArg(0)->getType()) || (o->getNumArgs() == 2 && isIterator(o->getArg(1)->getType()))))
    return std::nullopt;
  const Expr *left = o->getArg(0);
  switch (o->getOperator()) {
  case OO_Star:
    if (o->getNumArgs() == 1)
      return Operation{Operation::Dereference, left};
    return std::nullopt;
  case OO_Arrow:
    return Operation{Operation::Arrow, left};
  case OO_Subscript:
    return Operation{Operation::Subscript, left, o->getArg(1)};
  case OO_PlusPlus:
  case OO_MinusMinus: // the operator behind has an argument
    return Operation{o->getOperator() == OO_PlusPlus ? Operation::Step : Operation::StepBack, left, nullptr,
                     o->getNumArgs() == 2};
  default:
    if (o->getNumArgs() != 2 || o->getOperator() == OO_Call || o->getOperator() == OO_Spaceship)
      return std::nullopt;
    return binaryOperation(BinaryOperator::getOverloadedOpcode(o->getOperator()), left, o->getArg(1));
  }
}

namespace {

/// The first or the last position of a container, an array or a vector of Eigen's.
std::optional<Binding> positionIn(Translator &t, const Expr *array, bool end) {
  if (auto list = t.thing(array)) {
    if (!t.isList(*list) && list->kind != Binding::Object)
      return std::nullopt;
    if (!end)
      return pointerTo(*list, t.builder.integer(0));
    return pointerTo(*list, t.isList(*list) ? t.lengthOf(*list)
                                            : t.builder.integer(static_cast<int64_t>(list->object->parts.size())));
  }
  if (!typeOf(array->getType()) && !isEigen(array->getType()))
    return std::nullopt;
  auto p = t.place(array);
  if (!p)
    p = Place{nullptr, t.value(array), {}, false};
  const Type type = t.placeType(*p);
  if (isEigen(array->getType()) && !type.isVector())
    return std::nullopt;
  // Of an array of arrays, the lines.
  const QualType held = array->getType().getNonReferenceType();
  const bool lines = !isEigen(held) && (held->isArrayType() || isStd(held, "array")) && !isNumberType(partTypeOf(held, 0));
  const bool row = type.isRow() && !lines;
  return pointerTo(Binding::reference(*p), !end  ? t.builder.integer(0)
                                           : row ? t.placeCols(*p)
                                                 : t.placeRows(*p));
}

} // namespace

std::optional<Binding> reversedPosition(Translator &t, const CallSite &call) {
  const bool begin = call.name == "rbegin" || call.name == "crbegin";
  if ((!begin && call.name != "rend" && call.name != "crend") || !inNamespace(call.callee, "std"))
    return std::nullopt;
  const Expr *array = call.object ? call.object : call.args.size() == 1 ? Translator::strip(call.args[0]) : nullptr;
  auto position = array ? positionIn(t, array, begin) : std::nullopt;
  Binding result = position ? t.newVariable(call.expr->getType(), "", call.loc()) : Binding();
  if (!position || result.kind != Binding::Object || result.object->parts.size() != 1)
    return std::nullopt;
  t.copyThing(result.object->parts[0].binding, *position, call.range());
  return result;
}

std::optional<Binding> namedPosition(Translator &t, const CallSite &call) {
  const StringRef name = call.name;
  if (!inNamespace(call.callee, "std") && !inNamespace(call.callee, "Eigen") &&
      !inNamespace(call.callee, "__gnu_cxx")) {
    auto outcome = copiesBytes(call) ? algorithm(t, call) : std::nullopt;
    return outcome ? outcome->end : std::nullopt;
  }
  if (auto edited = editedPosition(t, call))
    return edited;
  // As a member, and as a function of the container.
  const Expr *array = call.object ? (call.args.empty() ? call.object : nullptr)
                      : call.args.size() == 1 ? Translator::strip(call.args[0])
                                              : nullptr;
  if (array && (name == "begin" || name == "cbegin" || name == "end" || name == "cend") && isPointer(call.expr->getType()))
    return positionIn(t, array, name.ends_with("end"));
  if (array && name == "data")
    return dataOf(t, array);
  if (auto pointer = sparsePointer(t, call))
    return pointer;
  if (isPointer(call.expr->getType()))
    if (auto outcome = algorithm(t, call))
      return outcome->end;
  if (!call.object && call.args.size() == 1 && (name == "addressof" || name == "__addressof"))
    return addressOf(t, call.args[0]);
  if (name == "base" && call.object && isIterator(call.object->getType()))
    return t.pointerOf(call.object);
  if (call.object || call.args.empty() || !isPointer(call.args[0]->getType()))
    return std::nullopt;
  if (name == "next" || name == "prev") {
    auto from = t.pointerOf(call.args[0]);
    if (!from || !from->pointer->pointee)
      return std::nullopt;
    Value *at = from->pointer->at() ? from->pointer->at() : t.builder.integer(0);
    Value *by = call.args.size() > 1 ? t.index(call.args[1]) : t.builder.integer(1);
    return pointerTo(*from->pointer->pointee, name == "next" ? t.add(at, by) : t.sub(at, by));
  }
  if ((name == "max_element" || name == "min_element") && call.args.size() == 2) {
    auto span = spanBetween(t, call.args[0], call.args[1]);
    if (!span || !t.placeType(span->place).isReal())
      return std::nullopt;
    Value *at = t.reduce(name == "max_element" ? Op::ArgMax : Op::ArgMin, t.asDense(t.read(span->place, call.range())),
                         Axis::All);
    return pointerTo(*span->begin.pointer->pointee, t.add(span->begin.pointer->at(), at));
  }
  return std::nullopt;
}

} // namespace gateaux::frontend
