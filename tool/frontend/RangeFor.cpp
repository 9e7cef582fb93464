// SPDX-License-Identifier: Apache-2.0
//
// Loops over ranges: containers, arrays, vectors, rows and columns, braced lists, and whatever has a begin and an end.
#include "Jumps.h"
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

void Translator::rangeFor(const CXXForRangeStmt *s) {
  if (s->getInit())
    statement(s->getInit());
  const Expr *range = strip(s->getRangeInit());
  const VarDecl *variable = s->getLoopVariable();
  const bool byReference = variable->getType()->isReferenceType();
  if (!byReference && copiesItself(variable->getType()))
    refuseCopy(variable->getType(), variable->getSourceRange());
  auto once = [&](const Binding &element) {
    // A reference to numbers of another type is one to what they are converted to.
    auto number = typeOf(variable->getType());
    const auto held = placeOf(element);
    const bool converts = byReference && number && !number->dense && held && !(placeType(*held).element() == *number);
    if ((byReference && !converts) || element.kind == Binding::Object || element.kind == Binding::Pointer ||
        eigenKind(variable->getType()) == EigenKind::Expression) {
      Binding bound = element;
      if (!byReference && (element.kind == Binding::Object || element.kind == Binding::Pointer)) {
        bound = newVariable(variable->getType(), variable->getNameAsString(),
                            variable->getLocation());
        copyThing(bound, element, variable->getSourceRange());
      }
      frame->bindings[variable] = std::move(bound);
      declareHolders(variable);
    } else {
      auto type = typeOf(variable->getType());
      if (!type || !held)
        unsupported(variable->getSourceRange(),
                    "variable of type '" + variable->getType().getAsString() + "'");
      Cell *cell = newCell(variable->getNameAsString(), *type, variable->getLocation());
      Value *item = read(*held, range->getSourceRange());
      setCell(*cell, type->dense ? item : cast(asScalar(item, range->getSourceRange()), *type), range->getSourceRange());
      frame->bindings[variable] = Binding::variable(cell);
      declareHolders(variable);
    }
    substatement(s->getBody(), s->getRParenLoc());
  };
  if (auto *braces = dyn_cast<CXXStdInitializerListExpr>(range))
    range = strip(braces->getSubExpr());
  const CXXRecordDecl *own = recordOf(range->getType());
  if (own && !inNamespace(own, "std") && !typeOf(range->getType()) && !isEigen(range->getType())) {
    // A class with a begin() and an end() of its own.
    for (const Stmt *part : {s->getRangeStmt(), s->getBeginStmt(), s->getEndStmt()})
      statement(part);
    return whileLoop({s->getCond(), nullptr, s->getBody(), s->getInc(), true, s, s->getRParenLoc(), variable});
  }
  if (alongText(s))
    return;
  auto array = thing(range);
  if (array && isList(*array)) {
    Value *end = cast(lengthOf(*array), Type::integer("std::size_t"));
    alongRange(s, s->getBody(), builder.integer(0, end->type), end,
               [&](Value *counter) { once(itemOf(*array, cast(counter, Type::index()))); });
    return;
  }
  if (array && array->kind == Binding::Object) {
    if (own && !isStd(own, "array"))
      unsupported(range->getSourceRange(), "a loop over this range");
    // Objects, matrices: one copy of the body for each.
    if (mayBreak(s->getBody()) || mayContinue(s->getBody()) || mayReturn(s->getBody()))
      positionUnknown(*array, SourceRange(s->getBeginLoc()), "jumps in a loop over objects");
    for (const Object::Part &part : array->object->parts)
      once(part.binding);
    return;
  }
  // for (auto row : X.rowwise())
  auto *lines = dyn_cast<CXXMemberCallExpr>(range);
  if (!lines || !isEigenClass(range->getType(), "VectorwiseOp"))
    lines = nullptr;
  const bool columns = lines && site(lines).name == "colwise";
  if (lines)
    range = site(lines).object;
  auto p = place(range);
  if (!p)
    p = Place{nullptr, value(range), {}, false};
  const Type type = placeType(*p);
  const bool rowByRow = type.dense && !type.isVector() && !isEigen(range->getType());
  if (!type.dense || !(type.isVector() || rowByRow || lines))
    unsupported(range->getSourceRange(), "a loop over this range");
  const bool alongRow = lines ? columns : type.isRow() && !rowByRow;
  Value *end = alongRow ? placeCols(*p) : placeRows(*p);
  alongRange(s, s->getBody(), builder.integer(0, end->type), end, [&](Value *counter) {
    Place element = *p;
    if (lines) {
      Value *zero = builder.integer(0), *one = builder.integer(1);
      if (columns)
        pushSlice(element, zero, counter, placeRows(element), one, {type.rows, 1});
      else
        pushSlice(element, counter, zero, one, placeCols(element), {1, type.cols});
    } else if (rowByRow)
      pushSlice(element, counter, builder.integer(0), builder.integer(1), placeCols(element));
    else if (alongRow)
      pushElement(element, builder.integer(0), counter);
    else
      pushElement(element, counter, builder.integer(0));
    once(handovers.stamped(Binding::reference(element)));
  });
}

void Translator::alongRange(const Stmt *s, const Stmt *body, Value *begin, Value *end,
                            llvm::function_ref<void(Value *)> once) {
  auto translate = [&](Value *counter) { return iteration(body, [&] { once(counter); }); };
  LoopShape shape;
  shape.counter = end->type;
  shape.states = statesOf(s);
  if (!mayBreak(body) && !mayReturn(body)) {
    shape.begin = begin;
    shape.end = end;
    loop(shape, [&](Value *counter) -> Value * { return translate(counter), nullptr; });
    return;
  }
  // The counter of such a loop begins with 0.
  shape.counter = Type::index();
  begin = cast(begin, Type::index());
  end = cast(end, Type::index());
  shape.go = compare(Predicate::Lt, begin, end);
  loop(shape, [&](Value *counter) -> Value * {
    Value *left = translate(add(begin, counter));
    auto more = [&] { return compare(Predicate::Lt, add(begin, add(counter, builder.integer(1))), end); };
    return left ? shortCircuit(true, negation(left), more) : more();
  });
}

} // namespace gateaux::frontend
