// SPDX-License-Identifier: Apache-2.0
//
// Creates operations at the end of a block, with the types that the table of operations implies.
#pragma once

#include "IR.h"

namespace gateaux::ir {

/// The type of the single result of `op`, for shape rules other than Explicit. Null where the
/// operands do not fit the rule.
std::optional<Type> inferType(Op op, const std::vector<Value *> &operands, const Attributes &attrs);

class Builder {
public:
  explicit Builder(Function &function) : function_(function), block_(&function.body) {}

  Function &function() { return function_; }
  Block &block() { return *block_; }
  void setBlock(Block &block) { block_ = &block; }
  /// The place in the user's source that the operations created from now on stem from.
  void setLocation(SourceLocation loc) { loc_ = std::move(loc); }
  const SourceLocation &location() const { return loc_; }
  /// The stage of the operations created from now on.
  void setStage(Stage stage) { stage_ = stage; }
  Stage stage() const { return stage_; }

  /// An operation with one result, its type inferred.
  Value *create(Op op, std::vector<Value *> operands, Attributes attrs = {});
  /// An operation with one result of the given type.
  Value *createTyped(Op op, Type type, std::vector<Value *> operands, Attributes attrs = {});
  /// An operation with any number of results.
  Operation *createMany(Op op, std::vector<Type> types, std::vector<Value *> operands,
                        Attributes attrs = {});
  /// The same operation with other operands; results keep types and names.
  Operation *clone(const Operation &op, std::vector<Value *> operands);

  Value *constant(double number, ScalarKind kind = ScalarKind::F64);
  Value *integer(int64_t number, Type type = Type::index());
  Value *boolean(bool b);

  /// The extents of a value, as a constant or of the earliest value that has the same extent.
  Value *rows(Value *x);
  Value *cols(Value *x);
  /// `x` (a scalar, row or column) repeated to `rows` x `cols`; `type` gives the static extents.
  Value *broadcast(Value *x, Value *rows, Value *cols, Type type);
  /// `x` repeated to the shape of `like`.
  Value *broadcastLike(Value *x, Value *like);
  /// `x`, of which it has become known that it fits `type`: where that is a row or column and the
  /// type of `x` does not say so, it does from now on.
  Value *refined(Value *x, const Type &type);
  /// A dense value of zeros in the shape of `like`, or the scalar zero.
  /// Of a list: one without items, unless the shapes of its items are those of an argument's.
  Value *zeroLike(Value *like);
  /// The matrix with `x` on its main diagonal and zeros elsewhere.
  Value *diag(Value *x, Value *rows, Value *cols);
  Value *reduce(Op op, Value *x, Axis axis);
  Value *cast(Value *x, ScalarKind kind);

private:
  Value *extentAlong(Value *x, int axis);

  Function &function_;
  Block *block_;
  SourceLocation loc_;
  Stage stage_ = Stage::Primal;
};

} // namespace gateaux::ir
