// SPDX-License-Identifier: Apache-2.0
#include "driver/Generate.h"

#include "driver/Comments.h"
#include "emit/Emit.h"
#include "emit/Format.h"
#include "emit/Templates.h"
#include "ir/MatrixFunctions.h"
#include "ir/Regions.h"
#include "ir/Verifier.h"
#include "transform/Checkpoints.h"
#include "transform/Derive.h"
#include "transform/Induction.h"
#include "transform/Pipeline.h"
#include "transform/Shifts.h"
#include "transform/Simplify.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <set>
#include <stdexcept>

namespace gateaux::driver {

using ir::Annotation;
using ir::Request;
using ir::RequestKind;

const std::vector<std::string> kPhases = {"frontend", "canonical", "derive", "expand-calls", "fuse", "simplify"};

namespace {

class Generator {
public:
  explicit Generator(Observer &observer) : observer_(observer) {}

  template <class Step> auto timed(const std::string &phase, Step step) {
    auto start = std::chrono::steady_clock::now();
    auto result = step();
    observer_.seconds[phase] +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
  }

  std::string annotation(const Annotation &annotated) {
    std::unique_ptr<ir::Function> canonical, segmented;
    auto [a, reversed] = prepared(annotated, canonical, segmented);
    return annotation(a, reversed);
  }

  /// The derivatives that have been called of functions that call themselves, and those that these call:
  /// declarations and definitions.
  struct Called {
    std::string scope, declaration, definition;
  };
  std::vector<Called> recursions(const ir::Program &program) {
    std::vector<Called> all;
    std::set<const ir::Function *> written;
    bool more = true;
    while (more) {
      more = false;
      for (const auto &recursion : program.recursions) {
        const ir::Provided &provided = recursion->called->provided;
        const ir::Function *value = recursion->outlined ? recursion->called : nullptr, *adjoint = provided.adjoint.get();
        for (const ir::Function *f :
             {value, provided.tangent.get(), adjoint, adjoint ? adjoint->provided.tangent.get() : nullptr}) {
          if (!f || !invoked_.count(f) || !written.insert(f).second)
            continue;
          more = true;
          std::unique_ptr<ir::Function> canonical, segmented;
          auto [a, reversed] = prepared(recursion->annotation, canonical, segmented);
          auto derived = f == value                    ? transform::deriveValue(a)
                         : f == provided.tangent.get() ? transform::deriveTangent(a)
                         : f == adjoint                ? transform::deriveAdjoint(reversed)
                                                       : transform::deriveAdjointTangent(reversed);
          const std::string request = derived->name.substr(a.base.size() + 1);
          Called called{f->scope, emit::emitDeclaration(*derived), {}};
          called.definition = function(std::move(derived), describe(a, request));
          all.push_back(std::move(called));
        }
      }
    }
    return all;
  }

private:
  /// What is differentiated, in canonical form, and the same as it is differentiated in reverse mode.
  std::pair<Annotation, Annotation> prepared(const Annotation &annotated, std::unique_ptr<ir::Function> &canonical,
                                             std::unique_ptr<ir::Function> &segmented) {
    check("frontend", *annotated.function, /*shown=*/false);
    // Derivatives are simpler then.
    Annotation a = annotated;
    std::unordered_map<const ir::Value *, ir::Value *> map;
    // What is to be linearised stays what the result is computed from.
    auto simplified = [&](const ir::Function &f) {
      std::set<const ir::Value *> locals;
      for (const Request &r : a.requests)
        locals.insert(r.local);
      canonical = timed("simplify", [&] { return transform::simplify(f, false, &map, locals); });
      for (Request &r : a.requests)
        if (r.local)
          r.local = map.at(r.local);
    };
    simplified(*annotated.function);
    if (transform::hasInductions(*canonical)) {
      ir::Cloning counted = timed("simplify", [&] { return transform::withoutInductions(*canonical); });
      for (Request &r : a.requests)
        if (r.local)
          r.local = counted.of(r.local);
      std::unique_ptr<ir::Function> before = std::move(canonical);
      simplified(*counted.function);
    }
    timed("simplify", [&] {
      transform::ignoreShifts(*canonical);
      return 0;
    });
    check("canonical", *canonical);
    a.function = canonical.get();
    renameParameters(a, *canonical);
    avoidClashes(a, *canonical);
    if (!transform::hasCheckpoints(*canonical))
      return {a, a};
    ir::Cloning segments = timed("derive", [&] { return transform::withSegments(*canonical); });
    check("canonical", *segments.function, /*shown=*/false);
    Annotation reversed = a;
    reversed.function = segments.function.get();
    for (Request &r : reversed.requests)
      if (r.local)
        r.local = segments.of(r.local);
    segmented = std::move(segments.function);
    return {a, reversed};
  }

