// SPDX-License-Identifier: Apache-2.0
//
// Loops. Which variables a loop carries shows when its body is translated: those that hold something
// else afterwards. So a body is translated until it changes no variable that is not carried, and all
// but the last of these translations are thrown away.
#include "Jumps.h"
#include "Ranges.h"
#include "Translator.h"
#include "ir/Regions.h"
#include "ir/Shapes.h"

#include <algorithm>
#include <set>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

std::optional<bool> knownBool(const Value *v) {
  if (v && v->def && v->def->kind == Op::Constant && v->type.isBool())
    return *v->def->attrs.integer != 0;
  return std::nullopt;
}

bool differ(const Value *a, const Value *b) {
  return a != b && !(knownBool(a) && knownBool(a) == knownBool(b));
}

} // namespace

Operation *Translator::loop(const LoopShape &shape, llvm::function_ref<Value *(Value *)> body) {
  Block &around = builder.block();
  Frame *const at = frame;
  const size_t outer = cells_.size();
  State before = save();
  size_t operationsBefore = around.operations.size();
  const size_t targetsBefore = targets.size();
  struct Restore {
    Translator &t;
    Block &block;
    size_t open;
    ~Restore() {
      t.builder.setBlock(block);
      t.openLoops_.resize(open);
    }
  } restoreBlock{*this, around, openLoops_.size()};

  std::set<size_t> carried; // by place among the variables
  std::set<const Cell *> handed;
  while (true) {
    std::vector<Value *> operands =
        shape.go ? std::vector{shape.go} : std::vector{shape.begin, shape.end};
    for (size_t i : carried)
      operands.push_back(cells_[i].value ? cells_[i].value : undefined(cells_[i]));
    Attributes attrs;
    if (!shape.go)
      attrs.integer = shape.step;
    attrs.states = shape.states;
    Operation *op = builder.createMany(shape.go ? Op::While : Op::For, {}, operands, attrs);
    Block *block = builder.function().addBlock(*op);
    Value *counter = builder.function().addBlockArgument(*block, shape.counter, shape.name);
    builder.setBlock(*block);
    // Until its end is known, nothing is assumed of what an iteration hands on.
    if (shape.go)
      block->yields.push_back(builder.createTyped(Op::Undefined, Type::boolean(), {}));
    std::vector<Value *> at0;
    for (size_t i : carried) {
      cells_[i].value = builder.function().addBlockArgument(*block, cells_[i].type, cells_[i].name);
      owners_[cells_[i].value] = &cells_[i];
      block->yields.push_back(undefined(cells_[i]));
    }
    const size_t provisional = block->operations.size();
    for (const Cell &cell : cells_)
      at0.push_back(cell.value);

    at->dead = false;
    const size_t reads = guardedReads_.size();
    const size_t found = retargeted.size();
    handovers.begin(handed);
    const Handovers begun = handovers;
    openLoops_.push_back({block, outer});
    Value *goOn = body(counter);
    openLoops_.pop_back();
    at->dead = false;

    // Pointers stood for less than they may point to.
    bool again = std::any_of(retargeted.begin() + static_cast<long>(found), retargeted.end(),
                             [&](const Block *declared) { return encloses(declared, &around); });
    std::vector<size_t> empty;
    const std::set<const Cell *> handing = handovers.since(begun);
    for (size_t i = 0; i < cells_.size(); ++i) {
      Cell &cell = cells_[i];
      if (!isOuter(i, outer))
        continue;
      again |= handing.count(&cell) && handed.insert(&cell).second;
      const Value *first = i < at0.size() ? at0[i] : nullptr;
      if (!cell.value)
        cell.value = const_cast<Value *>(first);
      if (differ(cell.value, first) && carried.insert(i).second) {
        checkCarried(cell);
        again = true;
      }
      if (cell.readEmpty && i < before.values.size() && !before.values[i] && carried.count(i)) {
        empty.push_back(i); // parts of it are written: it begins with its memory
        again = true;
      }
    }
    if (again) {
      guardedReads_.resize(reads);
    } else {
      checkGuardedReads(reads);
      handovers.end(begun, before.handovers);
      block->yields.clear();
      if (goOn)
        block->yields.push_back(goOn);
      for (size_t i : carried)
        block->yields.push_back(cells_[i].value);
      block->operations.erase(block->operations.begin(),
                              block->operations.begin() + static_cast<long>(provisional));
      builder.setBlock(around);
      if (shape.go)
        builder.function().addResult(*op, Type::index());
      for (size_t i : carried) {
        Cell &cell = cells_[i];
        cell.value = builder.function().addResult(*op, cell.type);
        cell.value->name = cell.name;
        owners_[cell.value] = &cell;
      }
      endBlock(outer);
      return op;
    }
    builder.setBlock(around);
    restore(before);
    forgetTargets(*this, targetsBefore, &around);
    around.operations.resize(operationsBefore);
    for (size_t i : empty) {
      cellValue(cells_[i], cells_[i].loc);
      before.values[i] = cells_[i].value;
    }
    operationsBefore = around.operations.size();
  }
}

