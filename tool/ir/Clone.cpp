// SPDX-License-Identifier: Apache-2.0
#include "Clone.h"

namespace gateaux::ir {

std::vector<Value *> Cloning::of(const std::vector<Value *> &values) const {
  std::vector<Value *> mapped;
  mapped.reserve(values.size());
  for (const Value *v : values)
    mapped.push_back(of(v));
  return mapped;
}

void Cloning::set(const Operation &op, const std::vector<Value *> &results) {
  for (size_t i = 0; i < op.results.size(); ++i) {
    map[op.results[i]] = results[i];
    // What one sweep shares with another keeps the name that it has in its own.
    const bool own = results[i]->def && results[i]->def->stage == op.stage;
    if (results[i]->name.empty() && own)
      results[i]->name = op.results[i]->name;
  }
}

void Cloning::setOutputs(const Function &source) {
  for (const Output &output : source.outputs)
    function->outputs.push_back({output.path, of(output.value)});
}

Cloning cloneInterface(const Function &source) {
  Cloning c;
  c.function = std::make_unique<Function>(source.name);
  Function &f = *c.function;
  f.scope = source.scope;
  f.origin = source.origin;
  f.result = source.result;
  f.parameters = source.parameters;
  f.provided = source.provided;
  for (Value *a : source.arguments()) {
    Value *copy = c.map[a] = f.addArgument(a->type, a->name);
    if (a->shapeLike)
      copy->shapeLike = c.of(a->shapeLike);
  }
  for (Parameter &p : f.parameters)
    for (auto &leaf : p.leaves)
      if (leaf.value)
        leaf.value = c.of(leaf.value);
  return c;
}

} // namespace gateaux::ir
