// SPDX-License-Identifier: Apache-2.0
//
// Arrays of pointers, with positions that are known at run time only.
#ifndef GATEAUX_TEST_NUMERIC_POINTER_ARRAYS_HPP
#define GATEAUX_TEST_NUMERIC_POINTER_ARRAYS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace pointer_arrays {

using Eigen::VectorXd;

/// Read, written through, and handed to a function.
inline double trace(double **a, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i][i] * (i + 1);
  return s;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double arrays(const VectorXd &x) {
  double a[3] = {x(0), x(1), 2}, b[3] = {x(2), 3, x(3)};
  double *r[2] = {a, b};
  double s = 0;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j) {
      s += r[i][j] * r[1 - i][j];
      r[i][j] *= 1 + x(4);
    }
  r[1][1] = x(5) * s;
  const double *const c[2] = {r[1] + 1, r[0]};
  return s * a[0] + trace(r, 2) * c[0][1] + *c[1];
}

/// The determinant of a matrix whose rows are exchanged by their pointers.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double determinant(const VectorXd &x) {
  double m[3][3];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      m[i][j] = x((i + 2 * j) % 6) * (i + 1) + (i == j ? 0.1 : 0);
  std::array<double *, 3> r{};
  for (std::size_t i = 0; i < 3; ++i)
    r[i] = m[i];
  double det = 1;
  for (std::size_t k = 0; k < 3; ++k) {
    std::size_t p = k;
    for (std::size_t i = k + 1; i < 3; ++i)
      if (std::abs(r[i][k]) > std::abs(r[p][k]))
        p = i;
    if (p != k) {
      std::swap(r[p], r[k]);
      det = -det;
    }
    det *= r[k][k];
    for (std::size_t i = k + 1; i < 3; ++i) {
      const double l = r[i][k] / r[k][k];
      for (std::size_t j = k; j < 3; ++j)
        r[i][j] -= l * r[k][j];
    }
  }
  return det * m[1][2];
}

/// Of objects, moved one by one, and in a branch.
struct Body {
  double mass, place;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double objects(const VectorXd &x, int n) {
  Body a{x(0), x(1)}, b{x(2), x(3)};
  Body *two[2] = {&a, &b};
  double s = 0;
  for (int i = 0; i < n; ++i) {
    two[i % 2]->mass *= 1 + x(4);
    if (i % 3 == 2)
      std::swap(two[0], two[1]);
    s = s * 0.5 + two[i % 2]->mass * two[0]->place;
  }
  for (const Body *p : two)
    s += p->mass * p->place;
  const double u[4] = {x(0), x(1), x(2), x(3)};
  const double *at[2] = {u, u + 2};
  for (int i = 0; i < 2; ++i) {
    ++at[i];
    at[i] -= i;
    s += *at[i] * (i + 1);
  }
  return s;
}

} // namespace pointer_arrays

#endif
