// SPDX-License-Identifier: Apache-2.0
//
// Learning rates as functions of the number of updates done.
#ifndef GATEAUX_SOLVERS_SCHEDULE_HPP
#define GATEAUX_SOLVERS_SCHEDULE_HPP

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace gateaux {

/// The learning rate of update t = 0, 1, 2, ...
///
///     Schedule::inverse_time(0.1, 1e-3).hold(100).warm_up(10)
///
/// Stochastic descent converges where the rates have an infinite sum but a finite sum of squares
/// (Robbins and Monro 1951): inverse_time, and power with 0.5 < delta <= 1.
class Schedule {
public:
  /// A constant rate; numbers convert.
  Schedule(double rate) : rate_([rate](Eigen::Index) { return rate; }) {}
  explicit Schedule(std::function<double(Eigen::Index)> rate) : rate_(std::move(rate)) {}

  /// alpha / (1 + delta t).
  static Schedule inverse_time(double alpha, double delta) {
    return Schedule([=](Eigen::Index t) { return alpha / (1.0 + delta * double(t)); });
  }
  /// alpha / (t + 1)^delta.
  static Schedule power(double alpha, double delta) {
    return Schedule([=](Eigen::Index t) { return alpha / std::pow(double(t) + 1.0, delta); });
  }
  /// Half a cosine wave from alpha at t = 0 to last at t = updates, and last from there on.
  ///
  /// Source: Loshchilov and Hutter 2017, SGDR, without restarts.
  static Schedule cosine(double alpha, Eigen::Index updates, double last = 0.0) {
    return Schedule([=](Eigen::Index t) {
      const double part = std::min(1.0, double(t) / double(std::max<Eigen::Index>(updates, 1)));
      return last + 0.5 * (alpha - last) * (1.0 + std::cos(3.14159265358979323846 * part));
    });
  }

  /// The first rate for so many updates, then this schedule from its beginning.
  Schedule hold(Eigen::Index updates) const {
    return Schedule([rate = rate_, updates](Eigen::Index t) {
      return rate(std::max<Eigen::Index>(t - updates, 0));
    });
  }
  /// A linear rise to the first rate over so many updates, then this schedule from its beginning.
  Schedule warm_up(Eigen::Index updates) const {
    return Schedule([rate = rate_, updates](Eigen::Index t) {
      return t < updates ? rate(0) * double(t + 1) / double(updates + 1) : rate(t - updates);
    });
  }

  double operator()(Eigen::Index t) const { return rate_(t); }

private:
  std::function<double(Eigen::Index)> rate_;
};

} // namespace gateaux

#endif // GATEAUX_SOLVERS_SCHEDULE_HPP
