// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "functors.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::Vector;

const Matrix A = numeric::random<Matrix>(4, 3, 1);
const Vector x = numeric::randomVector<Vector>(3, 2);

TEST(Functors, Objects) { NUMERIC_CHECK(functors::objects, A, 0.3); }
TEST(Functors, Branches) { NUMERIC_CHECK(functors::branches, A, 1.7); }
TEST(Functors, Loops) {
  NUMERIC_CHECK(functors::loops, A, x, true);
  NUMERIC_CHECK(functors::loops, A, x, false);
}
TEST(Functors, Reductions) { NUMERIC_CHECK(functors::reductions, A, x); }

} // namespace
