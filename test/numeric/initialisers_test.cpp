// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "initialisers.gateaux.hpp"

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
const Eigen::RowVectorXd row = vector(3, 20).transpose();

TEST(Initialisers, Blocks) {
  NUMERIC_CHECK(initialisers::blocks, matrix(2, 3, 1), matrix(2, 1, 2), matrix(3, 3, 3),
                                        matrix(3, 1, 4));
}
TEST(Initialisers, Bordered) {
  NUMERIC_CHECK(initialisers::bordered, matrix(4, 3, 5), vector(4, 6), row, vector(4, 7));
}
TEST(Initialisers, BlockDiagonal) {
  NUMERIC_CHECK(initialisers::block_diagonal, matrix(2, 2, 8), matrix(3, 3, 9));
}
TEST(Initialisers, RunTime) {
  using Eigen::Index;
  NUMERIC_CHECK(initialisers::run_time, matrix(2, 3, 10), matrix(2, 1, 11), Index{2}, Index{5});
  NUMERIC_CHECK(initialisers::run_time, matrix(2, 4, 12), matrix(3, 2, 13), Index{5}, Index{4});
  NUMERIC_CHECK(initialisers::run_time, matrix(2, 3, 14), matrix(1, 3, 15), Index{4}, Index{3});
}
TEST(Initialisers, Transformation) {
  NUMERIC_CHECK(initialisers::transformation, Eigen::Matrix3d(matrix(3, 3, 16)),
                                                Eigen::Vector3d(vector(3, 17)));
}
TEST(Initialisers, Vectors) { NUMERIC_CHECK(initialisers::vectors, vector(4, 18), row, 0.6); }
TEST(Initialisers, Kernel) { NUMERIC_CHECK(initialisers::kernel, vector(4, 19), 1.3); }

} // namespace
