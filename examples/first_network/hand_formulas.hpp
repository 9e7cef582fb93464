// SPDX-License-Identifier: Apache-2.0
//
// The derivatives of single_layer.hpp as one derives them on paper, to compare with.
#ifndef FIRST_NETWORK_HAND_FORMULAS_HPP
#define FIRST_NETWORK_HAND_FORMULAS_HPP

#include <Eigen/Dense>

/// The cross entropy, its gradient and its Gauss-Newton products at one point.
///
/// With P = softmax(S) by rows, n examples and rows of C that sum to 1:
///
///     grad_S E = (P - C) / n
///     grad_W E = Z' grad_S E
///     grad_Z E = grad_S E W'
///     grad_K E = Y' (sigma' o grad_Z E),  sigma' = 1 - Z o Z
///     grad_b E = sum of all entries of sigma' o grad_Z E
class HandFormulas {
public:
  HandFormulas(const Eigen::MatrixXd &K, double b, const Eigen::MatrixXd &W,
               const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C)
      : Y_(Y), C_(C), W_(W) {
    Z_ = ((Y * K).array() + b).tanh();
    slope_ = 1.0 - Z_.array().square();
    const Eigen::MatrixXd S = Z_ * W;
    P_.resize(S.rows(), S.cols());
    for (Eigen::Index i = 0; i < S.rows(); ++i) {
      const double largest = S.row(i).maxCoeff();
      P_.row(i) = (S.row(i).array() - largest).exp();
      const double total = P_.row(i).sum();
      value_ += largest + std::log(total) - C.row(i).dot(S.row(i));
      P_.row(i) /= total;
    }
    value_ /= double(Y.rows());
  }

  double value() const { return value_; }

  /// The gradient as one vector, [K(:); b; W(:)].
  Eigen::VectorXd gradient() const { return adjoint((P_ - C_) / double(Y_.rows())); }

  /// The Gauss-Newton product J' H_S J v: the tangent of S along v = (K_dot, b_dot, W_dot), then
  /// the Hessian of the cross entropy with respect to S, which is (diag(p) - p p') / n for each
  /// row p of P, then the way back.
  Eigen::VectorXd gauss_newton(const Eigen::MatrixXd &K_dot, double b_dot,
                               const Eigen::MatrixXd &W_dot) const {
    const Eigen::MatrixXd Z_dot = slope_ * ((Y_ * K_dot).array() + b_dot);
    const Eigen::MatrixXd S_dot = Z_dot * W_ + Z_ * W_dot;
    Eigen::MatrixXd H(S_dot.rows(), S_dot.cols());
    for (Eigen::Index i = 0; i < H.rows(); ++i) {
      const Eigen::RowVectorXd p = P_.row(i);
      H.row(i) = p.cwiseProduct(S_dot.row(i)) - p * p.dot(S_dot.row(i));
    }
    return adjoint(H / double(Y_.rows()));
  }

private:
  /// From the adjoint of S to that of [K(:); b; W(:)].
  Eigen::VectorXd adjoint(const Eigen::MatrixXd &S_bar) const {
    const Eigen::MatrixXd A_bar = slope_ * (S_bar * W_.transpose()).array();
    const Eigen::MatrixXd K_bar = Y_.transpose() * A_bar;
    const Eigen::MatrixXd W_bar = Z_.transpose() * S_bar;
    Eigen::VectorXd g(K_bar.size() + 1 + W_bar.size());
    g << K_bar.reshaped(), A_bar.sum(), W_bar.reshaped();
    return g;
  }

  Eigen::MatrixXd Y_, C_, W_, Z_, P_;
  Eigen::ArrayXXd slope_;
  double value_ = 0.0;
};

#endif // FIRST_NETWORK_HAND_FORMULAS_HPP
