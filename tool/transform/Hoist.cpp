// SPDX-License-Identifier: Apache-2.0
#include "Hoist.h"

#include "../ir/Regions.h"
#include "Accumulation.h"
#include "Tidy.h"

#include <algorithm>

namespace gateaux::transform {

using ir::Block;
using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

const Operation *as(const Value *v, Op kind) { return v->def && v->def->kind == kind ? v->def : nullptr; }

/// The terms that a loop adds to one of the values that it carries.
class Terms {
public:
  explicit Terms(const Loop &loop) : loop_(loop) {}

  /// Finds what all terms have as a factor.
  bool find(unsigned k) { return chain(loop_.next(k), loop_.argument(k)) && !terms_.empty(); }
  Value *factor() const { return factor_; }

  /// Takes the factor out of every term.
  void takeOut(ir::Function &f) {
    for (const Term &term : terms_) {
      Value *rest = term.rest;
      if (term.negative) {
        Operation *neg = f.append(*term.product->block, Op::Neg, {rest}, {rest->type}, {}, term.product->loc);
        neg->stage = term.product->stage;
        auto &operations = neg->block->operations;
        auto at = std::find_if(operations.begin(), operations.end(), [&](const auto &op) { return op.get() == term.product; });
        std::rotate(at + 1, operations.end() - 1, operations.end());
        rest = neg->result();
      }
      term.sum->operands[term.operand] = rest;
    }
  }

private:
  struct Term {
    Operation *sum;
    unsigned operand; ///< of it
    Operation *product;
    Value *rest;
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
      return isRepeated(op.operand(1)) && isRepeated(op.operand(2)) && term(op, 3) && chain(op.operand(0), base);
    case Op::For: {
      const Loop inner(op);
      return chain(inner.initial(v->index), base) && chain(inner.next(v->index), inner.argument(v->index));
    }
    default:
      return false;
    }
  }

  /// True for a position that does not change with the loop: it is outside, or where a loop inside is.
  bool isRepeated(const Value *position) const {
    if (ir::isVisible(position, loop_.op.block) || as(position, Op::Constant))
      return true;
    if (as(position, Op::Cast))
      return isRepeated(position->def->operand(0));
    return !position->def && position != loop_.counter();
  }

  bool term(Operation &sum, unsigned operand) {
    Value *v = sum.operand(operand);
    const Operation *neg = as(v, Op::Neg);
    const Operation *product = as(neg ? neg->operand(0) : v, Op::Mul);
    if (!product)
      return false;
    for (unsigned i = 0; i < 2; ++i) {
      const Operation *part = product->operand(i)->def;
      Value *rest = product->operand(1 - i);
      if (!part || (part->kind != Op::Slice && part->kind != Op::Element) || part->operand(1) != sum.operand(1) ||
          part->operand(2) != sum.operand(2) || rest->type.dense != v->type.dense)
        continue;
      Value *whole = part->operand(0);
      if (!ir::isVisible(whole, loop_.op.block) || (factor_ && factor_ != whole))
        continue;
      factor_ = whole;
      terms_.push_back({&sum, operand, const_cast<Operation *>(product), rest, neg != nullptr});
      return true;
    }
    return false;
  }

  const Loop loop_;
  Value *factor_ = nullptr;
  std::vector<Term> terms_;
};

class Hoisting {
public:
  explicit Hoisting(ir::Function &f) : f_(f) {}

  void block(Block &b) {
    for (size_t i = 0; i < b.operations.size(); ++i) {
      Operation &op = *b.operations[i];
      if (op.kind == Op::For)
        for (unsigned k = 0; k < Loop(op).carried(); ++k)
          attempt(b, i, Loop(op), k);
      for (const auto &inner : op.blocks)
        block(*inner);
    }
  }

private:
  void attempt(Block &b, size_t i, const Loop &loop, unsigned k) {
    Value *sum = loop.result(k);
    Terms terms(loop);
    if (!sum->type.dense || sum->type.isList() || !isZero(loop.initial(k)) || !Accumulation(loop).holds(k) || !terms.find(k) ||
        !terms.factor()->type.compatible(sum->type))
      return;
    terms.takeOut(f_);
    Operation *product = f_.append(b, Op::Mul, {terms.factor(), sum}, {sum->type}, {}, loop.op.loc);
    product->stage = loop.op.stage;
    product->result()->name = sum->name;
    const auto at = b.operations.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    std::rotate(at, b.operations.end() - 1, b.operations.end());
    replaceUses(f_, {{sum, product->result()}});
    product->operands[1] = sum;
  }

  ir::Function &f_;
};

} // namespace

void hoistFactors(ir::Function &f) { Hoisting(f).block(f.body); }

} // namespace gateaux::transform
