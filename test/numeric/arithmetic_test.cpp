// SPDX-License-Identifier: Apache-2.0
#include "arithmetic.gateaux.hpp"
#include "check.hpp"

namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::RowVectorXd;
using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix A = random<Matrix>(3, 3, 1), B = random<Matrix>(3, 3, 2);
const Vector x = randomVector<Vector>(3, 3), y = randomVector<Vector>(3, 4);
const double s = 0.8;

TEST(Arithmetic, Matrices) {
  const Matrix C = random<Matrix>(3, 2, 5), D = random<Matrix>(3, 2, 6);
  NUMERIC_CHECK(arithmetic::matrices, C, D, s);
  NUMERIC_CHECK_FUNCTIONS(arithmetic::matrices, C, D, s);
}
TEST(Arithmetic, Vectors) {
  NUMERIC_CHECK(arithmetic::vectors, x, y, s);
  NUMERIC_CHECK_FUNCTIONS(arithmetic::vectors, x, y, s);
}
TEST(Arithmetic, RowVectors) {
  NUMERIC_CHECK(arithmetic::row_vectors, RowVectorXd(x), RowVectorXd(y), s);
  NUMERIC_CHECK_FUNCTIONS(arithmetic::row_vectors, RowVectorXd(x), RowVectorXd(y), s);
}
TEST(Arithmetic, Arrays) {
  const auto P = random<ArrayXXd>(2, 3, 5, 0.5, 1.5), Q = random<ArrayXXd>(2, 3, 6, 0.5, 1.5);
  NUMERIC_CHECK(arithmetic::arrays, P, Q, s);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(arithmetic::arrays, P, Q, s);
}
TEST(Arithmetic, ArrayVectors) {
  const auto a = randomVector<ArrayXd>(4, 7, 0.5, 1.5), b = randomVector<ArrayXd>(4, 8, 0.5, 1.5);
  NUMERIC_CHECK(arithmetic::array_vectors, a, b, s);
}
TEST(Arithmetic, Views) { NUMERIC_CHECK(arithmetic::views, A, B, random<ArrayXXd>(3, 3, 9)); }
TEST(Arithmetic, Updates) {
  NUMERIC_CHECK(arithmetic::updates, A, B, x, s);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(arithmetic::updates, A, B, x, s);
}
TEST(Arithmetic, Constants) { NUMERIC_CHECK(arithmetic::constants, A, x, s); }
TEST(Arithmetic, Evaluated) { NUMERIC_CHECK(arithmetic::evaluated, A, x); }
TEST(Arithmetic, Integers) {
  Eigen::MatrixXi N(3, 3);
  N << 1, 2, 3, -1, 0, 2, 5, 4, 1;
  Eigen::VectorXi k(3);
  k << 2, -3, 4;
  NUMERIC_CHECK(arithmetic::integers, A, N, k);
}
TEST(Arithmetic, Narrowed) {
  const Eigen::MatrixXf F = B.cast<float>();
  Matrix A_bar;
  Eigen::MatrixXf F_bar;
  const double value = arithmetic::narrowed_gradient(A, F, A_bar, F_bar);
  const Matrix W = F.cast<double>();
  EXPECT_NEAR(value, (W * A).squaredNorm() + (A * W * A).sum(), 1e-12);
  const Matrix ones = Matrix::Ones(3, 3);
  const Matrix F_hand = 2 * W * A * A.transpose() + A.transpose() * ones * A.transpose();
  const Matrix A_hand =
      2 * W.transpose() * W * A + ones * (W * A).transpose() + W.transpose() * A.transpose() * ones;
  EXPECT_LT((A_bar - A_hand).norm(), 1e-12);
  EXPECT_LT((F_bar.cast<double>() - F_hand).norm(), 1e-5);
}
TEST(Arithmetic, Mixed) {
  NUMERIC_CHECK(arithmetic::mixed, s, x, A, 1.3);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(arithmetic::mixed, s, x, A, 1.3);
  NUMERIC_CHECK_FUNCTIONS(arithmetic::mixed, s, x, A, 1.3);
  Matrix H;
  EXPECT_DOUBLE_EQ(arithmetic::mixed_hessian(s, x, A, 1.3, H), arithmetic::mixed(s, x, A, 1.3));
  numeric::checkHessian(numeric::make<arithmetic::mixed_objective>(s, x, A, 1.3), H);
}

} // namespace
