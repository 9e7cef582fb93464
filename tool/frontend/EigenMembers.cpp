// SPDX-License-Identifier: Apache-2.0
//
// Members of Eigen's dense classes that compute something: coefficient-wise functions, reductions,
// sizes, and those that set their object.
#include "Ranges.h"
#include "Sparse.h"
#include "ir/MatrixFunctions.h"

#include <llvm/ADT/StringMap.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

struct Row {
  Value *(*handler)(Translator &, const CallSite &, Op);
  Op op = Op::Constant;
};

Value *object(Translator &t, const CallSite &c) { return t.value(c.object); }

Value *arg(Translator &t, const CallSite &c, unsigned i = 0) {
  if (i >= c.args.size())
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' with these arguments");
  return t.value(c.args[i]);
}

Value *number(Translator &t, double x, const Value *like) {
  return t.builder.constant(x, like->type.scalar);
}

/// A function of a square matrix of that name; null where it is one of the coefficients.
Value *matrixFunction(Translator &t, const CallSite &c) {
  const auto which = matrixFunctionNamed(std::string_view(c.name));
  if (!which || isArrayWorld(c.object->getType()))
    return nullptr;
  Attributes attrs;
  attrs.integer = which;
  std::vector<Value *> operands = {t.dense(c.object)};
  if (which == kMatrixPower)
    operands.push_back(t.cast(t.scalar(c.args[0]), operands[0]->type.element()));
  return t.op(Op::MatrixFunction, operands, attrs);
}

// Coefficient-wise functions.

Value *unary(Translator &t, const CallSite &c, Op op) {
  if (Value *v = matrixFunction(t, c))
    return v;
  return t.cwise(op, {object(t, c)});
}

Value *binary(Translator &t, const CallSite &c, Op op) {
  Value *x = object(t, c);
  return t.cwise(op, {x, arg(t, c)});
}

Value *cube(Translator &t, const CallSite &c, Op) {
  Value *x = object(t, c);
  return t.op(Op::Mul, {t.op(Op::Square, {x}), x});
}

Value *inverse(Translator &t, const CallSite &c, Op) {
  if (c.name == "inverse" && !isArrayWorld(c.object->getType()))
    return t.inverse(t.dense(c.object));
  Value *x = object(t, c);
  return t.op(Op::Div, {number(t, 1, x), x});
}

Value *rsqrt(Translator &t, const CallSite &c, Op) {
  Value *x = object(t, c);
  return t.op(Op::Div, {number(t, 1, x), t.op(Op::Sqrt, {x})});
}

Value *pow(Translator &t, const CallSite &c, Op) {
  if (Value *v = matrixFunction(t, c))
    return v;
  Value *x = object(t, c);
  return t.power(x, arg(t, c));
}

Value *compareWith(Translator &t, const CallSite &c, Predicate p) {
  Value *x = object(t, c);
  return t.compare(p, x, arg(t, c));
}
Value *cwiseEqual(Translator &t, const CallSite &c, Op) { return compareWith(t, c, Predicate::Eq); }
Value *cwiseNotEqual(Translator &t, const CallSite &c, Op) {
  return compareWith(t, c, Predicate::Ne);
}

Value *selectMember(Translator &t, const CallSite &c, Op) {
  Value *condition = object(t, c);
  Value *a = arg(t, c, 0);
  return t.select(condition, a, arg(t, c, 1));
}

Value *castMember(Translator &t, const CallSite &c, Op) {
  const TemplateArgumentList *args = c.callee->getTemplateSpecializationArgs();
  auto type = args && args->size() > 0 ? typeOf((*args)[0].getAsType()) : std::nullopt;
  if (!type || type->dense)
    unsupportedAt(c.loc(), c.range(), "a cast to this type");
  return t.cast(object(t, c), *type);
}

// Reductions: of the whole, or of every column or row.

struct Reduced {
  Value *x;
  Axis axis;
};

