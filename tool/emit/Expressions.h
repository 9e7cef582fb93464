// SPDX-License-Identifier: Apache-2.0
//
// Values as C++ expressions.
#pragma once

#include "../ir/Regions.h"
#include "../ir/Shapes.h"
#include "Plan.h"

namespace gateaux::emit {

/// The world that an Eigen expression lives in; the operators mean different things in each.
enum class World : uint8_t { Any, Scalar, Matrix, Array };

enum Precedence { kConditional, kOr, kAnd, kEquality, kRelational, kAdditive, kMultiplicative, kUnary, kPrimary };

struct Text {
  std::string s;
  int precedence = kPrimary;
  World world = World::Scalar;
};

/// Writes values as expressions, according to a plan.
class Expressions {
public:
  /// A column or row that is repeated only to be combined with a matrix; null for anything else.
  const ir::Value *repeatedVector(const ir::Value *v) const;
  explicit Expressions(const Plan &plan) : plan_(plan) {}

  /// Looks at the expression that is about to be written for the definition of `v`: where it has
  /// an expensive function in it, a column or row that is repeated must not keep it from being
  /// vectorised.
  void begin(const ir::Value *v) { vectorise_ = isExpensive(v, true); }
  /// The expression for `v`: the variable that holds it, or its definition.
  Text value(const ir::Value *v, World want = World::Any) const;
  /// The definition of `v`, even where a variable holds it.
  Text definition(const ir::Value *v, World want = World::Any) const;
  /// The text of `value`, in parentheses where it binds less than `precedence`.
  std::string at(const ir::Value *v, int precedence, World want = World::Any) const;
  /// The run-time extent of a value along an axis, as an expression.
  std::string extent(const ir::Value *v, int axis) const;
  /// The arguments that give a Buffer the shape of `v`: "K.rows(), Y.cols()".
  std::string shape(const ir::Value *v) const;
  /// The sequence `v`: a member of the workspace, or an item of one.
  std::string sequence(const ir::Value *v) const;
  /// True for that constant, real or integer.
  static bool isNumber(const ir::Value *v, int n);
  /// A list with `[$]` where positions go: the parameter "net.layers[$].W", or "Z[$]" of the
  /// workspace.
  std::string listPlace(const ir::Value *v) const;
  /// A position in a list, to whose type it converts.
  std::string positionText(const ir::Value *v) const;
  /// The item of a list at a position.
  static std::string itemAt(const std::string &place, const std::string &position);
  /// The container that an item is a view of, "w[i]" of "gateaux::vector(w[i])"; any other item is what it is.
  static std::string container(const std::string &item);
  static bool isContainer(const std::string &item);
  /// The number of items of a list, in the type that its own size() has or in another one.
  static std::string length(const std::string &place);
  std::string lengthAs(const ir::Value *list, const std::string &type) const;
  /// True where a list is, or is an item of, a parameter.
  bool isParameter(const ir::Value *list) const;
  /// An integer where one of another type serves as well.
  Text unconverted(const ir::Value *v) const;
  /// The place of the present iteration in what a loop keeps.
  std::string position(const ir::Loop &loop) const;
  /// The place in `variable` that an Update or Accumulate writes.
  std::string place(const ir::Operation &op, const Storage &variable) const;
  /// The world that `v` is in where nothing is asked of it.
  World natural(const ir::Value *v) const;
  /// Where `v` is a scalar repeated: the scalar; else null.
  static const ir::Value *repeatedScalar(const ir::Value *v);

private:
  World naturalOf(const ir::Operation &op) const;
  Text unary(const ir::Operation &op, World want) const;
  Text additive(const ir::Operation &op, World want) const;
  Text multiplicative(const ir::Operation &op, World want) const;
  Text bits(const ir::Operation &op) const;
  /// Where an operand alone decides in which type is computed: constants with theirs.
  std::string typed(const ir::Value *v, int precedence) const;
  std::optional<Text> withBroadcast(const ir::Operation &op, World want) const;
  Text logical(const ir::Operation &op) const;
  Text select(const ir::Operation &op, World want) const;
  Text reduction(const ir::Operation &op) const;
  Text dot(const ir::Operation &op) const;
  Text invocation(const ir::Operation &op) const;
  Text constant(const ir::Operation &op) const;
  Text broadcast(const ir::Operation &op) const;
  // Parts.cpp
  std::string strided(const ir::Operation &op, const std::string &vector) const;
  std::string element(const ir::Operation &op, const std::string &text, const Storage *held) const;
  std::string block(const ir::Operation &op, const std::string &base, const ir::Value *row, const ir::Value *col,
                    const ir::Extent &rows, const ir::Extent &cols) const;
  Text slice(const ir::Operation &op, World want) const;
  Text cast(const ir::Operation &op, World want) const;
  const Storage *sizeHolder(const ir::Value *x) const;
  // ListExpressions.cpp
  Text item(const ir::Operation &op) const;
  // LinearAlgebra.cpp
  Text linearAlgebra(const ir::Operation &op) const;
  Text sparse(const ir::Operation &op) const;
  Text logDet(const ir::Operation &op) const;
  Text matrixFunction(const ir::Operation &op) const;
  std::optional<Text> halfLogDet(const ir::Operation &op) const;
  Text triangular(const ir::Operation &op) const;
  std::string indices(const ir::Value *v, const ir::Extent &whole) const;
  std::string integer(const ir::Value *v) const;
  std::string extentText(const ir::Extent &e) const;

  bool isExpensive(const ir::Value *v, bool root) const;

  const Plan &plan_;
  bool vectorise_ = false;
};

Text toWorld(Text t, World want);
std::string parenthesised(const Text &t, int precedence);
/// What is asked of a decomposition beyond its values: further arguments of compute().
std::string decompositionOptions(const ir::Operation &op, const ir::Function &function);
/// `.triangularView<Eigen::Lower>()`
std::string triangularView(ir::Triangle part);
/// The Eigen type that a value of type `t` is stored in.
std::string storedType(const ir::Type &t);

} // namespace gateaux::emit
