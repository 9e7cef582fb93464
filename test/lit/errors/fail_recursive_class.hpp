// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>

#include <utility>
#include <vector>

struct Tree {
  double value;
  std::vector<Tree> children;
};

// CHECK: fail_recursive_class.hpp:[[#@LINE+3]]:25: error: not supported: a list of objects that hold such lists themselves
// CHECK: note: keep the objects in one 'std::vector', and the positions of their parts in it
GATEAUX_DIFFERENTIATE(gradient)
inline double parameter(const Tree &t, double x) { return t.value * x; }

struct Forest;
struct Branch {
  double value;
  std::vector<std::pair<int, Forest>> forests;
};
struct Forest {
  std::vector<Branch> branches;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double local(double x) {
// CHECK: fail_recursive_class.hpp:[[#@LINE+1]]:3: error: not supported: a list of objects that hold such lists themselves
  Branch leaf{x, {}};
  return leaf.value * leaf.value;
}
