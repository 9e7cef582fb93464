// SPDX-License-Identifier: Apache-2.0
//
// Operations on scalar constants, and of integers with them.
#include "Fold.h"

#include "../ir/Predicates.h"

#include <cmath>

namespace gateaux::transform {

using ir::Op;
using ir::Predicate;
using ir::Value;

static bool isConstant(const Value *v) { return v->def && v->def->kind == Op::Constant; }

/// Arithmetic of real constants, in the precision of their type.
static std::optional<double> real(const Candidate &c, const std::vector<double> &x) {
  auto rounded = [&](double r) {
    return c.type.scalar == ir::ScalarKind::F32 ? static_cast<double>(static_cast<float>(r)) : r;
  };
  switch (c.kind) {
  case Op::Add: return rounded(x[0] + x[1]);
  case Op::Sub: return rounded(x[0] - x[1]);
  case Op::Mul: return rounded(x[0] * x[1]);
  case Op::Neg: return -x[0];
  case Op::Square: return rounded(x[0] * x[0]);
  case Op::Div:
    // A division by zero stays visible in the generated code.
    return x[1] != 0 ? std::optional(rounded(x[0] / x[1])) : std::nullopt;
  default: return std::nullopt;
  }
}

/// Integer arithmetic where it cannot overflow any type: small numbers only.
static std::optional<int64_t> integer(const Candidate &c, const std::vector<int64_t> &x) {
  constexpr int64_t kSmall = 1 << 15;
  for (int64_t n : x)
    if (n < 0 || n > kSmall)
      return std::nullopt;
  int64_t r;
  switch (c.kind) {
  case Op::Add: r = x[0] + x[1]; break;
  case Op::Sub: r = x[0] - x[1]; break;
  case Op::Mul: r = x[0] * x[1]; break;
  case Op::Div:
    if (x[1] == 0)
      return std::nullopt;
    r = x[0] / x[1];
    break;
  default: return std::nullopt;
  }
  return r >= 0 && r <= kSmall ? std::optional(r) : std::nullopt;
}

/// Arithmetic of an integer with constants that change nothing: n + 0, 1 * n, n - 1 + 1. And min(n, n).
static Value *unchanged(const Candidate &c) {
  if (!c.type.isInteger() || c.operands.size() != 2)
    return nullptr;
  Value *a = c.operands[0], *b = c.operands[1];
  auto is = [](const Value *v, int64_t n) { return isConstant(v) && v->def->attrs.integer == n; };
  Value *kept = nullptr;
  if (c.kind == Op::Add)
    kept = is(b, 0) ? a : is(a, 0) ? b : nullptr;
  else if (c.kind == Op::Sub)
    kept = is(b, 0) ? a : nullptr;
  else if (c.kind == Op::Mul)
    kept = is(b, 1) ? a : is(a, 1) ? b : nullptr;
  else if (c.kind == Op::Div)
    kept = is(b, 1) ? a : nullptr;
  else if (c.kind == Op::Min || c.kind == Op::Max)
    kept = a == b ? a : nullptr;
  const Op opposite = c.kind == Op::Add ? Op::Sub : Op::Add;
  if ((c.kind == Op::Add || c.kind == Op::Sub) && isConstant(b) && a->def && a->def->kind == opposite &&
      is(a->def->operand(1), *b->def->attrs.integer))
    kept = a->def->operand(0);
  return kept && kept->type == c.type ? kept : nullptr;
}

/// What `!(a == b)` is; null for a comparison whose opposite does not hold where it does not, as `<` of reals.
static Value *opposite(Creator &creator, const Candidate &c) {
  const ir::Operation *op = c.operands[0]->def;
  if (c.kind != Op::Not || !op)
    return nullptr;
  if (op->kind == Op::Not)
    return op->operand(0);
  if (op->kind != Op::Compare)
    return nullptr;
  ir::Attributes a = op->attrs;
  a.predicate = ir::opposite(a.predicate);
  const bool equality = a.predicate == Predicate::Eq || a.predicate == Predicate::Ne;
  if (!equality && !op->operand(0)->type.isInteger())
    return nullptr;
  return creator.make({Op::Compare, op->operands, a, c.type});
}

Value *foldConstants(Creator &creator, const Candidate &c) {
  if (c.operands.empty() || c.type.dense)
    return nullptr;
  if (Value *v = opposite(creator, c))
    return v;
  if (Value *v = unchanged(c))
    return v;
  for (Value *v : c.operands)
    if (!isConstant(v))
      return nullptr;
  std::vector<double> reals;
  std::vector<int64_t> integers;
  for (Value *v : c.operands) {
    if (v->type.isReal())
      reals.push_back(*v->def->attrs.number);
    else
      integers.push_back(*v->def->attrs.integer);
  }
  auto make = [&](ir::Attributes a) { return creator.make({Op::Constant, {}, a, c.type}); };
  ir::Attributes a;
  if (c.kind == Op::Cast) {
    if (c.type.isReal() && c.operands[0]->type.isInteger()) {
      a.number = static_cast<double>(integers[0]);
      if (c.type.scalar == ir::ScalarKind::F32)
        a.number = static_cast<float>(integers[0]);
      return make(a);
    }
    if (c.type.isInteger() && c.operands[0]->type.isInteger() && integers[0] >= 0 &&
        integers[0] < 128) {
      a.integer = integers[0];
      return make(a);
    }
    return nullptr;
  }
  if (c.kind == Op::Select) {
    bool chosen = *c.operands[0]->def->attrs.integer != 0;
    return c.operands[chosen ? 1 : 2];
  }
  if (c.kind == Op::Compare) {
    if (!integers.empty() && !reals.empty())
      return nullptr;
    a.integer = integers.empty() ? ir::holds(c.attrs.predicate, reals[0], reals[1])
                                 : ir::holds(c.attrs.predicate, integers[0], integers[1]);
    return make(a);
  }
  if (integers.empty()) {
    a.number = real(c, reals);
    return a.number && c.type.isReal() ? make(a) : nullptr;
  }
  if (reals.empty() && c.type.isInteger()) {
    a.integer = integer(c, integers);
    return a.integer ? make(a) : nullptr;
  }
  return nullptr;
}

} // namespace gateaux::transform
