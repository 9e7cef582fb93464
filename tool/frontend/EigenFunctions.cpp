// SPDX-License-Identifier: Apache-2.0
//
// Free and static functions of Eigen's, and its constructors.
#include "Ranges.h"
#include "SvdOptions.h"
#include "Translator.h"
#include "Workspaces.h"

#include <llvm/ADT/StringMap.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

struct Row {
  Value *(*handler)(Translator &, const CallSite &, Op);
  Op op = Op::Constant;
};

Value *arg(Translator &t, const CallSite &c, unsigned i) {
  if (i >= c.args.size())
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' with these arguments");
  return t.value(c.args[i]);
}

Value *unary(Translator &t, const CallSite &c, Op op) { return t.cwise(op, {arg(t, c, 0)}); }

Value *binary(Translator &t, const CallSite &c, Op op) {
  Value *a = arg(t, c, 0);
  return t.cwise(op, {a, arg(t, c, 1)});
}

Value *pow(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  return t.power(x, arg(t, c, 1));
}

Value *cube(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  return t.op(Op::Mul, {t.op(Op::Square, {x}), x});
}

Value *inverse(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  return t.op(Op::Div, {t.builder.constant(1, x->type.scalar), x});
}

Value *rsqrt(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  return t.op(Op::Div, {t.builder.constant(1, x->type.scalar), t.op(Op::Sqrt, {x})});
}

Value *same(Translator &t, const CallSite &c, Op) { return arg(t, c, 0); }

/// Static functions of a class: Eigen::MatrixXd::Zero(r, c). The class tells the type.
struct Nullary {
  Type type;
  Value *rows;
  Value *cols;
};

Nullary nullary(Translator &t, const CallSite &c, unsigned trailing) {
  // A member of DenseBase<Derived> or MatrixBase<Derived>.
  auto *method = dyn_cast<CXXMethodDecl>(c.callee);
  const ClassTemplateSpecializationDecl *spec =
      method ? dyn_cast<ClassTemplateSpecializationDecl>(method->getParent()) : nullptr;
  std::optional<Type> type;
  if (spec && spec->getTemplateArgs().size() > 0 &&
      spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    type = typeOf(spec->getTemplateArgs()[0].getAsType());
  if (!type || c.args.size() < trailing)
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' of this class");
  Nullary n{*type, nullptr, nullptr};
  unsigned sizes = c.args.size() - trailing;
  if (sizes == 2) {
    n.rows = t.index(c.args[0]);
    n.cols = t.index(c.args[1]);
  } else if (sizes == 1) {
    Value *size = t.index(c.args[0]), *one = t.builder.integer(1);
    n.rows = type->isRow() ? one : size;
    n.cols = type->isRow() ? size : one;
  } else {
    n.rows = t.builder.integer(type->rows);
    n.cols = t.builder.integer(type->cols);
  }
  return n;
}

Value *filledWith(Translator &t, const Nullary &n, Value *coefficient) {
  return t.filled(t.cast(coefficient, n.type.element()), n.rows, n.cols, n.type);
}
Value *zero(Translator &t, const CallSite &c, Op) {
  return filledWith(t, nullary(t, c, 0), t.builder.integer(0));
}
Value *ones(Translator &t, const CallSite &c, Op) {
  return filledWith(t, nullary(t, c, 0), t.builder.integer(1));
}
Value *constant(Translator &t, const CallSite &c, Op) {
  Nullary n = nullary(t, c, 1);
  return filledWith(t, n, t.scalar(c.args.back()));
}
Value *identity(Translator &t, const CallSite &c, Op) {
  Nullary n = nullary(t, c, 0);
  return t.identity(n.rows, n.cols, n.type);
}

const llvm::StringMap<Row> &table() {
  static const llvm::StringMap<Row> rows = {
      {"exp", {unary, Op::Exp}},
      {"expm1", {unary, Op::Expm1}},
      {"log", {unary, Op::Log}},
      {"log1p", {unary, Op::Log1p}},
      {"log10", {unary, Op::Log10}},
      {"log2", {unary, Op::Log2}},
      {"sqrt", {unary, Op::Sqrt}},
      {"square", {unary, Op::Square}},
      {"abs", {unary, Op::Abs}},
      {"abs2", {unary, Op::Square}},
      {"sign", {unary, Op::Sign}},
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
      {"isnan", {unary, Op::IsNan}},
      {"isinf", {unary, Op::IsInf}},
      {"isfinite", {unary, Op::IsFinite}},
      {"atan2", {binary, Op::Atan2}},
      {"pow", {pow}},
      {"cube", {cube}},
      {"inverse", {inverse}},
      {"rsqrt", {rsqrt}},
      {"maxi", {binary, Op::Max}},
      {"mini", {binary, Op::Min}},
      {"real", {same}},
      {"conj", {same}},
      {"Zero", {zero}},
      {"Ones", {ones}},
      {"Constant", {constant}},
      {"Identity", {identity}},
  };
  return rows;
}

} // namespace

Value *Translator::filled(Value *coefficient, Value *rows, Value *cols, Type type) {
  refine(type, rows, cols);
  type.rowMajor = false;
  return builder.broadcast(coefficient, rows, cols, type);
}

Value *Translator::eigenFunction(const CallSite &call) {
  if (call.name == "Random" || call.name == "LinSpaced" || call.name.starts_with("Unit")) {
    const unsigned trailing = call.name == "LinSpaced" ? 2 : call.name == "Unit" ? 1 : 0;
    Nullary n = nullary(*this, call, trailing);
    Value *result = nullptr;
    if (structureFunction(call, n.type, n.rows, n.cols, result))
      return result;
  }
  if (call.name == "NullaryExpr") {
    Nullary n = nullary(*this, call, 1);
    return fromPositions(call, n.type, n.rows, n.cols);
  }
  auto found = table().find(call.name);
  if (found == table().end())
    unsupportedAt(call.loc(), call.range(), "Eigen's '" + call.spelling() + "'");
  return found->second.handler(*this, call, found->second.op);
}

