// SPDX-License-Identifier: Apache-2.0
#include "Checkpoints.h"

#include "../ir/Program.h"
#include "../ir/Regions.h"
#include "../ir/Shapes.h"
#include "Expr.h"
#include "Rewriting.h"

#include <stdexcept>

namespace gateaux::transform {

using ir::Loop;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

bool isMarked(const Operation &op) { return ir::isLoop(op.kind) && op.attrs.states.has_value(); }

/// A list that a loop changes is no state that could be kept beside it.
void check(const Loop &loop) {
  if (loop.kept() != 0)
    throw std::logic_error("a loop is marked after it has been differentiated");
  for (unsigned k = 0; k < loop.carried(); ++k)
    if (loop.argument(k)->type.isList())
      throw ir::Limitation(loop.op.loc, "'GATEAUX_CHECKPOINT' before a loop that changes a list",
                           "keep what an iteration hands on in variables of its own");
}

class Segments final : public Rewriting {
public:
  using Rewriting::Rewriting;

private:
  std::optional<std::vector<Value *>> rewritten(const Operation &op) override {
    if (!isMarked(op))
      return std::nullopt;
    check(Loop(op));
    return Loop(op).isFor() ? counted(op) : open(op);
  }

  Expr integer(int64_t n, const ir::Type &type = ir::Type::index()) { return {&b_, b_.integer(n, type)}; }
  static Expr smaller(Expr x, Expr y) { return binary(Op::Min, x, y); }
  static Expr larger(Expr x, Expr y) { return binary(Op::Max, x, y); }

  /// The number of iterations in a segment.
  Expr length(const Operation &op, Expr count) {
    const ir::Type type = count.v->type;
    if (const int64_t states = *op.attrs.states; states > 0)
      return larger((count + integer(states - 1, type)) / integer(states, type), integer(1, type));
    Expr root = unary(Op::Ceil, unary(Op::Sqrt, Expr{&b_, b_.cast(count.v, ir::ScalarKind::F64)}));
    return larger({&b_, b_.createTyped(Op::Cast, type, {root.v})}, integer(1, type));
  }

  /// A loop with the carried values of `op`; the values of these before it are `initial`.
  Operation *create(const Operation &op, Op kind, std::vector<Value *> operands,
                    const std::vector<Value *> &initial, int64_t step) {
    operands.insert(operands.end(), initial.begin(), initial.end());
    ir::Attributes attrs;
    if (kind == Op::For)
      attrs.integer = step;
    Operation *made = b_.createMany(kind, {}, std::move(operands), attrs);
    made->loc = op.loc;
    return made;
  }

  /// The arguments of a new body for the carried values of `loop`, which begin with `initial`.
  std::vector<Value *> carry(const Loop &loop, ir::Block &body, const std::vector<Value *> &initial) {
    std::vector<Value *> arguments;
    for (unsigned k = 0; k < loop.carried(); ++k)
      arguments.push_back(ir::addCarried(b_.function(), body, loop.op, k, initial[k]));
    return arguments;
  }

  void addResults(Operation &op, const Loop &loop) {
    for (unsigned k = 0; k < loop.carried(); ++k)
      b_.function().addResult(op, loop.result(k)->type)->name = loop.result(k)->name;
  }

  std::vector<Value *> counted(const Operation &op) {
    const Loop loop(op);
    ir::Block &around = b_.block();
    const ir::Type type = loop.counter()->type;
    std::vector<Value *> initial;
    for (unsigned k = 0; k < loop.carried(); ++k)
      initial.push_back(clone_.of(loop.initial(k)));
    const Expr begin{&b_, clone_.of(loop.begin())}, end{&b_, clone_.of(loop.end())};
    const Expr count = larger(end, begin) - begin; // of a type that may have no sign
    const Expr size = length(op, count);
    size.v->name = "length";
    const Expr segments = (count + size - integer(1, type)) / size;
    segments.v->name = "segments";
    Operation *outer = create(op, Op::For, {integer(0, type).v, segments.v}, initial, 1);
    ir::Block &segment = *b_.function().addBlock(*outer);
    const Expr number{&b_, b_.function().addBlockArgument(segment, type, "segment")};
    std::vector<Value *> states = carry(loop, segment, initial);
    b_.setBlock(segment);
    Expr from, to;
    if (loop.downwards()) {
      to = end - number * size;
      from = larger(to, begin + size) - size;
    } else {
      from = begin + number * size;
      to = smaller(from + size, end);
    }
    Operation *inner = create(op, Op::For, {from.v, to.v}, states, *op.attrs.integer);
    inner->attrs.again = true;
    ir::Block &body = *b_.function().addBlock(*inner);
    clone_.map[loop.counter()] = b_.function().addBlockArgument(body, type, loop.counter()->name);
    std::vector<Value *> arguments = carry(loop, body, states);
    for (unsigned k = 0; k < loop.carried(); ++k)
      clone_.map[loop.argument(k)] = arguments[k];
    b_.setBlock(body);
    block(loop.body());
    for (unsigned k = 0; k < loop.carried(); ++k)
      body.yields.push_back(clone_.of(loop.next(k)));
    addResults(*inner, loop);
    segment.yields = inner->results;
    addResults(*outer, loop);
    b_.setBlock(around);
    return outer->results;
  }

