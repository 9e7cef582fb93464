// SPDX-License-Identifier: Apache-2.0
//
// Functions whose derivatives the user has provided.
#include "Check.h"

#include "ir/Printer.h"
#include "transform/Derive.h"

#include <gtest/gtest.h>

namespace gateaux::transform::test {

namespace {

// h = sin(X), with a tangent; g = c sin(X) and sum(X^2) c, with a tangent that calls h, and an
// adjoint that calls it, too.
const char *const kTangentOfH = R"(
func @h_tangent(%X: f64[?x?], %X_dot: f64[?x?]) {
  %y = sin(%X)
  %c = cos(%X)
  %d = mul(%c, %X_dot)
  output %y
  output %d
}
func @h(%X: f64[?x?]) provided (0) tangent @h_tangent {
  %y = sin(%X)
  output %y
}
)";

const char *const kTangentOfG = R"(
func @g_tangent(%X: f64[?x?], %c: f64, %X_dot: f64[?x?], %c_dot: f64) {
  %s = call(%X) @h : f64[?x?]
  %y = mul(%c, %s)
  %q = square(%X)
  %n = sum(%q) axis=all
  %t = mul(%n, %c)
  %half = constant 1.5707963267948966 : f64
  %moved = add(%X, %half)
  %cos = call(%moved) @h : f64[?x?]
  %a = mul(%cos, %X_dot)
  %b = mul(%c, %a)
  %d = mul(%c_dot, %s)
  %y_dot = add(%b, %d)
  %two = constant 2 : f64
  %e = dot(%X, %X_dot)
  %f = mul(%two, %e)
  %k = mul(%f, %c)
  %l = mul(%n, %c_dot)
  %t_dot = add(%k, %l)
  output %y
  output %t
  output %y_dot
  output %t_dot
}
)";

const char *const kAdjointOfG = R"(
func @g_adjoint(%X: f64[?x?], %c: f64, %y_bar: f64[?x?], %t_bar: f64,
                %X_bar: f64[?x?], %c_bar: f64) {
  %s = call(%X) @h : f64[?x?]
  %y = mul(%c, %s)
  %q = square(%X)
  %n = sum(%q) axis=all
  %t = mul(%n, %c)
  %half = constant 1.5707963267948966 : f64
  %moved = add(%X, %half)
  %cos = call(%moved) @h : f64[?x?]
  %a = mul(%cos, %y_bar)
  %b = mul(%c, %a)
  %two = constant 2 : f64
  %d = mul(%two, %c)
  %e = mul(%d, %t_bar)
  %f = mul(%e, %X)
  %g = add(%b, %f)
  %X_sum = add(%X_bar, %g)
  %k = dot(%s, %y_bar)
  %l = mul(%n, %t_bar)
  %m = add(%k, %l)
  %c_sum = add(%c_bar, %m)
  output %y
  output %t
  output %X_sum
  output %c_sum
}
)";

std::string functionG(const std::string &provided) {
  return "func @g(%X: f64[?x?], %c: f64) provided (0, 1) " + provided + R"( {
  %s = sin(%X)
  %y = mul(%c, %s)
  %q = square(%X)
  %n = sum(%q) axis=all
  %t = mul(%n, %c)
  output %y
  output %t
}
)";
}

// One result or both of g are used, and g is called twice.
const char *const kCallers[] = {R"(
func @f(%A: f64[?x?], %B: f64[?x?], %s: f64) {
  %X = mul(%A, %B)
  %y, %t = call(%X, %s) @g : f64[?x?], f64
  %z = tanh(%y)
  output %z
}
)",
                                R"(
func @f(%A: f64[?x?], %B: f64[?x?], %s: f64) {
  %y, %t = call(%A, %s) @g : f64[?x?], f64
  %z = mul(%t, %B)
  output %z
}
)",
                                R"(
func @f(%A: f64[?x?], %B: f64[?x?], %s: f64) {
  %y, %t = call(%A, %s) @g : f64[?x?], f64
  %u = sin(%t)
  %w = add(%y, %B)
  %v, %x = call(%w, %u) @g : f64[?x?], f64
  %k = mul(%v, %y)
  %z = mul(%x, %k)
  output %z
}
)"};

class Provided : public testing::TestWithParam<const char *> {};

