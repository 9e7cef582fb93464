// SPDX-License-Identifier: Apache-2.0
//
// Which examples are for training, validation and test, and in which order they come.
#ifndef GATEAUX_DATA_SPLIT_HPP
#define GATEAUX_DATA_SPLIT_HPP

#include <Eigen/Core>
#include <cstdint>
#include <random>
#include <vector>

namespace gateaux {

/// Indices of examples.
using Indices = std::vector<Eigen::Index>;

/// 0, 1, ..., count - 1 in random order. The same generator gives the same order on every platform.
Indices shuffled(Eigen::Index count, std::mt19937_64 &generator);

struct Split {
  Indices training;
  Indices validation;
  Indices test;
};

/// Divides `count` examples at random: the given parts, rounded down, are for validation and test,
/// the others for training. Throws std::invalid_argument where a part is negative or both are more
/// than the whole.
Split split(Eigen::Index count, double validation_part, double test_part, std::uint64_t seed);

/// Passes over all examples in minibatches, in another random order each time.
///
///     gateaux::Minibatches batches(X.cols(), 32, seed);
///     gateaux::Indices batch;
///     while (batches.next(batch)) { ... X(Eigen::all, batch) ... }   // one epoch
class Minibatches {
public:
  /// Throws std::invalid_argument where `size` is not positive.
  Minibatches(Eigen::Index count, Eigen::Index size, std::uint64_t seed);
  /// The same, over a subset of the examples.
  Minibatches(Indices examples, Eigen::Index size, std::uint64_t seed);

  /// Sets `batch` to the next minibatch; the last of an epoch may be smaller. At the end of the
  /// epoch returns false and leaves `batch` alone, and the next call begins a new epoch.
  bool next(Indices &batch);
  Eigen::Index per_epoch() const; ///< The number of minibatches in an epoch.

private:
  Indices examples_;
  Indices order_;
  Eigen::Index size_;
  std::size_t position_ = 0;
  std::mt19937_64 generator_;
};

} // namespace gateaux

#endif // GATEAUX_DATA_SPLIT_HPP
