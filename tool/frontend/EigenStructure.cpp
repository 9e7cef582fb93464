// SPDX-License-Identifier: Apache-2.0
//
// Members that arrange coefficients or change the number of them, and static functions that make
// vectors: reverse, cross, homogeneous, conservativeResize, LinSpaced, Random.
#include "SvdOptions.h"
#include "Translator.h"

#include <llvm/ADT/StringSwitch.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

Attributes alongAxis(Axis axis) {
  Attributes a;
  a.axis = axis;
  return a;
}

Value *vectorOf(Translator &t, const Expr *e, SourceRange range) {
  Value *x = t.dense(e);
  if (!x->type.isVector())
    unsupported(range, "this member of a value that is no vector");
  return x;
}

/// A vector of one coefficient more or less, with the extents in its type where they are known.
Type lengthened(const Type &t, int by) {
  auto longer = [&](int n) { return n == kDynamic ? n : n + by; };
  return t.isRow() ? t.withShape(1, longer(t.cols)) : t.withShape(longer(t.rows), 1);
}

/// Every column with a one below it, or every row with a one behind it.
Value *homogeneousAlong(Translator &t, const Vectorwise &w) {
  Value *x = t.asDense(w.operand), *one = t.builder.integer(1), *zero = t.builder.integer(0);
  const bool columns = w.axis == Axis::Cols;
  auto longer = [](int n) { return n == kDynamic ? n : n + 1; };
  Value *rows = columns ? t.add(t.rowsOf(x), one) : t.rowsOf(x);
  Value *cols = columns ? t.colsOf(x) : t.add(t.colsOf(x), one);
  Type type = columns ? x->type.withShape(longer(x->type.rows), x->type.cols)
                      : x->type.withShape(x->type.rows, longer(x->type.cols));
  return t.op(Op::Update, {t.filled(t.builder.constant(1, type.scalar), rows, cols, type), zero, zero, x});
}

/// Every column without its last coefficient and divided by it, or every row.
Value *hnormalizedAlong(Translator &t, const Vectorwise &w) {
  Value *x = t.asDense(w.operand), *one = t.builder.integer(1), *zero = t.builder.integer(0);
  const bool columns = w.axis == Axis::Cols;
  auto shorter = [](int n) { return n == kDynamic ? n : n - 1; };
  Value *m = t.rowsOf(x), *n = t.colsOf(x), *last = t.sub(columns ? m : n, one);
  Type type = columns ? x->type.withShape(shorter(x->type.rows), x->type.cols)
                      : x->type.withShape(x->type.rows, shorter(x->type.cols));
  Type edge = columns ? x->type.withShape(1, x->type.cols) : x->type.withShape(x->type.rows, 1);
  Value *head = t.builder.createTyped(Op::Slice, type, {x, zero, zero, columns ? last : m, columns ? n : last});
  Value *scale = t.builder.createTyped(
      Op::Slice, edge, {x, columns ? last : zero, columns ? zero : last, columns ? one : m, columns ? n : one});
  return t.op(Op::Div, {head, t.builder.broadcast(scale, columns ? last : m, columns ? n : last, type)});
}

Value *homogeneous(Translator &t, const CallSite &call) {
  if (isEigenClass(call.object->getType(), "VectorwiseOp"))
    return homogeneousAlong(t, t.vectorwise(call.object));
  Value *x = vectorOf(t, call.object, call.range());
  const bool row = x->type.isRow();
  Value *n = t.sizeOf(x), *one = t.builder.integer(1), *zero = t.builder.integer(0);
  Value *longer = t.op(Op::Add, {n, one});
  Value *y = t.filled(t.builder.constant(1, x->type.scalar), row ? one : longer, row ? longer : one,
                      lengthened(x->type, 1));
  return t.op(Op::Update, {y, zero, zero, x});
}

Value *hnormalized(Translator &t, const CallSite &call) {
  if (isEigenClass(call.object->getType(), "VectorwiseOp"))
    return hnormalizedAlong(t, t.vectorwise(call.object));
  Value *x = vectorOf(t, call.object, call.range());
  const bool row = x->type.isRow();
  Value *one = t.builder.integer(1), *zero = t.builder.integer(0);
  Value *n = t.sub(t.sizeOf(x), one);
  Type type = lengthened(x->type, -1);
  Value *head = t.builder.createTyped(Op::Slice, type, {x, zero, zero, row ? one : n, row ? n : one});
  Value *last = t.op(Op::Element, {x, row ? zero : n, row ? n : zero});
  return t.op(Op::Div, {head, last});
}

