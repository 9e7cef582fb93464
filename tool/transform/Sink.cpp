// SPDX-License-Identifier: Apache-2.0
#include "Sink.h"

#include "../ir/Builder.h"
#include "../ir/Regions.h"
#include "Accumulation.h"
#include "Tidy.h"

#include <algorithm>
#include <map>
#include <set>

namespace gateaux::transform {

using ir::Block;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

/// Whether a linear operation gives zero where operand i is zero.
bool zeroBy(const Operation &op, unsigned i) {
  switch (op.kind) {
  case Op::Mul: case Op::Matmul: case Op::Dot: case Op::Cross:
    return true;
  case Op::Div: case Op::SafeDiv: case Op::Neg: case Op::Broadcast: case Op::Cast: case Op::Sum: case Op::Transpose:
  case Op::Diag: case Op::Diagonal: case Op::Reshape: case Op::Slice: case Op::Element: case Op::Gather: case Op::Pick:
  case Op::Unpick: case Op::Reverse: case Op::Triangle: case Op::Symmetric:
    return i == 0;
  case Op::ProdPairs: case Op::MatrixFunctionAlong: case Op::Solve: case Op::SolveTransposed: case Op::TriSolve: case Op::HalfSolve:
  case Op::HalfSolveTransposed:
    return i == 1;
  default:
    return false;
  }
}

class Sinking {
public:
  Sinking(ir::Function &f, const Parts &parts) : f_(f), b_(f), parts_(f, parts) {}

  void run() {
    while (block(f_.body)) {
    }
  }

private:
  using Operations = std::set<const Operation *>;

  bool block(Block &b) {
    for (size_t i = 0; i < b.operations.size(); ++i) {
      Operation &op = *b.operations[i];
      for (const auto &inner : op.blocks)
        if (block(*inner))
          return true;
      if (op.kind == Op::If && (consumers(b, i) || producers(b, i)))
        return true;
      if (op.kind == Op::Select && choice(b, i))
        return true;
    }
    return false;
  }

  /// The operations of `block` in which `v` is used, with null for its yields and the outputs.
  Operations usersIn(const Block &block, const Value *v) const {
    Operations users;
    for (const auto &op : block.operations) {
      bool uses = std::find(op->operands.begin(), op->operands.end(), v) != op->operands.end();
      for (const auto &inner : op->blocks) {
        ir::forEachUse(*inner, [&](const Value *x) { uses = uses || x == v; });
        for (const Value *a : inner->arguments)
          uses = uses || a->shapeLike == v;
      }
      for (const Value *r : op->results)
        uses = uses || r->shapeLike == v;
      if (uses)
        users.insert(op.get());
    }
    if (std::find(block.yields.begin(), block.yields.end(), v) != block.yields.end())
      users.insert(nullptr);
    for (const ir::Output &output : f_.outputs)
      if (output.value == v)
        users.insert(nullptr);
    return users;
  }

  /// What follows operation i, a condition, and is done in one of its arms alone.
  struct Consumers {
    std::set<const Value *> zero;                   ///< in the other arm
    std::map<const Value *, const Value *> passing; ///< equal to something else in the other arm
    Operations operations;
  };

  /// `zero`: results of operation i that are zero in the other arm.
  Consumers find(const Block &b, size_t i, std::set<const Value *> zero) const {
    const Operation &condition = *b.operations[i];
    Consumers found;
    found.zero = std::move(zero);
    std::set<const Value *> others; // what depends on the condition otherwise
    if (found.zero.empty())
      return found;
    for (size_t j = i + 1; j < b.operations.size(); ++j) {
      const Operation &op = *b.operations[j];
      std::vector<Value *> used = usedBy(op);
      if (take(op, condition, found, others))
        continue;
      if (std::any_of(used.begin(), used.end(), [&](const Value *v) {
            return others.count(v) || found.operations.count(v->def) || v->def == &condition;
          }))
        others.insert(op.results.begin(), op.results.end());
    }
    withoutEscapes(b, condition, found);
    return found;
  }

