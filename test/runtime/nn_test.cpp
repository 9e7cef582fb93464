// SPDX-License-Identifier: Apache-2.0
//
// Layers against closed forms, and the provided derivatives against differences and each other.
#include "testing.hpp"

#include <cmath>
#include <limits>

#include "gateaux/nn.hpp"
#include "gateaux/solvers/check.hpp"

namespace {

namespace nn = gateaux::nn;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

MatrixXd probabilities(Index classes, Index examples, unsigned seed) {
  MatrixXd C = gateaux_test::random_matrix(classes, examples, seed).array().abs();
  for (Index j = 0; j < examples; ++j)
    C.col(j) /= C.col(j).sum();
  return C;
}

MatrixXd softmax(const MatrixXd &S) {
  MatrixXd P(S.rows(), S.cols());
  for (Index j = 0; j < S.cols(); ++j) {
    const VectorXd e = (S.col(j).array() - S.col(j).maxCoeff()).exp();
    P.col(j) = e / e.sum();
  }
  return P;
}

TEST(Layers, LinearAddsTheBiasToEachExample) {
  const MatrixXd W = gateaux_test::random_matrix(3, 4, 1);
  const MatrixXd X = gateaux_test::random_matrix(4, 5, 2);
  const VectorXd b = gateaux_test::random_vector(3, 3);
  const MatrixXd Z = nn::linear(W, X, b);
  for (Index i = 0; i < 3; ++i) {
    for (Index j = 0; j < 5; ++j)
      EXPECT_NEAR(Z(i, j), W.row(i).dot(X.col(j)) + b[i], 1e-14);
  }
}

TEST(Layers, ActivationsSaturateExactly) {
  MatrixXd X(2, 4);
  X << -1000, 1000, 0, 0.5, //
      -0.5, 1e-300, -1e-300, 20;
  const MatrixXd T = nn::tanh(X);
  const MatrixXd G = nn::sigmoid(X);
  const MatrixXd R = nn::relu(X);
  EXPECT_EQ(T(0, 0), -1.0);
  EXPECT_EQ(T(0, 1), 1.0);
  EXPECT_EQ(T(0, 2), 0.0);
  EXPECT_EQ(T(1, 1), 1e-300);
  EXPECT_EQ(G(0, 0), 0.0);
  EXPECT_EQ(G(0, 1), 1.0);
  EXPECT_EQ(G(0, 2), 0.5);
  for (Index i = 0; i < X.size(); ++i) {
    EXPECT_EQ(R.data()[i], X.data()[i] > 0.0 ? X.data()[i] : 0.0);
    EXPECT_NEAR(T.data()[i], std::tanh(X.data()[i]), 3e-16);
  }
}

TEST(SquaredError, IsHalfTheSquaredDistance) {
  const MatrixXd S = (MatrixXd(2, 2) << 1, 2, 3, 4).finished();
  const MatrixXd C = (MatrixXd(2, 2) << 0, 2, 5, 1).finished();
  EXPECT_EQ(nn::squared_error(S, C), 0.5 * (1 + 0 + 4 + 9));
}

TEST(SoftmaxCrossEntropy, ClosedForms) {
  const MatrixXd S = gateaux_test::random_matrix(4, 6, 4);
  const MatrixXd C = probabilities(4, 6, 5);
  EXPECT_NEAR(nn::softmax_cross_entropy(S, C), -(C.array() * softmax(S).array().log()).sum(),
              1e-13);
  const MatrixXd uniform = MatrixXd::Constant(4, 6, 3.0);
  EXPECT_NEAR(nn::softmax_cross_entropy(uniform, C), 6.0 * std::log(4.0), 1e-14);
}

TEST(SoftmaxCrossEntropy, ExtremeLogitsSaturateExactly) {
  MatrixXd S(2, 1);
  S << 1000, -1000;
  const MatrixXd right = (MatrixXd(2, 1) << 1, 0).finished();
  const MatrixXd wrong = (MatrixXd(2, 1) << 0, 1).finished();
  EXPECT_EQ(nn::softmax_cross_entropy(S, right), 0.0);
  EXPECT_EQ(nn::softmax_cross_entropy(S, wrong), 2000.0);
  MatrixXd S_bar;
  EXPECT_EQ(nn::softmax_cross_entropy_adjoint(S, right, 1.0, S_bar), 0.0);
  // Eigen's vectorised exp ends at exp(-709.8), just below the normal numbers, instead of 0.
  EXPECT_EQ(S_bar(0, 0), 0.0);
  EXPECT_LT(std::abs(S_bar(1, 0)), std::numeric_limits<double>::min());
  S_bar.resize(0, 0);
  EXPECT_EQ(nn::softmax_cross_entropy_adjoint(S, wrong, 1.0, S_bar), 2000.0);
  EXPECT_EQ(S_bar, (MatrixXd(2, 1) << 1, -1).finished());
  double E_dot = 0.0;
  EXPECT_EQ(nn::softmax_cross_entropy_tangent(S, wrong, S, E_dot), 2000.0);
  EXPECT_EQ(E_dot, 2000.0);
  for (const double level : {-1000.0, 1000.0}) {
    const MatrixXd flat = MatrixXd::Constant(2, 3, level);
    EXPECT_NEAR(nn::softmax_cross_entropy(flat, probabilities(2, 3, 1)), 3.0 * std::log(2.0),
                1e-15);
  }
}

TEST(SoftmaxCrossEntropy, AdjointIsWeightedSoftmaxMinusTargets) {
  const MatrixXd S = gateaux_test::random_matrix(4, 6, 6);
  const MatrixXd C = probabilities(4, 6, 7);
  MatrixXd S_bar;
  const double E = nn::softmax_cross_entropy_adjoint(S, C, 2.0, S_bar);
  EXPECT_EQ(E, nn::softmax_cross_entropy(S, C));
  EXPECT_LT((S_bar - 2.0 * (softmax(S) - C)).cwiseAbs().maxCoeff(), 1e-15);
  // Columns that do not sum to 1, added to what is there.
  const MatrixXd D = 3.0 * C + gateaux_test::random_matrix(4, 6, 8).cwiseAbs();
  const MatrixXd before = S_bar;
  nn::softmax_cross_entropy_adjoint(S, D, -1.0, S_bar);
  const RowVectorXd weight = D.colwise().sum();
  const MatrixXd expected = before - (softmax(S) * weight.asDiagonal() - D);
  EXPECT_LT((S_bar - expected).cwiseAbs().maxCoeff(), 1e-14);
}

TEST(SoftmaxCrossEntropy, TangentAndAdjointAgreeWithDifferencesAndEachOther) {
  const MatrixXd S = gateaux_test::random_matrix(5, 3, 9);
  const MatrixXd C = gateaux_test::random_matrix(5, 3, 10).cwiseAbs();
  const MatrixXd V = gateaux_test::random_matrix(5, 3, 11);
  double E_dot = 0.0;
  const double E = nn::softmax_cross_entropy_tangent(S, C, V, E_dot);
  EXPECT_EQ(E, nn::softmax_cross_entropy(S, C));
  const auto difference = gateaux::internal::extrapolated_derivative<double>(
      [&](double h) { return nn::softmax_cross_entropy(S + h * V, C); }, 0.1);
  EXPECT_NEAR(E_dot, difference.value, 1e-10 * std::abs(E_dot));
  MatrixXd S_bar;
  const double u = 0.7;
  nn::softmax_cross_entropy_adjoint(S, C, u, S_bar);
  EXPECT_NEAR((S_bar.array() * V.array()).sum(), u * E_dot, 1e-14);
}

TEST(SoftmaxCrossEntropy, WrongShapesAssert) {
  const MatrixXd S = gateaux_test::random_matrix(3, 2, 1);
  MatrixXd S_bar = MatrixXd::Zero(2, 3);
  EXPECT_THROW(nn::softmax_cross_entropy(S, MatrixXd::Ones(2, 2)), gateaux_test::EigenAssertion);
  EXPECT_THROW(nn::softmax_cross_entropy_adjoint(S, probabilities(3, 2, 1), 1.0, S_bar),
               gateaux_test::EigenAssertion);
}

} // namespace
