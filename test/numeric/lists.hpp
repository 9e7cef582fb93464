// SPDX-License-Identifier: Apache-2.0
//
// Vectors of matrices, of vectors and of objects, at positions that are known when the program
// runs.
#pragma once

#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>
#include <array>
#include <cmath>
#include <vector>

namespace lists {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Matrices = std::vector<MatrixXd>;

struct Layer {
  MatrixXd W;
  VectorXd b;
};
struct Net {
  std::vector<Layer> layers;
  double scale = 1;
};
struct Joint {
  double angle, length;
};
struct Robot {
  Eigen::Vector2d base;
  std::array<Joint, 3> joints;
};
struct Particle {
  Eigen::Vector3d x;
  double m = 2;
};

// Parameters.

GATEAUX_DIFFERENTIATE(wrt(Ws), tangent, adjoint, gradient, hvp)
inline double chain(const Matrices &Ws, const MatrixXd &X) {
  MatrixXd Z = X;
  for (std::size_t i = 0; i < Ws.size(); ++i)
    Z = (Ws[i] * Z).array().tanh();
  return 0.5 * Z.squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(net), tangent, adjoint, gradient, hvp)
inline double network(const Net &net, const MatrixXd &X, const MatrixXd &Y) {
  MatrixXd Z = X;
  for (const Layer &l : net.layers)
    Z = ((l.W * Z).colwise() + l.b).array().tanh();
  return net.scale * net.scale * (Z - Y).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(p), tangent, adjoint, gradient, hvp)
inline double springs(const std::vector<Eigen::Vector3d> &p, double k) {
  double energy = 0;
  for (std::size_t i = 0; i + 1 < p.size(); ++i)
    energy += 0.5 * k * std::pow((p[i + 1] - p[i]).norm() - 1, 2);
  return energy + p[0].squaredNorm() + p.back().sum();
}

GATEAUX_DIFFERENTIATE(wrt(ps), tangent, adjoint, gradient, hvp)
inline double gravity(const std::vector<Particle> &ps) {
  double energy = 0;
  for (std::size_t i = 0; i < ps.size(); ++i)
    for (std::size_t j = i + 1; j < ps.size(); ++j)
      energy -= ps[i].m * ps[j].m / (ps[i].x - ps[j].x).norm();
  return energy;
}

GATEAUX_DIFFERENTIATE(wrt(blocks), tangent, adjoint, gradient, hvp)
inline double nested(const std::vector<Matrices> &blocks, const VectorXd &x) {
  double sum = 0;
  for (const Matrices &block : blocks) {
    VectorXd z = x;
    for (const MatrixXd &W : block)
      z = (W * z).array().sin().matrix() + x;
    sum += z.squaredNorm();
  }
  return sum;
}

/// A jump, a branch, and a list that is read in one arm only.
GATEAUX_DIFFERENTIATE(wrt(Ws), tangent, adjoint, gradient, hvp)
inline double branches(const Matrices &Ws, const VectorXd &x) {
  VectorXd z = x;
  for (const MatrixXd &W : Ws) {
    if (z.sum() > 0.5)
      z = (W * z).array().cos();
    else if (z.squaredNorm() < 100)
      z += W.transpose() * z;
    else
      break;
  }
  return z.array().cube().sum();
}

// Locals.

GATEAUX_DIFFERENTIATE(wrt(W), tangent, adjoint, gradient, hvp)
inline double kept(const Matrices &W, const MatrixXd &X) {
  const int L = static_cast<int>(W.size());
  Matrices Z(L + 1);
  Z[0] = X;
  for (int l = 0; l < L; ++l)
    Z[l + 1] = (W[l] * Z[l]).array().tanh();
  return Z[L].sum() + Z.back().squaredNorm() + Z.front().sum() * Z[1].sum();
}

GATEAUX_DIFFERENTIATE(wrt(W), tangent, adjoint, gradient, hvp)
inline double pushed(const Matrices &W, const MatrixXd &X) {
  Matrices Z;
  Z.push_back(X);
  for (const MatrixXd &w : W)
    Z.push_back((w * Z.back()).array().sin());
  double sum = 0;
  while (!Z.empty()) {
    sum += Z.back().squaredNorm();
    Z.pop_back();
  }
  return sum;
}

/// Items that are replaced, added to, and read after the list has changed.
GATEAUX_DIFFERENTIATE(wrt(A), tangent, adjoint, gradient, hvp)
inline double rewritten(const Matrices &A) {
  Matrices B = A;
  for (int round = 0; round < 3; ++round) {
    const MatrixXd first = B[0];
    for (std::size_t i = 0; i + 1 < B.size(); ++i) {
      B[i] = B[i] * B[i + 1];
      B[i + 1] += first;
      B[i](0, 0) *= 2;
      B[i].array() *= 0.5;
    }
    B.back() = 0.3 * first + B[1].transpose();
  }
  double sum = 0;
  for (const MatrixXd &b : B)
    sum += b.array().sin().sum();
  return sum;
}

/// The oldest of several states is replaced, in turn.
GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint, gradient, hvp)
inline double ring(const VectorXd &x, int steps) {
  std::vector<VectorXd> state(3, x);
  for (int k = 0; k < steps; ++k)
    state[(k + 1) % 3] =
        (0.4 * state[k % 3] + 0.7 * state[(k + 2) % 3].array().sin().matrix()) + 0.1 * x;
  return state[steps % 3].squaredNorm() + state[0].sum();
}

