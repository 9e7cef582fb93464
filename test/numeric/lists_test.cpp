// SPDX-License-Identifier: Apache-2.0
#include "check.hpp"
#include "lists.gateaux.hpp"

namespace {

using numeric::Matrix;
using numeric::random;
using numeric::randomVector;
using numeric::Vector;

// Calls `f` for every number of a derivative: of lists item by item, of structs member by member.

template <typename F>
void visit(double &x, F &&f) {
  f(x);
}
template <typename Derived, typename F>
void visit(Eigen::PlainObjectBase<Derived> &x, F &&f) {
  for (Eigen::Index i = 0; i < x.size(); ++i)
    f(x.derived().data()[i]);
}
template <typename T, typename F>
void visit(std::vector<T> &x, F &&f);
template <typename T, std::size_t N, typename F>
void visit(std::array<T, N> &x, F &&f);
template <typename F>
void visit(lists::Layer &x, F &&f) {
  visit(x.W, f);
  visit(x.b, f);
}
template <typename F>
void visit(lists::Net &x, F &&f) {
  visit(x.layers, f);
  visit(x.scale, f);
}
template <typename F>
void visit(lists::Joint &x, F &&f) {
  visit(x.angle, f);
  visit(x.length, f);
}
template <typename F>
void visit(lists::Robot &x, F &&f) {
  visit(x.base, f);
  visit(x.joints, f);
}
template <typename F>
void visit(lists::Particle &x, F &&f) {
  visit(x.x, f);
  visit(x.m, f);
}
template <typename T, typename F>
void visit(std::vector<T> &x, F &&f) {
  for (T &item : x)
    visit(item, f);
}

template <typename T, std::size_t N, typename F>
void visit(std::array<T, N> &x, F &&f) {
  for (T &item : x)
    visit(item, f);
}

template <typename T>
Vector flat(T x) {
  std::vector<double> numbers;
  visit(x, [&](double &y) { numbers.push_back(y); });
  return Eigen::Map<Vector>(numbers.data(), static_cast<Eigen::Index>(numbers.size()));
}

template <typename T>
T filled(T like, const Vector &numbers) {
  Eigen::Index i = 0;
  visit(like, [&](double &y) { y = numbers(i++); });
  return like;
}

/// The derivatives of a function of one list, against differences and against each other. They are
/// called twice with one workspace, the second time with what the first has left in it.
template <typename TangentWorkspace, typename AdjointWorkspace, typename GradientWorkspace,
          typename HvpWorkspace, typename T, typename F, typename Tangent, typename Adjoint,
          typename Gradient, typename Hvp>
void checkList(const T &at, F f, Tangent tangent, Adjoint adjoint, Gradient gradient, Hvp hvp) {
  using numeric::expectClose;
  TangentWorkspace ws_t;
  AdjointWorkspace ws_a;
  GradientWorkspace ws_g;
  HvpWorkspace ws_h;
  const Vector start = flat(at);
  const double seed = 0.7;
  auto zero = [](T x) {
    visit(x, [](double &y) { y = 0; });
    return x;
  };
  for (unsigned n : {1u, 2u}) {
    const T x = filled(at, start + 0.05 * (n - 1) * randomVector<Vector>(start.size(), 40));
    const Vector here = flat(x), direction = randomVector<Vector>(start.size(), 50 + n);
    const T x_dot = filled(at, direction);
    T x_bar{}, x_hv{}, sum = zero(T{});
    const double value = f(x);
    EXPECT_NEAR(gradient(x, x_bar, ws_g), value, 1e-13);
    const Vector g = flat(x_bar);
    ASSERT_EQ(g.size(), start.size());
    auto along = [&](const auto &what, double step) {
      return what(filled(at, here + step * direction));
    };
    expectClose(Vector::Constant(1, g.dot(direction)), numeric::derivative([&](double h) {
                  return Vector::Constant(1, along(f, h)).eval();
                }),
                1e-9, "gradient");
    double f_dot = 0;
    EXPECT_NEAR(tangent(x, x_dot, f_dot, ws_t), value, 1e-13);
    EXPECT_NEAR(f_dot, g.dot(direction), 1e-11);
    for (int k = 1; k <= 2; ++k) {
      EXPECT_NEAR(adjoint(x, seed, sum, ws_a), value, 1e-13);
      expectClose(flat(sum), k * seed * g, 1e-12, "adjoint");
    }
    EXPECT_NEAR(hvp(x, x_dot, x_hv, ws_h), value, 1e-13);
    expectClose(flat(x_hv), numeric::derivative([&](double h) {
                  T bar{};
                  GradientWorkspace fresh;
                  gradient(filled(at, here + h * direction), bar, fresh);
                  return flat(bar);
                }),
                1e-8, "Hessian product");
  }
}

#define LIST_CHECK(name, at, ...)                                                                  \
  {                                                                                                \
    using T = std::decay_t<decltype(at)>;                                                          \
    checkList<lists::name##_tangent_workspace, lists::name##_adjoint_workspace,                    \
              lists::name##_gradient_workspace, lists::name##_hvp_workspace>(                      \
        at, [&](const T &x) { return lists::name(BEFORE x __VA_ARGS__); },                         \
        [&](const T &x, const T &x_dot, double &y_dot, auto &ws) {                                 \
          return lists::name##_tangent(BEFORE x __VA_ARGS__, x_dot, y_dot, ws);                    \
        },                                                                                         \
        [&](const T &x, const double &y_bar, T &x_bar, auto &ws) {                                 \
          return lists::name##_adjoint(BEFORE x __VA_ARGS__, y_bar, x_bar, ws);                    \
        },                                                                                         \
        [&](const T &x, T &x_bar, auto &ws) {                                                      \
          return lists::name##_gradient(BEFORE x __VA_ARGS__, x_bar, ws);                          \
        },                                                                                         \
        [&](const T &x, const T &x_dot, T &x_hv, auto &ws) {                                       \
          return lists::name##_hvp(BEFORE x __VA_ARGS__, x_dot, x_hv, ws);                         \
        });                                                                                        \
  }