Value *Translator::iteration(const Stmt *s, Translation body) {
  Jumps jumps;
  jumps.outer = frame->jumps;
  if (mayBreak(s))
    jumps.broke = newFlag("broke");
  if (mayContinue(s))
    jumps.continued = newFlag("continued");
  if (frame->returned && mayReturn(s))
    frame->returned->value = builder.boolean(false);
  frame->jumps = &jumps;
  body();
  frame->jumps = jumps.outer;
  frame->dead = false;
  Value *left = nullptr;
  for (const Cell *flag : {jumps.broke, frame->returned})
    if (flag && knownBool(flag->value) != false)
      left = left ? op(Op::Or, {left, flag->value}) : flag->value;
  return left;
}

namespace {

/// An integer that the header of a loop declares, which is gone behind the loop.
bool isOwnCounter(const Expr *e, const Stmt *loop) {
  auto *ref = dyn_cast<DeclRefExpr>(e->IgnoreParenImpCasts());
  auto *header = dyn_cast<ForStmt>(loop);
  auto *own = header ? dyn_cast_or_null<DeclStmt>(header->getInit()) : nullptr;
  return ref && own && ref->getDecl()->getType()->isIntegerType() && llvm::is_contained(own->decls(), ref->getDecl());
}

/// Counts, and nothing else that is seen behind the loop: `++i`, `i += 2`, `++i, --j`.
bool isCount(const Expr *e, const Stmt *loop) {
  e = e->IgnoreParenImpCasts();
  if (auto *u = dyn_cast<UnaryOperator>(e))
    return u->isIncrementDecrementOp() && isOwnCounter(u->getSubExpr(), loop);
  auto *b = dyn_cast<BinaryOperator>(e);
  if (b && b->getOpcode() == BO_Comma)
    return isCount(b->getLHS(), loop) && isCount(b->getRHS(), loop);
  return b && b->isCompoundAssignmentOp() && isOwnCounter(b->getLHS(), loop) &&
         isa<IntegerLiteral>(b->getRHS()->IgnoreParenImpCasts());
}

} // namespace

void Translator::whileLoop(const WhileShape &shape) {
  bool constant = !shape.condition, holds = true;
  if (shape.condition && !shape.variable)
    constant = shape.condition->EvaluateAsBooleanCondition(holds, context);
  // The variable of a condition is one that every test sets.
  Cell *held = nullptr;
  if (auto type = shape.variable ? typeOf(shape.variable->getType()) : std::nullopt;
      type && !shape.variable->getType()->isReferenceType())
    held = newCell(shape.variable->getNameAsString(), *type, shape.variable->getLocation());
  auto test = [&]() -> Value * {
    if (constant)
      return builder.boolean(holds);
    if (shape.variable) {
      declare(shape.variable);
      Binding &declared = frame->bindings[shape.variable];
      if (held && declared.kind == Binding::Variable) {
        setCell(*held, declared.cell->value, shape.variable->getSourceRange());
        declared = Binding::variable(held);
      }
    }
    return condition(shape.condition);
  };
  if (constant && !holds && shape.conditionFirst)
    return;
  LoopShape form;
  form.states = statesOf(shape.loop);
  form.go = shape.conditionFirst ? test() : builder.boolean(true);
  loop(form, [&](Value *) -> Value * {
    Value *left = iteration(shape.body, [&] {
      if (shape.item)
        declare(shape.item);
      substatement(shape.body, shape.beforeBody);
    });
    auto next = [&]() -> Value * {
      if (shape.increment)
        effect(shape.increment);
      return test();
    };
    if (!left)
      return next();
    if (shape.increment && isCount(shape.increment, shape.loop)) {
      effect(shape.increment); // nobody reads it where the loop is left
      return shortCircuit(true, negation(left), test);
    }
    if (!shape.increment)
      return shortCircuit(true, negation(left), test);
    return choose(negation(left), Type::boolean(), next, [&] { return builder.boolean(false); });
  });
  // An endless loop is left by its breaks; behind one without, nothing is reached.
  frame->dead = constant && holds && !mayBreak(shape.body);
}

