// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "networks.gateaux.hpp"

#include <type_traits>

namespace {

using numeric::check;
using numeric::expectClose;
using numeric::expectSame;
using numeric::Flat;
using numeric::make;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix K = random<Matrix>(4, 3, 1), W = random<Matrix>(2, 4, 2);
const Vector b = randomVector<Vector>(4, 3);

Matrix inputs(Eigen::Index n) { return random<Matrix>(3, n, 4); }
Matrix classes(Eigen::Index n) {
  Matrix C = random<Matrix>(2, n, 5, 0.1, 1);
  for (Eigen::Index j = 0; j < n; ++j)
    C.col(j) /= C.col(j).sum();
  return C;
}

TEST(Networks, Layers) {
  NUMERIC_CHECK(networks::layers, K, b, inputs(3));
  NUMERIC_CHECK_FUNCTIONS(networks::layers, K, b, inputs(3));
}

TEST(Networks, Loss) {
  const Matrix Y = inputs(5), C = classes(5);
  NUMERIC_CHECK(networks::loss, K, b, W, Y, C);
  numeric::checkGaussNewton(
      make<networks::loss_objective>(K, b, W, Y, C), make<networks::logits_objective>(K, b, W, Y),
      make<networks::cross_entropy_objective>(networks::logits(K, b, W, Y), C));
  Matrix H;
  networks::loss_hessian(K, b, W, Y, C, H);
  numeric::checkHessian(make<networks::loss_objective>(K, b, W, Y, C), H);
  networks::loss_hessian_workspace workspace;
  Matrix warm;
  for (int i = 0; i < 2; ++i) {
    networks::loss_hessian(K, b, W, Y, C, warm, workspace);
    expectSame(Flat(warm), Flat(H), "the Hessian with a workspace");
  }
}

TEST(Networks, Regression) {
  NUMERIC_CHECK(networks::regression, W, Vector(b.head(2)), random<Matrix>(4, 3, 6),
                                        random<Matrix>(2, 3, 7));
}

TEST(Networks, CrossEntropyOfLargeLogits) {
  Matrix S(2, 2), C(2, 2), S_bar;
  S << 1000, -1000, -1000, 1000;
  C << 1, 1, 0, 0;
  EXPECT_NEAR(networks::cross_entropy_gradient(S, C, S_bar), 2000, 1e-9);
  expectClose(Flat(S_bar), (Vector(4) << 0, 0, -1, 1).finished(), 1e-14, "the gradient");
}

// The members of an objective.

TEST(Objective, InitialAndUnpack) {
  const Matrix Y = inputs(5), C = classes(5);
  networks::loss_objective objective(K, b, W, Y, C);
  EXPECT_EQ(objective.dimension(), 12 + 4 + 8);
  expectSame(objective.initial(), Flat(K, b, W), "the initial vector");
  static_assert(std::is_same_v<const Vector &, decltype(objective.initial())>);
  Matrix K2, W2;
  Vector b2;
  const Vector w = numeric::direction(24, 3);
  objective.unpack(w, K2, b2, W2);
  EXPECT_EQ(K2.rows(), 4);
  EXPECT_EQ(W2.rows(), 2);
  expectSame(Flat(K2, b2, W2), w, "what was unpacked");
  EXPECT_THROW(objective.unpack(w.head(23), K2, b2, W2), std::invalid_argument);
  EXPECT_NEAR(objective.value(w), networks::loss(K2, b2, W2, Y, C), 1e-12);
}

TEST(Objective, Rebind) {
  const Matrix Y = inputs(6), C = classes(6);
  const Vector v = numeric::direction(24, 3);
  networks::loss_objective objective(K, b, W, Y, C);
  Vector g, hv, gv, fresh;
  objective.linearize(objective.initial(), g);
  objective.hvp(objective.initial(), v, hv);
  objective.ggnvp(objective.initial(), v, gv);
  // Fewer examples, more than before, and the same again: what was left in the buffers is of no
  // account.
  for (Eigen::Index n : {3, 9, 6, 1}) {
    const Matrix Yn = inputs(n).array() * 1.3, Cn = classes(n);
    objective.rebind(Yn, Cn);
    networks::loss_objective other(K, b, W, Yn, Cn);
    EXPECT_EQ(objective.value(v), other.value(v));
    EXPECT_EQ(objective.gradient(v, g), other.gradient(v, fresh));
    expectSame(g, fresh, "the gradient");
    EXPECT_EQ(objective.linearize(v, g), other.linearize(v, fresh));
    expectSame(g, fresh, "the gradient that linearize gives");
    objective.hvp(g, hv);
    other.hvp(g, fresh);
    expectSame(hv, fresh, "the linearised Hessian product");
    objective.hvp(v, g, hv);
    other.hvp(v, g, fresh);
    expectSame(hv, fresh, "the Hessian product");
    objective.ggnvp(g, gv);
    other.ggnvp(g, fresh);
    expectSame(gv, fresh, "the linearised Gauss-Newton product");
    objective.ggnvp(v, g, gv);
    other.ggnvp(v, g, fresh);
    expectSame(gv, fresh, "the Gauss-Newton product");
  }
}

/// An lvalue is held by reference, a temporary is kept.
TEST(Objective, HoldsItsArguments) {
  Matrix Y = inputs(5);
  const Matrix C = classes(5);
  networks::loss_objective objective(K, b, W, Y, classes(5));
  const Vector w = objective.initial();
  EXPECT_NEAR(objective.value(w), networks::loss(K, b, W, Y, C), 1e-12);
  Y *= 2;
  EXPECT_NEAR(objective.value(w), networks::loss(K, b, W, Y, C), 1e-12);
  objective.rebind(inputs(5) * 3, C);
  EXPECT_NEAR(objective.value(w), networks::loss(K, b, W, inputs(5) * 3, C), 1e-12);
}

/// A workspace that was warmed by large matrices serves smaller ones.
TEST(Workspace, SmallerAndLargerSizes) {
  networks::loss_gradient_workspace gradient;
  networks::loss_hvp_workspace hvp;
  networks::loss_ggnvp_workspace ggnvp;
  networks::loss_tangent_workspace tangent;
  networks::loss_adjoint_workspace adjoint;
  networks::layers_tangent_workspace layers;
  for (Eigen::Index n : {4, 7, 2, 7, 1}) {
    const Matrix Y = inputs(n), C = classes(n);
    const Matrix K_dot = random<Matrix>(4, 3, 11), W_dot = random<Matrix>(2, 4, 12);
    const Vector b_dot = randomVector<Vector>(4, 13);
    Matrix Ka, Wa, Kb, Wb;
    Vector ba, bb;
    networks::loss_gradient(K, b, W, Y, C, Ka, ba, Wa, gradient);
    networks::loss_gradient(K, b, W, Y, C, Kb, bb, Wb);
    expectSame(Flat(Ka, ba, Wa), Flat(Kb, bb, Wb), "the gradient");
    networks::loss_hvp(K, b, W, Y, C, K_dot, b_dot, W_dot, Ka, ba, Wa, hvp);
    networks::loss_hvp(K, b, W, Y, C, K_dot, b_dot, W_dot, Kb, bb, Wb);
    expectSame(Flat(Ka, ba, Wa), Flat(Kb, bb, Wb), "the Hessian product");
    networks::loss_ggnvp(K, b, W, Y, C, K_dot, b_dot, W_dot, Ka, ba, Wa, ggnvp);
    networks::loss_ggnvp(K, b, W, Y, C, K_dot, b_dot, W_dot, Kb, bb, Wb);
    expectSame(Flat(Ka, ba, Wa), Flat(Kb, bb, Wb), "the Gauss-Newton product");
    double fa = 0, fb = 0;
    networks::loss_tangent(K, b, W, Y, C, K_dot, b_dot, W_dot, fa, tangent);
    networks::loss_tangent(K, b, W, Y, C, K_dot, b_dot, W_dot, fb);
    EXPECT_EQ(fa, fb);
    networks::loss_adjoint(K, b, W, Y, C, 0.7, Ka, ba, Wa, adjoint);
    networks::loss_adjoint(K, b, W, Y, C, 0.7, Kb, bb, Wb);
    expectClose(Flat(Ka, ba, Wa), Flat(Kb, bb, Wb), 1e-14, "the adjoint");
    Matrix La, Lb;
    const Matrix X_dot = Y * 0.5;
    const Matrix &value = networks::layers_tangent(K, b, Y, K_dot, b_dot, X_dot, La, layers);
    EXPECT_EQ(value, networks::layers_tangent(K, b, Y, K_dot, b_dot, X_dot, Lb));
    EXPECT_EQ(La, Lb);
  }
}

} // namespace
