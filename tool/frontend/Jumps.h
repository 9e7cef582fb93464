// SPDX-License-Identifier: Apache-2.0
//
// Questions to statements about the jumps in them, and to operations about whether they may be
// evaluated where C++ would not.
#pragma once

#include "ir/IR.h"

#include <clang/AST/Stmt.h>

#include <set>

namespace gateaux::frontend {

/// True where control never reaches what follows a statement, because it ends in a jump on each
/// path.
bool alwaysJumps(const clang::Stmt *s);
/// True where a statement may jump out of itself.
bool mayJump(const clang::Stmt *s);
/// True where a statement contains a `return` of its function.
bool mayReturn(const clang::Stmt *s);
/// True where the body of a loop or switch contains a `break`, or of a loop a `continue`, of it.
bool mayBreak(const clang::Stmt *body);
bool mayContinue(const clang::Stmt *body);
/// A label of a switch within a statement of its body; null where there is none.
const clang::Stmt *labelWithin(const clang::Stmt *s);
/// True for a body that returns elsewhere than at its end.
bool returnsEarly(const clang::Stmt *body);

/// Operations that have a finite derivative wherever they are evaluated, so that both arms of a
/// choice may be evaluated: what is not chosen adds exactly zero to an adjoint.
bool isTame(const ir::Operation &operation);
/// Operations that may be evaluated for a condition where C++ would not: scalar ones that cannot
/// fail.
bool isTotal(const ir::Operation &operation);
/// True where a value depends on an integer, a bool or an extent that is given at run time: as a
/// condition it may then guard a position.
bool dependsOnIntegers(const ir::Value *v, std::set<const ir::Value *> &seen);

} // namespace gateaux::frontend
