// SPDX-License-Identifier: Apache-2.0
#include <gateaux/gateaux.hpp>

#include "part.hpp"

namespace models {
GATEAUX_DIFFERENTIATE(wrt(x), gradient, hvp, as(other))
inline double f(double x, double y) { return square(x) * y; }
} // namespace models

GATEAUX_DIFFERENTIATE(ggnvp(z), hvp(along(y)), objective)
inline double g(double x, double y) {
  double z = x * y;
  return z * z;
}
