// SPDX-License-Identifier: Apache-2.0
#include "Members.h"

namespace gateaux::emit {

using ir::Active;
using ir::Annotation;

std::string join(const std::vector<std::string> &items) {
  std::string s;
  for (const std::string &item : items)
    s += (s.empty() || item.empty() ? "" : ", ") + item;
  return s;
}

std::string forItems(const std::vector<Active> &items, const std::string &text) {
  std::string s;
  for (const Active &item : items)
    for (char c : text)
      s += c == '$' ? item.name : c == '@' ? item.plain : std::string(1, c);
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

std::string declareVariables(const std::vector<Active> &items, const std::string &suffix) {
  return forItems(items, "@ $" + suffix + ";\n");
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

static const ir::Type &typeOf(const Annotation &annotation, const Active &item) {
  return annotation.function->arguments()[item.leaves.front().argument]->type;
}

bool isScalar(const Annotation &annotation, const Active &item) {
  return !typeOf(annotation, item).dense;
}

std::string zeroLike(const Annotation &annotation, const std::string &prefix,
                     const std::string &suffix,
                     const std::function<std::string(const Active &)> &like) {
  std::string s;
  for (const Active &item : annotation.wrt) {
    const ir::Type &t = typeOf(annotation, item);
    const std::string variable = prefix + item.name + suffix, shape = like(item);
    if (!t.dense)
      s += variable + " = 0;\n";
    else if (t.isFixed())
      s += variable + ".setZero();\n";
    else if (t.isVector())
      s += variable + ".setZero(" + shape + ".size());\n";
    else
      s += variable + ".setZero(" + shape + ".rows(), " + shape + ".cols());\n";
  }
  return s;
}

const Active *itemOf(const Annotation &annotation, unsigned parameter) {
  for (const Active &item : annotation.wrt)
    if (item.parameter == parameter &&
        item.access == annotation.function->parameters[parameter].name)
      return &item;
  return nullptr;
}

} // namespace gateaux::emit
