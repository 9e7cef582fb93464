// SPDX-License-Identifier: Apache-2.0
//
// Functions that call themselves, or one another. Where all decisions on the way are known the calls are
// expanded, as others are. Otherwise they stay calls, and the derivatives of the function are functions that
// call themselves too.
#include "Outlining.h"
#include "Packing.h"
#include "Unit.h"
#include "Unused.h"
#include "ir/Regions.h"
#include "ir/Spelling.h"

#include <clang/AST/RecursiveASTVisitor.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// The functions with a body that a function calls.
class Callees : public RecursiveASTVisitor<Callees> {
public:
  explicit Callees(const SourceManager &sources) : sources(sources) {}
  std::vector<const FunctionDecl *> all;

  bool VisitCallExpr(CallExpr *e) {
    const FunctionDecl *callee = e->getDirectCallee(), *definition = nullptr;
    if (callee && callee->hasBody(definition) && !sources.isInSystemHeader(definition->getLocation()))
      all.push_back(definition);
    return true;
  }

private:
  const SourceManager &sources;
};

/// Thrown where an expansion would go on for an unknown number of calls.
struct Undecided {};

constexpr unsigned kExpansions = 40;
constexpr int kShapes = 32; ///< of calls of one function
constexpr const char *kWayOut = "let it return numbers and matrices, or write to references to such; or use a loop";

} // namespace

bool Unit::callsItself(const FunctionDecl *function) {
  const FunctionDecl *definition = nullptr;
  if (!function->hasBody(definition) ||
      context.getSourceManager().isInSystemHeader(definition->getLocation()))
    return false;
  auto [it, isNew] = callsItself_.try_emplace(definition, false);
  if (!isNew)
    return it->second;
  std::set<const FunctionDecl *> seen;
  std::vector<const FunctionDecl *> open{definition};
  while (!open.empty()) {
    const FunctionDecl *next = open.back();
    open.pop_back();
    Callees callees(context.getSourceManager());
    callees.TraverseStmt(next->getBody());
    for (const FunctionDecl *callee : callees.all) {
      if (callee == definition)
        return callsItself_[definition] = true;
      if (seen.insert(callee).second)
        open.push_back(callee);
    }
  }
  return false;
}

namespace {

/// What calls of a function and of its derivatives are, for functions that are written as the body of `f` is.
class Interfaces {
public:
  /// Of a function that has its parameters, and gives `type`.
  Interfaces(ir::Function &f, std::string base, Type type)
      : f(f), base(std::move(base)), type(std::move(type)) {
    for (const Value *v : f.arguments())
      if (v->type.isReal())
        wrt.push_back(v->index);
  }

  void complete() {
    f.unread = "it calls itself";
    f.outputs.push_back({"", invoke(f, f.arguments())});
    f.provided = {wrt, tangent(), adjoint()};
  }

private:
  std::shared_ptr<ir::Function> derivative(const std::string &suffix) {
    auto made = std::make_shared<ir::Function>(base + suffix);
    made->scope = f.scope;
    made->unread = "it is a derivative of a function that calls itself";
    for (const Value *v : f.arguments())
      made->addArgument(v->type, v->name);
    return made;
  }

  Value *invoke(ir::Function &of, const std::vector<Value *> &operands) {
    Attributes attrs;
    attrs.callee = &of;
    return Builder(of).createTyped(Op::Invoke, type, operands, attrs);
  }

  static Value *written(Builder &b, const Type &type, Value *value, Value *like, size_t place) {
    Attributes attrs;
    attrs.integer = static_cast<int64_t>(place);
    return b.createTyped(Op::Written, type, {value, like}, attrs);
  }

  void addLike(ir::Function &made, const std::string &suffix) {
    for (unsigned i : wrt)
      made.addArgument(f.arguments()[i]->type, f.arguments()[i]->name + suffix);
  }

  std::shared_ptr<ir::Function> tangent() {
    auto made = derivative("_tangent");
    addLike(*made, "_dot");
    Builder b(*made);
    Value *value = invoke(*made, made->arguments());
    made->outputs = {{"", value}, {f.name + "_dot", written(b, type, value, value, 0)}};
    return made;
  }

