// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "nested_containers.gateaux.hpp"

namespace {

using namespace nested_containers;

VectorXd vector(int n, unsigned seed) { return numeric::randomVector<VectorXd>(n, seed); }
const Rows ragged = {{0.3, -0.4, 0.9}, {0.7, 0.2}, {}, {0.5, 1.1, -0.6}};

TEST(NestedContainers, Rows) { NUMERIC_CHECK(rows, ragged, 0.8); }
TEST(NestedContainers, Used) {
  NUMERIC_CHECK(used, ragged, std::vector<std::array<double, 2>>{{0.1, 0.2}, {0.3, 0.4}, {0.5, 0.6}, {0.7, 0.8}});
}
TEST(NestedContainers, FirstTwo) {
  const std::vector<Vector2d> points = {{0.1, 0.2}, {0.3, 0.4}, {0.5, 0.6}};
  const std::vector<std::array<double, 3>> triples = {{1, 2, 3}, {0.4, 0.5, 0.6}, {7, 8, 9}, {1, 1, 1}};
  const std::vector<VectorXd> vectors = {vector(2, 1), vector(3, 2), vector(4, 3)};
  NUMERIC_CHECK(first_two, points, triples, vectors);
  std::vector<Vector2d> points_bar;
  std::vector<std::array<double, 3>> triples_bar;
  std::vector<VectorXd> vectors_bar;
  first_two_gradient(points, triples, vectors, points_bar, triples_bar, vectors_bar);
  ASSERT_EQ(points_bar.size(), 3u);
  EXPECT_EQ(points_bar[2], Vector2d(0, 0));
  ASSERT_EQ(triples_bar.size(), 4u);
  EXPECT_EQ(triples_bar[3][0], 0);
  ASSERT_EQ(vectors_bar.size(), 3u);
  EXPECT_EQ(vectors_bar[2], VectorXd::Zero(4));
}
TEST(NestedContainers, Network) {
  const std::vector<Layer> layers = {{{0.3, 0.5}, 0.2, {0.7, 0.1}, {0.4, 0.6}}, {{0.9}, 0.1, {0.2, 0.3}, {1.1, 0.2}}};
  NUMERIC_CHECK(network, layers, 0.5);
}
TEST(NestedContainers, Graph) {
  const std::vector<std::array<int, 2>> edges = {{0, 1}, {1, 3}};
  const std::vector<std::vector<int>> neighbours = {{1, 2}, {}, {0, 3, 1}};
  const std::vector<std::tuple<int, int, double>> weighted = {{0, 2, 0.3}, {1, 2, -0.5}, {3, 1, 0.4}};
  const std::vector<std::pair<int, double>> pins = {{0, 0.1}, {3, 0.2}};
  NUMERIC_CHECK(graph, vector(4, 1), edges, neighbours, weighted, pins);
}
TEST(NestedContainers, Tuples) {
  const std::vector<std::tuple<double, Vector2d>> items = {{0.3, {0.1, 0.2}}, {0.7, {0.5, -0.4}}};
  NUMERIC_CHECK(tuples, std::tuple<double, VectorXd>(0.6, vector(3, 2)), items);
}
TEST(NestedContainers, Parts) {
  const Parts p = {{0.4, {0.1, 0.2, 0.3}}, ragged};
  NUMERIC_CHECK(parts, p);
}
TEST(NestedContainers, TupleResult) {
  std::tuple<double, double> dot{};
  two_tangent(0.3, 0.5, 1.0, 2.0, dot);
  EXPECT_NEAR(std::get<0>(dot), 0.5 + 0.3 * 2, 1e-15);
  EXPECT_NEAR(std::get<1>(dot), std::cos(0.3), 1e-15);
  double a_bar = 0, b_bar = 0;
  two_adjoint(0.3, 0.5, {2.0, 3.0}, a_bar, b_bar);
  EXPECT_NEAR(a_bar, 2 * 0.5 + 3 * std::cos(0.3), 1e-15);
  EXPECT_NEAR(b_bar, 2 * 0.3, 1e-15);
}
TEST(NestedContainers, Arrays) {
  const std::array<std::array<double, 3>, 2> a = {{{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}}};
  NUMERIC_CHECK(arrays, vector(4, 1), a);
}

TEST(NestedContainers, SizedElements) {
  const Eigen::VectorXd y = numeric::randomVector<Eigen::VectorXd>(4, 3, 0.2, 1.3);
  NUMERIC_CHECK(nested_containers::sized_elements, y, 3);
}

TEST(NestedContainers, CopiedArrays) {
  const Eigen::VectorXd y = numeric::randomVector<Eigen::VectorXd>(4, 3, 0.2, 1.3);
  for (int n : {0, 1, 4})
    NUMERIC_CHECK(nested_containers::copied_arrays, y, n);
}

TEST(NestedContainers, Edited) {
  const Eigen::VectorXd y = Eigen::Vector4d(0.7, 1.5, 0.6, 0.5), z = Eigen::Vector4d(0.1, 1.5, 0.05, 0.6);
  for (int n : {3, 4}) {
    NUMERIC_CHECK(nested_containers::edited, y, n);
    NUMERIC_CHECK(nested_containers::edited, z, n);
  }
}

} // namespace
