// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops_objects.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoopsObjects, Objects) {
  NUMERIC_CHECK(in_loops_objects::objects, x, 2);
  NUMERIC_CHECK(in_loops_objects::objects, x, 0);
  NUMERIC_CHECK(in_loops_objects::objects, y, 2);
}
TEST(InLoopsObjects, ValueTypes) {
  NUMERIC_CHECK(in_loops_objects::value_types, x, 2);
  NUMERIC_CHECK(in_loops_objects::value_types, x, 0);
  NUMERIC_CHECK(in_loops_objects::value_types, y, 2);
}
TEST(InLoopsObjects, LambdaCaptures) {
  NUMERIC_CHECK(in_loops_objects::lambda_captures, x, 2);
  NUMERIC_CHECK(in_loops_objects::lambda_captures, x, 0);
  NUMERIC_CHECK(in_loops_objects::lambda_captures, y, 2);
}
TEST(InLoopsObjects, LambdaThis) {
  NUMERIC_CHECK(in_loops_objects::lambda_this, x, 2);
  NUMERIC_CHECK(in_loops_objects::lambda_this, x, 0);
  NUMERIC_CHECK(in_loops_objects::lambda_this, y, 2);
}
TEST(InLoopsObjects, PassedFunctions) {
  NUMERIC_CHECK(in_loops_objects::passed_functions, x, 2);
  NUMERIC_CHECK(in_loops_objects::passed_functions, x, 0);
  NUMERIC_CHECK(in_loops_objects::passed_functions, y, 2);
}

} // namespace
