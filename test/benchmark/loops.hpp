// SPDX-License-Identifier: Apache-2.0
//
// Programs as numerical programmers write them, with loops over scalars, columns and steps.
#pragma once

#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace loops {

// Sums over independent iterations.

/// The cost of k-means: the squared distances of the columns of X to the nearest columns of C.
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double k_means(const Eigen::MatrixXd& X, const Eigen::MatrixXd& C) {
  double cost = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (Eigen::Index k = 0; k < C.cols(); ++k) {
      const double distance = (X.col(i) - C.col(k)).squaredNorm();
      if (distance < nearest)
        nearest = distance;
    }
    cost += nearest;
  }
  return cost;
}

/// The same with the distances of all, of which std::min takes the smallest.
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double k_means_min(const Eigen::MatrixXd& X, const Eigen::MatrixXd& C) {
  double cost = 0;
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    double nearest = (X.col(i) - C.col(0)).squaredNorm();
    for (Eigen::Index k = 1; k < C.cols(); ++k)
      nearest = std::min(nearest, (X.col(i) - C.col(k)).squaredNorm());
    cost += nearest;
  }
  return cost;
}

/// The logarithm of the likelihood of a mixture of unit Gaussians with weights exp(a).
GATEAUX_DIFFERENTIATE(wrt(a, M), gradient, hvp)
inline double mixture(const Eigen::MatrixXd& X, const Eigen::VectorXd& a, const Eigen::MatrixXd& M) {
  double sum = 0;
  Eigen::VectorXd l(a.size());
  for (Eigen::Index i = 0; i < X.cols(); ++i) {
    for (Eigen::Index k = 0; k < a.size(); ++k)
      l(k) = a(k) - 0.5 * (X.col(i) - M.col(k)).squaredNorm();
    const double m = l.maxCoeff();
    sum += m + std::log((l.array() - m).exp().sum());
  }
  return sum;
}

/// The squared reprojection errors of points seen by cameras (Snavely's model): cameras are columns of
/// rotation vector, translation, focal length and two distortion coefficients.
GATEAUX_DIFFERENTIATE(wrt(cameras, points), gradient, hvp)
inline double bundle(const Eigen::MatrixXd& cameras, const Eigen::MatrixXd& points, const Eigen::VectorXi& camera,
                     const Eigen::VectorXi& point, const Eigen::MatrixXd& seen) {
  double error = 0;
  for (Eigen::Index i = 0; i < seen.cols(); ++i) {
    const Eigen::Vector3d w = cameras.col(camera(i)).head<3>();
    const Eigen::Vector3d t = cameras.col(camera(i)).segment<3>(3);
    const Eigen::Vector3d x = points.col(point(i));
    const double angle = std::sqrt(w.squaredNorm());
    const Eigen::Vector3d axis = w / angle;
    const double c = std::cos(angle), s = std::sin(angle);
    const Eigen::Vector3d y = c * x + s * axis.cross(x) + (1 - c) * axis.dot(x) * axis + t;
    const double u = -y(0) / y(2), v = -y(1) / y(2);
    const double r2 = u * u + v * v;
    const double f = cameras(6, camera(i)) * (1 + r2 * (cameras(7, camera(i)) + r2 * cameras(8, camera(i))));
    const double du = f * u - seen(0, i), dv = f * v - seen(1, i);
    error += 0.5 * (du * du + dv * dv);
  }
  return error;
}

// Recurrences.

/// A damped pendulum by the classical method of Runge and Kutta.
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double runge_kutta(double angle, double speed, double damping, int steps) {
  const double h = 0.01;
  auto acceleration = [&](double a, double v) { return -std::sin(a) - damping * v; };
  for (int i = 0; i < steps; ++i) {
    const double k1 = speed, l1 = acceleration(angle, speed);
    const double k2 = speed + 0.5 * h * l1, l2 = acceleration(angle + 0.5 * h * k1, speed + 0.5 * h * l1);
    const double k3 = speed + 0.5 * h * l2, l3 = acceleration(angle + 0.5 * h * k2, speed + 0.5 * h * l2);
    const double k4 = speed + h * l3, l4 = acceleration(angle + h * k3, speed + h * l3);
    angle += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    speed += h / 6 * (l1 + 2 * l2 + 2 * l3 + l4);
  }
  return angle * angle + speed * speed;
}

