// SPDX-License-Identifier: Apache-2.0
//
// Generated functions take nothing from the heap once their workspace is warm. What Eigen's
// products need for packing large operands they need in code written by hand too, and generated
// code needs no more of it.
//
// Every allocation of the process passes through the functions below, which count while they are
// told to and hand on to the C library.
#include <gtest/gtest.h>

#include <cerrno>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "extremes.gateaux.hpp"
#include "hand_written.hpp"
#include "loss.gateaux.hpp"
#include "residual.gateaux.hpp"

namespace {
// Plain variables: the functions below run before any constructor does.
bool counting = false;
long allocations = 0;
std::size_t bytes = 0;

void note(std::size_t size) {
  if (!counting)
    return;
  ++allocations;
  bytes += size;
}
} // namespace

extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
void *__libc_memalign(std::size_t alignment, std::size_t size);

void *malloc(std::size_t size) {
  note(size);
  return __libc_malloc(size);
}
void *calloc(std::size_t count, std::size_t size) {
  note(count * size);
  return __libc_calloc(count, size);
}
void *realloc(void *memory, std::size_t size) {
  note(size);
  return __libc_realloc(memory, size);
}
void *memalign(std::size_t alignment, std::size_t size) {
  note(size);
  return __libc_memalign(alignment, size);
}
void *aligned_alloc(std::size_t alignment, std::size_t size) {
  note(size);
  return __libc_memalign(alignment, size);
}
int posix_memalign(void **memory, std::size_t alignment, std::size_t size) {
  note(size);
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : ENOMEM;
}
}

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// What a call took from the heap.
struct Taken {
  long allocations;
  std::size_t bytes;
};

template <typename Call>
Taken taken_by(Call &&call) {
  allocations = 0;
  bytes = 0;
  counting = true;
  call();
  counting = false;
  return {allocations, bytes};
}

TEST(Allocation, TheCounterSeesEigenAndTheStandardLibrary) {
  EXPECT_EQ(taken_by([] { MatrixXd A(10, 10); }).allocations, 1);
  EXPECT_GE(taken_by([] { MatrixXd A(10, 10); }).bytes, 800U);
  // A compiler may leave out an allocation whose result goes nowhere.
  std::vector<double> kept;
  EXPECT_EQ(taken_by([&] { kept.resize(10); }).allocations, 1);
  EXPECT_EQ(kept.back(), 0.0);
}

/// The network with some number of features, hidden units, classes and examples, a direction, and
/// derivatives that have their sizes.
struct Problem {
  Problem(Index features, Index hidden, Index classes, Index examples)
      : w(weights(features, hidden, classes)), v(weights(features, hidden, classes)), out(w),
        Y(MatrixXd::NullaryExpr(features, examples, [this] { return number(); })),
        C(MatrixXd::Constant(classes, examples, 1.0 / double(classes))), R_dot(C), R_bar(C) {}

  Weights weights(Index features, Index hidden, Index classes) {
    return {MatrixXd::NullaryExpr(hidden, features, [this] { return number(); }),
            VectorXd::NullaryExpr(hidden, [this] { return number(); }),
            MatrixXd::NullaryExpr(classes, hidden, [this] { return number(); })};
  }
  double number() { return 0.2 * normal(generator); }

  std::mt19937_64 generator{3};
  std::normal_distribution<double> normal;
  Weights w, v, out;
  MatrixXd Y, C, R_dot, R_bar;
  double dot = 0.0;
};

// Each request with a workspace of its own that stays from one call to the next.

struct Tangent {
  static constexpr const char *name = "Tangent";
  void operator()(Problem &p) {
    loss_tangent(p.w.K, p.w.b, p.w.W, p.Y, p.C, p.v.K, p.v.b, p.v.W, p.dot, ws);
  }
  void by_hand(Problem &p) { hand.tangent(p.w, p.Y, p.C, p.v, p.dot); }
  loss_tangent_workspace ws;
  HandWritten<GateauxFunctions> hand;
};

struct Adjoint {
  static constexpr const char *name = "Adjoint";
  void operator()(Problem &p) {
    loss_adjoint(p.w.K, p.w.b, p.w.W, p.Y, p.C, 1.0, p.out.K, p.out.b, p.out.W, ws);
  }
  void by_hand(Problem &p) { hand.gradient(p.w, p.Y, p.C, p.out); }
  loss_adjoint_workspace ws;
  HandWritten<GateauxFunctions> hand;
};

