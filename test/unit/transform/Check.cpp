// SPDX-License-Identifier: Apache-2.0
#include "Check.h"

#include "ir/Builder.h"
#include "ir/Clone.h"
#include "ir/Parser.h"
#include "ir/Printer.h"
#include "ir/Regions.h"
#include "ir/Spelling.h"
#include "ir/Verifier.h"
#include "transform/Calls.h"
#include "transform/Pipeline.h"
#include "transform/Simplify.h"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace gateaux::transform::test {

using ir::Function;

namespace {

[[noreturn]] void fail(const std::string &message) { throw std::runtime_error(message); }

std::string text(const Matrix &m) {
  std::string s;
  for (Eigen::Index i = 0; i < m.rows(); ++i)
    for (Eigen::Index j = 0; j < m.cols(); ++j)
      s += (j > 0 ? " " : i > 0 ? "; " : "") + ir::printNumber(m(i, j));
  return "[" + s + "]";
}

/// Throws unless `a` and `b` are equal up to `tolerance`, absolute; what is not finite is the same.
void expectNear(const Matrix &a, const Matrix &b, double tolerance, const std::string &what) {
  bool near = a.rows() == b.rows() && a.cols() == b.cols();
  for (Eigen::Index i = 0; near && i < a.size(); ++i) {
    double x = a(i), y = b(i);
    near = x == y || (std::isnan(x) && std::isnan(y)) || std::fabs(x - y) <= tolerance;
  }
  if (!near)
    fail(what + ": " + text(a) + " and " + text(b) + " differ by more than " +
         ir::printNumber(tolerance));
}

Named withPaths(const Function &f, const std::vector<Matrix> &outputs, const std::string &result) {
  Named named;
  for (size_t i = 0; i < outputs.size(); ++i) {
    const std::string &path = f.outputs[i].path;
    named[path.empty() ? result : path] = outputs[i];
  }
  return named;
}

void expectVerified(const Function &f, const std::string &when) {
  if (auto fault = ir::verify(f))
    fail(when + ": " + *fault + "\n" + ir::print(f));
}

double sumOfProducts(const Matrix &a, const Matrix &b) { return a.cwiseProduct(b).sum(); }
double magnitudeOfProducts(const Matrix &a, const Matrix &b) {
  return a.cwiseProduct(b).cwiseAbs().sum();
}

/// The real outputs of a function, all in one column.
std::vector<double> realOutputs(const Function &f, const Evaluation &e) {
  std::vector<double> all;
  for (size_t i = 0; i < f.outputs.size(); ++i)
    if (f.outputs[i].value->type.isReal())
      for (double x : e.outputs[i].reshaped())
        all.push_back(x);
  return all;
}

struct Difference {
  Matrix value;
  double error;
};

/// The derivative of a function by central differences, extrapolated in the way of Ridders, with
/// the error that the extrapolation estimates. Nothing where the decisions made on the way differ
/// even in a narrow neighbourhood, or where there is no convergence.
template <class Evaluate>
std::optional<Difference> differenceOf(Evaluate evaluateAt) {
  constexpr unsigned kLevels = 8;
  constexpr double kShrink = 1.6, kNarrowest = 1e-3;
  const std::vector<double> decisions = evaluateAt(0.0).second;
  for (double start = 0.05; start > kNarrowest; start /= 3) {
    std::vector<Matrix> previous;
    std::optional<Difference> best;
    bool smooth = true;
    double h = start, roundoff = 0;
    for (unsigned level = 0; smooth && level < kLevels; ++level, h /= kShrink) {
      auto [right, decisionsRight] = evaluateAt(h);
      auto [left, decisionsLeft] = evaluateAt(-h);
      smooth = decisionsRight == decisions && decisionsLeft == decisions && right.allFinite() &&
               left.allFinite();
      if (!smooth)
        break;
      double size =
          right.size() == 0 ? 0 : std::max(right.cwiseAbs().maxCoeff(), left.cwiseAbs().maxCoeff());
      roundoff = 4 * std::numeric_limits<double>::epsilon() * size / h;
      std::vector<Matrix> current{(right - left) / (2 * h)};
      double factor = 1;
      for (const Matrix &coarse : previous) {
        factor *= kShrink * kShrink;
        current.push_back((factor * current.back() - coarse) / (factor - 1));
        auto distance = [&](const Matrix &m) {
          return m.size() == 0 ? 0.0 : (current.back() - m).cwiseAbs().maxCoeff();
        };
        double error =
            std::max({distance(current[current.size() - 2]), distance(coarse), roundoff});
        if (!best || error < best->error)
          best = Difference{current.back(), error};
      }
      previous = std::move(current);
    }
    if (smooth && best && best->error <= 1e-6 * (1 + best->value.cwiseAbs().maxCoeff()))
      return best;
  }
  return std::nullopt;
}

Matrix column(const std::vector<double> &v) {
  return Eigen::Map<const Eigen::VectorXd>(v.data(), static_cast<Eigen::Index>(v.size()));
}

} // namespace

