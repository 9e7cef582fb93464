// SPDX-License-Identifier: Apache-2.0
//
// Reads the text form of the intermediate form, which Printer.h describes and writes.
#pragma once

#include "IR.h"

#include <string>
#include <string_view>

namespace gateaux::ir {

/// Where and why a text does not parse. Lines and columns count from 1, columns in bytes.
struct ParseError {
  unsigned line = 0;
  unsigned column = 0;
  std::string message;
  /// "3:7: unknown operation `frobnicate`".
  std::string str() const;
};

/// The functions of a text in their order, or the first error.
///
/// Functions that a `provided` clause names as tangent or adjoint belong to the function with the
/// clause and are not in the list.
struct ParseResult {
  std::vector<std::unique_ptr<Function>> functions;
  std::optional<ParseError> error;

  explicit operator bool() const { return !error; }
  /// The function in the list that has this name, qualified or not; null if none has it.
  Function *find(std::string_view name) const;
};

/// Parses any number of functions. A text says nothing of C++ parameters, so every argument becomes
/// a parameter of its own: a scalar by value, a dense one as "const Eigen::MatrixXd &" or whatever
/// its type is called, and by mutable reference where there is an output of its name. The return
/// type is spelled from the type returned unless a `result` clause gives it.
///
/// Types may be left out where the operation's shape rule implies them. What the text says is not
/// checked beyond that; verify does.
ParseResult parse(std::string_view text);

} // namespace gateaux::ir
