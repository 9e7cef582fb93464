// SPDX-License-Identifier: Apache-2.0
//
// std::optional: a bool, and a value that is there where the bool is true.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

bool isOptional(QualType type) { return isStd(type.getNonReferenceType(), "optional"); }

static QualType valueTypeOf(QualType optional) {
  return specialization(optional.getNonReferenceType())->getTemplateArgs()[0].getAsType();
}

static Binding &engaged(const Binding &optional) { return optional.object->parts[0].binding; }
static Binding &valueIn(const Binding &optional) { return optional.object->parts[1].binding; }

static void setEngaged(Translator &t, const Binding &optional, bool has, SourceRange range) {
  t.write(*Translator::placeOf(engaged(optional)), t.builder.boolean(has), range);
}

Binding newOptional(Translator &t, QualType type, const std::string &name, SourceLocation loc) {
  auto object = std::make_shared<Object>();
  object->type = type;
  object->loc = loc;
  Binding has = t.newVariable(t.context.BoolTy, name.empty() ? "" : "has_" + name, loc);
  has.cell->value = t.builder.boolean(false);
  Binding value = t.newVariable(valueTypeOf(type), name, loc);
  if (value.kind == Binding::Variable && !value.cell->type.dense)
    t.initialiseWithZero(value);
  object->parts = {{nullptr, has}, {nullptr, value}};
  return Binding::of(std::move(object));
}

static void engage(Translator &t, const Binding &optional, const Expr *value) {
  Binding &held = valueIn(optional);
  if (held.kind == Binding::Reference) { // of an element of a list
    const Type type = t.placeType(held.place);
    t.write(held.place, type.dense ? t.dense(value) : t.cast(t.scalar(value), type), value->getSourceRange());
  } else {
    t.initialise(held, valueTypeOf(optional.object->type), value);
  }
  setEngaged(t, optional, true, value->getSourceRange());
}

static bool isNothing(const Expr *e) {
  const CXXRecordDecl *record = recordOf(e->getType());
  return record && inNamespace(record, "std") && record->getIdentifier() && record->getName() == "nullopt_t";
}

void setOptional(Translator &t, const Binding &optional, const Expr *init) {
  const Expr *e = Translator::strip(init);
  if (auto *list = dyn_cast<InitListExpr>(e); list && list->getNumInits() == 0)
    return setEngaged(t, optional, false, e->getSourceRange());
  if (auto *c = dyn_cast<CXXConstructExpr>(e); c && isOptional(c->getType())) {
    if (c->getNumArgs() == 0)
      return setEngaged(t, optional, false, e->getSourceRange());
    const QualType first = c->getArg(0)->getType();
    if (isStd(first.getNonReferenceType(), "in_place_t"))
      unsupported(e->getSourceRange(), "'std::in_place'", {{"give the value itself", {}}});
    return setOptional(t, optional, c->getArg(0));
  }
  if (isNothing(e))
    return setEngaged(t, optional, false, e->getSourceRange());
  if (!isOptional(e->getType()))
    return engage(t, optional, e);
  auto from = t.thing(e);
  if (!from)
    unsupported(e->getSourceRange(), "object of type '" + e->getType().getAsString() + "'");
  t.copyThing(optional, *from, e->getSourceRange());
}

std::optional<Binding> valueOfOptional(Translator &t, const Expr *e) {
  const Expr *of = nullptr;
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && (o->getOperator() == OO_Star || o->getOperator() == OO_Arrow))
    of = o->getNumArgs() == 1 ? o->getArg(0) : nullptr;
  else if (auto *c = dyn_cast<CXXMemberCallExpr>(e); c && c->getMethodDecl() && c->getMethodDecl()->getIdentifier())
    of = c->getMethodDecl()->getName() == "value" ? c->getImplicitObjectArgument() : nullptr;
  if (!of || !isOptional(of->getType()))
    return std::nullopt;
  auto optional = t.thing(of);
  return optional && optional->kind == Binding::Object && optional->object->parts.size() == 2 ? std::optional(valueIn(*optional))
                                                                                               : std::nullopt;
}

std::optional<Binding> optionalThing(Translator &t, const Expr *e) {
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && o->getOperator() == OO_Equal && isOptional(o->getArg(0)->getType())) {
    auto to = t.thing(o->getArg(0));
    if (to && to->kind == Binding::Object && to->object->parts.size() == 2) {
      setOptional(t, *to, o->getArg(1));
      return to;
    }
  }
  if (auto *c = dyn_cast<CallExpr>(e); c && isOptional(e->getType()) && c->getDirectCallee() && inNamespace(c->getDirectCallee(), "std") &&
                                       t.site(c).name == "make_optional" && c->getNumArgs() == 1) {
    Binding made = newOptional(t, e->getType(), "", e->getExprLoc());
    engage(t, made, c->getArg(0));
    return made;
  }
  return std::nullopt;
}

std::optional<Value *> optionalCall(Translator &t, const CallSite &call) {
  const SourceRange range = call.range();
  auto of = [&](const Expr *e) -> std::optional<Binding> {
    auto optional = e && isOptional(e->getType()) ? t.thing(e) : std::nullopt;
    const bool known = optional && optional->kind == Binding::Object && optional->object->parts.size() == 2;
    return known ? optional : std::nullopt;
  };
  auto has = [&](const Binding &optional) { return t.read(*Translator::placeOf(engaged(optional)), range); };
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(call.expr)) {
    const auto kind = o->getOperator();
    if ((kind != OO_EqualEqual && kind != OO_ExclaimEqual) || o->getNumArgs() != 2 ||
        isNothing(o->getArg(0)) == isNothing(o->getArg(1)))
      return std::nullopt;
    auto optional = of(o->getArg(isNothing(o->getArg(0))));
    if (!optional)
      return std::nullopt;
    return kind == OO_EqualEqual ? t.negation(has(*optional)) : has(*optional);
  }
  auto optional = of(call.object);
  if (!optional)
    return std::nullopt;
  if (isa<CXXConversionDecl>(call.callee) || call.name == "has_value")
    return has(*optional);
  if (call.name == "reset") {
    setEngaged(t, *optional, false, range);
    return nullptr;
  }
  if (call.name == "emplace" && call.args.size() == 1) {
    engage(t, *optional, call.args[0]);
    return nullptr;
  }
  auto value = Translator::placeOf(valueIn(*optional));
  if (call.name != "value_or" || !value)
    return std::nullopt;
  const Type type = t.placeType(*value);
  return t.choose(has(*optional), type, [&] { return t.read(*value, range); },
                  [&] { return type.dense ? t.dense(call.args[0]) : t.cast(t.scalar(call.args[0]), type); });
}

} // namespace gateaux::frontend
