// SPDX-License-Identifier: Apache-2.0
//
// Vectors of matrices, of vectors and of objects. A vector of objects is an object itself, with a
// list for each scalar or dense member.
#include "Ranges.h"
#include "Translator.h"

#include <llvm/ADT/StringSet.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

const InitListExpr *bracedList(const Expr *e) {
  e = Translator::strip(e);
  if (auto *list = dyn_cast<CXXStdInitializerListExpr>(e))
    e = Translator::strip(list->getSubExpr());
  return dyn_cast<InitListExpr>(e);
}

namespace {

/// A vector whose elements are more than scalars.
bool isListType(QualType type) {
  return isStd(type, "vector") && !typeOf(type);
}

const llvm::StringSet<> &members() {
  static const llvm::StringSet<> names = {"size",     "empty",         "resize",    "assign",
                                          "clear",    "reserve",       "push_back", "emplace_back",
                                          "pop_back", "shrink_to_fit", "max_size",  "capacity",  "swap"};
  return names;
}

} // namespace

std::optional<QualType> elementTypeOf(QualType type) {
  if (!isListType(type))
    return std::nullopt;
  return specialization(type)->getTemplateArgs()[0].getAsType();
}

std::optional<QualType> Translator::elementOf(QualType type) const {
  type = type.getNonReferenceType();
  if (auto element = elementTypeOf(type))
    return element;
  if (typeOf(type))
    return std::nullopt;
  if (context.getAsConstantArrayType(type) || isStd(type, "array"))
    return partTypeOf(type, 0);
  return std::nullopt;
}

void Translator::positionUnknown(const Binding &array, SourceRange range, const char *what) const {
  const Object &object = *array.object;
  Failure failure{FailureKind::Limitation, range.getBegin(), range,
                  what ? what : "a position in an array of objects that is known at run time only",
                  {{"write the elements out, or keep them in a 'std::vector'", {}}}};
  const auto element = elementOf(object.type);
  if (!element || object.loc.isInvalid() || (element->getCanonicalType()->isArrayType() && !typeOf(*element)))
    throw failure;
  throw RunTimePosition{failure, object.loc};
}

Binding Translator::newList(QualType element, const std::string &name, SourceLocation loc,
                            int count) {
  if (holdsItself(element))
    unsupported(failing, "a list of objects that hold such lists themselves",
                {{"keep the objects in one 'std::vector', and the positions of their parts in it", {}}});
  Binding list = newVariable(element, name, loc);
  bool leaves = false;
  auto lift = [&](auto &&self, const Binding &b) -> void {
    if (b.kind == Binding::Variable) {
      if (b.cell->type.isFactor())
        unsupported(failing, "a list of decompositions");
      if (b.cell->type.isPattern())
        unsupported(failing, "a list of sparse matrices", {{"pass them one by one", {}}});
      b.cell->type = b.cell->type.listOf(count);
      b.cell->value = builder.createTyped(Op::EmptyList, b.cell->type, {});
      leaves = true;
    } else if (b.kind == Binding::Object) {
      for (const Object::Part &part : b.object->parts)
        self(self, part.binding);
    } else {
      unsupported(failing, "a list of objects with pointers, references or lambdas");
    }
  };
  lift(lift, list);
  if (!leaves)
    unsupported(failing, "a list of objects of type '" + element.getAsString() + "'");
  forEachLeaf(list, "", [&](Cell &cell, const std::string &path) {
    cell.member = !path.empty();
    cell.item = !cell.member ? cell.name : isdigit(path[1]) ? "item" + path : path.substr(1);
    for (char &c : cell.item)
      if (!isalnum(static_cast<unsigned char>(c)))
        c = '_';
  });
  if (list.kind == Binding::Object)
    ++list.object->lists;
  return list;
}

bool Translator::isList(const Binding &binding) {
  if (binding.kind == Binding::Object)
    return binding.object->lists > 0;
  auto p = placeOf(binding);
  return p && placeType(*p).isList();
}