ir::Annotation annotationOf(const Problem &problem) {
  const Function &f = *problem.function;
  ir::Annotation a;
  a.function = &f;
  a.base = f.name;
  for (unsigned i : problem.wrt) {
    ir::Active item;
    for (unsigned p = 0; p < f.parameters.size(); ++p)
      for (const auto &leaf : f.parameters[p].leaves)
        if (leaf.value == f.arguments()[i]) {
          item.name = item.access = f.parameters[p].name;
          item.plain = f.parameters[p].plain;
          item.parameter = p;
        }
    item.leaves.push_back({i, ""});
    a.wrt.push_back(item);
  }
  return a;
}

std::vector<unsigned> realArguments(const Function &f) {
  std::vector<unsigned> indices;
  for (unsigned i = 0; i < f.arguments().size(); ++i)
    if (f.arguments()[i]->type.isReal())
      indices.push_back(i);
  return indices;
}

static ir::Cloning cloned(const Function &f) {
  ir::Cloning clone = ir::cloneInterface(f);
  ir::Builder b(*clone.function);
  for (const auto &op : f.body.operations)
    ir::cloneDeep(b, *op, clone.map);
  return clone;
}

/// An argument with a parameter of its own.
static ir::Value *addArgument(Function &f, const ir::Type &type, const std::string &name) {
  ir::Value *v = f.addArgument(type, name);
  ir::Parameter p;
  p.name = name;
  p.plain = p.declared = ir::spell(type);
  p.leaves.push_back({name, v, type});
  f.parameters.push_back(std::move(p));
  return v;
}

std::unique_ptr<Function> objectiveOf(const Function &f) {
  ir::Cloning clone = cloned(f);
  ir::Builder b(*clone.function);
  for (const ir::Output &output : f.outputs) {
    if (!output.path.empty())
      continue;
    ir::Value *y = clone.of(output.value);
    if (!y->type.isReal())
      return nullptr;
    ir::Value *c = addArgument(*clone.function, y->type, "C_weights");
    ir::Op product = y->type.dense ? ir::Op::Dot : ir::Op::Mul;
    ir::Value *half = b.constant(0.5, y->type.scalar);
    ir::Value *quadratic = b.create(ir::Op::Mul, {half, b.create(product, {y, y})});
    clone.function->outputs.push_back(
        {"", b.create(ir::Op::Add, {b.create(product, {c, y}), quadratic})});
    clone.function->result = "double";
  }
  return std::move(clone.function);
}

Parsed parsed(const std::string &text) {
  ir::ParseResult result = ir::parse(text);
  if (!result)
    fail(result.error->str() + "\n" + text);
  Parsed p{std::move(result.functions), nullptr};
  p.function = p.functions.back().get();
  return p;
}

Matrix randomMatrix(std::mt19937 &random, Eigen::Index rows, Eigen::Index cols, double low,
                    double high) {
  Matrix m(rows, cols);
  for (double &x : m.reshaped()) // a generator without the distributions, which differ by library
    x = low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
  return m;
}

Parts directionsOf(const Linearized &linearized) {
  Parts parts;
  for (unsigned part = 1; part < linearized.entries.size(); ++part)
    for (unsigned i : linearized.entries[part].inputs)
      for (const auto &leaf : linearized.function->parameters[i].leaves)
        parts[leaf.value->index] = part;
  return parts;
}

std::unique_ptr<Function>
finished(const Function &derived, const Parts &parts,
         const std::function<void(const std::string &, const Function &)> &after) {
  transform::Phases phases;
  phases.after = after;
  return finish(derived, parts, phases);
}

