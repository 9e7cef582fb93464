// SPDX-License-Identifier: Apache-2.0
//
// C arrays, std::array and std::vector of scalars: dense values, a column or, where they are
// two-dimensional, a matrix by rows. And the algorithms on them and on Eigen's vectors.
#include "Ranges.h"
#include "Translator.h"

#include <llvm/ADT/StringSet.h>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

bool isContainer(QualType type) {
  auto held = typeOf(type);
  return held && held->dense && !isEigen(type);
}

const llvm::StringSet<> &members() {
  static const llvm::StringSet<> names = {"size",   "empty",   "resize",    "assign",
                                          "clear",  "reserve", "push_back", "emplace_back",
                                          "fill",   "swap",    "pop_back",  "max_size",
                                          "length", "capacity"};
  return names;
}

const llvm::StringSet<> &algorithms() {
  static const llvm::StringSet<> names = {"accumulate", "inner_product", "fill",  "fill_n", "copy",
                                          "copy_n",     "sort",          "stable_sort", "nth_element", "partial_sort", "reduce",        "size",  "empty",  "ssize"};
  return names;
}

} // namespace

Value *globalArray(Translator &t, const VarDecl *variable) {
  auto type = typeOf(variable->getType());
  if (!type || !type->dense || isEigen(variable->getType()) || !type->isFixed() ||
      !variable->getType().isConstQualified() || !variable->getInit())
    return nullptr;
  const APValue *known = variable->evaluateValue();
  if (!known)
    return nullptr;
  Value *v = t.filled(t.cast(t.builder.integer(0), type->element()), t.builder.integer(type->rows),
                      t.builder.integer(type->cols), *type);
  // A std::array is a struct with a C array.
  auto array = [](const APValue &x) { return x.isStruct() ? &x.getStructField(0) : &x; };
  auto element = [](const APValue &x, unsigned i) -> const APValue & {
    return i < x.getArrayInitializedElts() ? x.getArrayInitializedElt(i) : x.getArrayFiller();
  };
  for (int i = 0; i < type->rows; ++i)
    for (int j = 0; j < type->cols; ++j) {
      const APValue *x = array(*known);
      if (!x->isArray())
        return nullptr;
      x = &element(*x, static_cast<unsigned>(i));
      if (type->cols != 1) {
        x = array(*x);
        if (!x->isArray())
          return nullptr;
        x = &element(*x, static_cast<unsigned>(j));
      }
      Value *coefficient = nullptr;
      if (x->isInt())
        coefficient = t.builder.integer(x->getInt().getExtValue(), type->element());
      else if (x->isFloat())
        coefficient = t.builder.constant(x->getFloat().convertToDouble(), type->scalar);
      else
        return nullptr;
      v = t.op(Op::Update, {v, t.builder.integer(i), t.builder.integer(j), coefficient});
    }
  return v;
}

std::optional<Place> Translator::containerPlace(const Expr *e) {
  const Expr *array = nullptr, *position = nullptr;
  std::optional<int64_t> known;
  bool last = false;
  if (auto operation = pointerOperation(e); operation && (operation->kind == PointerOperation::Dereference ||
                                                          operation->kind == PointerOperation::Subscript)) {
    auto pointee = pointedTo(*this, e);
    return pointee ? placeOf(*pointee) : std::nullopt;
  }
  if (auto *c = dyn_cast<CallExpr>(e)) {
    CallSite call = site(c);
    if (!call.callee || !inNamespace(call.callee, "std"))
      return std::nullopt;
    auto *o = dyn_cast<CXXOperatorCallExpr>(e);
    if (call.name == "get" && call.args.size() == 1 && isContainer(call.args[0]->getType())) {
      array = call.args[0];
      known = integralArgument(call.callee, 0);
    } else if (call.object && isContainer(call.object->getType())) {
      array = call.object;
      if ((o && o->getOperator() == OO_Subscript) || call.name == "at")
        position = call.args.empty() ? nullptr : call.args[0];
      else if (call.name == "front")
        known = 0;
      else if (call.name == "back")
        last = true;
      else
        return std::nullopt;
    }
  }
  if (!array)
    return std::nullopt;
  auto p = place(array);
  if (!p)
    p = Place{nullptr, value(array), {}, false};
  const Type type = placeType(*p);
  Value *at = position ? index(position)
              : last   ? sub(type.isRow() ? placeCols(*p) : placeRows(*p), builder.integer(1))
                       : builder.integer(known.value_or(0));
  if (type.isRow())
    pushElement(*p, builder.integer(0), at);
  else if (type.isColumn())
    pushElement(*p, at, builder.integer(0));
  else
    pushSlice(*p, at, builder.integer(0), builder.integer(1), placeCols(*p), {1, type.cols});
  return p;
}

