// SPDX-License-Identifier: Apache-2.0
//
// Every way of control, in loops in branches and in branches in loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace in_loops {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// if and else if, of active and of integer conditions.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double if_else(const VectorXd &x, int n) {
  double s = x(0), y = x(1);
  if (n > 0) {
    for (int i = 0; i < x.size(); ++i) {
      if (s > x(i))
        s = std::sin(s * x(i)) + y;
      else if (i % 2 == 0)
        y *= s + x(i);
      else
        s += y * y;
    }
  } else {
    s *= y;
  }
  for (int i = 0; i < x.size(); ++i) {
    if (x(i) > 0.6) {
      const double t = s * x(i);
      s = t / (1 + t * t);
    } else
      y = std::cos(y * s);
  }
  return s * y;
}

/// ?: as a value, as a variable that is assigned, and with side effects in its arms.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double conditional_operator(const VectorXd &x, int n) {
  double s = x(0), t = x(1), u = 0.5;
  if (x(0) > 0.5)
    for (int i = 0; i < x.size(); ++i) {
      s = s > t ? std::sin(s * x(i)) : s * s + t;
      (i % 2 == 0 ? t : u) += s * x(i);
      u *= i == n ? (t += s, t * x(i)) : i > n ? 0.9 : s;
    }
  for (int i = 0; i < n; ++i)
    if (i != 1) {
      (s > t ? s : t) *= 0.5 + u;
      s += (t > u ? x(i) : x(i + 1)) * u;
    }
  return s * t + u * u;
}

/// A switch whose cases fall through, with a default in its middle, a return and a loop's continue.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double switch_falls(const VectorXd &x, int n) {
  double s = x(0), y = 1;
  if (n >= 0) {
    for (int i = 0; i < 7; ++i) {
      const double v = x(i % 5);
      switch ((i + n) % 6) {
      case 0:
        s *= v;
        [[fallthrough]];
      case 1:
        y += std::sin(s * v);
        break;
      case 5:
        if (s > 50)
          return s * y;
        continue;
      default:
        s += y * v;
        [[fallthrough]];
      case 2:
      case 3: {
        const double w = s * y;
        s = w / (1 + v * v);
      }
      }
      y *= 1 + 0.1 * s;
    }
  }
  return s * y;
}

/// A switch in a branch in a loop, with a loop in a case.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double switch_in_branch(const VectorXd &x, int n) {
  double s = 1;
  for (int i = 0; i < x.size(); ++i) {
    if (x(i) > 0.4) {
      switch (i) {
      case 0:
        for (int k = 0; k < n; ++k) {
          s = std::sin(s + x(k));
          if (s < 0)
            break;
        }
        break;
      case 1:
        return -s;
      case 2:
        s *= x(2);
        [[fallthrough]];
      default:
        s += s * s * x(i);
      }
    } else {
      switch (const int k = i + n; k) {
      case 5:
        s *= 1 + x(i);
      }
    }
  }
  return s;
}

/// Loops with two counters, downward, by other steps, without a part of the header, and by a double.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double for_headers(const VectorXd &x, int n) {
  double s = x(0);
  if (n > 0) {
    for (int i = 0, j = 4; i < j; ++i, --j)
      s = std::sin(s * x(i)) + s * x(j);
    for (Index i = x.size(); i-- > 0;)
      s += std::cos(s) * x(i) * 0.1;
    for (int i = 16; i > 0; i /= 2)
      s = s * x(i % 5) + std::cos(s);
    for (int i = 1; i < 20; i *= 3)
      s += std::sqrt(s * s + x(i % 5)) * 0.2;
    for (double t = 0; t < 1; t += 0.25)
      s += std::exp(-t * s * x(1)) - 0.4 * s;
    int k = 0;
    for (; k < 3;) {
      s *= x(k) + 0.5;
      k++;
    }
    for (;;) {
      s += std::sin(s) * x(k);
      if (k-- == 0)
        break;
    }
    for (std::size_t i = 4; i != 0; i -= 2)
      s -= 0.3 * s * x(static_cast<Index>(i));
  }
  return s;
}

/// Such loops in branches in a loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double for_in_branches(const VectorXd &x, int n) {
  double s = x(0);
  for (int r = 0; r < 4; ++r) {
    if (r == 0) {
      for (int i = 0, j = 4; i < j; ++i, j -= 2)
        s = std::sin(s * x(i)) + s * x(j);
    } else if (s > 0.5) {
      for (int i = n; i >= 0; --i)
        s += 0.2 * s * x(i);
      for (unsigned i = 3; i > 0; i = i >> 1)
        s = std::atan(s * x(i));
    } else {
      for (double t = x(4); t < 2; t += 0.5)
        s += t * s;
    }
  }
  return s;
}

