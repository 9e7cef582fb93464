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
const ArrayXd w = (ArrayXd(3) << 0.7, -0.4, 1.3).finished();
const ArrayXd x = (ArrayXd(3) << 0.31, 0.57, 0.82).finished();
const ArrayXd y = (ArrayXd(3) << 0.72, 0.44, 0.57).finished();
const Matrix A = (Matrix(2, 2) << 0.31, 0.57, 0.82, 0.93).finished();
const Matrix B = (Matrix(2, 2) << 0.72, 0.44, 0.57, 0.16).finished();

#define NUMERIC_TEST(group, name, x)                                                               \
  TEST(group, name) { check<coefficients::name##_objective>(x, w); }

NUMERIC_TEST(ArrayMembers, member_exp, x)
NUMERIC_TEST(ArrayMembers, member_expm1, x)
NUMERIC_TEST(ArrayMembers, member_log, x)
NUMERIC_TEST(ArrayMembers, member_log10, x)
NUMERIC_TEST(ArrayMembers, member_log2, x)
NUMERIC_TEST(ArrayMembers, member_log1p, x)
NUMERIC_TEST(ArrayMembers, member_sqrt, x)
NUMERIC_TEST(ArrayMembers, member_rsqrt, x)
NUMERIC_TEST(ArrayMembers, member_square, x)
NUMERIC_TEST(ArrayMembers, member_cube, x)
NUMERIC_TEST(ArrayMembers, member_inverse, x)
NUMERIC_TEST(ArrayMembers, member_abs, x)
NUMERIC_TEST(ArrayMembers, member_abs2, x)
NUMERIC_TEST(ArrayMembers, member_sin, x)
NUMERIC_TEST(ArrayMembers, member_cos, x)
NUMERIC_TEST(ArrayMembers, member_tan, x)
NUMERIC_TEST(ArrayMembers, member_asin, x)
NUMERIC_TEST(ArrayMembers, member_acos, x)
NUMERIC_TEST(ArrayMembers, member_atan, x)
NUMERIC_TEST(ArrayMembers, member_sinh, x)
NUMERIC_TEST(ArrayMembers, member_cosh, x)
NUMERIC_TEST(ArrayMembers, member_tanh, x)
NUMERIC_TEST(ArrayMembers, member_asinh, x)
NUMERIC_TEST(ArrayMembers, member_acosh, x + 1)
NUMERIC_TEST(ArrayMembers, member_atanh, x)
NUMERIC_TEST(ArrayMembers, member_logistic, x)
NUMERIC_TEST(ArrayMembers, member_erf, x)
NUMERIC_TEST(ArrayMembers, member_erfc, x)
NUMERIC_TEST(ArrayMembers, member_lgamma, x)
NUMERIC_TEST(ArrayMembers, member_sign, x)
NUMERIC_TEST(ArrayMembers, member_floor, x)
NUMERIC_TEST(ArrayMembers, member_ceil, x)
NUMERIC_TEST(ArrayMembers, member_round, x)
NUMERIC_TEST(ArrayMembers, member_rint, x)
NUMERIC_TEST(FreeFunctions, free_exponentials, x)
NUMERIC_TEST(FreeFunctions, free_roots, x)
NUMERIC_TEST(FreeFunctions, free_qualified, x)
NUMERIC_TEST(FreeFunctions, free_trigonometry, x)
NUMERIC_TEST(FreeFunctions, free_inverse_trigonometry, x)
NUMERIC_TEST(FreeFunctions, free_hyperbolic, x)
NUMERIC_TEST(FreeFunctions, free_inverse_hyperbolic, x)
NUMERIC_TEST(FreeFunctions, free_special, x)
NUMERIC_TEST(FreeFunctions, free_steps, x)
NUMERIC_TEST(Library, library_exp, x)
NUMERIC_TEST(Library, library_tanh, x)
NUMERIC_TEST(Library, library_logistic, x)
NUMERIC_TEST(Library, library_softplus, x)
NUMERIC_TEST(Library, library_erf, x)
NUMERIC_TEST(Library, library_digamma, x)
NUMERIC_TEST(Library, library_sign, x)
NUMERIC_TEST(Library, library_polygamma, x)

TEST(Coefficients, SafeDiv) { NUMERIC_CHECK(coefficients::library_safe_div, x, y); }
TEST(Coefficients, PowLog) { NUMERIC_CHECK(coefficients::library_pow_log, x, y); }
TEST(Coefficients, PowerOfConstants) { NUMERIC_CHECK(coefficients::power_of_constants, x); }
TEST(Coefficients, PowerOfArray) { NUMERIC_CHECK(coefficients::power_of_array, x, y); }
TEST(Coefficients, PowerOfNumber) { NUMERIC_CHECK(coefficients::power_of_number, x, 1.7); }
TEST(Coefficients, FreePowers) { NUMERIC_CHECK(coefficients::free_powers, x, y, 1.7); }
TEST(Coefficients, ArrayExtremes) { NUMERIC_CHECK(coefficients::array_extremes, x, y); }
TEST(Coefficients, ExtremesWithNumber) {
  NUMERIC_CHECK(coefficients::extremes_with_number, x, 0.5);
}
TEST(Coefficients, MatrixProducts) { NUMERIC_CHECK(coefficients::matrix_products, A, B); }
TEST(Coefficients, MatrixRoots) { NUMERIC_CHECK(coefficients::matrix_roots, A, B); }
TEST(Coefficients, MatrixModuli) { NUMERIC_CHECK(coefficients::matrix_moduli, A, B); }
TEST(Coefficients, MatrixExtremes) { NUMERIC_CHECK(coefficients::matrix_extremes, A, B, 0.5); }
TEST(Coefficients, Selected) {
  NUMERIC_CHECK(coefficients::selected, A, B);
  NUMERIC_CHECK(coefficients::selected, B, A);
}
TEST(Coefficients, SelectedNumbers) { NUMERIC_CHECK(coefficients::selected_numbers, A, 0.45); }
TEST(Coefficients, SelectedEqual) { NUMERIC_CHECK(coefficients::selected_equal, A, B); }
TEST(Coefficients, Classified) { NUMERIC_CHECK(coefficients::classified, x, y); }
TEST(Coefficients, Counted) { NUMERIC_CHECK(coefficients::counted, x, y); }

} // namespace
