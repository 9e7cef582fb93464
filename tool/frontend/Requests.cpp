// SPDX-License-Identifier: Apache-2.0
//
// GATEAUX_DIFFERENTIATE: what is requested of a function, checked against it.
#include "Influence.h"
#include "Selection.h"
#include "Session.h"
#include "Unit.h"
#include "ir/Regions.h"

#include <llvm/ADT/StringMap.h>

#include <algorithm>
#include <set>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

struct RequestRow {
  const char *name;
  RequestKind kind;
  bool scalarOnly; ///< needs a function that returns one scalar
};

const RequestRow kRequests[] = {
    {"tangent", RequestKind::Tangent, false},  {"adjoint", RequestKind::Adjoint, false},
    {"gradient", RequestKind::Gradient, true}, {"hvp", RequestKind::Hvp, true},
    {"ggnvp", RequestKind::Ggnvp, true},       {"jacobian", RequestKind::Jacobian, false},
    {"hessian", RequestKind::Hessian, true},   {"objective", RequestKind::Objective, false},
};

const RequestRow *requestNamed(const std::string &name) {
  for (const RequestRow &row : kRequests)
    if (name == row.name)
      return &row;
  return nullptr;
}

std::vector<std::string> knownItems() {
  std::vector<std::string> known = {"wrt"};
  for (const RequestRow &row : kRequests)
    known.push_back(row.name);
  known.push_back("as");
  known.push_back("extent");
  return known;
}

std::string quoted(const std::string &s) { return "'" + s + "'"; }

/// Who generates a name.
struct Claim {
  SourceLocation loc;
  const Marker *marker;
  const FunctionDecl *decl;
};

} // namespace

/// Reads one annotation: first what concerns the declaration, then what needs the body.
class RequestReader {
public:
  RequestReader(Unit &unit, const Marker &marker, const FunctionDecl *decl,
                std::map<std::string, Claim> &generated)
      : unit(unit), marker(marker), decl(decl), generated(generated) {}

  void read() {
    try {
      items = parseItems(marker);
    } catch (const Failure &failure) {
      reportFailure(failure);
      return;
    }
    for (const Item &item : items)
      guarded([&] { readItem(item); });
    if (!failed && requests.empty())
      guarded([&] {
        fail(marker.loc, "nothing is requested of " + quoted(decl->getNameAsString()),
             {{"add one of 'tangent', 'adjoint', 'gradient', 'hvp', 'ggnvp', 'jacobian', "
               "'hessian', 'objective'",
               {}}});
      });
    Unit::Translated &translated = unit.translated(decl);
    if (failed || !translated.function)
      return;
    function = translated.function;
    translator = translated.translator.get();
    guarded([&] { finish(); });
  }

private:
  template <typename F>
  void guarded(F f) {
    try {
      f();
    } catch (const Failure &failure) {
      reportFailure(failure);
    }
  }
  void reportFailure(const Failure &failure) {
    report(unit.context.getDiagnostics(), failure);
    failed = true;
  }

  void readItem(const Item &item) {
    const std::string &name = item.name.text;
    if (name == "wrt") {
      if (wrt)
        fail(item.name.range(), "'wrt' is given twice");
      wrt = readParameters(item);
    } else if (name == "as") {
      if (item.arguments.size() != 1 || item.arguments[0].hasArguments ||
          !isIdentifier(item.arguments[0].name.text))
        fail(item.name.range(), "'as' takes one name", {{"for example 'as(loss2)'", {}}});
      if (!base.empty())
        fail(item.name.range(), "'as' is given twice");
      base = item.arguments[0].name.text;
    } else if (name == "extent") {
      readExtent(item);
    } else if (const RequestRow *row = requestNamed(name)) {
      readRequest(item, *row);
    } else {
      fail(item.name.range(), "unknown item " + quoted(name) + " of 'GATEAUX_DIFFERENTIATE'",
           {{suggestion(name, knownItems(), "known items"), {}}});
    }
  }

