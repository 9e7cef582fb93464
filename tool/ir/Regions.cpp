// SPDX-License-Identifier: Apache-2.0
#include "Regions.h"

#include <unordered_set>

namespace gateaux::ir {

bool encloses(const Block *outer, const Block *inner) {
  while (inner && inner != outer)
    inner = inner->owner ? inner->owner->block : nullptr;
  return inner == outer && outer;
}

const Operation *ancestorIn(const Block *block, const Operation *op) {
  while (op && op->block != block)
    op = op->block ? op->block->owner : nullptr;
  return op;
}

std::vector<Value *> captured(const Operation &op) {
  std::vector<Value *> values;
  std::unordered_set<const Value *> seen;
  for (const auto &block : op.blocks)
    forEachUse(*block, [&](Value *v) {
      const Block *home = blockOf(v);
      bool inside = false;
      for (const auto &own : op.blocks)
        inside = inside || encloses(own.get(), home);
      if (!inside && seen.insert(v).second)
        values.push_back(v);
    });
  return values;
}

static std::string number(size_t n, const char *what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

static std::optional<std::string> ifFault(const Operation &op) {
  if (!op.operand(0)->type.isBool() || op.operand(0)->type.dense)
    return "its condition is a bool";
  if (op.blocks.size() != 2)
    return "it has two blocks";
  for (const auto &block : op.blocks) {
    if (!block->arguments.empty())
      return "its blocks take no arguments";
    if (block->yields.size() != op.results.size())
      return "a block yields " + number(block->yields.size(), "value") + " for " +
             number(op.results.size(), "result");
    for (size_t i = 0; i < op.results.size(); ++i)
      if (!block->yields[i]->type.compatible(op.results[i]->type))
        return "a block yields " + block->yields[i]->type.str() + " for " + op.results[i]->type.str();
  }
  return std::nullopt;
}

static std::optional<std::string> loopFault(const Operation &op) {
  const bool counted = op.kind == Op::For;
  const size_t first = counted ? 2 : 1, before = counted ? 0 : 1;
  if (op.operands.size() < first)
    return counted ? "it takes a begin and an end" : "it takes a condition";
  if (op.blocks.size() != 1)
    return "it has one block";
  const Block &body = *op.blocks.front();
  const size_t carried = op.operands.size() - first;
  if (counted) {
    if (!op.attrs.integer || (*op.attrs.integer != 1 && *op.attrs.integer != -1))
      return "its step is 1 or -1";
    for (size_t i = 0; i < 2; ++i)
      if (!op.operands[i]->type.isInteger() || op.operands[i]->type.dense)
        return "its bounds are integers";
  } else if (!op.operands[0]->type.isBool() || op.operands[0]->type.dense) {
    return "its condition is a bool";
  }
  if (body.arguments.size() != carried + 1)
    return "its block takes a counter and one argument per initial value";
  if (!body.arguments[0]->type.isInteger())
    return "its counter is an integer";
  if (body.yields.size() != op.results.size() || op.results.size() < carried + before)
    return "its block yields " + number(body.yields.size(), "value") + " for " +
           number(op.results.size(), "result");
  if (!counted && !body.yields[0]->type.isBool())
    return "its block yields the condition first";
  if (!counted && !op.results[0]->type.isInteger())
    return "its count is an integer";
  for (size_t k = 0; k < carried; ++k) {
    const Type &t = body.arguments[k + 1]->type;
    for (const Value *v : {op.operands[first + k], body.yields[before + k], op.results[before + k]})
      if (!v->type.compatible(t))
        return "a carried value is " + t.str() + " and " + v->type.str();
  }
  for (size_t j = before + carried; j < op.results.size(); ++j)
    if (!op.results[j]->type.isSequence() ||
        !op.results[j]->type.item().compatible(body.yields[j]->type))
      return "it keeps " + body.yields[j]->type.str() + " as " + op.results[j]->type.str();
  return std::nullopt;
}

std::optional<std::string> regionFault(const Operation &op) {
  return op.kind == Op::If ? ifFault(op) : loopFault(op);
}

} // namespace gateaux::ir
