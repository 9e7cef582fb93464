// SPDX-License-Identifier: Apache-2.0
#include "RuleSamples.h"

#include "Check.h"

#include <cmath>

namespace gateaux::transform::test {

using ir::Op;

namespace {

using Arguments = std::vector<SampleArgument>;

constexpr Eigen::Index kRows = 3, kCols = 2;

SampleArgument matrix(const std::string &name, double low = -1.5, double high = 1.5,
                      Eigen::Index rows = kRows, Eigen::Index cols = kCols) {
  return {name, "f64[?x?]", rows, cols, low, high};
}
SampleArgument fixed(const std::string &name, double low = -1.5, double high = 1.5) {
  return {name, "f64[3x2]", kRows, kCols, low, high};
}
SampleArgument columnOf(const std::string &name, double low = -1.5, double high = 1.5,
                        Eigen::Index rows = kRows) {
  return {name, "f64[?x1]", rows, 1, low, high};
}
SampleArgument rowOf(const std::string &name, double low = -1.5, double high = 1.5,
                     Eigen::Index cols = kCols) {
  return {name, "f64[1x?].row", 1, cols, low, high};
}
SampleArgument scalar(const std::string &name, double low = -1.5, double high = 1.5) {
  return {name, "f64", 1, 1, low, high};
}
SampleArgument integer(const std::string &name, double value) {
  return {name, "i<Eigen::Index>", 1, 1, value, value};
}
SampleArgument truth(const std::string &name, double value) {
  return {name, "bool", 1, 1, value, value};
}
/// A matrix of which some coefficients are exchanged for others by hand (see RuleSample::point).
SampleArgument truths(const std::string &name) { return {name, "bool[?x?]", kRows, kCols, 0, 1}; }
SampleArgument places(const std::string &name, const std::string &shape, Eigen::Index rows,
                      Eigen::Index cols, double below) {
  return {name, "i<Eigen::Index>" + shape, rows, cols, 0, below};
}

std::string call(Op op, const std::string &operands, const std::string &attributes = {},
                 const std::string &type = {}) {
  return "%y = " + std::string(ir::info(op).name) + "(" + operands + ")" +
         (attributes.empty() ? "" : " " + attributes) + (type.empty() ? "" : " : " + type);
}

/// A function of one operand, of every kind of shape.
std::vector<RuleSample> unary(Op op, double low = -1.5, double high = 1.5,
                              const std::string &attributes = {}) {
  std::string body = call(op, "%a", attributes);
  return {{op, {matrix("a", low, high)}, body},
          {op, {fixed("a", low, high)}, body},
          {op, {rowOf("a", low, high)}, body},
          {op, {columnOf("a", low, high)}, body},
          {op, {scalar("a", low, high)}, body}};
}

/// A coefficient-wise function of two operands: dense ones, with scalars, and of one value twice.
std::vector<RuleSample> binary(Op op, double lowA = -1.5, double highA = 1.5, double lowB = -1.5,
                               double highB = 1.5, const std::string &attributes = {}) {
  std::string body = call(op, "%a, %b", attributes);
  std::vector<RuleSample> samples = {
      {op, {matrix("a", lowA, highA), matrix("b", lowB, highB)}, body},
      {op, {matrix("a", lowA, highA), fixed("b", lowB, highB)}, body},
      {op, {scalar("a", lowA, highA), matrix("b", lowB, highB)}, body},
      {op, {matrix("a", lowA, highA), scalar("b", lowB, highB)}, body},
      {op, {scalar("a", lowA, highA), rowOf("b", lowB, highB)}, body},
      {op, {columnOf("a", lowA, highA), scalar("b", lowB, highB)}, body},
      {op, {scalar("a", lowA, highA), scalar("b", lowB, highB)}, body}};
  double low = std::max(lowA, lowB), high = std::min(highA, highB);
  if (low < high)
    samples.push_back({op, {matrix("a", low, high)}, call(op, "%a, %a", attributes)});
  return samples;
}

std::vector<RuleSample> operator+(std::vector<RuleSample> a, std::vector<RuleSample> b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// A reduction of every kind of shape along every axis.
std::vector<RuleSample> reduction(Op op, double low = -1.5, double high = 1.5) {
  std::vector<RuleSample> samples;
  for (const char *axis : {"axis=all", "axis=cols", "axis=rows"})
    for (const SampleArgument &a :
         {matrix("a", low, high), fixed("a", low, high), columnOf("a", low, high),
          rowOf("a", low, high), matrix("a", low, high, 1, 4), matrix("a", low, high, 4, 1)})
      samples.push_back({op, {a}, call(op, "%a", axis)});
  return samples;
}

std::vector<RuleSample> picks() {
  auto positions = [](const std::string &shape, Eigen::Index rows, Eigen::Index cols,
                      double below) { return places("p", shape, rows, cols, below); };
  return {
      {Op::Pick, {matrix("a"), positions("", 1, 1, 6)}, call(Op::Pick, "%a, %p", "axis=all")},
      {Op::Pick,
       {matrix("a"), positions("[1x?].row", 1, 2, 3)},
       call(Op::Pick, "%a, %p", "axis=cols")},
      {Op::Pick, {matrix("a"), positions("[?x1]", 3, 1, 2)}, call(Op::Pick, "%a, %p", "axis=rows")},
      {Op::Pick, {fixed("a"), positions("[3x1]", 3, 1, 2)}, call(Op::Pick, "%a, %p", "axis=rows")},
      {Op::Pick, {columnOf("a"), positions("", 1, 1, 3)}, call(Op::Pick, "%a, %p", "axis=all")},
  };
}

std::vector<RuleSample> unpicks() {
  Arguments extents = {integer("m", 3), integer("n", 2)};
  auto sample = [&](SampleArgument y, SampleArgument p, const std::string &axis) {
    return RuleSample{Op::Unpick,
                      {y, p, extents[0], extents[1]},
                      call(Op::Unpick, "%a, %p, %m, %n", axis, "f64[?x?]")};
  };
  return {sample(scalar("a"), places("p", "", 1, 1, 6), "axis=all"),
          sample(rowOf("a"), places("p", "[1x?].row", 1, 2, 3), "axis=cols"),
          sample(columnOf("a"), places("p", "[?x1]", 3, 1, 2), "axis=rows")};
}

std::vector<RuleSample> blocks(Op op) {
  Arguments place = {integer("i", 1), integer("j", 0)};
  auto sample = [&](SampleArgument whole, SampleArgument part) {
    return RuleSample{op, {whole, place[0], place[1], part}, call(op, "%a, %i, %j, %b")};
  };
  return {sample(matrix("a"), matrix("b", -1, 1, 2, 1)),
          sample(matrix("a"), scalar("b")),
          sample(fixed("a"), {"b", "f64[1x2]", 1, 2, -1, 1}),
          sample(columnOf("a"), columnOf("b", -1, 1, 2)),
          sample(matrix("a"), rowOf("b")),
          {op, {matrix("a"), matrix("b")}, // the whole is replaced
           "%0 = constant 0 : i<Eigen::Index>\n  " + call(op, "%a, %0, %0, %b")}};
}

std::vector<RuleSample> selects() {
  auto sample = [](SampleArgument p, SampleArgument a, SampleArgument b, const std::string &type) {
    return RuleSample{Op::Select, {p, a, b}, call(Op::Select, "%p, %a, %b", "", type)};
  };
  return {sample(truths("p"), matrix("a"), matrix("b"), "f64[?x?]"),
          sample(truths("p"), scalar("a"), matrix("b"), "f64[?x?]"),
          sample(truths("p"), matrix("a"), scalar("b"), "f64[?x?]"),
          sample(truths("p"), scalar("a"), scalar("b"), "f64[?x?]"),
          sample(truth("p", 1), matrix("a"), fixed("b"), "f64[3x2]"),
          sample(truth("p", 1), scalar("a"), matrix("b"), "f64[?x?]"),
          sample(truth("p", 0), scalar("a"), matrix("b"), "f64[?x?]"),
          sample(truth("p", 0), matrix("a"), scalar("b"), "f64[?x?]"),
          sample(truth("p", 0), scalar("a"), scalar("b"), "f64")};
}

std::vector<RuleSample> broadcasts() {
  Arguments extents = {integer("m", 3), integer("n", 2)};
  auto sample = [&](SampleArgument a, const std::string &type) {
    return RuleSample{Op::Broadcast,
                      {a, extents[0], extents[1]},
                      call(Op::Broadcast, "%a, %m, %n", "", type)};
  };
  // A single coefficient that is dense stands for a row as well as for a column.
  auto single = [](double rows, double cols, const std::string &type) {
    return RuleSample{Op::Broadcast,
                      {{"a", "f64[1x1]", 1, 1, -1, 1}, integer("m", rows), integer("n", cols)},
                      call(Op::Broadcast, "%a, %m, %n", "", type)};
  };
  return {sample(scalar("a"), "f64[?x?]"),    sample(scalar("a"), "f64[3x2]"),
          sample(columnOf("a"), "f64[?x?]"),  sample(columnOf("a"), "f64[?x2]"),
          sample(rowOf("a"), "f64[?x?]"),     sample(rowOf("a"), "f64[3x?].row"),
          single(4, 1, "f64[?x1]"),           single(1, 4, "f64[1x?].row")};
}

std::vector<RuleSample> matmuls() {
  auto sample = [](SampleArgument a, SampleArgument b) {
    return RuleSample{Op::Matmul, {a, b}, call(Op::Matmul, "%a, %b")};
  };
  return {sample(matrix("a"), matrix("b", -1, 1, 2, 4)),
          sample(fixed("a"), matrix("b", -1, 1, 2, 4)),
          sample(matrix("a"), columnOf("b", -1, 1, 2)),
          sample(rowOf("a", -1, 1, 3), matrix("b")),
          sample(rowOf("a", -1, 1, 3), columnOf("b")),
          sample(columnOf("a"), rowOf("b")),
          {Op::Matmul, {matrix("a", -1, 1, 3, 3)}, call(Op::Matmul, "%a, %a")},
          // A column or row of which the operands' types know nothing.
          {Op::Matmul,
           {matrix("a"), matrix("b", -1, 1, 2, 1), integer("n", 4)},
           "%z = matmul(%a, %b) : f64[?x1]\n  %m = rows(%z)\n"
           "  %y = broadcast(%z, %m, %n) : f64[?x?]"},
          {Op::Matmul,
           {matrix("a"), matrix("b", -1, 1, 2, 1), integer("n", 4)},
           "%c = neg(%a)\n  %z = matmul(%c, %b) : f64[?x1]\n  %m = rows(%z)\n"
           "  %y = broadcast(%z, %m, %n) : f64[?x?]"},
          {Op::Matmul,
           {matrix("a", -1, 1, 3, 1), matrix("b")},
           "%r = sum(%b) axis=cols\n  %y = matmul(%a, %r)"}};
}

const char *const kHelper = R"(
func @helper(%a: f64[?x?], %c: f64) -> (f64) provided (0, 1) tangent @helper_tangent {
  %0 = square(%a)
  %1 = sum(%0) axis=all
  %2 = mul(%1, %c)
  output %2
}
func @helper_tangent(%a: f64[?x?], %c: f64, %a_dot: f64[?x?], %c_dot: f64) -> (f64, f64) {
  %0 = square(%a)
  %1 = sum(%0) axis=all
  %2 = mul(%1, %c)
  %3 = dot(%a, %a_dot)
  %4 = constant 2 : f64
  %5 = mul(%4, %3)
  %6 = mul(%5, %c)
  %7 = mul(%1, %c_dot)
  %8 = add(%6, %7)
  output %2
  output %8
}
)";

} // namespace

std::vector<RuleSample> ruleSamples(Op op) {
  const Arguments extents = {integer("m", 3), integer("n", 2)};
  switch (op) {
  case Op::Constant:
    return {{op, {scalar("a")}, "%c = constant 2.5 : f64\n  %y = mul(%a, %c)"}};
  case Op::Identity:
    return {{op, {matrix("a"), extents[0], extents[1]},
             "%c = identity(%m, %n) : f64[?x?]\n  %y = mul(%a, %c)"}};
  case Op::Rows:
  case Op::Cols:
    return {{op, {matrix("a")},
             "%c = " + std::string(ir::info(op).name) +
                 "(%a)\n  %d = cast(%c) : f64\n  %y = mul(%a, %d)"}};
  case Op::Broadcast: return broadcasts();
  case Op::Sized:
    return {{op, {matrix("a"), extents[0], extents[1]}, call(op, "%a, %m, %n")}};
  case Op::Cast:
    return {{op, {matrix("a")}, "%b = cast(%a) : f32[?x?]\n  %y = cast(%b) : f64[?x?]"},
            {op, {scalar("a")}, "%b = cast(%a) : f32\n  %y = cast(%b) : f64"},
            {op, {scalar("a", 1.2, 1.8)},
             "%b = cast(%a) : i<int>\n  %c = cast(%b) : f64\n  %y = mul(%c, %a)"},
            {op, {matrix("a"), truths("p")}, "%b = cast(%p) : f64[?x?]\n  %y = mul(%b, %a)"}};
  case Op::StopGradient: return unary(op);
  case Op::Add:
  case Op::Sub:
  case Op::Mul: return binary(op);
  case Op::Div:
  case Op::SafeDiv: return binary(op, -1.5, 1.5, 0.5, 2) + binary(op, -1.5, 1.5, -2, -0.5);
  case Op::Mod:
  case Op::BitAnd:
  case Op::BitOr:
  case Op::BitXor:
  case Op::ShiftLeft:
  case Op::ShiftRight:
    return {{op, {integer("m", 7), integer("n", 4), scalar("a")},
             "%c = " + std::string(ir::info(op).name) + "(%m, %n)\n  %d = cast(%c) : f64\n  %y = mul(%a, %d)"}};
  case Op::BitNot:
    return {{op, {integer("m", 7), scalar("a")}, "%c = bit_not(%m)\n  %d = cast(%c) : f64\n  %y = mul(%a, %d)"}};
  case Op::Neg:
  case Op::Square:
  case Op::Exp:
  case Op::Exp2:
  case Op::Expm1:
  case Op::Sin:
  case Op::Cos:
  case Op::Atan:
  case Op::Sinh:
  case Op::Cosh:
  case Op::Tanh:
  case Op::Asinh:
  case Op::Erf:
  case Op::Erfc:
  case Op::Logistic:
  case Op::Softplus:
  case Op::Abs:
  case Op::Sign:
  case Op::Floor:
  case Op::Ceil:
  case Op::Round:
  case Op::Rint:
  case Op::Trunc: return unary(op);
  case Op::Sqrt:
  case Op::Log:
  case Op::Log2:
  case Op::Log10: return unary(op, 0.5, 3);
  case Op::Cbrt: return unary(op, 0.5, 3) + unary(op, -3, -0.5);
  case Op::Log1p: return unary(op, -0.5, 2);
  case Op::Tan: return unary(op, -1, 1);
  case Op::Asin:
  case Op::Acos:
  case Op::Atanh: return unary(op, -0.7, 0.7);
  case Op::Acosh: return unary(op, 1.5, 3);
  case Op::Lgamma:
  case Op::Tgamma: return unary(op, 0.7, 3) + unary(op, -0.7, -0.3);
  case Op::Polygamma:
    return unary(op, 0.7, 3, "0") + unary(op, 0.7, 3, "1") + unary(op, 0.7, 3, "2");
  case Op::Pow:
  case Op::PowLog: return binary(op, 0.5, 2.5, -1.5, 2.5);
  case Op::Atan2: return binary(op, -1.5, 1.5, 0.4, 2) + binary(op, 0.4, 2, -2, -0.4);
  case Op::Hypot: return binary(op, 0.4, 2, -1.5, 1.5);
  case Op::Fmod: return binary(op, 2.25, 2.75, 0.97, 1.03) + binary(op, -2.75, -2.25, -1.03, -0.97);
  case Op::Remainder:
    return binary(op, 1.7, 2.3, 0.97, 1.03) + binary(op, -2.3, -1.7, -1.03, -0.97);
  case Op::Copysign:
  case Op::Max:
  case Op::Min: return binary(op);
  case Op::Compare:
    return {{op, {matrix("a"), matrix("b")},
             "%p = compare(%a, %b) lt\n  %y = select(%p, %a, %b) : f64[?x?]"},
            {op, {scalar("a"), scalar("b")},
             "%p = compare(%a, %b) ge\n  %y = select(%p, %a, %b) : f64"}};
  case Op::And:
  case Op::Or:
    return {
        {op,
         {matrix("a"), matrix("b")},
         "%p = compare(%a, %b) lt\n  %c = constant 0.5 : f64\n  %q = compare(%a, %c) gt\n  %r = " +
             std::string(ir::info(op).name) + "(%p, %q)\n  %y = select(%r, %a, %b) : f64[?x?]"}};
  case Op::Not:
    return {{op, {matrix("a"), truths("p")}, "%r = not(%p)\n  %c = constant 2 : f64\n"
             "  %b = mul(%c, %a)\n  %y = select(%r, %a, %b) : f64[?x?]"}};
  case Op::IsNan:
  case Op::IsInf:
  case Op::IsFinite:
    return {
        {op,
         {matrix("a"), matrix("b")},
         "%r = " + std::string(ir::info(op).name) + "(%a)\n  %y = select(%r, %a, %b) : f64[?x?]"}};
  case Op::Select: return selects();
  case Op::Sum:
  case Op::MaxCoeff:
  case Op::MinCoeff:
  case Op::ProdOthers:
  case Op::Prod: return reduction(op);
  case Op::Norm: return reduction(op, 0.4, 1.5);
  case Op::ProdPairs: {
    std::vector<RuleSample> samples;
    for (const char *axis : {"axis=all", "axis=cols", "axis=rows"})
      samples.push_back({op, {matrix("a"), matrix("b")}, call(op, "%a, %b", axis)});
    return samples;
  }
  case Op::ArgMax:
  case Op::ArgMin: {
    std::vector<RuleSample> samples;
    for (const char *axis : {"axis=all", "axis=cols", "axis=rows"})
      samples.push_back({op, {matrix("a"), matrix("b")},
                         "%p = " + std::string(ir::info(op).name) + "(%a) " + axis +
                             "\n  %y = pick(%b, %p) " + axis});
    return samples;
  }
  case Op::Pick: return picks();
  case Op::Unpick: return unpicks();
  case Op::Dot:
    return {{op, {matrix("a"), matrix("b")}, call(op, "%a, %b")},
            {op, {matrix("a"), fixed("b")}, call(op, "%a, %b")},
            {op, {columnOf("a")}, call(op, "%a, %a")}};
  case Op::Transpose:
    return {{op, {matrix("a")}, call(op, "%a")},
            {op, {fixed("a")}, call(op, "%a")},
            {op, {columnOf("a")}, call(op, "%a")},
            {op, {rowOf("a")}, call(op, "%a")}};
  case Op::Matmul: return matmuls();
  case Op::Diag:
    return {{op, {columnOf("a", -1, 1, 2), extents[0], extents[1]},
             call(op, "%a, %m, %n", "", "f64[?x?]")},
            {op, {rowOf("a"), extents[0], extents[1]}, call(op, "%a, %m, %n", "", "f64[?x?]")},
            {op, {rowOf("a"), extents[0], extents[1]}, call(op, "%a, %m, %n", "", "f64[3x2]")}};
  case Op::Diagonal:
    return {{op, {matrix("a")}, call(op, "%a")},
            {op, {matrix("a", -1, 1, 2, 3)}, call(op, "%a")},
            {op, {matrix("a", -1, 1, 3, 3)}, call(op, "%a")},
            {op, {fixed("a")}, call(op, "%a")}};
  case Op::Reshape:
    return {{op, {matrix("a"), extents[0], extents[1]}, call(op, "%a, %n, %m", "", "f64[?x?]")},
            {op, {fixed("a"), extents[0], extents[1]}, call(op, "%a, %n, %m", "", "f64[2x3]")},
            {op, {matrix("a"), integer("k", 6), integer("l", 1)},
             call(op, "%a, %k, %l", "", "f64[?x1]")},
            {op, {columnOf("a", -1, 1, 6), extents[0], extents[1]},
             call(op, "%a, %m, %n", "", "f64[?x?]")}};
  case Op::Slice:
    return {
        {op,
         {matrix("a"), integer("i", 1), integer("j", 0), integer("k", 2), integer("l", 2)},
         call(op, "%a, %i, %j, %k, %l", "", "f64[?x?]")},
        {op,
         {matrix("a"), integer("i", 0), integer("j", 1), integer("k", 3), integer("l", 1)},
         call(op, "%a, %i, %j, %k, %l", "", "f64[?x1]")},
        {op,
         {fixed("a"), integer("i", 2), integer("j", 0), integer("k", 1), integer("l", 2)},
         call(op, "%a, %i, %j, %k, %l", "", "f64[1x2].row")},
        {op,
         {matrix("a"), integer("i", 0)}, // the whole
         "%m = rows(%a)\n  %n = cols(%a)\n  " + call(op, "%a, %i, %i, %m, %n", "", "f64[?x?]")}};
  case Op::Update:
  case Op::Accumulate: return blocks(op);
  case Op::Element:
    return {{op, {matrix("a"), integer("i", 2), integer("j", 1)}, call(op, "%a, %i, %j")},
            {op, {columnOf("a"), integer("i", 1), integer("j", 0)}, call(op, "%a, %i, %j")}};
  case Op::If:
  case Op::For:
  case Op::While:
  case Op::Recall:
  case Op::Undefined: return blockSamples(op);
  case Op::EmptyList:
  case Op::ZeroList:
  case Op::SizedList:
  case Op::ResizeList:
  case Op::Item:
  case Op::PutItem:
  case Op::AddItem:
  case Op::DropItem:
  case Op::AddLists: return listSamples(op);
  default: return linearAlgebraSamples(op);
  case Op::Call:
    return {{op, {matrix("a"), scalar("b")}, "%y = call(%a, %b) @helper : f64", kHelper}};
  case Op::Invoke:
    return {{op, {matrix("a"), scalar("b")}, "%y = invoke(%a, %b) @helper : f64", kHelper}};
  case Op::Written:
    return {{op, {matrix("a"), scalar("b")},
             "%v = invoke(%a, %b) @helper : f64\n  %y = written(%v, %b) 0 : f64", kHelper}};
  case Op::CallTangent:
    return {{op, {matrix("a"), scalar("b"), matrix("c"), scalar("d")},
             "%z = call(%a, %b) @helper : f64\n"
             "  %y = call_tangent(%a, %b, %c, %d, %z) @helper : f64", kHelper}};
  }
  return {};
}

std::string RuleSample::text() const {
  std::string list;
  for (const SampleArgument &a : arguments)
    list += (list.empty() ? "%" : ", %") + a.name + ": " + a.type;
  return helpers + "func @f(" + list + ") {\n  " + body + "\n  output %y\n}\n";
}

std::vector<Matrix> RuleSample::point(std::mt19937 &random) const {
  std::vector<Matrix> values;
  for (const SampleArgument &a : arguments) {
    Matrix m = randomMatrix(random, a.rows, a.cols, a.low, a.high);
    if (a.type.starts_with("bool"))
      m = m.array().round();
    else if (a.type.starts_with("i<"))
      m = m.array().floor();
    values.push_back(m);
  }
  return values;
}

} // namespace gateaux::transform::test
