// SPDX-License-Identifier: Apache-2.0
//
// Which values are stored. Decisions are taken from the last operation to the first, so that the
// needs of all users of a value are known.
#include "Plan.h"

#include "../ir/Regions.h"
#include "../ir/Shapes.h"

#include <algorithm>
#include <stdexcept>

namespace gateaux::emit {

using ir::Axis;
using ir::Op;
using ir::Operation;
using ir::Stage;
using ir::Value;

namespace {

/// The largest formula that is written as one expression, in operations.
constexpr unsigned kLargest = 16;
/// The largest coefficient-wise formula that is computed anew at each use instead of being stored.
constexpr unsigned kCheap = 2;
/// What a function like exp counts for: more than kCheap.
constexpr unsigned kExpensive = 3;

bool isFree(Op op) {
  switch (op) {
  case Op::Constant: case Op::Identity: case Op::Rows: case Op::Cols: case Op::Broadcast:
  case Op::Transpose: case Op::Slice: case Op::Element: case Op::Diagonal: case Op::Diag:
  case Op::StopGradient:
  case Op::Reverse: case Op::Sequence: case Op::Positions:
    return true;
  default:
    return false;
  }
}

bool isCheap(Op op) {
  switch (op) {
  case Op::Add: case Op::Sub: case Op::Neg: case Op::Mul: case Op::Square: case Op::Compare:
  case Op::And: case Op::Or: case Op::Not: case Op::Cast: case Op::Abs: case Op::Sign:
    return true;
  default:
    return false;
  }
}

} // namespace

bool isStrided(const Operation &op) {
  const bool gathers = op.kind == Op::Gather || op.kind == Op::Put || op.kind == Op::Scatter;
  return gathers && op.operand(1)->def && op.operand(1)->def->kind == Op::Positions;
}

bool isView(const Operation &op) {
  return op.kind == Op::Transpose || op.kind == Op::Slice || op.kind == Op::Diagonal || op.kind == Op::Reverse ||
         op.kind == Op::StopGradient || (op.kind == Op::Gather && isStrided(op));
}

Plan::Plan(const ir::Function &function, const std::vector<Part> &parts)
    : function_(function), parts_(parts) {
  for (const ir::Parameter &p : function.parameters)
    names_.insert(p.name);
  names_.insert({"ws", "workspace", "double", "float", "int", "auto", "const", "return"});
  number(function.body);
  for (const ir::Output &output : function.outputs)
    if (const ir::Parameter::Leaf *leaf = output.path.empty() ? nullptr : leafAt(output.path))
      if (leaf->value && leaf->value != output.value)
        written_[leaf->value] = output.path;
  countUses();
  for (unsigned part = 1; part < parts_.size(); ++part)
    for (unsigned i : parts_[part].parameters)
      for (const auto &leaf : function_.parameters[i].leaves)
        if (leaf.value)
          argumentPart_[leaf.value] = part;
  assignParts(function.body, nullptr);
  decide(function.body);
  computeLastReads();
  assignStorage();
}

void Plan::number(const ir::Block &block) {
  range_[&block].first = positions_++;
  for (const auto &op : block.operations) {
    position_[op.get()] = positions_++;
    for (const auto &inner : op->blocks)
      number(*inner);
  }
  range_[&block].second = positions_++;
}

void Plan::countUses() {
  countUses(function_.body);
  for (unsigned i = 0; i < function_.outputs.size(); ++i)
    uses_[function_.outputs[i].value].push_back({nullptr, i});
}

void Plan::countUses(const ir::Block &block) {
  for (const auto &op : block.operations) {
    for (unsigned i = 0; i < op->operands.size(); ++i)
      if (op->kind != Op::ResizeList || i != 1) // what its length has been is not written
        uses_[op->operands[i]].push_back({op.get(), i});
    for (const auto &inner : op->blocks) {
      countUses(*inner);
      for (unsigned i = 0; i < inner->yields.size(); ++i)
        uses_[inner->yields[i]].push_back({op.get(), i, inner.get()});
    }
    for (const Value *r : op->results)
      uses_[r];
  }
}

unsigned Plan::partOfOutput(const ir::Output &output) const {
  if (output.path.empty())
    return 0;
  for (unsigned part = 0; part < parts_.size(); ++part)
    for (unsigned i : parts_[part].parameters)
      for (const auto &leaf : function_.parameters[i].leaves)
        if (leaf.path == output.path)
          return part;
  return 0;
}

/// An operation belongs to the first part unless it depends on a parameter of a later one. What is
/// inside a loop or condition belongs where that does.
void Plan::assignParts(const ir::Block &block, const unsigned *of) {
  for (const auto &op : block.operations) {
    unsigned part = of ? *of : 0;
    auto look = [&](const Value *v) {
      unsigned found = 0;
      if (v->def)
        found = part_.count(v->def) ? part_.at(v->def) : 0;
      else if (auto it = argumentPart_.find(v); it != argumentPart_.end())
        found = it->second;
      part = std::max(part, found);
    };
    for (const Value *v : op->operands)
      look(v);
    if (!op->blocks.empty())
      for (const Value *v : ir::captured(*op))
        look(v);
    part_[op.get()] = part;
    for (const auto &inner : op->blocks)
      assignParts(*inner, &part);
  }
}

/// True where the expression for `v` reads an argument that holds a result in the end, other than
/// that at the path `own`: it must be evaluated before the results are written.
bool Plan::readsWritten(const Value *v, const std::string &own) const {
  if (!v->def) {
    auto it = written_.find(v);
    return it != written_.end() && it->second != own;
  }
  if (stored_.count(v) || v->def->kind == Op::Rows || v->def->kind == Op::Cols)
    return false;
  for (const Value *x : v->def->operands)
    if (readsWritten(x, own))
      return true;
  return false;
}

void Plan::require(const Value *v) {
  while (v->def && isView(*v->def) && !stored_.count(v))
    v = v->def->operand(0);
  if (v->def && !v->type.isSequence() && !isFactorMember(v->def->kind))
    required_.insert(v);
}

/// A factor of a product may be a stored value or a view of one, and a vector may be negated or
/// scaled: Eigen's kernels take these as they are.
void Plan::requireFactor(const Value *v) {
  while (v->def) {
    const Operation &op = *v->def;
    if (isView(op) || (op.kind == Op::Neg && v->type.isVector()))
      v = op.operand(0);
    else if (op.kind == Op::Mul && !op.operand(0)->type.dense && v->type.isVector())
      v = op.operand(1);
    else if (op.kind == Op::Diag)
      return require(op.operand(0));
    else
      break;
  }
  require(v);
}

void Plan::requireOperands(const Operation &op) {
  switch (op.kind) {
  case Op::Matmul:
    requireFactor(op.operand(0));
    requireFactor(op.operand(1));
    return;
  case Op::SparseProduct: case Op::SparseTransposedProduct: case Op::SparseOuter:
    for (const Value *x : {op.operand(1), op.operand(2)})
      if (isProduct(op.kind) && x == op.operand(1) && x->def)
        required_.insert(x); // nonzeros lie side by side
      else
        require(x);
    return;
  case Op::Broadcast:
    if (op.operand(0)->type.dense)
      require(op.operand(0));
    return;
  case Op::Rows: case Op::Cols: {
    // The length of a diagonal follows from the extents of the matrix.
    const Value *x = op.operand(0);
    if (!(x->def && x->def->kind == Op::Diagonal))
      require(x);
    return;
  }
  case Op::Diag: {
    // What is added to a diagonal may be a formula.
    const std::vector<Use> &uses = uses_.at(op.result());
    if (uses.size() == 1 && uses[0].op && !stored_.count(op.result()) &&
        (uses[0].op->kind == Op::Add || uses[0].op->kind == Op::Accumulate))
      return;
    return require(op.operand(0));
  }
  case Op::Slice: case Op::Element: case Op::Diagonal:
  case Op::Sized: case Op::Reshape: case Op::ProdOthers: case Op::ArgMax: case Op::ArgMin:
    return require(op.operand(0));
  case Op::Gather:
    require(op.operand(0));
    break;
  case Op::Update: case Op::Accumulate: case Op::Put: case Op::Scatter: {
    // A scalar repeated is filled in where the result is to stand.
    const Value *x = op.operand(0);
    if (!(x->def && x->def->kind == Op::Broadcast && !x->def->operand(0)->type.dense))
      require(x);
    break;
  }
  case Op::Invoke:
    for (size_t i = 0; i < op.operands.size(); ++i)
      if (const Value *x = op.operands[i]; x->type.dense && x->def) {
        required_.insert(x);
        passed_.emplace(x, op.attrs.callee->arguments()[i]->type);
      }
    return;
  case Op::Pick:
    require(op.operand(0));
    if (op.operand(1)->type.dense)
      require(op.operand(1));
    return;
  case Op::ProdPairs:
    require(op.operand(0));
    return require(op.operand(1));
  case Op::Unpick:
    if (op.operand(0)->type.dense)
      require(op.operand(0));
    if (op.operand(1)->type.dense)
      require(op.operand(1));
    return;
  default:
    return requireLinearAlgebra(op);
  }
  // Indices are held in variables, but for those that form a sequence.
  if (op.kind == Op::Gather || op.kind == Op::Put || op.kind == Op::Scatter)
    for (const Value *v : {op.operand(1), op.operand(2)})
      if (v->def && v->def->kind != Op::Sequence && v->def->kind != Op::Positions)
        require(v);
}

/// The number of operations of the expression that `v` is written as; 0 where it is a variable.
unsigned Plan::size(const Value *v) const {
  if (!v->def || stored_.count(v) || (v->type.dense && (v->def->kind == Op::Recall || v->def->kind == Op::Item)))
    return 0;
  unsigned n = isFree(v->def->kind) ? 0 : isCheap(v->def->kind) ? 1 : kExpensive;
  // Operands come before their users, and are not decided yet: what an undecided single use would
  // be written as.
  for (const Value *x : v->def->operands)
    if (x->def && !required_.count(x) && (x->type.dense || !v->type.dense) &&
        (uses_.at(x).size() == 1 || isFree(x->def->kind)))
      n += size(x);
  return n;
}

void Plan::requireExtents(const Value *v) {
  if (!v->type.dense || v->type.isSequence() || v->type.isList())
    return;
  for (int axis = 0; axis < 2; ++axis) {
    ir::Extent e = ir::extent(v, axis);
    if (e.kind == ir::Extent::OfValue && e.value != v &&
        !(e.value->def && e.value->def->kind == Op::Diagonal))
      require(e.value);
    // Each part that declares the variable names its extents.
    if (e.kind == ir::Extent::Integer && e.value->def && v->def && parts_.size() > 1) {
      auto &named = extentIn_[e.value];
      named.insert(part_.at(v->def));
      if (crosses(v))
        for (unsigned part = 0; part < parts_.size(); ++part)
          named.insert(part);
    }
  }
}

void Plan::decide(const ir::Block &block) {
  auto &operations = block.operations;
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    const Operation &op = **it;
    if (ir::isStructured(op.kind)) {
      decideRegion(op);
      continue;
    }
    if (op.kind == Op::Undefined || op.result()->type.isSequence())
      continue;
    if (op.result()->type.isList()) {
      decideList(op);
      continue;
    }
    bool store = (op.kind == Op::Recall || op.kind == Op::Item) && op.result()->type.dense ? true
                 : op.result()->type.dense                        ? decideDense(op)
                                                                  : decideScalar(op);
    if (store) {
      stored_.insert(op.result());
      requireExtents(op.result());
    } else if (op.result()->type.dense && uses_.at(op.result()).size() > 1) {
      // A formula that is written more than once has its numbers computed before.
      for (const Value *x : op.operands)
        if (!x->type.dense && x->type.isReal() && size(x) >= kExpensive)
          required_.insert(x);
    }
    requireOperands(op);
  }
}

