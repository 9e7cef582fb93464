// SPDX-License-Identifier: Apache-2.0
//
// Markers, buffers, sizing of adjoints and flattening.
#include "testing.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

#include "gateaux/gateaux.hpp"
#include "gateaux/support.hpp"

namespace {

using gateaux_test::EigenAssertion;
using gateaux_test::NoEigenMalloc;

// The markers where a user may write them.
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, objective)
double cube(double x) {
  GATEAUX_INACTIVE static_cast<void>(x);
  double y = 1.0;
  GATEAUX_CHECKPOINT(2)
  for (int i = 0; i < 3; ++i)
    y *= x;
  GATEAUX_CHECKPOINT()
  for (int i = 0; i < 0; ++i)
    y *= x;
  return y;
}
GATEAUX_PROVIDED(wrt(x), tangent, adjoint)
template <typename T>
T twice(const T &x) {
  return x + x;
}
GATEAUX_INACTIVE
int quiet() { return 1; }

TEST(Markers, ChangeNothing) {
  EXPECT_EQ(cube(2.0), 8.0);
  EXPECT_EQ(twice(2.0), 4.0);
  EXPECT_EQ(quiet(), 1);
}

TEST(StopGradient, IsTheIdentity) {
  static_assert(gateaux::stop_gradient(3) == 3);
  const Eigen::MatrixXd A = gateaux_test::random_matrix(3, 2, 1);
  EXPECT_EQ(&gateaux::stop_gradient(A), &A);
  const Eigen::MatrixXd B = 2.0 * gateaux::stop_gradient(A.array().exp()).matrix();
  EXPECT_EQ(B, Eigen::MatrixXd(2.0 * A.array().exp().matrix()));
}

TEST(Buffer, TakesNoMemoryOnceWarm) {
  gateaux::Buffer<Eigen::MatrixXd> buffer;
  EXPECT_EQ(buffer.capacity(), 0);
  const double *data = buffer(7, 5).data();
  EXPECT_EQ(buffer.capacity(), 35);
  const NoEigenMalloc guard;
  auto X = buffer(5, 7);
  EXPECT_EQ(X.data(), data);
  EXPECT_EQ(X.rows(), 5);
  EXPECT_EQ(X.cols(), 7);
  X.setConstant(1.0);
  EXPECT_EQ(X.sum(), 35.0);
  EXPECT_EQ(buffer(2, 3).data(), data);
  EXPECT_EQ(buffer(0, 3).size(), 0);
  EXPECT_THROW(buffer(6, 6), EigenAssertion);
}

TEST(Buffer, GrowsAndIsAligned) {
  gateaux::Buffer<Eigen::VectorXf> buffer;
  for (Eigen::Index size : {1, 3, 1000, 20}) {
    auto x = buffer(size);
    static_assert(std::is_same<decltype(x), Eigen::Map<Eigen::VectorXf, Eigen::AlignedMax>>::value);
    EXPECT_EQ(x.size(), size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(x.data()) %
                  std::max<std::size_t>(EIGEN_MAX_ALIGN_BYTES, 1),
              0U);
    x.setZero();
  }
  EXPECT_EQ(buffer.capacity(), 1000);
}

TEST(Buffer, CopiesAreEmptyAndMovesTakeTheMemory) {
  gateaux::Buffer<Eigen::ArrayXXd> a;
  const double *data = a(4, 4).data();
  {
    const NoEigenMalloc guard;
    gateaux::Buffer<Eigen::ArrayXXd> copy(a);
    EXPECT_EQ(copy.capacity(), 0);
    a = copy;
    EXPECT_EQ(a.capacity(), 16);
    gateaux::Buffer<Eigen::ArrayXXd> moved(std::move(a));
    EXPECT_EQ(moved(4, 4).data(), data);
    a = std::move(moved);
    EXPECT_EQ(a(4, 4).data(), data);
  }
}

TEST(Buffer, SaysWhenThereIsNoMemory) {
  gateaux::Buffer<Eigen::MatrixXd> buffer;
  buffer(2, 2);
  constexpr Eigen::Index most = std::numeric_limits<Eigen::Index>::max();
  EXPECT_THROW(buffer(most, most), std::bad_alloc);
  EXPECT_THROW(buffer(most, 1), std::bad_alloc);
  EXPECT_THROW(buffer(most / 64, 1), std::bad_alloc);
  EXPECT_EQ(buffer(2, 2).size(), 4);
}

