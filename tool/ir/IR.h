// SPDX-License-Identifier: Apache-2.0
//
// The intermediate form: structured SSA over whole matrices. See docs/design.md.
#pragma once

#include "Type.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateaux::ir {

enum class Op : uint8_t {
#define GATEAUX_OP(Name, mnemonic, arity, shape, traits) Name,
#include "Ops.def"
};

inline constexpr unsigned kOpCount = 0
#define GATEAUX_OP(Name, mnemonic, arity, shape, traits) +1
#include "Ops.def"
    ;

enum class ShapeRule : uint8_t {
  Explicit, Cwise, CwiseBool, Scalar, Index, Reduce, ReduceIndex, Same,
  Transpose, Matmul, Diagonal, Solution,
};

enum Trait : unsigned { none = 0, cwise = 1, inactive = 2, linear = 4, commutes = 8 };

/// One row of the table of operations.
struct OpInfo {
  std::string_view name;
  int arity;
  ShapeRule shape;
  unsigned traits;
  bool is(Trait t) const { return (traits & t) != 0; }
};
const OpInfo &info(Op op);
/// The operation of a mnemonic, for the parser.
std::optional<Op> opNamed(std::string_view mnemonic);

enum class Axis : uint8_t { None, All, Cols, Rows };
enum class Predicate : uint8_t { None, Lt, Le, Gt, Ge, Eq, Ne };

/// The part of a matrix that is meant, or that is not zero. Unit: with ones on the diagonal.
enum class Triangle : uint8_t {
  None, Lower, Upper, StrictlyLower, StrictlyUpper, UnitLower, UnitUpper,
};

/// The part of a derived function that an operation belongs to.
enum class Stage : uint8_t { Primal, Tangent, Adjoint };

struct SourceLocation {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
};

class Operation;
class Function;
struct Block;

/// A value: the argument of a function or the result of an operation. Defined once.
struct Value {
  Type type;
  /// The user's name for it, empty for a temporary. Not unique.
  std::string name;
  /// The operation that defines it; null for an argument.
  Operation *def = nullptr;
  /// For an argument: the block that has it.
  Block *block = nullptr;
  /// Its place among the results of `def`, or among the arguments.
  unsigned index = 0;
  /// Unique within its function, in the order of creation.
  unsigned id = 0;
  /// Another value that has the same shape by contract, as K_dot has that of K.
  const Value *shapeLike = nullptr;

  bool isArgument() const { return def == nullptr; }
};

struct Attributes {
  std::optional<double> number;   ///< Constant of a real type
  std::optional<int64_t> integer; ///< Constant of an integer or bool type, Polygamma's order
  Axis axis = Axis::None;
  Predicate predicate = Predicate::None;
  Triangle triangle = Triangle::None;
  const Function *callee = nullptr;
  /// Of a loop: how many states its reverse sweep finds kept; 0: as many as the square root of the
  /// number of iterations. See transform/Checkpoints.h.
  std::optional<int64_t> states = {};
  /// Of a loop: its reverse sweep runs it again instead of having its values kept.
  bool again = false;
  bool operator==(const Attributes &) const;
};

/// A sequence of operations, with the values that come in and those that go out.
struct Block {
  std::vector<Value *> arguments;
  std::vector<std::unique_ptr<Operation>> operations;
  std::vector<Value *> yields;
  Operation *owner = nullptr; ///< the operation whose block it is; null for a function's body
};

class Operation {
public:
  Op kind;
  std::vector<Value *> operands;
  std::vector<Value *> results;
  /// The bodies of a structured operation; empty for all operations of straight-line code.
  std::vector<std::unique_ptr<Block>> blocks;
  Attributes attrs;
  SourceLocation loc;
  Stage stage = Stage::Primal;
  Block *block = nullptr; ///< where it stands

  Value *result() const { return results.front(); }
  Value *operand(unsigned i) const { return operands[i]; }
};

/// How a parameter of the C++ function is passed.
enum class Passing : uint8_t { Value, ConstRef, Ref, Pointer, ConstPointer };

/// What a leaf of a parameter is in C++: a scalar or an object of Eigen's, or numbers side by side
/// that generated code sees through an Eigen::Map.
enum class Holding : uint8_t {
  Direct,
  Container, ///< std::vector, std::array
  Array,     ///< a C array
  Pointer,   ///< to as many numbers as an extent says
  Sparse,    ///< the nonzeros of a sparse matrix: its coeffs()
  Positions, ///< to integers of the pattern of a sparse matrix, which are read only
};

