// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "packed_recursion.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(4, 3, 0.2, 1.3);

TEST(PackedRecursion, WrittenOnly) {
  for (int n : {0, 1, 4})
    NUMERIC_CHECK(packed_recursion::written_only, x, n);
}
TEST(PackedRecursion, Several) {
  for (int n : {0, 1, 4})
    NUMERIC_CHECK(packed_recursion::several, x, n);
}
TEST(PackedRecursion, Structs) {
  for (int n : {0, 1, 3})
    NUMERIC_CHECK(packed_recursion::structs, x, n);
}
TEST(PackedRecursion, Matrices) {
  for (int n : {0, 1, 3})
    NUMERIC_CHECK(packed_recursion::matrices, x, n);
}
TEST(PackedRecursion, Grammar) {
  const std::vector<double> tokens{1.2, -1, 0.7, 2.1, 0, 1.5, -2, 0.3, 0, 1.1};
  NUMERIC_CHECK(packed_recursion::grammar, tokens, 0.9);
}
TEST(PackedRecursion, RandomWalk) {
  for (int n : {0, 1, 6})
    NUMERIC_CHECK(packed_recursion::random_walk, 0.7, n);
}

} // namespace
