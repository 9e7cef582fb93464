// SPDX-License-Identifier: Apache-2.0
#include "Calls.h"

#include "../ir/Clone.h"
#include "../ir/Regions.h"
#include "Rewriting.h"
#include "Tangents.h"
#include "Transpose.h"

#include <unordered_map>

namespace gateaux::transform {

using ir::Op;
using ir::Value;

std::vector<Value *> inlineBody(ir::Builder &b, const ir::Function &callee,
                                const std::vector<Value *> &arguments) {
  ir::ValueMap map;
  for (size_t i = 0; i < arguments.size(); ++i)
    map[callee.arguments()[i]] = arguments[i];
  for (const auto &op : callee.body.operations) {
    ir::Operation *copy = ir::cloneDeep(b, *op, map);
    copy->stage = b.stage();
    for (const auto &block : copy->blocks)
      ir::forEachOperation(*block, [&](ir::Operation &inner) { inner.stage = b.stage(); });
    if (copy->loc.file.empty()) // it stands nowhere but in the call
      copy->loc = b.location();
  }
  std::vector<Value *> results;
  for (const ir::Output &output : callee.outputs)
    results.push_back(map.at(output.value));
  return results;
}

/// Transposes the linear map that `apply` computes from the values it is given: `like` are values
/// in the shapes of its arguments, `seeds` the adjoints of its results. `apply` need not be made
/// of linear operations; its tangent is.
template <class Apply>
static std::vector<Value *> transposeOf(ir::Builder &b, const std::vector<Value *> &like,
                                        const std::vector<Value *> &seeds, Apply apply) {
  size_t first = b.block().operations.size();
  std::vector<Value *> point, direction;
  Tangents tangents(b);
  for (Value *v : like) {
    point.push_back(b.zeroLike(v));
    direction.push_back(b.zeroLike(v));
    tangents.set(point.back(), direction.back());
  }
  std::vector<Value *> results = apply(point);
  tangents.visit(first, b.block().operations.size());
  std::unordered_set<Value *> linear;
  auto operations = linearOperations(b.block(), first, direction, linear);
  Transposer transposer(b);
  for (size_t i = 0; i < results.size(); ++i)
    if (Value *t = tangents.of(results[i]); t && seeds[i])
      transposer.add(t, seeds[i]);
  transposer.run(operations, linear);
  std::vector<Value *> adjoints;
  for (Value *v : direction)
    adjoints.push_back(transposer.adjoint(v));
  return adjoints;
}

static std::vector<Value *> tail(std::vector<Value *> v, size_t count) {
  return {v.end() - static_cast<std::ptrdiff_t>(count), v.end()};
}

static std::vector<Value *> concatenate(std::vector<Value *> a, const std::vector<Value *> &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

static std::vector<Value *> applyTangent(ir::Builder &b, const ir::Function &callee,
                                         const std::vector<Value *> &arguments,
                                         const std::vector<Value *> &tangents) {
  return tail(inlineBody(b, *callee.provided.tangent, concatenate(arguments, tangents)),
              callee.outputs.size());
}

static std::vector<Value *> applyAdjoint(ir::Builder &b, const ir::Function &callee,
                                         const std::vector<Value *> &arguments,
                                         const std::vector<Value *> &adjoints) {
  std::vector<Value *> all = concatenate(arguments, adjoints);
  for (unsigned i : callee.provided.wrt)
    all.push_back(b.zeroLike(arguments[i]));
  return tail(inlineBody(b, *callee.provided.adjoint, all), callee.provided.wrt.size());
}

std::vector<Value *> expandTangent(ir::Builder &b, const ir::Function &callee,
                                   const std::vector<Value *> &arguments,
                                   const std::vector<Value *> &tangents) {
  if (callee.provided.tangent)
    return applyTangent(b, callee, arguments, tangents);
  std::vector<Value *> results = inlineBody(b, callee, arguments);
  std::vector<Value *> transposed =
      transposeOf(b, results, tangents, [&](const std::vector<Value *> &adjoints) {
        return applyAdjoint(b, callee, arguments, adjoints);
      });
  for (size_t i = 0; i < transposed.size(); ++i)
    if (!transposed[i])
      transposed[i] = b.zeroLike(results[i]);
  return transposed;
}

std::vector<Value *> expandAdjoint(ir::Builder &b, const ir::Function &callee,
                                   const std::vector<Value *> &arguments,
                                   std::vector<Value *> adjoints, const std::vector<Value *> &like) {
  if (callee.provided.adjoint) {
    for (size_t i = 0; i < adjoints.size(); ++i)
      if (!adjoints[i] && like[i]->type.isReal())
        adjoints[i] = b.zeroLike(like[i]);
    return applyAdjoint(b, callee, arguments, adjoints);
  }
  std::vector<Value *> points;
  for (unsigned i : callee.provided.wrt)
    points.push_back(arguments[i]);
  return transposeOf(b, points, adjoints, [&](const std::vector<Value *> &tangents) {
    return applyTangent(b, callee, arguments, tangents);
  });
}

namespace {

/// Copies a function with the calls expanded.
class Expansion final : public Rewriting {
public:
  using Rewriting::Rewriting;

private:
  std::optional<std::vector<Value *>> rewritten(const ir::Operation &op) override {
    if (op.kind != Op::Call && op.kind != Op::CallTangent)
      return std::nullopt;
    const std::vector<Value *> operands = clone_.of(op.operands);
    const ir::Function &callee = *op.attrs.callee;
    if (op.kind == Op::Call)
      return inlineBody(b_, callee, operands);
    auto tangents = operands.begin() + static_cast<std::ptrdiff_t>(callee.arguments().size());
    auto end = tangents + static_cast<std::ptrdiff_t>(callee.provided.wrt.size());
    return expandTangent(b_, callee, {operands.begin(), tangents}, {tangents, end});
  }
};

} // namespace

std::unique_ptr<ir::Function> expandCalls(const ir::Function &source) {
  auto expanded = Expansion(source).run().function;
  bool more = false;
  ir::forEachOperation(expanded->body, [&](const ir::Operation &op) {
    more = more || op.kind == Op::Call || op.kind == Op::CallTangent;
  });
  return more ? expandCalls(*expanded) : std::move(expanded);
}

} // namespace gateaux::transform
