// SPDX-License-Identifier: Apache-2.0
//
// Operations with blocks: what the verifier asks of them, and what can be asked about them.
#include "ir/Regions.h"
#include "ir/Parser.h"
#include "ir/Printer.h"
#include "ir/Verifier.h"

#include <gtest/gtest.h>

#include <ostream>

namespace gateaux::ir::test {

static ParseResult parsed(const std::string &body) {
  return parse("func @f(%p: bool, %s: f64, %x: f64[?x1], %i: i<int>, %n: i<int>) {\n" + body + "\n}\n");
}

struct Case {
  const char *name;
  const char *body;
  const char *fault; ///< what the message says behind the operation
};

// GoogleTest lists the cases by it.
static void PrintTo(const Case &c, std::ostream *out) { *out << c.name; }

class RegionFaults : public testing::TestWithParam<Case> {};

TEST_P(RegionFaults, AreFound) {
  ParseResult f = parsed(GetParam().body);
  ASSERT_TRUE(f) << f.error->str();
  auto message = verify(*f.find("f"));
  ASSERT_TRUE(message.has_value()) << print(*f.find("f"));
  const std::string fault = GetParam().fault;
  EXPECT_EQ(message->substr(std::max(message->size(), fault.size()) - fault.size()), fault) << *message;
}

static const Case kCases[] = {
    {"Condition", "if(%s) {\n} {\n}", "`: its condition is a bool"},
    {"OneArm", "if(%p) {\n}", "`: it has two blocks"},
    {"ArmWithArgument", "if(%p) (%t: f64) {\n} {\n}", "`: its blocks take no arguments"},
    {"NoYield", "%z = if(%p) : f64 {\nyield %s\n} {\n}", "`: a block yields 0 values for 1 result"},
    {"TwoYields", "if(%p) {\n} {\nyield %s, %s\n}", "`: a block yields 2 values for 0 results"},
    {"OtherType", "%z = if(%p) : f64 {\nyield %s\n} {\nyield %x\n}", "`: a block yields f64[?x1] for f64"},
    {"NoEnd", "for(%i) 1 (%k: i<int>) {\n}", "`: it takes a begin and an end"},
    {"RealBound", "for(%i, %s) 1 (%k: i<int>) {\n}", "`: its bounds are integers"},
    {"NoStep", "for(%i, %n) (%k: i<int>) {\n}", "`: its step is 1 or -1"},
    {"LongStep", "for(%i, %n) 2 (%k: i<int>) {\n}", "`: its step is 1 or -1"},
    {"TwoBodies", "for(%i, %n) 1 (%k: i<int>) {\n} (%k: i<int>) {\n}", "`: it has one block"},
    {"NoCounter", "for(%i, %n) 1 {\n}", "`: its block takes a counter and one argument per initial value"},
    {"RealCounter", "for(%i, %n) 1 (%k: f64) {\n}", "`: its counter is an integer"},
    {"NoInitialValue", "%z = for(%i, %n) 1 : f64 (%k: i<int>, %t: f64) {\nyield %t\n}",
     "`: its block takes a counter and one argument per initial value"},
    {"NoNextValue", "%z = for(%i, %n, %s) 1 : f64 (%k: i<int>, %t: f64) {\n}",
     "`: its block yields 0 values for 1 result"},
    {"OtherNextValue", "%z = for(%i, %n, %s) 1 : f64 (%k: i<int>, %t: f64) {\nyield %x\n}",
     "`: a carried value is f64 and f64[?x1]"},
    {"KeptAsItIs", "%z = for(%i, %n) 1 : f64 (%k: i<int>) {\nyield %s\n}", "`: it keeps f64 as f64"},
    {"KeptAsAnother", "%z = for(%i, %n) 1 : seq<f64> (%k: i<int>) {\nyield %x\n}",
     "`: it keeps f64[?x1] as seq<f64>"},
    {"NoFirstCondition", "%c = while() : i<int> (%k: i<int>) {\nyield %p\n}", "`: it takes a condition"},
    {"RealCondition", "%c = while(%s) : i<int> (%k: i<int>) {\nyield %p\n}", "`: its condition is a bool"},
    {"NoCondition", "%c = while(%p) : i<int> (%k: i<int>) {\nyield %s\n}",
     "`: its block yields the condition first"},
    {"NoCount", "while(%p) (%k: i<int>) {\n}", "`: its block yields 0 values for 0 results"},
    {"RealCount", "%c = while(%p) : f64 (%k: i<int>) {\nyield %p\n}", "`: its count is an integer"},
    {"NoSequence", "%z = recall(%s, %i) : f64", "`: its first operand is a sequence or a list, not f64"},
    {"RealPosition", "%q = for(%i, %n) 1 : seq<f64> (%k: i<int>) {\nyield %s\n}\n%z = recall(%q, %s) : f64",
     "`: its position is an integer"},
    {"OtherItem", "%q = for(%i, %n) 1 : seq<f64> (%k: i<int>) {\nyield %s\n}\n%z = recall(%q, %i) : f32",
     "`: an item of seq<f64> is not f32"},
};

INSTANTIATE_TEST_SUITE_P(Regions, RegionFaults, testing::ValuesIn(kCases),
                         [](const auto &c) { return std::string(c.param.name); });

class RegionsTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_TRUE(text) << text.error->str();
    body = &text.functions[0]->body;
    outer = body->operations[0].get();
    inner = outer->blocks[0]->operations[0].get();
  }

  ParseResult text = parsed(R"(
  %z = for(%i, %n, %s) 1 : f64 (%k: i<int>, %t: f64) {
    %u = if(%p) : f64 {
      %v = mul(%t, %s)
      yield %v
    } {
      yield %t
    }
    yield %u
  }
  output %z)");
  Block *body = nullptr;
  Operation *outer = nullptr, *inner = nullptr;
};

