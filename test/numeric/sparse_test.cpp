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

} // namespace
