// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "sparse.gateaux.hpp"

namespace {

using namespace sparse;

MatrixXd matrix(int rows, int cols, unsigned seed) { return numeric::random<MatrixXd>(rows, cols, seed); }
VectorXd vector(int n, unsigned seed) { return numeric::randomVector<VectorXd>(n, seed); }

/// A third of all entries.
template <class S> S thinned(int rows, int cols) {
  MatrixXd A = matrix(rows, cols, 5);
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < cols; ++j)
      if ((i + 2 * j) % 3)
        A(i, j) = 0;
  return A.sparseView();
}

TEST(Sparse, LeastSquares) {
  const Sparse S = thinned<Sparse>(5, 4);
  NUMERIC_CHECK(least_squares, S, vector(4, 1), vector(5, 2));
}
TEST(Sparse, Matrices) { NUMERIC_CHECK(matrices, thinned<RowSparse>(4, 4), matrix(4, 4, 3)); }
TEST(Sparse, Ridge) {
  const Problem p{thinned<Sparse>(5, 4), vector(5, 2), 0.3};
  NUMERIC_CHECK(ridge, p, vector(4, 1));
}
TEST(Sparse, Residuals) { NUMERIC_CHECK(residuals, thinned<Sparse>(4, 3), vector(4, 1)); }
TEST(Sparse, Diffused) { NUMERIC_CHECK(diffused, thinned<Sparse>(4, 4), vector(4, 1), 3); }
TEST(Sparse, Both) { NUMERIC_CHECK(both, thinned<Sparse>(5, 4), vector(4, 1), vector(5, 2)); }
TEST(Sparse, RowsOf) { NUMERIC_CHECK(rows_of, thinned<RowSparse>(4, 4), matrix(4, 4, 3)); }
TEST(Sparse, Model) {
  const Problem p{thinned<Sparse>(5, 4), vector(5, 2), 0.3};
  const VectorXd x = vector(4, 1);
  NUMERIC_CHECK(model, p, x);
  NUMERIC_CHECK(model_residuals, p, x);
}
TEST(Sparse, Assembled) {
  const Sparse S = thinned<Sparse>(4, 4);
  NUMERIC_CHECK(assembled, S, vector(static_cast<int>(S.nonZeros()), 2), vector(4, 1));
}
TEST(Sparse, Handed) { NUMERIC_CHECK(handed, thinned<Sparse>(4, 4), vector(4, 1), 0.7); }
TEST(Sparse, Iterated) {
  NUMERIC_CHECK(iterated, thinned<Sparse>(4, 4), thinned<RowSparse>(4, 4), vector(4, 1));
}
TEST(Sparse, NotNamed) {
  const Sparse S = thinned<Sparse>(5, 4);
  const Problem p{S, vector(5, 2), 0.3};
  NUMERIC_CHECK(not_named, S, p, vector(4, 1));
  EXPECT_EQ(not_named_objective(S, p, vector(4, 1)).dimension(), 5 + 1 + 4);
  VectorXd x_bar;
  Problem p_bar;
  not_named_gradient(S, p, vector(4, 1), p_bar, x_bar);
  EXPECT_EQ(p_bar.A.rows(), 0);
}
TEST(Sparse, Rewritten) { NUMERIC_CHECK(rewritten, thinned<Sparse>(4, 4), vector(4, 1)); }

/// The derivative has the pattern, whatever was in it; an adjoint is added to.
TEST(Sparse, Patterns) {
  const Sparse S = thinned<Sparse>(5, 4);
  const VectorXd x = vector(4, 1), b = vector(5, 2);
  Sparse S_bar = thinned<Sparse>(3, 3), twice;
  VectorXd x_bar, b_bar, x_bar2, b_bar2;
  both_gradient(S, x, b, S_bar, x_bar, b_bar);
  ASSERT_TRUE(gateaux::same_pattern(S, S_bar));
  // (S x - b)_i only depends on the nonzeros of row i.
  const VectorXd r = S * x - b;
  const MatrixXd dense = (2 * r.array().sin() * r.array().cos()).matrix() * x.transpose() + b * x.transpose();
  for (int j = 0; j < S.outerSize(); ++j)
    for (Sparse::InnerIterator it(S_bar, j); it; ++it)
      EXPECT_NEAR(it.value(), dense(it.row(), it.col()), 1e-14);
  both_adjoint(S, x, b, 1.0, twice, x_bar2, b_bar2);
  both_adjoint(S, x, b, 1.0, twice, x_bar2, b_bar2);
  ASSERT_TRUE(gateaux::same_pattern(S, twice));
  EXPECT_LT((twice.coeffs() - 2 * S_bar.coeffs()).matrix().norm(), 1e-13);
}
TEST(Sparse, Unpack) {
  both_objective objective(thinned<Sparse>(5, 4), vector(4, 1), vector(5, 2));
  Sparse S = thinned<Sparse>(2, 2);
  VectorXd w = objective.initial(), x, b;
  w(0) = 42;
  objective.unpack(w, S, x, b);
  EXPECT_EQ(S.rows(), 5);
  EXPECT_EQ(S.coeffs()(0), 42);
  EXPECT_EQ(x, vector(4, 1));
}
TEST(Sparse, ByViews) {
  const Sparse S = thinned<Sparse>(4, 4), T = 2.0 * S;
  const VectorXd x = vector(4, 1);
  NUMERIC_CHECK(by_values, S, T, x);
  const Eigen::Map<const Sparse> map(4, 4, T.nonZeros(), T.outerIndexPtr(), T.innerIndexPtr(), T.valuePtr());
  Sparse S_bar, T_bar, S_bar2, T_bar2;
  VectorXd x_bar, x_bar2;
  EXPECT_EQ(by_views_gradient(S, map, x, S_bar, T_bar, x_bar), by_values_gradient(S, T, x, S_bar2, T_bar2, x_bar2));
  EXPECT_EQ(S_bar.toDense(), S_bar2.toDense());
  EXPECT_EQ(T_bar.toDense(), T_bar2.toDense());
  EXPECT_EQ(x_bar, x_bar2);
}

} // namespace
