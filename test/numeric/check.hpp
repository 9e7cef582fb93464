// SPDX-License-Identifier: Apache-2.0
//
// Holds generated functions to what they are defined as. An objective gives everything as functions
// of one vector, so one annotated function costs one line of test:
//
//     TEST(Products, Outer) { NUMERIC_CHECK(outer, x, y); }
//
// The templates here only wrap what was generated; the checks themselves are compiled once, in
// check.cpp, and work in double.
#ifndef GATEAUX_TEST_NUMERIC_CHECK_HPP
#define GATEAUX_TEST_NUMERIC_CHECK_HPP

#include <Eigen/Core>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace numeric {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

/// How far values may lie apart, relative to the largest entry or 1. Differences are extrapolated
/// until their own error is far below.
struct Tolerance {
  double values = 1e-12;
  double differences = 1e-9;
};

/// What is generated for a function with a scalar result, as functions of one vector. Those that
/// were not requested are empty.
struct ScalarFunction {
  Vector initial;
  Eigen::Index dimension = 0;
  std::function<double(const Vector &)> value;
  std::function<double(const Vector &, Vector &)> gradient, linearize;
  std::function<void(const Vector &, const Vector &, Vector &)> hvp, ggnvp;
  std::function<void(const Vector &, Vector &)> linearizedHvp, linearizedGgnvp;
};

/// The same for a function with a vector or a matrix as its result.
struct VectorFunction {
  Vector initial;
  Eigen::Index dimension = 0;
  Eigen::Index residuals = 0;
  std::function<void(const Vector &, Vector &)> value;
  std::function<void(const Vector &, const Vector &, Vector &)> jvp, vjp;
  std::function<void(const Vector &, Matrix &)> jacobian;
};

/// The checks. `make` constructs a new object of the same arguments.
void checkScalar(const std::function<ScalarFunction()> &make, Tolerance tolerance = {});
void checkVector(const std::function<VectorFunction()> &make, Tolerance tolerance = {});
/// A function in float against the same function in double.
void checkFloatScalar(const ScalarFunction &narrow, const ScalarFunction &wide);
void checkFloatVector(const VectorFunction &narrow, const VectorFunction &wide);
/// Gauss-Newton products against J' H J, formed densely: J the Jacobian of the model by the same
/// vector, `outer` the loss by the model's output alone.
void checkGaussNewton(const ScalarFunction &f, const VectorFunction &model,
                      const ScalarFunction &outer);
/// A dense Hessian at the initial point against Hessian-vector products.
void checkHessian(const ScalarFunction &f, const Matrix &hessian);

/// The derivative of phi at 0, by central differences extrapolated to step 0 (Ridders 1982).
Vector derivative(const std::function<Vector(double)> &phi);
/// A vector of reproducible numbers in [-1, 1].
Vector direction(Eigen::Index n, unsigned seed);
/// A failure of the test where a and b differ by more than `tolerance`, relative to the largest
/// entry or 1.
void expectClose(const Vector &a, const Vector &b, double tolerance, const char *what);
void expectSame(const Vector &a, const Vector &b, const char *what);

/// A matrix, vector, array or number with reproducible entries between low and high.
template <typename T>
T random(Eigen::Index rows, Eigen::Index cols, unsigned seed, double low = -1, double high = 1) {
  T x;
  x.resize(rows, cols);
  Vector v = direction(rows * cols, seed);
  for (Eigen::Index j = 0; j < cols; ++j)
    for (Eigen::Index i = 0; i < rows; ++i)
      x(i, j) = static_cast<typename T::Scalar>(low + (high - low) * 0.5 * (v(j * rows + i) + 1));
  return x;
}
template <typename T>
T randomVector(Eigen::Index size, unsigned seed, double low = -1, double high = 1) {
  T x;
  x.resize(size);
  Vector v = direction(size, seed);
  for (Eigen::Index i = 0; i < size; ++i)
    x(i) = static_cast<typename T::Scalar>(low + (high - low) * 0.5 * (v(i) + 1));
  return x;
}

// Wrapping an objective.

namespace internal {

#define NUMERIC_DETECT(Name, expression)                                                           \
  template <typename O, typename V, typename = void>                                               \
  struct Name : std::false_type {};                                                                \
  template <typename O, typename V>                                                                \
  struct Name<O, V, std::void_t<decltype(expression)>> : std::true_type {};

NUMERIC_DETECT(WithHvp, std::declval<O &>().hvp(std::declval<V &>(), std::declval<V &>()))
NUMERIC_DETECT(WithGgnvp, std::declval<O &>().ggnvp(std::declval<V &>(), std::declval<V &>()))
NUMERIC_DETECT(WithJacobian,
               std::declval<O &>().jacobian(std::declval<V &>(), std::declval<Matrix &>()))
NUMERIC_DETECT(WithResiduals, std::declval<O &>().residuals())
#undef NUMERIC_DETECT

} // namespace internal

