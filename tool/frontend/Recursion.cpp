// SPDX-License-Identifier: Apache-2.0
//
// Functions that call themselves, or one another. Where all decisions on the way are known the calls are
// expanded, as others are. Otherwise they stay calls, and the derivatives of the function are functions that
// call themselves too.
#include "Unit.h"

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

/// A function's name with that of the file that it is differentiated for.
std::string baseName(const ir::Function &f, const ASTContext &context) {
  const SourceManager &sources = context.getSourceManager();
  StringRef file = sources.getFileEntryRefForID(sources.getMainFileID())->getName();
  file = file.substr(file.find_last_of('/') + 1);
  std::string stem = file.take_while([](char c) { return c != '.'; }).str();
  for (char &c : stem)
    if (!isalnum(static_cast<unsigned char>(c)))
      c = '_';
  return f.name + "_in_" + stem;
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
  std::string base = baseName(*called, context);
  while (std::any_of(program.recursions.begin(), program.recursions.end(), [&](const auto &other) { // an overload
    return other->annotation.base == base && other->called->scope == called->scope;
  }))
    base += "_too";
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
  Annotation &a = recursion.annotation;
  a.function = body.get();
  a.loc = {};
  for (unsigned i = 0; i < body->parameters.size(); ++i) {
    const Parameter &p = body->parameters[i];
    if (p.leaves.size() == 1 && p.leaves[0].value && p.leaves[0].value->type.isReal())
      a.wrt.push_back({p.name, p.name, p.plain, p.view, p.declarator, i, {{p.leaves[0].value->index, ""}}});
  }
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
    unsupportedAt(at, range, "recursion: " + name + " calls itself",
                  {{"the tool differentiates recursion of functions that take numbers and matrices by value or "
                    "const reference and return one; write the others with a loop",
                    {}}});
  }
}

Value *Translator::recursiveCall(const CallSite &site) {
  const FunctionDecl *definition = nullptr;
  site.callee->hasBody(definition);
  const bool callable = canBeCalled(definition) && !definition->getReturnType()->isVoidType();
  bool open = false;
  for (const Frame *f = frame; f; f = f->caller)
    open = open || f->function->getCanonicalDecl() == definition->getCanonicalDecl();
  frames_.emplace_back();
  Frame &callee = frames_.back();
  auto result = [&] {
    expand(site, callee);
    return callee.place ? read(*callee.place, site.range()) : callee.result ? callee.result->value : nullptr;
  };
  if (!callable || (open && expanding_))
    return result();
  if (!open) {
    Attempt attempt(*this);
    llvm::SaveAndRestore<bool> expanding(expanding_, true);
    llvm::SaveAndRestore<unsigned> expansions(expansions_, 0);
    try {
      return result();
    } catch (const Undecided &) {
      attempt.undo();
    }
  }
  const Type type = *typeOf(definition->getReturnType());
  bool real = false;
  for (const ParmVarDecl *parameter : definition->parameters())
    real = real || typeOf(parameter->getType())->isReal();
  if (!type.isReal() || !real)
    return constantCall(site); // nothing of it has a derivative
  return providedCall(site, unit.recursive(definition));
}

} // namespace gateaux::frontend
