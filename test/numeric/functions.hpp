// SPDX-License-Identifier: Apache-2.0
//
// Calls, derivatives that the user provides, and the items of the markers.
#ifndef GATEAUX_TEST_NUMERIC_FUNCTIONS_HPP
#define GATEAUX_TEST_NUMERIC_FUNCTIONS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>

#include <cmath>

namespace functions {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// Functions whose bodies are visible.

inline double squared(double x) { return x * x; }
inline VectorXd activation(const VectorXd &x) { return x.array().tanh(); }
inline void normalise(VectorXd &x, double by) { x /= by; }
inline VectorXd layer(const MatrixXd &W, const VectorXd &b, const VectorXd &x) {
  VectorXd y = W * x + b;
  normalise(y, 1 + squared(b(0)));
  return activation(y);
}
inline const VectorXd &larger(const VectorXd &x, const VectorXd &) { return x; }
template <typename T>
T cubed(const T &x) {
  return x * x * x;
}
template <typename Derived>
double energy(const Eigen::MatrixBase<Derived> &x) {
  return x.squaredNorm() / 2;
}

GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double nested(const MatrixXd &W, const VectorXd &b, const VectorXd &x, double s) {
  VectorXd y = layer(W, b, layer(W, b * s, x));
  normalise(y, s);
  return energy(y) + squared(cubed(s)) * energy(W * larger(x, y)) + squared(squared(y(0)));
}

// Derivatives by the user: both, the tangent only, the adjoint only.

GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
inline VectorXd both(const VectorXd &x, double scale) { return scale * x.array().sin(); }
inline VectorXd both_tangent(const VectorXd &x, double scale, const VectorXd &x_dot,
                             VectorXd &both_dot) {
  both_dot = scale * x.array().cos() * x_dot.array();
  return scale * x.array().sin();
}
inline VectorXd both_adjoint(const VectorXd &x, double scale, const VectorXd &both_bar,
                             VectorXd &x_bar) {
  gateaux::sized(x_bar, x.size());
  x_bar.array() += scale * x.array().cos() * both_bar.array();
  return scale * x.array().sin();
}

GATEAUX_PROVIDED(wrt(x), tangent)
inline VectorXd only_tangent(const VectorXd &x) { return x.array().exp(); }
inline VectorXd only_tangent_tangent(const VectorXd &x, const VectorXd &x_dot,
                                     VectorXd &only_tangent_dot) {
  only_tangent_dot = x.array().exp() * x_dot.array();
  return x.array().exp();
}

GATEAUX_PROVIDED(wrt(x), adjoint)
inline double only_adjoint(const VectorXd &x) { return x.array().cube().sum(); }
inline double only_adjoint_adjoint(const VectorXd &x, const double &only_adjoint_bar,
                                   VectorXd &x_bar) {
  gateaux::sized(x_bar, x.size());
  x_bar.array() += 3 * only_adjoint_bar * x.array().square();
  return x.array().cube().sum();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double calls_both(const VectorXd &x, double scale) {
  VectorXd y = both(x.cwiseProduct(x), scale);
  return y.squaredNorm() + both(y, 2.0).sum();
}

GATEAUX_DIFFERENTIATE(tangent, objective)
inline VectorXd tangent_of_only_tangent(const MatrixXd &A, const VectorXd &x) {
  return A * only_tangent(A.transpose() * x);
}

GATEAUX_DIFFERENTIATE(gradient, objective)
inline double adjoint_of_only_adjoint(const MatrixXd &A, const VectorXd &x) {
  return x.sum() * only_adjoint(A * x);
}

/// Rounding, with the identity as its derivative (the straight-through estimator).
GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
inline VectorXd rounded(const VectorXd &x) { return x.array().round(); }
inline VectorXd rounded_tangent(const VectorXd &x, const VectorXd &x_dot, VectorXd &rounded_dot) {
  rounded_dot = x_dot;
  return x.array().round();
}
inline VectorXd rounded_adjoint(const VectorXd &x, const VectorXd &rounded_bar, VectorXd &x_bar) {
  gateaux::sized(x_bar, x.size());
  x_bar += rounded_bar;
  return x.array().round();
}

/// Of rounded(3 x), one sees at once whose derivative it is.
GATEAUX_DIFFERENTIATE(tangent, gradient, adjoint, hvp)
inline double quantised(const VectorXd &x) {
  VectorXd y = rounded(3.0 * x);
  return y.squaredNorm();
}

/// The parameters outside wrt count as constants, though their influence is real.
GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
inline double partly(double x, double y) { return x * y; }
inline double partly_tangent(double x, double y, const double &x_dot, double &partly_dot) {
  partly_dot = 10 * y * x_dot;
  return x * y;
}
inline double partly_adjoint(double x, double y, const double &partly_bar, double &x_bar) {
  x_bar += 10 * y * partly_bar;
  return x * y;
}
GATEAUX_DIFFERENTIATE(tangent, gradient)
inline double calls_partly(double x, double y) { return partly(x, y) + y; }

// What has no influence.

GATEAUX_INACTIVE
inline double step_size(const VectorXd &x) { return 1.0 / (1.0 + x.squaredNorm()); }
inline double plain_step_size(const VectorXd &x) { return 1.0 / (1.0 + x.squaredNorm()); }

GATEAUX_DIFFERENTIATE(gradient)
inline double inactive_function(const VectorXd &x) { return step_size(x) * x.sum(); }

GATEAUX_DIFFERENTIATE(gradient)
inline double inactive_statement(const VectorXd &x) {
  double h = 0;
  GATEAUX_INACTIVE
  h = plain_step_size(x);
  return h * x.sum();
}

GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double stopped(const VectorXd &x, double s) {
  VectorXd y = gateaux::stop_gradient(x.cwiseProduct(x));
  double t = gateaux::stop_gradient(s) * s;
  return y.dot(x) * t;
}

// Several annotations, other names, other directions.

GATEAUX_DIFFERENTIATE(wrt(W), gradient, hvp, objective, as(fit_weights))
GATEAUX_DIFFERENTIATE(wrt(W), hvp(along(x)), as(fit_mixed))
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp(along(x, W)), as(fit_inputs))
GATEAUX_DIFFERENTIATE(gradient, hvp, hessian, objective)
inline double fit(const MatrixXd &W, const VectorXd &x, const VectorXd &c) {
  return (W * x - c).array().tanh().matrix().squaredNorm() + W.squaredNorm() * x.sum();
}

// Gauss-Newton products.

/// With a weight decay beside the model's output, and the weights in it once more.
GATEAUX_DIFFERENTIATE(wrt(W, b), gradient, hvp, ggnvp(z), objective)
inline double decayed(const MatrixXd &W, const VectorXd &b, const VectorXd &x, const VectorXd &c,
                      double decay) {
  VectorXd z = (W * x + b).array().tanh();
  double misfit = (z - c).array().cosh().log().sum();
  return misfit + 0.5 * decay * W.array().square().sum() + (z.array() * b.array().cube()).sum();
}

GATEAUX_DIFFERENTIATE(wrt(W, b), jacobian, objective)
inline VectorXd decayed_model(const MatrixXd &W, const VectorXd &b, const VectorXd &x) {
  return (W * x + b).array().tanh();
}

/// The same loss with the model's output and the weights as two parameters: its Hessian by both
/// gives the cross terms.
GATEAUX_DIFFERENTIATE(wrt(z, W, b), hvp, hessian, objective)
inline double decayed_outer(const VectorXd &z, const MatrixXd &W, const VectorXd &b,
                            const VectorXd &c, double decay) {
  double misfit = (z - c).array().cosh().log().sum();
  return misfit + 0.5 * decay * W.array().square().sum() + (z.array() * b.array().cube()).sum();
}

/// Linear in its weights: the Gauss-Newton matrix is the Hessian.
GATEAUX_DIFFERENTIATE(wrt(W), gradient, hvp, ggnvp(z), objective)
inline double linear_model(const MatrixXd &W, const MatrixXd &X, const MatrixXd &C) {
  MatrixXd z = W * X;
  return ((z - C).array().square() + 1.0).log().sum();
}

/// A number as the model's output, and a model in two steps.
GATEAUX_DIFFERENTIATE(gradient, hvp, ggnvp(z), objective)
inline double scalar_model(const VectorXd &x, double s) {
  double y = x.squaredNorm() * s;
  double z = std::sin(y) + s;
  return std::exp(z) * z;
}
GATEAUX_DIFFERENTIATE(jacobian, objective)
inline VectorXd scalar_model_output(const VectorXd &x, double s) {
  return VectorXd::Constant(1, std::sin(x.squaredNorm() * s) + s);
}
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double scalar_model_outer(double z) { return std::exp(z) * z; }

} // namespace functions

// No namespace, and one within another.

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
inline double global(const Eigen::VectorXd &x, double s) { return functions::energy(s * x); }

namespace functions {
namespace inner {
inline double helper(double x) { return x * x * x; }
GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
inline double global(const Eigen::VectorXd &x, double s) { return helper(s) * squared(x.sum()); }
} // namespace inner
inline namespace current {
GATEAUX_DIFFERENTIATE(gradient, objective)
inline double versioned(double x) { return inner::helper(x) + ::global(VectorXd::Ones(2), x); }
} // namespace current
} // namespace functions

#endif // GATEAUX_TEST_NUMERIC_FUNCTIONS_HPP
