// SPDX-License-Identifier: Apache-2.0
//
// What the runtime's tests share. Include it before anything else that includes Eigen: it turns
// Eigen's assertions into exceptions, in release builds too.
#ifndef GATEAUX_TEST_RUNTIME_TESTING_HPP
#define GATEAUX_TEST_RUNTIME_TESTING_HPP

#include <gtest/gtest.h>

#include <stdexcept>

namespace gateaux_test {

struct EigenAssertion : std::logic_error {
  using std::logic_error::logic_error;
};

inline void assert_eigen(bool condition, const char *text) {
  if (!condition)
    throw EigenAssertion(text);
}

} // namespace gateaux_test

#ifdef eigen_assert
#error "testing.hpp must come before Eigen"
#endif
#define eigen_assert(condition)                                                                    \
  ::gateaux_test::assert_eigen(static_cast<bool>(condition), #condition)

#include <Eigen/Dense>
#include <cmath>
#include <random>

namespace gateaux_test {

/// A matrix of normal random numbers, the same on every run.
inline Eigen::MatrixXd random_matrix(Eigen::Index rows, Eigen::Index cols, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  return Eigen::MatrixXd::NullaryExpr(rows, cols, [&] { return normal(generator); });
}

inline Eigen::VectorXd random_vector(Eigen::Index size, unsigned seed) {
  return random_matrix(size, 1, seed);
}

/// A symmetric matrix with the given eigenvalues and random eigenvectors.
inline Eigen::MatrixXd symmetric_with(const Eigen::VectorXd &eigenvalues, unsigned seed) {
  const Eigen::MatrixXd random = random_matrix(eigenvalues.size(), eigenvalues.size(), seed);
  const Eigen::MatrixXd Q = Eigen::HouseholderQR<Eigen::MatrixXd>(random).householderQ();
  const Eigen::MatrixXd A = Q * eigenvalues.asDiagonal() * Q.transpose();
  return 0.5 * (A + A.transpose());
}

/// While it lives, Eigen's heap allocations throw EigenAssertion.
class NoEigenMalloc {
public:
  NoEigenMalloc() { Eigen::internal::set_is_malloc_allowed(false); }
  ~NoEigenMalloc() { Eigen::internal::set_is_malloc_allowed(true); }
};

} // namespace gateaux_test

#endif // GATEAUX_TEST_RUNTIME_TESTING_HPP
