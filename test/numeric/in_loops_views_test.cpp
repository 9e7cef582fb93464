// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops_views.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoopsViews, RawPointers) {
  NUMERIC_CHECK(in_loops_views::raw_pointers, x, 2);
  NUMERIC_CHECK(in_loops_views::raw_pointers, x, 0);
  NUMERIC_CHECK(in_loops_views::raw_pointers, y, 2);
}
TEST(InLoopsViews, ViewsInLocals) {
  NUMERIC_CHECK(in_loops_views::views_in_locals, x, 2);
  NUMERIC_CHECK(in_loops_views::views_in_locals, x, 0);
  NUMERIC_CHECK(in_loops_views::views_in_locals, y, 2);
}
TEST(InLoopsViews, ViewsInMembers) {
  NUMERIC_CHECK(in_loops_views::views_in_members, x, 2);
  NUMERIC_CHECK(in_loops_views::views_in_members, x, 0);
  NUMERIC_CHECK(in_loops_views::views_in_members, y, 2);
}
TEST(InLoopsViews, ObjectsByPointer) {
  NUMERIC_CHECK(in_loops_views::objects_by_pointer, x, 2);
  NUMERIC_CHECK(in_loops_views::objects_by_pointer, x, 0);
  NUMERIC_CHECK(in_loops_views::objects_by_pointer, y, 2);
}

} // namespace
