// SPDX-License-Identifier: Apache-2.0
//
// Objectives of functions of vectors of matrices and of structs.
#ifndef GATEAUX_TEST_NUMERIC_LIST_OBJECTIVES_HPP
#define GATEAUX_TEST_NUMERIC_LIST_OBJECTIVES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>
#include <vector>

namespace list_objectives {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Layer {
  MatrixXd W;
  VectorXd b;
  double scale = 1;
};
struct Net {
  std::vector<Layer> layers;
  VectorXd last;
};

/// A network with a vector of layers, with Gauss-Newton products.
GATEAUX_DIFFERENTIATE(wrt(net), gradient, hvp, ggnvp(z), objective)
inline double loss(const Net &net, const MatrixXd &X, const MatrixXd &Y) {
  MatrixXd h = X;
  for (const Layer &layer : net.layers) {
    MatrixXd a = (layer.W * h).colwise() + layer.b;
    h = layer.scale * a.array().tanh();
  }
  MatrixXd z = h.array().colwise() * net.last.array();
  return 0.5 * (z - Y).squaredNorm();
}

/// The output alone, and the loss of it alone: what the Gauss-Newton products are held to.
GATEAUX_DIFFERENTIATE(wrt(net), objective)
inline MatrixXd output(const Net &net, const MatrixXd &X) {
  MatrixXd h = X;
  for (const Layer &layer : net.layers) {
    MatrixXd a = (layer.W * h).colwise() + layer.b;
    h = layer.scale * a.array().tanh();
  }
  return h.array().colwise() * net.last.array();
}
GATEAUX_DIFFERENTIATE(wrt(z), gradient, hvp, objective)
inline double misfit(const MatrixXd &z, const MatrixXd &Y) { return 0.5 * (z - Y).squaredNorm(); }

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double chain(const std::vector<MatrixXd> &As, const VectorXd &x) {
  VectorXd y = x;
  for (const auto &A : As)
    y = (A * y).array().sin();
  return y.squaredNorm();
}

/// A member that is a vector.
GATEAUX_DIFFERENTIATE(wrt(net.layers), gradient, hvp, objective)
inline double partly(const Net &net, const MatrixXd &X) {
  MatrixXd h = X;
  for (std::size_t i = 0; i < net.layers.size(); ++i)
    h = ((net.layers[i].W * h).colwise() + net.layers[i].b).array().tanh();
  return h.squaredNorm() + net.last.sum();
}

/// Residuals, with products with the Jacobian.
GATEAUX_DIFFERENTIATE(objective)
inline VectorXd distances(const std::vector<VectorXd> &points, const VectorXd &q) {
  VectorXd r(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    r(static_cast<Eigen::Index>(i)) = (points[i] - q).norm() - 1;
  return r;
}

/// A parameter whose name is that of the counters in the generated code.
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double named_item(const std::vector<Layer> &item, const VectorXd &x) {
  double s = 0;
  for (const Layer &layer : item)
    s += layer.scale * layer.b.squaredNorm() * layer.W.sum() * x.squaredNorm();
  return s;
}

} // namespace list_objectives

#endif