Value *Translator::containerInit(const Expr *e, const Type &type) {
  auto zeros = [&](Value *count) {
    return filled(cast(builder.integer(0), type.element()), count,
                  builder.integer(std::max(type.cols, 1)), type);
  };
  if (isa<ImplicitValueInitExpr>(e))
    return type.isFixed() ? zeros(builder.integer(type.rows)) : nullptr;
  if (auto *list = dyn_cast<InitListExpr>(e)) {
    if (list->getNumInits() == 1 && !type.element().dense) {
      // std::array holds a C array, which has a list of its own.
      const Expr *only = strip(list->getInit(0));
      if (isContainer(only->getType()) && typeOf(only->getType())->rows == type.rows &&
          typeOf(only->getType())->cols == type.cols)
        return conform(value(only), type, e->getSourceRange());
    }
    Value *v = zeros(builder.integer(type.rows));
    for (unsigned i = 0; i < list->getNumInits(); ++i) {
      if (isa<ImplicitValueInitExpr>(strip(list->getInit(i))))
        continue;
      Value *part = value(list->getInit(i));
      if (part->type.dense)
        part = part->type.isColumn() && type.cols != 1 ? transpose(part) : part;
      else
        part = cast(part, type.element());
      v = op(Op::Update, {v, builder.integer(i), builder.integer(0), part});
    }
    return v;
  }
  auto *construction = dyn_cast<CXXConstructExpr>(e);
  if (!construction)
    return nullptr;
  std::vector<const Expr *> args;
  for (const Expr *argument : construction->arguments())
    if (!isa<CXXDefaultArgExpr>(argument))
      args.push_back(argument);
  if (args.empty())
    return zeros(builder.integer(std::max(type.rows, 0)));
  if (args.size() == 1 && isContainer(args[0]->getType()))
    return value(args[0]);
  if (isNumberType(args[0]->getType()) && args.size() <= 2) {
    Value *count = index(args[0]);
    if (args.size() == 1)
      return zeros(count);
    return filled(cast(scalar(args[1]), type.element()), count, builder.integer(1), type);
  }
  if (args.size() == 2) { // of a range
    if (auto span = spanBetween(*this, args[0], args[1]))
      return conform(read(span->place, e->getSourceRange()), type, e->getSourceRange());
    if (auto span = spanBackwards(*this, args[0], args[1])) {
      Attributes rows;
      rows.axis = Axis::Cols;
      Value *v = asDense(read(span->place, e->getSourceRange()));
      v = v->type.isRow() && !v->type.isColumn() ? transpose(v) : v;
      return conform(op(Op::Reverse, {v}, rows), type, e->getSourceRange());
    }
  }
  auto *list = bracedList(args[0]);
  return list && type.rows == kDynamic ? containerOf(list, type) : nullptr;
}

Value *Translator::containerOf(const InitListExpr *list, Type type) {
  if (type.rows == kDynamic)
    type.rows = static_cast<int>(list->getNumInits());
  return containerInit(list, type);
}

bool Translator::isContainerCall(const CallSite &call) const {
  if (!call.callee || !inNamespace(call.callee, "std"))
    return false;
  if (call.object)
    return isContainer(call.object->getType()) && members().contains(call.name);
  return !isa<CXXMethodDecl>(call.callee) && algorithms().contains(call.name);
}

