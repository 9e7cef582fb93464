// SPDX-License-Identifier: Apache-2.0
#include "Expressions.h"

#include "../ir/Printer.h"
#include "Emit.h"
#include "../ir/Spelling.h"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace gateaux::emit {

using ir::Axis;
using ir::Op;
using ir::Operation;
using ir::Value;

std::string parenthesised(const Text &t, int precedence) {
  return t.precedence < precedence ? "(" + t.s + ")" : t.s;
}

Text toWorld(Text t, World want) {
  if (want == World::Any || t.world == want || t.world == World::Scalar || t.world == World::Any)
    return t;
  const char *member = want == World::Array ? ".array()" : ".matrix()";
  // array() and matrix() undo each other.
  const std::string other = want == World::Array ? ".matrix()" : ".array()";
  if (t.precedence == kPrimary && t.s.size() > other.size() && t.s.ends_with(other))
    return {t.s.substr(0, t.s.size() - other.size()), kPrimary, want};
  return {parenthesised(t, kPrimary) + member, kPrimary, want};
}

std::string storedType(const ir::Type &t) { return ir::spell(t); }

const Value *Expressions::repeatedScalar(const Value *v) {
  if (v->def && v->def->kind == Op::Broadcast && !v->def->operand(0)->type.dense)
    return v->def->operand(0);
  return nullptr;
}

static World worldOf(const ir::Type &t) {
  return !t.dense ? World::Scalar : t.array ? World::Array : World::Matrix;
}

World Expressions::natural(const Value *v) const {
  if (const Storage *s = plan_.storageOf(v))
    return worldOf(s->type);
  return v->type.dense ? naturalOf(*v->def) : World::Scalar;
}

World Expressions::naturalOf(const Operation &op) const {
  switch (op.kind) {
  case Op::Transpose: case Op::Slice: case Op::Neg: case Op::Cast: case Op::StopGradient: case Op::Sum: case Op::Prod:
  case Op::MaxCoeff: case Op::MinCoeff: case Op::Square:
    if (op.kind == Op::Square)
      return World::Array;
    return natural(op.operand(0));
  case Op::Reverse: case Op::Gather:
    return isStrided(op) ? World::Matrix : natural(op.operand(0));
  case Op::Matmul: case Op::SparseProduct: case Op::SparseTransposedProduct: case Op::SparseOuter:
  case Op::Identity: case Op::Diag: case Op::Diagonal: case Op::Norm:
    return World::Matrix;
  case Op::Broadcast:
    return op.operand(0)->type.dense ? natural(op.operand(0)) : World::Any;
  case Op::Add: case Op::Sub: {
    World w = World::Any;
    for (const Value *x : op.operands) {
      if (!x->type.dense)
        return World::Array;
      World n = natural(x);
      if (n == World::Array)
        return World::Array;
      w = n == World::Any ? w : n;
    }
    return w;
  }
  case Op::Mul: case Op::Div: {
    const Value *a = op.operand(0), *b = op.operand(1);
    if (!a->type.dense)
      return op.kind == Op::Div ? World::Array : natural(b);
    if (!b->type.dense)
      return natural(a);
    return natural(a) == World::Matrix && natural(b) == World::Matrix && op.kind == Op::Mul
               ? World::Matrix
               : World::Array;
  }
  default:
    return isLinearAlgebra(op.kind) ? World::Matrix : World::Array;
  }
}

Text Expressions::value(const Value *v, World want) const {
  if (const Storage *s = plan_.storageOf(v))
    return toWorld({s->name, kPrimary, worldOf(s->type)}, want);
  if (!v->def)
    throw std::logic_error("an argument without a variable");
  return definition(v, want);
}

std::string Expressions::at(const Value *v, int precedence, World want) const {
  return parenthesised(value(v, want), precedence);
}

