// SPDX-License-Identifier: Apache-2.0
#include "Induction.h"

#include "../ir/Predicates.h"
#include "../ir/Regions.h"
#include "../ir/Shapes.h"
#include "../ir/Spelling.h"
#include "Expr.h"
#include "Rewriting.h"

#include <map>

namespace gateaux::transform {

using ir::Extent;
using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Predicate;
using ir::Value;

namespace {

std::optional<int64_t> constantOf(const Value *v) {
  if (v->def && v->def->kind == Op::Constant && v->type.isInteger())
    return v->def->attrs.integer;
  return std::nullopt;
}

/// The steps of the carried integers that every iteration changes by a constant, by their place.
std::map<unsigned, int64_t> inductions(const Loop &loop) {
  std::map<unsigned, int64_t> steps;
  for (unsigned k = 0; k < loop.carried(); ++k) {
    const Value *argument = loop.argument(k), *v = loop.next(k);
    if (!argument->type.isInteger() || argument->type.dense || argument->type.isBool() || ir::isNarrow(argument->type))
      continue; // those that wrap around early
    int64_t step = 0;
    while (v != argument) { // through all that is added on the way
      const Operation *op = v->def;
      if (!op || (op->kind != Op::Add && op->kind != Op::Sub))
        break;
      const auto left = constantOf(op->operand(0)), right = constantOf(op->operand(1));
      if (right)
        step += op->kind == Op::Sub ? -*right : *right;
      else if (left && op->kind == Op::Add)
        step += *left;
      else
        break;
      v = op->operand(right ? 0 : 1);
    }
    if (v == argument && step != 0)
      steps[k] = step;
  }
  return steps;
}

/// What no iteration changes, as it can be computed before the loop.
struct Invariant {
  const Value *value = nullptr;   ///< itself
  std::optional<Extent> extent;   ///< or an extent
  std::optional<int64_t> constant; ///< or a constant
};

std::optional<Invariant> invariant(const Value *v, const Loop &loop) {
  if (auto c = constantOf(v))
    return Invariant{nullptr, {}, c};
  if (ir::isVisible(v, loop.op.block))
    return Invariant{v, {}, {}};
  const Operation *def = v->def;
  Extent e = def && def->kind == Op::Rows ? ir::extent(def->operand(0), 0) : ir::extentOf(v);
  if (e.kind == Extent::Constant)
    return Invariant{nullptr, {}, e.constant};
  if (e.kind == Extent::OfValue && ir::isVisible(e.value, loop.op.block))
    return Invariant{nullptr, e, {}};
  return std::nullopt;
}

/// A comparison of `x` with something, with `x` on the left.
struct Test {
  Predicate predicate = Predicate::None;
  const Value *bound = nullptr;
};

template <class Is> std::optional<Test> testOf(const Value *condition, Is isCompared) {
  const Operation *op = condition->def;
  if (op && op->kind == Op::Cast && op->operand(0)->type.isInteger() && isCompared(op->operand(0)))
    return Test{Predicate::Ne, nullptr}; // zero
  if (!op || op->kind != Op::Compare)
    return std::nullopt;
  if (isCompared(op->operand(0)))
    return Test{op->attrs.predicate, op->operand(1)};
  if (isCompared(op->operand(1)))
    return Test{ir::mirrored(op->attrs.predicate), op->operand(0)};
  return std::nullopt;
}

/// How a `while` counts: the place of the integer, its step and what it is compared with.
struct Count {
  unsigned place = 0;
  int64_t step = 1;
  Predicate predicate = Predicate::None;
  Invariant bound;
  bool once = false; ///< the first iteration is not asked for
  bool late = false; ///< what is compared is the integer of the iteration before: `while (n-- > 0)`
};

bool isEqual(const Value *a, const Value *b) {
  return a == b || (constantOf(a) && constantOf(a) == constantOf(b));
}


/// True where `v` is what `x` is before it is changed by `step`.
bool isBefore(const Value *v, const Value *x, int64_t step) {
  const auto a = constantOf(v), b = constantOf(x);
  if (a && b)
    return *a + step == *b;
  const Operation *op = x->def;
  if (!op || (op->kind != Op::Add && op->kind != Op::Sub) || op->operand(0) != v)
    return false;
  const auto by = constantOf(op->operand(1));
  return by && (op->kind == Op::Sub ? -*by : *by) == step;
}

std::optional<Invariant> boundOf(const Test &test, const Loop &loop) {
  return test.bound ? invariant(test.bound, loop) : Invariant{nullptr, {}, 0};
}

/// True where both tests compare with the same.
bool sameBound(const Test &before, const Test &after, const Invariant &bound, const Loop &loop) {
  auto first = boundOf(before, loop);
  if (!first || before.predicate != after.predicate)
    return false;
  if (first->value == bound.value && first->constant == bound.constant && first->extent == bound.extent)
    return true;
  if (!before.bound || !after.bound)
    return false;
  // An extent of something that the loop carries.
  const Operation *rows = before.bound->def;
  return ir::extentOf(before.bound) == ir::extentOf(after.bound) ||
         (bound.extent && rows && rows->kind == Op::Rows && ir::extent(rows->operand(0), 0) == *bound.extent);
}

std::optional<Count> countOf(const Loop &loop, const std::map<unsigned, int64_t> &steps) {
  if (loop.isFor())
    return std::nullopt;
  for (auto [k, step] : steps) {
    const Value *next = loop.next(k), *argument = loop.argument(k), *initial = loop.initial(k);
    auto after = testOf(loop.goOn(), [&](const Value *v) { return v == next; });
    const bool late = !after && std::abs(step) == 1;
    if (late)
      after = testOf(loop.goOn(), [&](const Value *v) { return v == argument; });
    auto bound = after ? boundOf(*after, loop) : std::nullopt;
    if (!bound)
      continue;
    const bool up = after->predicate == Predicate::Lt || after->predicate == Predicate::Le;
    const bool down = after->predicate == Predicate::Gt || after->predicate == Predicate::Ge;
    if (after->predicate == Predicate::Ne ? std::abs(step) != 1 : up ? step < 0 : !down || step > 0)
      continue;
    if (late && (after->predicate == Predicate::Le || after->predicate == Predicate::Ge))
      continue;
    const Count count{k, step, after->predicate, *bound, false, late};
    auto before = testOf(loop.go(), [&, step = step](const Value *v) {
      return late ? isBefore(v, initial, step) : isEqual(v, initial);
    });
    if (before && sameBound(*before, *after, *bound, loop))
      return count;
    const Operation *go = loop.go()->def;
    if (late || !go || go->kind != Op::Constant || *go->attrs.integer == 0)
      continue;
    Count once = count;
    once.once = after->predicate != Predicate::Ne; // which ends at the bound only
    return once;
  }
  return std::nullopt;
}

class Rewriter final : public Rewriting {
public:
  using Rewriting::Rewriting;

private:
  std::optional<std::vector<Value *>> rewritten(const Operation &op) override {
    if (!ir::isLoop(op.kind) || Loop(op).kept() != 0)
      return std::nullopt;
    const auto steps = inductions(Loop(op));
    if (steps.empty())
      return std::nullopt;
    loop(op, steps);
    return clone_.of(op.results);
  }

