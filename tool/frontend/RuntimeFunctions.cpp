// SPDX-License-Identifier: Apache-2.0
//
// The functions of namespace gateaux that stand for one operation each: stop_gradient, and those of
// the support headers, so that the tool reads what it writes.
#include "Translator.h"
#include "ir/MatrixFunctions.h"

#include <llvm/ADT/StringMap.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

struct Row {
  Value *(*handler)(Translator &, const CallSite &, Op, Axis);
  Op op = Op::Constant;
  Axis axis = Axis::All;
};

Value *arg(Translator &t, const CallSite &c, unsigned i) {
  if (i >= c.args.size())
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' with these arguments");
  return t.value(c.args[i]);
}

Value *cwise(Translator &t, const CallSite &c, Op op, Axis) {
  std::vector<Value *> operands;
  for (unsigned i = 0; i < c.args.size(); ++i)
    operands.push_back(arg(t, c, i));
  return t.cwise(op, std::move(operands));
}

Value *reduce(Translator &t, const CallSite &c, Op op, Axis axis) {
  return t.reduce(op, arg(t, c, 0), axis);
}

Value *alongAxis(Translator &t, const CallSite &c, Op op, Axis axis) {
  std::vector<Value *> operands;
  for (unsigned i = 0; i < c.args.size(); ++i) {
    Value *v = arg(t, c, i);
    operands.push_back(i == 0 ? t.asDense(v) : v);
  }
  Attributes attrs;
  attrs.axis = axis;
  return t.op(op, std::move(operands), attrs);
}

Value *unpick(Translator &t, const CallSite &c, Op op, Axis axis) {
  Value *y = arg(t, c, 0), *position = arg(t, c, 1);
  Value *rows = t.index(c.args[2]), *cols = t.index(c.args[3]);
  Type type = Type::matrix(y->type.scalar, kDynamic, kDynamic);
  if (auto held = typeOf(c.expr->getType()); held && held->dense)
    type = *held;
  type.rowMajor = type.array = false;
  Attributes attrs;
  attrs.axis = axis;
  return t.builder.createTyped(op, type, {y, position, rows, cols}, attrs);
}

Value *digamma(Translator &t, const CallSite &c, Op op, Axis) {
  Attributes attrs;
  attrs.integer = 0;
  return t.op(op, {arg(t, c, 0)}, attrs);
}

Value *polygamma(Translator &t, const CallSite &c, Op op, Axis) {
  Value *order = arg(t, c, 0);
  if (!order->def || order->def->kind != Op::Constant || !order->def->attrs.integer)
    unsupportedAt(c.loc(), c.range(), "'polygamma' of an order that is not a constant");
  Attributes attrs;
  attrs.integer = *order->def->attrs.integer;
  return t.op(op, {arg(t, c, 1)}, attrs);
}

/// sized(x_bar, rows, cols) or, of a vector, sized(x_bar, size).
Value *sized(Translator &t, const CallSite &c, Op op, Axis) {
  Place p = t.writablePlace(c.args[0]);
  Value *x = t.read(p, c.range());
  if (!x->type.dense)
    return nullptr;
  Value *rows = t.index(c.args[1]), *cols = t.builder.integer(1);
  if (c.args.size() > 2)
    cols = t.index(c.args[2]);
  else if (x->type.isRow())
    std::swap(rows, cols);
  t.write(p, t.op(op, {x, rows, cols}), c.range());
  return nullptr;
}

/// assign(vector, x)
Value *assign(Translator &t, const CallSite &c, Op, Axis) {
  Value *x = arg(t, c, 1);
  t.write(t.writablePlace(c.args[0]), x, c.range());
  return nullptr;
}

/// repeat_column(x, cols), repeat_row(x, rows): `axis` is that along which the vector lies.
Value *repeat(Translator &t, const CallSite &c, Op, Axis axis) {
  Value *x = arg(t, c, 0), *count = t.index(c.args[1]);
  const bool column = axis == Axis::Rows;
  Type type = Type::matrix(x->type.scalar, column ? x->type.rows : kDynamic,
                           column ? kDynamic : x->type.cols);
  Value *rows = column ? t.builder.rows(x) : count;
  Value *cols = column ? count : t.builder.cols(x);
  return t.builder.broadcast(x, rows, cols, type);
}

/// sequence(start, count, step)
Value *sequence(Translator &t, const CallSite &c, Op op, Axis) {
  Value *start = t.index(c.args[0]), *count = t.index(c.args[1]), *step = t.index(c.args[2]);
  return t.builder.createTyped(op, Type::index().withShape(kDynamic, 1), {start, count, step});
}