std::string Expressions::extentText(const ir::Extent &e) const {
  switch (e.kind) {
  case ir::Extent::Constant:
    return std::to_string(e.constant);
  case ir::Extent::Integer:
    return value(e.value).s;
  case ir::Extent::OfValue:
    break;
  }
  const ir::Type &t = e.value->type;
  if (const Operation *def = e.value->def; def && def->kind == Op::Invoke && !plan_.isRead(e.value))
    for (const Value *w : plan_.writtenBy(*def)) // which stays, where what is returned is ignored
      if (w->def->operand(1) == e.value)
        return extentText({e.kind, e.constant, w, e.axis});
  if (const Operation *def = e.value->def; def && def->kind == Op::Diagonal && e.axis == 0)
    return "std::min<Eigen::Index>(" + extent(def->operand(0), 0) + ", " +
           extent(def->operand(0), 1) + ")";
  if (e.axis == 2)
    return at(e.value, kPrimary) + ".diagonal().size()";
  std::string member = t.isVector() ? ".size()" : e.axis == 0 ? ".rows()" : ".cols()";
  return at(e.value, kPrimary) + member;
}

std::string Expressions::extent(const Value *v, int axis) const {
  return extentText(ir::extent(v, axis));
}

std::string Expressions::shape(const Value *v) const {
  if (v->type.isColumn())
    return extent(v, 0);
  if (v->type.isRow())
    return extent(v, 1);
  return extent(v, 0) + ", " + extent(v, 1);
}

std::string Expressions::position(const ir::Loop &loop) const {
  const std::string counter = value(loop.counter()).s;
  if (!loop.isFor())
    return counter;
  const std::string begin = at(loop.begin(), kMultiplicative);
  return begin == "0" ? counter : counter + " - " + begin;
}

std::string Expressions::integer(const Value *v) const { return unconverted(v).s; }

Text Expressions::unconverted(const Value *v) const {
  // Positions, extents and bounds convert by themselves.
  auto isSigned = [](const ir::Type &t) { return t.isInteger() && !t.dense && !ir::isUnsigned(t); };
  while (v->def && v->def->kind == Op::Cast && !plan_.storageOf(v) && isSigned(v->type) &&
         isSigned(v->def->operand(0)->type))
    v = v->def->operand(0);
  return value(v);
}