  Expr expr(Value *v) { return {&b_, v}; }
  Expr integer(int64_t n, const ir::Type &type) { return expr(b_.integer(n, type)); }
  Expr cast(Expr x, const ir::Type &type) {
    if (x.v->type == type)
      return x;
    if (auto c = constantOf(x.v))
      return integer(*c, type);
    return expr(b_.createTyped(Op::Cast, type, {x.v}));
  }
  static Expr smaller(Expr x, Expr y) { return binary(Op::Min, x, y); }
  static Expr larger(Expr x, Expr y) { return binary(Op::Max, x, y); }
  static Expr plus(Expr x, Expr y) {
    if (constantOf(x.v) == 0)
      return y;
    return constantOf(y.v) == 0 ? x : x + y;
  }
  static Expr minus(Expr x, Expr y) { return constantOf(y.v) == 0 ? x : x - y; }

  /// `first + n step`.
  Expr after(Expr first, int64_t step, Expr n) {
    const ir::Type type = first.v->type;
    n = cast(n, type);
    if (std::abs(step) != 1)
      n = integer(std::abs(step), type) * n;
    return step < 0 ? first - n : plus(first, n);
  }

  Expr bound(const Invariant &i, const ir::Type &type) {
    if (i.constant)
      return integer(*i.constant, type);
    if (i.value)
      return cast(expr(clone_.of(i.value)), type);
    Value *of = clone_.of(i.extent->value);
    return cast(expr(of->type.isList()        ? b_.create(Op::Rows, {of})
                     : i.extent->axis == 0 ? b_.rows(of)
                                           : b_.cols(of)),
                type);
  }

