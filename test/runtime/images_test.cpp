// SPDX-License-Identifier: Apache-2.0
//
// Convolution, pooling, embedding and class indices against loops, and their provided derivatives
// against differences and each other.
#include "testing.hpp"

#include <algorithm>
#include <cmath>

#include "gateaux/nn.hpp"
#include "gateaux/nn/images.hpp"
#include "gateaux/nn/indices.hpp"
#include "gateaux/solvers/check_taylor.hpp"

namespace {

namespace nn = gateaux::nn;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using gateaux_test::random_matrix;

/// Tangent and adjoint of a linear or piecewise linear function: against a difference, against each
/// other, and that both return the value and the adjoint adds.
template <typename Value, typename Tangent, typename Adjoint>
void check_derivatives(const MatrixXd &X, Value &&value, Tangent &&tangent, Adjoint &&adjoint) {
  const MatrixXd V = random_matrix(X.rows(), X.cols(), 21);
  const MatrixXd Y = value(X);
  MatrixXd JV;
  EXPECT_EQ(tangent(X, V, JV), Y);
  const double h = 1e-6;
  EXPECT_LT((value(X + h * V) - value(X - h * V) - 2.0 * h * JV).norm(), 1e-9 * (1.0 + JV.norm()));
  const MatrixXd U = random_matrix(Y.rows(), Y.cols(), 22);
  MatrixXd JtU;
  EXPECT_EQ(adjoint(X, U, JtU), Y);
  const auto check = gateaux::check_adjoint(U, JV, V, JtU);
  EXPECT_TRUE(check.passed()) << check.message;
  MatrixXd twice = JtU;
  adjoint(X, U, twice);
  EXPECT_LT((twice - 2.0 * JtU).norm(), 1e-13 * (1.0 + JtU.norm()));
}

TEST(Images, ConvolutionByLoops) {
  const Index channels = 2, height = 5, width = 4, images = 3, out = 3, size = 3;
  const MatrixXd X = random_matrix(channels, height * width * images, 1);
  const MatrixXd W = random_matrix(out, channels * size * size, 2);
  const VectorXd b = gateaux_test::random_vector(out, 3);
  for (const Index stride : {1, 2}) {
    for (const Index padding : {0, 1}) {
      const Index down = (height + 2 * padding - size) / stride + 1;
      const Index right = (width + 2 * padding - size) / stride + 1;
      const MatrixXd Y = nn::conv2d(X, W, b, height, width, size, stride, padding);
      ASSERT_EQ(Y.rows(), out);
      ASSERT_EQ(Y.cols(), down * right * images);
      for (Index n = 0; n < images; ++n)
        for (Index r = 0; r < right; ++r)
          for (Index d = 0; d < down; ++d)
            for (Index o = 0; o < out; ++o) {
              double sum = b[o];
              for (Index j = 0; j < size; ++j)
                for (Index i = 0; i < size; ++i)
                  for (Index c = 0; c < channels; ++c) {
                    const Index row = d * stride - padding + i;
                    const Index col = r * stride - padding + j;
                    if (row >= 0 && row < height && col >= 0 && col < width)
                      sum += W(o, c + channels * (i + size * j)) *
                             X(c, row + height * (col + width * n));
                  }
              EXPECT_NEAR(Y(o, d + down * (r + right * n)), sum, 1e-13);
            }
      check_derivatives(
          X,
          [&](const MatrixXd &A) { return nn::patches(A, height, width, size, stride, padding); },
          [&](const MatrixXd &A, const MatrixXd &V, MatrixXd &J) {
            return nn::patches_tangent(A, height, width, size, stride, padding, V, J);
          },
          [&](const MatrixXd &A, const MatrixXd &U, MatrixXd &J) {
            return nn::patches_adjoint(A, height, width, size, stride, padding, U, J);
          });
    }
  }
}

TEST(Images, Pooling) {
  const Index height = 5, width = 6, images = 2; // One row of pixels is left out.
  const MatrixXd X = random_matrix(3, height * width * images, 4);
  const MatrixXd M = nn::max_pool(X, height, width, 2);
  const MatrixXd A = nn::average_pool(X, height, width, 2);
  ASSERT_EQ(M.cols(), 2 * 3 * images);
  for (Index n = 0; n < images; ++n)
    for (Index r = 0; r < 3; ++r)
      for (Index d = 0; d < 2; ++d)
        for (Index c = 0; c < 3; ++c) {
          const auto pixel = [&](Index i, Index j) {
            return X(c, 2 * d + i + height * (2 * r + j + width * n));
          };
          const Index at = d + 2 * (r + 3 * n);
          EXPECT_EQ(M(c, at), std::max({pixel(0, 0), pixel(1, 0), pixel(0, 1), pixel(1, 1)}));
          EXPECT_NEAR(A(c, at), 0.25 * (pixel(0, 0) + pixel(1, 0) + pixel(0, 1) + pixel(1, 1)),
                      1e-15);
        }
  check_derivatives(
      X, [&](const MatrixXd &Z) { return nn::max_pool(Z, height, width, 2); },
      [&](const MatrixXd &Z, const MatrixXd &V, MatrixXd &J) {
        return nn::max_pool_tangent(Z, height, width, 2, V, J);
      },
      [&](const MatrixXd &Z, const MatrixXd &U, MatrixXd &J) {
        return nn::max_pool_adjoint(Z, height, width, 2, U, J);
      });
  check_derivatives(
      X, [&](const MatrixXd &Z) { return nn::average_pool(Z, height, width, 2); },
      [&](const MatrixXd &Z, const MatrixXd &V, MatrixXd &J) {
        return nn::average_pool_tangent(Z, height, width, 2, V, J);
      },
      [&](const MatrixXd &Z, const MatrixXd &U, MatrixXd &J) {
        return nn::average_pool_adjoint(Z, height, width, 2, U, J);
      });
}

TEST(Images, Flatten) {
  const MatrixXd X = random_matrix(2, 12, 5);
  const MatrixXd Y = nn::flatten(X, 4);
  EXPECT_EQ(Y, MatrixXd(X.reshaped(8, 3)));
  check_derivatives(
      X, [](const MatrixXd &Z) { return nn::flatten(Z, 4); },
      [](const MatrixXd &Z, const MatrixXd &V, MatrixXd &J) {
        return nn::flatten_tangent(Z, 4, V, J);
      },
      [](const MatrixXd &Z, const MatrixXd &U, MatrixXd &J) {
        return nn::flatten_adjoint(Z, 4, U, J);
      });
}

TEST(Indices, Embedding) {
  const MatrixXd E = random_matrix(3, 5, 6);
  const Eigen::VectorXi words = Eigen::Vector4i(4, 0, 4, 2); // One twice, two not at all.
  EXPECT_EQ(nn::embedding(E, words).col(2), E.col(4));
  check_derivatives(
      E, [&](const MatrixXd &Z) { return nn::embedding(Z, words); },
      [&](const MatrixXd &Z, const MatrixXd &V, MatrixXd &J) {
        return nn::embedding_tangent(Z, words, V, J);
      },
      [&](const MatrixXd &Z, const MatrixXd &U, MatrixXd &J) {
        return nn::embedding_adjoint(Z, words, U, J);
      });
}

TEST(Indices, CrossEntropyIsThatOfOneHotLabels) {
  MatrixXd S = 3.0 * random_matrix(4, 5, 7);
  S(2, 1) = 1e4; // Extreme logits, right and wrong.
  S(0, 3) = -1e4;
  Eigen::VectorXi labels(5);
  labels << 3, 2, 0, 0, 1;
  MatrixXd C = MatrixXd::Zero(4, 5);
  for (Index j = 0; j < 5; ++j)
    C(labels[j], j) = 1.0;
  const double expected = nn::softmax_cross_entropy(S, C);
  EXPECT_NEAR(nn::softmax_cross_entropy_of(S, labels), expected, 1e-12 * expected);
  const MatrixXd V = random_matrix(4, 5, 8);
  double tangent = 0.0;
  double tangent_of = 0.0;
  nn::softmax_cross_entropy_tangent(S, C, V, tangent);
  EXPECT_NEAR(nn::softmax_cross_entropy_of_tangent(S, labels, V, tangent_of), expected,
              1e-12 * expected);
  EXPECT_NEAR(tangent_of, tangent, 1e-13 * V.norm());
  MatrixXd bar;
  MatrixXd bar_of;
  nn::softmax_cross_entropy_adjoint(S, C, 0.7, bar);
  nn::softmax_cross_entropy_of_adjoint(S, labels, 0.7, bar_of);
  EXPECT_LT((bar - bar_of).norm(), 1e-14);
}

} // namespace
