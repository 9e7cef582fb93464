// SPDX-License-Identifier: Apache-2.0
//
// Generated code keeps its temporaries in workspaces: classes named `f_<request>_workspace` whose
// members are gateaux::Buffer, plain matrices, or other workspaces. To the translation a buffer is
// fresh memory each time it is asked for, and a plain member a variable.
#pragma once

#include <clang/AST/ExprCXX.h>

namespace gateaux::frontend {

bool isWorkspace(clang::QualType type);
bool isBuffer(clang::QualType type);
/// True for Matrix(rows, cols) and the like, which leave the coefficients uninitialised.
bool isUninitialised(const clang::CXXConstructExpr *e);

} // namespace gateaux::frontend
