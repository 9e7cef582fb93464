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
  check<decompositions::inverse_objective>(A);
  NUMERIC_CHECK_FUNCTIONS(decompositions::inverse, A);
}
TEST(Decompositions, FixedInverse) { check<decompositions::fixed_inverse_objective>(fixed<3>(1), fixed<2>(2), fixed<4>(3)); }
TEST(Decompositions, Determinants) {
  check<decompositions::determinants_objective>(A, fixed<3>(4), fixed<2>(5), fixed<4>(6));
}
TEST(Decompositions, LogLikelihood) {
  check<decompositions::log_likelihood_objective>(K, y);
  NUMERIC_CHECK_SCALAR_FUNCTIONS(decompositions::log_likelihood, K, y);
}
TEST(Decompositions, LogLikelihoodLdlt) { check<decompositions::log_likelihood_ldlt_objective>(K, B); }
TEST(Decompositions, CholeskyFactor) {
  check<decompositions::cholesky_factor_objective>(K);
  NUMERIC_CHECK_FUNCTIONS(decompositions::cholesky_factor, K);
}
TEST(Decompositions, Whitened) { check<decompositions::whitened_objective>(K, y); }
TEST(Decompositions, UpperCholesky) { check<decompositions::upper_cholesky_objective>(Ku, y); }
TEST(Decompositions, Pivots) { check<decompositions::pivots_objective>(K, y); }
TEST(Decompositions, FixedCholesky) {
  Eigen::Matrix3d k = fixed<3>(7) * fixed<3>(7).transpose();
  check<decompositions::fixed_cholesky_objective>(k, Eigen::Vector3d(vector(3, 1)));
}
TEST(Decompositions, LuSolve) {
  check<decompositions::lu_solve_objective>(A, y);
  NUMERIC_CHECK_FUNCTIONS(decompositions::lu_solve, A, y);
}
TEST(Decompositions, Solves) { check<decompositions::solves_objective>(A, B); }
TEST(Decompositions, LeastSquares) {
  check<decompositions::least_squares_objective>(tall, matrix(5, 2, 8));
  check<decompositions::least_squares_objective>(A, B);
}
TEST(Decompositions, Shortest) {
  check<decompositions::shortest_objective>(wide, vector(3, 9));
  check<decompositions::shortest_objective>(tall, vector(5, 9));
}
TEST(Decompositions, QrDeterminant) { check<decompositions::qr_determinant_objective>(A, y); }
TEST(Decompositions, TriangularSolves) { check<decompositions::triangular_solves_objective>(A, B); }
TEST(Decompositions, TriangularProducts) { check<decompositions::triangular_products_objective>(A, B); }
TEST(Decompositions, TriangularWrites) {
  check<decompositions::triangular_writes_objective>(A, K, y, 0.7);
}
TEST(Decompositions, Spectrum) { check<decompositions::spectrum_objective>(K, y); }
TEST(Decompositions, Eigenvectors) { check<decompositions::eigenvectors_objective>(0.2 * K, A); }
TEST(Decompositions, NuclearNorm) {
  check<decompositions::nuclear_norm_objective>(tall);
  check<decompositions::nuclear_norm_objective>(wide);
}
TEST(Decompositions, Polar) { check<decompositions::polar_objective>(tall, matrix(5, 3, 10)); }

} // namespace
