// SPDX-License-Identifier: Apache-2.0
//
// The markers that a user writes into annotated code, and `gateaux::stop_gradient`.
//
// This header is light: it includes nothing, needs any C++17 compiler and changes nothing about the
// program. The Gateaux tool sees the markers through the preprocessor, where they stand and with
// the places of their arguments; for every compiler they expand to nothing.
#ifndef GATEAUX_GATEAUX_HPP
#define GATEAUX_GATEAUX_HPP

/// Requests derivatives of the function, member function or function template that follows.
///
///     GATEAUX_DIFFERENTIATE(wrt(K, b, W), gradient, hvp, ggnvp(S), objective)
///     inline double loss(const Eigen::MatrixXd& K, ...);
///
/// Items, in any order:
///   wrt(p, ...)        the parameters, members of them (`net.W`) or `*this`; default: every
///                      differentiable parameter
///   tangent            f_tangent:   f_dot = J w_dot
///   adjoint            f_adjoint:   w_bar += J^T f_bar
///   gradient           f_gradient:  sets the gradient of a scalar function
///   hvp, hvp(along(p, ...))   f_hvp: sets the Hessian times a direction
///   ggnvp(local)       f_ggnvp: sets the generalised Gauss-Newton matrix times a direction, with
///   the
///                      model up to `local` linearised
///   jacobian, hessian  the dense matrices
///   objective          class f_objective, the flat view that the solvers take
///   as(name)           the base name of what is generated, instead of the function's
///   extent(p, expr)    the length of the pointer parameter p
#define GATEAUX_DIFFERENTIATE(...)

/// States that the derivatives of the function that follows are written by hand, as `f_tangent`
/// and/or `f_adjoint` in its scope:
///
///     GATEAUX_PROVIDED(wrt(S), tangent, adjoint)
///
/// The parameters outside `wrt` are treated as constants.
#define GATEAUX_PROVIDED(...)

/// States that the function that follows, or the call in the statement that follows, has no
/// influence on derivatives (logging, counters, checks).
#define GATEAUX_INACTIVE

/// Before a loop: keep n states for the reverse sweep (`GATEAUX_CHECKPOINT(n)`, n an integer
/// constant), or as many as the square root of the number of iterations (`GATEAUX_CHECKPOINT()`),
/// and run the loop from each of them once more. So the memory for a long recurrence grows with the
/// square root of its length, and the time by no more than that of one more run (Griewank and
/// Walther 2008, "Evaluating Derivatives", chapter 12). Marked loops may stand in marked loops.
#define GATEAUX_CHECKPOINT(...)

namespace gateaux {

/// Returns x itself; in generated code its derivative is zero.
///
/// x may be a scalar, an Eigen object or an Eigen expression. What comes back is a reference to the
/// argument, so the lifetime rules are those of x: `auto e = stop_gradient(a) * 2.0` is safe where
/// `auto e = a * 2.0` is.
template <typename T>
constexpr const T &stop_gradient(const T &x) noexcept {
  return x;
}

} // namespace gateaux

#endif // GATEAUX_GATEAUX_HPP
