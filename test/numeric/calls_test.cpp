// SPDX-License-Identifier: Apache-2.0
#include "calls.gateaux.hpp"
#include "check.hpp"

namespace {

using numeric::check;
using numeric::randomVector;
using numeric::Vector;

const Vector x = randomVector<Vector>(5, 2);

TEST(Calls, Functions) {
  NUMERIC_CHECK(calls::functions, x, 0.8);
  NUMERIC_CHECK(calls::functions, x, -1.3);
}
TEST(Calls, Lambdas) { NUMERIC_CHECK(calls::lambdas, 0.6, 0.7); }
TEST(Calls, Integral) { NUMERIC_CHECK(calls::integral, 0.6, 1.7); }
TEST(Calls, Chatty) { NUMERIC_CHECK(calls::chatty, 0.6, 0.7); }
TEST(Calls, Members) { NUMERIC_CHECK(calls::members, 0.6, 0.7); }
TEST(Calls, Operators) {
  NUMERIC_CHECK(calls::operators, 0.6, 0.7);
  NUMERIC_CHECK(calls::operators, -0.6, 0.7);
}
TEST(Calls, Equation) {
  NUMERIC_CHECK(calls::equation, numeric::random<numeric::Matrix>(5, 5, 3), x, 0.2);
}
TEST(Calls, States) {
  NUMERIC_CHECK(calls::states, 0.6, 0.7);
  NUMERIC_CHECK(calls::states, -0.6, 0.7);
}

TEST(Calls, FunctionPointers) {
  NUMERIC_CHECK(calls::function_pointers, 0.6, 0.7);
  NUMERIC_CHECK(calls::function_pointers, -0.6, 0.7);
}

} // namespace
