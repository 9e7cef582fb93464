// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "matrix_functions.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::Vector;

Vector vector(Eigen::Index n, unsigned seed) { return numeric::randomVector<Vector>(n, seed); }
Matrix matrix(unsigned seed) { return numeric::random<Matrix>(3, 3, seed); }
/// Its eigenvalues lie away from where logarithms and roots end.
Matrix regular(unsigned seed) { return matrix(seed) + 3 * Matrix::Identity(3, 3); }

TEST(MatrixFunctions, Exponential) {
  check<matrix_functions::exponential_objective>(matrix(1), vector(3, 2));
  // Of a symmetric matrix and its eigenvectors: exp'(A)[E] = V (F o V'EV) V', F the divided differences.
  const Matrix A = matrix(3) + matrix(3).transpose(), E = matrix(4);
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(A);
  const Matrix V = eigen.eigenvectors();
  const Vector l = eigen.eigenvalues();
  Matrix inner = V.transpose() * E * V;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      inner(i, j) *= i == j ? std::exp(l(i)) : (std::exp(l(i)) - std::exp(l(j))) / (l(i) - l(j));
  const Matrix closed = V * inner * V.transpose(), made = gateaux::exp_along(A, E);
  numeric::expectClose(made.reshaped(), closed.reshaped(), 1e-12, "the derivative along E");
}
TEST(MatrixFunctions, Logarithm) { check<matrix_functions::logarithm_objective>(regular(5)); }
TEST(MatrixFunctions, Root) { check<matrix_functions::root_objective>(regular(6), matrix(7)); }
TEST(MatrixFunctions, Power) {
  check<matrix_functions::power_objective>(regular(8), 1.7);
  check<matrix_functions::power_objective>(regular(8), -0.3);
}
TEST(MatrixFunctions, Trigonometric) { check<matrix_functions::trigonometric_objective>(matrix(9)); }
TEST(MatrixFunctions, Fixed) { check<matrix_functions::fixed_objective>(Eigen::Matrix2d(matrix(14).topLeftCorner(2, 2))); }
TEST(MatrixFunctions, Coefficients) { check<matrix_functions::coefficients_objective>(matrix(10)); }
TEST(MatrixFunctions, System) {
  check<matrix_functions::system_objective>(matrix(11), matrix(12), vector(3, 13), 3, true);
  check<matrix_functions::system_objective>(matrix(11), matrix(12), vector(3, 13), 3, false);
}

} // namespace
