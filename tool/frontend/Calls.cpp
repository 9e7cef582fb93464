// SPDX-License-Identifier: Apache-2.0
//
// Calls of functions whose body is visible: they are expanded where they stand, with references
// bound to the places that are passed. And how a name is bound to its initialiser.
#include "Ranges.h"
#include "Translator.h"
#include "Unit.h"
#include "Workspaces.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

std::string quoted(const FunctionDecl *function) { return "'" + function->getNameAsString() + "'"; }

[[noreturn]] void withoutBody(const CallSite &site, bool inactive) {
  unsupportedAt(site.loc(), site.range(),
                "call of " + quoted(site.callee) + ", whose body is not visible here",
                {{inactive ? "its result is used, so the tool must be able to read it"
                           : "write 'GATEAUX_PROVIDED' before its declaration and give its "
                             "derivatives, or 'GATEAUX_INACTIVE' if it has no influence on "
                             "derivatives",
                  {}},
                 {quoted(site.callee) + " is declared here", site.callee->getLocation()}});
}

} // namespace

Deferred Translator::defer(const Expr *init) {
  Deferred result;
  result.init = init;
  result.frame = frame;
  result.captures = std::make_shared<Captures>();
  captureScalars(init, *result.captures);
  return result;
}

const Expr *unmoved(const Expr *e) {
  const auto *call = dyn_cast<CallExpr>(Translator::strip(e));
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  const bool moves = callee && callee->getIdentifier() && callee->getName() == "move" && inNamespace(callee, "std");
  return moves && call->getNumArgs() == 1 ? call->getArg(0) : e;
}

void alignWithRef(Translator &t, Place &p, QualType type) {
  const auto wanted = isEigenClass(type, "Ref") ? typeOf(type) : std::nullopt;
  const Type given = t.placeType(p);
  if (wanted && wanted->isVector() && given.isVector() && wanted->isRow() != given.isRow())
    t.pushTranspose(p);
}

static void captureFunction(Translator &t, const Expr *e, Captures &captures) {
  e = behindCopies(e);
  auto function = t.thing(e);
  if (!function || (function->kind != Binding::Closure && function->kind != Binding::Object))
    return;
  Binding copy = function->kind == Binding::Closure ? Binding::of(std::make_shared<Closure>())
                                                    : t.newVariable(e->getType(), "", e->getExprLoc());
  t.copyThing(copy, *function, e->getSourceRange());
  captures.things[e] = copy;
}

void Translator::captureScalars(const Expr *e, Captures &captures) {
  e = strip(e);
  if (isNumberType(e->getType())) {
    captures.scalars[e] = value(e);
    return;
  }
  // Eigen keeps a copy of a function.
  if (e->getType()->isRecordType() && !isEigen(e->getType()) && !isGeometry(e->getType()) && !isSparse(e->getType()) &&
      !inNamespace(recordOf(e->getType()), "Eigen"))
    return captureFunction(*this, e, captures);
  if (auto *member = dyn_cast<CXXMemberCallExpr>(e))
    captureScalars(member->getImplicitObjectArgument(), captures);
  if (auto *callExpression = dyn_cast<CallExpr>(e)) {
    const FunctionDecl *callee = callExpression->getDirectCallee();
    if (!callee)
      return;
    if (!isEigenFunction(callee) && !isRuntimeFunction(callee))
      return captureResult(callExpression, captures);
    // So it does of indices: of what stands between the parentheses.
    auto *o = dyn_cast<CXXOperatorCallExpr>(callExpression);
    for (unsigned i = 0; i < callExpression->getNumArgs(); ++i) {
      const Expr *argument = strip(callExpression->getArg(i));
      const auto held = o && o->getOperator() == OO_Call && i > 0 ? typeOf(argument->getType()) : std::nullopt;
      if (held && held->dense)
        captures.scalars[argument] = value(argument);
      else if (!isa<CXXDefaultArgExpr>(callExpression->getArg(i)))
        captureScalars(argument, captures);
    }
  } else if (auto *construction = dyn_cast<CXXConstructExpr>(e)) {
    for (const Expr *argument : construction->arguments())
      if (!isa<CXXDefaultArgExpr>(argument))
        captureScalars(argument, captures);
  }
}

