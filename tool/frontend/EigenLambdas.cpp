// SPDX-License-Identifier: Apache-2.0
//
// unaryExpr, binaryExpr and redux with a lambda of scalars. Its body is translated once, for
// scalars, and then applied to all coefficients at once.
#include "Jumps.h"
#include "Translator.h"

#include <clang/AST/ExprCXX.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What the body of a lambda computes from its parameters.
struct Body {
  Block block;
  std::vector<Value *> parameters;
  Value *result = nullptr;
};

const LambdaExpr *lambdaOf(const Expr *e) {
  e = Translator::strip(e);
  if (auto *construction = dyn_cast<CXXConstructExpr>(e); construction && construction->getNumArgs() == 1)
    e = Translator::strip(construction->getArg(0));
  return dyn_cast<LambdaExpr>(e);
}

/// An operation of scalars, for whole matrices where an operand has become one.
Value *lifted(Translator &t, const Operation &op, const std::vector<Value *> &operands, SourceRange range) {
  if (!op.blocks.empty())
    unsupported(range, "'" + std::string(info(op.kind).name) + "' in this lambda");
  bool dense = false;
  for (const Value *v : operands)
    dense = dense || v->type.dense;
  if (!dense)
    return t.builder.clone(op, operands)->result();
  if (op.kind == Op::Select)
    return t.select(operands[0], operands[1], operands[2]);
  if (op.kind == Op::Cast)
    return t.cast(operands[0], op.result()->type);
  if (op.kind == Op::StopGradient)
    return t.builder.create(op.kind, operands);
  if (!info(op.kind).is(ir::cwise))
    unsupported(range, "'" + std::string(info(op.kind).name) + "' of a parameter of this lambda");
  return t.cwise(op.kind, operands, op.attrs);
}

} // namespace

/// Translates the body with parameters that stand for any scalar.
static void translateBody(Translator &t, const LambdaExpr *lambda, ScalarKind kind, Body &body, Frame &callee) {
  const CXXMethodDecl *call = lambda->getCallOperator();
  if (lambda->isGenericLambda())
    unsupported(lambda->getSourceRange(), "generic lambda", {{"give its parameters their types", {}}});
  callee.function = call;
  callee.caller = t.frame;
  callee.bindings = t.frame->bindings;
  std::vector<std::pair<Cell *, Value *>> outer;
  for (const auto &[variable, binding] : t.frame->bindings)
    if (binding.kind == Binding::Variable)
      outer.push_back({binding.cell, binding.cell->value});
  for (const ParmVarDecl *p : call->parameters()) {
    auto type = typeOf(p->getType());
    if (!type || type->dense)
      unsupported(p->getSourceRange(), "lambda with a parameter that is no scalar");
    Function &f = t.builder.function();
    Value *v = f.addArgument(type->isReal() ? Type::real(kind) : *type, "");
    f.body.arguments.pop_back(); // it stands for a value that is there already
    body.parameters.push_back(v);
    Cell *cell = t.newCell(p->getNameAsString(), v->type, p->getLocation());
    cell->value = v;
    callee.bindings[p] = Binding::variable(cell);
  }
  struct Restore {
    Translator &t;
    Frame *frame;
    Block *block;
    ~Restore() {
      t.frame = frame;
      t.builder.setBlock(*block);
    }
  } restore{t, t.frame, &t.builder.block()};
  t.frame = &callee;
  t.builder.setBlock(body.block);
  callee.home = &body.block;
  const auto returned = typeOf(call->getReturnType());
  if (!returned || returned->dense)
    unsupported(lambda->getSourceRange(), "lambda that does not return a scalar");
  callee.self = restore.frame->self;
  callee.result = t.newCell("", *returned, call->getLocation());
  if (returnsEarly(lambda->getBody())) {
    callee.returned = t.newCell("returned", Type::boolean(), call->getLocation());
    callee.returned->value = t.builder.boolean(false);
  }
  for (const LambdaCapture &capture : lambda->captures())
    if (capture.capturesVariable())
      if (auto *variable = dyn_cast<VarDecl>(capture.getCapturedVar()); variable && variable->isInitCapture())
        t.declare(variable);
  t.statement(lambda->getBody());
  if (!callee.result->value)
    unsupported(lambda->getSourceRange(), "lambda that does not return at its end");
  for (auto [cell, value] : outer)
    if (cell->value != value)
      unsupported(lambda->getSourceRange(), "lambda that writes '" + cell->name + "'");
  body.result = callee.result->value;
}