Value *Translator::fromLists(const InitListExpr *lists, Type type) {
  // {{a, b}, {c, d}}: rows; of a vector, one list of its coefficients.
  std::vector<std::vector<const Expr *>> rows;
  for (const Expr *init : lists->inits()) {
    const InitListExpr *list = bracedList(init);
    if (!list)
      unsupported(init->getSourceRange(), "this initialiser list");
    rows.emplace_back(list->inits().begin(), list->inits().end());
    if (rows.back().size() != rows.front().size())
      unsupported(init->getSourceRange(), "an initialiser list with rows of several lengths");
  }
  const bool vector = type.isColumn() && rows.size() == 1;
  const int64_t height = static_cast<int64_t>(vector ? rows[0].size() : rows.size());
  const int64_t width = static_cast<int64_t>(vector || rows.empty() ? 1 : rows[0].size());
  Value *v = filled(cast(builder.integer(0), type.element()), builder.integer(height),
                    builder.integer(width), type);
  for (size_t i = 0; i < rows.size(); ++i)
    for (size_t j = 0; j < rows[i].size(); ++j) {
      Value *row = builder.integer(static_cast<int64_t>(vector ? j : i));
      Value *col = builder.integer(static_cast<int64_t>(vector ? 0 : j));
      v = op(Op::Update, {v, row, col, cast(scalar(rows[i][j]), type.element())});
    }
  return v;
}

Value *Translator::eigenConstruct(const CXXConstructExpr *e) {
  std::vector<const Expr *> args;
  for (const Expr *argument : e->arguments())
    if (!isa<CXXDefaultArgExpr>(argument))
      args.push_back(argument);
  auto type = typeOf(e->getType());
  if (!type) { // the copy of an expression object
    if (isEigenClass(e->getType(), "Replicate") && args.size() == 3) {
      Value *x = dense(args[0]), *down = index(args[1]), *right = index(args[2]);
      if (x->type.isColumn() && down->def && down->def->attrs.integer == 1)
        return builder.broadcast(x, rowsOf(x), right, x->type.withShape(x->type.rows, kDynamic));
    }
    if (args.size() == 1 && isEigen(args[0]->getType()))
      return value(args[0]);
    unsupported(e->getSourceRange(), "object of type '" + e->getType().getAsString() + "'");
  }
  if (type->isFactor()) {
    if (args.empty() || isNumberType(args[0]->getType()))
      unsupported(e->getSourceRange(), "a decomposition without a matrix here",
                  {{"give the matrix where the decomposition is declared", {}}});
    if (factorOf(args[0]->getType()))
      return value(args[0]);
    Value *factor = factorize(dense(args[0]), type->factor);
    noteSvdOptions(factor, llvm::ArrayRef(args).drop_front(), context);
    if (isInPlace(e->getType()))
      overwrite(args[0], factor);
    return factor;
  }
  if (args.empty())
    return filled(cast(builder.integer(0), type->element()),
                  builder.integer(std::max(type->rows, 0)),
                  builder.integer(std::max(type->cols, 0)), *type);
  if (args.size() == 1 && (isEigen(args[0]->getType()) || isGeometry(args[0]->getType())))
    return conform(value(args[0]), *type, e->getSourceRange());
  if (isEigenClass(e->getType(), "Map")) {
    if (auto p = mapPlace(*this, e))
      return read(*p, e->getSourceRange());
    unsupported(e->getSourceRange(), "'Eigen::Map' over a pointer");
  }
  if (isEigenClass(e->getType(), "Matrix") && args.size() == 1 && type->isFixed() && type->rows * type->cols != 1 &&
      args[0]->getType()->isIntegerType()) // of that many coefficients
    return filled(cast(builder.integer(0), type->element()), builder.integer(type->rows), builder.integer(type->cols),
                  *type);
  if (isUninitialised(e)) {
    Value *first = index(args[0]);
    Value *second = args.size() > 1 ? index(args[1]) : builder.integer(1);
    if (args.size() == 1 && type->isRow())
      std::swap(first, second);
    return filled(cast(builder.integer(0), type->element()), first, second, *type);
  }
  if (const InitListExpr *lists = args.size() == 1 ? bracedList(args[0]) : nullptr)
    return fromLists(lists, *type);
  for (const Expr *argument : args)
    if (!isNumberType(argument->getType()))
      unsupported(argument->getSourceRange(), "constructing '" + e->getType().getAsString() +
                                                  "' from '" + argument->getType().getAsString() +
                                                  "'");
  // The coefficients of a fixed-size vector.
  if (!type->isFixed() || (type->rows != 1 && type->cols != 1) ||
      static_cast<int>(args.size()) != type->rows * type->cols)
    unsupported(e->getSourceRange(),
                "constructing '" + e->getType().getAsString() + "' from these arguments");
  Value *v = filled(cast(builder.integer(0), type->element()), builder.integer(type->rows),
                    builder.integer(type->cols), *type);
  for (size_t i = 0; i < args.size(); ++i) {
    Value *at = builder.integer(static_cast<int64_t>(i)), *zero = builder.integer(0);
    Value *coefficient = cast(scalar(args[i]), type->element());
    v = op(Op::Update, {v, type->cols == 1 ? at : zero, type->cols == 1 ? zero : at, coefficient});
  }
  return v;
}

} // namespace gateaux::frontend