  /// The length itself is read with the function. Here: that it belongs to a pointer.
  void readExtent(const Item &item) const {
    if (item.arguments.size() != 2)
      fail(item.name.range(), "'extent' takes a pointer and its length",
           {{"for example 'extent(p, n)'", {}}});
    const Word &name = item.arguments[0].name;
    std::vector<std::string> pointers;
    for (const ParmVarDecl *parameter : decl->parameters()) {
      const QualType type = parameter->getType();
      if (type->isPointerType())
        pointers.push_back(parameter->getNameAsString());
      if (parameter->getName() != stemOf(name.text))
        continue;
      if (parameter->getName() == name.text && !type->isPointerType())
        fail(name.range(), quoted(name.text) + " is of type " + quoted(type.getAsString()) +
                               ", which is no pointer");
      const std::string length = unit.lengthsOf(decl).at(name.text).name.text;
      if (length != item.arguments[1].name.text)
        fail(item.arguments[1].name.range(),
             "the length of " + quoted(name.text) + " is given as " + quoted(length) + " already");
      return;
    }
    auto *method = dyn_cast<CXXMethodDecl>(decl);
    if (method && method->isInstance() && stemOf(name.text) == kSelf)
      return;
    fail(name.range(), quoted(decl->getNameAsString()) + " has no parameter " + quoted(name.text),
         {{suggestion(name.text, pointers, "its pointers"), {}}});
  }

  void readRequest(const Item &item, const RequestRow &row) {
    Pending pending{&item, &row, {}, {}};
    if (row.kind == RequestKind::Ggnvp) {
      if (item.arguments.size() != 1 || item.arguments[0].hasArguments)
        fail(item.name.range(), "'ggnvp' takes the name of one local variable",
             {{"for example 'ggnvp(S)', where S holds the model's output and the loss follows",
               {}}});
      pending.local = &item.arguments[0].name;
    } else if (row.kind == RequestKind::Hvp && item.hasArguments) {
      if (item.arguments.size() != 1 || item.arguments[0].name.text != "along" ||
          !item.arguments[0].hasArguments)
        fail(item.arguments.empty() ? item.name.range() : item.arguments[0].name.range(),
             "'hvp' takes 'along(...)' or nothing");
      pending.along = readParameters(item.arguments[0]);
    } else if (item.hasArguments) {
      fail(item.name.range(), quoted(item.name.text) + " takes no arguments");
    }
    requests.push_back(std::move(pending));
  }

  /// What wrt(...) or along(...) names.
  std::vector<Selected> readParameters(const Item &item) {
    std::vector<Selected> result;
    if (item.arguments.empty())
      fail(item.name.range(), quoted(item.name.text) + " names no parameter",
           {{"leave it out for every differentiable parameter", {}}});
    for (const Item &argument : item.arguments)
      guarded([&] {
        Selected selected = select(decl, argument);
        for (const Selected &before : result)
          if (before.path == selected.path)
            fail(selected.range, quoted(argument.name.text) + " is named twice");
        result.push_back(std::move(selected));
      });
    return result;
  }

  static bool isIdentifier(const std::string &s) {
    return !s.empty() && !isdigit(static_cast<unsigned char>(s[0])) &&
           std::all_of(s.begin(), s.end(), [](unsigned char c) { return isalnum(c) || c == '_'; });
  }

  // What needs the body.

  void finish() {
    if (!wrt)
      wrt = defaultWrt();
    Annotation annotation;
    annotation.function = function;
    annotation.base = base.empty() ? function->name : base;
    annotation.loc = locationOf(marker.loc);
    annotation.wrt = actives(*wrt);
    annotation.shadowed = shadowedNamespaces();
    for (const Pending &pending : requests)
      guarded([&] { annotation.requests.push_back(makeRequest(pending, annotation)); });
    if (!failed)
      guarded([&] { claimImplied(annotation); });
    if (!failed)
      unit.program.annotations.push_back(std::move(annotation));
  }

  ir::SourceLocation locationOf(SourceLocation loc) const {
    return irLocation(unit.context.getSourceManager(), loc);
  }

