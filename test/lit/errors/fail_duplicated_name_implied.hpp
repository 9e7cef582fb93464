// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
//
// A jacobian needs the tangent and the adjoint.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(wrt(x), jacobian)
GATEAUX_DIFFERENTIATE(wrt(y), tangent)
inline Eigen::VectorXd f(const Eigen::VectorXd &x, const Eigen::VectorXd &y) { return x.cwiseProduct(y); }
