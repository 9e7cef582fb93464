// SPDX-License-Identifier: Apache-2.0
#include "Simplify.h"

#include "../ir/Clone.h"
#include "../ir/Positions.h"
#include "../ir/Regions.h"
#include "Fold.h"
#include "Tidy.h"

#include <functional>
#include <set>

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
  bool isRead(const Value *v) const override { return read_.count(v) != 0; }
  void setRead(const Value *v) { read_.insert(v); }

  Value *known(Op kind, std::vector<Value *> operands) const override {
    if (ir::info(kind).is(ir::commutes) && operands[0]->id > operands[1]->id)
      std::swap(operands[0], operands[1]);
    auto type = ir::inferType(kind, operands, {});
    if (type)
      type->array = false;
    auto it = type ? known_.find({kind, operands, {}, *type}) : known_.end();
    return it == known_.end() ? nullptr : it->second;
  }

  /// What is found out in a block is not known after it.
  void enter() { scopes_.emplace_back(); }
  void leave() {
    for (const Key &key : scopes_.back())
      known_.erase(key);
    scopes_.pop_back();
  }

  Value *make(Candidate c) override {
    // A sum of products that are there anyway.
    if (c.kind == Op::Dot && last_ && c.operands[0]->type.dense && c.operands[1]->type.dense)
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

  /// The operation is created with the operands in the order in which they were written; only the
  /// key is put in order.
  Value *unique(Candidate c, bool exchanged) {
    ir::Type t = c.type;
    t.array = false;
    Key key{c.kind, c.operands, c.attrs, t};
    if (exchanged)
      std::swap(key.operands[0], key.operands[1]);
    auto it = known_.find(key);
    if (it != known_.end() && c.kind != Op::Random)
      return it->second;
    Value *v = b_.createTyped(c.kind, c.type, c.operands, c.attrs);
    scopes_.back().push_back(key);
    known_.emplace(std::move(key), v);
    return v;
  }

  ir::Builder b_;
  bool last_;
  std::set<const Value *> read_;
  std::unordered_map<Key, Value *, Hash> known_;
  /// What became known in each block around the place of work.
  std::vector<std::vector<Key>> scopes_{1};
};

/// Copies the blocks of a function through the simplifier.
class Rebuild {
public:
  Rebuild(const ir::Function &source, bool last, const std::set<const Value *> &opaque)
      : source_(source), opaque_(opaque), clone_(ir::cloneInterface(source)), s_(*clone_.function, last) {
    // Where the place of an extreme value is looked for anyway, the value is found there.
    if (last)
      ir::forEachOperation(source.body, [&](const Operation &op) {
        if (op.kind == Op::ArgMax || op.kind == Op::ArgMin)
          searched_.insert({op.operand(0), {op.kind, op.attrs.axis}});
      });
    ir::forEachUse(source.body, [&](const Value *v) { used_.insert(v); });
    ir::forEachOperation(source.body, [&](const Operation &op) {
      if (op.kind != Op::Transpose && op.kind != Op::Rows && op.kind != Op::Cols)
        read_.insert(op.operands.begin(), op.operands.end());
    });
    for (const ir::Output &output : source.outputs)
      used_.insert(output.value);
  }

  ir::Cloning run() {
    block(source_.body);
    clone_.setOutputs(source_);
    ir::Function &f = *clone_.function;
    ir::ValueMap real;
    for (const auto &[v, hidden] : hidden_) {
      real[clone_.of(v)] = hidden;
      clone_.map[v] = hidden;
      f.body.arguments.pop_back();
    }
    replaceUses(f, real);
    tidy(f);
    return std::move(clone_);
  }

private:
  void block(const ir::Block &block) {
    for (const auto &op : block.operations) {
      s_.builder().setLocation(op->loc);
      s_.builder().setStage(op->stage);
      operation(*op);
    }
  }

