// SPDX-License-Identifier: Apache-2.0
//
// All solvers. They take anything with the members of a generated flat objective, options in, and
// return a summary with a reason that a person can read. Link with gateaux::runtime.
#ifndef GATEAUX_SOLVERS_HPP
#define GATEAUX_SOLVERS_HPP

#include "gateaux/solvers/check.hpp"
#include "gateaux/solvers/check_taylor.hpp"
#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/conjugate_gradient.hpp"
#include "gateaux/solvers/entry_names.hpp"
#include "gateaux/solvers/gauss_newton_cg.hpp"
#include "gateaux/solvers/gradient_descent.hpp"
#include "gateaux/solvers/implicit.hpp"
#include "gateaux/solvers/lanczos.hpp"
#include "gateaux/solvers/levenberg_marquardt.hpp"
#include "gateaux/solvers/line_search.hpp"
#include "gateaux/solvers/minimize.hpp"
#include "gateaux/solvers/minres.hpp"
#include "gateaux/solvers/newton.hpp"
#include "gateaux/solvers/newton_cg.hpp"
#include "gateaux/solvers/schedule.hpp"
#include "gateaux/solvers/search.hpp"
#include "gateaux/solvers/spectrum.hpp"
#include "gateaux/solvers/stochastic.hpp"
#include "gateaux/solvers/update_rules.hpp"
#include "gateaux/solvers/wolfe_search.hpp"

#endif // GATEAUX_SOLVERS_HPP
