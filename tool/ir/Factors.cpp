// SPDX-License-Identifier: Apache-2.0
#include "Factors.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace gateaux::ir {

// In the order of the enumeration: name, class, symmetric, upper, least squares, shortest.
static constexpr std::array<FactorInfo, 13> kFactors = {{
    {"none", "", false, false, false, false},
    {"llt", "LLT", true, false, false, false},
    {"llt_upper", "LLT", true, true, false, false},
    {"ldlt", "LDLT", true, false, false, false},
    {"ldlt_upper", "LDLT", true, true, false, false},
    {"partial_piv_lu", "PartialPivLU", false, false, false, false},
    {"full_piv_lu", "FullPivLU", false, false, false, false},
    {"householder_qr", "HouseholderQR", false, false, true, false},
    {"col_piv_householder_qr", "ColPivHouseholderQR", false, false, true, false},
    {"complete_orthogonal", "CompleteOrthogonalDecomposition", false, false, true, true},
    {"self_adjoint_eigen", "SelfAdjointEigenSolver", true, false, false, false},
    {"jacobi_svd", "JacobiSVD", false, false, true, true},
    {"bdc_svd", "BDCSVD", false, false, true, true},
}};
static_assert(kFactors.size() == static_cast<size_t>(Factor::BdcSvd) + 1);

const FactorInfo &info(Factor factor) { return kFactors[static_cast<size_t>(factor)]; }

std::optional<Factor> factorNamed(std::string_view name) {
  for (size_t i = 1; i < kFactors.size(); ++i)
    if (kFactors[i].name == name)
      return static_cast<Factor>(i);
  return std::nullopt;
}

std::optional<Factor> factorOfClass(std::string_view eigenClass, bool upper) {
  for (size_t i = 1; i < kFactors.size(); ++i)
    if (kFactors[i].eigenClass == eigenClass && kFactors[i].upper == upper)
      return static_cast<Factor>(i);
  return std::nullopt;
}

std::optional<int64_t> factorTestNamed(std::string_view name) {
  const auto *found = std::find(std::begin(kFactorTests), std::end(kFactorTests), name);
  return found == std::end(kFactorTests) ? std::nullopt : std::optional<int64_t>(found - kFactorTests);
}

bool hasFactorTest(Factor factor, int64_t test) {
  const std::string_view name = kFactorTests[test], of = info(factor).eigenClass;
  const bool revealsRank = of == "FullPivLU" || of == "ColPivHouseholderQR" || of == "CompleteOrthogonalDecomposition";
  if (name == "info")
    return !revealsRank && of != "PartialPivLU" && of != "HouseholderQR";
  if (name == "isPositive" || name == "isNegative")
    return of == "LDLT";
  if (name == "rank")
    return revealsRank || of == "JacobiSVD" || of == "BDCSVD";
  return revealsRank;
}

} // namespace gateaux::ir
