// SPDX-License-Identifier: Apache-2.0
#include "Interpreter.h"

#include "ir/Printer.h"

#include <cmath>
#include <functional>
#include <numbers>
#include <stdexcept>

namespace gateaux::transform::test {

using ir::Axis;
using ir::Op;

namespace {

[[noreturn]] void fail(const std::string &message) { throw std::runtime_error(message); }

std::string shapeOf(const Matrix &m) {
  return std::to_string(m.rows()) + "x" + std::to_string(m.cols());
}

} // namespace

void expectConforming(const ir::Type &t, const Matrix &m) {
  bool conforms = (t.rows == ir::kDynamic || t.rows == m.rows()) &&
                  (t.cols == ir::kDynamic || t.cols == m.cols());
  if (!conforms)
    fail("a value of type " + t.str() + " is " + shapeOf(m));
}

namespace {

double integerQuotient(double a, double b) {
  if (b == 0)
    fail("an integer is divided by zero");
  return std::trunc(a / b);
}

bool compare(ir::Predicate p, double a, double b) {
  switch (p) {
  case ir::Predicate::None: fail("a comparison without a predicate");
  case ir::Predicate::Lt: return a < b;
  case ir::Predicate::Le: return a <= b;
  case ir::Predicate::Gt: return a > b;
  case ir::Predicate::Ge: return a >= b;
  case ir::Predicate::Eq: return a == b;
  case ir::Predicate::Ne: return a != b;
  }
  fail("an unknown predicate");
}

double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

/// One operation on the operands `x`.
class OperationEvaluator {
public:
  OperationEvaluator(const ir::Operation &op, const std::vector<Matrix> &operands,
                     std::vector<double> &decisions)
      : op_(op), x_(operands), decisions_(decisions) {}

