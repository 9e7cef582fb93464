// SPDX-License-Identifier: Apache-2.0
#include "absorbed_factors.gateaux.hpp"
#include "check.hpp"

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

const MatrixXd M = numeric::randomVector<VectorXd>(12, 3, -1, 1).reshaped(4, 3), L = numeric::randomVector<VectorXd>(12, 4, -0.5, 0.5).reshaped(4, 3),
               X = numeric::randomVector<VectorXd>(20, 5, -1, 1).reshaped(4, 5);
const VectorXd x = X.col(1), m = M.col(0), s = L.col(0), none;

TEST(AbsorbedFactors, Columns) { NUMERIC_CHECK(absorbed_factors::columns, M, L, X); }
TEST(AbsorbedFactors, Coefficients) {
  NUMERIC_CHECK(absorbed_factors::coefficients, m, s, x);
  NUMERIC_CHECK(absorbed_factors::coefficients, m, s, none);
}
TEST(AbsorbedFactors, Others) { NUMERIC_CHECK(absorbed_factors::others, M, L, x); }
TEST(AbsorbedFactors, Shifted) { NUMERIC_CHECK(absorbed_factors::shifted, M, L, x); }

} // namespace
