// SPDX-License-Identifier: Apache-2.0
//
// Layers, activations and losses of neural networks. One example is one column; all functions work on
// a batch.
//
// They are ordinary functions of Eigen matrices. Inside annotated code the Gateaux tool
// differentiates through their bodies, which are straight lines of Eigen operations; cross entropies
// and what moves pixels and columns about bring their derivatives along. All are finite for every
// finite input that does not overflow in a sum.
#ifndef GATEAUX_NN_HPP
#define GATEAUX_NN_HPP

#include "gateaux/nn/activations.hpp"
#include "gateaux/nn/images.hpp"
#include "gateaux/nn/indices.hpp"
#include "gateaux/nn/initialize.hpp"
#include "gateaux/nn/layers.hpp"
#include "gateaux/nn/losses.hpp"

#endif // GATEAUX_NN_HPP
