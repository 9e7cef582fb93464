// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "factors.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::Vector;

/// A matrix that is far from singular, with pivots that are far from equal.
Matrix regular() {
  Matrix A = random<Matrix>(3, 3, 1);
  A.diagonal() += Vector::LinSpaced(3, 3, 5);
  return A.rowwise().reverse();
}
const Matrix A = regular(), T = random<Matrix>(5, 3, 2);
const Vector b = numeric::randomVector<Vector>(3, 3);

TEST(Factors, LogDeterminants) { NUMERIC_CHECK(factors::log_determinants, A, T); }
TEST(Factors, Factors) { NUMERIC_CHECK(factors::factors, A, T); }
TEST(Factors, Questions) { NUMERIC_CHECK(factors::questions, A, b); }
TEST(Factors, Places) { NUMERIC_CHECK(factors::places, A, b); }
TEST(Factors, Functions) { NUMERIC_CHECK(factors::functions, A, b); }
TEST(Factors, Permutations) { NUMERIC_CHECK(factors::permutations, A, b); }
TEST(Factors, FromTheRight) {
  Matrix R = random<Matrix>(3, 3, 4);
  R.diagonal().array() += 3;
  NUMERIC_CHECK(factors::from_the_right, R, random<Matrix>(4, 3, 5));
}

} // namespace