  std::shared_ptr<ir::Function> adjoint() {
    auto made = derivative("_adjoint");
    const auto seed = static_cast<unsigned>(made->arguments().size());
    made->addArgument(type, f.name + "_bar");
    const std::vector<Value *> read = made->arguments();
    addLike(*made, "_bar");
    Builder b(*made);
    Value *value = invoke(*made, read);
    made->outputs.push_back({"", value});
    for (size_t i = 0; i < wrt.size(); ++i) {
      Value *bar = made->arguments()[read.size() + i];
      made->outputs.push_back(
          {bar->name, b.create(Op::Add, {bar, written(b, bar->type, value, made->arguments()[wrt[i]], i)})});
    }
    made->provided.wrt = wrt;
    made->provided.wrt.push_back(seed);
    auto product = derivative("_adjoint_tangent");
    product->addArgument(type, f.name + "_bar");
    addLike(*product, "_dot");
    product->addArgument(type, f.name + "_bar_dot");
    product->provided.wrt = wrt;
    made->provided.tangent = product;
    return made;
  }

  ir::Function &f;
  std::string base;
  Type type;
  std::vector<unsigned> wrt;
};

/// A function's name with that of the file that it is differentiated for, which no other has.
std::string baseName(const ir::Function &f, const Unit &unit) {
  const SourceManager &sources = unit.context.getSourceManager();
  StringRef file = sources.getFileEntryRefForID(sources.getMainFileID())->getName();
  file = file.substr(file.find_last_of('/') + 1);
  std::string stem = file.take_while([](char c) { return c != '.'; }).str();
  for (char &c : stem)
    if (!isalnum(static_cast<unsigned char>(c)))
      c = '_';
  std::string base = f.name + "_in_" + stem;
  while (std::any_of(unit.program.recursions.begin(), unit.program.recursions.end(), [&](const auto &other) { // an overload
    return other->annotation.base == base && other->called->scope == f.scope;
  }))
    base += "_too";
  return base;
}

/// With respect to all that is real.
void complete(Annotation &a, const ir::Function &body) {
  a.function = &body;
  for (unsigned i = 0; i < body.parameters.size(); ++i) {
    const Parameter &p = body.parameters[i];
    if (p.leaves.size() == 1 && p.leaves[0].value && p.leaves[0].value->type.isReal())
      a.wrt.push_back({p.name, p.name, p.plain, p.view, p.declarator, i, {{p.leaves[0].value->index, ""}}});
  }
}

} // namespace

const ir::Function *Unit::recursive(const FunctionDecl *function) {
  const FunctionDecl *definition = nullptr;
  function->hasBody(definition);
  auto [it, isNew] = recursive_.try_emplace(definition, nullptr);
  if (!isNew) {
    if (!it->second)
      throw Failure{FailureKind::Reported, function->getLocation(), {}, "", {}};
    return it->second;
  }
  auto called = std::make_unique<ir::Function>(definition->getNameAsString());
  describeFunction(*called, definition, context);
  for (const ParmVarDecl *parameter : definition->parameters()) {
    Parameter described = describeParameter(parameter, context);
    Value *argument = called->addArgument(*typeOf(parameter->getType()), described.name);
    described.leaves.push_back({described.name, argument});
    called->parameters.push_back(std::move(described));
  }
  const std::string base = baseName(*called, *this);
  Interfaces(*called, base, *typeOf(definition->getReturnType())).complete();
  const ir::Function *result = it->second = called.get();
  program.functions.push_back(std::move(called));
  Recursion &recursion = *program.recursions.emplace_back(std::make_unique<Recursion>());
  recursion.called = result;
  recursion.annotation.base = base;
  std::unique_ptr<ir::Function> body;
  try {
    body = untilListsAreKnown([&](const std::set<SourceLocation> &lists) {
      auto made = std::make_unique<ir::Function>(definition->getNameAsString());
      Translator translator(*this, *made);
      translator.lists = lists;
      translator.translateFunction(definition);
      return made;
    });
  } catch (const Failure &) {
    recursive_[definition] = nullptr;
    throw;
  }
  complete(recursion.annotation, *body);
  program.functions.push_back(std::move(body));
  return result;
}

void Translator::checkRecursion(const FunctionDecl *definition, SourceLocation at, SourceRange range) {
  for (const Frame *f = frame; f; f = f->caller) {
    if (f->function->getCanonicalDecl() != definition->getCanonicalDecl())
      continue;
    // No branch or loop is open since it was called: this call is known to be made.
    const bool decided = &builder.block() == f->home && ++expansions_ < kExpansions;
    if (decided)
      return;
    if (expanding_)
      throw Undecided{};
    const std::string name = "'" + definition->getNameAsString() + "'";
    unsupportedAt(at, range, "recursion: " + name + " calls itself", {{kWayOut, {}}});
  }
}

