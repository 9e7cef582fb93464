// SPDX-License-Identifier: Apache-2.0
//
// What the verifier rejects, and that it says why.
#include "ir/Verifier.h"
#include "ir/Builder.h"
#include "ir/Parser.h"
#include "ir/Printer.h"

#include <gtest/gtest.h>

#include <ostream>

namespace gateaux::ir::test {

// The operands: matrices A, B and, of fixed extents, M and N (3 x 2), a column x and a row r.
static const char *const kArguments =
    "%A: f64[?x?], %B: f64[?x?], %M: f64[3x2], %N: f64[2x3], %F: f32[?x?], %x: f64[?x1], "
    "%r: f64[1x?].row, %s: f64, %u: f32, %i: i<Eigen::Index>, %j: i<int>, %I: i<int>[?x?], "
    "%q: i<Eigen::Index>[1x?].row, %p: bool, %P: bool[?x?]";

static const char *const kCallee = R"(
func @callee(%a: f64[?x?], %n: i<int>) -> (f64) provided (0) {
  %0 = sum(%a) axis=all : f64
  output %0
  output "n" %n
}
func @plain(%a: f64) -> (f64) {
  output %a
}
)";

static std::string functionWith(const std::string &body) {
  return std::string(kCallee) + "func @f(" + kArguments + ") {\n" + body + "\n}\n";
}

struct Case {
  const char *name;
  const char *body;
  const char *fault; ///< what the message says behind the operation
};

// GoogleTest lists the cases by it.
static void PrintTo(const Case &c, std::ostream *out) { *out << c.name; }

class VerifierRejects : public testing::TestWithParam<Case> {};

TEST_P(VerifierRejects, WithTheOperationAndTheFault) {
  ParseResult parsed = parse(functionWith(GetParam().body));
  ASSERT_TRUE(parsed) << parsed.error->str();
  auto message = verify(*parsed.find("f"));
  ASSERT_TRUE(message.has_value()) << print(*parsed.find("f"));
  // The operation at fault is the last one.
  const std::string body = GetParam().body;
  const std::string start = "in @f: `" + body.substr(body.rfind('\n') + 1) + "`: ";
  EXPECT_EQ(message->substr(0, start.size()), start);
  EXPECT_EQ(message->substr(std::min(start.size(), message->size())), GetParam().fault);
}

