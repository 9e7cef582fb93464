// SPDX-License-Identifier: Apache-2.0
//
// Questions to strings and other objects that are carried along: `kernel == "rbf"`, `name.empty()`. Generated code asks
// them again, of the parameter that the object is.
#include "Ranges.h"
#include "Translator.h"
#include "Unit.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

using Text = std::optional<std::string>;
/// The integers in an expression that only the run shows; in its text kOperand stands for each.
using Integers = std::vector<Value *>;

Text textOf(Translator &t, const Expr *e, Integers *integers);

/// A call of a member that changes nothing, or a comparison.
Text textOfCall(Translator &t, const CallExpr *e, Integers *integers) {
  auto *method = dyn_cast_or_null<CXXMethodDecl>(e->getDirectCallee());
  std::vector<std::string> args;
  for (const Expr *argument : e->arguments()) {
    if (isa<CXXDefaultArgExpr>(argument))
      continue;
    if (Text text = textOf(t, argument, integers))
      args.push_back(*text);
    else
      return std::nullopt;
  }
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e)) {
    if (o->isComparisonOp() && args.size() == 2)
      return args[0] + " " + getOperatorSpelling(o->getOperator()) + " " + args[1];
    return o->getOperator() == OO_Subscript && method && args.size() == 2 ? Text(args[0] + "[" + args[1] + "]") : Text();
  }
  auto *call = dyn_cast<CXXMemberCallExpr>(e);
  const Text object = call && method && method->isConst() && method->getIdentifier()
                          ? textOf(t, call->getImplicitObjectArgument(), integers)
                          : std::nullopt;
  return object ? Text(*object + "." + method->getNameAsString() + "(" + llvm::join(args, ", ") + ")") : Text();
}

/// How generated code spells an expression of strings; nothing where it cannot.
Text textOf(Translator &t, const Expr *e, Integers *integers) {
  e = Translator::strip(e);
  if (auto *cast = dyn_cast<CastExpr>(e); cast && cast->getCastKind() == CK_ArrayToPointerDecay)
    return textOf(t, cast->getSubExpr(), integers);
  if (auto *literal = dyn_cast<StringLiteral>(e)) {
    std::string text;
    llvm::raw_string_ostream out(text);
    literal->outputString(out);
    return text;
  }
  if (e->getType()->isIntegralOrEnumerationType() && !e->getType()->isEnumeralType()) {
    Expr::EvalResult result;
    if (e->isValueDependent())
      return std::nullopt;
    if (!e->EvaluateAsInt(result, t.context)) {
      if (!integers)
        return std::nullopt;
      integers->push_back(t.scalar(e));
      return std::string(1, kOperand);
    }
    const int64_t n = result.Val.getInt().getExtValue();
    if (!e->getType()->isAnyCharacterType())
      return std::to_string(n);
    return n >= ' ' && n < 127 && n != '\'' && n != '\\' ? "'" + std::string(1, static_cast<char>(n)) + "'"
                                                         : "static_cast<char>(" + std::to_string(n) + ")";
  }
  if (!isCarriedAlong(e->getType()))
    return std::nullopt;
  if (auto *c = dyn_cast<CXXConstructExpr>(e)) {
    if (c->getNumArgs() == 0 || (c->getNumArgs() > 1 && !isa<CXXDefaultArgExpr>(c->getArg(1))))
      return std::nullopt;
    const Text made = textOf(t, c->getArg(0), integers);
    return made && isa<StringLiteral>(Translator::strip(c->getArg(0))->IgnoreImpCasts()) ? Text("std::string(" + *made + ")")
                                                                                        : made;
  }
  if (auto *call = dyn_cast<CallExpr>(e))
    return textOfCall(t, call, integers);
  if (!isa<DeclRefExpr, MemberExpr>(e))
    return std::nullopt;
  const auto object = t.thing(e);
  const bool named = object && object->kind == Binding::Object && !object->object->text.empty();
  return named ? Text(object->object->text) : std::nullopt;
}

/// What an expression gives, which generated code repeats.
Value *asked(Translator &t, const std::string &text, const Type &type, const Integers &integers) {
  Attributes attrs;
  attrs.callee = t.unit.carried(text, integers);
  return t.builder.createTyped(Op::Invoke, type, integers, attrs);
}

bool isOnlyRead(const Stmt *s, const VarDecl *variable) {
  auto isIt = [&](const Stmt *e) {
    auto *ref = dyn_cast<DeclRefExpr>(e);
    return ref && ref->getDecl() == variable;
  };
  if (auto *cast = dyn_cast_or_null<ImplicitCastExpr>(s); cast && cast->getType().isConstQualified() && isIt(cast->getSubExpr()))
    return true;
  return !s || (!isIt(s) && llvm::all_of(s->children(), [&](const Stmt *child) { return isOnlyRead(child, variable); }));
}

} // namespace

Binding carriedVariable(const VarDecl *variable, const std::string &text, const Stmt *body) {
  auto object = std::make_shared<Object>();
  const QualType type = variable->getType();
  object->type = type.getNonReferenceType();
  if (object->type.isConstQualified() || (!type->isReferenceType() && isOnlyRead(body, variable)))
    object->text = text;
  return Binding::of(std::move(object));
}

Binding carriedVariable(Translator &t, const VarDecl *variable, const Expr *init, const Stmt *body) {
  return carriedVariable(variable, init ? textOf(t, init, nullptr).value_or("") : "", body);
}

Value *carriedValue(Translator &t, const CallSite &call) {
  const auto type = typeOf(call.expr->getType());
  auto isCarried = [](const Expr *e) { return isCarriedAlong(e->getType()); };
  if (!type || type->dense || type->isReal() || !inNamespace(call.callee, "std") ||
      !((call.object && isCarried(call.object)) || llvm::any_of(call.args, isCarried)))
    return nullptr;
  Integers integers;
  const Text text = textOfCall(t, call.expr, &integers);
  if (!text)
    return nullptr;
  return asked(t, *text, *type, integers);
}

bool Translator::alongText(const CXXForRangeStmt *s) {
  const Expr *range = strip(s->getRangeInit());
  if (!isCarriedAlong(range->getType()))
    return false;
  const VarDecl *variable = s->getLoopVariable();
  const auto type = typeOf(variable->getType());
  const Text text = textOf(*this, range, nullptr);
  if (!text || !type)
    unsupported(range->getSourceRange(), "a loop over this range");
  const Type size = Type::integer("std::size_t"), character = Type::integer("char");
  Value *end = asked(*this, *text + ".size()", size, {});
  alongRange(s, s->getBody(), builder.integer(0, size), end, [&](Value *counter) {
    Cell *cell = newCell(variable->getNameAsString(), *type, variable->getLocation());
    setCell(*cell, cast(asked(*this, *text + "[" + kOperand + "]", character, {cast(counter, size)}), *type), range->getSourceRange());
    frame->bindings[variable] = Binding::variable(cell);
    substatement(s->getBody(), s->getRParenLoc());
  });
  return true;
}

const ir::Function *Unit::carried(const std::string &text, const std::vector<Value *> &integers) {
  std::string key = text;
  for (const Value *v : integers)
    key += "," + v->type.spelling;
  const ir::Function *&made = carried_[key];
  if (!made) {
    auto called = std::make_unique<ir::Function>(text);
    called->notation = ir::Notation::Expression;
    for (const Value *v : integers)
      called->addArgument(v->type, "i");
    made = called.get();
    program.functions.push_back(std::move(called));
  }
  return made;
}

} // namespace gateaux::frontend
