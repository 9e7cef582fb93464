// SPDX-License-Identifier: Apache-2.0
#include "Derivation.h"

#include "Absorb.h"
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

static Parameter derivativeParameter(const Active &item, const std::string &suffix, bool written) {
  Parameter p;
  p.name = item.name + suffix;
  p.plain = item.plain;
  p.view = item.view;
  p.declarator = item.declarator;
  if (!item.declarator.empty()) {
    p.declared = written ? item.declarator : "const " + item.declarator;
    p.passing = written ? ir::Passing::Pointer : ir::Passing::ConstPointer;
  } else if (item.view) {
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
    Parameter p = derivativeParameter(item, suffix, false);
    for (const Active::Leaf &leaf : item.leaves) {
      std::string path = p.name + leaf.suffix;
      Value *v = function().addArgument(argument(leaf.argument)->type, path);
      v->shapeLike = argument(leaf.argument);
      const Parameter::Leaf &of = leafOf(leaf.argument);
      p.leaves.push_back({path, v, v->type, of.held, of.extent});
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
    Parameter p = derivativeParameter(item, suffix, true);
    for (const Active::Leaf &leaf : item.leaves) {
      std::string path = p.name + leaf.suffix;
      const Parameter::Leaf &of = leafOf(leaf.argument);
      Value *v = nullptr;
      if (read) {
        v = values[leaf.argument] =
            function().addArgument(argument(leaf.argument)->type, path);
        if (ir::isSizedBefore(of.held))
          v->shapeLike = argument(leaf.argument);
      }
      p.leaves.push_back({path, v, argument(leaf.argument)->type, of.held, of.extent});
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

const Parameter::Leaf &Derivation::leafOf(unsigned argument) const {
  for (const Parameter &p : source_.parameters)
    for (const Parameter::Leaf &leaf : p.leaves)
      if (leaf.value && leaf.value->index == argument)
        return leaf;
  throw std::logic_error("an argument without a parameter");
}

const ir::Output *Derivation::outputAt(unsigned argument) const {
  const std::string &path = leafOf(argument).path;
  for (const ir::Output &output : source_.outputs)
    if (output.path == path)
      return &output;
  return nullptr;
}

std::vector<Derivation::Result> Derivation::results() const {
  std::vector<Result> results;
  auto add = [&](const ir::Output &output, const Parameter &p, const std::string &name,
                 bool returned) {
    for (const Parameter::Leaf &leaf : p.leaves) {
      if (leaf.path != output.path)
        continue;
      if (results.empty() || results.back().parameter != &p)
        results.push_back({name, &p, {}, returned});
      results.back().leaves.push_back({&output, leaf.path.substr(p.name.size()), &leaf});
    }
  };
  for (const ir::Output &output : source_.outputs) {
    if (!output.value->type.isReal())
      continue;
    if (output.path.empty())
      results.push_back({ir::resultName(source_), nullptr, {{&output, "", nullptr}}, true});
    if (source_.returned)
      add(output, *source_.returned, ir::resultName(source_), true);
    for (const Parameter &p : source_.parameters)
      add(output, p, p.name, false);
  }
  return results;
}

std::vector<Derivation::Result> Derivation::resultsBeside(const std::vector<Active> &items) const {
  auto covered = [&](const Result::Leaf &result) {
    if (result.leaf && result.leaf->value)
      for (const Active &item : items)
        for (const Active::Leaf &leaf : item.leaves)
          if (leaf.argument == result.leaf->value->index)
            return true;
    return false;
  };
  std::vector<Result> beside;
  for (Result &r : results()) {
    r.leaves.erase(std::remove_if(r.leaves.begin(), r.leaves.end(), covered), r.leaves.end());
    if (!r.leaves.empty())
      beside.push_back(std::move(r));
  }
  return beside;
}

Parameter Derivation::parameterFor(const Result &result, const std::string &suffix,
                                   bool written) const {
  Active item;
  item.name = result.name;
  item.plain = result.parameter ? result.parameter->plain : source_.result;
  if (result.parameter) {
    item.view = result.parameter->view;
    item.declarator = result.parameter->declarator;
  }
  return derivativeParameter(item, suffix, written);
}

/// The leaf of a derivative of a result, with the type as it is stored.
static Parameter::Leaf leafFor(const Derivation::Result::Leaf &r, const std::string &name) {
  Parameter::Leaf leaf{name + r.suffix, nullptr, r.output->value->type};
  if (r.leaf) {
    const ir::Type &declared = r.leaf->value ? r.leaf->value->type : r.leaf->type;
    leaf.type.array = declared.array;
    leaf.type.rowMajor = declared.rowMajor;
    leaf.held = r.leaf->held;
    leaf.extent = r.leaf->extent;
  }
  return leaf;
}

void Derivation::addResult(const Result &r, const std::string &suffix) {
  Parameter p = parameterFor(r, suffix, true);
  for (const Result::Leaf &leaf : r.leaves)
    p.leaves.push_back(leafFor(leaf, p.name));
  function().parameters.push_back(std::move(p));
}

std::vector<Value *> Derivation::addResultSeed(const Result &r, const std::string &suffix) {
  Parameter p = parameterFor(r, suffix, !r.returned);
  std::vector<Value *> values;
  for (const Result::Leaf &result : r.leaves) {
    Parameter::Leaf leaf = leafFor(result, p.name);
    leaf.value = function().addArgument(leaf.type, leaf.path);
    values.push_back(leaf.value);
    p.leaves.push_back(std::move(leaf));
  }
  function().parameters.push_back(std::move(p));
  return values;
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
  absorbFactors(b.function(), adjoints);
  return adjoints;
}

} // namespace gateaux::transform
