// SPDX-License-Identifier: Apache-2.0
//
// Generated code that is made of calls to other generated functions.
#pragma once

#include "../ir/Program.h"

namespace gateaux::emit {

/// What the class f_objective offers beside value and gradient.
struct ObjectiveMembers {
  bool hvp = false;
  bool ggnvp = false;
  bool jacobian = false;
};

/// The class f_objective of a scalar function.
std::string emitObjective(const ir::Annotation &annotation, const ObjectiveMembers &members);
/// The class f_objective of a function with a vector or matrix for a result.
std::string emitResidualObjective(const ir::Annotation &annotation,
                                  const ObjectiveMembers &members);
/// f_jacobian, column by column or row by row, whichever are fewer.
std::string emitJacobian(const ir::Annotation &annotation, const std::string &comment);
/// f_hessian, column by column.
std::string emitHessian(const ir::Annotation &annotation, const std::string &comment);

} // namespace gateaux::emit
