// SPDX-License-Identifier: Apache-2.0
#include "Outlining.h"

#include "Ranges.h"
#include "Sparse.h"
#include "Translator.h"
#include "Unit.h"
#include "Unused.h"
#include "ir/Regions.h"
#include "ir/Spelling.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

Outline::Outline(Translator &caller, const Frame &given, SourceRange range)
    : caller_(caller), t_(&caller), given_(given), range_(range) {
  Frame ignored;
  walk(ignored);
}

void Outline::rebuild(Translator &to, const std::vector<Cell *> &cells, Frame &frame) {
  llvm::SaveAndRestore target(t_, &to);
  llvm::SaveAndRestore variables(cells_, &cells);
  next_ = 0;
  whole_.clear();
  seen_.clear();
  walk(frame);
}

void Outline::walk(Frame &made) {
  const FunctionDecl *function = given_.function;
  shape_.clear();
  if (given_.self)
    made.self = bound(*given_.self, {}, "", /*own=*/false);
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  if (method && method->getParent()->isLambda())
    for (const LambdaCapture &capture : method->getParent()->captures())
      if (const auto *variable = capture.capturesVariable() ? dyn_cast<VarDecl>(capture.getCapturedVar()) : nullptr)
        if (auto held = given_.bindings.find(variable); held != given_.bindings.end())
          made.bindings[variable] = bound(held->second, variable->getType(), variable->getNameAsString(), false);
  for (const ParmVarDecl *parameter : function->parameters())
    if (auto held = given_.bindings.find(parameter); held != given_.bindings.end())
      made.bindings[parameter] = bound(held->second, parameter->getType(), parameter->getNameAsString(),
                                       !parameter->getType()->isReferenceType());
}

std::string Outline::unique(std::string name) const {
  if (name.empty())
    name = "argument";
  while (llvm::any_of(items_, [&](const Item &item) { return item.name == name; }))
    name += "_";
  return name;
}

/// A name of a variable, or of a part of one.
Binding Outline::variable(const Place &p, QualType type, const std::string &name, bool own) {
  const bool whole = p.cell && p.whole() && !p.cell->choice;
  if (whole && whole_.count(p.cell)) { // has another name
    const size_t i = whole_[p.cell];
    shape_ += "=" + std::to_string(i) + ",";
    return cells_ ? Binding::variable((*cells_)[i]) : Binding();
  }
  const size_t i = next_++;
  if (whole)
    whole_[p.cell] = i;
  if (!cells_) {
    auto held = type.isNull() ? std::nullopt : typeOf(type);
    Item item{unique(name), held && !held->isList() ? *held : t_->placeType(p), p, own};
    if (item.type.isList() || item.type.isFactor() || item.type.isPattern())
      unsupported(range_, "recursion by '" + name + "', which is neither a number nor a matrix");
    items_.push_back(item);
  }
  shape_ += items_[i].type.str() + ",";
  return cells_ ? Binding::variable((*cells_)[i]) : Binding();
}

/// Another name of an object or a lambda.
const Binding *Outline::seenBefore(const void *thing) {
  auto it = seen_.find(thing);
  if (it == seen_.end())
    return nullptr;
  shape_ += "@" + std::to_string(it->second.first) + ",";
  return &it->second.second;
}

Binding Outline::bound(const Binding &b, QualType type, const std::string &name, bool own) {
  auto below = [&](const std::string &part) { return name.empty() ? part : name + "_" + part; };
  switch (b.kind) {
  case Binding::Variable:
  case Binding::Reference:
    return variable(*Translator::placeOf(b), type, name, own && b.kind == Binding::Variable);
  case Binding::Expression:
    if (cells_)
      return variable({}, {}, name, own);
    return variable(Place{nullptr, t_->within(b.deferred, [&](const Expr *init) { return t_->value(init); }), {}, false}, {},
                    name, own);
  case Binding::Object: {
    if (const Binding *again = seenBefore(b.object.get()))
      return *again;
    if (!b.object->type.isNull() && isSparse(b.object->type))
      unsupported(range_, "recursion by a sparse matrix");
    auto made = std::make_shared<Object>(*b.object);
    made->text.clear();
    made->list.reset();
    seen_[b.object.get()] = {seen_.size(), Binding::of(made)};
    shape_ += "{";
    size_t i = 0;
    for (Object::Part &part : made->parts) {
      const QualType held = part.field ? part.field->getType() : QualType();
      part.binding =
          bound(b.object->parts[i].binding, made->lists ? QualType() : held,
                below(part.field ? part.field->getNameAsString() : std::to_string(i)), own && !(part.field && held->isReferenceType()));
      ++i;
    }
    shape_ += "}";
    return Binding::of(made);
  }
  case Binding::Closure: {
    if (const Binding *again = seenBefore(b.closure.get()))
      return *again;
    auto made = std::make_shared<Closure>(*b.closure);
    seen_[b.closure.get()] = {seen_.size(), Binding::of(made)};
    const void *which = made->type ? static_cast<const void *>(made->type) : made->function;
    shape_ += "f" + std::to_string(reinterpret_cast<uintptr_t>(which)) + ",";
    if (made->self)
      made->self = bound(*b.closure->self, {}, "", false);
    if (made->type)
      for (const LambdaCapture &capture : made->type->captures())
        if (const auto *captured = capture.capturesVariable() ? dyn_cast<VarDecl>(capture.getCapturedVar()) : nullptr)
          if (auto held = b.closure->captures.find(captured); held != b.closure->captures.end())
            made->captures[captured] = bound(held->second, captured->getType(), captured->getNameAsString(), false);
    return Binding::of(made);
  }
  case Binding::Pointer: {
    const Binding pointer = held(caller_, b);
    const Pointer &from = *pointer.pointer;
    if (from.which && !isKnown(from))
      unsupported(range_, "recursion by a pointer to one of several things, or to nothing");
    if (!from.pointee) {
      shape_ += "0,";
      return Binding::of(std::make_shared<Pointer>());
    }
    shape_ += "*";
    const Binding pointee = bound(*from.pointee, {}, name, false);
    Binding offset;
    if (from.at())
      offset = variable(Place{nullptr, from.at(), {}, false}, {}, below("offset"), true);
    if (!cells_)
      return {};
    Binding made = newPointer(*t_, name, range_.getBegin());
    setPointer(*t_, *made.pointer, *pointerTo(pointee, offset.cell ? offset.cell->value : nullptr).pointer, range_);
    return made;
  }
  case Binding::Workspace:
    break;
  }
  unsupported(range_, "recursion by a workspace");
}

} // namespace gateaux::frontend
