// SPDX-License-Identifier: Apache-2.0
#include "calls.gateaux.hpp"
#include "check.hpp"

namespace {

using numeric::check;
using numeric::randomVector;
using numeric::Vector;

const Vector x = randomVector<Vector>(5, 2);

TEST(Calls, Functions) {
  check<calls::functions_objective>(x, 0.8);
  check<calls::functions_objective>(x, -1.3);
}
TEST(Calls, Lambdas) { check<calls::lambdas_objective>(0.6, 0.7); }
TEST(Calls, Integral) { check<calls::integral_objective>(0.6, 1.7); }
TEST(Calls, Chatty) { check<calls::chatty_objective>(0.6, 0.7); }
TEST(Calls, Members) { check<calls::members_objective>(0.6, 0.7); }
TEST(Calls, Operators) {
  check<calls::operators_objective>(0.6, 0.7);
  check<calls::operators_objective>(-0.6, 0.7);
}
TEST(Calls, Equation) {
  check<calls::equation_objective>(numeric::random<numeric::Matrix>(5, 5, 3), x, 0.2);
}
TEST(Calls, States) {
  check<calls::states_objective>(0.6, 0.7);
  check<calls::states_objective>(-0.6, 0.7);
}

TEST(Calls, FunctionPointers) {
  check<calls::function_pointers_objective>(0.6, 0.7);
  check<calls::function_pointers_objective>(-0.6, 0.7);
}

} // namespace
