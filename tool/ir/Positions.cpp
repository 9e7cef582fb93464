// SPDX-License-Identifier: Apache-2.0
#include "Positions.h"

#include "Shapes.h"

#include <algorithm>
#include <array>

namespace gateaux::ir {

std::optional<int64_t> behindCounter(const Loop &loop, const Value *position) {
  int64_t offset = 0;
  while (position != loop.counter()) {
    const Operation *op = position->def;
    if (!op)
      return std::nullopt;
    auto constant = [&](unsigned i) -> std::optional<int64_t> {
      const Operation *c = op->operand(i)->def;
      return c && c->kind == Op::Constant ? c->attrs.integer : std::nullopt;
    };
    if (op->kind == Op::Cast && op->operand(0)->type.isInteger()) {
      position = op->operand(0);
    } else if (op->kind == Op::Add && constant(1)) {
      offset += *constant(1);
      position = op->operand(0);
    } else if (op->kind == Op::Add && constant(0)) {
      offset += *constant(0);
      position = op->operand(1);
    } else if (op->kind == Op::Sub && constant(1)) {
      offset -= *constant(1);
      position = op->operand(0);
    } else {
      return std::nullopt;
    }
  }
  return offset;
}

Value *itemOfIteration(const Loop &loop, const Value *result, int64_t offset) {
  const unsigned k = result->index - loop.first();
  if (!loop.isFor() || k >= loop.carried() || !result->type.isList())
    return nullptr;
  const Value *list = loop.argument(k);
  const Operation *put = loop.next(k)->def;
  if (!put || put->kind != Op::PutItem || put->operand(0) != list || put->block != &loop.body())
    return nullptr;
  const auto written = behindCounter(loop, put->operand(1));
  if (!written)
    return nullptr;
  if (offset == *written)
    return put->operand(2);
  // A later iteration must not put another one there.
  if (loop.downwards() ? offset < *written : offset > *written)
    return nullptr;
  for (const auto &op : loop.body().operations)
    if (op->kind == Op::Recall && op->operand(0) == list &&
        behindCounter(loop, op->operand(1)) == offset)
      return op->result();
  return nullptr;
}

namespace {

/// The operations of a loop's body, in blocks inside too, that use `v` for more than its shape; null for a yield.
std::vector<const Operation *> usersWithin(const Block &block, const Value *v) {
  std::vector<const Operation *> users;
  for (const auto &op : block.operations) {
    for (const Value *x : op->operands)
      if (x == v && op->kind != Op::Rows && op->kind != Op::Cols)
        users.push_back(op.get());
    for (const auto &inner : op->blocks)
      for (const Operation *user : usersWithin(*inner, v))
        users.push_back(user);
  }
  for (const Value *x : block.yields)
    if (x == v)
      users.push_back(nullptr);
  return users;
}

const Value *withoutCasts(const Value *position) {
  while (position->def && position->def->kind == Op::Cast && position->def->operand(0)->type.isInteger())
    position = position->def->operand(0);
  return position;
}

/// Where something lies along both axes: null for all of it, else the position of one row or column.
using Place = std::array<const Value *, 2>;

/// The one place that `update` writes; nothing where it is larger than a row or a column and not everything.
std::optional<Place> placeOf(const Operation &update) {
  Place place{};
  for (int axis = 0; axis < 2; ++axis) {
    const Extent written = extent(update.operand(3), axis), position = extentOf(update.operand(1 + static_cast<unsigned>(axis)));
    if (written == extent(update.operand(0), axis)) {
      if (position.kind != Extent::Constant || position.constant != 0)
        return std::nullopt;
    } else if (written.kind == Extent::Constant && written.constant == 1) {
      place[static_cast<size_t>(axis)] = withoutCasts(update.operand(1 + static_cast<unsigned>(axis)));
    } else {
      return std::nullopt;
    }
  }
  return place;
}

/// What all iterations together write of carried value k, where they read nothing of it.
std::optional<Place> placeOf(const Loop &loop, unsigned k) {
  const Value *argument = loop.argument(k), *next = loop.next(k);
  if (!loop.isFor() || !next->def || next->def->block != &loop.body() || usersWithin(loop.body(), argument).size() != 1 ||
      usersWithin(loop.body(), next).size() != 1)
    return std::nullopt;
  std::optional<Place> place;
  const Operation &op = *next->def;
  if (op.kind == Op::Update && op.operand(0) == argument)
    place = placeOf(op);
  else if (op.kind == Op::For && next->index < Loop(op).carried() && Loop(op).initial(next->index) == argument)
    place = placeOf(Loop(op), next->index);
  if (!place || ((*place)[0] == loop.counter() && (*place)[1] == loop.counter())) // a diagonal
    return std::nullopt;
  for (int axis = 0; axis < 2; ++axis) {
    const Value *&position = (*place)[static_cast<size_t>(axis)];
    const Operation *begin = loop.begin()->def;
    if (position == loop.counter() && begin && begin->kind == Op::Constant && begin->attrs.integer == 0 &&
        extentOf(loop.end()) == extent(loop.initial(k), axis))
      position = nullptr;
    else if (position && !isVisible(position, loop.op.block))
      return std::nullopt;
  }
  return place;
}

} // namespace

bool overwritesAll(const Loop &loop, unsigned k) {
  const Type &type = loop.argument(k)->type;
  return type.dense && !type.isList() && !type.isFactor() && !type.isSequence() && placeOf(loop, k) == Place{};
}

bool readsUnchanged(const Loop &loop, unsigned k) {
  const Value *argument = loop.argument(k);
  const Operation *update = loop.next(k)->def;
  if (!loop.isFor() || !update || update->kind != Op::Update || update->operand(0) != argument ||
      update->block != &loop.body())
    return false;
  const auto place = placeOf(*update);
  if (!place || std::none_of(place->begin(), place->end(), [&](const Value *v) { return v == loop.counter(); }))
    return false;
  const auto users = usersWithin(loop.body(), argument);
  return std::all_of(users.begin(), users.end(), [&](const Operation *user) {
    if (user == update)
      return true;
    if (!user || user->block != &loop.body() || (user->kind != Op::Element && user->kind != Op::Slice))
      return false;
    const Value *read = user->result();
    for (unsigned axis = 0; axis < 2; ++axis)
      if (!(extentOf(user->operand(1 + axis)) == extentOf(update->operand(1 + axis))) ||
          !(extent(read, static_cast<int>(axis)) == extent(update->operand(3), static_cast<int>(axis))))
        return false;
    return true;
  });
}

} // namespace gateaux::ir
