// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ir/Program.h"

namespace gateaux::driver {

/// The flow graphs of the annotated functions and of their adjoints, in Graphviz's language: a box
/// per operation, in the order in which they run, forward boxes above and backward boxes below.
std::string graph(const ir::Program &program);

} // namespace gateaux::driver
