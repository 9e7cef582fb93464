// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "list_objectives.gateaux.hpp"

namespace {

using namespace list_objectives;

MatrixXd matrix(int rows, int cols, unsigned seed) { return numeric::random<MatrixXd>(rows, cols, seed); }
VectorXd vector(int n, unsigned seed) { return numeric::randomVector<VectorXd>(n, seed); }
Net network() {
  Net net;
  net.layers = {{matrix(4, 3, 1), vector(4, 2), 0.7}, {matrix(2, 4, 3), vector(2, 4), 1.3}};
  net.last = vector(2, 5);
  return net;
}
const Net net = network();
const MatrixXd X = matrix(3, 6, 7), Y = matrix(2, 6, 8);

TEST(ListObjectives, Loss) { NUMERIC_CHECK(loss, net, X, Y); }
TEST(ListObjectives, GaussNewton) {
  const MatrixXd z = output(net, X);
  numeric::VectorFunction model = numeric::make<output_objective>(net, X);
  model.jacobian = [jvp = model.jvp](const VectorXd &w, MatrixXd &J) {
    VectorXd column;
    for (Eigen::Index i = 0; i < w.size(); ++i) {
      jvp(w, VectorXd::Unit(w.size(), i), column);
      J.conservativeResize(column.size(), w.size());
      J.col(i) = column;
    }
  };
  numeric::checkGaussNewton(numeric::make<loss_objective>(net, X, Y), model, numeric::make<misfit_objective>(z, Y));
}
TEST(ListObjectives, Output) { NUMERIC_CHECK(output, net, X); }
TEST(ListObjectives, Chain) {
  const std::vector<MatrixXd> As = {matrix(4, 3, 1), matrix(3, 4, 2), matrix(2, 3, 3)};
  NUMERIC_CHECK(chain, As, vector(3, 9));
}
TEST(ListObjectives, Partly) { NUMERIC_CHECK(partly, net, X); }
TEST(ListObjectives, Distances) {
  NUMERIC_CHECK(distances, std::vector<VectorXd>{vector(3, 1), vector(3, 2)}, vector(3, 4));
}
TEST(ListObjectives, Unpack) {
  loss_objective objective(net, X, Y);
  ASSERT_EQ(objective.dimension(), 12 + 4 + 1 + 8 + 2 + 1 + 2);
  VectorXd w = objective.initial();
  EXPECT_EQ(w(16), 0.7); // item by item
  w(0) = 42;
  Net other;
  objective.unpack(w, other);
  ASSERT_EQ(other.layers.size(), 2u);
  EXPECT_EQ(other.layers[0].W(0, 0), 42);
  EXPECT_EQ(other.layers[1].b, net.layers[1].b);
  EXPECT_EQ(other.last, net.last);
}
TEST(ListObjectives, NamedItem) { NUMERIC_CHECK(named_item, net.layers, vector(3, 5)); }

} // namespace
