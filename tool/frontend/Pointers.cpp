// SPDX-License-Identifier: Apache-2.0
//
// Pointers to variables, and pointers and iterators into arrays. Which array a pointer points into is known
// where it is used; its position there is an integer as others are, so that loops and branches may move it.
#include "Ranges.h"
#include "Translator.h"
#include "ir/Regions.h"

#include <stdexcept>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// True for two names of one thing.
bool isSame(const Binding &a, const Binding &b) {
  if (a.kind == Binding::Object && b.kind == Binding::Object)
    return a.object == b.object;
  auto p = Translator::placeOf(a), q = Translator::placeOf(b);
  auto same = [](const View &v, const View &w) {
    auto value = [](const Value *x, const Value *y) { return x == y || (x && y && frontend::isSame(x, y)); };
    return v.kind == w.kind && value(v.row, w.row) && value(v.col, w.col) && value(v.rows, w.rows) &&
           value(v.cols, w.cols) && v.triangle == w.triangle && v.symmetric == w.symmetric;
  };
  return p && q && p->cell == q->cell && p->temporary == q->temporary &&
         std::equal(p->views.begin(), p->views.end(), q->views.begin(), q->views.end(), same);
}

} // namespace

Binding pointerTo(Binding pointee, Value *offset) {
  auto pointer = std::make_shared<Pointer>();
  pointer->pointee = std::move(pointee);
  pointer->offset = offset;
  pointer->array = offset != nullptr;
  return Binding::of(std::move(pointer));
}

Binding newPointer(Translator &t, const std::string &name, SourceLocation loc) {
  auto pointer = std::make_shared<Pointer>();
  pointer->variable = std::make_shared<PointerVariable>();
  pointer->variable->block = &t.builder.block();
  pointer->variable->which = t.newCell(name.empty() ? name : name + "_target", Type::index(), loc);
  pointer->variable->position = t.newCell(name, Type::index(), loc);
  return Binding::of(std::move(pointer));
}

static std::optional<int64_t> constantIn(const Value *v) {
  return v && v->def && v->def->kind == Op::Constant ? v->def->attrs.integer : std::nullopt;
}

/// A thing with the constants that name a part of it made anew.
static Binding withConstants(Binding thing, llvm::function_ref<Value *(const Value &)> made) {
  if (thing.kind == Binding::Reference)
    for (View &view : thing.place.views)
      for (Value **v : {&view.row, &view.col, &view.rows, &view.cols})
        if (*v && constantIn(*v))
          *v = made(**v);
  return thing;
}

Binding held(Translator &t, const Binding &pointer) {
  const auto &variable = pointer.pointer->variable;
  if (!variable || pointer.pointer->which)
    return pointer;
  auto read = std::make_shared<Pointer>();
  read->variable = variable;
  read->withoutLength = pointer.pointer->withoutLength;
  read->which = variable->which->value;
  if (!read->which)
    return Binding::of(std::move(read)); // nothing was ever assigned
  const auto known = constantIn(read->which);
  for (const int i : variable->targets) {
    if (known && *known != i)
      continue;
    read->targets.insert(i);
    t.handovers.read(*variable, i, t.failing);
  }
  read->offset = variable->position->value;
  auto target = [&](int i) -> const Target & { return t.targets[static_cast<size_t>(i)]; };
  auto isArray = [&](int i) { return target(i).array; };
  read->array = !read->targets.empty() && llvm::all_of(read->targets, isArray);
  const bool mixed = !read->array && llvm::any_of(read->targets, isArray);
  for (const int i : read->targets) {
    std::optional<Binding> thing =
        withConstants(target(i).thing, [&](const Value &v) { return t.builder.integer(*constantIn(&v), v.type); });
    if (mixed && isArray(i))
      thing = t.follow(pointerTo(*thing, read->offset), t.failing);
    if (thing && read->pointee) {
      Value *here = t.compare(Predicate::Eq, read->which, t.builder.integer(i));
      thing = chosen(t, here, *thing, *read->pointee, t.failing);
    }
    if (!thing)
      unsupported(t.failing, "a pointer to one of several things of different kinds", {{"use a position and an array", {}}});
    read->pointee = thing;
  }
  return Binding::of(std::move(read));
}

