// SPDX-License-Identifier: Apache-2.0
//
// The rules that a single operation obeys, for the verifier.
#pragma once

#include "IR.h"

#include <optional>
#include <string>

namespace gateaux::ir {

/// Extents that may be the same.
inline bool agree(int a, int b) { return a == kDynamic || b == kDynamic || a == b; }

/// What is wrong with a type as such, or nothing.
std::optional<std::string> faultOf(const Type &type);

/// What is wrong with an operation: its number of operands and results, its attributes, and how the
/// types of its operands and results go together. Its operands are not null and have types without
/// fault.
std::optional<std::string> faultOf(const Operation &operation);

// FactorRules.cpp: operations on triangles, on indices and of linear algebra.

/// The attribute `triangle` where it does not belong, or one that is missing.
std::optional<std::string> triangleFault(const Operation &op);
/// A decomposition where a matrix is wanted, or the other way round.
std::optional<std::string> factorFault(const Operation &op);
/// A permutation, or a property that is asked for.
std::optional<std::string> factorNumberFault(const Operation &op);
/// Products with sparse matrices.
std::optional<std::string> sparseFault(const Operation &op);
std::optional<std::string> crossFault(const Operation &op);
/// The operands of Gather, Put and Scatter.
std::optional<std::string> indexedFault(const Operation &op);
inline bool isMatrixFunction(Op op) { return op == Op::MatrixFunction || op == Op::MatrixFunctionAlong; }
std::optional<std::string> matrixFunctionFault(const Operation &op);
/// The type that an operation on a decomposition has.
Type factorResultType(const Operation &op);

} // namespace gateaux::ir
