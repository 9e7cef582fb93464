// SPDX-License-Identifier: Apache-2.0
//
// Expressions: what kind they are of, and those of scalars.
#include "Ranges.h"
#include "Translator.h"
#include "Unit.h"
#include "Workspaces.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What an expression that is not translated is called in a message.
std::string nameOf(const Expr *e) {
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e))
    return std::string("'operator") + getOperatorSpelling(o->getOperator()) + "' of '" +
           o->getArg(0)->getType().getUnqualifiedType().getAsString() + "'";
  switch (e->getStmtClass()) {
  case Stmt::LambdaExprClass:
    return "lambda";
  case Stmt::ConditionalOperatorClass:
    return "'?:' of these operands";
  case Stmt::CXXThrowExprClass:
    return "'throw'";
  case Stmt::CXXNewExprClass:
    return "'new'";
  case Stmt::CXXDeleteExprClass:
    return "'delete'";
  case Stmt::CXXThisExprClass:
    return "'this'";
  case Stmt::ArraySubscriptExprClass:
    return "element of an array";
  case Stmt::MemberExprClass:
    return "member of a class";
  case Stmt::InitListExprClass:
    return "initialiser list";
  case Stmt::CXXReinterpretCastExprClass:
    return "'reinterpret_cast'";
  case Stmt::CXXDynamicCastExprClass:
    return "'dynamic_cast'";
  case Stmt::StringLiteralClass:
    return "string";
  default:
    return std::string("expression of kind '") + e->getStmtClassName() + "'";
  }
}

/// *std::max_element(v.begin(), v.end()); null for anything else.
Value *extremeElement(Translator &t, const Expr *e) {
  auto star = pointerOperation(e);
  if (!star || star->kind != PointerOperation::Dereference)
    return nullptr;
  auto *call = dyn_cast<CallExpr>(Translator::strip(star->left));
  if (!call || !call->getDirectCallee() || !inNamespace(call->getDirectCallee(), "std"))
    return nullptr;
  CallSite at = t.site(call);
  if ((at.name != "max_element" && at.name != "min_element") || at.args.size() != 2)
    return nullptr;
  auto span = spanBetween(t, at.args[0], at.args[1]);
  if (!span)
    return nullptr;
  return t.reduce(at.name == "max_element" ? Op::MaxCoeff : Op::MinCoeff,
                  t.asDense(t.read(span->place, at.range())), Axis::All);
}

/// A cast that changes nothing that the translation looks at.
bool isTransparent(const CastExpr *e) {
  switch (e->getCastKind()) {
  case CK_NoOp:
  case CK_LValueToRValue:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived:
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
    return true;
  default:
    return false;
  }
}

} // namespace

const Expr *Translator::strip(const Expr *e) {
  while (true) {
    const Expr *inner = nullptr;
    if (auto *full = dyn_cast<FullExpr>(e))
      inner = full->getSubExpr();
    else if (auto *p = dyn_cast<ParenExpr>(e))
      inner = p->getSubExpr();
    else if (auto *m = dyn_cast<MaterializeTemporaryExpr>(e))
      inner = m->getSubExpr();
    else if (auto *b = dyn_cast<CXXBindTemporaryExpr>(e))
      inner = b->getSubExpr();
    else if (auto *s = dyn_cast<SubstNonTypeTemplateParmExpr>(e))
      inner = s->getReplacement();
    else if (auto *d = dyn_cast<CXXDefaultArgExpr>(e))
      inner = d->getExpr();
    else if (auto *c = dyn_cast<CastExpr>(e); c && isTransparent(c))
      inner = c->getSubExpr();
    else if (auto *u = dyn_cast<UnaryOperator>(e); u && u->getOpcode() == UO_Extension)
      inner = u->getSubExpr();
    else if (auto *m = dyn_cast<CXXDefaultInitExpr>(e))
      inner = m->getExpr();
    else if (auto *copy = dyn_cast<ArrayInitLoopExpr>(e)) // of a whole array
      inner = copy->getCommonExpr()->getSourceExpr();
    else if (auto *ref = dyn_cast<DeclRefExpr>(e))
      if (auto *binding = dyn_cast<BindingDecl>(ref->getDecl()))
        inner = binding->getBinding();
    if (!inner)
      return e;
    e = inner;
  }
}

