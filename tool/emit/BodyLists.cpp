// SPDX-License-Identifier: Apache-2.0
//
// Statements that change lists. A list of a parameter is what the user has made of it, item by
// item; one of the workspace is a gateaux::List, which counts items that are missing as zero.
#include "BodyWriter.h"

#include "../ir/Shapes.h"

namespace gateaux::emit {

namespace {

/// "net.layers" of "net.layers[$].W".
std::string containerOf(const std::string &place) { return place.substr(0, place.find("[$]")); }

bool hasHole(const std::string &place) { return place.find("[$]") != std::string::npos; }

/// The extents of something in a text, for a variable of that type.
std::string shapeOf(const std::string &x, const ir::Type &t) {
  return t.isVector() ? x + ".size()" : x + ".rows(), " + x + ".cols()";
}

/// Items that are containers become as long as what they are given.
std::string assignItem(const std::string &item, const std::string &x) {
  if (!Expressions::isContainer(item))
    return item + " = " + x + ";\n";
  if (Expressions::isContainer(x))
    return Expressions::container(item) + " = " + Expressions::container(x) + ";\n";
  return "gateaux::assign(" + Expressions::container(item) + ", " + x + ");\n";
}

} // namespace

std::string BodyWriter::shapeText(const Storage &s) const {
  const Operation *op = s.first->def;
  const bool item =
      op && op->kind == Op::Recall && op->operand(0)->type.isList() && !s.type.isFixed();
  return item ? shapeOf(e_.definition(s.first).s, s.first->type) : e_.shape(s.first);
}

std::string BodyWriter::slotText(const Operation &op, const std::string &name) const {
  const std::string item = e_.definition(op.result()).s;
  const bool reference =
      op.operand(0)->type.isList() && e_.isParameter(op.operand(0)) && !Expressions::isContainer(item);
  return (reference ? "const auto& " : "const auto ") + name + " = " + item + ";";
}

std::string BodyWriter::placeOf(const Storage &s) const {
  std::string place = s.name;
  for (int i = 0; i < s.type.list && s.where != Storage::Parameter; ++i)
    place += "[$]";
  return place;
}

bool BodyWriter::ofWorkspace(const std::string &place) const {
  const std::vector<const Storage *> all = plan_.variables();
  return std::any_of(all.begin(), all.end(), [&](const Storage *s) {
    return s->where == Storage::List && place.substr(0, place.find('[')) == s->name;
  });
}

std::string BodyWriter::forItems(const std::string &to, const std::string &like, const Storage &s,
                                 const ItemStatement &statement, Positions at, bool resizes) const {
  if (!hasHole(to))
    return statement(to, like, at);
  std::string counter = "item";
  for (unsigned n = 2; mentions(to, counter) || mentions(like, counter) || plan_.leafAt(counter);
       ++n)
    counter = "item" + std::to_string(n);
  at.push_back(counter);
  std::string text;
  const bool outermost = containerOf(to) == containerOf(placeOf(s));
  const bool known = outermost && s.type.count != ir::kDynamic;
  const std::string length = known ? std::to_string(s.type.count) : Expressions::length(like);
  if (s.where == Storage::Parameter && !known && resizes)
    text += outermost ? containerOf(to) + ".resize(" + length + ");\n"
                      : "gateaux::resize(" + containerOf(to) + ", " + length + ");\n";
  const std::string inner = forItems(Expressions::itemAt(to, counter),
                                     Expressions::itemAt(like, counter), s, statement, at, resizes);
  const bool single = inner.find('\n') + 1 == inner.size();
  return text + "for (" + (ofWorkspace(like) ? "Eigen::Index " : "std::size_t ") + counter +
         " = 0; " + counter + " < " + length + "; ++" + counter + ")" + (single ? "\n" : " {\n") +
         inner + (single ? "" : "}\n");
}

void BodyWriter::completeList(const Storage &s, const Value *like) {
  ir::Type item = s.type;
  item.list = 0;
  const std::string to = placeOf(s), from = e_.listPlace(like);
  const bool parameter = s.where == Storage::Parameter;
  std::string empty; // true where the numbers of new items are not zero yet
  if (parameter && item.isFixed() && s.type.count == ir::kDynamic) {
    empty = containerOf(to) + "_is_empty";
    for (char &c : empty)
      if (!std::isalnum(static_cast<unsigned char>(c)))
        c = '_';
  }
  if (parameter && item.isFixed() && s.type.count != ir::kDynamic && s.type.list == 1)
    return; // it has its size
  body_ +=
      forItems(to, from, s,
               [&](const std::string &x, const std::string &y, const Positions &) -> std::string {
                 if (!parameter) {
                   const size_t at = x.rfind('[');
                   const std::string call =
                       x.substr(0, at) + ".item(" + x.substr(at + 1, x.size() - at - 2);
                   return call + (item.isFixed() ? "" : ", " + shapeOf(y, item)) + ");\n";
                 }
                 if (!item.isFixed())
                   return "gateaux::sized(" + Expressions::container(x) + ", " +
                          shapeOf(Expressions::container(y), item) + ");\n";
                 if (empty.empty())
                   return "";
                 return "if (" + empty + ")\n" +
                        (Expressions::isContainer(x) ? "gateaux::set_zero(" + Expressions::container(x) + ");\n"
                                                     : x + (item.dense ? ".setZero();\n" : " = 0;\n"));
               });
}

void BodyWriter::zeroList(const Storage &s, const Value *like) {
  if (s.where != Storage::Parameter)
    return line(s.name + ".clear();");
  ir::Type item = s.type;
  item.list = 0;
  std::string text = forItems(
      placeOf(s), e_.listPlace(like), s,
      [&](const std::string &x, const std::string &y, const Positions &) {
        const std::string held = Expressions::container(x);
        if (Expressions::isContainer(x))
          return item.isFixed() ? "gateaux::set_zero(" + held + ");\n"
                                : held + ".assign(" + Expressions::container(y) + ".size(), 0);\n";
        return x + (!item.dense ? " = 0;\n"
                                : ".setZero(" + (item.isFixed() ? "" : shapeOf(y, item)) + ");\n");
      });
  // Members of the items of one list are done in one loop; its head ends with the line it begins in.
  const std::string known = text.substr(0, text.find('\n', text.find("for (")));
  const size_t head = known.size() - (known.back() == '{' ? 2 : 0);
  auto inner = [&](const std::string &loop) {
    const std::string rest = loop.substr(head);
    return rest.front() == '\n' ? rest.substr(1) : rest.substr(3, rest.size() - 5);
  };
  if (zeroedEnd_ == body_.size() && zeroedEnd_ > zeroed_ && body_.compare(zeroed_, head, text, 0, head) == 0) {
    text = text.substr(0, head) + " {\n" + inner(body_.substr(zeroed_)) + inner(text) + "}\n";
    body_.erase(zeroed_);
  }
  zeroed_ = body_.size();
  body_ += text;
  zeroedEnd_ = body_.size();
}

/// What the workspace has, and zeros where it has nothing.
void BodyWriter::copyCompleted(const Storage &s, const Value *v, const Value *like) {
  ir::Type item = s.type;
  item.list = 0;
  body_ += forItems(placeOf(s), e_.listPlace(like), s,
                    [&](const std::string &to, const std::string &of, const Positions &at) {
                      std::string from = e_.listPlace(v);
                      for (size_t i = 0; i + 1 < at.size(); ++i)
                        from = Expressions::itemAt(from, at[i]);
                      return assignItem(to, containerOf(from) + ".item(" + at.back() +
                                                (item.isFixed() ? "" : ", " + shapeOf(of, item)) + ")");
                    });
}

void BodyWriter::copyList(const Storage &s, const Value *v) {
  declare(s);
  if (v->def && v->def->kind == Op::Undefined)
    return;
  const bool parameter = s.where == Storage::Parameter;
  const std::string to = placeOf(s);
  if (isZeroList(v) && !(parameter && v->def->kind == Op::ZeroList))
    return line((parameter ? containerOf(to) : s.name) + ".clear();");
  if (isZeroList(v)) {
    zeroList(s, v->def->operand(0));
    return;
  }
  const bool fromParameter = e_.isParameter(v);
  if (!parameter && !fromParameter)
    return line(s.name + " = " + e_.listPlace(v).substr(0, e_.listPlace(v).find("[$]")) + ";");
  if (!parameter)
    line(s.name + ".clear();");
  if (const Value *like = ir::itemsLike(v); parameter && !fromParameter && like && e_.isParameter(like))
    return copyCompleted(s, v, like);
  body_ += forItems(to, e_.listPlace(v), s,
                    [&](const std::string &x, const std::string &y, const Positions &) {
                      if (parameter)
                        return assignItem(x, y);
                      const size_t at = x.rfind('[');
                      return x.substr(0, at) + ".put(" + x.substr(at + 1, x.size() - at - 2) +
                             ", " + y + (s.type.array ? ".matrix()" : "") + ");\n";
                    });
}

std::string BodyWriter::sumOfItem(const Storage &s, const std::string &to, const std::string &from,
                                  const Positions &at) const {
  ir::Type item = s.type;
  item.list = 0;
  if (!ofWorkspace(from) || (item.isFixed() && !item.dense))
    return to + " += " + from + ";\n";
  // There may be nothing to add.
  return to + " += " + from.substr(0, from.rfind('[')) + ".item(" + at.back() +
         (item.isFixed() ? "" : ", " + shapeOf(to, item)) + ");\n";
}

void BodyWriter::addToItem(const Operation &op, const Value *x, const Storage &s,
                           const std::string &place) {
  if (x->type.dense && isTerm(x, Op::Add) &&
      (isProduct(x->def->operand(0)) || isProduct(x->def->operand(1)))) {
    addToItem(op, x->def->operand(0), s, place);
    return addToItem(op, x->def->operand(1), s, place);
  }
  const bool parameter = s.where == Storage::Parameter;
  auto added = [&](const std::string &to, const std::string &from, const Positions &at) { return sumOfItem(s, to, from, at); };
  const std::string at = e_.positionText(op.operand(1)), list = containerOf(place);
  if (x->type.isList()) {
    if (!parameter)
      return line(list + ".add(" + at + ", " + containerOf(e_.listPlace(x)) + ");");
    body_ += forItems(Expressions::itemAt(place, at), e_.listPlace(x), s, added, {}, false);
    return;
  }
  if (!parameter)
    return line(list + ".add(" + at + ", " +
                e_.value(x, x->type.dense ? World::Matrix : World::Scalar).s + ");");
  std::string item = Expressions::itemAt(place, at);
  if (isProduct(x))
    return line(item + (s.type.array ? ".matrix()" : "") +
                ".noalias() += " + e_.definition(x, World::Matrix).s + ";");
  const char *sign = " += ";
  if (!plan_.storageOf(x) && x->def && x->def->kind == Op::Neg) {
    sign = " -= ";
    x = x->def->operand(0);
  }
  if (!x->type.dense)
    return line(item + sign + e_.value(x).s + ";");
  const Value *repeated = plan_.storageOf(x) ? nullptr : Expressions::repeatedScalar(x);
  if (repeated)
    return line(toWorld({item, kPrimary, worldOf(s)}, World::Array).s + sign +
                e_.value(repeated).s + ";");
  line(item + sign + e_.value(x, worldOf(s)).s + ";");
}

void BodyWriter::changeList(const Operation &op, const Storage &s) {
  declare(s);
  const Value *x = op.operand(0);
  const bool swapped = op.kind == Op::AddLists && !heldBy(x, s) && heldBy(op.operand(1), s);
  const bool parameter = s.where == Storage::Parameter;
  auto added = [&](const std::string &to, const std::string &from, const Positions &at) { return sumOfItem(s, to, from, at); };
  if (op.kind == Op::SizedList && parameter && heldBy(x, s)) {
    // Numbers of new items are zero, also where a constructor says otherwise.
    const std::string container = containerOf(s.name);
    bool numbers = false;
    for (const ir::Parameter &p : plan_.function().parameters)
      for (const auto &leaf : p.leaves) {
        ir::Type item = leaf.value ? leaf.value->type : leaf.type;
        const bool list = item.isList() && item.count == ir::kDynamic;
        item.list = 0;
        numbers = numbers || (list && item.isFixed() && containerOf(leaf.path) == container);
      }
    std::string empty = container + "_is_empty";
    for (char &c : empty)
      if (!std::isalnum(static_cast<unsigned char>(c)))
        c = '_';
    if (numbers && sizedContainers_.insert(container).second)
      line("const bool " + empty + " = " + container + ".empty();");
  }
  if (op.kind == Op::SizedList && parameter && !heldBy(x, s) && !isZeroList(x) &&
      !e_.isParameter(x)) {
    return copyCompleted(s, x, op.operand(1));
  }
  if (op.kind == Op::SizedList && isZeroList(x)) {
    zeroList(s, op.operand(1));
    return;
  }
  if (!swapped && !heldBy(x, s))
    copyList(s, x);
  const std::string place = placeOf(s);
  auto at = [&] { return e_.positionText(op.operand(1)); };
  switch (op.kind) {
  case Op::SizedList:
    return completeList(s, op.operand(1));
  case Op::ResizeList:
    return line(containerOf(place) + ".resize(" + e_.positionText(op.operand(2)) + ");");
  case Op::DropItem:
    if (!parameter)
      return line(s.name + ".drop(" + at() + ");");
    if (s.type.list > 1)
      return line(containerOf(Expressions::itemAt(place, at())) + ".clear();");
    return line(Expressions::itemAt(place, at()) + (s.type.dense ? ".setZero();" : " = 0;"));
  case Op::AddItem:
    return addToItem(op, op.operand(2), s, place);
  case Op::PutItem: {
    const Value *v = op.operand(2);
    if (v->type.isList()) {
      if (!parameter && !e_.isParameter(v))
        return line(s.name + ".put(" + at() + ", " + containerOf(e_.listPlace(v)) + ");");
      body_ += forItems(Expressions::itemAt(place, at()), e_.listPlace(v), s,
                        [](const std::string &to, const std::string &from, const Positions &) {
                          return assignItem(to, from);
                        });
      return;
    }
    if (parameter)
      return line(assignItem(Expressions::itemAt(place, at()),
                             e_.value(v, v->type.dense ? worldOf(s) : World::Scalar).s));
    return line(s.name + ".put(" + at() + ", " +
                e_.value(v, v->type.dense ? World::Matrix : World::Scalar).s + ");");
  }
  case Op::AddLists: {
    const Value *other = swapped ? x : op.operand(1);
    if (!parameter && !e_.isParameter(other))
      return line(s.name + " += " + containerOf(e_.listPlace(other)) + ";");
    body_ += forItems(place, e_.listPlace(other), s, added, {}, false);
    return;
  }
  default:
    throw std::logic_error("this is no statement about a list");
  }
}

} // namespace gateaux::emit