/// What is seen of the lists that a variable is made of at a position. Members that are lists of their own
/// stay such.
static Binding seenAt(const Binding &binding, Value *position) {
  if (binding.kind == Binding::Object) {
    auto seen = std::make_shared<Object>(*binding.object);
    for (Object::Part &part : seen->parts)
      part.binding = seenAt(part.binding, position);
    return Binding::of(std::move(seen));
  }
  Place p = *Translator::placeOf(binding);
  p.views.push_back({View::Item, position});
  return Binding::reference(p);
}

Binding Translator::itemOf(const Binding &list, Value *position) {
  Binding item = seenAt(list, position);
  if (item.kind == Binding::Object) {
    item.object->type = elementOf(list.object->type).value_or(list.object->type);
    --item.object->lists;
    item.object->list = list;
    item.object->position = position;
  }
  return item;
}

Value *Translator::lengthOf(const Binding &list) {
  llvm::SaveAndRestore<std::vector<Place> *> unlogged(reads, nullptr);
  Value *length = nullptr;
  auto visit = [&](auto &&self, const Binding &b) -> void {
    if (b.kind == Binding::Object)
      for (const Object::Part &part : b.object->parts)
        self(self, part.binding);
    else if (auto p = length ? std::nullopt : placeOf(b))
      length = rowsOf(read(*p, failing));
  };
  visit(visit, list);
  return length;
}

void Translator::resizeList(const Binding &list, Value *from, Value *to) {
  if (list.kind == Binding::Object) {
    for (const Object::Part &part : list.object->parts)
      resizeList(part.binding, from, to);
    return;
  }
  Place p = *placeOf(list);
  write(p, op(Op::ResizeList, {read(p, failing), from, to}), failing);
}

void Translator::clearList(const Binding &list) {
  if (list.kind == Binding::Object) {
    for (const Object::Part &part : list.object->parts)
      clearList(part.binding);
    return;
  }
  Place p = *placeOf(list);
  write(p, builder.createTyped(Op::EmptyList, placeType(p), {}), failing);
}

/// True for what new elements hold anyway: zeros, and matrices and lists that are empty.
static bool isFresh(const Cell &cell) {
  if (!cell.value)
    return true;
  const Operation *def = cell.value->def;
  if (def && def->kind == Op::Broadcast && cell.type.isFixed()) // else it has a size
    def = def->operand(0)->def;
  if (!def || def->kind != Op::Constant)
    return def && def->kind == Op::EmptyList;
  return def->attrs.number ? *def->attrs.number == 0 : def->attrs.integer.value_or(1) == 0;
}

void Translator::fillList(const Binding &list, Value *from, Value *to, const Binding &element) {
  bool fresh = true;
  forEachLeaf(element, "", [&](Cell &cell, const std::string &) { fresh = fresh && isFresh(cell); });
  if (fresh && element.kind != Binding::Reference)
    return;
  LoopShape shape;
  shape.begin = from;
  shape.end = to;
  const SourceRange range = failing;
  auto copy = [&](auto &&self, const Binding &item, const Binding &held) -> void {
    if (held.kind == Binding::Object && item.kind == Binding::Object && !isList(held))
      for (size_t i = 0; i < held.object->parts.size(); ++i)
        self(self, item.object->parts[i].binding, held.object->parts[i].binding);
    else if (held.kind != Binding::Variable || !isFresh(*held.cell))
      copyThing(item, held, range);
  };
  loop(shape, [&](Value *counter) -> Value * {
    copy(copy, itemOf(list, counter), element);
    return nullptr;
  });
}

/// What new elements hold: what they are told to, or what their class says.
static Binding newItem(Translator &t, QualType element, const Expr *init, SourceRange range) {
  Binding item = t.newVariable(element, "", range.getBegin());
  if (init)
    t.initialise(item, element, init);
  else if (item.kind == Binding::Object)
    t.initialiseByDefault(item, element, range);
  return item;
}

