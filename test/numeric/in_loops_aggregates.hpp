// SPDX-License-Identifier: Apache-2.0
//
// Structs, tuples, arrays and lists, in loops in branches and in branches in loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_AGGREGATES_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_AGGREGATES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

namespace in_loops_aggregates {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Point {
  double x = 0.5, y = 1;
  Point() = default;
  Point(double a, double b) : x(a), y(b) {}
  double norm2() const { return x * x + y * y; }
};
struct Shape {
  Point centre;
  double scale{2};
  double area() const { return scale * centre.norm2(); }
};
struct Circle : Shape {
  double radius;
  VectorXd weights;
  Point corners[2] = {{0.5, 1}, {}};
  Circle(double r, const VectorXd &w) : Shape{{r, 0.3}, r * r}, radius(r), weights(w) {
    corners[1].x = weights(0) * scale;
  }
  double area() const { return radius * radius + Shape::area(); }
  void grow(double by) {
    radius *= 1 + by;
    centre.x += by * radius;
    for (auto &c : corners)
      c.y += c.x * by;
  }
};
class Ring : public Circle {
public:
  explicit Ring(double r) : Ring(r, VectorXd::Constant(2, r)) { inner_ *= r; }
  Ring(double r, const VectorXd &w) : Circle(r, w) {}
  double width() const { return radius - inner_ * corners[1].norm2(); }

private:
  double inner_ = 0.4;
};

/// Structs in structs, with member initialisers, constructors and inheritance without virtual calls.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double nested_structs(const VectorXd &x, int n) {
  Circle a(x(0), x);
  double s = x(1);
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      a.grow(0.2 * s);
      Ring ring(s);
      Point p;
      if (i % 2 == 0) {
        const Circle before = a;
        p = {s, before.weights(i)};
        a.centre = p;
        ring.weights *= a.radius;
      } else {
        a.corners[0] = a.corners[1];
        ring = Ring(s * x(i), a.weights);
      }
      s = std::sin(a.area() + p.norm2()) + 0.2 * ring.width() * ring.area() + a.corners[i % 2].norm2();
      a.weights(i) *= s;
      s = std::tanh(s);
    }
  return s * a.area() + a.weights.sum() + a.corners[0].norm2();
}

inline std::pair<double, double> rotated_by(double a, double b, double phi) {
  return {a * std::cos(phi) - b * std::sin(phi), a * std::sin(phi) + b * std::cos(phi)};
}
inline std::tuple<VectorXd, double, int> normalised(const VectorXd &v) {
  const double norm = v.norm();
  return std::make_tuple(VectorXd(v / norm), norm, 2);
}
struct Interval {
  double low, high;
};

/// Pairs, tuples, structured bindings and std::tie.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double bindings(const VectorXd &x, int n) {
  double a = x(0), b = x(1), s = 0;
  VectorXd y = x;
  std::pair<double, VectorXd> kept(x(2), x);
  std::tuple<double, double> both{a, b};
  Interval range{a, 2};
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      const auto [p, q] = rotated_by(a, b, x(i));
      std::tie(a, b) = rotated_by(q, p, s);
      auto [direction, norm, two] = normalised(y);
      if (norm > 1) {
        y = direction * std::sin(norm) + x / two;
        std::tie(kept.second, kept.first, two) = normalised(y * kept.first);
      } else {
        auto &[low, high] = range;
        low = std::sin(low * high);
        high += 0.1 * norm;
      }
      auto &[u, v] = kept;
      u *= 1 + 0.1 * std::sin(v(i));
      v(i) += 0.1 * u * p;
      std::get<0>(both) += 0.2 * std::get<1>(both) * std::sin(u);
      std::get<0>(std::tie(b, a)) *= 0.9;
      std::tie(a, b) = std::make_pair(std::tanh(b), a);
      s += 0.1 * std::sin(kept.second.sum()) * range.high + 0.1 * std::get<0>(both);
      std::swap(std::get<0>(both), std::get<1>(both));
    }
  return s * a + b * kept.first + range.low;
}

