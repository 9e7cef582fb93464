// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops_assignments.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoopsAssignments, AssignmentForms) {
  NUMERIC_CHECK(in_loops_assignments::assignment_forms, x, 2);
  NUMERIC_CHECK(in_loops_assignments::assignment_forms, x, 0);
  NUMERIC_CHECK(in_loops_assignments::assignment_forms, y, 2);
}
TEST(InLoopsAssignments, AssignmentsAsValues) {
  NUMERIC_CHECK(in_loops_assignments::assignments_as_values, x, 2);
  NUMERIC_CHECK(in_loops_assignments::assignments_as_values, x, 0);
  NUMERIC_CHECK(in_loops_assignments::assignments_as_values, y, 2);
}
TEST(InLoopsAssignments, Overwritten) {
  NUMERIC_CHECK(in_loops_assignments::overwritten, x, 2);
  NUMERIC_CHECK(in_loops_assignments::overwritten, x, 0);
  NUMERIC_CHECK(in_loops_assignments::overwritten, y, 2);
}
TEST(InLoopsAssignments, ReferenceLocals) {
  NUMERIC_CHECK(in_loops_assignments::reference_locals, x, 2);
  NUMERIC_CHECK(in_loops_assignments::reference_locals, x, 0);
  NUMERIC_CHECK(in_loops_assignments::reference_locals, y, 2);
}
TEST(InLoopsAssignments, ReferenceInBranches) {
  NUMERIC_CHECK(in_loops_assignments::reference_in_branches, x, 2);
  NUMERIC_CHECK(in_loops_assignments::reference_in_branches, x, 0);
  NUMERIC_CHECK(in_loops_assignments::reference_in_branches, y, 2);
}
TEST(InLoopsAssignments, InPlace) {
  NUMERIC_CHECK(in_loops_assignments::in_place, x, 2);
  NUMERIC_CHECK(in_loops_assignments::in_place, x, 0);
  NUMERIC_CHECK(in_loops_assignments::in_place, y, 2);
}
TEST(InLoopsAssignments, Exchanged) {
  NUMERIC_CHECK(in_loops_assignments::exchanged, x, 2);
  NUMERIC_CHECK(in_loops_assignments::exchanged, x, 0);
  NUMERIC_CHECK(in_loops_assignments::exchanged, y, 2);
}
TEST(InLoopsAssignments, Shadowing) {
  NUMERIC_CHECK(in_loops_assignments::shadowing, x, 2);
  NUMERIC_CHECK(in_loops_assignments::shadowing, x, 0);
  NUMERIC_CHECK(in_loops_assignments::shadowing, y, 2);
}
TEST(InLoopsAssignments, NamedConstants) {
  NUMERIC_CHECK(in_loops_assignments::named_constants, x, 2);
  NUMERIC_CHECK(in_loops_assignments::named_constants, x, 0);
  NUMERIC_CHECK(in_loops_assignments::named_constants, y, 2);
}
TEST(InLoopsAssignments, CountedStatements) {
  NUMERIC_CHECK(in_loops_assignments::counted_statements, x, 2);
  NUMERIC_CHECK(in_loops_assignments::counted_statements, x, 0);
  NUMERIC_CHECK(in_loops_assignments::counted_statements, y, 2);
}
TEST(InLoopsAssignments, WholeNumbers) {
  NUMERIC_CHECK(in_loops_assignments::whole_numbers, x, 2);
  NUMERIC_CHECK(in_loops_assignments::whole_numbers, x, 0);
  NUMERIC_CHECK(in_loops_assignments::whole_numbers, y, 2);
}
TEST(InLoopsAssignments, Limits) {
  NUMERIC_CHECK(in_loops_assignments::limits, x, 2);
  NUMERIC_CHECK(in_loops_assignments::limits, x, 0);
  NUMERIC_CHECK(in_loops_assignments::limits, y, 2);
}

} // namespace
