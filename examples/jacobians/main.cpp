// SPDX-License-Identifier: Apache-2.0
//
// Jacobians, their products, and back-propagation by hand: the systems T1, T2, J1 and J2 of
// README.md.
#include <Eigen/Dense>
#include <cstddef>
#include <vector>

#include "../common/system.hpp"
#include "functions.gateaux.hpp"
#include "layers.gateaux.hpp"
#include "transposed.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::relative_difference;
using examples::System;

/// T1: products with Jacobians and their transposes, and gradients, against what one writes by hand.
bool products(bool) {
  System system("T1");
  Random random(1);
  const MatrixXd W = random.matrix(7, 5);
  const VectorXd x = 0.3 * random.vector(5);
  const VectorXd v = random.vector(5);
  const VectorXd u = random.vector(7);

  VectorXd z_dot;
  VectorXd x_bar;
  const VectorXd z = product_tangent(W, x, v, z_dot);
  product_adjoint(W, x, u, x_bar);
  system.at_most("z = W x: J v against W v", relative_difference(z_dot, VectorXd(W * v)), 1e-14);
  system.at_most("z = W x: J' u against W' u",
                 relative_difference(x_bar, VectorXd(W.transpose() * u)), 1e-14);

  const VectorXd slope = z.array().exp();
  VectorXd y_dot;
  VectorXd z_bar;
  exponential_tangent(z, u, y_dot);
  exponential_adjoint(z, u, z_bar);
  system.at_most("y = exp(z): J v against exp(z) o v",
                 relative_difference(y_dot, VectorXd(slope.cwiseProduct(u))), 1e-14);
  system.at_most("y = exp(z): J' u against exp(z) o u",
                 relative_difference(z_bar, VectorXd(slope.cwiseProduct(u))), 1e-14);

  VectorXd c_bar;
  composition_tangent(W, x, v, y_dot);
  composition_adjoint(W, x, u, c_bar);
  const VectorXd by_hand = W.transpose() * slope.cwiseProduct(u);
  system.at_most("y = exp(W x): J v against exp(W x) o (W v)",
                 relative_difference(y_dot, VectorXd(slope.cwiseProduct(W * v))), 1e-14);
  system.at_most("y = exp(W x): J' u against W' (exp(W x) o u)", relative_difference(c_bar, by_hand),
                 1e-14);
  VectorXd gradient;
  weighted_sum_gradient(W, u, x, gradient);
  system.at_most("u' exp(W x): gradient", relative_difference(gradient, by_hand), 1e-14);
  return system.finish();
}

/// T2: the Jacobian-vector product from two vector-Jacobian products.
bool tangent_from_adjoints(bool) {
  System system("T2");
  Random random(2);
  const MatrixXd W = random.matrix(7, 5);
  const VectorXd x = 0.3 * random.vector(5);
  const VectorXd v = random.vector(5);
  const VectorXd z = W * x;
  const VectorXd zero = VectorXd::Zero(7);

  VectorXd tangent;
  VectorXd twice;
  VectorXd seed = v;
  product_tangent(W, x, v, tangent);
  product_vjp_adjoint(W, x, zero, seed, twice);
  system.at_most("z = W x", relative_difference(twice, tangent), 1e-12);

  const VectorXd u = random.vector(7);
  seed = u;
  twice.resize(0);
  exponential_tangent(z, u, tangent);
  exponential_vjp_adjoint(z, zero, seed, twice);
  system.at_most("y = exp(z)", relative_difference(twice, tangent), 1e-12);

  seed = v;
  twice.resize(0);
  composition_tangent(W, x, v, tangent);
  composition_vjp_adjoint(W, x, zero, seed, twice);
  system.at_most("y = exp(W x)", relative_difference(twice, tangent), 1e-12);

  const MatrixXd W1 = random.matrix(6, 5);
  const VectorXd b1 = random.vector(6);
  const MatrixXd W2 = random.matrix(4, 6);
  const VectorXd b2 = random.vector(4);
  MatrixXd W1_dot = random.matrix(6, 5);
  VectorXd b1_dot = random.vector(6);
  MatrixXd W2_dot = random.matrix(4, 6);
  VectorXd b2_dot = random.vector(4);
  network_tangent(W1, b1, W2, b2, x, W1_dot, b1_dot, W2_dot, b2_dot, tangent);
  MatrixXd W1_bar;
  VectorXd b1_bar;
  MatrixXd W2_bar;
  VectorXd b2_bar;
  twice = VectorXd::Zero(4);
  network_vjp_adjoint(W1, b1, W2, b2, x, VectorXd::Zero(4), W1_bar, b1_bar, W2_bar, b2_bar, W1_dot,
                      b1_dot, W2_dot, b2_dot, twice);
  system.at_most("a network of two layers, by its weights", relative_difference(twice, tangent),
                 1e-12);
  return system.finish();
}

