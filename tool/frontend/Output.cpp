// SPDX-License-Identifier: Apache-2.0
//
// Statements that have no influence on derivatives and vanish: what prints, what measures time.
#include "Translator.h"

#include <llvm/ADT/StringSet.h>

using namespace clang;

namespace gateaux::frontend {

namespace {

bool isStream(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  return record && inNamespace(record, "std") && record->getIdentifier() &&
         (record->getName() == "basic_ostream" || record->getName() == "basic_ofstream" ||
          record->getName() == "basic_ostringstream" || record->getName() == "basic_stringstream");
}

const llvm::StringSet<> &printers() {
  static const llvm::StringSet<> names = {"printf", "fprintf", "puts",  "fputs",  "putchar",
                                          "fputc",  "fflush",  "perror", "vprintf", "vfprintf"};
  return names;
}

/// True where an expression changes something or calls what the tool cannot judge.
bool mayDoMore(const Expr *e, const Translator &t) {
  if (auto *u = dyn_cast<UnaryOperator>(e); u && u->isIncrementDecrementOp())
    return true;
  if (auto *b = dyn_cast<BinaryOperator>(e); b && b->isAssignmentOp())
    return true;
  if (auto *c = dyn_cast<CallExpr>(e)) {
    const FunctionDecl *callee = c->getDirectCallee();
    if (!callee)
      return true;
    if (auto *o = dyn_cast<CXXOperatorCallExpr>(e); o && o->isAssignmentOp())
      return true;
    const bool known = inNamespace(callee, "std") || isEigenFunction(callee) ||
                       t.isCMath(callee) || t.isRuntimeFunction(callee) || callee->isConstexpr();
    auto *method = dyn_cast<CXXMethodDecl>(callee);
    const bool writes = method && method->isInstance() && !method->isConst() &&
                        !isStream(t.context.getTypeDeclType(method->getParent())) &&
                        !isEigenFunction(callee);
    if (!known || writes)
      return true;
  }
  for (const Stmt *child : e->children())
    if (auto *sub = dyn_cast_or_null<Expr>(child); sub && mayDoMore(sub, t))
      return true;
  return false;
}

} // namespace

bool Translator::hasNoInfluence(const Expr *e) {
  e = strip(e);
  auto *call = dyn_cast<CallExpr>(e);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee)
    return false;
  const bool prints =
      callee->getIdentifier() && printers().contains(callee->getName()) &&
      (inNamespace(callee, "std") || callee->getDeclContext()->getRedeclContext()->isTranslationUnit());
  const bool streams = isStream(e->getType());
  if (!prints && !streams)
    return false;
  for (const Expr *argument : call->arguments())
    if (mayDoMore(argument, *this))
      return false;
  return true;
}

} // namespace gateaux::frontend
