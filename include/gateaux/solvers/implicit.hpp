// SPDX-License-Identifier: Apache-2.0
//
// How a minimum moves when what is minimised changes: products with the response Jacobian, forwards
// and backwards.
#ifndef GATEAUX_SOLVERS_IMPLICIT_HPP
#define GATEAUX_SOLVERS_IMPLICIT_HPP

#include <Eigen/Core>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/conjugate_gradient.hpp"

namespace gateaux {

/// Let w(theta) minimise J(w; theta). The gradient stays zero along it, grad_w J(w(theta), theta) =
/// 0, so that by the implicit function theorem
///
///     dw / dtheta = -H^-1 M,   H = d^2 J / dw dw,   M = d^2 J / dw dtheta.
///
/// The functions below multiply with this matrix and its transpose. A product with H costs what it
/// always does; conjugate gradient takes as many as the options say. M is never formed: a product
/// M theta_dot is a mixed Hessian product, the request hvp(along(theta)) with wrt(w).
///
/// Sources: Pearlmutter 1994; Koh and Liang 2017, Understanding black-box predictions via influence
/// functions; Lorraine, Vicol and Duvenaud 2020, Optimizing millions of hyperparameters by implicit
/// differentiation.

/// Forwards: w_dot = -H^-1 (M theta_dot), where the minimum goes when theta moves along theta_dot.
///
/// apply_hessian  callable as apply_hessian(v, hv), at the minimum
/// mixed          M theta_dot, n entries
/// w_dot          the result; an empty one is the start zero
template <typename Apply, typename Derived>
CgSummary response_product(Apply &&apply_hessian, const Eigen::MatrixBase<Derived> &mixed,
                           VectorX<typename Derived::Scalar> &w_dot,
                           const BasicCgOptions<typename Derived::Scalar> &options = {}) {
  return conjugate_gradient(std::forward<Apply>(apply_hessian), -mixed, w_dot, options);
}

/// Backwards: the hypergradient of L(w(theta), theta), given L's own partial derivatives.
///
///     theta_bar = dL/dtheta - M' H^-1 (dL/dw)
///
/// apply_hessian          callable as apply_hessian(v, hv), at the minimum
/// apply_mixed_transpose  callable as apply_mixed_transpose(u, theta_bar): theta_bar becomes M' u,
///                        the request hvp(along(w)) with wrt(theta)
/// w_bar                  dL/dw, n entries
/// theta_bar              dL/dtheta on entry, the hypergradient on return; an empty one counts as
///                        zero
template <typename Apply, typename Mixed, typename Derived>
CgSummary response_transpose_product(Apply &&apply_hessian, Mixed &&apply_mixed_transpose,
                                     const Eigen::MatrixBase<Derived> &w_bar,
                                     VectorX<typename Derived::Scalar> &theta_bar,
                                     const BasicCgOptions<typename Derived::Scalar> &options = {}) {
  using Vector = VectorX<typename Derived::Scalar>;
  Vector u;
  const CgSummary summary =
      conjugate_gradient(std::forward<Apply>(apply_hessian), w_bar, u, options);
  Vector product;
  apply_mixed_transpose(std::as_const(u), product);
  if (theta_bar.size() == 0)
    theta_bar = Vector::Zero(product.size());
  internal::require_length("response_transpose_product", "the product M' u", product.size(),
                           "theta_bar", theta_bar.size());
  theta_bar -= product;
  return summary;
}

/// Influence scores: by how much a test loss changes, to first order, per unit of weight that each
/// example of the training loss J(w; theta) = sum_i theta_i l_i(w) + ... gains. With test gradient
/// t and s = H^-1 t this is -s' grad l_i, one linear system for all examples.
///
/// example_gradients  n x examples: grad l_i(w) in column i
///
/// Leaving example i out is theta_i going from 1 to 0: the change is minus the score.
template <typename Apply, typename Gradients, typename Derived>
CgSummary influence_scores(Apply &&apply_hessian,
                           const Eigen::MatrixBase<Gradients> &example_gradients,
                           const Eigen::MatrixBase<Derived> &test_gradient,
                           VectorX<typename Derived::Scalar> &scores,
                           const BasicCgOptions<typename Derived::Scalar> &options = {}) {
  VectorX<typename Derived::Scalar> s;
  const CgSummary summary =
      conjugate_gradient(std::forward<Apply>(apply_hessian), test_gradient, s, options);
  internal::require_length("influence_scores", "an example's gradient", example_gradients.rows(),
                           "the test gradient", test_gradient.size());
  scores = -(example_gradients.transpose() * s);
  return summary;
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_IMPLICIT_HPP