/// An element made of the arguments of emplace_back.
static void emplace(Translator &t, Binding &item, QualType element, llvm::ArrayRef<const Expr *> args,
                    SourceRange range) {
  const CXXRecordDecl *record = recordOf(element);
  if (args.empty())
    return t.initialiseByDefault(item, element, range);
  if (record && item.kind == Binding::Object && inNamespace(record, "std") && item.object->parts.size() == args.size()) {
    for (size_t i = 0; i < args.size(); ++i) { // a pair or a tuple
      const Object::Part &part = item.object->parts[i];
      t.initialise(item.object->parts[i].binding, part.field ? part.field->getType() : partTypeOf(element, i), args[i]);
    }
    return;
  }
  if (auto type = typeOf(element); type && type->dense && llvm::all_of(args, [](const Expr *a) { return isNumberType(a->getType()); })) {
    const auto n = static_cast<int>(args.size());
    Value *v = nullptr;
    if (type->isFixed() && type->isVector() && type->rows * type->cols == n) { // Vector2d(x, y)
      v = t.filled(t.cast(t.builder.integer(0), type->element()), t.builder.integer(type->rows),
                   t.builder.integer(type->cols), *type);
      for (int i = 0; i < n; ++i)
        v = t.op(Op::Update, {v, t.builder.integer(type->isRow() ? 0 : i), t.builder.integer(type->isRow() ? i : 0),
                              t.cast(t.scalar(args[static_cast<size_t>(i)]), type->element())});
    } else if (!isEigen(element) && n == 2) { // std::vector<double>(n, x)
      Value *count = t.index(args[0]);
      v = t.filled(t.cast(t.scalar(args[1]), type->element()), count, t.builder.integer(1), *type);
    }
    if (v)
      return t.setCell(*item.cell, v, range);
  }
  CXXConstructorDecl *only = nullptr;
  unsigned count = 0;
  if (record && !isEigen(element) && !inNamespace(record, "std")) {
    for (CXXConstructorDecl *constructor : record->ctors())
      if (constructor->getMinRequiredArguments() <= args.size() && args.size() <= constructor->getNumParams()) {
        only = constructor;
        ++count;
      }
    for (const Decl *member : record->decls()) // which of several C++ takes is not looked for
      if (auto *pattern = dyn_cast<FunctionTemplateDecl>(member); pattern && isa<CXXConstructorDecl>(pattern->getTemplatedDecl()))
        ++count;
  }
  if (count != 1 || only->getNumParams() != args.size())
    unsupported(range, "an element of these arguments", {{"construct it, and append it with 'push_back'", {}}});
  llvm::SmallVector<Expr *, 4> arguments;
  for (const Expr *argument : args)
    arguments.push_back(const_cast<Expr *>(argument));
  t.construct(item, CXXConstructExpr::Create(t.context, element, range.getBegin(), only, /*Elidable=*/false, arguments,
                                             /*HadMultipleCandidates=*/false, /*ListInitialization=*/false,
                                             /*StdInitListInitialization=*/false, /*ZeroInitialization=*/false,
                                             CXXConstructionKind::Complete, range));
}

void Translator::append(const Binding &list, QualType element, llvm::ArrayRef<const Expr *> args,
                        SourceRange range) {
  checkDestructor(element, range);
  if (copiesItself(element))
    refuseCopy(element, range);
  // What is appended may be an element of the list itself.
  Binding item = newVariable(element, "", range.getBegin());
  if (args.size() != 1)
    emplace(*this, item, element, args, range);
  else if (auto from = typeOf(element) ? std::nullopt : thing(args[0]))
    copyThing(item, *from, range);
  else
    initialise(item, element, args[0]);
  Value *length = lengthOf(list);
  resizeList(list, length, add(length, builder.integer(1)));
  copyThing(itemOf(list, length), item, range);
}

void Translator::fillFromBraces(const Binding &list, QualType element, const InitListExpr *braces) {
  clearList(list);
  for (const Expr *init : braces->inits())
    append(list, element, {init}, init->getSourceRange());
}

