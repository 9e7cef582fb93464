// SPDX-License-Identifier: Apache-2.0
#include "Rewriting.h"

namespace gateaux::transform {

Rewriting::Rewriting(const ir::Function &source)
    : source_(source), clone_(ir::cloneInterface(source)), b_(*clone_.function) {}

ir::Cloning Rewriting::run() {
  block(source_.body);
  clone_.setOutputs(source_);
  return std::move(clone_);
}

void Rewriting::block(const ir::Block &source) {
  for (const auto &op : source.operations) {
    b_.setLocation(op->loc);
    b_.setStage(op->stage);
    if (auto results = rewritten(*op))
      clone_.set(*op, *results);
    else if (op->blocks.empty())
      clone_.set(*op, b_.clone(*op, clone_.of(op->operands))->results);
    else
      clone_.set(*op, ir::cloneStructured(b_, *op, clone_.of(op->operands), clone_.map,
                                          [&](const ir::Block &inner) { block(inner); })
                          ->results);
  }
}

} // namespace gateaux::transform
