// SPDX-License-Identifier: Apache-2.0
//
// One well-formed use of each operation, for the tests that go through the table of operations.
#pragma once

#include "ir/IR.h"

#include <string>

namespace gateaux::ir::test {

/// The lines that are the sample of an operation, as the printer writes them. The operation is the
/// last one of the outermost block, and %z is its first result. Empty if there is no sample, which a
/// test reports.
std::string sampleLines(Op op);

/// A text that consists of a function @sample with those lines, and of what they refer to.
std::string sampleText(Op op);

} // namespace gateaux::ir::test
