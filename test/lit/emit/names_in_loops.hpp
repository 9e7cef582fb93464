// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// CHECK: chain_hvp
//
// Temporaries have other names than variables in any block.
#include <gateaux/gateaux.hpp>

#include <Eigen/Dense>

GATEAUX_DIFFERENTIATE(tangent, adjoint, hvp, objective)
inline double chain(const Eigen::VectorXd& q) {
  Eigen::Matrix2d T = Eigen::Matrix2d::Identity();
  double s = 0;
  for (Eigen::Index i = 0; i < q.size(); ++i) {
    const double t1 = std::sin(q(i)), t2 = std::cos(q(i));
    Eigen::Matrix2d T2;
    T2 << t2, -t1, t1, t2;
    T = T * T2 * T2;
    for (Eigen::Index j = 0; j < i; ++j) {
      const double t3 = q(j) * t1, t4 = t3 * t2;
      s += t3 * t4;
    }
  }
  return T.squaredNorm() + s;
}
