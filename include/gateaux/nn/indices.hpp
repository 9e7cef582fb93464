// SPDX-License-Identifier: Apache-2.0
//
// Functions of class and word indices. An index outside its range is an assertion.
#ifndef GATEAUX_NN_INDICES_HPP
#define GATEAUX_NN_INDICES_HPP

#include <Eigen/Core>

#include "gateaux/gateaux.hpp"
#include "gateaux/nn/activations.hpp"
#include "gateaux/support.hpp"

namespace gateaux {
namespace nn {

namespace internal {

// What the functions below compute, for them and for their derivatives.

inline Eigen::MatrixXd embedding_of(const Eigen::MatrixXd &E, const Eigen::VectorXi &indices) {
  Eigen::MatrixXd Y = Eigen::MatrixXd::Zero(E.rows(), indices.size());
  for (Eigen::Index j = 0; j < indices.size(); ++j)
    Y.col(j) = E.col(indices(j));
  return Y;
}

} // namespace internal

/// The columns of a table that the indices name: dimensions x indices.size().
///
/// E: dimensions x words. The derivative goes to the columns that were used, as often as they were.
GATEAUX_PROVIDED(wrt(E), tangent, adjoint)
inline Eigen::MatrixXd embedding(const Eigen::MatrixXd &E, const Eigen::VectorXi &indices) {
  return internal::embedding_of(E, indices);
}

/// The tangent of embedding(), which is linear in E.
inline Eigen::MatrixXd embedding_tangent(const Eigen::MatrixXd &E, const Eigen::VectorXi &indices,
                                         const Eigen::MatrixXd &E_dot,
                                         Eigen::MatrixXd &embedding_dot) {
  embedding_dot = internal::embedding_of(E_dot, indices);
  return internal::embedding_of(E, indices);
}

/// The adjoint of embedding().
inline Eigen::MatrixXd embedding_adjoint(const Eigen::MatrixXd &E, const Eigen::VectorXi &indices,
                                         const Eigen::MatrixXd &embedding_bar,
                                         Eigen::MatrixXd &E_bar) {
  gateaux::sized(E_bar, E.rows(), E.cols());
  for (Eigen::Index j = 0; j < indices.size(); ++j)
    E_bar.col(indices(j)) += embedding_bar.col(j);
  return internal::embedding_of(E, indices);
}

/// Softmax cross entropy with one class for each example, summed: -sum_j log softmax(S)_(label_j,
/// j). As the one with probabilities, without a column of zeros and a one for each example.
///
/// S: logits, classes x examples, labels: from 0 to classes - 1.
GATEAUX_PROVIDED(wrt(S), tangent, adjoint)
inline double softmax_cross_entropy_of(const Eigen::MatrixXd &S, const Eigen::VectorXi &labels) {
  const Eigen::MatrixXd L = log_softmax(S);
  double sum = 0.0;
  for (Eigen::Index j = 0; j < labels.size(); ++j)
    sum -= L(labels(j), j);
  return sum;
}

/// The tangent of softmax_cross_entropy_of: <P - C, S_dot> with the softmax P and C the labels as
/// columns of zeros with a one. Returns the cross entropy.
inline double softmax_cross_entropy_of_tangent(const Eigen::MatrixXd &S,
                                               const Eigen::VectorXi &labels,
                                               const Eigen::MatrixXd &S_dot,
                                               double &softmax_cross_entropy_of_dot) {
  const Eigen::MatrixXd L = log_softmax(S);
  double sum = 0.0;
  double slope = (gateaux::exp(L.array()) * S_dot.array()).sum();
  for (Eigen::Index j = 0; j < labels.size(); ++j) {
    sum -= L(labels(j), j);
    slope -= S_dot(labels(j), j);
  }
  softmax_cross_entropy_of_dot = slope;
  return sum;
}

/// The adjoint of softmax_cross_entropy_of: S_bar += E_bar (P - C). Returns the cross entropy.
inline double softmax_cross_entropy_of_adjoint(const Eigen::MatrixXd &S,
                                               const Eigen::VectorXi &labels,
                                               const double &softmax_cross_entropy_of_bar,
                                               Eigen::MatrixXd &S_bar) {
  const Eigen::MatrixXd L = log_softmax(S);
  gateaux::sized(S_bar, S.rows(), S.cols());
  S_bar.array() += softmax_cross_entropy_of_bar * gateaux::exp(L.array());
  double sum = 0.0;
  for (Eigen::Index j = 0; j < labels.size(); ++j) {
    sum -= L(labels(j), j);
    S_bar(labels(j), j) -= softmax_cross_entropy_of_bar;
  }
  return sum;
}

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_INDICES_HPP
