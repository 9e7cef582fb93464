// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace gateaux::driver {

/// "loss.gateaux.hpp" for "dir/loss.hpp".
std::string defaultOutput(const std::string &inputFile);
/// Writes a file as a whole or not at all: a temporary beside it takes its place at the end.
/// Returns an error message, empty on success.
std::string writeFile(const std::string &path, const std::string &text);
/// The rule of a depfile: the output depends on the files.
std::string depfile(const std::string &output, const std::vector<std::string> &dependencies);

} // namespace gateaux::driver
