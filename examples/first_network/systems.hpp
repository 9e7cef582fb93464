// SPDX-License-Identifier: Apache-2.0
//
// The systems of this example, one function each; `full` asks for the larger version.
#ifndef FIRST_NETWORK_SYSTEMS_HPP
#define FIRST_NETWORK_SYSTEMS_HPP

#include <Eigen/Dense>
#include <cmath>

#include "../common/system.hpp"

bool check_single_layer(bool full);   // N1
bool check_objective(bool full);      // N2
bool train_on_own_data(bool full);    // N3
bool draw_landscape(bool full);       // N4
bool adversarial_examples(bool full); // N5

/// Where a network begins to learn: normal weights, scaled so that neither layer saturates.
struct Weights {
  Eigen::MatrixXd K;
  double b;
  Eigen::MatrixXd W;
};

inline Weights start_weights(Eigen::Index features, Eigen::Index hidden, Eigen::Index classes,
                             examples::Random &random) {
  return {random.matrix(features, hidden) / std::sqrt(double(features)), 0.0,
          random.matrix(hidden, classes) / std::sqrt(double(hidden))};
}

#endif // FIRST_NETWORK_SYSTEMS_HPP