Text Expressions::definition(const Value *v, World want) const {
  const Operation &op = *v->def;
  switch (op.kind) {
  case Op::Constant: return constant(op);
  case Op::Identity: {
    const std::string extents =
        v->type.isFixed() ? "" : integer(op.operand(0)) + ", " + integer(op.operand(1));
    ir::Type matrix = v->type;
    matrix.array = false;
    return toWorld({storedType(matrix) + "::Identity(" + extents + ")", kPrimary, World::Matrix}, want);
  }
  case Op::Rows:
  case Op::Cols:
    if (op.operand(0)->type.isList())
      return {lengthAs(op.operand(0), "Eigen::Index"), kPrimary, World::Scalar};
    return {extentText(ir::extentOf(v)), kPrimary, World::Scalar};
  case Op::Broadcast: return toWorld(broadcast(op), want);
  case Op::StopGradient: {
    Text t = value(op.operand(0), want);
    return {"gateaux::stop_gradient(" + t.s + ")", kPrimary, t.world};
  }
  case Op::Cast: return cast(op, want);
  case Op::Add:
  case Op::Sub: return toWorld(additive(op, want), want);
  case Op::Neg: {
    Text t = value(op.operand(0), want);
    return {"-" + parenthesised(t, kUnary), kUnary, t.world};
  }
  case Op::Mul:
  case Op::Div:
  case Op::Mod: return toWorld(multiplicative(op, want), want);
  case Op::BitAnd: case Op::BitOr: case Op::BitXor: case Op::BitNot: case Op::ShiftLeft: case Op::ShiftRight:
    return bits(op);
  case Op::Compare:
  case Op::And:
  case Op::Or:
  case Op::Not: return toWorld(logical(op), want);
  case Op::Select: return toWorld(select(op, want), want);
  case Op::Sum: case Op::Prod: case Op::Norm: case Op::MaxCoeff: case Op::MinCoeff:
    return toWorld(reduction(op), want);
  case Op::ArgMax: case Op::ArgMin: case Op::Pick: case Op::Unpick: case Op::ProdOthers:
  case Op::ProdPairs: {
    std::string name = op.kind == Op::ArgMax   ? "argmax"
                       : op.kind == Op::ArgMin ? "argmin"
                                               : std::string(ir::info(op.kind).name);
    if (op.attrs.axis != Axis::All)
      name += op.attrs.axis == Axis::Cols ? "_colwise" : "_rowwise";
    std::string s = "gateaux::" + name;
    if (op.kind == Op::Unpick)
      s += "<" + storedType(v->type) + ">";
    s += "(";
    for (size_t i = 0; i < op.operands.size(); ++i)
      s += (i ? ", " : "") + value(op.operands[i]).s;
    return toWorld({s + ")", kPrimary, v->type.dense ? World::Matrix : World::Scalar}, want);
  }
  case Op::Dot: return dot(op);
  case Op::Transpose: {
    Text t = value(op.operand(0), want);
    return {parenthesised(t, kPrimary) + ".transpose()", kPrimary, t.world};
  }
  case Op::Matmul:
    return toWorld({at(op.operand(0), kMultiplicative, World::Matrix) + " * " +
                        at(op.operand(1), kUnary, World::Matrix),
                    kMultiplicative, World::Matrix},
                   want);
  case Op::SparseProduct: case Op::SparseTransposedProduct: case Op::SparseOuter:
    return toWorld(sparse(op), want);
  case Op::Diag:
    return toWorld({at(op.operand(0), kPrimary, World::Matrix) + ".asDiagonal()", kPrimary,
                    World::Matrix},
                   World::Any);
  case Op::Diagonal:
    if (const Value *l = op.operand(0); l->def && l->def->kind == Op::MatrixL && !plan_.storageOf(l))
      return toWorld({value(l->def->operand(0)).s + ".matrixLLT().diagonal()", kPrimary, World::Matrix}, want);
    return toWorld({at(op.operand(0), kPrimary, World::Matrix) + ".diagonal()", kPrimary,
                    World::Matrix},
                   want);
  case Op::Reshape:
    if (v->type.isColumn())
      return toWorld(
          {at(op.operand(0), kPrimary, World::Matrix) + ".reshaped()", kPrimary, World::Matrix},
          want);
    return toWorld({at(op.operand(0), kPrimary, World::Matrix) + ".reshaped(" +
                        integer(op.operand(1)) + ", " + integer(op.operand(2)) + ")",
                    kPrimary, World::Matrix},
                   want);
  case Op::Recall: case Op::Item: return toWorld(item(op), want);
  case Op::Slice: return slice(op, want);
  case Op::Element:
    return {element(op, at(op.operand(0), kPrimary), plan_.storageOf(op.operand(0))),
            kPrimary, World::Scalar};
  case Op::Reverse: {
    Text t = value(op.operand(0), want);
    const char *along = op.attrs.axis == Axis::Cols ? ".colwise()" : op.attrs.axis == Axis::Rows ? ".rowwise()" : "";
    return {parenthesised(t, kPrimary) + along + ".reverse()", kPrimary, t.world};
  }
  case Op::Positions:
    throw std::logic_error("positions are written where they are used");
  case Op::Gather: {
    if (isStrided(op))
      return toWorld({strided(op, value(op.operand(0)).s), kPrimary, World::Matrix}, want);
    Text t = value(op.operand(0), want);
    return {parenthesised(t, kPrimary) + "(" + indices(op.operand(1), ir::extent(op.operand(0), 0)) + ", " +
                indices(op.operand(2), ir::extent(op.operand(0), 1)) + ")",
            kPrimary, t.world};
  }
  case Op::Sequence:
    return toWorld({"gateaux::sequence(" + integer(op.operand(0)) + ", " + integer(op.operand(1)) + ", " +
                        integer(op.operand(2)) + ")",
                    kPrimary, World::Matrix},
                   want);
  case Op::EmptyList: case Op::ZeroList: case Op::SizedList: case Op::ResizeList: case Op::PutItem:
  case Op::AddItem: case Op::DropItem: case Op::AddLists: case Op::Sized: case Op::Update: case Op::Accumulate: case Op::Put: case Op::Scatter: case Op::Factorize:
    throw std::logic_error("an update is a statement");
  case Op::Invoke: return invocation(op);
  case Op::Written:
    throw std::logic_error("what a call writes is a variable");
  case Op::Call: case Op::CallTangent:
    throw std::logic_error("calls are expanded before code is written");
  default:
    return toWorld(isLinearAlgebra(op.kind) ? linearAlgebra(op) : unary(op, want), want);
  }
}

