// SPDX-License-Identifier: Apache-2.0
//
// What names mean during the translation: variables, places in them, and expressions kept by name.
#pragma once

#include "ir/IR.h"

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <llvm/ADT/DenseMap.h>

#include <memory>
#include <optional>
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
};

/// One step from a place to a part of it.
struct View {
  enum Kind : uint8_t { Slice, Element, Transpose, Diagonal };
  Kind kind;
  ir::Value *row = nullptr, *col = nullptr;   ///< Slice, Element
  ir::Value *rows = nullptr, *cols = nullptr; ///< Slice
  int staticRows = ir::kDynamic, staticCols = ir::kDynamic;

  bool operator==(const View &o) const {
    return kind == o.kind && row == o.row && col == o.col && rows == o.rows && cols == o.cols;
  }
};

/// A variable, or an intermediate value, seen through views.
struct Place {
  Cell *cell = nullptr;
  ir::Value *temporary = nullptr; ///< where there is no variable
  std::vector<View> views;
  bool noalias = false;

  bool writable() const { return cell != nullptr; }
  bool whole() const { return views.empty(); }
};

struct Frame;

/// Scalars that an expression has captured by value, by where they stand in it.
using Captures = llvm::DenseMap<const clang::Expr *, ir::Value *>;

/// A variable that holds an Eigen expression: it is evaluated anew at each use.
struct Deferred {
  const clang::Expr *init = nullptr;
  Frame *frame = nullptr; ///< where the names in it are to be looked up
  std::shared_ptr<Captures> captures;
};

/// What the name of a variable stands for.
struct Binding {
  enum Kind : uint8_t { Variable, Reference, Expression, Workspace };
  Kind kind = Workspace;
  Cell *cell = nullptr;     ///< Variable
  Place place;              ///< Reference
  Deferred deferred;        ///< Expression
  unsigned workspaceId = 0; ///< Workspace

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
  static Binding expression(Deferred deferred) {
    Binding b;
    b.kind = Expression;
    b.deferred = std::move(deferred);
    return b;
  }
};

/// One activation of a function that is being translated: the annotated one, or one expanded where
/// it is called.
struct Frame {
  const clang::FunctionDecl *function = nullptr;
  Frame *caller = nullptr;
  llvm::DenseMap<const clang::VarDecl *, Binding> bindings;
  bool returned = false;
  /// What a `return` gave: a value, a place (of a function that returns a reference) or neither.
  ir::Value *value = nullptr;
  std::optional<Place> place;
};

} // namespace gateaux::frontend
