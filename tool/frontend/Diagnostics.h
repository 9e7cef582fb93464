// SPDX-License-Identifier: Apache-2.0
//
// Errors of the frontend. They are thrown where they are found and reported, in Clang's form, where
// the translation of a function or an annotation began.
#pragma once

#include "ir/IR.h"

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/SourceLocation.h>
#include <clang/Basic/SourceManager.h>

#include <string>
#include <utility>
#include <vector>

namespace gateaux::frontend {

enum class FailureKind {
  User,       ///< the user has written something wrong
  Limitation, ///< correct C++ that the tool does not take
  Reported,   ///< something that rests on what has been reported already: says nothing
};

/// One error with its notes. A note without a location stands at that of the error.
struct Failure {
  struct Note {
    std::string text;
    clang::SourceLocation loc;
  };
  FailureKind kind;
  clang::SourceLocation loc;
  clang::SourceRange range;
  std::string message;
  std::vector<Note> notes;
};

/// Throws an error of the user's.
[[noreturn]] void fail(clang::SourceRange range, std::string message,
                       std::vector<Failure::Note> notes = {});
/// Throws a limitation: "not supported: <what>".
[[noreturn]] void unsupported(clang::SourceRange range, std::string what,
                              std::vector<Failure::Note> notes = {});
/// The same with the caret elsewhere than at the beginning of the range.
[[noreturn]] void unsupportedAt(clang::SourceLocation loc, clang::SourceRange range,
                                std::string what, std::vector<Failure::Note> notes = {});

/// Prints an error as Clang prints its own.
void report(clang::DiagnosticsEngine &diagnostics, const Failure &failure);

/// The place in the file where a source location is expanded, as Clang names it.
ir::SourceLocation irLocation(const clang::SourceManager &sources, clang::SourceLocation loc);

/// "did you mean 'x'" for the nearest of the known names, or the list of them.
std::string suggestion(const std::string &wrong, const std::vector<std::string> &known,
                       const std::string &whatTheyAre);

} // namespace gateaux::frontend