/// exp_along(A, E), pow_along(A, E, exponent)
Value *along(Translator &t, const CallSite &c, Op op, Axis) {
  Attributes attrs;
  attrs.integer = matrixFunctionNamed(std::string_view(c.name.drop_back(std::size("_along") - 1)));
  std::vector<Value *> operands = {t.dense(c.args[0]), t.dense(c.args[1])};
  if (c.args.size() > 2)
    operands.push_back(t.scalar(c.args[2]));
  return t.op(op, operands, attrs);
}

const llvm::StringMap<Row> &table() {
  static const llvm::StringMap<Row> rows = {
      {"sequence", {sequence, Op::Sequence}},
      {"exp_along", {along, Op::MatrixFunctionAlong}},
      {"log_along", {along, Op::MatrixFunctionAlong}},
      {"sqrt_along", {along, Op::MatrixFunctionAlong}},
      {"sin_along", {along, Op::MatrixFunctionAlong}},
      {"cos_along", {along, Op::MatrixFunctionAlong}},
      {"sinh_along", {along, Op::MatrixFunctionAlong}},
      {"cosh_along", {along, Op::MatrixFunctionAlong}},
      {"pow_along", {along, Op::MatrixFunctionAlong}},
      {"stop_gradient", {cwise, Op::StopGradient}},
      {"exp", {cwise, Op::Exp}},
      {"tanh", {cwise, Op::Tanh}},
      {"logistic", {cwise, Op::Logistic}},
      {"softplus", {cwise, Op::Softplus}},
      {"erf", {cwise, Op::Erf}},
      {"sign", {cwise, Op::Sign}},
      {"safe_div", {cwise, Op::SafeDiv}},
      {"pow_log", {cwise, Op::PowLog}},
      {"cbrt", {cwise, Op::Cbrt}},
      {"exp2", {cwise, Op::Exp2}},
      {"erfc", {cwise, Op::Erfc}},
      {"lgamma", {cwise, Op::Lgamma}},
      {"tgamma", {cwise, Op::Tgamma}},
      {"trunc", {cwise, Op::Trunc}},
      {"pow", {cwise, Op::Pow}},
      {"atan2", {cwise, Op::Atan2}},
      {"hypot", {cwise, Op::Hypot}},
      {"fmod", {cwise, Op::Fmod}},
      {"remainder", {cwise, Op::Remainder}},
      {"copysign", {cwise, Op::Copysign}},
      {"repeat_column", {repeat, Op::Broadcast, Axis::Rows}},
      {"repeat_row", {repeat, Op::Broadcast, Axis::Cols}},
      {"digamma", {digamma, Op::Polygamma}},
      {"polygamma", {polygamma, Op::Polygamma}},
      {"sized", {sized, Op::Sized}},
      {"assign", {assign}},
      {"argmax", {reduce, Op::ArgMax}},
      {"argmax_colwise", {reduce, Op::ArgMax, Axis::Cols}},
      {"argmax_rowwise", {reduce, Op::ArgMax, Axis::Rows}},
      {"argmin", {reduce, Op::ArgMin}},
      {"argmin_colwise", {reduce, Op::ArgMin, Axis::Cols}},
      {"argmin_rowwise", {reduce, Op::ArgMin, Axis::Rows}},
      {"pick", {alongAxis, Op::Pick}},
      {"pick_colwise", {alongAxis, Op::Pick, Axis::Cols}},
      {"pick_rowwise", {alongAxis, Op::Pick, Axis::Rows}},
      {"unpick", {unpick, Op::Unpick}},
      {"unpick_colwise", {unpick, Op::Unpick, Axis::Cols}},
      {"unpick_rowwise", {unpick, Op::Unpick, Axis::Rows}},
      {"prod_others", {alongAxis, Op::ProdOthers}},
      {"prod_others_colwise", {alongAxis, Op::ProdOthers, Axis::Cols}},
      {"prod_others_rowwise", {alongAxis, Op::ProdOthers, Axis::Rows}},
      {"prod_pairs", {alongAxis, Op::ProdPairs}},
      {"prod_pairs_colwise", {alongAxis, Op::ProdPairs, Axis::Cols}},
      {"prod_pairs_rowwise", {alongAxis, Op::ProdPairs, Axis::Rows}},
  };
  return rows;
}

} // namespace

bool Translator::isRuntimeFunction(const FunctionDecl *callee) const {
  auto *space = dyn_cast<NamespaceDecl>(callee->getDeclContext()->getRedeclContext());
  return space && space->getName() == "gateaux" &&
         space->getDeclContext()->getRedeclContext()->isTranslationUnit() &&
         callee->getIdentifier() && table().find(callee->getName()) != table().end();
}

Value *Translator::runtimeFunction(const CallSite &call) {
  const Row &row = table().find(call.name)->second;
  return row.handler(*this, call, row.op, row.axis);
}

} // namespace gateaux::frontend