/// What goes out of a block is a variable, unless it is a constant.
void Plan::decideRegion(const Operation &op) {
  for (const Value *r : op.results)
    if (!r->type.isSequence()) {
      stored_.insert(r);
      requireExtents(r);
    }
  auto constant = [](const Value *v) {
    if (!v->def || isZeroList(v))
      return true;
    const Operation *c = v->def->kind == Op::Broadcast ? v->def->operand(0)->def : v->def;
    return c && (c->kind == Op::Constant || c->kind == Op::Undefined);
  };
  for (size_t i = ir::isLoop(op.kind) ? ir::Loop(op).firstInitial() : 0; i < op.operands.size(); ++i)
    if (ir::isLoop(op.kind) && op.operands[i]->type.dense && !constant(op.operands[i]))
      require(op.operands[i]);
  for (auto it = op.blocks.rbegin(); it != op.blocks.rend(); ++it) {
    const ir::Block &block = **it;
    for (size_t i = 0; i < block.yields.size(); ++i)
      if (const Value *v = block.yields[i]; !constant(v) && !v->type.isSequence())
        required_.insert(v);
    decide(block);
  }
}

/// True where `user` is in a loop that `v` is defined outside of: it runs many times.
bool Plan::inLoop(const Value *v, const Operation *user) const {
  const ir::Block *home = ir::blockOf(v);
  for (const ir::Block *b = user->block; b && b != home; b = b->owner ? b->owner->block : nullptr)
    if (b->owner && ir::isLoop(b->owner->kind))
      return true;
  return false;
}

