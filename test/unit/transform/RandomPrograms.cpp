// SPDX-License-Identifier: Apache-2.0
#include "RandomPrograms.h"

#include "ir/Builder.h"
#include "ir/Clone.h"
#include "ir/Printer.h"
#include "ir/Spelling.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace gateaux::transform::test {

using ir::Axis;
using ir::Op;
using ir::Type;
using ir::Value;

namespace {

void addArgument(RandomProgram &program, const Type &type, const std::string &name, Matrix value) {
  ir::Parameter p;
  p.name = name;
  p.plain = p.declared = ir::spell(type);
  p.leaves.push_back({name, program.function->addArgument(type, name), type});
  program.function->parameters.push_back(std::move(p));
  program.arguments.push_back(std::move(value));
}

/// Grows a program one operation at a time, and knows the value of everything in it, so that only
/// operations are created that are defined and smooth where they stand.
class Generator {
public:
  explicit Generator(unsigned seed) : random_(seed) {
    program_.function = std::make_unique<ir::Function>("f");
    program_.function->result = "double";
  }

  RandomProgram run(unsigned length) {
    m_ = 2 + below(3);
    n_ = 2 + below(3);
    argument("A", matrixType(m_, n_), m_, n_);
    argument("B", matrixType(m_, n_), m_, n_);
    argument("W", matrixType(n_, m_), n_, m_);
    argument("x", columnType(m_), m_, 1);
    argument("r", rowType(n_), 1, n_);
    argument("s", Type::f64(), 1, 1);
    b_.emplace(*program_.function);
    while (program_.function->body.operations.size() < length)
      step();
    finish();
    return std::move(program_);
  }

private:
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  bool chance(unsigned percent) { return below(100) < percent; }

  /// Extents are known at compile time, or not, or one of them is.
  int maybeDynamic(Eigen::Index n) { return chance(70) ? ir::kDynamic : static_cast<int>(n); }
  Type matrixType(Eigen::Index m, Eigen::Index n) {
    return Type::matrix(ir::ScalarKind::F64, maybeDynamic(m), maybeDynamic(n));
  }
  Type columnType(Eigen::Index m) {
    return Type::matrix(ir::ScalarKind::F64, maybeDynamic(m), 1);
  }
  Type rowType(Eigen::Index n) {
    Type t = Type::matrix(ir::ScalarKind::F64, 1, maybeDynamic(n));
    t.rowMajor = true;
    return t;
  }

  void argument(const std::string &name, const Type &type, Eigen::Index rows, Eigen::Index cols) {
    addArgument(program_, type, name, randomMatrix(random_, rows, cols, -1, 1));
    remember(program_.function->arguments().back(), program_.arguments.back());
  }

  void remember(Value *v, Matrix m) {
    values_[v] = std::move(m);
    if (v->type.isReal())
      reals_.push_back(v);
  }

  /// Evaluates the operations that were created since the last time.
  void evaluateNew() {
    for (auto &operations = program_.function->body.operations; done_ < operations.size();
         ++done_) {
      std::vector<Matrix> operands;
      for (const Value *v : operations[done_]->operands)
        operands.push_back(values_.at(v));
      std::vector<double> decisions;
      remember(operations[done_]->result(),
               evaluateOperation(*operations[done_], operands, decisions));
    }
  }

  const Matrix &at(const Value *v) const { return values_.at(v); }
  double least(const Value *v) const { return at(v).minCoeff(); }
  double greatest(const Value *v) const { return at(v).cwiseAbs().maxCoeff(); }

  /// A real value, rather one of the last.
  Value *any() {
    unsigned n = static_cast<unsigned>(reals_.size());
    return reals_[std::max(below(n), below(n))];
  }
  template <class Accept> Value *anyOf(Accept accept) {
    for (unsigned attempt = 0; attempt < 30; ++attempt)
      if (Value *v = any(); accept(v))
        return v;
    return nullptr;
  }
  Value *anyDense() {
    Value *x = anyOf([](Value *v) { return v->type.dense; });
    return x ? x : program_.function->arguments()[0];
  }
  Value *anyScalar() {
    Value *s = anyOf([](Value *v) { return !v->type.dense; });
    return s ? s : program_.function->arguments()[5];
  }
  /// One that can be combined with `v` coefficient by coefficient.
  Value *anyLike(Value *v) {
    return anyOf([&](Value *w) {
      return !w->type.dense || !v->type.dense ||
             (at(w).rows() == at(v).rows() && at(w).cols() == at(v).cols());
    });
  }

