// SPDX-License-Identifier: Apache-2.0
//
// Operations with blocks: how their operands, blocks, yields and results belong together.
//
//   r... = if(condition) { yield x... } { yield y... }
//     Both blocks yield one value per result.
//
//   r..., s... = for(begin, end, x...) <1 or -1> (i, a...) { yield n..., k... }
//     Runs for i = begin, ..., end - 1, upwards or downwards. The carried values a are x at first
//     and then n of the iteration before; r are the last n, or x where there is no iteration.
//     Item i - begin of the sequence s is k of that iteration.
//
//   count, r..., s... = while(go, x...) (k, a...) { yield go, n..., c... }
//     Runs while go holds; k counts the iterations from 0, and count is their number.
#pragma once

#include "IR.h"

namespace gateaux::ir {

inline bool isStructured(Op op) { return op == Op::If || op == Op::For || op == Op::While; }
inline bool isLoop(Op op) { return op == Op::For || op == Op::While; }

/// A For or a While, with its carried values and what it keeps.
class Loop {
public:
  explicit Loop(Operation &op) : op(op) {}
  /// For reading only.
  explicit Loop(const Operation &op) : op(const_cast<Operation &>(op)) {}

  Operation &op;

  bool isFor() const { return op.kind == Op::For; }
  bool downwards() const { return isFor() && *op.attrs.integer < 0; }
  Block &body() const { return *op.blocks.front(); }
  Value *counter() const { return body().arguments.front(); }
  /// For only.
  Value *begin() const { return op.operands[0]; }
  Value *end() const { return op.operands[1]; }
  /// While only.
  Value *count() const { return op.results.front(); }
  Value *&go() const { return op.operands.front(); }
  Value *&goOn() const { return body().yields.front(); }

  unsigned carried() const { return static_cast<unsigned>(body().arguments.size()) - 1; }
  Value *&initial(unsigned k) const { return op.operands[firstInitial() + k]; }
  Value *argument(unsigned k) const { return body().arguments[1 + k]; }
  Value *&next(unsigned k) const { return body().yields[first() + k]; }
  Value *result(unsigned k) const { return op.results[first() + k]; }

  unsigned kept() const { return static_cast<unsigned>(op.results.size()) - first() - carried(); }
  Value *&keptValue(unsigned j) const { return body().yields[first() + carried() + j]; }
  Value *sequence(unsigned j) const { return op.results[first() + carried() + j]; }

  unsigned first() const { return isFor() ? 0 : 1; }
  unsigned firstInitial() const { return isFor() ? 2 : 1; }
};

/// The block in which a value is defined.
inline Block *blockOf(const Value *v) { return v->def ? v->def->block : v->block; }
/// True where `inner` is `outer` or lies in an operation of it.
bool encloses(const Block *outer, const Block *inner);
/// True where a value may be used in `block`, apart from the order of operations.
inline bool isVisible(const Value *v, const Block *block) { return encloses(blockOf(v), block); }
/// The operation of `block` that is `op` or in which it lies; null where there is none.
const Operation *ancestorIn(const Block *block, const Operation *op);

/// Calls `f` for every operation of a block and of the blocks inside, each before its own blocks.
template <class F> void forEachOperation(const Block &block, F &&f) {
  for (const auto &op : block.operations) {
    f(*op);
    for (const auto &inner : op->blocks)
      forEachOperation(*inner, f);
  }
}
/// Calls `f` for every value that a block reads in its operations, in their blocks and in its yields.
template <class F> void forEachUse(const Block &block, F &&f) {
  for (const auto &op : block.operations) {
    for (Value *v : op->operands)
      f(v);
    for (const auto &inner : op->blocks)
      forEachUse(*inner, f);
  }
  for (Value *v : block.yields)
    f(v);
}
/// The values that the blocks of `op` read and that are defined outside of it, in the order of
/// their first use.
std::vector<Value *> captured(const Operation &op);

/// What is wrong with a structured operation.
std::optional<std::string> regionFault(const Operation &op);

} // namespace gateaux::ir