  /// Gives a parameter another name where it has that of a generated function, which it would hide.
  static void renameParameters(Annotation &a, ir::Function &f) {
    auto hides = [&](const std::string &name) {
      for (const char *suffix :
           {"value", "tangent", "adjoint", "gradient", "hvp", "ggnvp", "jacobian", "hessian", "objective",
            "linearize", "linearized_hvp", "linearized_ggnvp"})
        if (name == a.base + "_" + suffix || name == a.base + "_" + suffix + "_workspace")
          return true;
      return false;
    };
    for (unsigned i = 0; i < f.parameters.size(); ++i) {
      ir::Parameter &p = f.parameters[i];
      if (!hides(p.name))
        continue;
      const std::string before = p.name;
      while (hides(p.name) || std::count_if(f.parameters.begin(), f.parameters.end(),
                                            [&](auto &other) { return other.name == p.name; }) > 1)
        p.name += "_";
      auto rename = [&](std::string &path) {
        if (path == before || path.rfind(before + ".", 0) == 0)
          path = p.name + path.substr(before.size());
      };
      for (ir::Parameter::Leaf &leaf : p.leaves) {
        rename(leaf.path);
        if (leaf.value)
          rename(leaf.value->name);
      }
      for (ir::Output &output : f.outputs)
        rename(output.path);
      auto renameItems = [&](std::vector<ir::Active> &items) {
        for (ir::Active &item : items)
          if (item.parameter == i)
            rename(item.access);
      };
      renameItems(a.wrt);
      for (Request &r : a.requests)
        renameItems(r.along);
    }
  }

  /// Gives a wrt item another stem where one of the derivative parameters named after it would
  /// have the name of a parameter of the function.
  static void avoidClashes(Annotation &a, const ir::Function &f) {
    auto clashes = [&](const std::string &stem) {
      for (const ir::Parameter &p : f.parameters)
        for (const char *suffix : {"_dot", "_bar", "_hv", "_gv"})
          if (p.name == stem + suffix)
            return true;
      return false;
    };
    auto rename = [&](std::vector<ir::Active> &items) {
      for (ir::Active &item : items)
        while (clashes(item.name))
          item.name += "_wrt";
    };
    rename(a.wrt);
    for (Request &r : a.requests)
      rename(r.along);
  }

