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

TEST(Members, ReshapedByRows) { NUMERIC_CHECK(members::reshaped_by_rows, A); }
TEST(Members, Diagonals) { NUMERIC_CHECK(members::diagonals, Q, 1); }
TEST(Members, Positions) { NUMERIC_CHECK(members::positions, Q); }
TEST(Members, Lines) { NUMERIC_CHECK(members::lines, A); }
TEST(Members, Crosses) {
  NUMERIC_CHECK(members::crosses, Eigen::Matrix3Xd(A.transpose()), Eigen::Vector3d(x));
}
TEST(Members, Predicates) { NUMERIC_CHECK(members::predicates, x, y); }
TEST(Members, Arrays) { NUMERIC_CHECK(members::arrays, Eigen::ArrayXd(x), Eigen::ArrayXd(y)); }
TEST(Members, StandardLibrary) { NUMERIC_CHECK(members::standard_library, A, x); }

TEST(Members, Constructed) { NUMERIC_CHECK(members::constructed, A, x); }
TEST(Members, Counted) { NUMERIC_CHECK(members::counted, x, y); }
TEST(Members, Corners) { NUMERIC_CHECK(members::corners, A); }

} // namespace