/// The lambda applied to all coefficients of its arguments.
static Value *applied(Translator &t, const LambdaExpr *lambda, const std::vector<Value *> &args, SourceRange range) {
  Body body;
  Frame callee;
  translateBody(t, lambda, args[0]->type.scalar, body, callee);
  std::map<const Value *, Value *> known;
  for (size_t i = 0; i < args.size() && i < body.parameters.size(); ++i)
    known[body.parameters[i]] = args[i];
  auto mapped = [&](Value *v) {
    auto it = known.find(v);
    return it == known.end() ? v : it->second;
  };
  for (const auto &op : body.block.operations) {
    std::vector<Value *> operands;
    for (Value *v : op->operands)
      operands.push_back(mapped(v));
    t.builder.setLocation(op->loc);
    known[op->result()] = lifted(t, *op, operands, range);
  }
  Value *y = mapped(body.result);
  return y->type.dense ? y : t.filled(y, t.rowsOf(args[0]), t.colsOf(args[0]), args[0]->type.withScalar(y->type));
}

/// The reduction that a lambda of two scalars stands for.
static std::optional<Op> reductionOf(Translator &t, const LambdaExpr *lambda, ScalarKind kind) {
  Body body;
  Frame callee;
  translateBody(t, lambda, kind, body, callee);
  const Operation *op = body.result->def;
  if (!op || op->operands.size() != 2 || body.parameters.size() != 2)
    return std::nullopt;
  const auto &p = body.parameters;
  const bool both = (op->operands[0] == p[0] && op->operands[1] == p[1]) ||
                    (op->operands[0] == p[1] && op->operands[1] == p[0]);
  if (!both)
    return std::nullopt;
  switch (op->kind) {
  case Op::Add:
    return Op::Sum;
  case Op::Mul:
    return Op::Prod;
  case Op::Max:
    return Op::MaxCoeff;
  case Op::Min:
    return Op::MinCoeff;
  default:
    return std::nullopt;
  }
}

bool Translator::lambdaMember(const CallSite &call, Value *&result) {
  const bool unary = call.name == "unaryExpr" || call.name == "redux";
  if (!unary && call.name != "binaryExpr")
    return false;
  const LambdaExpr *lambda = call.args.empty() ? nullptr : lambdaOf(call.args.back());
  if (!lambda)
    unsupported(call.range(), "'" + call.spelling() + "' with a function that is no lambda",
                {{"write the function as a lambda in its place", {}}});
  if (call.name == "redux") {
    const bool vectorwiseObject = isEigenClass(call.object->getType(), "VectorwiseOp");
    Vectorwise w = vectorwiseObject ? vectorwise(call.object) : Vectorwise{value(call.object), Axis::All};
    auto kind = reductionOf(*this, lambda, w.operand->type.scalar);
    if (!kind)
      unsupported(lambda->getSourceRange(), "'redux' with this lambda",
                  {{"sums, products, maxima and minima of its two parameters are supported", {}}});
    result = reduce(*kind, w.operand, w.axis);
    return true;
  }
  Value *x = value(call.object);
  std::vector<Value *> args = {x};
  if (!unary)
    args.push_back(value(call.args[0]));
  result = applied(*this, lambda, args, call.range());
  return true;
}

} // namespace gateaux::frontend
