// SPDX-License-Identifier: Apache-2.0
//
// Loops of which only some states are kept.
#pragma once

#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

#include <cmath>
#include <cstddef>

namespace checkpoints {

/// As many states as the square root of the steps.
GATEAUX_DIFFERENTIATE(gradient, hvp, ggnvp(z), objective, tangent, adjoint)
inline double automatic(const Eigen::VectorXd& x, const Eigen::MatrixXd& A, int steps) {
  Eigen::VectorXd s = x;
  GATEAUX_CHECKPOINT()
  for (int t = 0; t < steps; ++t)
    s = (A * s + 0.1 * x).array().tanh();
  Eigen::VectorXd z = s.array().sin();
  return z.squaredNorm() + 0.1 * z.sum();
}

/// The same with everything kept.
GATEAUX_DIFFERENTIATE(gradient, hvp, ggnvp(z), objective, tangent, adjoint)
inline double kept(const Eigen::VectorXd& x, const Eigen::MatrixXd& A, int steps) {
  Eigen::VectorXd s = x;
  for (int t = 0; t < steps; ++t)
    s = (A * s + 0.1 * x).array().tanh();
  Eigen::VectorXd z = s.array().sin();
  return z.squaredNorm() + 0.1 * z.sum();
}

/// Downwards, with a branch, and a number of states.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double three(const Eigen::VectorXd& x, const Eigen::MatrixXd& A, int steps) {
  Eigen::VectorXd s = x;
  double last = 0;
  GATEAUX_CHECKPOINT(3)
  for (int t = steps; t >= 1; --t) {
    s = (A * s + 0.1 * x).array().tanh();
    if (t % 2 == 0)
      s(0) += 0.1 * std::sin(s(1)) / t;
    last = s(0) * s(1) + 0.5 * last;
  }
  return s.squaredNorm() + last;
}

/// The number of steps depends on what the loop computes.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double open_ended(const Eigen::VectorXd& x, const Eigen::MatrixXd& A, double until) {
  Eigen::VectorXd s = x;
  double t = 0;
  GATEAUX_CHECKPOINT()
  while (t < until) {
    s = (A * s + 0.1 * x).array().tanh();
    t += 1.0 + 0.01 * s.squaredNorm();
  }
  return s.squaredNorm() + t;
}

/// Left from within; the body runs at least once.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double at_least_once(const Eigen::VectorXd& x, int steps) {
  double y = 1;
  int k = 0;
  GATEAUX_CHECKPOINT()
  do {
    y = std::sin(y * x(k % 3)) + x(0) * y;
    if (std::abs(y) > 100)
      break;
  } while (++k < steps);
  return y * y;
}

/// Unsigned counters, upwards from a beginning that may lie behind the end, and downwards to it.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double without_sign(const Eigen::VectorXd& x, unsigned first, std::size_t last) {
  double y = x(0);
  GATEAUX_CHECKPOINT()
  for (unsigned i = first; i < 4u; ++i)
    y = std::sin(y * x(1)) + 0.1 * i;
  GATEAUX_CHECKPOINT(2)
  for (std::size_t i = last; i-- > 0;)
    y = std::cos(y * x(2)) * (1 + 0.1 * static_cast<double>(i)) + y;
  return y * y;
}

constexpr int kStates = 2;

/// Both loops keep some states; the inner one's length depends on the outer one's counter.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nested(const Eigen::Vector3d& x, int steps) {
  Eigen::Vector3d s = x;
  double total = 0;
  GATEAUX_CHECKPOINT()
  for (int i = 0; i < steps; ++i) {
    double y = s(0);
    GATEAUX_CHECKPOINT(kStates)
    for (int j = 0; j <= i; ++j)
      y = std::sin(y + s(1) * x(2)) * (1 + 0.1 * j);
    s(i % 3) = y;
    s(1) += 0.1 * s(2) * y;
    total += y * y;
  }
  return total + s.squaredNorm();
}

inline double run(double y, const Eigen::VectorXd& x, int steps) {
  if (steps > 2)
    GATEAUX_CHECKPOINT(2)
    for (int i = 0; i < steps; ++i)
      y = std::cos(y * x(0)) + x(1) * y;
  else
    y *= x(0);
  return y;
}

/// In a function that is called in a loop, behind an `if` without braces.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double called(const Eigen::VectorXd& x, int steps) {
  double y = 0.5;
  for (int i = 0; i < 4; ++i)
    y = run(y, x, i * steps);
  return y * y;
}

/// A sum, which needs no states, and a range.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double over_range(const Eigen::VectorXd& x) {
  double sum = 0, y = 1;
  GATEAUX_CHECKPOINT()
  for (double v : x) {
    sum += std::exp(0.3 * v);
    y = std::sin(y * v);
  }
  GATEAUX_CHECKPOINT()
  for (Eigen::Index i = 0; i < x.size(); ++i)
    sum += x(i) * x(i) * y;
  return sum;
}

} // namespace checkpoints
