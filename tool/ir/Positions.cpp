// SPDX-License-Identifier: Apache-2.0
#include "Positions.h"

namespace gateaux::ir {

std::optional<int64_t> behindCounter(const Loop &loop, const Value *position) {
  int64_t offset = 0;
  while (position != loop.counter()) {
    const Operation *op = position->def;
    if (!op)
      return std::nullopt;
    auto constant = [&](unsigned i) -> std::optional<int64_t> {
      const Operation *c = op->operand(i)->def;
      return c && c->kind == Op::Constant ? c->attrs.integer : std::nullopt;
    };
    if (op->kind == Op::Cast && op->operand(0)->type.isInteger()) {
      position = op->operand(0);
    } else if (op->kind == Op::Add && constant(1)) {
      offset += *constant(1);
      position = op->operand(0);
    } else if (op->kind == Op::Add && constant(0)) {
      offset += *constant(0);
      position = op->operand(1);
    } else if (op->kind == Op::Sub && constant(1)) {
      offset -= *constant(1);
      position = op->operand(0);
    } else {
      return std::nullopt;
    }
  }
  return offset;
}

Value *itemOfIteration(const Loop &loop, const Value *result, int64_t offset) {
  const unsigned k = result->index - loop.first();
  if (!loop.isFor() || k >= loop.carried() || !result->type.isList())
    return nullptr;
  const Value *list = loop.argument(k);
  const Operation *put = loop.next(k)->def;
  if (!put || put->kind != Op::PutItem || put->operand(0) != list || put->block != &loop.body())
    return nullptr;
  const auto written = behindCounter(loop, put->operand(1));
  if (!written)
    return nullptr;
  if (offset == *written)
    return put->operand(2);
  // A later iteration must not put another one there.
  if (loop.downwards() ? offset < *written : offset > *written)
    return nullptr;
  for (const auto &op : loop.body().operations)
    if (op->kind == Op::Recall && op->operand(0) == list &&
        behindCounter(loop, op->operand(1)) == offset)
      return op->result();
  return nullptr;
}

} // namespace gateaux::ir