/// The product of every column of a matrix with one vector: that with the matrix that stands for it.
Value *crossAlong(Translator &t, const CallSite &call) {
  Vectorwise w = t.vectorwise(call.object);
  Value *x = t.asDense(w.operand), *b = t.dense(call.args[0]);
  const bool columns = w.axis == Axis::Cols;
  if (b->type.isRow())
    b = t.transpose(b);
  auto at = [&](int i) { return t.op(Op::Element, {b, t.builder.integer(i), t.builder.integer(0)}); };
  Value *three = t.builder.integer(3);
  Value *k = t.filled(t.builder.constant(0, x->type.scalar), three, three, x->type.withShape(3, 3));
  // a x b = K a, and a' K' for rows.
  const int places[3][3] = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}};
  for (const auto &p : places) {
    Value *entry = at(p[2]), *i = t.builder.integer(p[0]), *j = t.builder.integer(p[1]);
    k = t.op(Op::Update, {k, i, j, columns ? entry : t.op(Op::Neg, {entry})});
    k = t.op(Op::Update, {k, j, i, columns ? t.op(Op::Neg, {entry}) : entry});
  }
  return columns ? t.op(Op::Matmul, {k, x}) : t.op(Op::Matmul, {x, k});
}

Value *cross(Translator &t, const CallSite &call) {
  Value *a = vectorOf(t, call.object, call.range()), *b = t.dense(call.args[0]);
  if (a->type.isRow() != b->type.isRow())
    b = t.transpose(b);
  if (a->type.rows * a->type.cols != 3 || !a->type.isFixed())
    unsupported(call.range(), "'cross' of vectors of which the type does not say that they have 3 coefficients",
                {{"use 'Eigen::Vector3d' or 'head<3>()'", {}}});
  if (!b->type.isFixed() || b->type.rows * b->type.cols != 3)
    b = t.builder.createTyped(Op::Slice, a->type.withShape(a->type.rows, a->type.cols),
                              {b, t.builder.integer(0), t.builder.integer(0), t.rowsOf(a), t.colsOf(a)});
  return t.op(Op::Cross, {a, b});
}

Value *reversed(Translator &t, const CallSite &call) {
  const size_t first = t.reads ? t.reads->size() : 0;
  auto rearranged = [&] { // the coefficients are read in another order than they are written
    for (size_t i = first; t.reads && i < t.reads->size(); ++i)
      (*t.reads)[i].views.push_back({View::Transpose});
  };
  if (isEigenClass(call.object->getType(), "VectorwiseOp")) {
    Vectorwise w = t.vectorwise(call.object);
    rearranged();
    return t.op(Op::Reverse, {t.asDense(w.operand)}, alongAxis(w.axis));
  }
  Value *x = t.dense(call.object);
  rearranged();
  return t.op(Op::Reverse, {x}, alongAxis(Axis::All));
}

/// What fits of the old coefficients stays; the others are zero until they are written.
void conservativeResize(Translator &t, const CallSite &call) {
  Place p = t.writablePlace(call.object);
  if (!p.whole() || call.args.empty() || call.args.size() > 2)
    unsupported(call.range(), "'conservativeResize' with these arguments");
  Value *x = t.read(p, call.range());
  auto extent = [&](unsigned i, Value *before) {
    return call.args[i]->getType()->isIntegralOrEnumerationType() && !call.args[i]->getType()->isEnumeralType()
               ? t.index(call.args[i])
               : before; // Eigen::NoChange
  };
  Value *m = t.rowsOf(x), *n = t.colsOf(x);
  if (call.args.size() == 2) {
    Value *oldRows = m;
    m = extent(0, oldRows);
    n = extent(1, n);
  } else {
    (p.cell->type.isRow() ? n : m) = t.index(call.args[0]);
  }
  Value *zero = t.builder.integer(0);
  auto smaller = [&](Value *a, Value *b) { return a == b ? a : t.op(Op::Min, {a, b}); };
  Type kept = x->type.withShape(p.cell->type.isRow() ? 1 : kDynamic, p.cell->type.isColumn() ? 1 : kDynamic);
  Value *rows = smaller(m, t.rowsOf(x)), *cols = smaller(n, t.colsOf(x));
  Translator::refine(kept, rows, cols);
  Value *block = t.builder.createTyped(Op::Slice, kept, {x, zero, zero, rows, cols});
  Value *y = t.filled(t.cast(zero, x->type.element()), m, n, p.cell->type);
  const unsigned writes = p.cell->writes;
  t.write(p, t.op(Op::Update, {y, zero, zero, block}), call.range());
  p.cell->writes = writes;
}

/// `n` numbers from `low` to `high` at equal distances; `high` alone where n is 1, as Eigen has it.
Value *linSpaced(Translator &t, Value *n, Value *low, Value *high, const Type &type) {
  Type indices = Type::index().withShape(type.isRow() ? type.cols : type.rows, 1);
  indices.spelling = "Eigen::Index";
  Translator::refine(indices, n, t.builder.integer(1));
  Value *one = t.builder.integer(1);
  Value *places = t.builder.createTyped(Op::Sequence, indices, {t.builder.integer(0), n, one});
  if (type.isRow())
    places = t.transpose(places);
  Value *last = t.op(Op::Max, {t.sub(n, one), one});
  Value *step = t.op(Op::Div, {t.sub(high, low), t.real(last, type.scalar)});
  Value *start = t.sub(high, t.op(Op::Mul, {t.real(t.sub(n, one), type.scalar), step}));
  return t.add(start, t.op(Op::Mul, {step, t.real(places, type.scalar)}));
}

