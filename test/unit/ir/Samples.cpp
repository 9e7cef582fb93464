// SPDX-License-Identifier: Apache-2.0
#include "Samples.h"

#include <map>

namespace gateaux::ir::test {

// The operands: matrices A and B, a column x, a row r, scalars s and t, extents and places i to l,
// positions q (one per column), indices I and J, decompositions F, L, D, Q, E and V, vectors u and v of
// three coefficients, truth values p and c, and P, a matrix of them; Y and Z are lists, S is a pattern.
static const char *const kArguments =
    "%A: f64[?x?], %B: f64[?x?], %x: f64[?x1], %r: f64[1x?].row, %s: f64, %t: f64, %m: i<int>, "
    "%i: i<Eigen::Index>, %j: i<Eigen::Index>, %k: i<Eigen::Index>, %l: i<Eigen::Index>, "
    "%q: i<Eigen::Index>[1x?].row, %I: i<int>[?x1], %J: i<Eigen::Index>[?x1], "
    "%F: f64[?x?].partial_piv_lu, %L: f64[?x?].llt, %D: f64[?x?].ldlt, "
    "%Q: f64[?x?].householder_qr, %E: f64[?x?].self_adjoint_eigen, %V: f64[?x?].jacobi_svd, %u: f64[3x1], %v: f64[3x1], %p: bool, %c: bool, %P: bool[?x?], "
    "%Y: list<f64[?x?]>, %Z: list<f64[?x?]>, %S: i<sparse matrix>";

static const char *const kHelpers = R"(
func @helper(%a: f64[?x?], %n: i<int>) -> (f64) provided (0) tangent @helper_tangent {
  %0 = sum(%a) axis=all : f64
  output %0
}
func @helper_tangent(%a: f64[?x?], %n: i<int>, %a_dot: f64[?x?]) -> (f64, f64) {
  %0 = sum(%a) axis=all : f64
  %1 = sum(%a_dot) axis=all : f64
  output %0
  output %1
}
)";

