// SPDX-License-Identifier: Apache-2.0
//
// For each operation, functions that consist of it and points at which they are smooth.
#pragma once

#include "Interpreter.h"

#include "ir/IR.h"

#include <random>

namespace gateaux::transform::test {

/// An argument of a sample, and the range from which its coefficients come.
struct SampleArgument {
  std::string name;
  std::string type;
  Eigen::Index rows = 1, cols = 1;
  double low = -1.5, high = 1.5;
};

/// A function of one operation, or of one and what it needs. The result is %y.
struct RuleSample {
  ir::Op op;
  std::vector<SampleArgument> arguments;
  std::string body;
  /// Functions that it calls.
  std::string helpers = {};

  std::string text() const;
  std::vector<Matrix> point(std::mt19937 &random) const;
};

/// The samples of an operation. Empty if there is none, which a test reports.
std::vector<RuleSample> ruleSamples(ir::Op op);
/// Those of the operations with blocks, and of what occurs only with them.
std::vector<RuleSample> blockSamples(ir::Op op);

/// Those on lists (RuleSamplesLists.cpp).
std::vector<RuleSample> listSamples(ir::Op op);
/// Those on indices, triangles and decompositions (RuleSamplesLinear.cpp).
std::vector<RuleSample> linearAlgebraSamples(ir::Op op);

} // namespace gateaux::transform::test