Value *Translator::value(const Expr *e) {
  e = strip(e);
  if (captures_) {
    if (Value *v = captures_->scalar(e))
      return v;
    if (const Binding *held = captures_->thing(e)) {
      if (held->kind == Binding::Expression)
        return within(held->deferred, [&](const Expr *init) { return value(init); });
      if (auto p = placeOf(*held))
        return read(*p, e->getSourceRange());
    }
  }
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  const bool complete = isNumberType(e->getType()) || (eigenKind(e->getType()) == EigenKind::Plain && e->isPRValue());
  llvm::SaveAndRestore unlogged(reads, complete ? nullptr : reads); // before anything is written
  if (isGeometry(e->getType()))
    return geometryMatrix(e);
  Value *v = evaluate(e);
  if (!v)
    unsupported(e->getSourceRange(), "using the result of a call that returns 'void'");
  return v;
}

Value *Translator::scalar(const Expr *e) { return asScalar(value(e), e->getSourceRange()); }
Value *Translator::dense(const Expr *e) { return asDense(value(e)); }

Value *Translator::index(const Expr *e) {
  Value *v = scalar(e);
  if (!v->type.isInteger())
    unsupported(e->getSourceRange(), "an extent or position that is not an integer");
  // What is converted on the way to a wide enough type is the same position.
  auto isCast = [](const Value *x) {
    return x->def && x->def->kind == Op::Cast && x->def->operand(0)->type.isInteger() &&
           (x->type.spelling == "std::size_t" || x->type.spelling == "Eigen::Index");
  };
  while (isCast(v) && (v->type.spelling == "std::size_t" || isCast(v->def->operand(0))))
    v = v->def->operand(0);
  return cast(v, Type::index());
}

Value *Translator::constantOf(const Expr *e) {
  auto type = typeOf(e->getType());
  if (!type || type->dense || e->isValueDependent())
    return nullptr;
  Expr::EvalResult result;
  if (!e->EvaluateAsRValue(result, context) || result.HasSideEffects)
    return nullptr;
  if (result.Val.isInt()) {
    const llvm::APSInt &n = result.Val.getInt();
    if (n.getBitWidth() > 64)
      return nullptr;
    if (type->isBool())
      return builder.boolean(n != 0);
    return integerOf(builder, n.isSigned() ? ir::Wide(n.getSExtValue()) : ir::Wide(n.getZExtValue()), *type);
  }
  if (result.Val.isFloat() && type->isReal()) {
    llvm::APFloat x = result.Val.getFloat();
    bool lost = false;
    x.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &lost);
    return builder.constant(x.convertToDouble(), type->scalar);
  }
  return nullptr;
}

void Translator::effect(const Expr *e) {
  e = strip(e);
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  if (hasNoInfluence(e) || pointerAssignment(e))
    return;
  if (assignment(e))
    return;
  if (auto *c = dyn_cast<CastExpr>(e); c && c->getCastKind() == CK_ToVoid) {
    effect(c->getSubExpr());
    return;
  }
  if (auto *b = dyn_cast<BinaryOperator>(e); b && b->getOpcode() == BO_Comma) {
    effect(b->getLHS());
    effect(b->getRHS());
    return;
  }
  if (thing(e))
    return;
  if (isa<CallExpr>(e)) {
    evaluate(e); // may be of type void
    return;
  }
  if (!isPure(e))
    value(e);
}

