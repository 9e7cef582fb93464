// SPDX-License-Identifier: Apache-2.0
//
// Evaluates functions of the intermediate form, by the meaning that the table of operations gives.
#pragma once

#include "ir/IR.h"

#include <Eigen/Core>

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateaux::transform::test {

/// Every value is a matrix of double: a scalar is one by one, bool is 0 or 1, integers are exact as
/// long as they are small, and f32 is computed in double.
using Matrix = Eigen::MatrixXd;

struct Evaluation {
  /// In the order of Function::outputs.
  std::vector<Matrix> outputs;
  /// The values of the function evaluated, or of its expansion if it has calls; what is computed
  /// several times has its last value. Sequences are not among them.
  std::unordered_map<const ir::Value *, Matrix> values;
  /// What comparisons, maxima, signs and roundings decided. Where it is the same at two points no
  /// kink or jump was seen between them.
  std::vector<double> decisions;
  /// The values of stop_gradient, in order.
  std::vector<Matrix> stopped;
  /// The largest finite magnitude of all coefficients of all values.
  double magnitude = 0;
};

/// Throws std::runtime_error where values do not have the shapes that their types and operations
/// ask for, and where something is read that is not defined. With `base`, what stop_gradient stops
/// stays as it is there.
Evaluation evaluate(const ir::Function &function, const std::vector<Matrix> &arguments,
                    const Evaluation *base = nullptr);

/// One operation of straight-line code with one result; its decisions are added to `decisions`.
Matrix evaluateOperation(const ir::Operation &op, const std::vector<Matrix> &operands,
                         std::vector<double> &decisions);

/// Throws unless a value has the shape that its type asks for.
void expectConforming(const ir::Type &type, const Matrix &value);
/// Operations on indices, triangles and decompositions; a decomposition is the matrix that it is of,
/// made symmetric where only a triangle of it is read.
Matrix evaluateLinearAlgebra(const ir::Operation &op, const std::vector<Matrix> &operands);

/// The derivatives of the digamma function.
double polygamma(int64_t order, double x);

} // namespace gateaux::transform::test
