// SPDX-License-Identifier: Apache-2.0
//
// Functions of the intermediate form as C++ with Eigen.
#pragma once

#include "Plan.h"

namespace gateaux::emit {

/// What is written around the body of a generated function.
struct Presentation {
  /// The comment above the function, without comment marks.
  std::vector<std::string> comment;
  /// With the overload that makes a workspace itself.
  bool overload = true;
};

/// The C++ of a function: its workspace, the function, and the overload that makes a workspace
/// itself. With several parts, one pair of functions per part that share a workspace named after
/// the first, and no overloads without one.
std::string emitFunction(const ir::Function &function, const std::vector<Part> &parts,
                         const std::vector<Presentation> &presentations);
/// The same for a function of one part, named after the function.
std::string emitFunction(const ir::Function &function, const Presentation &presentation);

/// The declaration of the overload that makes a workspace itself.
std::string emitDeclaration(const ir::Function &function);

/// A declaration of `name` with a type that may have a $ where the name stands.
std::string declare(const std::string &type, const std::string &name);
/// The parameters of a function as they are declared, separated by commas.
std::string declareParameters(const std::vector<ir::Parameter> &parameters);
/// The same, with the names that `body` does not use as comments.
std::string declareUsed(std::vector<ir::Parameter> parameters, const std::string &body);
/// True where `name` stands in `text` as a word of its own.
bool mentions(const std::string &text, const std::string &name);
/// The names of the parameters, separated by commas.
std::string nameParameters(const std::vector<ir::Parameter> &parameters);
/// The name of the workspace parameter of a function: "ws" where no parameter has that name.
std::string workspaceName(const ir::Function &function);
/// What follows a comma in a list of arguments, or nothing.
std::string followed(const std::string &list);

} // namespace gateaux::emit
