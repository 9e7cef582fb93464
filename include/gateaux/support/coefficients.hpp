// SPDX-License-Identifier: Apache-2.0
//
// Coefficient-wise functions that <cmath> has for scalars and Eigen 3.4 does not have for arrays
// (or, like pow, not for every combination of scalar and array). They evaluate one coefficient at a
// time.
#ifndef GATEAUX_SUPPORT_COEFFICIENTS_HPP
#define GATEAUX_SUPPORT_COEFFICIENTS_HPP

#include <Eigen/Core>
#include <cmath>

namespace gateaux {

namespace internal {

/// x^p log(x), and 0 where x^p is 0: the derivative of pow(x, p) by p.
template <typename Scalar>
Scalar pow_log_kernel(Scalar x, Scalar p) {
  const Scalar y = std::pow(x, p);
  return y == Scalar(0) ? Scalar(0) : y * std::log(x);
}

} // namespace internal

inline double pow_log(double x, double p) { return internal::pow_log_kernel(x, p); }
inline float pow_log(float x, float p) { return internal::pow_log_kernel(x, p); }

namespace internal {

#define GATEAUX_INTERNAL_UNARY(Name, function)                                                     \
  template <typename Scalar>                                                                       \
  struct Name {                                                                                    \
    Scalar operator()(const Scalar &x) const { return function(x); }                               \
  };
GATEAUX_INTERNAL_UNARY(CbrtOp, std::cbrt)
GATEAUX_INTERNAL_UNARY(Exp2Op, std::exp2)
GATEAUX_INTERNAL_UNARY(ErfcOp, std::erfc)
GATEAUX_INTERNAL_UNARY(LgammaOp, std::lgamma)
GATEAUX_INTERNAL_UNARY(TgammaOp, std::tgamma)
GATEAUX_INTERNAL_UNARY(TruncOp, std::trunc)
#undef GATEAUX_INTERNAL_UNARY

#define GATEAUX_INTERNAL_BINARY(Name, function)                                                    \
  template <typename Scalar>                                                                       \
  struct Name {                                                                                    \
    Scalar operator()(const Scalar &a, const Scalar &b) const { return function(a, b); }           \
  };
GATEAUX_INTERNAL_BINARY(PowOp, std::pow)
GATEAUX_INTERNAL_BINARY(PowLogOp, pow_log_kernel)
GATEAUX_INTERNAL_BINARY(Atan2Op, std::atan2)
GATEAUX_INTERNAL_BINARY(HypotOp, std::hypot)
GATEAUX_INTERNAL_BINARY(FmodOp, std::fmod)
GATEAUX_INTERNAL_BINARY(RemainderOp, std::remainder)
GATEAUX_INTERNAL_BINARY(CopysignOp, std::copysign)
#undef GATEAUX_INTERNAL_BINARY


/// A scalar repeated in the shape of an array.
template <typename Derived>
auto repeated(const Eigen::ArrayBase<Derived> &like, const typename Derived::Scalar &x) {
  using Plain = Eigen::Array<typename Derived::Scalar, Derived::RowsAtCompileTime,
                             Derived::ColsAtCompileTime>;
  return Plain::Constant(like.rows(), like.cols(), x);
}

} // namespace internal

#define GATEAUX_INTERNAL_UNARY(name, Functor)                                                      \
  template <typename Derived>                                                                      \
  auto name(const Eigen::ArrayBase<Derived> &x) {                                                  \
    return x.derived().unaryExpr(internal::Functor<typename Derived::Scalar>());                   \
  }
GATEAUX_INTERNAL_UNARY(cbrt, CbrtOp)
GATEAUX_INTERNAL_UNARY(exp2, Exp2Op)
GATEAUX_INTERNAL_UNARY(erfc, ErfcOp)
GATEAUX_INTERNAL_UNARY(lgamma, LgammaOp)
GATEAUX_INTERNAL_UNARY(tgamma, TgammaOp)
GATEAUX_INTERNAL_UNARY(trunc, TruncOp)
#undef GATEAUX_INTERNAL_UNARY

#define GATEAUX_INTERNAL_BINARY(name, Functor)                                                     \
  template <typename A, typename B>                                                                \
  auto name(const Eigen::ArrayBase<A> &a, const Eigen::ArrayBase<B> &b) {                          \
    return a.derived().binaryExpr(b.derived(), internal::Functor<typename A::Scalar>());           \
  }                                                                                                \
  template <typename A>                                                                            \
  auto name(const Eigen::ArrayBase<A> &a, const typename A::Scalar &b) {                           \
    return a.derived().binaryExpr(internal::repeated(a, b),                                        \
                                  internal::Functor<typename A::Scalar>());                        \
  }                                                                                                \
  template <typename B>                                                                            \
  auto name(const typename B::Scalar &a, const Eigen::ArrayBase<B> &b) {                           \
    return internal::repeated(b, a).binaryExpr(b.derived(),                                        \
                                               internal::Functor<typename B::Scalar>());           \
  }
GATEAUX_INTERNAL_BINARY(pow, PowOp)
GATEAUX_INTERNAL_BINARY(pow_log, PowLogOp)
GATEAUX_INTERNAL_BINARY(atan2, Atan2Op)
GATEAUX_INTERNAL_BINARY(hypot, HypotOp)
GATEAUX_INTERNAL_BINARY(fmod, FmodOp)
GATEAUX_INTERNAL_BINARY(remainder, RemainderOp)
GATEAUX_INTERNAL_BINARY(copysign, CopysignOp)
#undef GATEAUX_INTERNAL_BINARY

} // namespace gateaux

#endif // GATEAUX_SUPPORT_COEFFICIENTS_HPP