/// The expression that a function returns, with the values that the scalars in it have now.
void Translator::captureResult(const CallExpr *e, Captures &captures) {
  CallSite at = site(e);
  if (eigenKind(e->getType()) != EigenKind::Expression || !at.callee || inNamespace(at.callee, "std") ||
      inNamespace(at.callee, "Eigen") || unit.provided(at.callee) || unit.callsItself(at.callee) ||
      unit.markers.on(at.callee, MarkerKind::Inactive))
    return;
  frames_.emplace_back();
  Frame &callee = frames_.back();
  callee.defers = true;
  std::set<const Cell *> seen;
  {
    llvm::SaveAndRestore observed(touched, &seen);
    expand(at, callee);
  }
  if (callee.deferred) {
    captures.things[e] = Binding::expression(*callee.deferred);
  } else if (callee.place) {
    captures.things[e] = Binding::reference(*callee.place);
  } else if (callee.result && callee.result->value) { // one of several
    Cell *cell = newCell(at.name.str(), callee.result->value->type, e->getExprLoc());
    cell->value = callee.result->value;
    for (const Cell *source : seen)
      cell->copied.push_back({source, source->value});
    captures.things[e] = Binding::variable(cell);
  }
}

void Translator::checkLifetimes(const VarDecl *variable, const Expr *e) {
  // Down to what strip() would give, past every temporary on the way.
  const Expr *inner = strip(e);
  if (isNumberType(inner->getType()))
    return;
  for (const Expr *outer = e; outer != inner;) {
    if (auto *temporary = dyn_cast<MaterializeTemporaryExpr>(outer);
        temporary && eigenKind(temporary->getType()) == EigenKind::Plain)
      fail(inner->getSourceRange(),
           "'" + variable->getNameAsString() +
               "' keeps a reference to this temporary, which is destroyed at the end of the "
               "statement",
           {{"store the temporary in a variable, or call '.eval()' on the whole expression", {}},
            {"'" + variable->getNameAsString() +
                 "' is an expression that is evaluated where it "
                 "is used",
             variable->getLocation()}});
    auto child = outer->child_begin();
    if (child == outer->child_end())
      break;
    outer = llvm::cast<Expr>(*child);
  }
  if (auto *member = dyn_cast<CXXMemberCallExpr>(inner))
    checkLifetimes(variable, member->getImplicitObjectArgument());
  if (auto *callExpression = dyn_cast<CallExpr>(inner)) {
    const FunctionDecl *callee = callExpression->getDirectCallee();
    if (!callee || (!isEigenFunction(callee) && !isRuntimeFunction(callee)))
      return;
    for (const Expr *argument : callExpression->arguments())
      if (!isa<CXXDefaultArgExpr>(argument))
        checkLifetimes(variable, argument);
  } else if (auto *construction = dyn_cast<CXXConstructExpr>(inner)) {
    for (const Expr *argument : construction->arguments())
      if (!isa<CXXDefaultArgExpr>(argument))
        checkLifetimes(variable, argument);
  }
}

/// True for a part of a matrix that an Eigen::Ref to const copies: its coefficients do not lie as the Ref wants them.
bool Translator::isCopiedByRef(const Place &p, const Type &wanted) {
  auto moves = [&](const View &v) {
    return (v.kind == View::Transpose && !p.cell->type.isVector()) || v.kind == View::Diagonal || v.kind == View::Indexed || v.kind == View::Triangle;
  };
  if (llvm::any_of(p.views, moves))
    return true;
  const Type &whole = p.cell->value ? p.cell->value->type : p.cell->type;
  if (whole.isList() || whole.isVector())
    return false;
  const bool byRows = p.cell->type.rowMajor;
  return wanted.isColumn() ? byRows && !p.whole() : wanted.isRow() ? !byRows : byRows != wanted.rowMajor;
}

