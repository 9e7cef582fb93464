// SPDX-License-Identifier: Apache-2.0
//
// Branches, loops, switches and every way out of them.
#ifndef GATEAUX_TEST_NUMERIC_CONTROL_FLOW_HPP
#define GATEAUX_TEST_NUMERIC_CONTROL_FLOW_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace control_flow {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Branches.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double branches(double x, double y) {
  double s = x * y;
  if (x > y)
    s = std::sin(s) + x;
  else if (x < -y)
    s *= y;
  if (double t = s - y; t > 0) {
    s += t * t * x;
    y = s;
  }
  return s * y;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double early_returns(double x, double y) {
  if (x < 0)
    return y * y * x;
  double s = x * y;
  if (y < 0) {
    if (s < -1)
      return s * s;
    s += x * x;
  } else {
    s -= y * y * y;
    if (s < 0)
      return std::exp(s);
  }
  return s * x;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double conditions(double x, double y, int n) {
  double t = x > 0 ? std::log(x) * y : x * x * y;
  t += n > 0 && y / n > 0.1 ? t * t : std::sqrt(2 + y);
  bool both = (x > 0 && std::log(x) > -1) || (y > 0 && (t += x) > 0);
  int k = n;
  double u = k++ > 2 ? x * k : (y *= 2, y * k);
  return both ? t * u : t - u * u;
}

/// Arms that are matrices are evaluated where they are chosen.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrices(const MatrixXd &A, const VectorXd &x, bool first) {
  MatrixXd B = first ? MatrixXd(A * A) : A;
  VectorXd y = x;
  if (!first) {
    B = B.transpose() * A;
    y = B * x;
  }
  if (y.squaredNorm() > 1)
    y /= y.norm();
  return (B * y).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double switches(double x, double y, int n) {
  double t = 1;
  switch (n) {
  case 0:
    t = x;
    break;
  case 1:
    t = y;
    [[fallthrough]];
  case 2:
  case 3:
    t *= x * y;
    if (t > 1)
      break;
    t += x;
    break;
  case 7:
    return x * x * y;
  default:
    t = std::sin(x);
    {
      double u = t * y;
      t += u;
    }
  }
  return t * x;
}

// Loops.

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double counted(double x, double y, int n) {
  double s = 0, p = 1;
  for (int i = 0; i < n; ++i) {
    s += std::sin(x * i) * y;
    p *= x + i * y;
  }
  for (int i = n; i >= 1; i--)
    s = s * x + i;
  for (unsigned k = 0; k != 3u; k += 1)
    s += p * k;
  return s;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double headers(const VectorXd &x) {
  double s = 1;
  const Index n = x.size();
  for (Index i = 0, m = n - 1; i <= m; ++i)
    s += s * x(i);
  for (Index i = n; i-- > 0;)
    s = s * x(i) + i;
  for (Index i = n - 1; i > 0; --i)
    s += x(i) * x(i - 1);
  for (Index i = 0; i < n; i += 2)
    s *= 1 + 0.1 * x(i);
  for (Index i = n - 1; i >= 0; i -= 3)
    s += x(i) * s;
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); i++)
    s -= x(static_cast<Index>(i)) * 0.5 * s;
  return s;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double elements(const MatrixXd &A, const VectorXd &x) {
  VectorXd y = VectorXd::Zero(A.rows());
  for (Index i = 0; i < A.rows(); ++i)
    for (Index j = 0; j < A.cols(); ++j)
      y(i) += A(i, j) * x(j);
  double s = 0;
  for (Index i = 0; i < y.size(); ++i) {
    if (i % 2 == 1)
      continue;
    y(i) = std::tanh(y(i));
    s += y(i) * x(i % x.size());
  }
  for (double v : y)
    s += v * v;
  for (double &v : y)
    v *= s;
  return y.sum() + s;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double layers(const MatrixXd &W, const VectorXd &x, int n) {
  VectorXd h = x;
  for (int l = 0; l < n; ++l) {
    VectorXd z = W * h;
    h = z.array().tanh() + 0.1 * h.array();
  }
  return h.squaredNorm();
}

/// The vector gets longer from one iteration to the next.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double growing(const VectorXd &x, int n) {
  VectorXd h = x;
  for (int l = 0; l < n; ++l) {
    VectorXd longer(h.size() + 1);
    longer << h.array() * x(0), h.sum();
    h = longer;
  }
  return h.squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double newton(double a, double b) {
  double x = a + b;
  for (int i = 0; i < 50; ++i) {
    const double next = x - (x * x * x - a * x - b) / (3 * x * x - a);
    if (std::abs(next - x) < 1e-13)
      break;
    x = next;
  }
  return x;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double whiles(double x, double y) {
  int k = 0;
  double s = x;
  while (s * s < 50 && k < 20) {
    s = s * (1 + y * y) + x;
    ++k;
  }
  do {
    s *= 0.5 + 0.01 * x;
  } while (s > 3);
  int m = 3;
  while (m--)
    s += x * m;
  while (true) {
    s += y * y;
    if (s > 6)
      break;
    s += 0.3 * x;
  }
  return s * k;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double search(const VectorXd &x, double t) {
  for (Index i = 0; i < x.size(); ++i) {
    if (i == 1)
      continue;
    if (x(i) > t)
      return x(i) * x(i) * t;
    t += 0.01 * x(i);
  }
  return t * t;
}

/// Jumps out of the inner loop, and out of both.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nested(const MatrixXd &A, double x, double limit) {
  double s = 0;
  for (Index i = 0; i < A.rows(); ++i) {
    double r = x;
    for (Index j = 0; j < A.cols(); ++j) {
      if (i == j)
        continue;
      r += A(i, j) * r;
      if (r > 3)
        break;
      if (s > limit)
        return s * r;
    }
    if (r < -2)
      continue;
    s += r * r;
  }
  return s;
}

/// What is assigned in one iteration is read in the next one.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double recurrence(const VectorXd &x, double a) {
  double before, s = 0;
  bool first = true;
  for (Index i = 0; i < x.size(); ++i) {
    if (first)
      first = false;
    else
      s += before * x(i) * a;
    before = x(i) * x(i) + s;
  }
  double p = 1, q = a;
  for (int i = 0; i < 5; ++i) {
    const double next = p + q * a;
    p = q;
    q = next;
  }
  return s * q;
}

/// A result that is a matrix, filled element by element.
GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline MatrixXd filled(const VectorXd &x, const VectorXd &y) {
  MatrixXd K(x.size(), y.size());
  for (Index i = 0; i < x.size(); ++i)
    for (Index j = 0; j < y.size(); ++j) {
      const double d = x(i) - y(j);
      K(i, j) = i == j ? 1.0 : std::exp(-d * d);
    }
  return K;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double columns(const MatrixXd &X, const VectorXd &w) {
  double total = 0;
  for (int i = 0; i < X.cols(); i++) {
    const auto x = X.col(i);
    auto e = x.array() * w.array();
    const double m = e.maxCoeff();
    total += m + std::log((e - m).exp().sum());
    MatrixXd G = x * x.transpose();
    for (int j = 0; j < i; ++j) {
      G.row(j) *= w(j);
      G(j, j) += total;
    }
    total += G.trace();
  }
  for (auto row : X.rowwise())
    total += row.norm() * row(0);
  for (double a : {0.5, 1.0, 2.0})
    total += std::sin(a * w(0));
  return total / static_cast<double>(X.cols());
}

constexpr double kTable[3] = {0.1, 0.2, 0.3};
enum class Kind { Relu, Tanh, Sine };

inline double activation(Kind kind, double x) {
  switch (kind) {
  case Kind::Relu:
    return x > 0 ? x : 0.0;
  case Kind::Tanh:
    return std::tanh(x);
  case Kind::Sine:
    return std::sin(x);
  }
  return 0;
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double constants(double x, double y, Kind kind, int n) {
  double s = 0, best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 3; ++i) {
    s += kTable[i] * activation(kind, x * i + y);
    best = std::min(best, s * (i - 1) + x * x);
  }
  if (n & 1)
    s *= y;
  double t = 0, u;
  u = t = (s += x) * y;
  int k = n;
  s += (k++, ++k, k) * x + (n << 2) * y + (n >> 1);
  const double chosen = u > 0 ? (s = y * y) : (t = x);
  return s * best + u * t + chosen * s * t;
}

/// Bounds on more than the counter, of mixed types.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double ahead(const Eigen::VectorXd& x, unsigned n) {
  double s = 0;
  for (int i = 0; i + 1 < x.size(); ++i)
    s += x(i) * std::sin(x(i + 1));
  for (Eigen::Index i = 0; i + 1 < n; ++i)
    s *= 1 + 0.1 * x(i);
  for (int i = static_cast<int>(x.size()) - 1; i - 1 >= 0; --i)
    s += x(i) * x(i - 1) * s;
  return s;
}

/// A recurrence between unsigned bounds, which is empty where it begins behind its end.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double between(const Eigen::VectorXd& x, unsigned first, unsigned last) {
  double y = x(0);
  for (unsigned i = first; i < last; ++i)
    y = std::sin(y * x(1)) + x(2) * i;
  return y * y;
}

/// Counters that live on behind the loop: the step that a `break` skips is not made.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double behind(double x, int n) {
  int k = 0, m = 5, j;
  for (; k < n; ++k) {
    x *= 1.5;
    if (x > 4)
      break;
  }
  for (int i = 0; i < n; ++i, --m) {
    if (i == 1)
      continue;
    x += 0.1 * std::sin(x) * m;
    if (x < 3 * i)
      break;
  }
  for (j = 1; j < 100; j += 3)
    if (x * j > 20 * n)
      break;
  return k * x + m * std::sin(x) + j * std::cos(0.1 * x);
}

} // namespace control_flow

#endif
