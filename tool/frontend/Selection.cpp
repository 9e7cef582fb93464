// SPDX-License-Identifier: Apache-2.0
#include "Selection.h"
#include "Diagnostics.h"
#include "Types.h"
#include "Unit.h"

#include <clang/AST/DeclCXX.h>

#include <algorithm>
#include <set>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

std::string quoted(const std::string &s) { return "'" + s + "'"; }

bool mayHoldReals(QualType type) {
  if (auto held = typeOf(type))
    return held->isReal();
  if (type->isPointerType())
    return mayHoldReals(type->getPointeeType());
  return type.getNonReferenceType()->isRecordType() && !isEigen(type) && !isCarriedAlong(type);
}

/// True where the leaf path `leaf` is `path` or below it.
bool covers(const std::string &path, const std::string &leaf) {
  return leaf.compare(0, path.size(), path) == 0 &&
         (leaf.size() == path.size() || leaf[path.size()] == '.' || leaf[path.size()] == '[');
}

const FieldDecl *fieldNamed(const CXXRecordDecl *record, const std::string &name) {
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return nullptr;
  for (const FieldDecl *field : record->fields())
    if (field->getName() == name)
      return field;
  for (const CXXBaseSpecifier &base : record->bases())
    if (const FieldDecl *field = fieldNamed(base.getType()->getAsCXXRecordDecl(), name))
      return field;
  return nullptr;
}

/// The type of what a path below a parameter names.
QualType typeAt(QualType type, std::string path) {
  while (!path.empty() && !type.isNull()) {
    type = type.getNonReferenceType();
    if (path[0] == '[') {
      const auto *array = dyn_cast<ConstantArrayType>(type.getCanonicalType().getTypePtr());
      const auto *spec = specialization(type);
      type = array  ? array->getElementType()
             : spec ? spec->getTemplateArgs()[0].getAsType()
                    : QualType();
      path = path.substr(path.find(']') + 1);
      continue;
    }
    const size_t end = path.find_first_of(".[", 1);
    const FieldDecl *field = fieldNamed(recordOf(type), path.substr(1, end - 1));
    type = field ? field->getType() : QualType();
    path = end == std::string::npos ? "" : path.substr(end);
  }
  return type;
}

} // namespace

std::string stemOf(const std::string &path) { return path.substr(0, path.find_first_of(".[")); }

Selected select(const FunctionDecl *function, const Item &item) {
  std::string name = item.name.text;
  auto *method = dyn_cast<CXXMethodDecl>(function);
  const bool member = method && method->isInstance();
  if (name == "*this" || (member && stemOf(name) == kSelf)) {
    if (!member)
      fail(item.name.range(), quoted(name) + " outside of a member function",
           {{"'*this' stands for the object of a member function", {}}});
    return {name == "*this" ? kSelf : name, item.name.range()};
  }
  std::vector<std::string> known;
  for (const ParmVarDecl *parameter : function->parameters()) {
    if (parameter->getName() == stemOf(name)) {
      if (!mayHoldReals(typeOfParameter(parameter)))
        fail(item.name.range(), quoted(name) + " is of type " +
                                    quoted(parameter->getType().getAsString()) +
                                    ", which has no derivative");
      return {name, item.name.range()};
    }
    if (mayHoldReals(typeOfParameter(parameter)))
      known.push_back(parameter->getNameAsString());
  }
  if (member && fieldNamed(method->getParent(), stemOf(name)))
    return {std::string(kSelf) + "." + name, item.name.range()};
  fail(item.name.range(), quoted(function->getNameAsString()) + " has no parameter " + quoted(name),
       {{suggestion(name, known, "its differentiable parameters"), {}}});
}

QualType typeOfItem(const Active &item, const ir::Function &function,
                    const FunctionDecl *declaration, const ASTContext &context) {
  const std::string &parameter = function.parameters[item.parameter].name;
  auto *method = dyn_cast<CXXMethodDecl>(declaration);
  QualType type =
      method && parameter == kSelf ? context.getTypeDeclType(method->getParent()) : QualType();
  for (const ParmVarDecl *p : declaration->parameters())
    if (type.isNull() && p->getName() == parameter)
      type = p->getType();
  return typeAt(type, item.access.substr(parameter.size()));
}

std::vector<Active> activesOf(const std::vector<Selected> &selection, const ir::Function &function,
                              const FunctionDecl *declaration, const ASTContext &context) {
  std::vector<Active> result;
  std::set<unsigned> seen;
  for (const Selected &selected : selection) {
    Active active;
    active.access = selected.path;
    for (char c : selected.path)
      if (c == '.' || c == '[')
        active.name += '_';
      else if (c != ']')
        active.name += c;
    std::vector<std::string> known;
    for (unsigned i = 0; i < function.parameters.size(); ++i) {
      const Parameter &parameter = function.parameters[i];
      if (parameter.name != stemOf(selected.path))
        continue;
      active.parameter = i;
      for (const Parameter::Leaf &leaf : parameter.leaves) {
        if (!leaf.value || !leaf.value->type.isReal())
          continue;
        // Sparse matrices are differentiated where they are named themselves.
        const bool sparse = leaf.held == Holding::Sparse;
        known.push_back(sparse ? leaf.extent : leaf.path);
        if (sparse ? selected.path != leaf.extent : !covers(selected.path, leaf.path))
          continue;
        if (!seen.insert(leaf.value->index).second)
          fail(selected.range, quoted(selected.path) + " is named twice");
        active.leaves.push_back({leaf.value->index, leaf.path.substr(selected.path.size())});
      }
      active.view = parameter.view;
      active.plain = parameter.plain;
      active.declarator = parameter.declarator;
      if (selected.path == parameter.name)
        continue;
      const QualType type = typeOfItem(active, function, declaration, context);
      if (!type.isNull())
        active.plain = spellPlain(type, context);
      active.declarator = type.isNull() ? std::string() : derivativeDeclarator(type, context);
    }
    if (active.leaves.empty())
      fail(selected.range, quoted(selected.path) + " is no differentiable member",
           {{suggestion(selected.path, known, "differentiable members"), {}}});
    result.push_back(std::move(active));
  }
  std::sort(result.begin(), result.end(), [](const Active &a, const Active &b) {
    return a.leaves[0].argument < b.leaves[0].argument;
  });
  return result;
}

} // namespace gateaux::frontend
