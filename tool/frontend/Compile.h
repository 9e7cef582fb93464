// SPDX-License-Identifier: Apache-2.0
//
// How Clang is called: the flags, the folder of its own headers, and the file system it sees.
#pragma once

#include "Frontend.h"

#include <clang/Frontend/CompilerInvocation.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <memory>
#include <string>
#include <vector>

namespace gateaux::frontend {

/// The real file system, in which every existing file with the output's name is empty.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> fileSystemWithout(const std::string &output,
                                                                  const std::string &mainFile);

/// The flags for the file from a compile_commands.json, with the folder they are relative to.
/// False, after a message, where that cannot be read.
bool flagsFromDatabase(const FrontendOptions &options, std::vector<std::string> &flags,
                       std::string &directory);

/// The full command line, argv[0] included: the flags without those that ask for output or that
/// only other compilers know. Empty, after a message, where a flag lacks its argument.
std::vector<std::string> commandLine(const FrontendOptions &options,
                                     const std::vector<std::string> &flags);

} // namespace gateaux::frontend
