// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "geometry.gateaux.hpp"

namespace {

using Eigen::Matrix3d;
using Eigen::Matrix3Xd;
using Eigen::Vector3d;
using Eigen::Vector4d;
using numeric::check;
using numeric::Matrix;
using numeric::Vector;

Vector3d vector3(unsigned seed) { return numeric::randomVector<Vector>(3, seed); }
Vector4d vector4(unsigned seed) { return numeric::randomVector<Vector>(4, seed); }
const Matrix3d A = Matrix3d(numeric::random<Matrix>(3, 3, 1)) + 2 * Matrix3d::Identity();
const Matrix3Xd P = numeric::random<Matrix>(3, 5, 2);

TEST(Geometry, Quaternions) { NUMERIC_CHECK(geometry::quaternions, vector4(3), vector4(4), vector3(5)); }
TEST(Geometry, Interpolation) { NUMERIC_CHECK(geometry::interpolation, vector4(6), vector4(7), 0.3); }
TEST(Geometry, Axes) { NUMERIC_CHECK(geometry::axes, vector3(8), 0.7, vector3(9)); }
TEST(Geometry, FromMatrix) {
  NUMERIC_CHECK(geometry::from_matrix, A, vector3(10));
  const Matrix3d turned = Vector3d(1, -1, -0.8).asDiagonal() * A;
  NUMERIC_CHECK(geometry::from_matrix, turned, vector3(10));
}
TEST(Geometry, Plane) { NUMERIC_CHECK(geometry::plane, 0.4, Eigen::Vector2d(0.3, -1.2)); }
TEST(Geometry, Transformations) {
  NUMERIC_CHECK(geometry::transformations, vector3(11), vector3(12), vector3(13));
}
TEST(Geometry, Affine) { NUMERIC_CHECK(geometry::affine, A, vector3(14), P); }
TEST(Geometry, Planes) { NUMERIC_CHECK(geometry::planes, vector3(30), vector3(31), vector3(32), vector3(33)); }
TEST(Geometry, Alignment) { NUMERIC_CHECK(geometry::alignment, vector4(15), vector3(16), P, true); }
TEST(Geometry, Mapped) { NUMERIC_CHECK(geometry::mapped, numeric::randomVector<Vector>(8, 40), vector3(41)); }
TEST(Geometry, Chain) { NUMERIC_CHECK(geometry::chain, vector4(17), vector3(18), vector3(19)); }

TEST(Geometry, Parameters) {
  const Eigen::Quaterniond q(vector4(20));
  Eigen::Isometry3d T = Eigen::Isometry3d::Identity();
  T.linear() = A;
  T.translation() = vector3(21);
  const Eigen::AngleAxisd a(0.6, vector3(22));
  const geometry::Pose pose{Eigen::Quaterniond(vector4(23)), vector3(24)};
  const Vector3d v = vector3(25);
  Eigen::Quaterniond q_bar;
  Eigen::Isometry3d T_bar;
  Eigen::AngleAxisd a_bar;
  geometry::Pose pose_bar;
  Vector3d v_bar;
  const double value = geometry::parameters_gradient(q, T, a, pose, v, q_bar, T_bar, a_bar, pose_bar, v_bar);
  geometry::parameters_flat_objective flat(q.coeffs(), T.matrix(), a.angle(), a.axis(), pose.rotation.coeffs(),
                                           pose.position, v);
  Vector g;
  EXPECT_NEAR(value, flat.gradient(flat.initial(), g), 1e-12);
  Vector own(g.size());
  own << q_bar.coeffs(), T_bar.matrix().reshaped(), a_bar.angle(), a_bar.axis(), pose_bar.rotation.coeffs(),
      pose_bar.position, v_bar;
  numeric::expectClose(own, g, 1e-12, "the gradient by objects");
}

} // namespace