// Counted loops.

namespace {

/// for (T i = begin; i < bound; i += step) and its relatives.
struct Header {
  const VarDecl *variable = nullptr;
  const Expr *start = nullptr, *bound = nullptr;
  BinaryOperatorKind test = BO_LT; ///< with the variable on the left
  int64_t step = 0;
  bool inTest = false; ///< i-- > bound: the test counts
  int64_t ahead = 0;   ///< i + ahead < bound
};

const Expr *plain(const Expr *e) { return e->IgnoreParenImpCasts(); }

bool names(const Expr *e, const VarDecl *variable) {
  auto *ref = dyn_cast<DeclRefExpr>(plain(e));
  return ref && ref->getDecl() == variable;
}

std::optional<int64_t> literal(const Expr *e, const ASTContext &context);

/// The variable, or with something small added to it that cannot wrap around: `i + 1`.
bool namesAhead(const Expr *e, const VarDecl *variable, const ASTContext &context, int64_t &ahead) {
  ahead = 0;
  if (names(e, variable))
    return true;
  auto *sum = dyn_cast<BinaryOperator>(plain(e));
  if (!sum || !sum->isAdditiveOp() || !sum->getType()->isSignedIntegerType() || !names(sum->getLHS(), variable))
    return false;
  auto n = literal(sum->getRHS(), context);
  if (!n || std::abs(*n) > 1 << 20)
    return false;
  ahead = sum->getOpcode() == BO_Sub ? -*n : *n;
  return true;
}

std::optional<int64_t> literal(const Expr *e, const ASTContext &context) {
  Expr::EvalResult result;
  if (e->isValueDependent() || !e->EvaluateAsInt(result, context) || result.HasSideEffects ||
      !result.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return result.Val.getInt().getExtValue();
}

/// By how much an increment changes the variable; nothing where that is no constant.
std::optional<int64_t> stepOf(const Expr *e, const VarDecl *variable, const ASTContext &context) {
  e = plain(e);
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp())
    return names(u->getSubExpr(), variable) ? std::optional<int64_t>(u->isIncrementOp() ? 1 : -1)
                                            : std::nullopt;
  auto *b = dyn_cast<BinaryOperator>(e);
  if (!b || !names(b->getLHS(), variable))
    return std::nullopt;
  const Expr *amount = b->getRHS();
  bool negative = b->getOpcode() == BO_SubAssign;
  if (b->getOpcode() == BO_Assign) { // i = i + 2
    auto *sum = dyn_cast<BinaryOperator>(plain(b->getRHS()));
    if (!sum || !sum->isAdditiveOp() || !names(sum->getLHS(), variable))
      return std::nullopt;
    amount = sum->getRHS();
    negative = sum->getOpcode() == BO_Sub;
  } else if (b->getOpcode() != BO_AddAssign && !negative) {
    return std::nullopt;
  }
  auto n = literal(amount, context);
  if (!n || *n == 0 || std::abs(*n) > 1 << 20)
    return std::nullopt;
  return negative ? -*n : *n;
}

BinaryOperatorKind mirrored(BinaryOperatorKind kind) {
  switch (kind) {
  case BO_LT:
    return BO_GT;
  case BO_LE:
    return BO_GE;
  case BO_GT:
    return BO_LT;
  case BO_GE:
    return BO_LE;
  default:
    return kind;
  }
}

std::optional<Header> headerOf(const ForStmt *s, const ASTContext &context) {
  auto *declaration = dyn_cast_or_null<DeclStmt>(s->getInit());
  if (!declaration || !s->getCond() || s->getConditionVariable())
    return std::nullopt;
  const Expr *condition = plain(s->getCond());
  auto *test = dyn_cast<BinaryOperator>(condition);
  Header header;
  const Expr *counted = test && test->isComparisonOp() ? test->getLHS() : condition;
  for (const Decl *d : declaration->decls()) {
    auto *variable = dyn_cast<VarDecl>(d);
    if (!variable || !variable->getInit() || !variable->getType()->isIntegerType() ||
        variable->getType()->isBooleanType() || variable->isStaticLocal())
      continue;
    // i-- > a, or i-- alone, which compares with zero.
    if (auto *u = dyn_cast<UnaryOperator>(plain(counted));
        u && u->getOpcode() == UO_PostDec && names(u->getSubExpr(), variable) && !s->getInc()) {
      const bool alone = counted == condition;
      if (!alone && test->getOpcode() != BO_GT && test->getOpcode() != BO_NE)
        return std::nullopt;
      header = {variable, variable->getInit(), alone ? nullptr : test->getRHS(), BO_GT, -1, true};
      return header;
    }
    if (!test || !test->isComparisonOp() || !s->getInc())
      continue;
    int64_t ahead = 0;
    const bool left = namesAhead(test->getLHS(), variable, context, ahead);
    if (!left && !namesAhead(test->getRHS(), variable, context, ahead))
      continue;
    auto step = stepOf(s->getInc(), variable, context);
    if (!step)
      return std::nullopt;
    header = {variable, variable->getInit(), left ? test->getRHS() : test->getLHS(),
              left ? test->getOpcode() : mirrored(test->getOpcode()), *step, false, ahead};
    const bool up = header.test == BO_LT || header.test == BO_LE;
    const bool down = header.test == BO_GT || header.test == BO_GE;
    const bool narrow = context.getTypeSize(variable->getType()) < 32; // it may wrap around
    if (header.test == BO_NE ? std::abs(*step) != 1 || narrow : up ? *step < 0 : !down || *step > 0)
      return std::nullopt;
    return header;
  }
  return std::nullopt;
}

/// A value that the tests of shapes ask for: v.size(), M.rows().
bool asksForShape(const CXXMemberCallExpr *e) {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee || !callee->getIdentifier())
    return false;
  StringRef name = callee->getName();
  return name == "size" || name == "rows" || name == "cols";
}

} // namespace

