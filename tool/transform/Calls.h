// SPDX-License-Identifier: Apache-2.0
//
// Functions whose derivatives the user has provided: expansion of their bodies where they are
// called.
#pragma once

#include "../ir/Builder.h"

namespace gateaux::transform {

/// Copies the body of `callee` to the end of the builder's block, with `arguments` for its
/// arguments. Returns the values of its outputs.
std::vector<ir::Value *> inlineBody(ir::Builder &builder, const ir::Function &callee,
                                    const std::vector<ir::Value *> &arguments);

/// The tangents of the results of `callee` (in the order of its outputs), by the provided tangent
/// or else by transposing the provided adjoint. `tangents` has one entry for each provided
/// argument.
std::vector<ir::Value *> expandTangent(ir::Builder &builder, const ir::Function &callee,
                                       const std::vector<ir::Value *> &arguments,
                                       const std::vector<ir::Value *> &tangents);

/// The adjoints of the provided arguments of `callee`, by the provided adjoint or else by
/// transposing the provided tangent. `adjoints` has one entry for each result, null for zero;
/// `like` are values of the types and shapes of the results.
std::vector<ir::Value *> expandAdjoint(ir::Builder &builder, const ir::Function &callee,
                                       const std::vector<ir::Value *> &arguments,
                                       std::vector<ir::Value *> adjoints,
                                       const std::vector<ir::Value *> &like);

/// Replaces every Call and CallTangent of `function` by what it stands for.
std::unique_ptr<ir::Function> expandCalls(const ir::Function &function);

} // namespace gateaux::transform