/// J1: worked Jacobians.
bool worked_examples(bool) {
  System system("J1");
  const Eigen::Vector2d at(0.7, -1.3);
  const double pi = 3.14159265358979323846;
  MatrixXd J;
  worked_jacobian(at, J);
  MatrixXd expected(3, 2);
  expected << 2.0, 1.0, 0.0, pi, -1.0 / at(1), at(0) / (at(1) * at(1));
  system.at_most("f = (2 x1 + x2, pi x2, -x1 / x2)", relative_difference(J, expected), 1e-15);

  Eigen::Vector3d outer_bar;
  Eigen::Vector2d chained_bar;
  outer_gradient(inner(at), outer_bar);
  inner_jacobian(at, J);
  chained_gradient(at, chained_bar);
  const Eigen::RowVector2d three_quarters(0.75, 0.0);
  system.at_most("f o g: the product of the Jacobians is [3/4 0]",
                 relative_difference(Eigen::RowVector2d(outer_bar.transpose() * J), three_quarters),
                 1e-15);
  system.at_most("f o g differentiated as one function",
                 relative_difference(Eigen::RowVector2d(chained_bar.transpose()), three_quarters),
                 1e-15);

  const double x = 0.4;
  const double y = 1.7;
  const double a = -2.1;
  const double b = 0.9;
  double x_bar = 0.0;
  double y_bar = 0.0;
  double a_bar = 0.0;
  double b_bar = 0.0;
  two_views_variables_gradient(x, y, a, b, x_bar, y_bar);
  two_views_parameters_gradient(x, y, a, b, a_bar, b_bar);
  system.at_most("2 a x + b / y by (x, y) is [2a, -b/y^2]",
                 relative_difference(Eigen::Vector2d(x_bar, y_bar),
                                     Eigen::Vector2d(2.0 * a, -b / (y * y))),
                 1e-15);
  system.at_most("2 a x + b / y by (a, b) is [2x, 1/y]",
                 relative_difference(Eigen::Vector2d(a_bar, b_bar),
                                     Eigen::Vector2d(2.0 * x, 1.0 / y)),
                 1e-15);

  Random random(3);
  const MatrixXd W = random.matrix(3, 4);
  const VectorXd w = random.vector(4);
  product_W_jacobian(W, w, J);
  MatrixXd kronecker(3, 12);  // x' (x) I, for vec(W) column by column.
  for (Index j = 0; j < 4; ++j)
    kronecker.middleCols(3 * j, 3) = w(j) * MatrixXd::Identity(3, 3);
  system.at_most("W x by vec(W) is x' (x) I", relative_difference(J, kronecker), 1e-15);
  return system.finish();
}

/// The gradient of the regularised network by the algorithm as it is taught: forward, keeping each
/// h_k, then g through the layers from the last to the first.
struct BackPropagation {
  std::vector<MatrixXd> W_bar;
  std::vector<VectorXd> b_bar;

