// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ir/Program.h"

namespace gateaux::driver {

/// One line per annotation: where it is, the function, what is requested of it.
std::string listing(const ir::Program &program);

} // namespace gateaux::driver
