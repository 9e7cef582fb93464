// SPDX-License-Identifier: Apache-2.0
#include "testing.hpp"

#include "gateaux/support/reductions.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

MatrixXd with_ties() {
  MatrixXd X(2, 3);
  X << 1, 5, 5, //
      5, 0, 0;
  return X;
}

TEST(Argmax, FirstInColumnMajorOrder) {
  const MatrixXd X = with_ties();
  EXPECT_EQ(gateaux::argmax(X), 1);
  EXPECT_EQ(gateaux::argmin(X), 3);
  EXPECT_EQ(gateaux::argmax(RowMajor(X)), 1);
  EXPECT_EQ(gateaux::argmin(RowMajor(X)), 3);
  EXPECT_EQ(gateaux::argmax(X * 2.0 + X), 1);
  EXPECT_EQ(gateaux::argmax(X.array().exp()), 1);
  Eigen::RowVector3d r(0, 2, 2);
  EXPECT_EQ(gateaux::argmax(r), 1);
}

TEST(Argmax, AlongColumnsAndRows) {
  const MatrixXd X = with_ties();
  EXPECT_EQ(gateaux::argmax_colwise(X), (gateaux::IndexRow(3) << 1, 0, 0).finished());
  EXPECT_EQ(gateaux::argmin_colwise(X), (gateaux::IndexRow(3) << 0, 1, 1).finished());
  EXPECT_EQ(gateaux::argmax_rowwise(X), (gateaux::IndexColumn(2) << 1, 0).finished());
  EXPECT_EQ(gateaux::argmin_rowwise(X), (gateaux::IndexColumn(2) << 0, 1).finished());
  const MatrixXd A = gateaux_test::random_matrix(4, 3, 1);
  const MatrixXd B = gateaux_test::random_matrix(3, 5, 2);
  EXPECT_EQ(gateaux::argmax_colwise(A * B), gateaux::argmax_colwise(MatrixXd(A * B)));
}

TEST(Pick, ReadsThePlacesAndUnpickIsItsTranspose) {
  const MatrixXd X = gateaux_test::random_matrix(4, 3, 3);
  EXPECT_EQ(gateaux::pick(X, 6), X(2, 1));
  EXPECT_EQ(gateaux::pick(RowMajor(X), 6), X(2, 1));
  MatrixXd expected = MatrixXd::Zero(4, 3);
  expected(2, 1) = 9.0;
  EXPECT_EQ(gateaux::unpick(9.0, 6, 4, 3), expected);

  const gateaux::IndexRow in_columns = gateaux::argmax_colwise(X);
  const Eigen::RowVectorXd y = gateaux::pick_colwise(X, in_columns);
  EXPECT_EQ(y, Eigen::RowVectorXd(X.colwise().maxCoeff()));
  const Eigen::RowVectorXd u = gateaux_test::random_vector(3, 4).transpose();
  const MatrixXd U = gateaux::unpick_colwise(u, in_columns, 4, 3);
  EXPECT_NEAR((U.array() * X.array()).sum(), u.dot(y), 1e-15);

  const gateaux::IndexColumn in_rows = gateaux::argmin_rowwise(X);
  const Eigen::VectorXd z = gateaux::pick_rowwise(X, in_rows);
  EXPECT_EQ(z, Eigen::VectorXd(X.rowwise().minCoeff()));
  const Eigen::VectorXd v = gateaux_test::random_vector(4, 5);
  const MatrixXd V = gateaux::unpick_rowwise(2.0 * v, in_rows, 4, 3);
  EXPECT_NEAR((V.array() * X.array()).sum(), 2.0 * v.dot(z), 1e-15);
}