bool Translator::isPure(const Expr *e) const {
  if (auto *b = dyn_cast<BinaryOperator>(e); b && b->isAssignmentOp())
    return false;
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp())
    return false;
  if (isa<CXXThrowExpr, CXXNewExpr, CXXDeleteExpr, LambdaExpr>(e))
    return false;
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && o->isAssignmentOp())
    return false;
  if (auto *c = dyn_cast<CallExpr>(e)) {
    const FunctionDecl *callee = c->getDirectCallee();
    if (!callee || (!isEigenFunction(callee) && !isCMath(callee) &&
                    !isRuntimeFunction(callee) && !callee->isConstexpr() &&
                    !(inNamespace(callee, "std") && isa<CXXMethodDecl>(callee) &&
                      llvm::cast<CXXMethodDecl>(callee)->isConst())))
      return false;
  }
  for (const Stmt *child : e->children())
    if (auto *sub = dyn_cast_or_null<Expr>(child); sub && !isPure(sub))
      return false;
  return true;
}

Value *Translator::evaluate(const Expr *e) {
  if (auto assigned = assignment(e))
    return read(*assigned, e->getSourceRange());
  if (Value *v = pointerValue(*this, e))
    return v;
  if (Value *v = extremeElement(*this, e))
    return v;
  if (auto operation = pointerOperation(e); operation && (operation->kind == PointerOperation::Dereference ||
                                                          operation->kind == PointerOperation::Subscript))
    if (auto p = place(e))
      return read(*p, e->getSourceRange());
  switch (e->getStmtClass()) {
  case Stmt::FloatingLiteralClass:
  case Stmt::IntegerLiteralClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    if (Value *v = constantOf(e))
      return v;
    if (auto type = typeOf(e->getType()); type && type->dense && !isEigen(e->getType()))
      if (Value *v = containerInit(e, *type))
        return v;
    break;
  case Stmt::DeclRefExprClass:
    return declRef(llvm::cast<DeclRefExpr>(e));
  case Stmt::BinaryOperatorClass:
    return binary(llvm::cast<BinaryOperator>(e));
  case Stmt::UnaryOperatorClass:
    return unary(llvm::cast<UnaryOperator>(e));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(llvm::cast<AbstractConditionalOperator>(e));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(llvm::cast<CXXConstructExpr>(e));
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
    return callExpr(llvm::cast<CallExpr>(e));
  case Stmt::InitListExprClass: {
    if (auto type = typeOf(e->getType()); type && type->dense && !isEigen(e->getType()))
      if (Value *v = containerInit(e, *type))
        return v;
    auto *list = llvm::cast<InitListExpr>(e);
    if (typeOf(e->getType()) && list->getNumInits() == 1)
      return value(list->getInit(0));
    if (typeOf(e->getType()) && list->getNumInits() == 0 && e->getType()->isArithmeticType())
      return Translator::cast(builder.integer(0), *typeOf(e->getType()));
    break;
  }
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return value(llvm::cast<CXXRewrittenBinaryOperator>(e)->getSemanticForm());
  case Stmt::CXXDefaultInitExprClass:
    return value(llvm::cast<CXXDefaultInitExpr>(e)->getExpr());
  case Stmt::ArraySubscriptExprClass:
  case Stmt::MemberExprClass:
    if (auto p = place(e))
      return read(*p, e->getSourceRange());
    if (Value *v = constantOf(e))
      return v;
    break;
  default:
    if (auto *c = dyn_cast<CastExpr>(e))
      return castExpr(c);
    break;
  }
  if (isa<CXXThrowExpr>(e))
    unsupported(e->getSourceRange(), nameOf(e),
                {{"check arguments before the function is called; with 'GATEAUX_INACTIVE' before it, generated code goes on "
                  "without it",
                  {}}});
  unsupported(e->getSourceRange(), nameOf(e));
}

