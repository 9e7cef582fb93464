// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "outlined_recursion.gateaux.hpp"

namespace {

using Eigen::VectorXd;

const VectorXd x = numeric::randomVector<VectorXd>(4, 3, 0.2, 1.3);

TEST(OutlinedRecursion, Templates) {
  NUMERIC_CHECK(outlined_recursion::of_templates, x, 0);
  NUMERIC_CHECK(outlined_recursion::of_templates, x, 3);
}
TEST(OutlinedRecursion, Members) {
  const outlined_recursion::Polynomial p{x};
  NUMERIC_CHECK(outlined_recursion::of_members, 0.7, p);
}
TEST(OutlinedRecursion, Mutual) {
  const outlined_recursion::Series s{0.8};
  for (int n : {0, 3, 4}) {
    double bar = 0, hv = 0;
    EXPECT_NEAR(outlined_recursion::even_gradient(s, 0.7, n, bar), s.even(0.7, n), 1e-15);
    const auto f = [&](double h) { return numeric::Vector::Constant(1, s.even(0.7 + h, n)); };
    EXPECT_NEAR(bar, numeric::derivative(f)(0), 1e-9);
    outlined_recursion::even_hvp(s, 0.7, n, 1.0, hv);
    const auto g = [&](double h) {
      double b = 0;
      outlined_recursion::even_gradient(s, 0.7 + h, n, b);
      return numeric::Vector::Constant(1, b);
    };
    EXPECT_NEAR(hv, numeric::derivative(g)(0), 1e-8);
  }
}
TEST(OutlinedRecursion, Containers) {
  const std::vector<double> v(x.data(), x.data() + x.size());
  NUMERIC_CHECK(outlined_recursion::of_containers, v);
}
TEST(OutlinedRecursion, Pointers) {
  VectorXd bar = VectorXd::Zero(4), hv = bar, minus = bar, plus = bar;
  const VectorXd v = numeric::randomVector<VectorXd>(4, 7, -1, 1);
  EXPECT_NEAR(outlined_recursion::of_pointers_gradient(x.data(), 4, bar.data()), outlined_recursion::of_pointers(x.data(), 4), 1e-14);
  const auto f = [&](double h) {
    const VectorXd at = x + h * v;
    return numeric::Vector::Constant(1, outlined_recursion::of_pointers(at.data(), 4));
  };
  EXPECT_NEAR(bar.dot(v), numeric::derivative(f)(0), 1e-9);
  outlined_recursion::of_pointers_hvp(x.data(), 4, v.data(), hv.data());
  const auto g = [&](double h) -> numeric::Vector {
    const VectorXd at = x + h * v;
    outlined_recursion::of_pointers_gradient(at.data(), 4, plus.data());
    return plus;
  };
  EXPECT_LT((hv - numeric::derivative(g)).norm(), 1e-8);
}
TEST(OutlinedRecursion, References) { NUMERIC_CHECK(outlined_recursion::of_references, x); }
TEST(OutlinedRecursion, Lambdas) {
  NUMERIC_CHECK(outlined_recursion::of_lambdas, x, 0);
  NUMERIC_CHECK(outlined_recursion::of_lambdas, x, 3);
}
TEST(OutlinedRecursion, Expanded) { NUMERIC_CHECK(outlined_recursion::expanded, 0.7, -1.2); }

TEST(OutlinedRecursion, Functions) {
  NUMERIC_CHECK(outlined_recursion::of_functions, 0.7, 1.2, 0);
  NUMERIC_CHECK(outlined_recursion::of_functions, 0.7, 1.2, 3);
}

TEST(OutlinedRecursion, Namesakes) {
  NUMERIC_CHECK(outlined_recursion::of_namesakes, 0.7, 1.2, 0);
  NUMERIC_CHECK(outlined_recursion::of_namesakes, 0.7, 1.2, 3);
}

} // namespace
