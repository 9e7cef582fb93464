// SPDX-License-Identifier: Apache-2.0
//
// Makes programs with blocks smaller.
#include "RandomStructures.h"

#include "ir/Builder.h"
#include "ir/Clone.h"
#include "ir/Regions.h"
#include "ir/Verifier.h"
#include "transform/Tidy.h"

#include <algorithm>

namespace gateaux::transform::test {

using ir::Block;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

RandomProgram copyOf(const RandomProgram &program) {
  ir::Cloning clone = ir::cloneInterface(*program.function);
  ir::Builder b(*clone.function);
  for (const auto &op : program.function->body.operations)
    ir::cloneDeep(b, *op, clone.map);
  clone.setOutputs(*program.function);
  return {std::move(clone.function), program.arguments};
}

/// One way to make an operation smaller. False where there is no way with that number.
class Edit {
public:
  Edit(ir::Function &f, Operation &op) : f_(f), op_(op) {}

  bool apply(unsigned way) {
    if (ir::isStructured(op_.kind)) {
      if (op_.kind == Op::If) {
        if (way < 2)
          return inlined(*op_.blocks[way]);
        way -= 2;
      } else {
        if (way == 0)
          return skipped();
        if (way == 1)
          return once();
        way -= 2;
        const ir::Loop loop(op_);
        if (way < loop.carried())
          return replaced({{loop.argument(way), loop.initial(way)}, {loop.result(way), loop.initial(way)}});
        way -= loop.carried();
        if (way < loop.carried()) // still carried, but for one more than the initial value
          return replaced({{loop.result(way), loop.initial(way)}});
        way -= loop.carried();
      }
    }
    std::vector<Value *> operands;
    for (Value *v : op_.operands)
      if (op_.results.size() == 1 && v->type == op_.result()->type)
        operands.push_back(v);
    if (way < operands.size())
      return replaced({{op_.result(), operands[way]}});
    way -= static_cast<unsigned>(operands.size());
    // An argument of the same type, or a number.
    std::vector<ir::ValueMap> maps;
    for (Value *r : op_.results) {
      for (Value *a : f_.arguments())
        if (a->type == r->type)
          maps.push_back({{r, a}});
    }
    if (way < maps.size())
      return replaced(maps[way]);
    way -= static_cast<unsigned>(maps.size());
    if (way == 0 && op_.kind != Op::Constant && op_.results.size() == 1 && !op_.result()->type.dense &&
        op_.result()->type.isReal()) {
      op_.kind = Op::Constant;
      op_.operands.clear();
      op_.blocks.clear();
      op_.attrs = {};
      op_.attrs.number = 0.5;
      return true;
    }
    return false;
  }

private:
  bool replaced(const ir::ValueMap &map) {
    replaceUses(f_, map);
    return true;
  }

  /// The operations of a block in the place of the operation that has it.
  void unfold(Block &block) {
    Block &outer = *op_.block;
    auto at = std::find_if(outer.operations.begin(), outer.operations.end(),
                           [&](const auto &op) { return op.get() == &op_; });
    for (auto &inner : block.operations)
      inner->block = &outer;
    outer.operations.insert(at, std::make_move_iterator(block.operations.begin()),
                            std::make_move_iterator(block.operations.end()));
    block.operations.clear();
  }

  bool inlined(Block &arm) {
    ir::ValueMap map;
    for (size_t i = 0; i < op_.results.size(); ++i)
      map[op_.results[i]] = arm.yields[i];
    unfold(arm);
    return replaced(map);
  }

  bool skipped() {
    const ir::Loop loop(op_);
    ir::ValueMap map;
    for (unsigned k = 0; k < loop.carried(); ++k)
      map[loop.result(k)] = loop.initial(k);
    return replaced(map);
  }

  bool once() {
    const ir::Loop loop(op_);
    ir::ValueMap results, arguments;
    for (unsigned k = 0; k < loop.carried(); ++k) {
      results[loop.result(k)] = loop.next(k);
      arguments[loop.argument(k)] = loop.initial(k);
    }
    if (loop.isFor()) {
      arguments[loop.counter()] = loop.begin();
    } else {
      auto constant = std::make_unique<Operation>();
      constant->kind = Op::Constant;
      constant->attrs.integer = 0;
      constant->block = op_.block;
      Operation *made = constant.get();
      f_.addResult(*made, loop.counter()->type);
      auto &operations = op_.block->operations;
      operations.insert(std::find_if(operations.begin(), operations.end(),
                                     [&](const auto &op) { return op.get() == &op_; }),
                        std::move(constant));
      arguments[loop.counter()] = made->result();
    }
    for (unsigned k = 0; k < loop.carried(); ++k)
      if (auto it = arguments.find(loop.next(k)); it != arguments.end())
        results[loop.result(k)] = it->second;
    unfold(loop.body());
    replaceUses(f_, arguments);
    return replaced(results);
  }

  ir::Function &f_;
  Operation &op_;
};

/// In the order in which they are tried: what has blocks first, then the others from the last one.
std::vector<Operation *> operationsOf(const ir::Function &f) {
  std::vector<Operation *> structured, others;
  ir::forEachOperation(f.body, [&](Operation &op) {
    (ir::isStructured(op.kind) ? structured : others).push_back(&op);
  });
  std::reverse(others.begin(), others.end());
  structured.insert(structured.end(), others.begin(), others.end());
  return structured;
}

/// What is made smaller: the number of operations, of which constants count half.
size_t weightOf(const ir::Function &f) {
  size_t weight = 0;
  ir::forEachOperation(f.body, [&](const ir::Operation &op) { weight += op.kind == Op::Constant ? 1 : 2; });
  return weight;
}

/// True where a candidate is well formed and can be evaluated.
bool isSound(const RandomProgram &program) {
  if (ir::verify(*program.function))
    return false;
  try {
    return evaluate(*program.function, program.arguments).outputs[0].allFinite();
  } catch (const std::runtime_error &) {
    return false;
  }
}

} // namespace

RandomProgram shrunkStructure(RandomProgram program,
                              const std::function<bool(const RandomProgram &)> &fails) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    size_t weight = weightOf(*program.function);
    for (size_t i = 0; i < operationsOf(*program.function).size(); ++i)
      for (unsigned way = 0;; ++way) {
        RandomProgram candidate = copyOf(program);
        auto operations = operationsOf(*candidate.function);
        if (i >= operations.size() || !Edit(*candidate.function, *operations[i]).apply(way))
          break;
        tidy(*candidate.function);
        const size_t now = weightOf(*candidate.function);
        if (now >= weight || !isSound(candidate) || !fails(candidate))
          continue;
        program = std::move(candidate);
        smaller = true;
        weight = now;
        --way; // the same place again
      }
  }
  return program;
}

} // namespace gateaux::transform::test
