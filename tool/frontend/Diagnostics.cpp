// SPDX-License-Identifier: Apache-2.0
#include "Diagnostics.h"

#include <llvm/ADT/StringRef.h>

using namespace clang;

namespace gateaux::frontend {

void fail(SourceRange range, std::string message, std::vector<Failure::Note> notes) {
  throw Failure{FailureKind::User, range.getBegin(), range, std::move(message), std::move(notes)};
}

void unsupported(SourceRange range, std::string what, std::vector<Failure::Note> notes) {
  unsupportedAt(range.getBegin(), range, std::move(what), std::move(notes));
}

void unsupportedAt(SourceLocation loc, SourceRange range, std::string what,
                   std::vector<Failure::Note> notes) {
  throw Failure{FailureKind::Limitation, loc, range, std::move(what), std::move(notes)};
}

void report(DiagnosticsEngine &diagnostics, const Failure &failure) {
  if (failure.kind == FailureKind::Reported)
    return;
  unsigned error = failure.kind == FailureKind::User
                       ? diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0")
                       : diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "not supported: %0");
  unsigned note = diagnostics.getCustomDiagID(DiagnosticsEngine::Note, "%0");
  {
    DiagnosticBuilder builder = diagnostics.Report(failure.loc, error);
    builder << failure.message;
    if (failure.range.isValid())
      builder << CharSourceRange::getTokenRange(failure.range);
  }
  for (const Failure::Note &n : failure.notes)
    diagnostics.Report(n.loc.isValid() ? n.loc : failure.loc, note) << n.text;
}

ir::SourceLocation irLocation(const SourceManager &sources, SourceLocation loc) {
  ir::SourceLocation result;
  PresumedLoc presumed =
      sources.getPresumedLoc(sources.getFileLoc(loc), /*UseLineDirectives=*/false);
  if (presumed.isInvalid())
    return result;
  result.file = presumed.getFilename();
  result.line = presumed.getLine();
  result.column = presumed.getColumn();
  return result;
}

std::string suggestion(const std::string &wrong, const std::vector<std::string> &known,
                       const std::string &whatTheyAre) {
  const std::string *nearest = nullptr;
  unsigned least = std::min<size_t>(std::max<size_t>(1, wrong.size() / 3) + 1, wrong.size());
  for (const std::string &name : known) {
    unsigned distance = llvm::StringRef(wrong).edit_distance(name, true, least);
    if (distance < least) {
      least = distance;
      nearest = &name;
    }
  }
  if (nearest)
    return "did you mean '" + *nearest + "'?";
  if (known.empty())
    return "there are no " + whatTheyAre;
  std::string text = whatTheyAre + ":";
  for (const std::string &name : known)
    text += (&name == &known.front() ? " " : ", ") + name;
  return text;
}

} // namespace gateaux::frontend