#define BEFORE

const std::vector<Matrix> wide{random<Matrix>(4, 3, 1), random<Matrix>(2, 4, 2),
                               random<Matrix>(5, 2, 3)};
const std::vector<Matrix> square{random<Matrix>(3, 3, 4), random<Matrix>(3, 3, 5),
                                 random<Matrix>(3, 3, 6), random<Matrix>(3, 3, 7)};
const Matrix X = random<Matrix>(3, 6, 8);
const Vector x3 = randomVector<Vector>(3, 9);

lists::Net net() {
  lists::Net n;
  n.layers = {{random<Matrix>(4, 3, 1), randomVector<Vector>(4, 2)},
              {random<Matrix>(2, 4, 3), randomVector<Vector>(2, 4)}};
  n.scale = 1.3;
  return n;
}

std::vector<lists::Particle> particles() {
  std::vector<lists::Particle> p(4);
  for (unsigned i = 0; i < p.size(); ++i)
    p[i] = {2.0 * i * Eigen::Vector3d::UnitX() + Eigen::Vector3d(randomVector<Vector>(3, 20 + i)),
            0.5 + 0.3 * i};
  return p;
}

std::vector<Eigen::Vector3d> points() {
  std::vector<Eigen::Vector3d> p;
  for (unsigned i = 0; i < 5; ++i)
    p.push_back(1.5 * i * Eigen::Vector3d::UnitY() +
                Eigen::Vector3d(randomVector<Vector>(3, 30 + i)));
  return p;
}

TEST(Lists, Chain)
LIST_CHECK(chain, wide, , X)
TEST(Lists, Network) LIST_CHECK(network, net(), , X, random<Matrix>(2, 6, 10)) TEST(Lists, Springs)
    LIST_CHECK(springs, points(), , 1.7) TEST(Lists, Gravity) LIST_CHECK(gravity, particles(), )
        TEST(Lists, Nested) {
  const std::vector<std::vector<Matrix>> blocks{square, {square[1]}, {}};
  LIST_CHECK(nested, blocks, , x3)
}
TEST(Lists, Branches)
LIST_CHECK(branches, square, , x3)
TEST(Lists, Kept) LIST_CHECK(kept, wide, , X) TEST(Lists, Pushed) LIST_CHECK(pushed, wide, , X)
    TEST(Lists, Rewritten) LIST_CHECK(rewritten, square, ) TEST(Lists, Ring)
        LIST_CHECK(ring, x3, , 7) TEST(Lists, Moved) LIST_CHECK(moved, particles(), , 0.1)
            TEST(Lists, Pascal) LIST_CHECK(pascal, (Vector(2) << 0.6, -0.4).finished(), )
                TEST(Lists, Polygon) {
  std::array<Eigen::Vector3d, 5> p;
  for (unsigned i = 0; i < p.size(); ++i)
    p[i] = randomVector<Vector>(3, 60 + i);
  LIST_CHECK(polygon, p, , 0.8)
}
TEST(Lists, Bezier) LIST_CHECK(bezier, randomVector<Vector>(8, 70), , 0.3) TEST(Lists, Arm) {
  const lists::Robot robot{Eigen::Vector2d(0.1, -0.2), {{{0.3, 1.1}, {0.5, 0.9}, {-0.4, 0.7}}}};
  LIST_CHECK(arm, robot, , Eigen::Vector2d(1.2, 0.8))
}
TEST(Lists, Ensemble) {
  const lists::Robot robot{Eigen::Vector2d(0.1, -0.2), {{{0.3, 1.1}, {0.5, 0.9}, {-0.4, 0.7}}}};
  const std::vector<lists::Net> nets{net(), net()};
  LIST_CHECK(ensemble, nets, , std::vector<lists::Robot>(2, robot), X, 2)
}
TEST(Lists, Called)
LIST_CHECK(called, square, , x3)

#undef BEFORE
#define BEFORE xs, ys,
TEST(Lists, Regression) {
  const std::vector<Vector> xs{x3, randomVector<Vector>(3, 11), randomVector<Vector>(3, 12)};
  const Vector ys = randomVector<Vector>(3, 13);
  LIST_CHECK(regression, x3, )
}

} // namespace
