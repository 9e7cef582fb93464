// SPDX-License-Identifier: Apache-2.0
//
// Branches. Both arms are translated from the same state of all variables; a variable that they
// leave with different values holds a result of the If afterwards. A jump (return, break, continue)
// sets a bool, and what follows a statement that may have jumped stands in an If on that bool. Where
// one arm always jumps, what follows goes into the other arm instead.
#include "Jumps.h"
#include "Ranges.h"
#include "Translator.h"
#include "ir/Regions.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

std::optional<bool> knownBool(const Value *v) {
  if (v && v->def && v->def->kind == Op::Constant && v->type.isBool())
    return *v->def->attrs.integer != 0;
  return std::nullopt;
}

/// The type of what two arms give for a variable of a type.
Type joined(const Type &a, const Type &b, const Type &declared) {
  Type t = a;
  if (!a.dense)
    return t;
  if (a.rows != b.rows)
    t.rows = declared.rows;
  if (a.cols != b.cols)
    t.cols = declared.cols;
  if (a.rowMajor != b.rowMajor)
    t.rowMajor = declared.rowMajor;
  if (a.array != b.array)
    t.array = declared.array;
  return t;
}

bool isUndefined(const Value *v) { return v->def && v->def->kind == Op::Undefined; }

} // namespace

Translator::State Translator::save() const {
  State state;
  for (const Cell &cell : cells_) {
    state.values.push_back(cell.value);
    state.writes.push_back(cell.writes);
  }
  state.locals = locals.size();
  state.handovers = handovers;
  return state;
}

void Translator::restore(const State &state) {
  for (size_t i = 0; i < cells_.size(); ++i) {
    cells_[i].value = i < state.values.size() ? state.values[i] : nullptr;
    cells_[i].writes = i < state.writes.size() ? state.writes[i] : 0;
  }
  locals.resize(state.locals);
  handovers = state.handovers;
}

Translator::Attempt::Attempt(Translator &t)
    : before(t.save()), t_(t), operations_(t.builder.block().operations.size()), targets_(t.targets.size()), guarded_(t.guardedReads_.size()) {}

void Translator::Attempt::undo() {
  t_.restore(before);
  forgetTargets(t_, targets_, nullptr);
  t_.builder.block().operations.resize(operations_);
  t_.guardedReads_.resize(std::min(guarded_, t_.guardedReads_.size()));
}

void Translator::endBlock(size_t count) {
  for (size_t i = count; i < cells_.size(); ++i)
    if (!cells_[i].persistent)
      cells_[i].value = nullptr;
}

Value *Translator::undefined(const Cell &cell) {
  return builder.createTyped(Op::Undefined, cell.type, {});
}

bool Translator::isGuardedInLoop(const Cell &cell) {
  bool guarded = false;
  for (const Block *b = &builder.block(); b->owner; b = b->owner->block) {
    guarded = guarded || b->owner->kind == Op::If;
    if (!guarded)
      continue;
    for (const OpenLoop &open : openLoops_)
      if (open.body->owner == b->owner)
        for (size_t i = 0; i < open.outer; ++i)
          if (&cells_[i] == &cell)
            return true;
  }
  return false;
}

void Translator::checkGuardedReads(size_t first) {
  std::vector<GuardedRead> open;
  for (size_t i = first; i < guardedReads_.size(); ++i) {
    if (!isGuardedInLoop(*guardedReads_[i].cell))
      readTooEarly(*guardedReads_[i].cell, guardedReads_[i].range);
    open.push_back(guardedReads_[i]);
  }
  guardedReads_.resize(first);
  guardedReads_.insert(guardedReads_.end(), open.begin(), open.end());
}

void Translator::readTooEarly(const Cell &cell, SourceRange range) {
  fail(range, "'" + cell.name + "' is read before it is assigned",
       {{"'" + cell.name + "' is declared here", cell.loc}});
}

