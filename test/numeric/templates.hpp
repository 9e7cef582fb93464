// SPDX-License-Identifier: Apache-2.0
//
// Function templates and member functions of class templates, as the file instantiates them.
#ifndef GATEAUX_TEST_NUMERIC_TEMPLATES_HPP
#define GATEAUX_TEST_NUMERIC_TEMPLATES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>

namespace templates {

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
template <typename T>
T cube(const T &x, const T &y) {
  using std::exp;
  return x * x * x * exp(y);
}
inline double use(double x) { return cube(x, x); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
template <typename Derived>
double norm4(const Eigen::MatrixBase<Derived> &x) {
  return x.array().square().square().sum() + x.squaredNorm();
}
template double norm4<Eigen::VectorXd>(const Eigen::MatrixBase<Eigen::VectorXd> &);

/// Two instantiations, each with names of its own.
template <typename T>
T bell(const T &x, T width) {
  using std::exp;
  return exp(-x * x / width) * x;
}
GATEAUX_DIFFERENTIATE(as(bell_double), gradient, hvp, objective) // in double; the other one in float
template double bell<double>(const double &, double);
GATEAUX_DIFFERENTIATE(as(bell_float), wrt(x), gradient)
template float bell<float>(const float &, float);

template <typename Scalar>
struct Line {
  Scalar a, b;
  GATEAUX_DIFFERENTIATE(wrt(*this, x), gradient, hvp, objective)
  Scalar at(Scalar x) const { return a * x * x + b * b * x; }
};
template struct Line<double>;

struct Exponential {
  double x, y;
  GATEAUX_DIFFERENTIATE(wrt(mc), extent(mc, 2), extent(residual, 1), as(exponential), tangent,
                        adjoint, jacobian)
  template <typename T>
  bool operator()(const T *const mc, T *residual) const {
    residual[0] = y - exp(mc[0] * x + mc[1]);
    return true;
  }
};
template bool Exponential::operator()<double>(const double *, double *) const;

} // namespace templates

#endif // GATEAUX_TEST_NUMERIC_TEMPLATES_HPP
