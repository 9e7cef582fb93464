// SPDX-License-Identifier: Apache-2.0
//
// Which matrices are symmetric whatever the values of the parameters are, as far as their definitions tell.
#include "../ir/Factors.h"
#include "../ir/Shapes.h"
#include "Fold.h"

#include <algorithm>

namespace gateaux::transform {

using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

const Operation *as(const Value *v, Op kind) { return v->def && v->def->kind == kind ? v->def : nullptr; }

/// What is multiplied by scalars, without them.
struct Multiple {
  const Value *core;
  bool negative = false;
  std::vector<const Value *> factors;

  explicit Multiple(const Value *v) : core(v) { strip(); }

  void strip() {
    for (;;) {
      const Operation *scaled = as(core, Op::Mul);
      if (const Operation *n = as(core, Op::Neg)) {
        negative = !negative;
        core = n->operand(0);
      } else if (scaled && !scaled->operand(0)->type.dense) {
        factors.push_back(scaled->operand(0));
        core = scaled->operand(1);
      } else if (scaled && !scaled->operand(1)->type.dense) {
        factors.push_back(scaled->operand(1));
        core = scaled->operand(0);
      } else {
        return;
      }
    }
  }
  /// The factors are those of this value, too.
  const Value *take(const Value *v) {
    const Multiple m(v);
    negative = negative != m.negative;
    factors.insert(factors.end(), m.factors.begin(), m.factors.end());
    return m.core;
  }
};

/// Looks at definitions, but not at more than so many: they share operands.
class Symmetry {
public:
  bool symmetric(const Value *v) {
    if (!v->def || !v->type.dense || --budget_ < 0)
      return false;
    const Operation &op = *v->def;
    switch (op.kind) {
    case Op::Symmetric:
      return true;
    case Op::Diag:
    case Op::Identity:
      return ir::extent(v, 0) == ir::extent(v, 1);
    case Op::Broadcast:
      return !op.operand(0)->type.dense && ir::extent(v, 0) == ir::extent(v, 1);
    case Op::Transpose:
    case Op::Inverse:
      return symmetric(op.operand(0));
    case Op::Solve:
      return ir::info(op.operand(0)->type.factor).symmetric && isSolutionSymmetric(op);
    case Op::Matmul:
      return transposes(v, v) || isCongruence(op);
    case Op::Add:
    case Op::Sub:
      return isSymmetricSum(v);
    default:
      return ir::info(op.kind).is(ir::cwise) && std::all_of(op.operands.begin(), op.operands.end(), [&](const Value *x) {
               return !x->type.dense || symmetric(x);
             });
    }
  }

private:
  /// The inverse of A, or inverse(A) S inverse(A).
  bool isSolutionSymmetric(const Operation &solve) {
    const Value *x = Multiple(solve.operand(1)).core;
    if (as(x, Op::Identity))
      return true;
    const Operation *product = as(x, Op::Matmul);
    if (!product)
      return false;
    const Operation *inverse = as(Multiple(product->operand(1)).core, Op::Solve);
    return inverse && inverse->operand(0) == solve.operand(0) && as(inverse->operand(1), Op::Identity) &&
           symmetric(product->operand(0));
  }

  /// B S B'.
  bool isCongruence(const Operation &op) {
    for (unsigned i = 0; i < 2; ++i)
      if (const Operation *inner = as(Multiple(op.operand(i)).core, Op::Matmul)) {
        const Value *outer = op.operand(1 - i);
        if (transposes(inner->operand(i), outer) && symmetric(inner->operand(1 - i)))
          return true;
      }
    return false;
  }

  /// True where `b` is the transpose of `a`.
  bool transposes(const Value *a, const Value *b) {
    if (--budget_ < 0 || !a->type.dense || !b->type.dense)
      return false;
    Multiple x(a), y(b);
    const Operation *p = as(x.core, Op::Matmul), *q = as(y.core, Op::Matmul);
    if (p && q) {
      // (A B)' is B' A'.
      const Value *left = x.take(p->operand(0)), *right = x.take(p->operand(1));
      const Value *otherLeft = y.take(q->operand(0)), *otherRight = y.take(q->operand(1));
      return sameFactors(x, y) && transposes(left, otherRight) && transposes(right, otherLeft);
    }
    if (!sameFactors(x, y))
      return false;
    if (const Operation *t = as(x.core, Op::Transpose); t && t->operand(0) == y.core)
      return true;
    if (const Operation *t = as(y.core, Op::Transpose); t && t->operand(0) == x.core)
      return true;
    p = as(x.core, Op::Broadcast), q = as(y.core, Op::Broadcast);
    if (p && q)
      return ir::extent(x.core, 0) == ir::extent(y.core, 1) && ir::extent(x.core, 1) == ir::extent(y.core, 0) &&
             transposes(p->operand(0), q->operand(0));
    return x.core == y.core && symmetric(x.core);
  }

  static bool sameFactors(const Multiple &x, const Multiple &y) {
    return x.negative == y.negative && std::is_permutation(x.factors.begin(), x.factors.end(), y.factors.begin(), y.factors.end());
  }

  /// Each term is symmetric, or its transpose is another one.
  bool isSymmetricSum(const Value *v) {
    std::vector<std::pair<const Value *, bool>> terms;
    collect(v, false, terms);
    while (!terms.empty()) {
      const auto [x, negative] = terms.back();
      terms.pop_back();
      if (!x->type.dense)
        continue;
      auto other = std::find_if(terms.begin(), terms.end(), [&, x = x, negative = negative](const auto &t) {
        return t.second == negative && transposes(x, t.first);
      });
      if (other != terms.end())
        terms.erase(other);
      else if (!symmetric(x))
        return false;
    }
    return true;
  }

  void collect(const Value *v, bool negative, std::vector<std::pair<const Value *, bool>> &terms) {
    const bool sum = as(v, Op::Add) || as(v, Op::Sub);
    if (!sum || --budget_ < 0) {
      terms.push_back({v, negative});
      return;
    }
    collect(v->def->operand(0), negative, terms);
    collect(v->def->operand(1), negative != (v->def->kind == Op::Sub), terms);
  }

  int budget_ = 200;
};

} // namespace

bool isSymmetric(const Value *v) { return !v->type.isVector() && Symmetry().symmetric(v); }

} // namespace gateaux::transform
