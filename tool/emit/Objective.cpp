// SPDX-License-Identifier: Apache-2.0
//
// The flat view of an annotated function: everything as a function of one vector.
#include "Members.h"
#include "Templates.h"

#include "../ir/Spelling.h"

namespace gateaux::emit {

using ir::Active;
using ir::Annotation;
using ir::Parameter;

namespace {

/// The class as text, built member by member.
class ObjectiveWriter {
public:
  ObjectiveWriter(const Annotation &annotation, const ObjectiveMembers &members)
      : a_(annotation), f_(*annotation.function), members_(members),
        name_(annotation.base + "_objective"), vector_(flatVector(annotation)),
        scalar_(scalarOf(annotation)) {}

  std::string scalarClass() {
    const bool linearizes = members_.hvp || members_.ggnvp;
    open("The function `" + f_.name + "` and its derivatives at a flat vector.");
    s_ += "  /// " + f_.name + " at w.\n";
    s_ += "  " + scalar_ + " value(const " + vector_ + "& w) {\n    set_point(w, \"value\");\n" +
          "    return " + f_.name + "(" + arguments("point_") + ");\n  }\n\n";
    s_ += "  /// " + f_.name + " at w; sets g to its gradient.\n";
    s_ += "  " + scalar_ + " gradient(const " + vector_ + "& w, " + vector_ + "& g) {\n" +
          "    set_point(w, \"gradient\");\n    const " + scalar_ + " value = " + a_.base +
          "_gradient(" + join({arguments("point_"), names(a_.wrt, "", "_bar_")}) +
          ", gradient_workspace_);\n    " + pack("_bar_", "g") + "    return value;\n  }\n\n";
    if (members_.hvp)
      product("hvp", "hv", "the Hessian", "_hv_");
    if (members_.ggnvp)
      product("ggnvp", "gv", "the Gauss-Newton matrix", "_gv_");
    s_ += "  /// As gradient; keeps all that products with the Hessian or the Gauss-Newton matrix at w\n"
          "  /// need beside their direction.\n";
    s_ += "  " + scalar_ + " linearize(const " + vector_ + "& w, " + vector_ + "& g) {\n";
    if (linearizes) {
      s_ += "    set_point(w, \"linearize\");\n    linearized_ = point_;\n    const " + scalar_ +
            " value = " + a_.base + "_linearize(" +
            join({arguments("linearized_"), names(a_.wrt, "", "_bar_")}) +
            ", linearize_workspace_);\n    is_linearized_ = true;\n    " + pack("_bar_", "g") +
            "    return value;\n  }\n\n";
      if (members_.hvp)
        linearizedProduct("hvp", "hv", "the Hessian", "_hv_");
      if (members_.ggnvp)
        linearizedProduct("ggnvp", "gv", "the Gauss-Newton matrix", "_gv_");
    } else {
      s_ += "    return gradient(w, g);\n  }\n\n";
    }
    unpackMember();
    beginPrivate();
    pointMembers(linearizes);
    variables("_bar_");
    if (linearizes) {
      variables("_dot_");
      if (members_.hvp)
        variables("_hv_");
      if (members_.ggnvp)
        variables("_gv_");
    }
    s_ += "  " + a_.base + "_gradient_workspace gradient_workspace_;\n";
    if (members_.hvp)
      s_ += "  " + a_.base + "_hvp_workspace hvp_workspace_;\n";
    if (members_.ggnvp)
      s_ += "  " + a_.base + "_ggnvp_workspace ggnvp_workspace_;\n";
    if (linearizes)
      s_ += "  " + a_.base + "_linearize_workspace linearize_workspace_;\n";
    return s_ + "};\n\n";
  }

