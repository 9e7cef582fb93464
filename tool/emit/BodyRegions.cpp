// SPDX-License-Identifier: Apache-2.0
#include "BodyWriter.h"

#include "../ir/Positions.h"

namespace gateaux::emit {

/// False where an arm of a condition leaves the value open, also one further inside.
static bool isDefined(const Value *v) {
  if (!v->def || v->def->kind == Op::Undefined)
    return !v->def;
  if (v->def->kind != Op::If)
    return true;
  return isDefined(v->def->blocks[0]->yields[v->index]) && isDefined(v->def->blocks[1]->yields[v->index]);
}

void BodyWriter::operation(const Operation &op) {
  if (op.kind == Op::If)
    return condition(op);
  if (ir::isLoop(op.kind))
    return loop(op);
  const Storage *s = plan_.storageOf(op.result());
  if (s && s->where == Storage::Slot)
    recalled_.push_back({body_.size(), s->name, "  " + slotText(op, s->name) + "\n"});
  else if (s)
    statement(op);
}

/// Names of items are declared where the block that has come to its end uses them; it may need
/// nothing of an item but its shape, which is spelled by something else.
void BodyWriter::declareRecalled(size_t mark) {
  for (; recalled_.size() > mark; recalled_.pop_back()) {
    const Recalled &r = recalled_.back();
    if (mentions(body_.substr(r.offset), r.name))
      body_.insert(r.offset, r.text);
  }
}

void BodyWriter::block(const ir::Block &b) {
  for (const Value *a : b.arguments)
    keep(b, a);
  if (b.owner && ir::isLoop(b.owner->kind)) {
    const ir::Loop loop(*b.owner);
    for (unsigned j = 0; j < loop.kept(); ++j)
      if (ir::blockOf(loop.keptValue(j)) != &b)
        keep(b, loop.keptValue(j));
  }
  for (const auto &op : b.operations) {
    operation(*op);
    for (const Value *r : op->results)
      keep(b, r);
  }
}

void BodyWriter::keep(const ir::Block &b, const Value *v) {
  if (!b.owner || !ir::isLoop(b.owner->kind) || v->type.isSequence())
    return;
  const ir::Loop loop(*b.owner);
  for (unsigned j = 0; j < loop.kept(); ++j)
    if (const Storage *s = plan_.storageOf(v);
        loop.keptValue(j) == v && !(s && s->sequence == loop.sequence(j))) { // else it was computed there
      const std::string sequence = e_.sequence(loop.sequence(j)), at = e_.position(loop);
      if (v->type.dense)
        line(sequence + ".keep(" + at + ", " + e_.value(v).s + ");");
      else
        line(sequence + "[" + at + "] = " + e_.value(v).s + ";");
    }
}

bool BodyWriter::reads(const Value *v, const Storage &s) const {
  if (const Storage *held = plan_.storageOf(v))
    return held->memory() == s.memory();
  bool any = false;
  if (v->def)
    for (const Value *x : v->def->operands)
      any = any || reads(x, s);
  return any;
}

void BodyWriter::copies(std::vector<Copy> pending) {
  auto there = [&](const Copy &c) {
    const Storage *held = plan_.storageOf(c.from);
    return (held && held->memory() == c.to->memory()) || (c.from->def && c.from->def->kind == Op::Undefined);
  };
  pending.erase(std::remove_if(pending.begin(), pending.end(), there), pending.end());
  std::map<const Storage *, std::string> before;
  while (!pending.empty()) {
    auto ready = std::find_if(pending.begin(), pending.end(), [&](const Copy &c) {
      return std::none_of(pending.begin(), pending.end(), [&](const Copy &d) {
        return d.to != c.to && !before.count(c.to) && reads(d.from, *c.to);
      });
    });
    if (ready == pending.end()) { // a cycle: one is put aside
      const Storage &s = *pending.front().to;
      before[&s] = s.name + "_before";
      line("const " + ir::spell(s.type) + " " + before[&s] + " = " + s.name + ";");
      continue;
    }
    const Storage *held = plan_.storageOf(ready->from);
    if (auto kept = held ? before.find(held) : before.end(); kept != before.end())
      line(ready->to->name + " = " + kept->second + ";");
    else
      copy(*ready->to, ready->from);
    pending.erase(ready);
  }
}

void BodyWriter::copy(const Storage &s, const Value *v) {
  if (v->type.isList())
    return copyList(s, v);
  bool fresh;
  std::string left = target(s, fresh, true);
  e_.begin(v);
  const Value *x = plan_.storageOf(v) ? nullptr : Expressions::repeatedScalar(v);
  if (x && !fresh)
    return fill(s, v, x);
  line(left + " = " + e_.value(v, v->type.dense ? worldOf(s) : World::Scalar).s + ";");
}

void BodyWriter::yields(const Operation &op, const ir::Block &b) {
  std::vector<Copy> pending;
  const bool isLoop = ir::isLoop(op.kind);
  for (size_t i = 0; i < op.results.size(); ++i) {
    const Value *r = op.results[i];
    if (r->type.isSequence() || (isLoop && (i < ir::Loop(op).first())))
      continue;
    pending.push_back({plan_.storageOf(r), b.yields[i]});
  }
  copies(std::move(pending));
}

void BodyWriter::declareResult(const Storage &s, bool always) {
  if (s.where != Storage::Local)
    return declare(s);
  if (!declared_.insert(&s).second)
    return;
  const std::string type = ir::spell(s.type);
  line(type + " " + s.name + (always ? "" : s.type.dense ? " = " + type + "::Zero()" : " = 0") + ";");
}

void BodyWriter::condition(const Operation &op) {
  for (const Value *r : op.results) {
    if (r->type.isSequence())
      continue;
    bool always = true;
    for (const auto &arm : op.blocks)
      always = always && isDefined(arm->yields[r->index]);
    declareResult(*plan_.storageOf(r), always);
  }
  std::string outer = std::exchange(body_, {}), arms[2];
  for (size_t i = 0; i < 2; ++i) {
    const size_t mark = recalled_.size();
    block(*op.blocks[i]);
    yields(op, *op.blocks[i]);
    declareRecalled(mark);
    arms[i] = std::exchange(body_, {});
  }
  body_ = std::move(outer);
  const Value *c = op.operand(0);
  if (arms[0].empty() && arms[1].empty())
    return;
  if (arms[0].empty())
    return line("if (!" + e_.at(c, kUnary) + ") {\n" + arms[1] + "}");
  line("if (" + e_.value(c).s + ") {\n" + arms[0] + (arms[1].empty() ? "}" : "} else {\n" + arms[1] + "}"));
}

void BodyWriter::loop(const Operation &op) {
  const size_t mark = recalled_.size();
  const ir::Loop loop(op);
  std::vector<Copy> initial;
  for (unsigned k = 0; k < loop.carried(); ++k)
    initial.push_back({plan_.storageOf(loop.result(k)), loop.initial(k)});
  for (const Copy &c : initial)
    if (c.to->where != Storage::Local)
      declare(*c.to);
    else if (c.from->def && c.from->def->kind == Op::Undefined)
      declareResult(*c.to, false);
  // What the loop overwrites need not be filled before.
  for (unsigned k = loop.carried(); k-- > 0;)
    if (initial[k].to->where == Storage::Buffer && Expressions::repeatedScalar(initial[k].from) && ir::overwritesAll(loop, k))
      initial.erase(initial.begin() + k);
  copies(initial);
  const std::string counter = plan_.storageOf(loop.counter())->name;
  const std::string type = ir::spell(loop.counter()->type);
  if (loop.isFor()) {
    const std::string begin = e_.value(loop.begin()).s;
    auto text = [&](const Value *v, int precedence) { return parenthesised(e_.unconverted(v), precedence); };
    std::string count = text(loop.end(), begin == "0" ? kConditional : kAdditive);
    if (begin != "0" && ir::isUnsigned(loop.counter()->type)) // an end before the beginning would be far behind it
      count = "std::max<" + type + ">(" + text(loop.end(), kConditional) + ", " + text(loop.begin(), kConditional) + ")";
    if (begin != "0")
      count += " - " + text(loop.begin(), kMultiplicative);
    for (unsigned j = 0; j < loop.kept(); ++j)
      line(e_.sequence(loop.sequence(j)) + ".resize(" + count + ");");
    const std::string i = type + " " + counter + " = ";
    if (loop.downwards())
      line("for (" + i + e_.value(loop.end()).s + "; " + counter + "-- > " + text(loop.begin(), kAdditive) + ";) {");
    else
      line("for (" + i + begin + "; " + counter + " < " + text(loop.end(), kAdditive) + "; ++" + counter + ") {");
    block(loop.body());
    yields(op, loop.body());
    declareRecalled(mark);
    return line("}");
  }
  const std::string &running = plan_.conditionOf(op).name;
  declared_.insert(&plan_.conditionOf(op));
  line("bool " + running + " = " + e_.value(loop.go()).s + ";");
  const bool counts = plan_.counts(op);
  const Storage &counted = *plan_.storageOf(loop.counter());
  if (counted.where == Storage::Member)
    declare(counted);
  if (counts)
    line((counted.where == Storage::Member ? "" : type + " ") + counter + " = 0;");
  line("while (" + running + ") {");
  for (unsigned j = 0; j < loop.kept(); ++j)
    line(e_.sequence(loop.sequence(j)) + ".resize(" + counter + " + 1);");
  block(loop.body());
  if (plan_.storageOf(loop.goOn()) != &plan_.conditionOf(op))
    line(running + " = " + e_.value(loop.goOn()).s + ";");
  yields(op, loop.body());
  declareRecalled(mark);
  if (counts)
    line("++" + counter + ";");
  line("}");
}

} // namespace gateaux::emit
