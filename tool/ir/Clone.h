// SPDX-License-Identifier: Apache-2.0
//
// What every pass that rebuilds a function begins with.
#pragma once

#include "IR.h"

#include <unordered_map>

namespace gateaux::ir {

/// A new function with the interface of another one, and which value stands for which.
struct Cloning {
  std::unique_ptr<Function> function;
  std::unordered_map<const Value *, Value *> map;

  Value *of(const Value *v) const { return map.at(v); }
  std::vector<Value *> of(const std::vector<Value *> &values) const;
  /// Maps the results of `op`, and hands their names on to values that have none.
  void set(const Operation &op, const std::vector<Value *> &results);
  /// Gives the new function the outputs of the source.
  void setOutputs(const Function &source);
};

/// A function with the name, parameters and arguments of `source`, and an empty body.
Cloning cloneInterface(const Function &source);

} // namespace gateaux::ir
