// SPDX-License-Identifier: Apache-2.0
//
// Dense Jacobians and Hessians, from products with unit vectors.
#include "Emit.h"
#include "Members.h"
#include "Templates.h"

#include "../ir/Names.h"

namespace gateaux::emit {

using ir::Active;
using ir::Annotation;

namespace {

/// A differentiable result of a function.
struct Result {
  std::string name; ///< of the parameter; that of the function for its value
  std::string plain;
  bool parameter;
  bool dense;
};

std::vector<Result> resultsOf(const Annotation &a) {
  std::vector<Result> results;
  const ir::Function &f = *a.function;
  for (const ir::Output &output : f.outputs) {
    if (!output.value->type.isReal())
      continue;
    const bool dense = output.value->type.dense;
    if (output.path.empty())
      results.push_back({ir::resultName(f), f.result, false, dense});
    for (const ir::Parameter &p : f.parameters)
      if (p.name == output.path)
        results.push_back({p.name, p.plain, true, dense});
  }
  return results;
}

std::string access(const Active &item) { return item.access; }

std::string accesses(const Annotation &a) {
  std::vector<std::string> list;
  for (const Active &item : a.wrt)
    list.push_back(item.access);
  return join(list);
}

/// What f_jacobian and f_hessian have in common: the workspace, the function that fills `matrix`,
/// and the overload that makes a workspace itself.
std::string function(const Annotation &a, const std::string &request, const std::string &matrix,
                     const std::string &comment, const std::string &members,
                     const std::string &body) {
  const ir::Function &f = *a.function;
  bool dense = false;
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
  const std::vector<Result> results = resultsOf(a);
  const bool value = f.result != "void";
  const std::string J = unused(a, "J"), jacobian = unused(a, "jacobian"),
                    column = unused(a, "column"), row = unused(a, "row");
  std::string members = a.base + "_tangent_workspace tangent;\n" + a.base +
                        "_adjoint_workspace adjoint;\n" + forItems(a.wrt, "@ $_dot{}, $_bar{};\n");
  std::vector<std::string> dots, bars;
  std::string shaped;
  for (const Result &r : results) {
    members += r.plain + " " + r.name + "_dot{}, " + r.name + "_bar{};\n";
    dots.push_back(ws + r.name + "_dot");
    bars.push_back(ws + r.name + "_bar");
    shaped += bars.back() + " = " + (r.dense ? dots.back() + ";\n" + bars.back() + ".setZero();\n" : "0;\n");
  }
  if (value)
    members += f.result + " value{};\n";
  members += "Eigen::VectorXd line;\n";
  const std::string tangent = a.base + "_tangent(" +
                              join({listed, names(a.wrt, ws, "_dot"), join(dots)}) + ", " + ws +
                              "tangent);\n";
  const std::string adjoint = a.base + "_adjoint(" +
                              join({listed, join(bars), names(a.wrt, ws, "_bar")}) + ", " + ws +
                              "adjoint);\n";
  std::string body = zeroLike(a, ws, "_dot", access);
  body += (value ? ws + "value = " : "") + tangent;
  body += "gateaux::DenseAssembly " + jacobian + "(" + J + ", " + ws + "line, gateaux::entries(" +
          join(dots) + "), gateaux::entries(" + accesses(a) + "));\n";
  body += "if (" + jacobian + ".by_columns()) {\nauto " + column + " = [&] {\n" + tangent +
          jacobian + ".column(" + join(dots) + ");\n};\n";
  for (const Active &item : a.wrt)
    body += "gateaux::for_each_unit(" + ws + item.name + "_dot, " + column + ");\n";
  body += "} else {\n" + shaped + "auto " + row + " = [&] {\n" +
          zeroLike(a, ws, "_bar", access) + adjoint + jacobian + ".row(" +
          names(a.wrt, ws, "_bar") + ");\n};\n";
  for (const Result &r : results) {
    // The adjoint of an output parameter is consumed: the sweep leaves zeros.
    body += "gateaux::for_each_unit(" + ws + r.name + "_bar, " + row + ");\n";
  }
  body += "}\n";
  if (value)
    body += "return " + ws + "value;\n";
  return function(a, "jacobian", J, comment, members, body);
}

std::string emitHessian(const Annotation &a, const std::string &comment) {
  const ir::Function &f = *a.function;
  const std::string listed = nameParameters(f.parameters), ws = workspaceName(f) + ".";
  const std::string H = unused(a, "H"), hessian = unused(a, "hessian"),
                    column = unused(a, "column"), value = unused(a, "value");
  std::string members = a.base + "_linearize_workspace linearize;\n" +
                        forItems(a.wrt, "@ $_bar{}, $_dot{}, $_hv{};\n") +
                        "Eigen::VectorXd line;\n";
  std::string body = zeroLike(a, ws, "_dot", access);
  for (const Active &item : a.wrt)
    if (item.view)
      for (const char *suffix : {"_bar", "_hv"})
        body += ws + item.name + suffix + ".resizeLike(" + ws + item.name + "_dot);\n";
  body += "const " + f.result + " " + value + " = " + a.base + "_linearize(" +
          join({listed, names(a.wrt, ws, "_bar")}) + ", " + ws + "linearize);\n";
  body += "gateaux::DenseAssembly " + hessian + "(" + H + ", " + ws + "line, gateaux::entries(" +
          accesses(a) + "), gateaux::entries(" + accesses(a) + "));\n";
  body += "auto " + column + " = [&] {\n" + a.base + "_linearized_hvp(" +
          join({listed, names(a.wrt, ws, "_dot"), names(a.wrt, ws, "_hv")}) + ", " + ws +
          "linearize);\n" + hessian + ".column(" + names(a.wrt, ws, "_hv") + ");\n};\n";
  for (const Active &item : a.wrt)
    body += "gateaux::for_each_unit(" + ws + item.name + "_dot, " + column + ");\n";
  body += "return " + value + ";\n";
  return function(a, "hessian", H, comment, members, body);
}

} // namespace gateaux::emit