bool Plan::decideDense(const Operation &op) {
  const Value *v = op.result();
  const std::vector<Use> &uses = uses_.at(v);
  if (required_.count(v) || op.kind == Op::Invoke || op.kind == Op::Written)
    return true;
  bool onlyOutputs = std::all_of(uses.begin(), uses.end(), [](const Use &u) { return !u.op; });
  if (onlyOutputs && op.kind == Op::Broadcast && !op.operand(0)->type.dense &&
      !readsWritten(v, std::string()))
    return false; // a parameter is filled at the end
  bool repeated = false;
  for (const Use &use : uses) {
    if (!use.op)
      return true;
    if (ir::isStructured(use.op->kind) && !(op.kind == Op::Broadcast && !op.operand(0)->type.dense))
      return true;
    repeated = repeated || inLoop(v, use.op);
  }
  switch (op.kind) {
  case Op::Slice:
    return isMapOfParameter(op) || isOverwrittenAfter(op);
  case Op::Reshape:
    return !isColumnOfStored(op) || isOverwrittenAfter(op);
  case Op::Transpose: case Op::Broadcast: case Op::Diagonal: case Op::Identity:
  case Op::Reverse: case Op::Sequence: case Op::Positions:
    return false;
  case Op::Gather:
    return !isStrided(op) || isOverwrittenAfter(op);
  case Op::StopGradient: {
    // What is computed for it alone is stored behind it.
    const Value *x = op.operand(0);
    if (x->def && ir::info(x->def->kind).is(ir::cwise) && uses_.at(x).size() == 1)
      return true;
    require(x);
    return false;
  }
  case Op::Diag:
    return !std::all_of(uses.begin(), uses.end(), [&](const Use &use) {
      // As a factor, or added to the diagonal of something stored.
      return use.op->kind == Op::Matmul || (uses.size() == 1 && use.op->kind == Op::Accumulate) ||
             (uses.size() == 1 && use.op->kind == Op::Add && stored_.count(use.op->result()) &&
              !use.op->result()->type.isFixed());
    });
  case Op::Triangle:
    return !isTriangleTerm(uses);
  case Op::Matmul: case Op::SparseProduct: case Op::SparseTransposedProduct: {
    // The second half of a stored sum is accumulated where the sum is stored.
    if (uses.size() != 1 || crosses(v))
      return true;
    Op user = uses[0].op->kind;
    return !addsToItem(uses[0].op->result()) && user != Op::AddItem && !((user == Op::Add || user == Op::Sub) && stored_.count(uses[0].op->result()));
  }
  case Op::Sum: {
    // A sum of rows or columns that goes into one more vector.
    const Operation *user = uses[0].op;
    return !(uses.size() == 1 && !crosses(v) && ir::info(user->kind).is(ir::cwise) &&
             user->result()->type.isVector());
  }
  default:
    break;
  }
  if (isFactorMember(op.kind))
    return false;
  if (op.kind == Op::MatrixL)
    return !std::all_of(uses.begin(), uses.end(), [&](const Use &use) { return viewsTriangle(use); });
  if (!ir::info(op.kind).is(ir::cwise))
    return true;
  // A sum of two products is accumulated where it is stored.
  auto product = [&](const Value *x) {
    return x->def && isProduct(x->def->kind) && uses_.at(x).size() == 1 && x->type.dense &&
           !crosses(x) && !required_.count(x);
  };
  if ((op.kind == Op::Add || op.kind == Op::Sub) && product(op.operand(0)) &&
      product(op.operand(1)))
    return !addsToItem(v);
  // So is one with a triangle.
  for (const Value *x : op.operands)
    if ((op.kind == Op::Add || op.kind == Op::Sub) && x->def && x->def->kind == Op::Triangle &&
        uses_.at(x).size() == 1 && !crosses(x) && !required_.count(x))
      return true;
  bool factor = false;
  for (const Use &use : uses)
    factor = factor || use.op->kind == Op::Matmul;
  // Eigen's kernels take a scaled vector as it is. A scaled matrix they evaluate into memory from the
  // heap when it has a single column.
  if (factor)
    return !(v->type.isVector() &&
             (op.kind == Op::Neg || (op.kind == Op::Mul && !op.operand(0)->type.dense)));
  if (repeated)
    return true;
  if (uses.size() > 1 || crosses(v))
    return size(v) > kCheap;
  return size(v) > kLargest;
}

