// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "idioms.gateaux.hpp"

namespace {

using namespace idioms;

const VectorXd x = numeric::randomVector<VectorXd>(5, 3).array().abs() + 0.2;

TEST(Idioms, TableAndSum) { NUMERIC_CHECK(table_and_sum, x); }
TEST(Idioms, Flags) { NUMERIC_CHECK(flags, x); }
TEST(Idioms, ArrayBeginnings) { NUMERIC_CHECK(array_beginnings, x); }
TEST(Idioms, VectorBeginnings) { NUMERIC_CHECK(vector_beginnings, x); }
TEST(Idioms, NamedElements) { NUMERIC_CHECK(named_elements, x); }
TEST(Idioms, Bits) { NUMERIC_CHECK(bits, x, 3); }
TEST(Idioms, BracesAssigned) { NUMERIC_CHECK(braces_assigned, x); }
TEST(Idioms, BracesWalked) { NUMERIC_CHECK(braces_walked, x); }
TEST(Idioms, LocalClass) { NUMERIC_CHECK(local_class, x); }
TEST(Idioms, WrittenOut) { NUMERIC_CHECK(written_out, x); }
TEST(Idioms, WholeOfData) { NUMERIC_CHECK(whole_of_data, MatrixXd::Random(3, 2).eval(), x); }
TEST(Idioms, CopiedThis) { NUMERIC_CHECK(copied_this, x); }
TEST(Idioms, AssignedBraces) { NUMERIC_CHECK(assigned_braces, x); }
TEST(Idioms, ThreeIndices) { NUMERIC_CHECK(three_indices, x, 2); }
TEST(Idioms, LargestUnsigned) { NUMERIC_CHECK(largest_unsigned, x); }
TEST(Idioms, OtherComparisons) { NUMERIC_CHECK(other_comparisons, x); }
TEST(Idioms, ByName) {
  const std::vector<std::string> kinds = {"square", "", "sum", "other"}, modes = {"long one", "bx", "c"};
  for (const std::string &kind : kinds)
    for (const std::string &mode : modes)
      for (const char *member : {"ab", ""}) {
        const Settings c{member, 0.7};
        NUMERIC_CHECK(by_name, x, kind, mode, c);
        by_name_objective o(x, kind, mode, c);
        EXPECT_NEAR(o.value(x), by_name(x, kind, mode, c), 1e-14);
      }
}
TEST(Idioms, ReturnedInLoops) {
  NUMERIC_CHECK(returned_in_loops, x);
  NUMERIC_CHECK(returned_in_loops, VectorXd::Constant(4, 0.01).eval());
}
TEST(Idioms, EmplacedTuples) { NUMERIC_CHECK(emplaced_tuples, std::vector<double>({0.3, 0.5, 0.7})); }

TEST(Idioms, ByLetters) {
  NUMERIC_CHECK(idioms::by_letters, 0.7, std::string("abzb"), idioms::Spelled{"xy.z"});
  NUMERIC_CHECK(idioms::by_letters, 0.7, std::string(), idioms::Spelled{"b"});
}

TEST(Idioms, ByFlags) {
  const VectorXd y = numeric::randomVector<VectorXd>(4, 3, 0.2, 1.3);
  NUMERIC_CHECK(idioms::by_flags, y, std::vector<bool>{true, false, true});
  NUMERIC_CHECK(idioms::by_flags, y, std::vector<bool>{false, true, true});
}
TEST(Idioms, Compared) {
  const VectorXd y = numeric::randomVector<VectorXd>(4, 3, 0.2, 1.3);
  NUMERIC_CHECK(idioms::compared, y);
}

} // namespace
