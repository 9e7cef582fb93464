// SPDX-License-Identifier: Apache-2.0
//
// A multilayer network of any depth, written once: h_k = g(b_k + W_k h_(k-1)), a softmax on top, and
// the loss -log f(x)_y of one example.
#ifndef MULTILAYER_NETWORK_HPP
#define MULTILAYER_NETWORK_HPP

#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>
#include <gateaux/nn.hpp>

namespace multilayer {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// The activations g, chosen by type.
struct Linear {
  static Matrix apply(const Matrix &A) { return A; }
};
struct Sigmoid {
  static Matrix apply(const Matrix &A) { return gateaux::nn::sigmoid(A); }
};
struct Tanh {
  static Matrix apply(const Matrix &A) { return gateaux::nn::tanh(A); }
};
struct Relu {
  static Matrix apply(const Matrix &A) { return gateaux::nn::relu(A); }
};

/// The last layer has no activation of its own: its result goes into the softmax.
template <typename G>
Matrix preactivation(const Matrix &h, const Matrix &W, const Vector &b) {
  return gateaux::nn::linear(W, h, b);
}

/// A hidden layer, then those above it.
template <typename G, typename... Above>
Matrix preactivation(const Matrix &h, const Matrix &W, const Vector &b, const Above &...above) {
  const Matrix next = G::apply(gateaux::nn::linear(W, h, b));
  return preactivation<G>(next, above...);
}

/// -log f(x)_y, where label is e(y), a column with a one.
template <typename G, typename... Layers>
double loss(const Matrix &x, const Matrix &label, const Layers &...layers) {
  return gateaux::nn::softmax_cross_entropy(preactivation<G>(x, layers...), label);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2), gradient)
inline double tanh_1(const Matrix &x, const Matrix &label, const Matrix &W1, const Vector &b1,
                     const Matrix &W2, const Vector &b2) {
  return loss<Tanh>(x, label, W1, b1, W2, b2);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), gradient)
inline double linear_2(const Matrix &x, const Matrix &label, const Matrix &W1, const Vector &b1,
                       const Matrix &W2, const Vector &b2, const Matrix &W3, const Vector &b3) {
  return loss<Linear>(x, label, W1, b1, W2, b2, W3, b3);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), gradient)
inline double sigmoid_2(const Matrix &x, const Matrix &label, const Matrix &W1, const Vector &b1,
                        const Matrix &W2, const Vector &b2, const Matrix &W3, const Vector &b3) {
  return loss<Sigmoid>(x, label, W1, b1, W2, b2, W3, b3);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), gradient)
inline double tanh_2(const Matrix &x, const Matrix &label, const Matrix &W1, const Vector &b1,
                     const Matrix &W2, const Vector &b2, const Matrix &W3, const Vector &b3) {
  return loss<Tanh>(x, label, W1, b1, W2, b2, W3, b3);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3), gradient)
inline double relu_2(const Matrix &x, const Matrix &label, const Matrix &W1, const Vector &b1,
                     const Matrix &W2, const Vector &b2, const Matrix &W3, const Vector &b3) {
  return loss<Relu>(x, label, W1, b1, W2, b2, W3, b3);
}

GATEAUX_DIFFERENTIATE(wrt(W1, b1, W2, b2, W3, b3, W4, b4, W5, b5), gradient)
inline double relu_4(const Matrix &x, const Matrix &label, const Matrix &W1, const Vector &b1,
                     const Matrix &W2, const Vector &b2, const Matrix &W3, const Vector &b3,
                     const Matrix &W4, const Vector &b4, const Matrix &W5, const Vector &b5) {
  return loss<Relu>(x, label, W1, b1, W2, b2, W3, b3, W4, b4, W5, b5);
}

} // namespace multilayer

#endif // MULTILAYER_NETWORK_HPP
