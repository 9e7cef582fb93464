// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../ir/Builder.h"

namespace gateaux::transform {

/// An operation that is about to be created.
struct Candidate {
  ir::Op kind;
  std::vector<ir::Value *> operands;
  ir::Attributes attrs;
  ir::Type type; ///< of its single result
};

/// Creates operations in simplified form; the other side of the folds' recursion.
class Creator {
public:
  virtual ir::Value *make(Candidate candidate) = 0;
  virtual ir::Builder &builder() = 0;
  /// True where something reads `v` itself, whatever is made of its transpose.
  virtual bool isRead(const ir::Value *v) const = 0;
  /// The value of an operation without attributes that is there already; null where it is not.
  virtual ir::Value *known(ir::Op kind, std::vector<ir::Value *> operands) const = 0;
  ir::Value *make(ir::Op kind, std::vector<ir::Value *> operands, ir::Attributes attrs = {});
  ir::Value *reduce(ir::Op kind, ir::Value *x, ir::Axis axis);
  ir::Value *number(double c, const ir::Type &like);

protected:
  ~Creator() = default;
};

/// The value that `c` equals by one of the identities, made of simpler operations; null where
/// none applies.
ir::Value *fold(Creator &creator, const Candidate &c);
/// The value of an operation on constants; null where an operand is none.
ir::Value *foldConstants(Creator &creator, const Candidate &c);

/// True where a matrix is symmetric by its definition.
bool isSymmetric(const ir::Value *v);

// FoldLinear.cpp

/// A scalar repeated to a dense shape; null for anything else.
const ir::Operation *scalarBroadcast(const ir::Value *v);
ir::Value *foldMatmul(Creator &creator, const Candidate &c);
ir::Value *foldLinearAlgebra(Creator &creator, const Candidate &c);
/// The transpose of the triangle `op`.
ir::Value *foldTransposedTriangle(Creator &creator, const ir::Operation &op, const Candidate &c);
/// A diagonal matrix that is not square.
ir::Value *foldDiag(Creator &creator, const Candidate &c);
ir::Value *foldDiagonal(Creator &creator, const Candidate &c);
/// What the sum of `logarithms` is, where it is the logarithm of a determinant; else null.
ir::Value *foldLogDet(Creator &creator, const ir::Value *logarithms);

} // namespace gateaux::transform
