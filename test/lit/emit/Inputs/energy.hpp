// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double energy(const Eigen::VectorXd &q) { return q.array().cos().sum() * q.squaredNorm(); }
