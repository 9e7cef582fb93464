// SPDX-License-Identifier: Apache-2.0
#include "OperationRules.h"

#include "Builder.h"
#include "Regions.h"

#include <algorithm>
#include <vector>

namespace gateaux::ir {

using Fault = std::optional<std::string>;

static Fault recallFault(const Operation &op);
static Fault listFault(const Operation &op);

namespace {

// Attributes.

bool takesAxis(Op op) {
  const ShapeRule shape = info(op).shape;
  return shape == ShapeRule::Reduce || shape == ShapeRule::ReduceIndex || op == Op::Unpick ||
         op == Op::ProdOthers || op == Op::ProdPairs || op == Op::Reverse;
}

Fault attributesFault(const Operation &op) {
  const Attributes &a = op.attrs;
  if (a.number && op.kind != Op::Constant)
    return "it takes no number";
  if (a.integer && op.kind != Op::Constant && op.kind != Op::Polygamma && op.kind != Op::Written && op.kind != Op::StopGradient &&
      op.kind != Op::For && op.kind != Op::Permutation && op.kind != Op::FactorTest && !isMatrixFunction(op.kind))
    return "it takes no integer";
  if (op.kind == Op::Polygamma && (!a.integer || *a.integer < 0))
    return "its order is an integer from 0";
  if (takesAxis(op.kind) != (a.axis != Axis::None))
    return a.axis == Axis::None ? "it takes an axis" : "it takes no axis";
  if ((op.kind == Op::Compare) != (a.predicate != Predicate::None))
    return a.predicate == Predicate::None ? "it takes a predicate" : "it takes no predicate";
  if (Fault fault = triangleFault(op))
    return fault;
  if (op.kind == Op::Written && (!a.integer || *a.integer < 0))
    return "its position is an integer from 0";
  const bool calls = op.kind == Op::Call || op.kind == Op::CallTangent || op.kind == Op::Invoke;
  if (calls != (a.callee != nullptr))
    return calls ? "it takes a callee" : "it takes no callee";
  return std::nullopt;
}

// Scalar kinds.

/// The coefficients that an operation is defined for.
enum class Domain { Any, Numbers, Reals, Integers, Bools };

Domain domainOf(Op op) {
  switch (op) {
  case Op::Add:
  case Op::Sub:
  case Op::Neg:
  case Op::Mul:
  case Op::Div:
  case Op::SafeDiv:
  case Op::Square:
  case Op::Abs:
  case Op::Sign:
  case Op::Sum:
  case Op::Prod:
  case Op::ProdOthers:
  case Op::ProdPairs:
  case Op::Dot:
  case Op::Matmul:
  case Op::Accumulate: case Op::Scatter: case Op::Cross:
    return Domain::Numbers;
  case Op::Mod: case Op::BitAnd: case Op::BitOr: case Op::BitXor: case Op::BitNot: case Op::ShiftLeft: case Op::ShiftRight:
    return Domain::Integers;
  case Op::And:
  case Op::Or:
  case Op::Not:
    return Domain::Bools;
  case Op::IsNan:
  case Op::IsInf:
  case Op::IsFinite:
  case Op::Norm:
  case Op::Inverse:
  case Op::Factorize:
  case Op::Solve:
  case Op::SolveTransposed:
  case Op::TriSolve:
    return Domain::Reals;
  case Op::Max:
  case Op::Min:
    return Domain::Any;
  default:
    // The other coefficient-wise functions.
    return info(op).shape == ShapeRule::Cwise ? Domain::Reals : Domain::Any;
  }
}

Fault domainFault(const Operation &op) {
  for (const Value *v : op.operands) {
    const Type &t = v->type;
    switch (domainOf(op.kind)) {
    case Domain::Any:
      return std::nullopt;
    case Domain::Numbers:
      if (t.isBool())
        return "it is defined for numbers, not for " + t.str();
      break;
    case Domain::Reals:
      if (!t.isReal())
        return "it is defined for real numbers, not for " + t.str();
      break;
    case Domain::Integers:
      if (!t.isInteger())
        return "it is defined for integers, not for " + t.str();
      break;
    case Domain::Bools:
      if (!t.isBool())
        return "it is defined for bool, not for " + t.str();
      break;
    }
  }
  return std::nullopt;
}

// Shapes.

/// Whether a part with the extent `part` fits into a whole with the extent `whole`.
bool fits(int part, int whole) { return part == kDynamic || whole == kDynamic || part <= whole; }

std::string types(const std::vector<Value *> &values) {
  std::string s;
  for (const Value *v : values)
    s += (s.empty() ? "" : ", ") + v->type.str();
  return s;
}

Fault denseFault(const Operation &op, unsigned i) {
  const Type &t = op.operand(i)->type;
  if (t.dense)
    return std::nullopt;
  return "operand " + std::to_string(i) + " is dense, not " + t.str();
}

Fault sameScalar(const Type &a, const Type &b) {
  if (a.scalar == b.scalar)
    return std::nullopt;
  return "the coefficients of " + a.str() + " and " + b.str() + " differ in kind";
}

Fault resultFault(const Type &found, const Type &expected) {
  if (found.compatible(expected))
    return std::nullopt;
  return "its type is " + found.str() + ", which does not fit " + expected.str();
}

/// The operands from `first` to before `last` are scalar integers: extents or places.
Fault integersFault(const Operation &op, unsigned first, unsigned last) {
  for (unsigned i = first; i < last; ++i) {
    const Type &t = op.operand(i)->type;
    if (!t.isInteger() || t.dense)
      return "operand " + std::to_string(i) + " is an integer, not " + t.str();
  }
  return std::nullopt;
}

/// The operands `i` and `i + 1` are the extents of `type`, and agree with it if constant.
Fault extentsFault(const Operation &op, unsigned i, const Type &type) {
  if (Fault fault = integersFault(op, i, i + 2))
    return fault;
  if (!type.dense)
    return "its type is dense, not " + type.str();
  for (unsigned k = 0; k < 2; ++k) {
    const Operation *def = op.operand(i + k)->def;
    const int extent = k == 0 ? type.rows : type.cols;
    if (!def || def->kind != Op::Constant || !def->attrs.integer)
      continue;
    const int64_t n = *def->attrs.integer;
    if (n < 0)
      return "an extent is " + std::to_string(n);
    if (extent != kDynamic && n != extent)
      return "its type is " + type.str() + ", but it is given " + std::to_string(n) +
             (k == 0 ? " rows" : " columns");
  }
  return std::nullopt;
}

// Operations.

Fault constantFault(const Operation &op) {
  const Type &t = op.result()->type;
  if (t.dense)
    return "a constant is a scalar";
  if (op.attrs.number.has_value() == op.attrs.integer.has_value())
    return "a constant has a number or an integer";
  if (t.isReal() != op.attrs.number.has_value())
    return t.isReal() ? "a constant of type " + t.str() + " has a number, not an integer"
                      : "a constant of type " + t.str() + " has an integer, not a number";
  if (t.isBool() && *op.attrs.integer != 0 && *op.attrs.integer != 1)
    return "a constant of type bool is 0 or 1";
  return std::nullopt;
}

Fault broadcastFault(const Operation &op) {
  const Type &x = op.operand(0)->type, &t = op.result()->type;
  if (Fault fault = extentsFault(op, 1, t))
    return fault;
  if (Fault fault = sameScalar(x, t))
    return fault;
  if (!x.dense)
    return std::nullopt;
  if (!x.isVector())
    return "operand 0 is a scalar, a row or a column, not " + x.str();
  const bool asColumn = x.cols == 1 && agree(x.rows, t.rows);
  const bool asRow = x.rows == 1 && agree(x.cols, t.cols);
  if (!asColumn && !asRow)
    return x.str() + " cannot be repeated to " + t.str();
  return std::nullopt;
}

Fault castFault(const Operation &op) {
  const Type &x = op.operand(0)->type, &t = op.result()->type;
  if (Fault fault = resultFault(t, x.withScalar(t)))
    return fault;
  if (x.scalar == t.scalar && x.spelling == t.spelling)
    return "a cast changes the kind of the coefficients";
  return std::nullopt;
}

Fault selectFault(const Operation &op) {
  const Type &condition = op.operand(0)->type, &a = op.operand(1)->type, &b = op.operand(2)->type;
  if (!condition.isBool())
    return "the condition is of type bool, not " + condition.str();
  if (Fault fault = sameScalar(a, b))
    return fault;
  // As if coefficient-wise: whatever is dense has one shape, and scalars are repeated to it.
  Type t = a;
  for (const Type *other : {&b, &condition}) {
    if (!other->dense)
      continue;
    if (!t.dense)
      t = other->withScalar(t);
    else if (!agree(t.rows, other->rows) || !agree(t.cols, other->cols))
      return "the shapes of " + types(op.operands) + " differ";
    if (t.rows == kDynamic)
      t.rows = other->rows;
    if (t.cols == kDynamic)
      t.cols = other->cols;
  }
  return resultFault(op.result()->type, t);
}

/// The positions that pick and unpick take: one along `all`, otherwise one per row or column that
/// is reduced. `reduced` has the shape of what is picked.
Fault positionsFault(const Type &positions, const Type &reduced) {
  if (!positions.isInteger())
    return "positions are integers, not " + positions.str();
  if (!positions.compatible(reduced.withScalar(positions)))
    return "positions of type " + positions.str() + " do not fit what is picked, " + reduced.str();
  return std::nullopt;
}

Fault unpickFault(const Operation &op) {
  const Type &y = op.operand(0)->type, &t = op.result()->type;
  if (Fault fault = extentsFault(op, 2, t))
    return fault;
  // What pick gives for the result is y again.
  Value picked;
  picked.type = t;
  auto reduced = inferType(Op::Pick, {&picked, op.operand(1)}, op.attrs);
  if (!reduced || !y.compatible(*reduced))
    return y.str() + " is not what can be picked from " + t.str();
  return positionsFault(op.operand(1)->type, *reduced);
}

Fault diagFault(const Operation &op) {
  const Type &x = op.operand(0)->type, &t = op.result()->type;
  if (!x.isVector())
    return "operand 0 is a row or a column, not " + x.str();
  if (Fault fault = sameScalar(x, t))
    return fault;
  if (Fault fault = extentsFault(op, 1, t))
    return fault;
  if (t.isFixed() && !agree(x.isColumn() ? x.rows : x.cols, std::min(t.rows, t.cols)))
    return x.str() + " is no diagonal of " + t.str();
  return std::nullopt;
}

Fault reshapeFault(const Operation &op) {
  const Type &x = op.operand(0)->type, &t = op.result()->type;
  if (Fault fault = denseFault(op, 0))
    return fault;
  if (Fault fault = sameScalar(x, t))
    return fault;
  if (x.isFixed() && t.isFixed() && int64_t(x.rows) * x.cols != int64_t(t.rows) * t.cols)
    return x.str() + " and " + t.str() + " differ in their number of coefficients";
  return extentsFault(op, 1, t);
}

Fault partFault(const Type &part, const Type &whole) {
  if (Fault fault = sameScalar(part, whole))
    return fault;
  if (!fits(part.rows, whole.rows) || !fits(part.cols, whole.cols))
    return "a block of type " + part.str() + " does not fit into " + whole.str();
  return std::nullopt;
}

Fault sliceFault(const Operation &op) {
  if (Fault fault = denseFault(op, 0))
    return fault;
  if (Fault fault = integersFault(op, 1, 3))
    return fault;
  if (Fault fault = extentsFault(op, 3, op.result()->type))
    return fault;
  return partFault(op.result()->type, op.operand(0)->type);
}

/// The fourth operand is dense or a single coefficient.
Fault updateFault(const Operation &op) {
  if (Fault fault = denseFault(op, 0))
    return fault;
  if (Fault fault = integersFault(op, 1, 3))
    return fault;
  return partFault(op.operand(3)->type, op.operand(0)->type);
}

Fault callFault(const Operation &op) {
  const Function &callee = *op.attrs.callee;
  const auto &arguments = callee.arguments();
  std::vector<Type> expected, results;
  for (const Value *v : arguments)
    expected.push_back(v->type);
  const bool tangent = op.kind == Op::CallTangent;
  if (tangent) {
    if (callee.provided.wrt.empty())
      return "no derivatives are provided for @" + callee.name;
    for (unsigned i : callee.provided.wrt)
      if (i < arguments.size())
        expected.push_back(arguments[i]->type);
  }
  for (const Output &output : callee.outputs)
    if (output.value)
      results.push_back(output.value->type);
  // The tangents follow the results; that of a result that is not real stands for nothing.
  if (tangent)
    expected.insert(expected.end(), results.begin(), results.end());

  if (op.operands.size() != expected.size())
    return "@" + callee.name + " takes " + std::to_string(expected.size()) +
           " operands here, not " + std::to_string(op.operands.size());
  for (size_t i = 0; i < expected.size(); ++i)
    if (!op.operands[i]->type.compatible(expected[i]))
      return "operand " + std::to_string(i) + " of @" + callee.name + " is " + expected[i].str() +
             ", not " + op.operands[i]->type.str();
  if (op.results.size() != results.size())
    return "@" + callee.name + " gives " + std::to_string(results.size()) + " results here, not " +
           std::to_string(op.results.size());
  for (size_t i = 0; i < results.size(); ++i)
    if (!op.results[i]->type.compatible(results[i]))
      return "result " + std::to_string(i) + " of @" + callee.name + " is " + results[i].str() +
             ", not " + op.results[i]->type.str();
  return std::nullopt;
}

/// The callee's last arguments may be those that it adds to, of which the Written operations tell.
Fault invokeFault(const Operation &op) {
  const auto &arguments = op.attrs.callee->arguments();
  if (op.operands.empty() != arguments.empty() || op.operands.size() > arguments.size())
    return "@" + op.attrs.callee->name + " takes 1 to " + std::to_string(arguments.size()) +
           " operands here, not " + std::to_string(op.operands.size());
  for (size_t i = 0; i < op.operands.size(); ++i)
    if (!op.operands[i]->type.compatible(arguments[i]->type))
      return "operand " + std::to_string(i) + " of @" + op.attrs.callee->name + " is " +
             arguments[i]->type.str() + ", not " + op.operands[i]->type.str();
  return std::nullopt;
}

Fault writtenFault(const Operation &op) {
  const Operation *call = op.operand(0)->def;
  if (!call || call->kind != Op::Invoke)
    return "its first operand is no call of a function that is not read";
  if (!op.result()->type.compatible(op.operand(1)->type))
    return "its type is " + op.result()->type.str() + ", not " + op.operand(1)->type.str();
  return std::nullopt;
}

/// What the shape rule leaves open for operations whose type is inferred.
Fault inferredFault(const Operation &op) {
  switch (op.kind) {
  case Op::Rows:
    if (op.operand(0)->type.isList())
      return std::nullopt;
    return denseFault(op, 0);
  case Op::Cols:
  case Op::ProdOthers:
  case Op::Inverse:
  case Op::Triangle:
  case Op::Symmetric:
  case Op::Reverse:
    return denseFault(op, 0);
  case Op::ZeroList:
  case Op::SizedList:
  case Op::ResizeList:
  case Op::PutItem:
  case Op::AddItem:
  case Op::DropItem:
  case Op::AddLists:
    return listFault(op);
  case Op::Cross:
    return crossFault(op);
  case Op::Put:
  case Op::Scatter:
    return indexedFault(op);
  case Op::MatrixFunction:
  case Op::MatrixFunctionAlong:
    return matrixFunctionFault(op);
  case Op::LogDet:
  case Op::Determinant:
    return std::nullopt;
  case Op::Sized:
    if (Fault fault = denseFault(op, 0))
      return fault;
    return extentsFault(op, 1, op.result()->type);
  case Op::Dot:
    if (Fault fault = denseFault(op, 0))
      return fault;
    [[fallthrough]];
  case Op::ProdPairs:
    if (!op.operand(0)->type.compatible(op.operand(1)->type))
      return "the operands' types do not fit: " + types(op.operands);
    return denseFault(op, 0);
  case Op::Pick:
    return positionsFault(op.operand(1)->type, op.result()->type);
  case Op::Update:
  case Op::Accumulate:
    return updateFault(op);
  case Op::Element:
    if (Fault fault = denseFault(op, 0))
      return fault;
    return integersFault(op, 1, 3);
  default:
    return std::nullopt;
  }
}

Fault explicitFault(const Operation &op) {
  switch (op.kind) {
  case Op::Constant:
    return constantFault(op);
  case Op::Identity:
    return extentsFault(op, 0, op.result()->type);
  case Op::Broadcast:
    return broadcastFault(op);
  case Op::Cast:
    return castFault(op);
  case Op::Undefined:
    return std::nullopt;
  case Op::Recall:
    return recallFault(op);
  case Op::EmptyList:
  case Op::Item:
    return listFault(op);
  case Op::Select:
    return selectFault(op);
  case Op::Unpick:
    return unpickFault(op);
  case Op::Diag:
    return diagFault(op);
  case Op::Reshape:
    return reshapeFault(op);
  case Op::Slice:
    return sliceFault(op);
  case Op::Invoke:
    return invokeFault(op);
  case Op::Written:
    return writtenFault(op);
  case Op::Sequence:
    if (Fault fault = integersFault(op, 0, 3))
      return fault;
    return resultFault(op.result()->type, Type::index().withShape(kDynamic, 1));
  case Op::Positions:
    if (Fault fault = integersFault(op, 0, 5))
      return fault;
    return op.result()->type.isInteger() ? extentsFault(op, 1, op.result()->type) : "it gives a matrix of indices";
  case Op::Random:
    return extentsFault(op, 0, op.result()->type);
  case Op::Gather:
    return indexedFault(op);
  case Op::SparseProduct: case Op::SparseTransposedProduct: case Op::SparseOuter:
    return sparseFault(op);
  case Op::Permutation: case Op::FactorTest:
    return factorNumberFault(op);
  case Op::Factorize:
  case Op::SolveTransposed:
  case Op::MatrixLU:
  case Op::MatrixR:
  case Op::MatrixL:
  case Op::VectorD:
  case Op::Eigenvalues:
  case Op::Eigenvectors:
  case Op::SingularValues:
  case Op::SingularU:
  case Op::SingularV:
    return resultFault(op.result()->type, factorResultType(op));
  default:
    return "the verifier knows no rule for it";
  }
}

} // namespace

std::optional<std::string> faultOf(const Type &t) {
  if (t.isInteger() == t.spelling.empty())
    return t.isInteger() ? "an integer type says which" : "only an integer type has a spelling";
  if (!t.dense && (t.rows != 1 || t.cols != 1 || t.rowMajor || t.array))
    return "a scalar has no shape and no storage order";
  if (t.rows < kDynamic || t.cols < kDynamic || t.count < kDynamic)
    return "an extent is negative";
  if (t.count != kDynamic && t.list == 0)
    return "only a list has a number of items";
  return std::nullopt;
}

static Fault recallFault(const Operation &op) {
  const Type &sequence = op.operand(0)->type;
  if (!sequence.isSequence() && !sequence.isList())
    return "its first operand is a sequence or a list, not " + sequence.str();
  if (!op.operand(1)->type.isInteger() || op.operand(1)->type.dense)
    return "its position is an integer";
  if (!sequence.item().compatible(op.result()->type))
    return "an item of " + sequence.str() + " is not " + op.result()->type.str();
  return std::nullopt;
}

static Fault listFault(const Operation &op) {
  const Type &list = op.kind == Op::EmptyList ? op.result()->type : op.operand(0)->type;
  if (!list.isList())
    return "it is defined for a list, not for " + list.str();
  auto itemFault = [&](const Type &item) -> Fault {
    return list.item().compatible(item) ? std::nullopt
                                        : Fault("an item of " + list.str() + " is not " + item.str());
  };
  switch (op.kind) {
  case Op::SizedList:
  case Op::AddLists:
    if (!op.operand(1)->type.compatible(list))
      return "the operands' types do not fit: " + types(op.operands);
    return std::nullopt;
  case Op::ResizeList:
    return integersFault(op, 1, 3);
  case Op::Item:
    if (Fault fault = integersFault(op, 1, 4))
      return fault;
    return itemFault(op.result()->type);
  case Op::PutItem:
  case Op::AddItem:
    if (Fault fault = integersFault(op, 1, 2))
      return fault;
    return itemFault(op.operand(2)->type);
  case Op::DropItem:
    return integersFault(op, 1, 2);
  default:
    return std::nullopt;
  }
}

std::optional<std::string> faultOf(const Operation &op) {
  const OpInfo &row = info(op.kind);
  if (row.arity >= 0 && op.operands.size() != static_cast<size_t>(row.arity))
    return "it takes " + std::to_string(row.arity) + " operands, not " +
           std::to_string(op.operands.size());
  if (Fault fault = attributesFault(op))
    return fault;
  if (isStructured(op.kind))
    return regionFault(op);
  if (!op.blocks.empty())
    return "it has no blocks";
  if (op.kind == Op::Call || op.kind == Op::CallTangent)
    return callFault(op);
  if (op.results.size() != 1)
    return "it has one result, not " + std::to_string(op.results.size());
  if (Fault fault = domainFault(op))
    return fault;
  if (Fault fault = factorFault(op))
    return fault;
  if (row.shape == ShapeRule::Explicit)
    return explicitFault(op);
  auto inferred = inferType(op.kind, op.operands, op.attrs);
  if (!inferred)
    return "the operands' types do not fit: " + types(op.operands);
  if (Fault fault = resultFault(op.result()->type, *inferred))
    return fault;
  return inferredFault(op);
}

} // namespace gateaux::ir
