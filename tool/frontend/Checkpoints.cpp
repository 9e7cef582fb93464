// SPDX-License-Identifier: Apache-2.0
//
// GATEAUX_CHECKPOINT before a loop.
#include "Annotations.h"
#include "Translator.h"
#include "Unit.h"

#include <algorithm>

using namespace clang;

namespace gateaux::frontend {

std::optional<int64_t> Translator::statesOf(const Stmt *loop) const {
  auto it = checkpoints_.find(loop);
  return it == checkpoints_.end() ? std::nullopt : std::optional(it->second);
}

namespace {

/// The integer constant that a name stands for where a function is defined.
std::optional<llvm::APSInt> namedConstant(StringRef name, const DeclContext *around, const ASTContext &context) {
  IdentifierInfo &identifier = context.Idents.get(name);
  for (; around; around = around->getParent())
    for (const NamedDecl *d : around->getRedeclContext()->lookup(&identifier)) {
      const Expr *value = nullptr;
      if (auto *variable = dyn_cast<VarDecl>(d); variable && variable->getType().isConstQualified())
        value = variable->getAnyInitializer();
      if (auto *constant = dyn_cast<EnumConstantDecl>(d))
        return constant->getInitVal();
      Expr::EvalResult result;
      if (value && !value->isValueDependent() && value->EvaluateAsInt(result, context))
        return result.Val.getInt();
      return std::nullopt;
    }
  return std::nullopt;
}

} // namespace

void Translator::checkpoint(const Marker &marker, const Stmt *loop) {
  if (!isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(loop))
    fail(marker.loc, "'GATEAUX_CHECKPOINT' is not followed by a loop",
         {{"this is what follows it", loop->getBeginLoc()}});
  int64_t states = 0;
  if (!marker.tokens.empty()) {
    std::optional<llvm::APSInt> n;
    const std::string &spelling = marker.spellings.front();
    if (marker.tokens.size() == 1 && marker.tokens[0].is(tok::numeric_constant)) {
      std::string digits = spelling;
      digits.erase(std::remove(digits.begin(), digits.end(), '\''), digits.end());
      uint64_t number = 0;
      if (!StringRef(digits).rtrim("uUlLzZ").getAsInteger(0, number) && number <= INT32_MAX)
        n = llvm::APSInt::get(static_cast<int64_t>(number));
    } else if (marker.tokens.size() == 1) {
      for (const auto &[declaration, binding] : frame->bindings)
        if (declaration->getName() == spelling && binding.kind == Binding::Variable && binding.cell->value &&
            binding.cell->value->def && binding.cell->value->def->attrs.integer &&
            binding.cell->value->def->kind == ir::Op::Constant)
          n = llvm::APSInt::get(*binding.cell->value->def->attrs.integer);
      if (!n)
        n = namedConstant(spelling, frame->function, context);
    }
    if (!n || !n->isStrictlyPositive() || !n->isRepresentableByInt64())
      fail(marker.tokens.front().getLocation(), "expected the number of states to keep, a positive integer constant",
           {{"without one, 'GATEAUX_CHECKPOINT()' keeps as many as the square root of the iterations", {}}});
    states = n->getExtValue();
  }
  checkpoints_[loop] = states;
}

} // namespace gateaux::frontend
