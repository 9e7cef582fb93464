// SPDX-License-Identifier: Apache-2.0
#include "Clone.h"

#include "Regions.h"
#include "Shapes.h"

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

static Value *mapped(const ValueMap &map, Value *v) {
  auto it = map.find(v);
  return it == map.end() ? v : it->second;
}

Value *addCarried(Function &f, Block &body, const Operation &like, unsigned k, Value *initial) {
  const Loop loop(like);
  const Value *old = loop.argument(k), *first = loop.initial(k);
  Value *argument = f.addBlockArgument(body, old->type, old->name);
  // While the body is under construction, its shape is known only if no iteration changes it.
  if (old->type.dense && !old->type.isList() && extent(old, 0) == extent(first, 0) && extent(old, 1) == extent(first, 1))
    argument->shapeLike = initial;
  return argument;
}

Operation *cloneStructured(Builder &b, const Operation &op, std::vector<Value *> operands,
                           ValueMap &map, const std::function<void(const Block &)> &fill) {
  Function &f = b.function();
  Block &outer = b.block();
  std::vector<Type> types;
  for (Value *r : op.results)
    types.push_back(r->type);
  Operation *copy = f.append(outer, op.kind, std::move(operands), types, op.attrs, op.loc);
  copy->stage = op.stage;
  for (size_t i = 0; i < op.results.size(); ++i)
    copy->results[i]->name = op.results[i]->name;
  for (const auto &block : op.blocks) {
    Block *body = f.addBlock(*copy);
    for (Value *a : block->arguments)
      map[a] = isLoop(op.kind) && a->index > 0
                   ? addCarried(f, *body, op, a->index - 1, Loop(*copy).initial(a->index - 1))
                   : f.addBlockArgument(*body, a->type, a->name);
    b.setBlock(*body);
    fill(*block);
    for (Value *v : block->yields)
      body->yields.push_back(mapped(map, v));
  }
  b.setBlock(outer);
  return copy;
}

Operation *cloneDeep(Builder &b, const Operation &op, ValueMap &map) {
  std::vector<Value *> operands;
  for (Value *v : op.operands)
    operands.push_back(mapped(map, v));
  Operation *copy = nullptr;
  if (op.blocks.empty())
    copy = b.clone(op, std::move(operands));
  else
    copy = cloneStructured(b, op, std::move(operands), map, [&](const Block &block) {
      for (const auto &inner : block.operations)
        cloneDeep(b, *inner, map);
    });
  for (size_t i = 0; i < op.results.size(); ++i)
    map[op.results[i]] = copy->results[i];
  return copy;
}

Cloning cloneInterface(const Function &source) {
  Cloning c;
  c.function = std::make_unique<Function>(source.name);
  Function &f = *c.function;
  f.scope = source.scope;
  f.origin = source.origin;
  f.result = source.result;
  f.parameters = source.parameters;
  f.returned = source.returned;
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