static const Case kCases[] = {
    {"Arity", "%z = add(%A) : f64[?x?]", "it takes 2 operands, not 1"},
    {"NoResult", "add(%A, %B)", "it has one result, not 0"},
    {"ScalarKinds", "%z = add(%A, %F) : f64[?x?]",
     "the operands' types do not fit: f64[?x?], f32[?x?]"},
    {"Extents", "%z = add(%M, %N) : f64[?x?]",
     "the operands' types do not fit: f64[3x2], f64[2x3]"},
    {"InferredType", "%z = add(%A, %s) : f64", "its type is f64, which does not fit f64[?x?]"},
    {"InferredExtents", "%z = transpose(%M) : f64[3x2]",
     "its type is f64[3x2], which does not fit f64[2x3]"},
    {"MatmulExtents", "%z = matmul(%M, %M) : f64[3x2]",
     "the operands' types do not fit: f64[3x2], f64[3x2]"},
    {"ArithmeticOfBool", "%z = add(%p, %p) : bool", "it is defined for numbers, not for bool"},
    {"FunctionOfInteger", "%z = sqrt(%i) : i<Eigen::Index>",
     "it is defined for real numbers, not for i<Eigen::Index>"},
    {"ModOfReal", "%z = mod(%s, %s) : f64", "it is defined for integers, not for f64"},
    {"AndOfReal", "%z = and(%p, %s) : bool", "it is defined for bool, not for f64"},
    {"NormOfInteger", "%z = norm(%I) axis=all : i<int>",
     "it is defined for real numbers, not for i<int>[?x?]"},
    {"NoAxis", "%z = sum(%A) : f64", "it takes an axis"},
    {"Axis", "%z = neg(%A) axis=all : f64[?x?]", "it takes no axis"},
    {"NoPredicate", "%z = compare(%A, %B) : bool[?x?]", "it takes a predicate"},
    {"Predicate", "%z = neg(%A) lt : f64[?x?]", "it takes no predicate"},
    {"Number", "%z = neg(%A) 2.5 : f64[?x?]", "it takes no number"},
    {"Integer", "%z = neg(%A) 2 : f64[?x?]", "it takes no integer"},
    {"Callee", "%z = neg(%s) @plain : f64", "it takes no callee"},
    {"NoCallee", "%z = call(%s) : f64", "it takes a callee"},
    {"NoOrder", "%z = polygamma(%s) : f64", "its order is an integer from 0"},
    {"NegativeOrder", "%z = polygamma(%s) -1 : f64", "its order is an integer from 0"},

    {"EmptyConstant", "%z = constant : f64", "a constant has a number or an integer"},
    {"NumberAndInteger", "%z = constant 2.5 3 : i<int>", "a constant has a number or an integer"},
    {"NumberForInteger", "%z = constant 2.5 : i<int>",
     "a constant of type i<int> has an integer, not a number"},
    {"NumberForBool", "%z = constant 1.5 : bool",
     "a constant of type bool has an integer, not a number"},
    {"IntegerForBool", "%z = constant 2 : bool", "a constant of type bool is 0 or 1"},
    {"DenseConstant", "%z = constant 1 : f64[2x2]", "a constant is a scalar"},

    {"IdentityExtents", "%z = identity(%i, %s) : f64[?x?]", "operand 1 is an integer, not f64"},
    {"ScalarIdentity", "%z = identity(%i, %i) : f64", "its type is dense, not f64"},
    {"ConstantExtents", "%0 = constant 4 : i<int>\n%z = identity(%0, %i) : f64[3x?]",
     "its type is f64[3x?], but it is given 4 rows"},
    {"NegativeExtents", "%0 = constant -1 : i<int>\n%z = identity(%i, %0) : f64[?x?]",
     "an extent is -1"},
    {"RowsOfScalar", "%z = rows(%s) : i<Eigen::Index>", "operand 0 is dense, not f64"},
    {"BroadcastMatrix", "%z = broadcast(%A, %i, %i) : f64[?x?]",
     "operand 0 is a scalar, a row or a column, not f64[?x?]"},
    {"BroadcastKind", "%z = broadcast(%u, %i, %i) : f64[?x?]",
     "the coefficients of f32 and f64[?x?] differ in kind"},
    {"BroadcastToScalar", "%z = broadcast(%s, %i, %i) : f64", "its type is dense, not f64"},
    {"BroadcastExtents", "%z = broadcast(%s, %i, %q) : f64[?x?]",
     "operand 2 is an integer, not i<Eigen::Index>[1x?].row"},
    {"BroadcastColumn",
     "%0 = slice(%M, %i, %i, %i, %i) : f64[3x1]\n%z = broadcast(%0, %i, %i) : f64[2x?]",
     "f64[3x1] cannot be repeated to f64[2x?]"},
    {"SizedScalar", "%z = sized(%s, %i, %i) : f64", "operand 0 is dense, not f64"},
    {"SizedExtents", "%z = sized(%A, %i, %s) : f64[?x?]", "operand 2 is an integer, not f64"},
    {"CastShape", "%z = cast(%A) : f32", "its type is f32, which does not fit f32[?x?]"},
    {"CastToItself", "%z = cast(%s) : f64", "a cast changes the kind of the coefficients"},
    {"StopGradient", "%z = stop_gradient(%s) : f32", "its type is f32, which does not fit f64"},

    {"SelectCondition", "%z = select(%s, %A, %B) : f64[?x?]",
     "the condition is of type bool, not f64"},
    {"SelectKinds", "%z = select(%P, %A, %F) : f64[?x?]",
     "the coefficients of f64[?x?] and f32[?x?] differ in kind"},
    {"SelectShapes", "%z = select(%P, %M, %N) : f64[?x?]",
     "the shapes of bool[?x?], f64[3x2], f64[2x3] differ"},
    {"SelectResult", "%z = select(%P, %s, %s) : f64",
     "its type is f64, which does not fit f64[?x?]"},

    {"ProdPairs", "%z = prod_pairs(%A, %F) axis=all : f64[?x?]",
     "the operands' types do not fit: f64[?x?], f32[?x?]"},
    {"DotOfScalars", "%z = dot(%s, %s) : f64", "operand 0 is dense, not f64"},
    {"DotShapes", "%z = dot(%M, %N) : f64", "the operands' types do not fit: f64[3x2], f64[2x3]"},
    {"PickPositions", "%z = pick(%A, %s) axis=all : f64", "positions are integers, not f64"},
    {"PickOnePosition", "%z = pick(%A, %i) axis=cols : f64[1x?].row",
     "positions of type i<Eigen::Index> do not fit what is picked, f64[1x?].row"},
    {"UnpickAxis", "%z = unpick(%s, %i, %i, %i) : f64[?x?]", "it takes an axis"},
    {"UnpickValue", "%z = unpick(%s, %q, %i, %i) axis=cols : f64[?x?]",
     "f64 is not what can be picked from f64[?x?]"},
    {"UnpickPositions", "%z = unpick(%r, %i, %i, %i) axis=cols : f64[?x?]",
     "positions of type i<Eigen::Index> do not fit what is picked, f64[1x?].row"},

    {"DiagOfMatrix", "%z = diag(%M, %i, %i) : f64[?x?]",
     "operand 0 is a row or a column, not f64[3x2]"},
    {"DiagExtents", "%z = diag(%x, %i, %s) : f64[?x?]", "operand 2 is an integer, not f64"},
    {"ReshapeScalar", "%z = reshape(%s, %i, %i) : f64[?x?]", "operand 0 is dense, not f64"},
    {"ReshapeSize", "%z = reshape(%M, %i, %i) : f64[2x2]",
     "f64[3x2] and f64[2x2] differ in their number of coefficients"},
    {"SlicePlace", "%z = slice(%A, %s, %i, %i, %i) : f64[?x?]", "operand 1 is an integer, not f64"},
    {"SliceExtents", "%z = slice(%A, %i, %i, %x, %i) : f64[?x?]",
     "operand 3 is an integer, not f64[?x1]"},
    {"SliceKind", "%z = slice(%A, %i, %i, %i, %i) : f32[?x?]",
     "the coefficients of f32[?x?] and f64[?x?] differ in kind"},
    {"SliceSize", "%z = slice(%M, %i, %i, %i, %i) : f64[4x1]",
     "a block of type f64[4x1] does not fit into f64[3x2]"},
    {"UpdateScalar", "%z = update(%s, %i, %i, %s) : f64", "operand 0 is dense, not f64"},
    {"UpdateKind", "%z = update(%A, %i, %i, %F) : f64[?x?]",
     "the coefficients of f32[?x?] and f64[?x?] differ in kind"},
    {"UpdateSize", "%z = update(%M, %i, %i, %N) : f64[3x2]",
     "a block of type f64[2x3] does not fit into f64[3x2]"},
    {"AccumulatePlace", "%z = accumulate(%A, %i, %s, %s) : f64[?x?]",
     "operand 2 is an integer, not f64"},
    {"ElementPlace", "%z = element(%A, %i, %x) : f64", "operand 2 is an integer, not f64[?x1]"},
    {"ElementOfScalar", "%z = element(%s, %i, %i) : f64", "operand 0 is dense, not f64"},

    {"CallOperands", "%a, %b = call(%A) @callee : f64, i<int>",
     "@callee takes 2 operands here, not 1"},
    {"CallTypes", "%a, %b = call(%F, %j) @callee : f64, i<int>",
     "operand 0 of @callee is f64[?x?], not f32[?x?]"},
    {"CallResults", "%z = call(%A, %j) @callee : f64", "@callee gives 2 results here, not 1"},
    {"CallResultTypes", "%a, %b = call(%A, %j) @callee : f32, i<int>",
     "result 0 of @callee is f64, not f32"},
    {"TangentOperands", "%z = call_tangent(%A, %j) @callee : f64",
     "@callee takes 5 operands here, not 2"},
    {"TangentResults", "%z = call_tangent(%A, %j, %B, %s, %j) @callee : f64",
     "@callee gives 2 results here, not 1"},
    {"TangentOfPlain", "%z = call_tangent(%s, %s) @plain : f64",
     "no derivatives are provided for @plain"},

    {"ScalarType", "%z = neg(%s) : f64[1x1]", "its type is f64[1x1], which does not fit f64"},
    {"IntegerType", "%z = cast(%s) : i<>", "%z has the type i<>: an integer type says which"},
};