  /// `a` is what is differentiated; `reversed` is the same in the form that is differentiated in
  /// reverse mode.
  std::string annotation(const Annotation &a, const Annotation &reversed) {
    auto requested = [&](RequestKind kind) -> const Request * {
      for (const Request &r : reversed.requests)
        if (r.kind == kind)
          return &r;
      return nullptr;
    };
    const Request *tangent = requested(RequestKind::Tangent);
    const Request *adjoint = requested(RequestKind::Adjoint);
    const Request *gradient = requested(RequestKind::Gradient);
    const Request *hvp = requested(RequestKind::Hvp);
    const Request *ggnvp = requested(RequestKind::Ggnvp);
    const Request *jacobian = requested(RequestKind::Jacobian);
    const Request *hessian = requested(RequestKind::Hessian);
    const Request *objective = requested(RequestKind::Objective);
    const bool scalar = isScalar(*a.function);
    if (objective && a.function->result == "void")
      throw ir::Limitation(objective->loc,
                           "an objective of a function that does not return its result",
                           "return the residuals instead of writing them to a parameter");

    std::string s;
    if (objective)
      s += function(transform::deriveValue(a), describe(a, "value"), /*overload=*/false);
    if (tangent || jacobian || (objective && !scalar))
      s += function(transform::deriveTangent(a), describe(a, "tangent"));
    if (adjoint || jacobian || (objective && !scalar))
      s += function(transform::deriveAdjoint(reversed), describe(a, "adjoint"));
    if (gradient || (objective && scalar))
      s += function(transform::deriveGradient(reversed), describe(a, "gradient"));
    if (hvp)
      s += function(transform::deriveHvp(reversed, *hvp), describe(a, "hvp", hvp));
    if (ggnvp)
      s += function(transform::deriveGgnvp(reversed, *ggnvp), describe(a, "ggnvp", ggnvp));
    // Products at a linearised point take directions in the wrt parameters themselves.
    Request plain;
    plain.kind = RequestKind::Hvp;
    plain.along = a.wrt;
    const bool objectiveHvp = objective && scalar && hvp && sameItems(hvp->along, a.wrt);
    const bool objectiveGgnvp = objective && scalar && ggnvp;
    if (hessian || objectiveHvp || objectiveGgnvp)
      s += linearized(reversed, hessian || objectiveHvp ? &plain : nullptr,
                      objectiveGgnvp ? ggnvp : nullptr);
    if (jacobian)
      s += emit::emitJacobian(a, comment(describe(a, "jacobian")));
    if (hessian)
      s += emit::emitHessian(a, comment(describe(a, "hessian")));
    if (objective) {
      emit::ObjectiveMembers members;
      members.hvp = objectiveHvp;
      members.ggnvp = objectiveGgnvp;
      members.jacobian = jacobian != nullptr;
      s += scalar ? emit::emitObjective(a, members) : emit::emitResidualObjective(a, members);
    }
    return s;
  }

  static bool isScalar(const ir::Function &f) {
    for (const ir::Output &output : f.outputs)
      if (output.path.empty())
        return !output.value->type.dense;
    return false;
  }

  static bool sameItems(const std::vector<ir::Active> &a, const std::vector<ir::Active> &b) {
    if (a.size() != b.size())
      return false;
    for (size_t i = 0; i < a.size(); ++i)
      if (a[i].access != b[i].access)
        return false;
    return true;
  }

  static std::string comment(const std::vector<std::string> &lines) {
    std::string s;
    for (const std::string &l : lines)
      s += "///" + (l.empty() ? "" : " " + l) + "\n";
    return s;
  }

  void check(const std::string &phase, const ir::Function &f, bool shown = true) {
    if (auto fault = ir::verify(f))
      throw std::logic_error("after phase '" + phase + "': " + *fault);
    if (observer_.after && shown)
      observer_.after(phase, f);
  }

  /// The phases of one function.
  std::unique_ptr<ir::Function> pipeline(std::unique_ptr<ir::Function> f,
                                         const transform::Parts &parts = {}) {
    check("derive", *f);
    transform::Phases phases;
    phases.run = [&](const std::string &phase, const std::function<void()> &step) {
      timed(phase, [&] {
        step();
        return 0;
      });
    };
    phases.after = [&](const std::string &phase, const ir::Function &g) { check(phase, g); };
    auto finished = transform::finish(*f, parts, phases);
    ir::forEachOperation(finished->body, [&](const ir::Operation &op) {
      if (op.kind == ir::Op::Invoke)
        invoked_.insert(op.attrs.callee);
    });
    return finished;
  }

  std::string function(std::unique_ptr<ir::Function> f, std::vector<std::string> comment,
                       bool overload = true) {
    f = pipeline(std::move(f));
    return timed("emit", [&] { return emit::emitFunction(*f, {std::move(comment), overload}); });
  }