  Matrix run() {
    switch (op_.kind) {
    case Op::Constant:
      return scalar(op_.attrs.number ? *op_.attrs.number
                                     : static_cast<double>(*op_.attrs.integer));
    case Op::Identity: return Matrix::Identity(integer(0), integer(1));
    case Op::Rows: return scalar(static_cast<double>(x_[0].rows()));
    case Op::Cols: return scalar(static_cast<double>(x_[0].cols()));
    case Op::Broadcast: return broadcast();
    case Op::Sized: return sized();
    case Op::Cast: return cast();
    case Op::StopGradient: return x_[0];

    case Op::Add: return binary([](double a, double b) { return a + b; });
    case Op::Sub: return binary([](double a, double b) { return a - b; });
    case Op::Neg: return unary([](double a) { return -a; });
    case Op::Mul: return binary([](double a, double b) { return a * b; });
    case Op::Div:
      if (op_.result()->type.isInteger())
        return binary(integerQuotient);
      return binary([](double a, double b) { return a / b; });
    case Op::SafeDiv:
      return binary([&](double a, double b) { return decided(b == 0) ? 0 : a / b; });
    case Op::Mod:
      return binary([](double a, double b) { return a - integerQuotient(a, b) * b; });
    case Op::BitAnd: return binary([](double a, double b) { return double(int64_t(a) & int64_t(b)); });
    case Op::BitOr: return binary([](double a, double b) { return double(int64_t(a) | int64_t(b)); });
    case Op::BitXor: return binary([](double a, double b) { return double(int64_t(a) ^ int64_t(b)); });
    case Op::ShiftLeft: return binary([](double a, double b) { return double(int64_t(a) << int64_t(b)); });
    case Op::ShiftRight: return binary([](double a, double b) { return double(int64_t(a) >> int64_t(b)); });
    case Op::BitNot: return unary([](double a) { return static_cast<double>(~static_cast<int64_t>(a)); });

    case Op::Square: return unary([](double a) { return a * a; });
    case Op::Sqrt: return unary([](double a) { return std::sqrt(a); });
    case Op::Cbrt: return unary([](double a) { return std::cbrt(a); });
    case Op::Exp: return unary([](double a) { return std::exp(a); });
    case Op::Exp2: return unary([](double a) { return std::exp2(a); });
    case Op::Expm1: return unary([](double a) { return std::expm1(a); });
    case Op::Log: return unary([](double a) { return std::log(a); });
    case Op::Log1p: return unary([](double a) { return std::log1p(a); });
    case Op::Log2: return unary([](double a) { return std::log2(a); });
    case Op::Log10: return unary([](double a) { return std::log10(a); });
    case Op::Sin: return unary([](double a) { return std::sin(a); });
    case Op::Cos: return unary([](double a) { return std::cos(a); });
    case Op::Tan: return unary([](double a) { return std::tan(a); });
    case Op::Asin: return unary([](double a) { return std::asin(a); });
    case Op::Acos: return unary([](double a) { return std::acos(a); });
    case Op::Atan: return unary([](double a) { return std::atan(a); });
    case Op::Sinh: return unary([](double a) { return std::sinh(a); });
    case Op::Cosh: return unary([](double a) { return std::cosh(a); });
    case Op::Tanh: return unary([](double a) { return std::tanh(a); });
    case Op::Asinh: return unary([](double a) { return std::asinh(a); });
    case Op::Acosh: return unary([](double a) { return std::acosh(a); });
    case Op::Atanh: return unary([](double a) { return std::atanh(a); });
    case Op::Erf: return unary([](double a) { return std::erf(a); });
    case Op::Erfc: return unary([](double a) { return std::erfc(a); });
    case Op::Lgamma: return unary([](double a) { return std::lgamma(a); });
    case Op::Tgamma: return unary([](double a) { return std::tgamma(a); });
    case Op::Polygamma:
      return unary([&](double a) { return polygamma(*op_.attrs.integer, a); });
    case Op::Logistic:
      return unary([](double a) {
        return a < 0 ? std::exp(a) / (1 + std::exp(a)) : 1 / (1 + std::exp(-a));
      });
    case Op::Softplus:
      return unary([](double a) { return std::max(a, 0.0) + std::log1p(std::exp(-std::fabs(a))); });
    case Op::Abs:
      return unary([&](double a) {
        decided(sign(a));
        return std::fabs(a);
      });
    case Op::Sign: return unary([&](double a) { return decided(sign(a)); });
    case Op::Floor: return unary([&](double a) { return decided(std::floor(a)); });
    case Op::Ceil: return unary([&](double a) { return decided(std::ceil(a)); });
    case Op::Round: return unary([&](double a) { return decided(std::round(a)); });
    case Op::Rint: return unary([&](double a) { return decided(std::nearbyint(a)); });
    case Op::Trunc: return unary([&](double a) { return decided(std::trunc(a)); });
    case Op::Pow: return binary([](double a, double b) { return std::pow(a, b); });
    case Op::PowLog:
      return binary([](double a, double b) {
        double p = std::pow(a, b);
        return p == 0 ? 0 : p * std::log(a);
      });
    case Op::Atan2:
      return binary([&](double a, double b) {
        decided(b < 0 && std::signbit(a)); // the branch cut
        return std::atan2(a, b);
      });
    case Op::Hypot: return binary([](double a, double b) { return std::hypot(a, b); });
    case Op::Fmod:
      return binary([&](double a, double b) {
        decided(std::trunc(a / b));
        return std::fmod(a, b);
      });
    case Op::Remainder:
      return binary([&](double a, double b) {
        decided(std::nearbyint(a / b));
        return std::remainder(a, b);
      });
    case Op::Copysign:
      return binary([&](double a, double b) {
        decided(std::signbit(a));
        decided(std::signbit(b));
        return std::copysign(a, b);
      });
    case Op::Max: return binary([&](double a, double b) { return decided(a < b) ? b : a; });
    case Op::Min: return binary([&](double a, double b) { return decided(b < a) ? b : a; });

    case Op::Compare:
      return binary(
          [&](double a, double b) { return decided(compare(op_.attrs.predicate, a, b)); });
    case Op::And: return binary([](double a, double b) { return a != 0 && b != 0; });
    case Op::Or: return binary([](double a, double b) { return a != 0 || b != 0; });
    case Op::Not: return unary([](double a) { return a == 0; });
    case Op::IsNan: return unary([](double a) { return std::isnan(a); });
    case Op::IsInf: return unary([](double a) { return std::isinf(a); });
    case Op::IsFinite: return unary([](double a) { return std::isfinite(a); });
    case Op::Select:
      return cwise([](const std::vector<double> &c) { return c[0] != 0 ? c[1] : c[2]; });

    case Op::Sum: return reduce([](const Eigen::VectorXd &v) { return v.sum(); });
    case Op::Prod: return reduce([](const Eigen::VectorXd &v) { return product(v); });
    case Op::ProdOthers: return along(x_[0], [](const auto &v) { return productOfOthers(v); });
    case Op::ProdPairs: return prodPairs();
    case Op::Norm: return reduce([](const Eigen::VectorXd &v) { return v.norm(); });
    case Op::MaxCoeff:
      return reduce([&](const Eigen::VectorXd &v) { return v(extremum(v, true)); });
    case Op::MinCoeff:
      return reduce([&](const Eigen::VectorXd &v) { return v(extremum(v, false)); });
    case Op::ArgMax:
      return reduce([&](const Eigen::VectorXd &v) { return double(extremum(v, true)); });
    case Op::ArgMin:
      return reduce([&](const Eigen::VectorXd &v) { return double(extremum(v, false)); });
    case Op::Pick: return pick();
    case Op::Unpick: return unpick();
    case Op::Dot:
      expectSameShape(x_[0], x_[1]);
      return scalar(x_[0].cwiseProduct(x_[1]).sum());

    case Op::Transpose: return x_[0].transpose();
    case Op::Matmul:
      if (x_[0].cols() != x_[1].rows())
        fail("a product of " + shapeOf(x_[0]) + " and " + shapeOf(x_[1]));
      return x_[0] * x_[1];
    case Op::Diag: return diag();
    case Op::Diagonal: return x_[0].diagonal();
    case Op::Reshape:
      if (integer(1) * integer(2) != x_[0].size())
        fail("a reshape to another number of coefficients");
      return Eigen::Map<const Matrix>(x_[0].data(), integer(1), integer(2));
    case Op::Slice:
      expectInside(integer(3), integer(4));
      return x_[0].block(integer(1), integer(2), integer(3), integer(4));
    case Op::Update:
    case Op::Accumulate: return update();
    case Op::Element:
      expectInside(1, 1);
      return scalar(x_[0](integer(1), integer(2)));

    default: return evaluateLinearAlgebra(op_, x_);
    case Op::If:
    case Op::For:
    case Op::While:
    case Op::Recall:
    case Op::EmptyList:
    case Op::ZeroList:
    case Op::SizedList:
    case Op::ResizeList:
    case Op::Item:
    case Op::PutItem:
    case Op::AddItem:
    case Op::DropItem:
    case Op::AddLists:
    case Op::Undefined:
    case Op::Call:
    case Op::CallTangent:
    case Op::Invoke:
    case Op::Written:
      break; // a matter of whole functions
    }
    fail("no operation of straight-line code");
  }

private:
  static Matrix scalar(double x) { return Matrix::Constant(1, 1, x); }

