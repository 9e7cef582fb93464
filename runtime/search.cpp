// SPDX-License-Identifier: Apache-2.0
#include "gateaux/solvers/search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

#include "gateaux/solvers/common.hpp"

namespace gateaux {
namespace {

void try_out(SearchResult &result, std::vector<double> values, const Evaluation &evaluate) {
  double error = evaluate(values);
  if (std::isnan(error))
    error = std::numeric_limits<double>::infinity();
  result.trials.push_back({std::move(values), error});
  if (error < result.trials[result.best].error)
    result.best = result.trials.size() - 1;
}

} // namespace

std::string SearchResult::table() const {
  std::string text;
  for (const std::string &name : names)
    text += internal::format("%14s", name.c_str());
  text += "         error\n";
  std::vector<std::size_t> order(trials.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return trials[a].error < trials[b].error;
  });
  for (const std::size_t i : order) {
    for (const double value : trials[i].values)
      text += internal::format("%14.5g", value);
    text += internal::format("%14.6g\n", trials[i].error);
  }
  return text;
}

SearchResult grid_search(const std::vector<SearchAxis> &axes, const Evaluation &evaluate) {
  SearchResult result;
  std::size_t count = 1;
  for (const SearchAxis &axis : axes) {
    if (axis.values.empty())
      throw std::invalid_argument("grid_search: the axis " + axis.name + " has no values");
    result.names.push_back(axis.name);
    count *= axis.values.size();
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> values(axes.size());
    std::size_t rest = i;
    for (std::size_t k = axes.size(); k-- > 0;) {
      values[k] = axes[k].values[rest % axes[k].values.size()];
      rest /= axes[k].values.size();
    }
    try_out(result, std::move(values), evaluate);
  }
  return result;
}

SearchResult random_search(const std::vector<SearchRange> &ranges, Eigen::Index trials,
                           std::uint64_t seed, const Evaluation &evaluate) {
  SearchResult result;
  for (const SearchRange &range : ranges) {
    if (!(range.low <= range.high) || (range.logarithmic && !(range.low > 0.0))) {
      throw std::invalid_argument(
          internal::format("random_search: the range of %s from %g to %g is %s",
                           range.name.c_str(), range.low, range.high,
                           range.low <= range.high ? "not positive" : "empty"));
    }
    result.names.push_back(range.name);
  }
  std::mt19937_64 generator(seed);
  for (Eigen::Index i = 0; i < trials; ++i) {
    std::vector<double> values;
    for (const SearchRange &range : ranges) {
      // 53 random bits, in [0, 1); the distributions of the standard library differ among libraries.
      const double u = double(generator() >> 11) * 0x1p-53;
      values.push_back(range.logarithmic
                           ? range.low * std::pow(range.high / range.low, u)
                           : range.low + u * (range.high - range.low));
    }
    try_out(result, std::move(values), evaluate);
  }
  return result;
}

} // namespace gateaux
