// SPDX-License-Identifier: Apache-2.0
//
// Parts of matrices as expressions.
#include "Expressions.h"

#include "../ir/EqualExtents.h"

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

std::string Expressions::block(const Operation &op, const std::string &base, const Value *row, const Value *col,
                               const ir::Extent &rows, const ir::Extent &cols) const {
  const Value *x = op.operand(0);
  auto zero = [](const Value *place) {
    ir::Extent e = ir::extentOf(place);
    return e.kind == ir::Extent::Constant && e.constant == 0;
  };
  auto one = [](const ir::Extent &e) { return e.kind == ir::Extent::Constant && e.constant == 1; };
  const bool fixedRows = rows.kind == ir::Extent::Constant;
  const bool fixedCols = cols.kind == ir::Extent::Constant;
  auto all = [&](const ir::Extent &e, int axis) {
    return e == ir::extent(x, axis) ||
           (e.kind == ir::Extent::OfValue && ir::EqualExtents(*op.block).equal(e, ir::extent(x, axis)));
  };
  const bool allRows = zero(row) && all(rows, 0);
  const bool allCols = zero(col) && all(cols, 1);
  const std::string i = integer(row), j = integer(col);
  const std::string m = extentText(rows), n = extentText(cols);
  auto segment = [&](const Value *start, bool fixed, const std::string &count) {
    std::string size = fixed ? "<" + count + ">" : "", argument = fixed ? "" : count;
    if (zero(start))
      return base + ".head" + size + "(" + argument + ")";
    return base + ".segment" + size + "(" + integer(start) +
           (fixed ? "" : ", " + count) + ")";
  };
  if (x->type.isColumn())
    return segment(row, fixedRows, m);
  if (x->type.isRow())
    return segment(col, fixedCols, n);
  if (allRows && one(cols))
    return base + ".col(" + j + ")";
  if (allCols && one(rows))
    return base + ".row(" + i + ")";
  if (fixedRows && fixedCols)
    return base + ".block<" + m + ", " + n + ">(" + i + ", " + j + ")";
  if (allRows)
    return base + ".middleCols(" + j + ", " + n + ")";
  if (allCols)
    return base + ".middleRows(" + i + ", " + m + ")";
  return base + ".block(" + i + ", " + j + ", " + m + ", " + n + ")";
}

std::string Expressions::elementPlace(const Operation &op) const {
  const Value *x = op.operand(0);
  const std::string row = integer(op.operand(1)), col = integer(op.operand(2));
  return "(" + (x->type.isColumn() ? row : x->type.isRow() ? col : row + ", " + col) + ")";
}

std::string Expressions::place(const Operation &op, const std::string &variable) const {
  const Value *y = op.operand(3);
  if (op.kind == Op::Put || op.kind == Op::Scatter)
    return variable + "(" + indices(op.operand(1), ir::extent(op.operand(0), 0)) + ", " +
           indices(op.operand(2), ir::extent(op.operand(0), 1)) + ")";
  if (!y->type.dense)
    return variable +
           elementPlace(op);
  return block(op, variable, op.operand(1), op.operand(2), ir::extent(y, 0),
               ir::extent(y, 1));
}

Text Expressions::slice(const Operation &op, World want) const {
  Text base = value(op.operand(0), want);
  return {block(op, parenthesised(base, kPrimary), op.operand(1), op.operand(2), ir::extent(op.result(), 0),
                ir::extent(op.result(), 1)),
          kPrimary, base.world};
}

} // namespace gateaux::emit
