// SPDX-License-Identifier: Apache-2.0
//
// Holds the derivatives of a function to what they are defined as.
#pragma once

#include "Interpreter.h"

#include "ir/Program.h"
#include "transform/Derive.h"
#include "transform/Fuse.h"

#include <functional>
#include <memory>
#include <optional>
#include <random>

namespace gateaux::transform::test {

/// A function, a point, and with respect to which arguments it is to be differentiated.
struct Problem {
  const ir::Function *function;
  std::vector<Matrix> arguments;
  std::vector<unsigned> wrt;
};

/// The annotation for a problem: every argument is an item of its own.
ir::Annotation annotationOf(const Problem &problem);
/// The indices of the real arguments.
std::vector<unsigned> realArguments(const ir::Function &function);
/// A function in which the output that is returned, y, is replaced by the scalar <C, y> + |y|^2/2,
/// and C is a further argument. Null if y is not real.
std::unique_ptr<ir::Function> objectiveOf(const ir::Function &function);
/// The function that `text` ends with; the others are kept alive beside it.
struct Parsed {
  std::vector<std::unique_ptr<ir::Function>> functions;
  const ir::Function *function;
};
Parsed parsed(const std::string &text);

Matrix randomMatrix(std::mt19937 &random, Eigen::Index rows, Eigen::Index cols, double low,
                    double high);

using Named = std::map<std::string, Matrix>;

/// Which parameters of a linearisation belong to its products.
Parts directionsOf(const Linearized &linearized);
/// A derived function after the passes that come before C++ is written. `after` is called with the
/// name of each step and what it leaves.
std::unique_ptr<ir::Function>
finished(const ir::Function &derived, const Parts &parts = {},
         const std::function<void(const std::string &, const ir::Function &)> &after = {});

/// The outputs of a derived function by their paths ("f" for the value returned), given its
/// arguments: those of the problem's function, then others by name.
///
/// The function is verified and evaluated as it is and after each of the passes; what differs
/// throws std::runtime_error. `magnitude` receives the largest value of all.
Named run(const ir::Function &derived, const Problem &problem, const Named &others,
          double *magnitude = nullptr, const Parts &parts = {});

/// Each returns what is wrong, or nothing. `skipped` counts the directions for which differences
/// tell nothing, as there is a kink close by.
struct Checker {
  unsigned seed = 1;
  unsigned directions = 2;
  bool differences = true; ///< off at points where the function has a kink
  unsigned compared = 0;
  unsigned skipped = 0;

  /// Tangent and adjoint of any function.
  std::optional<std::string> firstOrder(const Problem &problem);
  /// Gradient, Hessian products and the linearisation of a function with a real scalar value.
  std::optional<std::string> secondOrder(const Problem &problem);
  /// Gauss-Newton products with `local` linearised, against the products of its pieces.
  std::optional<std::string> gaussNewton(const Problem &problem, ir::Value *local);
};

} // namespace gateaux::transform::test
