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

/// The error for a pointer of a parameter that no 'extent' is given for.
[[noreturn]] void failWithoutLength(const std::string &path, clang::SourceRange range);

/// What Eigen::Map shows of the vector into which its pointer points. Nothing for other maps.
std::optional<Place> mapPlace(Translator &t, const clang::CXXConstructExpr *e);
/// A place seen as a matrix of other extents, column by column.
void pushReshape(Place &p, ir::Value *rows, ir::Value *cols, Extents extents);
/// All coefficients of a matrix in the order in which they lie in memory, as a column; nothing for
/// a part of one.
std::optional<Place> flattened(Translator &t, Place p);
/// Names what is seen through a Map that cannot write to it.
void nameView(Translator &t, const Place &p, const std::string &name);

/// The value of a constant array of namespace scope; null for anything else.
ir::Value *globalArray(Translator &t, const clang::VarDecl *variable);

} // namespace gateaux::frontend