/// True where the variable that `read` takes a part of may be overwritten right after.
bool Plan::isOverwrittenAfter(const Operation &read) const {
  const bool list = read.operand(0)->type.isList();
  for (const Use &use : uses_.at(read.operand(0)))
    if (list && use.op && !use.yields && position_.at(use.op) > position_.at(&read) &&
        (ir::isStructured(use.op->kind) || (use.index == 0 && changesList(use.op->kind))))
      return true;
    else if (use.op && !use.yields && use.index == 0 && position_.at(use.op) > position_.at(&read) &&
        (use.op->kind == Op::Update || use.op->kind == Op::Accumulate || use.op->kind == Op::Put ||
         use.op->kind == Op::Scatter))
      return true;
  return false;
}

bool Plan::decideScalar(const Operation &op) {
  const Value *v = op.result();
  const std::vector<Use> &uses = uses_.at(v);
  if (op.kind == Op::Rows && op.operand(0)->type.isList())
    return isOverwrittenAfter(op);
  if (op.kind == Op::Constant || op.kind == Op::Rows || op.kind == Op::Cols ||
      (op.kind == Op::Invoke && op.attrs.callee->notation == ir::Notation::Member))
    return false;
  if (op.kind == Op::Invoke || op.kind == Op::Written)
    return true;
  if (required_.count(v))
    return true;
  // A loop's counter in another type is the counter.
  if (op.kind == Op::Cast && v->type.isInteger() && v->name.empty() && op.operand(0)->isArgument() &&
      op.operand(0)->index == 0 && op.operand(0)->block->owner)
    return false;
  if (uses.empty())
    return false; // what its users are does not need it to be written
  for (const Use &use : uses)
    if (use.op && inLoop(v, use.op) && size(v) > 0)
      return true;
  if (crosses(v))
    return size(v) > 0;
  bool output = std::any_of(uses.begin(), uses.end(), [](const Use &u) { return !u.op; });
  if (output && !stored_.empty() && size(v) > 0)
    return true; // not at the end, where its operands would have to live on
  if (output && uses.size() == 1)
    return readsWritten(v, function_.outputs[uses[0].index].path);
  if (!v->name.empty())
    return true;
  if (op.kind == Op::Element || op.kind == Op::Item ||
      (op.kind == Op::Recall && op.operand(0)->type.isList()))
    return isOverwrittenAfter(op);
  if (uses.size() > 1)
    return size(v) > 1;
  return size(v) > kLargest / 2;
}

