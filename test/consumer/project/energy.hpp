#pragma once
#include <Eigen/Core>

// The gradient of the sum of the squares of x.
Eigen::VectorXd energy_slope(const Eigen::VectorXd &x);