TEST_F(RegionsTest, BlocksEncloseEachOther) {
  const Block *loop = outer->blocks[0].get(), *arm = inner->blocks[0].get();
  EXPECT_TRUE(encloses(body, arm));
  EXPECT_TRUE(encloses(loop, arm));
  EXPECT_TRUE(encloses(arm, arm));
  EXPECT_FALSE(encloses(arm, loop));
  EXPECT_FALSE(encloses(arm, inner->blocks[1].get()));
  EXPECT_FALSE(encloses(nullptr, body));
}

TEST_F(RegionsTest, AncestorsStandInTheBlock) {
  const Operation *product = inner->blocks[0]->operations[0].get();
  EXPECT_EQ(ancestorIn(body, product), outer);
  EXPECT_EQ(ancestorIn(outer->blocks[0].get(), product), inner);
  EXPECT_EQ(ancestorIn(product->block, product), product);
  EXPECT_EQ(ancestorIn(inner->blocks[1].get(), product), nullptr);
}

TEST_F(RegionsTest, CapturedIsWhatIsReadFromOutside) {
  const auto &arguments = text.functions[0]->arguments();
  EXPECT_EQ(captured(*outer), (std::vector<Value *>{arguments[0], arguments[1]}));
  EXPECT_EQ(captured(*inner), (std::vector<Value *>{outer->blocks[0]->arguments[1], arguments[1]}));
}

TEST_F(RegionsTest, LoopsKnowTheirParts) {
  const Loop loop(*outer);
  EXPECT_TRUE(loop.isFor());
  EXPECT_FALSE(loop.downwards());
  EXPECT_EQ(loop.carried(), 1u);
  EXPECT_EQ(loop.kept(), 0u);
  EXPECT_EQ(loop.initial(0)->name, "s");
  EXPECT_EQ(loop.argument(0)->name, "t");
  EXPECT_EQ(loop.next(0)->name, "u");
  EXPECT_EQ(loop.result(0)->name, "z");
}

} // namespace gateaux::ir::test
