// SPDX-License-Identifier: Apache-2.0
//
// Random functions with loops and conditions.
#pragma once

#include "RandomPrograms.h"

namespace gateaux::transform::test {

/// A function of matrices, columns, rows and scalars that computes a scalar, with conditions and
/// loops inside each other. `length` is about the number of operations of the outermost block. The
/// same on every platform for a given seed.
RandomProgram randomStructure(unsigned seed, unsigned length);

/// The same program, as small as blocks and operations can be made while `fails` still holds.
RandomProgram shrunkStructure(RandomProgram program,
                              const std::function<bool(const RandomProgram &)> &fails);

} // namespace gateaux::transform::test
