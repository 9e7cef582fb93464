// SPDX-License-Identifier: Apache-2.0
#include "Tangents.h"

#include "TangentRules.h"

namespace gateaux::transform {

using ir::Value;

void Tangents::set(Value *v, Value *tangent) {
  if (tangent)
    tangent_[v] = tangent;
}

Value *Tangents::of(Value *v) const {
  auto it = tangent_.find(v);
  return it == tangent_.end() ? nullptr : it->second;
}

Value *Tangents::orZero(Value *v) {
  Value *t = of(v);
  return t ? t : b_.zeroLike(v);
}

void Tangents::visit(const ir::Operation &op) {
  std::vector<Value *> tangents;
  bool active = false;
  for (Value *v : op.operands) {
    tangents.push_back(of(v));
    active = active || tangents.back();
  }
  if (!active)
    return;
  b_.setLocation(op.loc);
  // The tangent of a reverse sweep is part of the reverse sweep.
  b_.setStage(op.stage == ir::Stage::Adjoint ? ir::Stage::Adjoint : ir::Stage::Tangent);
  std::vector<Value *> results = tangentRule(b_, op, tangents);
  for (size_t i = 0; i < results.size(); ++i) {
    Value *t = results[i];
    if (!t)
      continue;
    set(op.results[i], t);
    if (t->name.empty() && !op.results[i]->name.empty())
      t->name = op.results[i]->name + "_dot";
  }
}

void Tangents::visit(size_t first, size_t last) {
  for (size_t i = first; i < last; ++i)
    visit(*b_.block().operations[i]);
}

} // namespace gateaux::transform
