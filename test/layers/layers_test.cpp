// SPDX-License-Identifier: Apache-2.0
//
// The layers in generated code, held to what derivatives are defined as, and their values against
// closed forms.
#include "../numeric/check.hpp"
#include "layers.gateaux.hpp"

#include <cmath>
#include <limits>
#include <random>

namespace {

namespace nn = gateaux::nn;
using numeric::check;
using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

const Matrix X = random<Matrix>(3, 5, 1, -2, 2), T = random<Matrix>(3, 5, 2);
const Vector gain = randomVector<Vector>(3, 3, 0.5, 1.5), shift = randomVector<Vector>(3, 4);

TEST(Layers, Activations) {
  check<layers::identity_objective>(X, T);
  check<layers::leaky_relu_objective>(X, T);
  check<layers::elu_objective>(X, T);
  check<layers::gelu_objective>(X, T);
  check<layers::softplus_objective>(X, T);
  check<layers::silu_objective>(X, T);
  check<layers::softmax_objective>(X, T);
  check<layers::log_softmax_objective>(X, T);
}

TEST(Layers, Normalisation) {
  check<layers::batch_norm_objective>(X, gain, shift, T);
  check<layers::batch_norm_with_objective>(X, randomVector<Vector>(3, 5),
                                           randomVector<Vector>(3, 6, 0.5, 2), gain, shift, T);
  check<layers::layer_norm_objective>(X, gain, shift, T);
}

TEST(Layers, DropoutLossesAndPenalties) {
  std::mt19937_64 generator(1);
  check<layers::dropout_objective>(X, nn::dropout_mask(3, 5, 0.6, generator), T);
  check<layers::sigmoid_cross_entropy_objective>(X, random<Matrix>(3, 5, 7, 0, 1));
  check<layers::huber_objective>(X, random<Matrix>(3, 5, 8));
  check<layers::penalties_objective>(X);
}

TEST(Layers, ImagesAndWords) {
  check<layers::convolution_objective>(random<Matrix>(2, 48, 11), random<Matrix>(3, 18, 12),
                                       randomVector<Vector>(3, 13), random<Matrix>(3, 2, 14));
  Eigen::VectorXi indices(4), labels(4);
  indices << 1, 4, 1, 0;
  labels << 2, 0, 1, 2;
  check<layers::words_objective>(random<Matrix>(2, 5, 15), random<Matrix>(3, 2, 16), indices,
                                 labels);
}

double phi(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

TEST(Layers, ValuesOfActivations) {
  Matrix x(1, 7);
  x << -30, -5, -0.5, 0, 0.5, 5, 30;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const double v = x(0, j);
    const double small = 1e-15 * (1.0 + std::abs(v));
    EXPECT_NEAR(nn::leaky_relu(x, 0.1)(0, j), v > 0 ? v : 0.1 * v, small);
    EXPECT_NEAR(nn::elu(x, 0.7)(0, j), v > 0 ? v : 0.7 * std::expm1(v), small);
    // Rounding of the argument is amplified by v^2 in the tail.
    EXPECT_NEAR(nn::gelu(x)(0, j), v * phi(v), 1e-15 * (1.0 + v * v) * std::abs(v * phi(v)));
    EXPECT_NEAR(nn::silu(x)(0, j), v / (1.0 + std::exp(-v)), small);
    EXPECT_NEAR(nn::softplus(x)(0, j), std::max(v, 0.0) + std::log1p(std::exp(-std::abs(v))), small);
  }
}

TEST(Layers, NormalisedHasMeanZeroAndVarianceOne) {
  const Matrix B = nn::batch_norm(X, Vector::Ones(3), Vector::Zero(3), 0.0);
  const Matrix L = nn::layer_norm(X, Vector::Ones(3), Vector::Zero(3), 0.0);
  EXPECT_LT(B.rowwise().mean().norm(), 1e-14);
  EXPECT_LT((B.rowwise().squaredNorm() - Vector::Constant(3, 5.0)).norm(), 1e-13);
  EXPECT_LT(L.colwise().mean().norm(), 1e-14);
  EXPECT_LT((L.colwise().squaredNorm().transpose() - Vector::Constant(5, 3.0)).norm(), 1e-13);
  const Vector mean = X.rowwise().mean();
  const Vector variance = (X.colwise() - mean).rowwise().squaredNorm() / 5.0;
  EXPECT_LT((nn::batch_norm(X, gain, shift) -
             nn::batch_norm_with(X, mean, variance, gain, shift)).norm(), 1e-13);
}

TEST(Layers, SoftmaxOfExtremes) {
  Matrix S(3, 2);
  S << 1e4, -1e4, 0, 1e4, -1e4, 1e4;
  const Matrix P = nn::softmax(S);
  EXPECT_EQ(P(0, 0), 1.0);
  EXPECT_EQ(P(1, 1), 0.5);
  const Matrix logarithm = nn::log_softmax(S);
  EXPECT_EQ(logarithm(1, 0), -1e4);
  EXPECT_EQ(logarithm(2, 0), -2e4);
  EXPECT_NEAR(logarithm(2, 1), -std::log(2.0), 1e-15);
}

// Every layer and its gradient are finite, and right, where exp would overflow.
TEST(Layers, FiniteAtExtremes) {
  Matrix x(1, 4), t(1, 4);
  x << -1e4, -800, 800, 1e4;
  t << 1, 1, 1, 1;
  const auto objective_gradient = [&](auto objective) {
    Vector g;
    EXPECT_TRUE(std::isfinite(objective.gradient(objective.initial(), g)));
    EXPECT_TRUE(g.allFinite());
    Vector hv;
    objective.hvp(objective.initial(), Vector(Vector::Ones(g.size())), hv);
    EXPECT_TRUE(hv.allFinite());
    return g;
  };
  objective_gradient(layers::elu_objective(x, t));
  objective_gradient(layers::gelu_objective(x, t));
  objective_gradient(layers::softplus_objective(x, t));
  objective_gradient(layers::silu_objective(x, t));
  objective_gradient(layers::softmax_objective(x, t));
  objective_gradient(layers::log_softmax_objective(Matrix(x.transpose()), Matrix(t.transpose())));
  const Vector g = objective_gradient(layers::sigmoid_cross_entropy_objective(x, t));
  EXPECT_EQ(g, (Vector(4) << -1, -1, 0, 0).finished());
  const Vector h = objective_gradient(layers::huber_objective(x, t));
  EXPECT_EQ(h, (Vector(4) << -0.5, -0.5, 0.5, 0.5).finished());
}

TEST(Layers, DropoutMaskKeepsTheMean) {
  std::mt19937_64 generator(2);
  const Matrix mask = nn::dropout_mask(100, 100, 0.8, generator);
  EXPECT_NEAR(mask.mean(), 1.0, 0.02);
  EXPECT_NEAR((mask.array() > 0).cast<double>().mean(), 0.8, 0.02);
  EXPECT_EQ(mask.maxCoeff(), 1.25);
}

TEST(Layers, InitialWeights) {
  std::mt19937_64 generator(3);
  const Matrix glorot = nn::glorot_uniform(200, 100, generator);
  const double r = std::sqrt(6.0 / 300.0);
  EXPECT_LE(glorot.cwiseAbs().maxCoeff(), r);
  EXPECT_NEAR(glorot.squaredNorm() / 20000.0, r * r / 3.0, 0.03 * r * r / 3.0);
  EXPECT_NEAR(nn::he_normal(200, 100, generator).squaredNorm() / 20000.0, 0.02, 0.001);
  EXPECT_NEAR(nn::he_uniform(200, 100, generator).squaredNorm() / 20000.0, 0.02, 0.001);
  EXPECT_NEAR(nn::glorot_normal(200, 100, generator).squaredNorm() / 20000.0, 2.0 / 300.0, 0.0004);
  std::mt19937_64 again(3);
  EXPECT_EQ(nn::glorot_uniform(200, 100, again), glorot);
}

} // namespace