/// True where all that names a thing can be named in a block.
static bool isVisibleIn(const Binding &b, const Block *block) {
  auto value = [&](const Value *v) { return !v || constantIn(v) || isVisible(v, block); };
  if (b.kind == Binding::Object)
    return llvm::all_of(b.object->parts, [&](const Object::Part &part) { return isVisibleIn(part.binding, block); });
  auto place = [&](auto &&self, const Place &p) -> bool {
    if (p.cell && p.cell->home && !p.cell->persistent && !p.cell->choice && !encloses(p.cell->home, block))
      return false;
    return value(p.temporary) && llvm::all_of(p.views, [&](const View &v) {
             return value(v.row) && value(v.col) && value(v.rows) && value(v.cols);
           }) && (!p.cell || !p.cell->choice || (value(p.cell->choice->condition) && self(self, p.cell->choice->first) &&
                                                 self(self, p.cell->choice->second)));
  };
  auto p = Translator::placeOf(b);
  return !p || place(place, *p);
}

/// A pointer into a row of an array as one into all of its rows; nothing for others.
static std::optional<Binding> intoAllRows(Translator &t, const Pointer &pointer) {
  const auto p = pointer.at() ? Translator::placeOf(*pointer.pointee) : std::nullopt;
  if (!p || p->whole() || p->views.back().kind != View::Slice || !t.placeType(*p).isRow())
    return std::nullopt;
  const View row = p->views.back();
  Place whole = *p;
  whole.views.pop_back();
  const auto flat = isStored(whole) && liesByRows(t, whole) ? flattened(t, whole) : std::nullopt;
  if (!flat)
    return std::nullopt;
  Value *first = t.add(t.op(Op::Mul, {row.row, t.placeCols(whole)}), row.col);
  return pointerTo(Binding::reference(*flat), t.add(first, pointer.at()));
}

void forgetTargets(Translator &t, size_t first, const Block *block) {
  for (size_t i = first; i < t.targets.size(); ++i)
    if (!isVisibleIn(t.targets[i].thing, block))
      t.targets[i] = {};
}

void setPointer(Translator &t, const Pointer &to, const Pointer &given, SourceRange range) {
  if (!to.variable)
    unsupported(range, "setting a pointer by another name of it", {{"set it by its own name", {}}});
  PointerVariable &variable = *to.variable;
  Binding value = held(t, Binding::of(std::make_shared<Pointer>(given)));
  if (!value.pointer->which && value.pointer->pointee && !isVisibleIn(*value.pointer->pointee, variable.block))
    if (auto other = intoAllRows(t, *value.pointer)) // which row it is may be gone when the pointer is used again
      value = *other;
  const Pointer &from = *value.pointer;
  Value *which = from.which;
  std::set<int> may = from.targets;
  if (!which && from.pointee) {
    const Binding pointee = from.at() ? *from.pointee : t.handovers.stamped(*from.pointee);
    auto it = llvm::find_if(t.targets, [&](const Target &target) {
      return target.array == (from.at() != nullptr) && isSame(target.thing, pointee) &&
             target.thing.place.handovers == pointee.place.handovers;
    });
    may = {static_cast<int>(it - t.targets.begin())};
    if (it == t.targets.end()) {
      auto constants = std::make_shared<ir::Function>("");
      Builder apart(*constants);
      auto made = [&](const Value &v) { return apart.integer(*constantIn(&v), v.type); };
      t.targets.push_back({withConstants(pointee, made), from.at() != nullptr, constants});
    }
    which = t.builder.integer(*may.begin());
  }
  if (!which)
    which = t.builder.integer(-1);
  const bool straight = variable.block == &t.builder.block();
  for (const int i : may) {
    t.handovers.set(variable, i, t.targets[static_cast<size_t>(i)]);
    if (!variable.targets.insert(i).second)
      continue;
    t.retargeted.push_back(variable.block);
    if (!straight && !isVisibleIn(t.targets[static_cast<size_t>(i)].thing, variable.block))
      unsupported(range, "setting a pointer to something that is gone when the pointer is used again",
                  {{"declare what it points to before the loop or the branch", {}}});
  }
  auto set = [](Cell &cell, Value *v) { // what stays the same is not carried by loops
    if (!cell.value || !constantIn(v) || constantIn(cell.value) != constantIn(v))
      cell.value = v;
  };
  set(*variable.which, which);
  set(*variable.position, from.offset ? from.offset : t.builder.integer(0));
}

