// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "strides.gateaux.hpp"

namespace {

using Eigen::InnerStride;
using Eigen::Map;
using numeric::check;
using numeric::Matrix;
using numeric::Vector;
using strides::RowMatrix;

Vector vector(Eigen::Index n, unsigned seed) { return numeric::randomVector<Vector>(n, seed); }
Matrix matrix(Eigen::Index m, Eigen::Index n, unsigned seed) { return numeric::random<Matrix>(m, n, seed); }

TEST(Strides, Interleaved) {
  const int n = 4;
  const Vector p = vector(3 * n, 1), d = vector(3 * n, 2);
  check<strides::interleaved_flat_objective>(p, n);
  Vector bar(3 * n), hv(3 * n), flatBar(3 * n), flatHv(3 * n);
  strides::interleaved_gradient(p.data(), n, bar.data());
  strides::interleaved_hvp(p.data(), n, d.data(), hv.data());
  strides::interleaved_flat_hvp(p, n, d, flatHv);
  strides::interleaved_flat_objective flat(p, n);
  flat.gradient(p, flatBar);
  numeric::expectClose(bar, flatBar, 1e-13, "the gradient by pointers");
  numeric::expectClose(hv, flatHv, 1e-13, "the product by pointers");
}

TEST(Strides, LeadingDimension) {
  for (int ld : {3, 5})
    check<strides::leading_dimension_objective>(vector(3 * ld, 3), vector(2, 4), ld);
}
TEST(Strides, Written) { check<strides::written_objective>(vector(8, 5), matrix(2, 2, 6), 4); }
TEST(Strides, OverMatrices) {
  check<strides::over_matrices_objective>(matrix(3, 4, 7), numeric::random<RowMatrix>(4, 3, 8), 2);
}
TEST(Strides, WrittenMatrices) { check<strides::written_matrices_objective>(matrix(3, 3, 9), vector(3, 10)); }
TEST(Strides, Windows) { check<strides::windows_objective>(vector(7, 11), vector(3, 12)); }
TEST(Strides, Channels) {
  const Vector pixels = vector(12, 13);
  check<strides::channels_objective>(std::vector<double>(pixels.begin(), pixels.end()), vector(2, 14), 3, 2, true);
  check<strides::channels_objective>(std::vector<double>(pixels.begin(), pixels.end()), vector(2, 14), 3, 2, false);
}
TEST(Strides, Fixed) { check<strides::fixed_strides_objective>(vector(7, 15)); }

TEST(Strides, References) {
  const Matrix A = matrix(3, 3, 16), wide = matrix(4, 6, 17);
  const Vector x = vector(3, 18);
  check<strides::references_objective>(x, A);
  // A row and a block of others.
  Matrix holder = wide;
  holder.row(2).head(3) = x.transpose();
  holder.block(1, 3, 3, 3) = A;
  holder.row(2).head(3) = x.transpose();
  Vector xBar(3), flat;
  Matrix ABar(3, 3);
  const double value = strides::references_gradient(holder.row(2).head(3).transpose(), holder.block(1, 3, 3, 3), xBar, ABar);
  strides::references_objective objective(x, A);
  EXPECT_NEAR(value, objective.gradient(objective.initial(), flat), 1e-13);
  Vector own(12);
  own << xBar, ABar.reshaped();
  numeric::expectClose(own, flat, 1e-13, "the gradient at parts");
}

TEST(Strides, WrittenReference) {
  // f = |2 A x|^2 with x in the first row and A turned.
  Matrix holder = matrix(3, 4, 19);
  const Vector x = holder.row(0).head(3).transpose();
  const Matrix A = matrix(3, 3, 20);
  Map<const Matrix, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>> turned(A.data(), 3, 3, {1, 3});
  Vector xDot = vector(3, 21), xBar = Vector::Zero(3);
  const Vector xStart = xDot;
  Matrix ADot = matrix(3, 3, 22), ABar = Matrix::Zero(3, 3);
  double dot = 0;
  Matrix first = holder;
  strides::written_reference_tangent(first.row(0).head(3).transpose(), turned, xDot, ADot, dot);
  auto f = [&](double t) {
    return Vector::Constant(1, (2 * (A.transpose() + t * ADot) * (x + t * xStart)).squaredNorm());
  };
  EXPECT_NEAR(dot, numeric::derivative(f)(0), 1e-9);
  numeric::expectClose(first.row(0).head(3).transpose(), 2 * x, 1e-15, "the vector at the end");
  strides::written_reference_adjoint(holder.row(0).head(3).transpose(), turned, 1.0, xBar, ABar);
  EXPECT_NEAR(dot, xBar.dot(xStart) + ABar.cwiseProduct(ADot).sum(), 1e-12);
}

} // namespace
