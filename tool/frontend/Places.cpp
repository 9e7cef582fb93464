// SPDX-License-Identifier: Apache-2.0
//
// Reading and writing variables and parts of them. A place is a variable seen through views; to
// write it, the new part is put back through the views one by one, each with an operation that
// gives the whole with that part replaced.
#include "Ranges.h"
#include "Sparse.h"
#include "Translator.h"
#include "Workspaces.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

Type viewType(const Type &x, const View &view) {
  switch (view.kind) {
  case View::Slice: {
    Type t = Type::matrix(x.scalar, view.staticRows, view.staticCols).withScalar(x);
    t.rowMajor = t.isRow();
    return t;
  }
  case View::Element:
    return x.element();
  case View::Transpose: {
    Type t = x;
    std::swap(t.rows, t.cols);
    t.rowMajor = t.isRow();
    t.array = false;
    return t;
  }
  case View::Diagonal: {
    bool fixed = x.rows != kDynamic && x.cols != kDynamic;
    return Type::matrix(x.scalar, fixed ? std::min(x.rows, x.cols) : kDynamic, 1).withScalar(x);
  }
  case View::Indexed:
    return x.withShape(view.row->type.rows, (view.row->type.isColumn() ? view.col->type.rows : view.row->type.cols));
  case View::Reshape:
    return x.withShape(view.staticRows, view.staticCols);
  case View::Triangle:
    return x;
  case View::Item:
    return x.item();
  }
  return x;
}

/// What a view shows of a value.
Value *apply(Translator &t, const View &view, Value *x) {
  switch (view.kind) {
  case View::Slice:
    return t.builder.createTyped(Op::Slice, viewType(x->type, view),
                                 {x, view.row, view.col, view.rows, view.cols});
  case View::Element:
    return t.op(Op::Element, {x, view.row, view.col});
  case View::Transpose:
    return t.transpose(x);
  case View::Diagonal:
    return t.op(Op::Diagonal, {x});
  case View::Indexed:
    return t.builder.createTyped(Op::Gather, viewType(x->type, view), {x, view.row, view.col});
  case View::Reshape:
    return t.builder.createTyped(Op::Reshape, viewType(x->type, view), {x, view.rows, view.cols});
  case View::Triangle:
    return t.triangular({x, view.triangle, view.symmetric});
  case View::Item:
    return t.builder.createTyped(Op::Recall, x->type.item(), {x, view.row});
  }
  return x;
}

/// The whole with the part that a view shows replaced.
Value *putBack(Translator &t, const View &view, Value *whole, Value *part) {
  switch (view.kind) {
  case View::Slice:
  case View::Element:
    return t.op(Op::Update, {whole, view.row, view.col, part});
  case View::Transpose:
    return t.transpose(part);
  case View::Diagonal: {
    // A few coefficients are written one by one.
    if (const Type &x = whole->type; x.isFixed() && std::min(x.rows, x.cols) <= 4) {
      for (int i = 0; i < std::min(x.rows, x.cols); ++i) {
        Value *at = t.builder.integer(i);
        Value *coefficient = part->type.dense ? t.op(Op::Element, {part, at, t.builder.integer(0)}) : part;
        whole = t.op(Op::Update, {whole, at, at, coefficient});
      }
      return whole;
    }
    Value *identity = t.identity(t.rowsOf(whole), t.colsOf(whole), whole->type);
    Value *onDiagonal =
        t.compare(Predicate::Ne, identity, t.cast(t.builder.integer(0), whole->type.element()));
    return t.select(onDiagonal, t.builder.diag(part, t.rowsOf(whole), t.colsOf(whole)), whole);
  }
  case View::Indexed:
    return t.op(Op::Put, {whole, view.row, view.col, part});
  case View::Reshape:
    return t.builder.createTyped(Op::Reshape, whole->type, {part, t.rowsOf(whole), t.colsOf(whole)});
  case View::Triangle:
    return t.add(t.triangle(whole, otherTriangle(view.triangle)), t.triangle(part, view.triangle));
  case View::Item:
    if (whole->type.dense && !part->type.dense)
      part = t.asDense(part);
    return t.op(Op::PutItem, {whole, view.row, part});
  }
  return part;
}

} // namespace