/// Range-based loops over vectors, columns, lists and arrays, by value and by reference.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double range_for(const VectorXd &x, int n) {
  double s = 0.5;
  VectorXd y = x;
  std::vector<double> v = {x(0), x(1) * x(2), x(3)};
  double a[3] = {x(4), 0.3, x(1)};
  MatrixXd A = x * x.transpose();
  if (n > 1) {
    for (double e : x)
      s = std::sin(s + e);
    for (double &e : y)
      e *= s += 0.1 * e;
    for (auto &e : v)
      e *= s;
    for (const double &e : v)
      s += e * s;
    for (auto e : a)
      s *= 1 + e;
    for (auto c : A.colwise())
      s += c.sum() * s * 0.01;
    for (double w : {0.1, 0.2})
      s += w * s * s;
    for (int i : {3, 1})
      s *= x(i) + 0.5;
  }
  return s + y.squaredNorm();
}

/// Range-based loops in branches in a range-based loop, left early.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double range_for_nested(const VectorXd &x, int n) {
  double s = 0.5;
  std::vector<double> v(3, x(1));
  for (double e : x) {
    if (e > 0.5) {
      for (double &w : v) {
        w = std::sin(w + e) * s;
        if (w > 0.7)
          break;
      }
    } else {
      for (double w : v) {
        if (w < 0.2)
          continue;
        s = s * w + e;
      }
    }
    s += v.back() * n;
  }
  return s * v[0] + v[1];
}

/// while with active conditions, with side effects in its condition, and with a declaration in it.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double while_loops(const VectorXd &x, int n) {
  double s = x(0), y = x(1);
  if (n > 0) {
    while (s < 20)
      s = s * (1 + x(2)) + std::sin(y * s);
    int k = 4;
    while (k-- > 0)
      y = std::cos(y * x(k)) + 0.01 * s;
    while ((y *= 0.5) > 0.1)
      s += y * y * s;
  } else {
    while (true) {
      s *= x(0);
      if (s > 1)
        break;
      s += y;
    }
  }
  for (int i = 0; i < 3; ++i) {
    if (x(i) > 0.6) {
      int k = i;
      while (s < 9 && k < 6) {
        s += s * x(k % 5);
        ++k;
      }
    }
  }
  return s * y;
}

/// do-while with active conditions, continue and break, in a branch and in a branch in a loop.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double do_loops(const VectorXd &x, int n) {
  double s = x(0), y = x(1);
  int k = 0;
  if (x(0) > 0.3) {
    do {
      s = std::sin(s * x(k % 5)) + y;
      if (++k == 2)
        continue;
      y *= 1 + 0.2 * s;
      if (y > 40)
        break;
    } while (k < 6 || s * y < 3);
  }
  for (int i = 0; i < n; ++i)
    if (i != 1) {
      do
        s *= 0.4 + 0.1 * x(i);
      while (s > 1);
    } else {
      s += 0.01 * y;
    }
  return s * y * k;
}

/// break and continue of each loop of a nest, and returns from its innermost one.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double jumps(const VectorXd &x, int n) {
  double s = x(0), p = 1;
  if (n > 0) {
    for (int i = 0; i < x.size(); ++i) {
      if (i == 1)
        continue;
      double r = s;
      int j = 0;
      while (true) {
        if (j > i)
          break;
        r = std::sin(r * x(j)) + p;
        if (j++ % 2 == 1)
          continue;
        p *= 1 + 0.1 * r;
        do {
          r *= 0.9;
          if (r < x(3))
            break;
          if (p > 3.5)
            return r * p * s;
        } while (r > 1);
      }
      s += r * p;
      if (s > 12)
        break;
    }
  }
  return s * p;
}

/// Returns from branches and loops of any depth, of values that are computed there.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double returns(const VectorXd &x, double limit) {
  double s = 0.1;
  if (limit < 0)
    return x.squaredNorm() * limit;
  if (x(0) > 0.5) {
    for (Index i = 0; i < x.size(); ++i) {
      for (Index j = 0; j <= i; ++j) {
        s = s * x(j) + std::sin(x(i) * s) + x(j);
        if (s > limit)
          return s * s * x(i) + limit;
        if (j == 3 && s > 2) {
          const double t = s * x(j);
          return std::sqrt(1 + t);
        }
      }
      if (s < 0.2)
        return std::exp(s);
    }
    s *= x(1);
  } else
    return s * x(1) * x(1);
  return s;
}

