// SPDX-License-Identifier: Apache-2.0
//
// The text form: what it looks like, and that it reads back as what it was.
#include "ir/Printer.h"
#include "ir/Builder.h"
#include "ir/Parser.h"
#include "ir/Program.h"
#include "ir/Spelling.h"
#include "ir/Verifier.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

namespace gateaux::ir::test {

static std::string reprinted(const std::string &text) {
  ParseResult parsed = parse(text);
  if (!parsed)
    return parsed.error->str();
  Program program;
  program.functions = std::move(parsed.functions);
  return print(program);
}

TEST(Printer, PrintsAFunction) {
  Function f("loss");
  Builder b(f);
  Value *K = f.addArgument(Type::matrix(ScalarKind::F64, kDynamic, kDynamic), "K");
  Value *n = f.addArgument(Type::integer("int"), "n");
  (void)n;
  Value *Z = b.create(Op::Tanh, {b.create(Op::Matmul, {K, K})});
  Z->name = "Z";
  Value *loss = b.create(Op::Mul, {b.reduce(Op::Sum, Z, Axis::All), b.constant(0.1)});
  f.outputs.push_back({"", loss});
  f.outputs.push_back({"K", Z});
  f.scope = "outer::inner";
  f.origin = "loss.hpp:12";
  f.result = "double";
  const std::string text = R"(func @loss(%K: f64[?x?], %n: i<int>) -> (f64) scope "outer::inner" )"
                           R"(origin "loss.hpp:12" {
  %0 = matmul(%K, %K) : f64[?x?]
  %Z = tanh(%0) : f64[?x?]
  %1 = sum(%Z) axis=all : f64
  %2 = constant 0.1 : f64
  %3 = mul(%1, %2) : f64
  output %3
  output "K" %Z
}
)";
  EXPECT_EQ(print(f), text);
  EXPECT_EQ(print(*Z), "%Z");
  EXPECT_EQ(print(*loss), "%" + std::to_string(loss->id));
  EXPECT_EQ(verify(f), std::nullopt);
  EXPECT_EQ(reprinted(text), text);
}

TEST(Printer, MakesNamesUnique) {
  Function f("f");
  Builder b(f);
  Value *x = f.addArgument(Type::f64(), "x");
  for (const char *name : {"x", "x.1", "x", "a b", "2nd", "é"})
    b.create(Op::Neg, {x})->name = name;
  const std::string text = "func @f(%x: f64) -> () {\n"
                           "  %x.1 = neg(%x) : f64\n"
                           "  %x.1.1 = neg(%x) : f64\n"
                           "  %x.2 = neg(%x) : f64\n"
                           "  %a_b = neg(%x) : f64\n"
                           "  %_2nd = neg(%x) : f64\n"
                           "  %é = neg(%x) : f64\n"
                           "}\n";
  EXPECT_EQ(print(f), text);
  EXPECT_EQ(reprinted(text), text);
}

TEST(Printer, NumbersReadBackExactly) {
  using Limits = std::numeric_limits<double>;
  for (double x : {0.0, -0.0, 1.0, -2.5, 0.1, 1e300, 1e-300, 1e22, 123456789012345680000.0, 1 / 3.0,
                   Limits::infinity(), -Limits::infinity(), Limits::max(), Limits::min(),
                   Limits::denorm_min(), Limits::epsilon(), Limits::quiet_NaN()}) {
    Function f("f");
    f.outputs.push_back({"", Builder(f).constant(x)});
    ParseResult parsed = parse(print(f));
    ASSERT_TRUE(parsed) << parsed.error->str() << "\n" << print(f);
    auto y = parsed.functions[0]->body.operations[0]->attrs.number;
    ASSERT_TRUE(y.has_value()) << print(f);
    EXPECT_EQ(std::bit_cast<uint64_t>(*y), std::bit_cast<uint64_t>(x)) << printNumber(x);
    EXPECT_EQ(print(*parsed.functions[0]), print(f));
  }
  EXPECT_EQ(printNumber(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(printNumber(2.5), "2.5");
}

TEST(Printer, IntegersAndTruthValuesReadBack) {
  const std::string text = "func @f() -> () {\n"
                           "  %0 = constant -9223372036854775808 : i<long>\n"
                           "  %1 = constant 9223372036854775807 : i<Eigen::Index>\n"
                           "  %2 = constant true : bool\n"
                           "  %3 = constant false : bool\n"
                           "  %4 = constant 0 : i<std::vector<unsigned long>::size_type>\n"
                           "}\n";
  EXPECT_EQ(reprinted(text), text);
  ParseResult parsed = parse(text);
  EXPECT_EQ(verify(*parsed.functions[0]), std::nullopt);
}

TEST(Printer, TypesReadBack) {
  const std::string text =
      "func @f(%a: f64[?x3].row.array, %b: f32[4x4], %c: i<int>[?x1].array, %d: bool) -> () {\n"
      "}\n";
  EXPECT_EQ(reprinted(text), text);
}

TEST(Printer, PrintsBodiesNested) {
  const std::string text = R"(func @f(%n: i<int>, %x: f64) -> (f64, f64) {
  %a, %0 = call(%n, %x) : f64, f64 (%i: i<int>, %t: f64) {
    %1 = sin(%t) : f64
    %2 = call(%1) : f64 {
      %3 = cos(%1) : f64
      yield %3
    } {
    }
    yield %2, %x
  }
  output %a
  output %0
}
)";
  EXPECT_EQ(reprinted(text), text);
}