Cell *Translator::newCell(std::string name, Type type, SourceLocation loc) {
  // Names of the library's own are reserved for it.
  if (loc.isValid() && context.getSourceManager().isInSystemHeader(loc))
    name.erase(0, name.find_first_not_of('_'));
  unsigned depth = 0;
  for (const Frame *f = frame; f && f->caller; f = f->caller)
    ++depth;
  cells_.push_back({std::move(name), std::move(type), nullptr, 0, loc, depth, &builder.block()});
  return &cells_.back();
}

Value *Translator::cellValue(Cell &cell, SourceRange range) {
  auto hasChanged = [](auto &&self, const Cell &c) -> bool {
    return llvm::any_of(c.copied, [&](const auto &from) {
      return from.first->value != from.second || self(self, *from.first);
    });
  };
  if (hasChanged(hasChanged, cell))
    unsupported(range, "reading '" + cell.name + "' after what it refers to has changed",
                {{"it is a reference to one of several variables; make it a copy, or a pointer", cell.loc}});
  if (cell.choice)
    return choose(cell.choice->condition, cell.type, [&] { return read(cell.choice->first, range); },
                  [&] { return read(cell.choice->second, range); });
  if (cell.value)
    return cell.value;
  if (!cell.type.dense) {
    if (!isGuardedInLoop(cell))
      readTooEarly(cell, range);
    guardedReads_.push_back({&cell, range});
    return undefined(cell);
  }
  cell.readEmpty = true;
  // Memory that is still to be written; a dynamic extent is 0 before the first assignment.
  Type type = cell.type;
  auto extent = [&](int &n) {
    n = n == kDynamic ? 0 : n;
    return builder.integer(n);
  };
  Value *rows = extent(type.rows), *cols = extent(type.cols);
  type = cell.type;
  Value *zero = cast(builder.integer(0), type.element());
  cell.value = builder.broadcast(zero, rows, cols, type);
  cell.value->type.rowMajor = type.rowMajor;
  return cell.value;
}

void Translator::setCell(Cell &cell, Value *v, SourceRange range) {
  if (cell.choice) {
    branch(cell.choice->condition, [&] { write(cell.choice->first, v, range); },
           [&] { write(cell.choice->second, v, range); });
    ++cell.writes;
    return;
  }
  if (!cell.type.isList())
    v = conform(v, cell.type, range);
  // The first variable names a value, unless that belongs to a call that has returned it.
  const Cell *owner = ownerOf(v);
  if (v->def && v->def->block == &builder.block() &&
      (v->name.empty() || (owner && owner->depth > cell.depth))) {
    v->name = cell.name;
    owners_[v] = &cell;
    if (v->type.dense) {
      v->type.rowMajor = cell.type.rowMajor;
      v->type.array = cell.type.array;
      if (v->type.rows == kDynamic)
        v->type.rows = cell.type.rows;
      if (v->type.cols == kDynamic)
        v->type.cols = cell.type.cols;
    }
  }
  cell.value = v;
  ++cell.writes;
}

Type Translator::placeType(const Place &p) {
  Type t = p.cell ? (p.cell->value ? p.cell->value->type : p.cell->type) : p.temporary->type;
  for (const View &view : p.views)
    t = viewType(t, view);
  return t;
}

Value *Translator::placeRows(const Place &p) {
  if (p.whole())
    return rowsOf(p.cell ? cellValue(*p.cell, failing) : p.temporary);
  Place base = p;
  base.views.pop_back();
  const View &view = p.views.back();
  switch (view.kind) {
  case View::Slice:
    return view.rows;
  case View::Element:
    return builder.integer(1);
  case View::Transpose:
    return placeCols(base);
  case View::Diagonal: {
    Type t = placeType(p);
    return t.rows != kDynamic ? builder.integer(t.rows)
                              : op(Op::Min, {placeRows(base), placeCols(base)});
  }
  case View::Indexed:
    return rowsOf(view.row);
  case View::Reshape:
    return view.rows;
  case View::Triangle:
    return placeRows(base);
  case View::Item:
    return rowsOf(read(p, failing));
  }
  return nullptr;
}

