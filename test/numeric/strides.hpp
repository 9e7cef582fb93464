// SPDX-License-Identifier: Apache-2.0
//
// Coefficients that lie apart in memory: Maps and Refs with strides, over pointers, vectors and matrices.
#ifndef GATEAUX_TEST_NUMERIC_STRIDES_HPP
#define GATEAUX_TEST_NUMERIC_STRIDES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <vector>

namespace strides {

using Eigen::Dynamic;
using Eigen::InnerStride;
using Eigen::Map;
using Eigen::Matrix2d;
using Eigen::MatrixXd;
using Eigen::OuterStride;
using Eigen::Ref;
using Eigen::Stride;
using Eigen::Vector3d;
using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Dynamic, Dynamic, Eigen::RowMajor>;

// Points whose coordinates stand one after the other.
GATEAUX_DIFFERENTIATE(hvp, gradient, extent(p, 3 * n))
inline double interleaved(const double *p, int n) {
  Map<const VectorXd, 0, InnerStride<3>> x(p, n), y(p + 1, n);
  Map<const VectorXd, 0, InnerStride<>> z(p + 2, n, InnerStride<>(3));
  return x.dot(y) + (y.array() * z.array()).sin().sum() + z(1) * x.head(2).sum();
}
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double interleaved_flat(const VectorXd &p, int n) {
  Map<const VectorXd, 0, InnerStride<3>> x(p.data(), n), y(p.data() + 1, n);
  Map<const VectorXd, 0, InnerStride<>> z(p.data() + 2, n, InnerStride<>(3));
  return x.dot(y) + (y.array() * z.array()).sin().sum() + z(1) * x.head(2).sum();
}

// A part of an array with a leading dimension, as LAPACK has it.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double leading_dimension(const VectorXd &a, const VectorXd &v, int ld) {
  Map<const MatrixXd, 0, OuterStride<>> A(a.data(), 3, 2, OuterStride<>(ld)), B(a.data() + 1 + ld, 2, 2, OuterStride<>(ld));
  VectorXd u = A * v;
  MatrixXd C = A.transpose() * A + B.array().sin().matrix();
  return u.squaredNorm() + C(0, 1) * B(1, 0) + A.row(1).sum() * A.col(1).prod() + A.block(1, 0, 2, 2).cwiseProduct(B).sum();
}

// The same written: what the Map does not show stays.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double written(const VectorXd &a, const MatrixXd &X, int ld) {
  VectorXd b = a.array().sin();
  Map<MatrixXd, 0, OuterStride<>> B(b.data() + 1, 2, 2, OuterStride<>(ld));
  B *= 2;
  B.row(1) += X.row(0).cwiseProduct(B.row(0));
  B(0, 1) = B(0, 0) * B(1, 1);
  Map<VectorXd, 0, InnerStride<>> every(b.data(), 4, InnerStride<>(2));
  every += X.reshaped();
  every.tail(2) *= b(1);
  Map<MatrixXd, 0, OuterStride<>> whole(b.data() + 2, 2, 2, OuterStride<>(3));
  whole = X * whole;
  return b.array().cube().sum();
}

