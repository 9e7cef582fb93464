// SPDX-License-Identifier: Apache-2.0
#include "Absorb.h"

#include "../ir/Regions.h"
#include "Accumulation.h"
#include "Tidy.h"

#include <algorithm>
#include <unordered_map>

namespace gateaux::transform {

using ir::Block;
using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

const Operation *as(const Value *v, Op kind) { return v->def && v->def->kind == kind ? v->def : nullptr; }

/// What loops call their counters, and what is meant by these: positions in other ones.
using Counters = std::unordered_map<const Value *, const Value *>;

/// True where `a`, with what is meant by the counters, and `b` are computed alike.
bool isSame(const Value *a, const Value *b, const Counters &counters) {
  if (const auto counter = counters.find(a); counter != counters.end())
    return counter->second == b;
  if (a == b)
    return true;
  if (!a->def || !b->def || a->def->kind != b->def->kind || !(a->def->attrs == b->def->attrs) || !(a->type == b->type) ||
      a->def->operands.size() != b->def->operands.size() || a->def->results.size() != 1 || !a->def->blocks.empty() ||
      !b->def->blocks.empty() || a->def->kind == Op::Random)
    return false;
  for (size_t i = 0; i < a->def->operands.size(); ++i)
    if (!isSame(a->def->operands[i], b->def->operands[i], counters))
      return false;
  return true;
}

/// What a loop kept of the iteration that an item of its sequence is of; null for other values.
const Value *keptValue(const Value *item, Counters &counters) {
  const Operation *recall = as(item, Op::Recall);
  if (!recall)
    return nullptr;
  const Value *sequence = recall->operand(0);
  if (as(sequence, Op::Recall))
    sequence = keptValue(sequence, counters);
  const Operation *loop = sequence ? as(sequence, Op::For) : nullptr;
  const Operation *begin = loop ? loop->operand(0)->def : nullptr;
  if (!begin || begin->kind != Op::Constant || begin->attrs.integer != 0 || sequence->index < Loop(*loop).carried())
    return nullptr;
  const Loop made(*loop);
  counters[made.counter()] = recall->operand(1);
  return made.keptValue(sequence->index - made.carried());
}

/// A sum of which one use multiplies it by a factor, and the terms of it.
class Absorption {
public:
  using Users = std::unordered_map<const Value *, std::vector<const Operation *>>;

  Absorption(const Loop &loop, const Value *factor, const Users &users) : loop_(loop), factor_(factor), users_(users) {}

  bool find(unsigned k) {
    sums_ = {loop_.result(k), loop_.argument(k)};
    return chain(loop_.next(k), loop_.argument(k)) && !terms_.empty();
  }

  /// `name` is what the sum is afterwards.
  void takeIn(ir::Function &f, const std::string &name) {
    for (Value *v : sums_)
      v->name = name;
    for (const Term &term : terms_) {
      auto before = [&](Op kind, std::vector<Value *> operands) {
        Operation *made = f.append(*term.sum->block, kind, std::move(operands), {term.product->type}, {}, term.sum->loc);
        made->stage = term.sum->stage;
        auto &operations = made->block->operations;
        auto at = std::find_if(operations.begin(), operations.end(), [&](const auto &op) { return op.get() == term.sum; });
        std::rotate(at, operations.end() - 1, operations.end());
        return made->result();
      };
      Value *product = before(Op::Mul, {term.known, term.rest});
      term.sum->operands[3] = term.negative ? before(Op::Neg, {product}) : product;
    }
  }

private:
  struct Term {
    Operation *sum;
    const Value *product;
    Value *known, *rest;
    bool negative;
  };

  bool chain(const Value *v, const Value *base) {
    if (v == base)
      return true;
    if (!v->def)
      return false;
    Operation &op = *v->def;
    switch (op.kind) {
    case Op::Accumulate:
      return term(op) && chain(op.operand(0), base);
    case Op::Add:
      return (chain(op.operand(0), base) && own(op.operand(1))) || (chain(op.operand(1), base) && own(op.operand(0)));
    case Op::For: {
      const Loop inner(op);
      if (v->index < inner.carried())
        sums_.insert(sums_.end(), {inner.result(v->index), inner.argument(v->index)});
      return v->index < inner.carried() && chain(inner.initial(v->index), base) &&
             chain(inner.next(v->index), inner.argument(v->index));
    }
    default:
      return false;
    }
  }

  /// A sum that a loop inside begins with zero, and that nothing else reads.
  bool own(const Value *v) {
    const Operation *loop = as(v, Op::For);
    if (!loop || v->index >= Loop(*loop).carried() || !isZero(Loop(*loop).initial(v->index)) || uses(v) != 1)
      return false;
    sums_.insert(sums_.end(), {Loop(*loop).result(v->index), Loop(*loop).argument(v->index)});
    return chain(Loop(*loop).next(v->index), Loop(*loop).argument(v->index));
  }

