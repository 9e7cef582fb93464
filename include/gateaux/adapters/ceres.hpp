// SPDX-License-Identifier: Apache-2.0
//
// Generated objectives for the Ceres solver. This header needs Ceres; nothing else of the runtime
// includes it.
#ifndef GATEAUX_ADAPTERS_CERES_HPP
#define GATEAUX_ADAPTERS_CERES_HPP

#include <ceres/ceres.h>

#include <Eigen/Core>
#include <cmath>

namespace gateaux {

/// A scalar objective as a ceres::FirstOrderFunction, for ceres::GradientProblem:
///
///     auto *function = new gateaux::CeresFirstOrderFunction<loss_objective>(objective);
///     ceres::GradientProblem problem(function);   // takes the function, not the objective
///
/// The objective is held by reference and must outlive the problem. A value or gradient that is not
/// finite makes the evaluation fail, so that Ceres shortens its step.
template <typename Objective>
class CeresFirstOrderFunction final : public ceres::FirstOrderFunction {
public:
  explicit CeresFirstOrderFunction(Objective &objective) : objective_(objective) {}

  int NumParameters() const override { return static_cast<int>(objective_.dimension()); }

  bool Evaluate(const double *const parameters, double *cost, double *gradient) const override {
    w_ = Eigen::Map<const Eigen::VectorXd>(parameters, objective_.dimension());
    if (gradient == nullptr) {
      *cost = objective_.value(w_);
      return std::isfinite(*cost);
    }
    *cost = objective_.gradient(w_, g_);
    Eigen::Map<Eigen::VectorXd>(gradient, g_.size()) = g_;
    return std::isfinite(*cost) && g_.allFinite();
  }

private:
  Objective &objective_;
  mutable Eigen::VectorXd w_;
  mutable Eigen::VectorXd g_;
};

/// A residual objective with a jacobian request as a ceres::CostFunction with one parameter block,
/// the flat vector, for ceres::Problem, which minimises half the sum of the squared residuals.
///
/// The objective is held by reference and must outlive the problem. One instance must not be
/// evaluated by several threads at a time.
template <typename Residuals>
class CeresCostFunction final : public ceres::CostFunction {
public:
  explicit CeresCostFunction(Residuals &residuals) : residuals_(residuals) {
    set_num_residuals(static_cast<int>(residuals.residuals()));
    mutable_parameter_block_sizes()->push_back(static_cast<int>(residuals.dimension()));
  }

  bool Evaluate(double const *const *parameters, double *residuals,
                double **jacobians) const override {
    w_ = Eigen::Map<const Eigen::VectorXd>(parameters[0], residuals_.dimension());
    residuals_.value(w_, r_);
    Eigen::Map<Eigen::VectorXd>(residuals, r_.size()) = r_;
    if (!r_.allFinite())
      return false;
    if (jacobians == nullptr || jacobians[0] == nullptr)
      return true;
    residuals_.jacobian(w_, J_);
    // Ceres stores Jacobians row by row.
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Eigen::Map<RowMajor>(jacobians[0], J_.rows(), J_.cols()) = J_;
    return J_.allFinite();
  }

private:
  Residuals &residuals_;
  mutable Eigen::VectorXd w_;
  mutable Eigen::VectorXd r_;
  mutable Eigen::MatrixXd J_;
};

} // namespace gateaux

#endif // GATEAUX_ADAPTERS_CERES_HPP