  bool take(const Operation &op, const Operation &condition, Consumers &found,
            const std::set<const Value *> &others) const {
    if (op.stage == ir::Stage::Primal || op.results.size() != 1 || !op.blocks.empty() ||
        parts_.of(op) != parts_.of(condition))
      return false;
    for (const Value *v : op.operands)
      if (others.count(v))
        return false;
    auto zero = [&](unsigned k) { return found.zero.count(op.operand(k)) != 0; };
    bool gives = false;
    for (unsigned k = 0; k < op.operands.size(); ++k)
      gives = gives || (zero(k) && zeroBy(op, k));
    const Value *passed = nullptr;
    switch (op.kind) {
    case Op::Add:
      gives = zero(0) && zero(1);
      passed = zero(1) ? op.operand(0) : zero(0) ? op.operand(1) : nullptr;
      break;
    case Op::Sub:
      gives = zero(0) && zero(1);
      passed = zero(1) ? op.operand(0) : nullptr;
      break;
    case Op::Accumulate:
    case Op::Scatter:
      gives = zero(0) && zero(3);
      passed = zero(3) ? op.operand(0) : nullptr;
      break;
    default:
      break;
    }
    if (!gives && (!passed || passed->type.dense != op.result()->type.dense))
      return false;
    if (gives)
      found.zero.insert(op.result());
    else
      found.passing[op.result()] = passed;
    found.operations.insert(&op);
    return true;
  }

  /// Without what would have to give a matrix of zeros.
  void withoutEscapes(const Block &b, const Operation &condition, Consumers &found) const {
    for (bool changed = !found.operations.empty(); changed;) {
      changed = false;
      Operations kept;
      for (const Operation *op : found.operations) {
        bool stays = true;
        for (const Value *v : op->operands)
          stays = stays && (!v->def || v->def->block != op->block || found.operations.count(v->def) ||
                            (!found.zero.count(v) && !found.passing.count(v)) || v->def == &condition);
        if (found.zero.count(op->result()) && op->result()->type.dense)
          for (const Operation *user : usersIn(b, op->result()))
            stays = stays && found.operations.count(user);
        if (stays)
          kept.insert(op);
        else
          changed = true;
      }
      found.operations = std::move(kept);
    }
  }

  /// Adding to something is what makes it worth while, or work on a matrix.
  static bool worthWhile(const Consumers &found) {
    return std::any_of(found.operations.begin(), found.operations.end(), [&](const Operation *op) {
      return found.passing.count(op->result()) || op->result()->type.dense;
    });
  }

  bool consumers(Block &b, size_t i) {
    const Operation &condition = *b.operations[i];
    for (size_t arm = 0; arm < 2; ++arm) {
      std::set<const Value *> zero;
      for (size_t r = 0; r < condition.results.size(); ++r)
        if (isZero(condition.blocks[1 - arm]->yields[r]))
          zero.insert(condition.results[r]);
      Consumers found = find(b, i, std::move(zero));
      if (worthWhile(found)) {
        moveIn(b, i, arm, found);
        return true;
      }
    }
    return false;
  }

  /// `condition ? u : 0`, which becomes a condition with arms where work on matrices follows.
  bool choice(Block &b, size_t i) {
    Operation &op = *b.operations[i];
    if (op.stage == ir::Stage::Primal || op.result()->type.dense || op.operand(0)->type.dense ||
        isZero(op.operand(1)) == isZero(op.operand(2)))
      return false;
    const size_t arm = isZero(op.operand(1)) ? 1 : 0;
    Consumers found = find(b, i, {op.result()});
    if (std::none_of(found.operations.begin(), found.operations.end(),
                     [&](const Operation *o) { return o->result()->type.dense; }))
      return false;
    std::vector<Value *> yields{op.operand(1), op.operand(2)};
    op.kind = Op::If;
    op.operands.resize(1);
    for (Value *v : yields)
      f_.addBlock(op)->yields = {v};
    moveIn(b, i, arm, found);
    return true;
  }

