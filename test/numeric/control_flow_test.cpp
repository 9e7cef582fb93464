// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "control_flow.gateaux.hpp"

namespace {

using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix A = random<Matrix>(3, 3, 1);
const Vector x = randomVector<Vector>(3, 2), x5 = randomVector<Vector>(5, 3);

TEST(ControlFlow, Branches) {
  for (double a : {0.8, -0.3, -0.9})
    NUMERIC_CHECK(control_flow::branches, a, 0.5);
}
TEST(ControlFlow, EarlyReturns) {
  NUMERIC_CHECK(control_flow::early_returns, -0.4, 0.7);
  NUMERIC_CHECK(control_flow::early_returns, 0.4, 0.7);
  NUMERIC_CHECK(control_flow::early_returns, 1.4, 0.3);
  NUMERIC_CHECK(control_flow::early_returns, 1.4, -0.9);
  NUMERIC_CHECK(control_flow::early_returns, 0.4, -0.9);
}
TEST(ControlFlow, Conditions) {
  for (double a : {0.8, 0.2, -0.6})
    for (int n : {0, 2, 3})
      NUMERIC_CHECK(control_flow::conditions, a, 0.7, n);
}
TEST(ControlFlow, Matrices) {
  NUMERIC_CHECK(control_flow::matrices, A, x, true);
  NUMERIC_CHECK(control_flow::matrices, A, x, false);
  NUMERIC_CHECK(control_flow::matrices, A, Vector(5 * x), false);
}
TEST(ControlFlow, Switches) {
  for (int n : {0, 1, 2, 3, 7, 5, -1})
    NUMERIC_CHECK(control_flow::switches, 0.6, 0.7, n);
  NUMERIC_CHECK(control_flow::switches, 1.6, 1.7, 2);
}
TEST(ControlFlow, Counted) {
  for (int n : {0, 1, 4})
    NUMERIC_CHECK(control_flow::counted, 0.6, 0.7, n);
}
TEST(ControlFlow, Headers) { NUMERIC_CHECK(control_flow::headers, x5); }
TEST(ControlFlow, Elements) { NUMERIC_CHECK(control_flow::elements, A, x); }
TEST(ControlFlow, Layers) {
  NUMERIC_CHECK(control_flow::layers, A, x, 0);
  NUMERIC_CHECK(control_flow::layers, A, x, 3);
}
TEST(ControlFlow, Growing) { NUMERIC_CHECK(control_flow::growing, x, 3); }
TEST(ControlFlow, Newton) { NUMERIC_CHECK(control_flow::newton, 1.2, 0.7); }
TEST(ControlFlow, Whiles) { NUMERIC_CHECK(control_flow::whiles, 0.6, 0.7); }
TEST(ControlFlow, Search) {
  NUMERIC_CHECK(control_flow::search, x5, 0.1);
  NUMERIC_CHECK(control_flow::search, x5, 3.0);
}
TEST(ControlFlow, Nested) {
  NUMERIC_CHECK(control_flow::nested, A, 0.6, 100.0);
  NUMERIC_CHECK(control_flow::nested, A, 2.6, 100.0);
  NUMERIC_CHECK(control_flow::nested, A, 0.9, 0.5);
}
TEST(ControlFlow, Recurrence) { NUMERIC_CHECK(control_flow::recurrence, x5, 0.4); }
TEST(ControlFlow, Filled) { NUMERIC_CHECK(control_flow::filled, x, x5); }
TEST(ControlFlow, Columns) { NUMERIC_CHECK(control_flow::columns, A, x); }
TEST(ControlFlow, Constants) {
  using control_flow::Kind;
  NUMERIC_CHECK(control_flow::constants, 0.6, 0.7, Kind::Relu, 3);
  NUMERIC_CHECK(control_flow::constants, -0.6, 0.4, Kind::Tanh, -5);
  NUMERIC_CHECK(control_flow::constants, 0.6, -0.7, Kind::Sine, 2);
}

TEST(ControlFlow, Ahead) {
  NUMERIC_CHECK(control_flow::ahead, x5, 0u);
  NUMERIC_CHECK(control_flow::ahead, x5, 4u);
}

TEST(ControlFlow, Between) {
  NUMERIC_CHECK(control_flow::between, x5, 2u, 6u);
  NUMERIC_CHECK(control_flow::between, x5, 6u, 2u);
}

TEST(ControlFlow, Behind) {
  for (double x : {0.3, 1.2, 3.0, 5.0})
    for (int n : {0, 1, 4})
      NUMERIC_CHECK(control_flow::behind, x, n);
}

} // namespace
