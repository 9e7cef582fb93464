// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Translator.h"

namespace gateaux::frontend {

/// True for a permutation of Eigen's, or the inverse of one.
bool isPermutation(clang::QualType type);
/// The product of a permutation and a matrix: the matrix with its rows or columns in another order. The permutations
/// are those that decompositions have.
ir::Value *permutedProduct(Translator &t, const clang::Expr *left, const clang::Expr *right);

} // namespace gateaux::frontend
