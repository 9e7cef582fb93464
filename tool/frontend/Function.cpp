// SPDX-License-Identifier: Apache-2.0
//
// A whole function: its parameters, its body, its results.
#include "Translator.h"
#include "Unit.h"
#include "Unused.h"
#include "Workspaces.h"

#include <llvm/Support/Path.h>

#include <algorithm>
#include <set>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

std::string scopeOf(const FunctionDecl *function) {
  std::string scope;
  for (const DeclContext *c = function->getDeclContext(); c; c = c->getParent()) {
    auto *space = dyn_cast<NamespaceDecl>(c);
    if (!space || space->isInline() || space->isAnonymousNamespace())
      continue;
    scope = space->getNameAsString() + (scope.empty() ? "" : "::" + scope);
  }
  return scope;
}

/// A name for a parameter without one that no other parameter has.
std::string nameForUnnamed(const ParmVarDecl *parameter) {
  std::string name = "argument" + std::to_string(parameter->getFunctionScopeIndex() + 1);
  auto *function = cast<FunctionDecl>(parameter->getDeclContext());
  while (std::any_of(function->param_begin(), function->param_end(),
                     [&](const ParmVarDecl *p) { return p->getName() == name; }))
    name += "_";
  return name;
}

/// The argument of a parameter and the value that its variable holds at first. An enumeration is an
/// integer to the translation; its argument keeps the type by name.
Value *addArgument(Translator &t, QualType type, const Type &held, Parameter &parameter) {
  const bool enumeration = type.getNonReferenceType()->isEnumeralType();
  Type declared = held;
  if (enumeration)
    declared.spelling = parameter.plain;
  Value *argument = t.builder.function().addArgument(declared, parameter.name);
  parameter.leaves.push_back({parameter.name, argument});
  return enumeration ? t.builder.createTyped(Op::Cast, held, {argument}) : argument;
}

} // namespace

void describeFunction(ir::Function &result, const FunctionDecl *function, ASTContext &context) {
  ir::SourceLocation at = irLocation(context.getSourceManager(), function->getLocation());
  result.name = function->getNameAsString();
  result.scope = scopeOf(function);
  result.origin = std::string(llvm::sys::path::filename(at.file)) + ":" + std::to_string(at.line);
  result.result = spellPlain(function->getReturnType(), context);
}

bool isWritable(const ParmVarDecl *parameter) {
  QualType type = parameter->getType();
  if (eigenKind(type) == EigenKind::View)
    return !isConstView(type);
  return type->isLValueReferenceType() && !type->getPointeeType().isConstQualified();
}

Parameter describeParameter(const ParmVarDecl *parameter, const ASTContext &context) {
  QualType type = parameter->getType();
  const SourceRange range = parameter->getSourceRange();
  Parameter result;
  result.name = parameter->getNameAsString();
  if (result.name.empty())
    result.name = nameForUnnamed(parameter);
  result.declared = spell(type, context);
  result.view = eigenKind(type) == EigenKind::View;
  if (type->isPointerType() || type->isArrayType())
    unsupported(range, "pointer parameter");
  if (type->isRValueReferenceType())
    unsupported(range, "parameter that is an rvalue reference");
  if (type.getNonReferenceType().isVolatileQualified())
    unsupported(range, "volatile parameter");
  if (type->isLValueReferenceType())
    result.passing = type->getPointeeType().isConstQualified() ? Passing::ConstRef : Passing::Ref;
  if (isLongDouble(type) || (!typeOf(type) && !isCarriedAlong(type) && !isWorkspace(type)))
    unsupported(range, "parameter of type '" + type.getAsString() + "'");
  result.plain = spellPlain(type, context);
  return result;
}

Translator::Translator(Unit &unit, ir::Function &function)
    : unit(unit), context(unit.context), builder(function) {}

void Translator::translateFunction(const FunctionDecl *function,
                                   const std::vector<const ParmVarDecl *> &results) {
  const FunctionDecl *definition = nullptr;
  if (!function->hasBody(definition))
    fail(function->getNameInfo().getSourceRange(),
         "'" + function->getNameAsString() + "' has no body in this file or what it includes",
         {{"the tool differentiates what it can read: define the function here", {}}});
  if (isa<CXXMethodDecl>(function))
    unsupported(function->getNameInfo().getSourceRange(), "differentiating a member function");
  ir::Function &result = builder.function();
  describeFunction(result, definition, context);
  const QualType returned = definition->getReturnType();
  if (isLongDouble(returned) || (!returned->isVoidType() && !typeOf(returned)))
    unsupported(definition->getReturnTypeSourceRange(),
                isEigen(returned) ? "a result that is an expression of Eigen's"
                                  : "a result of type '" + returned.getAsString() + "'",
                isEigen(returned) ? std::vector<Failure::Note>{{"return a plain type, for example "
                                                                "'Eigen::MatrixXd'",
                                                                {}}}
                                  : std::vector<Failure::Note>{});
  frames_.emplace_back();
  frame = &frames_.back();
  enter(*frame, definition);

  struct Written {
    const ParmVarDecl *decl;
    Cell *cell;
    Value *initial; ///< null for one that is a result only
  };
  std::vector<Written> written;
  for (const ParmVarDecl *parameter : definition->parameters()) {
    if (isWorkspace(parameter->getType())) {
      frame->bindings[parameter] = Binding::workspace(unit.newWorkspace());
      continue;
    }
    const bool resultOnly = std::any_of(results.begin(), results.end(), [&](auto *r) {
      return r->getFunctionScopeIndex() == parameter->getFunctionScopeIndex();
    });
    Parameter described = describeParameter(parameter, context);
    auto type = typeOf(parameter->getType());
    if (!type) {
      result.parameters.push_back(std::move(described));
      continue;
    }
    Cell *cell = newCell(described.name, *type, parameter->getLocation());
    if (!resultOnly) {
      cell->value = addArgument(*this, parameter->getType(), *type, described);
    }
    frame->bindings[parameter] = Binding::variable(cell);
    if (isWritable(parameter))
      written.push_back({parameter, cell, cell->value});
    if (!resultOnly)
      result.parameters.push_back(std::move(described));
  }

  statement(definition->getBody());

  if (!definition->getReturnType()->isVoidType() && !frame->dead)
    unsupported(definition->getNameInfo().getSourceRange(),
                "a function that does not return at its end");
  if (frame->result)
    result.outputs.push_back({"", frame->result->value});
  for (const Written &w : written) {
    if (!w.initial)
      result.outputs.push_back({w.decl->getNameAsString(), cellValue(*w.cell, {})});
    else if (w.cell->value != w.initial)
      result.outputs.push_back({w.cell->name, w.cell->value});
  }
  removeUnused(result);
}

} // namespace gateaux::frontend
