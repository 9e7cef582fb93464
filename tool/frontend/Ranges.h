// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Translator.h"

namespace gateaux::frontend {

/// `count` entries from where a pointer into a vector points; nothing where it points elsewhere.
std::optional<Place> spanOf(Translator &t, const Binding &pointer, ir::Value *count);

/// A pointer to something, or to a position in it.
Binding pointerTo(Binding pointee, ir::Value *offset = nullptr);
/// `&x`: of an element, a position in its array.
std::optional<Binding> addressOf(Translator &t, const clang::Expr *of);
/// Lets the variable `to` point where `from` does.
void setPointer(Translator &t, Pointer &to, const Pointer &from, clang::SourceRange range);
/// What `*p`, `p[i]` stand for; nothing for other expressions.
std::optional<Binding> pointedTo(Translator &t, const clang::Expr *e);
/// Comparisons and differences of pointers; null for other expressions.
ir::Value *pointerValue(Translator &t, const clang::Expr *e);
/// What lies between two pointers into one array of scalars.
struct Span {
  Binding begin;
  Place place;
};
/// Nothing where the pointers are no such ones.
std::optional<Span> spanBetween(Translator &t, const clang::Expr *first, const clang::Expr *last);

/// The same between two reversed iterators: what is passed backwards.
std::optional<Span> spanBackwards(Translator &t, const clang::Expr *first, const clang::Expr *last);

/// An operation of pointers or of iterators, which have the same operators.
struct PointerOperation {
  enum Kind : uint8_t { Dereference, Arrow, Subscript, Plus, Minus, Step, StepBack, Advance, Retreat, Assign, Compare, Difference };
  Kind kind;
  const clang::Expr *left = nullptr, *right = nullptr; ///< `left` is a pointer
  bool postfix = false;
  ir::Predicate predicate = ir::Predicate::None;
};
std::optional<PointerOperation> pointerOperation(const clang::Expr *e);
/// What functions give that name positions: begin, end, data, next and the like. Nothing for others.
std::optional<Binding> namedPosition(Translator &t, const CallSite &call);
/// Inserts or erases, and gives where that was; nothing for other calls.
std::optional<Binding> editedPosition(Translator &t, const CallSite &call);
/// The same for rbegin and rend.
std::optional<Binding> reversedPosition(Translator &t, const CallSite &call);
/// What an algorithm of the standard library on whole ranges gives.
struct Outcome {
  ir::Value *value = nullptr;
  std::optional<Binding> end; ///< of those that write: behind the last that is written
};
/// Nothing where it is none of those.
std::optional<Outcome> algorithm(Translator &t, const CallSite &call);

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
