// SPDX-License-Identifier: Apache-2.0
//
// One run of Clang, kept alive for messages that come later.
#pragma once

#include "Annotations.h"
#include "ir/Program.h"

#include <clang/Frontend/CompilerInstance.h>

#include <memory>
#include <string>

namespace gateaux::frontend {

class Session {
public:
  clang::CompilerInstance compiler;
  Markers markers;
};

/// Translates all that is annotated in a parsed file. Errors are reported to the context's
/// diagnostics.
void translateUnit(clang::ASTContext &context, Markers &markers, ir::Program &program);

} // namespace gateaux::frontend
