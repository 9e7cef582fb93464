// SPDX-License-Identifier: Apache-2.0
//
// Arrays of pointers: `double *rows[3]`, also where the position in them is known at run time only.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// An element of an array of pointers.
struct Element {
  std::shared_ptr<Object> array;
  Value *at;

  std::optional<size_t> known() const {
    const Operation *c = at->def && at->def->kind == Op::Constant ? at->def : nullptr;
    return c && c->attrs.integer ? std::optional(static_cast<size_t>(*c->attrs.integer)) : std::nullopt;
  }
};

std::optional<Element> elementOf(Translator &t, const Expr *e) {
  e = Translator::strip(e);
  if (!isPointer(e->getType()))
    return std::nullopt;
  std::optional<Binding> array;
  Value *at = nullptr;
  if (auto operation = pointerOperation(e)) {
    if (operation->kind != PointerOperation::Dereference && operation->kind != PointerOperation::Subscript)
      return std::nullopt;
    auto pointer = t.pointerOf(operation->left);
    if (!pointer || !pointer->pointer->pointee || !pointer->pointer->at())
      return std::nullopt;
    array = pointer->pointer->pointee;
    at = pointer->pointer->at();
    if (operation->right)
      at = t.add(at, t.index(operation->right));
  } else if (auto *call = dyn_cast<CXXOperatorCallExpr>(e); call && call->getOperator() == OO_Subscript && call->getNumArgs() == 2 &&
                                                            isStd(call->getArg(0)->getType(), "array")) {
    array = t.thing(call->getArg(0));
    at = array ? t.index(call->getArg(1)) : nullptr;
  }
  auto isPointerPart = [](const Object::Part &part) { return part.binding.kind == Binding::Pointer; };
  if (!array || array->kind != Binding::Object || array->object->lists || array->object->parts.empty() ||
      !llvm::all_of(array->object->parts, isPointerPart))
    return std::nullopt;
  const Element element{array->object, at};
  if (auto i = element.known(); i && *i >= array->object->parts.size())
    unsupported(e->getSourceRange(), "a pointer behind the end of an array of pointers");
  return element;
}

/// Does something with the element, whichever it is.
void visit(Translator &t, const Element &element, llvm::function_ref<void(const Binding &)> once) {
  auto &parts = element.array->parts;
  if (auto i = element.known())
    return once(parts[*i].binding);
  for (size_t i = 0; i < parts.size(); ++i)
    t.branch(t.compare(Predicate::Eq, element.at, t.builder.integer(static_cast<int64_t>(i))), [&] { once(parts[i].binding); },
             [] {});
}

} // namespace

std::optional<Binding> pointerElement(Translator &t, const Expr *e) {
  auto element = elementOf(t, e);
  if (!element)
    return std::nullopt;
  if (auto i = element->known())
    return held(t, element->array->parts[*i].binding);
  const Binding one = newPointer(t, "", e->getExprLoc());
  visit(t, *element, [&](const Binding &pointer) { t.copyThing(one, pointer, e->getSourceRange()); });
  auto read = std::make_shared<Pointer>(*held(t, one).pointer);
  read->variable.reset(); // to set it would not set the element
  return Binding::of(std::move(read));
}

bool setElement(Translator &t, const Expr *to, const Binding &pointer, SourceRange range) {
  auto element = elementOf(t, to);
  if (element)
    visit(t, *element, [&](const Binding &one) { t.copyThing(one, pointer, range); });
  return element.has_value();
}

} // namespace gateaux::frontend
