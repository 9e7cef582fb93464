// SPDX-License-Identifier: Apache-2.0
//
// Dense Jacobians and Hessians, from products with unit vectors.
#include "Emit.h"
#include "Members.h"
#include "Templates.h"

#include "../ir/Names.h"

#include <algorithm>

namespace gateaux::emit {

using ir::Annotation;

namespace {

/// The variables of the differentiable results, with the leaves that f writes.
struct Result {
  Variable variable;
  bool returned;
};

std::vector<Result> resultsOf(const Annotation &a) {
  std::vector<Result> results;
  const ir::Function &f = *a.function;
  auto add = [&](const ir::Parameter &p, const std::string &name, bool returned) {
    Variable v = variableOf(p);
    v.name = name;
    v.members.erase(
        std::remove_if(v.members.begin(), v.members.end(),
                       [&](const Member &m) {
                         return !m.type.isReal() ||
                                std::none_of(f.outputs.begin(), f.outputs.end(),
                                             [&](const ir::Output &o) { return o.path == m.path; });
                       }),
        v.members.end());
    if (!v.members.empty())
      results.push_back({std::move(v), returned});
  };
  for (const ir::Output &output : f.outputs)
    if (output.path.empty() && output.value->type.isReal())
      results.push_back({{ir::resultName(f),
                          f.result,
                          "",
                          {{"", "", output.value->type, ir::Holding::Direct, ""}}},
                         true});
  if (f.returned)
    add(*f.returned, ir::resultName(f), true);
  for (const ir::Parameter &p : f.parameters)
    add(p, p.name, false);
  return results;
}

/// Where the shape of a member of an item is: in f's parameter, but for what a pointer points to.
std::vector<std::string> shapes(const std::vector<Variable> &variables, const std::string &ws) {
  std::vector<std::string> list;
  for (const Variable &v : variables)
    for (const Member &m : v.members)
      list.push_back(m.held == ir::Holding::Pointer ? ws + v.name + "_dot" + m.suffix : m.path);
  return list;
}

/// Zeros of the shape of f's parameters.
std::string zeros(const std::vector<Variable> &variables, const std::string &ws,
                  const std::string &suffix) {
  std::string s;
  for (const Variable &v : variables)
    for (const Member &m : v.members)
      s += zeroLike(m, ws + v.name + suffix + m.suffix, m.path);
  return s;
}

/// What f_jacobian and f_hessian have in common: the workspace, the function that fills `matrix`,
/// and the overload that makes a workspace itself.
std::string function(const Annotation &a, const std::string &request, const std::string &matrix,
                     const std::string &comment, const std::string &members,
                     const std::string &body) {
  const ir::Function &f = *a.function;
  bool dense = f.returned.has_value();
  for (const ir::Output &output : f.outputs)
    dense = dense || (output.path.empty() && output.value->type.dense);
  const std::string name = a.base + "_" + request, type = name + "_workspace";
  const std::string ws = workspaceName(f);
  const std::string declared = followed(declareParameters(f.parameters)) + "Eigen::MatrixXd& " + matrix;
  return "/// The temporaries of " + name + "; they grow with the sizes and never shrink.\nstruct " +
         type + " {\n" + members + "};\n\n" + comment + "inline " +
         (dense ? "const " + f.result + "&" : f.result) + " " + name + "(" + declared + ", " +
         type + "& " + ws + ") {\n" + body + "}\n\n" +
         "/// As above, with a workspace of its own.\ninline " + f.result + " " + name + "(" +
         declared + ") {\n" + type + " " + ws + ";\n" + (f.result == "void" ? "" : "return ") +
         name + "(" + followed(nameParameters(f.parameters)) + matrix + ", " + ws + ");\n}\n\n";
}

} // namespace

std::string emitJacobian(const Annotation &a, const std::string &comment) {
  const ir::Function &f = *a.function;
  const std::string listed = nameParameters(f.parameters), ws = workspaceName(f) + ".";
  const std::vector<Result> all = resultsOf(a);
  const std::vector<Variable> items = variablesOf(a);
  std::vector<Variable> results;
  for (const Result &r : all)
    results.push_back(r.variable);
  const bool value = f.result != "void";
  const std::string J = unused(a, "J"), jacobian = unused(a, "jacobian"),
                    column = unused(a, "column"), row = unused(a, "row");
  std::string members =
      a.base + "_tangent_workspace tangent;\n" + a.base + "_adjoint_workspace adjoint;\n";
  for (const std::vector<Variable> &list : {items, results})
    for (const Variable &v : list)
      members += v.declared(v.name + "_dot") + "{};\n" + v.declared(v.name + "_bar") + "{};\n";
  std::string sized, shaped;
  for (const Variable &v : results) {
    const std::string dot = ws + v.name + "_dot", bar = ws + v.name + "_bar";
    if (v.isArray()) { // a pointer's target is sized by the caller
      sized += zeroLike(v.members[0], dot, "");
      shaped += zeroLike(v.members[0], bar, "");
      continue;
    }
    const bool scalar = !v.members[0].type.dense && v.members[0].suffix.empty();
    if (!scalar)
      shaped += bar + " = " + dot + ";\n";
    for (const Member &m : v.members)
      shaped += !m.type.dense                   ? bar + m.suffix + " = 0;\n"
                : m.held == ir::Holding::Direct ? bar + m.suffix + ".setZero();\n"
                                                : "gateaux::set_zero(" + bar + m.suffix + ");\n";
  }
  if (value)
    members += f.result + " value{};\n";
  members += "Eigen::VectorXd line;\n";
  const std::string tangent =
      a.base + "_tangent(" +
      join({listed, passedList(items, ws, "_dot"), passedList(results, ws, "_dot")}) + ", " + ws +
      "tangent);\n";
  const std::string adjoint =
      a.base + "_adjoint(" +
      join({listed, passedList(results, ws, "_bar"), passedList(items, ws, "_bar")}) + ", " + ws +
      "adjoint);\n";
  const std::vector<std::string> dots = memberList(results, ws, "_dot");
  std::string body = zeros(items, ws, "_dot") + sized;
  body += (value ? ws + "value = " : "") + tangent;
  body += "gateaux::DenseAssembly " + jacobian + "(" + J + ", " + ws + "line, gateaux::entries(" +
          join(dots) + "), gateaux::entries(" + join(shapes(items, ws)) + "));\n";
  body += "if (" + jacobian + ".by_columns()) {\nauto " + column + " = [&] {\n" + tangent +
          jacobian + ".column(" + join(dots) + ");\n};\n";
  for (const std::string &dot : memberList(items, ws, "_dot"))
    body += "gateaux::for_each_unit(" + dot + ", " + column + ");\n";
  body += "} else {\n" + shaped + "auto " + row + " = [&] {\n" + zeros(items, ws, "_bar") +
          adjoint + jacobian + ".row(" + join(memberList(items, ws, "_bar")) + ");\n};\n";
  // The adjoint of an output parameter is consumed: the sweep leaves zeros.
  for (const std::string &bar : memberList(results, ws, "_bar"))
    body += "gateaux::for_each_unit(" + bar + ", " + row + ");\n";
  body += "}\n";
  if (value)
    body += "return " + ws + "value;\n";
  return function(a, "jacobian", J, comment, members, body);
}

std::string emitHessian(const Annotation &a, const std::string &comment) {
  const ir::Function &f = *a.function;
  const std::string listed = nameParameters(f.parameters), ws = workspaceName(f) + ".";
  const std::vector<Variable> items = variablesOf(a);
  const std::string H = unused(a, "H"), hessian = unused(a, "hessian"),
                    column = unused(a, "column"), value = unused(a, "value");
  std::string members = a.base + "_linearize_workspace linearize;\n";
  for (const Variable &v : items)
    for (const char *suffix : {"_bar", "_dot", "_hv"})
      members += v.declared(v.name + suffix) + "{};\n";
  members += "Eigen::VectorXd line;\n";
  std::string body = zeros(items, ws, "_dot");
  for (size_t i = 0; i < items.size(); ++i)
    for (const char *suffix : {"_bar", "_hv"}) {
      const std::string dot = ws + items[i].name + "_dot";
      if (a.wrt[i].view)
        body += ws + items[i].name + suffix + ".resizeLike(" + dot + ");\n";
      else if (items[i].isDynamicPointer())
        body += ws + items[i].name + suffix + ".resize(" + dot + ".size());\n";
    }
  const std::string shape = join(shapes(items, ws));
  body += "const " + f.result + " " + value + " = " + a.base + "_linearize(" +
          join({listed, passedList(items, ws, "_bar")}) + ", " + ws + "linearize);\n";
  body += "gateaux::DenseAssembly " + hessian + "(" + H + ", " + ws + "line, gateaux::entries(" +
          shape + "), gateaux::entries(" + shape + "));\n";
  body += "auto " + column + " = [&] {\n" + a.base + "_linearized_hvp(" +
          join({listed, passedList(items, ws, "_dot"), passedList(items, ws, "_hv")}) + ", " + ws +
          "linearize);\n" + hessian + ".column(" + join(memberList(items, ws, "_hv")) + ");\n};\n";
  for (const std::string &dot : memberList(items, ws, "_dot"))
    body += "gateaux::for_each_unit(" + dot + ", " + column + ");\n";
  body += "return " + value + ";\n";
  return function(a, "hessian", H, comment, members, body);
}

} // namespace gateaux::emit
