// SPDX-License-Identifier: Apache-2.0
//
// One well-formed use of each operation, for the tests that go through the table of operations.
#pragma once

#include "ir/IR.h"

#include <string>

namespace gateaux::ir::test {

/// The line that is the sample of an operation, as the printer writes it. Its result is %z. Empty
/// if there is no sample, which a test reports.
std::string sampleLine(Op op);

/// A text that consists of a function @sample with that line, and of what the line refers to.
std::string sampleText(Op op);

} // namespace gateaux::ir::test
