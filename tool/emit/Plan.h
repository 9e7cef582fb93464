// SPDX-License-Identifier: Apache-2.0
//
// Decides, for a function that is to be written as C++, which values become part of a larger
// expression and which are stored, and where.
#pragma once

#include "../ir/IR.h"

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace gateaux::emit {

/// A variable of the generated function.
struct Storage {
  enum Where {
    Parameter, ///< a leaf of one of the function's parameters
    Buffer,    ///< memory of the workspace that grows and never shrinks, seen through a Map
    Member,    ///< a member of the workspace: what must outlive a call
    Local,     ///< a scalar or a fixed-size matrix on the stack
    List,      ///< a list of scalars or matrices, in the workspace
    Sequence,  ///< what a loop keeps of its iterations, in the workspace
    Slot,      ///< one item of a sequence, seen under a name
    Item,      ///< one item of a sequence, where a loop computes what it keeps
    View,      ///< a Map onto a part of a parameter
    Alias,     ///< another name for the memory of `of`, for a value that takes its place
  } where;
  std::string name;
  ir::Type type;
  bool writable = true;
  /// The value that was stored first: its extents are those of the storage.
  const ir::Value *first = nullptr;
  /// A value with a name of the user's has been stored: that name.
  bool named = false;
  std::string stem;
  const Storage *of = nullptr;
  /// A local that is assigned more than once.
  bool changes = false;
  const ir::Value *sequence = nullptr; ///< Item: of what
  /// The type as it is declared, where it is not that of `type` as such: what is returned.
  std::string declared;
  /// Parameter: the leaf, and how the C++ object is named, which `name` is a Map of where it is not
  /// Eigen's.
  const ir::Parameter::Leaf *leaf = nullptr;
  std::string access;
  /// Parameter: its size is not known before the end, when it is assigned.
  bool atEnd = false;

  bool isMapped() const { return leaf && leaf->held != ir::Holding::Direct && !type.isList(); }

  /// A matrix of Eigen's itself, not a Map.
  bool isMatrix() const { return where == Member || where == Parameter || where == Local; }
  /// The variable that has the memory.
  const Storage *memory() const { return of ? of->memory() : this; }
};

/// The parts that a function is written in: one, or one for the linearisation and one per product.
/// Parameters of the intermediate form beyond `shared` belong to one part each.
struct Part {
  std::string name;
  std::vector<unsigned> parameters; ///< indices into Function::parameters
  bool returnsValue = true;
};

/// At the end of the place of a list: its items are containers of numbers.
constexpr std::string_view kNumbers = "[:]";

class Plan {
public:
  Plan(const ir::Function &function, const std::vector<Part> &parts);

  const ir::Function &function() const { return function_; }
  const std::vector<Part> &parts() const { return parts_; }
  /// The variable that holds `v`; null where it is written as part of an expression.
  const Storage *storageOf(const ir::Value *v) const;
  /// The part in which an operation is evaluated.
  unsigned partOf(const ir::Operation &op) const { return part_.at(&op); }
  unsigned partOfOutput(const ir::Output &output) const;
  /// What a call of a function that is not read writes, in the order of its parameters.
  std::vector<const ir::Value *> writtenBy(const ir::Operation &invoke) const;
  /// True where the storage of `v` held an operand of its defining expression just before.
  bool inPlace(const ir::Value *v) const { return inPlace_.count(v) != 0; }
  /// True where more of a call of a function that is not read is used than what it writes.
  bool isRead(const ir::Value *invoked) const;
  /// All variables but the parameters, in the order of first use.
  std::vector<const Storage *> variables() const;
  /// The member of the workspace for a matrix that is returned and not a variable itself.
  std::string returnedMember() const { return names_.count("value") ? "returned" : "value"; }
  /// The variables that a part reads and an earlier one computes, in the order of first use.
  std::vector<const Storage *> crossingTo(unsigned part) const;
  /// The memory of the workspace that parts before one have written.
  std::vector<const Storage *> keptBefore(unsigned part) const;
  /// Values of the primal or tangent code that the reverse sweep reads from storage.
  std::vector<const ir::Value *> saved() const;
  /// The path of the parameter that `v` comes in by, where another value goes out by it; else empty.
  std::string overwritten(const ir::Value *v) const {
    auto it = written_.find(v);
    return it == written_.end() ? std::string() : it->second;
  }
  /// The operation around `v` that yields it, and its result.
  struct Yielded {
    const ir::Operation *op;
    const ir::Value *result;
  };
  Yielded yieldedTo(const ir::Value *v) const;
  /// The variable of a While that says whether it goes on.
  const Storage &conditionOf(const ir::Operation &loop) const { return *condition_.at(&loop); }
  /// True where the counter of a loop is read, or its number of iterations.
  bool counts(const ir::Operation &loop) const;
  /// The leaf of the parameters at `path`, and its variable.
  const ir::Parameter::Leaf *leafAt(const std::string &path) const;
  const Storage &parameterAt(const std::string &path) const { return *byPath_.at(path); }
  /// The variable of an output that generated code sees through a Map, where its size is to be set
  /// at the beginning: what it holds then is of no account.
  bool isSizedFirst(const Storage &s) const;
  /// What the function holds at the end of a leaf; null where it leaves that alone.
  const ir::Value *finalOf(const Storage &s) const;
  /// The local name of what is returned, where that is neither a scalar nor Eigen's.
  const std::string &returnedName() const { return returned_; }
  /// The variables of the parameters that a part has.
  std::vector<const Storage *> parametersOf(unsigned part) const;

private:
  struct Use {
    const ir::Operation *op; ///< null for an output
    unsigned index;
    const ir::Block *yields = nullptr; ///< the block of `op` that yields it
  };

  void countUses();
  void countUses(const ir::Block &block);
  void number(const ir::Block &block);
  void assignParts(const ir::Block &block, const unsigned *of);
  void decide(const ir::Block &block);
  void decideRegion(const ir::Operation &op);
  void decideList(const ir::Operation &op);
  bool addsToItem(const ir::Value *v) const;
  bool isReadLate(const ir::Operation &read);
  void requireExtents(const ir::Value *v);
  bool inLoop(const ir::Value *v, const ir::Operation *user) const;
  void noteRead(const ir::Value *v, const ir::Operation *user, size_t position);
  size_t lastReadWithin(const ir::Value *v, size_t first, size_t last) const;
  void readsOf(const ir::Value *v);
  void assignBlock(const ir::Block &block);
  void assignRegion(const ir::Operation &op);
  void want(const ir::Value *v, const ir::Block *block, Storage *s);
  bool isOverwrittenAfter(const ir::Operation &read) const;
  bool isColumnOfStored(const ir::Operation &reshape) const;
  bool isMapOfParameter(const ir::Operation &reshape) const;
  const ir::Value *keptAs(const ir::Value *v) const;
  Storage *freeBuffer(const ir::Value *v, size_t position);
  void assignIf(const ir::Operation &op);
  void assignLoop(const ir::Operation &op);
  void assignValue(const ir::Operation &op);
  Storage *regionVariable(const ir::Operation &op, const ir::Value *result, const ir::Value *initial,
                          const std::vector<Storage *> &others);
  Storage *takenOver(const ir::Value *x, const ir::Value *result, size_t position);
  void nameSequence(const ir::Value *sequence);
  void noteBlock(const ir::Block &block);
  bool decideDense(const ir::Operation &op);
  bool decideScalar(const ir::Operation &op);
  void require(const ir::Value *v);
  void requireFactor(const ir::Value *v);
  void requireLinearAlgebra(const ir::Operation &op);
  bool viewsTriangle(const Use &use) const;
  bool isTriangleTerm(const std::vector<Use> &uses) const;
  void requireOperands(const ir::Operation &op);
  void computeLastReads();
  void assignStorage();
  void addLeaf(const ir::Parameter::Leaf &leaf, const std::string &access);
  void preferOutputs();
  void noteReads(const ir::Value *v, unsigned part);
  void noteExtents(const Storage &s, unsigned part);
  const Storage *reusable(const ir::Value *v, size_t position);
  void alignedLeaves(const ir::Value *v, bool aligned,
                     std::unordered_map<const Storage *, bool> &leaves,
                     std::vector<const Storage *> &order) const;
  Storage *newVariable(const ir::Value *v, Storage::Where where);
  std::string uniqueName(const std::string &wanted, bool member = true);
  void assignInner(const ir::Block &block);
  unsigned size(const ir::Value *v) const;
  bool crosses(const ir::Value *v) const;
  bool readsWritten(const ir::Value *v, const std::string &own) const;
  bool readElsewhere(const ir::Value *v, unsigned own) const;

  const ir::Function &function_;
  std::vector<Part> parts_;
  std::unordered_map<const ir::Value *, std::vector<Use>> uses_;
  std::unordered_map<const ir::Operation *, unsigned> part_;
  std::unordered_map<const ir::Value *, unsigned> argumentPart_;
  std::unordered_set<const ir::Value *> stored_, required_;
  /// The parts in which integers are named as extents.
  std::unordered_map<const ir::Value *, std::set<unsigned>> extentIn_;
  /// Items of lists that are read after the list has changed: copies.
  std::unordered_set<const ir::Value *> copied_;
  /// What is passed to functions that are not read, in the type of their parameter: no view of a
  /// buffer, for which Eigen would make a copy.
  std::unordered_map<const ir::Value *, ir::Type> passed_;
  std::unordered_map<const ir::Operation *, size_t> position_;
  /// Where a block begins and ends, in the numbers of operations.
  std::unordered_map<const ir::Block *, std::pair<size_t, size_t>> range_;
  size_t positions_ = 0;
  std::unordered_map<const ir::Value *, std::vector<size_t>> reads_;
  /// Where the next value of a carried one, or the result of an arm, is to stand.
  std::unordered_map<const ir::Value *, Storage *> wanted_;
  std::unordered_map<std::string, Storage *> byPath_;
  std::unordered_set<const Storage *> taken_;
  std::unordered_map<const ir::Value *, size_t> lastRead_;
  std::unordered_map<const Storage *, size_t> lastReadOf_;
  std::unordered_map<const ir::Value *, const Storage *> storage_;
  /// What a variable holds at the place that the plan has come to.
  std::unordered_map<const Storage *, const ir::Value *> holds_;
  std::unordered_map<const ir::Value *, std::string> preferred_;
  std::unordered_set<const ir::Value *> inPlace_;
  std::set<std::pair<unsigned, const Storage *>> crossing_;
  std::deque<Storage> all_;
  /// Arguments that hold a result at the end, with their paths.
  std::unordered_map<const ir::Value *, std::string> written_;
  std::unordered_map<const ir::Operation *, Storage *> condition_;
  /// Names that are taken where the plan has come to, and members of the workspace.
  std::set<std::string> names_, members_;
  std::set<std::string> anywhere_; ///< all names that a block has had
  /// Names of the block that is being planned: they are free again after it.
  std::vector<std::string> *scoped_ = nullptr;
  unsigned temporaries_ = 0;
  std::string returned_;
};

/// True for operations that are written as views or formulas of their operands wherever they are
/// used, at no cost of their own.
bool isView(const ir::Operation &op);
/// True where a matrix that lies in a vector with strides is read, written or added to.
bool isStrided(const ir::Operation &op);

/// Operations that give a list with something changed: their first operand, in its place.
bool changesList(ir::Op op);
/// A list of zeros, which is written where it is needed.
bool isZeroList(const ir::Value *v);

/// Operations that LinearAlgebra.cpp writes.
bool isLinearAlgebra(ir::Op op);
/// The sparse matrix of which these are the nonzeros.
std::string sparseBehind(const std::string &nonzeros);
/// A product that Eigen adds to a variable without a temporary.
inline bool isProduct(ir::Op op) {
  return op == ir::Op::Matmul || op == ir::Op::SparseProduct || op == ir::Op::SparseTransposedProduct;
}
/// What a decomposition holds and gives by a member: no computation, and nothing to be stored.
bool isFactorMember(ir::Op op);
/// True where `v` is the factor L of a decomposition or its transpose, which has a view for it.
const ir::Operation *cholesky(const ir::Value *v, bool &transposed);

} // namespace gateaux::emit