  /// Brings the coefficients of a value that has become large back to order one.
  Value *tamed(Value *v) {
    evaluateNew();
    if (greatest(v) < 4)
      return v;
    Value *small = b_->create(chance(50) ? Op::Tanh : Op::Sin, {v});
    evaluateNew();
    return small;
  }
  /// A positive value from any.
  Value *positive(Value *v) {
    Value *y = b_->create(chance(50) ? Op::Logistic : Op::Softplus, {v});
    return b_->create(Op::Add, {b_->constant(0.5), y});
  }
  Axis axis() { return std::array{Axis::All, Axis::Cols, Axis::Rows}[below(3)]; }
  Value *place(Eigen::Index extent) { return b_->integer(below(static_cast<unsigned>(extent))); }

  void step() {
    switch (below(8)) {
    case 0:
    case 1: return unary();
    case 2:
    case 3: return binary();
    case 4: return reduction();
    case 5: return product();
    case 6: return structure();
    default: return chance(50) ? choice() : special();
    }
  }

  void unary() {
    static constexpr Op kSmooth[] = {Op::Neg,      Op::Square,   Op::Exp,         Op::Sin,
                                     Op::Cos,      Op::Tanh,     Op::Erf,         Op::Abs,
                                     Op::Logistic, Op::Softplus, Op::Atan,        Op::Asinh,
                                     Op::Expm1,    Op::Sinh,     Op::StopGradient};
    static constexpr Op kPositive[] = {Op::Sqrt, Op::Log,    Op::Cbrt,
                                       Op::Log2, Op::Lgamma, Op::Log1p};
    Value *x = any();
    if (chance(70))
      tamed(b_->create(kSmooth[below(std::size(kSmooth))], {x}));
    else
      tamed(b_->create(kPositive[below(std::size(kPositive))], {positive(x)}));
  }

  void binary() {
    Value *x = any(), *y = anyLike(x);
    if (!y)
      return;
    if (chance(50))
      std::swap(x, y);
    switch (below(10)) {
    case 0:
    case 1: tamed(b_->create(Op::Add, {x, y})); return;
    case 2: tamed(b_->create(Op::Sub, {x, y})); return;
    case 3:
    case 4: tamed(b_->create(Op::Mul, {x, y})); return;
    case 5: tamed(b_->create(Op::Div, {x, positive(y)})); return;
    case 6: tamed(b_->create(Op::SafeDiv, {x, positive(y)})); return;
    case 7: tamed(b_->create(Op::Pow, {positive(x), y})); return;
    case 8: tamed(b_->create(Op::Atan2, {x, positive(y)})); return;
    default: tamed(b_->create(chance(50) ? Op::Max : Op::Min, {x, y})); return;
    }
  }

  void reduction() {
    Value *x = anyDense();
    Axis a = axis();
    switch (below(6)) {
    case 0:
    case 1: tamed(b_->reduce(Op::Sum, x, a)); return;
    case 2: tamed(b_->reduce(Op::Prod, x, a)); return;
    case 3: tamed(b_->reduce(Op::Norm, positive(x), a)); return;
    case 4: tamed(b_->reduce(chance(50) ? Op::MaxCoeff : Op::MinCoeff, x, a)); return;
    default: {
      Value *position = b_->reduce(chance(50) ? Op::ArgMax : Op::ArgMin, x, a);
      Value *y = anyOf([&](Value *w) {
        return w->type.dense && at(w).rows() == at(x).rows() && at(w).cols() == at(x).cols();
      });
      ir::Attributes attrs;
      attrs.axis = a;
      tamed(b_->create(Op::Pick, {y ? y : x, position}, attrs));
    }
    }
  }

  void product() {
    Value *x = anyDense();
    if (chance(30)) {
      Value *y = anyOf([&](Value *w) {
        return w->type.dense && at(w).rows() == at(x).rows() && at(w).cols() == at(x).cols();
      });
      if (y)
        tamed(b_->create(Op::Dot, {x, y}));
      return;
    }
    if (Value *y = anyOf([&](Value *w) { return w->type.dense && at(w).rows() == at(x).cols(); }))
      tamed(b_->create(Op::Matmul, {x, y}));
  }