  /// The namespaces that generated code names, of which the function's scope has one of its own.
  std::vector<std::string> shadowedNamespaces() const {
    std::vector<std::string> result;
    for (const char *name : {"Eigen", "gateaux", "std"})
      for (const DeclContext *c = decl->getDeclContext()->getRedeclContext();
           !c->isTranslationUnit(); c = c->getParent()->getRedeclContext())
        if (!c->lookup(DeclarationName(&unit.context.Idents.get(name))).empty()) {
          result.push_back(name);
          break;
        }
    return result;
  }

  std::vector<Selected> defaultWrt() {
    std::vector<Selected> result;
    for (const Parameter &parameter : function->parameters) {
      const bool differentiable =
          std::any_of(parameter.leaves.begin(), parameter.leaves.end(), [&](const auto &leaf) {
            const bool written =
                std::any_of(function->outputs.begin(), function->outputs.end(),
                            [&](const Output &o) { return o.path == leaf.path; });
            return leaf.value->type.isReal() && leaf.held != Holding::Sparse && (!written || isRead(function->body, leaf.value));
          });
      if (differentiable)
        result.push_back({parameter.name, marker.loc});
    }
    if (result.empty())
      fail(marker.loc, quoted(function->name) + " has no differentiable parameter",
           {{"differentiable are double, float, and Eigen's dense matrices and arrays of these",
             {}}});
    return result;
  }

  std::vector<Active> actives(const std::vector<Selected> &selection) const {
    std::vector<Active> result = activesOf(selection, *function, decl, unit.context);
    for (const Active &active : result)
      for (const Active::Leaf &leaf : active.leaves)
        translator->checkReachable(*function, function->arguments()[leaf.argument],
                                   selection[0].range);
    return result;
  }

  /// Generated code must be able to make variables of what is differentiated.
  void checkVariables(const Item &item, RequestKind kind, const Annotation &annotation) const {
    const bool dense = kind == RequestKind::Jacobian || kind == RequestKind::Hessian;
    if (!dense && kind != RequestKind::Objective)
      return;
    for (const Active &active : annotation.wrt) {
      const QualType type = typeOfItem(active, *function, decl, unit.context);
      if (dense && !type.isNull() && eigenKind(type) != EigenKind::View && !isDefaultConstructible(type))
        unsupported(item.name.range(),
                    quoted(item.name.text) + " by an object whose class has no default constructor",
                    {{"ask for 'objective', which copies " + quoted(active.access),
                      recordOf(type)->getLocation()}});
      for (const Parameter::Leaf &leaf : function->parameters[active.parameter].leaves)
        if (leaf.value && ((dense && leaf.value->type.isList()) || (!active.declarator.empty() && leaf.path != active.access)))
          unsupported(item.name.range(), quoted(item.name.text) + " by a list",
                      {{"'gradient', 'adjoint', 'tangent', 'hvp', 'ggnvp' and 'objective' take lists", {}}});
        else if (leaf.held == Holding::Sparse && dense)
          unsupported(item.name.range(), quoted(item.name.text) + " by a sparse matrix",
                      {{"pass its nonzeros as a vector, and write them to the 'coeffs()' of a copy", {}}});
        else if (leaf.held == Holding::Pointer &&
            leaf.path != function->parameters[active.parameter].name)
          unsupported(item.name.range(),
                      quoted(item.name.text) + " by an object with the pointer " +
                          quoted(leaf.path),
                      {{"pass the members as parameters of their own", {}}});
        else if (leaf.held == Holding::Pointer && !leaf.value->type.isColumn() &&
                 !leaf.value->type.isFixed())
          unsupported(item.name.range(), quoted(item.name.text) + " by a pointer to arrays",
                      {{"pass a pointer to numbers", {}}});
    }
  }