/// The last state of a long short-term memory over the columns of X.
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double lstm(const Eigen::MatrixXd& W, const Eigen::MatrixXd& X) {
  const Eigen::Index n = X.rows();
  Eigen::VectorXd h = Eigen::VectorXd::Zero(n), c = Eigen::VectorXd::Zero(n);
  for (Eigen::Index t = 0; t < X.cols(); ++t) {
    Eigen::VectorXd gates = W * (X.col(t) + h);
    Eigen::ArrayXd in = gates.segment(0, n).array().logistic();
    Eigen::ArrayXd forget = gates.segment(n, n).array().logistic();
    Eigen::ArrayXd out = gates.segment(2 * n, n).array().logistic();
    Eigen::ArrayXd cell = gates.segment(3 * n, n).array().tanh();
    c = (forget * c.array() + in * cell).matrix();
    h = (out * c.array().tanh()).matrix();
  }
  return h.squaredNorm();
}

/// Least squares with a polynomial, by Horner's rule.
GATEAUX_DIFFERENTIATE(wrt(a), gradient, hvp)
inline double horner(const Eigen::VectorXd& a, const Eigen::VectorXd& x, const Eigen::VectorXd& y) {
  double error = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    double p = 0;
    for (Eigen::Index k = a.size() - 1; k >= 0; --k)
      p = p * x(i) + a(k);
    error += (p - y(i)) * (p - y(i));
  }
  return error;
}

/// The logarithm of the absolute determinant by elimination in place, with pivots.
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double log_determinant(const Eigen::MatrixXd& M) {
  Eigen::MatrixXd A = M;
  const Eigen::Index n = A.rows();
  double log = 0;
  for (Eigen::Index k = 0; k < n; ++k) {
    Eigen::Index pivot = k;
    for (Eigen::Index i = k + 1; i < n; ++i)
      if (std::abs(A(i, k)) > std::abs(A(pivot, k)))
        pivot = i;
    if (pivot != k)
      for (Eigen::Index j = k; j < n; ++j)
        std::swap(A(k, j), A(pivot, j));
    log += std::log(std::abs(A(k, k)));
    for (Eigen::Index i = k + 1; i < n; ++i) {
      const double factor = A(i, k) / A(k, k);
      for (Eigen::Index j = k + 1; j < n; ++j)
        A(i, j) -= factor * A(k, j);
    }
  }
  return log;
}

// Long recurrences, with everything kept and with some states.

GATEAUX_DIFFERENTIATE(gradient)
inline double diffusion(const Eigen::VectorXd& x, double rate, int steps) {
  Eigen::VectorXd u = x;
  const Eigen::Index n = x.size();
  for (int t = 0; t < steps; ++t) {
    Eigen::VectorXd next = u;
    next.segment(1, n - 2) += rate * (u.head(n - 2) - 2 * u.segment(1, n - 2) + u.tail(n - 2));
    u = next.array() * (1 - 0.001 * next.array().square());
  }
  return u.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double diffusion_checkpointed(const Eigen::VectorXd& x, double rate, int steps) {
  Eigen::VectorXd u = x;
  const Eigen::Index n = x.size();
  GATEAUX_CHECKPOINT()
  for (int t = 0; t < steps; ++t) {
    Eigen::VectorXd next = u;
    next.segment(1, n - 2) += rate * (u.head(n - 2) - 2 * u.segment(1, n - 2) + u.tail(n - 2));
    u = next.array() * (1 - 0.001 * next.array().square());
  }
  return u.squaredNorm();
}

} // namespace loops
