// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double f(const Eigen::MatrixXd &A, const Eigen::MatrixXd &B) {
  auto c = A.colwise();
// CHECK: fail_colwise_with_matrix.hpp:[[#@LINE+9]]:13: error: invalid operands to binary expression ('VectorwiseOp<const Matrix<double, -1, -1, 0, -1, -1>, Vertical>' and 'double')
// CHECK: CommonCwiseBinaryOps.h:{{[0-9]+}}:29: note: candidate function template not viable: no known conversion from 'double' to 'const StorageBaseType' (aka 'const Eigen::MatrixBase<Eigen::Matrix<double, -1, -1>>') for 2nd argument
// CHECK: Macros.h:{{[0-9]+}}:41: note: expanded from macro 'EIGEN_MAKE_SCALAR_BINARY_OP'
// CHECK: Macros.h:{{[0-9]+}}:4: note: expanded from macro 'EIGEN_MAKE_SCALAR_BINARY_OP_ONTHELEFT'
// CHECK: PermutationMatrix.h:{{[0-9]+}}:1: note: candidate template ignored: could not match 'MatrixBase' against 'Eigen::VectorwiseOp'
// CHECK: PermutationMatrix.h:{{[0-9]+}}:1: note: candidate template ignored: could not match 'PermutationBase' against 'Eigen::VectorwiseOp'
// CHECK: Transpositions.h:{{[0-9]+}}:1: note: candidate template ignored: could not match 'MatrixBase' against 'Eigen::VectorwiseOp'
// CHECK: Transpositions.h:{{[0-9]+}}:1: note: candidate template ignored: could not match 'TranspositionsBase' against 'Eigen::VectorwiseOp'
// CHECK: VectorwiseOp.h:{{[0-9]+}}:5: note: candidate template ignored: could not match 'DenseBase<OtherDerived>' against 'double'
  return (c * 2.0).sum() + B.sum();
}
