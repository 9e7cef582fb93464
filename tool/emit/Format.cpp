// SPDX-License-Identifier: Apache-2.0
#include "Format.h"

#include <cctype>

#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"

namespace gateaux::emit {

namespace {

/// Where the expression begins that `end` follows: a name, its members, items and calls.
size_t beginOfPrimary(const std::string &s, size_t end) {
  size_t at = end;
  while (at > 0) {
    const char c = s[at - 1];
    if (c == ']' || c == ')') {
      int depth = 0;
      do {
        const char d = s[--at];
        depth += d == ']' || d == ')' ? 1 : d == '[' || d == '(' ? -1 : 0;
      } while (at > 0 && depth > 0);
    } else if (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == ':') {
      --at;
    } else {
      break;
    }
  }
  return at;
}

/// Elements of tuples are written `x.@1` until here: std::get<1>(x).
std::string withTupleElements(std::string s) {
  for (size_t at = 0; (at = s.find(".@", at)) != std::string::npos;) {
    size_t end = at + 2;
    while (end < s.size() && std::isdigit(static_cast<unsigned char>(s[end])))
      ++end;
    if (end == at + 2) {
      ++at;
      continue;
    }
    const size_t begin = beginOfPrimary(s, at);
    const std::string element =
        "std::get<" + s.substr(at + 2, end - at - 2) + ">(" + s.substr(begin, at - begin) + ")";
    s.replace(begin, end - begin, element);
    at = begin + element.size();
  }
  return s;
}

} // namespace

std::string format(const std::string &text) {
  const std::string code = withTupleElements(text);
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
