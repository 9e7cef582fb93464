// SPDX-License-Identifier: Apache-2.0
#include "Derivation.h"

#include "../ir/Names.h"
#include "../ir/Regions.h"

#include <algorithm>

namespace gateaux::transform {

using ir::Active;
using ir::Parameter;
using ir::Value;

Derivation::Derivation(const ir::Annotation &annotation, const std::string &request)
    : source_(*annotation.function), clone_(ir::cloneInterface(*annotation.function)), b_(*clone_.function) {
  clone_.function->name = annotation.base + "_" + request;
}

static Parameter parameterFor(const Active &item, const std::string &suffix, bool written) {
  Parameter p;
  p.name = item.name + suffix;
  p.plain = item.plain;
  p.view = item.view;
  if (item.view) {
    p.declared = written ? "Eigen::Ref<" + item.plain + ">" : "const Eigen::Ref<const " + item.plain + ">&";
    p.passing = written ? ir::Passing::Value : ir::Passing::ConstRef;
  } else {
    p.declared = written ? item.plain + "&" : "const " + item.plain + "&";
    p.passing = written ? ir::Passing::Ref : ir::Passing::ConstRef;
  }
  return p;
}

LeafValues Derivation::addInputs(const std::vector<Active> &items, const std::string &suffix) {
  LeafValues values;
  for (const Active &item : items) {
    Parameter p = parameterFor(item, suffix, false);
    for (const Active::Leaf &leaf : item.leaves) {
      std::string path = p.name + leaf.suffix;
      Value *v = function().addArgument(argument(leaf.argument)->type, path);
      v->shapeLike = argument(leaf.argument);
      p.leaves.push_back({path, v, v->type});
      values[leaf.argument] = v;
    }
    function().parameters.push_back(std::move(p));
  }
  return values;
}

LeafValues Derivation::addOutputs(const std::vector<Active> &items, const std::string &suffix,
                                  bool read) {
  LeafValues values;
  for (const Active &item : items) {
    Parameter p = parameterFor(item, suffix, true);
    for (const Active::Leaf &leaf : item.leaves) {
      std::string path = p.name + leaf.suffix;
      Value *v = nullptr;
      if (read)
        v = values[leaf.argument] =
            function().addArgument(argument(leaf.argument)->type, path);
      p.leaves.push_back({path, v, argument(leaf.argument)->type});
    }
    function().parameters.push_back(std::move(p));
  }
  return values;
}

void Derivation::setOutputs(const std::vector<Active> &items, const std::string &suffix,
                            const LeafValues &values) {
  for (const Active &item : items)
    for (const Active::Leaf &leaf : item.leaves) {
      auto it = values.find(leaf.argument);
      Value *v = it != values.end() && it->second ? it->second : b_.zeroLike(argument(leaf.argument));
      v = complete(v, argument(leaf.argument));
      function().outputs.push_back({item.name + suffix + leaf.suffix, v});
    }
}

/// True where a list has an item for each of `like`.
static bool isComplete(const Value *list, const Value *like, std::unordered_set<const Value *> &pending) {
  if (!pending.insert(list).second)
    return true;
  const ir::Operation *op = list->def;
  if (!op) {
    if (!list->block->owner)
      return list == like;
    const ir::Loop loop(*list->block->owner);
    return isComplete(loop.initial(list->index - 1), like, pending) && isComplete(loop.next(list->index - 1), like, pending);
  }
  switch (op->kind) {
  case ir::Op::ZeroList:
    return op->operand(0) == like;
  case ir::Op::SizedList:
    return op->operand(1) == like;
  case ir::Op::AddItem:
  case ir::Op::PutItem:
  case ir::Op::DropItem:
    return isComplete(op->operand(0), like, pending);
  case ir::Op::AddLists:
    return isComplete(op->operand(0), like, pending) || isComplete(op->operand(1), like, pending);
  case ir::Op::If:
    return isComplete(op->blocks[0]->yields[list->index], like, pending) &&
           isComplete(op->blocks[1]->yields[list->index], like, pending);
  case ir::Op::For:
  case ir::Op::While:
    return isComplete(ir::Loop(*op).argument(list->index - ir::Loop(*op).first()), like, pending);
  default:
    return false;
  }
}

Value *Derivation::complete(Value *list, Value *like) {
  std::unordered_set<const Value *> pending;
  if (!list->type.isList() || isComplete(list, like, pending))
    return list;
  return b_.create(ir::Op::SizedList, {list, like});
}

void Derivation::copyBody(Tangents *tangents) {
  for (const auto &op : source_.body.operations) {
    b_.setLocation(op->loc);
    ir::Operation *copy = ir::cloneDeep(b_, *op, clone_.map);
    if (tangents)
      tangents->visit(*copy);
  }
}

void Derivation::setPrimalOutputs() { clone_.setOutputs(source_); }

static bool isRead(const ir::Function &f, const Value *v) {
  bool read = false;
  ir::forEachOperation(f.body, [&](const ir::Operation &op) {
    if (op.kind != ir::Op::Rows && op.kind != ir::Op::Cols && op.kind != ir::Op::ZeroList)
      read = read || std::find(op.operands.begin(), op.operands.end(), v) != op.operands.end();
    for (const auto &block : op.blocks)
      read = read || std::find(block->yields.begin(), block->yields.end(), v) != block->yields.end();
  });
  return read;
}

std::vector<Derivation::Result> Derivation::results() const {
  std::vector<Result> results;
  for (const ir::Output &output : source_.outputs) {
    if (!output.value->type.isReal())
      continue;
    if (output.path.empty()) {
      results.push_back({&output, nullptr, false, ir::resultName(source_)});
      continue;
    }
    for (const Parameter &p : source_.parameters)
      for (const auto &leaf : p.leaves)
        if (leaf.path == output.path)
          results.push_back({&output, &p, leaf.value && isRead(source_, leaf.value), p.name});
  }
  return results;
}

Active Derivation::itemOf(const Result &result) const {
  Active item;
  item.name = result.name;
  item.access = result.output->path;
  item.plain = result.parameter ? result.parameter->plain : source_.result;
  item.view = result.parameter && result.parameter->view;
  return item;
}

/// The type of a result as it is stored.
static ir::Type storedType(const Derivation::Result &r) {
  ir::Type t = r.output->value->type;
  const std::string &plain = r.parameter ? r.parameter->plain : std::string();
  if (r.parameter)
    t.array = t.dense && plain.find("Eigen::Array") == 0;
  return t;
}

void Derivation::addResult(const Result &r, const std::string &suffix) {
  Parameter p = parameterFor(itemOf(r), suffix, true);
  p.leaves.push_back({p.name, nullptr, storedType(r)});
  function().parameters.push_back(std::move(p));
}

Value *Derivation::addResultSeed(const Result &r, const std::string &suffix) {
  Parameter p = parameterFor(itemOf(r), suffix, r.parameter != nullptr);
  Value *v = function().addArgument(storedType(r), p.name);
  p.leaves.push_back({p.name, v, v->type});
  function().parameters.push_back(std::move(p));
  return v;
}

/// Drops the operations that define `values` and that nothing uses.
static void dropUnused(ir::Block &block, const std::unordered_set<Value *> &values) {
  std::unordered_set<const Value *> used;
  auto &operations = block.operations;
  std::vector<std::unique_ptr<ir::Operation>> kept;
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    bool drop = std::all_of((*it)->results.begin(), (*it)->results.end(), [&](Value *r) {
      return values.count(r) != 0 && used.count(r) == 0;
    });
    if (drop)
      continue;
    used.insert((*it)->operands.begin(), (*it)->operands.end());
    for (const auto &inner : (*it)->blocks)
      ir::forEachUse(*inner, [&](Value *v) { used.insert(v); });
    kept.push_back(std::move(*it));
  }
  std::reverse(kept.begin(), kept.end());
  operations = std::move(kept);
}

