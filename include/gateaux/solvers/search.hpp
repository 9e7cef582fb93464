// SPDX-License-Identifier: Apache-2.0
//
// Search for hyper-parameters by the error on validation data.
#ifndef GATEAUX_SOLVERS_SEARCH_HPP
#define GATEAUX_SOLVERS_SEARCH_HPP

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace gateaux {

/// The values of one hyper-parameter that a grid search tries.
struct SearchAxis {
  std::string name;
  std::vector<double> values;
};

/// From where a random search draws one hyper-parameter: uniformly between both ends, or uniformly
/// in its logarithm.
struct SearchRange {
  std::string name;
  double low = 0.0;
  double high = 1.0;
  bool logarithmic = false;
};

struct SearchTrial {
  std::vector<double> values; ///< In the order of the axes or ranges.
  double error = 0.0;         ///< What the evaluation returned.
};

struct SearchResult {
  std::vector<std::string> names;
  std::vector<SearchTrial> trials; ///< In the order in which they were made.
  std::size_t best = 0;            ///< The trial of least error; the first of equal ones.

  const SearchTrial &best_trial() const { return trials.at(best); }
  /// All trials as lines of text, the best one first.
  std::string table() const;
};

/// Trains a model with the given hyper-parameters and returns its validation error; an error that is
/// not a number counts as infinite.
using Evaluation = std::function<double(const std::vector<double> &)>;

/// Tries all combinations of the axes' values, the last axis changing fastest. Throws
/// std::invalid_argument where an axis has no values, naming it.
SearchResult grid_search(const std::vector<SearchAxis> &axes, const Evaluation &evaluate);

/// Tries `trials` independent draws. Where few of the hyper-parameters matter, this finds better ones
/// than a grid of as many trials, because each trial has another value of those that do. Throws
/// std::invalid_argument for a range that is empty or, if logarithmic, not positive, naming it.
///
/// Source: Bergstra and Bengio 2012.
SearchResult random_search(const std::vector<SearchRange> &ranges, Eigen::Index trials,
                           std::uint64_t seed, const Evaluation &evaluate);

} // namespace gateaux

#endif // GATEAUX_SOLVERS_SEARCH_HPP