Value *Translator::placeCols(const Place &p) {
  if (p.whole())
    return colsOf(p.cell ? cellValue(*p.cell, failing) : p.temporary);
  Place base = p;
  base.views.pop_back();
  const View &view = p.views.back();
  switch (view.kind) {
  case View::Slice:
    return view.cols;
  case View::Element:
    return builder.integer(1);
  case View::Transpose:
    return placeRows(base);
  case View::Diagonal:
    return builder.integer(1);
  case View::Indexed:
    return view.row->type.isColumn() ? rowsOf(view.col) : colsOf(view.row);
  case View::Reshape:
    return view.cols;
  case View::Triangle:
    return placeCols(base);
  case View::Item:
    return colsOf(read(p, failing));
  }
  return nullptr;
}

void Translator::pushSlice(Place &p, Value *row, Value *col, Value *rows, Value *cols,
                           Extents extents) {
  if (p.temporary && p.whole())
    p.temporary = asDense(p.temporary);
  if (!p.views.empty() && p.views.back().kind == View::Transpose) {
    p.views.pop_back();
    pushSlice(p, col, row, cols, rows, {extents.cols, extents.rows});
    pushTranspose(p);
    return;
  }
  View view{View::Slice, row, col, rows, cols, extents.rows, extents.cols};
  Type type = Type::matrix(ScalarKind::F64, extents.rows, extents.cols);
  refine(type, rows, cols);
  if (partOfStrided(*this, p, row, col, rows, cols, {type.rows, type.cols}))
    return;
  view.staticRows = type.rows;
  view.staticCols = type.cols;
  if (!p.views.empty() && p.views.back().kind == View::Slice) {
    view.row = add(p.views.back().row, row);
    view.col = add(p.views.back().col, col);
    p.views.pop_back();
  }
  p.views.push_back(view);
}

void Translator::pushElement(Place &p, Value *row, Value *col) {
  if (p.temporary && p.whole())
    p.temporary = asDense(p.temporary);
  if (partOfStrided(*this, p, row, col, nullptr, nullptr, {}))
    return;
  View view{View::Element, row, col};
  if (!p.views.empty()) {
    View last = p.views.back();
    if (last.kind == View::Transpose) {
      p.views.pop_back();
      pushElement(p, col, row);
      return;
    }
    if (last.kind == View::Diagonal) {
      p.views.pop_back();
      pushElement(p, row, row);
      return;
    }
    if (last.kind == View::Slice) {
      view.row = add(last.row, row);
      view.col = add(last.col, col);
      p.views.pop_back();
      if (!p.views.empty() && p.views.back().kind != View::Slice) {
        pushElement(p, view.row, view.col);
        return;
      }
    }
  }
  p.views.push_back(view);
}

void Translator::pushTranspose(Place &p) {
  if (!p.views.empty() && p.views.back().kind == View::Transpose)
    p.views.pop_back();
  else
    p.views.push_back({View::Transpose});
}

/// A name for an item of a list: that of the member, or of the list with the position.
static std::string itemName(const Cell &list, const Value *position) {
  if (list.member || list.item.empty())
    return list.item;
  while (position->name.empty() && position->def && position->def->kind == Op::Cast)
    position = position->def->operand(0);
  const Operation *c = position->def && position->def->kind == Op::Constant ? position->def : nullptr;
  return list.item + "_" + (c ? std::to_string(*c->attrs.integer) : position->name.empty() ? "item" : position->name);
}

/// The same part of what one of two things stands for.
static Place samePart(const Place &whole, const Place &p) {
  Place part = whole;
  part.views.insert(part.views.end(), p.views.begin(), p.views.end());
  return part;
}

Value *Translator::read(const Place &p, SourceRange range) {
  handovers.check(p, range);
  if (reads)
    reads->push_back(p);
  if (touched && p.cell)
    touched->insert(p.cell);
  if (const Choice *choice = p.cell && !p.whole() ? p.cell->choice.get() : nullptr)
    return choose(choice->condition, placeType(p), [&] { return read(samePart(choice->first, p), range); },
                  [&] { return read(samePart(choice->second, p), range); });
  Value *x = p.cell ? cellValue(*p.cell, range) : p.temporary;
  for (const View &view : p.views) {
    x = apply(*this, view, x);
    if (view.kind == View::Item && p.cell && x->type.isInteger() && !x->type.dense && !x->type.isList() &&
        x->type.spelling != p.cell->type.spelling) // an enumeration
      x = builder.createTyped(Op::Cast, Type::integer(p.cell->type.spelling), {x});
    if (view.kind == View::Item && p.cell && x->type.dense && !x->type.isList())
      x->name = itemName(*p.cell, view.row);
  }
  return x;
}

