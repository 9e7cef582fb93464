// SPDX-License-Identifier: Apache-2.0
//
// Pointers to variables and into arrays. What a pointer points to is known where it is used: it is
// set once, or again in straight-line code.
#include "Ranges.h"
#include "Translator.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

Binding pointerTo(Binding pointee, Value *offset) {
  auto pointer = std::make_shared<Pointer>();
  pointer->pointee = std::move(pointee);
  pointer->offset = offset;
  return Binding::of(std::move(pointer));
}

std::optional<Binding> Translator::pointerOf(const Expr *e) {
  e = strip(e);
  LocationScope scope(*this, e->getExprLoc(), e->getSourceRange());
  if (isa<CXXThisExpr>(e))
    return frame->self ? std::optional(pointerTo(*frame->self)) : std::nullopt;
  if (isa<DeclRefExpr>(e)) {
    auto binding = bindingOf(e);
    if (binding && binding->kind == Binding::Pointer)
      return binding;
    return std::nullopt;
  }
  if (auto *member = dyn_cast<MemberExpr>(e)) {
    auto base = objectOf(member->getBase(), member->isArrow());
    Binding *part = base ? partOf(*base, dyn_cast<FieldDecl>(member->getMemberDecl())) : nullptr;
    if (part && part->kind == Binding::Pointer && !part->pointer->withoutLength.empty())
      failWithoutLength(part->pointer->withoutLength, e->getSourceRange());
    if (part && part->kind == Binding::Pointer)
      return *part;
    return std::nullopt;
  }
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp()) {
    auto before = pointerOf(u->getSubExpr());
    if (!before || !before->pointer->pointee)
      return std::nullopt;
    Binding old = pointerTo(*before->pointer->pointee, before->pointer->offset);
    pointerAssignment(e);
    return u->isPostfix() ? old : *before;
  }
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->getOpcode() == UO_AddrOf) {
    const Expr *of = u->getSubExpr();
    if (auto object = thing(of))
      return pointerTo(*object);
    auto p = place(of);
    if (!p)
      return std::nullopt;
    if (!p->views.empty() && p->views.back().kind == View::Element) {
      // The address of an element points into its vector.
      const View element = p->views.back();
      Place whole = *p;
      whole.views.pop_back();
      const Type type = placeType(whole);
      if (type.isVector() && !isSpread(whole))
        return pointerTo(Binding::reference(whole), type.isRow() ? element.col : element.row);
      if (auto flat = flattened(*this, whole)) {
        const bool byRows = (whole.cell ? whole.cell->type : type).rowMajor;
        Value *line = byRows ? element.row : element.col;
        Value *length = byRows ? placeCols(whole) : placeRows(whole);
        return pointerTo(Binding::reference(*flat), add(op(Op::Mul, {line, length}),
                                                        byRows ? element.col : element.row));
      }
    }
    return pointerTo(Binding::reference(*p));
  }
  if (auto *c = dyn_cast<CastExpr>(e)) {
    if (c->getCastKind() == CK_NullToPointer)
      return Binding::of(std::make_shared<Pointer>());
    if (c->getCastKind() == CK_ArrayToPointerDecay) {
      if (auto p = place(c->getSubExpr()))
        return pointerTo(Binding::reference(*p), builder.integer(0));
      if (auto object = thing(c->getSubExpr()))
        return pointerTo(*object, builder.integer(0));
      if (auto *ref = dyn_cast<DeclRefExpr>(strip(c->getSubExpr())))
        if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
          if (Value *v = variable->hasGlobalStorage() ? globalArray(*this, variable) : nullptr)
            return pointerTo(Binding::reference(Place{nullptr, v, {}, false}), builder.integer(0));
    }
    return std::nullopt;
  }
  if (auto *b = dyn_cast<BinaryOperator>(e); b && b->isAdditiveOp()) {
    const bool pointerFirst = b->getLHS()->getType()->isPointerType();
    const Expr *side = pointerFirst ? b->getLHS() : b->getRHS();
    const Expr *other = pointerFirst ? b->getRHS() : b->getLHS();
    auto base = side->getType()->isPointerType() ? pointerOf(side) : std::nullopt;
    if (!base || !base->pointer->pointee || !other->getType()->isIntegerType())
      return std::nullopt;
    Value *by = index(other);
    Value *from = base->pointer->offset ? base->pointer->offset : builder.integer(0);
    return pointerTo(*base->pointer->pointee, b->getOpcode() == BO_Sub ? sub(from, by) : add(from, by));
  }
  if (auto *call = dyn_cast<CXXMemberCallExpr>(e)) {
    CallSite at = site(call);
    if (at.name == "data" && at.object)
      return dataOf(*this, at.object);
  }
  return std::nullopt;
}

std::optional<Binding> Translator::follow(const Binding &pointer, SourceRange range) {
  if (pointer.kind != Binding::Pointer || !pointer.pointer->pointee)
    return std::nullopt;
  const Binding &pointee = *pointer.pointer->pointee;
  Value *offset = pointer.pointer->offset;
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
  if (!type.dense)
    return pointee;
  if (type.isRow())
    pushElement(*p, builder.integer(0), offset);
  else if (type.isColumn())
    pushElement(*p, offset, builder.integer(0));
  else
    pushSlice(*p, offset, builder.integer(0), builder.integer(1), placeCols(*p), {1, type.cols});
  return Binding::reference(*p);
}

bool Translator::pointerAssignment(const Expr *e) {
  if (!e->getType()->isPointerType())
    return false;
  if (auto *b = dyn_cast<BinaryOperator>(e); b && b->getOpcode() == BO_Assign) {
    auto to = pointerOf(b->getLHS());
    auto from = to ? pointerOf(b->getRHS()) : std::nullopt;
    if (!to)
      return false;
    if (!from)
      unsupported(b->getRHS()->getSourceRange(), "pointer");
    copyThing(*to, *from, e->getSourceRange());
    return true;
  }
  const Expr *moved = nullptr, *amount = nullptr;
  bool back = false;
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp()) {
    moved = u->getSubExpr();
    back = u->isDecrementOp();
  } else if (auto *c = dyn_cast<CompoundAssignOperator>(e)) {
    moved = c->getLHS();
    amount = c->getRHS();
    back = c->getOpcode() == BO_SubAssign;
  }
  auto to = moved ? pointerOf(moved) : std::nullopt;
  if (!to || !to->pointer->pointee)
    return false;
  Value *by = amount ? index(amount) : builder.integer(1);
  Value *from = to->pointer->offset ? to->pointer->offset : builder.integer(0);
  copyThing(*to, pointerTo(*to->pointer->pointee, back ? sub(from, by) : add(from, by)),
            e->getSourceRange());
  return true;
}

} // namespace gateaux::frontend
