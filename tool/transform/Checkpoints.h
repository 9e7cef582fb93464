// SPDX-License-Identifier: Apache-2.0
//
// Loops of which only some states are kept.
#pragma once

#include "../ir/Clone.h"

namespace gateaux::transform {

/// A copy of `source` in which the loops that the user has marked stand in segments: a loop over
/// the segments, around a loop over the iterations of one that the reverse sweep runs again. So the
/// states at the beginning of each segment are kept, and the values of one segment at a time. With
/// as many segments as iterations in one of them, both numbers are the square root of all
/// iterations (Griewank and Walther 2008, "Evaluating Derivatives", section 12.2). A loop whose
/// number of iterations is not known beforehand has segments of 1, 2, 3, ... iterations.
/// Throws Limitation where a number of states is given for such a loop.
ir::Cloning withSegments(const ir::Function &source);

/// True where a loop of the function is marked.
bool hasCheckpoints(const ir::Function &f);

} // namespace gateaux::transform
