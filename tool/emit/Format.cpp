// SPDX-License-Identifier: Apache-2.0
#include "Format.h"

#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"

namespace gateaux::emit {

std::string format(const std::string &code) {
  clang::format::FormatStyle style = clang::format::getLLVMStyle();
  style.ColumnLimit = 100;
  style.PointerAlignment = clang::format::FormatStyle::PAS_Left;
  style.DerivePointerAlignment = false;
  style.AccessModifierOffset = -1;
  std::vector<clang::tooling::Range> all = {{0, static_cast<unsigned>(code.size())}};
  auto replacements = clang::format::reformat(style, code, all, "generated.hpp");
  auto formatted = clang::tooling::applyAllReplacements(code, replacements);
  if (!formatted) {
    llvm::consumeError(formatted.takeError());
    return code;
  }
  return *formatted;
}

} // namespace gateaux::emit
