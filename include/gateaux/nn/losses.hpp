// SPDX-License-Identifier: Apache-2.0
//
// Losses and penalties. Losses are summed over the examples, one a column, and penalties over all weights.
#ifndef GATEAUX_NN_LOSSES_HPP
#define GATEAUX_NN_LOSSES_HPP

#include <Eigen/Core>

#include "gateaux/gateaux.hpp"
#include "gateaux/support.hpp"

namespace gateaux {
namespace nn {

/// Softmax cross entropy, summed over the examples: -sum_ij C_ij log softmax(S)_ij, where the
/// softmax is taken within each column.
///
/// S: logits, classes x examples. C: probabilities, the same shape; columns that do not sum to 1
/// are weighted by their sum. The largest logit of each column is subtracted before exp, so that
/// neither overflow nor the logarithm of zero can occur: with D = S - max(S),
///
///     E = sum_j c_j log(sum_i exp(D_ij)) - sum_ij C_ij D_ij,  c_j = sum_i C_ij.
///
/// The result does not depend on what is subtracted, so the maximum counts as a constant.
GATEAUX_PROVIDED(wrt(S), tangent, adjoint)
inline double softmax_cross_entropy(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C) {
  const Eigen::RowVectorXd largest = gateaux::stop_gradient(S.colwise().maxCoeff());
  const Eigen::MatrixXd D = S.rowwise() - largest;
  const Eigen::MatrixXd P = gateaux::exp(D.array());
  const Eigen::RowVectorXd total = P.colwise().sum();
  const Eigen::RowVectorXd weight = C.colwise().sum();
  return (weight.array() * total.array().log()).sum() - (C.array() * D.array()).sum();
}

/// The tangent of softmax_cross_entropy with respect to S: E_dot = <c P - C, S_dot>, where P is the
/// softmax of S and c the column sums of C. Returns the cross entropy.
inline double softmax_cross_entropy_tangent(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C,
                                            const Eigen::MatrixXd &S_dot, double &E_dot) {
  const Eigen::RowVectorXd largest = gateaux::stop_gradient(S.colwise().maxCoeff());
  const Eigen::MatrixXd D = S.rowwise() - largest;
  const Eigen::MatrixXd P = gateaux::exp(D.array());
  const Eigen::RowVectorXd total = P.colwise().sum();
  const Eigen::RowVectorXd weight = C.colwise().sum();
  const Eigen::RowVectorXd scale = weight.array() / total.array();
  E_dot = ((P.array().rowwise() * scale.array() - C.array()) * S_dot.array()).sum();
  return (weight.array() * total.array().log()).sum() - (C.array() * D.array()).sum();
}

/// The adjoint of softmax_cross_entropy with respect to S: S_bar += E_bar (c P - C), which is
/// E_bar (P - C) where the columns of C sum to 1. An empty S_bar counts as zero. Returns the cross
/// entropy.
inline double softmax_cross_entropy_adjoint(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C,
                                            const double &E_bar, Eigen::MatrixXd &S_bar) {
  const Eigen::RowVectorXd largest = gateaux::stop_gradient(S.colwise().maxCoeff());
  const Eigen::MatrixXd D = S.rowwise() - largest;
  const Eigen::MatrixXd P = gateaux::exp(D.array());
  const Eigen::RowVectorXd total = P.colwise().sum();
  const Eigen::RowVectorXd weight = C.colwise().sum();
  const Eigen::RowVectorXd scale = weight.array() / total.array();
  gateaux::sized(S_bar, S.rows(), S.cols());
  S_bar.array() += E_bar * (P.array().rowwise() * scale.array() - C.array());
  return (weight.array() * total.array().log()).sum() - (C.array() * D.array()).sum();
}

/// Cross entropy of independent yes-or-no labels, summed: for each entry, with the probability p the
/// logistic function of the logit s, -c log p - (1 - c) log(1 - p) = softplus(s) - c s, which is how
/// it is computed. The gradient is p - c.
///
/// S: logits, C: probabilities from 0 to 1, the same shape.
inline double sigmoid_cross_entropy(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C) {
  return gateaux::softplus(S.array()).sum() - C.cwiseProduct(S).sum();
}

/// Half the squared distance, 1/2 sum_ij (S_ij - C_ij)^2, whose gradient is S - C.
inline double squared_error(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C) {
  return 0.5 * (S - C).squaredNorm();
}

/// Huber's loss: half the square of each difference r up to |r| = delta, and delta (|r| - delta / 2)
/// beyond, so that outliers pull with a bounded force.
inline double huber(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C, double delta = 1.0) {
  const Eigen::ArrayXXd r = (S - C).array();
  const Eigen::ArrayXXd size = r.abs();
  return (size <= delta).select(0.5 * r.square(), delta * (size - 0.5 * delta)).sum();
}

/// The sum of the absolute values, whose derivative at zero is zero. It drives weights to zero.
inline double l1_penalty(const Eigen::MatrixXd &W) { return W.cwiseAbs().sum(); }

/// The sum of the squares, whose gradient is 2 W.
inline double l2_penalty(const Eigen::MatrixXd &W) { return W.squaredNorm(); }

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_LOSSES_HPP
