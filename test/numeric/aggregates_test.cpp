// SPDX-License-Identifier: Apache-2.0
#include "aggregates.gateaux.hpp"
#include "check.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix W = random<Matrix>(4, 3, 1), V = random<Matrix>(2, 4, 2);
const Vector b = randomVector<Vector>(4, 3), c = randomVector<Vector>(2, 4);
const Vector x = randomVector<Vector>(3, 5), w = randomVector<Vector>(4, 6);
const double scale = 0.7;

void expectEqual(const Matrix &a, const Matrix &b, const char *what) {
  ASSERT_EQ(a.rows(), b.rows()) << what;
  ASSERT_EQ(a.cols(), b.cols()) << what;
  EXPECT_LE((a - b).cwiseAbs().maxCoeff(), 1e-13) << what;
}

TEST(Aggregates, Flat) { NUMERIC_CHECK(aggregates::flat, W, b, V, c, scale, x); }

TEST(Aggregates, Struct) {
  const aggregates::Net net = aggregates::netOf(W, b, V, c, scale);
  Matrix W_bar, V_bar;
  Vector b_bar, c_bar;
  double scale_bar;
  const double value = aggregates::flat_gradient(W, b, V, c, scale, x, W_bar, b_bar, V_bar, c_bar, scale_bar);
  aggregates::Net bar;
  EXPECT_NEAR(aggregates::net_loss_gradient(net, x, bar), value, 1e-14);
  expectEqual(bar.in.W, W_bar, "in.W");
  expectEqual(bar.in.b, b_bar, "in.b");
  expectEqual(bar.out.W, V_bar, "out.W");
  expectEqual(bar.out.b, c_bar, "out.b");
  EXPECT_NEAR(bar.scale, scale_bar, 1e-14);

  Matrix member_bar;
  double member_scale_bar;
  aggregates::member_loss_gradient(net, x, member_bar, member_scale_bar);
  expectEqual(member_bar, W_bar, "member");
  EXPECT_NEAR(member_scale_bar, scale_bar, 1e-14);
  const double seed = 2;
  aggregates::member_loss_adjoint(net, x, seed, member_bar, member_scale_bar);
  expectEqual(member_bar, 3 * W_bar, "adjoint");

  const aggregates::Net direction = aggregates::netOf(random<Matrix>(4, 3, 7), b, random<Matrix>(2, 4, 8), c, 0.3);
  double tangent;
  aggregates::net_loss_tangent(net, x, direction, tangent);
  EXPECT_NEAR(tangent,
              direction.in.W.cwiseProduct(W_bar).sum() + b.dot(b_bar) +
                  direction.out.W.cwiseProduct(V_bar).sum() + c.dot(c_bar) + 0.3 * scale_bar,
              1e-12);
  Matrix W_hv, V_hv;
  Vector b_hv, c_hv;
  double scale_hv;
  aggregates::flat_hvp(W, b, V, c, scale, x, direction.in.W, b, direction.out.W, c, 0.3, W_hv, b_hv, V_hv, c_hv, scale_hv);
  aggregates::Net hv;
  aggregates::net_loss_hvp(net, x, direction, hv);
  expectEqual(hv.in.W, W_hv, "hvp in.W");
  expectEqual(hv.out.W, V_hv, "hvp out.W");
  EXPECT_NEAR(hv.scale, scale_hv, 1e-12);
}

TEST(Aggregates, MemberFunction) {
  aggregates::Spring spring(0.4), bar(0);
  double x_bar;
  const double x = 1.3;
  EXPECT_EQ(aggregates::spring_gradient(spring, x, bar, x_bar), spring.stretched(x));
  EXPECT_NEAR(bar.k, 0.5 * 0.9 * 0.9 * 0.4, 1e-15);
  EXPECT_NEAR(x_bar, 0.5 * 0.9 * 0.4, 1e-15);
  EXPECT_NEAR(bar.length, 0.25 * 0.9 * 0.9 - x_bar, 1e-15);
}
TEST(Aggregates, Copies) {
  NUMERIC_CHECK(aggregates::copies, 0.6, 0.7);
  NUMERIC_CHECK(aggregates::copies, 0.3, 0.7);
}
TEST(Aggregates, Tuples) { NUMERIC_CHECK(aggregates::tuples, x, 0.7); }
TEST(Aggregates, Arrays) { NUMERIC_CHECK(aggregates::arrays, 0.6, w); }
TEST(Aggregates, Vectors) {
  NUMERIC_CHECK(aggregates::vectors, w, 0.7);
  NUMERIC_CHECK(aggregates::vectors, w, -0.7);
}
TEST(Aggregates, Simulation) {
  NUMERIC_CHECK(aggregates::simulation, Eigen::Vector2d(0.3, 0.4), Eigen::Vector2d(0.2, 0.9), 1.5);
  NUMERIC_CHECK(aggregates::simulation, Eigen::Vector2d(0.9, 0.4), Eigen::Vector2d(1.2, 0.9), 0.5);
}
TEST(Aggregates, Maps) { NUMERIC_CHECK(aggregates::maps, w, 0.7); }

TEST(Aggregates, Derived) { NUMERIC_CHECK(aggregates::derived, 0.6, Eigen::Vector2d(0.4, -0.9)); }

} // namespace