void Translator::write(const Place &p, Value *v, SourceRange range) {
  if (!p.cell)
    unsupported(range, "writing to a temporary");
  handovers.check(p, range);
  if (p.whole()) {
    setCell(*p.cell, v, range);
    return;
  }
  if (const Choice *choice = p.cell->choice.get()) {
    branch(choice->condition, [&] { write(samePart(choice->first, p), v, range); },
           [&] { write(samePart(choice->second, p), v, range); });
    ++p.cell->writes;
    return;
  }
  std::vector<Value *> wholes = {cellValue(*p.cell, range)};
  for (size_t i = 0; i + 1 < p.views.size(); ++i)
    wholes.push_back(apply(*this, p.views[i], wholes.back()));
  Type type = viewType(wholes.back()->type, p.views.back());
  // A value of one coefficient may fill a 1 x 1 place of either kind.
  Value *part = type.isList() || (type.dense && !v->type.dense) ? v : conform(v, type, range);
  for (size_t i = p.views.size(); i-- > 0;)
    part = putBack(*this, p.views[i], wholes[i], part);
  setCell(*p.cell, part, range);
}

void Translator::accumulate(const Place &p, Value *v, bool negative, SourceRange range) {
  if (const Choice *choice = p.cell && !p.whole() ? p.cell->choice.get() : nullptr) {
    branch(choice->condition, [&] { accumulate(samePart(choice->first, p), v, negative, range); },
           [&] { accumulate(samePart(choice->second, p), v, negative, range); });
    ++p.cell->writes;
    return;
  }
  Type type = placeType(p);
  if (type.dense && v->type.dense)
    v = conform(v, type, range);
  if (p.whole()) {
    Value *before = read(p, range);
    write(p, cwise(negative ? Op::Sub : Op::Add, {before, v}), range);
    return;
  }
  if (type.dense && !v->type.dense)
    v = filled(cast(v, type.element()), placeRows(p), placeCols(p), type);
  Place base = p;
  View view = base.views.back();
  base.views.pop_back();
  switch (view.kind) {
  case View::Slice:
  case View::Element:
    if (negative)
      v = op(Op::Neg, {v});
    write(base, op(Op::Accumulate, {read(base, range), view.row, view.col, v}), range);
    break;
  case View::Transpose:
    accumulate(base, transpose(v), negative, range);
    break;
  case View::Diagonal: {
    accumulate(base, builder.diag(v, placeRows(base), placeCols(base)), negative, range);
    break;
  }
  case View::Indexed:
    if (negative)
      v = op(Op::Neg, {v});
    write(base, op(Op::Scatter, {read(base, range), view.row, view.col, v}), range);
    break;
  case View::Reshape:
    accumulate(base,
               builder.createTyped(Op::Reshape, placeType(base).withShape(placeType(base).rows, placeType(base).cols),
                                   {v, placeRows(base), placeCols(base)}),
               negative, range);
    break;
  case View::Item:
    if (negative)
      v = op(Op::Neg, {v});
    write(base, op(Op::AddItem, {read(base, range), view.row, type.dense ? v : cast(v, type)}), range);
    break;
  case View::Triangle:
    accumulate(base, triangle(v, view.triangle), negative, range);
    break;
  }
}

std::optional<Binding> Translator::bindingOf(const Expr *e) const {
  auto *ref = dyn_cast<DeclRefExpr>(strip(e));
  auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
  if (!variable)
    return std::nullopt;
  auto it = frame->bindings.find(variable);
  if (it == frame->bindings.end())
    return std::nullopt;
  return it->second;
}