void Translator::branch(Value *condition, Translation yes, Translation no) {
  if (auto known = knownBool(condition)) {
    *known ? yes() : no();
    return;
  }
  Block &around = builder.block();
  Operation *op = builder.createMany(Op::If, {}, {condition});
  const size_t count = cells_.size();
  std::vector<Value *> before, after[2];
  const Handovers handedBefore = handovers;
  Handovers handed[2];
  for (const Cell &cell : cells_)
    before.push_back(cell.value);
  Frame *const at = frame;
  const bool deadBefore = at->dead;
  bool dead[2];
  struct Restore {
    Builder &builder;
    Block &block;
    ~Restore() { builder.setBlock(block); }
  } restoreBlock{builder, around};
  Block *blocks[2];
  for (int arm = 0; arm < 2; ++arm) {
    blocks[arm] = builder.function().addBlock(*op);
    builder.setBlock(*blocks[arm]);
    at->dead = deadBefore;
    arm == 0 ? yes() : no();
    dead[arm] = at->dead;
    endBlock(count);
    handed[arm] = std::exchange(handovers, handedBefore);
    for (size_t i = 0; i < cells_.size(); ++i) {
      after[arm].push_back(cells_[i].value);
      cells_[i].value = i < before.size() ? before[i] : nullptr;
    }
  }
  at->dead = dead[0] && dead[1];
  handovers = dead[0] ? handed[1] : dead[1] ? handed[0] : Handovers::joined(handed[0], handed[1]);
  after[0].resize(cells_.size(), nullptr);
  for (size_t i = 0; i < cells_.size(); ++i) {
    if (!isOuter(i, count))
      continue;
    Cell &cell = cells_[i];
    Value *values[2] = {after[0][i], after[1][i]};
    if (values[0] == values[1]) {
      cell.value = values[0];
      continue;
    }
    auto first = knownBool(values[0]), second = knownBool(values[1]);
    if (first && second) {
      builder.setBlock(around);
      cell.value = *first == *second ? builder.boolean(*first) : *first ? condition : nullptr;
      if (cell.value)
        continue;
    }
    for (int arm = 0; arm < 2; ++arm)
      if (!values[arm]) {
        builder.setBlock(*blocks[arm]);
        values[arm] = undefined(cell);
      }
    Type type = isUndefined(values[0])   ? values[1]->type
                : isUndefined(values[1]) ? values[0]->type
                                         : joined(values[0]->type, values[1]->type, cell.type);
    for (int arm = 0; arm < 2; ++arm)
      blocks[arm]->yields.push_back(values[arm]);
    checkCarried(cell);
    cell.value = builder.function().addResult(*op, type);
    cell.value->name = cell.name;
    owners_[cell.value] = &cell;
  }
  builder.setBlock(around);
  if (op->results.empty())
    std::erase_if(around.operations, [&](const auto &o) { return o.get() == op; });
}

Value *Translator::choose(Value *condition, std::optional<Type> type,
                          llvm::function_ref<Value *()> yes, llvm::function_ref<Value *()> no,
                          bool (*harmless)(const Operation &)) {
  std::set<const Value *> seen;
  const bool mayGuard = dependsOnIntegers(condition, seen);
  Cell *result = newCell("", type.value_or(Type::f64()), {});
  auto store = [&](Value *v) {
    if (!type)
      result->type = v->type;
    result->value = conform(v, result->type, failing);
  };
  branch(condition, [&] { store(yes()); }, [&] { store(no()); });
  Block &around = builder.block();
  Operation *op = result->value->def;
  const bool alone = op && op->kind == Op::If && op->results.size() == 1 && op->block == &around &&
                     around.operations.back().get() == op && op->operand(0) == condition;
  if (!alone || result->value->type.dense)
    return result->value;
  for (const auto &block : op->blocks)
    for (const auto &inner : block->operations)
      if (!(harmless ? harmless : isTame)(*inner) && !(inner->kind == Op::Element && !mayGuard))
        return result->value;
  // Both arms are harmless: evaluated always, and one of them selected.
  std::unique_ptr<Operation> taken = std::move(around.operations.back());
  around.operations.pop_back();
  for (const auto &block : taken->blocks)
    for (auto &inner : block->operations) {
      inner->block = &around;
      around.operations.push_back(std::move(inner));
    }
  return select(condition, taken->blocks[0]->yields[0], taken->blocks[1]->yields[0]);
}

