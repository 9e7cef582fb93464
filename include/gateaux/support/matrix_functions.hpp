// SPDX-License-Identifier: Apache-2.0
//
// Derivatives of functions of square matrices, such as A.exp(), at A along E. That of an analytic f is the upper
// right block of f of the matrix of blocks
//
//   A E
//   0 A
//
// (Mathias 1996; Higham 2008, Functions of Matrices, theorem 3.6). Generated code that needs it includes this header,
// which support.hpp does not.
#ifndef GATEAUX_SUPPORT_MATRIX_FUNCTIONS_HPP
#define GATEAUX_SUPPORT_MATRIX_FUNCTIONS_HPP

#include <Eigen/Core>
#include <unsupported/Eigen/MatrixFunctions>

namespace gateaux {

namespace internal {

template <typename A, typename E, typename Function>
typename A::PlainObject upper_right(const A& a, const E& e, const Function& f) {
  // Of dynamic size whatever A has: one instance of what is a lot to compile.
  using Blocks = Eigen::Matrix<typename A::Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  const Eigen::Index n = a.rows();
  eigen_assert(a.cols() == n && e.rows() == n && e.cols() == n);
  Blocks x = Blocks::Zero(2 * n, 2 * n);
  x.topLeftCorner(n, n) = a;
  x.topRightCorner(n, n) = e;
  x.bottomRightCorner(n, n) = a;
  const Blocks y = f(x);
  return y.topRightCorner(n, n);
}

} // namespace internal

#define GATEAUX_ALONG(name)                                                                       \
  template <typename A, typename E>                                                               \
  typename A::PlainObject name##_along(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<E>& e) { \
    return internal::upper_right(a.derived(), e.derived(), [](const auto& x) { return x.name().eval(); }); \
  }
GATEAUX_ALONG(exp)
GATEAUX_ALONG(log)
GATEAUX_ALONG(sqrt)
GATEAUX_ALONG(sin)
GATEAUX_ALONG(cos)
GATEAUX_ALONG(sinh)
GATEAUX_ALONG(cosh)
#undef GATEAUX_ALONG

template <typename A, typename E>
typename A::PlainObject pow_along(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<E>& e,
                                  typename A::RealScalar exponent) {
  return internal::upper_right(a.derived(), e.derived(), [&](const auto& x) { return x.pow(exponent).eval(); });
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_MATRIX_FUNCTIONS_HPP
