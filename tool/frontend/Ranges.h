// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Translator.h"

namespace gateaux::frontend {

/// The vector of `v.begin(), v.end()` or `std::begin(v), std::end(v)`; null for other iterators.
const clang::Expr *rangeBetween(Translator &t, const clang::Expr *first, const clang::Expr *last);

/// `count` entries from where a pointer into a vector points; nothing where it points elsewhere.
std::optional<Place> spanOf(Translator &t, const Binding &pointer, ir::Value *count);

/// A pointer to something, or to a position in it.
Binding pointerTo(Binding pointee, ir::Value *offset = nullptr);

/// What Eigen::Map shows of the vector into which its pointer points: a vector. Nothing for other
/// maps.
std::optional<Place> mapPlace(Translator &t, const clang::CXXConstructExpr *e);
/// The same for a matrix, which can only be read. Null for other maps.
ir::Value *mapValue(Translator &t, const clang::CXXConstructExpr *e);

/// The value of a constant array of namespace scope; null for anything else.
ir::Value *globalArray(Translator &t, const clang::VarDecl *variable);

} // namespace gateaux::frontend