template <typename O>
auto wrap(std::shared_ptr<O> o) {
  using V = std::decay_t<decltype(o->initial())>;
  using S = typename V::Scalar;
  auto in = [](const Vector &x) -> V { return x.cast<S>(); };
  if constexpr (internal::WithResiduals<O, V>::value) {
    VectorFunction f;
    f.initial = o->initial().template cast<double>();
    f.dimension = o->dimension();
    f.residuals = o->residuals();
    f.value = [o, in](const Vector &w, Vector &r) {
      V out;
      o->value(in(w), out);
      r = out.template cast<double>();
    };
    f.jvp = [o, in](const Vector &w, const Vector &v, Vector &r) {
      V out;
      o->jvp(in(w), in(v), out);
      r = out.template cast<double>();
    };
    f.vjp = [o, in](const Vector &w, const Vector &u, Vector &r) {
      V out;
      o->vjp(in(w), in(u), out);
      r = out.template cast<double>();
    };
    if constexpr (internal::WithJacobian<O, V>::value)
      f.jacobian = [o, in](const Vector &w, Matrix &J) { o->jacobian(in(w), J); };
    return f;
  } else {
    ScalarFunction f;
    f.initial = o->initial().template cast<double>();
    f.dimension = o->dimension();
    f.value = [o, in](const Vector &w) { return static_cast<double>(o->value(in(w))); };
    f.gradient = [o, in](const Vector &w, Vector &g) {
      V out;
      double value = o->gradient(in(w), out);
      g = out.template cast<double>();
      return value;
    };
    f.linearize = [o, in](const Vector &w, Vector &g) {
      V out;
      double value = o->linearize(in(w), out);
      g = out.template cast<double>();
      return value;
    };
    if constexpr (internal::WithHvp<O, V>::value) {
      f.hvp = [o, in](const Vector &w, const Vector &v, Vector &r) {
        V out;
        o->hvp(in(w), in(v), out);
        r = out.template cast<double>();
      };
      f.linearizedHvp = [o, in](const Vector &v, Vector &r) {
        V out;
        o->hvp(in(v), out);
        r = out.template cast<double>();
      };
    }
    if constexpr (internal::WithGgnvp<O, V>::value) {
      f.ggnvp = [o, in](const Vector &w, const Vector &v, Vector &r) {
        V out;
        o->ggnvp(in(w), in(v), out);
        r = out.template cast<double>();
      };
      f.linearizedGgnvp = [o, in](const Vector &v, Vector &r) {
        V out;
        o->ggnvp(in(v), out);
        r = out.template cast<double>();
      };
    }
    return f;
  }
}

/// The objective of class O made of these arguments, which must outlive it.
template <typename O, typename... Args>
auto make(const Args &...args) {
  return wrap(std::make_shared<O>(args...));
}

/// Everything that the objective of class O has.
template <typename O, typename... Args>
void check(const Args &...args) {
  auto again = [&] { return make<O>(args...); };
  if constexpr (std::is_same_v<decltype(again()), ScalarFunction>)
    checkScalar(again);
  else
    checkVector(again);
}

/// The same, after its value has been held to what the function itself gives for these arguments.
template <typename O, typename F, typename... Args>
void checkOf(const F &function, const Args &...args) {
  auto objective = std::make_shared<O>(args...);
  std::tuple<Args...> copies(args...);
  auto called = [&](auto &...a) { return function(a...); };
  const auto expected = std::apply(called, copies);
  using Result = std::decay_t<decltype(expected)>;
  if constexpr (std::is_arithmetic_v<Result>) {
    const Vector value = Vector::Constant(1, static_cast<double>(objective->value(objective->initial())));
    expectClose(value, Vector::Constant(1, static_cast<double>(expected)),
                std::is_same_v<Result, float> ? 1e-5 : 1e-12, "the value of the function itself");
  } else {
    std::decay_t<decltype(objective->initial())> value;
    objective->value(objective->initial(), value);
    using S = typename Result::Scalar;
    const Matrix byColumns = expected.matrix().template cast<double>();
    const Vector flat = Eigen::Map<const Vector>(byColumns.data(), byColumns.size());
    expectClose(value.template cast<double>(), flat, std::is_same_v<S, float> ? 1e-5 : 1e-12,
                "the values of the function itself");
  }
  check<O>(args...);
}