  void moveIn(Block &b, size_t i, size_t arm, const Consumers &found) {
    Operation &condition = *b.operations[i];
    // What the moved operations read goes before the condition.
    Operations needed;
    for (size_t j = b.operations.size(); j-- > i + 1;) {
      const Operation &op = *b.operations[j];
      if (found.operations.count(&op) || needed.count(&op))
        for (const Value *v : usedBy(op))
          if (v->def && v->def != &condition && v->def->block == &b && !found.operations.count(v->def))
            needed.insert(v->def);
    }
    std::vector<std::unique_ptr<Operation>> before, moved, after;
    for (size_t j = 0; j < b.operations.size(); ++j) {
      std::unique_ptr<Operation> &op = b.operations[j];
      if (j < i || needed.count(op.get()))
        before.push_back(std::move(op));
      else if (found.operations.count(op.get()))
        moved.push_back(std::move(op));
      else
        after.push_back(std::move(op));
    }
    std::vector<Value *> results;
    for (const auto &op : moved)
      results.push_back(op->result());
    b.operations = std::move(before);
    for (auto &op : after)
      b.operations.push_back(std::move(op));

    Block &inside = *condition.blocks[arm], &other = *condition.blocks[1 - arm];
    ir::ValueMap map;
    for (size_t r = 0; r < condition.results.size(); ++r)
      map[condition.results[r]] = inside.yields[r];
    for (auto &op : moved) {
      for (Value *&v : op->operands)
        if (auto it = map.find(v); it != map.end())
          v = it->second;
      op->block = &inside;
      inside.operations.push_back(std::move(op));
    }
    std::map<const Value *, Value *> elsewhere; // in the other arm
    for (size_t r = 0; r < condition.results.size(); ++r)
      elsewhere[condition.results[r]] = other.yields[r];
    ir::ValueMap outside;
    b_.setBlock(other);
    b_.setStage(condition.stage);
    b_.setLocation(condition.loc);
    for (Value *v : results) {
      auto passed = found.passing.find(v);
      Value *there = nullptr;
      if (passed != found.passing.end()) {
        auto it = elsewhere.find(passed->second);
        there = it != elsewhere.end() ? it->second : const_cast<Value *>(passed->second);
      }
      if (there)
        elsewhere[v] = there;
      bool used = false;
      for (const Operation *user : usersIn(b, v))
        used = used || user != &condition;
      if (!used)
        continue;
      inside.yields.push_back(v);
      other.yields.push_back(there ? there : b_.constant(0, v->type.scalar));
      Value *result = f_.addResult(condition, v->type);
      result->name = v->name;
      if (there && v->type.dense)
        result->shapeLike = there;
      outside[v] = result;
    }
    // The users are those outside of the condition.
    for (auto &op : b.operations)
      if (op.get() != &condition)
        replaceIn(*op, outside);
    for (Value *&v : b.yields)
      if (auto it = outside.find(v); it != outside.end())
        v = it->second;
    for (ir::Output &output : f_.outputs)
      if (auto it = outside.find(output.value); it != outside.end())
        output.value = it->second;
  }

  static void replaceIn(Operation &op, const ir::ValueMap &map) {
    for (Value *&v : op.operands)
      if (auto it = map.find(v); it != map.end())
        v = it->second;
    for (Value *r : op.results)
      if (auto it = map.find(r->shapeLike); it != map.end())
        r->shapeLike = it->second;
    for (const auto &inner : op.blocks)
      replaceUses(*inner, map);
  }

  /// What stands before operation i, a condition, and only one of its arms reads.
  bool producers(Block &b, size_t i) {
    Operation &condition = *b.operations[i];
    if (condition.stage == ir::Stage::Primal)
      return false;
    bool moved = false;
    for (size_t j = i; j-- > 0;) {
      Operation &op = *b.operations[j];
      if (op.stage == ir::Stage::Primal || op.results.size() != 1 || op.kind == Op::Constant || op.kind == Op::Invoke ||
          op.kind == Op::Written || op.result()->type.isSequence() || op.result()->type.isFactor() ||
          parts_.of(op) != parts_.of(condition))
        continue;
      const Value *v = op.result();
      Operations users = usersIn(b, v);
      if (users != Operations{&condition} ||
          std::find(condition.operands.begin(), condition.operands.end(), v) != condition.operands.end() ||
          std::any_of(condition.results.begin(), condition.results.end(), [&](Value *r) { return r->shapeLike == v; }))
        continue;
      bool reads[2] = {false, false};
      for (size_t arm = 0; arm < 2; ++arm) {
        ir::forEachUse(*condition.blocks[arm], [&](const Value *x) { reads[arm] = reads[arm] || x == v; });
        // What an arm hands on unchanged is as good outside.
        const auto &yields = condition.blocks[arm]->yields;
        if (std::find(yields.begin(), yields.end(), v) != yields.end())
          reads[0] = reads[1] = true;
      }
      if (reads[0] == reads[1])
        continue;
      Block &arm = *condition.blocks[reads[0] ? 0 : 1];
      auto at = b.operations.begin() + static_cast<std::ptrdiff_t>(j);
      op.block = &arm;
      arm.operations.insert(arm.operations.begin(), std::move(*at));
      b.operations.erase(at);
      --i;
      moved = true;
    }
    return moved;
  }

  ir::Function &f_;
  ir::Builder b_;
  PartsOf parts_;
};

} // namespace

void sink(ir::Function &f, const Parts &parts) { Sinking(f, parts).run(); }

} // namespace gateaux::transform
