// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"

#include <limits>
#include <random>
#include <stdexcept>
#include <string>

namespace numeric {

namespace {

double scaleOf(const Vector &a, const Vector &b) {
  double scale = 1;
  if (a.size() > 0)
    scale = std::max({scale, a.cwiseAbs().maxCoeff(), b.cwiseAbs().maxCoeff()});
  return scale;
}

/// The initial point and another one close to it.
std::vector<Vector> points(const Vector &initial) {
  return {initial, initial + 0.03 * direction(initial.size(), 17)};
}

void expectNear(double a, double b, double tolerance, const char *what) {
  EXPECT_NEAR(a, b, tolerance * std::max({1.0, std::abs(a), std::abs(b)})) << what;
}

/// That a vector of the wrong length throws, naming both lengths.
template <typename F>
void expectLengthError(F f, Eigen::Index wrong, Eigen::Index right, const char *what) {
  try {
    f(Vector::Zero(wrong).eval());
    ADD_FAILURE() << what << " takes a vector of length " << wrong << " instead of " << right;
  } catch (const std::invalid_argument &e) {
    const std::string message = e.what();
    EXPECT_NE(message.find(std::to_string(wrong)), std::string::npos) << what << ": " << message;
    EXPECT_NE(message.find(std::to_string(right)), std::string::npos) << what << ": " << message;
  }
}

using Product = std::function<void(const Vector &, const Vector &, Vector &)>;
using LinearizedProduct = std::function<void(const Vector &, Vector &)>;

/// What holds for products with a symmetric matrix, linearised or not.
void checkProduct(const ScalarFunction &f, const Vector &w, const Product &product,
                  const LinearizedProduct &linearized, Tolerance tolerance, const char *what) {
  SCOPED_TRACE(what);
  const Vector u = direction(f.dimension, 5), v = direction(f.dimension, 6);
  Vector au, av, sum, again, g;
  product(w, u, au);
  product(w, v, av);
  expectNear(u.dot(av), v.dot(au), tolerance.values, "u'Av and v'Au");
  product(w, u - 2 * v, sum);
  expectClose(sum, au - 2 * av, tolerance.values, "linearity in the direction");
  product(w, u, again);
  expectSame(again, au, "a second call");

  f.linearize(w, g);
  linearized(u, again);
  expectClose(again, au, tolerance.values, "the product at the linearised point");
  linearized(v, again);
  expectClose(again, av, tolerance.values, "the second product at the linearised point");
  Vector elsewhere;
  f.gradient(w + 0.1 * u, elsewhere); // moves nothing
  linearized(v, again);
  expectClose(again, av, tolerance.values, "the linearised product after a gradient elsewhere");
  linearized(v, elsewhere);
  expectSame(elsewhere, again, "a second linearised product");

  const Eigen::Index n = f.dimension;
  for (Eigen::Index wrong : {n + 1, n - 1}) {
    expectLengthError([&](const Vector &x) { product(x, v, av); }, wrong, n, "the point");
    expectLengthError([&](const Vector &x) { product(w, x, av); }, wrong, n, "the direction");
    expectLengthError([&](const Vector &x) { linearized(x, av); }, wrong, n, "the direction");
  }
}

} // namespace

Vector direction(Eigen::Index n, unsigned seed) {
  std::mt19937 engine(seed * 7919 + 13);
  Vector v(n);
  for (Eigen::Index i = 0; i < n; ++i)
    v(i) = static_cast<double>(engine()) / std::mt19937::max() * 2 - 1;
  return v;
}

void expectClose(const Vector &a, const Vector &b, double tolerance, const char *what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  if (a.size() == 0)
    return;
  ASSERT_TRUE(a.allFinite() && b.allFinite())
      << what << ": " << a.transpose() << " and " << b.transpose();
  Eigen::Index worst;
  const double error = (a - b).cwiseAbs().maxCoeff(&worst) / scaleOf(a, b);
  EXPECT_LE(error, tolerance) << what << ": entry " << worst << " is " << a(worst) << " and "
                              << b(worst) << "\n  " << a.transpose() << "\n  " << b.transpose();
}

void expectSame(const Vector &a, const Vector &b, const char *what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  EXPECT_TRUE((a.array() == b.array()).all())
      << what << " differs by " << (a - b).cwiseAbs().maxCoeff();
}

Vector derivative(const std::function<Vector(double)> &phi) {
  constexpr int kSteps = 12;
  constexpr double kShrink = 1.6;
  Vector best;
  double bestError = std::numeric_limits<double>::infinity();
  std::vector<Vector> last;
  double h = 0.2;
  for (int i = 0; i < kSteps; ++i, h /= kShrink) {
    std::vector<Vector> row = {(phi(h) - phi(-h)) / (2 * h)};
    if (!row[0].allFinite()) {
      last.clear();
      continue;
    }
    double factor = kShrink * kShrink;
    for (size_t j = 0; j < last.size(); ++j, factor *= kShrink * kShrink) {
      row.push_back((factor * row[j] - last[j]) / (factor - 1));
      const double error = std::max((row[j + 1] - row[j]).cwiseAbs().maxCoeff(),
                                    (row[j + 1] - last[j]).cwiseAbs().maxCoeff());
      if (error <= bestError) {
        bestError = error;
        best = row[j + 1];
      }
    }
    last = std::move(row);
  }
  return best;
}

void checkScalar(const std::function<ScalarFunction()> &make, Tolerance tolerance) {
  const ScalarFunction f = make();
  const Eigen::Index n = f.dimension;
  ASSERT_EQ(f.initial.size(), n);
  ASSERT_GT(n, 0);
  int number = 0;
  for (const Vector &w : points(f.initial)) {
    SCOPED_TRACE("point " + std::to_string(number++));
    const double value = f.value(w);
    ASSERT_TRUE(std::isfinite(value));
    Vector g, again, linearized;
    expectNear(f.gradient(w, g), value, 1e-13, "the value that the gradient returns");
    ASSERT_EQ(g.size(), n);
    ASSERT_TRUE(g.allFinite()) << g.transpose();

    // A warm call, and one of a new object, give the same bits.
    f.gradient(w, again);
    expectSame(again, g, "a second gradient");
    make().gradient(w, again);
    expectSame(again, g, "the gradient of a new object");
    expectNear(f.linearize(w, linearized), value, 1e-13, "the value that linearize returns");
    expectClose(linearized, g, tolerance.values, "the gradient that linearize returns");

    auto along = [&](const Vector &v) {
      return derivative([&](double h) { return Vector::Constant(1, f.value(w + h * v)).eval(); });
    };
    for (unsigned seed : {1u, 2u, 3u}) {
      const Vector v = direction(n, seed);
      expectClose(Vector::Constant(1, g.dot(v)), along(v), tolerance.differences,
                  "the gradient along a direction");
    }
    if (n <= 12) {
      Vector differences(n);
      for (Eigen::Index i = 0; i < n; ++i)
        differences(i) = along(Vector::Unit(n, i))(0);
      expectClose(g, differences, tolerance.differences, "the gradient, entry by entry");
    }
    if (f.hvp) {
      checkProduct(f, w, f.hvp, f.linearizedHvp, tolerance, "Hessian products");
      for (unsigned seed : {5u, 6u}) {
        const Vector v = direction(n, seed);
        Vector hv;
        f.hvp(w, v, hv);
        expectClose(hv, derivative([&](double h) {
                      Vector gh;
                      f.gradient(w + h * v, gh);
                      return gh;
                    }),
                    tolerance.differences, "the Hessian product");
      }
    }
    if (f.ggnvp)
      checkProduct(f, w, f.ggnvp, f.linearizedGgnvp, tolerance, "Gauss-Newton products");
  }
  for (Eigen::Index wrong : {n + 1, n - 1}) {
    Vector g;
    expectLengthError([&](const Vector &w) { f.value(w); }, wrong, n, "value");
    expectLengthError([&](const Vector &w) { f.gradient(w, g); }, wrong, n, "gradient");
    expectLengthError([&](const Vector &w) { f.linearize(w, g); }, wrong, n, "linearize");
  }
}

void checkVector(const std::function<VectorFunction()> &make, Tolerance tolerance) {
  const VectorFunction f = make();
  const Eigen::Index n = f.dimension, m = f.residuals;
  ASSERT_EQ(f.initial.size(), n);
  ASSERT_GT(n, 0);
  Vector r, jv, jtu, again;
  int number = 0;
  for (const Vector &w : points(f.initial)) {
    SCOPED_TRACE("point " + std::to_string(number++));
    f.value(w, r);
    ASSERT_EQ(r.size(), m);
    ASSERT_TRUE(r.allFinite()) << r.transpose();
    for (unsigned seed : {1u, 2u}) {
      const Vector v = direction(n, seed), u = direction(m, seed + 10);
      f.jvp(w, v, jv);
      f.vjp(w, u, jtu);
      expectNear(u.dot(jv), jtu.dot(v), tolerance.values, "<u, Jv> and <J'u, v>");
      expectClose(jv, derivative([&](double h) {
                    Vector rh;
                    f.value(w + h * v, rh);
                    return rh;
                  }),
                  tolerance.differences, "Jv");
      f.jvp(w, v, again);
      expectSame(again, jv, "a second Jv");
      make().jvp(w, v, again);
      expectSame(again, jv, "Jv of a new object");
      f.vjp(w, u, again);
      expectSame(again, jtu, "a second J'u");
      make().vjp(w, u, again);
      expectSame(again, jtu, "J'u of a new object");
    }
    if (f.jacobian) {
      Matrix J;
      f.jacobian(w, J);
      ASSERT_EQ(J.rows(), m);
      ASSERT_EQ(J.cols(), n);
      for (Eigen::Index i = 0; i < n; ++i) {
        f.jvp(w, Vector::Unit(n, i), jv);
        expectClose(J.col(i), jv, tolerance.values, "a column of the Jacobian");
      }
      for (Eigen::Index i = 0; i < m; ++i) {
        f.vjp(w, Vector::Unit(m, i), jtu);
        expectClose(J.row(i).transpose(), jtu, tolerance.values, "a row of the Jacobian");
      }
    }
  }
  const Vector v = direction(n, 1), u = direction(m, 2);
  for (Eigen::Index wrong : {n + 1, n - 1}) {
    expectLengthError([&](const Vector &w) { f.value(w, r); }, wrong, n, "value");
    expectLengthError([&](const Vector &w) { f.jvp(w, v, r); }, wrong, n, "jvp");
    expectLengthError([&](const Vector &x) { f.jvp(f.initial, x, r); }, wrong, n, "jvp");
    expectLengthError([&](const Vector &w) { f.vjp(w, u, r); }, wrong, n, "vjp");
  }
  for (Eigen::Index wrong : {m + 1, m - 1})
    expectLengthError([&](const Vector &x) { f.vjp(f.initial, x, r); }, wrong, m, "vjp");
}

void checkFloatScalar(const ScalarFunction &narrow, const ScalarFunction &wide) {
  constexpr double kTolerance = 2e-5;
  const Eigen::Index n = wide.dimension;
  ASSERT_EQ(narrow.dimension, n);
  const Vector w = wide.initial, v = direction(n, 4).cast<float>().cast<double>();
  expectNear(narrow.value(w), wide.value(w), kTolerance, "the value in float");
  Vector a, b;
  expectNear(narrow.gradient(w, a), wide.gradient(w, b), kTolerance, "the value in float");
  expectClose(a, b, kTolerance, "the gradient in float");
  narrow.linearize(w, a);
  expectClose(a, b, kTolerance, "the gradient in float");
  if (narrow.hvp) {
    wide.hvp(w, v, b);
    narrow.linearizedHvp(v, a);
    expectClose(a, b, kTolerance, "the linearised Hessian product in float");
    narrow.hvp(w, v, a);
    expectClose(a, b, kTolerance, "the Hessian product in float");
  }
  if (narrow.ggnvp) {
    wide.ggnvp(w, v, b);
    narrow.linearizedGgnvp(v, a);
    expectClose(a, b, kTolerance, "the linearised Gauss-Newton product in float");
    narrow.ggnvp(w, v, a);
    expectClose(a, b, kTolerance, "the Gauss-Newton product in float");
  }
}

void checkFloatVector(const VectorFunction &narrow, const VectorFunction &wide) {
  constexpr double kTolerance = 2e-5;
  ASSERT_EQ(narrow.dimension, wide.dimension);
  ASSERT_EQ(narrow.residuals, wide.residuals);
  const Vector w = wide.initial, v = direction(wide.dimension, 4), u = direction(wide.residuals, 5);
  Vector a, b;
  narrow.value(w, a);
  wide.value(w, b);
  expectClose(a, b, kTolerance, "the value in float");
  narrow.jvp(w, v, a);
  wide.jvp(w, v, b);
  expectClose(a, b, kTolerance, "Jv in float");
  narrow.vjp(w, u, a);
  wide.vjp(w, u, b);
  expectClose(a, b, kTolerance, "J'u in float");
}

void checkGaussNewton(const ScalarFunction &f, const VectorFunction &model,
                      const ScalarFunction &outer) {
  ASSERT_EQ(f.dimension, model.dimension);
  ASSERT_EQ(outer.dimension, model.residuals);
  for (const Vector &w : points(f.initial)) {
    Matrix J;
    model.jacobian(w, J);
    Vector z, column, gv;
    model.value(w, z);
    Matrix H(z.size(), z.size());
    for (Eigen::Index i = 0; i < z.size(); ++i) {
      outer.hvp(z, Vector::Unit(z.size(), i), column);
      H.col(i) = column;
    }
    const Matrix G = J.transpose() * H * J;
    for (unsigned seed : {8u, 9u}) {
      const Vector v = direction(f.dimension, seed);
      f.ggnvp(w, v, gv);
      expectClose(gv, G * v, 1e-12, "the Gauss-Newton product and J'HJv");
    }
  }
}

void checkHessian(const ScalarFunction &f, const Matrix &hessian) {
  const Eigen::Index n = f.dimension;
  ASSERT_EQ(hessian.rows(), n);
  ASSERT_EQ(hessian.cols(), n);
  Vector hv;
  for (Eigen::Index i = 0; i < n; ++i) {
    f.hvp(f.initial, Vector::Unit(n, i), hv);
    expectClose(hessian.col(i), hv, 1e-13, "a column of the Hessian");
  }
}

} // namespace numeric
