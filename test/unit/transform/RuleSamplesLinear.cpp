// SPDX-License-Identifier: Apache-2.0
#include "RuleSamples.h"

#include "ir/MatrixFunctions.h"

namespace gateaux::transform::test {

using ir::Op;

namespace {

SampleArgument matrix(const std::string &name, Eigen::Index rows, Eigen::Index cols) {
  return {name, "f64[?x?]", rows, cols, -1, 1};
}
SampleArgument vector(const std::string &name, Eigen::Index size) {
  return {name, "f64[?x1]", size, 1, -1, 1};
}
SampleArgument integer(const std::string &name, double value) {
  return {name, "i<Eigen::Index>", 1, 1, value, value};
}
SampleArgument indices(const std::string &name, Eigen::Index size, double below) {
  return {name, "i<Eigen::Index>[?x1]", size, 1, 0, below};
}

/// From a square matrix of small coefficients one with a dominant diagonal, then one that is
/// positive definite, with distinct eigenvalues.
const char *const kRegular = "%n = rows(%a)\n  %m = cols(%a)\n  %one = identity(%n, %m) : f64[?x?]\n"
                             "  %c = constant 3 : f64\n  %d = mul(%c, %one)\n  %r = add(%a, %d)\n  ";
const char *const kPositive = "%t = transpose(%r)\n  %s = matmul(%t, %r)\n  ";

std::string factorized(const std::string &of, const std::string &kind) {
  return "%F = factorize(" + of + ") : f64[?x?]." + kind + "\n  ";
}

/// A function of a decomposition of a regular matrix.
RuleSample regular(Op op, const std::string &kind, const std::string &call) {
  return {op, {matrix("a", 3, 3)}, kRegular + factorized("%r", kind) + call};
}
/// The same of a symmetric one, and of one of which one triangle counts only.
RuleSample positive(Op op, const std::string &kind, const std::string &call) {
  return {op, {matrix("a", 3, 3)}, std::string(kRegular) + kPositive + factorized("%s", kind) + call};
}

std::vector<RuleSample> solves(Op op) {
  std::vector<RuleSample> samples;
  const std::string name = std::string(ir::info(op).name);
  const std::string type = op == Op::SolveTransposed ? " : f64[?x?]" : "";
  auto add = [&](const std::string &kind, Eigen::Index rows, Eigen::Index cols) {
    const Eigen::Index b = op == Op::Solve ? rows : cols;
    samples.push_back({op, {matrix("a", rows, cols), matrix("b", b, 2)},
                       kRegular + factorized("%r", kind) + "%y = " + name + "(%F, %b)" + type});
  };
  for (const char *kind : {"partial_piv_lu", "full_piv_lu", "householder_qr", "col_piv_householder_qr",
                           "complete_orthogonal", "jacobi_svd", "bdc_svd"})
    add(kind, 3, 3);
  add("householder_qr", 4, 3);
  add("col_piv_householder_qr", 4, 3);
  add("complete_orthogonal", 4, 3);
  add("complete_orthogonal", 2, 3);
  if (op == Op::Solve)
    for (const char *kind : {"llt", "llt_upper", "ldlt", "ldlt_upper"})
      samples.push_back({op, {matrix("a", 3, 3), vector("b", 3)},
                         std::string(kRegular) + kPositive + factorized("%s", kind) + "%y = solve(%F, %b)"});
  return samples;
}

std::vector<RuleSample> matrixFunctions(Op op) {
  const std::string name = std::string(ir::info(op).name), e = op == Op::MatrixFunctionAlong ? ", %e" : "";
  std::vector<RuleSample> samples;
  for (int64_t i = 0; i <= ir::kMatrixPower; ++i) {
    std::vector<SampleArgument> arguments = {matrix("a", 3, 3)};
    if (!e.empty())
      arguments.push_back(matrix("e", 3, 3));
    const bool power = i == ir::kMatrixPower;
    if (power)
      arguments.push_back({"p", "f64", 1, 1, 0.2, 1.5});
    samples.push_back({op, arguments, std::string(kRegular) + "%y = " + name + "(%r" + e + (power ? ", %p) " : ") ") +
                                          std::to_string(i)});
  }
  return samples;
}

std::vector<RuleSample> indexed(Op op) {
  const std::string name = std::string(ir::info(op).name);
  std::vector<SampleArgument> arguments = {matrix("a", 4, 3), indices("i", 3, 4), indices("j", 2, 3)};
  // Positions in a column, which may repeat unless they are written.
  const std::string matrixOfPlaces = "%z = sequence(%zero, %one, %one) : i<Eigen::Index>[1x1]\n"
                                     "  %k = positions(%one, %q, %q, %one, %stride) : i<Eigen::Index>[?x?]\n  ";
  std::vector<SampleArgument> strided = {vector("a", 6), integer("zero", 0), integer("one", 1), integer("q", 2),
                                         integer("stride", op == Op::Put ? 3 : 1)};
  if (op == Op::Gather)
    return {{op, arguments, "%y = gather(%a, %i, %j) : f64[?x?]"},
            {op, strided, matrixOfPlaces + "%y = gather(%a, %k, %z) : f64[?x?]"}};
  strided.push_back(matrix("b", 2, 2));
  arguments[1].name = "k";
  // Rows and columns that are written are distinct; those that are added to may repeat.
  std::string places = "%k";
  std::string before;
  if (op == Op::Put) {
    arguments = {matrix("a", 4, 3), integer("p", 1), integer("q", 2), integer("one", 1), integer("zero", 0)};
    before = "%k = sequence(%p, %q, %q) : i<Eigen::Index>[?x1]\n  %j = sequence(%zero, %q, %one) : i<Eigen::Index>[?x1]\n  ";
    arguments.push_back(matrix("b", 2, 2));
  } else {
    arguments.push_back(matrix("b", 3, 2));
  }
  return {{op, arguments, before + "%y = " + name + "(%a, " + places + ", %j, %b)"},
          {op, strided, matrixOfPlaces + "%y = " + name + "(%a, %k, %z, %b)"}};
}

} // namespace

std::vector<RuleSample> linearAlgebraSamples(Op op) {
  const std::string name = std::string(ir::info(op).name);
  std::vector<RuleSample> samples;
  auto each = [&](std::initializer_list<const char *> parts, auto sample) {
    for (const char *part : parts)
      samples.push_back(sample(std::string(" triangle=") + part));
    return samples;
  };
  switch (op) {
  case Op::Cross:
    return {{op, {{"a", "f64[3x1]", 3, 1, -1, 1}, {"b", "f64[3x1]", 3, 1, -1, 1}}, "%y = cross(%a, %b)"},
            {op, {{"a", "f64[1x3].row", 1, 3, -1, 1}}, "%b = square(%a)\n  %y = cross(%a, %b)"}};
  case Op::Reverse:
    return {{op, {matrix("a", 3, 2)}, "%y = reverse(%a) axis=all"},
            {op, {matrix("a", 3, 2)}, "%y = reverse(%a) axis=cols"},
            {op, {matrix("a", 3, 2)}, "%y = reverse(%a) axis=rows"},
            {op, {vector("a", 3)}, "%y = reverse(%a) axis=all"}};
  case Op::Sequence:
    return {{op, {vector("a", 3), integer("i", 1), integer("n", 3), integer("s", 2)},
             "%k = sequence(%i, %n, %s) : i<Eigen::Index>[?x1]\n  %c = cast(%k) : f64[?x1]\n  %y = mul(%a, %c)"}};
  case Op::Positions:
    return {{op, {matrix("a", 3, 2), integer("i", 1), integer("m", 3), integer("n", 2), integer("s", 5)},
             "%k = positions(%i, %m, %n, %n, %s) : i<Eigen::Index>[?x?]\n  %c = cast(%k) : f64[?x?]\n  %y = mul(%a, %c)"}};
  case Op::Gather:
  case Op::Put:
  case Op::Scatter: return indexed(op);
  case Op::MatrixFunction:
  case Op::MatrixFunctionAlong: return matrixFunctions(op);
  case Op::SparseProduct:
  case Op::SparseTransposedProduct:
  case Op::SparseOuter: {
    // Of the pattern 0 (see the interpreter), which has four nonzeros among 3 x 2 coefficients.
    const SampleArgument pattern{"s", "i<sparse matrix>", 1, 1, 0, 0}, v{"v", "f64[?x1]", 4, 1};
    const std::string y = "%y = " + name;
    if (op == Op::SparseOuter)
      return {{op, {pattern, matrix("a", 3, 2), matrix("b", 2, 2), integer("n", 4)}, y + "(%s, %a, %b, %n) : f64[?x1]"}};
    const bool transposed = op == Op::SparseTransposedProduct;
    const Eigen::Index in = transposed ? 3 : 2;
    const SampleArgument rows = integer("n", transposed ? 2 : 3);
    return {{op, {pattern, v, matrix("a", in, 2), rows}, y + "(%s, %v, %a, %n) : f64[?x?]"},
            {op, {pattern, v, {"a", "f64[?x1]", in, 1}, rows}, y + "(%s, %v, %a, %n) : f64[?x1]"}};
  }
  case Op::Random:
    return {{op, {matrix("a", 3, 2), integer("m", 3), integer("n", 2)},
             "%r = random(%m, %n) : f64[?x?]\n  %y = mul(%a, %r)"}};
  case Op::Triangle:
    return each({"lower", "upper", "strictly_lower", "strictly_upper"}, [&](const std::string &part) {
      return RuleSample{op, {matrix("a", 3, 3)}, "%y = triangle(%a)" + part};
    });
  case Op::Symmetric:
    return each({"lower", "upper"}, [&](const std::string &part) {
      return RuleSample{op, {matrix("a", 3, 3)}, "%y = symmetric(%a)" + part};
    });
  case Op::TriSolve:
    return each({"lower", "upper", "unit_lower", "unit_upper"}, [&](const std::string &part) {
      return RuleSample{op, {matrix("a", 3, 3), matrix("b", 3, 2)}, kRegular + ("%y = tri_solve(%r, %b)" + part)};
    });
  case Op::Inverse: return {{op, {matrix("a", 3, 3)}, std::string(kRegular) + "%y = inverse(%r)"}};
  case Op::Factorize:
    return {regular(op, "partial_piv_lu", "%y = solve(%F, %a)"),
            {op, {matrix("a", 3, 3)}, kRegular + factorized("%r", "ldlt") + "%y = solve(%F, %a)"}};
  case Op::Solve:
  case Op::SolveTransposed: return solves(op);
  case Op::LogDet:
    return {regular(op, "partial_piv_lu", "%y = log_det(%F)"), regular(op, "householder_qr", "%y = log_det(%F)"),
            positive(op, "llt", "%y = log_det(%F)"), positive(op, "ldlt", "%y = log_det(%F)")};
  case Op::Determinant:
    return {regular(op, "partial_piv_lu", "%y = determinant(%F)"), regular(op, "full_piv_lu", "%y = determinant(%F)")};
  case Op::MatrixL:
    return {positive(op, "llt", "%y = matrix_l(%F) : f64[?x?]"), positive(op, "llt_upper", "%y = matrix_l(%F) : f64[?x?]")};
  case Op::MatrixLU:
    return {regular(op, "partial_piv_lu", "%y = matrix_lu(%F) : f64[?x?]"), regular(op, "full_piv_lu", "%y = matrix_lu(%F) : f64[?x?]")};
  case Op::MatrixR:
    return {regular(op, "householder_qr", "%y = matrix_r(%F) : f64[?x?]"),
            regular(op, "col_piv_householder_qr", "%y = matrix_r(%F) : f64[?x?]"),
            {op, {matrix("a", 4, 2)}, kRegular + factorized("%r", "householder_qr") + "%y = matrix_r(%F) : f64[?x?]"}};
  case Op::Permutation:
    return {regular(op, "full_piv_lu", "%p = permutation(%F) 1 : i<int>[?x1]\n  %e = cast(%p) : f64[?x1]\n  %y = matmul(%a, %e)")};
  case Op::FactorTest:
    return {regular(op, "full_piv_lu", "%k = factor_test(%F) 1 : i<Eigen::Index>\n  %e = cast(%k) : f64\n  %y = mul(%a, %e)")};
  case Op::VectorD: return {positive(op, "ldlt", "%y = vector_d(%F) : f64[?x1]")};
  case Op::HalfSolve:
  case Op::HalfSolveTransposed:
    return {positive(op, "llt", "%y = " + name + "(%F, %a)"), positive(op, "ldlt", "%y = " + name + "(%F, %a)")};
  case Op::Eigenvalues: return {positive(op, "self_adjoint_eigen", "%y = eigenvalues(%F) : f64[?x1]")};
  case Op::Eigenvectors:
    return {positive(op, "self_adjoint_eigen", "%v = eigenvectors(%F) : f64[?x?]\n  %y = square(%v)")};
  case Op::SingularValues:
    return {regular(op, "jacobi_svd", "%y = singular_values(%F) : f64[?x1]"),
            {op, {matrix("a", 4, 2)}, kRegular + factorized("%r", "bdc_svd") + "%y = singular_values(%F) : f64[?x1]"}};
  case Op::SingularU:
  case Op::SingularV: {
    const std::string call = "%v = " + name + "(%F) : f64[?x?]\n  %y = square(%v)";
    return {regular(op, "jacobi_svd", call),
            {op, {matrix("a", 4, 2)}, kRegular + factorized("%r", "jacobi_svd") + call},
            {op, {matrix("a", 2, 4)}, kRegular + factorized("%r", "jacobi_svd") + call}};
  }
  default: return {};
  }
}

} // namespace gateaux::transform::test
