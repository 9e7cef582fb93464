// SPDX-License-Identifier: Apache-2.0
//
// The gradients of matrices.hpp as an expert writes them in Eigen: every buffer sized once, products without
// temporaries, one decomposition, and what the mathematics saves: that a softmax does not depend on a shift, that a
// kernel matrix is symmetric, that a factor that all terms have is multiplied into their sum. The functions are the
// vectorised ones that generated code uses, too.
#ifndef GATEAUX_TEST_BENCHMARK_MATRICES_BY_HAND_HPP
#define GATEAUX_TEST_BENCHMARK_MATRICES_BY_HAND_HPP

#include <Eigen/Dense>
#include <gateaux/support/math.hpp>

#include <cmath>

namespace by_hand {

class GaussianProcess {
public:
  double gradient(const Eigen::VectorXd &lengths, double signal, double noise, const Eigen::MatrixXd &X,
                  const Eigen::VectorXd &y, Eigen::VectorXd &lengths_bar, double &signal_bar, double &noise_bar) {
    const Eigen::Index n = X.cols();
    Z_ = lengths.cwiseInverse().asDiagonal() * X;
    q_ = -0.5 * Z_.colwise().squaredNorm().transpose();
    E_.noalias() = Z_.transpose() * Z_;
    for (Eigen::Index j = 0; j < n; ++j)
      E_.col(j) = gateaux::exp(E_.col(j).array() + (q_(j) + q_.array()));
    G_ = signal * signal * E_;
    G_.diagonal().array() += noise * noise;
    llt_.compute(G_);
    alpha_ = y;
    llt_.solveInPlace(alpha_);
    const double value = 0.5 * y.dot(alpha_) + llt_.matrixLLT().diagonal().array().log().sum();
    G_.setIdentity();
    llt_.solveInPlace(G_); // Twice the adjoint of K after the next line.
    G_.noalias() -= alpha_ * alpha_.transpose();
    noise_bar = noise * G_.trace();
    G_.array() *= E_.array();
    signal_bar = signal * G_.sum();
    // The derivative of K by the lengths is K o (z_i - z_j)^2 / length, for each feature.
    sums_.noalias() = G_.colwise().sum();
    ZG_.noalias() = Z_ * G_;
    lengths_bar = signal * signal *
                  ((Z_.cwiseAbs2() * sums_.transpose()) - ZG_.cwiseProduct(Z_).rowwise().sum()).cwiseQuotient(lengths);
    return value;
  }

private:
  Eigen::MatrixXd Z_, E_, G_, ZG_;
  Eigen::VectorXd q_, alpha_;
  Eigen::RowVectorXd sums_;
  Eigen::LLT<Eigen::MatrixXd> llt_;
};

class Attention {
public:
  double gradient(const Eigen::MatrixXd &Wq, const Eigen::MatrixXd &Wk, const Eigen::MatrixXd &Wv,
                  const Eigen::MatrixXd &Wo, const Eigen::MatrixXd &X, const Eigen::MatrixXd &T,
                  Eigen::MatrixXd &Wq_bar, Eigen::MatrixXd &Wk_bar, Eigen::MatrixXd &Wv_bar, Eigen::MatrixXd &Wo_bar) {
    const double scale = 1 / std::sqrt(double(Wq.cols()));
    Q_.noalias() = X * Wq;
    K_.noalias() = X * Wk;
    V_.noalias() = X * Wv;
    P_.noalias() = scale * Q_ * K_.transpose();
    row_ = P_.rowwise().maxCoeff();
    for (Eigen::Index j = 0; j < P_.cols(); ++j)
      P_.col(j) = gateaux::exp((P_.col(j) - row_).array());
    row_ = P_.rowwise().sum().cwiseInverse();
    P_.array().colwise() *= row_.array();
    PV_.noalias() = P_ * V_;
    O_ = X - T;
    O_.noalias() += PV_ * Wo;
    const double value = 0.5 * O_.squaredNorm();
    Wo_bar.noalias() = PV_.transpose() * O_;
    PV_.noalias() = O_ * Wo.transpose(); // From here on its adjoint.
    P_bar_.noalias() = PV_ * V_.transpose();
    V_.noalias() = P_.transpose() * PV_;
    Wv_bar.noalias() = X.transpose() * V_;
    row_ = P_.cwiseProduct(P_bar_).rowwise().sum();
    P_bar_ = scale * P_.cwiseProduct(P_bar_.colwise() - row_);
    O_.noalias() = P_bar_ * K_;
    Wq_bar.noalias() = X.transpose() * O_;
    O_.noalias() = P_bar_.transpose() * Q_;
    Wk_bar.noalias() = X.transpose() * O_;
    return value;
  }

private:
  Eigen::MatrixXd Q_, K_, V_, P_, PV_, O_, P_bar_;
  Eigen::VectorXd row_;
};

/// The mixture point by point.
class Mixture {
public:
  double gradient(const Eigen::VectorXd &a, const Eigen::MatrixXd &M, const Eigen::MatrixXd &L,
                  const Eigen::MatrixXd &X, Eigen::VectorXd &a_bar, Eigen::MatrixXd &M_bar, Eigen::MatrixXd &L_bar) {
    const Eigen::Index components = a.size();
    R_ = gateaux::exp(-L.array());
    c_ = a - L.colwise().sum().transpose();
    U_.resize(M.rows(), components);
    l_.resize(components);
    a_bar.setZero(components);
    M_bar.setZero(M.rows(), components);
    L_bar.setZero(M.rows(), components);
    double sum = 0;
    for (Eigen::Index i = 0; i < X.cols(); ++i) {
      for (Eigen::Index k = 0; k < components; ++k) {
        U_.col(k) = R_.col(k).cwiseProduct(X.col(i) - M.col(k));
        l_(k) = c_(k) - 0.5 * U_.col(k).squaredNorm();
      }
      const double m = l_.maxCoeff();
      l_ = gateaux::exp(l_.array() - m);
      const double total = l_.sum();
      sum += m + std::log(total);
      l_ /= total;
      a_bar += l_;
      for (Eigen::Index k = 0; k < components; ++k) {
        M_bar.col(k) += l_(k) * U_.col(k);
        L_bar.col(k) += l_(k) * U_.col(k).cwiseAbs2();
      }
    }
    M_bar.array() *= R_.array();
    L_bar.rowwise() -= a_bar.transpose();
    const double m = a.maxCoeff();
    l_ = gateaux::exp(a.array() - m);
    const double total = l_.sum(), n = double(X.cols());
    a_bar -= n / total * l_;
    return sum - n * (m + std::log(total));
  }

private:
  Eigen::MatrixXd R_, U_;
  Eigen::VectorXd c_, l_;
};

/// The mixture by products.
class MixtureProducts {
public:
  double gradient(const Eigen::VectorXd &a, const Eigen::MatrixXd &M, const Eigen::MatrixXd &L,
                  const Eigen::MatrixXd &X, Eigen::VectorXd &a_bar, Eigen::MatrixXd &M_bar, Eigen::MatrixXd &L_bar) {
    W_ = gateaux::exp(-2 * L.array());
    WM_ = W_.cwiseProduct(M);
    c_ = a - (L + 0.5 * WM_.cwiseProduct(M)).colwise().sum().transpose();
    X2_ = X.cwiseAbs2();
    S_.noalias() = WM_.transpose() * X;
    S_.noalias() -= 0.5 * W_.transpose() * X2_;
    S_.colwise() += c_;
    m_ = S_.colwise().maxCoeff();
    for (Eigen::Index j = 0; j < S_.cols(); ++j)
      S_.col(j) = gateaux::exp(S_.col(j).array() - m_(j));
    total_ = S_.colwise().sum();
    const double sum = m_.sum() + total_.array().log().sum();
    S_.array().rowwise() /= total_.array();
    a_bar = S_.rowwise().sum();
    M_bar.noalias() = X * S_.transpose();
    L_bar.noalias() = X2_ * S_.transpose();
    L_bar = (W_.array() * (L_bar - 2 * M.cwiseProduct(M_bar)).array() +
             (WM_.cwiseProduct(M).array() - 1).rowwise() * a_bar.transpose().array())
                .matrix();
    M_bar = W_.cwiseProduct(M_bar) - WM_ * a_bar.asDiagonal();
    const double n = a.maxCoeff();
    c_ = gateaux::exp(a.array() - n);
    const double total = c_.sum(), points = double(X.cols());
    a_bar -= points / total * c_;
    return sum - points * (n + std::log(total));
  }

private:
  Eigen::MatrixXd W_, WM_, X2_, S_;
  Eigen::VectorXd c_;
  Eigen::RowVectorXd m_, total_;
};

inline double alignment_gradient(const Eigen::Vector3d &w, const Eigen::Vector3d &t, const Eigen::Matrix3Xd &P,
                                 const Eigen::Matrix3Xd &Q, Eigen::Vector3d &w_bar, Eigen::Vector3d &t_bar) {
  const double angle = w.norm();
  const Eigen::Vector3d axis = w / angle;
  const Eigen::Matrix3d R = Eigen::AngleAxisd(angle, axis).toRotationMatrix();
  double error = 0;
  Eigen::Matrix3d R_bar = Eigen::Matrix3d::Zero();
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (Eigen::Index i = 0; i < P.cols(); ++i) {
    Eigen::Vector3d r = R * P.col(i) + t - Q.col(i);
    const double d = r.squaredNorm();
    error += std::log1p(d);
    r *= 2 / (1 + d);
    sum += r;
    R_bar.noalias() += r * P.col(i).transpose();
  }
  t_bar = sum;
  // R = cos I + sin [axis] + (1 - cos) axis axis'.
  const double c = std::cos(angle), s = std::sin(angle);
  const Eigen::Vector3d skew(R_bar(2, 1) - R_bar(1, 2), R_bar(0, 2) - R_bar(2, 0), R_bar(1, 0) - R_bar(0, 1));
  const Eigen::Vector3d both = R_bar * axis + R_bar.transpose() * axis;
  const double angle_bar = -s * R_bar.trace() + c * skew.dot(axis) + 0.5 * s * axis.dot(both);
  const Eigen::Vector3d axis_bar = s * skew + (1 - c) * both;
  w_bar = angle_bar * axis + (axis_bar - axis_bar.dot(axis) * axis) / angle;
  return error;
}

class Convolution {
public:
  double gradient(const Eigen::MatrixXd &first, double bias, const Eigen::MatrixXd &second,
                  const Eigen::MatrixXd &image, const Eigen::MatrixXd &T, Eigen::MatrixXd &first_bar, double &bias_bar,
                  Eigen::MatrixXd &second_bar) {
    const Eigen::Index rows = image.rows() - first.rows() + 1, cols = image.cols() - first.cols() + 1;
    H_.setConstant(rows, cols, bias);
    for (Eigen::Index j = 0; j < first.cols(); ++j)
      for (Eigen::Index i = 0; i < first.rows(); ++i)
        H_ += first(i, j) * image.block(i, j, rows, cols);
    H_ = gateaux::tanh(H_.array());
    E_ = -T;
    for (Eigen::Index j = 0; j < second.cols(); ++j)
      for (Eigen::Index i = 0; i < second.rows(); ++i)
        E_ += second(i, j) * H_.block(i, j, T.rows(), T.cols());
    H_bar_.setZero(rows, cols);
    second_bar.resize(second.rows(), second.cols());
    for (Eigen::Index j = 0; j < second.cols(); ++j)
      for (Eigen::Index i = 0; i < second.rows(); ++i) {
        H_bar_.block(i, j, T.rows(), T.cols()) += second(i, j) * E_;
        second_bar(i, j) = H_.block(i, j, T.rows(), T.cols()).cwiseProduct(E_).sum();
      }
    H_bar_.array() *= 1 - H_.array().square();
    bias_bar = H_bar_.sum();
    first_bar.resize(first.rows(), first.cols());
    for (Eigen::Index j = 0; j < first.cols(); ++j)
      for (Eigen::Index i = 0; i < first.rows(); ++i)
        first_bar(i, j) = image.block(i, j, rows, cols).cwiseProduct(H_bar_).sum();
    return 0.5 * E_.squaredNorm();
  }

private:
  Eigen::MatrixXd H_, E_, H_bar_;
};

} // namespace by_hand

#endif // GATEAUX_TEST_BENCHMARK_MATRICES_BY_HAND_HPP