Reduced reduced(Translator &t, const CallSite &c) {
  if (isEigenClass(c.object->getType(), "VectorwiseOp")) {
    Vectorwise w = t.vectorwise(c.object);
    return {t.asDense(w.operand), w.axis};
  }
  return {object(t, c), Axis::All};
}

Value *reduction(Translator &t, const CallSite &c, Op op) {
  if (!c.args.empty())
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' with arguments");
  Reduced r = reduced(t, c);
  return t.reduce(op, r.x, r.axis);
}

Value *count(Translator &t, const Reduced &r) {
  return r.axis == Axis::All ? t.sizeOf(r.x) : r.axis == Axis::Cols ? t.rowsOf(r.x) : t.colsOf(r.x);
}

Value *mean(Translator &t, const CallSite &c, Op) {
  Reduced r = reduced(t, c);
  Value *sum = t.reduce(Op::Sum, r.x, r.axis);
  return t.op(Op::Div, {sum, t.cast(count(t, r), sum->type.element())});
}

Value *squaredNorm(Translator &t, const CallSite &c, Op) {
  Reduced r = reduced(t, c);
  if (r.axis == Axis::All)
    return r.x->type.dense ? t.op(Op::Dot, {r.x, r.x}) : t.op(Op::Square, {r.x});
  return t.reduce(Op::Sum, t.op(Op::Square, {r.x}), r.axis);
}

Value *lpNorm(Translator &t, const CallSite &c, Op) {
  auto p = integralArgument(c.callee, 0);
  Reduced r = reduced(t, c);
  if (p == 1)
    return t.reduce(Op::Sum, t.op(Op::Abs, {r.x}), r.axis);
  if (p == 2)
    return t.reduce(Op::Norm, r.x, r.axis);
  if (p == -1) // Eigen::Infinity
    return t.reduce(Op::MaxCoeff, t.op(Op::Abs, {r.x}), r.axis);
  unsupportedAt(c.loc(), c.range(), "'lpNorm' with this exponent");
}

/// An integer variable whose address is passed: `maxCoeff(&i)`.
void writeIndex(Translator &t, const Expr *e, Value *v) {
  auto *address = dyn_cast<UnaryOperator>(Translator::strip(e));
  if (!address || address->getOpcode() != UO_AddrOf)
    unsupported(e->getSourceRange(), "a position stored through this pointer");
  Place p = t.writablePlace(address->getSubExpr());
  t.write(p, t.cast(v, t.placeType(p)), e->getSourceRange());
}

/// maxCoeff() and minCoeff(), also with the position: a vector's, or a row and a column.
Value *extreme(Translator &t, const CallSite &c, Op op) {
  Reduced r = reduced(t, c);
  Value *result = t.reduce(op, r.x, r.axis);
  if (c.args.empty())
    return result;
  if (r.axis != Axis::All)
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' of columns or rows with arguments");
  Value *at = t.reduce(op == Op::MaxCoeff ? Op::ArgMax : Op::ArgMin, r.x, Axis::All);
  if (c.args.size() == 1) {
    writeIndex(t, c.args[0], at);
    return result;
  }
  Value *rows = t.rowsOf(r.x);
  writeIndex(t, c.args[0], t.op(Op::Mod, {at, rows}));
  writeIndex(t, c.args[1], t.op(Op::Div, {at, rows}));
  return result;
}

Value *trace(Translator &t, const CallSite &c, Op) {
  Value *x = object(t, c);
  return x->type.dense ? t.reduce(Op::Sum, t.op(Op::Diagonal, {x}), Axis::All) : x;
}

Value *dot(Translator &t, const CallSite &c, Op) {
  Value *a = t.asDense(object(t, c)), *b = t.asDense(arg(t, c));
  if (a->type.isRow() != b->type.isRow())
    b = t.transpose(b);
  return t.op(Op::Dot, {a, b});
}