  void loop(const Operation &op, const std::map<unsigned, int64_t> &steps) {
    const Loop old(op);
    auto count = countOf(old, steps);
    ir::Function &f = b_.function();
    ir::Block &around = b_.block();
    const ir::Type index = ir::Type::index();

    // The bounds of a `for`: of the integer itself where it changes by one, of the iterations otherwise.
    Expr begin, end;
    bool itself = false, down = false;
    ir::Type type = index;
    if (count) {
      const Expr first = expr(clone_.of(old.initial(count->place)));
      type = first.v->type;
      Expr last = bound(count->bound, type);
      const Expr one = integer(1, type);
      itself = std::abs(count->step) == 1;
      down = count->step < 0;
      const bool inclusive = count->predicate == Predicate::Le || count->predicate == Predicate::Ge || count->late;
      if (itself) {
        begin = down ? (inclusive ? last : plus(last, one)) : first;
        end = down ? plus(first, one) : inclusive ? plus(last, one) : last;
        if (count->once)
          (down ? begin : end) = down ? smaller(begin, first) : larger(end, plus(first, one));
      } else {
        const int64_t size = std::abs(count->step);
        Expr span = down ? minus(cast(first, index), cast(last, index)) : minus(cast(last, index), cast(first, index));
        end = plus(span, integer(inclusive ? size : size - 1, index)) / integer(size, index);
        if (count->once)
          end = larger(end, integer(1, index));
        begin = integer(0, index);
        type = index;
        down = false;
      }
    } else if (old.isFor()) {
      begin = expr(clone_.of(old.begin()));
      end = expr(clone_.of(old.end()));
      type = old.counter()->type;
      down = old.downwards();
    }

    const bool isFor = begin.v != nullptr;
    std::vector<Value *> operands =
        isFor ? std::vector{begin.v, end.v} : std::vector{clone_.of(old.go())};
    std::vector<unsigned> carried;
    for (unsigned k = 0; k < old.carried(); ++k)
      if (!steps.count(k)) {
        carried.push_back(k);
        operands.push_back(clone_.of(old.initial(k)));
      }
    ir::Attributes attrs = op.attrs;
    if (isFor)
      attrs.integer = down ? -1 : 1;
    Operation *made = b_.createMany(isFor ? Op::For : Op::While, {}, std::move(operands), attrs);
    ir::Block &body = *f.addBlock(*made);
    Value *counter =
        f.addBlockArgument(body, isFor ? type : index, itself ? old.argument(count->place)->name : old.counter()->name);
    for (size_t i = 0; i < carried.size(); ++i)
      clone_.map[old.argument(carried[i])] = ir::addCarried(f, body, op, carried[i], made->operands[(isFor ? 2 : 1) + i]);
    b_.setBlock(body);
    // How many iterations there have been.
    Expr number = !isFor || (count && !itself) ? expr(counter)
                  : down                       ? minus(minus(end, integer(1, type)), expr(counter))
                                               : minus(expr(counter), begin);
    if (old.isFor() || (count && !itself) || !count)
      clone_.map[old.counter()] = counter;
    else
      clone_.map[old.counter()] = cast(number, index).v;
    for (auto [k, step] : steps) {
      Value *a = old.argument(k);
      if (itself && k == count->place) {
        clone_.map[a] = counter;
        continue;
      }
      Value *v = after(expr(clone_.of(old.initial(k))), step, number).v;
      if (v->def && v->def->block == &body && v->name.empty())
        v->name = a->name;
      clone_.map[a] = v;
    }
    block(old.body());
    if (!isFor)
      body.yields.push_back(clone_.of(old.goOn()));
    for (unsigned k : carried)
      body.yields.push_back(clone_.of(old.next(k)));
    b_.setBlock(around);

    Expr iterations;
    if (!isFor)
      iterations = expr(f.addResult(*made, index));
    for (unsigned k : carried) {
      Value *r = f.addResult(*made, old.result(k)->type);
      r->name = old.result(k)->name;
      clone_.map[old.result(k)] = r;
    }
    if (isFor)
      iterations = minus(larger(end, begin), begin);
    if (!old.isFor())
      clone_.map[old.count()] = cast(iterations, index).v;
    for (auto [k, step] : steps) {
      Value *r = after(expr(clone_.of(old.initial(k))), step, iterations).v;
      if (itself && k == count->place) // x + (max(end, x) - x)
        r = down ? (smaller(end, begin) - integer(1, type)).v : larger(end, begin).v;
      if (r->def && r->name.empty() && r->def->kind != Op::Constant)
        r->name = old.result(k)->name;
      clone_.map[old.result(k)] = r;
    }
  }
};

} // namespace

bool hasInductions(const ir::Function &f) {
  bool has = false;
  ir::forEachOperation(f.body, [&](const Operation &op) {
    has = has || (ir::isLoop(op.kind) && Loop(op).kept() == 0 && !inductions(Loop(op)).empty());
  });
  return has;
}

ir::Cloning withoutInductions(const ir::Function &source) { return Rewriter(source).run(); }

} // namespace gateaux::transform
