// SPDX-License-Identifier: Apache-2.0
//
// Every form of assignment, references, constants and names, in loops in branches and in branches in loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_ASSIGNMENTS_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_ASSIGNMENTS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <limits>
#include <utility>
#include <vector>

namespace in_loops_assignments {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Every form of assignment to numbers, ++ and -- before and behind.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double assignment_forms(const VectorXd &x, int n) {
  double s = x(0), y = x(1), z = 0;
  if (n > 0) {
    for (int i = 0; i < x.size(); ++i) {
      s += x(i);
      s *= y;
      y -= 0.1 * s;
      s /= 1 + y * y;
      z = y;
      ++s;
      y++;
      --s;
      z = z * s--;
      y = std::sin(++s * y);
      z += y-- * s;
      s = std::tanh(z);
    }
  }
  for (int i = 0; i < n; ++i)
    if (i < 7) {
      s -= y *= z;
      z = s++ + ++y;
      y /= 1 + z * z;
    }
  return s * y + z;
}

/// Assignments whose values are used.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double assignments_as_values(const VectorXd &x, int n) {
  double s = x(0), y = x(1), z = 2, t = 0, u = 0;
  if (x(0) > 0.5) {
    for (int i = 0; i < x.size(); ++i) {
      t = (s += x(i)) * y;
      u = s = std::sin(t);
      y *= (t -= u) + (z *= 0.5);
      (s += 0.3) *= x(i);
      (t = s) += y;
      y = std::cos(u = t * s) + (++z) * 0.1;
      if ((u += s) > 0.5)
        s -= (y = 0.4 * (u *= 0.7) + y);
    }
  }
  for (int i = 0; i < n; ++i) {
    if (s < 100)
      t += u = y *= s += x(i);
  }
  return s * y + t * u * z;
}

/// Variables that are overwritten many times, also by what does not depend on them.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double overwritten(const VectorXd &x, int n) {
  double s = x(0), y, z = 1;
  VectorXd v;
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      y = s * x(i);
      y = std::sin(y) + y;
      z = y * y;
      y = z + s;
      y = std::cos(y) + 0.2 * z;
      s = std::cos(y) * z;
      z = x(i + 1);
      v = x * s;
      v = v.array().sin();
      v = v.cwiseProduct(x) + v;
      z *= v.sum();
      v = x;
      if (i == 2)
        s = x(2);
      s = s * z * v(i);
      s = 0.4 + s / (1 + s * s);
    }
  return s * z;
}

struct Joint {
  double angle;
  VectorXd arm;
  double table[2];
};

/// References to variables, elements, members and references.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double reference_locals(const VectorXd &x, int n) {
  double s = x(0);
  VectorXd y = x;
  MatrixXd A = x * x.transpose();
  Joint joint{x(1), x, {x(2), 1}};
  double list[3] = {x(0), x(1), 2};
  if (n > 0) {
    double &outer = s;
    double &angle = joint.angle;
    for (int i = 0; i < 4; ++i) {
      double &e = y(i);
      double &a = A(i, (i + 1) % 5);
      double &t = joint.table[i % 2];
      double &b = joint.arm(4 - i);
      double &l = list[i % 3];
      double &again = e;
      const double &read = y(i + 1);
      outer = std::sin(outer + e) + a;
      e *= 0.5 + 0.2 * std::sin(outer) + 0.1 * read;
      a += 0.1 * e * e;
      t = 0.3 * t * outer + again;
      b += 0.2 * t * a;
      l *= 1 + 0.1 * b;
      angle = std::cos(angle * l);
      again -= angle;
      auto &[p, q, r] = joint;
      p += 0.1 * q(i) * r[0];
    }
  }
  return s + y.sum() + A.sum() * joint.arm.sum() + joint.angle * joint.table[1] + list[0] * list[1];
}

/// References that are bound in branches in loops, by an index and by a condition.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double reference_in_branches(const VectorXd &x, int n) {
  VectorXd y = x;
  double s = x(0), t = x(1);
  for (int i = 0; i < x.size(); ++i) {
    if (y(i) > 0.5) {
      double &e = y((i + n) % 5);
      e = std::sin(e * s) + t;
      (i % 2 ? s : t) *= 0.7 + e;
    } else {
      const double &e = y(i);
      s += e * e * t;
      auto part = y.segment(i / 2, 2);
      part *= s;
    }
  }
  return s * t + y.squaredNorm();
}

/// Coefficients that are moved about within a vector.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double in_place(const VectorXd &x, int n) {
  VectorXd y = x;
  double s = 0.3;
  if (n > 0) {
    for (int i = 0; i < 4; ++i) {
      y(0) = y(2);
      std::swap(y(1), y(2));
      y(i) = y(i + 1) * y(i) + s;
      y(2) = std::sin(y(2) + y(0));
      std::swap(y(i), y(4 - i));
      s += y(1) * y(3);
      y(i) *= y(i);
      y(1) += y(1) * y((i + 1) % 5);
      const double t = y(3);
      y(3) = y(4);
      y(4) = 0.5 * t;
      y.row(0).swap(y.row(3));
    }
  }
  for (int i = 0; i < n; ++i)
    if (y(i) > -50) {
      y.head(3) = (y.tail(3) * s).eval();
      y.head(2).swap(y.tail(2));
      y = (y + x).cwiseProduct(y);
      s = std::tanh(s * y(i));
    }
  return s * y(0) + y.sum();
}

struct Corner {
  double a;
  VectorXd b;
};