/// C arrays of one and more dimensions, and std::array.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double fixed_arrays(const VectorXd &x, int n) {
  double a[4] = {x(0), x(1)};
  double m[2][3] = {{x(0), 1, x(1)}, {0.1, x(2)}};
  std::array<double, 3> b{x(2), x(3)};
  std::array<std::array<double, 2>, 3> c{};
  VectorXd parts[2] = {x, 2 * x};
  std::array<VectorXd, 2> q = {x, x.cwiseProduct(x)};
  Eigen::Vector2d v[2] = {{x(0), 1}, {x(1), x(2)}};
  double s = x(4);
  if (n > 0)
    for (int i = 0; i < 4; ++i) {
      a[(i + 1) % 4] = std::sin(a[i] * s) + a[3 - i];
      for (int j = 0; j < 3; ++j)
        m[i % 2][j] = m[i % 2][j] * a[j] + 0.1 * s;
      b[static_cast<std::size_t>(i) % b.size()] += m[1][i % 3] * b.back();
      if (i < 3) {
        auto &row = c[static_cast<std::size_t>(i)];
        row[0] = b.front() * s;
        row[1] = row[0] * row[0];
        parts[i % 2] = parts[1 - i % 2] * row[1];
      } else {
        b.fill(0.5 * s);
        c = {{{s, 1}, {b[0], s * s}, {}}};
        std::swap(parts[0], parts[1]);
        std::swap(m[0], m[1]);
      }
      q[1] = q[0] * c[1][1] + q[static_cast<std::size_t>(i % 2)];
      v[i % 2] += s * v[1 - i % 2];
      s = std::tanh(s + parts[0](i) * q[1](0) + m[0][1] * v[0].sum());
      const auto copy = b;
      s += copy[1] * c.at(2)[0];
    }
  return s * a[1] + m[1][2] + parts[1].sum() + q[1].norm() + v[1].norm() + c[0][1];
}

/// std::vector of numbers: everything that changes it.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double scalar_vectors(const VectorXd &x, int n) {
  std::vector<double> v = {x(4)}, w(3, x(0)), u = {x(1), x(2)};
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 5; ++i) {
      v.push_back(std::sin(s * x(i)));
      w.resize(3 + static_cast<std::size_t>(i % 2), s);
      s += v.back() * w.front() / static_cast<double>(v.size());
      if (i == 2) {
        v.pop_back();
        u.assign(4, s * x(2));
        w.insert(w.begin() + 1, s);
      } else if (i == 3) {
        u = v;
        v.clear();
        v.emplace_back(s);
      } else {
        u.assign(v.begin(), v.end());
        u.push_back(0.5);
        w.assign(3, s + x(i));
      }
      for (std::size_t k = 0; k < u.size(); ++k)
        u[k] *= 0.4 * w.at(k % w.size()) + 0.1;
      for (auto it = v.begin(); it != v.end(); ++it)
        *it = std::sin(*it + u.front() * 0.3);
      if (!u.empty())
        s = std::sin(s) + 0.2 * std::cos(u.back());
      std::swap(w[0], w[1]);
    }
  return s * v[0] + std::accumulate(w.begin(), w.end(), 0.0) * u[1];
}

struct Stage {
  MatrixXd W;
  VectorXd b;
  double gain = 1;
};

/// std::vector of matrices, of structs and of vectors.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double lists_of_matrices(const VectorXd &x, int n) {
  std::vector<MatrixXd> powers = {x * x.transpose()};
  std::vector<Stage> stages = {{x * x.transpose(), x, 0.5}, {x * x.transpose(), x, 0.5}};
  std::vector<std::vector<double>> table(2);
  VectorXd y = x;
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      powers.push_back(0.2 * powers.back() * powers.front());
      Stage stage;
      stage.W = powers.back().topRows(5) + 0.1 * powers[0];
      stage.b = y * x(i);
      stages.push_back(stage);
      if (i > 0) {
        stages.back().gain = y(0);
        stages.front().b(i) *= y(i);
        table[0].push_back(stages[0].b.sum());
      } else {
        stages.push_back({powers[0], x, 0.5});
        table.back().push_back(y(1));
        table.push_back({y(0), y(3)});
      }
      for (const auto &layer : stages)
        y = (layer.W * y + layer.b).array().tanh() * layer.gain;
      for (auto &row : table)
        for (double &e : row)
          e = std::sin(e * y(i));
      if (stages.size() > 2)
        stages.pop_back();
    }
  double s = 0;
  for (const auto &row : table)
    for (double e : row)
      s += e * e;
  return s + y.squaredNorm() + stages[1].gain * powers.back()(0, 1);
}

} // namespace in_loops_aggregates

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_AGGREGATES_HPP
