// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoops, IfElse) {
  NUMERIC_CHECK(in_loops::if_else, x, 2);
  NUMERIC_CHECK(in_loops::if_else, x, 0);
}
TEST(InLoops, ConditionalOperator) {
  NUMERIC_CHECK(in_loops::conditional_operator, x, 2);
  NUMERIC_CHECK(in_loops::conditional_operator, x, 0);
  NUMERIC_CHECK(in_loops::conditional_operator, y, 2);
}
TEST(InLoops, SwitchFalls) {
  NUMERIC_CHECK(in_loops::switch_falls, x, 2);
  NUMERIC_CHECK(in_loops::switch_falls, x, 0);
  NUMERIC_CHECK(in_loops::switch_falls, y, 2);
}
TEST(InLoops, SwitchInBranch) {
  NUMERIC_CHECK(in_loops::switch_in_branch, x, 2);
  NUMERIC_CHECK(in_loops::switch_in_branch, x, 0);
  NUMERIC_CHECK(in_loops::switch_in_branch, y, 2);
}
TEST(InLoops, ForHeaders) {
  NUMERIC_CHECK(in_loops::for_headers, x, 2);
  NUMERIC_CHECK(in_loops::for_headers, x, 0);
  NUMERIC_CHECK(in_loops::for_headers, y, 2);
}
TEST(InLoops, ForInBranches) {
  NUMERIC_CHECK(in_loops::for_in_branches, x, 2);
  NUMERIC_CHECK(in_loops::for_in_branches, x, 0);
  NUMERIC_CHECK(in_loops::for_in_branches, y, 2);
}
TEST(InLoops, RangeFor) {
  NUMERIC_CHECK(in_loops::range_for, x, 2);
  NUMERIC_CHECK(in_loops::range_for, x, 0);
  NUMERIC_CHECK(in_loops::range_for, y, 2);
}
TEST(InLoops, RangeForNested) {
  NUMERIC_CHECK(in_loops::range_for_nested, x, 2);
  NUMERIC_CHECK(in_loops::range_for_nested, x, 0);
  NUMERIC_CHECK(in_loops::range_for_nested, y, 2);
}
TEST(InLoops, WhileLoops) {
  NUMERIC_CHECK(in_loops::while_loops, x, 2);
  NUMERIC_CHECK(in_loops::while_loops, x, 0);
  NUMERIC_CHECK(in_loops::while_loops, y, 2);
}
TEST(InLoops, DoLoops) {
  NUMERIC_CHECK(in_loops::do_loops, x, 2);
  NUMERIC_CHECK(in_loops::do_loops, x, 0);
  NUMERIC_CHECK(in_loops::do_loops, y, 2);
}
TEST(InLoops, Jumps) {
  NUMERIC_CHECK(in_loops::jumps, x, 2);
  NUMERIC_CHECK(in_loops::jumps, x, 0);
}
TEST(InLoops, Returns) {
  NUMERIC_CHECK(in_loops::returns, x, 2.0);
  NUMERIC_CHECK(in_loops::returns, x, 20.0);
  NUMERIC_CHECK(in_loops::returns, y, 2.0);
}
TEST(InLoops, ShortCircuit) {
  NUMERIC_CHECK(in_loops::short_circuit, x, 2);
  NUMERIC_CHECK(in_loops::short_circuit, x, 0);
  NUMERIC_CHECK(in_loops::short_circuit, y, 2);
}
TEST(InLoops, Comma) {
  NUMERIC_CHECK(in_loops::comma, x, 2);
  NUMERIC_CHECK(in_loops::comma, x, 0);
  NUMERIC_CHECK(in_loops::comma, y, 2);
}
TEST(InLoops, ActiveCount) {
  NUMERIC_CHECK(in_loops::active_count, x, 2);
  NUMERIC_CHECK(in_loops::active_count, x, 0);
  NUMERIC_CHECK(in_loops::active_count, y, 2);
}
TEST(InLoops, Deep) {
  NUMERIC_CHECK(in_loops::deep, x, 2);
  NUMERIC_CHECK(in_loops::deep, x, 0);
  NUMERIC_CHECK(in_loops::deep, y, 2);
}
TEST(InLoops, MatrixFlow) {
  NUMERIC_CHECK(in_loops::matrix_flow, x, 2);
  NUMERIC_CHECK(in_loops::matrix_flow, x, 0);
  NUMERIC_CHECK(in_loops::matrix_flow, y, 2);
}

} // namespace
