// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "pointer_targets.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(4, 3, 0.2, 1.3);

TEST(PointerTargets, OneOfTwo) {
  NUMERIC_CHECK(pointer_targets::one_of_two, 0.7, 1.2);
  NUMERIC_CHECK(pointer_targets::one_of_two, 2.7, 3.2);
}
TEST(PointerTargets, Buffers) {
  for (int steps : {0, 1, 4, 5})
    NUMERIC_CHECK(pointer_targets::buffers, x, steps);
}
TEST(PointerTargets, Vectors) {
  for (int steps : {0, 1, 2, 5})
    NUMERIC_CHECK(pointer_targets::vectors, x, steps);
}
TEST(PointerTargets, Best) {
  NUMERIC_CHECK(pointer_targets::best, x);
  const VectorXd y = Eigen::Vector4d(-0.2, -0.45, -1.9, -1.2);
  NUMERIC_CHECK(pointer_targets::best, y);
}
TEST(PointerTargets, Arrays) {
  const std::vector<double> u{0.3, 1.4, 0.8};
  for (int n : {0, 1, 4})
    NUMERIC_CHECK(pointer_targets::arrays, u, x, n);
}
TEST(PointerTargets, Members) {
  for (int n : {0, 1, 3, 7})
    NUMERIC_CHECK(pointer_targets::members, 0.7, -1.2, n);
}

TEST(PointerTargets, Compared) {
  const VectorXd y = numeric::randomVector<VectorXd>(4, 5, 0.2, 1.3), z = -0.5 * x;
  NUMERIC_CHECK(pointer_targets::compared, x, y);
  NUMERIC_CHECK(pointer_targets::compared, z, x);
}

TEST(PointerTargets, HandedOver) {
  for (int n : {0, 1, 2, 5})
    NUMERIC_CHECK(pointer_targets::handed_over, x, n);
}

} // namespace
