// SPDX-License-Identifier: Apache-2.0
//
// Derivatives where a function has a kink, a pole of its formula or a convention of its own.
#include "Check.h"

#include "transform/Derive.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

namespace gateaux::transform::test {

namespace {

/// f(a, b) of scalars at a point, and its first derivatives by convention.
struct Case {
  const char *name;
  const char *body;
  double a, b, byA, byB;
};

// GoogleTest lists the cases by it.
void PrintTo(const Case &c, std::ostream *out) { *out << c.name; }

const Case kCases[] = {
    {"AbsOfZero", "%y = abs(%a)", 0, 0, 0, 0},
    {"MaxOfEqualTakesTheFirst", "%y = max(%a, %b)", 0.7, 0.7, 1, 0},
    {"MinOfEqualTakesTheFirst", "%y = min(%a, %b)", 0.7, 0.7, 1, 0},
    {"MaxWithZeroAtZero", "%c = constant 0 : f64\n %y = max(%a, %c)", 0, 0, 1, 0},
    {"MaxOfZeroFirstAtZero", "%c = constant 0 : f64\n %y = max(%c, %a)", 0, 0, 0, 0},
    {"SafeDivByZero", "%y = safe_div(%a, %b)", 2, 0, 0, 0},
    {"SafeDivOfZeroByZero", "%y = safe_div(%a, %b)", 0, 0, 0, 0},
    {"HypotOfZeros", "%y = hypot(%a, %b)", 0, 0, 0, 0},
    {"HypotOnAxis", "%y = hypot(%a, %b)", 0, -2, 0, -1},
    {"PowOfZeroToTheZero", "%c = constant 0 : f64\n %y = pow(%a, %c)", 0, 0, 0, 0},
    {"PowOfZeroToTheOne", "%c = constant 1 : f64\n %y = pow(%a, %c)", 0, 0, 1, 0},
    {"PowOfZeroToTheTwo", "%c = constant 2 : f64\n %y = pow(%a, %c)", 0, 0, 0, 0},
    {"PowOfZeroToTheThree", "%y = pow(%a, %b)", 0, 3, 0, 0},
    {"PowOfZeroToOneAndAHalf", "%y = pow(%a, %b)", 0, 1.5, 0, 0},
    {"PowOfNegative", "%c = constant 3 : f64\n %y = pow(%a, %c)", -2, 0, 12, 0},
    {"PowOfNegativeToTheOne", "%c = constant 1 : f64\n %y = pow(%a, %c)", -2, 0, 1, 0},
    {"PowToZero", "%y = pow(%a, %b)", 2, 0, 0, 0.69314718055994531},
    {"PowLogOfZero", "%c = constant 2 : f64\n %y = pow_log(%a, %c)", 0, 0, 0, 0},
    {"Atan2OnPositiveX", "%y = atan2(%a, %b)", 0, 2, 0.5, 0},
    {"Atan2OnPositiveY", "%y = atan2(%a, %b)", 2, 0, 0, -0.5},
    {"Atan2OnNegativeX", "%y = atan2(%a, %b)", 0, -2, -0.5, 0},
    {"Atan2OnNegativeY", "%y = atan2(%a, %b)", -2, 0, 0, 0.5},
    {"CopysignOfZero", "%y = copysign(%a, %b)", 0, -2, -1, 0},
    {"SelectOfPoleNotTaken",
     "%c = constant 0 : f64\n %p = compare(%a, %c) gt\n %l = log(%b)\n %y = select(%p, %l, %a) : "
     "f64",
     0, 0, 1, 0},
    {"EntropyOfZero",
     "%c = constant 0 : f64\n %p = compare(%a, %c) gt\n %l = log(%a)\n %x = mul(%a, %l)\n"
     " %y = select(%p, %x, %c) : f64",
     0, 0, 0, 0},
    {"SoftplusFarOff", "%y = softplus(%a)", 800, 0, 1, 0},
    {"LogisticFarOff", "%y = logistic(%a)", -800, 0, 0, 0},
    {"RoundingIsConstant", "%c = floor(%a)\n %y = mul(%c, %b)", 1, 3, 0, 1},
    {"FmodOfNegative", "%y = fmod(%a, %b)", -7, 2, 1, 3},
    {"RemainderOfNegative", "%y = remainder(%a, %b)", -7.5, 2, 1, 4},
};

class SpecialPoint : public testing::TestWithParam<Case> {};

TEST_P(SpecialPoint, HasTheDerivativeAgreedUpon) {
  const Case &c = GetParam();
  Parsed p = parsed("func @f(%a: f64, %b: f64) {\n " + std::string(c.body) + "\n output %y\n}\n");
  Problem problem{p.function, {Matrix::Constant(1, 1, c.a), Matrix::Constant(1, 1, c.b)}, {0, 1}};
  for (unsigned i = 0; i < 2; ++i) {
    problem.wrt = {i};
    double expected = i == 0 ? c.byA : c.byB;
    const std::string name = i == 0 ? "a" : "b";
    Named tangent =
        run(*deriveTangent(annotationOf(problem)), problem, {{name + "_dot", Matrix::Ones(1, 1)}});
    EXPECT_DOUBLE_EQ(tangent.at("f_dot")(0), expected) << "the tangent by " << name;
    Named gradient = run(*deriveGradient(annotationOf(problem)), problem, {});
    EXPECT_DOUBLE_EQ(gradient.at(name + "_bar")(0), expected) << "the gradient by " << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Conventions, SpecialPoint, testing::ValuesIn(kCases),
                         [](const auto &c) { return std::string(c.param.name); });

/// Second derivatives of f(a) of a scalar.
struct SecondCase {
  const char *name;
  const char *body;
  double a, second;
};

void PrintTo(const SecondCase &c, std::ostream *out) { *out << c.name; }

const SecondCase kSecondCases[] = {
    {"PowOfZeroToTheZero", "%c = constant 0 : f64\n %y = pow(%a, %c)", 0, 0},
    {"PowOfZeroToTheOne", "%c = constant 1 : f64\n %y = pow(%a, %c)", 0, 0},
    {"PowOfZeroToTheTwo", "%c = constant 2 : f64\n %y = pow(%a, %c)", 0, 2},
    {"PowOfZeroToTheThree", "%c = constant 3 : f64\n %y = pow(%a, %c)", 0, 0},
    {"PowOfNegative", "%c = constant 3 : f64\n %y = pow(%a, %c)", -2, -12},
    {"AbsOfZero", "%y = abs(%a)", 0, 0},
    {"MaxAtTheKink", "%c = constant 0 : f64\n %m = max(%a, %c)\n %y = square(%m)", 0, 2},
    {"EntropyOfZero",
     "%c = constant 0 : f64\n %p = compare(%a, %c) gt\n %l = log(%a)\n %x = mul(%a, %l)\n"
     " %y = select(%p, %x, %c) : f64",
     0, 0},
    {"EntropyOfOneHalf",
     "%c = constant 0 : f64\n %p = compare(%a, %c) gt\n %l = log(%a)\n %x = mul(%a, %l)\n"
     " %y = select(%p, %x, %c) : f64",
     0.5, 2},
    {"SafeDivByZero", "%c = constant 3 : f64\n %y = safe_div(%c, %a)", 0, 0},
    {"HypotOfZeros", "%y = hypot(%a, %a)", 0, 0},
};

class SpecialPointInSecondOrder : public testing::TestWithParam<SecondCase> {};

TEST_P(SpecialPointInSecondOrder, HasTheDerivativeAgreedUpon) {
  const SecondCase &c = GetParam();
  Parsed p = parsed("func @f(%a: f64) {\n " + std::string(c.body) + "\n output %y\n}\n");
  Problem problem{p.function, {Matrix::Constant(1, 1, c.a)}, {0}};
  auto annotation = annotationOf(problem);
  ir::Request request{ir::RequestKind::Hvp, {}, annotation.wrt, nullptr};
  Named hv = run(*deriveHvp(annotation, request), problem, {{"a_dot", Matrix::Ones(1, 1)}});
  EXPECT_DOUBLE_EQ(hv.at("a_hv")(0), c.second);
}

INSTANTIATE_TEST_SUITE_P(Conventions, SpecialPointInSecondOrder, testing::ValuesIn(kSecondCases),
                         [](const auto &c) { return std::string(c.param.name); });

/// A problem of one matrix %a, 3 x 2.
struct OfMatrix {
  Parsed p;
  Problem problem;
  OfMatrix(const std::string &body, const Matrix &a)
      : p(parsed("func @f(%a: f64[?x?]) {\n " + body + "\n output %y\n}\n")),
        problem{p.function, {a}, {0}} {}
  Matrix gradient() { return run(*deriveGradient(annotationOf(problem)), problem, {}).at("a_bar"); }
  Matrix hvp(const Matrix &v) {
    auto annotation = annotationOf(problem);
    ir::Request request{ir::RequestKind::Hvp, {}, annotation.wrt, nullptr};
    return run(*deriveHvp(annotation, request), problem, {{"a_dot", v}}).at("a_hv");
  }
};

Matrix given(std::initializer_list<double> rows) {
  Matrix m(3, 2);
  Eigen::Index k = 0;
  for (double x : rows) {
    m(k / 2, k % 2) = x;
    ++k;
  }
  return m;
}

TEST(SpecialPointOfMatrix, NormOfZero) {
  OfMatrix all("%y = norm(%a) axis=all", Matrix::Zero(3, 2));
  EXPECT_EQ(all.gradient(), Matrix::Zero(3, 2));
  EXPECT_EQ(all.hvp(Matrix::Ones(3, 2)), Matrix::Zero(3, 2));
}

TEST(SpecialPointOfMatrix, NormOfAZeroColumn) {
  OfMatrix columns("%n = norm(%a) axis=cols\n %y = sum(%n) axis=all", given({3, 0, 4, 0, 0, 0}));
  EXPECT_TRUE(columns.gradient().isApprox(given({0.6, 0, 0.8, 0, 0, 0}), 1e-15));
  // The Hessian of the norm of the other column is (I - x x'/|x|^2) / |x|.
  EXPECT_TRUE(
      columns.hvp(Matrix::Ones(3, 2)).isApprox(given({0.032, 0, -0.024, 0, 0.2, 0}), 1e-13));
}

TEST(SpecialPointOfMatrix, PolesThatAreNotTaken) {
  // The sum of -a log(a) over positive coefficients, coefficient by coefficient and as a whole.
  for (const char *body :
       {"%c = constant 0 : f64\n %p = compare(%a, %c) gt\n %l = log(%a)\n %x = mul(%a, %l)\n"
        " %n = neg(%x)\n %s = select(%p, %n, %c) : f64[?x?]\n %y = sum(%s) axis=all",
        "%c = constant 0 : f64\n %p = compare(%a, %c) gt\n %l = log(%a)\n %s = select(%p, %l, %c) "
        ": "
        "f64[?x?]\n %t = dot(%s, %a)\n %y = neg(%t)"}) {
    OfMatrix entropy(body, given({0, 1, 0.5, 0, 0.25, 0}));
    EXPECT_TRUE(entropy.gradient().isApprox(
        given({0, -1, std::log(2) - 1, 0, std::log(4) - 1, 0}), 1e-14));
    EXPECT_TRUE(entropy.hvp(Matrix::Ones(3, 2)).isApprox(given({0, -1, -2, 0, -4, 0}), 1e-14));
  }
  OfMatrix whole("%c = constant 0 : f64\n %m = min_coeff(%a) axis=all\n %p = compare(%m, %c) gt\n"
                 " %l = log(%a)\n %s = sum(%l) axis=all\n %t = sum(%a) axis=all\n"
                 " %y = select(%p, %s, %t) : f64",
                 given({0, 1, 0.5, 0, 0.25, 0}));
  EXPECT_EQ(whole.gradient(), Matrix::Ones(3, 2));
  EXPECT_EQ(whole.hvp(Matrix::Ones(3, 2)), Matrix::Zero(3, 2));
}

TEST(SpecialPointOfMatrix, EqualExtremaTakeTheFirst) {
  OfMatrix greatest("%y = max_coeff(%a) axis=all", given({1, 2, 2, 0, 0, 2}));
  EXPECT_EQ(greatest.gradient(), given({0, 0, 1, 0, 0, 0})); // column-major
  OfMatrix rows("%m = min_coeff(%a) axis=rows\n %y = sum(%m) axis=all", given({1, 1, 2, 0, 0, 2}));
  EXPECT_EQ(rows.gradient(), given({1, 0, 0, 1, 1, 0}));
}

TEST(SpecialPointOfMatrix, ProductsWithZeros) {
  for (const char *axis : {"all", "cols", "rows"})
    for (const Matrix &a : {given({0, 2, 3, 1, -1, 2}), given({0, 2, 0, 1, -1, 2}),
                            given({0, 0, 3, 1, -1, 2}), given({0, 0, 0, 1, -1, 0})}) {
      OfMatrix product("%p = prod(%a) axis=" + std::string(axis) +
                           (std::string(axis) == "all" ? "\n %y = sin(%p)"
                                                       : "\n %s = sin(%p)\n %y = sum(%s) axis=all"),
                       a);
      Checker checker;
      EXPECT_EQ(checker.firstOrder(product.problem), std::nullopt);
      EXPECT_EQ(checker.secondOrder(product.problem), std::nullopt);
      EXPECT_EQ(checker.skipped, 0u);
    }
}

} // namespace

} // namespace gateaux::transform::test
