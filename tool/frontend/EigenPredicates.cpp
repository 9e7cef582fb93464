// SPDX-License-Identifier: Apache-2.0
//
// Members of Eigen's dense classes that say whether something holds, up to a precision. They are
// constants for derivatives, as conditions are.
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The precision that is given, or Eigen's.
Value *precision(Translator &t, const CallSite &call, unsigned at, const Type &type) {
  if (at < call.args.size())
    return t.cast(t.scalar(call.args[at]), type.element());
  return t.builder.constant(type.scalar == ScalarKind::F32 ? 1e-5 : 1e-12, type.scalar);
}

/// True where all coefficients of a value are.
Value *all(Translator &t, Value *holds) {
  if (!holds->type.dense)
    return holds;
  Value *count = t.reduce(Op::Sum, t.cast(holds, Type::f64()), Axis::All);
  return t.compare(Predicate::Eq, t.cast(count, Type::index()), t.sizeOf(holds));
}

Value *squared(Translator &t, Value *x) { return t.op(Op::Dot, {x, x}); }

/// |x - y| <= p min(|x|, |y|), in the Euclidean norm.
Value *close(Translator &t, Value *x, Value *y, Value *p) {
  if (!x->type.isReal())
    return all(t, t.compare(Predicate::Eq, x, y));
  Value *least = t.op(Op::Min, {squared(t, x), squared(t, y)});
  return t.compare(Predicate::Le, squared(t, t.sub(x, y)),
                   t.op(Op::Mul, {t.op(Op::Square, {p}), least}));
}

/// The same coefficient by coefficient, with the number `y` for all of them.
Value *closeToNumber(Translator &t, Value *x, Value *y, Value *p) {
  Value *least = t.cwise(Op::Min, {t.op(Op::Abs, {x}), t.op(Op::Abs, {y})});
  Value *distance = t.op(Op::Abs, {t.cwise(Op::Sub, {x, y})});
  return all(t, t.compare(Predicate::Le, distance, t.cwise(Op::Mul, {p, least})));
}

} // namespace

bool Translator::predicateMember(const CallSite &call, Value *&result) {
  const llvm::StringRef name = call.name;
  auto object = [&] { return dense(call.object); };
  auto argument = [&](unsigned i) {
    if (i >= call.args.size())
      unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' with these arguments");
    return value(call.args[i]);
  };
  if (name == "nonZeros") { // of a dense object all count
    result = sizeOf(object());
  } else if (name == "isApprox") {
    Value *x = object();
    result = close(*this, x, conform(argument(0), x->type, call.range()),
                   precision(*this, call, 1, x->type));
  } else if (name == "isMuchSmallerThan") {
    Value *x = object(), *y = argument(0);
    Value *p = precision(*this, call, 1, x->type);
    Value *bound = y->type.dense ? squared(*this, y) : op(Op::Square, {cast(y, x->type.element())});
    result = compare(Predicate::Le, squared(*this, x), op(Op::Mul, {op(Op::Square, {p}), bound}));
  } else if (name == "isZero") {
    Value *x = object();
    result =
        all(*this, compare(Predicate::Le, op(Op::Abs, {x}), precision(*this, call, 0, x->type)));
  } else if (name == "isOnes") {
    Value *x = object();
    result = closeToNumber(*this, x, builder.constant(1, x->type.scalar),
                           precision(*this, call, 0, x->type));
  } else if (name == "isConstant" || name == "isApproxToConstant") {
    Value *x = object(), *y = cast(scalar(call.args[0]), x->type.element());
    result = closeToNumber(*this, x, y, precision(*this, call, 1, x->type));
  } else if (name == "isIdentity") {
    Value *x = object(), *p = precision(*this, call, 0, x->type);
    Value *distance = op(Op::Abs, {sub(x, identity(rowsOf(x), colsOf(x), x->type))});
    result = all(*this, compare(Predicate::Le, distance, p));
  } else if (name == "isOrthogonal") {
    Value *x = object(), *y = conform(argument(0), x->type, call.range());
    Value *bound = op(Op::Mul, {squared(*this, x), squared(*this, y)});
    Value *p = op(Op::Square, {precision(*this, call, 1, x->type)});
    result = compare(Predicate::Le, op(Op::Square, {op(Op::Dot, {x, y})}), op(Op::Mul, {p, bound}));
  } else {
    return false;
  }
  return true;
}

} // namespace gateaux::frontend