// Over matrices by columns and by rows: rows, columns and blocks.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double over_matrices(const MatrixXd &A, const RowMatrix &B, int i) {
  Map<const VectorXd, 0, InnerStride<>> row(A.data() + i, A.cols(), InnerStride<>(A.rows()));
  Map<const VectorXd, 0, InnerStride<>> column(&B(0, 1), B.rows(), InnerStride<>(B.outerStride()));
  Map<const MatrixXd, 0, OuterStride<>> block(&A(1, 1), 2, 2, OuterStride<>(A.outerStride()));
  Map<const RowMatrix, 0, OuterStride<>> lines(B.data() + B.cols(), 2, 2, OuterStride<>(B.cols()));
  Map<const Matrix2d, 0, Stride<Dynamic, Dynamic>> turned(B.data(), Stride<Dynamic, Dynamic>(1, B.cols()));
  return (block * lines).squaredNorm() + row.array().sin().sum() * column.squaredNorm() + (turned * block).array().cube().sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double written_matrices(const MatrixXd &A, const VectorXd &x) {
  MatrixXd C = A;
  RowMatrix R = A;
  Map<VectorXd, 0, InnerStride<>> row(C.data() + 1, C.cols(), InnerStride<>(C.outerStride()));
  row += x.cwiseProduct(row);
  Map<MatrixXd, 0, OuterStride<>> block(C.block(1, 0, 2, 2).data(), 2, 2, OuterStride<>(C.innerStride() * C.colStride()));
  block.array() *= block.array();
  Map<VectorXd, 0, InnerStride<>> column(R.data() + 2, R.rows(), InnerStride<>(R.rowStride()));
  column = x.array().sin() * column.array();
  Map<VectorXd> line(R.row(1).data(), R.cols());
  line *= x(0);
  return C.array().sin().sum() + R.array().cube().sum() + C.cwiseProduct(R)(1, 2);
}

// Windows of a signal: the columns overlap.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double windows(const VectorXd &x, const VectorXd &w) {
  Map<const MatrixXd, 0, OuterStride<>> H(x.data(), w.size(), x.size() - w.size() + 1, OuterStride<>(1));
  VectorXd y = H.transpose() * w;
  return y.array().tanh().sum() + H.squaredNorm();
}

// Channels of an image, in a loop inside a branch.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double channels(const std::vector<double> &pixels, const VectorXd &weights, int rows, int cols, bool all) {
  std::vector<double> copy = pixels;
  double loss = 0;
  if (all) {
    for (int c = 0; c < 2; ++c) {
      Map<const MatrixXd, 0, Stride<Dynamic, Dynamic>> channel(pixels.data() + c, rows, cols, Stride<Dynamic, Dynamic>(2 * rows, 2));
      loss += weights(c) * (channel.transpose() * channel).array().sin().sum();
      Map<MatrixXd, 0, Stride<Dynamic, Dynamic>> other(copy.data() + 1 - c, rows, cols, Stride<Dynamic, Dynamic>(2 * rows, 2));
      other += weights(c) * channel;
    }
  } else {
    loss = pixels[0];
  }
  for (double v : copy)
    loss += v * v * v;
  return loss;
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double fixed_strides(const VectorXd &x) {
  Map<const Vector3d, 0, InnerStride<2>> v(x.data() + 1);
  Map<const Eigen::RowVector3d, 0, InnerStride<>> r(x.data(), InnerStride<>(2));
  Map<const Matrix2d, 0, OuterStride<3>> M(x.data());
  Map<const VectorXd, 0, InnerStride<1>> side(x.data() + 1, 3);
  OuterStride<> apart(4);
  Map<const Eigen::Matrix<double, 2, 2, Eigen::RowMajor>, 0, OuterStride<>> N(x.data(), apart);
  return v.cross(r).squaredNorm() + (M * N).determinant() + r * v + side.prod();
}

inline void scale(Ref<VectorXd, 0, InnerStride<>> x, double s) { x *= s; }

// Refs with strides, as parameters of the function and of what it calls.
GATEAUX_DIFFERENTIATE(hvp, objective, gradient)
inline double references(const Ref<const VectorXd, 0, InnerStride<>> &x, const Ref<const MatrixXd, 0, OuterStride<>> &A) {
  MatrixXd B = A;
  scale(B.row(1), x(0));
  VectorXd y = B * x;
  Map<const MatrixXd, 0, OuterStride<>> C(y.data(), 2, 2, OuterStride<>(1));
  return y.array().sin().sum() + C.determinant() + x.squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x, A), tangent, adjoint)
inline double written_reference(Ref<VectorXd, 0, InnerStride<>> x, Map<const MatrixXd, 0, Stride<Dynamic, Dynamic>> A) {
  x *= 2;
  return (A * x).squaredNorm();
}

} // namespace strides

#endif // GATEAUX_TEST_NUMERIC_STRIDES_HPP