  void structure() {
    Value *x = anyDense();
    const Matrix m = at(x);
    switch (below(9)) {
    case 0: b_->create(Op::Transpose, {x}); break;
    case 1: b_->create(Op::Diagonal, {x}); break;
    case 2: {
      Value *v = anyOf([](Value *w) { return w->type.isVector(); });
      if (!v)
        return;
      Value *n = b_->integer(static_cast<int64_t>(at(v).size()));
      b_->diag(v, n, n);
      break;
    }
    case 3: {
      Value *rows = b_->rows(x), *cols = b_->cols(x);
      b_->createTyped(Op::Reshape, Type::matrix(ir::ScalarKind::F64, ir::kDynamic, ir::kDynamic),
                      {x, cols, rows});
      break;
    }
    case 4: { // a block, its extents known or not
      Eigen::Index rows = 1 + below(static_cast<unsigned>(m.rows()));
      Eigen::Index cols = 1 + below(static_cast<unsigned>(m.cols()));
      Value *i = place(m.rows() - rows + 1), *j = place(m.cols() - cols + 1);
      Type t = cols == 1 ? columnType(rows) : rows == 1 ? rowType(cols) : matrixType(rows, cols);
      b_->createTyped(Op::Slice, t, {x, i, j, b_->integer(rows), b_->integer(cols)});
      break;
    }
    case 5:
      b_->create(Op::Element, {x, place(m.rows()), place(m.cols())});
      break;
    case 6:
    case 7: {
      Value *block = anyOf([&](Value *w) {
        return at(w).rows() <= m.rows() && at(w).cols() <= m.cols() &&
               (w->type.dense || chance(50));
      });
      if (!block)
        return;
      Value *i = place(m.rows() - at(block).rows() + 1),
            *j = place(m.cols() - at(block).cols() + 1);
      tamed(b_->create(chance(50) ? Op::Update : Op::Accumulate, {x, i, j, block}));
      return;
    }
    default: broadcast(); break;
    }
    evaluateNew();
  }

  void broadcast() {
    Value *v = anyOf([](Value *w) { return !w->type.dense || w->type.isVector(); });
    if (!v)
      return;
    Value *like = program_.function->arguments()[below(2)];
    Type t = Type::matrix(ir::ScalarKind::F64, ir::kDynamic, ir::kDynamic);
    bool single = at(v).size() == 1; // of the statically known shapes only scalars go both ways
    if (!v->type.dense)
      b_->broadcastLike(v, like);
    else if (v->type.isColumn() && v->type.rows != 1 && (single || at(v).rows() == m_))
      b_->broadcast(v, b_->rows(v), b_->cols(like), t);
    else if (v->type.isRow() && (single || at(v).cols() == n_))
      b_->broadcast(v, b_->rows(like), b_->cols(v), t);
  }

  void choice() {
    Value *x = any(), *y = anyLike(x);
    if (!y)
      return;
    ir::Attributes predicate;
    predicate.predicate = chance(50) ? ir::Predicate::Lt : ir::Predicate::Ge;
    Value *condition = b_->create(Op::Compare, {x, y}, predicate);
    if (chance(30))
      condition = b_->create(Op::Not, {condition});
    Value *dense = x->type.dense ? x : y;
    Type t = *ir::inferType(Op::Add, {x, y}, {});
    if (!dense->type.dense && chance(50)) { // a scalar condition with dense arms
      x = anyDense();
      y = chance(50) ? anyScalar() : anyLike(x);
      if (!y)
        return;
      t = *ir::inferType(Op::Add, {x, y}, {});
    }
    b_->createTyped(Op::Select, t, {condition, x, y});
    evaluateNew();
  }

  /// Patterns that the simplification looks for.
  void special() {
    Value *x = anyDense();
    Value *zero = b_->zeroLike(x);
    switch (below(5)) {
    case 0: tamed(b_->create(Op::Sub, {zero, x})); return;
    case 1: {
      Value *ones = b_->broadcastLike(b_->constant(1), x);
      Value *t = b_->create(Op::Transpose, {x});
      tamed(b_->create(Op::Matmul, {chance(50) ? ones : x, t}));
      return;
    }
    case 2: tamed(b_->create(Op::Accumulate, {zero, b_->integer(0), b_->integer(0), x})); return;
    case 3: {
      Value *y = b_->create(Op::Mul, {anyScalar(), x});
      tamed(b_->reduce(Op::Sum, y, axis()));
      return;
    }
    default: {
      Value *y = b_->broadcastLike(anyScalar(), x);
      tamed(b_->create(Op::Mul, {b_->constant(2), b_->create(Op::Dot, {x, y})}));
      return;
    }
    }
  }

