// SPDX-License-Identifier: Apache-2.0
//
// operator() with sequences and lists of indices: A(Eigen::all, Eigen::seq(1, 3)), x({0, 2, 2}).
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What stands at one place of the parentheses: a run of indices, or a column of them.
struct Selection {
  Value *start = nullptr, *count = nullptr, *step = nullptr;
  Value *list = nullptr;
  bool single = false; ///< one index: of a vector or matrix it gives a part, or a coefficient

  bool isRange() const { return !list && step->def && step->def->attrs.integer == 1; }
};

/// A position, and how far it is from the last one where constants tell.
struct Position {
  Value *value;
  std::optional<int64_t> fromLast;
};

std::optional<int64_t> number(const Value *v) {
  return v->def && v->def->kind == Op::Constant ? v->def->attrs.integer : std::nullopt;
}

class Slicer {
public:
  Slicer(Translator &t, Value *extent) : t(t), extent(extent) {}

  Selection select(const Expr *e) {
    e = Translator::strip(e);
    const QualType type = e->getType();
    if (type->isIntegralOrEnumerationType())
      return {t.index(e), one(), one(), nullptr, true};
    if (auto binding = t.bindingOf(e); binding && binding->kind == Binding::Expression)
      return t.within(binding->deferred, [&](const Expr *init) { return select(init); });
    if (auto *record = recordOf(type); record && record->getIdentifier()) {
      if (record->getName() == "all_t")
        return {t.builder.integer(0), extent, one()};
      if (record->getName() == "ArithmeticSequence")
        return sequence(e);
      if (inNamespace(record, "Eigen") && isSymbolic(type))
        return {position(e).value, one(), one(), nullptr, true};
    }
    if (auto list = listOf(e))
      return *list;
    if (typeOf(type) && typeOf(type)->dense && typeOf(type)->isInteger()) {
      Value *v = t.dense(e);
      if (v->type.isRow())
        v = t.transpose(v);
      if (v->type.isColumn()) {
        Selection s;
        s.list = v;
        return s;
      }
    }
    unsupported(e->getSourceRange(), "indexing with '" + type.getAsString() + "'",
                {{"use a number, 'Eigen::all', 'Eigen::seq', 'Eigen::seqN' or a vector of indices", {}}});
  }

  Value *column(const Selection &s) {
    if (s.list)
      return s.list;
    Type type = Type::index().withShape(kDynamic, 1);
    type.spelling = "Eigen::Index";
    Translator::refine(type, s.count, one());
    return t.builder.createTyped(Op::Sequence, type, {s.start, s.count, s.step});
  }

private:
  Value *one() { return t.builder.integer(1); }

  /// Eigen::last and what is computed with it.
  static bool isSymbolic(QualType type) {
    const CXXRecordDecl *record = recordOf(type);
    if (!record || !record->getIdentifier())
      return false;
    llvm::StringRef name = record->getName();
    return name == "SymbolExpr" || name == "AddExpr" || name == "NegateExpr" || name == "ProductExpr" ||
           name == "QuotientExpr" || name == "FixedInt";
  }

  /// A position `distance` after the last one.
  Position afterLast(int64_t distance) {
    Value *value = distance == 1   ? extent
                   : distance <= 0 ? t.sub(extent, t.builder.integer(1 - distance))
                                   : t.add(extent, t.builder.integer(distance - 1));
    return {value, distance};
  }

