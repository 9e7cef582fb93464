// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "coefficients.gateaux.hpp"

namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using numeric::check;
using numeric::Matrix;
using numeric::random;

// Away from the kinks and steps of the functions.
const ArrayXd x = (ArrayXd(3) << 0.31, 0.57, 0.82).finished();
const ArrayXd y = (ArrayXd(3) << 0.72, 0.44, 0.57).finished();
const Matrix A = (Matrix(2, 2) << 0.31, 0.57, 0.82, 0.93).finished();
const Matrix B = (Matrix(2, 2) << 0.72, 0.44, 0.57, 0.16).finished();

TEST(Coefficients, Exponentials) { check<coefficients::exponentials_objective>(x, y); }
TEST(Coefficients, Trigonometry) { check<coefficients::trigonometry_objective>(x, y); }
TEST(Coefficients, Others) { check<coefficients::others_objective>(x, y); }
TEST(Coefficients, ArrayPowers) { check<coefficients::array_powers_objective>(x, y, 1.7); }
TEST(Coefficients, Special) { check<coefficients::special_objective>(x, y); }
TEST(Coefficients, Extremes) { check<coefficients::extremes_objective>(x, y, 0.5); }
TEST(Coefficients, OfMatrices) { check<coefficients::of_matrices_objective>(A, B, 0.4); }
TEST(Coefficients, FreeExponentials) { check<coefficients::free_exponentials_objective>(x, y); }
TEST(Coefficients, FreeTrigonometry) { check<coefficients::free_trigonometry_objective>(x, y); }
TEST(Coefficients, FreeOthers) { check<coefficients::free_others_objective>(x, y); }
TEST(Coefficients, OfLibrary) { check<coefficients::of_library_objective>(ArrayXXd(A), B); }
TEST(Coefficients, Selected) {
  check<coefficients::selected_objective>(A, B, 0.45);
  check<coefficients::selected_objective>(B, A, 0.45);
}
TEST(Coefficients, Classified) { check<coefficients::classified_objective>(x, y); }

} // namespace
