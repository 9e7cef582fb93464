// SPDX-License-Identifier: Apache-2.0
//
// What std::move leaves, and what it does not touch.
#ifndef GATEAUX_TEST_NUMERIC_MOVES_HPP
#define GATEAUX_TEST_NUMERIC_MOVES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace moves {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A vector that is filled, moved out, and filled again.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double refilled(const VectorXd &x, int n) {
  std::vector<double> current, all_of_it(static_cast<std::size_t>(n), x(0));
  std::vector<std::vector<double>> all;
  for (int i = 0; i < n; ++i) {
    current.push_back(x(i) * x(i));
    if (current.size() == 2)
      all.push_back(std::move(current));
  }
  const std::vector<double> taken = std::move(all_of_it);
  double s = static_cast<double>(current.size() + 10 * all_of_it.size() + taken.size());
  for (const auto &part : all)
    s += part[0] * part[1] * x(0);
  for (double d : current)
    s += d * x(1);
  return s * (taken.empty() ? x(2) : taken[0]);
}

/// Objects, by their constructors too.
struct Holder {
  std::vector<double> values;
  explicit Holder(std::vector<double> v) : values(std::move(v)) {}
};
struct Weighted {
  std::vector<double> values;
  double weight;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double objects(const VectorXd &x) {
  std::vector<double> a{x(0), x(1)};
  Holder copied(a);
  const Holder moved(std::move(a));
  copied.values[0] *= 2;
  Weighted w{{x(2), x(3)}, x(4)};
  std::vector<Weighted> all;
  for (int i = 0; i < 3; ++i) {
    all.push_back(std::move(w));
    w.values.push_back(x(i));
    w.weight += 1;
  }
  std::vector<std::vector<double>> rows{{x(0)}, {x(1), x(2)}};
  rows[0] = std::move(rows[1]);
  double s = copied.values[0] * moved.values[1] * moved.values[0] + static_cast<double>(a.size() + 10 * rows[1].size());
  for (const Weighted &one : all)
    for (double d : one.values)
      s += d * one.weight * rows[0][1];
  return s + static_cast<double>(w.values.size()) * x(5);
}

/// Bound to a reference nothing is moved; const is copied; what is moved into itself is there again.
inline double peeked(std::vector<double> &&v) { return v[0] * v[1]; }
inline std::vector<double> doubled(std::vector<double> v) {
  for (double &d : v)
    d *= 2;
  return v;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double kept(const VectorXd &x) {
  std::vector<double> v{x(0), x(1), x(2)};
  const std::vector<double> fixed = v;
  double s = peeked(std::move(v));
  v = doubled(std::move(v));
  const std::vector<double> copy = std::move(fixed);
  VectorXd a = x;
  VectorXd b = std::move(a);
  a = b * 2;
  MatrixXd m = x * x.transpose(), k;
  k = std::move(m);
  m.setZero(2, 2);
  return s * v[2] + copy[0] * fixed[1] + b.dot(a) + k.sum() + static_cast<double>(m.size());
}

} // namespace moves

#endif
