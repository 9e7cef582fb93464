// SPDX-License-Identifier: Apache-2.0
// RUN: %gateaux %s -o %t.hpp -- %flags && FileCheck %s < %t.hpp
//
// Pointers and iterators that walk, and what is read of the library, are counted loops.
#include <Eigen/Core>
#include <algorithm>
#include <gateaux/gateaux.hpp>
#include <numeric>
#include <vector>

// CHECK-LABEL: inline double squares_gradient(
// CHECK: for (Eigen::Index p = 0; p < x.size(); ++p) {
// CHECK-NEXT: s += x(p) * x(p);
// CHECK-NEXT: x_bar(p) += 2.0 * x(p);
GATEAUX_DIFFERENTIATE(gradient)
inline double squares(const Eigen::VectorXd &x) {
  double s = 0;
  const double *end = x.data() + x.size();
  for (const double *p = x.data(); p != end; ++p)
    s += *p * *p;
  return s;
}

// CHECK-LABEL: inline double transformed_gradient(
// CHECK: for (Eigen::Index first = 0; first < x.size(); ++first) {
// CHECK-NOT: while
// CHECK-NOT: resize(
// CHECK: return
GATEAUX_DIFFERENTIATE(gradient)
inline double transformed(const Eigen::VectorXd &x) {
  std::vector<double> v(x.size());
  std::transform(x.begin(), x.end(), v.begin(), [](double a) { return a * a; });
  return std::accumulate(v.begin(), v.end(), 0.0);
}

// The size of what grows is kept, and not what it holds.
// CHECK-LABEL: inline double grown_gradient(
// CHECK-NOT: .keep(
// CHECK: return
GATEAUX_DIFFERENTIATE(gradient)
inline double grown(const Eigen::VectorXd &x) {
  std::vector<double> y;
  for (int i = 0; i < x.size(); ++i)
    y.push_back(x(i) * x(i));
  return std::accumulate(y.begin(), y.end(), 0.0);
}
