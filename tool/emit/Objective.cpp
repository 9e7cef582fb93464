// SPDX-License-Identifier: Apache-2.0
//
// The flat view of an annotated function: everything as a function of one vector.
#include "Emit.h"
#include "Members.h"
#include "Plan.h"
#include "Templates.h"

#include <algorithm>

namespace gateaux::emit {

using ir::Active;
using ir::Annotation;
using ir::Parameter;

namespace {

/// `text` with `value` for each `mark`.
std::string fill(std::string text, const std::string &mark, const std::string &value) {
  for (size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size())
    text.replace(at, mark.size(), value);
  return text;
}

/// Replaces each `{{key}}` of a template.
std::string fill(std::string text, const std::vector<std::pair<std::string, std::string>> &values) {
  for (const auto &[key, value] : values)
    text = fill(std::move(text), "{{" + key + "}}", value);
  return text;
}

/// The class as text, member by member. What the user's parameters are called must not matter:
/// they live in the structs Point and Arguments, and where they are arguments of a member function
/// nothing else has their name.
class ObjectiveWriter {
public:
  ObjectiveWriter(const Annotation &annotation, const ObjectiveMembers &members, bool residual)
      : a_(annotation), f_(*annotation.function), members_(members), residual_(residual),
        linearizes_(!residual && (members.hvp || members.ggnvp)) {
    for (unsigned i = 0; i < f_.parameters.size(); ++i) {
      if (isActive(i))
        point_.push_back(variableOf(f_.parameters[i]));
      else
        others_.push_back(&f_.parameters[i]);
      parts_ = parts_ || isPartlyActive(a_, i);
    }
    directions_ = variablesOf(a_);
    for (size_t i = 0; i < a_.wrt.size() && !parts_; ++i)
      directions_[i].name = f_.parameters[a_.wrt[i].parameter].name;
    derivatives_ = {"bar_"};
    if (linearizes_ || residual_)
      derivatives_.push_back("dot_");
    if (!residual_ && members_.hvp)
      derivatives_.push_back("hv_");
    if (!residual_ && members_.ggnvp)
      derivatives_.push_back("gv_");
  }

  std::string write() {
    s_ = "/// " + std::string(residual_ ? "The residuals `" : "The function `") + f_.name +
         "` and its derivatives at a flat vector.\n///\n/// The vector is made of " + list() +
         ", in this order, matrices column by column.\n";
    s_ += "class {{name}} {\n public:\n";
    constructor();
    residual_ ? residualMembers() : scalarMembers();
    unpackMember();
    s_ += " private:\n";
    privateMembers();
    s_ += "};\n\n";
    return fill(s_, {{"name", a_.base + "_objective"},
                     {"base", a_.base},
                     {"f", f_.name},
                     {"vector", flatVector(a_)},
                     {"scalar", scalarOf(a_)},
                     {"at point", arguments("point_")},
                     {"at linearized", arguments("linearized_")},
                     {"bar", passedList(directions_, "bar_.", "")},
                     {"dot", passedList(directions_, "dot_.", "")},
                     {"hv", passedList(directions_, "hv_.", "")},
                     {"gv", passedList(directions_, "gv_.", "")},
                     {"result", f_.result}});
  }

private:
  /// True where a parameter, or members of it, are differentiated.
  bool isActive(unsigned parameter) const {
    return itemOf(a_, parameter) || isPartlyActive(a_, parameter);
  }

  /// The type of an Eigen::Map parameter, without const and &; empty for any other.
  static std::string mapType(const Parameter &p) {
    size_t begin = p.declared.find("Eigen::Map<");
    if (!p.view || begin == std::string::npos)
      return {};
    return p.declared.substr(begin, p.declared.find_last_of('>') + 1 - begin);
  }

  /// A reference to a C array, which is kept as a pointer to it.
  static bool isArrayReference(const Parameter &p) {
    return p.declared.find("(&$)") != std::string::npos;
  }

  static bool byReference(const Parameter &p) {
    return p.declarator.empty() && mapType(p).empty() &&
           (p.passing == ir::Passing::ConstRef || p.view);
  }

