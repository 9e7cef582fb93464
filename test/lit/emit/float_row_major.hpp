// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s --implicit-check-not=double --implicit-check-not=MatrixXd
//
// A function in float stays in float, flat vectors too. Derivatives have the type, and so the storage order, of what they
// belong to.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// CHECK: gateaux::Buffer<Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> B;
// CHECK: inline float f_gradient(const RowMajor& A, const Eigen::VectorXf& x, RowMajor& A_bar,
// CHECK: const float value = {{.*}}0.5F;
// CHECK: class f_objective {
// CHECK: float gradient(const Eigen::VectorXf& w, Eigen::VectorXf& g) {
// CHECK: void unpack(const Eigen::VectorXf& w, RowMajor& A, Eigen::VectorXf& x) const {
GATEAUX_DIFFERENTIATE(gradient, objective)
inline float f(const RowMajor &A, const Eigen::VectorXf &x) {
  RowMajor B = A * A.transpose();
  Eigen::VectorXf y = B * x;
  return y.squaredNorm() * 0.5f;
}