Value *Translator::negation(Value *condition) {
  if (auto known = knownBool(condition))
    return builder.boolean(!*known);
  if (condition->def && condition->def->kind == Op::Not)
    return condition->def->operand(0);
  return op(Op::Not, {condition});
}

Value *Translator::shortCircuit(bool conjunction, Value *left, llvm::function_ref<Value *()> right) {
  if (auto known = knownBool(left))
    return *known == conjunction ? right() : left;
  Value *decided = nullptr;
  auto decides = [&] { return decided = builder.boolean(!conjunction); };
  Value *v = conjunction ? choose(left, Type::boolean(), right, decides, isTotal)
                         : choose(left, Type::boolean(), decides, right, isTotal);
  // A choice between the right side and what the left side decides is `and` or `or`.
  if (v->def && v->def->kind == Op::Select && v->def->operand(conjunction ? 2 : 1) == decided) {
    Value *other = v->def->operand(conjunction ? 1 : 2);
    builder.block().operations.pop_back();
    return op(conjunction ? Op::And : Op::Or, {left, other});
  }
  return v;
}

Value *Translator::condition(const Expr *e) {
  Value *v = scalar(e);
  return v->type.isBool() ? v : cast(v, Type::boolean());
}

// Jumps.

Cell *Translator::newFlag(const char *name) {
  Cell *flag = newCell(name, Type::boolean(), {});
  flag->value = builder.boolean(false);
  return flag;
}

void Translator::jump(Cell *flag) {
  if (flag)
    flag->value = builder.boolean(true);
  frame->dead = true;
}

namespace {

/// The bools of the jumps that may have been taken where a statement has ended.
std::vector<Cell *> flagsOf(const Frame &frame) {
  std::vector<Cell *> flags = {frame.returned};
  const Jumps *jumps = frame.jumps;
  if (jumps && !jumps->loop)
    flags.push_back(jumps->broke);
  while (jumps && !jumps->loop)
    jumps = jumps->outer;
  if (jumps) {
    flags.push_back(jumps->broke);
    flags.push_back(jumps->continued);
  }
  std::erase(flags, nullptr);
  return flags;
}

} // namespace

Value *Translator::jumped() {
  Value *any = nullptr;
  for (const Cell *flag : flagsOf(*frame))
    if (knownBool(flag->value) != false)
      any = any ? op(Op::Or, {any, flag->value}) : flag->value;
  return any;
}

void Translator::clearJumps() {
  for (Cell *flag : flagsOf(*frame))
    if (knownBool(flag->value) != false)
      flag->value = builder.boolean(false);
}

void Translator::continueWith(Rest rest) {
  if (frame->dead || rest.statements.empty())
    return;
  Value *left = jumped();
  if (!left) {
    statements(rest);
    return;
  }
  branch(
      negation(left),
      [&] {
        clearJumps();
        statements(rest);
      },
      [&] { frame->dead = true; });
}

void Translator::ifStatement(const IfStmt *s, Rest rest) {
  if (s->getInit())
    statement(s->getInit());
  if (s->getConditionVariable())
    declare(s->getConditionVariable());
  if (s->isConsteval())
    unsupported(SourceRange(s->getBeginLoc()), "'if consteval'");
  auto arm = [&](const Stmt *body) {
    substatement(body, body == s->getThen() ? s->getRParenLoc() : s->getElseLoc());
  };
  bool taken = false;
  if (!s->getConditionVariable() && s->getCond()->EvaluateAsBooleanCondition(taken, context)) {
    arm(taken ? s->getThen() : s->getElse());
    continueWith(rest);
    return;
  }
  Value *c = condition(s->getCond());
  const bool thenLeaves = alwaysJumps(s->getThen());
  const bool elseLeaves = s->getElse() && alwaysJumps(s->getElse());
  const bool restInside = thenLeaves != elseLeaves;
  branch(
      c,
      [&] {
        arm(s->getThen());
        if (restInside && elseLeaves)
          continueWith(rest);
      },
      [&] {
        arm(s->getElse());
        if (restInside && thenLeaves)
          continueWith(rest);
      });
  if (!restInside)
    continueWith(rest);
}

