// SPDX-License-Identifier: Apache-2.0
//
// What generated code uses besides Eigen. Each part has a header of its own:
//
//   buffer.hpp             memory that grows and never shrinks, for workspaces
//   sequence.hpp           what loops keep of their iterations
//   list.hpp               lists of scalars and matrices, for workspaces
//   shape.hpp              sizing and checking of adjoints
//   coefficients.hpp       cbrt, atan2 and others of <cmath>, for arrays
//   dense.hpp              dense Jacobians and Hessians from products with unit vectors
//   held.hpp               what an objective keeps of its arguments
//   indices.hpp            indices at equal distances
//   flatten.hpp            between matrices and the flat vectors of an objective
//   math.hpp               exp, tanh, logistic, softplus, erf, sign, safe_div: scalar and
//   vectorised special_functions.hpp  digamma and polygamma reductions.hpp         argmax and
//   argmin with their gathers and scatters, products of others
#ifndef GATEAUX_SUPPORT_HPP
#define GATEAUX_SUPPORT_HPP

#include "gateaux/support/buffer.hpp"
#include "gateaux/support/coefficients.hpp"
#include "gateaux/support/dense.hpp"
#include "gateaux/support/flatten.hpp"
#include "gateaux/support/held.hpp"
#include "gateaux/support/indices.hpp"
#include "gateaux/support/list.hpp"
#include "gateaux/support/math.hpp"
#include "gateaux/support/reductions.hpp"
#include "gateaux/support/repeat.hpp"
#include "gateaux/support/sequence.hpp"
#include "gateaux/support/shape.hpp"
#include "gateaux/support/sort.hpp"
#include "gateaux/support/sparse.hpp"
#include "gateaux/support/special_functions.hpp"

#endif // GATEAUX_SUPPORT_HPP
