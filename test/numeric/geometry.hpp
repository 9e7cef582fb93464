// SPDX-License-Identifier: Apache-2.0
//
// Eigen's geometry module: rotations and transformations as locals, members, parameters and results of calls.
#ifndef GATEAUX_TEST_NUMERIC_GEOMETRY_HPP
#define GATEAUX_TEST_NUMERIC_GEOMETRY_HPP

#include <Eigen/Dense>
#include <Eigen/Geometry>
#include <gateaux/gateaux.hpp>

namespace geometry {

using Eigen::Affine3d;
using Eigen::AngleAxisd;
using Eigen::Isometry3d;
using Eigen::Matrix3d;
using Eigen::Matrix3Xd;
using Eigen::Quaterniond;
using Eigen::Translation3d;
using Eigen::Vector2d;
using Eigen::Vector3d;
using Eigen::Vector4d;

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double quaternions(const Vector4d &c, const Vector4d &d, const Vector3d &v) {
  Quaterniond q(c(0), c(1), c(2), c(3)), p(d), u = q.normalized();
  Quaterniond r = q * p.conjugate();
  r *= u;
  p.normalize();
  Matrix3d R = p.toRotationMatrix();
  return (q * v).array().sin().sum() + q.w() * q.x() + q.vec().squaredNorm() + r.coeffs().array().sin().sum() +
         q.dot(p) + (u * p.inverse()).z() + (R * v).array().cube().sum() + (u.matrix() * v)(1);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double interpolation(const Vector4d &c, const Vector4d &d, double t) {
  Quaterniond q = Quaterniond(c).normalized(), p = Quaterniond(d).normalized();
  return q.slerp(t, p).coeffs().array().cube().sum() + q.angularDistance(p);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double axes(const Vector3d &w, double yaw, const Vector3d &v) {
  AngleAxisd a(w.norm(), w.normalized());
  Quaterniond q(a), p = AngleAxisd(yaw, Vector3d::UnitZ()) * AngleAxisd(0.3, Vector3d::UnitY());
  Matrix3d R, S(p);
  R = AngleAxisd(yaw, Vector3d::UnitZ()) * AngleAxisd(w(0), Vector3d::UnitX());
  return (q * v).array().cube().sum() + (a * v).squaredNorm() * a.angle() + a.axis()(0) + (R * v)(1) +
         (a.toRotationMatrix() * S)(0, 1) + (p * v)(2) + (a.inverse() * v)(0);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double from_matrix(const Matrix3d &A, const Vector3d &v) {
  Quaterniond q(A);
  return (q * v).array().cube().sum() + q.x();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double plane(double angle, const Vector2d &v) {
  Eigen::Rotation2Dd R(angle);
  Vector2d u = R * v;
  return u(0) * u(0) + u(1) * R.angle() + R.toRotationMatrix()(0, 1) + (R.inverse() * v)(0);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double transformations(const Vector3d &w, const Vector3d &t, const Vector3d &p) {
  Isometry3d T = Isometry3d::Identity();
  T.linear() = AngleAxisd(w.norm(), w.normalized()).toRotationMatrix();
  T.translation() = t;
  Affine3d S = Translation3d(t) * AngleAxisd(w(0), Vector3d::UnitX());
  Isometry3d U = Isometry3d::Identity();
  U.rotate(AngleAxisd(w(1), Vector3d::UnitY()));
  U.translate(t);
  U.pretranslate(w);
  Isometry3d V = T * U;
  return (T * p).array().cube().sum() + (S * p).squaredNorm() + (V.inverse() * p).array().sin().sum() +
         (S.inverse() * p)(0) + U.matrix().sum() + V(0, 3) * V.linear()(1, 1) * V.translation().x() +
         V.rotation()(0, 2);
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double affine(const Matrix3d &A, const Vector3d &t, const Matrix3Xd &P) {
  Affine3d T = Affine3d::Identity();
  T.linear() = A;
  T.translation() = t;
  Matrix3Xd Y = T * P;
  Eigen::Matrix4d M = T.matrix();
  M.row(3) << t.transpose(), 2;
  Eigen::Projective3d Q(M);
  Vector3d y = (Q * t.homogeneous()).hnormalized();
  return Y.array().cube().sum() + y.array().sin().sum() + (T.inverse() * t).sum();
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double planes(const Vector3d &a, const Vector3d &b, const Vector3d &c, const Vector3d &x) {
  Eigen::Hyperplane<double, 3> plane((b - a).cross(c - a).normalized(), a);
  auto line = Eigen::ParametrizedLine<double, 3>::Through(a, b);
  Affine3d T = Translation3d(c) * Eigen::Scaling(1.5);
  return plane.signedDistance(x) * plane.offset() + line.squaredDistance(x) + (T * x).array().cube().sum();
}

// In a loop inside a branch.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double alignment(const Vector4d &c, const Vector3d &t, const Matrix3Xd &P, bool robust) {
  double loss = 0;
  if (robust) {
    Quaterniond q = Quaterniond(c).normalized();
    for (Eigen::Index i = 0; i < P.cols(); ++i) {
      Vector3d r = q * P.col(i) + t;
      if (r(0) > 0)
        loss += r.squaredNorm() * r(1);
      else
        loss += r.norm();
    }
  }
  return loss;
}

struct Pose {
  Quaterniond rotation;
  Vector3d position;
  Vector3d apply(const Vector3d &p) const { return rotation * p + position; }
};
inline Pose compose(const Pose &a, const Pose &b) {
  return {a.rotation * b.rotation, a.rotation * b.position + a.position};
}

GATEAUX_DIFFERENTIATE(hvp, objective)
inline double chain(const Vector4d &c, const Vector3d &t, const Vector3d &v) {
  Pose a{Quaterniond(c).normalized(), t};
  Pose b = compose(a, compose(a, a));
  return b.apply(v).array().cube().sum();
}

// Parameters: the derivative of a rotation is an object of the same class, by its coefficients.
GATEAUX_DIFFERENTIATE(gradient, hvp)
inline double parameters(const Quaterniond &q, const Isometry3d &T, const AngleAxisd &a, const Pose &pose,
                         const Vector3d &v) {
  return (q * (T * (a * pose.apply(v)))).array().cube().sum();
}
GATEAUX_DIFFERENTIATE(objective)
inline double parameters_flat(const Vector4d &q, const Eigen::Matrix4d &T, double angle, const Vector3d &axis,
                              const Vector4d &rotation, const Vector3d &position, const Vector3d &v) {
  Pose pose{Quaterniond(rotation), position};
  return (Quaterniond(q) * (T.topLeftCorner<3, 3>() * (AngleAxisd(angle, axis) * pose.apply(v)) + T.topRightCorner<3, 1>()))
      .array()
      .cube()
      .sum();
}

// Rotations that lie in vectors.
GATEAUX_DIFFERENTIATE(hvp, objective)
inline double mapped(const Eigen::VectorXd &c, const Vector3d &v) {
  Eigen::Map<const Quaterniond> q(c.data()), p(c.data() + 4);
  Eigen::VectorXd d = c;
  double loss = (q * v).array().cube().sum() + (q * p).normalized().x();
  if (c(0) < 5)
    for (int k = 0; k < 2; ++k) {
      Eigen::Map<Quaterniond> r(d.data() + 4 * k);
      r.normalize();
      r = r * p;
      loss += (r * v)(k) * r.w();
    }
  return loss + d.squaredNorm();
}

} // namespace geometry

#endif