bool Translator::mayHaveChanged(const Binding &binding, const State &before, bool shapeOnly) {
  switch (binding.kind) {
  case Binding::Variable:
  case Binding::Reference: {
    const Cell *cell =
        binding.kind == Binding::Variable ? binding.cell : binding.place.cell;
    if (cell && cell->choice)
      return mayHaveChanged(Binding::reference(cell->choice->first), before, shapeOnly) ||
             mayHaveChanged(Binding::reference(cell->choice->second), before, shapeOnly);
    if (cell && cell->type.isList() && binding.kind == Binding::Reference)
      shapeOnly = false; // items have shapes of their own
    for (size_t i = 0; cell && i < before.values.size(); ++i)
      if (&cells_[i] == cell)
        return differ(cell->value, before.values[i]) &&
               !(shapeOnly && cell->value && before.values[i] &&
                 sameShape(cell->value, before.values[i]));
    return false;
  }
  case Binding::Expression:
    return within(binding.deferred,
                  [&](const Expr *init) { return mayHaveChanged(init, before); });
  case Binding::Object:
    return std::any_of(
        binding.object->parts.begin(), binding.object->parts.end(),
        [&](const Object::Part &part) { return mayHaveChanged(part.binding, before, shapeOnly); });
  case Binding::Pointer:
    if (const PointerVariable *variable = binding.pointer->variable.get())
      return mayHaveChanged(Binding::variable(variable->position), before, shapeOnly) ||
             mayHaveChanged(Binding::variable(variable->which), before, shapeOnly) ||
             llvm::any_of(variable->targets, [&](int target) {
               return mayHaveChanged(targets[static_cast<size_t>(target)].thing, before, shapeOnly);
             });
    return binding.pointer->pointee && mayHaveChanged(*binding.pointer->pointee, before, shapeOnly);
  case Binding::Workspace:
  case Binding::Closure:
    return true;
  }
  return true;
}

