// SPDX-License-Identifier: Apache-2.0
//
// The whole runtime: markers, layers, solvers, data, progress display and plots.
#ifndef GATEAUX_RUNTIME_HPP
#define GATEAUX_RUNTIME_HPP

#include "gateaux/data.hpp"
#include "gateaux/gateaux.hpp"
#include "gateaux/nn.hpp"
#include "gateaux/plot.hpp"
#include "gateaux/progress.hpp"
#include "gateaux/solvers.hpp"

#endif // GATEAUX_RUNTIME_HPP