/// The number of coefficients that are true; any() and all() compare it.
Value *countTrue(Translator &t, Value *x, Axis axis) {
  if (!x->type.isBool())
    x = t.cast(x, Type::boolean());
  return t.cast(t.reduce(Op::Sum, t.cast(x, Type::f64()), axis), Type::index());
}
Value *countMember(Translator &t, const CallSite &c, Op) {
  Reduced r = reduced(t, c);
  return countTrue(t, r.x, r.axis);
}
Value *any(Translator &t, const CallSite &c, Op) {
  Reduced r = reduced(t, c);
  return t.compare(Predicate::Gt, countTrue(t, r.x, r.axis), t.builder.integer(0));
}
Value *all(Translator &t, const CallSite &c, Op) {
  Reduced r = reduced(t, c);
  return t.compare(Predicate::Eq, countTrue(t, r.x, r.axis), count(t, r));
}
Value *allFinite(Translator &t, const CallSite &c, Op) {
  Reduced r{t.op(Op::IsFinite, {object(t, c)}), Axis::All};
  return t.compare(Predicate::Eq, countTrue(t, r.x, r.axis), count(t, r));
}
Value *hasNaN(Translator &t, const CallSite &c, Op) {
  return t.compare(Predicate::Gt, countTrue(t, t.op(Op::IsNan, {object(t, c)}), Axis::All),
                   t.builder.integer(0));
}

// Shapes and conversions.

Value *rowsMember(Translator &t, const CallSite &c, Op) { return t.rowsOf(object(t, c)); }
Value *colsMember(Translator &t, const CallSite &c, Op) { return t.colsOf(object(t, c)); }
Value *sizeMember(Translator &t, const CallSite &c, Op) { return t.sizeOf(object(t, c)); }
Value *eval(Translator &t, const CallSite &c, Op) {
  llvm::SaveAndRestore<std::vector<Place> *> unlogged(t.reads, nullptr);
  return object(t, c);
}
Value *single(Translator &t, const CallSite &c, Op) { return t.asScalar(object(t, c), c.range()); }

Value *normalized(Translator &t, const CallSite &c, Op) {
  Reduced r = reduced(t, c);
  Value *norm = t.reduce(Op::Norm, r.x, r.axis);
  if (r.axis != Axis::All)
    norm = t.builder.broadcast(norm, t.rowsOf(r.x), t.colsOf(r.x), r.x->type);
  return t.op(Op::Div, {r.x, norm});
}

Value *asDiagonal(Translator &t, const CallSite &c, Op) { return t.diagonalMatrix(object(t, c)); }

Value *replicated(Translator &t, Value *x, Value *down, Value *right, const CallSite &c) {
  x = t.asDense(x);
  auto repeated = [](int n, Value *times) {
    bool known = times->def && times->def->kind == Op::Constant;
    return n == kDynamic || !known ? kDynamic : n * static_cast<int>(*times->def->attrs.integer);
  };
  // Only scalars, rows and columns can be repeated across themselves.
  auto isOne = [](const Value *v) { return v->def && v->def->attrs.integer == 1; };
  if ((x->type.rows != 1 && !isOne(down)) || (x->type.cols != 1 && !isOne(right)))
    unsupportedAt(c.loc(), c.range(), "'replicate' that repeats a matrix or a vector along itself");
  Type type = x->type;
  type.rows = repeated(x->type.rows, down);
  type.cols = repeated(x->type.cols, right);
  type.rowMajor = type.isRow();
  return t.builder.broadcast(x, t.op(Op::Mul, {t.rowsOf(x), down}),
                             t.op(Op::Mul, {t.colsOf(x), right}), type);
}

Value *replicate(Translator &t, const CallSite &c, Op) {
  if (isEigenClass(c.object->getType(), "VectorwiseOp")) {
    Vectorwise w = t.vectorwise(c.object);
    Value *times = c.args.empty() ? t.builder.integer(integralArgument(c.callee, 0).value_or(1))
                                  : t.index(c.args[0]);
    Value *one = t.builder.integer(1);
    return w.axis == Axis::Cols ? replicated(t, w.operand, times, one, c)
                                : replicated(t, w.operand, one, times, c);
  }
  Value *x = object(t, c);
  if (c.args.size() == 2) {
    Value *down = t.index(c.args[0]);
    return replicated(t, x, down, t.index(c.args[1]), c);
  }
  auto down = integralArgument(c.callee, 0), right = integralArgument(c.callee, 1);
  if (!down || !right)
    unsupportedAt(c.loc(), c.range(), "'replicate' with these arguments");
  return replicated(t, x, t.builder.integer(*down), t.builder.integer(*right), c);
}

