// SPDX-License-Identifier: Apache-2.0
//
// Loops that count in every way: what they compute does not change, and those that end where an integer meets
// something fixed become counted ones.
#include "Interpreter.h"

#include "ir/Builder.h"
#include "ir/Regions.h"
#include "ir/Verifier.h"
#include "transform/Induction.h"
#include "transform/Simplify.h"

#include <gtest/gtest.h>

#include <ostream>

namespace gateaux::transform::test {

using ir::Op;
using ir::Predicate;
using ir::Value;

/// An integer that counts: what it begins with, its step, and what it is compared with.
struct Counting {
  std::string first;
  int step;
  Predicate predicate;
  std::string bound;
  bool late = false; ///< the integer of the iteration before is compared
  bool once = false; ///< the first iteration is not asked for
  bool becomesFor = true;
};

static void PrintTo(const Counting &c, std::ostream *out) {
  *out << "from " << c.first << " by " << c.step << " to " << c.bound << (c.late ? " late" : "")
       << (c.once ? " once" : "");
}

/// for (i = first, k = 5; i ? bound; i += step, k -= 2) sum = sum x + i (k + number), and all of them at the end.
static std::unique_ptr<ir::Function> functionOf(const Counting &c) {
  auto f = std::make_unique<ir::Function>("f");
  Value *n = f->addArgument(ir::Type::index(), "n"), *x = f->addArgument(ir::Type::f64(), "x");
  ir::Builder b(*f);
  auto integer = [&](const std::string &text) { return text == "n" ? n : b.integer(std::stoi(text)); };
  ir::Attributes compare;
  compare.predicate = c.predicate;
  Value *bound = integer(c.bound), *first = integer(c.first), *step = b.integer(c.step);
  Value *go = c.once ? b.boolean(true) : b.create(Op::Compare, {first, bound}, compare);
  if (c.late)
    first = b.create(Op::Add, {first, step});
  ir::Operation *loop =
      b.createMany(Op::While, {ir::Type::index()}, {go, first, b.integer(5), b.constant(0.5)});
  ir::Block &body = *f->addBlock(*loop);
  Value *count = f->addBlockArgument(body, ir::Type::index(), "");
  Value *i = f->addBlockArgument(body, ir::Type::index(), "i"), *k = f->addBlockArgument(body, ir::Type::index(), "k"),
        *sum = f->addBlockArgument(body, ir::Type::f64(), "sum");
  b.setBlock(body);
  auto real = [&](Value *v) { return b.createTyped(Op::Cast, ir::Type::f64(), {v}); };
  Value *term = b.create(Op::Mul, {real(i), real(b.create(Op::Add, {k, count}))});
  Value *next = b.create(Op::Add, {i, step});
  body.yields = {b.create(Op::Compare, {c.late ? i : next, bound}, compare), next, b.create(Op::Sub, {k, b.integer(2)}),
                 b.create(Op::Add, {b.create(Op::Mul, {sum, x}), term})};
  b.setBlock(f->body);
  Value *result = real(loop->result());
  for (const ir::Type &type : {ir::Type::index(), ir::Type::index(), ir::Type::f64()}) {
    Value *last = f->addResult(*loop, type);
    result = b.create(Op::Add, {b.create(Op::Mul, {result, b.constant(10)}), type.isReal() ? last : real(last)});
  }
  f->outputs.push_back({"", result});
  return f;
}

class Inductions : public testing::TestWithParam<Counting> {};

TEST_P(Inductions, ChangeNothing) {
  const auto f = functionOf(GetParam());
  ASSERT_EQ(ir::verify(*f), std::nullopt);
  const auto simplified = simplify(*f);
  ASSERT_TRUE(hasInductions(*simplified));
  const ir::Cloning counted = withoutInductions(*simplified);
  ASSERT_EQ(ir::verify(*counted.function), std::nullopt);
  EXPECT_FALSE(hasInductions(*counted.function));
  for (int n : {-1, 0, 1, 2, 3, 4, 7}) {
    const bool meets = GetParam().step > 0 ? std::stoi(GetParam().first) <= n : std::stoi(GetParam().first) >= n;
    if (GetParam().predicate == Predicate::Ne && !meets)
      continue; // it would never end
    const std::vector<Matrix> point{Matrix::Constant(1, 1, n), Matrix::Constant(1, 1, 0.7)};
    EXPECT_EQ(evaluate(*counted.function, point).outputs, evaluate(*f, point).outputs) << "n = " << n;
  }
  bool isFor = false;
  ir::forEachOperation(counted.function->body, [&](const ir::Operation &op) { isFor = isFor || op.kind == Op::For; });
  EXPECT_EQ(isFor, GetParam().becomesFor);
}

static std::vector<Counting> countings() {
  std::vector<Counting> all;
  for (const char *first : {"0", "2"})
    for (int step : {1, 2, 3}) {
      for (Predicate p : {Predicate::Lt, Predicate::Le}) {
        all.push_back({first, step, p, "n"});
        all.push_back({first, step, p, "n", false, true});
      }
      if (step == 1)
        for (Predicate p : {Predicate::Lt, Predicate::Ne})
          all.push_back({first, step, p, "n", true});
    }
  for (const char *first : {"4", "7"})
    for (int step : {-1, -2, -3}) {
      for (Predicate p : {Predicate::Gt, Predicate::Ge}) {
        all.push_back({first, step, p, "n"});
        all.push_back({first, step, p, "n", false, true});
      }
      if (step == -1)
        for (Predicate p : {Predicate::Gt, Predicate::Ne})
          all.push_back({first, step, p, "n", true});
    }
  all.push_back({"0", 1, Predicate::Ne, "n"});
  all.push_back({"7", -1, Predicate::Ne, "n"});
  all.push_back({"0", 2, Predicate::Lt, "n", true, false, false}); // what is compared is one step behind
  return all;
}

INSTANTIATE_TEST_SUITE_P(Loops, Inductions, testing::ValuesIn(countings()));

} // namespace gateaux::transform::test
