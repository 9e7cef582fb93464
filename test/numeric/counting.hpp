// SPDX-License-Identifier: Apache-2.0
//
// Integers that loops change by a constant.
#ifndef GATEAUX_TEST_NUMERIC_COUNTING_HPP
#define GATEAUX_TEST_NUMERIC_COUNTING_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <cstddef>

namespace counting {

using Eigen::VectorXd;

/// Loops that count without saying so.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double whiles(const VectorXd &x, int n) {
  double s = x(0);
  int i = 0;
  while (i < n) {
    s = std::sin(s * x(1));
    ++i;
  }
  int k = n;
  do {
    s += x(2) * k;
  } while (--k > 0);
  unsigned u = 3;
  while (u--)
    s = s * s * 0.5 + x(3);
  return s + i * x(1) + k * x(2) + x(u + 2u);
}

/// Steps other than one, several counters, none at all.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double steps(const VectorXd &x, int n) {
  double s = x(0);
  int i = 10, j = 0, c = 0;
  while (i > n) {
    s = std::sin(s * x(1)) + j;
    i -= 3;
    j += 2;
    ++c;
  }
  int k = 7;
  while (k != 7) {
    s *= 2;
    ++k;
  }
  int m = -1;
  while (++m < n)
    s *= x(m);
  int l = n;
  while (l-- > 1)
    s += x(l) * s;
  return s * (i + 20) + c * x(3) + j + x(0) * l + m * x(1);
}

/// Loops that are left in the middle, and counters that meet.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double left(const VectorXd &x, int n) {
  double s = x(0);
  int i = 5;
  while (i < n) {
    s *= 2 * x(1);
    i++;
  }
  int b = 0;
  while (true) {
    s = std::cos(s) * x(2);
    if (++b >= n + 1)
      break;
    if (s > 100)
      return s;
  }
  int p = 0, q = 4;
  while (p < q) {
    s += x(p) * x(q);
    ++p;
    --q;
  }
  for (int a = 0, z = 4; a <= z; a += 2, --z)
    s *= 1 + x(a) * x(z) * 0.1;
  return s * i + b * x(3) + p * x(0) + q;
}

/// One within another, in a branch.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nested(const VectorXd &x, int n) {
  double s = 0;
  int count = 0;
  for (int i = 0; i < x.size(); ++i) {
    if (i != 2) {
      int j = i;
      while (j >= 0) {
        s += x(i) * x(j) * (count % 3);
        --j;
        ++count;
      }
    }
    if (s > 1e6)
      continue;
    count += n;
  }
  std::size_t k = 0;
  while (k + 1 < static_cast<std::size_t>(x.size())) {
    s += std::exp(-x(k) * x(k + 1));
    k++;
  }
  long e = 1;
  while (e <= n) {
    s = s * x(e) + e;
    e += 2;
  }
  return s + count * x(4) + static_cast<double>(k) * x(1) + e;
}

/// Conditions of which counting is one part.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double partly(const VectorXd &x, int n) {
  double s = x(0);
  int i = 0;
  while (i < n && s < 5) {
    s += x(i) * x(i + 1);
    ++i;
  }
  int j = 0;
  while (j < i) {
    j++;
    if (j == 2)
      continue;
    s *= x(j);
  }
  int y = n;
  do {
    s -= 0.1 * s * x(y);
    y--;
  } while (y >= 0);
  do {
    ++y;
    s += x(y);
  } while (y != 3);
  return s;
}

/// Small integers that wrap around.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double wraps(const VectorXd &x, int n) {
  double s = x(0);
  for (unsigned char c = 253; c != n; ++c)
    s = std::sin(s * x(1)) + 0.01 * c;
  unsigned char d = 254;
  while (d != 2) {
    ++d;
    s += x(2) * d * 0.01;
  }
  return s;
}

/// Constants keep their types where these decide in which one is computed.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double shifted(double x, int n) {
  long k = 1;
  k <<= n;
  double s = 0;
  for (unsigned i = 1; i < (1u << (n % 3)); ++i)
    s += x * i;
  const auto wide = (n > 2 ? 1ull : 2ull) << n;
  const unsigned wrapped = (n > 2 ? 1u : 2u) - 3u;
  return x * x * (1ull << n) + std::sin(x) * k * 1e-9 + s * (std::size_t(3) << n) + wide * x * 1e-9 + wrapped * x * 1e-9 +
         (-1L * n) * x;
}

} // namespace counting

#endif