  /// A position that may count from the end.
  Position position(const Expr *e) {
    e = Translator::strip(e);
    if (e->getType()->isIntegralOrEnumerationType())
      return {t.index(e), {}};
    if (auto *record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(e->getType()));
        record && record->getName() == "FixedInt")
      if (auto n = integralArgument(record, 0))
        return {t.builder.integer(*n), {}};
    if (auto *copy = dyn_cast<CXXConstructExpr>(e); copy && copy->getNumArgs() == 1)
      return position(copy->getArg(0));
    if (auto *ref = dyn_cast<DeclRefExpr>(e)) {
      if (auto binding = t.bindingOf(e); binding && binding->kind == Binding::Expression)
        return t.within(binding->deferred, [&](const Expr *init) { return position(init); });
      llvm::StringRef name = ref->getDecl()->getName();
      if (name == "last" || name == "lastp1")
        return afterLast(name == "last" ? 0 : 1);
    }
    if (auto *call = dyn_cast<CXXOperatorCallExpr>(e); call && call->getNumArgs() == 2) {
      Position a = position(call->getArg(0)), b = position(call->getArg(1));
      auto n = number(b.value);
      switch (call->getOperator()) {
      case OO_Plus:
        return a.fromLast && n ? afterLast(*a.fromLast + *n) : Position{t.add(a.value, b.value), {}};
      case OO_Minus:
        return a.fromLast && n ? afterLast(*a.fromLast - *n) : Position{t.sub(a.value, b.value), {}};
      case OO_Star:
        return {t.op(Op::Mul, {a.value, b.value}), {}};
      case OO_Slash:
        return {t.op(Op::Div, {a.value, b.value}), {}};
      default:
        break;
      }
    }
    unsupported(e->getSourceRange(), "this position");
  }

  Selection sequence(const Expr *e) {
    auto *call = dyn_cast<CallExpr>(e);
    const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
    const bool named = callee && callee->getIdentifier();
    const bool fromEnd = named && callee->getName() == "lastN";
    if (!named || (callee->getName() != "seq" && callee->getName() != "seqN" && !fromEnd))
      unsupported(e->getSourceRange(), "this sequence");
    std::vector<const Expr *> args;
    for (const Expr *argument : call->arguments())
      if (!isa<CXXDefaultArgExpr>(argument))
        args.push_back(argument);
    if (fromEnd) {
      Value *count = position(args[0]).value, *by = args.size() > 1 ? position(args[1]).value : one();
      Value *before = t.op(Op::Mul, {t.sub(count, one()), by});
      return {t.sub(t.sub(extent, one()), before), count, by};
    }
    Position start = position(args[0]), second = position(args[1]);
    Value *step = args.size() > 2 ? position(args[2]).value : one();
    if (callee->getName() == "seqN")
      return {start.value, second.value, step};
    // From the first to the last, both of them in.
    Value *distance;
    if (start.fromLast && second.fromLast)
      distance = t.builder.integer(*second.fromLast - *start.fromLast);
    else
      distance = t.sub(second.value, start.value);
    return {start.value, t.add(t.op(Op::Div, {distance, step}), one()), step};
  }

  /// A braced list of numbers.
  std::optional<Selection> listOf(const Expr *e) {
    auto *list = bracedList(e);
    if (!list || list->getType()->isRecordType())
      return std::nullopt;
    const int n = static_cast<int>(list->getNumInits());
    Type type = Type::index().withShape(n, 1);
    type.spelling = "Eigen::Index";
    Value *v = t.filled(t.builder.integer(0), t.builder.integer(n), one(), type);
    for (int i = 0; i < n; ++i)
      v = t.op(Op::Update, {v, t.builder.integer(i), t.builder.integer(0),
                            t.index(list->getInit(static_cast<unsigned>(i)))});
    Selection s;
    s.list = v;
    return s;
  }

  Translator &t;
  Value *extent;
};

} // namespace

Place Translator::sliceOf(llvm::ArrayRef<const Expr *> args, Place base, SourceRange range) {
  const Type type = placeType(base);
  Value *m = placeRows(base), *n = placeCols(base);
  Selection rows, cols;
  const Selection whole{builder.integer(0), nullptr, builder.integer(1)};
  Slicer down(*this, m), across(*this, n);
  if (args.size() == 2) {
    rows = down.select(args[0]);
    cols = across.select(args[1]);
  } else if (args.size() == 1 && type.isRow()) {
    rows = whole;
    rows.count = m;
    cols = across.select(args[0]);
  } else if (args.size() == 1 && type.isColumn()) {
    rows = down.select(args[0]);
    cols = whole;
    cols.count = n;
  } else {
    unsupported(range, "indexing with this number of arguments");
  }
  const bool coefficient = args.size() == 2 ? rows.single && cols.single : rows.single || cols.single;
  if (coefficient) {
    pushElement(base, rows.start, cols.start);
    return base;
  }
  if (rows.isRange() && cols.isRange()) {
    pushSlice(base, rows.start, cols.start, rows.count, cols.count);
    return base;
  }
  if (base.temporary && base.whole())
    base.temporary = asDense(base.temporary);
  View view{View::Indexed};
  view.row = down.column(rows);
  view.col = across.column(cols);
  base.views.push_back(view);
  return base;
}

} // namespace gateaux::frontend
