// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ir/Program.h"

namespace gateaux::driver {

/// The comment above a generated function: what it computes, of what, in formulas.
std::vector<std::string> describe(const ir::Annotation &annotation, const std::string &request,
                                  const ir::Request *details = nullptr);

} // namespace gateaux::driver
