// SPDX-License-Identifier: Apache-2.0
//
// Transposition of loops and conditions. A linear loop runs backwards with the adjoints of what it
// carries; what it reads from outside receives the sum over the iterations.
#include "../ir/Program.h"
#include "../ir/Regions.h"
#include "../ir/Shapes.h"
#include "Tidy.h"
#include "Transpose.h"

#include <algorithm>
#include <stdexcept>

namespace gateaux::transform {

using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

using Linear = std::unordered_set<Value *>;

std::vector<Value *> linearCaptured(const Operation &op, const Linear &linear) {
  std::vector<Value *> values;
  for (Value *v : ir::captured(op))
    if (linear.count(v))
      values.push_back(v);
  return values;
}

std::string adjointName(const std::string &tangent) {
  return tangent.ends_with("_dot") ? tangent.substr(0, tangent.size() - 4) + "_bar" : std::string();
}

} // namespace

void Transposer::transposeBlock(const ir::Block &block, const Linear &linear, ir::ValueMap &map,
                                Transposer &inner) {
  std::vector<Operation *> operations;
  for (const auto &op : block.operations) {
    bool isLinear = std::any_of(op->results.begin(), op->results.end(),
                                [&](Value *r) { return linear.count(r) != 0; });
    if (isLinear)
      operations.push_back(op.get());
    else if ((op->kind == Op::Rows || op->kind == Op::Cols) && linear.count(op->operand(0)))
      map[op->result()] =
          op->kind == Op::Rows ? b_.rows(op->operand(0)) : b_.cols(op->operand(0));
    else
      ir::cloneDeep(b_, *op, map);
  }
  inner.run(operations, linear);
}

void Transposer::transposeIf(const Operation &op, const Linear &linear) {
  std::vector<size_t> results;
  for (size_t i = 0; i < op.results.size(); ++i)
    if (linear.count(op.results[i]) && adjoint(op.results[i])) {
      if (op.results[i]->type.isSequence())
        throw ir::Limitation(op.loc, "differentiating a reverse sweep in reverse mode through this condition");
      results.push_back(i);
    }
  if (results.empty())
    return;
  ir::Function &f = b_.function();
  ir::Block &outer = b_.block();
  std::vector<Value *> targets = linearCaptured(op, linear);
  Operation *transposed = b_.createMany(Op::If, {}, {op.operand(0)});
  std::vector<Transposer> arms;
  std::vector<ir::ValueMap> maps(2);
  for (size_t arm = 0; arm < 2; ++arm) {
    const ir::Block &block = *op.blocks[arm];
    b_.setBlock(*f.addBlock(*transposed));
    Transposer &inner = arms.emplace_back(b_);
    for (Value *v : targets)
      if (Value *before = adjoint(v))
        inner.adjoint_[v] = before;
    for (size_t i : results)
      if (linear.count(block.yields[i]))
        inner.add(block.yields[i], adjoint(op.results[i]));
    transposeBlock(block, linear, maps[arm], inner);
  }
  for (Value *v : targets) {
    Value *before = adjoint(v);
    if (arms[0].adjoint(v) == before && arms[1].adjoint(v) == before)
      continue;
    for (size_t arm = 0; arm < 2; ++arm) {
      b_.setBlock(*transposed->blocks[arm]);
      Value *after = arms[arm].adjoint(v);
      transposed->blocks[arm]->yields.push_back(after ? after : b_.zeroLike(v));
    }
    ir::Type type = v->type;
    type.array = false;
    Value *result = f.addResult(*transposed, type);
    result->name = adjointName(v->name);
    adjoint_[v] = result;
  }
  for (size_t arm = 0; arm < 2; ++arm)
    replaceUses(*transposed->blocks[arm], maps[arm]);
  b_.setBlock(outer);
  if (transposed->results.empty())
    outer.operations.pop_back();
}

