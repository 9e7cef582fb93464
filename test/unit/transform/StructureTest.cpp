// SPDX-License-Identifier: Apache-2.0
//
// Programs with loops and conditions that were differentiated wrongly once, or are at the edge of
// what is possible.
#include "Check.h"

#include "ir/Parser.h"
#include "ir/Printer.h"
#include "ir/Verifier.h"
#include "transform/Tidy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <stdexcept>

namespace gateaux::transform::test {

struct Program {
  const char *name;
  const char *text;
  /// Given for Gauss-Newton products: the name of what is linearised.
  const char *local = nullptr;
};

static void PrintTo(const Program &c, std::ostream *out) { *out << c.name; }

/// Every argument at random, matrices as 3x2 unless their type says otherwise.
static std::vector<Matrix> pointOf(const ir::Function &f, std::mt19937 &random) {
  std::vector<Matrix> point;
  for (const ir::Value *a : f.arguments()) {
    const ir::Type &t = a->type;
    Eigen::Index rows = t.rows == ir::kDynamic ? 3 : t.rows, cols = t.cols == ir::kDynamic ? 2 : t.cols;
    point.push_back(t.isReal() ? randomMatrix(random, rows, cols, -1.5, 1.5)
                               : Matrix::Constant(rows, cols, t.isBool() ? 1 : 2));
  }
  return point;
}

class Structures : public testing::TestWithParam<Program> {};

TEST_P(Structures, HaveTheRightDerivatives) {
  Parsed p = parsed(GetParam().text);
  std::mt19937 random(11);
  Problem problem{p.function, pointOf(*p.function, random), realArguments(*p.function)};
  Checker checker;
  EXPECT_EQ(checker.firstOrder(problem), std::nullopt);
  EXPECT_EQ(checker.secondOrder(problem), std::nullopt);
  if (GetParam().local) {
    ir::Value *local = nullptr;
    for (const auto &op : p.function->body.operations)
      for (ir::Value *r : op->results)
        if (r->name == GetParam().local)
          local = r;
    ASSERT_NE(local, nullptr);
    EXPECT_EQ(checker.gaussNewton(problem, local), std::nullopt);
  }
  EXPECT_EQ(checker.skipped, 0u);
}

static const Program kPrograms[] = {
    {"TheNextValueComesFromOutside", R"(
func @f(%s: f64, %t: f64) -> (f64) {
  %0 = constant 0 : i<int>
  %1 = constant 2 : i<int>
  %2, %3 = for(%0, %1, %s, %s) 1 : f64, f64 (%i: i<int>, %a: f64, %b: f64) {
    %4 = mul(%a, %b)
    %5 = mul(%4, %t)
    yield %t, %5
  }
  %6 = mul(%2, %3)
  output %6
})"},
    {"OneResultOfALoopIsLinearised", R"(
func @f(%s: f64, %t: f64) -> (f64) {
  %0 = constant 0 : i<int>
  %1 = constant 2 : i<int>
  %z, %y = for(%0, %1, %s, %t) 1 : f64, f64 (%i: i<int>, %a: f64, %b: f64) {
    %2 = sin(%a)
    %3 = mul(%a, %b)
    yield %2, %3
  }
  %4 = square(%z)
  %5 = mul(%4, %y)
  output %5
})", "z"},
    {"ALoopBesideWhatIsLinearised", R"(
func @f(%s: f64, %t: f64) -> (f64) {
  %z = mul(%s, %t)
  %0 = constant 0 : i<int>
  %1 = constant 2 : i<int>
  %2 = for(%0, %1, %s) 1 : f64 (%i: i<int>, %a: f64) {
    %3 = sin(%a)
    yield %3
  }
  %4 = square(%z)
  %5 = mul(%4, %2)
  output %5
})", "z"},
};

INSTANTIATE_TEST_SUITE_P(Structure, Structures, testing::ValuesIn(kPrograms),
                         [](const auto &c) { return std::string(c.param.name); });

TEST(Structures, WhatALoopKeepsHasATangentAndNoAdjoint) {
  Parsed p = parsed(R"(
func @f(%s: f64) -> (f64) {
  %0 = constant 0 : i<int>
  %1 = constant 3 : i<int>
  %2, %kept = for(%0, %1, %s) 1 : f64, seq<f64> (%i: i<int>, %a: f64) {
    %3 = sin(%a)
    yield %3, %a
  }
  %3 = for(%0, %1, %2) -1 : f64 (%i: i<int>, %b: f64) {
    %4 = recall(%kept, %i) : f64
    %5 = mul(%4, %b)
    yield %5
  }
  output %3
})");
  auto at = [&](double s) { return evaluate(*p.function, {Matrix::Constant(1, 1, s)}).outputs[0](0, 0); };
  Problem problem{p.function, {Matrix::Constant(1, 1, 0.7)}, {0}};
  Named dots = run(*deriveTangent(annotationOf(problem)), problem, {{"s_dot", Matrix::Ones(1, 1)}});
  EXPECT_NEAR(dots.at("f_dot")(0, 0), (at(0.7 + 1e-5) - at(0.7 - 1e-5)) / 2e-5, 1e-9);
  EXPECT_THROW(deriveAdjoint(annotationOf(problem)), ir::Limitation);
}

TEST(Tidy, AConditionGivesEachValueOnce) {
  Parsed p = parsed(R"(
func @f(%p: bool, %s: f64, %t: f64) -> (f64) {
  %0, %1, %2 = if(%p) : f64, f64, f64 {
    %3 = sin(%s)
    yield %3, %3, %3
  } {
    %3 = undefined : f64
    %4 = cos(%t)
    yield %3, %4, %3
  }
  %3 = if(%p) : f64 {
    %4 = mul(%0, %2)
    yield %4
  } {
    yield %1
  }
  output %3
})");
  auto &f = const_cast<ir::Function &>(*p.function);
  tidy(f);
  EXPECT_EQ(ir::verify(f), std::nullopt);
  EXPECT_EQ(f.body.operations[0]->results.size(), 1u) << ir::print(f);
  for (double truth : {0.0, 1.0})
    EXPECT_NEAR(evaluate(f, {Matrix::Constant(1, 1, truth), Matrix::Constant(1, 1, 0.3), Matrix::Constant(1, 1, 0.4)})
                    .outputs[0](0, 0),
                truth ? std::sin(0.3) * std::sin(0.3) : std::cos(0.4), 1e-15);
}

TEST(Interpreter, NoticesWhatIsReadAndNotDefined) {
  Parsed p = parsed(R"(
func @f(%p: bool, %s: f64) -> (f64) {
  %0 = if(%p) : f64 {
    yield %s
  } {
    %1 = undefined : f64
    yield %1
  }
  %1 = neg(%0)
  output %1
})");
  const Matrix one = Matrix::Ones(1, 1), zero = Matrix::Zero(1, 1);
  EXPECT_NO_THROW(evaluate(*p.function, {one, one}));
  EXPECT_THROW(evaluate(*p.function, {zero, one}), std::runtime_error);
}

} // namespace gateaux::transform::test
