// SPDX-License-Identifier: Apache-2.0
//
// The spellings of coefficient-wise functions.
#include "Expressions.h"

#include <stdexcept>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

/// How a function is spelled for a scalar and for an array. An array spelling that begins with a
/// dot is a member; any other is a function of the support library.
struct Spelling {
  const char *scalar;
  const char *array;
};

Spelling spelling(Op op) {
  switch (op) {
  case Op::Square: return {"", ".square"};
  case Op::Sqrt: return {"std::sqrt", ".sqrt"};
  case Op::Cbrt: return {"std::cbrt", "gateaux::cbrt"};
  case Op::Exp: return {"std::exp", "gateaux::exp"};
  case Op::Exp2: return {"std::exp2", "gateaux::exp2"};
  case Op::Expm1: return {"std::expm1", ".expm1"};
  case Op::Log: return {"std::log", ".log"};
  case Op::Log1p: return {"std::log1p", ".log1p"};
  case Op::Log2: return {"std::log2", ".log2"};
  case Op::Log10: return {"std::log10", ".log10"};
  case Op::Sin: return {"std::sin", ".sin"};
  case Op::Cos: return {"std::cos", ".cos"};
  case Op::Tan: return {"std::tan", ".tan"};
  case Op::Asin: return {"std::asin", ".asin"};
  case Op::Acos: return {"std::acos", ".acos"};
  case Op::Atan: return {"std::atan", ".atan"};
  case Op::Sinh: return {"std::sinh", ".sinh"};
  case Op::Cosh: return {"std::cosh", ".cosh"};
  case Op::Tanh: return {"std::tanh", "gateaux::tanh"};
  case Op::Asinh: return {"std::asinh", ".asinh"};
  case Op::Acosh: return {"std::acosh", ".acosh"};
  case Op::Atanh: return {"std::atanh", ".atanh"};
  case Op::Erf: return {"std::erf", "gateaux::erf"};
  case Op::Erfc: return {"std::erfc", "gateaux::erfc"};
  case Op::Lgamma: return {"std::lgamma", "gateaux::lgamma"};
  case Op::Tgamma: return {"std::tgamma", "gateaux::tgamma"};
  case Op::Logistic: return {"gateaux::logistic", "gateaux::logistic"};
  case Op::Softplus: return {"gateaux::softplus", "gateaux::softplus"};
  case Op::Abs: return {"std::abs", ".abs"};
  case Op::Sign: return {"gateaux::sign", "gateaux::sign"};
  case Op::Floor: return {"std::floor", ".floor"};
  case Op::Ceil: return {"std::ceil", ".ceil"};
  case Op::Round: return {"std::round", ".round"};
  case Op::Rint: return {"std::rint", ".rint"};
  case Op::Trunc: return {"std::trunc", "gateaux::trunc"};
  case Op::IsNan: return {"std::isnan", ".isNaN"};
  case Op::IsInf: return {"std::isinf", ".isInf"};
  case Op::IsFinite: return {"std::isfinite", ".isFinite"};
  case Op::Max: return {"std::max", ".max"};
  case Op::Min: return {"std::min", ".min"};
  case Op::Pow: return {"std::pow", "gateaux::pow"};
  case Op::PowLog: return {"gateaux::pow_log", "gateaux::pow_log"};
  case Op::SafeDiv: return {"gateaux::safe_div", "gateaux::safe_div"};
  case Op::Atan2: return {"std::atan2", "gateaux::atan2"};
  case Op::Hypot: return {"std::hypot", "gateaux::hypot"};
  case Op::Fmod: return {"std::fmod", "gateaux::fmod"};
  case Op::Remainder: return {"std::remainder", "gateaux::remainder"};
  case Op::Copysign: return {"std::copysign", "gateaux::copysign"};
  default:
    throw std::logic_error("no spelling for operation '" + std::string(ir::info(op).name) + "'");
  }
}

} // namespace

Text Expressions::unary(const Operation &op, World) const {
  const bool dense = op.result()->type.dense;
  const World w = dense ? World::Array : World::Scalar;
  const Value *a = op.operand(0);
  if (op.kind == Op::Square && !dense)
    return {at(a, kUnary) + " * " + at(a, kUnary), kMultiplicative};
  if (op.kind == Op::Polygamma) {
    std::string x = value(a, w).s;
    if (*op.attrs.integer == 0)
      return {"gateaux::digamma(" + x + ")", kPrimary, w};
    return {"gateaux::polygamma(" + std::to_string(*op.attrs.integer) + ", " + x + ")", kPrimary,
            w};
  }
  const Spelling s = spelling(op.kind);
  std::string name = dense ? s.array : s.scalar;
  if (!dense && op.result()->type.isInteger() && (op.kind == Op::Max || op.kind == Op::Min))
    name += "<" + op.result()->type.spelling + ">"; // literals and extents have types of their own
  if (op.operands.size() == 1)
    return name[0] == '.' ? Text{at(a, kPrimary, w) + name + "()", kPrimary, w}
                          : Text{name + "(" + value(a, w).s + ")", kPrimary, w};
  const Value *b = op.operand(1);
  if (dense && op.kind == Op::Pow && a->type.dense && !b->type.dense)
    return {at(a, kPrimary, w) + ".pow(" + value(b).s + ")", kPrimary, w};
  // A member belongs to an array: max and min may exchange their operands.
  if (dense && name[0] == '.' && !a->type.dense)
    std::swap(a, b);
  World wa = a->type.dense ? w : World::Scalar, wb = b->type.dense ? w : World::Scalar;
  if (name[0] == '.')
    return {at(a, kPrimary, wa) + name + "(" + value(b, wb).s + ")", kPrimary, w};
  return {name + "(" + value(a, wa).s + ", " + value(b, wb).s + ")", kPrimary, w};
}

} // namespace gateaux::emit