Named run(const Function &derived, const Problem &problem, const Named &others,
          double *magnitude, const Parts &parts) {
  const std::string result = problem.function->name;
  std::vector<Matrix> arguments = problem.arguments;
  for (size_t i = arguments.size(); i < derived.arguments().size(); ++i)
    arguments.push_back(others.at(derived.arguments()[i]->name));
  expectVerified(derived, "derived");
  Evaluation raw;
  try {
    raw = evaluate(derived, arguments);
  } catch (const std::runtime_error &error) {
    fail("derived: " + std::string(error.what()) + "\n" + ir::print(derived));
  }
  // Rounding is relative to the values that were added up.
  double tolerance = 1e-12 * (1 + raw.magnitude);
  std::string before = ir::print(derived);
  finished(derived, parts, [&](const std::string &step, const Function &f) {
    try {
      expectVerified(f, step);
      Evaluation e = evaluate(f, arguments);
      for (size_t i = 0; i < e.outputs.size(); ++i)
        expectNear(e.outputs[i], raw.outputs[i], tolerance,
                   "output \"" + f.outputs[i].path + "\"");
    } catch (const std::runtime_error &error) {
      fail(step + ": " + std::string(error.what()) + "\n" + before + "becomes\n" + ir::print(f));
    }
    before = ir::print(f);
  });
  if (magnitude)
    *magnitude = raw.magnitude;
  return withPaths(derived, raw.outputs, result);
}

namespace {

/// The checks of one problem; they throw.
class Checks {
public:
  Checks(const Problem &problem, Checker &checker)
      : p_(problem), f_(*problem.function), c_(checker), random_(checker.seed),
        annotation_(annotationOf(problem)) {
    expectVerified(f_, "given");
    base_ = evaluate(f_, p_.arguments);
  }

  void firstOrder() {
    auto tangent = deriveTangent(annotation_), adjoint = deriveAdjoint(annotation_);
    Named seeds;
    for (size_t i = 0; i < f_.outputs.size(); ++i)
      if (f_.outputs[i].value->type.isReal())
        seeds[resultName(i) + "_bar"] = randomLike(base_.outputs[i]);
    Named zeros = seeds, initial = seeds, empty = seeds;
    for (unsigned i : p_.wrt) {
      const std::string name = argumentName(i) + "_bar";
      const Matrix &x = p_.arguments[i];
      zeros[name] = Matrix::Zero(x.rows(), x.cols());
      initial[name] = randomLike(x);
      const ir::Type &t = f_.arguments()[i]->type;
      empty[name] = t.isFixed() ? zeros[name]
                                : Matrix(t.rows == ir::kDynamic ? 0 : t.rows,
                                         t.cols == ir::kDynamic ? 0 : t.cols);
    }
    double magnitude = 0;
    Named bars = run(*adjoint, p_, zeros, &magnitude);
    Named added = run(*adjoint, p_, initial), sized = run(*adjoint, p_, empty);
    for (unsigned i : p_.wrt) {
      const std::string name = argumentName(i) + "_bar";
      expectNear(bars.at(name) + initial.at(name), added.at(name), 1e-12 * (1 + magnitude),
                 name + " is added to");
      expectNear(bars.at(name), sized.at(name), 1e-12 * (1 + magnitude), name + " may be empty");
    }
    for (unsigned k = 0; k < c_.directions; ++k) {
      Named direction = randomDirection("_dot");
      Named dots = run(*tangent, p_, direction, &magnitude);
      double left = 0, right = 0, size = 0;
      std::vector<double> all;
      for (size_t i = 0; i < f_.outputs.size(); ++i) {
        if (!f_.outputs[i].value->type.isReal())
          continue;
        expectNear(dots.at(resultName(i)), base_.outputs[i], 1e-12 * (1 + base_.magnitude),
                   "the value beside its tangent");
        const Matrix &dot = dots.at(resultName(i) + "_dot");
        for (double x : dot.reshaped())
          all.push_back(x);
        left += sumOfProducts(seeds.at(resultName(i) + "_bar"), dot);
        size += magnitudeOfProducts(seeds.at(resultName(i) + "_bar"), dot);
      }
      for (unsigned i : p_.wrt) {
        right += sumOfProducts(bars.at(argumentName(i) + "_bar"),
                               direction.at(argumentName(i) + "_dot"));
        size += magnitudeOfProducts(bars.at(argumentName(i) + "_bar"),
                                    direction.at(argumentName(i) + "_dot"));
      }
      expectNear(Matrix::Constant(1, 1, left), Matrix::Constant(1, 1, right),
                 1e-12 * (1 + size + magnitude), "<u, Jv> and <J'u, v>");
      compareWithDifference(column(all), "the tangent", [&](double h) {
        Evaluation e = evaluate(f_, moved(direction, h), &base_);
        return std::pair(column(realOutputs(f_, e)), e.decisions);
      });
    }
  }