static const std::map<Op, std::string> kSamples = {
    {Op::Constant, "constant 2.5 : f64"},
    {Op::Identity, "identity(%i, %i) : f64[?x?]"},
    {Op::Rows, "rows(%A) : i<Eigen::Index>"},
    {Op::Cols, "cols(%A) : i<Eigen::Index>"},
    {Op::Broadcast, "broadcast(%r, %i, %j) : f64[?x?]"},
    {Op::Sized, "sized(%A, %i, %j) : f64[?x?]"},
    {Op::Cast, "cast(%A) : f32[?x?]"},
    {Op::StopGradient, "stop_gradient(%A) : f64[?x?]"},
    {Op::Add, "add(%A, %B) : f64[?x?]"},
    {Op::Sub, "sub(%A, %s) : f64[?x?]"},
    {Op::Neg, "neg(%A) : f64[?x?]"},
    {Op::Mul, "mul(%s, %A) : f64[?x?]"},
    {Op::Div, "div(%A, %B) : f64[?x?]"},
    {Op::SafeDiv, "safe_div(%A, %B) : f64[?x?]"},
    {Op::Mod, "mod(%i, %j) : i<Eigen::Index>"},
    {Op::BitAnd, "bit_and(%i, %j) : i<Eigen::Index>"},
    {Op::BitOr, "bit_or(%i, %j) : i<Eigen::Index>"},
    {Op::BitXor, "bit_xor(%i, %j) : i<Eigen::Index>"},
    {Op::BitNot, "bit_not(%i) : i<Eigen::Index>"},
    {Op::ShiftLeft, "shift_left(%i, %j) : i<Eigen::Index>"},
    {Op::ShiftRight, "shift_right(%i, %j) : i<Eigen::Index>"},
    {Op::Square, "square(%A) : f64[?x?]"},
    {Op::Sqrt, "sqrt(%A) : f64[?x?]"},
    {Op::Cbrt, "cbrt(%s) : f64"},
    {Op::Exp, "exp(%A) : f64[?x?].array"},
    {Op::Exp2, "exp2(%s) : f64"},
    {Op::Expm1, "expm1(%x) : f64[?x1]"},
    {Op::Log, "log(%A) : f64[?x?]"},
    {Op::Log1p, "log1p(%A) : f64[?x?]"},
    {Op::Log2, "log2(%s) : f64"},
    {Op::Log10, "log10(%A) : f64[?x?]"},
    {Op::Sin, "sin(%A) : f64[?x?]"},
    {Op::Cos, "cos(%A) : f64[?x?]"},
    {Op::Tan, "tan(%A) : f64[?x?]"},
    {Op::Asin, "asin(%A) : f64[?x?]"},
    {Op::Acos, "acos(%A) : f64[?x?]"},
    {Op::Atan, "atan(%A) : f64[?x?]"},
    {Op::Sinh, "sinh(%A) : f64[?x?]"},
    {Op::Cosh, "cosh(%A) : f64[?x?]"},
    {Op::Tanh, "tanh(%r) : f64[1x?].row"},
    {Op::Asinh, "asinh(%A) : f64[?x?]"},
    {Op::Acosh, "acosh(%A) : f64[?x?]"},
    {Op::Atanh, "atanh(%A) : f64[?x?]"},
    {Op::Erf, "erf(%A) : f64[?x?]"},
    {Op::Erfc, "erfc(%A) : f64[?x?]"},
    {Op::Lgamma, "lgamma(%A) : f64[?x?]"},
    {Op::Tgamma, "tgamma(%s) : f64"},
    {Op::Polygamma, "polygamma(%s) 1 : f64"},
    {Op::Logistic, "logistic(%A) : f64[?x?]"},
    {Op::Softplus, "softplus(%A) : f64[?x?]"},
    {Op::Abs, "abs(%m) : i<int>"},
    {Op::Sign, "sign(%A) : f64[?x?]"},
    {Op::Floor, "floor(%A) : f64[?x?]"},
    {Op::Ceil, "ceil(%A) : f64[?x?]"},
    {Op::Round, "round(%A) : f64[?x?]"},
    {Op::Rint, "rint(%A) : f64[?x?]"},
    {Op::Trunc, "trunc(%A) : f64[?x?]"},
    {Op::Pow, "pow(%A, %s) : f64[?x?]"},
    {Op::PowLog, "pow_log(%A, %s) : f64[?x?]"},
    {Op::Atan2, "atan2(%s, %t) : f64"},
    {Op::Hypot, "hypot(%s, %t) : f64"},
    {Op::Fmod, "fmod(%s, %t) : f64"},
    {Op::Remainder, "remainder(%s, %t) : f64"},
    {Op::Copysign, "copysign(%s, %t) : f64"},
    {Op::Max, "max(%A, %s) : f64[?x?]"},
    {Op::Min, "min(%i, %j) : i<Eigen::Index>"},
    {Op::Compare, "compare(%A, %s) le : bool[?x?]"},
    {Op::And, "and(%p, %c) : bool"},
    {Op::Or, "or(%P, %c) : bool[?x?]"},
    {Op::Not, "not(%P) : bool[?x?]"},
    {Op::IsNan, "is_nan(%A) : bool[?x?]"},
    {Op::IsInf, "is_inf(%s) : bool"},
    {Op::IsFinite, "is_finite(%s) : bool"},
    {Op::Select, "select(%P, %A, %s) : f64[?x?]"},
    {Op::Sum, "sum(%A) axis=cols : f64[1x?].row"},
    {Op::Prod, "prod(%A) axis=rows : f64[?x1]"},
    {Op::ProdOthers, "prod_others(%A) axis=all : f64[?x?]"},
    {Op::ProdPairs, "prod_pairs(%A, %B) axis=cols : f64[?x?]"},
    {Op::Norm, "norm(%x) axis=all : f64"},
    {Op::MaxCoeff, "max_coeff(%A) axis=all : f64"},
    {Op::MinCoeff, "min_coeff(%A) axis=rows : f64[?x1]"},
    {Op::ArgMax, "arg_max(%A) axis=all : i<Eigen::Index>"},
    {Op::ArgMin, "arg_min(%A) axis=cols : i<Eigen::Index>[1x?].row"},
    {Op::Pick, "pick(%A, %q) axis=cols : f64[1x?].row"},
    {Op::Unpick, "unpick(%s, %k, %i, %j) axis=all : f64[?x?]"},
    {Op::Dot, "dot(%A, %B) : f64"},
    {Op::Transpose, "transpose(%x) : f64[1x?].row"},
    {Op::Matmul, "matmul(%A, %x) : f64[?x1]"},
    {Op::Diag, "diag(%x, %i, %j) : f64[?x?]"},
    {Op::Diagonal, "diagonal(%A) : f64[?x1]"},
    {Op::Reshape, "reshape(%A, %i, %j) : f64[?x?]"},
    {Op::Slice, "slice(%A, %i, %j, %k, %l) : f64[?x?]"},
    {Op::Update, "update(%A, %i, %j, %B) : f64[?x?]"},
    {Op::Accumulate, "accumulate(%A, %i, %j, %s) : f64[?x?]"},
    {Op::Element, "element(%A, %i, %j) : f64"},
    {Op::EmptyList, "empty_list : list<list<f64[3x1]>, 4>"},
    {Op::ZeroList, "zero_list(%Z) : list<f64[?x?]>"},
    {Op::SizedList, "sized_list(%Y, %Z) : list<f64[?x?]>"},
    {Op::ResizeList, "resize_list(%Z, %i, %j) : list<f64[?x?]>"},
    {Op::Item, "item(%Z, %i, %j, %k) : f64[?x?]"},
    {Op::PutItem, "put_item(%Z, %i, %A) : list<f64[?x?]>"},
    {Op::AddItem, "add_item(%Z, %i, %A) : list<f64[?x?]>"},
    {Op::DropItem, "drop_item(%Z, %i) : list<f64[?x?]>"},
    {Op::AddLists, "add_lists(%Y, %Z) : list<f64[?x?]>"},
    {Op::Undefined, "undefined : f64[?x?]"},
    {Op::Cross, "cross(%u, %v) : f64[3x1]"},
    {Op::Reverse, "reverse(%A) axis=cols : f64[?x?]"},
    {Op::Sequence, "sequence(%i, %j, %k) : i<Eigen::Index>[?x1]"},
    {Op::Positions, "positions(%i, %j, %k, %l, %i) : i<Eigen::Index>[?x?]"},
    {Op::Gather, "gather(%A, %I, %J) : f64[?x?]"},
    {Op::Put, "put(%A, %I, %J, %B) : f64[?x?]"},
    {Op::Scatter, "scatter(%A, %I, %J, %B) : f64[?x?]"},
    {Op::SparseProduct, "sparse_product(%S, %x, %A, %i) : f64[?x?]"},
    {Op::SparseTransposedProduct, "sparse_transposed_product(%S, %x, %A, %i) : f64[?x?]"},
    {Op::SparseOuter, "sparse_outer(%S, %A, %B, %i) : f64[?x1]"},
    {Op::Random, "random(%i, %j) : f64[?x?]"},
    {Op::Triangle, "triangle(%A) triangle=strictly_lower : f64[?x?]"},
    {Op::Symmetric, "symmetric(%A) triangle=upper : f64[?x?]"},
    {Op::TriSolve, "tri_solve(%A, %x) triangle=unit_lower : f64[?x1]"},
    {Op::Inverse, "inverse(%A) : f64[?x?]"},
    {Op::MatrixFunction, "matrix_function(%A) 2 : f64[?x?]"},
    {Op::MatrixFunctionAlong, "matrix_function_along(%A, %B, %s) 7 : f64[?x?]"},
    {Op::Factorize, "factorize(%A) : f64[?x?].col_piv_householder_qr"},
    {Op::Solve, "solve(%F, %x) : f64[?x1]"},
    {Op::SolveTransposed, "solve_transposed(%F, %B) : f64[?x?]"},
    {Op::LogDet, "log_det(%L) : f64"},
    {Op::Determinant, "determinant(%F) : f64"},
    {Op::MatrixL, "matrix_l(%L) : f64[?x?]"},
    {Op::MatrixLU, "matrix_lu(%F) : f64[?x?]"},
    {Op::MatrixR, "matrix_r(%Q) : f64[?x?]"},
    {Op::Permutation, "permutation(%F) 0 : i<int>[?x1]"},
    {Op::FactorTest, "factor_test(%L) 0 : i<unsigned>"},
    {Op::VectorD, "vector_d(%D) : f64[?x1]"},
    {Op::HalfSolve, "half_solve(%L, %x) : f64[?x1]"},
    {Op::HalfSolveTransposed, "half_solve_transposed(%D, %x) : f64[?x1]"},
    {Op::Eigenvalues, "eigenvalues(%E) : f64[?x1]"},
    {Op::Eigenvectors, "eigenvectors(%E) : f64[?x?]"},
    {Op::SingularValues, "singular_values(%V) : f64[?x1]"},
    {Op::SingularU, "singular_u(%V) : f64[?x?]"},
    {Op::SingularV, "singular_v(%V) : f64[?x?]"},
    {Op::Call, "call(%A, %m) @helper : f64"},
    {Op::Invoke, "invoke(%A, %m) @helper : f64"},
    {Op::CallTangent, "call_tangent(%A, %m, %B, %s) @helper : f64"},
};

