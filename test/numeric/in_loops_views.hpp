// SPDX-License-Identifier: Apache-2.0
//
// Pointers, and views in locals and members, in loops in branches and in branches in loops.
#ifndef GATEAUX_TEST_NUMERIC_IN_LOOPS_VIEWS_HPP
#define GATEAUX_TEST_NUMERIC_IN_LOOPS_VIEWS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <numeric>
#include <vector>

namespace in_loops_views {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Body {
  double mass, speed;
};
inline void axpy(int n, double a, const double *__restrict x, double *__restrict y) {
  for (int i = 0; i < n; ++i)
    y[i] += a * x[i];
}
inline double dot(const double *a, const double *b, int n, int stride = 1) {
  double s = 0;
  for (int i = 0; i < n; i += 1, a += stride, ++b)
    s += *a * *b;
  return s;
}
inline void kick(Body *body, const double *force) { body->speed += *force / body->mass; }

/// Pointers into arrays and to objects, with arithmetic and offsets, and __restrict.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double raw_pointers(const VectorXd &x, int n) {
  double a[6] = {x(0), x(1), x(2), 0.1, 0.2, 0.3};
  std::vector<double> v(x.data(), x.data() + x.size());
  VectorXd y = x;
  Body bodies[2] = {{x(0), 1}, {x(1), x(2)}};
  double s = x(3);
  if (n > 0) {
    Body *body = bodies;
    const double *input = x.data();
    for (int i = 0; i < 4; ++i) {
      double *p = a + i;
      p[1] = std::sin(*p * s) + *input++;
      *(p + 2) += p[-i] * p[1];
      axpy(3, s, x.data() + 1, a + i % 3);
      axpy(2, 0.3, &a[i], v.data() + i);
      axpy(2, s, v.data(), y.data() + 3);
      if (i % 2 == 0) {
        kick(body, p + 1);
        kick(&bodies[1], &y(i));
        (body + 1)->mass += 0.1 * bodies[0].speed;
        s += dot(a, v.data(), 3, 2) * 0.1;
      } else {
        Body *const last = body + 1;
        last->speed *= body->mass;
        double *q = &s;
        *q = std::tanh(*q + last->speed);
        const double *const end = y.data() + y.size();
        for (const double *r = end - i; r != end; ++r)
          s += 0.1 * *r * *(end - i);
      }
    }
  }
  return s * a[3] + v[2] * y(4) + bodies[0].speed * bodies[1].mass + a[5] + bodies[1].speed;
}

/// Map, Ref, blocks, references, pointers and iterators in locals.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double views_in_locals(const VectorXd &x, int n) {
  std::vector<double> flat(12, 0.3);
  for (int i = 0; i < 5; ++i)
    flat[static_cast<std::size_t>(2 * i)] = x(i);
  VectorXd y = x;
  MatrixXd A = x * x.transpose();
  double s = x(1);
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      Eigen::Map<MatrixXd> W(flat.data(), 3, 3);
      Eigen::Map<VectorXd> b(flat.data() + 9, 3);
      Eigen::Map<const VectorXd, 0, Eigen::InnerStride<2>> odd(flat.data() + 1, 5);
      Eigen::Ref<VectorXd> head = y.head(3);
      const Eigen::Ref<const MatrixXd> corner = A.topLeftCorner(3, 3);
      auto column = A.col(i);
      auto block = A.block(i, 1, 2, 3);
      double &e = W(i, 1);
      double *p = &b(i);
      auto it = flat.begin() + i;
      head = (W * head + b).array().tanh();
      if (head(0) > 0.2) {
        b += s * corner * head;
        column *= 1 + 0.1 * e;
        e = std::sin(e + *p);
        *p += *it * s;
      } else {
        block.array() += s * odd(2);
        W.row(i) *= 0.9;
        it += 2;
        *it = head.sum();
        W.transpose().col(0) += b;
      }
      s = std::tanh(s + block.sum() * odd.sum() + W.trace());
      b /= 1 + b.norm();
      A /= 1 + A.norm();
    }
  return s + y.sum() + A.sum() + std::accumulate(flat.begin(), flat.end(), 0.0);
}

