// SPDX-License-Identifier: Apache-2.0
//
// <cmath> and the functions of <algorithm> on scalars.
#include "Ranges.h"
#include "Translator.h"

#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/StringMap.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

struct Row {
  Value *(*handler)(Translator &, const CallSite &, Op);
  Op op = Op::Constant;
};

Type resultType(const CallSite &c) {
  auto type = typeOf(c.expr->getType());
  if (!type)
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' of this type");
  return *type;
}

/// An argument, converted to the type of the result: integers promote to double.
Value *arg(Translator &t, const CallSite &c, unsigned i) {
  if (i >= c.args.size())
    unsupportedAt(c.loc(), c.range(), "'" + c.spelling() + "' with these arguments");
  return t.cast(t.scalar(c.args[i]), resultType(c));
}

Value *unary(Translator &t, const CallSite &c, Op op) { return t.op(op, {arg(t, c, 0)}); }

Value *binary(Translator &t, const CallSite &c, Op op) {
  Value *a = arg(t, c, 0);
  return t.op(op, {a, arg(t, c, 1)});
}

Value *classify(Translator &t, const CallSite &c, Op op) { return t.op(op, {t.scalar(c.args[0])}); }

Value *pow(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  return t.power(x, arg(t, c, 1));
}

Value *fma(Translator &t, const CallSite &c, Op) {
  Value *a = arg(t, c, 0), *b = arg(t, c, 1);
  return t.add(t.op(Op::Mul, {a, b}), arg(t, c, 2));
}

Value *fdim(Translator &t, const CallSite &c, Op) {
  Value *a = arg(t, c, 0);
  Value *difference = t.sub(a, arg(t, c, 1));
  return t.op(Op::Max, {difference, t.cast(t.builder.integer(0), difference->type)});
}

Value *hypot(Translator &t, const CallSite &c, Op) {
  Value *a = arg(t, c, 0);
  Value *two = t.op(Op::Hypot, {a, arg(t, c, 1)});
  return c.args.size() == 3 ? t.op(Op::Hypot, {two, arg(t, c, 2)}) : two;
}

Value *extreme(Translator &t, const CallSite &c, Op op) {
  const std::string ofList = "'" + c.spelling() + "' of a list";
  if (c.args.size() == 1) { // std::max({a, b, c})
    auto *items = bracedList(c.args[0]);
    if (!items || items->getNumInits() == 0)
      unsupportedAt(c.loc(), c.range(), ofList);
    Value *v = t.scalar(items->getInit(0));
    for (unsigned i = 1; i < items->getNumInits(); ++i)
      v = t.op(op, {v, t.scalar(items->getInit(i))});
    return v;
  }
  if (c.args.size() == 3) // with a comparison: as it is written there
    return t.call(c);
  if (bracedList(c.args[0]))
    unsupportedAt(c.loc(), c.range(), ofList);
  return binary(t, c, op);
}

Value *clamp(Translator &t, const CallSite &c, Op) {
  if (c.args.size() == 4)
    return t.call(c);
  Value *x = arg(t, c, 0), *low = arg(t, c, 1);
  Value *raised = t.op(Op::Max, {x, low});
  return t.op(Op::Min, {raised, arg(t, c, 2)});
}

Value *signbit(Translator &t, const CallSite &c, Op) {
  Value *x = t.scalar(c.args[0]);
  Value *one = t.cast(t.builder.integer(1), x->type);
  return t.compare(Predicate::Lt, t.op(Op::Copysign, {one, x}),
                   t.cast(t.builder.integer(0), x->type));
}

/// x times a power of two.
Value *scaled(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  return t.op(Op::Mul, {x, t.op(Op::Exp2, {t.cast(t.scalar(c.args[1]), x->type)})});
}

/// The nearest integer, as an integer.
Value *rounded(Translator &t, const CallSite &c, Op op) {
  auto type = typeOf(c.expr->getType());
  return t.cast(t.op(op, {t.scalar(c.args[0])}), *type);
}

/// The fraction of x; its integer part goes to where a pointer points.
Value *modf(Translator &t, const CallSite &c, Op) {
  Value *x = arg(t, c, 0);
  auto pointer = t.pointerOf(c.args[1]);
  auto target = pointer ? t.follow(*pointer, c.args[1]->getSourceRange()) : std::nullopt;
  auto place = target ? t.placeOf(*target) : std::nullopt;
  if (!place)
    unsupportedAt(c.loc(), c.range(), "'modf' into this pointer");
  Value *whole = t.op(Op::Trunc, {x});
  t.write(*place, whole, c.range());
  return t.op(Op::Sub, {x, whole});
}

/// std::swap exchanges what two places hold; std::move and std::forward give their argument.
Value *swap(Translator &t, const CallSite &c, Op) {
  if (isPointer(c.args[0]->getType())) {
    auto a = t.pointerOf(c.args[0]), b = t.pointerOf(c.args[1]);
    if (!a || !b)
      unsupported(c.range(), "pointer");
    const Binding kept = newPointer(t, "", c.loc());
    t.copyThing(kept, *a, c.range());
    if (!setElement(t, c.args[0], *b, c.range()))
      t.copyThing(*a, *b, c.range());
    const Binding first = held(t, kept);
    if (!setElement(t, c.args[1], first, c.range()))
      t.copyThing(*b, first, c.range());
    return nullptr;
  }
  auto first = t.thing(c.args[0]), second = t.thing(c.args[1]);
  if (first && second) {
    swapThings(t, c.args[0]->getType(), *first, *second, c.range());
    return nullptr;
  }
  Place a = t.writablePlace(c.args[0]), b = t.writablePlace(c.args[1]);
  Value *x = t.read(a, c.range()), *y = t.read(b, c.range());
  t.write(a, y, c.range());
  t.write(b, x, c.range());
  t.handovers.handOver(a);
  t.handovers.handOver(b);
  return nullptr;
}
Value *same(Translator &t, const CallSite &c, Op) { return t.value(c.args[0]); }
Value *move(Translator &t, const CallSite &c, Op) {
  Value *x = t.value(c.args[0]);
  if (c.args[0]->getType().isConstQualified())
    return x;
  if (auto p = t.place(c.args[0]))
    takeOver(t, Binding::reference(*p), c.range());
  return x;
}

