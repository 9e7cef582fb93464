// SPDX-License-Identifier: Apache-2.0
//
// Generated objectives for NLopt. This header needs NLopt's C++ interface; nothing else of the
// runtime includes it.
#ifndef GATEAUX_ADAPTERS_NLOPT_HPP
#define GATEAUX_ADAPTERS_NLOPT_HPP

#include <Eigen/Core>
#include <nlopt.hpp>
#include <vector>

namespace gateaux {

namespace internal {

template <typename Objective>
double nlopt_evaluate(const std::vector<double> &x, std::vector<double> &gradient, void *data) {
  auto &objective = *static_cast<Objective *>(data);
  const Eigen::VectorXd w =
      Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
  if (gradient.empty())
    return objective.value(w);
  Eigen::VectorXd g(w.size());
  const double value = objective.gradient(w, g);
  Eigen::Map<Eigen::VectorXd>(gradient.data(), g.size()) = g;
  return value;
}

} // namespace internal

/// Makes a scalar objective the one that `optimizer` minimises. The objective is held by reference
/// and must outlive the optimisation.
///
///     nlopt::opt optimizer(nlopt::LD_LBFGS, unsigned(objective.dimension()));
///     gateaux::nlopt_minimize(optimizer, objective);
///     optimizer.optimize(x, value);
template <typename Objective>
void nlopt_minimize(nlopt::opt &optimizer, Objective &objective) {
  optimizer.set_min_objective(internal::nlopt_evaluate<Objective>, &objective);
}

/// Makes a scalar objective an inequality constraint, objective(x) <= 0.
template <typename Objective>
void nlopt_constrain(nlopt::opt &optimizer, Objective &objective, double tolerance = 0.0) {
  optimizer.add_inequality_constraint(internal::nlopt_evaluate<Objective>, &objective, tolerance);
}

} // namespace gateaux

#endif // GATEAUX_ADAPTERS_NLOPT_HPP
