// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "eigen_forms.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(6, 3, 0.2, 1.3);

TEST(EigenForms, Diagonals) { NUMERIC_CHECK(eigen_forms::diagonals, x); }
TEST(EigenForms, Broadcasts) { NUMERIC_CHECK(eigen_forms::broadcasts, x); }
TEST(EigenForms, References) { NUMERIC_CHECK(eigen_forms::references, x); }
TEST(EigenForms, Linear) { NUMERIC_CHECK(eigen_forms::linear, x); }
TEST(EigenForms, Maps) { NUMERIC_CHECK(eigen_forms::maps, x); }

} // namespace
