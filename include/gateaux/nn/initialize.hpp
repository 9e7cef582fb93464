// SPDX-License-Identifier: Apache-2.0
//
// Where the training of a network begins. Each function draws from the generator that it is given,
// so that one seed fixes all weights.
#ifndef GATEAUX_NN_INITIALIZE_HPP
#define GATEAUX_NN_INITIALIZE_HPP

#include <Eigen/Core>
#include <cmath>
#include <random>

namespace gateaux {
namespace nn {

/// Weights of a layer with `inputs` inputs, outputs x inputs, uniform in [-r, r] with
/// r = sqrt(6 / (inputs + outputs)): the signal keeps its variance on the way up and the gradient on
/// the way down, where the activation has slope 1 at zero, as tanh.
///
/// Source: Glorot and Bengio 2010.
template <typename Generator>
Eigen::MatrixXd glorot_uniform(Eigen::Index outputs, Eigen::Index inputs, Generator &generator) {
  const double r = std::sqrt(6.0 / double(inputs + outputs));
  std::uniform_real_distribution<double> uniform(-r, r);
  return Eigen::MatrixXd::NullaryExpr(outputs, inputs, [&] { return uniform(generator); });
}

/// The same with normal weights of the variance 2 / (inputs + outputs).
template <typename Generator>
Eigen::MatrixXd glorot_normal(Eigen::Index outputs, Eigen::Index inputs, Generator &generator) {
  std::normal_distribution<double> normal(0.0, std::sqrt(2.0 / double(inputs + outputs)));
  return Eigen::MatrixXd::NullaryExpr(outputs, inputs, [&] { return normal(generator); });
}

/// Normal weights of the variance 2 / inputs, for relu, which passes half of its input's variance.
///
/// Source: He et al. 2015.
template <typename Generator>
Eigen::MatrixXd he_normal(Eigen::Index outputs, Eigen::Index inputs, Generator &generator) {
  std::normal_distribution<double> normal(0.0, std::sqrt(2.0 / double(inputs)));
  return Eigen::MatrixXd::NullaryExpr(outputs, inputs, [&] { return normal(generator); });
}

/// The same with uniform weights, in [-r, r] with r = sqrt(6 / inputs).
template <typename Generator>
Eigen::MatrixXd he_uniform(Eigen::Index outputs, Eigen::Index inputs, Generator &generator) {
  const double r = std::sqrt(6.0 / double(inputs));
  std::uniform_real_distribution<double> uniform(-r, r);
  return Eigen::MatrixXd::NullaryExpr(outputs, inputs, [&] { return uniform(generator); });
}

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_INITIALIZE_HPP
