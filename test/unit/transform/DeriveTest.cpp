// SPDX-License-Identifier: Apache-2.0
//
// The requests as a whole: parameters that are written, several items, weight decay.
#include "Check.h"

#include "ir/Builder.h"
#include "ir/Clone.h"
#include "ir/Printer.h"
#include "ir/Verifier.h"
#include "transform/Derive.h"

#include <gtest/gtest.h>

namespace gateaux::transform::test {

namespace {

Matrix number(double x) { return Matrix::Constant(1, 1, x); }

/// y := x^2 y, where y is read and written.
Parsed readAndWritten() {
  return parsed("func @f(%x: f64, %y: f64) {\n %0 = square(%x)\n %1 = mul(%0, %y)\n"
                " output \"y\" %1\n}\n");
}

TEST(Derive, TangentOfAParameterReadAndWrittenTakesItsPlace) {
  Parsed p = readAndWritten();
  Problem problem{p.function, {number(3), number(5)}, {0, 1}};
  Named result = run(*deriveTangent(annotationOf(problem)), problem,
                     {{"x_dot", number(0.5)}, {"y_dot", number(2)}});
  EXPECT_EQ(result.at("y")(0), 45);
  EXPECT_EQ(result.at("y_dot")(0), 2 * 3 * 5 * 0.5 + 9 * 2);
}

TEST(Derive, AdjointOfAParameterReadAndWrittenTakesItsPlace) {
  Parsed p = readAndWritten();
  Problem problem{p.function, {number(3), number(5)}, {0, 1}};
  Named result = run(*deriveAdjoint(annotationOf(problem)), problem,
                     {{"x_bar", number(100)}, {"y_bar", number(2)}});
  EXPECT_EQ(result.at("y")(0), 45);
  EXPECT_EQ(result.at("x_bar")(0), 100 + 2 * 3 * 5 * 2);
  EXPECT_EQ(result.at("y_bar")(0), 9 * 2);
}

/// y := A x, and returns sum(x); y is written only.
struct WrittenOnly {
  Parsed p = parsed("func @f(%A: f64[?x?], %x: f64[?x1]) {\n %0 = matmul(%A, %x)\n"
                    " %1 = sum(%x) axis=all\n output %1\n output \"y\" %0\n}\n");
  Matrix a = Matrix::Random(3, 2), x = Matrix::Random(2, 1);
  Problem problem{p.function, {a, x}, {0, 1}};

