// SPDX-License-Identifier: Apache-2.0
//
// The types of values in the intermediate form.
#pragma once

#include <cstdint>
#include <string>

namespace gateaux::ir {

/// The extent of a dense value that is known at run time only (as Eigen::Dynamic).
inline constexpr int kDynamic = -1;

enum class ScalarKind : uint8_t {
  F64,  ///< double
  F32,  ///< float
  Int,  ///< any integer type; `Type::spelling` says which
  Bool, ///< bool
};

/// The decompositions of matrices, each a class of Eigen's (Factors.h).
enum class Factor : uint8_t {
  None,
  Llt, LltUpper, Ldlt, LdltUpper,
  PartialPivLu, FullPivLu,
  HouseholderQr, ColPivHouseholderQr, CompleteOrthogonal,
  SelfAdjointEigen, JacobiSvd, BdcSvd,
};

/// How the type of the pattern of a sparse matrix is spelled: a scalar that has no derivative.
inline constexpr const char *kPattern = "sparse matrix";

/// A scalar, a dense two-dimensional array of scalars, or a decomposition of one; or a list of such.
///
/// A dense type carries its compile-time extents. Run-time shapes are no part of it: they are
/// found by following definitions (Shapes.h). `rowMajor` and `array` describe how a value is
/// spelled where it is stored (Eigen's storage order, Matrix or Array); they carry no meaning for
/// the mathematics, and two types that differ only in them are compatible.
struct Type {
  ScalarKind scalar = ScalarKind::F64;
  bool dense = false;
  int rows = 1;
  int cols = 1;
  bool rowMajor = false;
  bool array = false;
  /// How many loops' iterations it is kept for: 0 is a value, 1 a sequence of values, and so on.
  int sequence = 0;
  /// A list of values of this type, or of such lists: how deep. Each item has a shape of its own.
  int list = 0;
  /// The number of items of the (outermost) list, where it is known when the program is compiled.
  int count = kDynamic;
  /// The decomposition that a value is, of a matrix of these extents; dense where it is one.
  Factor factor = Factor::None;
  /// The C++ spelling of an integer scalar ("int", "long", ...); empty otherwise.
  std::string spelling;

  static Type f64() { return {}; }
  static Type real(ScalarKind kind) {
    Type t;
    t.scalar = kind;
    return t;
  }
  static Type boolean() { return real(ScalarKind::Bool); }
  static Type integer(std::string spelling) {
    Type t = real(ScalarKind::Int);
    t.spelling = std::move(spelling);
    return t;
  }
  /// The type of extents and coefficient positions, Eigen::Index.
  static Type index() { return integer("Eigen::Index"); }
  static Type matrix(ScalarKind kind, int rows, int cols) {
    Type t = real(kind);
    t.dense = true;
    t.rows = rows;
    t.cols = cols;
    return t;
  }

  bool isFactor() const { return factor != Factor::None; }
  bool isScalar() const { return !dense; }
  bool isDense() const { return dense; }
  bool isSequence() const { return sequence > 0; }
  bool isList() const { return list > 0 && !isSequence(); }
  /// The type of one item of a sequence or list.
  Type item() const {
    Type t = *this;
    if (isSequence()) {
      --t.sequence;
    } else {
      --t.list;
      t.count = kDynamic;
    }
    return t;
  }
  /// The type of a list of values of this type.
  Type listOf(int items = kDynamic) const {
    Type t = *this;
    ++t.list;
    t.count = items;
    return t;
  }
  /// The type of a sequence of values of this type.
  Type sequenceOf() const {
    Type t = *this;
    ++t.sequence;
    return t;
  }
  /// The pattern of a sparse matrix, whose nonzeros are a value of their own.
  bool isPattern() const { return isInteger() && spelling == kPattern; }
  bool isReal() const { return scalar == ScalarKind::F64 || scalar == ScalarKind::F32; }
  bool isInteger() const { return scalar == ScalarKind::Int; }
  bool isBool() const { return scalar == ScalarKind::Bool; }
  bool isColumn() const { return dense && cols == 1; }
  bool isRow() const { return dense && rows == 1 && cols != 1; }
  bool isVector() const { return isColumn() || isRow(); }
  bool isFixed() const { return !dense || (rows != kDynamic && cols != kDynamic); }

  Type element() const {
    Type t = *this;
    t.dense = false;
    t.rows = t.cols = 1;
    t.rowMajor = t.array = false;
    t.factor = Factor::None;
    return t;
  }
  Type withShape(int rowCount, int colCount) const {
    Type t = element();
    t.spelling = spelling;
    t.dense = true;
    t.rows = rowCount;
    t.cols = colCount;
    t.rowMajor = t.isRow();
    return t;
  }
  Type withScalar(const Type &s) const {
    Type t = *this;
    t.scalar = s.scalar;
    t.spelling = s.spelling;
    return t;
  }

  /// Equal in all that matters to the mathematics.
  bool compatible(const Type &o) const {
    auto agree = [](int a, int b) { return a == b || a == kDynamic || b == kDynamic; };
    return scalar == o.scalar && dense == o.dense && factor == o.factor && sequence == o.sequence &&
           list == o.list && agree(count, o.count) &&
           (!dense || (agree(rows, o.rows) && agree(cols, o.cols)));
  }
  bool operator==(const Type &) const = default;

  /// The text form: f64, i<int>, bool, f64[?x3], with suffixes `.row`, `.array` and those of
  /// decompositions, `.llt`.
  std::string str() const;
};

} // namespace gateaux::ir