std::vector<Value *> reverse(ir::Builder &b, size_t first, size_t last,
                             const std::vector<Value *> &inputs, const std::vector<Seed> &seeds,
                             const std::vector<Value *> &initial) {
  Tangents tangents(b, Again::Computed);
  std::vector<Value *> directions;
  for (Value *v : inputs) {
    Value *direction = b.zeroLike(v); // stands for any tangent; nothing of it is left in the end
    directions.push_back(direction);
    tangents.set(v, direction);
  }
  size_t linearFirst = b.block().operations.size();
  for (size_t i = first; i < last; ++i) {
    tangents.visit(*b.block().operations[i]);
    // An input that is a result stays independent of what defines it; the other results do not.
    for (size_t k = 0; k < inputs.size(); ++k)
      if (inputs[k]->def == b.block().operations[i].get())
        tangents.set(inputs[k], directions[k]);
  }

  std::unordered_set<Value *> linear;
  auto operations = linearOperations(b.block(), linearFirst, directions, linear);
  Transposer transposer(b);
  for (size_t i = 0; i < initial.size(); ++i)
    if (initial[i])
      transposer.add(directions[i], initial[i]);
  for (const auto &[value, adjoint] : seeds)
    if (Value *t = tangents.of(value); t && adjoint)
      transposer.add(t, adjoint);
  b.setStage(ir::Stage::Adjoint);
  transposer.run(operations, linear);

  std::vector<Value *> adjoints;
  for (Value *v : directions)
    adjoints.push_back(transposer.adjoint(v));
  dropUnused(b.block(), linear);
  return adjoints;
}

} // namespace gateaux::transform
