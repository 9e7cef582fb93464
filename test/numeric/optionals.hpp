// SPDX-License-Identifier: Apache-2.0
//
// std::optional, of numbers, matrices and structs.
#ifndef GATEAUX_TEST_NUMERIC_OPTIONALS_HPP
#define GATEAUX_TEST_NUMERIC_OPTIONALS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace optionals {

using Eigen::VectorXd;

/// As a variable that is given a value, and nothing again.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double variables(double x, double y) {
  std::optional<double> o, other = y, third(x * y);
  if (x > 0)
    o = x * x;
  double s = o ? *o * y : -x;
  for (int i = 0; i < 4; ++i)
    if (i != 1) {
      if (o.has_value())
        *o += std::sin(s * *o);
      else if (other)
        o = other.value() * i;
      s += o.value_or(y) * x;
      if (i == 2)
        other.reset();
      if (i == 3)
        third = std::nullopt;
    }
  o.emplace(s * x);
  const std::optional<double> copy = o;
  o = {};
  return s + (other == std::nullopt ? x * y : *other) + (third != std::nullopt ? *third : y * y) + *copy + o.value_or(x);
}

/// As the result of a function.
inline std::optional<double> root(double b, double c) {
  const double d = b * b - c;
  if (d < 0)
    return std::nullopt;
  return -b + std::sqrt(d);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double results(double b, double c) {
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    if (auto r = root(b * (i - 1), c))
      s += *r * b;
    else
      s += c * b;
  }
  const auto last = root(b, c);
  if (!last)
    return s * s;
  return s * last.value();
}

/// Of matrices and structs, and as a member.
struct Point {
  double x, y;
};
struct Hit {
  std::optional<Point> where;
  double weight = 1;
};
inline Hit nearest(const VectorXd &v, double limit) {
  Hit hit;
  for (int i = 0; i + 1 < v.size(); ++i)
    if (v(i) < limit && !hit.where)
      hit.where = Point{v(i) * v(i), v(i + 1)};
    else if (hit.where)
      hit.weight *= hit.where->x + v(i);
  return hit;
}
GATEAUX_DIFFERENTIATE(wrt(v), gradient, hvp, objective)
inline double objects(const VectorXd &v, double limit) {
  std::optional<VectorXd> w;
  if (limit > 0)
    w = v * v(0);
  const Hit hit = nearest(v, limit);
  double s = w ? w->squaredNorm() : v.sum();
  if (hit.where) {
    const Point p = *hit.where;
    s *= p.x * hit.where->y + hit.weight;
  }
  return w.has_value() ? s * (*w)(1) : s;
}

/// In containers, as arguments, swapped.
inline double used(const std::optional<double> &o, std::optional<double> p) {
  if (p)
    *p *= 2;
  return o.value_or(1) * p.value_or(3);
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double containers(const VectorXd &x) {
  std::vector<std::optional<double>> v(static_cast<std::size_t>(x.size()));
  for (int i = 0; i < x.size(); ++i)
    if (x(i) > 0.5)
      v[static_cast<std::size_t>(i)] = x(i) * x(i);
  double s = 0;
  for (const auto &o : v)
    if (o)
      s += *o * x(0);
  std::array<std::optional<double>, 3> a;
  std::optional<double> b[2];
  a[1] = s * x(1);
  b[0] = x(2);
  std::swap(b[0], b[1]);
  for (std::size_t i = 0; i < 3; ++i)
    if (a[i])
      s += *a[i] * b[0].value_or(x(0)) * b[1].value_or(2);
  return s + used(x(0) * s, std::nullopt) * used({}, x(1)) + used(std::make_optional(x(2)), 2 * x(3));
}

} // namespace optionals

#endif