/// How generated code writes a call: f(x), x.f(), or the name as it stands, with arguments in place of kOperand.
enum class Notation : uint8_t { Function, Member, Expression };
inline constexpr char kOperand = '\x01';
/// How the nonzeros of a sparse matrix are spelled.
inline constexpr const char *kNonzeros = ".coeffs()";

/// True where numbers have their place, and are as many as they are, before a generated function writes them.
inline bool isSizedBefore(Holding held) { return held == Holding::Pointer || held == Holding::Sparse; }

/// One parameter of the C++ function, as it is to be spelled, with its leaves: the scalars and
/// dense values that it is made of (one for a scalar or a matrix).
struct Parameter {
  std::string name;
  /// The full spelling of the declared type: "const Eigen::MatrixXd &". Where the name does not
  /// stand at its end it is written as $: "const double (&$)[3]".
  std::string declared;
  /// The spelling of the type of a variable that can hold a derivative: "Eigen::MatrixXd";
  /// for a Ref or Map parameter its plain matrix type.
  std::string plain;
  Passing passing = Passing::Value;
  /// An Eigen::Ref or Eigen::Map: its derivative is passed as a Ref, sized by the caller.
  bool view = false;
  /// How a derivative that is written is declared, where that is not `plain &`: "double *$". One
  /// that is read has a "const" before it.
  std::string declarator = {};
  struct Leaf {
    std::string path; ///< "K", "net.W"
    Value *value;     ///< its value on entry; null for what is written only
    Type type = {};   ///< set where `value` is null
    Holding held = Holding::Direct;
    /// Pointer, Positions: the number of rows, as an expression of the parameters. Sparse: the parameter with the pattern.
    std::string extent = {};
  };
  std::vector<Leaf> leaves;
};

/// The stem of the paths of what a function returns that is neither a scalar nor Eigen's.
inline constexpr const char *kReturned = "return";

/// A result of a function: its return value (empty path), or what one of its parameters holds at
/// the end.
struct Output {
  std::string path; ///< the leaf path of the parameter written; empty: the return value
  Value *value;
};

/// A derivative that the user has provided for a function, or that is generated under its name.
///
/// That of an adjoint which is called, f_adjoint, has the tangents of the arguments and of the adjoints of the
/// results behind these, gives the tangent of f's value, and adds to the adjoints of wrt and to their tangents.
struct Provided {
  std::vector<unsigned> wrt;               ///< indices of arguments
  std::shared_ptr<const Function> tangent; ///< arguments, tangents of wrt, -> results, tangents of results
  std::shared_ptr<const Function> adjoint; ///< arguments, adjoints of results, adjoints of wrt -> results, adjoints of wrt
};

/// A function in the intermediate form. It owns its values and operations.
class Function {
public:
  explicit Function(std::string name) : name(std::move(name)) {}
  Function(const Function &) = delete;
  Function &operator=(const Function &) = delete;

  std::string name;      ///< unqualified
  std::string scope;     ///< "outer::inner", empty for the global namespace
  Notation notation = Notation::Function;
  std::string origin;    ///< "loss.hpp:12", for the comment on generated code
  std::string result;    ///< spelling of the C++ return type
  std::vector<Parameter> parameters;
  Block body;              ///< its arguments: all leaves of all parameters, in order
  std::vector<Output> outputs;
  /// What is returned, where that is neither a scalar nor Eigen's, as a parameter that is written:
  /// the paths of its leaves begin with kReturned.
  std::optional<Parameter> returned;
  Provided provided;
  std::string unread;    ///< why the body is one Invoke of the function itself; empty for others

  const std::vector<Value *> &arguments() const { return body.arguments; }
  Value *addArgument(Type type, std::string name);
  Operation *append(Block &block, Op kind, std::vector<Value *> operands, std::vector<Type> resultTypes,
                    Attributes attrs, SourceLocation loc);
  /// A new block of a structured operation.
  Block *addBlock(Operation &op);
  Value *addBlockArgument(Block &block, Type type, std::string name);
  /// One more result of a structured operation.
  Value *addResult(Operation &op, Type type);
  unsigned valueCount() const { return static_cast<unsigned>(values_.size()); }

private:
  Value *newValue(Type type);
  std::vector<std::unique_ptr<Value>> values_;
};

} // namespace gateaux::ir
