// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "pointer_arrays.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(6, 3, 0.2, 1.3), y = numeric::randomVector<VectorXd>(6, 4, -1.5, 1.5);

TEST(PointerArrays, Arrays) { NUMERIC_CHECK(pointer_arrays::arrays, x); }
TEST(PointerArrays, Determinant) {
  NUMERIC_CHECK(pointer_arrays::determinant, x);
  NUMERIC_CHECK(pointer_arrays::determinant, y);
}
TEST(PointerArrays, Objects) {
  for (int n : {0, 1, 3, 6})
    NUMERIC_CHECK(pointer_arrays::objects, x, n);
}

} // namespace
