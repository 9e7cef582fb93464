// SPDX-License-Identifier: Apache-2.0
//
// Rotations, translations and transformations of Eigen's. They are objects, their functions are read where
// they are called, and here is what they stand for among matrices.
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

/// The member function that gives the matrix of an object.
static const CXXMethodDecl *matrixMember(const CXXRecordDecl *record, llvm::StringRef name) {
  for (const CXXMethodDecl *method : record->methods())
    if (method->getIdentifier() && method->getName() == name && method->getNumParams() == 0 && method->isDefined())
      return method;
  for (const CXXBaseSpecifier &base : record->bases())
    if (const CXXRecordDecl *inner = base.getType()->getAsCXXRecordDecl())
      if (const CXXMethodDecl *found = matrixMember(inner, name))
        return found;
  return nullptr;
}

Value *Translator::geometryMatrix(const Expr *e) {
  auto object = thing(e);
  const CXXRecordDecl *record = object && object->kind == Binding::Object ? recordOf(object->object->type) : nullptr;
  const CXXMethodDecl *member = nullptr;
  if (record)
    member = matrixMember(record, record->getName() == "Transform" ? "matrix" : "toRotationMatrix");
  const FunctionDecl *definition = nullptr;
  if (!member || !member->hasBody(definition))
    unsupported(e->getSourceRange(), "value of type '" + e->getType().getUnqualifiedType().getAsString() + "'");
  Frame callee;
  callee.self = object;
  runBody(callee, definition, e->getExprLoc(), e->getSourceRange());
  if (callee.place)
    return read(*callee.place, e->getSourceRange());
  return callee.result->value;
}

} // namespace gateaux::frontend
