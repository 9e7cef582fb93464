// SPDX-License-Identifier: Apache-2.0
//
// What names mean during the translation: variables, places in them, and expressions kept by name.
#pragma once

#include "ir/IR.h"

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <llvm/ADT/DenseMap.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gateaux::frontend {

/// The memory of one scalar or dense variable: an SSA value that changes as it is written.
struct Cell {
  std::string name;
  ir::Type type;              ///< of the variable as declared
  ir::Value *value = nullptr; ///< null until it is written
  unsigned writes = 0;
  clang::SourceLocation loc;
  unsigned depth = 0; ///< of the call in which it is declared; 0 for the outermost function
  ir::Block *home = nullptr; ///< the block in which it is declared
  /// It lives longer than the block that first names it, as members of workspaces do.
  bool persistent = false;
  /// Of what a pointer parameter points to: the number of rows, by contract.
  ir::Value *length = nullptr;
  /// Of a list: what an item is named after; with its position where it is no member of an object.
  std::string item = {};
  bool member = false;
  /// Of a parameter: its coefficients may lie apart in memory.
  bool spread = false;
  /// Its address was taken, as that of a member of an object: there may be more behind it.
  bool inObject = false;
  /// It was read, as memory that is still to be written, while it held nothing.
  bool readEmpty = false;
  /// No variable of its own but one of two places.
  std::shared_ptr<struct Choice> choice = {};
  /// Of a const reference that is a copy here: the variables that it was made of, with what they held.
  std::vector<std::pair<const Cell *, ir::Value *>> copied = {};
};

/// One step from a place to a part of it.
struct View {
  enum Kind : uint8_t { Slice, Element, Transpose, Diagonal, Indexed, Reshape, Triangle, Item };
  Kind kind;
  ir::Value *row = nullptr, *col = nullptr;   ///< Slice, Element; Indexed: columns of indices; Item: its position
  ir::Value *rows = nullptr, *cols = nullptr; ///< Slice, Reshape
  int staticRows = ir::kDynamic, staticCols = ir::kDynamic;
  ir::Triangle triangle = ir::Triangle::None; ///< Triangle
  bool symmetric = false;                     ///< Triangle: with what it stands for on the other side

  bool operator==(const View &o) const {
    return kind == o.kind && row == o.row && col == o.col && rows == o.rows && cols == o.cols &&
           triangle == o.triangle && symmetric == o.symmetric;
  }
};

/// A variable, or an intermediate value, seen through views.
struct Place {
  Cell *cell = nullptr;
  ir::Value *temporary = nullptr; ///< where there is no variable
  std::vector<View> views;
  bool noalias = false;
  std::optional<unsigned> handovers = {}; ///< of a reference, see Handovers: what that of the variable was when it was made

  bool writable() const { return cell != nullptr; }
  bool whole() const { return views.empty(); }
};

/// One of two places, by a condition.
struct Choice {
  ir::Value *condition;
  Place first, second;
};

struct Frame;

/// What an expression has captured by value, by where it stands in it.
struct Captures;

/// A variable that holds an Eigen expression: it is evaluated anew at each use.
struct Deferred {
  const clang::Expr *init = nullptr;
  Frame *frame = nullptr; ///< where the names in it are to be looked up
  std::shared_ptr<Captures> captures;
};

struct Object;
struct Closure;
struct Pointer;

/// What the name of a variable stands for.
struct Binding {
  enum Kind : uint8_t { Variable, Reference, Expression, Workspace, Object, Closure, Pointer };
  Kind kind = Workspace;
  Cell *cell = nullptr;     ///< Variable
  Place place;              ///< Reference
  Deferred deferred;        ///< Expression
  unsigned workspaceId = 0; ///< Workspace
  std::shared_ptr<frontend::Object> object;   ///< Object
  std::shared_ptr<frontend::Closure> closure; ///< Closure
  std::shared_ptr<frontend::Pointer> pointer; ///< Pointer
  /// Of a reference member that is still to be bound, and of a std::function: where it is declared.
  const ir::Block *home = nullptr;

  static Binding variable(Cell *cell) {
    Binding b;
    b.kind = Variable;
    b.cell = cell;
    return b;
  }
  static Binding reference(Place place) {
    Binding b;
    b.kind = Reference;
    b.place = std::move(place);
    return b;
  }
  static Binding workspace(unsigned id) {
    Binding b;
    b.kind = Workspace;
    b.workspaceId = id;
    return b;
  }
  static Binding of(std::shared_ptr<frontend::Object> object) {
    Binding b;
    b.kind = Object;
    b.object = std::move(object);
    return b;
  }
  static Binding of(std::shared_ptr<frontend::Closure> closure) {
    Binding b;
    b.kind = Closure;
    b.closure = std::move(closure);
    return b;
  }
  static Binding of(std::shared_ptr<frontend::Pointer> pointer) {
    Binding b;
    b.kind = Pointer;
    b.pointer = std::move(pointer);
    return b;
  }
  static Binding expression(Deferred deferred) {
    Binding b;
    b.kind = Expression;
    b.deferred = std::move(deferred);
    return b;
  }
};

/// A struct or class: what each of its members stands for, those of its bases first. Or an array
/// of such, of matrices and the like, element by element.
struct Object {
  clang::QualType type;
  clang::SourceLocation loc; ///< of an array: where it is declared
  /// A list of objects: its parts are the lists of their members.
  unsigned lists = 0;
  struct Part {
    const clang::FieldDecl *field; ///< null for an element of an array
    Binding binding;
  };
  std::vector<Part> parts;
  std::string text = {}; ///< of what is carried along: how generated code names it
  /// Of an element of a list: which one.
  std::optional<Binding> list = {};
  ir::Value *position = nullptr;
};

struct Captures {
  llvm::DenseMap<const clang::Expr *, ir::Value *> scalars;
  /// Copies of functions that are applied to coefficients, and expressions that calls have returned.
  llvm::DenseMap<const clang::Expr *, Binding> things;
  ir::Value *scalar(const clang::Expr *e) const { return scalars.lookup(e); }
  const Binding *thing(const clang::Expr *e) const {
    auto it = things.find(e);
    return it == things.end() ? nullptr : &it->second;
  }
};

/// A lambda: what each name that it captures stands for.
struct Closure {
  const clang::CXXRecordDecl *type = nullptr;
  const clang::FunctionDecl *function = nullptr; ///< the target of a pointer to a function
  llvm::DenseMap<const clang::VarDecl *, Binding> captures;
  std::optional<Binding> self; ///< `this`, where it is captured

  bool isEmpty() const { return !type && !function; }
};

/// What a pointer or an iterator points to: nothing for a null pointer.
struct Pointer {
  std::optional<Binding> pointee;
  ir::Value *offset = nullptr; ///< its position
  bool array = false;          ///< the position is one in the pointee; else it points to one thing
  /// Where it was read from a variable: what that may point to (places among Translator::targets), and which of these
  /// it does point to; -1 for none.
  std::set<int> targets = {};
  ir::Value *which = nullptr;
  std::shared_ptr<struct PointerVariable> variable = {}; ///< it is one, or was read from one
  /// The path of a member of a parameter of which no annotation gives the length.
  std::string withoutLength = {};

  ir::Value *at() const { return array ? offset : nullptr; }
};

/// A variable that holds a pointer. Loops and branches change its cells as they do any integer.
struct PointerVariable {
  std::set<int> targets; ///< what it may point to, by place among Translator::targets
  Cell *which = nullptr, *position = nullptr;
  const ir::Block *block = nullptr; ///< where it is declared
};

/// Something that a pointer variable may point to.
struct Target {
  Binding thing;
  bool array = false; ///< it points to a position in that
  std::shared_ptr<ir::Function> constants = {}; ///< that name it, apart from the blocks that it was first named in
};

/// The loop or switch around a statement, with the bools that say whether it was left.
struct Jumps {
  Jumps *outer = nullptr;
  bool loop = true;          ///< false for a switch
  Cell *broke = nullptr;     ///< null where nothing in it breaks
  Cell *continued = nullptr; ///< null where nothing in it continues
};

/// One activation of a function that is being translated: the annotated one, or one expanded where
/// it is called.
struct Frame {
  const clang::FunctionDecl *function = nullptr;
  Frame *caller = nullptr;
  llvm::DenseMap<const clang::VarDecl *, Binding> bindings;
  std::optional<Binding> self; ///< `*this`
  /// What follows on the path being translated is never reached.
  bool dead = false;
  /// What a `return` gave: a value, a place (of a function that returns a reference), an object,
  /// or none of these.
  Cell *result = nullptr;
  std::optional<Place> place;
  std::optional<Binding> object;
  bool defers = false; ///< an expression is wanted as such, in `deferred`
  std::optional<Deferred> deferred;
  /// True once the function has returned; null where it returns at its end only.
  Cell *returned = nullptr;
  ir::Block *home = nullptr; ///< the block in which the body begins
  Jumps *jumps = nullptr;
};

} // namespace gateaux::frontend