Value *Translator::castExpr(const CastExpr *e) {
  switch (e->getCastKind()) {
  case CK_IntegralCast:
  case CK_IntegralToFloating:
  case CK_IntegralToBoolean:
  case CK_FloatingCast:
  case CK_FloatingToIntegral:
  case CK_FloatingToBoolean:
  case CK_BooleanToSignedIntegral:
    if (auto type = typeOf(e->getType()))
      return Translator::cast(scalar(e->getSubExpr()), *type);
    break;
  case CK_PointerToBoolean:
    if (auto pointer = pointerOf(e->getSubExpr()))
      return isSomething(*this, *pointer->pointer);
    break;
  default:
    break;
  }
  unsupported(e->getSourceRange(), "conversion from '" + e->getSubExpr()->getType().getAsString() +
                                       "' to '" + e->getType().getAsString() + "'");
}

/// True for an initialiser that gives the same wherever it is evaluated: constructors of literals, and Eigen's functions of
/// such.
bool isWrittenOut(const Translator &t, const Stmt *e) {
  if (auto *c = dyn_cast<CallExpr>(e)) {
    const FunctionDecl *callee = c->getDirectCallee();
    if (!callee || (callee->getIdentifier() && callee->getName().contains("Random")) ||
        !(isEigenFunction(callee) || t.isCMath(callee) || callee->isConstexpr()))
      return false;
  }
  if (auto *ref = dyn_cast<DeclRefExpr>(e); ref && isa<VarDecl>(ref->getDecl()))
    if (auto *variable = llvm::cast<VarDecl>(ref->getDecl()); !variable->getType().isConstQualified() || !variable->hasGlobalStorage())
      return false;
  return llvm::all_of(e->children(), [&](const Stmt *child) { return !child || isWrittenOut(t, child); });
}

Value *Translator::declRef(const DeclRefExpr *e) {
  if (auto binding = bindingOf(e)) {
    switch (binding->kind) {
    case Binding::Variable:
    case Binding::Reference:
      return read(*place(e), e->getSourceRange());
    case Binding::Expression:
      return within(binding->deferred, [&](const Expr *init) { return value(init); });
    case Binding::Workspace:
      unsupported(e->getSourceRange(), "using a workspace as a value");
    case Binding::Object:
    case Binding::Closure:
    case Binding::Pointer:
      break;
    }
    unsupported(e->getSourceRange(),
                "value of type '" + e->getType().getUnqualifiedType().getAsString() + "'");
  }
  if (Value *v = constantOf(e))
    return v;
  auto *variable = dyn_cast<VarDecl>(e->getDecl());
  if (Value *v = variable && variable->hasGlobalStorage() ? globalArray(*this, variable) : nullptr)
    return v;
  if (variable && variable->hasGlobalStorage() && variable->getType().isConstQualified() && typeOf(variable->getType()) &&
      variable->getInit() && isWrittenOut(*this, variable->getInit()))
    return conform(value(variable->getInit()), *typeOf(variable->getType()), e->getSourceRange());
  if (variable && variable->hasGlobalStorage()) {
    std::string name = variable->getNameAsString();
    unsupported(e->getSourceRange(),
                variable->getType().isConstQualified()
                    ? "reading '" + name + "', whose value is not known at compile time"
                    : "reading the variable '" + name + "', which is not local",
                {{"make it 'constexpr', or a parameter of the function", {}},
                 {"'" + name + "' is declared here", variable->getLocation()}});
  }
  unsupported(e->getSourceRange(), "'" + e->getNameInfo().getAsString() + "' as a value");
}

Value *Translator::construct(const CXXConstructExpr *e) {
  if (isEigen(e->getType()))
    return eigenConstruct(e);
  if (e->getNumArgs() == 1 && e->getConstructor()->isCopyOrMoveConstructor())
    return value(e->getArg(0));
  if (auto type = typeOf(e->getType()))
    if (Value *v = containerInit(e, *type))
      return v;
  unsupported(e->getSourceRange(), "object of type '" + e->getType().getAsString() + "'");
}

