// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "structure.gateaux.hpp"

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

const Matrix A = matrix(4, 3, 1), Q = matrix(4, 4, 2);
const Vector x = vector(4, 3);

Eigen::VectorXi indices(std::initializer_list<int> list) {
  Eigen::VectorXi v(static_cast<Eigen::Index>(list.size()));
  std::copy(list.begin(), list.end(), v.data());
  return v;
}

TEST(Structure, Slices) { NUMERIC_CHECK(structure::slices, A, x, indices({3, 0, 3})); }
TEST(Structure, WrittenSlices) {
  NUMERIC_CHECK(structure::written_slices, A, matrix(3, 3, 4), indices({3, 1}));
}
TEST(Structure, OtherDiagonals) { NUMERIC_CHECK(structure::other_diagonals, Q, vector(3, 5)); }
TEST(Structure, Reshapes) { NUMERIC_CHECK(structure::reshapes, A); }
TEST(Structure, Reversals) { NUMERIC_CHECK(structure::reversals, Q, x); }
TEST(Structure, Resizes) { NUMERIC_CHECK(structure::resizes, A, x); }
TEST(Structure, Made) { NUMERIC_CHECK(structure::made, x, -0.7, 1.9); }
TEST(Structure, Geometry) {
  NUMERIC_CHECK(structure::geometry, Eigen::Vector3d(vector(3, 6)), Eigen::Vector3d(vector(3, 7)), x);
}
TEST(Structure, Lambdas) { NUMERIC_CHECK(structure::lambdas, A, matrix(4, 3, 8), 0.7); }

} // namespace
