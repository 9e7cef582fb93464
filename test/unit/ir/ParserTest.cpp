// SPDX-License-Identifier: Apache-2.0
//
// What the parser makes of a text, and the places of its errors.
#include "ir/Parser.h"
#include "ir/Printer.h"

#include <gtest/gtest.h>

#include <ostream>
#include <vector>

namespace gateaux::ir::test {

TEST(Parser, MakesAParameterOfEachArgument) {
  ParseResult parsed = parse(R"(
// Comments and blank lines are skipped.
func @f(%K: f64[?x?], %b: f32[?x1], %r: f64[1x?].row, %A: f64[?x?].array, %s: f64, %n: i<int>,
        %y: f64[?x1]) -> (f64) {
  output %s       // the return value
  output "y" %y
}
)");
  ASSERT_TRUE(parsed) << parsed.error->str();
  const Function &f = *parsed.functions.at(0);
  std::vector<std::string> declared;
  for (const Parameter &p : f.parameters)
    declared.push_back(p.declared + " " + p.name);
  EXPECT_EQ(declared,
            (std::vector<std::string>{"const Eigen::MatrixXd & K", "const Eigen::VectorXf & b",
                                      "const Eigen::RowVectorXd & r", "const Eigen::ArrayXXd & A",
                                      "double s", "int n", "Eigen::VectorXd & y"}));
  EXPECT_EQ(f.parameters[0].plain, "Eigen::MatrixXd");
  EXPECT_EQ(f.parameters[0].passing, Passing::ConstRef);
  EXPECT_EQ(f.parameters[4].passing, Passing::Value);
  EXPECT_EQ(f.parameters[6].passing, Passing::Ref);
  ASSERT_EQ(f.parameters[0].leaves.size(), 1u);
  EXPECT_EQ(f.parameters[0].leaves[0].path, "K");
  EXPECT_EQ(f.parameters[0].leaves[0].value, f.arguments()[0]);
  EXPECT_EQ(f.result, "double");
}

TEST(Parser, InfersTypesThatAreLeftOut) {
  ParseResult parsed = parse(R"(
func @f(%A: f64[?x?], %x: f64[?x1]) {
  %y = matmul(%A, %x)
  %s = sum(%y) axis=all
  output %s
}
)");
  ASSERT_TRUE(parsed) << parsed.error->str();
  EXPECT_EQ(parsed.functions[0]->outputs[0].value->type.str(), "f64");
}

TEST(Parser, NumbersAreNoNames) {
  ParseResult parsed = parse("func @f(%x: f64) {\n %7 = neg(%x)\n %a7 = neg(%7)\n}");
  ASSERT_TRUE(parsed) << parsed.error->str();
  const auto &operations = parsed.functions[0]->body.operations;
  EXPECT_EQ(operations[0]->result()->name, "");
  EXPECT_EQ(operations[1]->result()->name, "a7");
  EXPECT_EQ(operations[0]->loc.line, 2u);
}

TEST(Parser, FunctionsMayBeNamedBeforeTheyAreThere) {
  ParseResult parsed = parse("func @f(%x: f64) {\n %y = call(%x) @g : f64\n}\n"
                             "func @g(%x: f64) scope \"a\" {\n output %x\n}\n");
  ASSERT_TRUE(parsed) << parsed.error->str();
  EXPECT_EQ(parsed.functions[0]->body.operations[0]->attrs.callee, parsed.find("a::g"));
}

TEST(Parser, AnEmptyTextHasNoFunctions) {
  ParseResult parsed = parse("  // nothing\n");
  EXPECT_TRUE(parsed);
  EXPECT_TRUE(parsed.functions.empty());
  EXPECT_EQ(parsed.find("f"), nullptr);
}

TEST(Parser, EveryPartOfATextIsParsedOrRejected) {
  const std::string text = R"(func @g(%a "b.c": f64[3x?].row, %n: i<a<b>>) -> () scope "a\\" {
  %0, %z = call(%a, %n) -2.5e-3 axis=all lt @a::g : f64, bool (%t: f64) {
    yield %t  // comment
  }
  output "b.c" %z
})";
  for (size_t begin = 0; begin < text.size(); ++begin)
    for (size_t end = begin; end <= text.size(); ++end) {
      // A copy of its own, so that a sanitizer sees what is read behind the end.
      const std::vector<char> part(text.begin() + begin, text.begin() + end);
      ParseResult parsed = parse({part.data(), part.size()});
      if (!parsed) {
        EXPECT_LE(parsed.error->line, 6u);
        EXPECT_GE(parsed.error->column, 1u);
      }
    }
}

struct Wrong {
  const char *name;
  const char *text;
  const char *error;
};

// GoogleTest lists the cases by it.
static void PrintTo(const Wrong &c, std::ostream *out) { *out << c.name; }

class ParserErrors : public testing::TestWithParam<Wrong> {};