void Transposer::transposeFor(const Operation &op, const Linear &linear) {
  const ir::Loop loop(op);
  std::vector<unsigned> carried;
  bool any = false;
  for (unsigned k = 0; k < loop.carried(); ++k)
    if (linear.count(loop.argument(k))) {
      carried.push_back(k);
      any = any || adjoint(loop.result(k));
    }
  for (unsigned j = 0; j < loop.kept(); ++j)
    if (adjoint(loop.sequence(j)))
      throw ir::Limitation(op.loc, "differentiating a reverse sweep in reverse mode through this loop");
  if (!any)
    return;
  ir::Function &f = b_.function();
  ir::Block &outer = b_.block();
  std::vector<Value *> targets = linearCaptured(op, linear);
  std::vector<Value *> operands{loop.begin(), loop.end()};
  for (unsigned k : carried) {
    Value *bar = adjoint(loop.result(k));
    operands.push_back(bar ? bar : b_.zeroLike(loop.result(k)));
  }
  // The sums begin at zero, so that the loop needs nothing of what comes before it in the reverse
  // sweep and may run together with the loop that it belongs to.
  for (Value *v : targets)
    operands.push_back(b_.zeroLike(v));
  ir::Attributes attrs;
  attrs.integer = loop.downwards() ? 1 : -1;
  Operation *transposed = b_.createMany(Op::For, {}, operands, attrs);
  ir::Block &body = *f.addBlock(*transposed);
  ir::ValueMap map;
  map[loop.counter()] = f.addBlockArgument(body, loop.counter()->type, loop.counter()->name);
  Transposer inner(b_);
  auto argument = [&](Value *like, Value *initial, bool constant, std::string name) {
    ir::Type type = like->type;
    type.array = false;
    Value *a = f.addBlockArgument(body, type, std::move(name));
    if (type.dense && !type.isList())
      a->shapeLike = constant ? initial : like->shapeLike;
    return a;
  };
  b_.setBlock(body);
  std::vector<Value *> bars;
  for (size_t i = 0; i < carried.size(); ++i) {
    Value *tangent = loop.argument(carried[i]), *initial = loop.initial(carried[i]);
    bool constant = tangent->shapeLike == initial ||
                    (ir::extent(tangent, 0) == ir::extent(initial, 0) &&
                     ir::extent(tangent, 1) == ir::extent(initial, 1));
    bars.push_back(argument(tangent, operands[2 + i], constant, adjointName(tangent->name)));
  }
  for (size_t i = 0; i < targets.size(); ++i)
    inner.adjoint_[targets[i]] = argument(targets[i], operands[2 + carried.size() + i], true,
                                          adjointName(targets[i]->name));
  // What the next iteration begins with may be a value from outside.
  for (size_t i = 0; i < carried.size(); ++i)
    if (Value *next = loop.next(carried[i]); linear.count(next))
      inner.add(next, bars[i]);
  transposeBlock(loop.body(), linear, map, inner);
  for (unsigned k : carried) {
    Value *bar = inner.adjoint(loop.argument(k));
    body.yields.push_back(bar ? bar : b_.zeroLike(loop.argument(k)));
  }
  for (Value *v : targets)
    body.yields.push_back(inner.adjoint(v));
  for (Value *a : body.arguments)
    if (auto it = map.find(a->shapeLike); it != map.end())
      a->shapeLike = it->second;
  // What stands for values of the transposed loop takes their places.
  replaceUses(body, map);
  b_.setBlock(outer);
  for (size_t i = 0; i < carried.size() + targets.size(); ++i) {
    Value *r = f.addResult(*transposed, body.arguments[1 + i]->type);
    r->name = body.arguments[1 + i]->name;
  }
  for (size_t i = 0; i < targets.size(); ++i)
    add(targets[i], transposed->results[carried.size() + i]);
  for (size_t i = 0; i < carried.size(); ++i)
    if (linear.count(loop.initial(carried[i])))
      add(loop.initial(carried[i]), transposed->results[i]);
}

} // namespace gateaux::transform
