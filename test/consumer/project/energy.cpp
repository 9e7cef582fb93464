#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

#include "energy.hpp"

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
static double energy(const Eigen::VectorXd &x) { return x.array().square().sum(); }

#include "energy.gateaux.hpp"

Eigen::VectorXd energy_slope(const Eigen::VectorXd &x) {
  Eigen::VectorXd slope;
  energy_gradient(x, slope);
  return slope;
}
