// SPDX-License-Identifier: Apache-2.0
//
// Parameters that are containers of containers and of tuples, differentiated and as data.
#ifndef GATEAUX_TEST_NUMERIC_NESTED_CONTAINERS_HPP
#define GATEAUX_TEST_NUMERIC_NESTED_CONTAINERS_HPP

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <gateaux/gateaux.hpp>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace nested_containers {

using Eigen::Vector2d;
using Eigen::VectorXd;
using Rows = std::vector<std::vector<double>>;

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double rows(const Rows &w, double y) {
  double s = 0;
  for (const auto &row : w)
    for (double v : row)
      s += v * std::sin(v * y) + s * 0.1 * v;
  return s;
}

inline double dot(const std::vector<double> &a, const std::vector<double> &b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Rows are handed to functions, viewed as Eigen's vectors, copied and changed, and read at positions.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double used(const Rows &w, const std::vector<std::array<double, 2>> &c) {
  double s = 0;
  for (std::size_t i = 1; i < w.size(); ++i) {
    if (w[i].empty())
      continue;
    s += dot(w[i], w[0]) * c[i][0];
    const Eigen::Map<const VectorXd> row(w[i].data(), static_cast<Eigen::Index>(w[i].size()));
    s += row.squaredNorm() * std::sin(c[i][1]);
    auto copy = w[i];
    copy[0] *= copy[1];
    s += copy[0] * w[i].back() * w[i / 2][0];
  }
  return s;
}

/// Not all items are read: those that are not have zeros.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double first_two(const std::vector<Vector2d> &points, const std::vector<std::array<double, 3>> &triples,
                        const std::vector<VectorXd> &vectors) {
  double s = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    s += points[i](0) * std::sin(points[i](1)) * triples[i][2];
    if (i == 1)
      s += triples[i][0] * triples[i][1] + vectors[i].squaredNorm() * s;
  }
  return s;
}

struct Layer {
  std::vector<double> w;
  double b;
  std::array<double, 2> k;
  double c[2];
};
GATEAUX_DIFFERENTIATE(wrt(layers), gradient, hvp, objective)
inline double network(const std::vector<Layer> &layers, double x) {
  double h = x;
  for (const Layer &l : layers) {
    double z = l.b;
    for (double v : l.w)
      z += v * h;
    h = std::tanh(z) + l.k[0] * l.k[1] + l.c[0] * l.c[1] * h;
  }
  return h * h;
}

/// Graphs: edges, neighbours and weights.
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double graph(const VectorXd &x, const std::vector<std::array<int, 2>> &edges,
                    const std::vector<std::vector<int>> &neighbours,
                    const std::vector<std::tuple<int, int, double>> &weighted,
                    const std::vector<std::pair<int, double>> &pins) {
  double s = 0;
  for (const auto &e : edges)
    s += std::pow(x(e[0]) - x(e[1]), 2) * x(e[0]);
  for (std::size_t i = 0; i < neighbours.size(); ++i)
    for (int j : neighbours[i])
      s += std::sin(x(static_cast<Eigen::Index>(i)) * x(j));
  for (const auto &[i, j, d] : weighted)
    if (d > 0)
      s += std::pow(x(i) - x(j) - d, 4);
  for (const auto &pin : pins)
    s += std::pow(x(pin.first) - pin.second, 2);
  return s;
}

/// Tuples: a parameter, items of a vector, and a result.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double tuples(const std::tuple<double, VectorXd> &t, const std::vector<std::tuple<double, Vector2d>> &items) {
  double s = std::get<0>(t) * std::get<1>(t).squaredNorm();
  for (const auto &[a, v] : items)
    s += a * v.squaredNorm() * std::get<0>(t);
  return s;
}
struct Parts {
  std::tuple<double, std::vector<double>> t;
  Rows w;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double parts(const Parts &p) {
  double r = std::get<0>(p.t);
  for (double v : std::get<1>(p.t))
    r += v * v * r;
  for (const auto &row : p.w)
    for (double v : row)
      r *= 1 + v;
  return r;
}
GATEAUX_DIFFERENTIATE(tangent, adjoint)
inline std::tuple<double, double> two(double a, double b) { return std::make_tuple(a * b, std::sin(a)); }

/// Rows of arrays of arrays, read and changed.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double arrays(const VectorXd &x, const std::array<std::array<double, 3>, 2> &a) {
  std::array<std::array<double, 3>, 2> m{{{x(0), 1, x(1)}, {2, x(2), x(3)}}};
  double s = 0;
  for (const auto &row : m) {
    double p = 1;
    for (double v : row)
      p *= v;
    s += p * p;
  }
  for (auto &row : m)
    for (double &v : row)
      v *= v;
  for (const auto &row : m)
    s += std::accumulate(row.begin(), row.end(), 0.0);
  for (const auto &row : a)
    for (double v : row)
      s *= std::cos(v);
  return s;
}

