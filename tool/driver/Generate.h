// SPDX-License-Identifier: Apache-2.0
//
// From the program that the frontend has read to the text of the generated header.
#pragma once

#include "ir/Program.h"

#include <functional>
#include <map>

namespace gateaux::driver {

/// What happens between the phases, for --print-ir and --time-passes.
struct Observer {
  /// Called with each function after each phase.
  std::function<void(const std::string &phase, const ir::Function &)> after;
  /// Seconds by phase.
  std::map<std::string, double> seconds;
};

/// The phases through which every requested function goes, in order.
extern const std::vector<std::string> kPhases;

/// The generated header. Throws ir::Limitation for what cannot be differentiated and
/// std::logic_error for a fault of the tool.
std::string generate(const ir::Program &program, const std::string &mainFile, bool isHeader,
                     Observer &observer);

} // namespace gateaux::driver