GATEAUX_DIFFERENTIATE(wrt(ps), tangent, adjoint, gradient, hvp)
inline double moved(const std::vector<Particle> &ps, double h) {
  std::vector<Particle> q = ps;
  std::vector<Eigen::Vector3d> v(ps.size(), Eigen::Vector3d::Constant(0.1));
  for (int step = 0; step < 4; ++step) {
    for (std::size_t i = 0; i < q.size(); ++i) {
      Eigen::Vector3d a = -q[i].x;
      for (std::size_t j = 0; j < q.size(); ++j)
        if (j != i)
          a += q[j].m * (q[j].x - q[i].x) / (0.1 + (q[j].x - q[i].x).squaredNorm());
      v[i] += h * a;
    }
    for (std::size_t i = 0; i < q.size(); ++i) {
      q[i].x += h * v[i];
      q[i].m *= 0.9;
    }
  }
  double sum = 0;
  for (const Particle &p : q)
    sum += p.m * p.x.squaredNorm();
  return sum;
}

/// A triangle of rows of different lengths.
GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint, gradient, hvp)
inline double pascal(const VectorXd &x) {
  std::vector<std::vector<double>> rows;
  rows.push_back({x(0)});
  for (int n = 1; n < 5; ++n) {
    std::vector<double> row(n + 1);
    row[0] = x(0);
    for (int k = 1; k < n; ++k)
      row[k] = std::sin(rows[n - 1][k - 1]) + x(1) * rows[n - 1][k];
    row[n] = x(1);
    rows.push_back(row);
  }
  double sum = 0;
  for (const std::vector<double> &row : rows)
    for (double r : row)
      sum += r * r;
  return sum + rows[2][1];
}

/// Arrays with positions that only the run shows are lists as well.
GATEAUX_DIFFERENTIATE(wrt(p), tangent, adjoint, gradient, hvp)
inline double polygon(const std::array<Eigen::Vector3d, 5> &p, double k) {
  double energy = 0;
  for (int i = 0; i < 5; ++i)
    energy += k * std::sin((p[(i + 1) % 5] - p[i]).squaredNorm());
  for (const Eigen::Vector3d &q : p)
    energy += q.sum() * q(0);
  return energy;
}

GATEAUX_DIFFERENTIATE(wrt(x), tangent, adjoint, gradient, hvp)
inline double bezier(const VectorXd &x, double t) {
  Eigen::Vector2d p[4];
  for (int i = 0; i < 4; ++i)
    p[i] = x.segment<2>(2 * i);
  for (int level = 3; level > 0; --level)
    for (int i = 0; i < level; ++i)
      p[i] = (1 - t) * p[i] + t * p[i + 1].array().sin().matrix();
  return p[0].squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(robot), tangent, adjoint, gradient, hvp)
inline double arm(const Robot &robot, const Eigen::Vector2d &goal) {
  Eigen::Vector2d tip = robot.base;
  double angle = 0;
  for (int i = 0; i < 3; ++i) {
    angle += robot.joints[i].angle;
    tip +=
        robot.joints[i].length * (Eigen::Vector2d() << std::cos(angle), std::sin(angle)).finished();
  }
  return (tip - goal).squaredNorm();
}

/// Lists of objects that have lists.
GATEAUX_DIFFERENTIATE(wrt(nets), tangent, adjoint, gradient, hvp)
inline double ensemble(const std::vector<Net> &nets, const std::vector<Robot> &robots,
                       const MatrixXd &X, int n) {
  double sum = 0;
  for (const Net &net : nets) {
    MatrixXd Z = X;
    for (const Layer &l : net.layers)
      Z = ((l.W * Z).colwise() + l.b).array().sin();
    sum += net.scale * Z.squaredNorm();
  }
  for (const Robot &r : robots)
    for (int j = 0; j < n; ++j)
      sum *= 1 + r.joints[j].angle * r.base.sum();
  return sum + nets.back().layers[1].b.sum();
}

inline Matrices scaled(const Matrices &W, double s) {
  Matrices result;
  result.reserve(W.size());
  for (const MatrixXd &w : W)
    result.push_back(s * w);
  return result;
}

inline void square(Matrices &W) {
  for (MatrixXd &w : W)
    w = w.array().square();
}

GATEAUX_DIFFERENTIATE(wrt(W), tangent, adjoint, gradient, hvp)
inline double called(const Matrices &W, const VectorXd &x) {
  Matrices V = scaled(W, x.sum());
  square(V);
  double sum = 0;
  for (std::size_t i = 0; i < V.size(); ++i)
    sum += std::exp(-(V[i] * x).squaredNorm());
  return sum;
}

/// A part of the data only.
GATEAUX_DIFFERENTIATE(wrt(w), tangent, adjoint, gradient, hvp)
inline double regression(const std::vector<VectorXd> &xs, const VectorXd &ys, const VectorXd &w) {
  double loss = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const double r = xs[i].dot(w) - ys(i);
    loss += std::log(1 + r * r);
  }
  return loss;
}

} // namespace lists