  std::string linearized(const Annotation &a, const Request *hvp, const Request *ggnvp) {
    transform::Linearized l = transform::deriveLinearized(a, hvp, ggnvp);
    transform::Parts directions;
    for (unsigned part = 1; part < l.entries.size(); ++part)
      for (unsigned i : l.entries[part].inputs)
        for (const auto &leaf : l.function->parameters[i].leaves)
          directions[leaf.value->index] = part;
    auto f = pipeline(std::move(l.function), directions);
    std::vector<emit::Part> parts;
    std::vector<emit::Presentation> presentations;
    for (const auto &entry : l.entries) {
      emit::Part part{entry.name, entry.inputs, parts.empty()};
      part.parameters.insert(part.parameters.end(), entry.outputs.begin(), entry.outputs.end());
      const std::string request = parts.empty() ? "linearize" : "linearized_" + entry.request;
      const Request *details = entry.request == "ggnvp" ? ggnvp : nullptr;
      presentations.push_back({describe(a, request, details)});
      parts.push_back(std::move(part));
    }
    return timed("emit", [&] { return emit::emitFunction(*f, parts, presentations); });
  }

  Observer &observer_;
  std::set<const ir::Function *> invoked_; ///< what generated code calls
};

/// Puts `::` before a namespace that the scope of the text has another one of the same name for.
std::string qualified(const std::string &text, const std::string &space) {
  auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  std::string s;
  size_t begin = 0;
  for (size_t i = text.find(space + "::"); i != std::string::npos;
       i = text.find(space + "::", i + 1)) {
    if (i > 0 && (isWord(text[i - 1]) || text[i - 1] == ':'))
      continue;
    s += text.substr(begin, i - begin) + "::";
    begin = i;
  }
  return s + text.substr(begin);
}

std::string baseName(const std::string &path) {
  size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::vector<std::string> split(const std::string &scope) {
  std::vector<std::string> parts;
  size_t begin = 0;
  while (begin < scope.size()) {
    size_t end = scope.find("::", begin);
    if (end == std::string::npos)
      end = scope.size();
    parts.push_back(scope.substr(begin, end - begin));
    begin = end + 2;
  }
  return parts;
}

} // namespace

/// True where a derivative of a function of a matrix is called, which support.hpp does not have.
static bool usesMatrixFunctions(const std::string &text) {
  return std::any_of(std::begin(ir::kMatrixFunctions), std::end(ir::kMatrixFunctions), [&](std::string_view name) {
    return text.find("gateaux::" + std::string(name) + "_along(") != std::string::npos;
  });
}

std::string generate(const ir::Program &program, const std::string &mainFile, bool isHeader,
                     Observer &observer) {
  Generator generator(observer);
  std::string s = "// Generated by gateaux from " + baseName(mainFile) + "; do not edit.\n";
  s += "#pragma once\n\n";
  if (isHeader)
    s += "#include \"" + baseName(mainFile) + "\"\n\n";
  s += "#include <gateaux/support.hpp>\n";
  const size_t ownHeaders = s.size();
  s += "\n#include <algorithm>\n#include <cmath>\n"
       "#include <limits>\n#include <stdexcept>\n#include <string>\n#include <utility>\n\n";
  if (observer.after)
    for (const auto &f : program.functions)
      observer.after("frontend", *f);
  std::string scope;
  auto enter = [&](const std::string &next) {
    if (next == scope)
      return;
    std::vector<std::string> old = split(scope), fresh = split(next);
    for (size_t i = old.size(); i-- > 0;)
      s += "} // namespace " + old[i] + "\n\n";
    for (const std::string &name : fresh)
      s += "namespace " + (name[0] == '(' ? "" : name) + " {\n\n";
    scope = next;
  };
  std::vector<std::string> texts;
  for (const Annotation &a : program.annotations) {
    texts.push_back(generator.annotation(a));
    for (const std::string &space : a.shadowed)
      texts.back() = qualified(texts.back(), space);
  }
  const auto recursions = generator.recursions(program);
  for (const auto &called : recursions) {
    enter(called.scope);
    s += called.declaration + "\n";
  }
  for (const auto &called : recursions) {
    enter(called.scope);
    s += called.definition;
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    enter(program.annotations[i].function->scope);
    s += texts[i];
  }
  enter("");
  if (usesMatrixFunctions(s))
    s.insert(ownHeaders, "#include <gateaux/support/matrix_functions.hpp>\n");
  return generator.timed("format", [&] { return emit::format(s); });
}

} // namespace gateaux::driver
