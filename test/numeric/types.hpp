// SPDX-License-Identifier: Apache-2.0
//
// Types of parameters: sizes known at compile time, row-major storage, arrays, float, Ref and Map.
#ifndef GATEAUX_TEST_NUMERIC_TYPES_HPP
#define GATEAUX_TEST_NUMERIC_TYPES_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <cmath>

namespace types {

using Eigen::ArrayXXd;
using Eigen::Matrix2d;
using Eigen::Matrix3d;
using Eigen::MatrixXd;
using Eigen::MatrixXf;
using Eigen::Vector2d;
using Eigen::Vector3d;
using Eigen::VectorXd;
using Eigen::VectorXf;
using Matrix23d = Eigen::Matrix<double, 2, 3>;
using MatrixX3d = Eigen::Matrix<double, Eigen::Dynamic, 3>;
using RowMajorXd = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using RowMajor23d = Eigen::Matrix<double, 2, 3, Eigen::RowMajor>;

// Fixed sizes.

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double fixed(const Matrix23d &A, const Vector3d &x, const Vector2d &y) {
  Vector2d z = A * x + y;
  Matrix3d G = A.transpose() * A;
  return z.array().tanh().sum() + x.dot(G * x) + z.squaredNorm() * G.trace();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline Vector2d fixed_result(const Matrix23d &A, const Vector3d &x) {
  return (A * x).array().exp();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline Matrix2d fixed_matrix(const Matrix2d &A, double s) {
  return A * A.transpose() + s * Matrix2d::Identity();
}

GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double half_fixed(const MatrixX3d &A, const Vector3d &x) {
  VectorXd y = A * x;
  MatrixX3d B = A.rowwise() + x.transpose();
  return y.squaredNorm() + (B.transpose() * y).sum();
}

/// Values, not references.
GATEAUX_DIFFERENTIATE(gradient, adjoint, hvp, objective)
inline double by_value(Vector3d x, Matrix3d A, MatrixXd B) {
  x += A * x;
  B *= 2.0;
  return (B * x).squaredNorm() + A.col(0).dot(x);
}

// Row-major storage: the flat vectors are column-major all the same.

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline RowMajorXd row_major(const RowMajorXd &A, const MatrixXd &B) {
  RowMajorXd C = A * B;
  MatrixXd D = A.array().sin();
  return C + D * D.transpose() * C;
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double row_major_fixed(const RowMajor23d &A, const Vector3d &x) {
  RowMajorXd B = A;
  B.row(0) *= x(0);
  return (B * x).squaredNorm() + A.row(1).dot(x) * A(0, 2);
}

// Arrays.

GATEAUX_DIFFERENTIATE(tangent, adjoint, objective)
inline ArrayXXd arrays(const ArrayXXd &A, const Eigen::Array3d &x) {
  return (A * A).colwise() * x.exp() + A.sin();
}

// float.

template <typename M, typename V, typename T>
inline T energy_of(const M &A, const V &x, T s) {
  V y = (A * x).array().tanh();
  V z = A.transpose() * y * s;
  return z.squaredNorm() + y.sum() / s + std::exp(s) * x.norm();
}
GATEAUX_DIFFERENTIATE(gradient, hvp, hessian, objective)
inline float energy_f(const MatrixXf &A, const VectorXf &x, float s) { return energy_of(A, x, s); }
GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp, hessian, objective)
inline double energy_d(const MatrixXd &A, const VectorXd &x, double s) {
  return energy_of(A, x, s);
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline VectorXf layer_f(const MatrixXf &A, const VectorXf &x, float s) {
  return ((A * x).array() * s + 1.0f).log().matrix() + x.cwiseProduct(x).head(A.rows());
}
GATEAUX_DIFFERENTIATE(tangent, adjoint, jacobian, objective)
inline VectorXd layer_d(const MatrixXd &A, const VectorXd &x, double s) {
  return ((A * x).array() * s + 1.0).log().matrix() + x.cwiseProduct(x).head(A.rows());
}

// Ref and Map.

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient, hvp)
inline double refs(const Eigen::Ref<const MatrixXd> &A, const Eigen::Ref<const VectorXd> &x) {
  VectorXd y = A * x;
  return y.array().sin().sum() + x.squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(A, x), tangent, adjoint)
inline void ref_output(const Eigen::Ref<const MatrixXd> &A, const VectorXd &x,
                       Eigen::Ref<VectorXd> y) {
  y = A * x;
  y *= x.sum();
}

GATEAUX_DIFFERENTIATE(tangent, adjoint, gradient)
inline double maps(const Eigen::Map<const MatrixXd> &A, const Eigen::Map<VectorXd> &x) {
  return (A * x).squaredNorm();
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
inline double ref_data(const VectorXd &x, const Eigen::Ref<const MatrixXd> &A,
                       const Eigen::Ref<const VectorXd> &b) {
  return (A * x - b).squaredNorm() + x.array().cube().sum();
}

} // namespace types

#endif // GATEAUX_TEST_NUMERIC_TYPES_HPP