  std::vector<Value *> open(const Operation &op) {
    const Loop loop(op);
    if (*op.attrs.states > 0)
      throw ir::Limitation(op.loc, "a number of states for a loop whose number of iterations is not known beforehand",
                           "write 'GATEAUX_CHECKPOINT()', which keeps as many as the square root of the iterations");
    ir::Function &f = b_.function();
    ir::Block &around = b_.block();
    std::vector<Value *> initial;
    for (unsigned k = 0; k < loop.carried(); ++k)
      initial.push_back(clone_.of(loop.initial(k)));
    // Carries how many iterations there have been as well.
    std::vector<Value *> outerInitial{b_.integer(0)};
    outerInitial.insert(outerInitial.end(), initial.begin(), initial.end());
    Operation *outer = create(op, Op::While, {clone_.of(loop.go())}, outerInitial, 0);
    ir::Block &segment = *f.addBlock(*outer);
    const Expr number{&b_, f.addBlockArgument(segment, ir::Type::index(), "segment")};
    const Expr before{&b_, f.addBlockArgument(segment, ir::Type::index(), "")};
    std::vector<Value *> states = carry(loop, segment, initial);
    b_.setBlock(segment);
    // Carries whether to go on after the segment as well.
    std::vector<Value *> innerInitial{b_.boolean(true)};
    innerInitial.insert(innerInitial.end(), states.begin(), states.end());
    Operation *inner = create(op, Op::While, {b_.boolean(true)}, innerInitial, 0);
    inner->attrs.again = true;
    ir::Block &body = *f.addBlock(*inner);
    const Expr counter{&b_, f.addBlockArgument(body, ir::Type::index(), "")};
    f.addBlockArgument(body, ir::Type::boolean(), "");
    std::vector<Value *> arguments = carry(loop, body, states);
    for (unsigned k = 0; k < loop.carried(); ++k)
      clone_.map[loop.argument(k)] = arguments[k];
    b_.setBlock(body);
    clone_.map[loop.counter()] = (before + counter).v;
    block(loop.body());
    Value *goOn = clone_.of(loop.goOn());
    ir::Attributes less;
    less.predicate = ir::Predicate::Lt;
    Value *more = b_.create(Op::Compare, {counter.v, number.v}, less);
    body.yields = {b_.create(Op::And, {goOn, more}), goOn};
    for (unsigned k = 0; k < loop.carried(); ++k)
      body.yields.push_back(clone_.of(loop.next(k)));
    f.addResult(*inner, ir::Type::index());
    f.addResult(*inner, ir::Type::boolean());
    addResults(*inner, loop);
    b_.setBlock(segment);
    segment.yields = {inner->results[1], (before + Expr{&b_, inner->results[0]}).v};
    segment.yields.insert(segment.yields.end(), inner->results.begin() + 2, inner->results.end());
    f.addResult(*outer, ir::Type::index());
    f.addResult(*outer, ir::Type::index());
    addResults(*outer, loop);
    b_.setBlock(around);
    return {outer->results.begin() + 1, outer->results.end()};
  }
};

} // namespace

bool hasCheckpoints(const ir::Function &f) {
  bool has = false;
  ir::forEachOperation(f.body, [&](const Operation &op) { has = has || isMarked(op); });
  return has;
}

ir::Cloning withSegments(const ir::Function &source) { return Segments(source).run(); }

} // namespace gateaux::transform
