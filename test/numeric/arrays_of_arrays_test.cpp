// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "arrays_of_arrays.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(6, 3, 0.2, 1.3);

TEST(ArraysOfArrays, Ends) {
  for (int n : {4, 5})
    NUMERIC_CHECK(arrays_of_arrays::ends, x, n);
}
TEST(ArraysOfArrays, FirstOf) {
  for (int n : {2, 3})
    NUMERIC_CHECK(arrays_of_arrays::first_of, x, n);
}
TEST(ArraysOfArrays, Sparsely) {
  for (int n : {4, 5})
    NUMERIC_CHECK(arrays_of_arrays::sparsely, x, n);
}
TEST(ArraysOfArrays, InPlace) { NUMERIC_CHECK(arrays_of_arrays::in_place, x, 3); }
TEST(ArraysOfArrays, Inherited) { NUMERIC_CHECK(arrays_of_arrays::inherited, x, 5); }

} // namespace
