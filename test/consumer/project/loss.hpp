#pragma once
#include <Eigen/Dense>
#include <gateaux/gateaux.hpp>

#include <scale.hpp>

// The tool has to see this file as the target's sources do.
#if __cplusplus < 202002L
#error "the target's C++ standard is missing"
#endif
#if !defined(CONSUMER_MODEL) || !defined(CONSUMER_NAME)
#error "the definitions of a linked library are missing"
#endif
#if !defined(CONSUMER_OPTION) || !defined(CONSUMER_PRELUDE)
#error "the target's compile options are missing"
#endif
static_assert(sizeof(CONSUMER_NAME) == sizeof("a model's \"name\""));

GATEAUX_DIFFERENTIATE(wrt(x), gradient)
inline double loss(const Eigen::VectorXd &x, const Eigen::MatrixXd &A) {
  Eigen::VectorXd r = A * x;
  return scaled(0.5 * r.squaredNorm());
}
