// SPDX-License-Identifier: Apache-2.0
//
// What the frontend hands on: the functions of a file in the intermediate form and what the user
// requests of them.
#pragma once

#include "IR.h"

#include <stdexcept>

namespace gateaux::ir {

enum class RequestKind : uint8_t {
  Tangent, Adjoint, Gradient, Hvp, Ggnvp, Jacobian, Hessian, Objective,
};

/// Something that one differentiates with respect to: a parameter, or a member of one. It has a
/// derivative parameter of its own in the generated signature.
struct Active {
  std::string name;   ///< "K", "net_W": the stem of K_dot, K_bar
  std::string access; ///< how f's body reads it: "K", "net.W"
  std::string plain;  ///< spelling of a type that can hold the derivative: "Eigen::MatrixXd"
  bool view = false;  ///< derivative passed as Eigen::Ref, sized by the caller
  std::string declarator = {}; ///< as that of a Parameter
  unsigned parameter = 0; ///< index into Function::parameters
  /// The leaves that it covers: indices into Function::arguments(), and where each stands below
  /// the item ("" for the item itself, ".W" for a member).
  struct Leaf {
    unsigned argument;
    std::string suffix;
  };
  std::vector<Leaf> leaves;
};

struct Request {
  RequestKind kind;
  SourceLocation loc;
  std::vector<Active> along; ///< Hvp: directions; equal to the annotation's wrt unless given
  Value *local = nullptr;    ///< Ggnvp: the value to be linearised
};

/// One GATEAUX_DIFFERENTIATE.
struct Annotation {
  const Function *function = nullptr;
  std::string base;        ///< stem of the generated names: the function's name or that of as(...)
  std::vector<Active> wrt; ///< in the order of the signature
  std::vector<Request> requests;
  SourceLocation loc;
  /// Namespaces of the outermost scope that have a namesake within the function's scope.
  std::vector<std::string> shadowed;
};

/// A function that calls itself. In `body` these calls are calls of `called`, whose derivatives are generated
/// functions too: they are named after the base of `annotation` and are written where they are needed.
struct Recursion {
  const Function *called = nullptr; ///< what calls of it name
  bool outlined = false;            ///< it is not the user's, but generated itself
  Annotation annotation;            ///< of the body, by all that is real
};

struct Program {
  std::vector<std::unique_ptr<Function>> functions; ///< annotated ones and provided callees
  std::vector<std::unique_ptr<Recursion>> recursions;
  std::vector<Annotation> annotations;
};

/// Something that the tool does not do, found after the frontend: an error at the user's source.
struct Limitation : std::runtime_error {
  SourceLocation loc;
  std::string note;
  Limitation(SourceLocation loc, const std::string &message, std::string note = {})
      : std::runtime_error(message), loc(std::move(loc)), note(std::move(note)) {}
};

} // namespace gateaux::ir
