// SPDX-License-Identifier: Apache-2.0
//
// The derivatives of random programs. A program that fails is printed, made as small as possible.
#include "RandomPrograms.h"

#include "ir/Printer.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>

namespace gateaux::transform::test {

/// The program looked at, for an assertion that fails in the passes.
static std::string current;

static void printCurrent(int) { std::fputs(current.c_str(), stderr); }

static constexpr unsigned kChunks = 20, kProgramsPerChunk = 20, kLength = 20;

/// Everything that is checked of a program; counts go to `checker`.
static std::optional<std::string> faultOf(const RandomProgram &program, Checker &checker) {
  current = program.text();
  Problem problem = program.problem();
  if (auto fault = checker.firstOrder(problem))
    return fault;
  if (auto fault = checker.secondOrder(problem))
    return fault;
  // Some real intermediate values are linearised.
  std::vector<ir::Value *> locals;
  for (const auto &op : program.function->body.operations)
    if (op->result()->type.isReal() && op->kind != ir::Op::Constant)
      locals.push_back(op->result());
  for (size_t k : {locals.size() / 3, locals.size() * 3 / 4})
    if (k < locals.size())
      if (auto fault = checker.gaussNewton(problem, locals[k]))
        return "with " + ir::print(*locals[k]) + " linearised: " + *fault;
  return std::nullopt;
}

class RandomPrograms : public testing::TestWithParam<unsigned> {};

TEST_P(RandomPrograms, HaveTheRightDerivatives) {
  Checker checker;
  auto previous = std::signal(SIGABRT, printCurrent);
  for (unsigned k = 0; k < kProgramsPerChunk; ++k) {
    unsigned seed = GetParam() * kProgramsPerChunk + k + 1;
    RandomProgram program = randomProgram(seed, kLength);
    checker.seed = seed;
    auto fault = faultOf(program, checker);
    if (!fault)
      continue;
    program = shrunk(std::move(program), [&](const RandomProgram &candidate) {
      Checker again;
      again.seed = seed;
      return faultOf(candidate, again).has_value();
    });
    Checker last;
    last.seed = seed;
    ADD_FAILURE() << "seed " << seed << ": " << *fault << "\nmade smaller: "
                  << faultOf(program, last).value_or("no fault any more") << "\n"
                  << program.text();
  }
  std::signal(SIGABRT, previous);
  // Differences tell nothing beside a kink; that is to be rare.
  EXPECT_LE(checker.skipped * 10, checker.compared);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPrograms, testing::Range(0u, kChunks));

TEST(RandomProgramShrinker, DropsWhatDoesNotMatter) {
  RandomProgram program = randomProgram(5, kLength);
  auto sines = [](const RandomProgram &p) {
    size_t n = 0;
    for (const auto &op : p.function->body.operations)
      n += op->kind == ir::Op::Sin;
    return n > 0;
  };
  ASSERT_TRUE(sines(program));
  program = shrunk(std::move(program), sines);
  EXPECT_LE(program.function->body.operations.size(), 2u) << program.text(); // it and its operand
}

} // namespace gateaux::transform::test
