// SPDX-License-Identifier: Apache-2.0
//
// What expressions are taken apart into before they become values.
#pragma once

#include "Diagnostics.h"
#include "ir/IR.h"

#include <clang/AST/Expr.h>
#include <llvm/ADT/StringRef.h>

#include <string>
#include <vector>

namespace gateaux::frontend {

/// The elements of a braced list, also one that is passed as a std::initializer_list; null for anything else.
const clang::InitListExpr *bracedList(const clang::Expr *e);

/// A call with what the recognisers look at.
struct CallSite {
  const clang::CallExpr *expr = nullptr;
  const clang::FunctionDecl *callee = nullptr;
  const clang::Expr *object = nullptr;   ///< of a member call, without casts
  std::vector<const clang::Expr *> args; ///< without default arguments
  llvm::StringRef name;

  clang::SourceRange range() const { return expr->getSourceRange(); }
  /// Where the name of what is called stands.
  clang::SourceLocation loc() const { return expr->getExprLoc(); }
  std::string spelling() const { return name.str(); }
};

/// `X.colwise()` or `X.rowwise()`: an operand seen as its columns or rows.
struct Vectorwise {
  ir::Value *operand;
  ir::Axis axis; ///< Cols for colwise()
};

/// A triangular or self-adjoint view: the part of a matrix that is meant.
struct Triangular {
  ir::Value *whole;
  ir::Triangle part;
  bool symmetric = false; ///< with what it stands for on the other side
};
/// The part that a mode of Eigen's views says (Eigen::Lower and the like).
ir::Triangle triangleOf(int64_t mode);
/// What is left of a matrix beside that part.
ir::Triangle otherTriangle(ir::Triangle part);

struct Marker;

/// A position in an array of objects that only the run shows: the array has to be a list, which is known
/// only now. Elsewhere it is a variable per element.
struct RunTimePosition : Failure {
  clang::SourceLocation array;
};

} // namespace gateaux::frontend