  double decided(double decision) {
    decisions_.push_back(decision);
    return decision;
  }

  Eigen::Index integer(unsigned i) const {
    double n = x_[i](0, 0);
    if (n != std::trunc(n) || n < 0)
      fail("an extent or place is " + ir::printNumber(n));
    return static_cast<Eigen::Index>(n);
  }

  static void expectSameShape(const Matrix &a, const Matrix &b) {
    if (a.rows() != b.rows() || a.cols() != b.cols())
      fail("operands of shapes " + shapeOf(a) + " and " + shapeOf(b));
  }

  void expectInside(Eigen::Index rows, Eigen::Index cols) const {
    if (integer(1) + rows > x_[0].rows() || integer(2) + cols > x_[0].cols())
      fail("a block outside of a matrix");
  }

  Matrix cwise(const std::function<double(const std::vector<double> &)> &f) const {
    const Matrix *shape = nullptr;
    for (size_t i = 0; i < x_.size(); ++i) {
      if (!op_.operand(i)->type.dense)
        continue;
      if (shape)
        expectSameShape(*shape, x_[i]);
      shape = &x_[i];
    }
    Matrix y(shape ? shape->rows() : 1, shape ? shape->cols() : 1);
    std::vector<double> c(x_.size());
    for (Eigen::Index k = 0; k < y.size(); ++k) {
      for (size_t i = 0; i < x_.size(); ++i)
        c[i] = x_[i](op_.operand(i)->type.dense ? k : 0);
      y(k) = f(c);
    }
    return y;
  }
  template <class F> Matrix unary(F f) const {
    return cwise([&](const std::vector<double> &c) { return static_cast<double>(f(c[0])); });
  }
  template <class F> Matrix binary(F f) const {
    return cwise([&](const std::vector<double> &c) { return static_cast<double>(f(c[0], c[1])); });
  }

