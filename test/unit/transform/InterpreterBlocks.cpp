// SPDX-License-Identifier: Apache-2.0
//
// Whole functions: blocks, what loops keep, and what is not defined.
#include "Interpreter.h"

#include "ir/Printer.h"
#include "ir/Regions.h"
#include "transform/Calls.h"

#include <cmath>
#include <stdexcept>

namespace gateaux::transform::test {

using ir::Op;
using ir::Value;

namespace {

[[noreturn]] void fail(const std::string &message) { throw std::runtime_error(message); }

/// What a value is while a function runs.
struct Datum {
  Matrix matrix;
  std::vector<Datum> items; ///< of a sequence or list; an item of a list that is not defined is zero
  bool defined = true;
};

class Run {
public:
  Run(const ir::Function &function, const Evaluation *base)
      : function_(function), names_(function), base_(base) {}

  Evaluation evaluate(const std::vector<Matrix> &arguments) {
    if (arguments.size() != function_.arguments().size())
      fail("@" + function_.name + " has " + std::to_string(function_.arguments().size()) +
           " arguments, not " + std::to_string(arguments.size()));
    for (size_t i = 0; i < arguments.size(); ++i)
      set(function_.arguments()[i], {arguments[i], {}});
    run(function_.body);
    for (const ir::Output &output : function_.outputs)
      e_.outputs.push_back(matrix(output.value));
    return std::move(e_);
  }

private:
  void set(const Value *v, Datum d) {
    if (d.defined && !v->type.isSequence() && !v->type.isList()) {
      expectConforming(v->type, d.matrix);
      for (double x : d.matrix.reshaped())
        if (std::isfinite(x))
          e_.magnitude = std::max(e_.magnitude, std::fabs(x));
      e_.values[v] = d.matrix;
    }
    data_[v] = std::move(d);
  }

  const Datum &at(const Value *v) const {
    auto it = data_.find(v);
    if (it == data_.end())
      fail(names_.of(v) + " has no value yet");
    return it->second;
  }
  /// A value that is read.
  const Datum &read(const Value *v) const {
    const Datum &d = at(v);
    if (!d.defined)
      fail(names_.of(v) + " is read and not defined");
    return d;
  }
  const Matrix &matrix(const Value *v) const { return read(v).matrix; }
  int64_t integer(const Value *v) const { return static_cast<int64_t>(matrix(v)(0, 0)); }
  bool truth(const Value *v) const { return matrix(v)(0, 0) != 0; }

  void run(const ir::Block &block) {
    for (const auto &op : block.operations)
      run(*op);
  }

  void run(const ir::Operation &op) {
    if (op.kind == Op::If)
      return runIf(op);
    if (op.kind == Op::For)
      return runFor(op);
    if (op.kind == Op::While)
      return runWhile(op);
    try {
      set(op.result(), valueOf(op));
    } catch (const std::runtime_error &error) {
      fail(std::string(error.what()) + " in `" + ir::print(op, names_) + "`");
    }
  }

  Datum valueOf(const ir::Operation &op) {
    if (op.kind == Op::Undefined)
      return {{}, {}, false};
    if (op.kind == Op::Recall) {
      const std::vector<Datum> &items = read(op.operand(0)).items;
      const int64_t position = integer(op.operand(1));
      if (position < 0 || position >= static_cast<int64_t>(items.size()))
        fail("item " + std::to_string(position) + " of " + std::to_string(items.size()));
      const Datum &item = items[static_cast<size_t>(position)];
      if (!item.defined && op.operand(0)->type.isList())
        fail("item " + std::to_string(position) + " is missing");
      return item;
    }
    if (op.kind == Op::EmptyList || (!op.operands.empty() && op.operand(0)->type.isList()))
      return listOperation(op);
    std::vector<Matrix> operands;
    for (const Value *v : op.operands)
      operands.push_back(matrix(v));
    if (op.kind == Op::StopGradient) {
      if (base_ && e_.stopped.size() < base_->stopped.size())
        operands[0] = base_->stopped[e_.stopped.size()];
      e_.stopped.push_back(operands[0]);
    }
    return {evaluateOperation(op, operands, e_.decisions), {}};
  }

  /// An item that is there from now on, missing at first.
  static Datum &grown(Datum &list, int64_t position) {
    if (position < 0)
      fail("item " + std::to_string(position));
    if (position >= static_cast<int64_t>(list.items.size()))
      list.items.resize(static_cast<size_t>(position) + 1, {{}, {}, false});
    return list.items[static_cast<size_t>(position)];
  }

  static void addTo(Datum &item, const Matrix &x) {
    if (item.defined && (item.matrix.rows() != x.rows() || item.matrix.cols() != x.cols()))
      fail("a sum of items of different shapes");
    item = {item.defined ? Matrix(item.matrix + x) : x, {}};
  }