Value *random(Translator &t, Value *rows, Value *cols, Type type) {
  type.array = type.rowMajor = false;
  Translator::refine(type, rows, cols);
  if (!type.isReal())
    unsupported(t.failing, "random integers");
  return t.builder.createTyped(Op::Random, type, {rows, cols});
}

} // namespace

bool Translator::structureFunction(const CallSite &call, Type type, Value *rows, Value *cols, Value *&result) {
  if (call.name == "Random") {
    result = random(*this, rows, cols, type);
    return true;
  }
  if (call.name == "LinSpaced") {
    const size_t first = call.args.size() - 2;
    if (first == 2 || !type.isReal())
      unsupported(call.range(), "'LinSpaced' with these arguments");
    Value *low = cast(scalar(call.args[first]), type.element());
    Value *high = cast(scalar(call.args[first + 1]), type.element());
    result = linSpaced(*this, type.isRow() ? cols : rows, low, high, type);
    return true;
  }
  int place = call.name == "UnitX" ? 0 : call.name == "UnitY" ? 1 : call.name == "UnitZ" ? 2 : call.name == "UnitW" ? 3 : -1;
  if (place < 0 && call.name != "Unit")
    return false;
  Value *at = place < 0 ? index(call.args.back()) : builder.integer(place);
  Value *zeros = filled(cast(builder.integer(0), type.element()), rows, cols, type), *zero = builder.integer(0);
  Value *one = cast(builder.integer(1), type.element());
  result = op(Op::Update, {zeros, type.isRow() ? zero : at, type.isRow() ? at : zero, one});
  return true;
}

bool Translator::structureMember(const CallSite &call, Value *&result) {
  if (call.name == "reverse") {
    result = reversed(*this, call);
  } else if (call.name == "reverseInPlace" && !isEigenClass(call.object->getType(), "VectorwiseOp")) {
    Place p = writablePlace(call.object);
    write(p, op(Op::Reverse, {read(p, call.range())}, alongAxis(Axis::All)), call.range());
  } else if (call.name == "cross") {
    result = isEigenClass(call.object->getType(), "VectorwiseOp") ? crossAlong(*this, call) : cross(*this, call);
  } else if (call.name == "homogeneous") {
    result = homogeneous(*this, call);
  } else if (call.name == "hnormalized") {
    result = hnormalized(*this, call);
  } else if (call.name == "lazyProduct") {
    Value *a = value(call.object);
    result = product(a, value(call.args[0]));
  } else if (call.name == "determinant") {
    result = determinant(dense(call.object));
  } else if (call.name == "conservativeResize") {
    conservativeResize(*this, call);
  } else if (call.name == "setLinSpaced") {
    Place p = writablePlace(call.object);
    Type type = placeType(p);
    const bool sized = call.args.size() == 3;
    Value *n = sized ? index(call.args[0]) : type.isRow() ? placeCols(p) : placeRows(p);
    Value *low = cast(scalar(call.args[sized]), type.element());
    Value *high = cast(scalar(call.args[sized + 1]), type.element());
    write(p, linSpaced(*this, n, low, high, type), call.range());
  } else if (call.name == "setRandom") {
    Place p = writablePlace(call.object);
    Type type = p.whole() ? p.cell->type : placeType(p);
    Value *one = builder.integer(1);
    Value *rows = call.args.empty() ? placeRows(p) : index(call.args[0]);
    Value *cols = call.args.empty() ? placeCols(p) : call.args.size() == 2 ? index(call.args[1]) : one;
    if (call.args.size() == 1 && type.isRow())
      std::swap(rows, cols);
    write(p, random(*this, rows, cols, type), call.range());
  } else {
    Factor factor = llvm::StringSwitch<Factor>(call.name)
                        .Case("llt", Factor::Llt)
                        .Case("ldlt", Factor::Ldlt)
                        .Cases("lu", "partialPivLu", Factor::PartialPivLu)
                        .Case("fullPivLu", Factor::FullPivLu)
                        .Case("householderQr", Factor::HouseholderQr)
                        .Case("colPivHouseholderQr", Factor::ColPivHouseholderQr)
                        .Case("completeOrthogonalDecomposition", Factor::CompleteOrthogonal)
                        .Case("jacobiSvd", Factor::JacobiSvd)
                        .Case("bdcSvd", Factor::BdcSvd)
                        .Default(Factor::None);
    if (factor == Factor::None)
      return false;
    result = factorize(dense(call.object), factor);
    noteSvdOptions(result, call.args, context);
  }
  return true;
}

} // namespace gateaux::frontend
