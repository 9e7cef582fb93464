// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "types.gateaux.hpp"

namespace {

using Eigen::Matrix3d;
using Eigen::Vector2d;
using Eigen::Vector3d;
using Eigen::VectorXf;
using numeric::check;
using numeric::checkFloat;
using numeric::derivative;
using numeric::expectClose;
using numeric::Flat;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix M = random<Matrix>(2, 3, 1), Q = random<Matrix>(3, 3, 2);
const Vector v = randomVector<Vector>(3, 3), w = randomVector<Vector>(2, 4);

TEST(Types, Fixed) {
  const types::Matrix23d A = M;
  const Vector3d x = v;
  const Vector2d y = w;
  NUMERIC_CHECK(types::fixed, A, x, y);
  NUMERIC_CHECK_FUNCTIONS(types::fixed, A, x, y);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(types::fixed, A, x, y);
  Matrix H;
  types::fixed_hessian(A, x, y, H);
  numeric::checkHessian(numeric::make<types::fixed_objective>(A, x, y), H);
}
TEST(Types, FixedResult) {
  const types::Matrix23d A = M;
  const Vector3d x = v;
  NUMERIC_CHECK(types::fixed_result, A, x);
  NUMERIC_CHECK_FUNCTIONS(types::fixed_result, A, x);
}
TEST(Types, FixedMatrix) {
  const Eigen::Matrix2d A = Q.topLeftCorner(2, 2);
  NUMERIC_CHECK(types::fixed_matrix, A, 0.7);
  NUMERIC_CHECK_FUNCTIONS(types::fixed_matrix, A, 0.7);
}
TEST(Types, HalfFixed) {
  const types::MatrixX3d A = M;
  const Vector3d x = v;
  NUMERIC_CHECK(types::half_fixed, A, x);
}
TEST(Types, ByValue) {
  const Vector3d x = v;
  const Matrix3d A = Q;
  NUMERIC_CHECK(types::by_value, x, A, Q);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(types::by_value, x, A, Q);
}
TEST(Types, RowMajor) {
  const types::RowMajorXd A = M;
  const Matrix B = random<Matrix>(3, 2, 5);
  NUMERIC_CHECK(types::row_major, A, B);
  NUMERIC_CHECK_FUNCTIONS(types::row_major, A, B);
  // Column by column, whatever the storage order.
  types::row_major_objective objective(A, B);
  EXPECT_EQ(objective.initial().head(6), Vector(Eigen::Map<const Vector>(M.data(), 6)));
  types::RowMajorXd A2;
  Matrix B2;
  objective.unpack(objective.initial(), A2, B2);
  EXPECT_EQ(A2, A);
  EXPECT_EQ(B2, B);
}
TEST(Types, RowMajorFixed) {
  const types::RowMajor23d A = M;
  const Vector3d x = v;
  NUMERIC_CHECK(types::row_major_fixed, A, x);
  NUMERIC_CHECK_FUNCTIONS(types::row_major_fixed, A, x);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(types::row_major_fixed, A, x);
  Matrix H;
  types::row_major_fixed_hessian(A, x, H);
  numeric::checkHessian(numeric::make<types::row_major_fixed_objective>(A, x), H);
}
TEST(Types, Arrays) {
  const Eigen::ArrayXXd A = Q.leftCols(2);
  const Eigen::Array3d x = v;
  NUMERIC_CHECK(types::arrays, A, x);
  NUMERIC_CHECK_FUNCTIONS(types::arrays, A, x);
}

TEST(Types, Float) {
  NUMERIC_CHECK(types::energy_d, M, v, 0.7);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(types::energy_d, M, v, 0.7);
  const Eigen::MatrixXf A = M.cast<float>();
  const VectorXf x = v.cast<float>();
  checkFloat<types::energy_f_objective, types::energy_d_objective>(A, x, 0.7f);
  static_assert(
      std::is_same_v<const VectorXf &, decltype(types::energy_f_objective(A, x, 0.7f).initial())>);
  Matrix H, wide;
  types::energy_f_hessian(A, x, 0.7f, H);
  types::energy_d_hessian(A.cast<double>(), x.cast<double>(), 0.7f, wide);
  expectClose(Flat(H), Flat(wide), 2e-5, "the Hessian in float");
}
TEST(Types, FloatResult) {
  const Matrix P = M.cwiseAbs();
  const Vector p = v.cwiseAbs();
  NUMERIC_CHECK(types::layer_d, P, p, 0.7);
  NUMERIC_CHECK_FUNCTIONS(types::layer_d, P, p, 0.7);
  const Eigen::MatrixXf A = P.cast<float>();
  const VectorXf x = p.cast<float>();
  checkFloat<types::layer_f_objective, types::layer_d_objective>(A, x, 0.7f);
}

// A Ref takes a block as it takes a matrix; its adjoints are sized by the caller.
TEST(Types, Refs) {
  const Matrix large = random<Matrix>(5, 6, 7);
  const auto A = large.block(1, 2, 2, 3);
  const Matrix A_dot = random<Matrix>(2, 3, 8);
  const Vector v_dot = randomVector<Vector>(3, 9);
  double f_dot = 0;
  const double value = types::refs_tangent(A, v, A_dot, v_dot, f_dot);
  EXPECT_DOUBLE_EQ(value, types::refs(A, v));
  const auto along = [&](double h) {
    return Vector::Constant(1, types::refs(A + h * A_dot, v + h * v_dot)).eval();
  };
  expectClose(Flat(f_dot), derivative(along), 1e-9, "the tangent");

  Matrix bars = Matrix::Zero(4, 4);
  Vector v_bar = Vector::Zero(3);
  types::refs_adjoint(A, v, 1.0, bars.block(1, 1, 2, 3), v_bar);
  EXPECT_NEAR(bars.block(1, 1, 2, 3).cwiseProduct(A_dot).sum() + v_bar.dot(v_dot), f_dot, 1e-12);
  EXPECT_EQ(bars.row(0).norm() + bars.col(0).norm() + bars.row(3).norm(), 0);

  Matrix g = Matrix::Constant(2, 3, 9);
  Vector gv = Vector::Constant(3, 9);
  types::refs_gradient(A, v, g, gv);
  expectClose(Flat(g, gv), Flat(bars.block(1, 1, 2, 3).eval(), v_bar), 1e-14, "the gradient");

  Matrix A_hv(2, 3);
  Vector v_hv(3);
  types::refs_hvp(A, v, A_dot, v_dot, A_hv, v_hv);
  expectClose(Flat(A_hv, v_hv), derivative([&](double h) {
                Matrix gh(2, 3);
                Vector gvh(3);
                types::refs_gradient(A + h * A_dot, v + h * v_dot, gh, gvh);
                return Flat(gh, gvh).vector();
              }),
              1e-9, "the Hessian product");
}

TEST(Types, RefOutput) {
  const Matrix A_dot = random<Matrix>(2, 3, 8);
  const Vector x_dot = randomVector<Vector>(3, 9), u = randomVector<Vector>(2, 10);
  Vector y(2), y_dot(2), z(2);
  types::ref_output(M, v, z);
  types::ref_output_tangent(M, v, y, A_dot, x_dot, y_dot);
  expectClose(y, z, 1e-14, "the output");
  expectClose(y_dot, derivative([&](double h) {
                Vector r(2);
                types::ref_output(M + h * A_dot, v + h * x_dot, r);
                return r;
              }),
              1e-9, "its tangent");
  Vector y_bar = u, x_bar;
  Matrix A_bar = Matrix::Zero(2, 3);
  types::ref_output_adjoint(M, v, y, y_bar, A_bar, x_bar);
  EXPECT_NEAR(u.dot(y_dot), A_bar.cwiseProduct(A_dot).sum() + x_bar.dot(x_dot), 1e-12);
  EXPECT_EQ(y_bar.norm(), 0);
}

TEST(Types, Maps) {
  std::vector<double> numbers(9);
  Eigen::Map<Matrix>(numbers.data(), 2, 3) = M;
  Eigen::Map<Vector>(numbers.data() + 6, 3) = v;
  const Eigen::Map<const Matrix> A(numbers.data(), 2, 3);
  const Eigen::Map<Vector> x(numbers.data() + 6, 3);
  const Matrix A_dot = random<Matrix>(2, 3, 8);
  const Vector x_dot = randomVector<Vector>(3, 9);
  double f_dot = 0;
  EXPECT_DOUBLE_EQ(types::maps_tangent(A, x, A_dot, x_dot, f_dot), (M * v).squaredNorm());
  EXPECT_NEAR(f_dot, 2 * (M * v).dot(A_dot * v + M * x_dot), 1e-12);
  Matrix A_bar = Matrix::Zero(2, 3);
  Vector x_bar = Vector::Zero(3);
  types::maps_adjoint(A, x, 1.0, A_bar, x_bar);
  expectClose(Flat(A_bar, x_bar), Flat(2 * M * v * v.transpose(), 2 * M.transpose() * M * v), 1e-14,
              "the adjoint");
  types::maps_gradient(A, x, A_bar, x_bar);
  expectClose(Flat(A_bar, x_bar), Flat(2 * M * v * v.transpose(), 2 * M.transpose() * M * v), 1e-14,
              "the gradient");
}

TEST(Types, RefData) {
  const Matrix A = random<Matrix>(2, 3, 7);
  NUMERIC_CHECK(types::ref_data, v, A, w);
}

} // namespace