INSTANTIATE_TEST_SUITE_P(Verifier, VerifierRejects, testing::ValuesIn(kCases),
                         [](const auto &c) { return std::string(c.param.name); });

static const Case kSound[] = {
    {"Coefficient", "%z = update(%A, %i, %j, %s) : f64[?x?]", ""},
    {"OtherExtents", "%z = add(%M, %A) : f64[3x2].row", ""},
    {"Column", "%z = broadcast(%x, %i, %j) : f64[?x4]", ""},
    {"Row", "%z = broadcast(%r, %i, %j) : f64[4x?]", ""},
    {"ChoiceOfMatrixOrScalar", "%z = select(%p, %M, %s) : f64[3x2]", ""},
    {"ChoiceByCoefficient", "%z = select(%P, %s, %s) : f64[?x?]", ""},
    {"UnpickedRow", "%z = unpick(%r, %q, %i, %i) axis=cols : f64[?x?]", ""},
    {"IntegerCast", "%z = cast(%i) : i<int>", ""},
    {"BoolCast", "%z = cast(%P) : f64[?x?]", ""},
    {"AnyOf", "%z = max_coeff(%P) axis=all : bool", ""},
    {"Reshape", "%z = reshape(%M, %i, %i) : f64[2x3]", ""},
    {"SeveralResults", "%a, %b = call(%A, %j) @callee : f64, i<int>", ""},
    {"Condition", "%z = if(%p) : f64[?x?] {\nyield %A\n} {\nyield %M\n}", ""},
    {"Loop", "%z = for(%j, %j, %s) 1 : f64 (%n: i<int>, %t: f64) {\n%y = neg(%t)\nyield %y\n}", ""},
};

