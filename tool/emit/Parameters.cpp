// SPDX-License-Identifier: Apache-2.0
//
// Lists of parameters and arguments.
#include "Emit.h"

#include <cctype>

namespace gateaux::emit {

std::string declare(const std::string &type, const std::string &name) {
  const size_t at = type.find('$');
  return at == std::string::npos ? type + " " + name
                                 : type.substr(0, at) + name + type.substr(at + 1);
}

std::string declareParameters(const std::vector<ir::Parameter> &parameters) {
  std::string s;
  for (const ir::Parameter &p : parameters)
    s += (s.empty() ? "" : ", ") + declare(p.declared, p.name);
  return s;
}

bool mentions(const std::string &text, const std::string &name) {
  auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (size_t i = text.find(name); i != std::string::npos; i = text.find(name, i + 1)) {
    size_t end = i + name.size();
    const bool member = i > 0 && text[i - 1] == '.'; // of something else
    if ((i == 0 || !isWord(text[i - 1])) && !member && (end == text.size() || !isWord(text[end])))
      return true;
  }
  return false;
}

std::string declareUsed(std::vector<ir::Parameter> parameters, const std::string &body) {
  for (ir::Parameter &p : parameters)
    if (!mentions(body, p.name))
      p.name = "/*" + p.name + "*/";
  return declareParameters(parameters);
}

std::string nameParameters(const std::vector<ir::Parameter> &parameters) {
  std::string s;
  for (const ir::Parameter &p : parameters)
    s += (s.empty() ? "" : ", ") + p.name;
  return s;
}

std::string workspaceName(const ir::Function &function) {
  std::string name = "ws";
  for (const ir::Parameter &p : function.parameters)
    if (p.name == name)
      name = "workspace";
  return name;
}

std::string followed(const std::string &list) { return list.empty() ? "" : list + ", "; }

} // namespace gateaux::emit
