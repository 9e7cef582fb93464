// SPDX-License-Identifier: Apache-2.0
#include "Shifts.h"

#include "../ir/Regions.h"
#include "Tidy.h"

#include <algorithm>

namespace gateaux::transform {

using ir::Axis;
using ir::Block;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

/// How a value depends on the shift m: it is a term c m, or a factor exp(c m), of each of its coefficients. Where m
/// has several coefficients, one for each column or row, it is that of the same column or row.
struct Effect {
  enum Kind { None, Term, Factor } kind = None;
  double c = 0;
  Axis lines = Axis::All;

  explicit operator bool() const { return kind != None; }
};

class Shift {
public:
  /// `m` is the largest or smallest coefficient of something, or those of its columns or rows.
  explicit Shift(const Operation &m) : m_(m) { effects_[m.result()] = {Effect::Term, 1, m.attrs.axis}; }

  /// True where all that follows depends on m in ways that cancel.
  bool vanishes(const ir::Function &f) {
    const Block &block = *m_.block;
    auto op = std::find_if(block.operations.begin(), block.operations.end(), [&](const auto &o) { return o.get() == &m_; });
    bool used = false;
    for (++op; op != block.operations.end(); ++op) {
      if (std::none_of((*op)->operands.begin(), (*op)->operands.end(), [&](const Value *v) { return of(v); })) {
        for (const Value *v : ir::captured(**op))
          if (of(v))
            return false;
        continue;
      }
      if ((*op)->kind == Op::Rows || (*op)->kind == Op::Cols || (*op)->kind == Op::StopGradient)
        continue;
      used = true;
      std::optional<Effect> e = (*op)->blocks.empty() && (*op)->results.size() == 1 ? effect(**op) : std::nullopt;
      if (!e)
        return false;
      if (*e && e->c != 0)
        effects_[(*op)->result()] = *e;
    }
    auto free = [&](const Value *v) { return !of(v); };
    return used && std::all_of(block.yields.begin(), block.yields.end(), free) &&
           std::all_of(f.outputs.begin(), f.outputs.end(), [&](const ir::Output &o) { return free(o.value); });
  }

private:
  Effect of(const Value *v) const {
    auto it = effects_.find(v);
    return it == effects_.end() ? Effect() : it->second;
  }

  static std::optional<Effect> times(Effect e, double factor) {
    e.c *= factor;
    return e;
  }

  /// The effect on a result; nothing where it is of neither kind.
  std::optional<Effect> effect(const Operation &op) const {
    const Effect a = of(op.operand(0)), b = op.operands.size() > 1 ? of(op.operand(1)) : Effect();
    // Vectors may mean columns or rows; together they have to mean the same.
    if (a && b && a.lines != b.lines)
      return std::nullopt;
    switch (op.kind) {
    case Op::Broadcast: case Op::Cast:
      return a;
    case Op::Neg:
      return a.kind == Effect::Term ? times(a, -1) : a;
    case Op::Transpose:
      return turned(a);
    case Op::Add: case Op::Sub:
      return sum(a, b, op.kind == Op::Add ? 1 : -1);
    case Op::Mul:
      return product(op, a, b, 1);
    case Op::Div:
      return product(op, a, b, -1);
    case Op::Dot:
      return a.lines == Axis::All && b.lines == Axis::All ? product(op, a, b, 1) : std::nullopt;
    case Op::Square:
      return a.kind == Effect::Factor ? times(a, 2) : std::nullopt;
    case Op::Sqrt:
      return a.kind == Effect::Factor ? times(a, 0.5) : std::nullopt;
    case Op::Exp:
      return a.kind == Effect::Term ? std::optional<Effect>({Effect::Factor, a.c, a.lines}) : std::nullopt;
    case Op::Log:
      return a.kind == Effect::Factor ? std::optional<Effect>({Effect::Term, a.c, a.lines}) : std::nullopt;
    case Op::Sum:
      return a.kind == Effect::Factor && along(op, a) ? std::optional(a) : std::nullopt;
    case Op::MaxCoeff: case Op::MinCoeff:
      return along(op, a) ? std::optional(a) : std::nullopt;
    case Op::Slice: case Op::Element: case Op::Diagonal: case Op::Reshape:
      return a.lines == Axis::All ? std::optional(a) : std::nullopt;
    case Op::Matmul:
      if (a.kind == Effect::Factor && !b && a.lines != Axis::Cols)
        return a;
      return b.kind == Effect::Factor && !a && b.lines != Axis::Rows ? std::optional(b) : std::nullopt;
    default:
      return std::nullopt;
    }
  }

  static bool along(const Operation &reduction, const Effect &e) {
    return e.lines == Axis::All || e.lines == reduction.attrs.axis;
  }

  static Effect turned(Effect e) {
    e.lines = e.lines == Axis::Cols ? Axis::Rows : e.lines == Axis::Rows ? Axis::Cols : e.lines;
    return e;
  }

  static std::optional<Effect> sum(const Effect &a, const Effect &b, double sign) {
    if (a.kind == Effect::Factor || b.kind == Effect::Factor)
      return a.kind == b.kind && a.c == b.c ? std::optional(a) : std::nullopt;
    return Effect{Effect::Term, a.c + sign * b.c, a ? a.lines : b.lines};
  }

  static std::optional<Effect> product(const Operation &op, const Effect &a, const Effect &b, double sign) {
    if (a.kind == Effect::Term || b.kind == Effect::Term) {
      // A multiple by a number.
      const Operation *k = op.operand(a ? 1 : 0)->def;
      const bool number = !(a && b) && k && k->kind == Op::Constant && k->attrs.number && (sign > 0 || (a && *k->attrs.number != 0));
      return number ? times(a ? a : b, sign > 0 ? *k->attrs.number : 1 / *k->attrs.number) : std::nullopt;
    }
    return Effect{Effect::Factor, a.c + sign * b.c, a ? a.lines : b.lines};
  }

  const Operation &m_;
  std::unordered_map<const Value *, Effect> effects_;
};

/// Puts StopGradient behind operation i of a block.
void stop(ir::Function &f, Block &block, size_t i) {
  Operation &m = *block.operations[i];
  ir::Attributes byShift;
  byShift.integer = 1;
  Operation *stopped = f.append(block, Op::StopGradient, {m.result()}, {m.result()->type}, byShift, m.loc);
  stopped->stage = m.stage;
  auto at = [&](size_t n) { return block.operations.begin() + static_cast<std::ptrdiff_t>(n); };
  std::rotate(at(i + 1), at(block.operations.size() - 1), block.operations.end());
  replaceUses(f, {{m.result(), stopped->result()}});
  stopped->operands[0] = m.result();
}

void ignoreShifts(ir::Function &f, Block &block) {
  for (size_t i = 0; i < block.operations.size(); ++i) {
    const Operation &op = *block.operations[i];
    if ((op.kind == Op::MaxCoeff || op.kind == Op::MinCoeff) && op.result()->type.isReal() && Shift(op).vanishes(f))
      stop(f, block, i);
    for (const auto &inner : block.operations[i]->blocks)
      ignoreShifts(f, *inner);
  }
}

} // namespace

void ignoreShifts(ir::Function &f) { ignoreShifts(f, f.body); }

} // namespace gateaux::transform