// Members that set their object. Each gives what the object then holds.

/// Sizes that stand before the last `trailing` arguments: none, (n), or (rows, cols).
void fill(Translator &t, const CallSite &c, Value *coefficient, unsigned trailing) {
  Place p = t.writablePlace(c.object);
  Type type = t.placeType(p);
  if (p.whole())
    type = p.cell->type;
  Value *rows, *cols;
  unsigned sizes = c.args.size() - trailing;
  if (sizes == 0) {
    rows = t.placeRows(p);
    cols = t.placeCols(p);
  } else if (sizes == 1) {
    Value *n = t.index(c.args[0]);
    rows = type.isRow() ? t.builder.integer(1) : n;
    cols = type.isRow() ? n : t.builder.integer(1);
  } else {
    rows = t.index(c.args[0]);
    cols = t.index(c.args[1]);
  }
  t.write(p, t.filled(t.cast(coefficient, type.element()), rows, cols, type), c.range());
}

Value *written(Translator &t, const CallSite &c) {
  (void)t;
  (void)c;
  return nullptr; // what the call returns is hardly ever used
}

Value *setZero(Translator &t, const CallSite &c, Op) {
  fill(t, c, t.builder.integer(0), 0);
  return written(t, c);
}
Value *setOnes(Translator &t, const CallSite &c, Op) {
  fill(t, c, t.builder.integer(1), 0);
  return written(t, c);
}
Value *setConstant(Translator &t, const CallSite &c, Op) {
  if (c.args.empty())
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' with these arguments");
  fill(t, c, t.scalar(c.args.back()), 1);
  return written(t, c);
}
Value *setIdentity(Translator &t, const CallSite &c, Op) {
  Place p = t.writablePlace(c.object);
  Type type = p.whole() ? p.cell->type : t.placeType(p);
  Value *rows = c.args.size() == 2 ? t.index(c.args[0]) : t.placeRows(p);
  Value *cols = c.args.size() == 2 ? t.index(c.args[1]) : t.placeCols(p);
  t.write(p, t.identity(rows, cols, type), c.range());
  return written(t, c);
}
Value *resize(Translator &t, const CallSite &c, Op) {
  Place p = t.writablePlace(c.object);
  if (!p.whole())
    unsupportedAt(c.loc(), c.range(), "resizing a part of a matrix");
  unsigned writes = p.cell->writes;
  fill(t, c, t.builder.integer(0), 0);
  p.cell->writes = writes; // makes room only
  return written(t, c);
}
Value *normalize(Translator &t, const CallSite &c, Op) {
  Place p = t.writablePlace(t.vectorwiseOperand(c.object));
  t.write(p, normalized(t, c, Op::Div), c.range());
  return written(t, c);
}
Value *transposeInPlace(Translator &t, const CallSite &c, Op) {
  Place p = t.writablePlace(c.object);
  t.write(p, t.transpose(t.read(p, c.range())), c.range());
  return written(t, c);
}
Value *swap(Translator &t, const CallSite &c, Op) {
  Place a = t.writablePlace(c.object), b = t.writablePlace(c.args[0]);
  Value *x = t.read(a, c.range()), *y = t.read(b, c.range());
  t.write(a, y, c.range());
  t.write(b, x, c.range());
  t.handovers.handOver(a);
  t.handovers.handOver(b);
  return written(t, c);
}

