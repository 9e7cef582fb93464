// SPDX-License-Identifier: Apache-2.0
//
// How the types of the intermediate form are spelled in C++.
#pragma once

#include "Type.h"

#include <string>

namespace gateaux::ir {

/// The C++ type of a variable that holds a value of type `type`: "double", "Eigen::Index",
/// "Eigen::MatrixXd", "Eigen::Vector3f", "Eigen::Array<bool, Eigen::Dynamic, 1>". It uses Eigen's
/// abbreviations where there is one.
std::string spell(const Type &type);

/// True for the integer types without a sign.
bool isUnsigned(const Type &type);
/// True for the integer types narrower than int, in which C++ does not compute.
bool isNarrow(const Type &type);

} // namespace gateaux::ir