const FunctionDecl *Translator::recursion(const CallSite &site) {
  const FunctionDecl *definition = nullptr;
  if (unit.callsItself(site.callee))
    return site.callee->hasBody(definition) ? definition : nullptr;
  // A lambda that names the std::function which it is in.
  auto *method = dyn_cast<CXXMethodDecl>(site.callee);
  auto held = method && isStd(method->getParent(), "function") && site.object ? thing(site.object) : std::nullopt;
  if (!held || held->kind != Binding::Closure || !held->closure->type)
    return nullptr;
  for (const auto &[variable, captured] : held->closure->captures)
    if (captured.kind == Binding::Closure && captured.closure->type == held->closure->type)
      return held->closure->type->getLambdaCallOperator();
  return nullptr;
}

void Translator::recursiveCall(const CallSite &site, const FunctionDecl *definition, Frame &callee) {
  const bool callable = canBeCalled(definition) && !definition->getReturnType()->isVoidType();
  bool open = false;
  for (const Frame *f = frame; f; f = f->caller)
    open = open || f->function->getCanonicalDecl() == definition->getCanonicalDecl();
  if (open && expanding_)
    return expand(site, callee);
  if (!open) {
    Attempt attempt(*this);
    llvm::SaveAndRestore<bool> expanding(expanding_, true);
    llvm::SaveAndRestore<unsigned> expansions(expansions_, 0);
    try {
      return expand(site, callee);
    } catch (const Undecided &) {
      attempt.undo();
      callee = Frame();
    }
  }
  if (!callable)
    return outlinedCall(site, callee);
  const Type type = *typeOf(definition->getReturnType());
  bool real = false;
  for (const ParmVarDecl *parameter : definition->parameters())
    real = real || typeOf(parameter->getType())->isReal();
  callee.result = newCell("", type, site.loc());
  callee.result->value = !type.isReal() || !real ? constantCall(site) // nothing of it has a derivative
                                                 : providedCall(site, unit.recursive(definition));
}

/// How generated code names a function.
static std::string nameOf(const FunctionDecl *definition) {
  if (definition->getDeclName().isIdentifier())
    return definition->getNameAsString();
  const auto *method = dyn_cast<CXXMethodDecl>(definition);
  const CXXRecordDecl *record = method ? method->getParent() : nullptr;
  return record && record->getIdentifier() ? record->getNameAsString() : "recursion";
}

/// A parameter that is read.
static Parameter parameterOf(const std::string &name, Value *argument) {
  const std::string type = spell(argument->type);
  Parameter p;
  p.name = name;
  p.declared = p.plain = type;
  if (argument->type.dense) {
    p.passing = Passing::ConstRef;
    p.view = !argument->type.isFixed();
    p.declared = p.view ? "const Eigen::Ref<const " + type + "> &" : "const " + type + " &";
  }
  p.leaves.push_back({name, argument});
  return p;
}

std::vector<bool> Translator::translateOutlined(Outline &outline, const FunctionDecl *definition,
                                                const std::vector<bool> &read) {
  ir::Function &made = builder.function();
  describeFunction(made, definition, context);
  made.name = nameOf(definition);
  frames_.emplace_back();
  frame = &frames_.back();
  std::vector<Cell *> cells;
  std::vector<Value *> initial;
  for (const Outline::Item &item : outline.items()) {
    Cell *cell = cells.emplace_back(newCell(item.name, item.type, definition->getLocation()));
    if (read[cells.size() - 1]) {
      cell->value = made.addArgument(item.type, item.name);
      made.parameters.push_back(parameterOf(item.name, cell->value));
    }
    initial.push_back(cell->value);
  }
  outline.rebuild(*this, cells, *frame);
  enter(*frame, definition);
  statement(definition->getBody());
  if (!definition->getReturnType()->isVoidType() && !frame->dead)
    unsupported(definition->getNameInfo().getSourceRange(), "a function that does not return at its end");
  std::vector<bool> written;
  std::vector<Value *> given;
  std::vector<Type> types;
  auto give = [&](Cell &cell) {
    given.push_back(cellValue(cell, definition->getLocation()));
    types.push_back(cell.type);
  };
  if (frame->result)
    give(*frame->result);
  if (frame->object)
    forEachLeaf(*frame->object, "", [&](Cell &cell, const std::string &) { give(cell); });
  for (size_t i = 0; i < cells.size(); ++i) {
    written.push_back(!outline.items()[i].isOwn && cells[i]->value != initial[i]);
    if (written.back())
      give(*cells[i]);
  }
  if (!given.empty()) {
    made.outputs.push_back({"", packed(*this, given, types)});
    made.result = spell(made.outputs.front().value->type);
  }
  removeUnused(made);
  return written;
}