const llvm::StringMap<Row> &table() {
  static const llvm::StringMap<Row> rows = {
      // Coefficient-wise functions of one operand.
      {"exp", {unary, Op::Exp}},
      {"expm1", {unary, Op::Expm1}},
      {"log", {unary, Op::Log}},
      {"log1p", {unary, Op::Log1p}},
      {"log10", {unary, Op::Log10}},
      {"log2", {unary, Op::Log2}},
      {"sqrt", {unary, Op::Sqrt}},
      {"cwiseSqrt", {unary, Op::Sqrt}},
      {"square", {unary, Op::Square}},
      {"abs", {unary, Op::Abs}},
      {"cwiseAbs", {unary, Op::Abs}},
      {"abs2", {unary, Op::Square}},
      {"cwiseAbs2", {unary, Op::Square}},
      {"sign", {unary, Op::Sign}},
      {"cwiseSign", {unary, Op::Sign}},
      {"sin", {unary, Op::Sin}},
      {"cos", {unary, Op::Cos}},
      {"tan", {unary, Op::Tan}},
      {"asin", {unary, Op::Asin}},
      {"acos", {unary, Op::Acos}},
      {"atan", {unary, Op::Atan}},
      {"sinh", {unary, Op::Sinh}},
      {"cosh", {unary, Op::Cosh}},
      {"tanh", {unary, Op::Tanh}},
      {"asinh", {unary, Op::Asinh}},
      {"acosh", {unary, Op::Acosh}},
      {"atanh", {unary, Op::Atanh}},
      {"logistic", {unary, Op::Logistic}},
      {"erf", {unary, Op::Erf}},
      {"erfc", {unary, Op::Erfc}},
      {"lgamma", {unary, Op::Lgamma}},
      {"floor", {unary, Op::Floor}},
      {"ceil", {unary, Op::Ceil}},
      {"round", {unary, Op::Round}},
      {"rint", {unary, Op::Rint}},
      {"isNaN", {unary, Op::IsNan}},
      {"isInf", {unary, Op::IsInf}},
      {"isFinite", {unary, Op::IsFinite}},
      {"cube", {cube}},
      {"inverse", {inverse}},
      {"cwiseInverse", {inverse}},
      {"rsqrt", {rsqrt}},
      // Of two operands.
      {"cwiseProduct", {binary, Op::Mul}},
      {"cwiseQuotient", {binary, Op::Div}},
      {"cwiseMax", {binary, Op::Max}},
      {"cwiseMin", {binary, Op::Min}},
      {"max", {binary, Op::Max}},
      {"min", {binary, Op::Min}},
      {"pow", {pow}},
      {"cwiseEqual", {cwiseEqual}},
      {"cwiseNotEqual", {cwiseNotEqual}},
      {"select", {selectMember}},
      {"cast", {castMember}},
      // Reductions.
      {"sum", {reduction, Op::Sum}},
      {"prod", {reduction, Op::Prod}},
      {"norm", {reduction, Op::Norm}},
      {"stableNorm", {reduction, Op::Norm}},
      {"blueNorm", {reduction, Op::Norm}},
      {"hypotNorm", {reduction, Op::Norm}},
      {"maxCoeff", {extreme, Op::MaxCoeff}},
      {"minCoeff", {extreme, Op::MinCoeff}},
      {"mean", {mean}},
      {"squaredNorm", {squaredNorm}},
      {"lpNorm", {lpNorm}},
      {"trace", {trace}},
      {"dot", {dot}},
      {"count", {countMember}},
      {"any", {any}},
      {"all", {all}},
      {"allFinite", {allFinite}},
      {"hasNaN", {hasNaN}},
      // Shapes and conversions.
      {"rows", {rowsMember}},
      {"cols", {colsMember}},
      {"size", {sizeMember}},
      {"eval", {eval}},
      {"value", {single}},
      {"normalized", {normalized}},
      {"asDiagonal", {asDiagonal}},
      {"replicate", {replicate}},
      // Those that set their object.
      {"setZero", {setZero}},
      {"setOnes", {setOnes}},
      {"setConstant", {setConstant}},
      {"fill", {setConstant}},
      {"setIdentity", {setIdentity}},
      {"resize", {resize}},
      {"normalize", {normalize}},
      {"transposeInPlace", {transposeInPlace}},
      {"adjointInPlace", {transposeInPlace}},
      {"swap", {swap}},
  };
  return rows;
}

} // namespace