// What takes more than a line: with blocks, or with what comes before.
static const std::map<Op, std::string> kTexts = {
    {Op::If, R"(  %z, %w = if(%p) : f64[?x?], f64 {
    %0 = neg(%A) : f64[?x?]
    yield %0, %s
  } {
    yield %B, %t
  }
)"},
    {Op::For, R"(  %z, %w, %kept = for(%i, %j, %A, %s) -1 : f64[?x?], f64, seq<f64[?x?]> (%n: i<Eigen::Index>, %a: f64[?x?], %b: f64) {
    %0 = mul(%a, %b) : f64[?x?]
    yield %0, %b, %a
  }
)"},
    {Op::While, R"(  %z, %w, %kept = while(%p, %s) : i<Eigen::Index>, f64, seq<f64> (%n: i<Eigen::Index>, %a: f64) {
    %0 = mul(%a, %s) : f64
    %1 = compare(%0, %t) lt : bool
    yield %1, %0, %a
  }
)"},
    {Op::Written, R"(  %w = invoke(%A, %m) @helper : f64
  %z = written(%w, %A) 0 : f64[?x?]
)"},
    {Op::Recall, R"(  %w = for(%i, %j) 1 : seq<seq<f64>> (%n: i<Eigen::Index>) {
    %0 = for(%i, %n) 1 : seq<f64> (%o: i<Eigen::Index>) {
      yield %s
    }
    yield %0
  }
  %z = recall(%w, %i) : seq<f64>
)"},
};

std::string sampleLines(Op op) {
  if (auto text = kTexts.find(op); text != kTexts.end())
    return text->second;
  auto line = kSamples.find(op);
  return line == kSamples.end() ? std::string() : "  %z = " + line->second + "\n";
}

std::string sampleText(Op op) {
  return std::string(kHelpers) + "func @sample(" + kArguments + ") {\n" + sampleLines(op) +
         "  output " + (op == Op::Recall ? "%s" : "%z") + "\n}\n";
}

} // namespace gateaux::ir::test