  std::string residualClass() {
    open("The residuals `" + f_.name + "` and their derivatives at a flat vector.");
    const std::string result = f_.result;
    s_ += "  /// The number of residuals.\n  Eigen::Index residuals() {\n"
          "    if (residuals_ < 0) {\n      set_point(initial_, \"residuals\");\n"
          "      residuals_ = evaluate();\n    }\n    return residuals_;\n  }\n\n";
    s_ += "  /// Sets r to the residuals at w.\n  void value(const " + vector_ + "& w, " + vector_ +
          "& r) {\n    set_point(w, \"value\");\n    evaluate();\n    " + packResult("f_", "r") +
          "  }\n\n";
    s_ += "  /// Sets jv to the product of the Jacobian at w with v.\n  void jvp(const " + vector_ +
          "& w, const " + vector_ + "& v, " + vector_ +
          "& jv) {\n    set_point(w, \"jvp\");\n    set_direction(v, \"jvp\");\n    " + a_.base +
          "_tangent(" + join({arguments("point_"), names(a_.wrt, "", "_dot_"), "f_dot_"}) +
          ", tangent_workspace_);\n    residuals_ = f_dot_.size();\n    " + packResult("f_dot_", "jv") + "  }\n\n";
    s_ += "  /// Sets jtu to the product of the transposed Jacobian at w with u.\n  void vjp(const " +
          vector_ + "& w, const " + vector_ + "& u, " + vector_ +
          "& jtu) {\n    set_point(w, \"vjp\");\n    evaluate();\n"
          "    gateaux::require_length(\"" + name_ + "::vjp\", \"u\", u.size(), f_.size());\n"
          "    f_bar_ = f_;\n    const " + scalar_ + "* cursor = u.data();\n"
          "    gateaux::unpack(cursor, f_bar_);\n" +
          zeroLike(a_, "", "_bar_", [](const Active &i) { return "point_." + i.name; }) +
          "    " + a_.base + "_adjoint(" +
          join({arguments("point_"), "f_bar_", names(a_.wrt, "", "_bar_")}) +
          ", adjoint_workspace_);\n    " + pack("_bar_", "jtu") + "  }\n\n";
    if (members_.jacobian)
      s_ += "  /// Sets J to the Jacobian at w.\n  void jacobian(const " + vector_ +
            "& w, Eigen::MatrixXd& J) {\n    set_point(w, \"jacobian\");\n    " + a_.base +
            "_jacobian(" + join({arguments("point_"), "J"}) + ", jacobian_workspace_);\n  }\n\n";
    unpackMember();
    beginPrivate();
    s_ += "  Eigen::Index evaluate() {\n    f_ = " + f_.name + "(" + arguments("point_") +
          ");\n    return residuals_ = f_.size();\n  }\n\n";
    pointMembers(false);
    variables("_dot_");
    variables("_bar_");
    s_ += "  " + result + " f_, f_dot_, f_bar_;\n  Eigen::Index residuals_ = -1;\n";
    s_ += "  " + a_.base + "_tangent_workspace tangent_workspace_;\n  " + a_.base +
          "_adjoint_workspace adjoint_workspace_;\n";
    if (members_.jacobian)
      s_ += "  " + a_.base + "_jacobian_workspace jacobian_workspace_;\n";
    return s_ + "};\n\n";
  }

private:
  bool isWrt(unsigned p) const { return itemOf(a_, p) != nullptr; }

  bool byReference(const Parameter &p) const {
    return p.passing == ir::Passing::ConstRef || p.view;
  }

  /// The type in which a parameter outside wrt is held.
  std::string held(const Parameter &p) const {
    if (p.view)
      return "gateaux::Held<Eigen::Ref<const " + p.plain + ">>";
    return byReference(p) ? "gateaux::Held<" + p.plain + ">" : p.plain;
  }

  /// The arguments for f, its wrt parameters taken from `point`.
  std::string arguments(const std::string &point) const {
    std::vector<std::string> list;
    for (unsigned i = 0; i < f_.parameters.size(); ++i) {
      const Parameter &p = f_.parameters[i];
      list.push_back(isWrt(i) ? point + "." + p.name
                     : byReference(p) ? p.name + "_.get()" : p.name + "_");
    }
    return join(list);
  }

