// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ir/IR.h"

#include <clang/AST/Expr.h>
#include <llvm/ADT/ArrayRef.h>

namespace gateaux::frontend {

/// Remembers at a decomposition in singular values that all of U or V is asked for, and not only the
/// columns that belong to singular values: of matrices that are not known to be square these are
/// more. `arguments` are those with which it is computed.
void noteSvdOptions(ir::Value *decomposition, llvm::ArrayRef<const clang::Expr *> arguments,
                    const clang::ASTContext &context);
/// True where noteSvdOptions has remembered that.
bool hasFullVectors(const ir::Value *decomposition);

} // namespace gateaux::frontend
