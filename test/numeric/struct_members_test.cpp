// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "struct_members.gateaux.hpp"

namespace {

using namespace struct_members;
using Eigen::MatrixXd;
using Eigen::VectorXd;

static Net net() {
  Net n;
  n.first = {MatrixXd::Random(4, 3), VectorXd::Random(4)};
  n.second = {MatrixXd::Random(2, 4), VectorXd::Random(2)};
  n.scale = 1.3;
  n.units = 7;
  return n;
}
TEST(StructMembers, Net) {
  const Net n = net();
  MatrixXd X = MatrixXd::Random(3, 5), Y = MatrixXd::Random(2, 5);
  NUMERIC_CHECK(net_loss, n, X, Y);
  net_loss_objective o(n, X, Y);
  EXPECT_EQ(o.dimension(), 12 + 4 + 8 + 2 + 1 + 2);
  Net back;
  o.unpack(o.initial(), back);
  EXPECT_EQ(back.second.W, n.second.W);
  EXPECT_EQ(back.decay[1], 0.2);
  MatrixXd H;
  net_loss_hessian(n, X, Y, H);
  numeric::checkHessian(numeric::make<net_loss_objective>(n, X, Y), H);
  Net g;
  net_loss_gradient(n, X, Y, g);
  VectorXd flat;
  o.gradient(o.initial(), flat);
  EXPECT_EQ(g.first.W(1, 0), flat(1));
}
TEST(StructMembers, Part) {
  const Net n = net();
  MatrixXd X = MatrixXd::Random(3, 5);
  numeric::check<part_loss_objective>(n, X);
  part_loss_objective o(n, X);
  EXPECT_EQ(o.dimension(), 9);
  MatrixXd W;
  double s;
  o.unpack(o.initial(), W, s);
  EXPECT_EQ(W, n.second.W);
  EXPECT_EQ(s, 1.3);
  MatrixXd H;
  part_loss_hessian(n, X, H);
  numeric::checkHessian(numeric::make<part_loss_objective>(n, X), H);
}
TEST(StructMembers, Model) {
  Model m(0.8);
  m.v = VectorXd::Random(3);
  numeric::checkScalar([&] { return numeric::wrap(std::make_shared<energy_objective>(m, 0.3)); });
  numeric::checkVector(
      [&] { return numeric::wrap(std::make_shared<Model_step_objective>(m, 0.1)); });
  MatrixXd J;
  Model_step_jacobian(m, 0.1, J);
  EXPECT_EQ(J.cols(), 3);
}
TEST(StructMembers, Results) {
  VectorXd x = VectorXd::Random(3), x_dot = VectorXd::Random(3), x_bar;
  Out d, b;
  const Out y = evaluate_tangent(x, 0.7, x_dot, 0.4, d);
  EXPECT_EQ(y.count, 3);
  EXPECT_NEAR(d.value, 0.4 * x.squaredNorm() + 1.4 * x.dot(x_dot), 1e-13);
  b.value = 0.3;
  b.grad = VectorXd::Random(3);
  double a_bar = 0;
  evaluate_adjoint(x, 0.7, b, x_bar, a_bar);
  EXPECT_NEAR(x_bar.dot(x_dot) + a_bar * 0.4, b.value * d.value + b.grad.dot(d.grad), 1e-13);
  Out o, od;
  evaluate_into_tangent(x, 0.7, o, x_dot, 0.4, od);
  EXPECT_EQ(od.grad, d.grad);
  EXPECT_EQ(o.count, 3);
  Out ob = b;
  VectorXd x_bar2;
  double a_bar2 = 0;
  evaluate_into_adjoint(x, 0.7, o, ob, x_bar2, a_bar2);
  EXPECT_EQ(x_bar2, x_bar);
  EXPECT_EQ(ob.value, 0);
  EXPECT_EQ(ob.grad, VectorXd::Zero(3));
  MatrixXd J, J2;
  evaluate_jacobian(x, 0.7, J);
  evaluate_into_jacobian(x, 0.7, o, J2);
  EXPECT_EQ(J, J2);
  EXPECT_EQ(J.rows(), 4);
  EXPECT_EQ(J.cols(), 4);
  EXPECT_NEAR(J(0, 1), 1.4 * x(1), 1e-14);
  EXPECT_NEAR(J(2, 1), 1.4, 1e-14);
}
TEST(StructMembers, Containers) {
  numeric::checkVector([&] {
    return numeric::wrap(std::make_shared<residuals_objective>(std::vector<double>{0.1, 0.2}, 0.5));
  });
  numeric::checkVector([&] { return numeric::wrap(std::make_shared<three_objective>(0.1, 0.5)); });
  MatrixXd J;
  two_jacobian(2, 3, J);
  EXPECT_EQ(J(0, 0), 3);
  EXPECT_EQ(J(2, 0), 4);
  EXPECT_EQ(J(1, 1), 1);
  EXPECT_EQ(J(2, 1), 0);
}
TEST(StructMembers, State) {
  State s{{1, 2, 3}, {0.1, 0.2, 0.3}, 2.0}, s_dot{{1, 0, -1}, {0.5, 0.25, 0}, 0.3};
  Eigen::Vector3d f(1, 2, 3), f_dot(-1, 0.5, 2);
  State a_dot;
  const State a = advanced_tangent(s, f, 0.1, s_dot, f_dot, 0.7, a_dot);
  State c = s, c_dot = s_dot;
  advance_tangent(c, f, 0.1, c_dot, f_dot, 0.7);
  EXPECT_TRUE(c.p.isApprox(a.p));
  EXPECT_TRUE(c_dot.p.isApprox(a_dot.p));
  EXPECT_TRUE(c_dot.v.isApprox(a_dot.v));
  EXPECT_EQ(c_dot.mass, 0.3);
  State bar{{1, 2, 3}, {-1, 4, 2}, 0.5}, s_bar{{0, 0, 0}, {0, 0, 0}, 0};
  Eigen::Vector3d f_bar(0, 0, 0);
  double h_bar = 0;
  advanced_adjoint(s, f, 0.1, bar, s_bar, f_bar, h_bar);
  auto dot = [](const State &x, const State &y) {
    return x.p.dot(y.p) + x.v.dot(y.v) + x.mass * y.mass;
  };
  EXPECT_NEAR(dot(s_bar, s_dot) + f_bar.dot(f_dot) + 0.7 * h_bar, dot(bar, a_dot), 1e-13);
  State io = bar;
  Eigen::Vector3d f_bar2(0, 0, 0);
  double h_bar2 = 0;
  State s2 = s;
  advance_adjoint(s2, f, 0.1, io, f_bar2, h_bar2);
  EXPECT_TRUE(io.p.isApprox(s_bar.p));
  EXPECT_TRUE(io.v.isApprox(s_bar.v));
  EXPECT_NEAR(io.mass, s_bar.mass, 1e-14);
  EXPECT_TRUE(f_bar2.isApprox(f_bar));
  EXPECT_NEAR(h_bar, h_bar2, 1e-14);
}

} // namespace
