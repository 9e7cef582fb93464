// SPDX-License-Identifier: Apache-2.0
#include "Factors.h"

#include <array>

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

} // namespace gateaux::ir
