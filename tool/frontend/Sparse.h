// SPDX-License-Identifier: Apache-2.0
//
// Sparse matrices are objects of a few parts: their pattern, a value of a scalar type of its own that has no derivative,
// the vector of their nonzeros, and two of the pattern's integers.
#pragma once

#include "Translator.h"

namespace gateaux::frontend {

/// What to write instead of a sparse matrix that is not supported; nothing for any other type.
std::vector<Failure::Note> insteadOf(clang::QualType type);

/// True for a SparseMatrix, and for a Ref or a Map of one.
bool isSparseMatrix(clang::QualType type);
/// A variable of a sparse type.
Binding newSparse(Translator &t, clang::QualType type, const std::string &name, clang::SourceLocation loc);
/// What a sparse expression gives; a limitation where its pattern is not that of a variable.
Binding sparseThing(Translator &t, const clang::Expr *e);
enum class SparsePart {
  Pattern,
  Nonzeros, ///< coeffs()
  Inner,    ///< innerIndexPtr(): the row of each nonzero, or the column where they are stored by rows
  Outer,    ///< outerIndexPtr(): where each column begins, or each row
};
inline constexpr size_t kSparseParts = 4;
Cell *sparsePart(Translator &t, const clang::Expr *matrix, SparsePart part);
/// `valuePtr()` and the like; nothing for other calls.
std::optional<Binding> sparsePointer(Translator &t, const CallSite &call);
/// True for the class of iterators over the nonzeros of a row or column.
bool isInnerIterator(clang::QualType type);
/// What `it.value()`, `it.row()` and the like stand for; nothing for calls of other objects.
std::optional<Place> iteratedPlace(Translator &t, const CallSite &call);

/// A product with a sparse matrix; a limitation for any other operator with a dense result.
ir::Value *sparseOperator(Translator &t, const clang::CXXOperatorCallExpr *e);
/// `S = expression`, and `+= -= *= /=`.
void sparseAssignment(Translator &t, const clang::CXXOperatorCallExpr *e);
/// A member of a sparse matrix.
ir::Value *sparseMember(Translator &t, const CallSite &call);

} // namespace gateaux::frontend
