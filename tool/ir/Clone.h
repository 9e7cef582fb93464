// SPDX-License-Identifier: Apache-2.0
//
// What every pass that rebuilds a function begins with.
#pragma once

#include "Builder.h"

#include <functional>

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

using ValueMap = std::unordered_map<const Value *, Value *>;

/// A structured operation like `op`, at the end of the builder's block. `operands` are those of the
/// new one; `fill` is called for each block with the builder in the new one, and is to map what the
/// yields refer to. The map receives the arguments of the blocks. The results have the types and
/// names of the old ones.
Operation *cloneStructured(Builder &b, const Operation &op, std::vector<Value *> operands,
                           ValueMap &map, const std::function<void(const Block &)> &fill);
/// The argument of the body of a loop for a value that it carries as `like` carries its k-th one, beginning with
/// `initial`. A shape that no iteration changes is that of the initial value.
Value *addCarried(Function &f, Block &body, const Operation &like, unsigned k, Value *initial);
/// Copies an operation with all of its blocks. Values that the map does not have stand for
/// themselves; the results are added to it.
Operation *cloneDeep(Builder &b, const Operation &op, ValueMap &map);

/// A function with the name, parameters and arguments of `source`, and an empty body.
Cloning cloneInterface(const Function &source);

} // namespace gateaux::ir
