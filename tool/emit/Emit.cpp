// SPDX-License-Identifier: Apache-2.0
#include "Emit.h"

#include "../ir/Spelling.h"
#include "BodyWriter.h"

#include <algorithm>

namespace gateaux::emit {

namespace {

bool returnsDense(const ir::Function &f) {
  if (f.returned)
    return true;
  for (const ir::Output &output : f.outputs)
    if (output.path.empty())
      return output.value->type.dense;
  return false;
}

/// The workspace: one member per variable, variables of one type in one declaration.
std::string workspace(const Plan &plan, const std::string &name, const std::string &of) {
  std::vector<std::pair<std::string, std::string>> members; // type, names
  auto add = [&](const std::string &type, const std::string &member) {
    for (auto &[t, names] : members)
      if (t == type) {
        names += ", " + member;
        return;
      }
    members.push_back({type, member});
  };
  for (const Storage *s : plan.variables()) {
    if (s->where == Storage::Buffer)
      add("gateaux::Buffer<" + ir::spell(s->type) + ">", s->name);
    else if (s->where == Storage::Sequence || s->where == Storage::List)
      add(ir::spell(s->type), s->name);
    else if (s->where == Storage::Member)
      add(s->declared.empty() ? ir::spell(s->type) : s->declared, s->name);
  }
  const ir::Function &f = plan.function();
  for (const ir::Output &output : f.outputs)
    if (output.path.empty() && output.value->type.dense) {
      const Storage *held = plan.storageOf(output.value);
      if (!held || held->where != Storage::Member)
        add(f.result, plan.returnedMember());
    }
  if (f.returned)
    add(f.result, plan.returnedName());
  std::string s = "/// The temporaries of " + of + "; they grow with the sizes and never shrink.\nstruct " + name + " {\n";
  for (const auto &[type, names] : members)
    s += "  " + type + " " + names + ";\n";
  return s + "};\n\n";
}

/// Says what the reverse sweep keeps of the forward sweep, and how large it is.
void describeSaved(const Plan &plan, std::vector<std::string> &lines) {
  Expressions e(plan);
  std::string list;
  std::set<const Storage *> seen;
  for (const Value *v : plan.saved()) {
    const Storage *s = plan.storageOf(v);
    if (s->where == Storage::Parameter || !seen.insert(s->memory()).second)
      continue;
    const ir::Type &t = v->type;
    if (t.isList()) {
      list += (list.empty() ? "" : ", ") + s->name;
      continue;
    }
    if (t.isSequence()) {
      list += (list.empty() ? "" : ", ") + s->name + " (of every iteration)";
      continue;
    }
    std::string size = t.isVector() ? e.shape(v) : e.extent(v, 0) + " x " + e.extent(v, 1);
    list += (list.empty() ? "" : ", ") + s->name + " (" + size + ")";
  }
  bool reverse = false;
  ir::forEachOperation(plan.function().body, [&](const Operation &op) {
    reverse = reverse || op.stage == Stage::Adjoint;
  });
  if (!reverse)
    return;
  lines.push_back("");
  lines.push_back(list.empty() ? "The reverse sweep saves no matrices."
                               : "Saved for the reverse sweep: " + list + ".");
}

} // namespace

std::string emitFunction(const ir::Function &f, const std::vector<Part> &parts,
                         const std::vector<Presentation> &presentations) {
  Plan plan(f, parts);
  const std::string type = parts[0].name + "_workspace", ws = workspaceName(f);
  std::string text;
  std::string of = parts[0].name;
  for (size_t i = 1; i < parts.size(); ++i)
    of += (i + 1 == parts.size() ? " and " : ", ") + parts[i].name;
  text += workspace(plan, type, of);
  std::set<unsigned> special;
  for (const Part &part : parts)
    special.insert(part.parameters.begin(), part.parameters.end());
  const bool dense = returnsDense(f);
  bool hasValue = f.returned || std::any_of(f.outputs.begin(), f.outputs.end(),
                                            [](const ir::Output &o) { return o.path.empty(); });
  for (unsigned i = 0; i < parts.size(); ++i) {
    std::vector<ir::Parameter> parameters;
    for (unsigned j = 0; j < f.parameters.size(); ++j)
      if (!special.count(j) || std::count(parts[i].parameters.begin(), parts[i].parameters.end(), j))
        parameters.push_back(f.parameters[j]);
    std::string comment;
    std::vector<std::string> lines = presentations[i].comment;
    if (i == 0)
      describeSaved(plan, lines);
    for (const std::string &l : lines)
      comment += "///" + (l.empty() ? "" : " " + l) + "\n";
    bool value = hasValue && parts[i].returnsValue;
    std::string result = !value ? "void" : dense ? "const " + f.result + "&" : f.result;
    std::string body = BodyWriter(plan, i).write();
    text += comment;
    text += "inline " + result + " " + parts[i].name + "(" +
            followed(declareUsed(parameters, body)) + type + "& " +
            (mentions(body, ws) ? ws : "/*" + ws + "*/") +
            ") {\n" + body + "}\n\n";
    if (parts.size() == 1 && presentations[i].overload) {
      text += "/// As above, with a workspace of its own.\n";
      text += "inline " + std::string(value ? f.result : "void") + " " + parts[i].name + "(" +
              declareParameters(parameters) + ") {\n  " + type + " " + ws + ";\n  " +
              (value ? "return " : "") + parts[i].name + "(" +
              followed(nameParameters(parameters)) + ws + ");\n}\n\n";
    }
  }
  return text;
}

std::string emitDeclaration(const ir::Function &f) {
  const bool value = std::any_of(f.outputs.begin(), f.outputs.end(),
                                 [](const ir::Output &o) { return o.path.empty(); });
  return "inline " + std::string(value ? f.result : "void") + " " + f.name + "(" + declareParameters(f.parameters) +
         ");\n";
}

std::string emitFunction(const ir::Function &f, const Presentation &presentation) {
  return emitFunction(f, {Part{f.name, {}, true}}, {presentation});
}

} // namespace gateaux::emit