CallSite Translator::site(const CallExpr *e) const {
  CallSite result;
  result.expr = e;
  result.callee = e->getDirectCallee();
  if (!result.callee && !isa<CXXMemberCallExpr>(e))
    result.callee = functionOf(e->getCallee());
  unsigned first = 0;
  if (auto *member = dyn_cast<CXXMemberCallExpr>(e)) {
    result.object = strip(member->getImplicitObjectArgument());
    // p->f() is (*p).f().
    if (result.object->getType()->isPointerType() && !isa<CXXThisExpr>(result.object))
      result.object = UnaryOperator::Create(context, const_cast<Expr *>(result.object), UO_Deref,
                                            result.object->getType()->getPointeeType(), VK_LValue, OK_Ordinary,
                                            result.object->getExprLoc(), /*CanOverflow=*/false, {});
    if (!result.callee)
      result.callee = member->getMethodDecl();
  } else if (isa<CXXOperatorCallExpr>(e) && isa_and_nonnull<CXXMethodDecl>(result.callee)) {
    result.object = strip(e->getArg(0));
    first = 1;
  }
  for (unsigned i = first; i < e->getNumArgs(); ++i)
    if (!isa<CXXDefaultArgExpr>(e->getArg(i)))
      result.args.push_back(e->getArg(i));
  if (result.callee && result.callee->getIdentifier())
    result.name = result.callee->getName();
  return result;
}

Value *Translator::callExpr(const CallExpr *e) {
  CallSite at = site(e);
  if (!at.callee)
    unsupported(e->getSourceRange(), "call through a pointer");
  if ((at.callee->isConstexpr() || at.callee->getBuiltinID()) && e->getType()->isArithmeticType())
    if (Value *v = constantOf(e))
      return v;
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e)) {
    if (o->getOperator() == OO_Call && isBuffer(o->getArg(0)->getType()))
      return read(bufferPlace(o), e->getSourceRange());
    if (isEigenFunction(at.callee))
      return eigenOperator(o);
  }
  if (isEigenFunction(at.callee))
    return at.object ? eigenMember(at) : eigenFunction(at);
  if (Value *v = carriedValue(*this, at))
    return v;
  if (auto v = optionalCall(*this, at))
    return *v;
  if (isCMath(at.callee))
    return cmath(at);
  if (isRuntimeFunction(at.callee))
    return runtimeFunction(at);
  if (at.object && isa<CXXConversionDecl>(at.callee) && isBit(at.object->getType()))
    if (auto p = place(at.object))
      return read(*p, e->getSourceRange());
  if (isContainerCall(at))
    return containerCall(at);
  if (isListCall(at))
    return listCall(at);
  if (inNamespace(at.callee, "std"))
    if (auto p = place(e))
      return read(*p, e->getSourceRange());
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e);
      o && inNamespace(at.callee, "std") && o->getOperator() != OO_Call && !isReadable(recordOf(o->getArg(0)->getType())))
    unsupportedAt(at.loc(), e->getSourceRange(), nameOf(e),
                  {{"write 'GATEAUX_INACTIVE' before a statement that has no influence on "
                    "derivatives",
                    {}}});
  return call(at);
}

std::optional<Place> Translator::assignment(const Expr *e) {
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e)) {
    const FunctionDecl *callee = o->getDirectCallee();
    if (callee && o->getOperator() == OO_Equal && inNamespace(callee, "std") &&
        typeOf(o->getArg(0)->getType())) { // of a std::vector or std::array
      const InitListExpr *list = isNumberType(o->getArg(1)->getType()) ? nullptr : bracedList(o->getArg(1));
      Value *right = list ? containerOf(list, *typeOf(o->getArg(0)->getType())) : value(o->getArg(1));
      Place p = writablePlace(o->getArg(0));
      write(p, right, e->getSourceRange());
      return p;
    }
    if (callee && o->getOperator() == OO_Equal && isBit(o->getArg(0)->getType())) {
      Value *right = condition(o->getArg(1));
      Place p = writablePlace(o->getArg(0));
      write(p, right, e->getSourceRange());
      return p;
    }
    if (!callee || !isEigenFunction(callee))
      return std::nullopt;
    return eigenAssignment(o);
  }
  return scalarAssignment(e);
}

} // namespace gateaux::frontend
