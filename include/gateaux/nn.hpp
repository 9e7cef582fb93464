// SPDX-License-Identifier: Apache-2.0
//
// Layers and losses of neural networks. One example is one column; all functions work on a batch.
//
// They are ordinary functions of Eigen matrices. Inside annotated code the Gateaux tool
// differentiates through their bodies, which are therefore straight lines of Eigen operations;
// softmax_cross_entropy brings its derivative along. All are finite for every finite input that
// does not overflow in a sum.
#ifndef GATEAUX_NN_HPP
#define GATEAUX_NN_HPP

#include <Eigen/Core>

#include "gateaux/gateaux.hpp"
#include "gateaux/support.hpp"

namespace gateaux {
namespace nn {

/// The affine map W X + b, with b added to every column.
///
/// W: outputs x inputs, X: inputs x examples, b: outputs. Result: outputs x examples.
inline Eigen::MatrixXd linear(const Eigen::MatrixXd &W, const Eigen::MatrixXd &X,
                              const Eigen::VectorXd &b) {
  return (W * X).colwise() + b;
}

/// tanh of each entry, vectorised and within 2 ulp.
inline Eigen::MatrixXd tanh(const Eigen::MatrixXd &X) { return gateaux::tanh(X.array()).matrix(); }

/// The logistic function 1 / (1 + exp(-x)) of each entry.
inline Eigen::MatrixXd sigmoid(const Eigen::MatrixXd &X) {
  return gateaux::logistic(X.array()).matrix();
}

/// max(x, 0) of each entry; by convention its derivative at 0 is 0.
inline Eigen::MatrixXd relu(const Eigen::MatrixXd &X) { return (X.array() > 0).select(X, 0.0); }

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

/// Half the squared distance, 1/2 sum_ij (S_ij - C_ij)^2, whose gradient is S - C.
inline double squared_error(const Eigen::MatrixXd &S, const Eigen::MatrixXd &C) {
  return 0.5 * (S - C).squaredNorm();
}

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_HPP
