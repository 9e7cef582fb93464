// SPDX-License-Identifier: Apache-2.0
//
// What `wrt(...)` and `along(...)` name: parameters, members of them, the object of a member function.
#pragma once

#include "Annotations.h"
#include "ir/Program.h"

#include <clang/AST/ASTContext.h>

namespace gateaux::frontend {

/// One name, checked against the declaration: "K", "net.W", "self" for `*this`.
struct Selected {
  std::string path;
  clang::SourceRange range;
};

/// Reads one name. Throws Failure where the function has no such parameter.
Selected select(const clang::FunctionDecl *function, const Item &item);

/// "net" of "net.W".
std::string stemOf(const std::string &path);

/// The leaves that the names cover, in the order of the signature. Throws Failure where a name is
/// no differentiable member, or is named twice.
std::vector<ir::Active> activesOf(const std::vector<Selected> &selection,
                                  const ir::Function &function,
                                  const clang::FunctionDecl *declaration,
                                  const clang::ASTContext &context);

/// The C++ type of what an item names; null where that is not known.
clang::QualType typeOfItem(const ir::Active &item, const ir::Function &function,
                           const clang::FunctionDecl *declaration,
                           const clang::ASTContext &context);

/// The name of the first parameter of what is generated for a member function.
inline constexpr const char *kSelf = "self";

} // namespace gateaux::frontend
