// SPDX-License-Identifier: Apache-2.0
#include "Verifier.h"

#include "OperationRules.h"
#include "Printer.h"

#include <set>
#include <unordered_set>

namespace gateaux::ir {

namespace {

using Fault = std::optional<std::string>;

class Verifier {
public:
  explicit Verifier(const Function &f) : function_(f), names_(f) {}

  Fault run() {
    if (Fault fault = arguments(function_.body))
      return in(*fault);
    if (Fault fault = parameters())
      return in(*fault);
    if (Fault fault = operations(function_.body))
      return in(*fault);
    if (!function_.body.yields.empty())
      return in("the body of a function has outputs and no yields");
    if (Fault fault = outputs())
      return in(*fault);
    if (Fault fault = provided())
      return in(*fault);
    return std::nullopt;
  }

private:
  std::string in(const std::string &fault) const {
    return "in @" + qualifiedName(function_) + ": " + fault;
  }
  /// The first line of the text of an operation, and what is wrong with it.
  std::string at(const Operation &op, const std::string &fault) const {
    std::string text = print(op, names_);
    return "`" + text.substr(0, text.find('\n')) + "`: " + fault;
  }

  /// Takes note of a value at the place that defines it.
  Fault define(const Value *v, const Operation *def, size_t index) {
    const std::string name = names_.of(v);
    if (!v)
      return "a value is null";
    if (v->def != def || v->index != index)
      return name + " disagrees about where it is defined";
    if (!defined_.insert(v).second)
      return name + " is defined twice";
    if (!ids_.insert(v->id).second)
      return name + " shares its id with another value";
    if (Fault fault = faultOf(v->type))
      return name + " has the type " + v->type.str() + ": " + *fault;
    visible_.insert(v);
    return std::nullopt;
  }

  Fault arguments(const Block &block) {
    for (size_t i = 0; i < block.arguments.size(); ++i)
      if (Fault fault = define(block.arguments[i], nullptr, i))
        return "an argument is wrong: " + *fault;
    return std::nullopt;
  }

  Fault use(const Value *v) const {
    if (!v)
      return "an operand is null";
    if (visible_.count(v))
      return std::nullopt;
    if (defined_.count(v))
      return names_.of(v) + " is used outside of the block that defines it";
    return names_.of(v) + (names_.has(v) ? " is used before it is defined"
                                         : " is used, and nothing in the function defines it");
  }

  Fault operations(const Block &block) {
    for (const auto &op : block.operations) {
      for (const Value *v : op->operands)
        if (Fault fault = use(v))
          return at(*op, *fault);
      for (const auto &body : op->blocks)
        if (Fault fault = nested(*body))
          return at(*op, "in its body: " + *fault);
      for (size_t i = 0; i < op->results.size(); ++i)
        if (Fault fault = define(op->results[i], op.get(), i))
          return at(*op, *fault);
      if (Fault fault = faultOf(*op))
        return at(*op, *fault);
    }
    return std::nullopt;
  }

  Fault nested(const Block &block) {
    auto outer = visible_;
    Fault fault = arguments(block);
    if (!fault)
      fault = operations(block);
    for (const Value *v : block.yields)
      if (!fault)
        fault = use(v);
    visible_ = std::move(outer);
    return fault;
  }

  Fault parameters() const {
    for (const Parameter &p : function_.parameters)
      for (const Parameter::Leaf &leaf : p.leaves)
        if (leaf.value && !visible_.count(leaf.value)) // null: written only
          return "the leaf \"" + leaf.path + "\" of a parameter is no argument";
    return std::nullopt;
  }

  Fault outputs() const {
    std::set<std::string> paths;
    for (const Output &output : function_.outputs) {
      std::string name = output.path.empty() ? "the output" : "the output \"" + output.path + "\"";
      if (Fault fault = use(output.value))
        return name + ": " + *fault;
      if (output.path.empty())
        continue;
      if (!paths.insert(output.path).second)
        return name + " is there twice";
      for (const Parameter &p : function_.parameters)
        for (const Parameter::Leaf &leaf : p.leaves)
          if (const Type &t = leaf.value ? leaf.value->type : leaf.type;
              leaf.path == output.path && !t.compatible(output.value->type))
            return name + " has the type " + output.value->type.str() + ", its parameter " +
                   t.str();
    }
    return std::nullopt;
  }

  Fault provided() const {
    std::set<unsigned> seen;
    for (unsigned i : function_.provided.wrt) {
      if (i >= function_.arguments().size())
        return "derivatives are provided for argument " + std::to_string(i) +
               ", which it does not have";
      if (!seen.insert(i).second)
        return "derivatives are provided for " + names_.of(function_.arguments()[i]) + " twice";
      if (!function_.arguments()[i]->type.isReal())
        return "derivatives are provided for " + names_.of(function_.arguments()[i]) +
               ", which is not real";
    }
    return std::nullopt;
  }

  const Function &function_;
  ValueNames names_;
  std::unordered_set<const Value *> defined_; ///< so far, anywhere
  std::unordered_set<const Value *> visible_; ///< at the place looked at
  std::unordered_set<unsigned> ids_;
};

} // namespace

std::optional<std::string> verify(const Function &function) { return Verifier(function).run(); }

} // namespace gateaux::ir
