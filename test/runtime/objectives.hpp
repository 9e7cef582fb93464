// SPDX-License-Identifier: Apache-2.0
//
// Objectives written by hand, with the members of a generated one, whose minima are known.
#ifndef GATEAUX_TEST_RUNTIME_OBJECTIVES_HPP
#define GATEAUX_TEST_RUNTIME_OBJECTIVES_HPP

#include "testing.hpp"

namespace gateaux_test {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A function of n variables through its value, gradient and dense Hessian.
template <typename Function>
class DenseObjective {
public:
  explicit DenseObjective(Function function) : f(function) {}
  Index dimension() const { return f.dimension(); }
  double value(const VectorXd &w) { return f.value(w); }
  double gradient(const VectorXd &w, VectorXd &g) {
    g = f.gradient(w);
    return f.value(w);
  }
  double linearize(const VectorXd &w, VectorXd &g) {
    H = f.hessian(w);
    return gradient(w, g);
  }
  void hvp(const VectorXd &w, const VectorXd &v, VectorXd &hv) { hv = f.hessian(w) * v; }
  void hvp(const VectorXd &v, VectorXd &hv) { hv = H * v; }
  Function f;
  MatrixXd H;
};

/// x' A x / 2 - b' x.
struct Quadratic {
  MatrixXd A;
  VectorXd b;
  Index dimension() const { return A.cols(); }
  double value(const VectorXd &w) const { return 0.5 * w.dot(A * w) - b.dot(w); }
  VectorXd gradient(const VectorXd &w) const { return A * w - b; }
  MatrixXd hessian(const VectorXd &) const { return A; }
};

/// (1 - x)^2 + 100 (y - x^2)^2, minimal at (1, 1).
struct Banana {
  Index dimension() const { return 2; }
  double value(const VectorXd &w) const {
    return std::pow(1.0 - w[0], 2) + 100.0 * std::pow(w[1] - w[0] * w[0], 2);
  }
  VectorXd gradient(const VectorXd &w) const {
    const double gap = w[1] - w[0] * w[0];
    return Eigen::Vector2d(-2.0 * (1.0 - w[0]) - 400.0 * w[0] * gap, 200.0 * gap);
  }
  MatrixXd hessian(const VectorXd &w) const {
    MatrixXd H(2, 2);
    H << 2.0 - 400.0 * (w[1] - 3.0 * w[0] * w[0]), -400.0 * w[0], -400.0 * w[0], 200.0;
    return H;
  }
};

/// x^4/4 - x^2/2 + y^2/2: a saddle at zero, minima at (1, 0) and (-1, 0) with the value -1/4.
struct TwoWells {
  Index dimension() const { return 2; }
  double value(const VectorXd &w) const {
    return 0.25 * std::pow(w[0], 4) - 0.5 * w[0] * w[0] + 0.5 * w[1] * w[1];
  }
  VectorXd gradient(const VectorXd &w) const {
    return Eigen::Vector2d(std::pow(w[0], 3) - w[0], w[1]);
  }
  MatrixXd hessian(const VectorXd &w) const {
    return Eigen::Vector2d(3.0 * w[0] * w[0] - 1.0, 1.0).asDiagonal();
  }
};

} // namespace gateaux_test

#endif // GATEAUX_TEST_RUNTIME_OBJECTIVES_HPP
