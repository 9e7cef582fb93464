// SPDX-License-Identifier: Apache-2.0
//
// Members of structs and of the object: differentiated, flattened, written and returned.
#ifndef GATEAUX_TEST_NUMERIC_STRUCT_MEMBERS_HPP
#define GATEAUX_TEST_NUMERIC_STRUCT_MEMBERS_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace struct_members {

struct Layer {
  Eigen::MatrixXd W;
  Eigen::VectorXd b;
};
struct Net {
  Layer first;
  Layer second;
  double scale = 1;
  int units = 0;
  std::array<double, 2> decay{{0.1, 0.2}};
};

inline Eigen::MatrixXd apply(const Layer &l, const Eigen::MatrixXd &X) {
  return ((l.W * X).colwise() + l.b).array().tanh();
}

GATEAUX_DIFFERENTIATE(wrt(net), tangent, adjoint, gradient, hvp, hessian, objective)
inline double net_loss(const Net &net, const Eigen::MatrixXd &X, const Eigen::MatrixXd &Y) {
  const Eigen::MatrixXd S = net.scale * apply(net.second, apply(net.first, X));
  return 0.5 * (S - Y).squaredNorm() + net.decay[0] * net.first.W.squaredNorm() +
         net.decay[1] * net.second.W.squaredNorm();
}

GATEAUX_DIFFERENTIATE(as(part_loss), wrt(net.second.W, net.scale), tangent, adjoint, gradient, hvp,
                      hessian, objective)
inline double net_loss2(const Net &net, const Eigen::MatrixXd &X) {
  return (net.scale * apply(net.second, apply(net.first, X))).array().square().sum();
}

class Model {
public:
  explicit Model(double x) : k(x) {}
  double k;
  Eigen::VectorXd v;
  GATEAUX_DIFFERENTIATE(wrt(*this, t), tangent, adjoint, gradient, hvp, objective)
  double energy(double t) const { return k * v.squaredNorm() * std::exp(-k * t); }
  GATEAUX_DIFFERENTIATE(wrt(v), as(Model_step), tangent, adjoint, jacobian, objective)
  Eigen::VectorXd step(double h) const { return v + h * (k * v.array().sin()).matrix(); }
};

struct Out {
  double value;
  Eigen::VectorXd grad;
  int count;
};

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian)
inline Out evaluate(const Eigen::VectorXd &x, double a) {
  Out out;
  out.value = a * x.squaredNorm();
  out.grad = 2 * a * x;
  out.count = static_cast<int>(x.size());
  return out;
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian)
inline void evaluate_into(const Eigen::VectorXd &x, double a, Out &out) {
  out.value = a * x.squaredNorm();
  out.grad = 2 * a * x;
  out.count = static_cast<int>(x.size());
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline std::vector<double> residuals(const std::vector<double> &x, double a) {
  std::vector<double> r(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    r[i] = std::exp(a * x[i]);
  return r;
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian)
inline std::pair<double, Eigen::Vector2d> two(double x, double y) {
  return {x * y, Eigen::Vector2d(x + y, x * x)};
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline std::array<double, 3> three(double x, double y) { return {x * y, std::sin(x), x / y}; }

struct State {
  Eigen::Vector3d p, v;
  double mass;
};
GATEAUX_DIFFERENTIATE(tangent, adjoint)
inline void advance(State &s, const Eigen::Vector3d &f, double h) {
  s.v += h / s.mass * f;
  s.p += h * s.v;
}
GATEAUX_DIFFERENTIATE(tangent, adjoint)
inline State advanced(const State &s, const Eigen::Vector3d &f, double h) {
  State next = s;
  next.v += h / s.mass * f;
  next.p += h * next.v;
  return next;
}

} // namespace struct_members

#endif // GATEAUX_TEST_NUMERIC_STRUCT_MEMBERS_HPP
