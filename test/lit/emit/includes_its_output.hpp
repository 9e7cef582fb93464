// SPDX-License-Identifier: Apache-2.0
// RUN: rm -rf %t && mkdir %t && cp %s %t/model.hpp
// RUN: %gateaux %t/model.hpp -o %t/model.gateaux.hpp -- %flags
// RUN: cp %t/model.gateaux.hpp %t/first.hpp
// RUN: %gateaux %t/model.hpp -o %t/model.gateaux.hpp -- %flags
// RUN: diff %t/first.hpp %t/model.gateaux.hpp
// RUN: FileCheck %s --input-file=%t/model.gateaux.hpp
//
// An #include of the file's own output is taken as empty, where it is there and where it is not.
#ifndef MODEL_HPP
#define MODEL_HPP
#include <gateaux/gateaux.hpp>

// CHECK-COUNT-2: inline double f_gradient(
// CHECK-NOT: inline double f_gradient(
GATEAUX_DIFFERENTIATE(gradient)
inline double f(double x) { return x * x; }

#include "model.gateaux.hpp"
#endif
