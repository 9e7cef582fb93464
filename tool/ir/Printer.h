// SPDX-License-Identifier: Apache-2.0
//
// The text form of the intermediate form. Parser.h reads it back.
//
//   func @loss(%K: f64[?x?], %b: f64[?x1]) -> (f64) scope "outer::inner" origin "loss.hpp:12" {
//     %0 = matmul(%K, %b) : f64[?x1]
//     %Z = tanh(%0) : f64[?x1]
//     %1 = sum(%Z) axis=all : f64
//     %2 = constant 2.5 : f64
//     %3 = mul(%1, %2) : f64
//     %4 = compare(%3, %1) lt : bool
//     %5 = call(%3, %b) @outer::helper : f64
//     output %5
//     output "y" %Z
//   }
//
// An argument that is a leaf of a parameter under another path than its name carries that path:
// `%net_W "net.W": f64[?x?]`. A function with derivatives of its own names them in its heading:
// `provided (0, 1) tangent @f_tangent adjoint @f_adjoint`. The types behind `->` are those of the
// return value. The bodies of a structured operation follow its types:
//
//   %s = loop(%n, %x) : f64 (%i: i<Eigen::Index>, %t: f64) {
//     %u = sin(%t) : f64
//     yield %u
//   }
#pragma once

#include "IR.h"

#include <string>
#include <unordered_map>

namespace gateaux::ir {

struct Program;

/// The names that the values of a function have in its text form. A value of the user's keeps its
/// name, with a suffix where that is taken (`%Z`, `%Z.1`); the others are numbered in the order in
/// which they are printed.
class ValueNames {
public:
  explicit ValueNames(const Function &function);
  /// The name with its `%`. A value from elsewhere gets a name that the parser rejects.
  std::string of(const Value *value) const;
  /// Whether the value is an argument or result in the function.
  bool has(const Value *value) const { return names_.count(value) != 0; }

private:
  void add(const Block &block);
  void add(const Value *value);

  std::unordered_map<const Value *, std::string> names_;
  std::unordered_map<std::string, unsigned> taken_;
  unsigned next_ = 0;
};

/// One function, ending in a line break.
std::string print(const Function &function);
/// All functions, each after those that its provided derivatives consist of.
std::string print(const Program &program);
/// The value by its name, or by its id if it has none. Without its function neither the suffix nor
/// the number that it has in the text of the function is known; `ValueNames` tells these.
std::string print(const Value &value);
/// One operation, without a line break at its end unless it has bodies.
std::string print(const Operation &operation, const ValueNames &names);

/// The shortest text that reads back as the same number: "2.5", "1e-300", "-inf", "nan".
std::string printNumber(double number);
/// The name of a function with its scope, as callees are printed: "outer::inner::loss".
std::string qualifiedName(const Function &function);

/// The spellings of attributes: "all", "cols", "rows"; "lower", ...; "lt", "le", ...; empty for None.
std::string_view axisName(Axis axis);
std::string_view triangleName(Triangle triangle);
std::string_view predicateName(Predicate predicate);

} // namespace gateaux::ir