TEST(Pick, KeepsArraysAndChoosesTheResult) {
  const Eigen::ArrayXXd X = gateaux_test::random_matrix(4, 3, 3).array();
  const gateaux::IndexRow places = gateaux::argmax_colwise(X);
  const Eigen::Array<double, 1, Eigen::Dynamic> y = gateaux::pick_colwise(X, places);
  const Eigen::ArrayXXd U = gateaux::unpick_colwise<Eigen::ArrayXXd>(y, places, 4, 3);
  EXPECT_EQ((U != 0.0).count(), 3);
  const Eigen::Vector3d e = gateaux::unpick<Eigen::Vector3d>(1.0, 1, 3, 1);
  EXPECT_EQ(e, Eigen::Vector3d(0, 1, 0));
  const Eigen::VectorXf f = gateaux::unpick(1.0F, 1, 3, 1);
  EXPECT_EQ(f.sum(), 1.0F);
}

double product_without(const Eigen::VectorXd &x, Index i, Index k = -1) {
  double p = 1.0;
  for (Index j = 0; j < x.size(); ++j) {
    if (j != i && j != k)
      p *= x[j];
  }
  return p;
}

Eigen::VectorXd pairs(const Eigen::VectorXd &x, const Eigen::VectorXd &d) {
  Eigen::VectorXd y = Eigen::VectorXd::Zero(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    for (Index k = 0; k < x.size(); ++k) {
      if (k != i)
        y[i] += d[k] * product_without(x, i, k);
    }
  }
  return y;
}

TEST(ProdOthers, ExactWithZeros) {
  for (int zeros = 0; zeros <= 2; ++zeros) {
    MatrixXd X = (gateaux_test::random_matrix(3, 4, 6) * 3.0).array().round().abs() + 1.0;
    for (int k = 0; k < zeros; ++k)
      X(k, 2) = 0.0;
    const Eigen::Map<const Eigen::VectorXd> x(X.data(), X.size());
    const MatrixXd Y = gateaux::prod_others(X);
    for (Index i = 0; i < x.size(); ++i)
      EXPECT_EQ(Y.data()[i], product_without(x, i));
    EXPECT_EQ(MatrixXd(gateaux::prod_others(RowMajor(X))), Y);
    const MatrixXd columns = gateaux::prod_others_colwise(X);
    const MatrixXd rows = gateaux::prod_others_rowwise(X);
    for (Index i = 0; i < 3; ++i) {
      for (Index j = 0; j < 4; ++j) {
        EXPECT_EQ(columns(i, j), product_without(X.col(j), i));
        EXPECT_EQ(rows(i, j), product_without(X.row(i).transpose(), j));
      }
    }
  }
  EXPECT_EQ(gateaux::prod_others(Eigen::Vector3d(2, 3, 5)), Eigen::Vector3d(15, 10, 6));
}

TEST(ProdPairs, IsTheHessianOfTheProductTimesADirection) {
  for (int zeros = 0; zeros <= 3; ++zeros) {
    MatrixXd X = gateaux_test::random_matrix(3, 4, 8);
    for (int k = 0; k < zeros; ++k)
      X(k, 1) = 0.0;
    const MatrixXd D = gateaux_test::random_matrix(3, 4, 9);
    const Eigen::Map<const Eigen::VectorXd> x(X.data(), X.size());
    const Eigen::Map<const Eigen::VectorXd> d(D.data(), D.size());
    const MatrixXd Y = gateaux::prod_pairs(X, D);
    EXPECT_LT((Eigen::Map<const Eigen::VectorXd>(Y.data(), Y.size()) - pairs(x, d)).norm(), 1e-14);
    const MatrixXd columns = gateaux::prod_pairs_colwise(X, D);
    for (Index j = 0; j < 4; ++j) {
      EXPECT_LT((columns.col(j) - pairs(X.col(j), D.col(j))).norm(), 1e-14);
    }
    const MatrixXd rows = gateaux::prod_pairs_rowwise(X, D);
    for (Index i = 0; i < 3; ++i) {
      EXPECT_LT(
          (rows.row(i).transpose() - pairs(X.row(i).transpose(), D.row(i).transpose())).norm(),
          1e-14);
    }
  }
}

} // namespace
