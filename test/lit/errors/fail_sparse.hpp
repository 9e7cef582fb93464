// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Sparse>
#include <gateaux/gateaux.hpp>
#include <vector>

using Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;

// CHECK: fail_sparse.hpp:[[#@LINE+1]]:27: error: 'S' is of type 'const Sparse &', which has no derivative
GATEAUX_DIFFERENTIATE(wrt(S), gradient)
inline double f(const Sparse &S, const VectorXd &x) { return (S * x).squaredNorm(); }

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double g(const Sparse &S, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: this sparse matrix
// CHECK: note: a 'SparseMatrix' is taken as a constant in products with dense matrices; else pass its nonzero values
  return ((S + S) * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double h(const std::vector<Sparse> &S, const VectorXd &x) {
  return (S[0] * x).squaredNorm();
}
// CHECK: fail_sparse.hpp:[[#@LINE-3]]:{{[0-9]+}}: error: not supported: a list of sparse matrices
// CHECK: note: pass them one by one

GATEAUX_DIFFERENTIATE(gradient)
inline double k(const VectorXd &x) {
  Sparse S(2, 2);
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: Eigen's 'setIdentity' of 'SparseMatrix'
// CHECK: note: a 'SparseMatrix' is taken
  S.setIdentity();
  return (S * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double m(const VectorXd &x, const Eigen::MatrixXd &A) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: this sparse matrix
  return VectorXd(A.sparseView() * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(values, x), gradient)
inline double n(const VectorXd &values, const Eigen::VectorXi &outer, const Eigen::VectorXi &inner, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported:
  Eigen::Map<const Sparse> S(2, 2, 3, outer.data(), inner.data(), values.data());
  return VectorXd(S * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double p(Sparse &S, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: this operator of sparse matrices
  S *= 2.0;
  return VectorXd(S * x).squaredNorm();
}