  ir::Request makeRequest(const auto &pending, const Annotation &annotation) {
    const Item &item = *pending.item;
    checkFits(item, *pending.row);
    checkVariables(item, pending.row->kind, annotation);
    const std::string name = annotation.base + "_" + item.name.text;
    claim(item.name, name, /*implied=*/false);
    checkUnused(name, item, pending, annotation);
    Request request;
    request.kind = pending.row->kind;
    request.loc = locationOf(item.name.begin);
    if (request.kind == RequestKind::Hvp)
      request.along = pending.along ? actives(*pending.along) : annotation.wrt;
    if (request.kind == RequestKind::Ggnvp)
      request.local = findLocal(*pending.local, annotation);
    return request;
  }

  /// What would be generated must not be there already, written by hand for example.
  void checkUnused(const std::string &name, const Item &item, const auto &pending,
                   const Annotation &annotation) const {
    auto *method = dyn_cast<CXXMethodDecl>(decl);
    const size_t self = method && method->isInstance() ? 1 : 0;
    const size_t own = decl->getNumParams() + self, wrtCount = annotation.wrt.size();
    std::set<std::string> stems; // of results; what is read and written stands among wrt
    for (const Output &output : function->outputs) {
      bool covered = !output.value->type.isReal();
      for (const Active &active : annotation.wrt)
        covered =
            covered || (!output.path.empty() && active.parameter < function->parameters.size() &&
                        output.path.rfind(active.access, 0) == 0);
      if (!covered)
        stems.insert(stemOf(output.path));
    }
    const size_t results = stems.size();
    size_t count = own + wrtCount;
    switch (pending.row->kind) {
    case RequestKind::Gradient:
    case RequestKind::Objective:
      break;
    case RequestKind::Tangent:
    case RequestKind::Adjoint:
      count += results;
      break;
    case RequestKind::Hvp:
      count += pending.along ? pending.along->size() : wrtCount;
      break;
    case RequestKind::Ggnvp:
      count += wrtCount;
      break;
    case RequestKind::Jacobian:
    case RequestKind::Hessian:
      count = own + 1;
      break;
    }
    const DeclContext *scope = decl->getDeclContext()->getEnclosingNamespaceContext();
    for (const NamedDecl *found : scope->lookup(DeclarationName(&unit.context.Idents.get(name)))) {
      bool same = true; // anything but a function takes the name as a whole
      if (auto *other = dyn_cast<FunctionDecl>(found)) {
        same = pending.row->kind == RequestKind::Objective || other->getNumParams() == count;
        for (size_t i = self; same && i < own; ++i)
          same = unit.context.hasSameType(other->getParamDecl(i)->getType(),
                                          decl->getParamDecl(i - self)->getType());
      }
      if (same)
        fail(item.name.range(), quoted(name) + " exists already",
             {{"it is declared here", found->getLocation()},
              {"give another name with 'as(name)'", {}}});
    }
  }

  /// Notes that a name will be generated. What one request implies may be requested as well.
  void claim(const Word &item, const std::string &name, bool implied) {
    auto [earlier, isNew] =
        generated.try_emplace(function->scope + "::" + name, Claim{item.begin, &marker, decl});
    const bool sameMarker = earlier->second.marker == &marker;
    if (isNew || (implied && sameMarker && earlier->second.decl == decl))
      return;
    if (sameMarker && earlier->second.decl != decl)
      fail(item.range(), quoted(name) + " would be generated twice",
           {{"for this instantiation of the template", earlier->second.decl->getPointOfInstantiation()},
            {"and for this one; write 'GATEAUX_DIFFERENTIATE(as(name), ...)' before it", decl->getPointOfInstantiation()}});
    fail(item.range(), quoted(name) + " would be generated twice",
         {{"it is generated for this already", earlier->second.loc},
          {"give another name with 'as(name)'", {}}});
  }

