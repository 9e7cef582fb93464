// SPDX-License-Identifier: Apache-2.0
//
// Comma initialisers: `v << a, b, c;`. Whole rows are filled from the left to the right, then the rows
// below. Where a row ends follows from the extents of the items, as far as these tell, and is found at run
// time otherwise.
#include "Translator.h"
#include "ir/Shapes.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// An extent as a sum of extents that are independent of each other.
class Sum {
public:
  Sum() = default;
  explicit Sum(const Value *v) { add(v, 1); }

  Sum &operator+=(const Sum &o) {
    constant_ += o.constant_;
    for (const auto &[extent, factor] : o.terms_)
      add(extent, factor);
    return *this;
  }
  bool operator==(const Sum &o) const {
    Sum difference = *this;
    difference.constant_ -= o.constant_;
    for (const auto &[extent, factor] : o.terms_)
      difference.add(extent, -factor);
    return difference.constant_ == 0 && difference.terms_.empty();
  }
  /// Its value, where it is known when the program is compiled.
  std::optional<int64_t> number() const {
    return terms_.empty() ? std::optional(constant_) : std::nullopt;
  }

private:
  void add(const Value *v, int64_t factor) {
    const Extent extent = extentOf(v);
    if (extent.kind == Extent::Constant) {
      constant_ += factor * extent.constant;
      return;
    }
    const Operation *op = extent.kind == Extent::Integer ? extent.value->def : nullptr;
    if (op && (op->kind == Op::Add || op->kind == Op::Sub)) {
      add(op->operand(0), factor);
      add(op->operand(1), op->kind == Op::Add ? factor : -factor);
    } else {
      add(extent, factor);
    }
  }
  void add(const Extent &extent, int64_t factor) {
    auto it = std::find_if(terms_.begin(), terms_.end(), [&](const auto &term) { return term.first == extent; });
    if (it == terms_.end())
      terms_.push_back({extent, factor});
    else if ((it->second += factor) == 0)
      terms_.erase(it);
  }

  std::vector<std::pair<Extent, int64_t>> terms_;
  int64_t constant_ = 0;
};

struct Initialiser {
  const Expr *expr;
  Value *value;
  Value *rows, *cols;
};

/// The number of items from `first` on that fill a row of a matrix; 0 where their extents do not tell.
size_t itemsInRow(llvm::ArrayRef<Initialiser> items, size_t first, const Sum &width, const Sum &rowsLeft) {
  if (Sum(items[first].rows) == rowsLeft)
    return items.size() - first; // the last row
  Sum used;
  for (size_t i = first; i < items.size(); ++i) {
    used += Sum(items[i].cols);
    if (used == width)
      return i + 1 - first;
    auto sum = used.number(), whole = width.number();
    if (sum && whole && *sum > *whole)
      fail(items[i].expr->getSourceRange(), "this does not fit into the row of the comma initialiser");
  }
  return 0;
}

} // namespace

void Translator::fillByCommas(const Place &p, llvm::ArrayRef<const Expr *> expressions, SourceRange range) {
  const Type type = placeType(p);
  std::vector<Initialiser> items;
  for (const Expr *e : expressions) {
    std::set<const Cell *> seen;
    Value *v = [&] {
      llvm::SaveAndRestore observed(touched, &seen);
      return value(e);
    }();
    if (!items.empty() && seen.count(p.cell))
      unsupported(e->getSourceRange(), "reading '" + p.cell->name + "' while it is being filled",
                  {{"what stands before this is written already; read it before, into a variable", {}}});
    if (!v->type.dense)
      v = cast(v, type.element());
    Value *one = builder.integer(1);
    items.push_back({e, v, v->type.dense ? rowsOf(v) : one, v->type.dense ? colsOf(v) : one});
  }
  if (items.size() == 1 && items[0].value->type.dense) {
    write(p, items[0].value, range);
    return;
  }
  Value *zero = builder.integer(0), *row = zero, *col = zero;
  auto put = [&](const Initialiser &item, Value *rows, Value *cols) {
    Place part = p;
    if (item.value->type.dense)
      pushSlice(part, row, col, rows, cols);
    else
      pushElement(part, row, col);
    write(part, item.value, item.expr->getSourceRange());
  };
  if (type.isVector() || (type.rows == 1 && type.cols == 1)) {
    for (Initialiser &item : items) {
      if (type.isRow() ? item.value->type.isColumn() : item.value->type.isRow())
        std::swap(item.rows, item.cols);
      put(item, item.rows, item.cols);
      (type.isRow() ? col : row) = type.isRow() ? add(col, item.cols) : add(row, item.rows);
    }
    return;
  }
  Value *const width = placeCols(p);
  Sum left(placeRows(p));
  for (size_t i = 0; i < items.size();) {
    const size_t count = itemsInRow(items, i, Sum(width), left);
    Value *height = items[i].rows;
    for (size_t k = 0; k < (count ? count : items.size() - i); ++k) {
      if (!count && k > 0) {
        // Only the run shows whether the row has ended.
        Value *ended = compare(Predicate::Eq, col, width);
        row = select(ended, add(row, height), row);
        height = select(ended, items[i + k].rows, height);
        col = select(ended, zero, col);
      }
      // The items of a row are as high as the first one; one alone is as wide as the matrix.
      put(items[i + k], count ? height : items[i + k].rows, count == 1 ? width : items[i + k].cols);
      col = add(col, items[i + k].cols);
    }
    if (!count)
      return;
    left = Sum(op(Op::Sub, {placeRows(p), add(row, height)}));
    row = add(row, height);
    col = zero;
    i += count;
  }
}

Place Translator::commaInitializer(const CXXOperatorCallExpr *e) {
  // (((v << a), b), c): the items in reverse.
  std::vector<const Expr *> items;
  const CXXOperatorCallExpr *node = e;
  while (node->getOperator() != OO_LessLess) {
    items.insert(items.begin(), node->getArg(1));
    const Expr *left = strip(node->getArg(0));
    node = dyn_cast<CXXOperatorCallExpr>(left);
    if (!node)
      unsupported(left->getSourceRange(), "this comma initialiser");
  }
  items.insert(items.begin(), node->getArg(1));
  const Expr *left = strip(node->getArg(0));
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
  fillByCommas(p, items, e->getSourceRange());
  return p;
}

} // namespace gateaux::frontend
