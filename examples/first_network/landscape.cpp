// SPDX-License-Identifier: Apache-2.0
//
// N4 and N5: the loss is not convex, and the trained network can be fooled.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gateaux/plot.hpp>
#include <gateaux/progress.hpp>
#include <gateaux/solvers/gauss_newton_cg.hpp>
#include <gateaux/solvers/lanczos.hpp>

#include "single_layer.gateaux.hpp"
#include "systems.hpp"

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

namespace {

/// Random examples, labelled by a network with random weights, those of K times `scale`.
struct OwnData {
  MatrixXd K, W, Y, C;
  double b = 0.1;

  OwnData(Index examples, Index features, Index hidden, Index classes, double scale, Random &random)
      : K(scale * random.matrix(features, hidden)), W(random.matrix(hidden, classes)) {
    Y = random.matrix(examples, features);
    C = label(Y);
  }
  MatrixXd label(const MatrixXd &examples) const {
    MatrixXd P = (single_layer(K, b, examples) * W).array().exp();
    P.array().colwise() /= P.rowwise().sum().array().eval();
    return P;
  }
};

Index largest_entry(const MatrixXd &row) {
  Index i = 0;
  Index j = 0;
  row.maxCoeff(&i, &j);
  return j;
}

} // namespace

/// N4: the loss over a plane in the space of weights, spanned by random directions dK and dW.
bool draw_landscape(bool full) {
  System system("N4");
  Random random(5);
  const OwnData data(500, 50, 40, 10, 1.0, random);
  const Weights at = start_weights(50, 40, 10, random);
  const MatrixXd dK = random.matrix(50, 40);
  const MatrixXd dW = random.matrix(40, 10);
  gateaux::ContourPlot plot;
  const Index points = full ? 161 : 61;
  plot.x = VectorXd::LinSpaced(points, -1.0, 1.0);
  plot.y = VectorXd::LinSpaced(points, -1.0, 1.0);
  plot.z.resize(points, points);
  for (Index i = 0; i < points; ++i) {
    const MatrixXd Z = single_layer(at.K + plot.x[i] * dK, at.b, data.Y);
    for (Index j = 0; j < points; ++j) {
      const MatrixXd S = Z * (at.W + plot.y[j] * dW);
      const VectorXd largest = S.rowwise().maxCoeff();
      const MatrixXd D = S.colwise() - largest;
      plot.z(i, j) = (D.array().exp().rowwise().sum().log().sum() - data.C.cwiseProduct(D).sum()) /
                     double(data.Y.rows());
    }
  }
  // Along a line of the picture a convex function lies below its chords.
  double violation = 0.0;
  for (Index i = 0; i < points; ++i)
    for (Index j = 0; j < points; ++j)
      for (Index k = 1; i - k >= 0 && i + k < points; ++k)
        violation = std::max(violation, plot.z(i, j) - 0.5 * (plot.z(i - k, j) + plot.z(i + k, j)));
  system.at_least("height of the loss above a chord along dK", violation, 1e-3);

  cross_entropy_objective objective(at.K, at.b, at.W, data.Y, data.C);
  VectorXd g;
  objective.linearize(objective.initial(), g);
  const auto extreme = gateaux::extreme_eigenvalues(
      [&](const VectorXd &v, VectorXd &Hv) { objective.hvp(v, Hv); }, objective.dimension(),
      {1e-4, 200, 1});
  system.show("largest curvature where the picture is centred", extreme.largest);
  system.at_most("smallest curvature there, relative to it", extreme.smallest / extreme.largest,
                 -1e-3);

  plot.title = "The loss over two random directions";
  plot.x_label = "a in K + a dK";
  plot.y_label = "c in W + c dW";
  plot.write("landscape.png");
  system.picture("landscape.png");
  return system.finish();
}

/// N5: a small perturbation of an example that makes the network give the label one wants.
bool adversarial_examples(bool full) {
  System system("N5");
  Random random(6);
  const Index features = 50;
  const Index classes = 10;
  const OwnData data(full ? 10000 : 2000, features, 40, classes, 1.0 / std::sqrt(double(features)),
                     random);
  const Weights start = start_weights(features, 40, classes, random);

  cross_entropy_objective training(start.K, start.b, start.W, data.Y, data.C);
  VectorXd w = training.initial();
  const double least = cross_entropy(data.K, data.b, data.W, data.Y, data.C);
  gateaux::GaussNewtonOptions options;
  options.max_iterations = 60;
  options.relative_gradient_tolerance = 0.0;
  options.target_value = least + 1e-3 * (training.value(w) - least);
  const gateaux::Summary summary = gateaux::gauss_newton_cg(training, w, options);
  std::printf("  %s\n", summary.message.c_str());
  MatrixXd K;
  MatrixXd W;
  double b = 0.0;
  training.unpack(w, K, b, W);

  const Index tests = full ? 1000 : 100;
  const MatrixXd Y_test = random.matrix(tests, features);
  const MatrixXd C_test = data.label(Y_test);
  Index correct = 0;
  Index fooled = 0;
  double sum = 0.0;
  gateaux::Progress progress("adversary", tests);
  for (Index i = 0; i < tests; ++i) {
    const MatrixXd y = Y_test.row(i);
    const Index label = largest_entry(single_layer(K, b, y) * W);
    if (label == largest_entry(C_test.row(i)))
      ++correct;
    // The label to be given instead, drawn at random.
    const Index target = (label + 1 + Index((double(classes) - 1.0) * random.uniform())) % classes;
    MatrixXd wanted = MatrixXd::Zero(1, classes);
    wanted(0, target) = 1.0;
    // The penalty falls until the label changes, so that d is about as small as it can be.
    VectorXd d = VectorXd::Zero(features);
    for (double penalty = 4.0; penalty > 1e-4; penalty *= 0.7) {
      adversarial_loss_objective adversary(MatrixXd::Zero(1, features), y, wanted, K, b, W,
                                           penalty);
      gateaux::GaussNewtonOptions inner;
      inner.max_iterations = 30;
      inner.relative_gradient_tolerance = 1e-4;
      gateaux::gauss_newton_cg(adversary, d, inner);
      if (largest_entry(single_layer(K, b, y + d.transpose()) * W) == target) {
        if (d.norm() < 0.2 * y.norm())
          ++fooled;
        sum += d.norm() / y.norm();
        break;
      }
    }
    progress.update(i + 1);
  }
  progress.finish();
  system.show("test examples", double(tests));
  system.show("part of them with the true label before", double(correct) / double(tests));
  system.show("mean |d| / |y| where the label changed", sum / double(tests));
  system.at_least("part that gets the wanted label with |d| < 0.2 |y|",
                  double(fooled) / double(tests), 0.5);
  return system.finish();
}
