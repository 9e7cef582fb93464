// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
inline double powers(double x, int n) {
  double y = x;
  for (int i = 0; i < n; ++i) {
    if (y > 2.0)
      y = x / y;
    y *= x;
  }
  return y;
}
