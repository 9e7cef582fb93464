// SPDX-License-Identifier: Apache-2.0
//
// Lists, and what loops keep, as expressions.
#include "Emit.h"
#include "Expressions.h"

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Value;

namespace {

constexpr std::string_view kHole = "[$]";
const std::string kView = "gateaux::vector(";

World worldOf(const ir::Type &t) {
  return !t.dense ? World::Scalar : t.array ? World::Array : World::Matrix;
}

} // namespace

std::string Expressions::sequence(const Value *v) const {
  if (v->def->kind == Op::Recall)
    return sequence(v->def->operand(0)) + "[" + value(v->def->operand(1)).s + "]";
  if (const Storage *s = plan_.storageOf(v))
    return workspaceName(plan_.function()) + "." + s->name;
  const Plan::Yielded outer = plan_.yieldedTo(v);
  const std::string around = sequence(outer.result);
  return ir::isLoop(outer.op->kind) ? around + "[" + position(ir::Loop(*outer.op)) + "]" : around;
}

bool Expressions::isParameter(const Value *list) const {
  if (const Storage *s = plan_.storageOf(list))
    return s->where == Storage::Parameter;
  return list->def && list->def->kind == Op::Recall && isParameter(list->def->operand(0));
}

std::string Expressions::listPlace(const Value *v) const {
  if (const Storage *s = plan_.storageOf(v)) {
    std::string place = s->name;
    for (int i = 0; i < v->type.list && s->where != Storage::Parameter; ++i)
      place += kHole;
    return place;
  }
  if (v->def && v->def->kind == Op::Recall)
    return itemAt(listPlace(v->def->operand(0)), positionText(v->def->operand(1)));
  throw std::logic_error("a list without a place");
}

std::string Expressions::positionText(const Value *v) const {
  while (v->def && v->def->kind == Op::Cast && !plan_.storageOf(v) && v->type.isInteger() &&
         v->def->operand(0)->type.isInteger())
    v = v->def->operand(0);
  return value(v).s;
}

std::string Expressions::itemAt(const std::string &place, const std::string &position) {
  std::string s = place;
  s.replace(s.find(kHole), kHole.size(), "[" + position + "]");
  if (s.find(kHole) != std::string::npos || s.size() < kNumbers.size() ||
      s.compare(s.size() - kNumbers.size(), kNumbers.size(), kNumbers) != 0)
    return s;
  return kView + s.substr(0, s.size() - kNumbers.size()) + ")";
}

std::string Expressions::container(const std::string &item) {
  return isContainer(item) ? item.substr(kView.size(), item.size() - kView.size() - 1) : item;
}

bool Expressions::isContainer(const std::string &item) { return item.compare(0, kView.size(), kView) == 0; }

std::string Expressions::length(const std::string &place) {
  return place.substr(0, place.find(kHole)) + ".size()";
}

std::string Expressions::lengthAs(const Value *list, const std::string &type) const {
  const std::string size = length(listPlace(list));
  return type == (isParameter(list) ? "std::size_t" : "Eigen::Index")
             ? size
             : "static_cast<" + type + ">(" + size + ")";
}

Text Expressions::item(const Operation &op) const {
  const Value *list = op.operand(0), *v = op.result();
  const std::string at = positionText(op.operand(1));
  const Storage *s = plan_.storageOf(list);
  const World world = worldOf(v->type);
  if (list->type.isSequence())
    return {sequence(list) + "[" + at + "]", kPrimary, world};
  const std::string place = listPlace(list);
  if (isParameter(list))
    return {itemAt(place, at), kPrimary, worldOf(s && s->type.isList() ? s->type.item() : v->type)};
  if (op.kind == Op::Recall)
    return {itemAt(place, at), kPrimary, v->type.dense ? World::Matrix : World::Scalar};
  std::string shape;
  if (const ir::Type held = list->type.item(); !held.isFixed())
    shape = held.isColumn() ? integer(op.operand(2))
            : held.isRow()  ? integer(op.operand(3))
                            : integer(op.operand(2)) + ", " + integer(op.operand(3));
  return {place.substr(0, place.find(kHole)) + ".item(" + at + (shape.empty() ? "" : ", " + shape) +
              ")",
          kPrimary, v->type.dense ? World::Matrix : World::Scalar};
}

} // namespace gateaux::emit