  size_t uses(const Value *v) const {
    const auto it = users_.find(v);
    return it == users_.end() ? 0 : it->second.size();
  }

  bool term(Operation &sum) {
    Value *v = sum.operand(3);
    const Operation *neg = as(v, Op::Neg);
    const Operation *product = as(neg ? neg->operand(0) : v, Op::Mul);
    if (!product)
      return false;
    for (unsigned i = 0; i < 2; ++i) {
      Value *x = product->operand(i), *rest = product->operand(1 - i);
      if (!(x->type == product->result()->type))
        continue;
      if (Value *known = knownProduct(sum, x)) {
        terms_.push_back({&sum, product->result(), known, rest, neg != nullptr});
        return true;
      }
    }
    return false;
  }

  /// The product of x with the factor, at the place that a term is added to; null where nothing holds that.
  Value *knownProduct(const Operation &sum, const Value *x) const {
    for (const auto &op : sum.block->operations) {
      if (op.get() == &sum)
        break;
      if (op->results.size() != 1 || uses(op->result()) == 0)
        continue;
      Counters counters; // of a loop that went over the same places
      const Value *kept = keptValue(op->result(), counters);
      const Operation *known = as(kept ? kept : op->result(), Op::Mul);
      if (known && isProduct(*known, sum, x, counters))
        return op->result();
    }
    return nullptr;
  }

  bool isProduct(const Operation &known, const Operation &sum, const Value *x, const Counters &counters) const {
    for (unsigned i = 0; i < 2; ++i) {
      const Operation *part = known.operand(i)->def;
      if (part && (part->kind == Op::Slice || part->kind == Op::Element) && part->operand(0) == factor_ &&
          isSame(part->operand(1), sum.operand(1), counters) && isSame(part->operand(2), sum.operand(2), counters) &&
          known.operand(i)->type == x->type && isSame(known.operand(1 - i), x, counters))
        return true;
    }
    return false;
  }

  const Loop loop_;
  const Value *factor_;
  const Users &users_;
  std::vector<Term> terms_;
  std::vector<Value *> sums_; ///< what the loops carry
};

class Absorbing {
public:
  Absorbing(ir::Function &f, std::vector<Value *> &results) : f_(f), results_(results) {
    ir::forEachOperation(f.body, [&](const Operation &op) {
      for (const Value *v : op.operands)
        if (op.kind != Op::Rows && op.kind != Op::Cols)
          users_[v].push_back(&op);
      for (const auto &block : op.blocks)
        for (const Value *v : block->yields)
          users_[v].push_back(nullptr);
    });
    for (const ir::Output &output : f.outputs)
      users_[output.value].push_back(nullptr);
    for (const Value *v : results)
      users_[v].push_back(nullptr);
  }

  void block(const Block &b) {
    for (const auto &op : b.operations) {
      if (op->kind == Op::For && op->stage == ir::Stage::Adjoint)
        for (unsigned k = 0; k < Loop(*op).carried(); ++k)
          attempt(Loop(*op), k);
      for (const auto &inner : op->blocks)
        block(*inner);
    }
  }

private:
  void attempt(const Loop &loop, unsigned k) {
    Value *sum = loop.result(k);
    const auto users = users_.find(sum);
    if (!sum->type.dense || sum->type.isList() || !isZero(loop.initial(k)) || users == users_.end() || users->second.size() != 1 ||
        !users->second[0] || users->second[0]->kind != Op::Mul || users->second[0]->block != loop.op.block ||
        users->second[0]->stage != ir::Stage::Adjoint)
      return;
    const Operation &product = *users->second[0];
    Value *factor = product.operand(product.operand(0) == sum ? 1 : 0);
    if (factor == sum || !factor->type.compatible(sum->type) || !isBefore(factor, loop.op))
      return;
    Absorption absorption(loop, factor, users_);
    if (!Accumulation(loop).holds(k) || !absorption.find(k))
      return;
    absorption.takeIn(f_, product.result()->name);
    replaceUses(f_, {{product.result(), sum}});
    std::replace(results_.begin(), results_.end(), product.result(), sum);
  }

  static bool isBefore(const Value *v, const Operation &op) {
    if (!v->def)
      return true;
    for (const auto &other : op.block->operations) {
      if (other.get() == &op)
        break;
      if (other.get() == v->def)
        return true;
    }
    return v->def->block != op.block;
  }

  ir::Function &f_;
  std::vector<Value *> &results_;
  Absorption::Users users_;
};

} // namespace

void absorbFactors(ir::Function &f, std::vector<Value *> &results) { Absorbing(f, results).block(f.body); }

} // namespace gateaux::transform
