// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Sparse>
#include <gateaux/gateaux.hpp>
#include <vector>

using Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;

// CHECK: fail_sparse.hpp:[[#@LINE+1]]:31: error: not supported: 'hessian' by a sparse matrix
GATEAUX_DIFFERENTIATE(wrt(S), hessian)
inline double f(const Sparse &S, const VectorXd &x) { return (S * x).squaredNorm(); }

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double g(const Sparse &S, const Sparse &T, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+2]]:{{[0-9]+}}: error: not supported: sparse matrices with patterns of their own in one operation
// CHECK: note: sparse matrices keep the pattern of a parameter: take one with the pattern and write its 'coeffs()'; else pass the nonzeros
  return ((S + T) * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double chosen(const Sparse &S, const Sparse &T, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:10: error: not supported: sparse matrices with patterns of their own in one variable
  Sparse A = S;
  if (x(0) > 0)
    A = T;
  return (A * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double transposed(const Sparse &S, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:20: error: not supported: a variable for the transpose of a sparse matrix
  const Sparse T = S.transpose();
  return (T * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient)
inline double deferred(const Sparse &S, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:3: error: not supported: a variable for an expression of sparse matrices
  const auto T = 2.0 * S;
  return (T * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(gradient)
inline Sparse returned(const Sparse &S, double x) {
// CHECK: fail_sparse.hpp:[[#@LINE-1]]:{{[0-9]+}}: error: not supported:
  return x * S;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double sparse_both(const Sparse &S, const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: this sparse matrix
  return ((S * S) * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double h(const std::vector<Sparse> &S, const VectorXd &x) {
  return (S[0] * x).squaredNorm();
}
// CHECK: fail_sparse.hpp:[[#@LINE-3]]:{{[0-9]+}}: error: not supported: a list of sparse matrices
// CHECK: note: pass them one by one

GATEAUX_DIFFERENTIATE(gradient)
inline double k(const VectorXd &x) {
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:10: error: not supported: filling a sparse matrix
  Sparse S(2, 2);
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
inline double p(const Sparse &S, const VectorXd &x) {
  Sparse A = S;
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: Eigen's 'setIdentity' of 'SparseMatrix'
  A.setIdentity();
  return VectorXd(A * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double q(const Sparse &S, const VectorXd &x) {
  double s = 0;
// CHECK: fail_sparse.hpp:[[#@LINE+1]]:8: error: not supported: this loop over the nonzeros of a sparse matrix
  for (Sparse::InnerIterator it(S, 0); it && s < 3;)
    s += x(it.row());
  return s;
}
