// SPDX-License-Identifier: Apache-2.0
#include "Spelling.h"

#include "Factors.h"

namespace gateaux::ir {

namespace {

std::string spellScalar(const Type &type) {
  switch (type.scalar) {
  case ScalarKind::F64:
    return "double";
  case ScalarKind::F32:
    return "float";
  case ScalarKind::Int:
    return type.spelling;
  case ScalarKind::Bool:
    return "bool";
  }
  return {};
}

/// The letter by which Eigen's abbreviations name the scalar type, empty where there is none.
std::string scalarSuffix(const Type &type) {
  if (type.scalar == ScalarKind::F64)
    return "d";
  if (type.scalar == ScalarKind::F32)
    return "f";
  return type.isInteger() && type.spelling == "int" ? "i" : "";
}

bool isAbbreviatedExtent(int n) { return n == kDynamic || (n >= 2 && n <= 4); }

std::string abbreviatedExtent(int n) { return n == kDynamic ? "X" : std::to_string(n); }

std::string extent(int n) { return n == kDynamic ? "Eigen::Dynamic" : std::to_string(n); }

/// Eigen's abbreviation for a dense type, empty where there is none.
std::string abbreviation(const Type &type) {
  const std::string scalar = scalarSuffix(type);
  if (scalar.empty())
    return {};
  if (type.isVector()) {
    int n = type.isColumn() ? type.rows : type.cols;
    if (!isAbbreviatedExtent(n))
      return {};
    if (type.array)
      return type.isColumn() ? "Eigen::Array" + abbreviatedExtent(n) + scalar : std::string();
    const char *stem = type.isColumn() ? "Eigen::Vector" : "Eigen::RowVector";
    return stem + abbreviatedExtent(n) + scalar;
  }
  // The abbreviations store column by column, and none has two different fixed extents.
  bool differ = type.rows != type.cols;
  if (type.rowMajor || !isAbbreviatedExtent(type.rows) || !isAbbreviatedExtent(type.cols) ||
      (differ && type.isFixed()))
    return {};
  std::string shape = abbreviatedExtent(type.rows);
  // Matrix3d is 3 x 3, but Array3d a column: arrays spell out both extents.
  if (type.array || differ)
    shape += abbreviatedExtent(type.cols);
  return (type.array ? "Eigen::Array" : "Eigen::Matrix") + shape + scalar;
}

} // namespace

std::string spell(const Type &type) {
  if (type.isSequence())
    return "gateaux::Sequence<" + spell(type.item()) + ">";
  if (type.isList()) {
    Type item = type.item();
    item.array = false;
    return "gateaux::List<" + spell(item) + ">";
  }
  if (!type.dense)
    return spellScalar(type);
  if (type.isFactor()) {
    Type matrix = type;
    matrix.factor = Factor::None;
    const FactorInfo &f = info(type.factor);
    return "Eigen::" + std::string(f.eigenClass) + "<" + spell(matrix) +
           (f.upper ? ", Eigen::Upper>" : ">");
  }
  if (std::string s = abbreviation(type); !s.empty())
    return s;
  std::string s = type.array ? "Eigen::Array<" : "Eigen::Matrix<";
  s += spellScalar(type) + ", " + extent(type.rows) + ", " + extent(type.cols);
  // Eigen chooses the storage order of rows and columns itself, and rejects the other one.
  if (type.rowMajor && !type.isVector())
    s += ", Eigen::RowMajor";
  return s + ">";
}

bool isNarrow(const Type &type) {
  return type.isInteger() &&
         (type.spelling.find("char") != std::string::npos || type.spelling.find("short") != std::string::npos);
}

bool isUnsigned(const Type &type) {
  return type.isInteger() && (type.spelling.find("unsigned") != std::string::npos || type.spelling == "std::size_t");
}

} // namespace gateaux::ir