Value *Translator::containerCall(const CallSite &call) {
  LocationScope scope(*this, call.loc(), call.range());
  auto resultType = typeOf(call.expr->getType());
  auto count = [&](Value *v) {
    return cast(sizeOf(v), resultType.value_or(Type::index()));
  };
  if (!call.object) {
    if (call.name == "size" || call.name == "ssize")
      return count(value(call.args[0]));
    Attempt attempt(*this); // arguments may move what they are
    if (auto outcome = algorithm(*this, call))
      return outcome->value;
    attempt.undo();
    return this->call(call); // its body can be read
  }
  if (call.name == "size")
    return count(value(call.object));
  if (call.name == "empty")
    return compare(Predicate::Eq, sizeOf(value(call.object)), builder.integer(0));
  if (call.name == "reserve")
    return nullptr;
  Place p = writablePlace(call.object);
  Value *before = read(p, call.range());
  const Type type = p.whole() && p.cell ? p.cell->type : placeType(p);
  Value *one = builder.integer(1), *zero = builder.integer(0);
  auto constant = [&](Value *coefficient, Value *n) {
    return filled(cast(coefficient, type.element()), n, builder.integer(std::max(type.cols, 1)), type);
  };
  auto args = [&](unsigned n) {
    if (call.args.size() != n)
      unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' with these arguments");
  };
  if (call.name == "clear") {
    write(p, constant(zero, zero), call.range());
  } else if (call.name == "fill") {
    args(1);
    write(p, filled(cast(scalar(call.args[0]), type.element()), placeRows(p), placeCols(p), type),
          call.range());
  } else if (call.name == "assign") {
    if (auto *list = call.args.size() == 1 ? bracedList(call.args[0]) : nullptr) {
      write(p, containerOf(list, *typeOf(call.object->getType())), call.range());
      return nullptr;
    }
    args(2);
    if (isPointer(call.args[0]->getType())) {
      auto span = spanBetween(*this, call.args[0], call.args[1]);
      if (!span)
        unsupportedAt(call.loc(), call.range(), "'assign' of these iterators");
      write(p, conform(read(span->place, call.range()), type, call.range()), call.range());
      return nullptr;
    }
    Value *n = index(call.args[0]);
    write(p, constant(scalar(call.args[1]), n), call.range());
  } else if (call.name == "push_back" || call.name == "emplace_back") {
    args(1);
    Value *n = rowsOf(before);
    Value *longer = constant(zero, add(n, one));
    longer = op(Op::Update, {longer, zero, zero, before});
    Value *item = cast(scalar(call.args[0]), type.element());
    write(p, op(Op::Update, {longer, n, zero, item}), call.range());
  } else if (call.name == "pop_back") {
    args(0);
    Value *n = sub(rowsOf(before), one);
    Type t = type;
    t.rows = kDynamic;
    write(p, builder.createTyped(Op::Slice, t, {before, zero, zero, n, one}), call.range());
  } else if (call.name == "swap") {
    args(1);
    Place other = writablePlace(call.args[0]);
    Value *theirs = read(other, call.range());
    write(other, before, call.range());
    write(p, theirs, call.range());
    handovers.handOver(p);
    handovers.handOver(other);
  } else if (call.name == "resize") {
    Value *n = index(call.args[0]);
    Value *coefficient = call.args.size() > 1 ? scalar(call.args[1]) : zero;
    // What is there stays; a vector that is still empty is all new.
    const bool empty = before->def && before->def->kind == Op::Broadcast &&
                       before->def->operand(1)->def &&
                       before->def->operand(1)->def->attrs.integer == 0;
    Value *longer = constant(coefficient, n);
    if (!empty) {
      Value *kept = op(Op::Min, {n, rowsOf(before)});
      Type t = type;
      t.rows = kDynamic;
      Value *head = builder.createTyped(Op::Slice, t, {before, zero, zero, kept, one});
      longer = op(Op::Update, {longer, zero, zero, head});
    }
    write(p, longer, call.range());
  } else {
    unsupportedAt(call.loc(), call.range(), "'" + call.spelling() + "' with these arguments");
  }
  return nullptr;
}

} // namespace gateaux::frontend
