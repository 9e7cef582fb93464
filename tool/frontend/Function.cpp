// SPDX-License-Identifier: Apache-2.0
//
// A whole function: its parameters, its body, its results.
#include "Translator.h"
#include "Selection.h"
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

/// A name for a parameter without one that no other parameter has.
std::string nameForUnnamed(const ParmVarDecl *parameter) {
  std::string name = "argument" + std::to_string(parameter->getFunctionScopeIndex() + 1);
  auto *function = cast<FunctionDecl>(parameter->getDeclContext());
  while (std::any_of(function->param_begin(), function->param_end(),
                     [&](const ParmVarDecl *p) { return p->getName() == name; }))
    name += "_";
  return name;
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

/// A vector or array of matrices, of vectors or of objects.
static bool isArrayOfObjects(QualType type, const ASTContext &context) {
  if (elementTypeOf(type))
    return true;
  const auto *spec = specialization(type);
  return !typeOf(type) && ((spec && spec->isInStdNamespace() && spec->getName() == "array") ||
                           context.getAsConstantArrayType(type.getNonReferenceType()));
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
  if (factorOf(type))
    unsupported(range, "parameter that is a decomposition",
                {{"pass the matrix, and decompose it in the function", {}}});
  auto held = typeOf(type);
  const CXXRecordDecl *record = recordOf(type);
  const bool object = !held && record && !isEigen(type) && !inNamespace(record, "std") &&
                      !record->isLambda() && !record->isUnion();
  if (!isArrayOfObjects(type, context) && (isLongDouble(type) || (held && held->dense && !isEigen(type)) ||
      (!held && !object && !isCarriedAlong(type) && !isWorkspace(type))))
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
  ir::Function &result = builder.function();
  describeFunction(result, definition, context);
  const QualType returned = definition->getReturnType();
  if (factorOf(returned))
    unsupported(definition->getReturnTypeSourceRange(), "a result that is a decomposition",
                {{"return what is computed with it", {}}});
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
    std::string path;
    Cell *cell;
    Value *initial; ///< null for one that is a result only
  };
  std::vector<Written> written;
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
    if (!type.isConstQualified())
      forEachLeaf(*frame->self, kSelf, [&](Cell &cell, const std::string &path) {
        written.push_back({path, &cell, cell.value});
      });
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
      result.parameters.push_back(std::move(described));
      continue;
    }
    Binding variable;
    if (resultOnly)
      variable = newVariable(parameter->getType(), described.name, parameter->getLocation());
    else
      variable = addParameter(parameter->getType(), described, parameter->getSourceRange());
    frame->bindings[parameter] = variable;
    if (isWritable(parameter))
      forEachLeaf(variable, described.name, [&](Cell &cell, const std::string &path) {
        written.push_back({path, &cell, cell.value});
      });
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

Binding Translator::addParameter(QualType type, Parameter &parameter, SourceRange range) {
  LocationScope scope(*this, range.getBegin(), range);
  Binding variable = newVariable(type, parameter.name, range.getBegin());
  addLeaves(variable, type.getNonReferenceType(), parameter.name, parameter, nullptr, range);
  return variable;
}

/// True for Eigen::Translation, whose member has an accessor of another name.
static bool isTranslation(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  return record && isGeometry(type) && record->getName() == "Translation";
}

void Translator::addLeaves(const Binding &variable, QualType type, const std::string &path,
                           Parameter &parameter, const FieldDecl *hidden, SourceRange range) {
  if (auto element = elementTypeOf(type) || isList(variable) ? elementOf(type) : std::nullopt) // `$` stands for a position
    return addLeaves(variable, *element, path + "[$]", parameter, hidden, range);
  if (variable.kind == Binding::Variable) {
    Cell &cell = *variable.cell;
    const bool whole = path == parameter.name;
    if (!whole && (eigenKind(type) == EigenKind::View || (cell.type.dense && !isEigen(type)) ||
                   isLongDouble(type)))
      unsupported(range, "a member of type '" + type.getAsString() + "' in a parameter",
                  {{"its path is '" + path + "'", {}}});
    // An enumeration is an integer to the translation; its argument keeps the type by name.
    const bool enumeration = type.getNonReferenceType()->isEnumeralType();
    Type declared = cell.type;
    if (enumeration)
      declared.spelling = spellPlain(type, context);
    Value *argument = builder.function().addArgument(declared, cell.name);
    parameter.leaves.push_back({path, argument});
    cell.value = enumeration ? builder.createTyped(Op::Cast, cell.type, {argument}) : argument;
    if (hidden)
      hidden_[argument] = hidden;
    return;
  }
  if (variable.kind != Binding::Object)
    unsupported(range, "a member of type '" + type.getAsString() + "' in a parameter",
                {{"its path is '" + path + "'", {}}});
  size_t i = 0;
  for (const Object::Part &part : variable.object->parts) {
    if (part.field) {
      // Eigen's geometry has accessors to its members, which can be read and written.
      std::string name = part.field->getNameAsString();
      const bool geometry = isGeometry(context.getTypeDeclType(part.field->getParent()));
      if (geometry)
        name = (isTranslation(type) ? "vector" : name.substr(name.find('_') + 1)) + "()";
      const bool isPublic = geometry || part.field->getAccess() == AS_public || part.field->getAccess() == AS_none;
      addLeaves(part.binding, part.field->getType(), path + "." + name,
                parameter, isPublic ? hidden : part.field, range);
    } else {
      const auto *array = context.getAsConstantArrayType(type);
      const auto *spec = specialization(type);
      if (!array && !(spec && spec->getName() == "array"))
        unsupported(range, "a member of type '" + type.getAsString() + "' in a parameter",
                    {{"its path is '" + path + "'", {}}});
      addLeaves(part.binding, array ? array->getElementType() : spec->getTemplateArgs()[0].getAsType(),
                path + "[" + std::to_string(i) + "]", parameter, hidden, range);
    }
    ++i;
  }
}

void Translator::checkReachable(const ir::Function &function, const Value *argument,
                                SourceRange range) const {
  auto it = hidden_.find(argument);
  if (it == hidden_.end())
    return;
  (void)function;
  const std::string name = it->second->getNameAsString();
  fail(range, "generated code cannot reach the private member '" + name + "'",
       {{"make it public, or pass it as a parameter", it->second->getLocation()}});
}

} // namespace gateaux::frontend