  void open(const std::string &what) {
    std::vector<std::string> parameters, others, initialisers, rebinds;
    for (unsigned i = 0; i < f_.parameters.size(); ++i) {
      const Parameter &p = f_.parameters[i];
      if (isWrt(i)) {
        parameters.push_back("const " + p.plain + "& " + p.name);
        continue;
      }
      parameters.push_back(held(p) + " " + p.name);
      others.push_back(held(p) + " " + p.name);
      initialisers.push_back(p.name + "_(std::move(" + p.name + "))");
      rebinds.push_back(p.name + "_ = std::move(" + p.name + ");");
    }
    s_ = "/// " + what + "\n///\n/// The vector is made of " + wrtList() +
         ", in this order, matrices column by column.\nclass " + name_ + " {\n public:\n";
    s_ += "  /// Copies the start point; holds other arguments that are lvalues by reference.\n";
    s_ += "  explicit " + name_ + "(" + join(parameters) + ")";
    std::string members = join(initialisers);
    s_ += members.empty() ? " {\n" : " : " + members + " {\n";
    for (const Active &item : a_.wrt)
      s_ += "    point_." + item.name + " = " + item.access + ";\n";
    s_ += "    dimension_ = " + total() + ";\n    initial_.resize(dimension_);\n    " + scalar_ +
          "* cursor = initial_.data();\n" + forItems(a_.wrt, "    gateaux::pack(point_.$, cursor);\n") +
          sizeViews() + "  }\n\n";
    if (!others.empty()) {
      s_ += "  /// Other data for the arguments outside wrt; the buffers are kept.\n  void rebind(" +
            join(others) + ") {\n";
      for (const std::string &r : rebinds)
        s_ += "    " + r + "\n";
      s_ += reset() + "  }\n\n";
    } else {
      s_ += "  /// There are no arguments outside wrt.\n  void rebind() {}\n\n";
    }
    s_ += "  /// The length of the flat vector.\n"
          "  Eigen::Index dimension() const { return dimension_; }\n\n"
          "  /// The start point.\n  const " + vector_ + "& initial() const { return initial_; }\n\n";
  }

  /// The caller sizes the derivatives of Refs and Maps: here, once.
  std::string sizeViews() const {
    std::vector<std::string> suffixes = {"_bar_"};
    if (members_.hvp)
      suffixes.push_back("_hv_");
    if (members_.ggnvp)
      suffixes.push_back("_gv_");
    std::string s;
    for (const Active &item : a_.wrt)
      if (item.view)
        for (const std::string &suffix : suffixes)
          s += "    " + item.name + suffix + ".resizeLike(point_." + item.name + ");\n";
    return s;
  }

  std::string reset() const {
    std::string s;
    if (members_.hvp || members_.ggnvp)
      s += "    is_linearized_ = false;\n";
    if (members_.residual)
      s += "    residuals_ = -1;\n";
    return s;
  }

  std::string wrtList() const {
    std::string s;
    for (size_t i = 0; i < a_.wrt.size(); ++i)
      s += (i == 0 ? "" : i + 1 == a_.wrt.size() ? " and " : ", ") + a_.wrt[i].access;
    return s;
  }

  std::string total() const {
    std::string s;
    for (const Active &item : a_.wrt)
      s += (s.empty() ? "" : " + ") +
           (isScalar(a_, item) ? "1" : "point_." + item.name + ".size()");
    return s;
  }

  std::string pack(const std::string &suffix, const std::string &vector) const {
    return vector + ".resize(dimension_);\n    " + scalar_ + "* cursor = " + vector +
           ".data();\n" + forItems(a_.wrt, "    gateaux::pack($" + suffix + ", cursor);\n");
  }

  std::string packResult(const std::string &variable, const std::string &vector) const {
    return vector + ".resize(residuals_);\n    " + scalar_ + "* cursor = " + vector +
           ".data();\n    gateaux::pack(" + variable + ", cursor);\n";
  }

  void product(const std::string &request, const std::string &out, const std::string &matrix,
               const std::string &suffix) {
    s_ += "  /// Sets " + out + " to the product of " + matrix + " at w with v.\n  void " + request +
          "(const " + vector_ + "& w, const " + vector_ + "& v, " + vector_ + "& " + out +
          ") {\n    set_point(w, \"" + request + "\");\n    set_direction(v, \"" + request +
          "\");\n    " + a_.base + "_" + request + "(" +
          join({arguments("point_"), names(a_.wrt, "", "_dot_"), names(a_.wrt, "", suffix)}) +
          ", " + request + "_workspace_);\n    " + pack(suffix, out) + "  }\n\n";
  }