  void operation(const Operation &op) {
    std::vector<Value *> operands = clone_.of(op.operands);
    if (op.kind == Op::Element || op.kind == Op::Slice)
      if (auto it = unchanged_.find(op.operand(0)); it != unchanged_.end())
        operands[0] = clone_.of(it->second);
    if (!op.blocks.empty())
      return structured(op, operands);
    const bool extreme = op.kind == Op::MaxCoeff || op.kind == Op::MinCoeff;
    const Op search = op.kind == Op::MaxCoeff ? Op::ArgMax : Op::ArgMin;
    if (extreme && searched_.count({op.operand(0), {search, op.attrs.axis}})) {
      Value *place = static_cast<Creator &>(s_).make(search, operands, op.attrs);
      clone_.set(op, {s_.make({Op::Pick, {operands[0], place}, op.attrs, op.result()->type})});
    } else if (op.results.size() == 1 && op.kind != Op::Call && op.kind != Op::CallTangent)
      clone_.set(op, {s_.make({op.kind, operands, op.attrs, op.result()->type})});
    else
      clone_.set(op, s_.builder().clone(op, operands)->results);
    if (op.kind == Op::Matmul && read_.count(op.result()))
      s_.setRead(clone_.of(op.result()));
    hide(op);
  }

  /// An argument for the time being, which no identity sees through.
  void hide(const Operation &op) {
    for (const Value *v : op.results)
      if (opaque_.count(v)) {
        Value *made = clone_.of(v);
        clone_.map[v] = clone_.function->addArgument(made->type, made->name);
        hidden_.push_back({v, made});
      }
  }

  /// What a loop overwrites anyway need not come from before, and what it reads before it writes there need not be
  /// carried.
  void forget(const ir::Loop &loop, std::vector<Value *> &operands) {
    for (unsigned k = 0; k < loop.carried(); ++k) {
      Value *&initial = operands[loop.firstInitial() + k];
      const bool zero = initial->def && initial->def->kind == Op::Broadcast && !initial->def->operand(0)->type.dense;
      if (!zero && initial->type.isReal() && ir::overwritesAll(loop, k)) {
        Value *rows = static_cast<Creator &>(s_).make(Op::Rows, {initial});
        Value *cols = static_cast<Creator &>(s_).make(Op::Cols, {initial});
        initial = s_.make({Op::Broadcast, {s_.number(0, initial->type), rows, cols}, {}, initial->type});
      }
      if (!used_.count(loop.result(k)) && ir::readsUnchanged(loop, k))
        unchanged_[loop.argument(k)] = loop.initial(k);
    }
  }

  void structured(const Operation &op, std::vector<Value *> operands) {
    if (ir::isLoop(op.kind))
      forget(ir::Loop(op), operands);
    const Operation *condition = op.kind == Op::If ? operands[0]->def : nullptr;
    if (condition && condition->kind == Op::Constant) {
      const ir::Block &arm = *op.blocks[*condition->attrs.integer ? 0 : 1];
      block(arm);
      return clone_.set(op, clone_.of(arm.yields));
    }
    auto fill = [&](const ir::Block &inner) {
      s_.enter();
      block(inner);
      s_.leave();
    };
    clone_.set(op, ir::cloneStructured(s_.builder(), op, operands, clone_.map, fill)->results);
    hide(op);
  }

  const ir::Function &source_;
  const std::set<const Value *> &opaque_;
  std::vector<std::pair<const Value *, Value *>> hidden_;
  ir::Cloning clone_;
  Simplifier s_;
  std::set<std::pair<const Value *, std::pair<Op, ir::Axis>>> searched_;
  std::set<const Value *> used_; ///< by operations, blocks and outputs
  std::set<const Value *> read_; ///< by operations that are no transpose
  /// What loops carry and read only where they have not changed it: what they begin with.
  std::unordered_map<const Value *, const Value *> unchanged_;
};

} // namespace

std::unique_ptr<ir::Function> simplify(const ir::Function &source, bool last,
                                       std::unordered_map<const Value *, Value *> *map,
                                       const std::set<const Value *> &opaque) {
  ir::Cloning clone = Rebuild(source, last, opaque).run();
  if (map)
    *map = std::move(clone.map);
  return std::move(clone.function);
}

} // namespace gateaux::transform
