// Holds the generated gradients against central differences and closed forms. It prints the scale that the generated
// code was made with, so that the test can see an edit come through.
#include <cmath>
#include <cstdio>

#include "energy.hpp"
#include "loss.gateaux.hpp"
#include "outer.gateaux.hpp"

int main() {
  Eigen::MatrixXd A(3, 2);
  A << 1, 2, 3, 4, 5, 6;
  Eigen::VectorXd x(2), gradient;
  x << 0.3, -0.7;

  const double value = loss_gradient(x, A, gradient);
  bool good = value == loss(x, A) && gradient.size() == x.size();
  const double h = 1e-5;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    Eigen::VectorXd up = x, down = x;
    up(i) += h;
    down(i) -= h;
    const double expected = (loss(up, A) - loss(down, A)) / (2 * h);
    good = good && std::abs(gradient(i) - expected) < 1e-8 * (1 + std::abs(expected));
  }

  double slope = 0;
  outer_gradient(3.0, slope);
  good = good && std::abs(slope - 6) < 1e-14;
  good = good && energy_slope(x).isApprox(2 * x, 1e-14);

  std::printf("scale %.3f: %s\n", scaled(1), good ? "gradients agree" : "gradients differ");
  return good ? 0 : 1;
}
