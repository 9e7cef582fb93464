// SPDX-License-Identifier: Apache-2.0
//
// Derivatives of generated derivatives: the Jacobian-vector product from two vector-Jacobian
// products, and derivatives of second and third order.
#include "check.hpp"
#include "higher.gateaux.hpp"

namespace {

using numeric::derivative;
using numeric::expectClose;
using numeric::Flat;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

/// |a - b| relative to |b|.
void expectEqual(const Vector &a, const Vector &b) {
  ASSERT_EQ(a.size(), b.size());
  EXPECT_LE((a - b).norm(), 1e-12 * b.norm()) << a.transpose() << "\n" << b.transpose();
}

const Matrix W = random<Matrix>(3, 4, 1), W_dot = random<Matrix>(3, 4, 2);
const Vector x = randomVector<Vector>(4, 3), x_dot = randomVector<Vector>(4, 4);

// The product J'u is linear in u; what u is has no influence on its derivative.
TEST(TwoProducts, Linear) {
  Vector u_bar, y_dot;
  higher::linear_vjp_adjoint(W, x, Vector::Random(3), x_dot, u_bar);
  first::linear_tangent(W, x, x_dot, y_dot);
  expectEqual(u_bar, y_dot);
  expectEqual(u_bar, W * x_dot);
}

TEST(TwoProducts, Exponential) {
  Vector u_bar, y_dot;
  higher::exponential_vjp_adjoint(x, Vector::Zero(4), x_dot, u_bar);
  first::exponential_tangent(x, x_dot, y_dot);
  expectEqual(u_bar, y_dot);
  expectEqual(u_bar, (x.array().exp() * x_dot.array()).matrix());
}

TEST(TwoProducts, Composed) {
  Matrix W_bar, W_seed = W_dot;
  Vector x_bar, x_seed = x_dot, u_bar, y_dot;
  higher::composed_vjp_adjoint(W, x, Vector::Ones(3), W_bar, x_bar, W_seed, x_seed, u_bar);
  first::composed_tangent(W, x, W_dot, x_dot, y_dot);
  expectEqual(u_bar, y_dot);
  EXPECT_EQ(W_seed.norm() + x_seed.norm(), 0) << "the adjoints of pure outputs are consumed";
}

const Matrix K = random<Matrix>(4, 3, 5), V = random<Matrix>(2, 4, 6), Y = random<Matrix>(3, 5, 7);
const Vector b = randomVector<Vector>(4, 8);
const Matrix C = random<Matrix>(2, 5, 9, 0.1, 1);
const Matrix K_dot = random<Matrix>(4, 3, 10), V_dot = random<Matrix>(2, 4, 11);
const Vector b_dot = randomVector<Vector>(4, 12);

TEST(TwoProducts, Network) {
  Matrix K_bar, V_bar, U_bar, S_dot;
  Vector b_bar;
  Matrix K_seed = K_dot, V_seed = V_dot;
  Vector b_seed = b_dot;
  higher::network_vjp_adjoint(K, b, V, Y, random<Matrix>(2, 5, 13), K_bar, b_bar, V_bar, K_seed,
                              b_seed, V_seed, U_bar);
  first::network_tangent(K, b, V, Y, K_dot, b_dot, V_dot, S_dot);
  expectEqual(Flat(U_bar), Flat(S_dot));
}

// Second order.

Vector hessianProduct() {
  Matrix K_hv, V_hv;
  Vector b_hv;
  first::loss_hvp(K, b, V, Y, C, K_dot, b_dot, V_dot, K_hv, b_hv, V_hv);
  return Flat(K_hv, b_hv, V_hv);
}

TEST(SecondOrder, AdjointOfGradient) {
  Matrix K_bar, V_bar, K_hv, V_hv;
  Vector b_bar, b_hv;
  Matrix K_seed = K_dot, V_seed = V_dot;
  Vector b_seed = b_dot;
  higher::loss_slope_adjoint(K, b, V, Y, C, K_bar, b_bar, V_bar, K_seed, b_seed, V_seed, K_hv, b_hv,
                             V_hv);
  expectEqual(Flat(K_hv, b_hv, V_hv), hessianProduct());
}

TEST(SecondOrder, TangentOfGradient) {
  Matrix K_bar, V_bar, K_hv, V_hv;
  Vector b_bar, b_hv;
  higher::loss_slope_tangent(K, b, V, Y, C, K_bar, b_bar, V_bar, K_dot, b_dot, V_dot, K_hv, b_hv,
                             V_hv);
  expectEqual(Flat(K_hv, b_hv, V_hv), hessianProduct());
  Matrix K_first, V_first;
  Vector b_first;
  first::loss_gradient(K, b, V, Y, C, K_first, b_first, V_first);
  expectEqual(Flat(K_bar, b_bar, V_bar), Flat(K_first, b_first, V_first));
}

TEST(SecondOrder, GradientOfTangent) {
  Matrix K_hv, V_hv;
  Vector b_hv;
  const double slope =
      higher::loss_along_gradient(K, b, V, Y, C, K_dot, b_dot, V_dot, K_hv, b_hv, V_hv);
  expectEqual(Flat(K_hv, b_hv, V_hv), hessianProduct());
  double f_dot = 0;
  first::loss_tangent(K, b, V, Y, C, K_dot, b_dot, V_dot, f_dot);
  EXPECT_NEAR(slope, f_dot, 1e-13);
}

/// The gradient of |g|^2 / 2 is H g.
TEST(SecondOrder, GradientOfSteepness) {
  Matrix K_bar, V_bar, K_hv, V_hv, K_g, V_g;
  Vector b_bar, b_hv, b_g;
  higher::steepness_gradient(K, b, V, Y, C, K_bar, b_bar, V_bar);
  first::loss_gradient(K, b, V, Y, C, K_g, b_g, V_g);
  first::loss_hvp(K, b, V, Y, C, K_g, b_g, V_g, K_hv, b_hv, V_hv);
  expectEqual(Flat(K_bar, b_bar, V_bar), Flat(K_hv, b_hv, V_hv));
}

// Third order.

TEST(ThirdOrder, Scalar) {
  const double p = 0.4, q = -0.7, vx = 0.8, vy = 0.3;
  const auto gradient = [&](const Vector &at) {
    double x_bar = 0, y_bar = 0;
    higher::curvature_gradient(at(0), at(1), vx, vy, x_bar, y_bar);
    return Vector(Eigen::Vector2d(x_bar, y_bar));
  };
  const Vector at = Eigen::Vector2d(p, q), along = Eigen::Vector2d(0.6, -0.9);
  const Vector g = gradient(at);
  const auto value = [&](double h) {
    const Vector point = at + h * along;
    return Vector::Constant(1, higher::curvature(point(0), point(1), vx, vy)).eval();
  };
  expectClose(Flat(g.dot(along)), derivative(value), 1e-9, "the third derivative");
  double f_dot = 0, x_hv = 0, y_hv = 0;
  higher::curvature_tangent(p, q, vx, vy, along(0), along(1), f_dot);
  EXPECT_NEAR(f_dot, g.dot(along), 1e-13);
  higher::curvature_hvp(p, q, vx, vy, along(0), along(1), x_hv, y_hv);
  expectClose(Flat(x_hv, y_hv), derivative([&](double h) { return gradient(at + h * along); }),
              1e-9, "the fourth derivative");
}

TEST(ThirdOrder, Network) {
  Matrix K_bar, V_bar;
  Vector b_bar;
  higher::loss_curvature_gradient(K, b, V, Y, C, K_dot, b_dot, V_dot, K_bar, b_bar, V_bar);
  const Matrix K_e = random<Matrix>(4, 3, 14), V_e = random<Matrix>(2, 4, 15);
  const Vector b_e = randomVector<Vector>(4, 16);
  const auto value = [&](double h) {
    return Vector::Constant(1, higher::loss_curvature(K + h * K_e, b + h * b_e, V + h * V_e, Y, C,
                                                      K_dot, b_dot, V_dot))
        .eval();
  };
  expectClose(Flat(Flat(K_bar, b_bar, V_bar).vector().dot(Flat(K_e, b_e, V_e).vector())),
              derivative(value), 1e-9, "the third derivative");
}

} // namespace