TEST_P(ParserErrors, HaveAPlaceAndAReason) {
  ParseResult parsed = parse(GetParam().text);
  ASSERT_FALSE(parsed);
  EXPECT_TRUE(parsed.functions.empty());
  EXPECT_EQ(parsed.error->str(), GetParam().error);
}

static const Wrong kWrong[] = {
    {"NoFunction", "\n  loss", "2:3: expected `func`"},
    {"NoName", "func loss()", "1:6: expected `@`"},
    {"EmptyName", "func @()", "1:7: expected a name after `@`"},
    {"NoType", "func @f(%x) {}", "1:11: expected `:`"},
    {"UnknownType", "func @f(%x: f16) {}", "1:13: expected a type: f64, f32, bool, i<...>, list<...> or seq<...>"},
    {"OpenIntegerType", "func @f(%x: i<int) {\n}",
     "1:13: expected `>` at the end of an integer type"},
    {"BadExtent", "func @f(%x: f64[nx1]) {}", "1:17: expected an extent: a number or `?`"},
    {"BadSuffix", "func @f(%x: f64[1x1].col) {}", 
     "1:22: expected `row`, `array` or a decomposition"},
    {"ArgumentTwice", "func @f(%x: f64, %x: f64) {}", "1:18: %x is defined already"},
    {"UnknownOperation", "func @f(%x: f64) {\n  %y = frobnicate(%x)\n}",
     "2:8: unknown operation `frobnicate`"},
    {"NoOperation", "func @f() {\n  %y = 3\n}", "2:8: expected an operation"},
    {"NoOperands", "func @f() {\n  %y = neg : f64\n}", "2:12: expected `(` and operands"},
    {"UndefinedValue", "func @f(%x: f64) {\n  %y = add(%x, %z) : f64\n}",
     "2:16: %z is not defined here"},
    {"OwnOperand", "func @f() {\n  %y = neg(%y) : f64\n}", "2:12: %y is not defined here"},
    {"ResultTwice", "func @f(%x: f64) {\n  %y = neg(%x)\n  %y = neg(%x)\n}",
     "3:3: %y is defined already"},
    {"OutOfItsBlock",
     "func @f(%x: f64) {\n  %y = call(%x) : f64 {\n    %z = neg(%x)\n  }\n  output %z\n}",
     "5:10: %z is not defined here"},
    {"ResultInItsOwnBlock",
     "func @f(%p: bool, %x: f64) {\n  %y = if(%p) : f64 {\n    yield %y\n  } {\n    yield %x\n  }\n}",
     "3:11: %y is not defined here"},
    {"OfTheOtherBlock",
     "func @f(%p: bool, %x: f64) {\n  if(%p) {\n    %z = neg(%x)\n  } {\n    yield %z\n  }\n}",
     "5:11: %z is not defined here"},
    {"OpenSequence", "func @f(%x: seq<f64) {\n}", "1:20: expected `>`"},
    {"TypesMissing", "func @f(%x: f64) {\n  %a, %b = call(%x) : f64\n}",
     "2:23: expected as many types as results, 2, and found 1"},
    {"NoInference", "func @f(%x: f64) {\n  %y = cast(%x)\n}",
     "2:8: the type of `cast` does not follow from its operands"},
    {"BadAxis", "func @f(%x: f64[?x1]) {\n  %y = sum(%x) axis=up\n}",
     "2:16: expected `axis=all`, `axis=cols` or `axis=rows`"},
    {"BadNumber", "func @f() {\n  %y = constant 1.2.3 : f64\n}", "2:17: expected a number"},
    {"UnknownCallee", "func @f() {\n  %y = call() @g : f64\n}",
     "2:15: no function has the name @g"},
    {"AmbiguousCallee",
     "func @g() scope \"a\" {}\nfunc @g() scope \"b\" {}\nfunc @f() {\n  call() @g\n}",
     "4:10: several functions have the name @g"},
    {"FunctionTwice", "func @f() {}\nfunc @f() {}", "2:6: there is a function @f already"},
    {"OpenString", "func @f() scope \"a\n", "1:19: a string ends on the line where it begins"},
    {"OpenBlock", "func @f() {\n", "2:1: expected `}` at the end of a block"},
    {"OtherReturnType", "func @f(%x: f64) -> (f32) {\n  output %x\n}",
     "1:18: the outputs differ from the types that the function returns"},
    {"NoSuchArgument", "func @f(%x: f64) provided (1) {}",
     "1:28: expected the position of an argument"},
    {"OwnDerivative", "func @f(%x: f64) provided (0) tangent @f {}",
     "1:39: a function cannot be its own derivative"},
};

INSTANTIATE_TEST_SUITE_P(Parser, ParserErrors, testing::ValuesIn(kWrong),
                         [](const auto &wrong) { return std::string(wrong.param.name); });

} // namespace gateaux::ir::test