  Matrix broadcast() const {
    const Matrix &x = x_[0];
    Eigen::Index rows = integer(1), cols = integer(2);
    bool fits = (x.rows() == 1 || x.rows() == rows) && (x.cols() == 1 || x.cols() == cols) &&
                (x.size() == 1 || x.rows() == rows || x.cols() == cols);
    if (!fits)
      fail(shapeOf(x) + " cannot be repeated to " + std::to_string(rows) + "x" +
           std::to_string(cols));
    return x.replicate(x.rows() == rows ? 1 : rows, x.cols() == cols ? 1 : cols);
  }

  Matrix sized() const {
    if (x_[0].size() == 0)
      return Matrix::Zero(integer(1), integer(2));
    expectSameShape(x_[0], Matrix::Zero(integer(1), integer(2)));
    return x_[0];
  }

  Matrix cast() {
    const ir::Type &t = op_.result()->type;
    if (t.isBool())
      return unary([&](double a) { return decided(a != 0); });
    if (t.isInteger())
      return unary([&](double a) { return decided(std::trunc(a)); });
    return x_[0];
  }

  /// `f` of everything, or of each column or row.
  template <class F> Matrix reduce(F f) const {
    const Matrix &x = x_[0];
    if (op_.attrs.axis == Axis::All)
      return scalar(f(x.reshaped()));
    bool cols = op_.attrs.axis == Axis::Cols;
    Matrix y(cols ? 1 : x.rows(), cols ? x.cols() : 1);
    for (Eigen::Index i = 0; i < y.size(); ++i)
      y(i) = cols ? f(x.col(i)) : f(x.row(i).transpose());
    return y;
  }

  /// `f` maps everything, or each column or row, to as many coefficients.
  template <class F> Matrix along(const Matrix &x, F f) const {
    Matrix y = x;
    if (op_.attrs.axis == Axis::All) {
      Eigen::VectorXd v = f(Eigen::VectorXd(x.reshaped()));
      y = Eigen::Map<const Matrix>(v.data(), x.rows(), x.cols());
    } else if (op_.attrs.axis == Axis::Cols) {
      for (Eigen::Index j = 0; j < x.cols(); ++j)
        y.col(j) = f(Eigen::VectorXd(x.col(j)));
    } else {
      for (Eigen::Index i = 0; i < x.rows(); ++i)
        y.row(i) = f(Eigen::VectorXd(x.row(i))).transpose();
    }
    return y;
  }

  /// The product of all coefficients but those at `i` and `k`.
  static double product(const Eigen::VectorXd &v, Eigen::Index i = -1, Eigen::Index k = -1) {
    double p = 1;
    for (Eigen::Index j = 0; j < v.size(); ++j)
      if (j != i && j != k)
        p *= v(j);
    return p;
  }

  static Eigen::VectorXd productOfOthers(const Eigen::VectorXd &v) {
    Eigen::VectorXd y(v.size());
    for (Eigen::Index i = 0; i < v.size(); ++i)
      y(i) = product(v, i);
    return y;
  }

  Matrix prodPairs() const {
    expectSameShape(x_[0], x_[1]);
    // The lines of X with the index of their coefficients, so that those of D are found.
    Matrix indices(x_[0].rows(), x_[0].cols());
    for (Eigen::Index i = 0; i < indices.size(); ++i)
      indices(i) = static_cast<double>(i);
    return along(indices, [&](const Eigen::VectorXd &line) {
      Eigen::VectorXd x(line.size()), d(line.size()), y = Eigen::VectorXd::Zero(line.size());
      for (Eigen::Index i = 0; i < line.size(); ++i) {
        x(i) = x_[0](static_cast<Eigen::Index>(line(i)));
        d(i) = x_[1](static_cast<Eigen::Index>(line(i)));
      }
      for (Eigen::Index i = 0; i < line.size(); ++i)
        for (Eigen::Index k = 0; k < line.size(); ++k)
          if (k != i)
            y(i) += d(k) * product(x, i, k);
      return y;
    });
  }

