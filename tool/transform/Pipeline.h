// SPDX-License-Identifier: Apache-2.0
//
// What happens to a derived function before code is written for it.
#pragma once

#include "Fuse.h"

#include <functional>
#include <memory>
#include <string>

namespace gateaux::transform {

/// Hears of the phases of a pipeline. Either may be empty.
struct Phases {
  /// Runs the steps of a phase.
  std::function<void(const std::string &phase, const std::function<void()> &step)> run;
  /// A phase has ended with this function.
  std::function<void(const std::string &phase, const ir::Function &f)> after;
};

/// Expands calls, fuses loops and simplifies: the phases expand-calls, fuse and simplify.
std::unique_ptr<ir::Function> finish(const ir::Function &derived, const Parts &parts = {}, const Phases &phases = {});

} // namespace gateaux::transform
