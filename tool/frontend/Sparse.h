// SPDX-License-Identifier: Apache-2.0
//
// Sparse matrices are constants: values of a scalar type of their own, which only products with dense matrices and
// questions for their extents take.
#pragma once

#include "Translator.h"

namespace gateaux::frontend {

/// What to write instead of a sparse matrix; nothing for any other type.
std::vector<Failure::Note> insteadOf(clang::QualType type);

/// A product with a sparse matrix; a limitation for any other operator on one.
ir::Value *sparseOperator(Translator &t, const clang::CXXOperatorCallExpr *e);
/// A member of a sparse matrix.
ir::Value *sparseMember(Translator &t, const CallSite &call);

} // namespace gateaux::frontend
