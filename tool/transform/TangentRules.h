// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Expr.h"

namespace gateaux::transform {

/// Creates the tangents of the results of `op`, which stands in the function under construction,
/// from those of its operands (null for zero). The operations created are linear in the tangents.
/// The answer has one entry for each result, null where the tangent is zero.
/// Throws ir::Limitation where the derivative is not available.
std::vector<ir::Value *> tangentRule(ir::Builder &builder, const ir::Operation &op,
                                     const std::vector<ir::Value *> &tangents);

/// TangentRulesLinear.cpp: inverses, triangular systems and decompositions, in the tangents of
/// operands 0 and 1, either of which may be null.
Expr linearAlgebraTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr db);
/// TangentRulesMatrixFunctions.cpp: of a function of a matrix, and of its derivative along E.
Expr matrixFunctionTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr dexponent);
Expr matrixFunctionAlongTangent(ir::Builder &builder, const ir::Operation &op, Expr da, Expr de, Expr dexponent);

/// Of a Call: the CallTangent of what is active; null for results without a tangent.
std::vector<ir::Value *> callTangent(ir::Builder &builder, const ir::Operation &op,
                                     const std::vector<ir::Value *> &tangents);
/// True for an adjoint that is called and has a tangent, which says what it is differentiated by.
inline bool isCalledAdjoint(const ir::Function &callee) {
  return callee.provided.tangent && !callee.provided.tangent->provided.wrt.empty();
}
/// Of an Invoke of an adjoint that has a tangent: the Invoke of that, with all that it writes; null where
/// nothing is active.
ir::Value *invokeTangent(ir::Builder &builder, const ir::Operation &op, const std::vector<ir::Value *> &tangents);
/// Of what such a call writes: what the Invoke of its tangent writes for it.
ir::Value *writtenTangent(ir::Builder &builder, const ir::Operation &op, ir::Value *invoked);

} // namespace gateaux::transform