/// NUMERIC_CHECK(f, x, y) checks f_objective at f(x, y).
#define NUMERIC_CHECK(name, ...)                                                                   \
  numeric::checkOf<name##_objective>([](auto &...a) { return name(a...); }, __VA_ARGS__)

namespace internal {
template <typename T>
auto widened(const T &x) {
  if constexpr (std::is_same_v<T, float>)
    return static_cast<double>(x);
  else if constexpr (std::is_arithmetic_v<T>)
    return x;
  else
    return x.template cast<double>().eval();
}
} // namespace internal

/// The objective Narrow in float against Wide, the same function in double.
template <typename Narrow, typename Wide, typename... Args>
void checkFloat(const Args &...args) {
  auto wideArgs = std::make_tuple(internal::widened(args)...);
  auto narrow = make<Narrow>(args...);
  auto wide = std::apply([](const auto &...a) { return make<Wide>(a...); }, wideArgs);
  if constexpr (std::is_same_v<decltype(narrow), ScalarFunction>)
    checkFloatScalar(narrow, wide);
  else
    checkFloatVector(narrow, wide);
}

// Free functions, of which every parameter is differentiated.

/// Numbers and dense objects one after the other, column by column.
class Flat {
public:
  template <typename... Ts>
  explicit Flat(const Ts &...xs) {
    (append(xs), ...);
  }
  operator Vector() const { return Eigen::Map<const Vector>(entries_.data(), size()); }
  Vector vector() const { return *this; }

private:
  Eigen::Index size() const { return static_cast<Eigen::Index>(entries_.size()); }
  template <typename T>
  void append(const T &x) {
    if constexpr (std::is_arithmetic_v<T>) {
      entries_.push_back(static_cast<double>(x));
    } else {
      const typename T::PlainObject y = x;
      for (Eigen::Index j = 0; j < y.cols(); ++j)
        for (Eigen::Index i = 0; i < y.rows(); ++i)
          entries_.push_back(static_cast<double>(y(i, j)));
    }
  }
  std::vector<double> entries_;
};

namespace internal {

template <typename T>
T randomLike(const T &x, unsigned seed) {
  if constexpr (std::is_arithmetic_v<T>) {
    return static_cast<T>(direction(1, seed)(0));
  } else {
    T y = x;
    Vector v = direction(x.size(), seed);
    for (Eigen::Index j = 0; j < x.cols(); ++j)
      for (Eigen::Index i = 0; i < x.rows(); ++i)
        y(i, j) = static_cast<typename T::Scalar>(v(j * x.rows() + i));
    return y;
  }
}

/// Each argument with a seed of its own.
template <typename... Args>
std::tuple<Args...> randomAll(unsigned seed, const Args &...args) {
  const auto next = [&seed](const auto &x) { return randomLike(x, seed++); };
  return {next(args)...};
}

/// An adjoint that counts as zero: an empty matrix, or zeros where the size is fixed.
template <typename T>
T zeroFor() {
  if constexpr (std::is_arithmetic_v<T>)
    return 0;
  else if constexpr (T::SizeAtCompileTime != Eigen::Dynamic)
    return T::Zero();
  else
    return T();
}

template <typename... Ts>
Vector flat(const std::tuple<Ts...> &xs) {
  return std::apply([](const auto &...x) { return Flat(x...).vector(); }, xs);
}

} // namespace internal

/// f_tangent and f_adjoint, with and without a workspace: <u, Jv> = <J'u, v>, the value is that of
/// f, adjoints are added to and count as zero where they are empty.
template <typename TangentWorkspace, typename AdjointWorkspace, typename F, typename Tangent,
          typename Adjoint, typename... Args>