/// Elements that have a size of their own, and nothing else.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double sized_elements(const VectorXd &x, int n) {
  std::vector<std::vector<double>> g(3, std::vector<double>(2)), h(static_cast<std::size_t>(n), std::vector<double>(2, 0.0));
  const std::vector<double> row(2);
  std::vector<std::vector<double>> k(3, row);
  g[1][1] = x(1);
  k[2][0] = x(0);
  for (int i = 0; i < n; ++i)
    h[static_cast<std::size_t>(i)][1] += x(i) * g[1][1];
  return g[1][1] * k[2][0] + h.back()[1] * h[0][1] + g[0][0];
}

/// Elements that are inserted and erased.
struct Knot {
  double at, value;
};
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double edited(const Eigen::VectorXd &x, int n) {
  std::vector<Knot> v;
  for (int i = 0; i < 4; ++i)
    v.push_back({x(i), x((i + 1) % 4)});
  v.erase(v.begin() + 1);
  v.insert(v.begin(), Knot{x(0) * 2, 1});
  v.insert(v.begin() + 2, v[0]);
  v.erase(v.begin() + 2, v.begin() + 4);
  for (auto it = v.begin(); it != v.end();)
    if (it->at < 0.3)
      it = v.erase(it);
    else
      ++it;
  std::vector<Knot> w(v);
  w.erase(std::remove_if(w.begin(), w.end(), [](const Knot &k) { return k.value > 1; }), w.end());
  std::vector<Eigen::VectorXd> u;
  for (int i = 0; i < n; ++i)
    u.push_back(x.head(i + 1) * (i + 1));
  u.insert(u.begin() + 1, Eigen::VectorXd(2 * x.head(3)));
  auto first = u.insert(u.begin(), u[2]);
  *first *= 2;
  u.erase(u.end() - 1);
  std::vector<double> numbers(x.data(), x.data() + 2);
  numbers.insert(numbers.begin() + 1, {x(3), 2.0, x(2)});
  numbers.emplace(numbers.begin(), x(1));
  double s = static_cast<double>(v.size() + 10 * w.size());
  for (const Knot &k : v)
    s = s * 0.5 + k.at * k.value;
  for (const auto &one : u)
    s = s * 0.5 + one.squaredNorm() * static_cast<double>(one.size());
  for (double d : numbers)
    s = s * 0.5 + d * d;
  return s;
}

/// Arrays of structs and of matrices, returned and copied.
inline std::array<Knot, 3> knots(const Eigen::VectorXd &x) {
  std::array<Knot, 3> all{};
  for (std::size_t i = 0; i < 3; ++i)
    all[i] = {x(static_cast<int>(i)), x(3) * x(static_cast<int>(i))};
  return all;
}
inline std::array<Eigen::Vector2d, 2> corners(const Eigen::VectorXd &x) {
  std::array<Eigen::Vector2d, 2> both;
  both[0] = {x(0), x(1)};
  both[1] = {x(2), x(3)};
  return both;
}
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double copied_arrays(const Eigen::VectorXd &x, int n) {
  const auto fixed = corners(x);
  double s = fixed[0].dot(fixed[1]);
  std::array<Knot, 3> a = knots(x), b = a;
  b[1].at *= 2;
  a[2] = b[1];
  for (int i = 0; i < n; ++i)
    s += a[static_cast<std::size_t>(i % 3)].at * b[static_cast<std::size_t>(i % 3)].value;
  a = b;
  for (const auto &[at, value] : knots(x))
    s += at * value * a[1].at;
  return s;
}

} // namespace nested_containers

#endif
