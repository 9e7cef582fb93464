// SPDX-License-Identifier: Apache-2.0
//
// A whole function: its parameters, its body, its results.
#include "Ranges.h"
#include "Selection.h"
#include "Translator.h"
#include "Unit.h"
#include "Unused.h"
#include "Workspaces.h"
#include "ir/Regions.h"

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

} // namespace

void describeFunction(ir::Function &result, const FunctionDecl *function, ASTContext &context) {
  ir::SourceLocation at = irLocation(context.getSourceManager(), function->getLocation());
  result.name = function->getNameAsString();
  result.scope = scopeOf(function);
  result.origin = std::string(llvm::sys::path::filename(at.file)) + ":" + std::to_string(at.line);
  result.result = spellPlain(function->getReturnType(), context);
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
  ir::Function &result = builder.function();
  describeFunction(result, definition, context);
  const QualType returned = definition->getReturnType();
  if (factorOf(returned))
    unsupported(definition->getReturnTypeSourceRange(), "a result that is a decomposition",
                {{"return what is computed with it", {}}});
  const bool object = returned->isRecordType() && !typeOf(returned) && !isEigen(returned) &&
                      !isCarriedAlong(returned);
  if (isLongDouble(returned) || (!returned->isVoidType() && !typeOf(returned) && !object))
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
    std::string path;
    Cell *cell;
    Value *initial; ///< null for one that is a result only
  };
  std::vector<Written> written;
  size_t known = 0; // leaves of parameters
  auto noteWritten = [&](bool writable) {
    for (; known < parameterLeaves_.size(); ++known)
      if (const ParameterLeaf &leaf = parameterLeaves_[known]; leaf.writable.value_or(writable))
        written.push_back({leaf.path, leaf.cell, leaf.cell->value});
  };
  auto *method = dyn_cast<CXXMethodDecl>(definition);
  if (method && method->isInstance()) {
    const QualType type = method->getThisType()->getPointeeType();
    const SourceRange range = method->getNameInfo().getSourceRange();
    Parameter self;
    self.name = kSelf;
    self.passing = type.isConstQualified() ? Passing::ConstRef : Passing::Ref;
    self.declared = spell(context.getLValueReferenceType(type), context);
    self.plain = spellPlain(type, context);
    frame->self = addParameter(type, self, range);
    noteWritten(!type.isConstQualified());
    result.parameters.push_back(std::move(self));
  }
  for (const ParmVarDecl *parameter : definition->parameters()) {
    if (isWorkspace(parameter->getType())) {
      frame->bindings[parameter] = Binding::workspace(unit.newWorkspace());
      continue;
    }
    const bool resultOnly = std::any_of(results.begin(), results.end(), [&](auto *r) {
      return r->getFunctionScopeIndex() == parameter->getFunctionScopeIndex();
    });
    Parameter described = describeParameter(parameter, context);
    if (isCarriedAlong(parameter->getType())) {
      frame->bindings[parameter] = carriedVariable(parameter, described.name, definition->getBody());
      result.parameters.push_back(std::move(described));
      continue;
    }
    Binding variable;
    if (resultOnly)
      variable = newVariable(parameter->getType(), described.name, parameter->getLocation());
    else
      variable = addParameter(
          parameter->getOriginalType()->isArrayType() ? parameter->getOriginalType() : typeOfParameter(parameter), described, parameter->getSourceRange());
    if (parameter->getType()->isPointerType() && variable.kind == Binding::Variable &&
        !resultOnly) {
      // An array, of which a pointer is passed.
      const Binding array = pointerTo(variable, builder.integer(0));
      variable = newVariable(parameter->getType(), described.name, parameter->getLocation());
      copyThing(variable, array, parameter->getSourceRange());
      described.leaves[0].held = Holding::Pointer;
    }
    frame->bindings[parameter] = variable;
    noteWritten(isWritable(parameter));
    if (resultOnly)
      forEachLeaf(variable, described.name, [&](Cell &cell, const std::string &path) {
        written.push_back({path, &cell, cell.value});
      });
    if (!resultOnly)
      result.parameters.push_back(std::move(described));
  }

  evaluateLengths();
  statement(definition->getBody());

  if (!definition->getReturnType()->isVoidType() && !frame->dead)
    unsupported(definition->getNameInfo().getSourceRange(),
                "a function that does not return at its end");
  addResult(returned, definition->getReturnTypeSourceRange());
  for (const Written &w : written) {
    if (!w.initial)
      result.outputs.push_back({w.path, cellValue(*w.cell, {})});
    else if (w.cell->value != w.initial && w.cell->type.isList())
      unsupported(definition->getNameInfo().getSourceRange(),
                  "writing to a list that is a parameter",
                  {{"'" + w.cell->name + "' is written; copy it, and change the copy", w.cell->loc}});
    else if (w.cell->value != w.initial)
      result.outputs.push_back({w.path, w.cell->value});
  }
  removeUnused(result);
  // Private members may be there as long as nothing needs them.
  std::set<const Value *> used;
  forEachUse(result.body, [&](Value *v) { used.insert(v); });
  for (const Output &output : result.outputs)
    used.insert(output.value);
  for (const Written &w : written)
    if (w.initial && w.cell->value != w.initial)
      used.insert(w.initial);
  for (const Value *argument : result.arguments())
    if (used.count(argument))
      checkReachable(result, argument, definition->getNameInfo().getSourceRange());
}

} // namespace gateaux::frontend