TEST_P(Provided, GivesTheDerivativesOfItsCaller) {
  for (const char *caller : kCallers) {
    Parsed p = parsed(std::string(kTangentOfH) + kTangentOfG + kAdjointOfG + functionG(GetParam()) +
                      caller);
    std::mt19937 random(1);
    std::vector<Matrix> point = {randomMatrix(random, 3, 2, -1, 1),
                                 randomMatrix(random, 3, 2, -1, 1),
                                 randomMatrix(random, 1, 1, 0.5, 1)};
    for (std::vector<unsigned> wrt : std::vector<std::vector<unsigned>>{{0, 1, 2}, {0}, {1}, {2}}) {
      Checker checker;
      Problem problem{p.function, point, wrt};
      EXPECT_EQ(checker.firstOrder(problem), std::nullopt) << ir::print(*p.function);
      auto objective = objectiveOf(*p.function);
      Problem second{objective.get(), point, wrt};
      second.arguments.push_back(randomMatrix(random, 3, 2, -1, 1));
      EXPECT_EQ(checker.secondOrder(second), std::nullopt) << ir::print(*p.function);
      EXPECT_EQ(checker.gaussNewton(second, objective->outputs[0].value->def->operand(0)),
                std::nullopt);
      for (const auto &op : objective->body.operations)
        if (op->kind == ir::Op::Tanh) {
          EXPECT_EQ(checker.gaussNewton(second, op->result()), std::nullopt);
        }
      EXPECT_EQ(checker.skipped, 0u);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(As, Provided,
                         testing::Values("tangent @g_tangent", "adjoint @g_adjoint",
                                         "tangent @g_tangent adjoint @g_adjoint"),
                         [](const auto &p) {
                           const std::string s = p.param;
                           return std::string(s.find("adjoint @") == std::string::npos ? "Tangent"
                                              : s.starts_with("tangent")             ? "Both"
                                                                                     : "Adjoint");
                         });

/// What is provided counts, not the derivative of the function: here rounding with the derivative
/// of the identity.
class StraightThrough : public testing::TestWithParam<const char *> {};

TEST_P(StraightThrough, TakesWhatIsProvided) {
  Parsed p = parsed(std::string(R"(
func @round_tangent(%X: f64[?x?], %X_dot: f64[?x?]) {
  %y = round(%X)
  output %y
  output %X_dot
}
func @round_adjoint(%X: f64[?x?], %y_bar: f64[?x?], %X_bar: f64[?x?]) {
  %y = round(%X)
  %b = add(%X_bar, %y_bar)
  output %y
  output %b
}
func @round(%X: f64[?x?]) provided (0) )") + GetParam() + R"( {
  %y = round(%X)
  output %y
}
func @f(%A: f64[?x?]) {
  %y = call(%A) @round : f64[?x?]
  %z = dot(%y, %y)
  output %z
}
)");
  std::mt19937 random(1);
  Matrix a = randomMatrix(random, 3, 2, -3, 3), v = randomMatrix(random, 3, 2, -1, 1);
  Problem problem{p.function, {a}, {0}};
  auto annotation = annotationOf(problem);
  Named direction{{"A_dot", v}};
  Matrix rounded = a.array().round();
  EXPECT_NEAR(run(*deriveTangent(annotation), problem, direction).at("f_dot")(0),
              2 * rounded.cwiseProduct(v).sum(), 1e-13);
  EXPECT_TRUE(run(*deriveGradient(annotation), problem, {}).at("A_bar").isApprox(2 * rounded));
  ir::Request request{ir::RequestKind::Hvp, {}, annotation.wrt, nullptr};
  EXPECT_TRUE(run(*deriveHvp(annotation, request), problem, direction).at("A_hv").isApprox(2 * v));
}

INSTANTIATE_TEST_SUITE_P(As, StraightThrough,
                         testing::Values("tangent @round_tangent", "adjoint @round_adjoint",
                                         "tangent @round_tangent adjoint @round_adjoint"));

/// A parameter outside of the list of those with derivatives counts as constant.
TEST(ProvidedTest, OtherParametersAreConstant) {
  Parsed p = parsed(R"(
func @g_tangent(%x: f64, %c: f64, %x_dot: f64) {
  %y = mul(%x, %c)
  %d = mul(%x_dot, %c)
  output %y
  output %d
}
func @g(%x: f64, %c: f64) provided (0) tangent @g_tangent {
  %y = mul(%x, %c)
  output %y
}
func @f(%a: f64) {
  %y = call(%a, %a) @g : f64
  output %y
}
)");
  Problem problem{p.function, {Matrix::Constant(1, 1, 3)}, {0}};
  Named dots = run(*deriveTangent(annotationOf(problem)), problem, {{"a_dot", Matrix::Ones(1, 1)}});
  EXPECT_EQ(dots.at("f_dot")(0), 3);
  EXPECT_EQ(run(*deriveGradient(annotationOf(problem)), problem, {}).at("a_bar")(0), 3);
}

} // namespace

} // namespace gateaux::transform::test
