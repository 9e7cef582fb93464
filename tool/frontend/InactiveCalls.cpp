// SPDX-License-Identifier: Apache-2.0
//
// GATEAUX_INACTIVE before a function: what it gives is constant. Where the tool can read it, it is
// expanded like any other; else generated code calls it.
#include "Translator.h"
#include "Unit.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// True for what a value of the intermediate form can be passed as, or come back as.
bool isPassed(QualType type) {
  auto held = typeOf(type);
  return held && !held->isFactor() && (!held->dense || isEigen(type)) && !isLongDouble(type) &&
         !type.getNonReferenceType()->isEnumeralType();
}

} // namespace

bool canBeCalled(const FunctionDecl *function) {
  const QualType result = function->getReturnType();
  return !isa<CXXMethodDecl>(function) && !function->isVariadic() && !function->isTemplateInstantiation() &&
         (result->isVoidType() || (isPassed(result) && !result->isReferenceType() &&
                                   eigenKind(result) != EigenKind::View)) &&
         std::all_of(function->param_begin(), function->param_end(), [](const ParmVarDecl *p) {
           return isPassed(p->getType()) && !isWritable(p) && !p->getType()->isRValueReferenceType();
         });
}

const ir::Function *Unit::inactive(const FunctionDecl *function) {
  const ir::Function *&made = inactive_[function->getCanonicalDecl()];
  if (made)
    return made;
  auto called = std::make_unique<ir::Function>(function->getNameAsString());
  describeFunction(*called, function, context);
  for (const ParmVarDecl *parameter : function->parameters()) {
    Parameter described = describeParameter(parameter, context);
    Value *argument = called->addArgument(*typeOf(parameter->getType()), described.name);
    described.leaves.push_back({described.name, argument});
    called->parameters.push_back(std::move(described));
  }
  made = called.get();
  program.functions.push_back(std::move(called));
  return made;
}

const ir::Function *Unit::argsort(const ir::Type &vector) {
  auto called = std::make_unique<ir::Function>("argsort");
  called->scope = "gateaux";
  called->addArgument(vector, "x");
  program.functions.push_back(std::move(called));
  return program.functions.back().get();
}

Value *Translator::inactiveCall(const CallSite &site, Frame &callee) {
  Attempt attempt(*this);
  const std::vector<Value *> &before = attempt.before.values;
  const bool callable = canBeCalled(site.callee);
  if (!site.callee->hasBody() && callable)
    return constantCall(site);
  try {
    expand(site, callee);
  } catch (const Failure &failure) {
    if (failure.kind != FailureKind::Limitation || !callable)
      throw;
    attempt.undo();
    return constantCall(site);
  }
  for (size_t i = 0; i < before.size(); ++i) {
    Cell &cell = cells_[i];
    if (cell.value && cell.value != before[i] && cell.type.isReal())
      setCell(cell, builder.create(Op::StopGradient, {cell.value}), site.range());
  }
  Value *result = callee.place    ? read(*callee.place, site.range())
                  : callee.result ? callee.result->value
                                  : nullptr;
  return result && result->type.isReal() ? builder.create(Op::StopGradient, {result}) : result;
}

/// A call that stays one. What has no result has no influence, and vanishes.
Value *Translator::constantCall(const CallSite &site) {
  const QualType type = site.callee->getReturnType();
  if (type->isVoidType())
    return nullptr;
  const ir::Function *called = unit.inactive(site.callee);
  std::vector<Value *> operands;
  for (unsigned i = 0; i < called->parameters.size(); ++i) {
    const Expr *argument = site.expr->getArg(i);
    if (auto *byDefault = dyn_cast<CXXDefaultArgExpr>(argument))
      argument = byDefault->getExpr();
    operands.push_back(
        conform(value(argument), called->arguments()[i]->type, argument->getSourceRange()));
  }
  Attributes attrs;
  attrs.callee = called;
  return builder.createTyped(Op::Invoke, *typeOf(type), std::move(operands), attrs);
}

} // namespace gateaux::frontend