  /// The functions that a request rests on are generated with it.
  void claimImplied(const Annotation &annotation) {
    const Value *result = nullptr;
    for (const Output &output : function->outputs)
      if (output.path.empty())
        result = output.value;
    const bool scalar = result && !result->type.dense;
    auto requested = [&](RequestKind kind) {
      return std::any_of(requests.begin(), requests.end(),
                         [&](const Pending &p) { return p.row->kind == kind; });
    };
    for (const Pending &pending : requests) {
      std::vector<const char *> names;
      switch (pending.row->kind) {
      case RequestKind::Jacobian:
        names = {"tangent", "adjoint"};
        break;
      case RequestKind::Hessian:
        names = {"linearize", "linearized_hvp"};
        break;
      case RequestKind::Objective:
        names = scalar ? std::vector<const char *>{"value", "gradient"}
                       : std::vector<const char *>{"value", "tangent", "adjoint"};
        if (scalar && (requested(RequestKind::Hvp) || requested(RequestKind::Ggnvp)))
          names.push_back("linearize");
        break;
      default:
        break;
      }
      for (const char *name : names)
        claim(pending.item->name, annotation.base + "_" + name, /*implied=*/true);
    }
  }

  void checkFits(const Item &item, const RequestRow &row) {
    const Value *result = nullptr;
    bool anyReal = false;
    for (const Output &output : function->outputs) {
      anyReal = anyReal || output.value->type.isReal();
      if (output.path.empty())
        result = output.value;
    }
    const std::string what = quoted(function->name);
    if (!anyReal)
      fail(item.name.range(), what + " has no differentiable result",
           {{"it returns " + quoted(function->result) + " and writes to no parameter", {}}});
    const bool scalar = result && result->type.isReal() && result->type.isScalar();
    if (row.scalarOnly && !scalar)
      fail(item.name.range(),
           quoted(item.name.text) + " needs a function that returns one scalar, and " + what +
               " returns " + quoted(function->result),
           {{"'tangent', 'adjoint' and 'jacobian' take any result", {}}});
    if (function->returned && function->returned->leaves.size() == 1 &&
        function->returned->leaves[0].path == kReturned)
      result = function->outputs[0].value;
    if (row.kind == RequestKind::Objective && !(result && result->type.isReal()))
      fail(item.name.range(), "'objective' needs a function that returns a scalar, a vector or a "
                              "matrix, and " +
                                  what + " returns " + quoted(function->result));
  }

  Value *findLocal(const Word &name, const Annotation &annotation) {
    std::vector<std::string> known;
    const Translator::Local *found = nullptr;
    for (const Translator::Local &local : translator->locals) {
      if (local.cell && local.cell->type.isReal())
        known.push_back(local.decl->getNameAsString());
      if (local.decl->getName() != name.text)
        continue;
      if (found && found->decl != local.decl)
        fail(name.range(), "there is more than one local variable " + quoted(name.text),
             {{"one of them", found->decl->getLocation()},
              {"another one", local.decl->getLocation()}});
      found = &local;
    }
    if (!found)
      fail(name.range(), quoted(function->name) + " has no local variable " + quoted(name.text),
           {{suggestion(name.text, known, "its local variables"), {}}});
    const SourceLocation at = found->decl->getLocation();
    if (!found->cell)
      fail(name.range(), quoted(name.text) + " is an expression or a reference, not a variable",
           {{"give it a type of its own, for example 'Eigen::MatrixXd'", at}});
    auto *construction = dyn_cast_or_null<CXXConstructExpr>(found->decl->getInit());
    const bool initialised = found->decl->getInit() && !(construction && construction->getNumArgs() == 0);
    const Value *held = found->cell->value;
    if (found->nested || (held && held->def && isStructured(held->def->kind) && !initialised))
      fail(name.range(), quoted(name.text) + " is assigned in a loop or a branch",
           {{"keep what is to be linearised in a variable that is assigned once", at}});
    if (!found->cell->type.isReal() || !found->cell->value)
      fail(name.range(), quoted(name.text) + " holds no differentiable value",
           {{"it is declared here", at}});
    if (found->cell->writes != 1)
      fail(name.range(), quoted(name.text) + " is assigned at more than one place",
           {{"keep what is to be linearised in a variable that is assigned once", at}});
    const Value *value = found->cell->value;
    if (value->isArgument() || translator->ownerOf(value) != found->cell)
      fail(name.range(), quoted(name.text) + " is another name for " + quoted(value->name),
           {{"linearise that, or compute something new for " + quoted(name.text), at}});
    std::vector<const Value *> arguments;
    for (const Active &active : annotation.wrt)
      for (const Active::Leaf &leaf : active.leaves)
        arguments.push_back(function->arguments()[leaf.argument]);
    if (!influencedBy(*function, arguments).count(found->cell->value))
      fail(name.range(), quoted(name.text) + " does not depend on what is differentiated",
           {{"it is declared here", at}});
    const auto reached = influencedBy(*function, {value});
    if (std::none_of(function->outputs.begin(), function->outputs.end(),
                     [&](const Output &output) { return reached.count(output.value); }))
      fail(name.range(), quoted(name.text) + " has no influence on the result",
           {{"it is declared here", at}});
    return found->cell->value;
  }

