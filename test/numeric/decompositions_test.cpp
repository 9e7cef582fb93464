// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "decompositions.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

Matrix matrix(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  return random<Matrix>(rows, cols, seed);
}
Vector vector(Eigen::Index size, unsigned seed) { return randomVector<Vector>(size, seed); }
template <int N> Eigen::Matrix<double, N, N> fixed(unsigned seed) {
  Eigen::Matrix<double, N, N> m = random<Matrix>(N, N, seed);
  m.diagonal().array() += 2.0;
  return m;
}

const Matrix A = matrix(4, 4, 1) + 3.0 * Matrix::Identity(4, 4);
/// Not symmetric: what is read of it is one triangle.
const Matrix K = A.transpose() * A + Matrix::Identity(4, 4) + 0.3 * Matrix(matrix(4, 4, 2).triangularView<Eigen::StrictlyUpper>());
const Matrix Ku = K.transpose();
const Matrix B = matrix(4, 2, 3), tall = matrix(5, 3, 4), wide = matrix(3, 5, 5);
const Vector y = vector(4, 6);

TEST(Decompositions, Inverse) {
  NUMERIC_CHECK(decompositions::inverse, A);
  NUMERIC_CHECK_FUNCTIONS(decompositions::inverse, A);
}
TEST(Decompositions, FixedInverse) { NUMERIC_CHECK(decompositions::fixed_inverse, fixed<3>(1), fixed<2>(2), fixed<4>(3)); }
TEST(Decompositions, Determinants) {
  NUMERIC_CHECK(decompositions::determinants, A, fixed<3>(4), fixed<2>(5), fixed<4>(6));
}
TEST(Decompositions, LogLikelihood) {
  NUMERIC_CHECK(decompositions::log_likelihood, K, y);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(decompositions::log_likelihood, K, y);
}
TEST(Decompositions, LogLikelihoodLdlt) { NUMERIC_CHECK(decompositions::log_likelihood_ldlt, K, B); }
TEST(Decompositions, CholeskyFactor) {
  NUMERIC_CHECK(decompositions::cholesky_factor, K);
  NUMERIC_CHECK_FUNCTIONS(decompositions::cholesky_factor, K);
}
TEST(Decompositions, Whitened) { NUMERIC_CHECK(decompositions::whitened, K, y); }
TEST(Decompositions, UpperCholesky) { NUMERIC_CHECK(decompositions::upper_cholesky, Ku, y); }
TEST(Decompositions, Pivots) { NUMERIC_CHECK(decompositions::pivots, K, y); }
TEST(Decompositions, FixedCholesky) {
  Eigen::Matrix3d k = fixed<3>(7) * fixed<3>(7).transpose();
  NUMERIC_CHECK(decompositions::fixed_cholesky, k, Eigen::Vector3d(vector(3, 1)));
}
TEST(Decompositions, LuSolve) {
  NUMERIC_CHECK(decompositions::lu_solve, A, y);
  NUMERIC_CHECK_FUNCTIONS(decompositions::lu_solve, A, y);
}
TEST(Decompositions, Solves) { NUMERIC_CHECK(decompositions::solves, A, B); }
TEST(Decompositions, LeastSquares) {
  NUMERIC_CHECK(decompositions::least_squares, tall, matrix(5, 2, 8));
  NUMERIC_CHECK(decompositions::least_squares, A, B);
}
TEST(Decompositions, Shortest) {
  NUMERIC_CHECK(decompositions::shortest, wide, vector(3, 9));
  NUMERIC_CHECK(decompositions::shortest, tall, vector(5, 9));
}
TEST(Decompositions, QrDeterminant) { NUMERIC_CHECK(decompositions::qr_determinant, A, y); }
TEST(Decompositions, TriangularSolves) { NUMERIC_CHECK(decompositions::triangular_solves, A, B); }
TEST(Decompositions, TriangularProducts) { NUMERIC_CHECK(decompositions::triangular_products, A, B); }
TEST(Decompositions, TriangularWrites) {
  NUMERIC_CHECK(decompositions::triangular_writes, A, K, y, 0.7);
}
TEST(Decompositions, Spectrum) { NUMERIC_CHECK(decompositions::spectrum, K, y); }
TEST(Decompositions, Eigenvectors) { NUMERIC_CHECK(decompositions::eigenvectors, 0.2 * K, A); }
TEST(Decompositions, NuclearNorm) {
  NUMERIC_CHECK(decompositions::nuclear_norm, tall);
  NUMERIC_CHECK(decompositions::nuclear_norm, wide);
}
TEST(Decompositions, Polar) { NUMERIC_CHECK(decompositions::polar, tall, matrix(5, 3, 10)); }

} // namespace
