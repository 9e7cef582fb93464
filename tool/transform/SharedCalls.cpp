// SPDX-License-Identifier: Apache-2.0
#include "SharedCalls.h"

#include "../ir/Regions.h"
#include "Tidy.h"

#include <algorithm>
#include <set>

namespace gateaux::transform {

using ir::Block;
using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

class Sharing {
public:
  Sharing(ir::Function &f, const Parts &parts) : f_(f), parts_(f, parts) {
    ir::forEachOperation(f.body, [&](const Operation &op) {
      if (op.kind == Op::Invoke && op.attrs.callee->provided.adjoint)
        called_.insert(op.attrs.callee);
    });
  }

  void run() {
    // Values last: a tangent that gives a value stays.
    for (bool values : {false, true})
      while (block(f_.body, values)) {
      }
  }

private:
  bool block(Block &b, bool values) {
    for (const auto &op : b.operations) {
      for (const auto &inner : op->blocks)
        if (block(*inner, values))
          return true;
      if (op->kind == Op::Invoke)
        for (const auto &other : b.operations)
          if (other != op && other->kind == Op::Invoke && parts_.of(*other) == parts_.of(*op) &&
              replaces(b, *other, *op, values))
            return true;
    }
    return false;
  }

  static Value *writtenBy(const Block &b, const Operation &call, int64_t place) {
    for (const auto &op : b.operations)
      if (op->kind == Op::Written && op->operand(0) == call.result() && op->attrs.integer == place)
        return op->result();
    return nullptr;
  }

  /// True where the values of `few` are those of `many`, from `at` on.
  static bool among(const std::vector<Value *> &few, const std::vector<Value *> &many, size_t at = 0) {
    return at + few.size() <= many.size() &&
           std::equal(few.begin(), few.end(), many.begin() + static_cast<std::ptrdiff_t>(at));
  }

  bool isUsed(const Value *v) const {
    bool used = false;
    ir::forEachUse(f_.body, [&](const Value *x) { used = used || x == v; });
    for (const ir::Output &output : f_.outputs)
      used = used || output.value == v;
    return used;
  }

  bool isRead(const Block &b, const Operation &call) const {
    // What it writes is not what it returns.
    size_t others = 0, written = 0;
    ir::forEachUse(f_.body, [&](const Value *x) { others += x == call.result(); });
    for (const auto &op : b.operations)
      written += op->kind == Op::Written && op->operand(0) == call.result();
    for (const ir::Output &output : f_.outputs)
      others += output.value == call.result();
    return others > written;
  }

  /// Lets `more` stand for `less`, where it can.
  bool replaces(Block &b, const Operation &more, const Operation &less, bool values) {
    ir::ValueMap map;
    for (const ir::Function *f : called_) {
      const ir::Function *tangent = f->provided.tangent.get(), *adjoint = f->provided.adjoint.get(),
                         *product = adjoint->provided.tangent.get();
      const ir::Function *by = more.attrs.callee, *of = less.attrs.callee;
      const size_t arguments = f->arguments().size(), count = f->provided.wrt.size();
      if (values) {
        if (of == f && (by == tangent || by == adjoint) && among(less.operands, more.operands))
          map[less.result()] = more.result();
      } else if (of == adjoint && by == product && among(less.operands, more.operands) && !isRead(b, less)) {
        for (size_t i = 0; i < count; ++i) {
          const auto place = static_cast<int64_t>(i);
          Value *here = writtenBy(b, less, place), *there = writtenBy(b, more, place);
          if (here && there)
            map[here] = there;
        }
      } else if (of == tangent && by == product && !isRead(b, less) &&
                 among({less.operands.begin(), less.operands.begin() + static_cast<std::ptrdiff_t>(arguments)},
                       more.operands) &&
                 among({less.operands.begin() + static_cast<std::ptrdiff_t>(arguments), less.operands.end()},
                       more.operands, arguments + 1)) {
        if (Value *here = writtenBy(b, less, 0))
          map[here] = more.result();
      }
    }
    const bool needed = std::any_of(map.begin(), map.end(), [&](const auto &entry) { return isUsed(entry.first); });
    if (!needed || !moveBefore(b, more, less))
      return false;
    std::erase_if(b.operations, [&](const auto &op) {
      return op.get() == &less || (op->kind == Op::Written && op->operand(0) == less.result());
    });
    replaceUses(f_, map);
    return true;
  }

  /// Moves a call to where another one is, with all that it needs; false where it needs the other one.
  static bool moveBefore(Block &b, const Operation &call, const Operation &target) {
    auto at = [&](const Operation *op) {
      return static_cast<size_t>(std::find_if(b.operations.begin(), b.operations.end(),
                                              [&](const auto &o) { return o.get() == op; }) -
                                 b.operations.begin());
    };
    const size_t to = at(&target), from = at(&call);
    if (from < to)
      return true;
    std::set<const Operation *> needed{&call};
    for (size_t i = from; i-- > to;) {
      const Operation *op = b.operations[i].get();
      const bool isNeeded = std::any_of(needed.begin(), needed.end(), [&](const Operation *user) {
        bool uses = std::any_of(user->operands.begin(), user->operands.end(),
                                [&](const Value *v) { return v->def == op; });
        for (const auto &inner : user->blocks)
          ir::forEachUse(*inner, [&](const Value *v) { uses = uses || v->def == op; });
        return uses;
      });
      if (isNeeded)
        needed.insert(op);
    }
    if (needed.count(&target))
      return false;
    for (const auto &op : b.operations)
      if (op->kind == Op::Written && op->operand(0) == call.result())
        needed.insert(op.get());
    std::stable_partition(b.operations.begin() + static_cast<std::ptrdiff_t>(to), b.operations.end(),
                          [&](const auto &op) { return needed.count(op.get()) != 0; });
    return true;
  }

  ir::Function &f_;
  const PartsOf parts_;
  std::set<const ir::Function *> called_;
};

} // namespace

bool hasSharedCalls(const ir::Function &f) {
  bool has = false;
  ir::forEachOperation(f.body, [&](const Operation &op) {
    has = has || (op.kind == Op::Invoke && op.attrs.callee->provided.adjoint);
  });
  return has;
}

void shareCalls(ir::Function &f, const Parts &parts) { Sharing(f, parts).run(); }

} // namespace gateaux::transform