// Switch: a chain of branches, one for each group of labels. Where a group falls through, its
// branch goes on with the statements of the next one.

namespace {

struct Section {
  std::vector<const CaseStmt *> labels;
  bool isDefault = false;
  size_t first = 0; ///< among the statements of the body
};

} // namespace

void Translator::switchStatement(const SwitchStmt *s) {
  if (s->getInit())
    statement(s->getInit());
  if (s->getConditionVariable())
    declare(s->getConditionVariable());
  Value *on = scalar(s->getCond());
  auto *body = dyn_cast<CompoundStmt>(s->getBody());
  if (!body)
    unsupported(SourceRange(s->getBeginLoc()), "'switch' without a block");
  std::vector<const Stmt *> list;
  std::vector<Section> sections;
  for (const Stmt *child : body->body()) {
    bool labelled = false;
    while (auto *label = dyn_cast<SwitchCase>(child)) {
      if (!labelled)
        sections.push_back({{}, false, list.size()});
      labelled = true;
      if (auto *c = dyn_cast<CaseStmt>(label))
        sections.back().labels.push_back(c);
      else
        sections.back().isDefault = true;
      child = label->getSubStmt();
    }
    if (const Stmt *hidden = labelWithin(child))
      unsupported(SourceRange(hidden->getBeginLoc()), "'case' within a nested statement",
                  {{"write the labels in the block of the 'switch' itself", {}}});
    if (!sections.empty())
      list.push_back(child);
    else if (auto *declaration = dyn_cast<DeclStmt>(child))
      statement(declaration); // visible in all sections
  }
  Jumps jumps;
  jumps.loop = false;
  jumps.outer = frame->jumps;
  jumps.broke = newFlag("broke");
  auto run = [&](const Section &section) {
    frame->jumps = &jumps;
    llvm::ArrayRef<const Stmt *> statementsOf(list);
    statements({statementsOf.drop_front(section.first), body->getLBracLoc()});
    frame->jumps = jumps.outer;
    // A break ends the switch only.
    if (knownBool(jumps.broke->value) != false)
      frame->dead = false;
    jumps.broke->value = nullptr;
  };
  auto matches = [&](const Section &section) {
    Value *any = nullptr;
    for (const CaseStmt *label : section.labels) {
      auto number = [&](const Expr *e) { return cast(scalar(e), on->type); };
      Value *hit;
      if (label->getRHS())
        hit = op(Op::And, {compare(Predicate::Ge, on, number(label->getLHS())),
                           compare(Predicate::Le, on, number(label->getRHS()))});
      else
        hit = compare(Predicate::Eq, on, number(label->getLHS()));
      any = any ? op(Op::Or, {any, hit}) : hit;
    }
    return any;
  };
  const Section *otherwise = nullptr;
  for (const Section &section : sections)
    if (section.isDefault)
      otherwise = &section;
  // The sections with labels in order; then the default one, wherever it stands.
  auto chain = [&](auto &self, size_t i) -> void {
    while (i < sections.size() && sections[i].isDefault)
      ++i;
    if (i == sections.size()) {
      if (otherwise)
        run(*otherwise);
      return;
    }
    branch(matches(sections[i]), [&] { run(sections[i]); }, [&] { self(self, i + 1); });
  };
  chain(chain, 0);
  jumps.broke->value = nullptr;
}

} // namespace gateaux::frontend