class VerifierAccepts : public testing::TestWithParam<Case> {};

TEST_P(VerifierAccepts, WhatTheRulesAllow) {
  ParseResult parsed = parse(functionWith(GetParam().body));
  ASSERT_TRUE(parsed) << parsed.error->str();
  EXPECT_EQ(verify(*parsed.find("f")), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Verifier, VerifierAccepts, testing::ValuesIn(kSound),
                         [](const auto &c) { return std::string(c.param.name); });

class VerifierTest : public testing::Test {
protected:
  Function f{"f"}, other{"other"};
  Builder b{f};
  Value *x = f.addArgument(Type::f64(), "x");
  Value *foreign = other.addArgument(Type::f64(), "x");
};

TEST_F(VerifierTest, UseBeforeDefinition) {
  Value *y = b.create(Op::Neg, {x}), *z = b.create(Op::Neg, {y});
  y->def->operands[0] = z;
  EXPECT_EQ(verify(f), "in @f: `%0 = neg(%1) : f64`: %1 is used before it is defined");
}

TEST_F(VerifierTest, ValueOfAnotherFunction) {
  b.create(Op::Neg, {foreign});
  EXPECT_EQ(verify(f), "in @f: `%0 = neg(%<elsewhere:x>) : f64`: %<elsewhere:x> is used, and "
                       "nothing in the function defines it");
}

TEST_F(VerifierTest, NullOperand) {
  b.create(Op::Neg, {x})->def->operands[0] = nullptr;
  EXPECT_EQ(verify(f), "in @f: `%0 = neg(%<null>) : f64`: an operand is null");
}

TEST_F(VerifierTest, OnlySomeOperationsHaveBlocks) {
  f.addBlock(*b.create(Op::Neg, {x})->def);
  EXPECT_EQ(verify(f), "in @f: `%0 = neg(%x) : f64 {`: it has no blocks");
}

TEST_F(VerifierTest, CallsHaveNoBlocks) {
  other.outputs.push_back({"", foreign});
  Attributes callee;
  callee.callee = &other;
  f.addBlock(*b.createMany(Op::Call, {Type::f64()}, {x}, callee));
  EXPECT_EQ(verify(f), "in @f: `%0 = call(%x) @other : f64 {`: it has no blocks");
}

TEST_F(VerifierTest, ValueUsedOutOfItsBlock) {
  Operation *branch = b.createMany(Op::If, {}, {b.boolean(true)});
  for (int arm = 0; arm < 2; ++arm)
    f.addBlock(*branch);
  b.setBlock(*branch->blocks[0]);
  Value *y = b.create(Op::Neg, {x});
  b.setBlock(f.body);
  b.create(Op::Neg, {y});
  EXPECT_EQ(verify(f),
            "in @f: `%2 = neg(%1) : f64`: %1 is used outside of the block that defines it");
}

TEST_F(VerifierTest, ResultsKnowTheirOperation) {
  b.create(Op::Neg, {x})->index = 1;
  EXPECT_EQ(verify(f), "in @f: `%0 = neg(%x) : f64`: %0 disagrees about where it is defined");
}

TEST_F(VerifierTest, IdsAreUnique) {
  b.create(Op::Neg, {x})->id = x->id;
  EXPECT_EQ(verify(f), "in @f: `%0 = neg(%x) : f64`: %0 shares its id with another value");
}

TEST_F(VerifierTest, ArgumentsHaveTypes) {
  Type t = Type::f64();
  t.rows = 3;
  f.addArgument(t, "y");
  EXPECT_EQ(verify(f), "in @f: an argument is wrong: %y has the type f64: a scalar has no shape "
                       "and no storage order");
}

TEST_F(VerifierTest, OutputsExist) {
  f.outputs.push_back({"", foreign});
  EXPECT_EQ(verify(f), "in @f: the output: %<elsewhere:x> is used, and nothing in the function "
                       "defines it");
  f.outputs.back() = {"y", nullptr};
  EXPECT_EQ(verify(f), "in @f: the output \"y\": an operand is null");
}

TEST_F(VerifierTest, OutputsAreWrittenOnce) {
  f.outputs = {{"x", x}, {"x", x}};
  EXPECT_EQ(verify(f), "in @f: the output \"x\" is there twice");
}

TEST_F(VerifierTest, OutputsFitTheirParameter) {
  Parameter p;
  p.name = "x";
  p.leaves.push_back({"x", x});
  f.parameters.push_back(p);
  f.outputs.push_back({"x", b.cast(x, ScalarKind::F32)});
  EXPECT_EQ(verify(f), "in @f: the output \"x\" has the type f32, its parameter f64");
  f.outputs.clear();
  EXPECT_EQ(verify(f), std::nullopt);
  f.parameters[0].leaves[0].value = foreign;
  EXPECT_EQ(verify(f), "in @f: the leaf \"x\" of a parameter is no argument");
}

TEST_F(VerifierTest, ProvidedDerivativesAreOfRealArguments) {
  f.addArgument(Type::integer("int"), "n");
  f.provided.wrt = {0, 1};
  EXPECT_EQ(verify(f), "in @f: derivatives are provided for %n, which is not real");
  f.provided.wrt = {2};
  EXPECT_EQ(verify(f), "in @f: derivatives are provided for argument 2, which it does not have");
  f.provided.wrt = {0, 0};
  EXPECT_EQ(verify(f), "in @f: derivatives are provided for %x twice");
}

} // namespace gateaux::ir::test
