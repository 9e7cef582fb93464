// SPDX-License-Identifier: Apache-2.0
//
// Sparse matrices with a constant pattern: products with dense matrices, and what keeps the pattern, which works on
// the nonzeros alone.
#include "Ranges.h"
#include "Sparse.h"
#include "Unit.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

static Failure::Note note() {
  return {"sparse matrices keep the pattern of a parameter: take one with the pattern and write its 'coeffs()'; else "
          "pass the nonzeros, their rows and their columns as vectors, and write products as loops over them",
          {}};
}

std::vector<Failure::Note> insteadOf(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  const auto *spec = specialization(type);
  if (isEigenClass(type, "Ref") || isEigenClass(type, "Map"))
    if (spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return insteadOf(spec->getTemplateArgs()[0].getAsType());
  if (!record || !record->getIdentifier() || !inNamespace(record, "Eigen") || !record->getName().contains("Sparse"))
    return {};
  return {note()};
}

bool isSparseMatrix(QualType type) {
  if (isEigenClass(type, "SparseMatrix"))
    return true;
  return (isEigenClass(type, "Ref") || isEigenClass(type, "Map")) && isSparse(type);
}

namespace {

[[noreturn]] void refuse(SourceRange range, const std::string &what) { unsupported(range, what, {note()}); }

[[noreturn]] void refuseMember(const CallSite &call) {
  const CXXRecordDecl *record = recordOf(call.object->getType());
  refuse(call.range(), "Eigen's '" + call.spelling() + "' of '" + (record ? record->getName().str() : "") + "'");
}

/// The SparseMatrix behind a Ref or a Map.
const ClassTemplateSpecializationDecl *matrixClass(QualType type) {
  const auto *spec = specialization(type);
  return isEigenClass(type, "SparseMatrix") ? spec : matrixClass(spec->getTemplateArgs()[0].getAsType());
}

bool isByRows(QualType type) { return integralArgument(matrixClass(type), 1).value_or(0) & 1; }

/// A sparse matrix, or its transpose.
struct Factor {
  Value *parts[kSparseParts] = {};
  bool transposed = false;
  Value *pattern() const { return parts[static_cast<int>(SparsePart::Pattern)]; }
  Value *&nonzeros() { return parts[static_cast<int>(SparsePart::Nonzeros)]; }
};

/// The parts of an object that is a sparse matrix; null for any other.
Object *sparseObject(const std::optional<Binding> &b) {
  const bool sparse = b && b->kind == Binding::Object && !b->object->type.isNull() && isSparse(b->object->type);
  return sparse ? b->object.get() : nullptr;
}

Factor factorOf(Translator &t, const Expr *e);

/// An operation on the nonzeros of two matrices with one pattern.
Factor combined(Translator &t, Op op, const Expr *left, const Expr *right, SourceRange range) {
  Factor a = factorOf(t, left), b = factorOf(t, right);
  if (a.pattern() != b.pattern() || a.transposed != b.transposed)
    refuse(range, "sparse matrices with patterns of their own in one operation");
  a.nonzeros() = t.cwise(op, {a.nonzeros(), b.nonzeros()});
  return a;
}

std::optional<Factor> operatorFactor(Translator &t, const CXXOperatorCallExpr *e) {
  const Expr *left = Translator::strip(e->getArg(0));
  const Expr *right = e->getNumArgs() == 2 ? Translator::strip(e->getArg(1)) : nullptr;
  const OverloadedOperatorKind kind = e->getOperator();
  auto scaled = [&](const Expr *matrix, Op op, Value *by) {
    Factor f = factorOf(t, matrix);
    f.nonzeros() = t.cwise(op, {f.nonzeros(), t.cast(by, f.nonzeros()->type.element())});
    return f;
  };
  if (kind == OO_Minus && !right) {
    Factor f = factorOf(t, left);
    f.nonzeros() = t.op(Op::Neg, {f.nonzeros()});
    return f;
  }
  if (!right)
    return std::nullopt;
  if ((kind == OO_Star || kind == OO_Slash) && isNumberType(right->getType()))
    return scaled(left, kind == OO_Star ? Op::Mul : Op::Div, t.scalar(right));
  if (kind == OO_Star && isNumberType(left->getType()))
    return scaled(right, Op::Mul, t.scalar(left));
  if ((kind == OO_Plus || kind == OO_Minus) && isSparse(left->getType()) && isSparse(right->getType()))
    return combined(t, kind == OO_Plus ? Op::Add : Op::Sub, left, right, e->getSourceRange());
  return std::nullopt;
}

std::optional<Factor> memberFactor(Translator &t, const CallSite &at) {
  if (at.name == "transpose" || at.name == "adjoint") {
    Factor f = factorOf(t, at.object);
    f.transposed = !f.transposed;
    return f;
  }
  if (at.name == "eval" || at.name == "derived")
    return factorOf(t, at.object);
  if (at.name == "cwiseProduct" && isSparse(at.args[0]->getType()))
    return combined(t, Op::Mul, at.object, at.args[0], at.range());
  // Functions that are zero at zero.
  const std::optional<Op> op = at.name == "cwiseAbs"    ? std::optional(Op::Abs)
                               : at.name == "cwiseAbs2" ? std::optional(Op::Square)
                               : at.name == "cwiseSqrt" ? std::optional(Op::Sqrt)
                                                        : std::nullopt;
  if (!op)
    return std::nullopt;
  Factor f = factorOf(t, at.object);
  f.nonzeros() = t.op(*op, {f.nonzeros()});
  return f;
}

Factor factorOf(Translator &t, const Expr *e) {
  e = Translator::strip(e);
  const SourceRange range = e->getSourceRange();
  if (auto *c = dyn_cast<CXXConstructExpr>(e); c && c->getNumArgs() == 1 && isSparse(c->getArg(0)->getType()))
    return factorOf(t, c->getArg(0));
  std::optional<Factor> made;
  if (auto *o = dyn_cast<CXXOperatorCallExpr>(e))
    made = operatorFactor(t, o);
  else if (auto *call = dyn_cast<CXXMemberCallExpr>(e); call && t.site(call).object && isSparse(t.site(call).object->getType()))
    made = memberFactor(t, t.site(call));
  if (made)
    return *made;
  if (isSparseMatrix(e->getType()) && !isa<CXXConstructExpr>(e))
    if (auto object = t.thing(e); const Object *matrix = sparseObject(object)) {
      Factor f;
      for (size_t i = 0; i < kSparseParts; ++i)
        f.parts[i] = t.read(*t.placeOf(matrix->parts[i].binding), range);
      return f;
    }
  refuse(range, "this sparse matrix");
}

/// Sets a variable to a matrix.
void set(Translator &t, const Object &to, const Factor &f, SourceRange range) {
  if (f.transposed)
    refuse(range, "a variable for the transpose of a sparse matrix");
  for (size_t i = 0; i < kSparseParts; ++i)
    t.setCell(*to.parts[i].binding.cell, f.parts[i], range);
}

} // namespace

Binding newSparse(Translator &t, QualType type, const std::string &name, SourceLocation loc) {
  const SourceRange range = t.failing.isValid() ? t.failing : SourceRange(loc);
  if (!isSparseMatrix(type))
    refuse(range, "a variable for an expression of sparse matrices");
  const TemplateArgumentList &arguments = matrixClass(type)->getTemplateArgs();
  const auto scalar = typeOf(arguments[0].getAsType()), position = typeOf(arguments[2].getAsType());
  if (!scalar || !scalar->isReal() || !position)
    refuse(range, "variable of type '" + type.getAsString() + "'");
  auto object = std::make_shared<Object>();
  object->type = type;
  object->loc = loc;
  auto add = [&](const char *suffix, const Type &part) {
    object->parts.push_back({nullptr, Binding::variable(t.newCell(name.empty() ? name : name + suffix, part, loc))});
  };
  add("", Type::integer(kPattern));
  add("_coeffs", scalar->withShape(kDynamic, 1));
  add("_inner", position->withShape(kDynamic, 1));
  add("_outer", position->withShape(kDynamic, 1));
  return Binding::of(std::move(object));
}

Binding sparseThing(Translator &t, const Expr *e) {
  auto *c = dyn_cast<CXXConstructExpr>(e);
  const bool fresh = c && c->getNumArgs() != 1 && isSparseMatrix(e->getType());
  if (fresh && c->getNumArgs() > 0)
    refuse(e->getSourceRange(), "filling a sparse matrix");
  if (fresh) // holds nothing yet
    return newSparse(t, e->getType(), "", e->getExprLoc());
  const Factor f = factorOf(t, e);
  auto object = std::make_shared<Object>();
  object->type = e->getType();
  for (Value *part : f.parts)
    object->parts.push_back({nullptr, Binding::variable(t.newCell("", part->type, e->getExprLoc()))});
  set(t, *object, f, e->getSourceRange());
  return Binding::of(std::move(object));
}

Cell *sparsePart(Translator &t, const Expr *matrix, SparsePart part) {
  matrix = Translator::strip(matrix);
  auto object = isSparseMatrix(matrix->getType()) ? t.thing(matrix) : std::nullopt;
  if (!sparseObject(object))
    refuse(matrix->getSourceRange(), "this sparse matrix");
  return object->object->parts[static_cast<int>(part)].binding.cell;
}

std::optional<Binding> sparsePointer(Translator &t, const CallSite &call) {
  const auto part = call.name == "valuePtr"        ? std::optional(SparsePart::Nonzeros)
                    : call.name == "innerIndexPtr" ? std::optional(SparsePart::Inner)
                    : call.name == "outerIndexPtr" ? std::optional(SparsePart::Outer)
                                                   : std::nullopt;
  if (!part || !call.object || !isSparse(call.object->getType()))
    return std::nullopt;
  return pointerTo(Binding::variable(sparsePart(t, call.object, *part)), t.builder.integer(0));
}

const ir::Function *Unit::sparseExtent(const std::string &name) {
  const ir::Function *&made = sparseExtents_[name];
  if (!made) {
    auto called = std::make_unique<ir::Function>(name);
    called->notation = ir::Notation::Member;
    called->addArgument(Type::integer(kPattern), "S");
    made = called.get();
    program.functions.push_back(std::move(called));
  }
  return made;
}

static Value *extentOf(Translator &t, Value *pattern, bool rows) {
  Attributes attrs;
  attrs.callee = t.unit.sparseExtent(rows ? "rows" : "cols");
  return t.builder.createTyped(Op::Invoke, Type::index(), {pattern}, attrs);
}

Value *sparseOperator(Translator &t, const CXXOperatorCallExpr *e) {
  const Expr *left = Translator::strip(e->getArg(0));
  const Expr *right = e->getNumArgs() == 2 ? Translator::strip(e->getArg(1)) : nullptr;
  const bool first = isSparse(left->getType()), second = right && isSparse(right->getType());
  const Expr *dense = first ? right : left;
  if (e->getOperator() != OO_Star || !dense || (first && second) || !isDenseExpression(dense->getType()) ||
      isArrayWorld(dense->getType()))
    refuse(e->getSourceRange(), "this operator of sparse matrices");
  Factor f = factorOf(t, first ? left : right);
  // X S = (Sᵀ Xᵀ)ᵀ.
  Value *x = first ? t.dense(dense) : t.transpose(t.dense(dense));
  const bool transposed = f.transposed != second;
  Type type = x->type.withShape(kDynamic, x->type.cols);
  Value *product = t.builder.createTyped(transposed ? Op::SparseTransposedProduct : Op::SparseProduct, type,
                                         {f.pattern(), f.nonzeros(), x, extentOf(t, f.pattern(), !transposed)});
  return first ? product : t.transpose(product);
}

void sparseAssignment(Translator &t, const CXXOperatorCallExpr *e) {
  const Expr *left = Translator::strip(e->getArg(0)), *right = Translator::strip(e->getArg(1));
  const SourceRange range = e->getSourceRange();
  const OverloadedOperatorKind kind = e->getOperator();
  const auto object = isSparseMatrix(left->getType()) ? t.thing(left) : std::nullopt;
  const Object *to = sparseObject(object);
  if (!to)
    refuse(range, "this operator of sparse matrices");
  if (kind == OO_Equal && isSparse(right->getType()))
    return set(t, *to, factorOf(t, right), range);
  if ((kind == OO_PlusEqual || kind == OO_MinusEqual) && isSparse(right->getType()))
    return set(t, *to, combined(t, kind == OO_PlusEqual ? Op::Add : Op::Sub, left, right, range), range);
  if ((kind == OO_StarEqual || kind == OO_SlashEqual) && isNumberType(right->getType())) {
    Factor f = factorOf(t, left);
    f.nonzeros() = t.cwise(kind == OO_StarEqual ? Op::Mul : Op::Div,
                         {f.nonzeros(), t.cast(t.scalar(right), f.nonzeros()->type.element())});
    return set(t, *to, f, range);
  }
  refuse(range, "this operator of sparse matrices");
}

Value *sparseMember(Translator &t, const CallSite &call) {
  if (call.name == "coeffs")
    return t.read(Place{sparsePart(t, call.object, SparsePart::Nonzeros), nullptr, {}, false}, call.range());
  if (call.name == "makeCompressed" && isSparseMatrix(call.object->getType()))
    return nullptr; // it is
  Factor f = factorOf(t, call.object);
  if (call.name == "rows" || call.name == "cols")
    return extentOf(t, f.pattern(), (call.name == "rows") != f.transposed);
  if (call.name == "size")
    return t.op(Op::Mul, {extentOf(t, f.pattern(), true), extentOf(t, f.pattern(), false)});
  if (call.name == "outerSize" || call.name == "innerSize")
    return extentOf(t, f.pattern(), (call.name == "outerSize") == isByRows(call.object->getType()));
  if (call.name == "isCompressed")
    return t.builder.boolean(true);
  if (call.name == "nonZeros")
    return t.rowsOf(f.nonzeros());
  // What is absent is zero, and adds nothing.
  if (call.name == "sum")
    return t.reduce(Op::Sum, f.nonzeros(), Axis::All);
  if (call.name == "norm")
    return t.reduce(Op::Norm, f.nonzeros(), Axis::All);
  if (call.name == "squaredNorm")
    return t.reduce(Op::Sum, t.op(Op::Square, {f.nonzeros()}), Axis::All);
  refuseMember(call);
}

// Iterators over the nonzeros of a row or column: objects of the position of the nonzero and of the row or column.

bool isInnerIterator(QualType type) { return isEigenClass(type, "InnerIterator"); }

bool Translator::alongNonzeros(const ForStmt *s) {
  auto *declaration = dyn_cast_or_null<DeclStmt>(s->getInit());
  auto *variable = declaration && declaration->isSingleDecl() ? dyn_cast<VarDecl>(declaration->getSingleDecl()) : nullptr;
  auto *made = variable && variable->hasInit() ? dyn_cast<CXXConstructExpr>(strip(variable->getInit())) : nullptr;
  if (!made || !isInnerIterator(variable->getType()) || made->getNumArgs() != 2)
    return false;
  auto isIt = [&](const Expr *e) {
    auto *ref = dyn_cast<DeclRefExpr>(strip(e));
    return ref && ref->getDecl() == variable;
  };
  auto *test = s->getCond() ? dyn_cast<CXXMemberCallExpr>(strip(s->getCond())) : nullptr;
  auto *step = dyn_cast_or_null<CXXOperatorCallExpr>(s->getInc() ? strip(s->getInc()) : nullptr);
  if (!test || !isa<CXXConversionDecl>(test->getMethodDecl()) || !isIt(test->getImplicitObjectArgument()) || !step ||
      step->getOperator() != OO_PlusPlus || !isIt(step->getArg(0)))
    unsupported(variable->getSourceRange(), "this loop over the nonzeros of a sparse matrix",
                {{"write 'for (InnerIterator it(S, k); it; ++it)'", {}}});
  const SourceRange range = made->getSourceRange();
  const auto matrix = isSparseMatrix(strip(made->getArg(0))->getType()) ? thing(made->getArg(0)) : std::nullopt;
  if (!sparseObject(matrix))
    refuse(range, "this sparse matrix");
  Value *const outer = index(made->getArg(1));
  Value *const starts = read(*placeOf(matrix->object->parts[static_cast<int>(SparsePart::Outer)].binding), range);
  auto at = [&](Value *i) { return cast(op(Op::Element, {starts, i, builder.integer(0)}), Type::index()); };
  alongRange(s, s->getBody(), at(outer), at(add(outer, builder.integer(1))), [&](Value *position) {
    auto it = std::make_shared<Object>();
    it->type = variable->getType();
    it->parts = {{nullptr, *matrix}};
    for (Value *v : {position, outer}) {
      Cell *cell = newCell("", v->type, variable->getLocation());
      cell->value = v;
      it->parts.push_back({nullptr, Binding::variable(cell)});
    }
    frame->bindings[variable] = Binding::of(std::move(it));
    substatement(s->getBody(), s->getRParenLoc());
  });
  return true;
}

std::optional<Place> iteratedPlace(Translator &t, const CallSite &call) {
  const auto held = call.object ? t.bindingOf(Translator::strip(call.object)) : std::nullopt;
  if (!held || held->kind != Binding::Object || held->object->type.isNull() ||
      !isInnerIterator(held->object->type))
    return std::nullopt;
  const auto &parts = held->object->parts;
  const Object &matrix = *parts[0].binding.object;
  const bool byRows = isByRows(matrix.type);
  if (call.name == "outer" || call.name == (byRows ? "row" : "col"))
    return t.placeOf(parts[2].binding);
  const bool value = call.name == "value" || call.name == "valueRef";
  if (!value && call.name != "index" && call.name != (byRows ? "col" : "row"))
    refuseMember(call);
  Place p = *t.placeOf(matrix.parts[static_cast<int>(value ? SparsePart::Nonzeros : SparsePart::Inner)].binding);
  t.pushElement(p, parts[1].binding.cell->value, t.builder.integer(0));
  return p;
}

} // namespace gateaux::frontend