  /// The type in which an argument outside wrt is kept.
  static std::string held(const Parameter &p) {
    if (isArrayReference(p))
      return fill(p.declared, "&$", "*$");
    if (!p.declarator.empty())
      return p.declared;
    if (std::string map = mapType(p); !map.empty())
      return map; // a view that is copied as such
    if (p.view)
      return "gateaux::Held<Eigen::Ref<const " + p.plain + ">>";
    return byReference(p) ? "gateaux::Held<" + p.plain + ">" : p.plain;
  }

  /// The arguments for f, its wrt parameters taken from `point`.
  std::string arguments(const std::string &point) const {
    std::vector<std::string> arguments;
    for (unsigned i = 0; i < f_.parameters.size(); ++i) {
      const Parameter &p = f_.parameters[i];
      const std::string map = mapType(p), held = "arguments_." + p.name;
      if (isActive(i) && !map.empty())
        arguments.push_back("gateaux::view<" + map + ">(" + point + "." + p.name + ")");
      else if (isActive(i))
        arguments.push_back(variableOf(p).passed(point + "." + p.name));
      else
        arguments.push_back((isArrayReference(p) ? "*" : "") + held +
                            (byReference(p) ? ".get()" : ""));
    }
    return join(arguments);
  }

  std::string list() const {
    std::string s;
    for (size_t i = 0; i < a_.wrt.size(); ++i)
      s += (i == 0 ? "" : i + 1 == a_.wrt.size() ? " and " : ", ") + a_.wrt[i].access;
    return s;
  }

  void constructor() {
    std::vector<std::string> parameters, others, moved;
    for (unsigned i = 0; i < f_.parameters.size(); ++i) {
      const Parameter &p = f_.parameters[i];
      if (isActive(i)) {
        parameters.push_back(p.declarator.empty() ? "const " + p.plain + "& " + p.name
                                                  : declare("const " + p.declarator, p.name));
        continue;
      }
      others.push_back(declare(isArrayReference(p) ? p.declared : held(p), p.name));
      parameters.push_back(others.back());
      moved.push_back(isArrayReference(p)    ? "&" + p.name
                      : p.declarator.empty() ? "std::move(" + p.name + ")"
                                             : p.name);
    }
    std::string initial = "point_{" + initialValues(point_) + "}",
                copies = copiedArrays("this->point_.", point_);
    for (const std::string &d : derivatives_)
      initial +=
          parts_ ? ", " + d + "{" + initialValues(directions_) + "}" : ", " + d + "(this->point_)";
    if (linearizes_)
      initial += ", linearized_(this->point_)";
    s_ += "  /// Copies the start point. Of the other arguments, lvalues are held by reference "
          "where\n"
          "  /// {{f}} takes a reference; temporaries and values are kept.\n"
          "  explicit {{name}}(" +
          join(parameters) + ") : " + (others.empty() ? "" : "arguments_{" + join(moved) + "}, ") +
          initial + " {\n" + copies + "    initialise();\n  }\n\n";
    if (others.empty()) {
      s_ += "  /// There are no arguments outside wrt.\n  void rebind() {}\n\n";
    } else {
      s_ += "  /// Other data for the arguments outside wrt; the buffers are kept.\n  void rebind(" +
            join(others) + ") {\n    arguments_ = Arguments{" + join(moved) + "};\n";
      if (linearizes_)
        s_ += "    is_linearized_ = false;\n";
      if (residual_)
        s_ += "    residuals_ = -1;\n";
      s_ += "  }\n\n";
    }
    s_ += R"(  /// The length of the flat vector.
  Eigen::Index dimension() const { return dimension_; }

  /// The start point.
  const {{vector}}& initial() const { return initial_; }

)";
  }

