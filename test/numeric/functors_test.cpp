// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "functors.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::Vector;

const Matrix A = numeric::random<Matrix>(4, 3, 1);
const Vector x = numeric::randomVector<Vector>(3, 2);

TEST(Functors, Objects) { check<functors::objects_objective>(A, 0.3); }
TEST(Functors, Branches) { check<functors::branches_objective>(A, 1.7); }
TEST(Functors, Loops) {
  check<functors::loops_objective>(A, x, true);
  check<functors::loops_objective>(A, x, false);
}
TEST(Functors, Reductions) { check<functors::reductions_objective>(A, x); }

} // namespace
