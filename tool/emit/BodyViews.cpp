// SPDX-License-Identifier: Apache-2.0
//
// How a generated function sees parameters that are neither scalars nor Eigen's: containers, arrays
// and pointers, through Maps.
#include "BodyWriter.h"

namespace gateaux::emit {

namespace {

bool isPointer(const ir::Parameter::Leaf &leaf) {
  return leaf.held == ir::Holding::Pointer || leaf.held == ir::Holding::Positions;
}

/// `Eigen::Map<Eigen::VectorXd> y_map(y.data(), y.size());`
std::string mapOf(const Storage &s, bool written) {
  ir::Type type = s.type;
  type.array = false;
  std::string arguments = s.access;
  if (!s.type.isColumn())
    arguments = "&" + s.access + "[0][0]";
  else if (s.leaf->held == ir::Holding::Container || s.leaf->held == ir::Holding::Sparse)
    arguments += ".data()";
  if (!type.isFixed())
    arguments += ", " + (isPointer(*s.leaf) ? s.leaf->extent : s.access + ".size()");
  if (!type.isFixed() && !type.isColumn())
    arguments += ", " + std::to_string(type.cols);
  return (written ? "Eigen::Map<" : "const Eigen::Map<const ") + ir::spell(type) + "> " + s.name +
         "(" + arguments + ");";
}

} // namespace

/// A derivative has the pattern of what it is the derivative of; one that is added to may be empty.
static std::string patterned(const Storage &s) {
  const std::string matrix = sparseBehind(s.access), &like = s.leaf->extent;
  if (!s.writable || matrix == like)
    return "";
  return std::string("  gateaux::") + (s.leaf->value ? "sized" : "set") + "_pattern(" + matrix + ", " + like + ");\n";
}

/// `const Eigen::Map<const Eigen::MatrixXd> W(p + offset, rows, cols);`
void BodyWriter::view(const Operation &part, const Storage &s) {
  const bool slice = part.kind == Op::Slice;
  const Value *from = part.operand(0), *first = slice ? part.operand(1) : nullptr;
  if (!from->isArgument()) {
    first = from->def->operand(1);
    from = from->def->operand(0);
  }
  const Storage &held = *plan_.storageOf(from);
  std::string arguments =
      held.access + (isPointer(*held.leaf) || held.leaf->held == ir::Holding::Array ? "" : ".data()");
  if (const std::string offset =
          first ? parenthesised(e_.unconverted(first), kMultiplicative) : "0";
      offset != "0")
    arguments += " + " + offset;
  if (!s.type.isFixed())
    arguments +=
        slice ? ", " + e_.extent(part.result(), 0)
              : ", " + e_.unconverted(part.operand(1)).s + ", " + e_.unconverted(part.operand(2)).s;
  line("const Eigen::Map<const " + ir::spell(s.type) + "> " + s.name + "(" + arguments + ");");
}

/// Integers that only extents were thought to read need not be there.
static std::string withoutUnread(std::string body) {
  static const std::string kinds[] = {"const Eigen::Index ", "const std::size_t ", "const int "};
  for (size_t begin = 0; begin < body.size();) {
    const size_t end = body.find('\n', begin) + 1;
    const size_t text = body.find_first_not_of(' ', begin);
    bool unread = false;
    for (const std::string &kind : kinds) {
      const size_t name = text + kind.size(), assign = body.find(" = ", name);
      if (body.compare(text, kind.size(), kind) == 0 && assign != std::string::npos && assign < end && body[end - 2] == ';')
        unread = !mentions(body.substr(end), body.substr(name, assign - name));
    }
    if (unread)
      body.erase(begin, end - begin);
    else
      begin = end;
  }
  return body;
}

/// Puts before the body how it sees what is neither a scalar nor Eigen's, and the declarations of those variables
/// of earlier parts that it names.
void BodyWriter::views(std::vector<std::pair<std::string, std::string>> crossing) {
  // An extent may be spelled by what nothing reads here.
  std::string body = withoutUnread(std::exchange(body_, {}));
  auto first = crossing.begin();
  for (const Storage *s : plan_.keptBefore(part_)) {
    const bool shadowed = std::any_of(crossing.begin(), crossing.end(), [&](const auto &c) { return c.first == s->name; });
    if (declared_.count(s) || shadowed)
      continue;
    declare(*s);
    first = crossing.insert(first, {s->name, std::exchange(body_, {})}) + 1;
  }
  body_ = std::move(body);
  std::string read, sized, written;
  const std::vector<const Storage *> all = plan_.parametersOf(part_);
  for (const Storage *s : all) {
    if (!s->isMapped())
      continue;
    if (s->leaf->held == ir::Holding::Sparse)
      sized += patterned(*s);
    else if (plan_.isSizedFirst(*s))
      sized += "  " + s->access + ".resize(" + e_.extent(plan_.finalOf(*s), 0) + ");\n";
    else if (auto it = sized_.find(s); it != sized_.end())
      sized += "  " + it->second + "\n";
    if (s->writable && mentions(body_, s->name))
      written += "  " + mapOf(*s, true) + "\n";
  }
  std::string returned;
  if (plan_.function().returned && plan_.parts()[part_].returnsValue)
    returned = "  auto& " + plan_.returnedName() + " = " + ws_ + "." + plan_.returnedName() + ";\n";
  body_ = returned + sized + written + body_;
  // Where only the extents of a variable are read, they may be spelled by something else.
  for (size_t i = crossing.size(); i-- > 0;)
    if (mentions(body_, crossing[i].first))
      body_ = crossing[i].second + body_;
  for (const Storage *s : all)
    if (s->isMapped() && !s->writable && mentions(body_, s->name))
      read += "  " + mapOf(*s, false) + "\n";
  body_ = read + body_;
}

} // namespace gateaux::emit
