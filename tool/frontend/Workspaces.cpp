// SPDX-License-Identifier: Apache-2.0
#include "Workspaces.h"
#include "Translator.h"
#include "Unit.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

bool isWorkspace(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  return record && record->getIdentifier() && record->getName().ends_with("_workspace");
}

bool isBuffer(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  return record && record->getIdentifier() && record->getName() == "Buffer" &&
         inNamespace(record, "gateaux");
}

bool isUninitialised(const CXXConstructExpr *e) {
  if (eigenKind(e->getType()) != EigenKind::Plain)
    return false;
  auto type = typeOf(e->getType());
  unsigned sizes = 0;
  for (const Expr *argument : e->arguments()) {
    if (isa<CXXDefaultArgExpr>(argument))
      continue;
    if (!argument->getType().getNonReferenceType()->isIntegralOrEnumerationType())
      return false;
    ++sizes;
  }
  // A fixed vector of two takes two integers as its coefficients.
  return type && sizes > 0 && !type->isFixed();
}

std::optional<unsigned> Translator::workspaceOf(const Expr *e) {
  e = strip(e);
  if (auto binding = bindingOf(e)) {
    if (binding->kind == Binding::Workspace)
      return binding->workspaceId;
    return std::nullopt;
  }
  if (auto *member = dyn_cast<MemberExpr>(e))
    if (isWorkspace(member->getType()))
      if (auto outer = workspaceOf(member->getBase()))
        return unit.workspaceIn(*outer, member->getMemberDecl());
  return std::nullopt;
}

std::optional<Place> Translator::workspaceMember(const MemberExpr *e) {
  auto owner = workspaceOf(e->getBase());
  if (!owner)
    return std::nullopt;
  auto type = typeOf(e->getType());
  if (!type)
    return std::nullopt;
  Cell *&cell = workspaceCells_[{*owner, e->getMemberDecl()}];
  if (!cell) {
    cell = newCell(e->getMemberDecl()->getNameAsString(), *type, e->getMemberLoc());
    cell->persistent = true;
  }
  return Place{cell, nullptr, {}, false};
}

Place Translator::bufferPlace(const CXXOperatorCallExpr *e) {
  const Expr *buffer = strip(e->getArg(0));
  auto type = typeOf(specialization(buffer->getType())->getTemplateArgs()[0].getAsType());
  if (!type)
    unsupported(e->getSourceRange(), "buffer of this type");
  std::string name;
  if (auto *member = dyn_cast<MemberExpr>(buffer))
    name = member->getMemberDecl()->getNameAsString();
  std::vector<Value *> sizes;
  for (unsigned i = 1; i < e->getNumArgs(); ++i)
    sizes.push_back(index(e->getArg(i)));
  Value *rows = builder.integer(type->rows), *cols = builder.integer(type->cols);
  if (sizes.size() == 2) {
    rows = sizes[0];
    cols = sizes[1];
  } else if (sizes.size() == 1) {
    (type->isRow() ? cols : rows) = sizes[0];
  }
  Cell *cell = newCell(name, *type, e->getExprLoc());
  cell->value = filled(Translator::cast(builder.integer(0), type->element()), rows, cols, *type);
  return Place{cell, nullptr, {}, false};
}

} // namespace gateaux::frontend
