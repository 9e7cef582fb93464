// SPDX-License-Identifier: Apache-2.0
#include "Simplify.h"

#include "../ir/Clone.h"
#include "Fold.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_set>

namespace gateaux::transform {

using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

/// Creates operations through the folds, and each one once.
class Simplifier final : public Creator {
public:
  Simplifier(ir::Function &function, bool last) : b_(function), last_(last) {}

  ir::Builder &builder() override { return b_; }

  Value *make(Candidate c) override {
    // A sum of products that are there anyway.
    if (c.kind == Op::Dot && last_)
      if (Value *product = known(Op::Mul, c.operands)) {
        ir::Attributes all;
        all.axis = ir::Axis::All;
        return unique({Op::Sum, {product}, all, c.type}, false);
      }
    if (Value *v = foldConstants(*this, c))
      return v;
    if (Value *v = fold(*this, c))
      return b_.refined(v, c.type);
    bool exchanged =
        ir::info(c.kind).is(ir::commutes) && c.operands[0]->id > c.operands[1]->id;
    return unique(std::move(c), exchanged);
  }

private:
  /// The key under which equal operations are found.
  struct Key {
    Op kind;
    std::vector<Value *> operands;
    ir::Attributes attrs;
    ir::Type type;
    bool operator==(const Key &) const = default;
  };
  struct Hash {
    size_t operator()(const Key &k) const {
      size_t h = static_cast<size_t>(k.kind);
      auto mix = [&](size_t x) { h = (h ^ x) * 0x9E3779B97F4A7C15ull; };
      for (Value *v : k.operands)
        mix(v->id);
      mix(std::hash<double>()(k.attrs.number.value_or(0)));
      mix(static_cast<size_t>(k.attrs.integer.value_or(0)));
      mix(static_cast<size_t>(k.attrs.axis));
      return h;
    }
  };

  /// The value of an operation that exists already; null where it does not.
  Value *known(Op kind, std::vector<Value *> operands) const {
    if (!operands[0]->type.dense || !operands[1]->type.dense)
      return nullptr;
    if (operands[0]->id > operands[1]->id)
      std::swap(operands[0], operands[1]);
    auto type = ir::inferType(kind, operands, {});
    auto it = type ? known_.find({kind, operands, {}, *type}) : known_.end();
    return it == known_.end() ? nullptr : it->second;
  }

  /// The operation is created with the operands in the order in which they were written; only the
  /// key is put in order.
  Value *unique(Candidate c, bool exchanged) {
    ir::Type t = c.type;
    t.array = false;
    Key key{c.kind, c.operands, c.attrs, t};
    if (exchanged)
      std::swap(key.operands[0], key.operands[1]);
    auto it = known_.find(key);
    if (it != known_.end())
      return it->second;
    Value *v = b_.createTyped(c.kind, c.type, c.operands, c.attrs);
    known_.emplace(std::move(key), v);
    return v;
  }

  ir::Builder b_;
  bool last_;
  std::unordered_map<Key, Value *, Hash> known_;
};

/// Removes operations whose results nobody uses.
void removeDead(ir::Function &f) {
  std::unordered_set<const Value *> live;
  for (const ir::Output &output : f.outputs)
    live.insert(output.value);
  auto &operations = f.body.operations;
  // A call that is not read writes all that it writes, whatever of it is used.
  for (const auto &op : operations)
    if (op->kind == Op::Written)
      live.insert(op->result());
  std::vector<std::unique_ptr<Operation>> kept;
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    bool used = std::any_of((*it)->results.begin(), (*it)->results.end(),
                            [&](const Value *r) { return live.count(r) != 0; });
    if (!used)
      continue;
    live.insert((*it)->operands.begin(), (*it)->operands.end());
    kept.push_back(std::move(*it));
  }
  std::reverse(kept.begin(), kept.end());
  operations = std::move(kept);
}

} // namespace

std::unique_ptr<ir::Function> simplify(const ir::Function &source, bool last,
                                       std::unordered_map<const Value *, Value *> *map) {
  ir::Cloning clone = ir::cloneInterface(source);
  Simplifier s(*clone.function, last);
  // Where the place of an extreme value is looked for anyway, the value is found there.
  std::set<std::pair<const Value *, std::pair<Op, ir::Axis>>> searched;
  if (last)
    for (const auto &op : source.body.operations)
      if (op->kind == Op::ArgMax || op->kind == Op::ArgMin)
        searched.insert({op->operand(0), {op->kind, op->attrs.axis}});
  for (const auto &op : source.body.operations) {
    s.builder().setLocation(op->loc);
    s.builder().setStage(op->stage);
    std::vector<Value *> operands = clone.of(op->operands);
    const bool extreme = op->kind == Op::MaxCoeff || op->kind == Op::MinCoeff;
    const Op search = op->kind == Op::MaxCoeff ? Op::ArgMax : Op::ArgMin;
    if (extreme && searched.count({op->operand(0), {search, op->attrs.axis}})) {
      Value *place = static_cast<Creator &>(s).make(search, operands, op->attrs);
      clone.set(*op, {s.make({Op::Pick, {operands[0], place}, op->attrs, op->result()->type})});
    } else if (op->results.size() == 1 && op->kind != Op::Call && op->kind != Op::CallTangent)
      clone.set(*op, {s.make({op->kind, operands, op->attrs, op->result()->type})});
    else
      clone.set(*op, s.builder().clone(*op, operands)->results);
  }
  clone.setOutputs(source);
  removeDead(*clone.function);
  if (map)
    *map = clone.map;
  return std::move(clone.function);
}

} // namespace gateaux::transform