/// && and || whose right sides write variables.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double short_circuit(const VectorXd &x, int n) {
  double s = x(0), y = x(1), z = 0.2;
  if (n > 0) {
    for (int i = 0; i < x.size(); ++i) {
      if (x(i) > 0.6 && (y = std::sin(y * s) + x(i)) > 1)
        s = std::sin(s * y);
      if (s > 0.5 || (z = std::cos(z + s * s)) > 0.3)
        s += 0.3 * z;
      const bool both = (s *= 0.9) > 0.4 && ((z *= 1 + 0.1 * y) < 5 || (y += z * z) > 0);
      if (!both)
        z += y * s;
    }
  }
  int k = 0;
  y = std::tanh(y);
  z = std::tanh(z);
  while (k < 5 && (s += 0.1 * x(k++)) < 3)
    if (k != 2 && !(k == 4 || (z *= y) > 2))
      y += 0.1 * s * z;
  return s * y + z * k;
}

/// The comma in statements, headers, conditions and values.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double comma(const VectorXd &x, int n) {
  double s = x(0), y = x(1);
  if (n > 0)
    for (int i = 0; s *= 1.1, i < 4; ++i, y += 0.1 * s) {
      s = std::sin(s * x(i)), y *= 1 + s;
      const double t = (y += x(i), s * y);
      if (s += 0.1 * t, s > 0.5)
        y = (s -= 0.2, t);
    }
  for (int i = 0; i < n; ++i)
    if (i < 9)
      s = (y *= s, y + 1), y += s;
  return s * y;
}

/// Loops whose numbers of iterations depend on active values.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double active_count(const VectorXd &x, int n) {
  double s = x(0), y = 1;
  if (x(1) > 0.5) {
    const int m = static_cast<int>(std::floor(4 * x(1)));
    for (int i = 0; i < m; ++i)
      s = std::sin(s * x(i)) + y * x(2);
    for (int i = 0; i < 3 * s; ++i)
      y += y * x(i % 5);
    double e = 1;
    for (int i = 0; e > 1e-3 * s; ++i) {
      e *= x(2) / (i + 1);
      y += e;
    }
  }
  for (int i = 0; i < n; ++i) {
    if (s > 0.01) {
      double a = s + 1, b = y;
      while (std::abs(a - b) > 1e-10) {
        const double c = std::sqrt(a * b);
        a = 0.5 * (a + b);
        b = c;
      }
      s = a * x(i);
    }
  }
  return s * y;
}

/// Loops and branches in turns, six levels deep.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double deep(const VectorXd &x, int n) {
  double s = x(0), y = x(1);
  if (n > 0) {
    for (int i = 0; i < 3; ++i) {
      if (s > 0.1) {
        int j = 0;
        while (j < 2) {
          switch (i + j) {
          case 0:
            for (double e : x) {
              if (e > s || e < 0.5) {
                do {
                  s = std::sin(s + e * y);
                  y *= 0.9;
                } while (y > 0.8);
              } else {
                y += s * e;
                if (y > 4)
                  return s * y;
              }
            }
            break;
          case 2:
            for (int k = j; k < 4; ++k)
              y = k % 2 == 0 ? y * s : y + x(k) * s;
            [[fallthrough]];
          default:
            s += y * y * 0.2;
          }
          ++j;
        }
      } else {
        y = s * s;
      }
    }
  }
  return s * y;
}

/// The same of matrices and vectors.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double matrix_flow(const VectorXd &x, int n) {
  VectorXd y = x;
  MatrixXd A = x * x.transpose();
  double s = 0;
  if (n > 0) {
    for (int i = 0; i < 4; ++i) {
      if (y.squaredNorm() > 2)
        y /= 1 + y.norm();
      else
        y = (A * y).array().sin();
      switch (i) {
      case 1:
        A.row(1) *= y(0);
        [[fallthrough]];
      case 2:
        A.array() += 0.1 * y(1);
        break;
      default:
        A = 0.5 * A * A;
      }
      if (A.norm() > 30)
        break;
      int k = 0;
      while (y(k) < 0.4 && k < 4)
        y(k++) += s + 0.2;
      s += y.dot(A * x);
    }
  }
  return s + y.sum();
}

} // namespace in_loops

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_HPP
