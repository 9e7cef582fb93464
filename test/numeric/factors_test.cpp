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

TEST(Factors, LogDeterminants) { check<factors::log_determinants_objective>(A, T); }
TEST(Factors, Factors) { check<factors::factors_objective>(A, T); }
TEST(Factors, Questions) { check<factors::questions_objective>(A, b); }
TEST(Factors, Places) { check<factors::places_objective>(A, b); }
TEST(Factors, Functions) { check<factors::functions_objective>(A, b); }
TEST(Factors, Permutations) { check<factors::permutations_objective>(A, b); }
TEST(Factors, FromTheRight) {
  Matrix R = random<Matrix>(3, 3, 4);
  R.diagonal().array() += 3;
  check<factors::from_the_right_objective>(R, random<Matrix>(4, 3, 5));
}

} // namespace
