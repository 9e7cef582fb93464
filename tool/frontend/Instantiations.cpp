// SPDX-License-Identifier: Apache-2.0
//
// Function templates and member functions of class templates: what the file makes of them.
#include "Annotations.h"

#include <clang/AST/DeclCXX.h>

#include <algorithm>

using namespace clang;

namespace gateaux::frontend {

namespace {

/// Adds the member functions of the specialisations of a class template that come from a pattern.
void addMembers(const FunctionDecl *pattern, const ClassTemplateDecl *record,
                std::vector<FunctionDecl *> &found) {
  auto isMember = [&](const FunctionDecl *f) {
    const FunctionDecl *from = f->getInstantiatedFromMemberFunction();
    return from && from->getCanonicalDecl() == pattern->getCanonicalDecl();
  };
  for (ClassTemplateSpecializationDecl *specialisation : record->specializations())
    for (CXXMethodDecl *method : specialisation->methods())
      if (isMember(method) && method->hasBody())
        found.push_back(method);
}

} // namespace

bool isTemplate(const FunctionDecl *function) {
  return function->isTemplated();
}

std::vector<FunctionDecl *> instantiationsOf(FunctionDecl *function, const Markers &markers) {
  if (!isTemplate(function))
    return {function};
  std::vector<FunctionDecl *> found;
  if (FunctionTemplateDecl *pattern = function->getDescribedFunctionTemplate()) {
    for (FunctionDecl *specialisation : pattern->specializations())
      if (specialisation->isTemplateInstantiation() && specialisation->hasBody())
        found.push_back(specialisation);
  } else if (auto *record = dyn_cast<CXXRecordDecl>(function->getDeclContext());
             record && record->getDescribedClassTemplate()) {
    addMembers(function, record->getDescribedClassTemplate(), found);
  }
  std::erase_if(found, [&](const FunctionDecl *f) {
    return std::any_of(markers.all().begin(), markers.all().end(), [&](const auto &marker) {
      return marker->kind == MarkerKind::Differentiate && marker->function &&
             marker->function->getCanonicalDecl() == f->getCanonicalDecl();
    });
  });
  std::sort(found.begin(), found.end(), [](const FunctionDecl *a, const FunctionDecl *b) {
    return a->getPointOfInstantiation() < b->getPointOfInstantiation();
  });
  return found;
}

} // namespace gateaux::frontend