Text Expressions::invocation(const Operation &op) const {
  const ir::Function &callee = *op.attrs.callee;
  if (callee.notation == ir::Notation::Member)
    return {at(op.operand(0), kPrimary) + "." + callee.name + "()", kPrimary, worldOf(op.result()->type)};
  if (callee.notation == ir::Notation::Expression) {
    std::string text;
    unsigned next = 0;
    for (const char c : callee.name)
      text += c == ir::kOperand ? at(op.operand(next++), kConditional) : std::string(1, c);
    return {text, kEquality, World::Scalar};
  }
  const bool near = callee.scope == plan_.function().scope;
  std::string s = (near ? "" : "::" + callee.scope + (callee.scope.empty() ? "" : "::")) +
                  callee.name + "(";
  for (size_t i = 0; i < op.operands.size(); ++i)
    s += (i ? ", " : "") + value(op.operands[i], worldOf(callee.arguments()[i]->type)).s;
  for (const Value *v : plan_.writtenBy(op))
    s += ", " + plan_.storageOf(v)->name;
  return {s + ")", kPrimary, worldOf(op.result()->type)};
}

Text Expressions::constant(const Operation &op) const {
  const ir::Type &t = op.result()->type;
  if (t.isBool())
    return {*op.attrs.integer ? "true" : "false"};
  if (t.isInteger()) {
    std::string s = std::to_string(*op.attrs.integer);
    if (op.result()->type.spelling == "unsigned" && *op.attrs.integer > INT32_MAX)
      s += "u";
    if (*op.attrs.integer == INT64_MIN) // there is no literal for it
      return {std::to_string(INT64_MIN + 1) + " - 1", kAdditive};
    return {s, *op.attrs.integer < 0 ? kUnary : kPrimary};
  }
  double x = *op.attrs.number;
  std::string type = t.scalar == ir::ScalarKind::F32 ? "float" : "double";
  if (std::isnan(x))
    return {"std::numeric_limits<" + type + ">::quiet_NaN()"};
  if (std::isinf(x))
    return {(x < 0 ? "-" : "") + ("std::numeric_limits<" + type + ">::infinity()"),
            x < 0 ? kUnary : kPrimary};
  std::string s;
  if (t.scalar == ir::ScalarKind::F32) {
    char buffer[32];
    s.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, static_cast<float>(x)).ptr);
  } else {
    s = ir::printNumber(x);
  }
  if (s.find_first_of(".en") == std::string::npos)
    s += ".0";
  if (t.scalar == ir::ScalarKind::F32)
    s += "F";
  return {s, std::signbit(x) ? kUnary : kPrimary};
}

/// A function of which one evaluation costs more than several products.
static bool isCostly(Op op) {
  switch (op) {
  case Op::Exp: case Op::Log: case Op::Tanh: case Op::Logistic: case Op::Softplus: case Op::Erf:
  case Op::Sqrt: case Op::Sin: case Op::Cos: case Op::Norm:
    return true;
  default:
    return false;
  }
}

bool Expressions::isExpensive(const Value *v, bool root) const {
  if (!v->def || (!root && plan_.storageOf(v)))
    return false;
  if (v->type.dense && isCostly(v->def->kind))
    return true;
  for (const Value *x : v->def->operands)
    if (isExpensive(x, false))
      return true;
  return false;
}

