// SPDX-License-Identifier: Apache-2.0
//
// The types that the builder infers, and what it makes of static extents.
#include "ir/Builder.h"
#include "ir/Printer.h"
#include "ir/Verifier.h"

#include <gtest/gtest.h>

namespace gateaux::ir::test {

class BuilderTest : public testing::Test {
protected:
  Function function{"f"};
  Builder b{function};

  Value *argument(const Type &type, const char *name = "x") {
    return function.addArgument(type, name);
  }
  Value *dense(int rows, int cols, ScalarKind kind = ScalarKind::F64) {
    return argument(Type::matrix(kind, rows, cols));
  }
  std::string inferred(Op op, std::vector<Value *> operands, Axis axis = Axis::None) {
    Attributes a;
    a.axis = axis;
    auto type = inferType(op, operands, a);
    return type ? type->str() : "none";
  }
};

TEST_F(BuilderTest, CoefficientWiseTypesBroadcastScalars) {
  Value *s = argument(Type::f64()), *m = dense(kDynamic, kDynamic);
  EXPECT_EQ(inferred(Op::Add, {s, s}), "f64");
  EXPECT_EQ(inferred(Op::Add, {s, m}), "f64[?x?]");
  EXPECT_EQ(inferred(Op::Mul, {m, s}), "f64[?x?]");
  EXPECT_EQ(inferred(Op::Compare, {m, s}), "bool[?x?]");
}

TEST_F(BuilderTest, CoefficientWiseTypesPreferStaticExtents) {
  EXPECT_EQ(inferred(Op::Add, {dense(kDynamic, 3), dense(2, kDynamic)}), "f64[2x3]");
  EXPECT_EQ(inferred(Op::Add, {dense(2, 3), dense(2, 4)}), "none");
}

TEST_F(BuilderTest, CoefficientWiseTypesAgreeInTheirScalars) {
  EXPECT_EQ(inferred(Op::Add, {dense(2, 2), dense(2, 2, ScalarKind::F32)}), "none");
  EXPECT_EQ(inferred(Op::Add, {dense(2, 2), argument(Type::integer("int"))}), "none");
}

TEST_F(BuilderTest, OnlyWhatIsStoredByRowsThroughoutStaysSo) {
  Type t = Type::matrix(ScalarKind::F64, 3, 4);
  t.rowMajor = t.array = true;
  Value *x = argument(t), *y = dense(3, 4);
  EXPECT_EQ(inferred(Op::Add, {x, x}), "f64[3x4].row");
  EXPECT_EQ(inferred(Op::Add, {x, y}), "f64[3x4]");
}

TEST_F(BuilderTest, Reductions) {
  Value *m = dense(kDynamic, 3);
  EXPECT_EQ(inferred(Op::Sum, {m}, Axis::All), "f64");
  EXPECT_EQ(inferred(Op::Sum, {m}, Axis::Cols), "f64[1x3].row");
  EXPECT_EQ(inferred(Op::Sum, {m}, Axis::Rows), "f64[?x1]");
  EXPECT_EQ(inferred(Op::ArgMax, {m}, Axis::Rows), "i<Eigen::Index>[?x1]");
  EXPECT_EQ(inferred(Op::Sum, {m}), "none");
  EXPECT_EQ(inferred(Op::Sum, {argument(Type::f64())}, Axis::All), "none");
}

TEST_F(BuilderTest, LinearAlgebra) {
  EXPECT_EQ(inferred(Op::Matmul, {dense(2, kDynamic), dense(3, 1)}), "f64[2x1]");
  EXPECT_EQ(inferred(Op::Matmul, {dense(2, 2), dense(3, 1)}), "none");
  EXPECT_EQ(inferred(Op::Matmul, {dense(2, 2), argument(Type::f64())}), "none");
  EXPECT_EQ(inferred(Op::Transpose, {dense(kDynamic, 1)}), "f64[1x?].row");
  EXPECT_EQ(inferred(Op::Transpose, {dense(2, 3)}), "f64[3x2]");
  EXPECT_EQ(inferred(Op::Diagonal, {dense(2, 3)}), "f64[2x1]");
  EXPECT_EQ(inferred(Op::Diagonal, {dense(kDynamic, 3)}), "f64[?x1]");
  EXPECT_EQ(inferred(Op::Dot, {dense(2, 1, ScalarKind::F32), dense(2, 1, ScalarKind::F32)}), "f32");
}

TEST_F(BuilderTest, WrongNumbersOfOperandsHaveNoType) {
  EXPECT_EQ(inferred(Op::Add, {dense(2, 2)}), "none");
  EXPECT_EQ(inferred(Op::Broadcast, {dense(2, 2)}), "none");
}

TEST_F(BuilderTest, StaticExtentsAreConstants) {
  Value *m = dense(kDynamic, 3);
  EXPECT_EQ(b.rows(m)->def->kind, Op::Rows);
  ASSERT_EQ(b.cols(m)->def->kind, Op::Constant);
  EXPECT_EQ(b.cols(m)->def->attrs.integer, 3);
  EXPECT_EQ(b.rows(argument(Type::f64()))->def->attrs.integer, 1);
}

TEST_F(BuilderTest, HelpersMakeWellFormedOperations) {
  Type stored = Type::matrix(ScalarKind::F32, kDynamic, 2);
  stored.array = true;
  Value *m = argument(stored);
  Value *zero = b.zeroLike(m);
  EXPECT_EQ(zero->type.str(), "f32[?x2]");
  EXPECT_EQ(b.reduce(Op::Norm, m, Axis::Cols)->type.str(), "f32[1x2].row");
  EXPECT_EQ(b.cast(m, ScalarKind::F64)->type.str(), "f64[?x2].array");
  EXPECT_EQ(b.cast(m, ScalarKind::F32), m);
  Value *t = b.create(Op::Compare, {b.constant(1), b.constant(2)},
                      {.number = {}, .integer = {}, .predicate = Predicate::Lt});
  b.create(Op::And, {t, b.boolean(true)});
  b.create(Op::Add, {b.integer(2), b.integer(3)});
  EXPECT_EQ(verify(function), std::nullopt) << print(function);
}

TEST_F(BuilderTest, ClonesKeepTypesNamesAndPlaces) {
  Value *x = dense(2, 2), *y = dense(2, 2);
  b.setLocation({"loss.hpp", 12, 3});
  Value *z = b.create(Op::Sub, {x, y});
  z->name = "Z";
  b.setLocation({});
  const Operation &copy = *b.clone(*z->def, {y, x});
  EXPECT_EQ(copy.result()->name, "Z");
  EXPECT_EQ(copy.loc.line, 12u);
  EXPECT_EQ(copy.operand(0), y);
  EXPECT_EQ(verify(function), std::nullopt);
}

} // namespace gateaux::ir::test
