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
    check<control_flow::branches_objective>(a, 0.5);
}
TEST(ControlFlow, EarlyReturns) {
  check<control_flow::early_returns_objective>(-0.4, 0.7);
  check<control_flow::early_returns_objective>(0.4, 0.7);
  check<control_flow::early_returns_objective>(1.4, 0.3);
  check<control_flow::early_returns_objective>(1.4, -0.9);
  check<control_flow::early_returns_objective>(0.4, -0.9);
}
TEST(ControlFlow, Conditions) {
  for (double a : {0.8, 0.2, -0.6})
    for (int n : {0, 2, 3})
      check<control_flow::conditions_objective>(a, 0.7, n);
}
TEST(ControlFlow, Matrices) {
  check<control_flow::matrices_objective>(A, x, true);
  check<control_flow::matrices_objective>(A, x, false);
  check<control_flow::matrices_objective>(A, Vector(5 * x), false);
}
TEST(ControlFlow, Switches) {
  for (int n : {0, 1, 2, 3, 7, 5, -1})
    check<control_flow::switches_objective>(0.6, 0.7, n);
  check<control_flow::switches_objective>(1.6, 1.7, 2);
}
TEST(ControlFlow, Counted) {
  for (int n : {0, 1, 4})
    check<control_flow::counted_objective>(0.6, 0.7, n);
}
TEST(ControlFlow, Headers) { check<control_flow::headers_objective>(x5); }
TEST(ControlFlow, Elements) { check<control_flow::elements_objective>(A, x); }
TEST(ControlFlow, Layers) {
  check<control_flow::layers_objective>(A, x, 0);
  check<control_flow::layers_objective>(A, x, 3);
}
TEST(ControlFlow, Growing) { check<control_flow::growing_objective>(x, 3); }
TEST(ControlFlow, Newton) { check<control_flow::newton_objective>(1.2, 0.7); }
TEST(ControlFlow, Whiles) { check<control_flow::whiles_objective>(0.6, 0.7); }
TEST(ControlFlow, Search) {
  check<control_flow::search_objective>(x5, 0.1);
  check<control_flow::search_objective>(x5, 3.0);
}
TEST(ControlFlow, Nested) {
  check<control_flow::nested_objective>(A, 0.6, 100.0);
  check<control_flow::nested_objective>(A, 2.6, 100.0);
  check<control_flow::nested_objective>(A, 0.9, 0.5);
}
TEST(ControlFlow, Recurrence) { check<control_flow::recurrence_objective>(x5, 0.4); }
TEST(ControlFlow, Filled) { check<control_flow::filled_objective>(x, x5); }
TEST(ControlFlow, Columns) { check<control_flow::columns_objective>(A, x); }
TEST(ControlFlow, Constants) {
  using control_flow::Kind;
  check<control_flow::constants_objective>(0.6, 0.7, Kind::Relu, 3);
  check<control_flow::constants_objective>(-0.6, 0.4, Kind::Tanh, -5);
  check<control_flow::constants_objective>(0.6, -0.7, Kind::Sine, 2);
}

TEST(ControlFlow, Ahead) {
  check<control_flow::ahead_objective>(x5, 0u);
  check<control_flow::ahead_objective>(x5, 4u);
}

TEST(ControlFlow, Between) {
  check<control_flow::between_objective>(x5, 2u, 6u);
  check<control_flow::between_objective>(x5, 6u, 2u);
}

} // namespace