struct Gradient {
  static constexpr const char *name = "Gradient";
  void operator()(Problem &p) {
    loss_gradient(p.w.K, p.w.b, p.w.W, p.Y, p.C, p.out.K, p.out.b, p.out.W, ws);
  }
  void by_hand(Problem &p) { hand.gradient(p.w, p.Y, p.C, p.out); }
  loss_gradient_workspace ws;
  HandWritten<GateauxFunctions> hand;
};

struct Hvp {
  static constexpr const char *name = "Hvp";
  void operator()(Problem &p) {
    loss_hvp(p.w.K, p.w.b, p.w.W, p.Y, p.C, p.v.K, p.v.b, p.v.W, p.out.K, p.out.b, p.out.W, ws);
  }
  void by_hand(Problem &p) { hand.hvp(p.w, p.Y, p.C, p.v, p.out); }
  loss_hvp_workspace ws;
  HandWritten<GateauxFunctions> hand;
};

struct Ggnvp {
  static constexpr const char *name = "Ggnvp";
  void operator()(Problem &p) {
    loss_ggnvp(p.w.K, p.w.b, p.w.W, p.Y, p.C, p.v.K, p.v.b, p.v.W, p.out.K, p.out.b, p.out.W, ws);
  }
  void by_hand(Problem &p) { hand.ggnvp(p.w, p.Y, p.C, p.v, p.out); }
  loss_ggnvp_workspace ws;
  HandWritten<GateauxFunctions> hand;
};

template <typename Request>
class Requests : public testing::Test {
protected:
  Request request;
};
using AllRequests = testing::Types<Tangent, Adjoint, Gradient, Hvp, Ggnvp>;
struct Names {
  template <typename Request>
  static std::string GetName(int) {
    return Request::name;
  }
};
TYPED_TEST_SUITE(Requests, AllRequests, Names);

TYPED_TEST(Requests, AllocateNothingOnceWarm) {
  Problem problem(50, 40, 10, 32);
  EXPECT_GT(taken_by([&] { this->request(problem); }).allocations, 0);
  EXPECT_EQ(taken_by([&] { this->request(problem); }).allocations, 0);
}

TYPED_TEST(Requests, AllocateNothingForSmallerSizes) {
  Problem problem(50, 40, 10, 32);
  this->request(problem);
  Problem fewer_examples(50, 40, 10, 7);
  EXPECT_EQ(taken_by([&] { this->request(fewer_examples); }).allocations, 0);
  Problem one_example(50, 40, 10, 1);
  EXPECT_EQ(taken_by([&] { this->request(one_example); }).allocations, 0);
  Problem smaller(20, 13, 3, 11);
  EXPECT_EQ(taken_by([&] { this->request(smaller); }).allocations, 0);
  EXPECT_EQ(taken_by([&] { this->request(problem); }).allocations, 0);
}

TYPED_TEST(Requests, AllocateNoMoreThanCodeWrittenByHandForLargeSizes) {
  Problem problem(300, 200, 100, 2000);
  this->request(problem);
  this->request.by_hand(problem);
  const Taken generated = taken_by([&] { this->request(problem); });
  const Taken by_hand = taken_by([&] { this->request.by_hand(problem); });
  EXPECT_LE(generated.allocations, by_hand.allocations);
  EXPECT_LE(generated.bytes, by_hand.bytes);
}

TEST(Allocation, MatrixValuedFunctions) {
  Problem problem(50, 40, 10, 32);
  residual_tangent_workspace tangent_ws;
  residual_adjoint_workspace adjoint_ws;
  const auto tangent = [&](Problem &p) {
    residual_tangent(p.w.K, p.w.b, p.w.W, p.Y, p.C, p.v.K, p.v.b, p.v.W, p.R_dot, tangent_ws);
  };
  const auto adjoint = [&](Problem &p) {
    residual_adjoint(p.w.K, p.w.b, p.w.W, p.Y, p.C, p.R_bar, p.out.K, p.out.b, p.out.W, adjoint_ws);
  };
  tangent(problem);
  adjoint(problem);
  EXPECT_EQ(taken_by([&] { tangent(problem); }).allocations, 0);
  EXPECT_EQ(taken_by([&] { adjoint(problem); }).allocations, 0);
  // The result that is returned by reference is a matrix, and Eigen takes new memory for a matrix
  // whenever its number of entries changes. Nothing else may.
  Problem smaller(20, 13, 3, 11);
  EXPECT_LE(taken_by([&] { tangent(smaller); }).allocations, 1);
  EXPECT_LE(taken_by([&] { adjoint(smaller); }).allocations, 1);
  EXPECT_EQ(taken_by([&] { adjoint(smaller); }).allocations, 0);
}