class Reader {
public:
  explicit Reader(const double *p) : p_(p) {}
  Eigen::Map<const MatrixXd> matrix(int rows, int cols) {
    Eigen::Map<const MatrixXd> m(p_, rows, cols);
    p_ += rows * cols;
    return m;
  }
  double next() { return *p_++; }

private:
  const double *p_;
};
struct DenseLayer {
  Eigen::Map<const MatrixXd> W;
  Eigen::Map<const VectorXd> b;
  const double &gain;
  DenseLayer(const double *p, int rows, int cols) : W(p, rows, cols), b(p + rows * cols, rows), gain(p[0]) {}
  static constexpr int size(int rows, int cols) { return rows * (cols + 1); }
  VectorXd operator()(const VectorXd &y) const { return gain * (W * y + b).array().tanh(); }
};
class Network {
public:
  explicit Network(const VectorXd &w)
      : first_(w.data(), 2, 2), second_(w.data() + DenseLayer::size(2, 2), 2, 2), tail_(w.tail(1)), w_(w) {}
  double operator()(double a, double b) const {
    VectorXd y(2);
    y << a, b;
    y = 0.5 * second_(first_(y)) * std::sin(tail_(0));
    return 0.3 * y.sum() + 0.1 * w_(1);
  }

private:
  DenseLayer first_, second_;
  Eigen::Ref<const VectorXd> tail_;
  const VectorXd &w_;
};
struct Window {
  VectorXd &all;
  Eigen::Ref<VectorXd> part;
  double *last;
  std::vector<double>::iterator it;
  Window(VectorXd &v, int i, std::vector<double> &u)
      : all(v), part(v.segment(i, 2)), last(v.data() + v.size() - 1), it(u.begin() + i) {}
  void update(double s) {
    part *= s;
    *last += 0.2 * part(0) * all(1);
    *it++ += 0.1 * s * *last;
    *it *= 1 + 0.1 * all(0);
  }
};

/// Views in members of classes, built by constructors over a flat array of parameters.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double views_in_members(const VectorXd &x, int n) {
  VectorXd w(13);
  w << x, x.cwiseProduct(x), x.head(3);
  std::vector<double> u = {x(0), x(1), 1, 0.5, 0.3};
  VectorXd y = x;
  double s = x(0);
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      const Network net(w);
      s = net(s, x(i));
      Window window(y, i, u);
      if (i != 1) {
        window.update(s);
        w *= 0.9 + 0.1 * y(i);
      } else {
        Reader reader(w.data() + i);
        const auto M = reader.matrix(2, 2);
        s += std::sin(reader.next() * M(0, 1)) + 0.1 * reader.next();
        window.part(1) = s;
      }
      s = std::sin(s + net(u[1], y(4)));
    }
  return s * y.sum() + u[2] * u[0] + w.squaredNorm();
}

struct Node {
  double value;
  VectorXd state;
};
struct Edge {
  Node *from;
  Node *to;
  double weight;
  void flow() const {
    const double amount = weight * from->value;
    to->value += amount;
    from->value -= std::sin(amount);
    to->state(1) *= to->value;
  }
};

/// Pointers to structs and to members that are held in other structs.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double objects_by_pointer(const VectorXd &x, int n) {
  Node a{x(0), x}, b{x(1), x.reverse()};
  double s = x(2);
  if (n > 0)
    for (int i = 0; i < 3; ++i) {
      const Edge forth{&a, &b, x(i)}, back{&b, &a, 0.5 * s};
      forth.flow();
      if (i != 1)
        back.flow();
      else
        Edge{&a, &a, s}.flow();
      s = std::tanh(s + a.value * forth.to->state(i));
    }
  return s * a.value + b.value * a.state.sum() + b.state(1);
}

} // namespace in_loops_views

#endif // GATEAUX_TEST_NUMERIC_IN_LOOPS_VIEWS_HPP
