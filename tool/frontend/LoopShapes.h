// SPDX-License-Identifier: Apache-2.0
//
// What a loop is taken apart into before it is translated.
#pragma once

#include "ir/IR.h"

#include <clang/AST/Expr.h>

#include <optional>
#include <string>

namespace gateaux::frontend {

struct LoopShape {
  ir::Value *begin = nullptr, *end = nullptr; ///< of a For
  int step = 1;
  ir::Value *go = nullptr; ///< of a While
  ir::Type counter = ir::Type::index();
  std::string name;
  std::optional<int64_t> states = {}; ///< of GATEAUX_CHECKPOINT
};

struct WhileShape {
  const clang::Expr *condition = nullptr; ///< null: true
  const clang::VarDecl *variable = nullptr;
  const clang::Stmt *body = nullptr;
  const clang::Expr *increment = nullptr;
  bool conditionFirst = true;
  const clang::Stmt *loop = nullptr; ///< the whole statement
  clang::SourceLocation beforeBody;
  const clang::VarDecl *item = nullptr; ///< declared at the beginning of each iteration
};

} // namespace gateaux::frontend
