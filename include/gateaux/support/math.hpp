// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions that Eigen 3.4 lacks, or has without vectorisation in double precision: its
// tanh calls the scalar libm function for each coefficient, about ten times slower.
//
// Each function takes a scalar (double or float) or an Eigen array expression of them, for which it
// returns an Eigen expression: it vectorises and fuses with its neighbours, and like all of Eigen's
// expressions it refers to the plain objects that it is made of. Matrices go through `.array()`.
//
// The tests measure the errors against wider arithmetic. NaN gives NaN.
#ifndef GATEAUX_SUPPORT_MATH_HPP
#define GATEAUX_SUPPORT_MATH_HPP

#include <Eigen/Core>

#include "gateaux/support/math_kernels.hpp"

namespace gateaux {
namespace internal {

// The functors carry no state; Eigen calls operator() for single coefficients and packetOp for
// packets of whatever width it has chosen.
#define GATEAUX_INTERNAL_UNARY_FUNCTOR(Functor, kernel)                                            \
  template <typename Scalar>                                                                       \
  struct Functor {                                                                                 \
    using result_type = Scalar;                                                                    \
    EIGEN_STRONG_INLINE Scalar operator()(const Scalar &x) const { return kernel(x); }             \
    template <typename Packet>                                                                     \
    EIGEN_STRONG_INLINE Packet packetOp(const Packet &x) const {                                   \
      return kernel(x);                                                                            \
    }                                                                                              \
  };

GATEAUX_INTERNAL_UNARY_FUNCTOR(ExpOp, exp_kernel)
GATEAUX_INTERNAL_UNARY_FUNCTOR(TanhOp, tanh_kernel)
GATEAUX_INTERNAL_UNARY_FUNCTOR(LogisticOp, logistic_kernel)
GATEAUX_INTERNAL_UNARY_FUNCTOR(SoftplusOp, softplus_kernel)
GATEAUX_INTERNAL_UNARY_FUNCTOR(ErfOp, erf_kernel)
GATEAUX_INTERNAL_UNARY_FUNCTOR(SignOp, sign_kernel)
#undef GATEAUX_INTERNAL_UNARY_FUNCTOR

template <typename Scalar>
struct SafeDivOp {
  using result_type = Scalar;
  EIGEN_STRONG_INLINE Scalar operator()(const Scalar &a, const Scalar &b) const {
    return safe_div_kernel(a, b);
  }
  template <typename Packet>
  EIGEN_STRONG_INLINE Packet packetOp(const Packet &a, const Packet &b) const {
    return safe_div_kernel(a, b);
  }
};

/// What Eigen's evaluators ask of a functor. `Cost` decides whether an expression that is read more
/// than once is evaluated into a temporary first.
template <typename Scalar, int multiplications>
struct KernelFunctorTraits {
  using Packets = Eigen::internal::packet_traits<Scalar>;
  enum {
    Cost = multiplications * Eigen::NumTraits<Scalar>::MulCost,
    PacketAccess = Packets::Vectorizable && Packets::HasDiv && Packets::HasCmp
  };
};

} // namespace internal
} // namespace gateaux

namespace Eigen {
namespace internal {

template <typename Scalar>
struct functor_traits<gateaux::internal::ExpOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 20> {};
template <typename Scalar>
struct functor_traits<gateaux::internal::TanhOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 30> {};
template <typename Scalar>
struct functor_traits<gateaux::internal::LogisticOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 35> {};
template <typename Scalar>
struct functor_traits<gateaux::internal::SoftplusOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 50> {};
template <typename Scalar>
struct functor_traits<gateaux::internal::ErfOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 60> {};
template <typename Scalar>
struct functor_traits<gateaux::internal::SignOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 2> {};
template <typename Scalar>
struct functor_traits<gateaux::internal::SafeDivOp<Scalar>>
    : gateaux::internal::KernelFunctorTraits<Scalar, 8> {};

} // namespace internal
} // namespace Eigen

