// SPDX-License-Identifier: Apache-2.0
//
// An annotated source file that includes what is generated from it.
#pragma once

#include <llvm/Support/MemoryBuffer.h>

#include <memory>
#include <optional>
#include <string>

namespace gateaux::frontend {

/// What the tool reads of a source file that includes its own output below its functions: all up to
/// that line. What follows uses the generated functions, which do not exist yet. Null where the file
/// has no such line, where the line stands within a conditional, or where annotations follow it.
std::optional<std::string> aboveOwnOutput(const std::string &text, const std::string &outputName);
/// The same for the file itself; null where it is to be read as it is.
std::unique_ptr<llvm::MemoryBuffer> withoutUsers(const std::string &file,
                                                 const std::string &outputName);

} // namespace gateaux::frontend
