// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "places.gateaux.hpp"

namespace {

using Eigen::RowVectorXd;
using numeric::check;
using numeric::derivative;
using numeric::expectClose;
using numeric::Flat;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix A = random<Matrix>(3, 3, 1);
const Vector x = randomVector<Vector>(3, 2), x4 = randomVector<Vector>(4, 3);

TEST(Places, Expressions) {
  NUMERIC_CHECK(places::expressions, A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(places::expressions, A, x);
}
TEST(Places, Reassigned) { NUMERIC_CHECK(places::reassigned, A, x, 0.8); }
TEST(Places, Aliased) { NUMERIC_CHECK(places::aliased, A, x); }
TEST(Places, Elements) { NUMERIC_CHECK(places::elements, A, x); }
TEST(Places, RowsAndColumns) {
  NUMERIC_CHECK(places::rows_and_columns, A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(places::rows_and_columns, A, x);
}
TEST(Places, Blocks) { NUMERIC_CHECK(places::blocks, A, x); }
TEST(Places, Segments) { NUMERIC_CHECK(places::segments, x4, randomVector<RowVectorXd>(4, 4)); }
TEST(Places, Diagonals) { NUMERIC_CHECK(places::diagonals, A, x); }
TEST(Places, FromNumbers) { NUMERIC_CHECK(places::from_numbers, 0.4, -0.7, x); }
TEST(Places, Swapped) { NUMERIC_CHECK(places::swapped, x, randomVector<Vector>(3, 5)); }
TEST(Places, References) { NUMERIC_CHECK(places::references, A, x); }

// Outputs by reference.

const Matrix A_dot = random<Matrix>(3, 3, 11);
const Vector x_dot = randomVector<Vector>(3, 12), y0 = randomVector<Vector>(3, 13);
const Vector y0_dot = randomVector<Vector>(3, 14), u = randomVector<Vector>(3, 15);

TEST(Places, TwoOutputs) {
  Vector y, y_dot;
  double norm = 0, norm_dot = 0;
  places::two_outputs_tangent(A, x, y, norm, A_dot, x_dot, y_dot, norm_dot);
  Vector z;
  double zNorm = 0;
  places::two_outputs(A, x, z, zNorm);
  expectClose(Flat(y, norm), Flat(z, zNorm), 1e-14, "the outputs");
  expectClose(Flat(y_dot, norm_dot), derivative([&](double h) {
                Vector v;
                double n = 0;
                places::two_outputs(A + h * A_dot, x + h * x_dot, v, n);
                return Flat(v, n).vector();
              }),
              1e-9, "the tangents of the outputs");

  Vector y_bar = u;
  double norm_bar = 0.7;
  Matrix A_bar;
  Vector x_bar;
  places::two_outputs_adjoint(A, x, y, norm, y_bar, norm_bar, A_bar, x_bar);
  expectClose(Flat(y, norm), Flat(z, zNorm), 1e-14, "the outputs");
  EXPECT_NEAR(u.dot(y_dot) + 0.7 * norm_dot, A_bar.cwiseProduct(A_dot).sum() + x_bar.dot(x_dot),
              1e-12);
  EXPECT_EQ(norm_bar, 0) << "the adjoint of a pure output is consumed";
  EXPECT_TRUE((y_bar.array() == 0).all()) << "the adjoint of a pure output is consumed";
  const Vector once = Flat(A_bar, x_bar);
  y_bar = u;
  norm_bar = 0.7;
  places::two_outputs_adjoint(A, x, y, norm, y_bar, norm_bar, A_bar, x_bar);
  expectClose(Flat(A_bar, x_bar), 2 * once, 1e-13, "the adjoint added to itself");
}

TEST(Places, ValueAndOutput) {
  Matrix B, B_dot;
  double value_dot = 0;
  const double value = places::value_and_output_tangent(A, x, B, A_dot, x_dot, value_dot, B_dot);
  Matrix C;
  EXPECT_DOUBLE_EQ(value, places::value_and_output(A, x, C));
  expectClose(Flat(B), Flat(C), 1e-14, "the output");
  expectClose(Flat(value_dot, B_dot), derivative([&](double h) {
                Matrix D;
                const double v = places::value_and_output(A + h * A_dot, x + h * x_dot, D);
                return Flat(v, D).vector();
              }),
              1e-9, "the tangents");

  const Matrix U = random<Matrix>(3, 3, 16);
  Matrix B_bar = U, A_bar;
  Vector x_bar;
  places::value_and_output_adjoint(A, x, B, 0.6, B_bar, A_bar, x_bar);
  EXPECT_NEAR(U.cwiseProduct(B_dot).sum() + 0.6 * value_dot,
              A_bar.cwiseProduct(A_dot).sum() + x_bar.dot(x_dot), 1e-12);
  EXPECT_TRUE((B_bar.array() == 0).all()) << "the adjoint of a pure output is consumed";
}

TEST(Places, InAndOut) {
  Vector y = y0, y_dot = y0_dot;
  places::in_and_out_tangent(A, y, A_dot, y_dot);
  Vector z = y0;
  places::in_and_out(A, z);
  expectClose(y, z, 1e-14, "what is read and written");
  expectClose(y_dot, derivative([&](double h) {
                Vector v = y0 + h * y0_dot;
                places::in_and_out(A + h * A_dot, v);
                return v;
              }),
              1e-9, "its tangent");

  y = y0;
  Matrix A_bar;
  Vector y_bar = u; // the output's on entry, the input's on return
  places::in_and_out_adjoint(A, y, A_bar, y_bar);
  expectClose(y, z, 1e-14, "what is read and written");
  EXPECT_NEAR(u.dot(y_dot), A_bar.cwiseProduct(A_dot).sum() + y_bar.dot(y0_dot), 1e-12);
}

TEST(Places, AllKinds) {
  Vector state = y0, state_dot = y0_dot, out, out_dot;
  double count = 1.5, count_dot = 0.3, value_dot = 0;
  const double value = places::all_kinds_tangent(x, state, count, out, x_dot, state_dot, count_dot,
                                                 value_dot, out_dot);
  Vector s = y0, o;
  double c = 1.5;
  EXPECT_DOUBLE_EQ(value, places::all_kinds(x, s, c, o));
  expectClose(Flat(state, count, out), Flat(s, c, o), 1e-14, "what is written");
  expectClose(Flat(value_dot, state_dot, count_dot, out_dot), derivative([&](double h) {
                Vector t = y0 + h * y0_dot, p;
                double d = 1.5 + h * 0.3;
                const double v = places::all_kinds(x + h * x_dot, t, d, p);
                return Flat(v, t, d, p).vector();
              }),
              1e-9, "the tangents");

  const Vector state_u = randomVector<Vector>(3, 21), out_u = randomVector<Vector>(3, 22);
  state = y0;
  count = 1.5;
  Vector state_bar = state_u, out_bar = out_u, x_bar;
  double count_bar = -0.4;
  places::all_kinds_adjoint(x, state, count, out, 0.9, out_bar, x_bar, state_bar, count_bar);
  expectClose(Flat(state, count, out), Flat(s, c, o), 1e-14, "what is written");
  EXPECT_NEAR(0.9 * value_dot + state_u.dot(state_dot) - 0.4 * count_dot + out_u.dot(out_dot),
              x_bar.dot(x_dot) + state_bar.dot(y0_dot) + count_bar * 0.3, 1e-12);
  EXPECT_TRUE((out_bar.array() == 0).all()) << "the adjoint of a pure output is consumed";
}

} // namespace