/// What a const reference stands for that is a copy here; `seen` is what it was made of.
Binding Translator::copied(const VarDecl *variable, Value *v, const std::set<const Cell *> &seen, const Expr *init) {
  Cell *cell = newCell(variable->getNameAsString(), *typeOf(variable->getType().getNonReferenceType()),
                       variable->getLocation());
  setCell(*cell, v, init->getSourceRange());
  if (strip(init)->isGLValue() || eigenKind(variable->getType().getNonReferenceType()) == EigenKind::View)
    for (const Cell *source : seen)
      cell->copied.push_back({source, source->value});
  return Binding::variable(cell);
}

Binding Translator::bind(const VarDecl *variable, const Expr *init) {
  const QualType type = variable->getType();
  const QualType held = type.getNonReferenceType();
  if (!init)
    unsupported(variable->getSourceRange(),
                "variable of type '" + type.getAsString() + "' without an initialiser");
  if (isWorkspace(held)) {
    auto id = workspaceOf(init);
    if (!id)
      unsupported(init->getSourceRange(), "this workspace");
    return Binding::workspace(*id);
  }
  const bool byValue = !type->isReferenceType() &&
                       (eigenKind(held) == EigenKind::Plain || eigenKind(held) == EigenKind::None);
  if (!typeOf(held) && !isEigen(held)) {
    if (!byValue)
      if (auto object = thing(unmoved(init)))
        return handovers.stamped(*object);
    checkDestructor(held, init->getSourceRange());
    Binding object = newVariable(held, variable->getNameAsString(), variable->getLocation());
    initialise(object, held, init);
    return object;
  }
  if (!byValue) {
    std::set<const Cell *> seen;
    llvm::SaveAndRestore observed(touched, &seen);
    if (auto p = place(init); p && p->cell) {
      alignWithRef(*this, *p, held);
      if (isEigenClass(held, "Ref") && isConstView(held) && isCopiedByRef(*p, *typeOf(held)))
        return copied(variable, read(*p, init->getSourceRange()), {p->cell}, init);
      if (isConstView(held))
        nameView(*this, *p, variable->getNameAsString());
      return handovers.stamped(Binding::reference(*p));
    } else if (p && type->isReferenceType() && held.isConstQualified() && typeOf(held)) {
      return copied(variable, read(*p, init->getSourceRange()), seen, init);
    }
    if (type->isLValueReferenceType() && !held.isConstQualified())
      return handovers.stamped(Binding::reference(writablePlace(init))); // says why it cannot be
    if (type->isReferenceType() && typeOf(held) && strip(init)->isGLValue()) {
      Value *v = value(init);
      return copied(variable, v, seen, init);
    }
  }
  if (eigenKind(held) == EigenKind::Expression) {
    if (!isa<ParmVarDecl>(variable))
      checkLifetimes(variable, init);
    if (eigenKind(strip(init)->getType()) == EigenKind::Expression)
      return Binding::expression(defer(init));
  }
  auto cellType = typeOf(held);
  if (!cellType && isEigen(held)) // MatrixBase<Derived>, bound to a plain temporary
    cellType = typeOf(strip(init)->getType());
  if (!cellType)
    unsupported(init->getSourceRange(), "value of type '" + held.getAsString() + "'");
  if (eigenKind(held) == EigenKind::View && !isConstView(held))
    unsupported(init->getSourceRange(), isEigenClass(held, "Map")
                                            ? "'Eigen::Map' over a pointer"
                                            : "'Eigen::Ref' to this expression");
  Cell *cell = newCell(variable->getNameAsString(), *cellType, variable->getLocation());
  setCell(*cell, value(init), init->getSourceRange());
  return Binding::variable(cell);
}

/// What a std::function that holds a lambda calls: of a generic one, what it is for the parameters.
static const FunctionDecl *callOperator(const CXXRecordDecl *lambda, const CXXMethodDecl *called) {
  const CXXMethodDecl *function = lambda->getLambdaCallOperator();
  const FunctionTemplateDecl *generic = function->getDescribedFunctionTemplate();
  auto accepts = [&](const FunctionDecl *one) {
    auto same = [](const ParmVarDecl *a, const ParmVarDecl *b) {
      return a->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
             b->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType();
    };
    return one->getNumParams() == called->getNumParams() &&
           std::equal(one->param_begin(), one->param_end(), called->param_begin(), same);
  };
  if (generic)
    for (const FunctionDecl *one : generic->specializations())
      if (accepts(one))
        return one;
  return function;
}

