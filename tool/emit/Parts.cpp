// SPDX-License-Identifier: Apache-2.0
//
// Parts of matrices as expressions, and conversions.
#include "Expressions.h"

#include "../ir/EqualExtents.h"
#include "../ir/Spelling.h"

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
  auto segment = [&](const std::string &of, const Value *start, bool fixed, const std::string &count) {
    std::string size = fixed ? "<" + count + ">" : "", argument = fixed ? "" : count;
    if (zero(start))
      return of + ".head" + size + "(" + argument + ")";
    return of + ".segment" + size + "(" + integer(start) +
           (fixed ? "" : ", " + count) + ")";
  };
  if (x->type.isColumn())
    return segment(base, row, fixedRows, m);
  if (x->type.isRow())
    return segment(base, col, fixedCols, n);
  if (allRows && one(cols))
    return base + ".col(" + j + ")";
  if (allCols && one(rows))
    return base + ".row(" + i + ")";
  // Of a block of run-time extents Eigen does not know that it is a vector.
  if (one(cols) && !fixedRows)
    return segment(base + ".col(" + j + ")", row, fixedRows, m);
  if (one(rows) && !fixedCols)
    return segment(base + ".row(" + i + ")", col, fixedCols, n);
  if (fixedRows && fixedCols)
    return base + ".block<" + m + ", " + n + ">(" + i + ", " + j + ")";
  if (allRows)
    return base + ".middleCols(" + j + ", " + n + ")";
  if (allCols)
    return base + ".middleRows(" + i + ", " + m + ")";
  return base + ".block(" + i + ", " + j + ", " + m + ", " + n + ")";
}

/// A matrix that lies in a vector with strides.
std::string Expressions::strided(const Operation &op, const std::string &vector) const {
  const Operation &at = *op.operand(1)->def;
  const ir::Type &t = at.result()->type;
  auto size = [](int n) { return n == ir::kDynamic ? std::string("Eigen::Dynamic") : std::to_string(n); };
  std::string s = "gateaux::strided";
  if (t.rows != ir::kDynamic || (!t.isColumn() && t.cols != ir::kDynamic))
    s += "<" + size(t.rows) + (t.isColumn() || t.cols == ir::kDynamic ? "" : ", " + size(t.cols)) + ">";
  s += "(" + vector;
  auto argument = [&](unsigned i) { s += ", " + unconverted(at.operand(i)).s; };
  argument(0);
  argument(1);
  if (t.isColumn()) {
    argument(3);
    return s + ")";
  }
  argument(2);
  argument(4);
  if (unconverted(at.operand(3)).s != "1")
    argument(3);
  return s + ")";
}

/// One coefficient; of a container as one writes it in C++.
std::string Expressions::element(const Operation &op, const std::string &text, const Storage *held) const {
  const Value *x = op.operand(0), *row = op.operand(1), *col = op.operand(2);
  auto position = [&](const Value *v) { return "[" + positionText(v) + "]"; };
  if (held && held->isMapped() && held->leaf->held != ir::Holding::Sparse)
    return held->access + position(row) + (x->type.isColumn() ? "" : position(col));
  if (isContainer(text))
    return container(text) + position(row);
  const std::string i = integer(row), j = integer(col);
  return text + "(" + (x->type.isColumn() ? i : x->type.isRow() ? j : i + ", " + j) + ")";
}

std::string Expressions::place(const Operation &op, const Storage &s) const {
  const Value *y = op.operand(3);
  if (isStrided(op))
    return strided(op, s.name) + (s.type.array ? ".array()" : "");
  if (op.kind == Op::Put || op.kind == Op::Scatter)
    return s.name + "(" + indices(op.operand(1), ir::extent(op.operand(0), 0)) + ", " +
           indices(op.operand(2), ir::extent(op.operand(0), 1)) + ")";
  if (!y->type.dense)
    return element(op, s.name, &s);
  return block(op, s.name, op.operand(1), op.operand(2), ir::extent(y, 0), ir::extent(y, 1));
}

Text Expressions::cast(const Operation &op, World want) const {
  const Value *x = op.operand(0);
  ir::Type element = op.result()->type.element();
  std::string to = ir::spell(element);
  if (op.result()->type.dense) {
    Text t = value(x, want);
    return {parenthesised(t, kPrimary) + ".cast<" + to + ">()", kPrimary, t.world};
  }
  if (x->def && x->def->kind == Op::Rows && x->def->operand(0)->type.isList() && !plan_.storageOf(x))
    return {lengthAs(x->def->operand(0), to)};
  if (const Storage *s = to == "std::size_t" ? sizeHolder(x) : nullptr)
    return {s->access + ".size()"};
  return {"static_cast<" + to + ">(" + value(x).s + ")"};
}

/// The container of which `x` is the size; null for anything else.
const Storage *Expressions::sizeHolder(const Value *x) const {
  if (!x->def || x->def->kind != Op::Rows || plan_.storageOf(x))
    return nullptr;
  const ir::Extent e = ir::extentOf(x);
  const Storage *s =
      e.kind == ir::Extent::OfValue && e.axis == 0 ? plan_.storageOf(e.value) : nullptr;
  return s && e.value->isArgument() && s->isMapped() && s->leaf->held == ir::Holding::Container &&
                 !s->writable
             ? s
             : nullptr;
}

Text Expressions::slice(const Operation &op, World want) const {
  Text base = value(op.operand(0), want);
  return {block(op, parenthesised(base, kPrimary), op.operand(1), op.operand(2), ir::extent(op.result(), 0),
                ir::extent(op.result(), 1)),
          kPrimary, base.world};
}

} // namespace gateaux::emit
