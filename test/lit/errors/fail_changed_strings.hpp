// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <gateaux/gateaux.hpp>
#include <string>

// Strings that change have no name in generated code that stays true.

GATEAUX_DIFFERENTIATE(gradient)
inline double appended(double x, std::string kind) {
// CHECK: fail_changed_strings.hpp:[[#@LINE+1]]:8: error: not supported: 'operator+=' of 'std::string'
  kind += "a";
  return kind == "a" ? x : x * x;
}

GATEAUX_DIFFERENTIATE(gradient)
inline double captured(double x, std::string kind) {
  auto reset = [&kind] { kind.clear(); };
  GATEAUX_INACTIVE reset();
// CHECK: fail_changed_strings.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: 'operator==' of
  return kind == "a" ? x : x * x;
}

struct Settings {
  std::string kind;
};
GATEAUX_DIFFERENTIATE(gradient)
inline double assigned(double x, const Settings &given) {
  Settings c = given;
  if (x > 0)
    c = Settings{"b"};
// CHECK: fail_changed_strings.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: 'operator==' of
  return c.kind == "a" ? x : x * x;
}

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double parameter(double x, Settings c, const Settings &other) {
  c = other;
// CHECK: fail_changed_strings.hpp:[[#@LINE+1]]:{{[0-9]+}}: error: not supported: 'operator==' of
  return c.kind == "a" ? x : x * x;
}
