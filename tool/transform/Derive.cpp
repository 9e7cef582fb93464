// SPDX-License-Identifier: Apache-2.0
#include "Derive.h"

#include "Derivation.h"

#include <algorithm>

namespace gateaux::transform {

using ir::Active;
using ir::Annotation;
using ir::Request;
using ir::Value;

namespace {

/// The arguments that the items cover, by index.
std::vector<unsigned> argumentsOf(const std::vector<Active> &items) {
  std::vector<unsigned> indices;
  for (const Active &item : items)
    for (const Active::Leaf &leaf : item.leaves)
      indices.push_back(leaf.argument);
  return indices;
}

std::vector<Value *> valuesOf(const Derivation &d, const std::vector<unsigned> &arguments) {
  std::vector<Value *> values;
  for (unsigned i : arguments)
    values.push_back(d.argument(i));
  return values;
}

LeafValues zip(const std::vector<unsigned> &arguments, const std::vector<Value *> &values) {
  LeafValues leaves;
  for (size_t i = 0; i < arguments.size(); ++i)
    leaves[arguments[i]] = values[i];
  return leaves;
}

/// The value that a scalar function returns.
Value *objectiveOf(const Derivation &d) {
  for (const ir::Output &output : d.source().outputs)
    if (output.path.empty())
      return d.of(output.value);
  throw std::logic_error("a gradient of a function without a value");
}

Seed unitSeed(Derivation &d) {
  Value *f = objectiveOf(d);
  return {f, d.builder().constant(1, f->type.scalar)};
}

void setDirections(Derivation &d, Tangents &tangents, const LeafValues &directions) {
  for (auto [argument, v] : directions)
    tangents.set(d.argument(argument), v);
}

/// An adjoint that is added to: empty counts as zero.
Value *sized(Derivation &d, unsigned argument, Value *initial) {
  Value *w = d.argument(argument);
  ir::Builder &b = d.builder();
  if (w->type.isList())
    return b.create(ir::Op::SizedList, {initial, w});
  if (w->type.isFixed() || ir::isSizedBefore(d.leafOf(argument).held))
    return initial;
  return b.create(ir::Op::Sized, {initial, b.rows(w), b.cols(w)});
}

/// True where f writes to one of the leaves of an item.
bool isWritten(const Derivation &d, const Active &item) {
  return std::any_of(item.leaves.begin(), item.leaves.end(), [&](const Active::Leaf &leaf) {
    return d.outputAt(leaf.argument) != nullptr;
  });
}

} // namespace

std::unique_ptr<ir::Function> deriveValue(const Annotation &annotation) {
  Derivation d(annotation, "value");
  d.copyBody();
  d.setPrimalOutputs();
  return d.take();
}

std::unique_ptr<ir::Function> deriveTangent(const Annotation &annotation) {
  Derivation d(annotation, "tangent");
  const auto results = d.resultsBeside(annotation.wrt);
  Tangents tangents(d.builder());
  for (const Active &item : annotation.wrt)
    setDirections(d, tangents,
                  isWritten(d, item) ? d.addOutputs({item}, "_dot", true)
                                     : d.addInputs({item}, "_dot"));
  for (const auto &r : results)
    d.addResult(r, "_dot");
  d.copyBody(&tangents);
  d.setPrimalOutputs();
  auto output = [&](const std::string &path, const ir::Output &of) {
    d.function().outputs.push_back({path, d.complete(tangents.orZero(d.of(of.value)), d.of(of.value))});
  };
  for (const Active &item : annotation.wrt)
    for (const Active::Leaf &leaf : item.leaves)
      if (const ir::Output *of = d.outputAt(leaf.argument))
        output(item.name + "_dot" + leaf.suffix, *of);
  for (const auto &r : results)
    for (const auto &leaf : r.leaves)
      output(r.name + "_dot" + leaf.suffix, *leaf.output);
  return d.take();
}

std::unique_ptr<ir::Function> deriveAdjoint(const Annotation &annotation) {
  Derivation d(annotation, "adjoint");
  std::vector<Seed> seeds;
  std::vector<std::pair<std::string, Value *>> consumed;
  std::vector<std::pair<const ir::Output *, Value *>> pending;
  for (const auto &r : d.resultsBeside(annotation.wrt)) {
    const std::vector<Value *> bars = d.addResultSeed(r, "_bar");
    for (size_t i = 0; i < bars.size(); ++i) {
      pending.push_back({r.leaves[i].output, bars[i]});
      if (!r.returned)
        consumed.push_back({r.name + "_bar" + r.leaves[i].suffix, bars[i]});
    }
  }
  LeafValues bars = d.addOutputs(annotation.wrt, "_bar", true);
  d.copyBody();
  size_t end = d.builder().block().operations.size();
  for (const auto &[output, bar] : pending)
    seeds.push_back({d.of(output->value), bar});
  std::vector<unsigned> arguments;
  std::vector<Value *> initial;
  for (const Active &item : annotation.wrt)
    for (const Active::Leaf &leaf : item.leaves) {
      Value *bar = bars.at(leaf.argument);
      const ir::Output *output = d.outputAt(leaf.argument);
      if (output) // read and written: what comes in is the adjoint of the final value
        seeds.push_back({d.of(output->value), bar});
      arguments.push_back(leaf.argument);
      initial.push_back(output ? nullptr : sized(d, leaf.argument, bar));
    }
  auto adjoints = reverse(d.builder(), 0, end, valuesOf(d, arguments), seeds, initial);
  d.setPrimalOutputs();
  d.setOutputs(annotation.wrt, "_bar", zip(arguments, adjoints));
  for (const auto &[path, bar] : consumed)
    d.function().outputs.push_back({path, d.builder().zeroLike(bar)});
  return d.take();
}

std::unique_ptr<ir::Function> deriveAdjointTangent(const Annotation &annotation) {
  Derivation d(annotation, "adjoint_tangent");
  const Derivation::Result result = d.results().front();
  Value *bar = d.addResultSeed(result, "_bar").front();
  LeafValues directions = d.addInputs(annotation.wrt, "_dot");
  Value *barDot = d.addResultSeed(result, "_bar_dot").front();
  LeafValues bars = d.addOutputs(annotation.wrt, "_bar", true), barDots = d.addOutputs(annotation.wrt, "_bar_dot", true);
  d.copyBody();
  ir::Builder &b = d.builder();
  const size_t end = b.block().operations.size();
  const auto arguments = argumentsOf(annotation.wrt);
  Value *value = d.of(result.leaves.front().output->value);
  const auto adjoints = reverse(b, 0, end, valuesOf(d, arguments), {{value, bar}});
  Tangents tangents(b);
  setDirections(d, tangents, directions);
  tangents.set(bar, barDot);
  tangents.visit(0, b.block().operations.size());
  auto sum = [&](Value *x, Value *y) { return y ? b.create(ir::Op::Add, {x, y}) : x; };
  size_t i = 0;
  for (const Active &item : annotation.wrt)
    for (const Active::Leaf &leaf : item.leaves) {
      bars[leaf.argument] = sum(sized(d, leaf.argument, bars[leaf.argument]), adjoints[i]);
      Value *product = adjoints[i] ? tangents.of(adjoints[i]) : nullptr;
      barDots[leaf.argument] = sum(sized(d, leaf.argument, barDots[leaf.argument]), product);
      ++i;
    }
  d.function().outputs.push_back({"", tangents.orZero(value)});
  d.setOutputs(annotation.wrt, "_bar", bars);
  d.setOutputs(annotation.wrt, "_bar_dot", barDots);
  return d.take();
}

std::unique_ptr<ir::Function> deriveGradient(const Annotation &annotation) {
  Derivation d(annotation, "gradient");
  d.addOutputs(annotation.wrt, "_bar", false);
  d.copyBody();
  size_t end = d.builder().block().operations.size();
  auto arguments = argumentsOf(annotation.wrt);
  auto adjoints =
      reverse(d.builder(), 0, end, valuesOf(d, arguments), {unitSeed(d)});
  d.setPrimalOutputs();
  d.setOutputs(annotation.wrt, "_bar", zip(arguments, adjoints));
  return d.take();
}

namespace {

/// The steps of the second-order products, over a body that has been copied already.
struct SecondOrder {
  Derivation &d;
  const Annotation &annotation;
  size_t primalEnd;
  Again again; ///< Computed where the product is a function of its own, which runs later

