// SPDX-License-Identifier: Apache-2.0
//
// Views into flat arrays of parameters, also as members of helper classes.
#ifndef GATEAUX_TEST_NUMERIC_FLAT_ARRAYS_HPP
#define GATEAUX_TEST_NUMERIC_FLAT_ARRAYS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace flat_arrays {

struct FlatNet {
  Eigen::Map<const Eigen::MatrixXd> W1, W2;
  Eigen::Map<const Eigen::VectorXd> b1, b2;
  FlatNet(const double *p, int in, int hidden, int out)
      : W1(p, hidden, in), W2(p + hidden * in + hidden, out, hidden), b1(p + hidden * in, hidden),
        b2(p + hidden * in + hidden + out * hidden, out) {}
  Eigen::MatrixXd forward(const Eigen::MatrixXd &X) const {
    const Eigen::MatrixXd H = ((W1 * X).colwise() + b1).array().tanh();
    return (W2 * H).colwise() + b2;
  }
};

GATEAUX_DIFFERENTIATE(wrt(p), extent(p, hidden *(in + 1) + out * (hidden + 1)), tangent, adjoint,
                      gradient, hvp, ggnvp(S), hessian, objective)
inline double flat_net(const double *p, int in, int hidden, int out, const Eigen::MatrixXd &X,
                       const Eigen::MatrixXd &Y) {
  const FlatNet net(p, in, hidden, out);
  Eigen::MatrixXd S = net.forward(X);
  return 0.5 * (S - Y).squaredNorm() + S.array().cube().sum();
}

struct Reader {
  const double *at;
  explicit Reader(const double *p) : at(p) {}
  Eigen::Map<const Eigen::MatrixXd> matrix(int r, int c) {
    Eigen::Map<const Eigen::MatrixXd> m(at, r, c);
    at += r * c;
    return m;
  }
  Eigen::Map<const Eigen::VectorXd> vector(int n) {
    const double *begin = at;
    at += n;
    return Eigen::Map<const Eigen::VectorXd>(begin, n);
  }
};

GATEAUX_DIFFERENTIATE(wrt(theta), tangent, adjoint, gradient, hvp, objective)
inline double reader_loss(const std::vector<double> &theta, const Eigen::MatrixXd &X) {
  Reader r(theta.data());
  auto W = r.matrix(2, 3);
  const auto b = r.vector(2);
  const Eigen::MatrixXd Z = (W * X).colwise() + b;
  return Z.array().sin().sum();
}

GATEAUX_DIFFERENTIATE(extent(A, 2 * n * n), extent(C, n *n), tangent, adjoint)
inline void gemm(const double *A, double *C, int n) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::Map<const RowMajor> a(A, n, n), b(A + n * n, n, n);
  Eigen::Map<Eigen::MatrixXd> c(C, n, n);
  c.noalias() = a * b;
  c.diagonal() += b.diagonal();
  c(0, 0) *= 2;
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, objective)
inline double flattened(const Eigen::MatrixXd &W) {
  Eigen::Map<const Eigen::VectorXd> w(W.data(), W.size());
  return w.array().exp().sum() + w(1) * w(2);
}

// Ceres style.
struct Residual {
  double x, y;
  template <typename T>
  bool operator()(const T *const mc, T *residual) const {
    residual[0] = y - exp(mc[0] * x + mc[1]);
    return true;
  }
};

GATEAUX_DIFFERENTIATE(extent(mc, 2), tangent, adjoint, gradient, hvp, hessian, objective)
inline double ceres_style(const double *mc, const std::vector<double> &x,
                          const std::vector<double> &y) {
  double cost = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Residual r{x[i], y[i]};
    double residual[1];
    r(mc, residual);
    cost += 0.5 * residual[0] * residual[0];
  }
  return cost;
}

} // namespace flat_arrays

#endif // GATEAUX_TEST_NUMERIC_FLAT_ARRAYS_HPP
