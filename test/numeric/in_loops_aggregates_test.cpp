// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "in_loops_aggregates.gateaux.hpp"

namespace {

using numeric::Vector;

const Vector x = (Vector(5) << 1.17, 1.12, 0.53, 0.26, 0.71).finished();
const Vector y = (Vector(5) << 0.35, 0.41, 0.84, 1.02, 0.57).finished();

TEST(InLoopsAggregates, NestedStructs) {
  NUMERIC_CHECK(in_loops_aggregates::nested_structs, x, 2);
  NUMERIC_CHECK(in_loops_aggregates::nested_structs, x, 0);
  NUMERIC_CHECK(in_loops_aggregates::nested_structs, y, 2);
}
TEST(InLoopsAggregates, Bindings) {
  NUMERIC_CHECK(in_loops_aggregates::bindings, x, 2);
  NUMERIC_CHECK(in_loops_aggregates::bindings, x, 0);
  NUMERIC_CHECK(in_loops_aggregates::bindings, y, 2);
}
TEST(InLoopsAggregates, FixedArrays) {
  NUMERIC_CHECK(in_loops_aggregates::fixed_arrays, x, 2);
  NUMERIC_CHECK(in_loops_aggregates::fixed_arrays, x, 0);
  NUMERIC_CHECK(in_loops_aggregates::fixed_arrays, y, 2);
}
TEST(InLoopsAggregates, ScalarVectors) {
  NUMERIC_CHECK(in_loops_aggregates::scalar_vectors, x, 2);
  NUMERIC_CHECK(in_loops_aggregates::scalar_vectors, x, 0);
  NUMERIC_CHECK(in_loops_aggregates::scalar_vectors, y, 2);
}
TEST(InLoopsAggregates, ListsOfMatrices) {
  NUMERIC_CHECK(in_loops_aggregates::lists_of_matrices, x, 2);
  NUMERIC_CHECK(in_loops_aggregates::lists_of_matrices, x, 0);
  NUMERIC_CHECK(in_loops_aggregates::lists_of_matrices, y, 2);
}

} // namespace
