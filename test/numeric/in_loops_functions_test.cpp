// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops_functions.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoopsFunctions, Circular) {
  NUMERIC_CHECK(in_loops_functions::circular, x, 2);
  NUMERIC_CHECK(in_loops_functions::circular, x, 0);
  NUMERIC_CHECK(in_loops_functions::circular, y, 2);
}
TEST(InLoopsFunctions, Hyperbolic) {
  NUMERIC_CHECK(in_loops_functions::hyperbolic, x, 2);
  NUMERIC_CHECK(in_loops_functions::hyperbolic, x, 0);
  NUMERIC_CHECK(in_loops_functions::hyperbolic, y, 2);
}
TEST(InLoopsFunctions, Exponential) {
  NUMERIC_CHECK(in_loops_functions::exponential, x, 2);
  NUMERIC_CHECK(in_loops_functions::exponential, x, 0);
  NUMERIC_CHECK(in_loops_functions::exponential, y, 2);
}
TEST(InLoopsFunctions, Special) {
  NUMERIC_CHECK(in_loops_functions::special, x, 2);
  NUMERIC_CHECK(in_loops_functions::special, x, 0);
  NUMERIC_CHECK(in_loops_functions::special, y, 2);
}
TEST(InLoopsFunctions, Remainders) {
  NUMERIC_CHECK(in_loops_functions::remainders, x, 2);
  NUMERIC_CHECK(in_loops_functions::remainders, x, 0);
  NUMERIC_CHECK(in_loops_functions::remainders, y, 2);
}
TEST(InLoopsFunctions, Chosen) {
  NUMERIC_CHECK(in_loops_functions::chosen, x, 2);
  NUMERIC_CHECK(in_loops_functions::chosen, x, 0);
  NUMERIC_CHECK(in_loops_functions::chosen, y, 2);
}
TEST(InLoopsFunctions, Algorithms) {
  NUMERIC_CHECK(in_loops_functions::algorithms, x, 2);
  NUMERIC_CHECK(in_loops_functions::algorithms, x, 0);
  NUMERIC_CHECK(in_loops_functions::algorithms, y, 2);
}
TEST(InLoopsFunctions, InLoopOfAngles) {
  NUMERIC_CHECK(in_loops_functions::in_loop_of_angles, x, 2);
  NUMERIC_CHECK(in_loops_functions::in_loop_of_angles, x, 0);
  NUMERIC_CHECK(in_loops_functions::in_loop_of_angles, y, 2);
}

} // namespace
