// SPDX-License-Identifier: Apache-2.0
//
// Transposition of linear code: from u = L v to v_bar += Lᵀ u_bar.
#pragma once

#include "../ir/Clone.h"

#include <unordered_map>
#include <unordered_set>

namespace gateaux::transform {

/// Holds the adjoints of values while linear operations are transposed in reverse order.
class Transposer {
public:
  explicit Transposer(ir::Builder &builder) : b_(builder) {}

  /// Adds `contribution` to the adjoint of `v`. The first one is taken as it is.
  void add(ir::Value *v, ir::Value *contribution);
  /// The adjoint of `v`, null where nothing has been added.
  ir::Value *adjoint(ir::Value *v) const;

  /// Transposes `operations` (in the order in which they run), which are linear in the values of
  /// `linear`; their own results are members of it too. New operations go to the builder's block.
  void run(const std::vector<ir::Operation *> &operations,
           const std::unordered_set<ir::Value *> &linear);

private:
  void transpose(const ir::Operation &op, const std::unordered_set<ir::Value *> &linear);
  void transposeIf(const ir::Operation &op, const std::unordered_set<ir::Value *> &linear);
  void transposeFor(const ir::Operation &op, const std::unordered_set<ir::Value *> &linear);
  /// Copies what a block computes that is not linear, then transposes what is. Returns what stands
  /// for the values of the block in the copy.
  void transposeBlock(const ir::Block &block, const std::unordered_set<ir::Value *> &linear,
                      ir::ValueMap &map, Transposer &inner);
  void transposeCall(const ir::Operation &op, const std::vector<ir::Value *> &resultAdjoints);

  ir::Builder &b_;
  std::unordered_map<ir::Value *, ir::Value *> adjoint_;
};

/// The operations of a block from `first` on that depend linearly on `seeds`, in order; `linear`
/// receives the seeds and the results.
std::vector<ir::Operation *> linearOperations(const ir::Block &block, size_t first,
                                              const std::vector<ir::Value *> &seeds,
                                              std::unordered_set<ir::Value *> &linear);

} // namespace gateaux::transform
