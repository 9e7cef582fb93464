// SPDX-License-Identifier: Apache-2.0
//
// Data: files in, splits and minibatches, parameters in files. Link with gateaux::runtime.
#ifndef GATEAUX_DATA_HPP
#define GATEAUX_DATA_HPP

#include "gateaux/data/csv.hpp"
#include "gateaux/data/idx.hpp"
#include "gateaux/data/parameters.hpp"
#include "gateaux/data/split.hpp"

#endif // GATEAUX_DATA_HPP
