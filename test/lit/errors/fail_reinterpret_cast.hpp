// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_reinterpret_cast.hpp:[[#@LINE+1]]:48: error: not supported: conversion from 'long' to 'double'
inline double f(double x, long n) { return x + reinterpret_cast<double &>(n); }