  void scalarMembers() {
    s_ += R"(  /// {{f}} at w.
  {{scalar}} value(const {{vector}}& w) {
    assign(point_, w, "value", "w");
    return {{base}}_value({{at point}}, value_workspace_);
  }

  /// {{f}} at w; sets g to its gradient.
  {{scalar}} gradient(const {{vector}}& w, {{vector}}& g) {
    assign(point_, w, "gradient", "w");
    const {{scalar}} value = {{base}}_gradient({{at point}}, {{bar}}, gradient_workspace_);
    flatten(bar_, g);
    return value;
  }

)";
    if (members_.hvp)
      product("hvp", "hv", "the Hessian");
    if (members_.ggnvp)
      product("ggnvp", "gv", "the Gauss-Newton matrix");
    s_ += "  /// As gradient; keeps all that products with second derivatives at w need beside their\n"
          "  /// direction.\n  {{scalar}} linearize(const {{vector}}& w, {{vector}}& g) {\n";
    if (!linearizes_) {
      s_ += "    return gradient(w, g);\n  }\n\n";
      return;
    }
    s_ += R"(    assign(linearized_, w, "linearize", "w");
    const {{scalar}} value = {{base}}_linearize({{at linearized}}, {{bar}}, linearize_workspace_);
    is_linearized_ = true;
    flatten(bar_, g);
    return value;
  }

)";
    if (members_.hvp)
      linearizedProduct("hvp", "hv", "the Hessian");
    if (members_.ggnvp)
      linearizedProduct("ggnvp", "gv", "the Gauss-Newton matrix");
  }

  void product(const std::string &request, const std::string &out, const std::string &matrix) {
    s_ += fill(R"(  /// Sets {{out}} to the product of {{matrix}} at w with v.
  void {{request}}(const {{vector}}& w, const {{vector}}& v, {{vector}}& {{out}}) {
    assign(point_, w, "{{request}}", "w");
    assign(dot_, v, "{{request}}", "v");
    {{base}}_{{request}}({{at point}}, {{dot}}, {{{{out}}}}, {{request}}_workspace_);
    flatten({{out}}_, {{out}});
  }

)",
               {{"out", out}, {"matrix", matrix}, {"request", request}});
  }

  void linearizedProduct(const std::string &request, const std::string &out,
                         const std::string &matrix) {
    s_ += fill(R"(  /// The same where `linearize` was called last: only the work that v needs.
  /// Throws std::logic_error where it was not.
  void {{request}}(const {{vector}}& v, {{vector}}& {{out}}) {
    if (!is_linearized_)
      throw std::logic_error("{{name}}::{{request}}: linearize must be called before a product with {{matrix}}");
    assign(dot_, v, "{{request}}", "v");
    {{base}}_linearized_{{request}}({{at linearized}}, {{dot}}, {{{{out}}}}, linearize_workspace_);
    flatten({{out}}_, {{out}});
  }

)",
               {{"out", out}, {"matrix", matrix}, {"request", request}});
  }

  void residualMembers() {
    s_ += R"(  /// The number of residuals.
  Eigen::Index residuals() {
    if (residuals_ < 0) {
      assign(point_, initial_, "residuals", "w");
      result_bar_ = {{base}}_value({{at point}}, value_workspace_);
      residuals_ = gateaux::entries(result_bar_);
    }
    return residuals_;
  }

  /// Sets r to the residuals at w.
  void value(const {{vector}}& w, {{vector}}& r) {
    assign(point_, w, "value", "w");
    flatten_result({{base}}_value({{at point}}, value_workspace_), r);
  }

  /// Sets jv to the product of the Jacobian at w with v.
  void jvp(const {{vector}}& w, const {{vector}}& v, {{vector}}& jv) {
    assign(point_, w, "jvp", "w");
    assign(dot_, v, "jvp", "v");
    {{base}}_tangent({{at point}}, {{dot}}, result_dot_, tangent_workspace_);
    flatten_result(result_dot_, jv);
  }

  /// Sets jtu to the product of the transposed Jacobian at w with u.
  void vjp(const {{vector}}& w, const {{vector}}& u, {{vector}}& jtu) {
    gateaux::require_length("{{name}}", "vjp", "u", u.size(), residuals());
    assign(point_, w, "vjp", "w");
    const {{scalar}}* cursor = u.data();
    gateaux::unpack(cursor, result_bar_);
)";
    for (const Variable &v : directions_)
      for (Member m : v.members) {
        if (m.held == ir::Holding::Pointer) // kept in a vector
          m.held = ir::Holding::Container;
        if (isInList(m)) // has its shape from the beginning
          s_ += forEach({"bar_." + v.name + m.suffix}, "gateaux::set_zero($);\n", false);
        else
          s_ += zeroLike(m, "bar_." + v.name + m.suffix, "point_." + m.path);
      }
    s_ += R"(    {{base}}_adjoint({{at point}}, result_bar_, {{bar}}, adjoint_workspace_);
    flatten(bar_, jtu);
  }

)";
    if (members_.jacobian)
      s_ += R"(  /// Sets J to the Jacobian at w.
  void jacobian(const {{vector}}& w, Eigen::MatrixXd& J) {
    assign(point_, w, "jacobian", "w");
    {{base}}_jacobian({{at point}}, J, jacobian_workspace_);
  }

)";
  }

  /// What the variables begin with.
  static std::string initialValues(const std::vector<Variable> &variables) {
    std::vector<std::string> values;
    for (const Variable &v : variables) {
      const Member &m = v.members[0];
      const std::string path = m.path.substr(0, m.path.size() - m.suffix.size());
      values.push_back(v.isDynamicPointer()
                           ? v.declared("") + "(" + path + ", " + path + " + " + m.extent + ")"
                       : v.isArray() ? "{}"
                                     : path);
    }
    return join(values);
  }

  /// C arrays are copied one coefficient after the other.
  static std::string copiedArrays(const std::string &prefix,
                                  const std::vector<Variable> &variables) {
    std::string s;
    for (const Variable &v : variables) {
      const ir::Type &t = v.members[0].type;
      const std::string first = t.isColumn() ? "[0]" : "[0][0]";
      if (v.isArray() && !v.isDynamicPointer())
        s += "    std::copy_n(&" + v.name + first + ", " + std::to_string(t.rows * t.cols) + ", &" +
             prefix + v.name + first + ");\n";
    }
    return s;
  }

  /// What is differentiated, in a point.
  std::vector<std::string> pointMemberList(const std::string &prefix) const {
    std::vector<std::string> list;
    for (const Variable &v : directions_)
      for (const Member &m : v.members)
        list.push_back(prefix + m.path);
    return list;
  }

  void unpackMember() {
    const std::string w = unused(a_, "w"), cursor = unused(a_, "cursor");
    s_ += "  /// Splits a flat vector into the parameters that it is made of.\n"
          "  void unpack(const {{vector}}& " +
          w;
    for (const Active &item : a_.wrt)
      s_ += ", " + (item.declarator.empty() ? item.plain + "& " + item.name
                                            : declare(item.declarator, item.name));
    s_ += ") const {\n    gateaux::require_length(\"{{name}}\", \"unpack\", \"w\", " + w +
          ".size(), dimension_);\n    const {{scalar}}* " + cursor + " = " + w + ".data();\n";
    for (const Variable &v : variablesOf(a_)) {
      if (std::any_of(v.members.begin(), v.members.end(), isInList)) {
        const Member &m = v.members[0];
        s_ += "    " + v.name + " = point_." + m.path.substr(0, m.path.size() - m.suffix.size()) + ";\n" +
              forEach(memberList({v}, "", ""), "gateaux::unpack(" + cursor + ", $);\n", false);
        continue;
      }
      for (const Member &m : v.members) {
        const std::string to = v.name + m.suffix, like = "point_." + m.path;
        if (m.held == ir::Holding::Pointer) {
          const std::string count =
              m.type.isFixed() ? std::to_string(m.type.rows * m.type.cols) : like + ".size()";
          s_ += "    std::copy_n(" + cursor + ", " + count + ", " +
                (m.type.isColumn() ? to : "&" + to + "[0][0]") + ");\n    " + cursor +
                " += " + count + ";\n";
          continue;
        }
        if (m.held == ir::Holding::Sparse)
          s_ += "    gateaux::set_pattern(" + sparseBehind(to) + ", " + sparseBehind(like) + ");\n";
        else if (m.held == ir::Holding::Direct && m.type.dense)
          s_ += "    " + to + ".resizeLike(" + like + ");\n";
        else if (m.type.dense && !m.type.isFixed())
          s_ += "    " + to + ".resize(" + like + ".size());\n";
        s_ += "    gateaux::unpack(" + cursor + ", " + to + ");\n";
      }
    }
    s_ += "  }\n\n";
  }

  void structOf(const std::string &name, const std::vector<Variable> &variables) {
    s_ += "  struct " + name + " {\n";
    for (const Variable &v : variables)
      s_ += "    " + v.declared(v.name) + ";\n";
    s_ += "  };\n";
  }

  void assignTo(const std::string &type, const std::vector<std::string> &list) {
    s_ += "  void assign(" + type +
          "& to, const {{vector}}& from, const char* function, const char* name) const {\n"
          "    gateaux::require_length(\"{{name}}\", function, name, from.size(), dimension_);\n"
          "    const {{scalar}}* cursor = from.data();\n" +
          forEach(list, "    gateaux::unpack(cursor, $);\n", false) + "  }\n\n";
  }

  void privateMembers() {
    const std::string direction = parts_ ? "Direction" : "Point";
    structOf("Point", point_);
    if (parts_)
      structOf("Direction", directions_);
    if (!others_.empty()) {
      s_ += "  struct Arguments {\n";
      for (const Parameter *p : others_)
        s_ += "    " + declare(held(*p), p->name) + ";\n";
      s_ += "  };\n";
    }
    const std::vector<std::string> members = pointMemberList("point_.");
    const bool lists = std::any_of(members.begin(), members.end(),
                                   [](const std::string &m) { return m.find("[$]") != std::string::npos; });
    s_ += "\n  void initialise() {\n" +
          (lists ? "    dimension_ = 0;\n" + forEach(members, "    dimension_ += gateaux::entries($);\n", true)
                 : "    dimension_ = gateaux::entries(" + join(members) + ");\n") +
          "    initial_.resize(dimension_);\n    {{scalar}}* cursor = initial_.data();\n" +
          forEach(members, "    gateaux::pack($, cursor);\n", true) + "  }\n\n";
    assignTo("Point", pointMemberList("to."));
    if (parts_ && derivatives_.size() > 1)
      assignTo("Direction", memberList(directions_, "to.", ""));
    s_ += "  void flatten(const " + direction +
          "& from, {{vector}}& to) const {\n    to.resize(dimension_);\n"
          "    {{scalar}}* cursor = to.data();\n" +
          forEach(memberList(directions_, "from.", ""), "    gateaux::pack($, cursor);\n", true) + "  }\n\n";
    if (residual_)
      s_ += R"(  static void flatten_result(const {{result}}& result, {{vector}}& to) {
    to.resize(gateaux::entries(result));
    {{scalar}}* cursor = to.data();
    gateaux::pack(result, cursor);
  }

)";
    if (!others_.empty())
      s_ += "  Arguments arguments_;\n";
    s_ += "  Point point_" +
          (parts_ ? ";\n  Direction " + join(derivatives_) + ";\n" : ", " + join(derivatives_)) +
          (!linearizes_ ? ""
           : parts_     ? "  Point linearized_"
                        : ", linearized_") +
          (parts_ && !linearizes_ ? "" : ";\n");
    if (linearizes_)
      s_ += "  bool is_linearized_ = false;\n";
    s_ += "  Eigen::Index dimension_ = 0;\n  {{vector}} initial_;\n";
    if (residual_)
      s_ += "  {{result}} result_dot_{}, result_bar_{};\n  Eigen::Index residuals_ = -1;\n";
    auto workspace = [&](const std::string &request) {
      s_ += "  {{base}}_" + request + "_workspace " + request + "_workspace_;\n";
    };
    workspace("value");
    if (residual_) {
      workspace("tangent");
      workspace("adjoint");
      if (members_.jacobian)
        workspace("jacobian");
      return;
    }
    workspace("gradient");
    if (members_.hvp)
      workspace("hvp");
    if (members_.ggnvp)
      workspace("ggnvp");
    if (linearizes_)
      workspace("linearize");
  }

  const Annotation &a_;
  const ir::Function &f_;
  const ObjectiveMembers members_;
  const bool residual_, linearizes_;
  std::vector<const Parameter *> others_;
  /// The parameters that are copied, and the variables for their derivatives.
  std::vector<Variable> point_, directions_;
  std::vector<std::string> derivatives_;
  /// Members of parameters are differentiated: derivatives are not of the parameters' types.
  bool parts_ = false;
  std::string s_;
};

} // namespace

std::string emitObjective(const Annotation &annotation, const ObjectiveMembers &members) {
  return ObjectiveWriter(annotation, members, false).write();
}

std::string emitResidualObjective(const Annotation &annotation, const ObjectiveMembers &members) {
  return ObjectiveWriter(annotation, members, true).write();
}

} // namespace gateaux::emit
