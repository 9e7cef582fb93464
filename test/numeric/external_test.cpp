// SPDX-License-Identifier: Apache-2.0
#include "external.gateaux.hpp"

#include "check.hpp"

namespace external {

VectorXd solved(const MatrixXd &A, const VectorXd &b) { return A.llt().solve(b); }
VectorXd solved_tangent(const MatrixXd &A, const VectorXd &b, const MatrixXd &A_dot, const VectorXd &b_dot,
                        VectorXd &solved_dot) {
  const Eigen::LLT<MatrixXd> factor(A);
  const VectorXd x = factor.solve(b);
  solved_dot = factor.solve(b_dot - A_dot * x);
  return x;
}
VectorXd solved_adjoint(const MatrixXd &A, const VectorXd &b, const VectorXd &solved_bar, MatrixXd &A_bar,
                        VectorXd &b_bar) {
  const Eigen::LLT<MatrixXd> factor(A);
  const VectorXd x = factor.solve(b), y = factor.solve(solved_bar);
  A_bar -= y * x.transpose();
  b_bar += y;
  return x;
}

double table(double x, int rows) {
  double sum = 0;
  for (int i = 0; i < rows; ++i)
    sum += std::sin(x + i);
  return sum;
}
static double slope(double x, int rows) {
  double sum = 0;
  for (int i = 0; i < rows; ++i)
    sum += std::cos(x + i);
  return sum;
}
double table_tangent(double x, int rows, const double &x_dot, double &table_dot) {
  table_dot = slope(x, rows) * x_dot;
  return table(x, rows);
}
double table_adjoint(double x, int rows, const double &table_bar, double &x_bar) {
  x_bar += slope(x, rows) * table_bar;
  return table(x, rows);
}

ArrayXd warped(const Vector3d &v) { return v.array().exp(); }
ArrayXd warped_tangent(const Vector3d &v, const Vector3d &v_dot, ArrayXd &warped_dot) {
  warped_dot = v.array().exp() * v_dot.array();
  return v.array().exp();
}
ArrayXd warped_adjoint(const Vector3d &v, const ArrayXd &warped_bar, Vector3d &v_bar) {
  v_bar.array() += v.array().exp() * warped_bar;
  return v.array().exp();
}

} // namespace external

namespace {

using namespace numeric;

const Matrix A = random<Matrix>(5, 4, 1);
const Vector b = randomVector<Vector>(5, 2), c = randomVector<Vector>(4, 3);

TEST(External, Solve) {
  NUMERIC_CHECK(external::fit, A, b, c);
  NUMERIC_CHECK_FUNCTIONS(external::fit, A, b, c);
}
TEST(External, SolveForOneArgument) {
  const Matrix S = A.transpose() * A + Matrix::Identity(4, 4);
  NUMERIC_CHECK(external::fit_right, S, c);
}
TEST(External, Table) { NUMERIC_CHECK(external::looked_up, c, 0.7); }
TEST(External, FixedSizesAndArrays) {
  NUMERIC_CHECK(external::warps, Eigen::Vector3d(0.3, -0.4, 0.9), 0.8);
  NUMERIC_CHECK_FUNCTIONS(external::warps, Eigen::Vector3d(0.3, -0.4, 0.9), 0.8);
}

} // namespace