bool Expressions::isNumber(const Value *v, int n) {
  if (!v->def || v->def->kind != Op::Constant)
    return false;
  const ir::Attributes &a = v->def->attrs;
  return a.number ? *a.number == n : a.integer == n;
}

Text Expressions::broadcast(const Operation &op) const {
  const Value *x = op.operand(0), *v = op.result();
  if (!x->type.dense) {
    std::string s = storedType([&] { ir::Type t = v->type; t.array = false; return t; }());
    std::string extents = v->type.isFixed() ? "" : shape(v);
    Text scalar = value(x);
    const bool zero = isNumber(x, 0), one = isNumber(x, 1);
    if (zero || one)
      return {s + (zero ? "::Zero(" : "::Ones(") + extents + ")", kPrimary, World::Matrix};
    return {s + "::Constant(" + extents + (extents.empty() ? "" : ", ") + scalar.s + ")", kPrimary,
            World::Matrix};
  }
  Text t = value(x);
  const Value *root = x->def && x->def->kind == Op::Transpose ? x->def->operand(0) : x;
  if (plan_.storageOf(root)) {
    bool column = x->type.isColumn();
    return {(column ? "gateaux::repeat_column(" : "gateaux::repeat_row(") + t.s + ", " +
                integer(op.operand(column ? 2 : 1)) + ")",
            kPrimary, t.world};
  }
  std::string s = parenthesised(t, kPrimary);
  return {s + (x->type.isColumn() ? ".replicate(1, " + integer(op.operand(2)) + ")"
                                  : ".replicate(" + integer(op.operand(1)) + ", 1)"),
          kPrimary, t.world};
}

const Value *Expressions::repeatedVector(const Value *v) const {
  const bool repeats = !plan_.storageOf(v) && v->def && v->def->kind == Op::Broadcast && v->def->operand(0)->type.dense;
  return repeats ? v->def->operand(0) : nullptr;
}

std::optional<Text> Expressions::withBroadcast(const Operation &op, World want) const {
  if (vectorise_ || op.operands.size() != 2 || !op.operand(0)->type.dense || !op.operand(1)->type.dense)
    return std::nullopt;
  const Value *left = repeatedVector(op.operand(0)), *right = repeatedVector(op.operand(1));
  if (!left && !right)
    return std::nullopt;
  const Value *whole = right ? op.operand(0) : op.operand(1);
  const Value *vector = right ? right : left;
  bool column = vector->type.isColumn();
  std::string direction = column ? ".colwise()" : ".rowwise()";
  bool sum = op.kind == Op::Add || op.kind == Op::Sub;
  World w = natural(whole);
  if (op.kind == Op::Mul && w == World::Matrix && want != World::Array &&
      !repeatedVector(whole)) {
    std::string d = at(vector, kPrimary, World::Matrix) + ".asDiagonal()";
    std::string m = at(whole, column ? kUnary : kMultiplicative, World::Matrix);
    return Text{column ? d + " * " + m : m + " * " + d, kMultiplicative, World::Matrix};
  }
  if (!sum || want == World::Array || w == World::Any)
    w = World::Array;
  const char *sign = op.kind == Op::Add ? " + " : op.kind == Op::Sub ? " - " : op.kind == Op::Mul ? " * " : " / ";
  if (!right && op.kind == Op::Div)
    return std::nullopt;
  std::string m = at(whole, kPrimary, w);
  if (!right && op.kind == Op::Sub) {
    m = "(-" + at(whole, kUnary, w) + ")";
    sign = " + ";
  }
  return Text{m + direction + sign + at(vector, kUnary, w),
              sum ? kAdditive : kMultiplicative, w};
}

