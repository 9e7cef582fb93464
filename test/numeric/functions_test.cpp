// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "functions.gateaux.hpp"

namespace {

using numeric::check;
using numeric::derivative;
using numeric::expectClose;
using numeric::Flat;
using numeric::make;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix W = random<Matrix>(3, 3, 1);
const Vector x = randomVector<Vector>(3, 2), b = randomVector<Vector>(3, 3);

TEST(Functions, Nested) {
  NUMERIC_CHECK(functions::nested, W, b, x, 1.2);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(functions::nested, W, b, x, 1.2);
}

// Derivatives by the user.

TEST(Provided, Both) { NUMERIC_CHECK(functions::calls_both, x, 0.8); }

TEST(Provided, OnlyTangent) {
  const Matrix W_dot = random<Matrix>(3, 3, 5);
  const Vector x_dot = randomVector<Vector>(3, 6);
  Vector f_dot;
  functions::tangent_of_only_tangent_tangent(W, x, W_dot, x_dot, f_dot);
  expectClose(f_dot, derivative([&](double h) {
                return functions::tangent_of_only_tangent(W + h * W_dot, x + h * x_dot);
              }),
              1e-9, "the tangent");
}

TEST(Provided, OnlyAdjoint) { NUMERIC_CHECK(functions::adjoint_of_only_adjoint, W, x); }

// The derivatives that the user provides are used though others would be right.
TEST(Provided, StraightThrough) {
  const Vector v = (Vector(3) << 0.4, -0.9, 1.3).finished();
  const Vector rounded = (3 * v).array().round(), direction = randomVector<Vector>(3, 4);
  Vector g, hv;
  double f_dot = 0;
  EXPECT_EQ(functions::quantised_gradient(v, g), rounded.squaredNorm());
  expectClose(g, 6 * rounded, 1e-14, "the gradient");
  functions::quantised_tangent(v, direction, f_dot);
  EXPECT_NEAR(f_dot, 6 * rounded.dot(direction), 1e-13);
  functions::quantised_hvp(v, direction, hv);
  expectClose(hv, 18 * direction, 1e-14, "the Hessian product");
  Vector x_bar = Vector::Ones(3);
  functions::quantised_adjoint(v, 0.5, x_bar);
  expectClose(x_bar, (1 + 3 * rounded.array()).matrix(), 1e-14, "the adjoint");
}

TEST(Provided, OutsideWrtIsConstant) {
  double x_bar = 0, y_bar = 0, f_dot = 0;
  functions::calls_partly_gradient(2.0, 3.0, x_bar, y_bar);
  EXPECT_EQ(x_bar, 30);
  EXPECT_EQ(y_bar, 1);
  functions::calls_partly_tangent(2.0, 3.0, 1.0, 1.0, f_dot);
  EXPECT_EQ(f_dot, 31);
}

// What has no influence.

TEST(Inactive, Function) {
  Vector g;
  functions::inactive_function_gradient(x, g);
  expectClose(g, Vector::Constant(3, functions::step_size(x)), 1e-14, "the gradient");
}
TEST(Inactive, Statement) {
  Vector g;
  functions::inactive_statement_gradient(x, g);
  expectClose(g, Vector::Constant(3, functions::step_size(x)), 1e-14, "the gradient");
}
TEST(Inactive, StopGradient) {
  Vector g, hv;
  double s_bar = 0, s_hv = 0;
  const Vector y = x.cwiseProduct(x);
  functions::stopped_gradient(x, 0.5, g, s_bar);
  expectClose(g, 0.25 * y, 1e-14, "the gradient");
  EXPECT_NEAR(s_bar, 0.5 * y.dot(x), 1e-14);
  functions::stopped_hvp(x, 0.5, b, 2.0, hv, s_hv);
  expectClose(hv, 2.0 * 0.5 * y, 1e-14, "the Hessian product");
  EXPECT_NEAR(s_hv, 0.5 * y.dot(b), 1e-14);
}

// Several annotations.

TEST(Annotations, Names) {
  const Vector c = randomVector<Vector>(3, 7);
  NUMERIC_CHECK(functions::fit, W, x, c);
  numeric::check<functions::fit_weights_objective>(W, x, c);
  Matrix W_bar, all, H;
  Vector x_bar, x_only, c_bar;
  functions::fit_gradient(W, x, c, all, x_bar, c_bar);
  functions::fit_weights_gradient(W, x, c, W_bar);
  functions::fit_inputs_gradient(W, x, c, x_only);
  expectClose(Flat(W_bar, x_only), Flat(all, x_bar), 1e-14, "the gradients");

  // Mixed second derivatives are blocks of the Hessian.
  functions::fit_hessian(W, x, c, H);
  numeric::checkHessian(make<functions::fit_objective>(W, x, c), H);
  const Vector x_dot = randomVector<Vector>(3, 8);
  const Matrix W_dot = random<Matrix>(3, 3, 9);
  Matrix W_hv;
  functions::fit_mixed_hvp(W, x, c, x_dot, W_hv);
  expectClose(Flat(W_hv), H.block(0, 9, 9, 3) * x_dot, 1e-13, "the derivative of W_bar along x");
  Vector x_hv;
  functions::fit_inputs_hvp(W, x, c, W_dot, x_dot, x_hv);
  expectClose(x_hv, H.block(9, 0, 3, 9) * Flat(W_dot).vector() + H.block(9, 9, 3, 3) * x_dot, 1e-13,
              "the derivative of x_bar along W and x");
  functions::fit_mixed_hvp_workspace workspace;
  Matrix warm;
  functions::fit_mixed_hvp(W, x, c, x_dot, warm, workspace);
  numeric::expectSame(Flat(warm), Flat(W_hv), "with a workspace");
}

TEST(Annotations, Namespaces) {
  NUMERIC_CHECK(global, x, 0.7);
  NUMERIC_CHECK(functions::inner::global, x, 0.7);
  NUMERIC_CHECK(functions::versioned, 0.7);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(::global, x, 0.7);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(functions::inner::global, x, 0.7);
  NUMERIC_CHECK_FUNCTIONS(functions::inner::global, x, 0.7);
}

// Gauss-Newton products.

TEST(GaussNewton, WeightDecay) {
  const Vector c = randomVector<Vector>(3, 7);
  const double decay = 0.3;
  NUMERIC_CHECK(functions::decayed, W, b, x, c, decay);
  const auto f = make<functions::decayed_objective>(W, b, x, c, decay);
  Matrix J;
  functions::decayed_model_jacobian(W, b, x, J);
  const Vector z = functions::decayed_model(W, b, x);
  Matrix H;
  functions::decayed_outer_hessian(z, W, b, c, decay, H);
  // The derivative of (z, W, b) by (W, b), with the model linearised.
  Matrix D(3 + 12, 12);
  D << J, Matrix::Identity(12, 12);
  const Matrix G = D.transpose() * H * D;
  Vector gv;
  for (unsigned seed : {1u, 2u}) {
    const Vector v = numeric::direction(12, seed);
    f.ggnvp(f.initial, v, gv);
    expectClose(gv, G * v, 1e-12, "the Gauss-Newton product");
  }
}
TEST(GaussNewton, LinearModel) {
  const Matrix X = random<Matrix>(3, 4, 8), C = random<Matrix>(3, 4, 9);
  NUMERIC_CHECK(functions::linear_model, W, X, C);
  const auto f = make<functions::linear_model_objective>(W, X, C);
  const Vector v = numeric::direction(9, 3);
  Vector gv, hv;
  f.ggnvp(f.initial, v, gv);
  f.hvp(f.initial, v, hv);
  expectClose(gv, hv, 1e-13, "the Gauss-Newton and the Hessian product");
}
TEST(GaussNewton, ScalarModel) {
  NUMERIC_CHECK(functions::scalar_model, x, 0.8);
  const auto model = make<functions::scalar_model_output_objective>(x, 0.8);
  Vector z;
  model.value(model.initial, z);
  numeric::checkGaussNewton(make<functions::scalar_model_objective>(x, 0.8), model,
                            make<functions::scalar_model_outer_objective>(z(0)));
}

} // namespace
