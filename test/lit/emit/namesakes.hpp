// SPDX-License-Identifier: Apache-2.0
// RUN: %compiles %s %flags | FileCheck %s
//
// Names of the user's that would hide those that generated code uses: namespaces within the function's scope that are
// called like Eigen's and Gateaux', and parameters that are called like a generated function.
#include <Eigen/Core>
#include <gateaux/gateaux.hpp>

namespace model {
namespace Eigen {
struct Size {};
} // namespace Eigen
namespace gateaux {
inline double helper(double x) { return x * x; }

// CHECK: inline double cost_gradient(const ::Eigen::MatrixXd& A, ::Eigen::MatrixXd& A_bar,
// CHECK: ::gateaux::
GATEAUX_DIFFERENTIATE(gradient, hvp, objective)
inline double cost(const ::Eigen::MatrixXd &A) { return helper((A * A).array().tanh().sum()); }
} // namespace gateaux
} // namespace model

// CHECK: inline double f_gradient(const Eigen::VectorXd& f, double f_gradient_, Eigen::VectorXd& f_bar,
GATEAUX_DIFFERENTIATE(gradient, hvp, objective, hessian)
inline double f(const Eigen::VectorXd &f, double f_gradient) { return f.squaredNorm() * f_gradient; }
