// SPDX-License-Identifier: Apache-2.0
//
// Random straight-line functions with a point at which they can be evaluated.
#pragma once

#include "Check.h"

#include <functional>

namespace gateaux::transform::test {

struct RandomProgram {
  std::unique_ptr<ir::Function> function;
  std::vector<Matrix> arguments;

  /// The function, and the point at which it is looked at.
  std::string text() const;
  Problem problem() const;
};

/// A function of matrices, columns, rows and scalars that computes a scalar in about `length`
/// operations. The same on every platform for a given seed.
RandomProgram randomProgram(unsigned seed, unsigned length);

/// The smallest program that is left when operations are dropped while `fails` still holds.
RandomProgram shrunk(RandomProgram program,
                     const std::function<bool(const RandomProgram &)> &fails);

} // namespace gateaux::transform::test