void Translator::initialiseList(Binding &variable, QualType type, const Expr *e) {
  const SourceRange range = e->getSourceRange();
  const QualType element = *elementOf(type);
  std::vector<const Expr *> args;
  if (auto *list = dyn_cast<InitListExpr>(e)) {
    if (InitListExpr *semantic = list->isSemanticForm() ? nullptr : list->getSemanticForm())
      list = semantic;
    // std::array holds a C array, which has a list of its own.
    if (!type->isArrayType() && list->getNumInits() == 1)
      if (auto *inner = dyn_cast<InitListExpr>(strip(list->getInit(0))); inner && inner->getType()->isArrayType())
        list = inner;
    clearList(variable);
    for (unsigned i = 0; i < list->getNumInits(); ++i) {
      const Expr *init = list->getInit(i);
      Binding item = newVariable(element, "", init->getExprLoc());
      initialise(item, element, init);
      copyThing(itemOf(variable, builder.integer(i)), item, init->getSourceRange());
    }
    return;
  }
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(e))
    return clearList(variable);
  if (auto *construction = dyn_cast<CXXConstructExpr>(e)) {
    for (const Expr *argument : construction->arguments())
      if (!isa<CXXDefaultArgExpr>(argument))
        args.push_back(argument);
    if (args.empty())
      return initialiseByDefault(variable, type, range);
    if (auto *list = bracedList(args[0]))
      return fillFromBraces(variable, element, list);
  }
  const bool counted = !args.empty() && isNumberType(args[0]->getType());
  if (counted && args.size() <= 2) {
    Value *count = index(args[0]);
    const Binding item = newItem(*this, element, args.size() == 2 ? args[1] : nullptr, range);
    clearList(variable);
    resizeList(variable, builder.integer(0), count);
    return fillList(variable, builder.integer(0), count, item);
  }
  auto from = args.size() == 1 ? thing(args[0]) : args.empty() ? thing(e) : std::nullopt;
  if (!from || (from->kind != Binding::Object && !isList(*from)))
    unsupported(range, "a list that begins with this");
  copyThing(variable, *from, range);
}

bool Translator::isListCall(const CallSite &call) {
  if (!call.callee || !call.object || !inNamespace(call.callee, "std") ||
      !members().contains(call.name))
    return false;
  return isListType(call.object->getType());
}

Value *Translator::listCall(const CallSite &call) {
  LocationScope scope(*this, call.loc(), call.range());
  auto list = thing(call.object);
  if (!list || !isList(*list))
    unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' of this list");
  const QualType element = *elementTypeOf(call.object->getType());
  if (call.name == "reserve" || call.name == "shrink_to_fit")
    return nullptr;
  if (call.name == "clear")
    return clearList(*list), nullptr;
  if (call.name == "push_back" || call.name == "emplace_back")
    return append(*list, element, call.args, call.range()), nullptr;
  auto other = call.name == "swap" ? thing(call.args[0]) : std::nullopt;
  if (other)
    return swapThings(*this, call.object->getType(), *list, *other, call.range()), nullptr;
  Value *length = lengthOf(*list);
  if (call.name == "size")
    return cast(length, typeOf(call.expr->getType()).value_or(Type::index()));
  if (call.name == "empty")
    return compare(Predicate::Eq, length, builder.integer(0));
  if (call.name == "pop_back")
    return resizeList(*list, length, sub(length, builder.integer(1))), nullptr;
  const bool assigns = call.name == "assign";
  if (auto *braces = assigns && call.args.size() == 1 ? bracedList(call.args[0]) : nullptr) {
    Binding copy = newVariable(call.object->getType(), "", call.loc()); // they may be elements of the list itself
    fillFromBraces(copy, element, braces);
    copyThing(*list, copy, call.range());
    return nullptr;
  }
  if ((call.name != "resize" && !assigns) || call.args.empty() || call.args.size() > 2 ||
      (assigns && (call.args.size() != 2 || !isNumberType(call.args[0]->getType()))))
    unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' with these arguments");
  Value *count = index(call.args[0]);
  const Binding item = newItem(*this, element, call.args.size() == 2 ? call.args[1] : nullptr, call.range());
  if (assigns) {
    clearList(*list);
    length = builder.integer(0);
  }
  resizeList(*list, length, count);
  fillList(*list, length, count, item);
  return nullptr;
}

} // namespace gateaux::frontend
