#include "Translator.h"
using namespace clang;
using namespace gateaux::ir;
namespace gateaux::frontend {
std::optional<Binding> Translator::thing(const Expr *) { return std::nullopt; }
Binding Translator::newVariable(QualType, const std::string &, SourceLocation) { return {}; }
void Translator::copyThing(const Binding &, const Binding &, SourceRange) {}
std::optional<Place> Translator::placeOf(const Binding &binding) {
  if (binding.kind == Binding::Variable)
    return Place{binding.cell, nullptr, {}, false};
  if (binding.kind == Binding::Reference)
    return binding.place;
  return std::nullopt;
}
} // namespace gateaux::frontend