  WrittenOnly() {
    ir::Parameter y;
    y.name = "y";
    y.plain = "Eigen::VectorXd";
    y.declared = "Eigen::VectorXd &";
    y.passing = ir::Passing::Ref;
    y.leaves.push_back({"y", nullptr, ir::Type::matrix(ir::ScalarKind::F64, ir::kDynamic, 1)});
    p.functions.back()->parameters.push_back(y);
  }
};

TEST(Derive, TangentHasOneForEachResult) {
  WrittenOnly f;
  ASSERT_EQ(ir::verify(*f.p.function), std::nullopt);
  auto tangent = deriveTangent(annotationOf(f.problem));
  std::string names;
  for (const auto &p : tangent->parameters)
    names += p.name + " ";
  EXPECT_EQ(names, "A x y A_dot x_dot f_dot y_dot ");
  Matrix da = Matrix::Random(3, 2), dx = Matrix::Random(2, 1);
  Named result = run(*tangent, f.problem, {{"A_dot", da}, {"x_dot", dx}});
  EXPECT_TRUE(result.at("y_dot").isApprox(da * f.x + f.a * dx));
  EXPECT_NEAR(result.at("f_dot")(0), dx.sum(), 1e-15);
}

TEST(Derive, AdjointConsumesThoseOfResults) {
  WrittenOnly f;
  auto adjoint = deriveAdjoint(annotationOf(f.problem));
  std::string names;
  for (const auto &p : adjoint->parameters)
    names += p.name + " ";
  EXPECT_EQ(names, "A x y f_bar y_bar A_bar x_bar ");
  Matrix y = Matrix::Random(3, 1);
  Named result = run(*adjoint, f.problem,
                     {{"f_bar", number(2)}, {"y_bar", y}, {"A_bar", Matrix(0, 0)},
                      {"x_bar", Matrix::Ones(2, 1)}});
  EXPECT_TRUE(result.at("A_bar").isApprox(y * f.x.transpose()));
  EXPECT_TRUE(result.at("x_bar").isApprox(f.a.transpose() * y + Matrix::Constant(2, 1, 3)));
  EXPECT_EQ(result.at("y_bar"), Matrix::Zero(3, 1));
}

/// A network of two layers with weight decay beside the part that is linearised.
Parsed network() {
  return parsed(R"(
func @f(%W: f64[?x?], %V: f64[?x?], %b: f64[?x1], %X: f64[?x?], %T: f64[?x?]) {
  %0 = matmul(%W, %X)
  %1 = rows(%0)
  %2 = cols(%0)
  %3 = broadcast(%b, %1, %2) : f64[?x?]
  %4 = add(%0, %3)
  %H = tanh(%4)
  %Z = matmul(%V, %H)
  %E = exp(%Z)
  %5 = sum(%E) axis=cols
  %6 = log(%5)
  %7 = sum(%6) axis=all
  %8 = dot(%T, %Z)
  %9 = sub(%7, %8)
  %10 = square(%W)
  %11 = sum(%10) axis=all
  %12 = sin(%V)
  %13 = dot(%12, %12)
  %14 = add(%11, %13)
  %15 = constant 0.1 : f64
  %16 = mul(%15, %14)
  %17 = add(%9, %16)
  output %17
}
)");
}

Problem networkProblem(const Parsed &p, std::vector<unsigned> wrt) {
  std::mt19937 random(4);
  return {p.function,
          {randomMatrix(random, 4, 3, -1, 1), randomMatrix(random, 2, 4, -1, 1),
           randomMatrix(random, 4, 1, -1, 1), randomMatrix(random, 3, 5, -1, 1),
           randomMatrix(random, 2, 5, 0, 1)},
          std::move(wrt)};
}

ir::Value *named(const ir::Function &f, const std::string &name) {
  for (const auto &op : f.body.operations)
    for (ir::Value *v : op->results)
      if (v->name == name)
        return v;
  return nullptr;
}

TEST(Derive, GaussNewtonOfANetworkWithWeightDecay) {
  Parsed p = network();
  for (const char *local : {"Z", "H", "E"})
    for (std::vector<unsigned> wrt : std::vector<std::vector<unsigned>>{{0, 1, 2}, {0}, {1}, {2}}) {
      Checker checker;
      Problem problem = networkProblem(p, wrt);
      EXPECT_EQ(checker.secondOrder(problem), std::nullopt);
      EXPECT_EQ(checker.gaussNewton(problem, named(*p.function, local)), std::nullopt) << local;
      EXPECT_EQ(checker.skipped, 0u);
    }
}

/// The Gauss-Newton matrix column by column, against J' H J with both made by hand: H is that of
/// log-sum-exp, and the decay has its own Hessian.
TEST(Derive, GaussNewtonMatrixIsTheExplicitOne) {
  Parsed p = network();
  Problem problem = networkProblem(p, {1}); // V
  auto annotation = annotationOf(problem);
  ir::Request request{ir::RequestKind::Ggnvp, {}, annotation.wrt, named(*p.function, "Z")};
  auto ggnvp = deriveGgnvp(annotation, request);
  const Matrix &W = problem.arguments[0], &V = problem.arguments[1], &b = problem.arguments[2],
               &X = problem.arguments[3];
  Matrix H = (W * X + b.replicate(1, X.cols())).array().tanh();
  Matrix Z = V * H;
  for (Eigen::Index k = 0; k < V.size(); ++k) {
    Matrix v = Matrix::Zero(V.rows(), V.cols());
    v(k) = 1;
    Matrix dZ = v * H, seed(Z.rows(), Z.cols());
    for (Eigen::Index j = 0; j < Z.cols(); ++j) {
      Eigen::VectorXd s = Z.col(j).array().exp();
      s /= s.sum();
      seed.col(j) = s.cwiseProduct(dZ.col(j)) - s * s.dot(dZ.col(j));
    }
    Matrix decay = 0.1 * (2 * (2 * V.array()).cos()) * v.array(); // of sin(V)^2
    Matrix expected = seed * H.transpose() + decay;
    Named product = run(*ggnvp, problem, {{"V_dot", v}});
    EXPECT_TRUE(product.at("V_gv").isApprox(expected, 1e-12)) << k;
  }
}

TEST(Derive, GaussNewtonOfALinearModelIsTheHessian) {
  Parsed p = parsed("func @f(%W: f64[?x?], %X: f64[?x?]) {\n %Z = matmul(%W, %X)\n %S = sin(%Z)\n"
                    " %n = dot(%S, %Z)\n %d = dot(%W, %W)\n %f = mul(%n, %d)\n output %f\n}\n");
  std::mt19937 random(5);
  Problem problem{
      p.function, {randomMatrix(random, 2, 3, -1, 1), randomMatrix(random, 3, 4, -1, 1)}, {0}};
  auto annotation = annotationOf(problem);
  ir::Request hvp{ir::RequestKind::Hvp, {}, annotation.wrt, nullptr};
  ir::Request ggnvp{ir::RequestKind::Ggnvp, {}, annotation.wrt, named(*p.function, "Z")};
  Named v{{"W_dot", randomMatrix(random, 2, 3, -1, 1)}};
  // z is linear in W, so nothing is neglected, neither beside z nor in the mixed terms.
  EXPECT_TRUE(run(*deriveGgnvp(annotation, ggnvp), problem, v)
                  .at("W_gv")
                  .isApprox(run(*deriveHvp(annotation, hvp), problem, v).at("W_hv"), 1e-13));
}

/// Mixed second derivatives: the direction is in other parameters than the gradient.
TEST(Derive, HessianProductsAlongOtherParameters) {
  Parsed p = network();
  Problem problem = networkProblem(p, {0}), both = networkProblem(p, {0, 1});
  auto annotation = annotationOf(problem), all = annotationOf(both);
  ir::Request along{ir::RequestKind::Hvp, {}, {all.wrt[1]}, nullptr};
  ir::Request full{ir::RequestKind::Hvp, {}, all.wrt, nullptr};
  std::mt19937 random(6);
  Matrix v = randomMatrix(random, 2, 4, -1, 1);
  Named mixed = run(*deriveHvp(annotation, along), problem, {{"V_dot", v}});
  Named whole =
      run(*deriveHvp(all, full), both, {{"W_dot", Matrix::Zero(4, 3)}, {"V_dot", v}});
  EXPECT_TRUE(mixed.at("W_hv").isApprox(whole.at("W_hv"), 1e-13));
  EXPECT_EQ(mixed.count("V_hv"), 0u);
}

TEST(Derive, LinearisationListsWhatBelongsToEachPart) {
  Parsed p = network();
  Problem problem = networkProblem(p, {0, 1});
  auto annotation = annotationOf(problem);
  ir::Request hvp{ir::RequestKind::Hvp, {}, annotation.wrt, nullptr};
  ir::Request ggnvp{ir::RequestKind::Ggnvp, {}, annotation.wrt, named(*p.function, "Z")};
  Linearized l = deriveLinearized(annotation, &hvp, &ggnvp);
  ASSERT_EQ(l.entries.size(), 3u);
  std::string text;
  for (const auto &entry : l.entries) {
    text += entry.name + ":";
    for (unsigned i : entry.inputs)
      text += " " + l.function->parameters[i].name;
    text += " ->";
    for (unsigned i : entry.outputs)
      text += " " + l.function->parameters[i].name;
    text += "\n";
  }
  EXPECT_EQ(text, "f_linearize: -> W_bar V_bar\n"
                  "f_linearized_hvp: W_dot V_dot -> W_hv V_hv\n"
                  "f_linearized_ggnvp: W_dot V_dot -> W_gv V_gv\n");
}

/// A derived function can be differentiated again: the adjoint of the tangent, and the tangent of
/// the adjoint with respect to the adjoint that it is given.
TEST(Derive, DerivedFunctionsCanBeDifferentiated) {
  Parsed p = parsed("func @f(%A: f64[?x?], %x: f64[?x1]) {\n %0 = matmul(%A, %x)\n %1 = tanh(%0)\n"
                    " output %1\n}\n");
  std::mt19937 random(8);
  Matrix A = randomMatrix(random, 3, 2, -1, 1), x = randomMatrix(random, 2, 1, -1, 1);
  Problem problem{p.function, {A, x}, {0, 1}};
  auto tangent = deriveTangent(annotationOf(problem));
  Problem ofTangent{tangent.get(), {A, x, randomMatrix(random, 3, 2, -1, 1),
                                    randomMatrix(random, 2, 1, -1, 1)},
                    {0, 1, 2, 3}};
  // Of the two outputs the tangent itself is kept.
  tangent->outputs.erase(tangent->outputs.begin());
  tangent->outputs[0].path.clear();
  Checker checker;
  EXPECT_EQ(checker.firstOrder(ofTangent), std::nullopt);
  auto objective = objectiveOf(*tangent);
  Problem second{objective.get(), ofTangent.arguments, ofTangent.wrt};
  second.arguments.push_back(randomMatrix(random, 3, 1, -1, 1));
  EXPECT_EQ(checker.secondOrder(second), std::nullopt);

  auto adjoint = deriveAdjoint(annotationOf(problem));
  Problem ofAdjoint{adjoint.get(), {A, x, randomMatrix(random, 3, 1, -1, 1), Matrix::Zero(3, 2),
                                    Matrix::Zero(2, 1)},
                    {0, 1, 2}};
  adjoint->outputs = {{"", adjoint->outputs[1].value}}; // A_bar
  EXPECT_EQ(checker.firstOrder(ofAdjoint), std::nullopt);
  EXPECT_EQ(checker.skipped, 0u);
}

} // namespace

} // namespace gateaux::transform::test
