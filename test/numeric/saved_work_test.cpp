// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "saved_work.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix X = random<Matrix>(4, 3, 1);
const Vector w = randomVector<Vector>(4, 2);

TEST(SavedWork, Overwritten) { check<saved_work::overwritten_objective>(X, w); }
TEST(SavedWork, Kept) { check<saved_work::kept_objective>(X, w); }
TEST(SavedWork, OverwrittenMatrices) { check<saved_work::overwritten_matrices_objective>(X, w); }
TEST(SavedWork, Shifted) { check<saved_work::shifted_objective>(X, w); }
TEST(SavedWork, Unshifted) { check<saved_work::unshifted_objective>(X, w); }
TEST(SavedWork, Kernel) { check<saved_work::kernel_objective>(X, w); }
TEST(SavedWork, Lower) { check<saved_work::lower_objective>(X, w); }
TEST(SavedWork, Weighted) { check<saved_work::weighted_objective>(X, w); }
TEST(SavedWork, Products) { check<saved_work::products_objective>(X, w); }

TEST(SavedWork, TakenOver) {
  const Eigen::VectorXd v = numeric::randomVector<Eigen::VectorXd>(3, 3, 0.2, 1.3);
  for (int n : {0, 1, 2, 3})
    NUMERIC_CHECK(saved_work::taken_over, v, n);
}

} // namespace
