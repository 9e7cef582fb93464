// SPDX-License-Identifier: Apache-2.0
#include "Members.h"

#include "../ir/Spelling.h"
#include "Plan.h"

#include <algorithm>

namespace gateaux::emit {

using ir::Active;
using ir::Annotation;

std::string join(const std::vector<std::string> &items) {
  std::string s;
  for (const std::string &item : items)
    s += (s.empty() || item.empty() ? "" : ", ") + item;
  return s;
}

std::string scalarOf(const Annotation &annotation) {
  for (const ir::Output &output : annotation.function->outputs)
    if (output.value->type.isReal())
      return output.value->type.scalar == ir::ScalarKind::F32 ? "float" : "double";
  return "double";
}

std::string flatVector(const Annotation &annotation) {
  return scalarOf(annotation) == "float" ? "Eigen::VectorXf" : "Eigen::VectorXd";
}

std::string names(const std::vector<Active> &items, const std::string &prefix,
                  const std::string &suffix) {
  std::vector<std::string> list;
  for (const Active &item : items)
    list.push_back(prefix + item.name + suffix);
  return join(list);
}

std::string unused(const Annotation &annotation, const std::string &wanted) {
  auto taken = [&](const std::string &name) {
    for (const ir::Parameter &p : annotation.function->parameters)
      if (p.name == name)
        return true;
    for (const Active &item : annotation.wrt)
      if (item.name == name)
        return true;
    return false;
  };
  std::string name = wanted;
  for (unsigned n = 2; taken(name); ++n)
    name = wanted + std::to_string(n);
  return name;
}

const Active *itemOf(const Annotation &annotation, unsigned parameter) {
  for (const Active &item : annotation.wrt)
    if (item.parameter == parameter &&
        item.access == annotation.function->parameters[parameter].name)
      return &item;
  return nullptr;
}

bool isPartlyActive(const Annotation &annotation, unsigned parameter) {
  return !itemOf(annotation, parameter) &&
         std::any_of(annotation.wrt.begin(), annotation.wrt.end(),
                     [&](const Active &item) { return item.parameter == parameter; });
}

namespace {

Member memberOf(const ir::Parameter::Leaf &leaf, const std::string &suffix) {
  return {suffix, leaf.path, leaf.value ? leaf.value->type : leaf.type, leaf.held, leaf.extent};
}

} // namespace

bool Variable::isArray() const { return !declarator.empty(); }

bool Variable::isDynamicPointer() const { return isArray() && !members[0].type.isFixed(); }

std::string Variable::declared(const std::string &as) const {
  if (!isArray())
    return plain + " " + as;
  const ir::Type &t = members[0].type;
  const std::string scalar = ir::spell(t.element());
  if (isDynamicPointer())
    return "std::vector<" + scalar + "> " + as;
  return scalar + " " + as + "[" + std::to_string(t.rows) + "]" +
         (t.isColumn() ? "" : "[" + std::to_string(t.cols) + "]");
}

std::string Variable::passed(const std::string &text) const {
  return isDynamicPointer() ? text + ".data()" : text;
}

Variable variableOf(const Annotation &annotation, const Active &item) {
  Variable v{item.name, item.plain, item.declarator, {}};
  for (const Active::Leaf &of : item.leaves)
    for (const ir::Parameter::Leaf &leaf : annotation.function->parameters[item.parameter].leaves)
      if (leaf.value == annotation.function->arguments()[of.argument])
        v.members.push_back(memberOf(leaf, of.suffix));
  return v;
}

std::vector<Variable> variablesOf(const Annotation &annotation) {
  std::vector<Variable> variables;
  for (const Active &item : annotation.wrt)
    variables.push_back(variableOf(annotation, item));
  return variables;
}

Variable variableOf(const ir::Parameter &parameter) {
  Variable v{parameter.name, parameter.plain, parameter.declarator, {}};
  for (const ir::Parameter::Leaf &leaf : parameter.leaves)
    v.members.push_back(memberOf(leaf, leaf.path.substr(parameter.name.size())));
  return v;
}

std::string passedList(const std::vector<Variable> &variables, const std::string &prefix,
                       const std::string &suffix) {
  std::vector<std::string> list;
  for (const Variable &v : variables)
    list.push_back(v.passed(prefix + v.name + suffix));
  return join(list);
}

std::vector<std::string> memberList(const std::vector<Variable> &variables,
                                    const std::string &prefix, const std::string &suffix) {
  std::vector<std::string> list;
  for (const Variable &v : variables)
    for (const Member &member : v.members)
      list.push_back(prefix + v.name + suffix + member.suffix);
  return list;
}

std::string forEach(const std::vector<std::string> &members, const std::string &statement, bool constant,
                    unsigned depth) {
  static const std::string mark = "[$]";
  std::string s;
  for (size_t i = 0; i < members.size();) {
    const size_t at = members[i].find(mark);
    if (at == std::string::npos) {
      std::string filled = statement;
      for (size_t k = 0; (k = filled.find('$', k)) != std::string::npos; k += members[i].size())
        filled.replace(k, 1, members[i]);
      s += filled;
      ++i;
      continue;
    }
    // All members of the items of this list.
    const std::string list = members[i].substr(0, at), item = depth == 1 ? "item" : "item" + std::to_string(depth);
    std::vector<std::string> within;
    for (; i < members.size() && members[i].compare(0, at + mark.size(), list + mark) == 0; ++i)
      within.push_back(item + members[i].substr(at + mark.size()));
    s += std::string("for (") + (constant ? "const " : "") + "auto& " + item + " : " + list + ") {\n" +
         forEach(within, statement, constant, depth + 1) + "}\n";
  }
  return s;
}

bool isInList(const Member &member) { return member.suffix.find("[$]") != std::string::npos; }

std::string zeroLike(const Member &member, const std::string &variable, const std::string &like) {
  const ir::Type &t = member.type;
  if (!t.dense)
    return variable + " = 0;\n";
  if (member.held == ir::Holding::Sparse)
    return "gateaux::set_pattern(" + sparseBehind(variable) + ", " + sparseBehind(like) + ");\n" + variable + ".setZero();\n";
  if (member.held != ir::Holding::Direct) {
    if (t.isFixed())
      return "gateaux::set_zero(" + variable + ");\n";
    const std::string size = member.held == ir::Holding::Pointer ? member.extent : like + ".size()";
    return variable + ".assign(" + size + ", 0);\n";
  }
  if (t.isFixed())
    return variable + ".setZero();\n";
  if (t.isVector())
    return variable + ".setZero(" + like + ".size());\n";
  return variable + ".setZero(" + like + ".rows(), " + like + ".cols());\n";
}

} // namespace gateaux::emit