/// A pointer moved by a number of elements.
static std::optional<Binding> moved(Translator &t, const Binding &pointer, Value *by, bool back) {
  const Binding from = held(t, pointer);
  if (!from.pointer->pointee)
    return std::nullopt;
  Value *at = from.pointer->offset ? from.pointer->offset : t.builder.integer(0);
  auto result = std::make_shared<Pointer>(*from.pointer);
  result->offset = back ? t.sub(at, by) : t.add(at, by);
  result->array = result->array || !result->which;
  return Binding::of(std::move(result));
}

/// The pointer that an expression names, with all that it may point to.
static std::optional<Binding> named(Translator &t, const Expr *e) {
  e = t.strip(e);
  std::optional<Binding> binding;
  if (isa<DeclRefExpr>(e)) {
    binding = t.bindingOf(e);
  } else if (auto *member = dyn_cast<MemberExpr>(e)) {
    auto base = t.objectOf(member->getBase(), member->isArrow());
    if (const Binding *part = base ? t.partOf(*base, dyn_cast<FieldDecl>(member->getMemberDecl())) : nullptr)
      binding = *part;
    if (binding && binding->kind == Binding::Pointer && !binding->pointer->withoutLength.empty())
      failWithoutLength(binding->pointer->withoutLength, e->getSourceRange());
  }
  return binding && binding->kind == Binding::Pointer ? binding : std::nullopt;
}

/// Performs `p = q`, `++p`, `p += n`; gives what p was before that. Nothing where the pointer is unknown.
static std::optional<Binding> setByOperation(Translator &t, const PointerOperation &operation, SourceRange range) {
  auto to = operation.kind == PointerOperation::Assign ? named(t, operation.left) : std::nullopt;
  if (!to)
    to = t.pointerOf(operation.left);
  if (!to)
    return std::nullopt;
  if (operation.kind == PointerOperation::Assign) {
    auto from = t.pointerOf(operation.right);
    if (!from)
      unsupported(operation.right->getSourceRange(), "pointer");
    if (!setElement(t, operation.left, *from, range))
      t.copyThing(*to, *from, range);
    return to;
  }
  if (!to->pointer->pointee)
    return std::nullopt;
  const bool back = operation.kind == PointerOperation::StepBack || operation.kind == PointerOperation::Retreat;
  const Binding before = *to;
  const Binding after = *moved(t, *to, operation.right ? t.index(operation.right) : t.builder.integer(1), back);
  if (!setElement(t, operation.left, after, range))
    t.copyThing(*to, after, range);
  return before;
}

std::optional<Binding> addressOf(Translator &t, const Expr *of) {
  if (auto object = t.thing(of)) {
    const Object *item = object->kind == Binding::Object && object->object->list ? object->object.get() : nullptr;
    return item ? pointerTo(*item->list, item->position) : pointerTo(*object);
  }
  auto p = t.place(of);
  if (!p)
    return std::nullopt;
  if (p->cell && isa<MemberExpr>(Translator::strip(of)))
    p->cell->inObject = true;
  if (!p->views.empty() && p->views.back().kind == View::Item) {
    Place list = *p;
    list.views.pop_back();
    return pointerTo(Binding::reference(list), p->views.back().row);
  }
  if (!p->views.empty() && p->views.back().kind == View::Element) {
    const View element = p->views.back();
    Place whole = *p;
    whole.views.pop_back();
    const Type type = t.placeType(whole);
    if (type.isVector() && !isSpread(whole))
      return pointerTo(Binding::reference(whole), type.isRow() ? element.col : element.row);
    if (auto flat = flattened(t, whole)) {
      const bool byRows = liesByRows(t, whole);
      Value *line = byRows ? element.row : element.col;
      Value *length = byRows ? t.placeCols(whole) : t.placeRows(whole);
      return pointerTo(Binding::reference(*flat), t.add(t.op(Op::Mul, {line, length}), byRows ? element.col : element.row));
    }
  }
  return pointerTo(Binding::reference(*p));
}

