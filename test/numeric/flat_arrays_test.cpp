// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "flat_arrays.gateaux.hpp"

namespace {

using namespace flat_arrays;
using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST(FlatArrays, FlatNet) {
  VectorXd p = VectorXd::Random(4 * 4 + 2 * 5);
  MatrixXd X = MatrixXd::Random(3, 6), Y = MatrixXd::Random(2, 6);
  auto again = [&] {
    return numeric::wrap(std::make_shared<flat_net_objective>(p.data(), 3, 4, 2, X, Y));
  };
  numeric::checkScalar(again);
  MatrixXd H;
  flat_net_hessian(p.data(), 3, 4, 2, X, Y, H);
  numeric::checkHessian(again(), H);
  flat_net_objective o(p.data(), 3, 4, 2, X, Y);
  EXPECT_NEAR(o.value(o.initial()), flat_net(p.data(), 3, 4, 2, X, Y), 1e-12);
}
TEST(FlatArrays, Reader) {
  std::vector<double> t(8);
  for (int i = 0; i < 8; ++i)
    t[i] = std::sin(i);
  MatrixXd X = MatrixXd::Random(3, 6);
  numeric::checkScalar(
      [&] { return numeric::wrap(std::make_shared<reader_loss_objective>(t, X)); });
  reader_loss_objective o(t, X);
  EXPECT_NEAR(o.value(o.initial()), reader_loss(t, X), 1e-12);
}
TEST(FlatArrays, Gemm) {
  VectorXd A = VectorXd::Random(18), A_dot = VectorXd::Random(18), C = VectorXd::Zero(9), C_dot = C,
           C_bar = VectorXd::Random(9), A_bar = VectorXd::Zero(18), C0(9), keep = C_bar;
  gemm(A.data(), C0.data(), 3);
  gemm_tangent(A.data(), C.data(), 3, A_dot.data(), C_dot.data());
  EXPECT_TRUE(C.isApprox(C0));
  VectorXd Cp(9), Cm(9), Ap = A + 1e-6 * A_dot, Am = A - 1e-6 * A_dot;
  gemm(Ap.data(), Cp.data(), 3);
  gemm(Am.data(), Cm.data(), 3);
  EXPECT_TRUE(C_dot.isApprox((Cp - Cm) / 2e-6, 1e-7));
  gemm_adjoint(A.data(), C.data(), 3, C_bar.data(), A_bar.data());
  EXPECT_NEAR(A_bar.dot(A_dot), keep.dot(C_dot), 1e-12);
  EXPECT_TRUE(C_bar.isZero());
}
TEST(FlatArrays, Flattened) {
  NUMERIC_CHECK(flattened, MatrixXd(MatrixXd::Random(3, 2)));
}
TEST(FlatArrays, Ceres) {
  double mc[2] = {0.3, 0.1};
  std::vector<double> x{0, 0.5, 1}, y{1.1, 1.3, 1.5};
  auto again = [&] { return numeric::wrap(std::make_shared<ceres_style_objective>(mc, x, y)); };
  numeric::checkScalar(again);
  MatrixXd H;
  ceres_style_hessian(mc, x, y, H);
  numeric::checkHessian(again(), H);
}

} // namespace
