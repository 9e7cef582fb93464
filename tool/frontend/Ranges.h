// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Translator.h"

namespace gateaux::frontend {

/// The vector of `v.begin(), v.end()` or `std::begin(v), std::end(v)`; null for other iterators.
const clang::Expr *rangeBetween(Translator &t, const clang::Expr *first, const clang::Expr *last);

} // namespace gateaux::frontend