  struct Pending {
    const Item *item;
    const RequestRow *row;
    std::optional<std::vector<Selected>> along;
    const Word *local;
  };

  Unit &unit;
  const Marker &marker;
  const FunctionDecl *decl;
  std::map<std::string, Claim> &generated;
  std::vector<Item> items;
  std::optional<std::vector<Selected>> wrt;
  std::string base;
  std::vector<Pending> requests;
  bool failed = false;
  const ir::Function *function = nullptr;
  const Translator *translator = nullptr;
};

Unit::Translated &Unit::translated(const FunctionDecl *function) {
  auto [it, isNew] = translated_.try_emplace(function->getCanonicalDecl());
  Translated &result = it->second;
  if (!isNew)
    return result;
  try {
    auto made = untilListsAreKnown([&](const std::set<SourceLocation> &lists) {
      auto translated = std::make_unique<ir::Function>(function->getNameAsString());
      result.translator = std::make_unique<Translator>(*this, *translated);
      result.translator->lists = lists;
      result.translator->lengths = lengthsOf(function);
      result.translator->translateFunction(function);
      return translated;
    });
    result.function = made.get();
    program.functions.push_back(std::move(made));
  } catch (const Failure &failure) {
    report(context.getDiagnostics(), failure);
  }
  return result;
}

void Unit::translateAnnotations() {
  std::map<std::string, Claim> generated;
  const SourceManager &sources = context.getSourceManager();
  bool any = false;
  for (const auto &marker : markers.all()) {
    if (!sources.isWrittenInMainFile(sources.getFileLoc(marker->loc)))
      continue;
    if (marker->kind == MarkerKind::Differentiate) {
      any = true;
      const auto functions = marker->function ? instantiationsOf(marker->function, markers) : std::vector<FunctionDecl *>();
      for (const FunctionDecl *function : functions)
        RequestReader(*this, *marker, function, generated).read();
      if (marker->function && functions.empty())
        report(context.getDiagnostics(),
               {FailureKind::User,
                marker->loc,
                {},
                "this file makes no function of the template " + quoted(marker->function->getNameAsString()),
                {{"instantiate it: 'template double f<double>(double);', or call it", marker->function->getLocation()}}});
    } else if (marker->kind == MarkerKind::Provided && marker->function &&
               !isTemplate(marker->function)) {
      // Checked also where nothing calls it yet.
      try {
        provided(marker->function);
      } catch (const Failure &failure) {
        report(context.getDiagnostics(), failure);
      }
    }
  }
  if (!any) {
    SourceLocation begin = sources.getLocForStartOfFile(sources.getMainFileID());
    report(context.getDiagnostics(),
           {FailureKind::User,
            begin,
            {},
            "no function of this file is annotated",
            {{"write 'GATEAUX_DIFFERENTIATE(gradient)' before a function", {}}}});
  }
}

void translateUnit(ASTContext &context, Markers &markers, ir::Program &program) {
  Unit(context, markers, program).translateAnnotations();
}

} // namespace gateaux::frontend