const Storage *Plan::storageOf(const Value *v) const {
  auto it = storage_.find(v);
  return it == storage_.end() ? nullptr : it->second;
}

std::vector<const Storage *> Plan::variables() const {
  std::vector<const Storage *> variables;
  for (const Storage &s : all_)
    if (s.where != Storage::Parameter)
      variables.push_back(&s);
  return variables;
}

std::vector<const Storage *> Plan::crossingTo(unsigned part) const {
  std::vector<const Storage *> crossing;
  for (const Storage &s : all_)
    if (crossing_.count({part, &s}))
      crossing.push_back(&s);
  return crossing;
}

std::vector<const Storage *> Plan::keptBefore(unsigned part) const {
  std::vector<const Storage *> kept;
  std::set<std::string> own; // names are used again
  for (const Storage &s : all_) {
    if (!s.first || !s.first->def)
      continue;
    const bool memory = s.where == Storage::Buffer || s.where == Storage::Member || s.where == Storage::List;
    if (partOf(*s.first->def) >= part)
      own.insert(s.name);
    else if (memory)
      kept.push_back(&s);
  }
  kept.erase(std::remove_if(kept.begin(), kept.end(), [&](const Storage *s) { return own.count(s->name) != 0; }), kept.end());
  return kept;
}

Plan::Yielded Plan::yieldedTo(const Value *v) const {
  for (const Use &use : uses_.at(v))
    if (use.yields)
      return {use.op, use.op->results[use.index]};
  throw std::logic_error("a sequence without a place");
}

