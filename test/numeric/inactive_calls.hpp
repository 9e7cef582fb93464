// SPDX-License-Identifier: Apache-2.0
//
// Functions without influence on derivatives that are defined elsewhere.
#ifndef GATEAUX_TEST_NUMERIC_INACTIVE_CALLS_HPP
#define GATEAUX_TEST_NUMERIC_INACTIVE_CALLS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

namespace inactive_calls {

GATEAUX_INACTIVE
double tolerance(double x, const Eigen::VectorXd &v);
GATEAUX_INACTIVE
void trace(double x);

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
inline double damped(double x, const Eigen::VectorXd &v) {
  const double t = tolerance(x, 2 * v);
  trace(t);
  double s = 0;
  for (int i = 0; i < v.size(); ++i)
    if (v(i) > 0)
      s += tolerance(v(i), v) * v(i) * v(i) * x;
  return t * x * x * v.sum() + s;
}

/// An object that does something when it is destroyed, and has no influence.
struct Timer {
  explicit Timer(const char *n) : name(n) {}
  ~Timer() { trace(static_cast<double>(name[0])); }
  const char *name;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double timed(const Eigen::VectorXd &x) {
  GATEAUX_INACTIVE Timer timer("timed");
  double s = 0;
  for (int i = 0; i < x.size(); ++i) {
    GATEAUX_INACTIVE Timer inner("inner");
    s += x(i) * x(i) * x(0);
  }
  return s;
}

} // namespace inactive_calls

#endif // GATEAUX_TEST_NUMERIC_INACTIVE_CALLS_HPP
