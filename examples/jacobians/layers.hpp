// SPDX-License-Identifier: Apache-2.0
//
// A regularised network of any depth, one example: h_k = tanh(W_k h_(k-1) + b_k).
#ifndef JACOBIANS_LAYERS_HPP
#define JACOBIANS_LAYERS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

/// No layer is left: the output is the last activation.
inline Eigen::VectorXd forward(const Eigen::VectorXd &h) { return h; }

/// One layer, then those that are left.
template <typename... Layers>
Eigen::VectorXd forward(const Eigen::VectorXd &h, const Eigen::MatrixXd &W, const Eigen::VectorXd &b,
                        const Layers &...layers) {
  const Eigen::VectorXd next = (W * h + b).array().tanh();
  return forward(next, layers...);
}

/// Omega = sum of |W_k|^2 / 2 over the layers; biases are not penalised.
inline double penalty() { return 0.0; }
template <typename... Layers>
double penalty(const Eigen::MatrixXd &W, const Eigen::VectorXd &, const Layers &...layers) {
  return 0.5 * W.squaredNorm() + penalty(layers...);
}

/// J = |y - forward(x)|^2 / 2 + lambda Omega.
template <typename... Layers>
double regularised(const Eigen::VectorXd &x, const Eigen::VectorXd &y, double lambda,
                   const Layers &...layers) {
  return 0.5 * (forward(x, layers...) - y).squaredNorm() + lambda * penalty(layers...);
}

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

GATEAUX_DIFFERENTIATE(wrt(W1, b1), gradient)
inline double loss1(const Vector &x, const Vector &y, double lambda, const Matrix &W1,
                    const Vector &b1) {
  return regularised(x, y, lambda, W1, b1);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), gradient)
inline double loss2(const Vector &x, const Vector &y, double lambda, const Matrix &W1,
                    const Vector &b1, const Matrix &W2, const Vector &b2) {
  return regularised(x, y, lambda, W1, b1, W2, b2);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), gradient)
inline double loss3(const Vector &x, const Vector &y, double lambda, const Matrix &W1,
                    const Vector &b1, const Matrix &W2, const Vector &b2, const Matrix &W3,
                    const Vector &b3) {
  return regularised(x, y, lambda, W1, b1, W2, b2, W3, b3);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3, W4, b4), gradient)
inline double loss4(const Vector &x, const Vector &y, double lambda, const Matrix &W1,
                    const Vector &b1, const Matrix &W2, const Vector &b2, const Matrix &W3,
                    const Vector &b3, const Matrix &W4, const Vector &b4) {
  return regularised(x, y, lambda, W1, b1, W2, b2, W3, b3, W4, b4);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3, W4, b4, W5, b5), gradient)
inline double loss5(const Vector &x, const Vector &y, double lambda, const Matrix &W1,
                    const Vector &b1, const Matrix &W2, const Vector &b2, const Matrix &W3,
                    const Vector &b3, const Matrix &W4, const Vector &b4, const Matrix &W5,
                    const Vector &b5) {
  return regularised(x, y, lambda, W1, b1, W2, b2, W3, b3, W4, b4, W5, b5);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3, W4, b4, W5, b5, W6, b6), gradient)
inline double loss6(const Vector &x, const Vector &y, double lambda, const Matrix &W1,
                    const Vector &b1, const Matrix &W2, const Vector &b2, const Matrix &W3,
                    const Vector &b3, const Matrix &W4, const Vector &b4, const Matrix &W5,
                    const Vector &b5, const Matrix &W6, const Vector &b6) {
  return regularised(x, y, lambda, W1, b1, W2, b2, W3, b3, W4, b4, W5, b5, W6, b6);
}

#endif // JACOBIANS_LAYERS_HPP
