// SPDX-License-Identifier: Apache-2.0
//
// The exclusive or, learned by minibatch gradient descent from many random starts: the system J3 of
// README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <gateaux/data/split.hpp>
#include <gateaux/progress.hpp>
#include <gateaux/solvers/stochastic.hpp>
#include <string>

#include "../common/system.hpp"
#include "network.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

/// The nine partial derivatives with two hidden units, as one derives them one by one.
VectorXd nine_partials(const MatrixXd &W1, const VectorXd &b1, const RowVectorXd &W2, double b2,
                       const MatrixXd &X, const RowVectorXd &y) {
  // w1 w2 / w3 w4 are the rows of W1, w5 w6 those of W2; flattened column by column:
  // w1 w3 w2 w4 b1 b2 w5 w6 b3.
  VectorXd g = VectorXd::Zero(9);
  for (Index i = 0; i < X.cols(); ++i) {
    const double x1 = X(0, i);
    const double x2 = X(1, i);
    const double z1 = W1(0, 0) * x1 + W1(0, 1) * x2 + b1(0);
    const double z2 = W1(1, 0) * x1 + W1(1, 1) * x2 + b1(1);
    const double h1 = std::max(z1, 0.0);
    const double h2 = std::max(z2, 0.0);
    const double e = (W2(0) * h1 + W2(1) * h2 + b2 - y(i)) / double(X.cols());
    const double s1 = z1 > 0.0 ? 1.0 : 0.0;
    const double s2 = z2 > 0.0 ? 1.0 : 0.0;
    VectorXd partial(9);
    partial << W2(0) * s1 * x1, W2(1) * s2 * x1, W2(0) * s1 * x2, W2(1) * s2 * x2, W2(0) * s1,
        W2(1) * s2, h1, h2, 1.0;
    g += e * partial;
  }
  return g;
}

/// The part of `starts` random starts from which minibatch descent learns all four points: each
/// output within 0.1 of its label.
template <typename Objective, typename Loss>
double part_learned(Loss &&output_loss, Index hidden, Index starts, const MatrixXd &X,
                    const RowVectorXd &y, const char *name) {
  Index learned = 0;
  gateaux::Progress progress(name, starts);
  for (Index start = 0; start < starts; ++start) {
    Random random(1000 + unsigned(start));
    const MatrixXd W1 = random.matrix(hidden, 2);
    const RowVectorXd W2 = random.matrix(1, hidden) / std::sqrt(double(hidden));
    MatrixXd X_batch = X;
    RowVectorXd y_batch = y;
    Objective objective(W1, VectorXd::Zero(hidden), W2, 0.0, X_batch, y_batch);
    VectorXd w = objective.initial();
    gateaux::Sgd rule(0.1);
    gateaux::Minibatches batches(X.cols(), 2, std::uint64_t(start));
    gateaux::Indices batch;
    gateaux::TrainOptions options;
    options.max_epochs = 2000;
    gateaux::train(
        objective, w, rule,
        [&](Objective &f) {
          if (!batches.next(batch))
            return false;
          X_batch = X(Eigen::all, batch);
          y_batch = y(batch);
          f.rebind(X_batch, y_batch);
          return true;
        },
        options);
    MatrixXd W1_end = W1;
    VectorXd b1_end = VectorXd::Zero(hidden);
    RowVectorXd W2_end = W2;
    double b2_end = 0.0;
    objective.unpack(w, W1_end, b1_end, W2_end, b2_end);
    // Each point alone: half the square of its error.
    double worst = 0.0;
    for (Index i = 0; i < X.cols(); ++i)
      worst = std::max(worst, output_loss(W1_end, b1_end, W2_end, b2_end, MatrixXd(X.col(i)),
                                          RowVectorXd(y.segment(i, 1))));
    if (std::sqrt(2.0 * worst) < 0.1)
      ++learned;
    progress.update(start + 1);
  }
  progress.finish();
  return double(learned) / double(starts);
}

bool exclusive_or(bool full) {
  System system("J3");
  MatrixXd X(2, 4);
  X << 0, 0, 1, 1, 0, 1, 0, 1;
  const RowVectorXd y = Eigen::RowVector4d(0, 1, 1, 0);

  Random random(1);
  const MatrixXd W1 = random.matrix(2, 2);
  const VectorXd b1 = random.vector(2);
  const RowVectorXd W2 = random.matrix(1, 2);
  const double b2 = random.number();
  MatrixXd W1_bar;
  VectorXd b1_bar;
  RowVectorXd W2_bar;
  double b2_bar = 0.0;
  relu_loss_gradient(W1, b1, W2, b2, X, y, W1_bar, b1_bar, W2_bar, b2_bar);
  VectorXd g(9);
  g << W1_bar.reshaped(), b1_bar, W2_bar.transpose(), b2_bar;
  system.at_most("nine partial derivatives against those by hand",
                 examples::relative_difference(g, nine_partials(W1, b1, W2, b2, X, y)), 1e-12);

  const Index starts = full ? 1000 : 200;
  system.at_least("two hidden units: part of the starts that learn",
                  part_learned<relu_loss_objective>(relu_loss, 2, starts, X, y, "2 units"), 0.15);
  system.at_least("eight hidden units: part of the starts that learn",
                  part_learned<relu_loss_objective>(relu_loss, 8, starts, X, y, "8 units"), 0.90);
  system.at_most("without the non-linearity: part of the starts",
                 part_learned<linear_loss_objective>(linear_loss, 8, starts, X, y, "linear"), 0.0);
  return system.finish();
}

} // namespace

int main(int argc, char **argv) { return examples::run_systems(argc, argv, {{"J3", exclusive_or}}); }
