// SPDX-License-Identifier: Apache-2.0
//
// What holds for every operation in the table.
#include "Samples.h"

#include "ir/Builder.h"
#include "ir/Parser.h"
#include "ir/Printer.h"
#include "ir/Program.h"
#include "ir/Verifier.h"

#include <gtest/gtest.h>

namespace gateaux::ir::test {

class EachOperation : public testing::TestWithParam<Op> {
protected:
  void SetUp() override {
    if (sampleLines(GetParam()).empty())
      FAIL() << "no sample for `" << info(GetParam()).name << "` in Samples.cpp";
    parsed = parse(sampleText(GetParam()));
    ASSERT_TRUE(parsed) << parsed.error->str();
    function = parsed.find("sample");
    ASSERT_NE(function, nullptr);
  }

  ParseResult parsed;
  Function *function = nullptr;
};

TEST_P(EachOperation, IsNamed) { EXPECT_EQ(opNamed(info(GetParam()).name), GetParam()); }

TEST_P(EachOperation, RoundTrips) {
  const Operation &op = *function->body.operations.back();
  EXPECT_EQ(op.kind, GetParam());
  const std::string text = print(*function);
  EXPECT_NE(text.find(sampleLines(GetParam())), std::string::npos) << text;

  Program program;
  program.functions = std::move(parsed.functions);
  const std::string whole = print(program);
  ParseResult again = parse(whole);
  ASSERT_TRUE(again) << again.error->str() << "\n" << whole;
  Program copy;
  copy.functions = std::move(again.functions);
  EXPECT_EQ(print(copy), whole);
}

TEST_P(EachOperation, Verifies) { EXPECT_EQ(verify(*function), std::nullopt); }

TEST_P(EachOperation, HasTheTypeThatIsInferred) {
  const Operation &op = *function->body.operations.back();
  auto inferred = inferType(op.kind, op.operands, op.attrs);
  EXPECT_EQ(inferred.has_value(), info(op.kind).shape != ShapeRule::Explicit);
  if (inferred) {
    EXPECT_TRUE(inferred->compatible(op.result()->type)) << inferred->str();
  }
}

TEST_P(EachOperation, IsVerifiedForItsNumberOfOperands) {
  // What a function that is not read adds to is no operand.
  if (info(GetParam()).arity == 0 || GetParam() == Op::Invoke)
    return;
  Operation &op = *function->body.operations.back();
  op.operands.pop_back();
  EXPECT_NE(verify(*function), std::nullopt);
}

TEST_P(EachOperation, IsVerifiedForItsScalarKind) {
  Operation &op = *function->body.operations.back();
  // These give whatever kind one asks for.
  if (op.kind == Op::Cast || op.kind == Op::Identity || op.kind == Op::Undefined || op.kind == Op::Random ||
      op.kind == Op::Invoke || op.kind == Op::EmptyList)
    return;
  // A while counts in whichever integers one asks for.
  Type &type = op.results[op.kind == Op::While ? 1 : 0]->type;
  type = type.withScalar(type.isInteger() ? Type::f64() : Type::integer("short"));
  EXPECT_NE(verify(*function), std::nullopt) << print(*function);
}

INSTANTIATE_TEST_SUITE_P(Table, EachOperation, testing::ValuesIn([] {
                           std::vector<Op> all;
                           for (unsigned i = 0; i < kOpCount; ++i)
                             all.push_back(static_cast<Op>(i));
                           return all;
                         }()),
                         [](const auto &op) { return std::string(ir::info(op.param).name); });

} // namespace gateaux::ir::test
