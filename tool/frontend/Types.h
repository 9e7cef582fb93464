// SPDX-License-Identifier: Apache-2.0
//
// C++ types as types of the intermediate form, and what Eigen's classes are.
#pragma once

#include "ir/Type.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/Type.h>

#include <optional>
#include <string>

namespace gateaux::frontend {

/// What a class of Eigen's is for the translation.
enum class EigenKind {
  None,       ///< not one of Eigen's
  Plain,      ///< Matrix or Array
  View,       ///< Ref or Map
  Expression, ///< any other class
};

/// The specialisation behind a type, references removed; null where it is none.
const clang::ClassTemplateSpecializationDecl *specialization(clang::QualType type);
/// The class behind a type, references removed; null where it is none.
const clang::CXXRecordDecl *recordOf(clang::QualType type);
/// True for the class, or an instance of the template, of that name in namespace std.
bool isStd(const clang::CXXRecordDecl *record, llvm::StringRef name);
inline bool isStd(clang::QualType type, llvm::StringRef name) { return isStd(recordOf(type), name); }
/// The type of element i of a C array, a std::array or a std::tuple; null for any other type.
clang::QualType partTypeOf(clang::QualType type, size_t i);
/// Calls `f` for the classes of the user's that objects of a type are made of: the class itself, and those of its bases,
/// members and elements.
void forEachHeldClass(clang::QualType type, llvm::function_ref<void(const clang::CXXRecordDecl *)> f);
/// True for a class with containers of the same class in it.
bool holdsItself(clang::QualType type);
/// True where objects of a type can be made from nothing.
bool isDefaultConstructible(clang::QualType type);
/// True where the outermost named namespace around a declaration is `name`.
bool inNamespace(const clang::Decl *decl, llvm::StringRef name);

/// The decomposition that a class of Eigen's is.
std::optional<ir::Factor> factorOf(clang::QualType type);
/// True for one that overwrites its matrix: LLT<Ref<MatrixXd>>.
bool isInPlace(clang::QualType type);
EigenKind eigenKind(clang::QualType type);
/// True for the classes of the standard library that are read as the user's are: pairs, iterators that adapt
/// others, and classes without members.
bool isReadable(const clang::CXXRecordDecl *record);
/// True for an iterator that is a position in an array: of std::vector, of Eigen's vectors.
bool isIterator(clang::QualType type);
/// What `v[i]` is for a std::vector<bool>: it stands for a bool that is none of its own.
bool isBit(clang::QualType type);
/// True for a pointer to an object, and for an iterator.
bool isPointer(clang::QualType type);
/// True for a rotation, translation or transformation of Eigen's, which is an object of a few matrices.
bool isGeometry(clang::QualType type);
/// True for a function of Eigen's that the tool knows. Those of the geometry module it reads, as it does
/// the user's.
bool isEigenFunction(const clang::FunctionDecl *function);
inline bool isEigen(clang::QualType type) { return eigenKind(type) != EigenKind::None; }
/// The Matrix or Array behind a MatrixBase of it and the like, with the same reference; any other
/// type as it is.
clang::QualType withoutBase(clang::QualType type, const clang::ASTContext &context);
/// True for a class of Eigen's with the given name: isEigenClass(t, "VectorwiseOp").
bool isEigenClass(clang::QualType type, llvm::StringRef name);
/// True where `*` and the like work on coefficients: the class derives from ArrayBase.
bool isArrayWorld(clang::QualType type);
/// True for an expression of Eigen's sparse module.
bool isSparse(clang::QualType type);
/// True where a class of Eigen's derives from DenseBase.
bool isDenseExpression(clang::QualType type);

/// The value of an integral template argument.
std::optional<int64_t> integralArgument(const clang::ClassTemplateSpecializationDecl *spec,
                                        unsigned index);
std::optional<int64_t> integralArgument(const clang::FunctionDecl *function, unsigned index);

/// True for long double, which the tool computes in double and takes for no parameter or result.
/// The type of the elements of a std::vector that is a list: of matrices, of vectors, of objects.
std::optional<clang::QualType> elementTypeOf(clang::QualType type);
bool isLongDouble(clang::QualType type);

/// The type of the values that variables of a C++ type hold: a scalar, or an Eigen matrix, array,
/// Ref or Map of scalars. Nothing for any other type.
std::optional<ir::Type> typeOf(clang::QualType type);
/// True for the classes of the standard library that hold nothing differentiable: strings, streams.
bool isCarriedAlong(clang::QualType type);
/// True for a Ref or Map to constant coefficients.
bool isConstView(clang::QualType type);
/// True for the type of a scalar, references removed.
inline bool isNumberType(clang::QualType type) {
  return type.getNonReferenceType()->isArithmeticType();
}

/// The static extents of a Block or VectorBlock type; dynamic for any other type.
struct Extents {
  int rows = ir::kDynamic;
  int cols = ir::kDynamic;
};
Extents blockExtents(clang::QualType type, bool ofRow);

/// A type as it is to be spelled in any scope: "const Eigen::MatrixXd &".
std::string spell(clang::QualType type, const clang::ASTContext &context);
/// The declaration of `$` with a type: "double (&$)[3]".
std::string spellDeclarator(clang::QualType type, const clang::ASTContext &context);
/// How a derivative of a pointer or an array is declared where it is written; empty for others.
std::string derivativeDeclarator(clang::QualType type, const clang::ASTContext &context);
/// The spelling of a type of variables that can hold a derivative: without reference and const,
/// a Ref or Map replaced by its plain type.
std::string spellPlain(clang::QualType type, const clang::ASTContext &context);

} // namespace gateaux::frontend
