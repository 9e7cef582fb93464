// SPDX-License-Identifier: Apache-2.0
//
// The derivatives of every operation in the table.
#include "Check.h"
#include "RuleSamples.h"

#include "ir/Printer.h"
#include "ir/Regions.h"
#include "transform/Calls.h"
#include "transform/Derive.h"

#include <gtest/gtest.h>

namespace gateaux::transform::test {

using ir::Op;

class RuleOf : public testing::TestWithParam<Op> {
protected:
  void SetUp() override {
    samples = ruleSamples(GetParam());
    if (samples.empty())
      FAIL() << "no sample for `" << ir::info(GetParam()).name << "` in RuleSamples.cpp";
  }

  /// Calls `check` with every sample, differentiated with respect to every set of its arguments.
  template <class Check> void forEach(Check check) {
    unsigned seed = 1;
    for (const RuleSample &sample : samples) {
      Parsed p = parsed(sample.text());
      const ir::Function *f = p.function;
      std::unique_ptr<ir::Function> expanded;
      if (GetParam() == Op::CallTangent) // only what it stands for can be differentiated again
        f = (expanded = expandCalls(*f)).get();
      std::mt19937 random(++seed);
      auto point = sample.point(random);
      auto real = realArguments(*f);
      for (unsigned set = 1; set < 1u << real.size(); ++set) {
        Problem problem{f, point, {}};
        for (unsigned i = 0; i < real.size(); ++i)
          if (set >> i & 1)
            problem.wrt.push_back(real[i]);
        check(problem);
      }
    }
  }

  std::vector<RuleSample> samples;
  Checker checker;
};

TEST_P(RuleOf, HasSamplesThatUseIt) {
  for (const RuleSample &sample : samples) {
    Parsed p = parsed(sample.text());
    bool used = false;
    ir::forEachOperation(p.function->body, [&](const ir::Operation &op) {
      used = used || op.kind == GetParam();
    });
    EXPECT_TRUE(used) << sample.text();
  }
}

TEST_P(RuleOf, HoldsInFirstOrder) {
  forEach([&](const Problem &problem) {
    // The second derivative of a product is where it ends; it is linear in its operand 1.
    if (GetParam() == Op::ProdPairs && problem.wrt.front() == 0) {
      EXPECT_THROW(deriveTangent(annotationOf(problem)), ir::Limitation);
      return;
    }
    if (GetParam() == Op::Invoke || GetParam() == Op::Written) { // not read, so not differentiated
      auto setUnread = [&](const std::string &reason) {
        ir::forEachOperation(problem.function->body, [&](const ir::Operation &op) {
          if (op.attrs.callee)
            const_cast<ir::Function *>(op.attrs.callee)->unread = reason;
        });
      };
      setUnread(""); // a function without influence
      EXPECT_NO_THROW(deriveTangent(annotationOf(problem)));
      setUnread("its body is not visible");
      EXPECT_THROW(deriveTangent(annotationOf(problem)), ir::Limitation);
      return;
    }
    if (auto fault = checker.firstOrder(problem))
      ADD_FAILURE() << *fault << "\n" << ir::print(*problem.function);
  });
  EXPECT_EQ(checker.skipped, 0u) << "of " << checker.compared + checker.skipped;
}

TEST_P(RuleOf, HoldsInSecondOrder) {
  // They are derivatives of products themselves, and appear in no function that is given.
  if (GetParam() == Op::ProdPairs || GetParam() == Op::ProdOthers)
    GTEST_SKIP() << "third derivatives of products are a limitation";
  if (GetParam() == Op::Invoke || GetParam() == Op::Written)
    GTEST_SKIP() << "it has no derivatives";
  std::mt19937 random(7);
  forEach([&](const Problem &problem) {
    auto objective = objectiveOf(*problem.function);
    ASSERT_NE(objective, nullptr);
    Problem p{objective.get(), problem.arguments, problem.wrt};
    Matrix y = evaluate(*problem.function, problem.arguments).outputs[0];
    p.arguments.push_back(randomMatrix(random, y.rows(), y.cols(), -1, 1));
    if (auto fault = checker.secondOrder(p))
      ADD_FAILURE() << *fault << "\n" << ir::print(*p.function);
    if (problem.wrt == realArguments(*problem.function)) // all of them active: with y linearised
      if (auto fault = checker.gaussNewton(p, objective->body.operations
                                                  [problem.function->body.operations.size() - 1]
                                                      ->results[problem.function->outputs[0].value->index]))
        ADD_FAILURE() << *fault << "\n" << ir::print(*p.function);
  });
  EXPECT_EQ(checker.skipped, 0u) << "of " << checker.compared + checker.skipped;
}

TEST_P(RuleOf, IsZeroIfInactive) {
  if (!ir::info(GetParam()).is(ir::inactive))
    GTEST_SKIP() << "it is active";
  // With respect to what only the operation itself reads, the tangent is zero.
  for (const RuleSample &sample : samples) {
    Parsed p = parsed(sample.text());
    auto &operations = p.function->body.operations;
    if (operations.size() != 1 || !operations[0]->result()->type.isReal())
      continue;
    std::mt19937 random(3);
    Problem problem{p.function, sample.point(random), realArguments(*p.function)};
    Named others;
    for (unsigned i : problem.wrt)
      others[p.function->arguments()[i]->name + "_dot"] =
          Matrix::Ones(problem.arguments[i].rows(), problem.arguments[i].cols());
    Named dots = run(*deriveTangent(annotationOf(problem)), problem, others);
    EXPECT_EQ(dots.at("f_dot").cwiseAbs().sum(), 0) << sample.text();
  }
}

INSTANTIATE_TEST_SUITE_P(Table, RuleOf, testing::ValuesIn([] {
                           std::vector<Op> all;
                           for (unsigned i = 0; i < ir::kOpCount; ++i)
                             all.push_back(static_cast<Op>(i));
                           return all;
                         }()),
                         [](const auto &op) { return std::string(ir::info(op.param).name); });

} // namespace gateaux::transform::test
