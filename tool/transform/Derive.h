// SPDX-License-Identifier: Apache-2.0
//
// The requests of GATEAUX_DIFFERENTIATE, each as a function in the intermediate form with the
// signature that the generated C++ has.
#pragma once

#include "../ir/Program.h"

namespace gateaux::transform {

/// f_value: f itself, for a workspace.
std::unique_ptr<ir::Function> deriveValue(const ir::Annotation &annotation);

/// f_tangent: f's parameters, tangents of wrt, then the tangents of the results.
std::unique_ptr<ir::Function> deriveTangent(const ir::Annotation &annotation);
/// f_adjoint: f's parameters, adjoints of the results, then the adjoints of wrt, which are added to.
std::unique_ptr<ir::Function> deriveAdjoint(const ir::Annotation &annotation);
/// f_adjoint_tangent: the parameters of f_adjoint that are read, their tangents, then the adjoints of wrt and
/// the tangents of these, which are both added to. It returns the tangent of f.
std::unique_ptr<ir::Function> deriveAdjointTangent(const ir::Annotation &annotation);
/// f_gradient: f's parameters, then the adjoints of wrt for the seed one, which are set.
std::unique_ptr<ir::Function> deriveGradient(const ir::Annotation &annotation);
/// f_hvp: f's parameters, directions, then the tangents of the gradient.
std::unique_ptr<ir::Function> deriveHvp(const ir::Annotation &annotation,
                                        const ir::Request &request);
/// f_ggnvp: f's parameters, directions, then products with the Hessian of f in which the local
/// value of the request is replaced by its linearisation.
std::unique_ptr<ir::Function> deriveGgnvp(const ir::Annotation &annotation,
                                          const ir::Request &request);

/// A function that computes everything at one point once, and products for any direction after.
struct Linearized {
  /// f's parameters, gradient outputs; directions and products of every request are among the
  /// parameters too.
  std::unique_ptr<ir::Function> function;
  /// One for the linearisation itself, then one per product: which parameters, beyond f's, belong
  /// to it (indices into Function::parameters).
  struct Entry {
    std::string name;
    std::string request; ///< "linearize", "hvp", "ggnvp"
    std::vector<unsigned> inputs, outputs;
  };
  std::vector<Entry> entries;
};
/// f_linearize, f_linearized_hvp and f_linearized_ggnvp. `hvp` and `ggnvp` may be null.
Linearized deriveLinearized(const ir::Annotation &annotation, const ir::Request *hvp,
                            const ir::Request *ggnvp);

} // namespace gateaux::transform
