// SPDX-License-Identifier: Apache-2.0
//
// Losses as they are written with Eigen: decompositions, products, blocks, and points in space.
#pragma once

#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

#include <cmath>

namespace matrices {

/// The negative logarithm of the marginal likelihood of a Gaussian process with a squared exponential kernel, which
/// has a length for every feature. One point is one column of X.
GATEAUX_DIFFERENTIATE(wrt(lengths, signal, noise), gradient, hvp)
inline double gaussian_process(const Eigen::VectorXd& lengths, double signal, double noise, const Eigen::MatrixXd& X,
                               const Eigen::VectorXd& y) {
  const Eigen::MatrixXd Z = lengths.cwiseInverse().asDiagonal() * X;
  const Eigen::VectorXd q = Z.colwise().squaredNorm();
  Eigen::MatrixXd D = -2 * Z.transpose() * Z;
  D.colwise() += q;
  D.rowwise() += q.transpose();
  Eigen::MatrixXd K = signal * signal * (-0.5 * D.array()).exp();
  K.diagonal().array() += noise * noise;
  const Eigen::LLT<Eigen::MatrixXd> llt(K);
  return 0.5 * y.dot(llt.solve(y)) + llt.matrixLLT().diagonal().array().log().sum();
}

/// A block of attention with a residual connection, against what it should give. One token is one row of X.
GATEAUX_DIFFERENTIATE(wrt(Wq, Wk, Wv, Wo), gradient, hvp)
inline double attention(const Eigen::MatrixXd& Wq, const Eigen::MatrixXd& Wk, const Eigen::MatrixXd& Wv,
                        const Eigen::MatrixXd& Wo, const Eigen::MatrixXd& X, const Eigen::MatrixXd& T) {
  const Eigen::MatrixXd Q = X * Wq, K = X * Wk, V = X * Wv;
  Eigen::MatrixXd S = Q * K.transpose() / std::sqrt(double(Wq.cols()));
  S.colwise() -= S.rowwise().maxCoeff().eval();
  Eigen::MatrixXd P = S.array().exp();
  P.array().colwise() /= P.rowwise().sum().array().eval();
  const Eigen::MatrixXd O = X + P * V * Wo;
  return 0.5 * (O - T).squaredNorm();
}

/// The logarithm of the likelihood of a mixture of Gaussians whose covariances are diagonal. The columns of M are
/// means, those of L the logarithms of the standard deviations, and the weights are the softmax of a.
GATEAUX_DIFFERENTIATE(wrt(a, M, L), gradient, hvp)
inline double mixture(const Eigen::VectorXd& a, const Eigen::MatrixXd& M, const Eigen::MatrixXd& L,
                      const Eigen::MatrixXd& X) {
  const Eigen::MatrixXd R = (-L).array().exp();
  const Eigen::VectorXd c = a - L.colwise().sum().transpose();
  double sum = 0;
  Eigen::VectorXd l(a.size());
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    for (Eigen::Index k = 0; k < a.size(); ++k)
      l(k) = c(k) - 0.5 * R.col(k).cwiseProduct(X.col(i) - M.col(k)).squaredNorm();
    const double m = l.maxCoeff();
    sum += m + std::log((l.array() - m).exp().sum());
  }
  const double m = a.maxCoeff();
  return sum - double(X.cols()) * (m + std::log((a.array() - m).exp().sum()));
}

/// The same by products of matrices.
GATEAUX_DIFFERENTIATE(wrt(a, M, L), gradient, hvp)
inline double mixture_products(const Eigen::VectorXd& a, const Eigen::MatrixXd& M, const Eigen::MatrixXd& L,
                               const Eigen::MatrixXd& X) {
  const Eigen::MatrixXd W = (-2 * L).array().exp();
  const Eigen::MatrixXd WM = W.cwiseProduct(M);
  const Eigen::VectorXd c = a - (L + 0.5 * WM.cwiseProduct(M)).colwise().sum().transpose();
  Eigen::MatrixXd S = WM.transpose() * X - 0.5 * W.transpose() * X.cwiseAbs2();
  S.colwise() += c;
  const Eigen::RowVectorXd m = S.colwise().maxCoeff();
  const double sum = (m.array() + (S.rowwise() - m).array().exp().colwise().sum().log()).sum();
  const double n = a.maxCoeff();
  return sum - double(X.cols()) * (n + std::log((a.array() - n).exp().sum()));
}

/// How far points are from where a rotation, given by its vector, and a shift bring others, robustly.
GATEAUX_DIFFERENTIATE(wrt(w, t), gradient, hvp)
inline double alignment(const Eigen::Vector3d& w, const Eigen::Vector3d& t, const Eigen::Matrix3Xd& P,
                        const Eigen::Matrix3Xd& Q) {
  const double angle = w.norm();
  const Eigen::Matrix3d R = Eigen::AngleAxisd(angle, w / angle).toRotationMatrix();
  double error = 0;
  for (Eigen::Index i = 0; i < P.cols(); ++i) {
    const Eigen::Vector3d r = R * P.col(i) + t - Q.col(i);
    error += std::log1p(r.squaredNorm());
  }
  return error;
}

/// The correlation of an image with a kernel, where the kernel lies within the image.
inline Eigen::MatrixXd correlate(const Eigen::MatrixXd& image, const Eigen::MatrixXd& kernel) {
  const Eigen::Index rows = image.rows() - kernel.rows() + 1, cols = image.cols() - kernel.cols() + 1;
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(rows, cols);
  for (Eigen::Index j = 0; j < kernel.cols(); ++j)
    for (Eigen::Index i = 0; i < kernel.rows(); ++i)
      result += kernel(i, j) * image.block(i, j, rows, cols);
  return result;
}

/// Two layers of convolution, the second one linear, against what they should give.
GATEAUX_DIFFERENTIATE(wrt(first, bias, second), gradient, hvp)
inline double convolution(const Eigen::MatrixXd& first, double bias, const Eigen::MatrixXd& second,
                          const Eigen::MatrixXd& image, const Eigen::MatrixXd& T) {
  const Eigen::MatrixXd H = (correlate(image, first).array() + bias).tanh();
  return 0.5 * (correlate(H, second) - T).squaredNorm();
}

} // namespace matrices
