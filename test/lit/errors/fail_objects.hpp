// SPDX-License-Identifier: Apache-2.0
// RUN: %fails %s -- %flags | FileCheck %s --implicit-check-not=error:
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

#include <vector>

class Fixed {
public:
  explicit Fixed(double a) : x(a) {}
  double x;
};

// CHECK: fail_objects.hpp:[[#@LINE+2]]:31: error: not supported: 'hessian' by an object whose class has no default constructor
// CHECK: fail_objects.hpp:[[#@LINE-7]]:7: note: ask for 'objective', which copies 'f'
GATEAUX_DIFFERENTIATE(wrt(f), hessian)
inline double f(const Fixed &f, double y) { return f.x * f.x * y; }

GATEAUX_DIFFERENTIATE(tangent)
// CHECK: fail_objects.hpp:[[#@LINE+2]]:8: error: not supported: a result of a class without a default constructor
// CHECK: fail_objects.hpp:[[#@LINE-13]]:7: note: generated code makes one and fills in its members
inline Fixed g(double x) { return Fixed(x * x); }

struct Data {
  double *x;
  int n;
};
// CHECK: fail_objects.hpp:[[#@LINE+2]]:59: error: not supported: 'objective' by an object with the pointer 'd.x'
// CHECK: fail_objects.hpp:[[#@LINE+1]]:59: note: pass the members as parameters of their own
GATEAUX_DIFFERENTIATE(wrt(d), extent(d.x, d.n), gradient, objective)
inline double h(const Data &d) { return d.x[0] * d.x[1]; }

// CHECK: fail_objects.hpp:[[#@LINE+2]]:37: error: not supported: 'objective' by a pointer to arrays
// CHECK: fail_objects.hpp:[[#@LINE+1]]:37: note: pass a pointer to numbers
GATEAUX_DIFFERENTIATE(extent(x, n), objective)
inline double i(const double (*x)[2], int n) { return x[0][0] * x[n - 1][1]; }

enum class Color { red };
GATEAUX_DIFFERENTIATE(gradient)
// CHECK: fail_objects.hpp:[[#@LINE+2]]:17: error: not supported: an array of enumerations in a parameter
// CHECK: fail_objects.hpp:[[#@LINE+1]]:17: note: use one of integers
inline double j(const Color (&c)[2], double x) { return c[0] == Color::red ? x : 0; }

struct View {
  const Eigen::MatrixXd &x;
};
GATEAUX_DIFFERENTIATE(tangent)
// CHECK: fail_objects.hpp:[[#@LINE+2]]:8: error: not supported: a result of type 'std::vector<Eigen::VectorXd>'
// CHECK: fail_objects.hpp:[[#@LINE+1]]:8: note: return a number, a matrix, a container of numbers or a struct of these
inline std::vector<Eigen::VectorXd> k(double x) { return {Eigen::VectorXd::Constant(2, x)}; }

struct Point {
  double x;
};
GATEAUX_DIFFERENTIATE(tangent)
// CHECK: fail_objects.hpp:[[#@LINE+2]]:17: error: not supported: parameter of type 'const Point *'
// CHECK: fail_objects.hpp:[[#@LINE+1]]:17: note: pass what it points to by reference
inline double l(const Point *p) { return p->x; }
