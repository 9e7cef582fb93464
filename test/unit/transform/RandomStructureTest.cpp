// SPDX-License-Identifier: Apache-2.0
//
// The derivatives of random programs with loops and conditions. A program that fails is printed,
// made as small as possible.
#include "RandomStructures.h"

#include "ir/Printer.h"
#include "ir/Regions.h"
#include "ir/Verifier.h"
#include "transform/Checkpoints.h"
#include "transform/Induction.h"
#include "transform/Simplify.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace gateaux::transform::test {

/// The program looked at, for an assertion that fails in the passes.
static std::string current;

static void printCurrent(int) { std::fputs(current.c_str(), stderr); }

static constexpr unsigned kChunks = 20, kProgramsPerChunk = 10, kLength = 7;

/// The same function with all loops marked to keep few states: it computes the same and has the right
/// derivatives.
static std::optional<std::string> faultWithSegments(const ir::Function &f, Problem problem, Checker &checker) {
  std::unordered_map<const ir::Value *, ir::Value *> map;
  auto marked = simplify(f, false, &map);
  int64_t states = 0;
  ir::forEachOperation(marked->body, [&](ir::Operation &op) {
    if (ir::isLoop(op.kind))
      op.attrs.states = op.kind == ir::Op::For ? states++ % 3 : 0;
  });
  if (!hasCheckpoints(*marked))
    return std::nullopt;
  const Evaluation expected = evaluate(*marked, problem.arguments);
  ir::Cloning segments = withSegments(*marked);
  if (auto fault = ir::verify(*segments.function))
    return *fault;
  if (evaluate(*segments.function, problem.arguments).outputs != expected.outputs)
    return "it computes something else";
  problem.function = segments.function.get();
  if (auto fault = checker.secondOrder(problem))
    return fault;
  return std::nullopt;
}

/// The same function without the integers that its loops count by.
static std::optional<std::string> faultWithoutInductions(const ir::Function &f, Problem problem, Checker &checker) {
  if (!hasInductions(f))
    return std::nullopt;
  ir::Cloning counted = withoutInductions(f);
  if (auto fault = ir::verify(*counted.function))
    return *fault;
  if (evaluate(*counted.function, problem.arguments).outputs != evaluate(f, problem.arguments).outputs)
    return "it computes something else";
  problem.function = counted.function.get();
  return checker.secondOrder(problem);
}

/// Everything that is checked of a program; counts go to `checker`.
static std::optional<std::string> faultOf(const RandomProgram &program, Checker &checker) {
  current = program.text();
  Problem problem = program.problem();
  if (auto fault = checker.firstOrder(problem))
    return fault;
  if (auto fault = checker.secondOrder(problem))
    return fault;
  // The tool differentiates what has been simplified.
  std::unordered_map<const ir::Value *, ir::Value *> map;
  auto canonical = simplify(*program.function, false, &map);
  problem.function = canonical.get();
  if (auto fault = checker.secondOrder(problem))
    return "of the canonical form: " + *fault;
  std::vector<ir::Value *> locals;
  for (const auto &op : canonical->body.operations)
    for (ir::Value *r : op->results)
      if (r->type.isReal() && op->kind != ir::Op::Constant)
        locals.push_back(r);
  for (size_t k : {locals.size() / 3, locals.size() * 3 / 4})
    if (k < locals.size())
      if (auto fault = checker.gaussNewton(problem, locals[k]))
        return "with " + ir::print(*locals[k]) + " linearised: " + *fault;
  if (auto fault = faultWithoutInductions(*canonical, problem, checker))
    return "without inductions: " + *fault;
  if (auto fault = faultWithSegments(*canonical, problem, checker))
    return "with checkpoints: " + *fault;
  return std::nullopt;
}

/// Other programs than usual are looked at with GATEAUX_FIRST_SEED in the environment.
static unsigned firstSeed() {
  const char *given = std::getenv("GATEAUX_FIRST_SEED");
  return given ? static_cast<unsigned>(std::atoi(given)) : 1;
}

class RandomStructures : public testing::TestWithParam<unsigned> {};

TEST_P(RandomStructures, HaveTheRightDerivatives) {
  Checker checker;
  checker.directions = 1;
  auto previous = std::signal(SIGABRT, printCurrent);
  for (unsigned k = 0; k < kProgramsPerChunk; ++k) {
    unsigned seed = firstSeed() + GetParam() * kProgramsPerChunk + k;
    RandomProgram program = randomStructure(seed, kLength);
    checker.seed = seed;
    auto fault = faultOf(program, checker);
    if (!fault)
      continue;
    program = shrunkStructure(std::move(program), [&](const RandomProgram &candidate) {
      Checker again;
      again.directions = 1;
      again.seed = seed;
      return faultOf(candidate, again).has_value();
    });
    Checker last;
    last.directions = 1;
    last.seed = seed;
    ADD_FAILURE() << "seed " << seed << ": " << fault->substr(0, 300) << "\nmade smaller: "
                  << faultOf(program, last).value_or("no fault any more") << "\n"
                  << program.text();
  }
  std::signal(SIGABRT, previous);
  // Differences tell nothing beside a kink; that is to be rare.
  EXPECT_LE(checker.skipped * 4, checker.compared);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomStructures, testing::Range(0u, kChunks));

TEST(StructureShrinker, DropsWhatDoesNotMatter) {
  auto loops = [](const RandomProgram &p) {
    bool found = false;
    ir::forEachOperation(p.function->body,
                         [&](const ir::Operation &op) { found = found || op.kind == ir::Op::For; });
    return found;
  };
  unsigned seed = 1;
  while (!loops(randomStructure(seed, kLength)))
    ++seed;
  RandomProgram program = shrunkStructure(randomStructure(seed, kLength), loops);
  size_t count = 0;
  ir::forEachOperation(program.function->body, [&](const ir::Operation &) { ++count; });
  EXPECT_LE(count, 6u) << program.text(); // it, its bounds, what it carries and the result
}

} // namespace gateaux::transform::test
