// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "members.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::Vector;

const Matrix A = random<Matrix>(4, 3, 1), Q = random<Matrix>(4, 4, 2);
const Vector x = numeric::randomVector<Vector>(3, 3),
             y = numeric::randomVector<Vector>(3, 4, 0.5, 2);

TEST(Members, ReshapedByRows) { check<members::reshaped_by_rows_objective>(A); }
TEST(Members, Diagonals) { check<members::diagonals_objective>(Q, 1); }
TEST(Members, Positions) { check<members::positions_objective>(Q); }
TEST(Members, Lines) { check<members::lines_objective>(A); }
TEST(Members, Crosses) {
  check<members::crosses_objective>(Eigen::Matrix3Xd(A.transpose()), Eigen::Vector3d(x));
}
TEST(Members, Predicates) { check<members::predicates_objective>(x, y); }
TEST(Members, Arrays) { check<members::arrays_objective>(Eigen::ArrayXd(x), Eigen::ArrayXd(y)); }
TEST(Members, StandardLibrary) { check<members::standard_library_objective>(A, x); }

TEST(Members, Constructed) { check<members::constructed_objective>(A, x); }
TEST(Members, Counted) { check<members::counted_objective>(x, y); }
TEST(Members, Corners) { check<members::corners_objective>(A); }

} // namespace
