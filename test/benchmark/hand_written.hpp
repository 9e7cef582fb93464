// SPDX-License-Identifier: Apache-2.0
//
// The derivatives of loss.hpp as an expert writes them in Eigen: every buffer sized once, products
// without temporaries, element-wise work in as few passes as Eigen allows, and in place.
#ifndef GATEAUX_TEST_BENCHMARK_HAND_WRITTEN_HPP
#define GATEAUX_TEST_BENCHMARK_HAND_WRITTEN_HPP

#include <Eigen/Dense>
#include <gateaux/support/math.hpp>

/// Eigen's own functions. Its tanh is not vectorised for double in Eigen 3.4.
struct EigenFunctions {
  template <typename Derived>
  static auto tanh(const Eigen::ArrayBase<Derived> &x) {
    return x.tanh();
  }
  template <typename Derived>
  static auto exp(const Eigen::ArrayBase<Derived> &x) {
    return x.exp();
  }
};

/// The vectorised ones that generated code may use too.
struct GateauxFunctions {
  template <typename Derived>
  static auto tanh(const Eigen::ArrayBase<Derived> &x) {
    return gateaux::tanh(x);
  }
  template <typename Derived>
  static auto exp(const Eigen::ArrayBase<Derived> &x) {
    return gateaux::exp(x);
  }
};

/// Parameters, or derivatives of them.
struct Weights {
  Eigen::MatrixXd K;
  Eigen::VectorXd b;
  Eigen::MatrixXd W;
};

template <typename Functions>
class HandWritten {
public:
  /// The loss alone.
  double value(const Weights &w, const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C) {
    forward(w, Y);
    return softmax(C);
  }

  /// The loss and its gradient.
  double gradient(const Weights &w, const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C,
                  Weights &bar) {
    forward(w, Y);
    const double loss = softmax(C);
    S_ = S_.array().rowwise() * scale_.array() - C.array(); // From here on the adjoint of S.
    bar.W.noalias() = S_ * Z_.transpose();
    A_.noalias() = w.W.transpose() * S_;
    A_.array() *= 1.0 - Z_.array().square();
    bar.K.noalias() = A_ * Y.transpose();
    bar.b = A_.rowwise().sum();
    return loss;
  }

  /// The loss and its derivative along `dot`.
  double tangent(const Weights &w, const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C,
                 const Weights &dot, double &loss_dot) {
    forward(w, Y);
    const double loss = softmax(C);
    forward_dot(w, Y, dot);
    loss_dot = ((S_.array().rowwise() * scale_.array() - C.array()) * S_dot_.array()).sum();
    return loss;
  }

  /// The loss and its Hessian times `dot`, forward over reverse.
  double hvp(const Weights &w, const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C,
             const Weights &dot, Weights &hv) {
    forward(w, Y);
    const double loss = softmax(C);
    forward_dot(w, Y, dot);
    S_.array().rowwise() *= scale_.array();
    softmax_dot();
    S_ -= C; // The adjoint of S, and S_dot_ the tangent of that.
    hv.W.noalias() = S_dot_ * Z_.transpose();
    hv.W.noalias() += S_ * Z_dot_.transpose();
    A_.noalias() = w.W.transpose() * S_;
    A_dot_.noalias() = w.W.transpose() * S_dot_;
    A_dot_.noalias() += dot.W.transpose() * S_;
    A_dot_.array() = A_dot_.array() * (1.0 - Z_.array().square()) -
                     2.0 * A_.array() * Z_.array() * Z_dot_.array();
    hv.K.noalias() = A_dot_ * Y.transpose();
    hv.b = A_dot_.rowwise().sum();
    return loss;
  }

  /// The loss and its Gauss-Newton matrix, J' H_S J, times `dot`.
  double ggnvp(const Weights &w, const Eigen::MatrixXd &Y, const Eigen::MatrixXd &C,
               const Weights &dot, Weights &gv) {
    forward(w, Y);
    const double loss = softmax(C);
    forward_dot(w, Y, dot);
    S_.array().rowwise() *= scale_.array();
    softmax_dot();
    gv.W.noalias() = S_dot_ * Z_.transpose();
    A_.noalias() = w.W.transpose() * S_dot_;
    A_.array() *= 1.0 - Z_.array().square();
    gv.K.noalias() = A_ * Y.transpose();
    gv.b = A_.rowwise().sum();
    return loss;
  }

private:
  void forward(const Weights &w, const Eigen::MatrixXd &Y) {
    Z_.noalias() = w.K * Y;
    // Column by column, because Eigen does not vectorise an expression with a broadcast in it.
    for (Eigen::Index j = 0; j < Z_.cols(); ++j)
      Z_.col(j) = Functions::tanh((Z_.col(j) + w.b).array());
    S_.noalias() = w.W * Z_;
  }

  void forward_dot(const Weights &w, const Eigen::MatrixXd &Y, const Weights &dot) {
    Z_dot_.noalias() = dot.K * Y;
    Z_dot_ = (Z_dot_.colwise() + dot.b).array() * (1.0 - Z_.array().square());
    S_dot_.noalias() = dot.W * Z_;
    S_dot_.noalias() += w.W * Z_dot_;
  }

  /// Replaces S by exp(S - largest), such that S scale is the softmax times the weight of the
  /// column. Returns the cross entropy.
  double softmax(const Eigen::MatrixXd &C) {
    largest_ = S_.colwise().maxCoeff();
    S_.rowwise() -= largest_;
    const double linear = C.cwiseProduct(S_).sum();
    S_ = Functions::exp(S_.array());
    total_ = S_.colwise().sum();
    scale_ = C.colwise().sum();
    const double logarithms = (scale_.array() * total_.array().log()).sum();
    scale_.array() /= total_.array();
    return logarithms - linear;
  }

  /// Replaces S_dot by the derivative of the softmax, S, in that direction: P o (S_dot - p' S_dot)
  /// where the columns of C sum to 1, which the callers see to.
  void softmax_dot() {
    largest_ = S_.cwiseProduct(S_dot_).colwise().sum();
    S_dot_ = (S_dot_.rowwise() - largest_).cwiseProduct(S_);
  }

  Eigen::MatrixXd Z_, S_, A_, Z_dot_, S_dot_, A_dot_;
  Eigen::RowVectorXd largest_, total_, scale_;
};

#endif // GATEAUX_TEST_BENCHMARK_HAND_WRITTEN_HPP