  /// The sum of some of the last values, so that most of the program matters.
  void finish() {
    Value *total = nullptr;
    size_t begin = reals_.size() > 6 ? reals_.size() - 6 : 0;
    std::vector<Value *> last(reals_.begin() + static_cast<std::ptrdiff_t>(begin), reals_.end());
    for (Value *v : last) {
      Value *s = b_->create(Op::Sin, {v->type.dense ? b_->reduce(Op::Sum, v, Axis::All) : v});
      total = total ? b_->create(Op::Add, {total, s}) : s;
    }
    program_.function->outputs.push_back({"", total});
  }

  std::mt19937 random_;
  RandomProgram program_;
  std::optional<ir::Builder> b_;
  std::unordered_map<const Value *, Matrix> values_;
  std::vector<Value *> reals_;
  size_t done_ = 0;
  unsigned m_ = 0, n_ = 0;
};

/// The program without operation `dropped`, whose value becomes `substitute`, or else an argument.
RandomProgram without(const RandomProgram &program, size_t dropped, const Value *substitute) {
  const ir::Function &f = *program.function;
  const auto values = evaluate(f, program.arguments).values;
  RandomProgram smaller;
  ir::Cloning clone = ir::cloneInterface(f);
  smaller.arguments = program.arguments;
  std::swap(smaller.function, clone.function);
  // What nothing needs any more goes too.
  std::unordered_set<const Value *> live;
  std::vector<bool> kept(f.body.operations.size());
  for (const ir::Output &output : f.outputs)
    live.insert(output.value);
  for (size_t i = f.body.operations.size(); i-- > 0;) {
    const ir::Operation &op = *f.body.operations[i];
    kept[i] = live.count(op.result()) != 0;
    if (!kept[i])
      continue;
    if (i == dropped && substitute)
      live.insert(substitute);
    else if (i != dropped)
      live.insert(op.operands.begin(), op.operands.end());
  }
  ir::Builder b(*smaller.function);
  for (size_t i = 0; i < kept.size(); ++i) {
    const ir::Operation &op = *f.body.operations[i];
    if (!kept[i])
      continue;
    if (i != dropped) {
      clone.set(op, b.clone(op, clone.of(op.operands))->results);
    } else if (substitute) {
      clone.map[op.result()] = clone.of(substitute);
    } else {
      addArgument(smaller, op.result()->type, "t" + std::to_string(smaller.arguments.size()),
                  values.at(op.result()));
      clone.map[op.result()] = smaller.function->arguments().back();
    }
  }
  for (const ir::Output &output : f.outputs)
    smaller.function->outputs.push_back({output.path, clone.of(output.value)});
  return smaller;
}

} // namespace

std::string RandomProgram::text() const {
  std::string s = ir::print(*function);
  std::unordered_set<const Value *> used;
  for (const auto &op : function->body.operations)
    used.insert(op->operands.begin(), op->operands.end());
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!used.count(function->arguments()[i]))
      continue;
    s += "// %" + function->arguments()[i]->name + " =";
    for (Eigen::Index r = 0; r < arguments[i].rows(); ++r)
      for (Eigen::Index c = 0; c < arguments[i].cols(); ++c)
        s += (c == 0 && r > 0 ? "; " : " ") + ir::printNumber(arguments[i](r, c));
    s += "\n";
  }
  return s;
}

Problem RandomProgram::problem() const {
  return {function.get(), arguments, realArguments(*function)};
}

RandomProgram randomProgram(unsigned seed, unsigned length) { return Generator(seed).run(length); }

RandomProgram shrunk(RandomProgram program,
                     const std::function<bool(const RandomProgram &)> &fails) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (size_t i = program.function->body.operations.size(); i-- > 0;) {
      const ir::Operation &op = *program.function->body.operations[i];
      std::vector<const Value *> substitutes;
      if (program.function->outputs[0].value == op.result())
        for (size_t k = 0; k < i; ++k)
          substitutes.push_back(program.function->body.operations[k]->result());
      substitutes.insert(substitutes.end(), op.operands.begin(), op.operands.end());
      std::erase_if(substitutes, [&](const Value *v) { return !(v->type == op.result()->type); });
      if (op.kind != Op::Constant)
        substitutes.push_back(nullptr);
      for (const Value *substitute : substitutes) {
        RandomProgram candidate = without(program, i, substitute);
        if (fails(candidate)) {
          program = std::move(candidate);
          smaller = true;
          break;
        }
      }
      i = std::min(i, program.function->body.operations.size());
    }
  }
  return program;
}

} // namespace gateaux::transform::test