void checkFunctions(F f, Tangent tangent, Adjoint adjoint, const Args &...args) {
  using R = std::decay_t<decltype(f(args...))>;
  const R y = f(args...);
  const std::tuple<Args...> dots = internal::randomAll(7, args...);
  R y_dot = internal::zeroFor<R>();
  const R again = std::apply([&](const auto &...d) { return tangent(args..., d..., y_dot); }, dots);
  expectClose(Flat(again), Flat(y), 1e-13, "the value that f_tangent returns");

  const R y_bar = internal::randomLike(y, 99);
  std::tuple<Args...> bars(internal::zeroFor<Args>()...);
  const R third = std::apply([&](auto &...b) { return adjoint(args..., y_bar, b...); }, bars);
  expectClose(Flat(third), Flat(y), 1e-13, "the value that f_adjoint returns");
  const Vector once = internal::flat(bars);
  const double left = Flat(y_bar).vector().dot(Flat(y_dot).vector());
  const double right = once.dot(internal::flat(dots));
  EXPECT_NEAR(left, right, 1e-12 * std::max(1.0, std::abs(left))) << "<u, Jv> and <J'u, v>";

  std::apply([&](auto &...b) { adjoint(args..., y_bar, b...); }, bars);
  expectClose(internal::flat(bars), 2 * once, 1e-13, "the adjoint added to itself");

  TangentWorkspace tangentWorkspace;
  AdjointWorkspace adjointWorkspace;
  for (const char *call : {"the first call with a workspace", "a call with a warm workspace"}) {
    R warm_dot = internal::zeroFor<R>();
    const R warm = std::apply(
        [&](const auto &...d) { return R(tangent(args..., d..., warm_dot, tangentWorkspace)); },
        dots);
    expectSame(Flat(warm, warm_dot), Flat(again, y_dot), call);
    std::tuple<Args...> warmBars(internal::zeroFor<Args>()...);
    const R value = std::apply(
        [&](auto &...b) { return R(adjoint(args..., y_bar, b..., adjointWorkspace)); }, warmBars);
    expectSame(Flat(value), Flat(third), call);
    expectSame(internal::flat(warmBars), once, call);
  }
}

/// f_gradient, f_adjoint and f_hvp of a scalar f, with and without a workspace.
template <typename GradientWorkspace, typename HvpWorkspace, typename F, typename Gradient,
          typename Adjoint, typename Hvp, typename... Args>
void checkScalarFunctions(F f, Gradient gradient, Adjoint adjoint, Hvp hvp, const Args &...args) {
  const double y = f(args...);
  // What stands in the outputs is of no account.
  std::tuple<Args...> g(internal::randomLike(args, 3)...);
  const double value = std::apply([&](auto &...b) { return gradient(args..., b...); }, g);
  EXPECT_NEAR(value, y, 1e-13 * std::max(1.0, std::abs(y))) << "the value of f_gradient";
  std::tuple<Args...> bars(internal::zeroFor<Args>()...);
  std::apply([&](auto &...b) { adjoint(args..., decltype(f(args...))(1), b...); }, bars);
  expectClose(internal::flat(g), internal::flat(bars), 1e-13, "f_gradient and f_adjoint");

  const std::tuple<Args...> dots = internal::randomAll(21, args...);
  std::tuple<Args...> products(internal::randomLike(args, 5)...);
  const auto outputs = [](auto &...x) { return std::tie(x...); };
  const auto outs = std::apply(outputs, products);
  std::apply([&](auto &&...x) { hvp(args..., x...); }, std::tuple_cat(dots, outs));

  GradientWorkspace gradientWorkspace;
  HvpWorkspace hvpWorkspace;
  for (const char *call : {"the first call with a workspace", "a call with a warm workspace"}) {
    std::tuple<Args...> warm(internal::zeroFor<Args>()...);
    std::apply([&](auto &...b) { gradient(args..., b..., gradientWorkspace); }, warm);
    expectSame(internal::flat(warm), internal::flat(g), call);
    std::tuple<Args...> warmProducts(internal::zeroFor<Args>()...);
    const auto warmOuts = std::apply(outputs, warmProducts);
    std::apply([&](auto &&...x) { hvp(args..., x..., hvpWorkspace); },
               std::tuple_cat(dots, warmOuts));
    expectSame(internal::flat(warmProducts), internal::flat(products), call);
  }
}

} // namespace numeric

/// All overloads of a function as one object.
#define NUMERIC_OVERLOADS(f)                                                                       \
  [](auto &&...a) -> decltype(auto) { return f(std::forward<decltype(a)>(a)...); }

#define NUMERIC_CHECK_FUNCTIONS(f, ...)                                                            \
  numeric::checkFunctions<f##_tangent_workspace, f##_adjoint_workspace>(                           \
      NUMERIC_OVERLOADS(f), NUMERIC_OVERLOADS(f##_tangent), NUMERIC_OVERLOADS(f##_adjoint),        \
      __VA_ARGS__)

#define NUMERIC_CHECK_SCALAR_FUNCTIONS(f, ...)                                                     \
  numeric::checkScalarFunctions<f##_gradient_workspace, f##_hvp_workspace>(                        \
      NUMERIC_OVERLOADS(f), NUMERIC_OVERLOADS(f##_gradient), NUMERIC_OVERLOADS(f##_adjoint),       \
      NUMERIC_OVERLOADS(f##_hvp), __VA_ARGS__)

#endif // GATEAUX_TEST_NUMERIC_CHECK_HPP