bool Translator::mayHaveChanged(const Expr *e, const State &before) {
  e = strip(e);
  if (auto *call = dyn_cast<CXXMemberCallExpr>(e); call && asksForShape(call)) {
    const Expr *object = strip(call->getImplicitObjectArgument());
    if (auto binding = bindingOf(object))
      return mayHaveChanged(*binding, before, true);
    if (isa<MemberExpr>(object)) {
      if (auto list = elementTypeOf(object->getType()) ? thing(object) : std::nullopt)
        return mayHaveChanged(*list, before, true);
      if (auto p = place(object))
        return mayHaveChanged(Binding::reference(*p), before, true);
    }
  }
  if (auto *ref = dyn_cast<DeclRefExpr>(e)) {
    auto binding = bindingOf(ref);
    return binding && mayHaveChanged(*binding, before, false);
  }
  if (isa<CXXThisExpr>(e))
    return !frame->self || mayHaveChanged(*frame->self, before, false);
  return std::any_of(e->child_begin(), e->child_end(), [&](const Stmt *child) {
    auto *sub = dyn_cast_or_null<Expr>(child);
    return sub && mayHaveChanged(sub, before);
  });
}

bool Translator::countedFor(const ForStmt *s) {
  auto header = headerOf(s, context);
  if (!header || mayBreak(s->getBody()) || mayReturn(s->getBody()) ||
      (header->bound && !isPure(header->bound)))
    return false;
  auto type = typeOf(header->variable->getType());
  if (!type || (header->bound && !typeOf(header->bound->getType())))
    return false;
  // Other variables of the header are declared as they stand.
  Value *start = nullptr;
  for (const Decl *d : llvm::cast<DeclStmt>(s->getInit())->decls()) {
    auto *variable = dyn_cast<VarDecl>(d);
    if (variable == header->variable)
      start = cast(scalar(header->start), *type);
    else if (variable)
      declare(variable);
  }
  Value *bound = header->bound ? scalar(header->bound) : builder.integer(0, *type);
  if (!bound->type.isInteger())
    return false;
  if (header->ahead != 0) {
    bound = cast(bound, *type);
    bound = header->ahead > 0 ? sub(bound, builder.integer(header->ahead, *type))
                              : add(bound, builder.integer(-header->ahead, *type));
  }
  const State before = save();

  LoopShape shape;
  shape.states = statesOf(s);
  shape.name = header->variable->getNameAsString();
  shape.counter = *type;
  shape.step = header->step < 0 ? -1 : 1;
  const bool inclusive = header->test == BO_LE || header->test == BO_GE;
  const bool counts = std::abs(header->step) == 1;
  auto one = [&] { return builder.integer(1, *type); };
  if (!counts) {
    // The k-th value of i is start + k step, for as many k as there are.
    const int64_t size = std::abs(header->step);
    Value *first = cast(start, Type::index()), *last = cast(bound, Type::index());
    Value *span = header->step > 0 ? sub(last, first) : sub(first, last);
    span = add(span, builder.integer(inclusive ? size : size - 1));
    shape.counter = Type::index();
    shape.name.clear();
    shape.step = 1;
    shape.begin = builder.integer(0);
    shape.end = op(Op::Div, {span, builder.integer(size)});
  } else if (header->step > 0) {
    shape.begin = start;
    shape.end = cast(bound, *type);
    if (inclusive)
      shape.end = add(shape.end, one());
  } else {
    shape.begin = cast(bound, *type);
    if (header->test != BO_GE && !header->inTest)
      shape.begin = add(shape.begin, one());
    shape.end = header->inTest ? start : add(start, one());
  }
  bool counterChanges = false;
  loop(shape, [&](Value *counter) -> Value * {
    Value *i = counter;
    if (!counts) {
      Value *steps = op(Op::Mul, {counter, builder.integer(std::abs(header->step))});
      i = cast(header->step > 0 ? add(cast(start, Type::index()), steps)
                                : sub(cast(start, Type::index()), steps),
               *type);
    }
    Cell *cell =
        newCell(header->variable->getNameAsString(), *type, header->variable->getLocation());
    cell->value = i;
    if (!counts && i->def && i->name.empty())
      i->name = cell->name;
    frame->bindings[header->variable] = Binding::variable(cell);
    iteration(s->getBody(), [&] { substatement(s->getBody(), s->getRParenLoc()); });
    counterChanges = counterChanges || cell->value != i;
    return nullptr;
  });
  return !counterChanges && !(header->bound && mayHaveChanged(header->bound, before));
}

void Translator::forStatement(const ForStmt *s) {
  if (alongNonzeros(s))
    return;
  Attempt attempt(*this);
  if (countedFor(s))
    return;
  attempt.undo();
  if (s->getInit())
    statement(s->getInit());
  whileLoop({s->getCond(), s->getConditionVariable(), s->getBody(), s->getInc(), true, s, s->getRParenLoc()});
}

} // namespace gateaux::frontend
