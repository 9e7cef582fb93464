// SPDX-License-Identifier: Apache-2.0
#include "Calls.h"

#include "../ir/Clone.h"
#include "Tangents.h"
#include "Transpose.h"

#include <unordered_map>

namespace gateaux::transform {

using ir::Op;
using ir::Value;

std::vector<Value *> inlineBody(ir::Builder &b, const ir::Function &callee,
                                const std::vector<Value *> &arguments) {
  std::unordered_map<const Value *, Value *> map;
  for (size_t i = 0; i < arguments.size(); ++i)
    map[callee.arguments()[i]] = arguments[i];
  for (const auto &op : callee.body.operations) {
    std::vector<Value *> operands;
    for (Value *v : op->operands)
      operands.push_back(map.at(v));
    ir::Operation *copy = b.clone(*op, operands);
    copy->stage = b.stage();
    if (copy->loc.file.empty()) // it stands nowhere but in the call
      copy->loc = b.location();
    for (size_t i = 0; i < op->results.size(); ++i)
      map[op->results[i]] = copy->results[i];
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

std::unique_ptr<ir::Function> expandCalls(const ir::Function &source) {
  ir::Cloning clone = ir::cloneInterface(source);
  ir::Builder b(*clone.function);
  for (const auto &op : source.body.operations) {
    std::vector<Value *> operands = clone.of(op->operands);
    b.setLocation(op->loc);
    b.setStage(op->stage);
    if (op->kind == Op::Call) {
      clone.set(*op, inlineBody(b, *op->attrs.callee, operands));
    } else if (op->kind == Op::CallTangent) {
      const ir::Function &callee = *op->attrs.callee;
      auto tangents = operands.begin() + static_cast<std::ptrdiff_t>(callee.arguments().size());
      auto end = tangents + static_cast<std::ptrdiff_t>(callee.provided.wrt.size());
      clone.set(*op, expandTangent(b, callee, {operands.begin(), tangents}, {tangents, end}));
    } else {
      clone.set(*op, b.clone(*op, operands)->results);
    }
  }
  clone.setOutputs(source);
  for (const auto &op : clone.function->body.operations)
    if (op->kind == Op::Call || op->kind == Op::CallTangent)
      return expandCalls(*clone.function);
  return std::move(clone.function);
}

} // namespace gateaux::transform