/// The beginning of a C array.
static std::optional<Binding> decayed(Translator &t, const Expr *array) {
  if (auto p = t.place(array))
    return pointerTo(Binding::reference(*p), t.builder.integer(0));
  if (auto object = t.thing(array))
    return pointerTo(*object, t.builder.integer(0));
  if (auto *ref = dyn_cast<DeclRefExpr>(Translator::strip(array)))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
      if (Value *v = variable->hasGlobalStorage() ? globalArray(t, variable) : nullptr)
        return pointerTo(Binding::reference(Place{nullptr, v, {}, false}), t.builder.integer(0));
  return std::nullopt;
}

std::optional<Binding> Translator::pointerOf(const Expr *e) {
  e = strip(e);
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  if (isa<CXXThisExpr>(e))
    return frame->self ? std::optional(pointerTo(*frame->self)) : std::nullopt;
  if (auto *list = dyn_cast<InitListExpr>(e); list && list->getNumInits() == 1)
    return pointerOf(list->getInit(0));
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr, InitListExpr>(e))
    return Binding::of(std::make_shared<Pointer>());
  if (isa<DeclRefExpr>(e) || isa<MemberExpr>(e)) {
    auto binding = named(*this, e);
    return binding ? std::optional(held(*this, *binding)) : std::nullopt;
  }
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && o->getOperator() == OO_Arrow && isStd(recordOf(o->getArg(0)->getType()), "reverse_iterator")) {
    auto it = thing(o->getArg(0)); // which stands behind what it shows
    const bool holds = it && it->kind == Binding::Object && it->object->parts.size() == 1 &&
                       it->object->parts[0].binding.kind == Binding::Pointer;
    return holds ? moved(*this, it->object->parts[0].binding, builder.integer(1), true) : std::nullopt;
  }
  if (auto value = valueOfOptional(*this, e))
    return pointerTo(*value);
  if (auto element = pointerElement(*this, e))
    return element;
  if (auto operation = pointerOperation(e)) {
    switch (operation->kind) {
    case PointerOperation::Arrow:
      return pointerOf(operation->left);
    case PointerOperation::Plus:
    case PointerOperation::Minus: {
      auto base = pointerOf(operation->left);
      return base ? moved(*this, *base, index(operation->right), operation->kind == PointerOperation::Minus)
                  : std::nullopt;
    }
    case PointerOperation::Assign:
    case PointerOperation::Advance:
    case PointerOperation::Retreat:
    case PointerOperation::Step:
    case PointerOperation::StepBack: {
      auto before = setByOperation(*this, *operation, e->getSourceRange());
      return before && !operation->postfix ? pointerOf(operation->left) : before;
    }
    default:
      return std::nullopt;
    }
  }
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->getOpcode() == UO_AddrOf)
    return addressOf(*this, u->getSubExpr());
  if (auto *c = dyn_cast<CastExpr>(e)) {
    if (c->getCastKind() == CK_NullToPointer)
      return Binding::of(std::make_shared<Pointer>());
    return c->getCastKind() == CK_ArrayToPointerDecay ? decayed(*this, c->getSubExpr()) : std::nullopt;
  }
  if (auto *c = dyn_cast<CXXConstructExpr>(e); c && isIterator(c->getType())) {
    if (c->getNumArgs() == 0)
      return Binding::of(std::make_shared<Pointer>());
    return c->getNumArgs() == 1 ? pointerOf(c->getArg(0)) : std::nullopt;
  }
  if (auto *c = dyn_cast<ConditionalOperator>(e)) {
    if (auto one = choiceOf(c, [&](const Expr *arm) { return pointerOf(arm); }))
      return one;
    // Both into one array.
    Binding result = newVariable(e->getType(), "", e->getExprLoc());
    auto arm = [&](const Expr *from) {
      auto pointer = pointerOf(from);
      if (!pointer)
        unsupported(from->getSourceRange(), "pointer");
      copyThing(result, *pointer, from->getSourceRange());
    };
    branch(condition(c->getCond()), [&] { arm(c->getTrueExpr()); }, [&] { arm(c->getFalseExpr()); });
    return held(*this, result);
  }
  if (auto *c = dyn_cast<CallExpr>(e)) {
    CallSite at = site(c);
    if (!at.callee)
      return std::nullopt;
    if (auto element = elementOfThing(e); element && element->kind == Binding::Pointer)
      return held(*this, *element);
    if (auto position = namedPosition(*this, at))
      return position;
    if (isPointer(e->getType()) && at.callee->isDefined() && !isEigenFunction(at.callee))
      if (auto returned = callThing(at))
        return held(*this, *returned);
  }
  return std::nullopt;
}

