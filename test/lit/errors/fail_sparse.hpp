// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Sparse>
#include <gateaux/gateaux.hpp>

using Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: parameter of type 'const Sparse &'
// CHECK: note: pass its nonzero values, their rows and their columns as vectors, and write products as loops over them
inline double f(const Sparse &S, const VectorXd &x) { return (S * x).squaredNorm(); }

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: parameter of type 'const Eigen::Map<const Sparse> &'
// CHECK: note: pass its nonzero values
inline double g(const Eigen::Map<const Sparse> &S, const VectorXd &x) { return (S.transpose() * x).squaredNorm(); }

struct System {
  Sparse S;
  VectorXd b;
};
GATEAUX_DIFFERENTIATE(wrt(x), gradient)
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: variable of type 'Sparse'
// CHECK: note: pass its nonzero values
inline double h(const System &s, const VectorXd &x) { return (s.S * x - s.b).squaredNorm(); }

GATEAUX_DIFFERENTIATE(gradient)
inline double k(const VectorXd &x) {
  Sparse S(2, 2);
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: Eigen's 'setIdentity' of 'SparseMatrix'
// CHECK: note: pass its nonzero values
  S.setIdentity();
  return (S * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double m(const VectorXd &x, const Eigen::MatrixXd &A) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: Eigen's 'sparseView' of 'Matrix'
  return VectorXd(A.sparseView() * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(values, x), gradient)
inline double n(const VectorXd &values, const Eigen::VectorXi &outer, const Eigen::VectorXi &inner, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported:
  Eigen::Map<const Sparse> S(2, 2, 3, outer.data(), inner.data(), values.data());
  return VectorXd(S * x).squaredNorm();
}