  Eigen::Index extremum(const Eigen::VectorXd &v, bool greatest) {
    if (v.size() == 0)
      fail("the extremum of nothing");
    Eigen::Index best = 0;
    for (Eigen::Index i = 1; i < v.size(); ++i)
      if (greatest ? v(i) > v(best) : v(i) < v(best))
        best = i;
    decided(static_cast<double>(best));
    return best;
  }

  /// The coefficient of `m` that position `k` of the positions stands for.
  double &picked(Matrix &m, Eigen::Index k) const {
    Eigen::Index p = static_cast<Eigen::Index>(x_[1](k));
    Eigen::Index size = op_.attrs.axis == Axis::All    ? m.size()
                        : op_.attrs.axis == Axis::Cols ? m.rows()
                                                       : m.cols();
    if (p < 0 || p >= size)
      fail("a position outside of a matrix");
    if (op_.attrs.axis == Axis::All)
      return m(p);
    return op_.attrs.axis == Axis::Cols ? m(p, k) : m(k, p);
  }

  Matrix pick() const {
    Matrix x = x_[0], y(x_[1].rows(), x_[1].cols());
    Eigen::Index lines = op_.attrs.axis == Axis::All    ? 1
                         : op_.attrs.axis == Axis::Cols ? x.cols()
                                                        : x.rows();
    if (y.size() != lines)
      fail("as many positions as lines are needed");
    for (Eigen::Index k = 0; k < y.size(); ++k)
      y(k) = picked(x, k);
    return y;
  }

  Matrix unpick() const {
    expectSameShape(x_[0], x_[1]);
    Matrix y = Matrix::Zero(integer(2), integer(3));
    for (Eigen::Index k = 0; k < x_[0].size(); ++k)
      picked(y, k) = x_[0](k);
    return y;
  }

  Matrix diag() const {
    Matrix y = Matrix::Zero(integer(1), integer(2));
    if (x_[0].size() != y.diagonal().size())
      fail("a diagonal of another length");
    y.diagonal() = x_[0].reshaped();
    return y;
  }

  Matrix update() const {
    const Matrix &block = x_[3];
    expectInside(block.rows(), block.cols());
    Matrix y = x_[0];
    auto place = y.block(integer(1), integer(2), block.rows(), block.cols());
    if (op_.kind == Op::Update)
      place = block;
    else
      place += block;
    return y;
  }

  const ir::Operation &op_;
  const std::vector<Matrix> &x_;
  std::vector<double> &decisions_;
};

} // namespace

double polygamma(int64_t order, double x) {
  const double n = static_cast<double>(order);
  const double factorial = std::tgamma(n + 1), parity = order % 2 == 0 ? 1 : -1;
  double shift = 0;
  for (; x < 25; ++x) // psi_n(x) = psi_n(x + 1) - (-1)^n n! / x^(n + 1)
    shift -= parity * factorial / std::pow(x, n + 1);
  // The asymptotic series, with Bernoulli's numbers B_2, B_4, ...
  static constexpr double kBernoulli[] = {1. / 6,   -1. / 30, 1. / 42,
                                          -1. / 30, 5. / 66,  -691. / 2730};
  double series = order == 0 ? -std::log(x) : std::tgamma(n) / std::pow(x, n);
  series += factorial / (2 * std::pow(x, n + 1));
  double k = 2;
  for (double b : kBernoulli) {
    series += b * std::exp(std::lgamma(k + n) - std::lgamma(k + 1)) / std::pow(x, k + n);
    k += 2;
  }
  return shift - parity * series;
}

Matrix evaluateOperation(const ir::Operation &op, const std::vector<Matrix> &operands,
                         std::vector<double> &decisions) {
  Matrix y = OperationEvaluator(op, operands, decisions).run();
  expectConforming(op.result()->type, y);
  return y;
}

} // namespace gateaux::transform::test
