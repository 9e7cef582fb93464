// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

#include <tuple>

class Fixed {
public:
  explicit Fixed(double a) : x(a) {}
  double x;
};

GATEAUX_DIFFERENTIATE(wrt(f), hessian)
inline double f(const Fixed &f, double y) { return f.x * f.x * y; }

GATEAUX_DIFFERENTIATE(tangent)
inline Fixed g(double x) { return Fixed(x * x); }

struct Data {
  double *x;
  int n;
};
GATEAUX_DIFFERENTIATE(wrt(d), extent(d.x, d.n), gradient, objective)
inline double h(const Data &d) { return d.x[0] * d.x[1]; }

GATEAUX_DIFFERENTIATE(extent(x, n), objective)
inline double i(const double (*x)[2], int n) { return x[0][0] * x[n - 1][1]; }

enum class Color { red };
GATEAUX_DIFFERENTIATE(gradient)
inline double j(const Color (&c)[2], double x) { return c[0] == Color::red ? x : 0; }

struct View {
  const Eigen::MatrixXd &x;
};
GATEAUX_DIFFERENTIATE(tangent)
inline std::tuple<double, double> k(double x) { return {x, x * x}; }

struct Point {
  double x;
};
GATEAUX_DIFFERENTIATE(tangent)
inline double l(const Point *p) { return p->x; }