/// A coefficient of a matrix that is seen as it lies in memory (`flattened`), by its row and column; nothing for others.
static std::optional<Place> inStored(Translator &t, Place p, Value *at) {
  if (p.whole() || p.views.back().kind != View::Reshape || !t.placeType(p).isColumn())
    return std::nullopt;
  p.views.pop_back();
  const bool transposed = !p.whole() && p.views.back().kind == View::Transpose;
  if (transposed)
    p.views.pop_back();
  if (!p.cell || !isStored(p) || liesByRows(t, p) != transposed)
    return std::nullopt;
  pushAt(t, p, at);
  return p;
}

std::optional<Binding> Translator::follow(const Binding &from, SourceRange range) {
  if (from.kind != Binding::Pointer)
    return std::nullopt;
  const Binding pointer = held(*this, from);
  if (!pointer.pointer->pointee)
    return std::nullopt;
  const Binding &pointee = *pointer.pointer->pointee;
  Value *offset = pointer.pointer->at();
  if (const Value *moved = pointer.pointer->offset; moved && constantIn(moved) != 0) {
    // Behind a variable of its own there is nothing that C++ lets a pointer go to.
    const auto p = placeOf(pointee);
    if (p && !placeType(*p).dense && !placeType(*p).isList() && (!p->whole() || !p->cell || p->cell->inObject))
      unsupported(range, "moving a pointer to something other than an element of an array", {{"make an array of it", {}}});
  }
  if (!offset)
    return pointee;
  if (isList(pointee))
    return itemOf(pointee, offset);
  if (pointee.kind == Binding::Object) {
    if (!offset->def || offset->def->kind != Op::Constant)
      positionUnknown(pointee, range);
    const auto i = static_cast<size_t>(*offset->def->attrs.integer);
    if (i >= pointee.object->parts.size())
      return std::nullopt;
    return pointee.object->parts[i].binding;
  }
  auto p = placeOf(pointee);
  if (!p)
    return std::nullopt;
  const Type type = placeType(*p);
  if (!type.dense) {
    return pointee;
  }
  if (auto coefficient = inStored(*this, *p, offset))
    return Binding::reference(*coefficient);
  if (type.isRow())
    pushElement(*p, builder.integer(0), offset);
  else if (type.isColumn())
    pushElement(*p, offset, builder.integer(0));
  else
    pushSlice(*p, offset, builder.integer(0), builder.integer(1), placeCols(*p), {1, type.cols});
  return Binding::reference(*p);
}

std::optional<Binding> pointedTo(Translator &t, const Expr *e) {
  auto operation = pointerOperation(Translator::strip(e));
  if (!operation)
    return std::nullopt;
  if (operation->kind != PointerOperation::Dereference && operation->kind != PointerOperation::Subscript)
    return std::nullopt;
  auto pointer = t.pointerOf(operation->left);
  if (pointer && operation->right)
    pointer = moved(t, *pointer, t.index(operation->right), false);
  const Expr *narrow = operation->right ? operation->right : e;
  return pointer ? t.follow(*pointer, narrow->getSourceRange()) : std::nullopt;
}

bool Translator::pointerAssignment(const Expr *e) {
  if (auto operation = pointerOperation(e))
    switch (operation->kind) {
    case PointerOperation::Assign:
    case PointerOperation::Advance:
    case PointerOperation::Retreat:
    case PointerOperation::Step:
    case PointerOperation::StepBack:
      return setByOperation(*this, *operation, e->getSourceRange()).has_value();
    default:
      return false;
    }
  return false;
}

bool isKnown(const Pointer &pointer) { return !pointer.which || constantIn(pointer.which); }

