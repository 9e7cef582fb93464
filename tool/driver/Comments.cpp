// SPDX-License-Identifier: Apache-2.0
#include "driver/Comments.h"

#include "ir/Names.h"

namespace gateaux::driver {

using ir::Active;

namespace {

std::string list(const std::vector<Active> &items, const std::string &suffix, bool conjunction) {
  std::string s;
  for (size_t i = 0; i < items.size(); ++i)
    s += (i == 0 ? "" : conjunction && i + 1 == items.size() ? " and " : ", ") +
         (suffix.empty() ? items[i].access : items[i].name + suffix);
  return s;
}

std::string tuple(const std::vector<Active> &items, const std::string &suffix) {
  return items.size() == 1 ? items[0].name + suffix : "(" + list(items, suffix, false) + ")";
}

/// The names of the differentiable results of f.
std::vector<std::string> results(const ir::Function &f) {
  std::vector<std::string> names;
  for (const ir::Output &output : f.outputs)
    if (output.value->type.isReal())
      names.push_back(output.path.empty() ? ir::resultName(f)
                      : f.returned && output.path.rfind(ir::kReturned, 0) == 0
                          ? ir::resultName(f) +
                                output.path.substr(std::string(ir::kReturned).size())
                          : output.path);
  return names;
}

} // namespace

std::vector<std::string> describe(const ir::Annotation &a, const std::string &request,
                                  const ir::Request *details) {
  const ir::Function &f = *a.function;
  const std::string of = "`" + f.name + "` (" + f.origin + ") with respect to " + list(a.wrt, "", true);
  std::vector<std::string> lines;
  auto add = [&](const std::string &l) { lines.push_back(l); };
  if (request == "value") {
    add("The value of `" + f.name + "` (" + f.origin + "), with its temporaries in a workspace.");
  } else if (request == "tangent") {
    add("The tangent of " + of + ", by forward mode:");
    add("");
    for (const std::string &r : results(f)) {
      std::string sum;
      for (const Active &w : a.wrt)
        sum += (sum.empty() ? "" : " + ") + ("∂" + r + "/∂" + w.access + " " + w.name + "_dot");
      add("    " + r + "_dot = " + sum);
    }
  } else if (request == "adjoint") {
    add("The adjoint of " + of + ", by reverse mode:");
    add("");
    for (const Active &w : a.wrt) {
      std::string sum;
      for (const std::string &r : results(f))
        sum += (sum.empty() ? "" : " + ") + ("(∂" + r + "/∂" + w.access + ")ᵀ " + r + "_bar");
      add("    " + w.name + "_bar += " + sum);
    }
    add("");
    add("An empty adjoint counts as zero.");
  } else if (request == "adjoint_tangent") {
    add("The tangent of the adjoint of " + of + ", forward over reverse:");
    add("what " + a.base + "_adjoint adds is added, and its tangent. Returns the tangent of the value.");
  } else if (request == "gradient") {
    add("The gradient of " + of + ", by reverse mode:");
    add("");
    std::string s;
    for (const Active &w : a.wrt)
      s += (s.empty() ? "" : ", ") + (w.name + "_bar = ∂" + f.name + "/∂" + w.access);
    add("    " + s);
  } else if (request == "hvp" || request == "linearized_hvp") {
    const std::vector<Active> &along = details && !details->along.empty() ? details->along : a.wrt;
    add("The product of the Hessian of " + of + " with a direction" +
        (request == "hvp" ? ", forward over reverse:" : ":"));
    add("");
    add("    " + tuple(a.wrt, "_hv") + " = ∇²" + f.name + " " + tuple(along, "_dot"));
  } else if (request == "ggnvp" || request == "linearized_ggnvp") {
    const std::string z = details && details->local ? details->local->name : "z";
    add("The product of the generalised Gauss-Newton matrix of " + of + " with a direction:");
    add("");
    add("    " + tuple(a.wrt, "_gv") + " = G " + tuple(a.wrt, "_dot"));
    add("");
    add("G is the Hessian of `" + f.name + "` in which `" + z + "` is replaced by its linearisation");
    add("(Schraudolph 2002): Jᵀ H J with J = ∂" + z + "/∂" + tuple(a.wrt, "") + " and H the Hessian by `" + z + "`,");
    add("and the exact terms of what enters beside `" + z + "`.");
  } else if (request == "linearize") {
    add("The gradient of " + of + ", with all that products with");
    add("its second derivatives need beside their direction left in the workspace.");
  } else if (request == "jacobian") {
    add("The dense Jacobian of " + of + ": a row for each entry of the");
    add("result, a column for each entry of " + list(a.wrt, "", true) + ", matrices column by column. Forward or reverse mode,");
    add("whichever takes fewer sweeps.");
  } else if (request == "hessian") {
    add("The dense Hessian of " + of + ", a column at a time from");
    add("products at one linearisation.");
  }
  if (request == "linearized_hvp" || request == "linearized_ggnvp") {
    add("");
    add("The arguments and the workspace are those of the last call of " + a.base + "_linearize.");
  }
  return lines;
}

} // namespace gateaux::driver