  BackPropagation(const VectorXd &x, const VectorXd &y, double lambda,
                  const std::vector<MatrixXd> &W, const std::vector<VectorXd> &b)
      : W_bar(W.size()), b_bar(W.size()) {
    std::vector<VectorXd> h{x};
    for (std::size_t k = 0; k < W.size(); ++k)
      h.emplace_back((W[k] * h[k] + b[k]).array().tanh());
    VectorXd g = h.back() - y;
    for (std::size_t k = W.size(); k-- > 0;) {
      g = g.cwiseProduct((1.0 - h[k + 1].array().square()).matrix()).eval();
      b_bar[k] = g;
      W_bar[k] = g * h[k].transpose() + lambda * W[k];
      g = (W[k].transpose() * g).eval();
    }
  }
};

/// J2: the weight gradient of a linear map, and back-propagation by hand for the depths 1 to 6.
bool back_propagation(bool) {
  System system("J2");
  Random random(4);
  const double lambda = 0.01;
  const std::size_t deepest = 6;
  const VectorXd x = random.vector(5);
  const VectorXd y = random.vector(5);
  std::vector<MatrixXd> W;
  std::vector<VectorXd> b;
  for (std::size_t k = 0; k < deepest; ++k) {
    W.push_back(random.matrix(5, 5) / 2.0);
    b.push_back(random.vector(5) / 2.0);
  }

  // With J = p' z and z = W x the gradient by W is p x'.
  {
    const VectorXd p = random.vector(5);
    MatrixXd J;
    product_W_jacobian(W[0], x, J);
    const VectorXd flat = J.transpose() * p;
    system.at_most("(dJ/dz) x' against the vectorised Jacobian",
                   relative_difference(MatrixXd(flat.reshaped(5, 5)), MatrixXd(p * x.transpose())),
                   1e-12);
  }

  for (std::size_t depth = 1; depth <= deepest; ++depth) {
    const std::vector<MatrixXd> weights(W.begin(), W.begin() + std::ptrdiff_t(depth));
    const std::vector<VectorXd> biases(b.begin(), b.begin() + std::ptrdiff_t(depth));
    const BackPropagation hand(x, y, lambda, weights, biases);
    std::vector<MatrixXd> w(deepest);
    std::vector<VectorXd> c(deepest);
    switch (depth) {
    case 1:
      loss1_gradient(x, y, lambda, W[0], b[0], w[0], c[0]);
      break;
    case 2:
      loss2_gradient(x, y, lambda, W[0], b[0], W[1], b[1], w[0], c[0], w[1], c[1]);
      break;
    case 3:
      loss3_gradient(x, y, lambda, W[0], b[0], W[1], b[1], W[2], b[2], w[0], c[0], w[1], c[1], w[2],
                     c[2]);
      break;
    case 4:
      loss4_gradient(x, y, lambda, W[0], b[0], W[1], b[1], W[2], b[2], W[3], b[3], w[0], c[0], w[1],
                     c[1], w[2], c[2], w[3], c[3]);
      break;
    case 5:
      loss5_gradient(x, y, lambda, W[0], b[0], W[1], b[1], W[2], b[2], W[3], b[3], W[4], b[4], w[0],
                     c[0], w[1], c[1], w[2], c[2], w[3], c[3], w[4], c[4]);
      break;
    default:
      loss6_gradient(x, y, lambda, W[0], b[0], W[1], b[1], W[2], b[2], W[3], b[3], W[4], b[4], W[5],
                     b[5], w[0], c[0], w[1], c[1], w[2], c[2], w[3], c[3], w[4], c[4], w[5], c[5]);
    }
    double worst = 0.0;
    for (std::size_t k = 0; k < depth; ++k) {
      worst = std::max(worst, relative_difference(w[k], hand.W_bar[k]));
      worst = std::max(worst, relative_difference(c[k], hand.b_bar[k]));
    }
    system.at_most("back-propagation by hand, depth " + std::to_string(depth), worst, 1e-12);
  }
  return system.finish();
}

} // namespace

int main(int argc, char **argv) {
  return examples::run_systems(argc, argv,
                               {{"T1", products},
                                {"T2", tangent_from_adjoints},
                                {"J1", worked_examples},
                                {"J2", back_propagation}});
}
