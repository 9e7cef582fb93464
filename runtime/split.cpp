// SPDX-License-Identifier: Apache-2.0
#include "gateaux/data/split.hpp"

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace gateaux {
namespace {

/// A number from 0 to below - 1, each equally likely: what remains of 2^64 after division is drawn
/// again.
std::uint64_t draw(std::uint64_t below, std::mt19937_64 &generator) {
  const std::uint64_t rest = (std::numeric_limits<std::uint64_t>::max() % below + 1) % below;
  std::uint64_t value = 0;
  do {
    value = generator();
  } while (value > std::numeric_limits<std::uint64_t>::max() - rest);
  return value % below;
}

/// Fisher and Yates. The standard library's shuffle differs from one library to the other.
void shuffle(Indices &order, std::mt19937_64 &generator) {
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(draw(i, generator))]);
}

Indices count_up(Eigen::Index count) {
  Indices order(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = static_cast<Eigen::Index>(i);
  return order;
}

} // namespace

Indices shuffled(Eigen::Index count, std::mt19937_64 &generator) {
  Indices order = count_up(count);
  shuffle(order, generator);
  return order;
}

Split split(Eigen::Index count, double validation_part, double test_part, std::uint64_t seed) {
  if (!(validation_part >= 0.0) || !(test_part >= 0.0) || !(validation_part + test_part <= 1.0)) {
    throw std::invalid_argument("split: the parts " + std::to_string(validation_part) + " and " +
                                std::to_string(test_part) + " are not parts of one whole");
  }
  std::mt19937_64 generator(seed);
  const Indices order = shuffled(count, generator);
  const auto validation = static_cast<std::ptrdiff_t>(validation_part * double(count));
  const auto test = static_cast<std::ptrdiff_t>(test_part * double(count));
  Split result;
  result.validation.assign(order.begin(), order.begin() + validation);
  result.test.assign(order.begin() + validation, order.begin() + validation + test);
  result.training.assign(order.begin() + validation + test, order.end());
  return result;
}

Minibatches::Minibatches(Eigen::Index count, Eigen::Index size, std::uint64_t seed)
    : Minibatches(count_up(count), size, seed) {}

Minibatches::Minibatches(Indices examples, Eigen::Index size, std::uint64_t seed)
    : examples_(std::move(examples)), size_(size), generator_(seed) {
  if (size <= 0)
    throw std::invalid_argument("minibatches: the size " + std::to_string(size) +
                                " is not positive");
}

bool Minibatches::next(Indices &batch) {
  if (position_ == 0) {
    order_ = examples_;
    shuffle(order_, generator_);
  }
  if (position_ >= order_.size()) {
    position_ = 0;
    return false;
  }
  const std::size_t end = std::min(order_.size(), position_ + static_cast<std::size_t>(size_));
  batch.assign(order_.begin() + static_cast<std::ptrdiff_t>(position_),
               order_.begin() + static_cast<std::ptrdiff_t>(end));
  position_ = end;
  return true;
}

Eigen::Index Minibatches::per_epoch() const {
  return (static_cast<Eigen::Index>(examples_.size()) + size_ - 1) / size_;
}

} // namespace gateaux
