// SPDX-License-Identifier: Apache-2.0
//
// Products with sparse matrices. A sparse matrix is its pattern and the vector of its nonzeros; the two are one again
// where the nonzeros are those of a parameter.
#include "Expressions.h"
#include "Plan.h"

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

std::string sparseBehind(const std::string &nonzeros) {
  return nonzeros.substr(0, nonzeros.size() - std::string(ir::kNonzeros).size());
}

Text Expressions::sparse(const Operation &op) const {
  const std::string pattern = value(op.operand(0)).s;
  const Value *v = op.operand(1);
  if (op.kind == Op::SparseOuter)
    return {"gateaux::sparse_outer(" + pattern + ", " + value(v, World::Matrix).s + ", " +
                value(op.operand(2), World::Matrix).s + ")",
            kPrimary, World::Matrix};
  const Storage *s = plan_.storageOf(v);
  const bool given = v->isArgument() && s && s->leaf && s->leaf->held == ir::Holding::Sparse && !s->writable;
  return {(given ? sparseBehind(s->access) : "gateaux::with_nonzeros(" + pattern + ", " + value(v, World::Matrix).s + ")") +
              (op.kind == Op::SparseTransposedProduct ? ".transpose() * " : " * ") +
              at(op.operand(2), kUnary, World::Matrix),
          kMultiplicative, World::Matrix};
}

} // namespace gateaux::emit
