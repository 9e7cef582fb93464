// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Diagnostics.h"

#include <clang/AST/Type.h>

namespace gateaux::frontend {

/// What to write instead of a sparse matrix; nothing for any other type.
std::vector<Failure::Note> insteadOf(clang::QualType type);

} // namespace gateaux::frontend