const llvm::StringMap<Row> &table() {
  static const llvm::StringMap<Row> rows = {
      {"sqrt", {unary, Op::Sqrt}},
      {"cbrt", {unary, Op::Cbrt}},
      {"exp", {unary, Op::Exp}},
      {"exp2", {unary, Op::Exp2}},
      {"expm1", {unary, Op::Expm1}},
      {"log", {unary, Op::Log}},
      {"log1p", {unary, Op::Log1p}},
      {"log2", {unary, Op::Log2}},
      {"log10", {unary, Op::Log10}},
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
      {"erf", {unary, Op::Erf}},
      {"erfc", {unary, Op::Erfc}},
      {"lgamma", {unary, Op::Lgamma}},
      {"tgamma", {unary, Op::Tgamma}},
      {"abs", {unary, Op::Abs}},
      {"fabs", {unary, Op::Abs}},
      {"labs", {unary, Op::Abs}},
      {"llabs", {unary, Op::Abs}},
      {"floor", {unary, Op::Floor}},
      {"ceil", {unary, Op::Ceil}},
      {"round", {unary, Op::Round}},
      {"rint", {unary, Op::Rint}},
      {"nearbyint", {unary, Op::Rint}},
      {"trunc", {unary, Op::Trunc}},
      {"pow", {pow}},
      {"atan2", {binary, Op::Atan2}},
      {"hypot", {hypot}},
      {"fmod", {binary, Op::Fmod}},
      {"remainder", {binary, Op::Remainder}},
      {"copysign", {binary, Op::Copysign}},
      {"fmax", {binary, Op::Max}},
      {"fmin", {binary, Op::Min}},
      {"max", {extreme, Op::Max}},
      {"min", {extreme, Op::Min}},
      {"clamp", {clamp}},
      {"fma", {fma}},
      {"fdim", {fdim}},
      {"ldexp", {scaled}},
      {"scalbn", {scaled}},
      {"scalbln", {scaled}},
      {"modf", {modf}},
      {"lround", {rounded, Op::Round}},
      {"llround", {rounded, Op::Round}},
      {"lrint", {rounded, Op::Rint}},
      {"llrint", {rounded, Op::Rint}},
      {"isnan", {classify, Op::IsNan}},
      {"isinf", {classify, Op::IsInf}},
      {"isfinite", {classify, Op::IsFinite}},
      {"signbit", {signbit}},
      {"swap", {swap}},
      {"move", {move}},
      {"forward", {same}},
      {"as_const", {same}},
  };
  return rows;
}

/// sqrtf and the like: the C names of the functions of float.
StringRef withoutSuffix(StringRef name, const FunctionDecl *callee) {
  if (name.ends_with("f") && table().find(name) == table().end() &&
      callee->getReturnType()->isSpecificBuiltinType(BuiltinType::Float) &&
      table().find(name.drop_back()) != table().end())
    return name.drop_back();
  return name.consume_front("__builtin_") ? withoutSuffix(name, callee) : name;
}

} // namespace

bool Translator::isCMath(const FunctionDecl *callee) const {
  if (!callee->getIdentifier() || isa<CXXMethodDecl>(callee))
    return false;
  const bool global = callee->getDeclContext()->getRedeclContext()->isTranslationUnit();
  if (!callee->isInStdNamespace() &&
      !(global && (callee->getBuiltinID() != 0 ||
                   context.getSourceManager().isInSystemHeader(callee->getLocation()))))
    return false;
  return table().find(withoutSuffix(callee->getName(), callee)) != table().end();
}

Value *Translator::cmath(const CallSite &call) {
  const Row &row = table().find(withoutSuffix(call.name, call.callee))->second;
  const bool scalarResult = call.expr->getType()->isArithmeticType();
  if (row.handler != same && row.handler != move && row.handler != swap && !scalarResult)
    unsupportedAt(call.loc(), call.range(),
                  "'std::" + call.spelling() + "' of '" + call.expr->getType().getAsString() + "'");
  return row.handler(*this, call, row.op);
}

Value *Translator::power(Value *x, Value *exponent) {
  const Operation *def = exponent->def;
  if (def && def->kind == Op::Constant && !exponent->type.dense) {
    double p = def->attrs.number ? *def->attrs.number : static_cast<double>(*def->attrs.integer);
    if (p == 1)
      return x;
    if (p == 2)
      return op(Op::Square, {x});
    if (p == 3)
      return op(Op::Mul, {op(Op::Square, {x}), x});
    if (p == 0.5)
      return op(Op::Sqrt, {x});
    if (p == -1)
      return op(Op::Div, {builder.constant(1, x->type.scalar), x});
  }
  return cwise(Op::Pow, {x, exponent});
}

} // namespace gateaux::frontend