/// The items that a function needs: not those that it does no more with than to hand them on to itself.
static std::vector<bool> neededBy(const ir::Function &made, const ir::Function *called, const std::vector<bool> &read) {
  std::map<const Value *, int> uses;
  forEachUse(made.body, [&](Value *v) { ++uses[v]; });
  for (const Output &output : made.outputs)
    ++uses[output.value];
  const auto &arguments = made.arguments();
  forEachOperation(made.body, [&](const Operation &op) {
    if (op.attrs.callee == called)
      for (size_t i = 0; i < arguments.size(); ++i)
        uses[arguments[i]] -= op.operands[i] == arguments[i];
  });
  std::vector<bool> needed;
  size_t i = 0;
  for (const bool was : read)
    needed.push_back(was && uses[arguments[i++]] > 0);
  return needed;
}

const Outlined &Unit::outlined(const FunctionDecl *definition, Outline &outline, const std::vector<Type> &returned,
                               const Translator &caller) {
  const auto [entry, isNew] = outlines_.try_emplace({definition, outline.shape()});
  if (!isNew) {
    if (!entry->second.called)
      throw Failure{FailureKind::Reported, definition->getLocation(), {}, "", {}};
    return entry->second;
  }
  const size_t count = outline.items().size(), before = outlined_.size(), recursions = program.recursions.size();
  outlined_.push_back(entry);
  const auto shapes = llvm::count_if(outlined_, [&](const auto &other) { return other->first.first == definition; });
  if (shapes > kShapes) {
    outlined_.pop_back();
    outlines_.erase(entry);
    unsupported(definition->getNameInfo().getSourceRange(), "recursion: '" + nameOf(definition) + "' calls itself",
                {{"each time with another lambda: let it take the same one", {}}});
  }
  auto forget = [&](size_t first) { // what was made for calls of something else
    for (; outlined_.size() > first; outlined_.pop_back())
      outlines_.erase(outlined_.back());
    program.recursions.resize(recursions);
  };
  Outlined known{nullptr, std::vector<bool>(count, true), std::vector<bool>(count, false), true};
  // What it reads and writes depends on what it reads and writes where it calls itself.
  for (bool settled = false; !settled;) {
    auto called = std::make_unique<ir::Function>(nameOf(definition));
    describeFunction(*called, definition, context);
    called->name = nameOf(definition);
    Recursion &recursion = *program.recursions.emplace_back(std::make_unique<Recursion>());
    recursion.outlined = true;
    const std::string base = recursion.annotation.base = baseName(*called, *this);
    std::vector<Type> given = returned;
    bool real = false;
    for (size_t i = 0; i < count; ++i) {
      const Outline::Item &item = outline.items()[i];
      if (known.read[i])
        real = called->addArgument(item.type, item.name)->type.isReal() || real;
      if (known.written[i])
        given.push_back(item.type);
    }
    const Type type = given.empty() ? Type::f64() : packedType(given);
    recursion.called = known.called = called.get();
    if (real && type.isReal())
      Interfaces(*called, base, type).complete();
    else
      called->unread = "it calls itself";
    called->name = base + "_value";
    entry->second = known;
    undefinedArguments = false;
    std::unique_ptr<ir::Function> body;
    std::vector<bool> written;
    try {
      body = untilListsAreKnown([&](const std::set<SourceLocation> &lists) {
        auto made = std::make_unique<ir::Function>("");
        Translator translator(*this, *made);
        translator.lists = caller.lists;
        translator.lists.insert(lists.begin(), lists.end());
        written = translator.translateOutlined(outline, definition, known.read);
        return made;
      });
    } catch (...) {
      forget(before);
      throw;
    }
    std::vector<bool> needed = neededBy(*body, called.get(), known.read);
    program.functions.push_back(std::move(called));
    settled = written == known.written && needed == known.read && !(known.isProvisional && undefinedArguments);
    if (settled) {
      entry->second.isProvisional = false;
      complete(recursion.annotation, *body);
      program.functions.push_back(std::move(body));
      break;
    }
    // The rest is read only where it is not handed on.
    known.isProvisional = written != known.written;
    known.read = known.isProvisional ? std::vector<bool>(count, true) : needed;
    for (size_t i = 0; i < count; ++i)
      known.written[i] = known.written[i] || written[i];
    forget(before + 1);
  }
  return entry->second;
}