  Datum listOperation(const ir::Operation &op) {
    if (op.kind == Op::EmptyList)
      return {};
    Datum list = read(op.operand(0));
    auto item = [&]() -> Datum & { return grown(list, integer(op.operand(1))); };
    switch (op.kind) {
    case Op::Rows:
      return {Matrix::Constant(1, 1, static_cast<double>(list.items.size())), {}};
    case Op::ZeroList:
      for (Datum &d : list.items)
        d.matrix.setZero();
      return list;
    case Op::SizedList: {
      const std::vector<Datum> &like = read(op.operand(1)).items;
      list.items.resize(like.size(), {{}, {}, false});
      for (size_t i = 0; i < like.size(); ++i)
        if (!list.items[i].defined)
          list.items[i] = {Matrix::Zero(like[i].matrix.rows(), like[i].matrix.cols()), {}};
      return list;
    }
    case Op::ResizeList:
      if (integer(op.operand(1)) < static_cast<int64_t>(list.items.size()))
        fail("a list is longer than it is said to be");
      list.items.resize(static_cast<size_t>(integer(op.operand(2))), {{}, {}, false});
      return list;
    case Op::Item:
      if (item().defined)
        return item();
      return {Matrix::Zero(integer(op.operand(2)), integer(op.operand(3))), {}};
    case Op::PutItem:
      item() = {matrix(op.operand(2)), {}};
      return list;
    case Op::AddItem:
      addTo(item(), matrix(op.operand(2)));
      return list;
    case Op::DropItem:
      item() = {{}, {}, false};
      return list;
    case Op::AddLists: {
      const std::vector<Datum> &other = read(op.operand(1)).items;
      for (size_t i = 0; i < other.size(); ++i)
        if (other[i].defined)
          addTo(grown(list, static_cast<int64_t>(i)), other[i].matrix);
      return list;
    }
    default:
      fail("no operation on lists");
    }
  }

  void runIf(const ir::Operation &op) {
    const ir::Block &arm = *op.blocks[truth(op.operand(0)) ? 0 : 1];
    run(arm);
    for (size_t i = 0; i < op.results.size(); ++i)
      set(op.results[i], at(arm.yields[i]));
  }

  /// One iteration: takes what the loop carries along, hands back what its block yields.
  std::vector<Datum> iteration(const ir::Loop &loop, int64_t counter, std::vector<Datum> carried) {
    set(loop.counter(), {Matrix::Constant(1, 1, static_cast<double>(counter)), {}});
    for (unsigned k = 0; k < loop.carried(); ++k)
      set(loop.argument(k), std::move(carried[k]));
    run(loop.body());
    std::vector<Datum> yields;
    for (const Value *v : loop.body().yields)
      yields.push_back(at(v));
    return yields;
  }

  std::vector<Datum> initial(const ir::Loop &loop) const {
    std::vector<Datum> carried;
    for (unsigned k = 0; k < loop.carried(); ++k)
      carried.push_back(at(loop.initial(k)));
    return carried;
  }

  void finish(const ir::Loop &loop, std::vector<Datum> carried, std::vector<Datum> kept) {
    for (unsigned k = 0; k < loop.carried(); ++k)
      set(loop.result(k), std::move(carried[k]));
    for (unsigned j = 0; j < loop.kept(); ++j)
      set(loop.sequence(j), std::move(kept[j]));
  }

  void runFor(const ir::Operation &op) {
    const ir::Loop loop(op);
    const int64_t begin = integer(loop.begin()), end = integer(loop.end());
    std::vector<Datum> carried = initial(loop), kept(loop.kept());
    for (Datum &d : kept)
      d.items.resize(static_cast<size_t>(std::max<int64_t>(end - begin, 0)));
    for (int64_t n = 0; n < end - begin; ++n) {
      const int64_t i = loop.downwards() ? end - 1 - n : begin + n;
      std::vector<Datum> yields = iteration(loop, i, std::move(carried));
      for (unsigned j = 0; j < loop.kept(); ++j)
        kept[j].items[static_cast<size_t>(i - begin)] = std::move(yields[loop.carried() + j]);
      yields.resize(loop.carried());
      carried = std::move(yields);
    }
    finish(loop, std::move(carried), std::move(kept));
  }

  void runWhile(const ir::Operation &op) {
    constexpr int64_t kMost = 10000;
    const ir::Loop loop(op);
    std::vector<Datum> carried = initial(loop), kept(loop.kept());
    int64_t count = 0;
    for (bool go = truth(loop.go()); go; ++count) {
      if (count == kMost)
        fail("a loop does not end");
      std::vector<Datum> yields = iteration(loop, count, std::move(carried));
      go = truth(loop.goOn());
      for (unsigned j = 0; j < loop.kept(); ++j)
        kept[j].items.push_back(std::move(yields[1 + loop.carried() + j]));
      carried.assign(std::make_move_iterator(yields.begin() + 1),
                     std::make_move_iterator(yields.begin() + 1 + loop.carried()));
    }
    set(loop.count(), {Matrix::Constant(1, 1, static_cast<double>(count)), {}});
    finish(loop, std::move(carried), std::move(kept));
  }

  const ir::Function &function_;
  const ir::ValueNames names_;
  const Evaluation *base_;
  Evaluation e_;
  std::unordered_map<const Value *, Datum> data_;
};

bool hasCalls(const ir::Function &f) {
  bool found = false;
  ir::forEachOperation(f.body, [&](const ir::Operation &op) {
    found = found || op.kind == Op::Call || op.kind == Op::CallTangent;
  });
  return found;
}

} // namespace

Evaluation evaluate(const ir::Function &function, const std::vector<Matrix> &arguments,
                    const Evaluation *base) {
  if (hasCalls(function))
    return evaluate(*expandCalls(function), arguments, base);
  return Run(function, base).evaluate(arguments);
}

} // namespace gateaux::transform::test
