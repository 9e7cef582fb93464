// SPDX-License-Identifier: Apache-2.0
//
// The command line. LLVM's own parser cannot be used: its library registers options of its own,
// among them --time-passes, in every program that is linked with it.
#pragma once

#include <string>
#include <vector>

namespace gateaux::driver {

struct Options {
  std::string input;
  std::string output; ///< empty: the default; "-": standard output
  std::string compileCommands;
  std::string depfile;
  std::string graph;
  bool list = false;
  bool printIr = false;
  std::string printPhase; ///< empty: all
  bool timePasses = false;
  bool version = false;
  bool help = false;
  std::vector<std::string> flags; ///< what follows "--"
};

/// Reads the arguments, without the name of the program. Returns an error message, empty on
/// success.
std::string parseOptions(const std::vector<std::string> &arguments, Options &options);

/// What --help prints.
std::string helpText();

} // namespace gateaux::driver