/// The variables that a place is in, or may be in.
static void collectCells(const Place &p, std::set<const Cell *> &cells) {
  if (!p.cell)
    return;
  cells.insert(p.cell);
  if (p.cell->choice) {
    collectCells(p.cell->choice->first, cells);
    collectCells(p.cell->choice->second, cells);
  }
}

static bool haveCommon(const Place &a, const Place &b) {
  std::set<const Cell *> in, other;
  collectCells(a, in);
  collectCells(b, other);
  return llvm::any_of(in, [&](const Cell *cell) { return other.count(cell) != 0; });
}

/// The variables that something is made of; false where there is more to it.
static bool collectLeaves(const Binding &b, std::vector<Cell *> &leaves) {
  if (b.kind == Binding::Object)
    return b.object->lists == 0 &&
           llvm::all_of(b.object->parts, [&](const Object::Part &part) { return collectLeaves(part.binding, leaves); });
  if (b.kind != Binding::Variable || !isPackable(b.cell->type))
    return false;
  leaves.push_back(b.cell);
  return true;
}

void Translator::outlinedCall(const CallSite &site, Frame &callee) {
  std::vector<const Expr *> arguments;
  const FunctionDecl *definition = callee.function = opened(site, callee, arguments);
  const QualType returned = definition->getReturnType();
  auto refuse = [&](const std::string &why) {
    unsupportedAt(site.loc(), site.range(), "recursion: '" + nameOf(definition) + "' calls itself, and " + why,
                  {{kWayOut, {}}});
  };
  if (definition->isVariadic())
    unsupportedAt(site.loc(), site.range(), "call of a variadic function");
  bindParameters(callee, definition, arguments);
  Outline outline(*this, callee, site.range());
  std::vector<Cell *> results;
  if (!returned->isVoidType()) {
    Binding made = newVariable(returned.getNonReferenceType(), "", site.loc());
    if (!collectLeaves(made, results))
      refuse("returns '" + returned.getAsString() + "'");
    if (made.kind == Binding::Object)
      callee.object = made;
    else
      callee.result = made.cell;
  }
  std::vector<Type> types;
  for (const Cell *cell : results)
    types.push_back(cell->type);
  const Outlined called = unit.outlined(definition, outline, types, *this);
  std::vector<const Outline::Item *> written;
  for (size_t i = 0; i < outline.items().size(); ++i) {
    if (!called.written[i])
      continue;
    const Outline::Item &item = outline.items()[i];
    written.push_back(&item);
    types.push_back(item.type);
    if (!isPackable(item.type))
      refuse("writes to '" + item.name + "', which is neither a number nor a matrix");
    for (size_t k = 0; k < outline.items().size(); ++k)
      if (const Outline::Item &other = outline.items()[k]; k != i && haveCommon(item.place, other.place))
        refuse("'" + item.name + "' and '" + other.name + "' are parts of one variable");
  }
  // What holds nothing yet may be there to be written only.
  if (called.isProvisional)
    for (const Outline::Item &item : outline.items())
      if (Cell *cell = item.place.cell; cell && item.place.whole() && !cell->choice && !cell->value) {
        unit.undefinedArguments = true;
        cell->value = undefined(*cell);
      }
  if (types.empty())
    return; // nothing that anything depends on
  std::vector<Value *> operands;
  for (size_t i = 0; i < outline.items().size(); ++i)
    if (const Outline::Item &item = outline.items()[i]; called.read[i])
      operands.push_back(conform(read(item.place, site.range()), item.type, site.range()));
  Attributes attrs;
  attrs.callee = called.called;
  const Type type = packedType(types);
  Operation *call = called.called->provided.adjoint
                        ? builder.createMany(Op::Call, {type}, std::move(operands), attrs)
                        : builder.createTyped(Op::Invoke, type, std::move(operands), attrs)->def;
  const std::vector<Value *> values = unpacked(*this, call->result(), types);
  for (size_t i = 0; i < values.size(); ++i)
    if (i < results.size())
      setCell(*results[i], values[i], site.range());
    else
      write(written[i - results.size()]->place, values[i], site.range());
}

} // namespace gateaux::frontend