  void secondOrder() {
    ir::Request request{ir::RequestKind::Hvp, {}, annotation_.wrt, nullptr};
    auto gradient = deriveGradient(annotation_), hvp = deriveHvp(annotation_, request);
    auto adjoint = deriveAdjoint(annotation_);
    Linearized linearized = deriveLinearized(annotation_, &request, nullptr);
    Named seed{{f_.name + "_bar", Matrix::Ones(1, 1)}};
    for (unsigned i : p_.wrt)
      seed[argumentName(i) + "_bar"] = Matrix::Zero(p_.arguments[i].rows(), p_.arguments[i].cols());
    double magnitude = 0;
    Named g = run(*gradient, p_, {}, &magnitude), a = run(*adjoint, p_, seed);
    expectEqual(g, a, "_bar", magnitude, "the gradient and the adjoint for the seed one");
    const Evaluation baseOfGradient = evaluate(*gradient, p_.arguments);
    Named first, firstProduct;
    for (unsigned k = 0; k < c_.directions; ++k) {
      Named v = randomDirection("_dot");
      Named hv = run(*hvp, p_, v, &magnitude);
      Named lin = run(*linearized.function, p_, v, nullptr, directionsOf(linearized));
      expectEqual(hv, lin, "_hv", magnitude, "the Hessian product and its linearised form");
      expectEqual(g, lin, "_bar", magnitude, "the gradient and its linearised form");
      if (k > 0) {
        double left = 0, right = 0, size = 0;
        for (unsigned i : p_.wrt) {
          const std::string n = argumentName(i);
          left += sumOfProducts(first.at(n + "_dot"), hv.at(n + "_hv"));
          right += sumOfProducts(v.at(n + "_dot"), firstProduct.at(n + "_hv"));
          size += magnitudeOfProducts(first.at(n + "_dot"), hv.at(n + "_hv")) +
                  magnitudeOfProducts(v.at(n + "_dot"), firstProduct.at(n + "_hv"));
        }
        expectNear(Matrix::Constant(1, 1, left), Matrix::Constant(1, 1, right),
                   1e-12 * (1 + size + magnitude), "<v, H w> and <w, H v>");
      }
      first = v;
      firstProduct = hv;
      compareWithDifference(gathered(hv, "_hv"), "the Hessian product", [&](double h) {
        Evaluation e = evaluate(*gradient, moved(v, h), &baseOfGradient);
        return std::pair(gathered(withPaths(*gradient, e.outputs, f_.name), "_bar"), e.decisions);
      });
    }
  }

