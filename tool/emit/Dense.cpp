// SPDX-License-Identifier: Apache-2.0
//
// Dense Jacobians and Hessians, from products with unit vectors.
#include "Emit.h"
#include "Members.h"
#include "Templates.h"

namespace gateaux::emit {

using ir::Active;
using ir::Annotation;

namespace {

struct Result {
  std::string name;  ///< of the parameter; that of the function for its value
  std::string plain;
  bool parameter;
  bool dense;
  bool fixed;
};

/// The differentiable results of a function, in order.
std::vector<Result> resultsOf(const Annotation &a) {
  std::vector<Result> results;
  const ir::Function &f = *a.function;
  for (const ir::Output &output : f.outputs) {
    if (!output.value->type.isReal())
      continue;
    const ir::Type &t = output.value->type;
    if (output.path.empty()) {
      results.push_back({f.name, f.result, false, t.dense, t.isFixed()});
      continue;
    }
    for (const ir::Parameter &p : f.parameters)
      if (p.name == output.path)
        results.push_back({p.name, p.plain, true, t.dense, t.isFixed()});
  }
  return results;
}

/// A loop over the coefficients of `variable`, each of which is one in turn.
std::string forEachUnit(const std::string &variable, bool scalar, const std::string &body) {
  if (scalar)
    return variable + " = 1;\n" + body + variable + " = 0;\n";
  return "for (Eigen::Index j = 0; j < " + variable + ".cols(); ++j)\n" +
         "for (Eigen::Index i = 0; i < " + variable + ".rows(); ++i) {\n" + variable +
         "(i, j) = 1;\n" + body + variable + "(i, j) = 0;\n}\n";
}

std::string like(const Active &item) { return item.access; }

std::string wrapper(const Annotation &a, const std::string &request, const std::string &matrix,
                    const std::string &comment, const std::string &members,
                    const std::string &body) {
  const ir::Function &f = *a.function;
  bool value = f.result != "void";
  bool dense = false;
  for (const ir::Output &output : f.outputs)
    dense = dense || (output.path.empty() && output.value->type.dense);
  const std::string name = a.base + "_" + request, ws = name + "_workspace";
  const std::string declared = declareParameters(f.parameters), listed = nameParameters(f.parameters);
  std::string type = dense ? "const " + f.result + "&" : f.result;
  return "/// The temporaries of " + name + "; they grow with the sizes and never shrink.\nstruct " +
         ws + " {\n" + members + "};\n\n" + comment + "inline " + type + " " + name + "(" +
         followed(declared) + matrix + ", " + ws + "& ws) {\n" + body + "}\n\n" +
         "/// As above, with a workspace of its own.\ninline " + f.result + " " + name + "(" +
         followed(declared) + matrix + ") {\n" + ws + " ws;\n" + (value ? "return " : "") + name +
         "(" + followed(listed) + matrix.substr(matrix.find('&') + 2) + ", ws);\n}\n\n";
}

} // namespace

std::string emitJacobian(const Annotation &a, const std::string &comment) {
  const ir::Function &f = *a.function;
  const std::string listed = nameParameters(f.parameters), scalar = scalarOf(a);
  const std::vector<Result> results = resultsOf(a);
  const bool value = f.result != "void";
  std::string members = a.base + "_tangent_workspace tangent;\n" + a.base +
                        "_adjoint_workspace adjoint;\n" + declareVariables(a.wrt, "_dot") +
                        declareVariables(a.wrt, "_bar");
  bool denseValue = false;
  std::vector<std::string> dots, bars;
  std::string rows, columns, packDots;
  for (const Result &r : results) {
    members += r.plain + " " + r.name + "_dot{}, " + r.name + "_bar{};\n";
    dots.push_back("ws." + r.name + "_dot");
    bars.push_back("ws." + r.name + "_bar");
    rows += (rows.empty() ? "" : " + ") + (r.dense ? "ws." + r.name + "_dot.size()" : std::string("1"));
    packDots += "gateaux::pack(ws." + r.name + "_dot, cursor);\n";
    denseValue = denseValue || (!r.parameter && r.dense);
  }
  if (value)
    members += f.result + " value{};\n";
  for (const Active &item : a.wrt)
    columns += (columns.empty() ? "" : " + ") +
               (isScalar(a, item) ? std::string("1") : item.access + ".size()");
  std::string sized;
  for (const Result &r : results)
    if (r.parameter && r.dense)
      sized += "ws." + r.name + "_dot = " + r.name + ";\n";
  const std::string tangent = a.base + "_tangent(" +
                              join({listed, names(a.wrt, "ws.", "_dot"), join(dots)}) +
                              ", ws.tangent);\n";
  const std::string adjoint = a.base + "_adjoint(" +
                              join({listed, join(bars), names(a.wrt, "ws.", "_bar")}) +
                              ", ws.adjoint);\n";
  std::string body = zeroLike(a, "ws.", "_dot", like) + sized +
                     std::string(value ? "ws.value = " : "") + tangent;
  body += "const Eigen::Index rows = " + rows + ", columns = " + columns + ";\n";
  body += "J.resize(rows, columns);\n";
  // Forward mode, a column at a time.
  body += "if (columns <= rows) {\nEigen::Matrix<" + scalar + ", Eigen::Dynamic, 1>& column = ws.column;\n"
          "column.resize(rows);\nEigen::Index k = 0;\n";
  std::string fill = tangent + scalar + "* cursor = column.data();\n" + packDots +
                     "J.col(k++) = column.cast<double>();\n";
  for (const Active &item : a.wrt) {
    std::string step = isScalar(a, item) ? "{\n" + fill + "}\n" : fill;
    body += forEachUnit("ws." + item.name + "_dot", isScalar(a, item), step);
  }
  // Reverse mode, a row at a time.
  body += "} else {\nEigen::Matrix<" + scalar + ", Eigen::Dynamic, 1>& row = ws.column;\n"
          "row.resize(columns);\nEigen::Index k = 0;\n";
  for (const Result &r : results)
    body += r.dense ? "ws." + r.name + "_bar = ws." + r.name + "_dot;\nws." + r.name +
                          "_bar.setZero();\n"
                    : "ws." + r.name + "_bar = 0;\n";
  std::string packBars;
  for (const Active &item : a.wrt)
    packBars += "gateaux::pack(ws." + item.name + "_bar, cursor);\n";
  std::string sweep = zeroLike(a, "ws.", "_bar", like) + adjoint + scalar +
                      "* cursor = row.data();\n" + packBars +
                      "J.row(k++) = row.transpose().cast<double>();\n";
  for (const Result &r : results) {
    std::string step = r.dense ? sweep : "{\n" + sweep + "}\n";
    body += forEachUnit("ws." + r.name + "_bar", !r.dense, step);
  }
  body += "}\n";
  if (value)
    body += "return ws.value;\n";
  members += "Eigen::Matrix<" + scalar + ", Eigen::Dynamic, 1> column;\n";
  return wrapper(a, "jacobian", "Eigen::MatrixXd& J", comment, members, body);
}

std::string emitHessian(const Annotation &a, const std::string &comment) {
  const ir::Function &f = *a.function;
  const std::string listed = nameParameters(f.parameters), scalar = scalarOf(a);
  std::string members = a.base + "_linearize_workspace linearize;\n" +
                        declareVariables(a.wrt, "_bar") + declareVariables(a.wrt, "_dot") +
                        declareVariables(a.wrt, "_hv") + "Eigen::Matrix<" + scalar +
                        ", Eigen::Dynamic, 1> column;\n";
  std::string columns, packs;
  for (const Active &item : a.wrt) {
    columns += (columns.empty() ? "" : " + ") +
               (isScalar(a, item) ? std::string("1") : item.access + ".size()");
    packs += "gateaux::pack(ws." + item.name + "_hv, cursor);\n";
  }
  std::string body = zeroLike(a, "ws.", "_dot", like);
  for (const Active &item : a.wrt)
    if (item.view)
      body += "ws." + item.name + "_bar.resizeLike(ws." + item.name + "_dot);\nws." + item.name +
              "_hv.resizeLike(ws." + item.name + "_dot);\n";
  body += "const " + f.result + " value = " + a.base + "_linearize(" +
          join({listed, names(a.wrt, "ws.", "_bar")}) + ", ws.linearize);\n";
  body += "const Eigen::Index n = " + columns + ";\nH.resize(n, n);\nws.column.resize(n);\n"
          "Eigen::Index k = 0;\n";
  std::string step = a.base + "_linearized_hvp(" +
                     join({listed, names(a.wrt, "ws.", "_dot"), names(a.wrt, "ws.", "_hv")}) +
                     ", ws.linearize);\n" + scalar + "* cursor = ws.column.data();\n" + packs +
                     "H.col(k++) = ws.column.cast<double>();\n";
  for (const Active &item : a.wrt)
    body += forEachUnit("ws." + item.name + "_dot", isScalar(a, item),
                        isScalar(a, item) ? "{\n" + step + "}\n" : step);
  body += "return value;\n";
  return wrapper(a, "hessian", "Eigen::MatrixXd& H", comment, members, body);
}

} // namespace gateaux::emit