Value *isSomething(Translator &t, const Pointer &pointer) {
  if (isKnown(pointer))
    return t.builder.boolean(pointer.pointee.has_value());
  return t.compare(Predicate::Ge, pointer.which, t.builder.integer(0));
}

/// The number of the thing that a pointer points to; null where it is none of those that the other may point to.
static Value *targetOf(Translator &t, const Pointer &pointer, const Pointer &other) {
  if (pointer.which)
    return pointer.which;
  for (const int i : other.targets)
    if (const Target &target = t.targets[static_cast<size_t>(i)];
        pointer.pointee && target.array == pointer.array && isSame(target.thing, *pointer.pointee))
      return t.builder.integer(i);
  return nullptr;
}

Value *pointerValue(Translator &t, const Expr *e) {
  auto operation = pointerOperation(e);
  if (!operation || (operation->kind != PointerOperation::Compare && operation->kind != PointerOperation::Difference))
    return nullptr;
  auto left = t.pointerOf(operation->left), right = t.pointerOf(operation->right);
  if (!left || !right)
    return nullptr;
  const Pointer &a = *left->pointer, &b = *right->pointer;
  const bool equality = operation->predicate == Predicate::Eq || operation->predicate == Predicate::Ne;
  if (equality && (!a.pointee || !b.pointee)) { // with a null pointer: whether there is something
    Value *something = isSomething(t, a.pointee ? a : b);
    const bool both = !a.pointee && !b.pointee;
    return both == (operation->predicate == Predicate::Eq) ? (both ? t.builder.boolean(true) : something) : t.negation(something);
  }
  // Which things both point to, where only the run shows that.
  Value *here = targetOf(t, a, b), *there = targetOf(t, b, a);
  const bool known = (!a.which || constantIn(a.which)) && (!b.which || constantIn(b.which));
  if (!a.pointee || !b.pointee || (known ? !isSame(*a.pointee, *b.pointee) : !here || !there))
    unsupported(e->getSourceRange(), "comparing pointers into different arrays");
  Value *zero = t.builder.integer(0);
  Value *x = a.offset ? a.offset : zero, *y = b.offset ? b.offset : zero;
  if (equality && !known && here != there) {
    Value *both = t.op(Op::And, {t.compare(Predicate::Eq, here, there), t.compare(Predicate::Eq, x, y)});
    return operation->predicate == Predicate::Eq ? both : t.negation(both);
  }
  if (operation->kind == PointerOperation::Difference)
    return t.cast(t.sub(x, y), typeOf(e->getType()).value_or(Type::index()));
  return t.compare(operation->predicate, x, y);
}

/// What lies between two pointers.
static std::optional<Span> span(Translator &t, std::optional<Binding> begin, std::optional<Binding> end) {
  if (begin && end)
    begin = held(t, *begin), end = held(t, *end);
  if (!begin || !end || !begin->pointer->pointee || !end->pointer->pointee || !begin->pointer->at() || !end->pointer->at() ||
      !isSame(*begin->pointer->pointee, *end->pointer->pointee) || t.isList(*begin->pointer->pointee))
    return std::nullopt;
  auto place = spanOf(t, *begin, t.sub(end->pointer->at(), begin->pointer->at()));
  return place ? std::optional(Span{*begin, *place}) : std::nullopt;
}

std::optional<Span> spanBetween(Translator &t, const Expr *first, const Expr *last) {
  auto begin = t.pointerOf(first);
  return span(t, begin, begin ? t.pointerOf(last) : std::nullopt);
}

std::optional<Span> spanBackwards(Translator &t, const Expr *first, const Expr *last) {
  auto base = [&](const Expr *e) -> std::optional<Binding> {
    const CXXRecordDecl *record = recordOf(e->getType());
    if (!record || !record->getIdentifier() || record->getName() != "reverse_iterator")
      return std::nullopt;
    auto iterator = t.thing(e);
    if (!iterator || iterator->kind != Binding::Object || iterator->object->parts.size() != 1 ||
        iterator->object->parts[0].binding.kind != Binding::Pointer)
      return std::nullopt;
    return iterator->object->parts[0].binding;
  };
  auto end = base(first);
  return end ? span(t, base(last), end) : std::nullopt;
}

} // namespace gateaux::frontend