const FunctionDecl *Translator::opened(const CallSite &site, Frame &callee, std::vector<const Expr *> &arguments) {
  const FunctionDecl *function = site.callee;
  auto *operatorCall = dyn_cast<CXXOperatorCallExpr>(site.expr);
  auto *method = dyn_cast<CXXMethodDecl>(function);
  arguments.assign(site.expr->arguments().begin(), site.expr->arguments().end());
  if (method && method->isInstance()) {
    if (operatorCall)
      arguments.erase(arguments.begin());
    auto object = objectOf(site.object, false);
    if (object && object->kind == Binding::Closure) {
      // Also through a std::function that holds a lambda or a function.
      if (inNamespace(method, "std") && object->closure->function)
        function = object->closure->function;
      else if (inNamespace(method, "std") && object->closure->type)
        function = callOperator(object->closure->type, method);
      open(callee, *object);
    } else if (object && isReadable(method->getParent())) {
      open(callee, *object);
    } else {
      unsupportedAt(site.loc(), site.range(),
                    "call of the member function " + quoted(site.callee));
    }
    auto *member = dyn_cast<MemberExpr>(site.expr->getCallee()->IgnoreParens());
    const bool exact = site.object && isa<DeclRefExpr>(site.object) &&
                       !llvm::cast<DeclRefExpr>(site.object)->getDecl()->getType()->isReferenceType();
    if (method->isVirtual() && !(member && member->hasQualifier()) && !exact &&
        !method->getParent()->isEffectivelyFinal() && !method->hasAttr<FinalAttr>())
      unsupportedAt(site.loc(), site.range(), "virtual call of " + quoted(site.callee),
                    {{"call a function that is known when the program is compiled", {}}});
  }
  const FunctionDecl *definition = nullptr;
  if (!function->hasBody(definition))
    withoutBody(site, unit.markers.on(site.callee, MarkerKind::Inactive) != nullptr);
  return definition;
}

void Translator::expand(const CallSite &site, Frame &callee) {
  std::vector<const Expr *> arguments;
  const FunctionDecl *definition = opened(site, callee, arguments);
  run(callee, definition, arguments, site.loc(), site.range());
  if (!callee.dead && !definition->getReturnType()->isVoidType())
    unsupportedAt(site.loc(), site.range(),
                  "call of " + quoted(definition) + ", which does not return at its end");
}

void Translator::run(Frame &callee, const FunctionDecl *definition,
                     llvm::ArrayRef<const Expr *> arguments, SourceLocation at, SourceRange range,
                     Translation before) {
  checkRecursion(definition, at, range);
  if (definition->isVariadic())
    unsupportedAt(at, range, "call of a variadic function");
  bindParameters(callee, definition, arguments);
  runBody(callee, definition, at, range, before);
}

void Translator::bindParameters(Frame &callee, const FunctionDecl *definition, llvm::ArrayRef<const Expr *> arguments) {
  // Arguments are evaluated in the caller.
  for (unsigned i = 0; i < definition->getNumParams() && i < arguments.size(); ++i) {
    const ParmVarDecl *parameter = definition->getParamDecl(i);
    if (isCarriedAlong(parameter->getType())) {
      callee.bindings[parameter] = carriedVariable(*this, parameter, arguments[i], definition->getBody());
      continue;
    }
    callee.bindings[parameter] = bind(parameter, arguments[i]);
  }
}

void Translator::runBody(Frame &callee, const FunctionDecl *definition, SourceLocation at,
                         SourceRange range, Translation before) {
  callee.caller = frame;
  struct Restore {
    Translator &t;
    Frame *frame;
    const Captures *captures;
    ~Restore() {
      t.frame = frame;
      t.captures_ = captures;
    }
  } restore{*this, frame, captures_};
  frame = &callee;
  captures_ = nullptr;
  enter(callee, definition);
  try {
    before();
    statement(definition->getBody());
  } catch (Failure &failure) {
    const SourceManager &sources = context.getSourceManager();
    if (failure.kind != FailureKind::Reported && sources.isInSystemHeader(failure.loc) &&
        !sources.isInSystemHeader(at))
      throw Failure{FailureKind::Limitation, at, range,
                    "call of " + quoted(definition),
                    {{"write out what it computes, or put it into a function of your own with "
                      "'GATEAUX_PROVIDED' before it",
                      {}},
                     {"in its body: " + failure.message, failure.loc}}};
    failure.notes.push_back({"in the call of " + quoted(definition) + " here", at});
    throw;
  }
}

