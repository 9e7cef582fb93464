// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops_calls.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoopsCalls, Passed) {
  NUMERIC_CHECK(in_loops_calls::passed, x, 2);
  NUMERIC_CHECK(in_loops_calls::passed, x, 0);
  NUMERIC_CHECK(in_loops_calls::passed, y, 2);
}
TEST(InLoopsCalls, Rotated) {
  NUMERIC_CHECK(in_loops_calls::rotated, x, 2);
  NUMERIC_CHECK(in_loops_calls::rotated, x, 0);
  NUMERIC_CHECK(in_loops_calls::rotated, y, 2);
}
TEST(InLoopsCalls, Defaults) {
  NUMERIC_CHECK(in_loops_calls::defaults, x, 2);
  NUMERIC_CHECK(in_loops_calls::defaults, x, 0);
}
TEST(InLoopsCalls, Recursive) {
  NUMERIC_CHECK(in_loops_calls::recursive, x, 2);
  NUMERIC_CHECK(in_loops_calls::recursive, x, 0);
  NUMERIC_CHECK(in_loops_calls::recursive, y, 2);
}
TEST(InLoopsCalls, Overloads) {
  NUMERIC_CHECK(in_loops_calls::overloads, x, 2);
  NUMERIC_CHECK(in_loops_calls::overloads, x, 0);
  NUMERIC_CHECK(in_loops_calls::overloads, y, 2);
}
TEST(InLoopsCalls, Templates) {
  NUMERIC_CHECK(in_loops_calls::templates, x, 2);
  NUMERIC_CHECK(in_loops_calls::templates, x, 0);
  NUMERIC_CHECK(in_loops_calls::templates, y, 2);
}
TEST(InLoopsCalls, ConstantFunctions) {
  NUMERIC_CHECK(in_loops_calls::constant_functions, x, 2);
  NUMERIC_CHECK(in_loops_calls::constant_functions, x, 0);
  NUMERIC_CHECK(in_loops_calls::constant_functions, y, 2);
}
TEST(InLoopsCalls, CallsInPlaces) {
  NUMERIC_CHECK(in_loops_calls::calls_in_places, x, 2);
  NUMERIC_CHECK(in_loops_calls::calls_in_places, x, 0);
}

} // namespace
