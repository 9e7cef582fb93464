// SPDX-License-Identifier: Apache-2.0
//
// Which values are stored. Decisions are taken from the last operation to the first, so that the
// needs of all users of a value are known.
#include "Plan.h"

#include "../ir/Shapes.h"

#include <algorithm>

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

bool isView(Op op) {
  return op == Op::Transpose || op == Op::Slice || op == Op::Diagonal;
}

Plan::Plan(const ir::Function &function, const std::vector<Part> &parts)
    : function_(function), parts_(parts) {
  for (const ir::Parameter &p : function.parameters)
    names_.insert(p.name);
  names_.insert({"ws", "workspace", "double", "float", "int", "auto", "const", "return"});
  for (size_t i = 0; i < function.body.operations.size(); ++i)
    position_[function.body.operations[i].get()] = i;
  countUses();
  assignParts();
  decide();
  computeLastReads();
  assignStorage();
}

void Plan::countUses() {
  for (const auto &op : function_.body.operations)
    for (unsigned i = 0; i < op->operands.size(); ++i)
      uses_[op->operands[i]].push_back({op.get(), i});
  for (unsigned i = 0; i < function_.outputs.size(); ++i)
    uses_[function_.outputs[i].value].push_back({nullptr, i});
}

const ir::Parameter::Leaf *Plan::leafAt(const std::string &path) const {
  for (const ir::Parameter &p : function_.parameters)
    for (const auto &leaf : p.leaves)
      if (leaf.path == path)
        return &leaf;
  return nullptr;
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

/// An operation belongs to the first part unless it depends on a parameter of a later one.
void Plan::assignParts() {
  for (unsigned part = 1; part < parts_.size(); ++part)
    for (unsigned i : parts_[part].parameters)
      for (const auto &leaf : function_.parameters[i].leaves)
        if (leaf.value)
          argumentPart_[leaf.value] = part;
  for (const auto &op : function_.body.operations) {
    unsigned part = 0;
    for (const Value *v : op->operands) {
      unsigned of = 0;
      if (v->def)
        of = part_.at(v->def);
      else if (auto it = argumentPart_.find(v); it != argumentPart_.end())
        of = it->second;
      part = std::max(part, of);
    }
    part_[op.get()] = part;
  }
}

/// True where a part other than the one that computes `v` reads it, directly or through
/// expressions that are written where they are used. All users have been decided on.
bool Plan::crosses(const Value *v) const {
  return parts_.size() > 1 && readElsewhere(v, part_.at(v->def));
}

bool Plan::readElsewhere(const Value *v, unsigned own) const {
  auto it = uses_.find(v);
  if (it == uses_.end())
    return false;
  for (const Use &use : it->second) {
    if (!use.op) {
      if (partOfOutput(function_.outputs[use.index]) != own)
        return true;
      continue;
    }
    const Value *result = use.op->result();
    if (part_.at(use.op) != own || (!stored_.count(result) && readElsewhere(result, own)))
      return true;
  }
  return false;
}

void Plan::require(const Value *v) {
  while (v->def && isView(v->def->kind))
    v = v->def->operand(0);
  if (v->def)
    required_.insert(v);
}

/// A factor of a product may be a stored value or a view of one, and a vector may be negated or
/// scaled: Eigen's kernels take these as they are.
void Plan::requireFactor(const Value *v) {
  while (v->def) {
    const Operation &op = *v->def;
    if (isView(op.kind) || (op.kind == Op::Neg && v->type.isVector()))
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
  case Op::Broadcast:
    if (op.operand(0)->type.dense)
      require(op.operand(0));
    return;
  case Op::Rows: case Op::Cols: case Op::Slice: case Op::Element: case Op::Diagonal: case Op::Diag:
  case Op::Sized: case Op::Reshape: case Op::ProdOthers: case Op::ArgMax: case Op::ArgMin:
    return require(op.operand(0));
  case Op::Update: case Op::Accumulate: {
    // A scalar repeated is filled in where the result is to stand.
    const Value *x = op.operand(0);
    if (!(x->def && x->def->kind == Op::Broadcast && !x->def->operand(0)->type.dense))
      require(x);
    return;
  }
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
    return;
  }
}

/// The number of operations of the expression that `v` is written as; 0 where it is a variable.
unsigned Plan::size(const Value *v) const {
  if (!v->def || stored_.count(v))
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

void Plan::decide() {
  auto &operations = function_.body.operations;
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    const Operation &op = **it;
    bool store = op.result()->type.dense ? decideDense(op) : decideScalar(op);
    if (store) {
      stored_.insert(op.result());
      for (int axis = 0; axis < 2; ++axis) {
        ir::Extent e = ir::extent(op.result(), axis);
        if (e.kind == ir::Extent::OfValue && e.value != op.result())
          require(e.value);
      }
    }
    requireOperands(op);
  }
}

bool Plan::decideDense(const Operation &op) {
  const Value *v = op.result();
  const std::vector<Use> &uses = uses_.at(v);
  if (required_.count(v))
    return true;
  bool onlyOutputs = std::all_of(uses.begin(), uses.end(), [](const Use &u) { return !u.op; });
  if (onlyOutputs && op.kind == Op::Broadcast && !op.operand(0)->type.dense)
    return false; // a parameter is filled at the end
  for (const Use &use : uses)
    if (!use.op)
      return true;
  switch (op.kind) {
  case Op::Transpose: case Op::Broadcast: case Op::Slice: case Op::Diagonal: case Op::Identity:
    return false;
  case Op::Diag:
    return !std::all_of(uses.begin(), uses.end(), [&](const Use &use) {
      // As a factor, or added to the diagonal of something stored.
      return use.op->kind == Op::Matmul ||
             (uses.size() == 1 && use.op->kind == Op::Add && stored_.count(use.op->result()));
    });
  case Op::Matmul: {
    // The second half of a stored sum is accumulated where the sum is stored.
    if (uses.size() != 1 || crosses(v))
      return true;
    Op user = uses[0].op->kind;
    return !((user == Op::Add || user == Op::Sub) && stored_.count(uses[0].op->result()));
  }
  case Op::Sum: {
    // A sum of rows or columns that is only added to something stored.
    Op user = uses[0].op->kind;
    return !(uses.size() == 1 && !crosses(v) && (user == Op::Add || user == Op::Sub) &&
             stored_.count(uses[0].op->result()) && uses[0].op->result()->type.isVector());
  }
  default:
    break;
  }
  if (!ir::info(op.kind).is(ir::cwise))
    return true;
  // A sum of two products is accumulated where it is stored.
  auto product = [&](const Value *x) {
    return x->def && x->def->kind == Op::Matmul && uses_.at(x).size() == 1 && x->type.dense &&
           !crosses(x) && !required_.count(x);
  };
  if ((op.kind == Op::Add || op.kind == Op::Sub) && product(op.operand(0)) &&
      product(op.operand(1)))
    return true;
  bool factor = false;
  for (const Use &use : uses)
    factor = factor || use.op->kind == Op::Matmul;
  // Eigen's kernels take a scaled vector as it is. A scaled matrix they evaluate into memory from the
  // heap when it has a single column.
  if (factor)
    return !(v->type.isVector() &&
             (op.kind == Op::Neg || (op.kind == Op::Mul && !op.operand(0)->type.dense)));
  if (uses.size() > 1 || crosses(v))
    return size(v) > kCheap;
  return size(v) > kLargest;
}

bool Plan::decideScalar(const Operation &op) {
  const Value *v = op.result();
  const std::vector<Use> &uses = uses_.at(v);
  if (op.kind == Op::Constant || op.kind == Op::Rows || op.kind == Op::Cols)
    return false;
  if (crosses(v))
    return size(v) > 0;
  bool output = std::any_of(uses.begin(), uses.end(), [](const Use &u) { return !u.op; });
  if (output && !stored_.empty() && size(v) > 0)
    return true; // not at the end, where its operands would have to live on
  if (output && uses.size() == 1)
    return false;
  if (!v->name.empty())
    return true;
  if (op.kind == Op::Element)
    return false;
  if (uses.size() > 1)
    return size(v) > 1;
  return size(v) > kLargest / 2;
}

const Storage *Plan::storageOf(const Value *v) const {
  auto it = storage_.find(v);
  return it == storage_.end() ? nullptr : it->second;
}

void Plan::computeLastReads() {
  auto &operations = function_.body.operations;
  const size_t end = operations.size();
  auto last = [&](const Value *v) {
    size_t position = 0;
    auto it = uses_.find(v);
    if (it == uses_.end())
      return position;
    for (const Use &use : it->second) {
      size_t at;
      if (!use.op)
        at = end;
      else if (stored_.count(use.op->result()))
        at = position_.at(use.op);
      else
        at = lastRead_.at(use.op->result());
      position = std::max(position, at);
    }
    return position;
  };
  for (auto it = operations.rbegin(); it != operations.rend(); ++it)
    for (const Value *r : (*it)->results)
      lastRead_[r] = crosses(r) ? end : last(r);
  for (const Value *a : function_.arguments())
    lastRead_[a] = last(a);
  // Extents of buffers are read from the values that they come from.
  for (const auto &op : operations)
    if (stored_.count(op->result()))
      for (int axis = 0; axis < 2; ++axis) {
        ir::Extent e = ir::extent(op->result(), axis);
        if (e.kind == ir::Extent::OfValue)
          lastRead_[e.value] = std::max(lastRead_[e.value], position_.at(op.get()));
      }
}

std::string Plan::uniqueName(const std::string &wanted) {
  std::string name = wanted;
  for (unsigned n = 2; !names_.insert(name).second; ++n)
    name = wanted + std::to_string(n);
  return name;
}

Storage *Plan::newVariable(const Value *v, Storage::Where where) {
  Storage s;
  s.where = where;
  s.type = v->type;
  s.first = v;
  s.named = !v->name.empty();
  s.stem = v->name;
  std::string wanted = v->name;
  for (char &c : wanted)
    if (!std::isalnum(static_cast<unsigned char>(c)))
      c = '_';
  s.name = wanted.empty() ? std::string() : uniqueName(wanted);
  s.writable = where == Storage::Buffer;
  all_.push_back(std::move(s));
  return &all_.back();
}

void Plan::alignedLeaves(const Value *v, bool aligned,
                         std::unordered_map<const Storage *, bool> &leaves,
                         std::vector<const Storage *> &order) const {
  if (const Storage *s = storageOf(v)) {
    auto [it, fresh] = leaves.emplace(s, aligned);
    if (fresh)
      order.push_back(s);
    it->second = it->second && aligned;
    return;
  }
  if (!v->def)
    return;
  const Operation &op = *v->def;
  bool whole = ir::info(op.kind).is(ir::cwise) && v->type.dense;
  for (const Value *x : op.operands)
    alignedLeaves(x, aligned && whole && x->type.dense, leaves, order);
}

/// A variable that the operation reads for the last time, coefficient by coefficient, and whose
/// place its result can take.
const Storage *Plan::reusable(const Value *v, size_t position) {
  const Operation &op = *v->def;
  std::unordered_map<const Storage *, bool> leaves;
  std::vector<const Storage *> order;
  bool firstOnly = op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Sized;
  if (!firstOnly && !ir::info(op.kind).is(ir::cwise))
    return nullptr;
  for (unsigned i = 0; i < op.operands.size(); ++i)
    alignedLeaves(op.operands[i], op.operands[i]->type.dense && (!firstOnly || i == 0), leaves,
                  order);
  const Storage *best = nullptr;
  auto stageOf = [](const Storage *s) {
    return s->first && s->first->def ? s->first->def->stage : Stage::Primal;
  };
  for (const Storage *s : order) {
    const ir::Type &t = s->type;
    if (!leaves.at(s) || !s->writable || lastReadOf_.at(s) > position)
      continue;
    if (s->memory()->where == Storage::Local && crosses(v))
      continue; // a later part must find it in the workspace
    if (t.scalar != v->type.scalar || t.rows != v->type.rows || t.cols != v->type.cols ||
        (t.rowMajor != v->type.rowMajor && s->where != Storage::Parameter))
      continue;
    // What belongs to the same sweep has the name that is nearest in meaning.
    if (!best || (stageOf(best) != op.stage && stageOf(s) == op.stage))
      best = s;
  }
  return best;
}

void Plan::assignStorage() {
  // The leaves of the parameters are variables to begin with.
  std::unordered_map<std::string, Storage *> byPath;
  std::unordered_map<std::string, const Value *> outputAt;
  for (const ir::Output &output : function_.outputs)
    outputAt[output.path] = output.value;
  for (const ir::Parameter &p : function_.parameters)
    for (const auto &leaf : p.leaves) {
      Storage s;
      s.where = Storage::Parameter;
      s.name = leaf.path;
      s.type = leaf.value ? leaf.value->type : leaf.type;
      s.first = leaf.value && uses_.count(leaf.value) ? leaf.value : nullptr;
      s.named = true;
      s.writable = outputAt.count(leaf.path) != 0 && s.type.dense;
      all_.push_back(s);
      byPath[leaf.path] = &all_.back();
      if (leaf.value) {
        storage_[leaf.value] = &all_.back();
        lastReadOf_[&all_.back()] = lastRead_.at(leaf.value);
      }
    }
  preferOutputs();
  std::unordered_set<const Storage *> taken;
  for (const auto &opPtr : function_.body.operations) {
    const Operation &op = *opPtr;
    const Value *v = op.result();
    if (!stored_.count(v))
      continue;
    size_t position = position_.at(&op);
    const Storage *target = nullptr;
    bool inPlace = false;
    const Storage *reuse = v->type.dense ? reusable(v, position) : nullptr;
    // An output is computed where it is to stand.
    bool returned = false;
    for (const Use &use : uses_.at(v)) {
      if (use.op)
        continue;
      const ir::Output &output = function_.outputs[use.index];
      if (output.path.empty()) {
        returned = true;
        continue;
      }
      Storage *s = byPath.at(output.path);
      bool free = !s->first || lastReadOf_.at(s) <= position;
      bool same = s->type.scalar == v->type.scalar && s->type.dense == v->type.dense;
      if (!taken.count(s) && same && partOfOutput(output) == partOf(op) && !crosses(v) &&
          (s == reuse || (free && !s->first))) {
        target = s;
        taken.insert(s);
        inPlace = s == reuse;
        break;
      }
    }
    if (auto found = preferred_.find(v); !target && found != preferred_.end()) {
      // A step on the way to an output; the parameter holds nothing else before the end.
      Storage *s = byPath.at(found->second);
      if (!s->first && !taken.count(s) && !lastReadOf_.count(s) && s->type.dense && !crosses(v) &&
          s->type.scalar == v->type.scalar && (!reuse || reuse->where != Storage::Parameter))
        target = s;
    }
    if (!target && reuse && !(returned && v->type.dense)) {
      target = reuse;
      inPlace = true;
      if (!v->name.empty() && target->where != Storage::Parameter) {
        Storage *s = const_cast<Storage *>(target);
        if (!s->named) {
          s->named = true;
          s->stem = v->name;
          s->name = uniqueName(v->name);
          s->type.array = v->type.array;
        } else if (s->stem != v->name && op.kind != Op::Update && op.kind != Op::Accumulate && s->where != Storage::Local) {
          Storage *alias = newVariable(v, Storage::Alias);
          alias->of = s;
          alias->type.array = s->type.array;
          alias->writable = true;
          target = alias;
        }
      }
    }
    if (!target) {
      Storage::Where where = Storage::Buffer;
      if (v->type.dense && returned)
        where = Storage::Member;
      else if (!v->type.dense || v->type.isFixed())
        where = crosses(v) ? Storage::Member : Storage::Local;
      Storage *s = newVariable(v, where);
      if (where == Storage::Local && v->type.dense)
        s->writable = true; // a later update may take its place
      target = s;
    }
    storage_[v] = target;
    lastReadOf_[target] = lastRead_.at(v);
    if (inPlace)
      inPlace_.insert(v);
  }
  for (const ir::Output &output : function_.outputs)
    if (auto it = storage_.find(output.value); output.path.empty() && it != storage_.end())
      if (Storage *s = const_cast<Storage *>(it->second); s->name.empty())
        s->name = uniqueName("value");
  for (Storage &s : all_)
    if (s.name.empty())
      s.name = uniqueName((s.type.dense ? "T" : "t") + std::to_string(++temporaries_));
  for (const auto &op : function_.body.operations)
    if (storageOf(op->result()))
      for (const Value *v : op->operands)
        noteReads(v, partOf(*op));
  for (const ir::Output &output : function_.outputs)
    noteReads(output.value, partOfOutput(output));
}

/// Notes the variables that `part` reads where it evaluates `v`.
void Plan::noteReads(const Value *v, unsigned part) {
  if (const Storage *s = storageOf(v)) {
    if (v->def && partOf(*v->def) != part)
      crossing_.insert({part, s});
    return;
  }
  if (v->def)
    for (const Value *x : v->def->operands)
      noteReads(x, part);
}

/// The output that `v` is one step of: a chain of updates or sums ends in it.
void Plan::preferOutputs() {
  for (auto it = function_.body.operations.rbegin(); it != function_.body.operations.rend(); ++it) {
    const Operation &op = **it;
    const Value *v = op.result();
    std::string path;
    for (const Use &use : uses_.at(v))
      if (!use.op && !function_.outputs[use.index].path.empty())
        path = function_.outputs[use.index].path;
    if (path.empty())
      if (auto found = preferred_.find(v); found != preferred_.end())
        path = found->second;
    if (path.empty())
      continue;
    bool chain = op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Add ||
                 op.kind == Op::Sub;
    preferred_[v] = path;
    if (!chain)
      continue;
    const Value *x = op.operand(0);
    if (x->def && x->type.dense && stored_.count(x) && uses_.at(x).size() == 1 &&
        x->type.rows == v->type.rows && x->type.cols == v->type.cols)
      preferred_[x] = path;
  }
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

std::vector<const Value *> Plan::saved() const {
  std::vector<const Value *> saved;
  std::unordered_set<const Value *> readInReverse;
  auto &operations = function_.body.operations;
  for (auto it = operations.rbegin(); it != operations.rend(); ++it) {
    const Operation &op = **it;
    bool inlined = !storageOf(op.result());
    bool reverse = op.stage == Stage::Adjoint || (inlined && readInReverse.count(op.result()));
    if (reverse && op.kind != Op::Rows && op.kind != Op::Cols)
      readInReverse.insert(op.operands.begin(), op.operands.end());
  }
  for (const auto &op : operations) {
    const Value *v = op->result();
    const Storage *s = storageOf(v);
    if (s && partOf(*op) == 0 && op->stage != Stage::Adjoint && v->type.dense && !v->type.isFixed() &&
        readInReverse.count(v))
      saved.push_back(v);
  }
  return saved;
}

} // namespace gateaux::emit