std::optional<Place> Translator::place(const Expr *e) {
  e = strip(e);
  if (captures_ && captures_->scalar(e))
    return std::nullopt;
  if (const Binding *held = captures_ ? captures_->thing(e) : nullptr)
    return placeOf(*held);
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  if (isa<DeclRefExpr>(e)) {
    auto binding = bindingOf(e);
    if (!binding)
      return std::nullopt;
    switch (binding->kind) {
    case Binding::Variable:
      return Place{binding->cell, nullptr, {}, false};
    case Binding::Reference:
      return binding->place;
    case Binding::Expression:
      return within(binding->deferred, [&](const Expr *init) { return place(init); });
    case Binding::Workspace:
    case Binding::Object:
    case Binding::Closure:
    case Binding::Pointer:
      return std::nullopt;
    }
  }
  if (auto *c = dyn_cast<CXXConstructExpr>(e)) {
    // A Ref of something, a copy of a Map or of a block: another name of the place.
    if (c->getNumArgs() >= 1 && isEigen(c->getType()) &&
        eigenKind(c->getType()) != EigenKind::Plain && isEigen(c->getArg(0)->getType()))
      return isEigenClass(c->getType(), "Block") && c->getNumArgs() > 1 ? blockPlace(c) : place(c->getArg(0));
    return mapPlace(*this, c);
  }
  if (auto assigned = assignment(e))
    return assigned;
  if (auto *c = dyn_cast<ConditionalOperator>(e); c && c->isGLValue() && (typeOf(c->getType()) || isEigen(c->getType()))) {
    auto one = choiceOf(c, [&](const Expr *arm) -> std::optional<Binding> {
      auto p = place(arm);
      return p ? std::optional(Binding::reference(*p)) : std::nullopt;
    });
    return one ? placeOf(*one) : std::nullopt;
  }
  if (auto *member = dyn_cast<MemberExpr>(e)) {
    if (auto inWorkspace = workspaceMember(member))
      return inWorkspace;
    auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
    auto base = field ? objectOf(member->getBase(), member->isArrow()) : std::nullopt;
    Binding *part = base ? partOf(*base, field) : nullptr;
    return part ? placeOf(*part) : std::nullopt;
  }
  if (auto element = containerPlace(e))
    return element;
  if (auto held = valueOfOptional(*this, e))
    return placeOf(*held);
  if (typeOf(e->getType()) || isBit(e->getType()))
    if (auto element = elementOfThing(e))
      return placeOf(*element);
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e);
      o && o->getOperator() == OO_Call && isBuffer(o->getArg(0)->getType()))
    return bufferPlace(o);
  auto *callExpression = dyn_cast<CallExpr>(e);
  if (!callExpression)
    return std::nullopt;
  CallSite at = site(callExpression);
  if (!at.callee)
    return std::nullopt;
  if (isEigenFunction(at.callee)) {
    if (at.object && at.name == "coeffs" && isSparse(at.object->getType()))
      return Place{sparsePart(*this, at.object, SparsePart::Nonzeros), nullptr, {}, false};
    if (auto iterated = iteratedPlace(*this, at))
      return iterated;
    if (auto *o = dyn_cast<CXXOperatorCallExpr>(e)) {
      if (o->getOperator() != OO_Call && o->getOperator() != OO_Subscript)
        return std::nullopt;
      auto base = place(at.object);
      if (!base)
        return std::nullopt;
      return elementOf(at.object, at.args, *base, at.range());
    }
    if (!at.object || !isView(at))
      return std::nullopt;
    auto base = place(at.object);
    if (!base)
      return std::nullopt;
    return viewOf(at, *base);
  }
  if (auto strided = stridedCall(*this, at))
    return strided;
  return callPlace(at);
}

Place Translator::writablePlace(const Expr *e) {
  if (auto p = place(e); p && p->writable())
    return *p;
  e = strip(e);
  if (auto *ref = dyn_cast<DeclRefExpr>(e)) {
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl());
        variable && variable->hasGlobalStorage())
      unsupported(e->getSourceRange(),
                  "writing to '" + variable->getNameAsString() +
                      "', which is not a local variable or parameter",
                  {{"pass it to the function as a parameter by reference", {}}});
  }
  unsupported(e->getSourceRange(), "writing to this expression");
}

} // namespace gateaux::frontend