bool Plan::counts(const Operation &op) const {
  const ir::Loop loop(op);
  return loop.kept() > 0 || uses_.count(loop.counter()) ||
         (!loop.isFor() && !uses_.at(loop.count()).empty());
}

std::vector<const Value *> Plan::saved() const {
  std::vector<const Value *> saved;
  std::unordered_set<const Value *> readInReverse;
  auto note = [&](const Operation &op, bool reverse) {
    if (!reverse || op.kind == Op::Rows || op.kind == Op::Cols)
      return;
    readInReverse.insert(op.operands.begin(), op.operands.end());
    for (const Value *v : ir::captured(op))
      readInReverse.insert(v);
  };
  auto &operations = function_.body.operations;
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    const Operation &op = **it;
    bool inlined = op.blocks.empty() && !storageOf(op.result());
    note(op, op.stage == Stage::Adjoint || (inlined && readInReverse.count(op.result())));
  }
  ir::forEachOperation(function_.body, [&](const Operation &op) {
    for (const Value *v : op.results) {
      const Storage *s = storageOf(v);
      if (!s || partOf(op) != 0 || op.stage == Stage::Adjoint)
        continue;
      if (s->where == Storage::Sequence ? !s->of && s->first == v
                                        : op.block == &function_.body && v->type.dense &&
                                              !v->type.isFixed() && readInReverse.count(v))
        saved.push_back(v);
    }
  });
  return saved;
}

} // namespace gateaux::emit
