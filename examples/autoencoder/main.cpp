// SPDX-License-Identifier: Apache-2.0
//
// The curvature of a linear autoencoder at its optimum, and what it means for gradient descent: the
// system T7 of README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <gateaux/plot.hpp>
#include <gateaux/solvers/gradient_descent.hpp>
#include <gateaux/solvers/lanczos.hpp>
#include <limits>
#include <string>
#include <vector>

#include "../common/system.hpp"
#include "linear_autoencoder.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::System;

VectorXd flat(const MatrixXd &A, const MatrixXd &B) {
  VectorXd w(A.size() + B.size());
  w << A.reshaped(), B.reshaped();
  return w;
}

bool curvature(bool full) {
  System system("T7");
  Random random(1);
  const Index dimensions = 10;
  const Index latent = 4;
  const Index count = 400;

  // Centred data with standard deviations that fall slowly from 1.
  VectorXd deviation(dimensions);
  for (Index i = 0; i < dimensions; ++i)
    deviation[i] = std::pow(0.9, double(i));
  MatrixXd X = random.orthonormal(dimensions, dimensions) * deviation.asDiagonal() *
               random.matrix(dimensions, count);
  X.colwise() -= X.rowwise().mean().eval();
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(X * X.transpose() / double(count));
  const VectorXd s2 = eigen.eigenvalues().reverse().head(latent);
  const MatrixXd U = eigen.eigenvectors().rowwise().reverse().leftCols(latent);
  const VectorXd lambda = VectorXd::LinSpaced(latent, 0.02, 0.08);

  // The optimum in closed form, with random signs P.
  const VectorXd d2 = 1.0 - lambda.array() / s2.array();
  const VectorXd d = d2.cwiseSqrt();
  VectorXd P(latent);
  for (Index k = 0; k < latent; ++k)
    P[k] = random.uniform() < 0.5 ? -1.0 : 1.0;
  const MatrixXd W1 = P.cwiseProduct(d).asDiagonal() * U.transpose();
  const MatrixXd W2 = U * P.cwiseProduct(d).asDiagonal();

  autoencoder_loss_objective objective(W1, W2, X, lambda);
  const VectorXd w = objective.initial();
  VectorXd g;
  objective.gradient(w, g);
  system.at_most("|gradient| at the closed form", g.norm(), 1e-10);

  // The tangents of both groups of transformations at the identity are the directions.
  MatrixXd V1, V2, V1_dot, V2_dot;
  rescale_tangent(W1, W2, 1.0, V1, V2, 1.0, V1_dot, V2_dot);
  const double rescaling = gateaux::rayleigh_quotient(objective, w, flat(V1_dot, V2_dot));
  rotate_tangent(W1, W2, 0.0, V1, V2, 1.0, V1_dot, V2_dot);
  const double rotation = gateaux::rayleigh_quotient(objective, w, flat(V1_dot, V2_dot));
  const double rescaling_formula = 2.0 * s2.dot(d2.cwiseAbs2()) / d2.sum();
  const double rotation_formula = (lambda[1] - lambda[0]) * (d2[0] - d2[1]) / (d2[0] + d2[1]);
  system.show("curvature along the rescaling", rescaling);
  system.show("curvature along the rotation", rotation);
  system.at_most("rescaling against 2 sum s^2 d^4 / sum d^2, relative",
                 std::abs(rescaling / rescaling_formula - 1.0), 1e-8);
  system.at_most("rotation against the closed form, relative",
                 std::abs(rotation / rotation_formula - 1.0), 1e-8);
  system.at_least("their ratio", rescaling / rotation, 1000.0);

  // Descent from small random weights: the subspace is found fast, the axes in it slowly.
  VectorXd at = 0.1 * random.vector(w.size());
  const auto extreme = gateaux::extreme_eigenvalues(
      [&](const VectorXd &v, VectorXd &Hv) { objective.hvp(w, v, Hv); }, w.size());
  std::vector<double> steps;
  std::vector<double> excess;
  std::vector<std::vector<double>> angles(static_cast<std::size_t>(latent));
  const double optimal = objective.value(w);
  gateaux::GradientDescentOptions options;
  options.rule = gateaux::StepRule::Fixed;
  options.step = 1.0 / extreme.largest;
  options.max_iterations = full ? 300000 : 80000;
  options.relative_gradient_tolerance = 0.0;
  options.callback = [&](const gateaux::Iteration &it) {
    if (!steps.empty() && double(it.iteration + 1) < 1.05 * steps.back())
      return true;
    MatrixXd A1 = W1;
    MatrixXd A2 = W2;
    objective.unpack(it.w, A1, A2);
    steps.push_back(double(it.iteration + 1));
    excess.push_back(it.value - optimal);
    for (Index k = 0; k < latent; ++k) {
      const double cosine = std::abs(A1.row(k).normalized().dot(U.col(k)));
      angles[std::size_t(k)].push_back(std::acos(std::min(cosine, 1.0)) * 180.0 / 3.14159265358979);
    }
    return true;
  };
  gateaux::gradient_descent(objective, at, options);
  const auto first_below = [&](const std::vector<double> &values, double limit) {
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i] < limit)
        return steps[i];
    return std::numeric_limits<double>::infinity();
  };
  double last_angle = 0.0;
  for (const auto &angle : angles)
    last_angle = std::max(last_angle, first_below(angle, 5.0));
  const double fast = first_below(excess, 0.01 * excess.front());
  system.show("steps until the loss is within 1 % of the optimum", fast);
  system.show("steps until all angles are below 5 degrees", last_angle);
  system.at_most("largest angle at the end, degrees",
                 std::max({angles[0].back(), angles[1].back(), angles[2].back(), angles[3].back()}),
                 5.0);

  gateaux::Plot plot;
  plot.title = "Angles between the rows of W1 and the principal components during descent";
  plot.x_label = "iteration";
  plot.y_label = "degrees";
  plot.log_x = true;
  for (Index k = 0; k < latent; ++k)
    plot.add("component " + std::to_string(k + 1), steps, angles[std::size_t(k)]);
  plot.write("angles.png");
  system.picture("angles.png");
  return system.finish();
}

} // namespace

int main(int argc, char **argv) { return examples::run_systems(argc, argv, {{"T7", curvature}}); }