Text Expressions::additive(const Operation &op, World want) const {
  if (auto t = withBroadcast(op, want))
    return *t;
  const Value *a = op.operand(0), *b = op.operand(1);
  World w = World::Scalar;
  if (op.result()->type.dense) {
    bool scalarOperand = !a->type.dense || !b->type.dense;
    w = scalarOperand || want == World::Array ? World::Array : naturalOf(op);
    if (w == World::Any)
      w = World::Matrix;
  }
  // `A + B.colwise() + v` would add to the columns of no matrix.
  auto beginsWithBroadcast = [&](const Value *v) {
    while (!plan_.storageOf(v) && v->def && (v->def->kind == Op::Add || v->def->kind == Op::Sub) && v->type.dense) {
      if (repeatedVector(v->def->operand(0)) || repeatedVector(v->def->operand(1)))
        return true;
      v = v->def->operand(0);
    }
    return false;
  };
  const bool apart = op.kind == Op::Sub || beginsWithBroadcast(b);
  std::string s = at(a, kAdditive, w) + (op.kind == Op::Add ? " + " : " - ") + at(b, apart ? kMultiplicative : kAdditive, w);
  return {s, kAdditive, w};
}

static bool isPowerOfTwo(const Value *v) {
  int exponent;
  return v->def && v->def->kind == Op::Constant && v->def->attrs.number &&
         std::abs(std::frexp(*v->def->attrs.number, &exponent)) == 0.5;
}

Text Expressions::multiplicative(const Operation &op, World want) const {
  if (auto t = withBroadcast(op, want))
    return *t;
  const Value *a = op.operand(0), *b = op.operand(1);
  if (auto t = halfLogDet(op))
    return *t;
  const char *sign = op.kind == Op::Mul ? " * " : op.kind == Op::Div ? " / " : " % ";
  World w = World::Scalar;
  if (op.result()->type.dense) {
    if (a->type.dense && b->type.dense) {
      bool plain = op.kind == Op::Mul && want != World::Array &&
                   natural(a) == World::Matrix && natural(b) == World::Matrix;
      if (plain)
        return {at(a, kPrimary, World::Matrix) + ".cwiseProduct(" + value(b, World::Matrix).s + ")",
                kPrimary, World::Matrix};
      w = World::Array;
    } else if (!a->type.dense && op.kind == Op::Div) {
      w = World::Array;
      if (a->def && a->def->kind == Op::Constant && a->def->attrs.number == 1.0)
        return {at(b, kPrimary, w) + ".inverse()", kPrimary, w};
    } else {
      w = natural(a->type.dense ? a : b);
      if (want == World::Array || w == World::Any)
        w = World::Array;
    }
  }
  // A quotient on the left of a product reads as written. A power of two may be multiplied in any
  // order.
  const bool exact = op.kind == Op::Mul && !op.result()->type.dense && isPowerOfTwo(a);
  return {at(a, kMultiplicative, w) + sign + at(b, exact ? kMultiplicative : kUnary, w),
          kMultiplicative, w};
}

/// In parentheses wherever they are operands: few know how they bind.
Text Expressions::bits(const Operation &op) const {
  if (op.kind == Op::BitNot)
    return {"~" + at(op.operand(0), kUnary), kUnary, World::Scalar};
  const char *sign = op.kind == Op::BitAnd      ? " & "
                     : op.kind == Op::BitOr     ? " | "
                     : op.kind == Op::BitXor    ? " ^ "
                     : op.kind == Op::ShiftLeft ? " << "
                                                : " >> ";
  const bool shift = op.kind == Op::ShiftLeft || op.kind == Op::ShiftRight;
  return {(shift ? typed(op.operand(0), kUnary) : at(op.operand(0), kUnary)) + sign + at(op.operand(1), kUnary), kConditional,
          World::Scalar};
}

