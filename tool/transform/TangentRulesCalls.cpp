// SPDX-License-Identifier: Apache-2.0
//
// The tangents of calls: of functions whose derivatives are functions too.
#include "TangentRules.h"

#include <algorithm>

namespace gateaux::transform {

using ir::Op;
using ir::Value;

std::vector<Value *> callTangent(ir::Builder &builder, const ir::Operation &op,
                                 const std::vector<Value *> &tangents) {
  // Arguments, then the tangents of those with respect to which a derivative is provided. A
  // parameter outside that list counts as constant.
  const ir::Function &callee = *op.attrs.callee;
  std::vector<Value *> operands = op.operands;
  bool active = false;
  for (unsigned i : callee.provided.wrt) {
    active = active || tangents[i];
    operands.push_back(tangents[i] ? tangents[i] : builder.zeroLike(op.operands[i]));
  }
  std::vector<ir::Type> types;
  for (Value *r : op.results)
    types.push_back(r->type);
  operands.insert(operands.end(), op.results.begin(), op.results.end());
  if (!active)
    return std::vector<Value *>(op.results.size(), nullptr);
  auto results = builder.createMany(Op::CallTangent, types, operands, op.attrs)->results;
  for (size_t i = 0; i < results.size(); ++i)
    if (!op.results[i]->type.isReal())
      results[i] = nullptr;
  return results;
}

/// What a call writes, by the places of what it writes.
static Value *written(ir::Builder &builder, const ir::Type &type, Value *invoked, Value *like, size_t place) {
  ir::Attributes a;
  a.integer = static_cast<int64_t>(place);
  return builder.createTyped(Op::Written, type, {invoked, like}, a);
}

Value *invokeTangent(ir::Builder &builder, const ir::Operation &op, const std::vector<Value *> &tangents) {
  const ir::Function &callee = *op.attrs.callee;
  std::vector<Value *> operands = op.operands, likes;
  bool active = false;
  for (unsigned i : callee.provided.wrt) {
    active = active || tangents[i];
    operands.push_back(tangents[i] ? tangents[i] : builder.zeroLike(op.operands[i]));
  }
  if (!active)
    return nullptr;
  // Its last derivative is that by the adjoint of the result, which nothing is written for.
  for (size_t i = 0; i + 1 < callee.provided.wrt.size(); ++i)
    likes.push_back(op.operands[callee.provided.wrt[i]]);
  ir::Attributes a = op.attrs;
  a.callee = callee.provided.tangent.get();
  Value *invoked = builder.createTyped(Op::Invoke, op.result()->type, operands, a);
  for (size_t i = 0; i < 2 * likes.size(); ++i)
    written(builder, callee.arguments()[callee.provided.wrt[i % likes.size()]]->type, invoked, likes[i % likes.size()], i);
  return invoked;
}

Value *writtenTangent(ir::Builder &, const ir::Operation &op, Value *invoked) {
  // Behind the adjoints stand their tangents.
  const size_t count = invoked->def->attrs.callee->provided.wrt.size();
  const auto place = *op.attrs.integer + static_cast<int64_t>(count);
  const auto &operations = invoked->def->block->operations;
  auto it = std::find_if(operations.rbegin(), operations.rend(), [&](const auto &o) {
    return o->kind == Op::Written && o->operand(0) == invoked && o->attrs.integer == place;
  });
  if (it == operations.rend())
    throw std::logic_error("a call does not write the tangent of what it writes");
  return (*it)->result();
}

} // namespace gateaux::transform
