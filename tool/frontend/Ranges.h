// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Translator.h"
#include "ir/Integers.h"

namespace gateaux::frontend {

/// `count` entries from where a pointer into a vector points; nothing where it points elsewhere.
std::optional<Place> spanOf(Translator &t, const Binding &pointer, ir::Value *count);

/// A pointer to something, or to a position in it.
Binding pointerTo(Binding pointee, ir::Value *offset = nullptr);
/// `&x`: of an element, a position in its array.
std::optional<Binding> addressOf(Translator &t, const clang::Expr *of);
/// A variable for pointers.
Binding newPointer(Translator &t, const std::string &name, clang::SourceLocation loc);
/// Lets the variable `to` point where `from` does.
void setPointer(Translator &t, const Pointer &to, const Pointer &from, clang::SourceRange range);
/// Lets no pointer be taken to point to what a translation that is thrown away has made in a block.
void forgetTargets(Translator &t, size_t first, const ir::Block *block);
/// The pointer that a variable holds now; any other as it is.
Binding held(Translator &t, const Binding &pointer);
bool isOptional(clang::QualType type);
/// A variable for a std::optional: its bool, and its value.
Binding newOptional(Translator &t, clang::QualType type, const std::string &name, clang::SourceLocation loc);
/// Gives one a value, another one's, or nothing.
void setOptional(Translator &t, const Binding &optional, const clang::Expr *init);
/// What `*o`, `o.value()` and `o->` stand for; nothing for other expressions.
std::optional<Binding> valueOfOptional(Translator &t, const clang::Expr *e);
/// What `o = x` has written, and what std::make_optional gives; nothing for other expressions.
std::optional<Binding> optionalThing(Translator &t, const clang::Expr *e);
/// What a member of an optional or its comparison with nothing gives; null for void. Nothing for other calls.
std::optional<ir::Value *> optionalCall(Translator &t, const CallSite &call);
/// An Eigen::Ref to a column shows a row as one, and the other way round.
void alignWithRef(Translator &t, Place &p, clang::QualType type);
/// What `std::move(x)` is, where that is bound to a reference: x.
const clang::Expr *unmoved(const clang::Expr *e);
/// True where a variable, or an item of a list, owns memory that another may take over.
bool isOwner(Translator &t, const Binding &b);
/// What std::move leaves of a variable whose contents another takes over: containers and matrices are empty.
void takeOver(Translator &t, const Binding &from, clang::SourceRange range);
/// Exchanges what two variables of a type hold.
void swapThings(Translator &t, clang::QualType type, const Binding &a, const Binding &b, clang::SourceRange range);
/// An element of an array of pointers; nothing for other expressions.
std::optional<Binding> pointerElement(Translator &t, const clang::Expr *e);
/// Sets such an element; false for other expressions.
bool setElement(Translator &t, const clang::Expr *to, const Binding &pointer, clang::SourceRange range);
/// True where it is known what a pointer points to.
bool isKnown(const Pointer &pointer);
/// Whether a pointer is not null.
ir::Value *isSomething(Translator &t, const Pointer &pointer);
/// One of two things by a condition; nothing where they have too little in common.
std::optional<Binding> chosen(Translator &t, ir::Value *condition, const Binding &a, const Binding &b, clang::SourceRange range);
/// What `*p`, `p[i]` stand for; nothing for other expressions.
std::optional<Binding> pointedTo(Translator &t, const clang::Expr *e);
/// Comparisons and differences of pointers; null for other expressions.
ir::Value *pointerValue(Translator &t, const clang::Expr *e);
/// What lies between two pointers into one array of scalars.
struct Span {
  Binding begin;
  Place place;
};
/// True for a place that shows all that its variable, or an item of a list, holds.
bool isStored(const Place &p);
/// How what a place shows lies in memory, where it is such: row by row.
bool liesByRows(Translator &t, const Place &p);
/// Goes to a coefficient of what is stored, by its position in memory.
void pushAt(Translator &t, Place &p, ir::Value *at);
/// Nothing where the pointers are no such ones.
std::optional<Span> spanBetween(Translator &t, const clang::Expr *first, const clang::Expr *last);

/// The same between two reversed iterators: what is passed backwards.
std::optional<Span> spanBackwards(Translator &t, const clang::Expr *first, const clang::Expr *last);

/// What a comparison of C++'s asks; None for other operators.
ir::Predicate predicateOf(clang::BinaryOperatorKind kind);

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
/// True for memcpy and memmove.
bool copiesBytes(const CallSite &call);
/// Nothing where it is none of those.
std::optional<Outcome> algorithm(Translator &t, const CallSite &call);

/// The error for a pointer of a parameter that no 'extent' is given for.
[[noreturn]] void failWithoutLength(const std::string &path, clang::SourceRange range);

/// True for integers that are computed alike.
bool isSame(const ir::Value *a, const ir::Value *b);

/// How far coefficients lie apart that follow each other in a column, and in a row, of a matrix that lies in
/// memory by columns; by rows the other way round. Null where they lie side by side.
struct Strides {
  ir::Value *inner = nullptr, *outer = nullptr;
  bool any() const { return inner || outer; }
};
/// A constant of an integer type: what the type makes of a number. Those of more than 63 bits are conversions
/// of negative ones.
ir::Value *integerOf(ir::Builder &builder, ir::Wide n, const ir::Type &type);
/// Those of a Map or Ref of a type, with its argument for them, null where it has none. Nothing where they are
/// not known.
std::optional<Strides> stridesOf(Translator &t, clang::QualType type, const clang::Expr *argument);
/// What a Map with strides shows of the vector or matrix into which its pointer points.
std::optional<Place> stridedPlace(Translator &t, const Binding &pointer, const Type &type, ir::Value *rows,
                                  ir::Value *cols, Strides strides);
/// `gateaux::strided(x, first, rows, cols, stride, step)`; nothing for any other call.
std::optional<Place> stridedCall(Translator &t, const CallSite &call);
/// The pointer that data() of an object of Eigen's gives; nothing where its coefficients do not lie in memory as
/// those of a variable do.
std::optional<Binding> dataOf(Translator &t, const clang::Expr *object);
/// innerStride() and the like of an object of Eigen's, as if its variable lay in memory without gaps.
ir::Value *strideMember(Translator &t, const CallSite &call);
/// A block, or without extents a coefficient, of what was pushed for strides. False, and nothing done, for any
/// other place.
bool partOfStrided(Translator &t, Place &p, ir::Value *row, ir::Value *col, ir::Value *rows, ir::Value *cols,
                   Extents extents);
/// True for a view with strides.
bool isStrided(const View &view);
/// True where what is written through a view with strides is read elsewhere through another one of the same column,
/// as far as constants tell.
bool stridedClash(const Place &destination, const Place &read);
/// True for a parameter whose coefficients may lie apart in memory.
bool isSpread(const Place &p);
bool isSpread(clang::QualType type);
/// True for references and views, and for objects that hold some.
bool holdsReferences(clang::QualType type);
/// A string or the like that is carried along, and what generated code calls it, which must stay true: it is constant, or
/// `body` only reads it.
Binding carriedVariable(const clang::VarDecl *variable, const std::string &text, const clang::Stmt *body);
Binding carriedVariable(Translator &t, const clang::VarDecl *variable, const clang::Expr *init, const clang::Stmt *body);
/// What `kernel == "rbf"` and the like give; null for other calls.
ir::Value *carriedValue(Translator &t, const CallSite &call);
/// True for an initialiser that gives the same wherever it is evaluated.
bool isWrittenOut(const Translator &t, const clang::Stmt *e);
/// An object that is copied or moved, through any number of copies.
const clang::Expr *behindCopies(const clang::Expr *e);
/// Lets the frame of a call see what a lambda has captured, or the object that is called.
void open(Frame &frame, const Binding &called);
/// The operator() of a class and its instances.
std::vector<const clang::FunctionDecl *> callOperators(const clang::CXXRecordDecl *record);
/// Errors for objects that do something when they are destroyed, which nobody writes down where it happens.
void checkDestructor(clang::QualType type, clang::SourceRange range);
/// True for a class of the user's that says itself how it is copied, or arrays and containers of it.
bool copiesItself(clang::QualType type);
[[noreturn]] void refuseCopy(clang::QualType type, clang::SourceRange range);

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
