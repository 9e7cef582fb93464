// SPDX-License-Identifier: Apache-2.0
#include "driver/Listing.h"

namespace gateaux::driver {

static std::string spell(const ir::Request &r, const ir::Annotation &a) {
  auto items = [](const std::vector<ir::Active> &list) {
    std::string s;
    for (const ir::Active &item : list)
      s += (s.empty() ? "" : ", ") + item.access;
    return s;
  };
  switch (r.kind) {
  case ir::RequestKind::Tangent: return "tangent";
  case ir::RequestKind::Adjoint: return "adjoint";
  case ir::RequestKind::Gradient: return "gradient";
  case ir::RequestKind::Hvp:
    return items(r.along) == items(a.wrt) ? "hvp" : "hvp(along(" + items(r.along) + "))";
  case ir::RequestKind::Ggnvp:
    return "ggnvp(" + (r.local ? r.local->name : "") + ")";
  case ir::RequestKind::Jacobian: return "jacobian";
  case ir::RequestKind::Hessian: return "hessian";
  case ir::RequestKind::Objective: return "objective";
  }
  return "";
}

std::string listing(const ir::Program &program) {
  std::string s;
  for (const ir::Annotation &a : program.annotations) {
    const ir::Function &f = *a.function;
    s += f.origin + ": " + (f.scope.empty() ? "" : f.scope + "::") + f.name + " wrt(";
    for (size_t i = 0; i < a.wrt.size(); ++i)
      s += (i ? ", " : "") + a.wrt[i].access;
    s += ")";
    if (a.base != f.name)
      s += " as(" + a.base + ")";
    for (size_t i = 0; i < a.requests.size(); ++i)
      s += (i ? ", " : ": ") + spell(a.requests[i], a);
    s += "\n";
  }
  return s;
}

} // namespace gateaux::driver