/// Variables, vectors and structs that change places.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double exchanged(const VectorXd &x, int n) {
  double s = x(0), t = x(1);
  VectorXd y = x, z = x.array().sin();
  Corner p{s * t, x}, q{t, z};
  std::vector<double> v = {x(0), x(1), x(2)}, w = {x(3), 1};
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      s = std::sin(s) + t * x(i);
      y *= s;
      p.a += y(i) * q.a;
      std::swap(s, t);
      std::swap(y, z);
      y.swap(p.b);
      if (i != 1)
        std::swap(p, q);
      v[0] += w[1] * s;
      std::swap(v, w);
      std::swap(w[0], v[1]);
    }
  return s * t * t + y(0) * z(1) + p.a * p.b.sum() * q.a + q.b(2) + v[0] * w[0] + w[1] * v[1];
}

/// Names that hide others in loops and branches.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double shadowing(const VectorXd &x, int n) {
  double s = x(0), t = 1;
  if (n > 0) {
    double t = x(1);
    for (int i = 0; i < 4; ++i) {
      const double s0 = s;
      double s = s0 * t;
      if (s > 0.1) {
        const double x0 = s;
        VectorXd x(2);
        x << x0, t;
        double t = x.sum();
        for (int i = 0; i < 2; ++i)
          t += std::sin(t * x(i));
        s += std::cos(t);
      }
      t = 0.5 * std::cos(s + t) + x(i);
      {
        double t = std::sin(s);
        s += t;
      }
      t += 0.1 * s;
    }
    s += t;
  }
  return s * t;
}

constexpr double kRate = 0.25;
const double kWeights[2][2] = {{0.5, 1.5}, {2.0, 0.1}};
inline const std::array<double, 3> kOffsets = {0.1, 0.2, 0.3};
static const int kSteps = 3;
namespace tables {
constexpr std::size_t kCount = 2;
constexpr double kScale = 2 * kRate;
} // namespace tables
struct Limits {
  static constexpr double kLower = 0.1;
  static const int kTimes = 2;
  enum { Extra = 1 };
};

/// Constants of the file, of the function, of a class and of an enumeration.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double named_constants(const VectorXd &x, int n) {
  static const double factor = 1.5;
  static constexpr double list[] = {0.3, 0.6, 0.9};
  constexpr int last = 4;
  double s = x(0);
  if (n < last) {
    for (int i = 0; i < kSteps; ++i) {
      constexpr double local = 0.7 * kRate;
      s = std::sin(kRate * s + list[i] * x(last)) * factor + kWeights[i % 2][1] * local;
      for (std::size_t k = 0; k < tables::kCount; ++k)
        if (s > Limits::kLower)
          s += kOffsets[k] * tables::kScale * s * x(i);
      s *= Limits::kTimes - Limits::Extra + kWeights[0][i % 2];
    }
  }
  return s * s;
}

/// What touches no derivative: output, counters, flags and names.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double counted_statements(const VectorXd &x, int n) {
  double s = x(0);
  int evaluations = 0, rejected = 0;
  bool converged = false;
  if (n > 0) {
    for (int i = 0; i < x.size(); ++i) {
      ++evaluations;
      const double before = s;
      s = std::sin(s * x(i)) + 0.5;
      if (s < before) {
        rejected++;
        if (n > 100)
          std::cout << "rejected " << s << " at " << i << '\n';
      } else if (n > 100) {
        std::printf("%d: %g\n", i, s);
      }
      converged = converged || std::abs(s - before) < 1e-3;
      evaluations += converged ? 0 : 1;
      assert(s > -10 && "bounded");
      (void)before;
    }
    if (n > 100)
      std::fprintf(stderr, "%d evaluations\n", evaluations);
  }
  return s * evaluations + rejected;
}

/// Arithmetic of size_t, Index, unsigned and bool beside that of numbers.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double whole_numbers(const VectorXd &x, int n) {
  double s = x(0);
  const std::size_t size = static_cast<std::size_t>(x.size());
  unsigned bits = 11u;
  long long product = 1;
  if (size > 2u) {
    for (std::size_t i = 0; i < size; ++i) {
      const Index k = static_cast<Index>((i * 3 + 1) % size);
      s = std::sin(s * x(k)) + static_cast<double>(bits & 3u) * x(static_cast<Index>(size - 1 - i));
      bits = (bits >> 1) + (bits << 2);
      bits %= 64u;
      product *= static_cast<long long>(i) - 7;
      s += static_cast<double>(product % 5) * s * 0.1;
      s *= static_cast<double>(i) / static_cast<double>(size) + (n > 1) + !n;
      const short half = static_cast<short>(i / 2);
      s += half * x(half);
      int q = n;
      q += static_cast<int>(i), q -= 2, q *= 3, q /= 2, q %= 7;
      s += 0.01 * q * s;
    }
  }
  return s;
}

/// numeric_limits, INFINITY and the numbers that stand for none.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double limits(const VectorXd &x, int n) {
  double s = x(0), best = std::numeric_limits<double>::infinity(), low = -INFINITY;
  double seen = std::numeric_limits<double>::quiet_NaN(), top = std::numeric_limits<double>::lowest();
  int position = std::numeric_limits<int>::max();
  if (n > 0) {
    for (int i = 0; i < x.size(); ++i) {
      s += 0.1 * std::sin(s * x(i)) + 0.5;
      best = std::min(best, s * 2 + x(i));
      low = std::max(low, s);
      top = s > top ? s : top;
      if (std::isnan(seen))
        seen = s * s;
      if (x(i) < 0.6 && i < position)
        position = i;
      s += std::numeric_limits<double>::epsilon() < 1 && std::isfinite(best) ? 0.2 * best : 0;
      if (s >= HUGE_VAL || s > std::numeric_limits<double>::max())
        return s * s;
    }
  } else {
    return s * s;
  }
  return 0.1 * (s * best + low * seen + top) + 0.01 * x(position % 5) * (std::numeric_limits<double>::min() + s);
}

} // namespace in_loops_assignments

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_ASSIGNMENTS_HPP