TEST(Allocation, Objective) {
  Problem problem(50, 40, 10, 32);
  Problem other(50, 40, 10, 20);
  loss_objective objective(problem.w.K, problem.w.b, problem.w.W, problem.Y, problem.C);
  const VectorXd w = objective.initial();
  const VectorXd v = VectorXd::Constant(w.size(), 0.1);
  VectorXd g(w.size()), hv(w.size()), gv(w.size());
  const auto value = [&] { objective.value(w); };
  const auto gradient = [&] { objective.gradient(w, g); };
  const auto linearize = [&] { objective.linearize(w, g); };
  const auto full_hvp = [&] { objective.hvp(w, v, hv); };
  const auto full_ggnvp = [&] { objective.ggnvp(w, v, gv); };
  const auto linearized_hvp = [&] { objective.hvp(v, hv); };
  const auto linearized_ggnvp = [&] { objective.ggnvp(v, gv); };
  const auto all = [&] {
    value();
    gradient();
    linearize();
    full_hvp();
    full_ggnvp();
    linearized_hvp();
    linearized_ggnvp();
  };
  all();
  EXPECT_EQ(taken_by(value).allocations, 0);
  EXPECT_EQ(taken_by(gradient).allocations, 0);
  EXPECT_EQ(taken_by(linearize).allocations, 0);
  EXPECT_EQ(taken_by(full_hvp).allocations, 0);
  EXPECT_EQ(taken_by(full_ggnvp).allocations, 0);
  EXPECT_EQ(taken_by(linearized_hvp).allocations, 0);
  EXPECT_EQ(taken_by(linearized_ggnvp).allocations, 0);
  objective.rebind(other.Y, other.C);
  EXPECT_EQ(taken_by(all).allocations, 0) << "after rebind to fewer examples";
}

/// A matrix of different numbers.
MatrixXd numbers(Index rows, Index cols) {
  return MatrixXd::NullaryExpr(rows, cols,
                               [](Index i, Index j) { return std::sin(1.0 + 3.0 * double(i) + double(j)); });
}

TEST(Allocation, ExtremesAndPowers) {
  const MatrixXd S = numbers(7, 5), C = MatrixXd::Ones(7, 5);
  extremes_objective objective(S, 1.7, C);
  const VectorXd w = objective.initial(), v = VectorXd::Constant(w.size(), 0.1);
  VectorXd g(w.size()), hv(w.size());
  const auto all = [&] {
    objective.value(w);
    objective.gradient(w, g);
    objective.hvp(w, v, hv);
    objective.linearize(w, g);
    objective.hvp(v, hv);
  };
  all();
  EXPECT_EQ(taken_by(all).allocations, 0);
}

TEST(Allocation, Products) {
  products_objective objective(numbers(6, 4));
  const VectorXd w = objective.initial();
  VectorXd g(w.size());
  const auto all = [&] {
    objective.value(w);
    objective.gradient(w, g);
  };
  all();
  EXPECT_EQ(taken_by(all).allocations, 0);
}

TEST(Allocation, ResidualObjective) {
  const MatrixXd S = numbers(6, 4);
  scores_objective objective(S, VectorXd::LinSpaced(4, -1, 1));
  const VectorXd w = objective.initial(), v = w, u = VectorXd::Ones(6);
  VectorXd r(6), jv(6), jtu(w.size());
  MatrixXd J;
  const auto all = [&] {
    objective.residuals();
    objective.value(w, r);
    objective.jvp(w, v, jv);
    objective.vjp(w, u, jtu);
    objective.jacobian(w, J);
  };
  all();
  EXPECT_EQ(taken_by(all).allocations, 0);
}

} // namespace