  void linearizedProduct(const std::string &request, const std::string &out,
                         const std::string &matrix, const std::string &suffix) {
    s_ += "  /// The same where `linearize` was called last: only the work that v needs.\n"
          "  /// Throws std::logic_error where it was not.\n  void " + request +
          "(const " + vector_ + "& v, " + vector_ + "& " + out + ") {\n    if (!is_linearized_)\n" +
          "      throw std::logic_error(\"" + name_ + "::" + request +
          ": linearize must be called before a product with " + matrix +
          "\");\n    set_direction(v, \"" + request + "\");\n    " + a_.base + "_linearized_" +
          request + "(" +
          join({arguments("linearized_"), names(a_.wrt, "", "_dot_"), names(a_.wrt, "", suffix)}) +
          ", linearize_workspace_);\n    " + pack(suffix, out) + "  }\n\n";
  }

  void unpackMember() {
    s_ += "  /// Splits a flat vector into the parameters that it is made of.\n  void unpack(const " +
          vector_ + "& w";
    s_ += forItems(a_.wrt, ", @& $") + ") const {\n    gateaux::require_length(\"" + name_ +
          "::unpack\", \"w\", w.size(), dimension_);\n    const " + scalar_ +
          "* cursor = w.data();\n";
    for (const Active &item : a_.wrt) {
      if (!isScalar(a_, item))
        s_ += "    " + item.name + ".resizeLike(point_." + item.name + ");\n";
      s_ += "    gateaux::unpack(cursor, " + item.name + ");\n";
    }
    s_ += "  }\n\n";
  }

  void beginPrivate() {
    s_ += " private:\n  struct Point {\n" + forItems(a_.wrt, "    @ ${};\n") + "  };\n\n";
    s_ += "  void set_point(const " + vector_ + "& w, const char* function) {\n" +
          requireLength("w") + forItems(a_.wrt, "    gateaux::unpack(cursor, point_.$);\n") +
          "  }\n\n";
    if (members_.hvp || members_.ggnvp || members_.residual) {
      s_ += "  void set_direction(const " + vector_ + "& v, const char* function) {\n" +
            requireLength("v");
      for (const Active &item : a_.wrt) {
        if (!isScalar(a_, item))
          s_ += "    " + item.name + "_dot_.resizeLike(point_." + item.name + ");\n";
        s_ += "    gateaux::unpack(cursor, " + item.name + "_dot_);\n";
      }
      s_ += "  }\n\n";
    }
  }

  std::string requireLength(const std::string &vector) const {
    return "    gateaux::require_length((std::string(\"" + name_ +
           "::\") + function).c_str(), \"" + vector + "\", " + vector +
           ".size(), dimension_);\n    const " + scalar_ + "* cursor = " + vector + ".data();\n";
  }

  void pointMembers(bool linearizes) {
    for (unsigned i = 0; i < f_.parameters.size(); ++i)
      if (!isWrt(i))
        s_ += "  " + held(f_.parameters[i]) + " " + f_.parameters[i].name + "_;\n";
    s_ += "  Point point_" + std::string(linearizes ? ", linearized_" : "") + ";\n";
    if (linearizes)
      s_ += "  bool is_linearized_ = false;\n";
    s_ += "  Eigen::Index dimension_ = 0;\n  " + vector_ + " initial_;\n";
  }

  void variables(const std::string &suffix) {
    s_ += forItems(a_.wrt, "  @ $" + suffix + "{};\n");
  }

  const Annotation &a_;
  const ir::Function &f_;
  const ObjectiveMembers members_;
  const std::string name_, vector_, scalar_;
  std::string s_;
};

} // namespace

std::string emitObjective(const Annotation &annotation, const ObjectiveMembers &members) {
  return ObjectiveWriter(annotation, members).scalarClass();
}

std::string emitResidualObjective(const Annotation &annotation, const ObjectiveMembers &members) {
  ObjectiveMembers m = members;
  m.residual = true;
  return ObjectiveWriter(annotation, m).residualClass();
}

} // namespace gateaux::emit
