// SPDX-License-Identifier: Apache-2.0
//
// What stochastic descent does with a gradient. Each rule has step(g, w), which changes w, and keeps
// its own state from one call to the next.
#ifndef GATEAUX_SOLVERS_UPDATE_RULES_HPP
#define GATEAUX_SOLVERS_UPDATE_RULES_HPP

#include <Eigen/Core>
#include <cmath>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/schedule.hpp"

namespace gateaux {

/// Stochastic gradient descent with momentum: m <- g + beta m, w <- w - alpha_t m. With Nesterov's
/// variant the step is along g + beta m with the new m.
///
/// Sources: Polyak 1964; Nesterov 1983 in the form of Sutskever et al. 2013.
template <typename Scalar>
class BasicSgd {
public:
  explicit BasicSgd(Schedule rate, double momentum = 0.0, bool nesterov = false)
      : rate_(std::move(rate)), beta_(momentum), nesterov_(nesterov) {}

  void step(const VectorX<Scalar> &g, VectorX<Scalar> &w) {
    const auto alpha = Scalar(rate_(t_++));
    if (beta_ == 0.0) {
      w -= alpha * g;
      return;
    }
    if (momentum_.size() == 0)
      momentum_ = VectorX<Scalar>::Zero(w.size());
    internal::require_length("sgd", "w", w.size(), "the momentum", momentum_.size());
    momentum_ = g + Scalar(beta_) * momentum_;
    if (nesterov_)
      w -= alpha * (g + Scalar(beta_) * momentum_);
    else
      w -= alpha * momentum_;
  }
  Eigen::Index updates() const { return t_; }

private:
  Schedule rate_;
  double beta_;
  bool nesterov_;
  Eigen::Index t_ = 0;
  VectorX<Scalar> momentum_;
};
using Sgd = BasicSgd<double>;

/// RMSProp: s <- rho s + (1 - rho) g o g, w <- w - alpha_t g / (sqrt(s) + epsilon).
///
/// Source: Tieleman and Hinton 2012, lecture 6.5.
template <typename Scalar>
class BasicRmsProp {
public:
  explicit BasicRmsProp(Schedule rate, double rho = 0.9, double epsilon = 1e-8)
      : rate_(std::move(rate)), rho_(rho), epsilon_(epsilon) {}

  void step(const VectorX<Scalar> &g, VectorX<Scalar> &w) {
    if (squares_.size() == 0)
      squares_ = VectorX<Scalar>::Zero(w.size());
    internal::require_length("rmsprop", "w", w.size(), "the mean squares", squares_.size());
    squares_ = Scalar(rho_) * squares_ + Scalar(1.0 - rho_) * g.cwiseAbs2();
    w.array() -=
        Scalar(rate_(t_++)) * g.array() / (squares_.array().sqrt() + Scalar(epsilon_));
  }
  Eigen::Index updates() const { return t_; }

private:
  Schedule rate_;
  double rho_;
  double epsilon_;
  Eigen::Index t_ = 0;
  VectorX<Scalar> squares_;
};
using RmsProp = BasicRmsProp<double>;

/// Adam: means m of g and s of g o g with the rates beta_1 and beta_2, both divided by 1 - beta^t so
/// that they are unbiased from the first update on, and w <- w - alpha_t m / (sqrt(s) + epsilon).
///
/// Source: Kingma and Ba 2015, algorithm 1.
template <typename Scalar>
class BasicAdam {
public:
  explicit BasicAdam(Schedule rate, double beta_1 = 0.9, double beta_2 = 0.999,
                     double epsilon = 1e-8)
      : rate_(std::move(rate)), beta_1_(beta_1), beta_2_(beta_2), epsilon_(epsilon) {}

  void step(const VectorX<Scalar> &g, VectorX<Scalar> &w) {
    if (mean_.size() == 0) {
      mean_ = VectorX<Scalar>::Zero(w.size());
      squares_ = VectorX<Scalar>::Zero(w.size());
    }
    internal::require_length("adam", "w", w.size(), "the means", mean_.size());
    mean_ = Scalar(beta_1_) * mean_ + Scalar(1.0 - beta_1_) * g;
    squares_ = Scalar(beta_2_) * squares_ + Scalar(1.0 - beta_2_) * g.cwiseAbs2();
    const double alpha = rate_(t_++);
    const double t = double(t_);
    const double first = 1.0 - std::pow(beta_1_, t);
    const double second = 1.0 - std::pow(beta_2_, t);
    w.array() -= Scalar(alpha / first) * mean_.array() /
                 ((squares_.array() / Scalar(second)).sqrt() + Scalar(epsilon_));
  }
  Eigen::Index updates() const { return t_; }

private:
  Schedule rate_;
  double beta_1_;
  double beta_2_;
  double epsilon_;
  Eigen::Index t_ = 0;
  VectorX<Scalar> mean_;
  VectorX<Scalar> squares_;
};
using Adam = BasicAdam<double>;

} // namespace gateaux

#endif // GATEAUX_SOLVERS_UPDATE_RULES_HPP