std::optional<Binding> Translator::callThing(const CallSite &site) {
  LocationScope scope(*this, site.loc(), site.range());
  const QualType returned = site.callee->getReturnType();
  const bool readable = isPointer(returned) || isReadable(recordOf(returned));
  if ((inNamespace(site.callee, "std") && !readable) || isEigenFunction(site.callee) || isListCall(site))
    return std::nullopt;
  checkDestructor(returned, site.range());
  frames_.emplace_back();
  Frame &callee = frames_.back();
  if (const FunctionDecl *definition = recursion(site))
    recursiveCall(site, definition, callee);
  else
    expand(site, callee);
  return callee.object;
}

Value *Translator::call(const CallSite &site) {
  LocationScope scope(*this, site.loc(), site.range());
  // A result by value is complete before it is stored.
  llvm::SaveAndRestore unlogged(reads, (typeOf(site.callee->getReturnType()) && !site.callee->getReturnType()->isReferenceType()) ? nullptr : reads);
  if (const ir::Function *provided = unit.provided(site.callee))
    return providedCall(site, provided);
  const FunctionDecl *const definition = recursion(site);
  frames_.emplace_back();
  Frame &callee = frames_.back();
  if (!unit.markers.on(site.callee, MarkerKind::Inactive)) {
    if (definition)
      recursiveCall(site, definition, callee);
    else
      expand(site, callee);
    if (callee.place)
      return read(*callee.place, site.range());
    return callee.result ? callee.result->value : nullptr;
  }
  return inactiveCall(site, callee);
}

std::optional<Place> Translator::callPlace(const CallSite &site) {
  if (site.name == "move" || site.name == "forward" || site.name == "as_const")
    if (inNamespace(site.callee, "std") && site.args.size() == 1)
      return place(site.args[0]);
  // A view that is returned by value is another name of what it shows, as a reference is.
  const QualType returned = site.callee->getReturnType();
  const bool view = eigenKind(returned) == EigenKind::Expression && !unit.provided(site.callee) &&
                    !unit.markers.on(site.callee, MarkerKind::Inactive);
  if (!(returned->isReferenceType() || view) || isCMath(site.callee) ||
      isRuntimeFunction(site.callee) || isEigenFunction(site.callee) ||
      inNamespace(site.callee, "std") || !site.callee->hasBody() || !(typeOf(returned) || isEigen(returned)))
    return std::nullopt;
  LocationScope scope(*this, site.loc(), site.range());
  frames_.emplace_back();
  Frame &callee = frames_.back();
  expand(site, callee);
  if (callee.place)
    return callee.place;
  if (callee.result && callee.result->value)
    return Place{nullptr, callee.result->value, {}, false};
  return std::nullopt;
}

Value *Translator::providedCall(const CallSite &site, const ir::Function *callee) {
  std::vector<Value *> operands;
  unsigned leaf = 0;
  for (unsigned i = 0; i < callee->parameters.size(); ++i) {
    const Expr *argument = site.expr->getArg(i);
    for (size_t k = 0; k < callee->parameters[i].leaves.size(); ++k)
      operands.push_back(
          conform(value(argument), callee->arguments()[leaf++]->type, argument->getSourceRange()));
  }
  Attributes attrs;
  attrs.callee = callee;
  std::vector<Type> types;
  for (const Output &output : callee->outputs) {
    Type type = output.value->type;
    types.push_back(type);
  }
  Operation *operation = builder.createMany(Op::Call, types, std::move(operands), attrs);
  return operation->results.empty() ? nullptr : operation->result();
}

} // namespace gateaux::frontend
