// SPDX-License-Identifier: Apache-2.0
//
// From an annotated C++ file to the intermediate form. This is all that the rest of the tool sees
// of the frontend; no header of Clang's is needed to include it.
#pragma once

#include "ir/Program.h"

#include <memory>
#include <string>
#include <vector>

namespace gateaux::frontend {

struct FrontendOptions {
  std::string file;
  /// The compiler's flags, as a user of clang++ or g++ would write them.
  std::vector<std::string> flags;
  /// A folder with a compile_commands.json to take the flags from; empty for none.
  std::string compileCommandsDir;
  /// The header that is to be generated. Where the file or anything that it includes includes that,
  /// it is taken as empty.
  std::string output;
  /// Where Clang's own headers are if not beside the executable.
  std::string resourceDir;
};

class Session;

/// The state of the frontend that messages about the source need after it has finished.
class Reporter {
public:
  /// Something that the tool does not do, at the user's source, in Clang's form: `error: not
  /// supported: ...` with the source line and a caret, and a note if that is not empty.
  void limitation(const ir::SourceLocation &loc, const std::string &message,
                  const std::string &note = {}) const;

  explicit Reporter(std::shared_ptr<Session> session = nullptr) : session_(std::move(session)) {}

private:
  std::shared_ptr<Session> session_;
};

struct FrontendResult {
  bool ok = false;
  ir::Program program;
  std::string mainFile;
  /// The annotated file is a header, which the generated code can include.
  bool isHeader = true;
  /// All files read, the annotated one first, without the output itself.
  std::vector<std::string> dependencies;
  Reporter reporter;
  double parseSeconds = 0;
  double translateSeconds = 0;
};

/// Parses the file and translates what is annotated in it. Errors have been printed where `ok` is
/// false.
FrontendResult runFrontend(const FrontendOptions &options);

/// True where the name of the file is that of a header ("loss.hpp") and not of a source.
bool isHeaderName(const std::string &file);

} // namespace gateaux::frontend
