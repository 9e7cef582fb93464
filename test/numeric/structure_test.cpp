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

TEST(Structure, Slices) { check<structure::slices_objective>(A, x, indices({3, 0, 3})); }
TEST(Structure, WrittenSlices) {
  check<structure::written_slices_objective>(A, matrix(3, 3, 4), indices({3, 1}));
}
TEST(Structure, OtherDiagonals) { check<structure::other_diagonals_objective>(Q, vector(3, 5)); }
TEST(Structure, Reshapes) { check<structure::reshapes_objective>(A); }
TEST(Structure, Reversals) { check<structure::reversals_objective>(Q, x); }
TEST(Structure, Resizes) { check<structure::resizes_objective>(A, x); }
TEST(Structure, Made) { check<structure::made_objective>(x, -0.7, 1.9); }
TEST(Structure, Geometry) {
  check<structure::geometry_objective>(Eigen::Vector3d(vector(3, 6)), Eigen::Vector3d(vector(3, 7)), x);
}
TEST(Structure, Lambdas) { check<structure::lambdas_objective>(A, matrix(4, 3, 8), 0.7); }

} // namespace