  /// Forward over reverse: the tangents of the gradient, whose operations end at `gradientEnd`.
  LeafValues hvp(const std::vector<unsigned> &arguments, const std::vector<Value *> &gradient,
                 size_t gradientEnd, const LeafValues &directions) {
    Tangents tangents(d.builder(), again);
    setDirections(d, tangents, directions);
    tangents.visit(0, gradientEnd);
    std::vector<Value *> products;
    for (Value *g : gradient)
      products.push_back(g ? tangents.of(g) : nullptr);
    return zip(arguments, products);
  }

  /// With f(w) = φ(z(w), w) and J = dz/dw: Jᵀ (φ_zz J v + φ_zw v) + φ_wz J v + φ_ww v. The
  /// derivatives of φ are those of f with z taken as independent, their tangents are taken in the
  /// direction (J v, v), and Jᵀ is the adjoint of what computes z (Schraudolph 2002).
  LeafValues ggnvp(Value *z, const LeafValues &directions) {
    ir::Builder &b = d.builder();
    auto arguments = argumentsOf(annotation.wrt);
    std::vector<Value *> inputs = valuesOf(d, arguments);
    std::vector<Value *> all = inputs;
    all.push_back(z);
    size_t adjointBegin = b.block().operations.size();
    auto adjoints = reverse(b, 0, primalEnd, all, {unitSeed(d)});
    size_t adjointEnd = b.block().operations.size();
    // Only now, as the reverse sweep adds to what the loops keep.
    Tangents tangents(b, again);
    setDirections(d, tangents, directions);
    tangents.visit(0, primalEnd);
    tangents.visit(adjointBegin, adjointEnd);
    std::vector<Value *> direct;
    for (Value *a : adjoints)
      direct.push_back(a ? tangents.of(a) : nullptr);
    Value *seed = direct.back();
    direct.pop_back();
    return zip(arguments, reverse(b, 0, primalEnd, inputs, {{z, seed}}, direct));
  }
};

} // namespace

std::unique_ptr<ir::Function> deriveHvp(const Annotation &annotation, const Request &request) {
  Derivation d(annotation, "hvp");
  LeafValues directions = d.addInputs(request.along, "_dot");
  d.addOutputs(annotation.wrt, "_hv", false);
  d.copyBody();
  size_t end = d.builder().block().operations.size();
  auto arguments = argumentsOf(annotation.wrt);
  auto gradient = reverse(d.builder(), 0, end, valuesOf(d, arguments), {unitSeed(d)});
  SecondOrder second{d, annotation, end, Again::Kept};
  LeafValues products =
      second.hvp(arguments, gradient, d.builder().block().operations.size(), directions);
  d.setPrimalOutputs();
  d.setOutputs(annotation.wrt, "_hv", products);
  return d.take();
}

std::unique_ptr<ir::Function> deriveGgnvp(const Annotation &annotation, const Request &request) {
  Derivation d(annotation, "ggnvp");
  LeafValues directions = d.addInputs(annotation.wrt, "_dot");
  d.addOutputs(annotation.wrt, "_gv", false);
  d.copyBody();
  SecondOrder second{d, annotation, d.builder().block().operations.size(), Again::Kept};
  LeafValues products = second.ggnvp(d.of(request.local), directions);
  d.setPrimalOutputs();
  d.setOutputs(annotation.wrt, "_gv", products);
  return d.take();
}

Linearized deriveLinearized(const Annotation &annotation, const Request *hvp,
                            const Request *ggnvp) {
  Linearized linearized;
  Derivation d(annotation, "linearize");
  auto &parameters = d.function().parameters;
  auto added = [&](auto add) {
    std::vector<unsigned> indices;
    size_t before = parameters.size();
    add();
    for (size_t i = before; i < parameters.size(); ++i)
      indices.push_back(static_cast<unsigned>(i));
    return indices;
  };
  Linearized::Entry entry{annotation.base + "_linearize", "linearize", {}, {}};
  entry.outputs = added([&] { d.addOutputs(annotation.wrt, "_bar", false); });
  linearized.entries.push_back(entry);

  d.copyBody();
  size_t end = d.builder().block().operations.size();
  auto arguments = argumentsOf(annotation.wrt);
  auto gradient = reverse(d.builder(), 0, end, valuesOf(d, arguments), {unitSeed(d)});
  size_t gradientEnd = d.builder().block().operations.size();
  SecondOrder second{d, annotation, end, Again::Computed};
  d.setPrimalOutputs();
  d.setOutputs(annotation.wrt, "_bar", zip(arguments, gradient));
  auto product = [&](const std::string &request, const std::string &suffix, auto compute) {
    Linearized::Entry e{annotation.base + "_linearized_" + request, request, {}, {}};
    LeafValues directions;
    e.inputs = added([&] { directions = d.addInputs(annotation.wrt, "_dot"); });
    e.outputs = added([&] { d.addOutputs(annotation.wrt, suffix, false); });
    d.setOutputs(annotation.wrt, suffix, compute(directions));
    linearized.entries.push_back(std::move(e));
  };
  if (hvp)
    product("hvp", "_hv", [&](const LeafValues &v) {
      return second.hvp(arguments, gradient, gradientEnd, v);
    });
  if (ggnvp)
    product("ggnvp", "_gv",
            [&](const LeafValues &v) { return second.ggnvp(d.of(ggnvp->local), v); });
  linearized.function = d.take();
  return linearized;
}

} // namespace gateaux::transform