Value *Translator::along(const Vectorwise &w, Value *v) {
  v = asDense(v);
  // A column beside columns, a row beside rows; either may be 1 x 1.
  if (w.axis == Axis::Cols ? v->type.cols != 1 : v->type.rows != 1)
    unsupported(failing, w.axis == Axis::Cols ? "'colwise()' with a value that is no column"
                                              : "'rowwise()' with a value that is no row");
  return builder.broadcast(v, rowsOf(w.operand), colsOf(w.operand), w.operand->type);
}

const Expr *Translator::vectorwiseOperand(const Expr *e) const {
  auto *member = dyn_cast<CXXMemberCallExpr>(strip(e));
  return member && isEigenClass(e->getType(), "VectorwiseOp") ? site(member).object : e;
}

Vectorwise Translator::vectorwise(const Expr *e) {
  e = strip(e);
  if (auto binding = bindingOf(e); binding && binding->kind == Binding::Expression)
    return within(binding->deferred, [&](const Expr *init) { return vectorwise(init); });
  if (auto *memberCall = dyn_cast<CXXMemberCallExpr>(e)) {
    CallSite at = site(memberCall);
    if (at.name == "colwise")
      return {dense(at.object), Axis::Cols};
    if (at.name == "rowwise")
      return {dense(at.object), Axis::Rows};
  }
  unsupported(e->getSourceRange(), "this expression of columns or rows");
}

Value *Translator::eigenMember(const CallSite &call) {
  if (isSparse(call.object->getType()))
    return sparseMember(*this, call);
  if (auto iterated = iteratedPlace(*this, call))
    return read(*iterated, call.range());
  if (isa<CXXConversionDecl>(call.callee)) {
    Value *v = value(call.object);
    return typeOf(call.expr->getType()) && !typeOf(call.expr->getType())->dense
               ? asScalar(v, call.range())
               : v;
  }
  if (isView(call)) {
    auto upper = upperPart(call);
    auto base = place(call.object);
    if (!base)
      base = Place{nullptr, value(call.object), {}, false};
    return read(viewOf(call, *base), call.range());
  }
  const QualType objectType = call.object->getType();
  if (auto *inner = dyn_cast<CXXMemberCallExpr>(call.object);
      factorOf(objectType) || (inner && isEigenClass(objectType, "Transpose") && factorOf(site(inner).object->getType())))
    return decompositionMember(call);
  if (isEigenClass(objectType, "TriangularView") || isEigenClass(objectType, "SelfAdjointView"))
    if (call.name != "setZero" && call.name != "setConstant" && call.name != "fill" && call.name != "setOnes")
      return triangularMember(call);
  if (Value *result = nullptr; isDenseExpression(objectType) || isEigenClass(objectType, "VectorwiseOp"))
    if (structureMember(call, result) || lambdaMember(call, result) || predicateMember(call, result))
      return result;
  if (call.name == "finished" && isEigenClass(call.object->getType(), "CommaInitializer"))
    if (auto filled = assignment(call.object))
      return read(*filled, call.range());
  if (Value *stride = strideMember(*this, call))
    return stride;
  auto found = table().find(call.name);
  const bool vectorwiseObject = isEigenClass(call.object->getType(), "VectorwiseOp");
  if (found == table().end() ||
      (!vectorwiseObject && !isDenseExpression(call.object->getType()) && call.name != "rows" &&
       call.name != "cols" && call.name != "size" && !isEigenClass(objectType, "TriangularView"))) {
    std::string type;
    if (const CXXRecordDecl *record = recordOf(call.object->getType()))
      type = record->getNameAsString();
    unsupportedAt(call.loc(), call.range(),
                  "Eigen's '" + call.spelling() + "'" + (type.empty() ? "" : " of '" + type + "'"),
                  insteadOf(call.object->getType()));
  }
  return found->second.handler(*this, call, found->second.op);
}

} // namespace gateaux::frontend