TEST(Buffer, FixedAndRowMajorTypes) {
  gateaux::Buffer<Eigen::Matrix3d> fixed;
  EXPECT_EQ(fixed().rows(), 3);
  EXPECT_EQ(fixed(3, 3).cols(), 3);
  gateaux::Buffer<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> rows;
  auto X = rows(2, 3);
  X << 1, 2, 3, 4, 5, 6;
  EXPECT_EQ(X.data()[1], 2.0);
}

TEST(Sized, EmptyCountsAsZero) {
  Eigen::MatrixXd X;
  gateaux::sized(X, 3, 2);
  EXPECT_EQ(X, Eigen::MatrixXd(Eigen::MatrixXd::Zero(3, 2)));
  X.setConstant(2.0);
  gateaux::sized(X, 3, 2);
  EXPECT_EQ(X(2, 1), 2.0);
  EXPECT_THROW(gateaux::sized(X, 2, 3), EigenAssertion);
  Eigen::VectorXd x;
  gateaux::sized(x, 4, 1);
  EXPECT_EQ(x.size(), 4);
  Eigen::RowVectorXd r;
  gateaux::sized(r, 4);
  EXPECT_EQ(r.size(), 4);
  Eigen::ArrayXXf a;
  gateaux::sized(a, 1, 4);
  EXPECT_EQ(a.size(), 4);
  Eigen::Matrix2d fixed;
  gateaux::sized(fixed, 2, 2);
}

TEST(Sized, ViewsAreOnlyChecked) {
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(3, 2);
  Eigen::Ref<Eigen::MatrixXd> ref(X);
  gateaux::sized(ref, 3, 2);
  EXPECT_EQ(X.sum(), 6.0);
  EXPECT_THROW(gateaux::sized(ref, 2, 2), EigenAssertion);
  Eigen::Map<Eigen::VectorXd> map(X.data(), 6);
  gateaux::sized(map, 6);
  EXPECT_THROW(gateaux::sized(map, 5), EigenAssertion);
  gateaux::sized(X.block(0, 0, 2, 2), 2, 2);
}

TEST(Flatten, ColumnByColumnWhateverTheStorage) {
  const double s = 7.0;
  const Eigen::MatrixXd A = gateaux_test::random_matrix(2, 3, 1);
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> B =
      gateaux_test::random_matrix(3, 2, 2);
  const Eigen::Array3d c(1, 2, 3);
  Eigen::VectorXd w(1 + 6 + 6 + 3);
  double *out = w.data();
  gateaux::pack(s, out);
  gateaux::pack(A, out);
  gateaux::pack(B, out);
  gateaux::pack(c, out);
  EXPECT_EQ(out, w.data() + w.size());
  EXPECT_EQ(w[0], 7.0);
  EXPECT_EQ(w[2], A(1, 0));
  EXPECT_EQ(w[8], B(1, 0));
  EXPECT_EQ(w[10], B(0, 1));

  double s2 = 0.0;
  Eigen::MatrixXd A2(2, 3);
  Eigen::Matrix<double, 3, 2, Eigen::RowMajor> B2; // Left uninitialised, as generated code does.
  Eigen::ArrayXd c2(3);
  const double *in = w.data();
  gateaux::unpack(in, s2);
  gateaux::unpack(in, A2);
  gateaux::unpack(in, B2);
  gateaux::unpack(in, c2);
  EXPECT_EQ(in, w.data() + w.size());
  EXPECT_EQ(s2, s);
  EXPECT_EQ(A2, A);
  EXPECT_EQ(Eigen::MatrixXd(B2), Eigen::MatrixXd(B));
  EXPECT_TRUE((c2 == c).all());

  Eigen::MatrixXd big = Eigen::MatrixXd::Zero(4, 4);
  in = w.data() + 1;
  gateaux::unpack(in, big.block(1, 1, 2, 3));
  EXPECT_EQ(Eigen::MatrixXd(big.block(1, 1, 2, 3)), A);

  Eigen::VectorXf f(2);
  float *fout = f.data();
  gateaux::pack(1.5F, fout);
  gateaux::pack(0.5, fout);
  EXPECT_EQ(f.sum(), 2.0F);
}

} // namespace
