// SPDX-License-Identifier: Apache-2.0
//
// Integers in the width and the sign of their C++ types.
#pragma once

#include "Type.h"

#include <optional>

namespace gateaux::ir {

/// Wide enough for what two integers give.
__extension__ typedef __int128 Wide;

struct IntegerRange {
  unsigned bits;
  bool isSigned;
};

/// The range of an integer type, by how it is spelled; that of `long` for any other.
inline IntegerRange rangeOf(const Type &type) {
  const std::string &s = type.spelling;
  const bool isSigned = s.compare(0, 8, "unsigned") != 0 && s != "std::size_t";
  if (s == "int" || s == "unsigned")
    return {32, isSigned};
  if (s == "short" || s == "unsigned short")
    return {16, isSigned};
  if (s == "char" || s == "signed char" || s == "unsigned char")
    return {8, isSigned};
  return {64, isSigned};
}

/// What a type makes of an integer that is converted to it.
inline Wide wrapped(const Type &type, Wide n) {
  const IntegerRange range = rangeOf(type);
  const Wide modulus = static_cast<Wide>(1) << range.bits;
  n = ((n % modulus) + modulus) % modulus;
  return range.isSigned && n >= modulus / 2 ? n - modulus : n;
}

} // namespace gateaux::ir
