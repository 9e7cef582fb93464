// SPDX-License-Identifier: Apache-2.0
//
// Functions that call themselves and give more than one value: several references, structs, a result and references.
#ifndef GATEAUX_TEST_NUMERIC_PACKED_RECURSION_HPP
#define GATEAUX_TEST_NUMERIC_PACKED_RECURSION_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace packed_recursion {

using Eigen::Matrix2d;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A variable that is there to be written, through a reference and through a pointer.
inline void filled(const VectorXd &x, int i, double &out) {
  if (i < 0) {
    out = 0.5;
    return;
  }
  double t;
  filled(x, i - 1, t);
  out = std::sin(t) + x(i) * t;
}
inline void stored(const VectorXd &x, int i, double *out) {
  double t;
  *out = 1;
  if (i >= 0) {
    stored(x, i - 1, &t);
    *out = t * x(i) + 1;
  }
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double written_only(const VectorXd &x, int n) {
  double t, u;
  filled(x, n - 1, t);
  stored(x, n - 1, &u);
  return t * t * u;
}

/// A result, a number and a counter.
inline int counted(const VectorXd &x, int i, double &out, int &calls, bool &odd) {
  ++calls;
  odd = !odd;
  if (i < 0) {
    out = 0.5;
    return 1;
  }
  double t;
  const int below = counted(x, i - 1, t, calls, odd);
  out = std::sin(t) + x(i) * t * below;
  return below + (odd ? 1 : 2);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double several(const VectorXd &x, int n) {
  double t;
  int calls = 0;
  bool odd = false;
  const int r = counted(x, n - 1, t, calls, odd);
  return t * r * calls + (odd ? t : t * t);
}

/// Structs and pairs.
struct Summary {
  double sum, product;
  int count;
  Eigen::Vector2d ends;
};
inline Summary summary(const VectorXd &x, Eigen::Index low, Eigen::Index high) {
  if (high - low == 1)
    return {x(low), x(low) * x(low), 1, {x(low), x(high - 1)}};
  const Eigen::Index middle = (low + high) / 2;
  const Summary l = summary(x, low, middle), r = summary(x, middle, high);
  return {l.sum + r.sum, l.product * r.product, l.count + r.count, {l.ends(0) * r.ends(1), r.ends(1)}};
}
inline std::pair<double, double> both(double x, int n) {
  if (n == 0)
    return {x, 1.0};
  auto [a, b] = both(x * 0.5, n - 1);
  return {a * b + x, a};
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double structs(const VectorXd &x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    if (i != 1) {
      const Summary all = summary(x, 0, x.size() - i);
      auto p = both(all.ends.sum(), i);
      s += all.sum * all.product / all.count + p.first * p.second;
    }
  return s;
}

/// Vectors and matrices in place, among them such as change their sizes.
inline void transform(VectorXd &re, VectorXd &im) {
  const Eigen::Index n = re.size();
  if (n == 1)
    return;
  VectorXd evenRe(n / 2), evenIm(n / 2), oddRe(n / 2), oddIm(n / 2);
  for (Eigen::Index k = 0; k < n / 2; ++k) {
    evenRe(k) = re(2 * k);
    evenIm(k) = im(2 * k);
    oddRe(k) = re(2 * k + 1);
    oddIm(k) = im(2 * k + 1);
  }
  transform(evenRe, evenIm);
  transform(oddRe, oddIm);
  for (Eigen::Index k = 0; k < n / 2; ++k) {
    const double angle = -6.283185307179586 * static_cast<double>(k) / static_cast<double>(n);
    const double c = std::cos(angle), s = std::sin(angle);
    const double a = c * oddRe(k) - s * oddIm(k), b = s * oddRe(k) + c * oddIm(k);
    re(k) = evenRe(k) + a;
    im(k) = evenIm(k) + b;
    re(k + n / 2) = evenRe(k) - a;
    im(k + n / 2) = evenIm(k) - b;
  }
}
inline void grow(std::vector<double> &path, MatrixXd &m, Matrix2d &fixed, float &f, double x, int n) {
  if (n == 0)
    return;
  path.push_back(x);
  m = (m * x).eval();
  m.conservativeResize(m.rows() + 1, m.cols());
  m.row(m.rows() - 1).setConstant(x);
  fixed *= fixed(0, 1);
  f += static_cast<float>(n);
  grow(path, m, fixed, f, x * path.front(), n - 1);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrices(const VectorXd &x, int n) {
  VectorXd re = x, im = VectorXd::Zero(x.size());
  transform(re, im);
  std::vector<double> path{x(0)};
  MatrixXd m = x.head(2) * x.tail(2).transpose();
  Matrix2d fixed = Matrix2d::Constant(x(1));
  float f = 1;
  grow(path, m, fixed, f, x(2), n);
  return re.squaredNorm() + im(1) * re(1) + path.back() * static_cast<double>(path.size()) + m.sum() * fixed.sum() + f * x(3);
}

/// A grammar: a position in what is read, and functions that call one another.
inline double sum(const std::vector<double> &tokens, std::size_t &position, double x);
inline double product(const std::vector<double> &tokens, std::size_t &position, double x) {
  if (tokens[position] < 0) {
    ++position;
    const double r = sum(tokens, position, x);
    return r;
  }
  return tokens[position++] * x;
}
inline double sum(const std::vector<double> &tokens, std::size_t &position, double x) {
  double s = product(tokens, position, x);
  while (position < tokens.size() && tokens[position] > 0)
    s = s * product(tokens, position, x) + 1;
  ++position;
  return s;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double grammar(const std::vector<double> &tokens, double x) {
  std::size_t position = 0;
  return sum(tokens, position, x);
}

/// A generator of random numbers, all of whose bits count.
inline double walk(double x, std::uint64_t &state, std::int64_t &below, int n) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  below -= static_cast<std::int64_t>(state >> 1);
  if (n == 0)
    return x;
  const double step = static_cast<double>(state >> 40) / 16777216.0;
  return std::sin(x * step) + walk(x * (1 + step), state, below, n - 1) * step;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double random_walk(double x, int n) {
  std::uint64_t state = 88172645463325252u;
  std::int64_t below = -1;
  const double a = walk(x, state, below, n);
  return a * static_cast<double>(state % 1024) / 1024.0 + x * static_cast<double>(below % 512);
}

} // namespace packed_recursion

#endif
