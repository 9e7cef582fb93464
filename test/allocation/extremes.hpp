// SPDX-License-Identifier: Apache-2.0
//
// Functions of which the derivatives go through places of extreme values, products of others and choices.
#ifndef GATEAUX_TEST_ALLOCATION_EXTREMES_HPP
#define GATEAUX_TEST_ALLOCATION_EXTREMES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

/// Logarithms of softmax, with the largest logit of each column and of each row subtracted.
GATEAUX_DIFFERENTIATE(wrt(S, p), gradient, hvp, objective)
inline double extremes(const Eigen::MatrixXd &S, double p, const Eigen::MatrixXd &C) {
  Eigen::MatrixXd D = S.rowwise() - S.colwise().maxCoeff();
  Eigen::MatrixXd E = S.colwise() - S.rowwise().minCoeff();
  double all = D.array().exp().colwise().sum().log().sum() - S.maxCoeff();
  return all + (C.array() * E.array().square()).sum() + (E.array() + 1.5).pow(p).sum();
}

GATEAUX_DIFFERENTIATE(gradient, objective)
inline double products(const Eigen::MatrixXd &S) { return S.prod() + S.colwise().prod().sum() + S.rowwise().prod().sum(); }

GATEAUX_DIFFERENTIATE(objective, jacobian)
inline Eigen::VectorXd scores(const Eigen::MatrixXd &S, const Eigen::VectorXd &x) {
  Eigen::VectorXd y = S * x;
  return y.array().tanh() - y.maxCoeff();
}

#endif // GATEAUX_TEST_ALLOCATION_EXTREMES_HPP
