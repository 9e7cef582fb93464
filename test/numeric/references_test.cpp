// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "references.gateaux.hpp"

namespace {

using namespace references;

const VectorXd x = numeric::randomVector<VectorXd>(5, 3).array().abs() + 0.2;
const VectorXd other = numeric::randomVector<VectorXd>(5, 4).array().abs() + 0.3;

TEST(References, Chained) { NUMERIC_CHECK(chained, x); }
TEST(References, ChosenNumber) {
  NUMERIC_CHECK(chosen_number, 0.77, 1.14);
  NUMERIC_CHECK(chosen_number, 1.3, 0.4);
}
TEST(References, ChosenMatrix) { NUMERIC_CHECK(chosen_matrix, x, other); }
TEST(References, BothExtremes) {
  NUMERIC_CHECK(both_extremes, 0.77, 1.14);
  NUMERIC_CHECK(both_extremes, 1.3, 0.4);
}
TEST(References, HeldReference) {
  NUMERIC_CHECK(held_reference, 0.77, 1.14);
  NUMERIC_CHECK(held_reference, 1.3, 0.4);
}
TEST(References, WrittenChoice) { NUMERIC_CHECK(written_choice, x); }
TEST(References, ChosenObject) { NUMERIC_CHECK(chosen_object, x); }
TEST(References, Picked) {
  NUMERIC_CHECK(picked, x, true);
  NUMERIC_CHECK(picked, x, false);
}
TEST(References, EqualOrLess) { NUMERIC_CHECK(equal_or_less, 0.77, 1.14); }
TEST(References, OwnRanges) { NUMERIC_CHECK(own_ranges, x); }
TEST(References, Widths) { NUMERIC_CHECK(widths, x); }
TEST(References, DeclaredConditions) { NUMERIC_CHECK(declared_conditions, x, 3); }
TEST(References, OwnAssignment) { NUMERIC_CHECK(own_assignment, x); }
TEST(References, LayersOfKinds) {
  const std::vector<Layer> layers = {{0.3, Act::Tanh}, {0.7, Act::Linear}};
  NUMERIC_CHECK(layers_of_kinds, layers);
  const std::vector<Dense> net = {{MatrixXd::Random(3, 5), VectorXd::Random(3), Act::Tanh},
                                  {MatrixXd::Random(2, 3), VectorXd::Random(2), Act::Linear}};
  NUMERIC_CHECK(layers_of_kinds_of_matrices, net, x);
}
TEST(References, Ordered) { NUMERIC_CHECK(ordered, x); }
TEST(References, NarrowSteps) { NUMERIC_CHECK(narrow_steps, x); }
TEST(References, IntegerMean) { NUMERIC_CHECK(integer_mean, x); }
TEST(References, CopiesByRef) { NUMERIC_CHECK(copies_by_ref, x, MatrixXd::Random(3, 3).eval()); }
TEST(References, Filled) { NUMERIC_CHECK(filled, x); }
TEST(References, SortedPositions) { NUMERIC_CHECK(sorted_positions, x); }
TEST(References, SortedObjects) { NUMERIC_CHECK(sorted_objects, x); }
TEST(References, IntegerSum) { NUMERIC_CHECK(integer_sum, x); }
TEST(References, ConvertedItems) { NUMERIC_CHECK(converted_items, x); }
TEST(References, IntegerVectors) { NUMERIC_CHECK(integer_vectors, x); }

TEST(References, LinearisedVariables) {
  VectorXd gv;
  scaled_ggnvp(x, other, gv);
  const VectorXd expected = 8 * other.array() + 4 * (2 * x).array().exp() * other.array();
  EXPECT_LT((gv - expected).norm(), 1e-12);
  const MatrixXd W = MatrixXd::Random(5, 5), V = MatrixXd::Random(5, 5), U = MatrixXd::Random(5, 5);
  MatrixXd G;
  quartic_ggnvp(W, x, V, G);
  VectorXd along_V, along_U;
  output_tangent(W, x, V, along_V);
  output_tangent(W, x, U, along_U);
  const VectorXd P = net(W, x);
  EXPECT_NEAR(G.cwiseProduct(U).sum(), (along_U.array() * 12 * P.array().square() * along_V.array()).sum(), 1e-12);
}

} // namespace
