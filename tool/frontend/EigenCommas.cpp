// SPDX-License-Identifier: Apache-2.0
//
// Comma initialisers: `v << a, b, c;`.
#include "Translator.h"
#include "ir/Shapes.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

std::optional<int64_t> number(const Value *v) {
  if (v->def && v->def->kind == Op::Constant)
    return v->def->attrs.integer;
  return std::nullopt;
}

/// True where two extents are known to be the same number.
bool sameExtent(const Value *a, const Value *b) { return extentOf(a) == extentOf(b); }

bool isZero(const Value *v) { return number(v) == 0; }

} // namespace

Place Translator::commaInitializer(const CXXOperatorCallExpr *e) {
  // (((v << a), b), c): the items in reverse.
  std::vector<const Expr *> items;
  const CXXOperatorCallExpr *node = e;
  while (true) {
    items.insert(items.begin(), node->getArg(1));
    const Expr *left = strip(node->getArg(0));
    if (node->getOperator() == OO_LessLess) {
      node = nullptr;
      // (Vector3d() << a, b, c).finished() fills a temporary.
      const auto *made = dyn_cast<CXXConstructExpr>(left);
      auto temporary = made ? typeOf(made->getType()) : std::nullopt;
      Place p;
      if (temporary && temporary->dense) {
        p.cell = newCell("", *temporary, left->getBeginLoc());
        setCell(*p.cell, value(left), left->getSourceRange());
      } else {
        p = writablePlace(left);
      }
      const SourceRange range = e->getSourceRange();
      Type type = placeType(p);
      const bool vector = type.isVector() || (type.rows == 1 && type.cols == 1);
      Value *width = placeCols(p);
      // Whole rows are filled from the left to the right, then the rows below.
      Value *row = builder.integer(0), *col = builder.integer(0);
      Value *height = nullptr;
      for (const Expr *item : items) {
        Value *v = value(item);
        if (!v->type.dense)
          v = cast(v, type.element());
        Value *rows = v->type.dense ? rowsOf(v) : builder.integer(1);
        Value *cols = v->type.dense ? colsOf(v) : builder.integer(1);
        if (v->type.dense && items.size() == 1) {
          write(p, v, range);
          return p;
        }
        if (vector) {
          Place part = p;
          Value *at = type.isRow() ? col : row;
          if (v->type.dense) {
            if (type.isRow())
              pushSlice(part, row, col, builder.integer(1), cols);
            else
              pushSlice(part, row, col, rows, builder.integer(1));
          } else {
            pushElement(part, row, col);
          }
          write(part, v, item->getSourceRange());
          at = add(at, type.isRow() ? cols : rows);
          (type.isRow() ? col : row) = at;
          continue;
        }
        if (height && sameExtent(col, width)) {
          row = add(row, height);
          col = builder.integer(0);
        }
        // Where this row ends must be known.
        auto used = number(col), more = number(cols), whole = number(width);
        const bool known = (used && more && whole) || (isZero(col) && sameExtent(cols, width));
        if (!known && item != items.back())
          unsupported(item->getSourceRange(),
                      "a comma initialiser of blocks whose widths are not known",
                      {{"assign the blocks one by one", {}}});
        if (used && more && whole && *used + *more > *whole)
          fail(item->getSourceRange(), "this does not fit into the row of the comma initialiser");
        height = rows;
        Place part = p;
        if (v->type.dense)
          pushSlice(part, row, col, rows, cols);
        else
          pushElement(part, row, col);
        write(part, v, item->getSourceRange());
        col = add(col, cols);
      }
      return p;
    }
    node = dyn_cast<CXXOperatorCallExpr>(left);
    if (!node)
      unsupported(left->getSourceRange(), "this comma initialiser");
  }
}

} // namespace gateaux::frontend
