// SPDX-License-Identifier: Apache-2.0
//
// Newton's method with the dense Hessian, for few parameters.
#ifndef GATEAUX_SOLVERS_NEWTON_HPP
#define GATEAUX_SOLVERS_NEWTON_HPP

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "gateaux/solvers/common.hpp"
#include "gateaux/solvers/line_search.hpp"
#include "gateaux/solvers/minimize.hpp"

namespace gateaux {

/// The dense Hessian of an objective at the point of its last linearize(), from one product with
/// each unit vector, symmetrised.
template <typename Objective, typename Scalar = double>
Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> dense_hessian(Objective &objective) {
  const Eigen::Index n = objective.dimension();
  Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> H(n, n);
  VectorX<Scalar> unit = VectorX<Scalar>::Zero(n);
  VectorX<Scalar> column(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    unit[i] = Scalar(1);
    objective.hvp(std::as_const(unit), column);
    H.col(i) = column;
    unit[i] = Scalar(0);
  }
  return Scalar(0.5) * (H + H.transpose());
}

template <typename Scalar>
struct BasicNewtonOptions : BasicMinimizeOptions<Scalar> {
  BasicNewtonOptions() { this->relative_gradient_tolerance = 1e-12; }
  /// Eigenvalues of H smaller in magnitude than this part of the largest one are raised to it.
  double smallest_curvature = 1e-10;
  /// Where the gradient vanishes but an eigenvalue is below minus this part of the largest
  /// magnitude, the point is a saddle, and the method leaves it along that eigenvector.
  double saddle_curvature = 1e-8;
  /// The length of the first step away from a saddle.
  double escape_step = 1.0;
  ArmijoOptions line_search;
};
using NewtonOptions = BasicNewtonOptions<double>;

/// Minimises f by steps w - t |H|^-1 grad f(w), with the dense Hessian H = Q diag(mu) Q' and
/// |H| = Q diag(|mu|) Q'.
///
/// objective  has dimension(), value(w), linearize(w, g) and hvp(v, hv)
/// w          the start and the result, dimension() entries
///
/// Where H is positive definite this is Newton's method, w - H^-1 grad f, and converges
/// quadratically. Elsewhere w - H^-1 grad f would go towards saddle points and maxima; with |H| in
/// the place of H each step is one of descent (Dauphin et al. 2014). At a stationary point that is
/// no minimum the step is along the eigenvector of the most negative eigenvalue. The step length t
/// is 1 or what the Armijo search makes of it.
///
/// Each iteration takes dimension() products and an eigendecomposition; for many parameters use
/// newton_cg(). Throws std::invalid_argument, naming both lengths, when w has not dimension()
/// entries.
///
/// Sources: Nocedal and Wright 2006, sections 3.3 and 3.4; Dauphin et al. 2014, Identifying and
/// attacking the saddle point problem in high-dimensional non-convex optimization.
template <typename Objective, typename Scalar>
Summary newton(Objective &objective, VectorX<Scalar> &w,
               const BasicNewtonOptions<Scalar> &options = {}) {
  using Vector = VectorX<Scalar>;
  using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  internal::Minimization<Scalar> run("newton", options, w, objective.dimension());
  Summary &summary = run.summary;

  const Eigen::Index n = w.size();
  Vector g(n);
  Vector trial(n);
  Vector previous = w;
  double step = 0.0;
  Eigen::SelfAdjointEigenSolver<Matrix> eigen;
  for (;;) {
    run.note(double(objective.linearize(std::as_const(w), g)), g, w);
    ++summary.evaluations.gradients;
    if (!run.finite()) {
      if (summary.iterations == 0) {
        run.keep();
        return run.finish(Status::NotFinite, "at the start");
      }
      w = previous;
      --summary.iterations;
      return run.finish(Status::NotFinite, internal::format("after a step of length %.3g", step));
    }
    run.keep();
    if (const auto reason = run.ended(w, step, 0, false))
      return run.finish(*reason);

    const Matrix H = dense_hessian<Objective, Scalar>(objective);
    summary.evaluations.products += n;
    if (!H.allFinite())
      return run.finish(Status::NotFinite, "in the Hessian");
    eigen.compute(H);
    const Vector &mu = eigen.eigenvalues();
    const double size = n > 0 ? double(mu.cwiseAbs().maxCoeff()) : 0.0;
    const bool saddle = n > 0 && double(mu[0]) < -options.saddle_curvature * size;
    if (run.small() && !saddle)
      return run.finish(Status::Converged);
    if (run.exhausted())
      return run.finish(Status::MaxIterations);

    Vector s;
    double slope = 0.0;
    double first = 1.0;
    if (run.small()) {
      // A saddle or a maximum: down along the direction of most negative curvature, on whichever
      // side the gradient's remainder points. f falls by t^2 |mu| / 2.
      s = eigen.eigenvectors().col(0);
      if (s.dot(g) > Scalar(0))
        s = -s;
      first = options.escape_step;
      slope = 0.5 * first * double(mu[0]);
    } else {
      const Vector magnitude = mu.cwiseAbs().cwiseMax(Scalar(
          std::max(options.smallest_curvature * size, double(std::numeric_limits<Scalar>::min()))));
      s = -(eigen.eigenvectors() * (eigen.eigenvectors().transpose() * g).cwiseQuotient(magnitude));
      slope = double(s.dot(g));
    }
    const ArmijoResult search = armijo_line_search(
        [&](double t) {
          trial = w + Scalar(t) * s;
          return objective.value(std::as_const(trial));
        },
        run.value, slope, first, options.line_search,
        double(std::numeric_limits<Scalar>::epsilon()));
    summary.evaluations.values += search.evaluations;
    if (!search.success) {
      return run.finish(Status::LineSearchFailed,
                        internal::format("last step tried %.3g", search.step));
    }
    step = search.step;
    previous = w;
    w.swap(trial);
    ++summary.iterations;
  }
}

} // namespace gateaux

#endif // GATEAUX_SOLVERS_NEWTON_HPP
