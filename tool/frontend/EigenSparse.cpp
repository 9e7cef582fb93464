// SPDX-License-Identifier: Apache-2.0
//
// Eigen's sparse module, which is refused.
#include "Sparse.h"

#include "Types.h"

using namespace clang;

namespace gateaux::frontend {

std::vector<Failure::Note> insteadOf(QualType type) {
  const auto *spec = specialization(type);
  const CXXRecordDecl *record = recordOf(type);
  if (eigenKind(type) == EigenKind::View && spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    return insteadOf(spec->getTemplateArgs()[0].getAsType());
  if (!record || !record->getIdentifier() || !inNamespace(record, "Eigen") || !record->getName().contains("Sparse"))
    return {};
  return {{"pass its nonzero values, their rows and their columns as vectors, and write products as loops over them", {}}};
}

} // namespace gateaux::frontend