  void gaussNewton(ir::Value *local) {
    // The pieces: z of the arguments, and the objective with z for an argument.
    ir::Cloning inner = cloned(f_);
    inner.function->name = "inner";
    inner.function->outputs = {{"", inner.of(local)}};
    ir::Cloning outer = ir::cloneInterface(f_);
    outer.function->name = "outer";
    ir::Value *z = addArgument(*outer.function, local->type, "z_local");
    ir::Builder b(*outer.function);
    for (const auto &op : f_.body.operations) {
      ir::cloneDeep(b, *op, outer.map);
      outer.map[local] = z;
    }
    outer.setOutputs(f_);

    Problem innerProblem{inner.function.get(), p_.arguments, p_.wrt};
    Problem outerProblem{outer.function.get(), p_.arguments, p_.wrt};
    outerProblem.arguments.push_back(evaluate(*inner.function, p_.arguments).outputs[0]);
    outerProblem.wrt.push_back(static_cast<unsigned>(p_.arguments.size()));
    auto innerAnnotation = annotationOf(innerProblem), outerAnnotation = annotationOf(outerProblem);
    auto tangent = deriveTangent(innerAnnotation), adjoint = deriveAdjoint(innerAnnotation);
    ir::Request along{ir::RequestKind::Hvp, {}, outerAnnotation.wrt, nullptr};
    auto hvp = deriveHvp(outerAnnotation, along);

    ir::Request request{ir::RequestKind::Ggnvp, {}, annotation_.wrt, local};
    auto ggnvp = deriveGgnvp(annotation_, request);
    ir::Request both{ir::RequestKind::Hvp, {}, annotation_.wrt, nullptr};
    Linearized linearized = deriveLinearized(annotation_, &both, &request);
    for (unsigned k = 0; k < c_.directions; ++k) {
      Named v = randomDirection("_dot");
      double magnitude = 0, outerMagnitude = 0;
      Named gv = run(*ggnvp, p_, v, &magnitude);
      Named vz = v;
      vz["z_local_dot"] = run(*tangent, innerProblem, v).at("inner_dot");
      Named h = run(*hvp, outerProblem, vz, &outerMagnitude);
      Named seed{{"inner_bar", h.at("z_local_hv")}};
      for (unsigned i : p_.wrt)
        seed[argumentName(i) + "_bar"] = h.at(argumentName(i) + "_hv");
      Named product = run(*adjoint, innerProblem, seed);
      magnitude = std::max(magnitude, outerMagnitude);
      for (unsigned i : p_.wrt)
        expectNear(gv.at(argumentName(i) + "_gv"), product.at(argumentName(i) + "_bar"),
                   1e-11 * (1 + magnitude), "the Gauss-Newton product and that of its pieces");
      Named all = v;
      // Both products of the linearisation read directions of the same names.
      Named lin = run(*linearized.function, p_, all, nullptr, directionsOf(linearized));
      expectEqual(gv, lin, "_gv", magnitude, "the Gauss-Newton product and its linearised form");
    }
  }

private:
  std::string argumentName(unsigned i) const {
    for (const auto &p : f_.parameters)
      for (const auto &leaf : p.leaves)
        if (leaf.value == f_.arguments()[i])
          return p.name;
    fail("an argument without a parameter");
  }
  std::string resultName(size_t i) const {
    return f_.outputs[i].path.empty() ? f_.name : f_.outputs[i].path;
  }
  Matrix randomLike(const Matrix &m) { return randomMatrix(random_, m.rows(), m.cols(), -1, 1); }

  Named randomDirection(const std::string &suffix) {
    Named direction;
    for (unsigned i : p_.wrt)
      direction[argumentName(i) + suffix] = randomLike(p_.arguments[i]);
    return direction;
  }
  std::vector<Matrix> moved(const Named &direction, double h) const {
    std::vector<Matrix> arguments = p_.arguments;
    for (unsigned i : p_.wrt)
      arguments[i] += h * direction.at(argumentName(i) + "_dot");
    return arguments;
  }
  Matrix gathered(const Named &named, const std::string &suffix) const {
    std::vector<double> all;
    for (unsigned i : p_.wrt)
      for (double x : named.at(argumentName(i) + suffix).reshaped())
        all.push_back(x);
    return column(all);
  }
  void expectEqual(const Named &a, const Named &b, const std::string &suffix, double magnitude,
                   const std::string &what) const {
    for (unsigned i : p_.wrt)
      expectNear(a.at(argumentName(i) + suffix), b.at(argumentName(i) + suffix),
                 1e-12 * (1 + magnitude), what + " for " + argumentName(i));
  }

  template <class Evaluate>
  void compareWithDifference(const Matrix &derivative, const std::string &what,
                             Evaluate evaluateAt) {
    if (!c_.differences || derivative.size() == 0)
      return;
    auto difference = differenceOf(evaluateAt);
    if (!difference) {
      ++c_.skipped;
      return;
    }
    ++c_.compared;
    // The estimate of the error is one, not a bound.
    double tolerance =
        10 * difference->error + 1e-9 * (1 + difference->value.cwiseAbs().maxCoeff());
    expectNear(derivative, difference->value, tolerance, what + " and differences");
  }

  const Problem &p_;
  const Function &f_;
  Checker &c_;
  std::mt19937 random_;
  ir::Annotation annotation_;
  Evaluation base_;
};

template <class Check> std::optional<std::string> caught(Check check) {
  try {
    check();
  } catch (const ir::Limitation &limitation) {
    return "limitation: " + std::string(limitation.what());
  } catch (const std::exception &error) {
    return error.what();
  }
  return std::nullopt;
}

} // namespace

std::optional<std::string> Checker::firstOrder(const Problem &problem) {
  return caught([&] { Checks(problem, *this).firstOrder(); });
}

std::optional<std::string> Checker::secondOrder(const Problem &problem) {
  return caught([&] { Checks(problem, *this).secondOrder(); });
}

std::optional<std::string> Checker::gaussNewton(const Problem &problem, ir::Value *local) {
  return caught([&] { Checks(problem, *this).gaussNewton(local); });
}

} // namespace gateaux::transform::test