TEST(Printer, PrintsCalleesAndProvidedDerivatives) {
  const std::string text = R"ir(func @g_tangent(%x: f64, %x_dot: f64) -> (f64, f64) {
  output %x
  output %x_dot
}

func @g_adjoint(%x: f64, %y_bar: f64) -> (f64, f64) scope "a" {
  output %x
  output %y_bar
}

func @g(%x: f64) -> (f64) scope "a::b" provided (0) tangent @g_tangent adjoint @a::g_adjoint {
  output %x
}

func @f(%x: f64) -> (f64) scope "(anonymous namespace)" {
  %0 = call(%x) @a::b::g : f64
  %1 = call_tangent(%x, %0) @a::b::g : f64
  %2 = call(%1) @"(anonymous namespace)::f" : f64
  output %2
}
)ir";
  EXPECT_EQ(reprinted(text), text);
  ParseResult parsed = parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed.functions.size(), 2u);
  const Function *g = parsed.find("a::b::g");
  ASSERT_NE(g, nullptr);
  EXPECT_EQ(g->provided.tangent->name, "g_tangent");
  EXPECT_EQ(g->provided.adjoint->arguments().size(), 2u);
  EXPECT_EQ(parsed.find("f")->body.operations[0]->attrs.callee, g);
}

TEST(Printer, KeepsPathsAndResultTypes) {
  const std::string text =
      R"(func @f(%net_W "net.W": f64[?x?], %s: f64) -> (f64) result "My<\"T\">" {
  output %s
  output "net.W" %net_W
}
)";
  EXPECT_EQ(reprinted(text), text);
}

TEST(Printer, PrintsWhatIsIllFormed) {
  Function f("f"), other("other");
  Value *x = other.addArgument(Type::f64(), "x");
  f.append(f.body, Op::Add, {x, nullptr}, {}, {}, {});
  EXPECT_EQ(print(f), "func @f() -> () {\n  add(%<elsewhere:x>, %<null>)\n}\n");
}

TEST(Spelling, UsesEigensAbbreviations) {
  auto spelled = [](int rows, int cols, ScalarKind kind = ScalarKind::F64, bool rowMajor = false,
                    bool array = false) {
    Type t = Type::matrix(kind, rows, cols);
    t.rowMajor = rowMajor;
    t.array = array;
    return spell(t);
  };
  const int X = kDynamic;
  const ScalarKind f32 = ScalarKind::F32, f64 = ScalarKind::F64;
  EXPECT_EQ(spell(Type::f64()), "double");
  EXPECT_EQ(spell(Type::boolean()), "bool");
  EXPECT_EQ(spell(Type::index()), "Eigen::Index");
  EXPECT_EQ(spelled(X, X), "Eigen::MatrixXd");
  EXPECT_EQ(spelled(X, X, f32), "Eigen::MatrixXf");
  EXPECT_EQ(spelled(X, 1), "Eigen::VectorXd");
  EXPECT_EQ(spelled(1, X, f64, true), "Eigen::RowVectorXd");
  EXPECT_EQ(spelled(3, 3), "Eigen::Matrix3d");
  EXPECT_EQ(spelled(X, 3), "Eigen::MatrixX3d");
  EXPECT_EQ(spelled(2, 3), "Eigen::Matrix<double, 2, 3>");
  EXPECT_EQ(spelled(X, X, f64, true), "Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, "
                                      "Eigen::RowMajor>");
  EXPECT_EQ(spelled(X, X, f64, false, true), "Eigen::ArrayXXd");
  EXPECT_EQ(spelled(X, 1, f64, false, true), "Eigen::ArrayXd");
  EXPECT_EQ(spelled(3, 3, f64, false, true), "Eigen::Array33d");
  EXPECT_EQ(spelled(1, X, f64, true, true), "Eigen::Array<double, 1, Eigen::Dynamic>");
  EXPECT_EQ(spelled(X, X, ScalarKind::Bool, false, true),
            "Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>");
}

} // namespace gateaux::ir::test
