// SPDX-License-Identifier: Apache-2.0
//
// GATEAUX_DIFFERENTIATE: what is requested of a function, checked against it.
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

/// True where f does more with an argument than overwrite parts of it and ask for its size.
bool isRead(const ir::Block &block, const Value *argument) {
  for (const auto &operation : block.operations) {
    for (size_t i = 0; i < operation->operands.size(); ++i) {
      if (operation->operands[i] != argument)
        continue;
      const bool overwritten =
          (operation->kind == Op::Update || operation->kind == Op::PutItem || operation->kind == Op::ResizeList) && i == 0;
      if (!overwritten && operation->kind != Op::Rows && operation->kind != Op::Cols)
        return true;
    }
    for (const auto &inner : operation->blocks)
      if (isRead(*inner, argument))
        return true;
  }
  return block.owner && std::count(block.yields.begin(), block.yields.end(), argument) != 0;
}

/// Adds the values that depend on some of `reached`; those of loops go around.
void influence(const ir::Block &block, std::set<const Value *> &reached) {
  auto any = [&](const std::vector<Value *> &values) {
    return std::any_of(values.begin(), values.end(),
                       [&](const Value *v) { return reached.count(v) != 0; });
  };
  for (const auto &operation : block.operations) {
    if (isLoop(operation->kind)) {
      const Loop loop(*operation);
      size_t before;
      do {
        before = reached.size();
        for (unsigned k = 0; k < loop.carried(); ++k)
          if (reached.count(loop.initial(k)) || reached.count(loop.next(k))) {
            reached.insert(loop.argument(k));
            reached.insert(loop.result(k));
          }
        influence(loop.body(), reached);
      } while (reached.size() != before);
    } else if (operation->kind == Op::If) {
      for (const auto &inner : operation->blocks) {
        influence(*inner, reached);
        for (size_t i = 0; i < inner->yields.size(); ++i)
          if (reached.count(inner->yields[i]))
            reached.insert(operation->results[i]);
      }
    } else if (!info(operation->kind).is(inactive) && any(operation->operands)) {
      reached.insert(operation->results.begin(), operation->results.end());
    }
  }
}

/// The values that depend on some arguments.
std::set<const Value *> influencedBy(const ir::Function &function,
                                     const std::vector<const Value *> &arguments) {
  std::set<const Value *> reached(arguments.begin(), arguments.end());
  influence(function.body, reached);
  return reached;
}

/// Who generates a name.
struct Claim {
  SourceLocation loc;
  const Marker *marker;
};

} // namespace

/// Reads one annotation: first what concerns the declaration, then what needs the body.
class RequestReader {
public:
  RequestReader(Unit &unit, const Marker &marker, std::map<std::string, Claim> &generated)
      : unit(unit), marker(marker), decl(marker.function), generated(generated) {}

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
      unsupported(item.name.range(), "'extent': pointer parameters");
    } else if (const RequestRow *row = requestNamed(name)) {
      readRequest(item, *row);
    } else {
      fail(item.name.range(), "unknown item " + quoted(name) + " of 'GATEAUX_DIFFERENTIATE'",
           {{suggestion(name, knownItems(), "known items"), {}}});
    }
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
            return leaf.value->type.isReal() && (!written || isRead(function->body, leaf.value));
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

  /// What is not generated yet where a part of a parameter is differentiated or written.
  void checkParts(const Item &item, RequestKind kind, const Annotation &annotation) const {
    const bool whole =
        std::all_of(annotation.wrt.begin(), annotation.wrt.end(), [&](const Active &active) {
          return active.leaves.size() == 1 && active.leaves[0].suffix.empty() &&
                 active.access == function->parameters[active.parameter].name;
        });
    const bool flat = kind == RequestKind::Objective || kind == RequestKind::Jacobian ||
                      kind == RequestKind::Hessian;
    auto *method = dyn_cast<CXXMethodDecl>(decl);
    if (flat && (!whole || (method && method->isInstance())))
      unsupported(item.name.range(), quoted(item.name.text) + " by members of a class",
                  {{"pass the members as parameters of their own", {}}});
    for (const Output &output : function->outputs)
      if (output.path.find_first_of(".[") != std::string::npos && kind != RequestKind::Gradient &&
          kind != RequestKind::Hvp && kind != RequestKind::Ggnvp && output.value->type.isReal())
        unsupported(item.name.range(), quoted(item.name.text) + " of a function that writes to a member of a parameter",
                    {{"pass the members as parameters of their own", {}}});
  }

  ir::Request makeRequest(const auto &pending, const Annotation &annotation) {
    const Item &item = *pending.item;
    checkFits(item, *pending.row);
    checkParts(item, pending.row->kind, annotation);
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
    size_t results = function->outputs.size();
    for (const Active &active : annotation.wrt) // read and written: once, among wrt
      for (const Output &output : function->outputs)
        if (!output.path.empty() && output.path == active.access)
          --results;
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
        generated.try_emplace(function->scope + "::" + name, Claim{item.begin, &marker});
    if (isNew || (implied && earlier->second.marker == &marker))
      return;
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
    if (found->nested || (found->cell->value && !found->cell->value->isArgument() &&
                          isStructured(found->cell->value->def->kind)))
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
  std::unique_ptr<ir::Function> made;
  for (std::set<SourceLocation> lists;;) {
    made = std::make_unique<ir::Function>(function->getNameAsString());
    result.translator = std::make_unique<Translator>(*this, *made);
    result.translator->lists = lists;
    try {
      if (function->getDescribedFunctionTemplate())
        unsupported(function->getNameInfo().getSourceRange(), "differentiating a function template");
      result.translator->translateFunction(function);
      break;
    } catch (const RunTimePosition &unknown) {
      if (lists.insert(unknown.array).second)
        continue; // once more, with a list
      report(context.getDiagnostics(), unknown);
    } catch (const Failure &failure) {
      report(context.getDiagnostics(), failure);
    }
    return result;
  }
  result.function = made.get();
  program.functions.push_back(std::move(made));
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
      if (marker->function)
        RequestReader(*this, *marker, generated).read();
    } else if (marker->kind == MarkerKind::Provided && marker->function &&
               !marker->function->getDescribedFunctionTemplate()) {
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