std::string Expressions::typed(const Value *v, int precedence) const {
  const std::string text = at(v, precedence);
  if (!v->def || v->def->kind != Op::Constant || !v->type.isInteger() || v->type.spelling == "int" || ir::isNarrow(v->type))
    return text;
  static const std::map<std::string, const char *> suffixes = {{"unsigned", "u"},       {"unsigned int", "u"},
                                                               {"long", "l"},           {"unsigned long", "ul"},
                                                               {"long long", "ll"},     {"unsigned long long", "ull"}};
  const auto it = suffixes.find(v->type.spelling);
  if (it == suffixes.end() || !std::isdigit(static_cast<unsigned char>(text.back())))
    return "static_cast<" + ir::spell(v->type) + ">(" + value(v).s + ")";
  return text + it->second;
}

Text Expressions::logical(const Operation &op) const {
  World w = op.result()->type.dense ? World::Array : World::Scalar;
  auto infix = [&](const char *sign, int precedence) {
    return Text{at(op.operand(0), precedence + 1, w) + " " + sign + " " +
                    at(op.operand(1), precedence + 1, w),
                precedence, w};
  };
  switch (op.kind) {
  case Op::And: return infix("&&", kAnd);
  case Op::Or: { // && in || takes parentheses, for those who do not know
    auto side = [&](unsigned i) {
      Text t = value(op.operand(i), w);
      return t.precedence == kAnd ? "(" + t.s + ")" : parenthesised(t, kOr + 1);
    };
    return {side(0) + " || " + side(1), kOr, w};
  }
  case Op::Not: return {"!" + at(op.operand(0), kUnary, w), kUnary, w};
  default: break;
  }
  switch (op.attrs.predicate) {
  case ir::Predicate::Lt: return infix("<", kRelational);
  case ir::Predicate::Le: return infix("<=", kRelational);
  case ir::Predicate::Gt: return infix(">", kRelational);
  case ir::Predicate::Ge: return infix(">=", kRelational);
  case ir::Predicate::Eq: return infix("==", kEquality);
  case ir::Predicate::Ne: return infix("!=", kEquality);
  case ir::Predicate::None: break;
  }
  throw std::logic_error("a comparison without a predicate");
}

Text Expressions::select(const Operation &op, World) const {
  const Value *c = op.operand(0), *a = op.operand(1), *b = op.operand(2);
  if (!op.result()->type.dense)
    return {at(c, kOr) + " ? " + (b->def && b->def->kind == Op::Constant ? typed(a, kOr) : at(a, kOr)) + " : " +
                at(b, kConditional),
            kConditional};
  World w = World::Array;
  auto arm = [&](const Value *x, bool other) {
    if (x->type.dense || other)
      return value(x, w).s;
    return storedType([&] { ir::Type t = op.result()->type; t.array = true; return t; }()) +
           "::Constant(" + (op.result()->type.isFixed() ? "" : shape(op.result()) + ", ") +
           value(x).s + ")";
  };
  std::string condition = at(c, kPrimary, w);
  if (!c->type.dense) { // repeated, because the arms are expressions of different types
    ir::Type t = op.result()->type.withScalar(c->type);
    t.array = true;
    condition = storedType(t) + "::Constant(" +
                (t.isFixed() ? "" : shape(op.result()) + ", ") + value(c).s + ")";
  }
  return {condition + ".select(" + arm(a, b->type.dense) + ", " + arm(b, true) + ")",
          kPrimary, w};
}

Text Expressions::reduction(const Operation &op) const {
  const Value *x = op.operand(0);
  std::string name;
  switch (op.kind) {
  case Op::Sum: name = ".sum()"; break;
  case Op::Prod: name = ".prod()"; break;
  case Op::Norm: name = ".norm()"; break;
  case Op::MaxCoeff: name = ".maxCoeff()"; break;
  default: name = ".minCoeff()"; break;
  }
  Text t = value(x, op.kind == Op::Norm ? World::Matrix : World::Any);
  std::string s = parenthesised(t, kPrimary);
  if (op.attrs.axis == Axis::All)
    return {s + name};
  World w = t.world == World::Any ? World::Matrix : t.world;
  return {s + (op.attrs.axis == Axis::Cols ? ".colwise()" : ".rowwise()") + name, kPrimary, w};
}

} // namespace gateaux::emit