namespace gateaux {

namespace internal {
template <template <typename> class Functor, typename Derived>
using UnaryExpression = Eigen::CwiseUnaryOp<Functor<typename Derived::Scalar>, const Derived>;
} // namespace internal

/// exp(x). Eigen's own vectorised exp needs a division more and ends at exp(+-709.78); this one
/// reaches 0 through the subnormal numbers and infinity exactly. Within 2 ulp everywhere.
inline double exp(double x) { return internal::exp_kernel(x); }
inline float exp(float x) { return internal::exp_kernel(x); }
template <typename Derived>
internal::UnaryExpression<internal::ExpOp, Derived> exp(const Eigen::ArrayBase<Derived> &x) {
  return internal::UnaryExpression<internal::ExpOp, Derived>(x.derived());
}

/// Hyperbolic tangent. Odd, exactly +-1 for large arguments; within 2 ulp everywhere.
inline double tanh(double x) { return internal::tanh_kernel(x); }
inline float tanh(float x) { return internal::tanh_kernel(x); }
template <typename Derived>
internal::UnaryExpression<internal::TanhOp, Derived> tanh(const Eigen::ArrayBase<Derived> &x) {
  return internal::UnaryExpression<internal::TanhOp, Derived>(x.derived());
}

/// The logistic function 1 / (1 + exp(-x)). Never overflows; exactly 1 for large x, and 0 where the
/// result is below the smallest subnormal number. Within 2 ulp everywhere.
inline double logistic(double x) { return internal::logistic_kernel(x); }
inline float logistic(float x) { return internal::logistic_kernel(x); }
template <typename Derived>
internal::UnaryExpression<internal::LogisticOp, Derived>
logistic(const Eigen::ArrayBase<Derived> &x) {
  return internal::UnaryExpression<internal::LogisticOp, Derived>(x.derived());
}

/// log(1 + exp(x)), whose derivative is logistic(x). Never overflows. Within 2 ulp everywhere.
inline double softplus(double x) { return internal::softplus_kernel(x); }
inline float softplus(float x) { return internal::softplus_kernel(x); }
template <typename Derived>
internal::UnaryExpression<internal::SoftplusOp, Derived>
softplus(const Eigen::ArrayBase<Derived> &x) {
  return internal::UnaryExpression<internal::SoftplusOp, Derived>(x.derived());
}

/// The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. Within 2 ulp.
inline double erf(double x) { return internal::erf_kernel(x); }
inline float erf(float x) { return internal::erf_kernel(x); }
template <typename Derived>
internal::UnaryExpression<internal::ErfOp, Derived> erf(const Eigen::ArrayBase<Derived> &x) {
  return internal::UnaryExpression<internal::ErfOp, Derived>(x.derived());
}

/// -1, 0 or 1 by the sign of x. This is the derivative of |x| by Gateaux's convention: 0 at 0.
inline double sign(double x) { return internal::sign_kernel(x); }
inline float sign(float x) { return internal::sign_kernel(x); }
template <typename Derived>
internal::UnaryExpression<internal::SignOp, Derived> sign(const Eigen::ArrayBase<Derived> &x) {
  return internal::UnaryExpression<internal::SignOp, Derived>(x.derived());
}

/// a / b, and 0 where b is 0. For derivatives such as x / norm(x) that are 0 by convention where
/// the function is not differentiable.
inline double safe_div(double a, double b) { return internal::safe_div_kernel(a, b); }
inline float safe_div(float a, float b) { return internal::safe_div_kernel(a, b); }
template <typename A, typename B>
Eigen::CwiseBinaryOp<internal::SafeDivOp<typename A::Scalar>, const A, const B>
safe_div(const Eigen::ArrayBase<A> &a, const Eigen::ArrayBase<B> &b) {
  return {a.derived(), b.derived()};
}
/// With one divisor for all coefficients.
template <typename A>
auto safe_div(const Eigen::ArrayBase<A> &a, const typename A::Scalar &b) {
  using Plain = Eigen::Array<typename A::Scalar, A::RowsAtCompileTime, A::ColsAtCompileTime>;
  return safe_div(a, Plain::Constant(a.rows(), a.cols(), b));
}
/// With one dividend for all coefficients.
template <typename B>
auto safe_div(const typename B::Scalar &a, const Eigen::ArrayBase<B> &b) {
  using Plain = Eigen::Array<typename B::Scalar, B::RowsAtCompileTime, B::ColsAtCompileTime>;
  return safe_div(Plain::Constant(b.rows(), b.cols(), a), b);
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_MATH_HPP
