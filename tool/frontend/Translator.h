// SPDX-License-Identifier: Apache-2.0
//
// Translates one C++ function into the intermediate form. Evaluation is by kinds of expression, one file each, from
// Expressions.cpp on; Places.cpp reads and writes variables and parts of them. What is not recognised is an error at
// its place.
#pragma once

#include "Annotations.h"
#include "Diagnostics.h"
#include "Environment.h"
#include "Handovers.h"
#include "LoopShapes.h"
#include "Operands.h"
#include "Types.h"
#include "ir/Builder.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/Support/SaveAndRestore.h>

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gateaux::frontend {

class Outline;
class Unit;
// Both Clang and the intermediate form have these; here they mean one of them.
using clang::SourceLocation;
using ir::Type;

class Translator {
public:
  Translator(Unit &unit, ir::Function &function);

  Unit &unit;
  clang::ASTContext &context;
  ir::Builder builder;
  Frame *frame = nullptr;

  /// Parameters, body and results of the function. Parameters named in `results` are results
  /// only, not arguments. Throws Failure.
  void translateFunction(const clang::FunctionDecl *function,
                         const std::vector<const clang::ParmVarDecl *> &results = {});

  /// The body of an outlined function: what it reads are its arguments. Says what it writes.
  std::vector<bool> translateOutlined(Outline &outline, const clang::FunctionDecl *definition, const std::vector<bool> &read);

  // Statements.cpp
  void statement(const clang::Stmt *s);
  /// Begins the translation of a body: where its results and jumps go.
  void enter(Frame &callee, const clang::FunctionDecl *definition);
  void declare(const clang::VarDecl *variable);
  /// The variables behind the names of a structured binding of a tuple.
  void declareHolders(const clang::VarDecl *variable);

  // Branches.cpp
  using Translation = llvm::function_ref<void()>;
  /// Both arms, in blocks of an If; variables then hold what the arm taken has left in them.
  void branch(ir::Value *condition, Translation yes, Translation no);
  /// The value of one of two expressions: both are evaluated where all that they do is harmless (by default: has finite
  /// derivatives).
  ir::Value *choose(ir::Value *condition, std::optional<Type> type,
                    llvm::function_ref<ir::Value *()> yes, llvm::function_ref<ir::Value *()> no,
                    bool (*harmless)(const ir::Operation &) = nullptr);
  /// `left && right` or `left || right`.
  ir::Value *shortCircuit(bool conjunction, ir::Value *left, llvm::function_ref<ir::Value *()> right);
  ir::Value *negation(ir::Value *condition);
  /// The value of a condition, as a bool.
  ir::Value *condition(const clang::Expr *e);

  // Objects.cpp
  /// The object, closure or pointer that an expression denotes or gives; nothing for a value.
  std::optional<Binding> thing(const clang::Expr *e);
  /// The same, or what a pointer points to: of the object of a member call or access.
  std::optional<Binding> objectOf(const clang::Expr *e, bool arrow);
  /// A variable of any type that variables can have, holding nothing yet.
  Binding newVariable(clang::QualType type, const std::string &name, clang::SourceLocation loc);
  /// Stores the value of an expression in a variable, part by part.
  void initialise(Binding &variable, clang::QualType type, const clang::Expr *init);
  /// Zeros for all scalars and arrays.
  void initialiseWithZero(const Binding &variable);
  /// What T() holds: what constructors and initialisers of members say, and else zeros.
  void initialiseByDefault(Binding &variable, clang::QualType type, clang::SourceRange range);
  /// Copies between variables of one type, part by part.
  void copyThing(const Binding &to, const Binding &from, clang::SourceRange range);
  /// What a member of an object stands for.
  static Binding *partOf(const Binding &object, const clang::FieldDecl *field);
  /// The place of a scalar or dense variable.
  static std::optional<Place> placeOf(const Binding &binding);
  /// Calls `f` for every scalar and dense variable of a variable, with its path below that.
  static void forEachLeaf(const Binding &variable, const std::string &path,
                          llvm::function_ref<void(Cell &, const std::string &)> f);

  // Constructors.cpp
  void construct(Binding &variable, const clang::CXXConstructExpr *e);
  void runConstructor(Binding &variable, const clang::CXXConstructorDecl *definition,
                      const std::vector<const clang::Expr *> &arguments, SourceLocation loc, clang::SourceRange range);
  void runInherited(Binding &base, const clang::CXXInheritedCtorInitExpr *e, const clang::CXXConstructorDecl *from, clang::SourceRange range);
  void initialiseFromList(Binding &variable, clang::QualType type, const clang::InitListExpr *list);

  // Tuples.cpp: std::pair and std::tuple.
  std::optional<Binding> tupleThing(const CallSite &call);
  std::optional<Binding> elementOfThing(const clang::Expr *e);

  // Lambdas.cpp
  Binding closureOf(const clang::LambdaExpr *e);
  /// The function that a pointer or reference to one is known to point to; null where it is not.
  const clang::FunctionDecl *functionOf(const clang::Expr *e) const;

  // Pointers.cpp
  std::optional<Binding> pointerOf(const clang::Expr *e);
  std::optional<Binding> follow(const Binding &pointer, clang::SourceRange range);
  bool pointerAssignment(const clang::Expr *e);

  // Containers.cpp
  /// A member function of std::vector or std::array, or an algorithm on a range of one.
  bool isContainerCall(const CallSite &call) const;
  ir::Value *containerCall(const CallSite &call);
  std::optional<Place> containerPlace(const clang::Expr *e);
  ir::Value *containerInit(const clang::Expr *e, const Type &type);
  ir::Value *containerOf(const clang::InitListExpr *list, ir::Type type);

  // Lists.cpp: vectors of matrices, of vectors and of objects.
  /// A variable for a list of what a variable of type `element` would hold.
  Binding newList(clang::QualType element, const std::string &name, clang::SourceLocation loc,
                  int count = ir::kDynamic);
  /// The type of the elements of a vector or array of more than scalars.
  std::optional<clang::QualType> elementOf(clang::QualType type) const;
  /// Arrays, by where they are declared, that are lists.
  std::set<clang::SourceLocation> lists;
  [[noreturn]] void positionUnknown(const Binding &array, clang::SourceRange range, const char *what = nullptr) const;
  bool isList(const Binding &binding);
  /// What an element of a list stands for.
  Binding itemOf(const Binding &list, ir::Value *position);
  ir::Value *lengthOf(const Binding &list);
  void resizeList(const Binding &list, ir::Value *from, ir::Value *to);
  /// Translates a loop. `body` is called, perhaps several times, to translate an iteration with
  /// the counter, and gives the condition for going on of a While.
  ir::Operation *loop(const LoopShape &shape, llvm::function_ref<ir::Value *(ir::Value *)> body);
  void initialiseList(Binding &variable, clang::QualType type, const clang::Expr *e);
  void fillFromBraces(const Binding &list, clang::QualType element, const clang::InitListExpr *braces);
  bool isListCall(const CallSite &call);
  ir::Value *listCall(const CallSite &call);

  // Expressions.cpp
  ir::Value *value(const clang::Expr *e);
  /// The value as a scalar; a 1 x 1 product counts as one.
  ir::Value *scalar(const clang::Expr *e);
  /// The value as a dense one.
  ir::Value *dense(const clang::Expr *e);
  /// The value of an integer expression as an Eigen::Index.
  ir::Value *index(const clang::Expr *e);
  /// Evaluates for its side effects.
  void effect(const clang::Expr *e);
  /// True where evaluating writes no variable.
  bool isPure(const clang::Expr *e) const;
  /// An integer, bool or real constant, if Clang can evaluate the expression to one.
  ir::Value *constantOf(const clang::Expr *e);

  // Places.cpp
  /// The place that an expression denotes in a variable. Nothing is evaluated where it denotes none.
  std::optional<Place> place(const clang::Expr *e);
  /// The place, or a limitation that says that the expression cannot be written.
  Place writablePlace(const clang::Expr *e);
  ir::Value *read(const Place &p, clang::SourceRange range);
  void write(const Place &p, ir::Value *v, clang::SourceRange range);
  /// p += v, or p -= v.
  void accumulate(const Place &p, ir::Value *v, bool negative, clang::SourceRange range);
  ir::Value *cellValue(Cell &cell, clang::SourceRange range);
  void setCell(Cell &cell, ir::Value *v, clang::SourceRange range);
  Cell *newCell(std::string name, ir::Type type, clang::SourceLocation loc);
  ir::Type placeType(const Place &p);
  ir::Value *placeRows(const Place &p);
  ir::Value *placeCols(const Place &p);
  void pushSlice(Place &p, ir::Value *row, ir::Value *col, ir::Value *rows, ir::Value *cols, Extents extents = {});
  void pushElement(Place &p, ir::Value *row, ir::Value *col);
  void pushTranspose(Place &p);
  /// Performs an assignment, an increment or a comma initialiser and gives what was written.
  std::optional<Place> assignment(const clang::Expr *e);

  // EigenViews.cpp
  /// True for a member that gives a part or another view of its object.
  bool isView(const CallSite &call) const;
  /// The view of a base place.
  Place viewOf(const CallSite &call, Place base);
  /// The coefficient that operator(), [] or coeff() select.
  Place elementOf(const clang::Expr *object, llvm::ArrayRef<const clang::Expr *> args, Place base,
                  clang::SourceRange range);

  /// The block that a constructor of Eigen::Block shows.
  std::optional<Place> blockPlace(const clang::CXXConstructExpr *e);

  // EigenSlices.cpp
  /// What operator() selects with sequences or lists of indices.
  Place sliceOf(llvm::ArrayRef<const clang::Expr *> args, Place base, clang::SourceRange range);

  // EigenTriangles.cpp
  ir::Value *triangle(ir::Value *x, ir::Triangle part);
  /// The matrix that a view stands for.
  ir::Value *triangular(const Triangular &view);
  Triangular triangularOf(const clang::Expr *e);
  /// A member of a triangular or self-adjoint view.
  ir::Value *triangularMember(const CallSite &call);

  // EigenDecompositions.cpp
  /// Sets `upperOnly` where a view shows no more of a factor.
  llvm::SaveAndRestore<bool> upperPart(const CallSite &call);
  ir::Value *factorize(ir::Value *matrix, ir::Factor factor);
  /// An error for a decomposition that a loop or branch would hand on.
  void checkCarried(const Cell &cell) const;
  /// Leaves in a matrix what a decomposition in its place makes of it.
  void overwrite(const clang::Expr *matrix, ir::Value *factor);
  ir::Value *solve(ir::Value *factor, ir::Value *rightSide, bool transposed = false);
  ir::Value *inverse(ir::Value *matrix);
  ir::Value *determinant(ir::Value *matrix);
  /// A member of a decomposition. What returns nothing gives null.
  ir::Value *decompositionMember(const CallSite &call);
  /// What a view of a decomposition's factor stands for; nothing for any other expression.
  std::optional<Triangular> factorView(const CallSite &call);

  // EigenStructure.cpp
  /// Members that arrange coefficients; true where the call is one of them.
  bool structureMember(const CallSite &call, ir::Value *&result);
  /// Static functions that make matrices; true where the call is one of them.
  bool structureFunction(const CallSite &call, ir::Type type, ir::Value *rows, ir::Value *cols, ir::Value *&result);

  // EigenPredicates.cpp
  /// Members that say whether something holds; true where the call is one of them.
  bool predicateMember(const CallSite &call, ir::Value *&result);

  // EigenGeometry.cpp
  /// The matrix of a rotation or transformation.
  ir::Value *geometryMatrix(const clang::Expr *e);

  // EigenLambdas.cpp
  /// unaryExpr, binaryExpr and redux; true where the call is one of them.
  bool lambdaMember(const CallSite &call, ir::Value *&result);
  /// Translates something into a block; all variables hold again what they held. Gives one that it has written, or null.
  const Cell *apart(ir::Block &block, Translation translate);
  /// NullaryExpr with a function of positions.
  ir::Value *fromPositions(const CallSite &call, Type type, ir::Value *rows, ir::Value *cols);
  bool sortBy(const CallSite &call, const clang::Expr *first, const clang::Expr *last, const clang::Expr *comparison);
  /// A call with values as its arguments, in a frame that knows the object.
  ir::Value *callWith(Frame &callee, const clang::FunctionDecl *definition,
                      llvm::ArrayRef<ir::Value *> arguments, clang::SourceRange range);
  /// The matrix of which `f` gives the coefficients, one after the other.
  ir::Value *coefficientByCoefficient(Type type, ir::Value *rows, ir::Value *cols,
                                      llvm::function_ref<ir::Value *(ir::Value *, ir::Value *)> f);
  /// What `f` makes of all coefficients of a vector, the first ones first.
  ir::Value *foldedInOrder(ir::Value *vector, llvm::function_ref<ir::Value *(ir::Value *, ir::Value *)> f);

  // EigenMembers.cpp
  ir::Value *eigenMember(const CallSite &call);
  /// The operand of colwise() or rowwise().
  Vectorwise vectorwise(const clang::Expr *e);
  /// The matrix in `A.colwise()`; any other expression itself.
  const clang::Expr *vectorwiseOperand(const clang::Expr *e) const;
  /// v repeated along the columns (colwise) or rows of an operand.
  ir::Value *along(const Vectorwise &w, ir::Value *v);

  // EigenOperators.cpp
  ir::Value *eigenOperator(const clang::CXXOperatorCallExpr *e);
  std::optional<Place> eigenAssignment(const clang::CXXOperatorCallExpr *e);
  ir::Value *product(ir::Value *a, ir::Value *b);
  /// The vector of `v.asDiagonal()`.
  ir::Value *diagonalOf(const clang::Expr *e);

  // EigenCommas.cpp
  Place commaInitializer(const clang::CXXOperatorCallExpr *e);
  void fillByCommas(const Place &p, llvm::ArrayRef<const clang::Expr *> items, clang::SourceRange range);

  // EigenFunctions.cpp
  ir::Value *eigenFunction(const CallSite &call);
  ir::Value *eigenConstruct(const clang::CXXConstructExpr *e);
  ir::Value *fromLists(const clang::InitListExpr *lists, Type type);
  /// A dense constant of all one coefficient.
  ir::Value *filled(ir::Value *coefficient, ir::Value *rows, ir::Value *cols, ir::Type type);

  // CMath.cpp
  bool isCMath(const clang::FunctionDecl *callee) const;
  ir::Value *cmath(const CallSite &call);
  ir::Value *power(ir::Value *x, ir::Value *exponent);

  // RuntimeFunctions.cpp
  bool isRuntimeFunction(const clang::FunctionDecl *callee) const;
  ir::Value *runtimeFunction(const CallSite &call);

  // Output.cpp
  /// True for a statement that only prints, measures or checks, and writes no variable.
  bool hasNoInfluence(const clang::Expr *e);

  // Choices.cpp
  /// What `c ? a : b` stands for where a reference or a pointer is bound to it; nothing where an arm does something.
  std::optional<Binding> choiceOf(const clang::ConditionalOperator *e,
                                  llvm::function_ref<std::optional<Binding>(const clang::Expr *)> arm);
  // Calls.cpp
  bool isCopiedByRef(const Place &p, const Type &wanted);
  Binding copied(const clang::VarDecl *variable, ir::Value *v, const std::set<const Cell *> &seen, const clang::Expr *init);
  /// The object that a call gives or the one that it gives a reference to.
  std::optional<Binding> callThing(const CallSite &site);
  /// The result of a call of a user's function: null for void.
  ir::Value *call(const CallSite &site);
  /// The same where the function returns a reference.
  std::optional<Place> callPlace(const CallSite &site);
  CallSite site(const clang::CallExpr *e) const;
  /// Binds a parameter or a reference variable to its initialiser.
  Binding bind(const clang::VarDecl *variable, const clang::Expr *init);

  // Workspaces.cpp
  /// The identity of the workspace that an expression denotes.
  std::optional<unsigned> workspaceOf(const clang::Expr *e);
  /// A plain member of a workspace, a variable.
  std::optional<Place> workspaceMember(const clang::MemberExpr *e);
  /// The fresh memory that `ws.Z(rows, cols)` gives.
  Place bufferPlace(const clang::CXXOperatorCallExpr *e);

  // Helpers (Values.cpp).
  /// An operation whose operands have been checked to fit; a limitation where they do not.
  ir::Value *op(ir::Op kind, std::vector<ir::Value *> operands, ir::Attributes attrs = {});
  /// A coefficient-wise operation: scalars take the scalar type of the dense operand.
  ir::Value *cwise(ir::Op kind, std::vector<ir::Value *> operands, ir::Attributes attrs = {});
  ir::Value *compare(ir::Predicate predicate, ir::Value *a, ir::Value *b);
  ir::Value *select(ir::Value *condition, ir::Value *a, ir::Value *b);
  ir::Value *cast(ir::Value *v, const ir::Type &scalar);
  ir::Value *real(ir::Value *integer, ir::ScalarKind kind);
  ir::Value *asScalar(ir::Value *v, clang::SourceRange range);
  ir::Value *asDense(ir::Value *v);
  ir::Value *transpose(ir::Value *v);
  /// Extents that are constants become part of the type.
  static void refine(Type &type, const ir::Value *rows, const ir::Value *cols);
  ir::Value *identity(ir::Value *rows, ir::Value *cols, Type type);
  /// The square matrix with a vector on its diagonal.
  ir::Value *diagonalMatrix(ir::Value *v);
  ir::Value *reduce(ir::Op kind, ir::Value *v, ir::Axis axis);
  ir::Value *rowsOf(ir::Value *v) { return builder.rows(v); }
  ir::Value *colsOf(ir::Value *v) { return builder.cols(v); }
  ir::Value *sizeOf(ir::Value *v);
  ir::Value *add(ir::Value *a, ir::Value *b) { return op(ir::Op::Add, {a, b}); }
  ir::Value *sub(ir::Value *a, ir::Value *b) { return op(ir::Op::Sub, {a, b}); }
  /// The dense value as a variable of the given type holds it: a row stored in a column is transposed, as Eigen does.
  ir::Value *conform(ir::Value *v, const ir::Type &type, clang::SourceRange range);

  static const clang::Expr *strip(const clang::Expr *e);

  /// An error for a private member of a parameter: generated code could not name it.
  void checkReachable(const ir::Function &function, const ir::Value *argument, clang::SourceRange range) const;

  /// The items 'extent(p, n)', by the path of the pointer.
  std::map<std::string, Item> lengths;

  /// How often variables of the outermost function were written: for ggnvp's local.
  struct Local {
    const clang::VarDecl *decl;
    Cell *cell; ///< null for an expression or a reference
    bool nested = false; ///< declared within a loop or a branch
  };
  std::vector<Local> locals;

  /// Evaluates something in the names and captures of an expression variable.
  template <typename F>
  auto within(const Deferred &deferred, F evaluate) {
    Frame *frameBefore = frame;
    const Captures *capturesBefore = captures_;
    frame = deferred.frame;
    captures_ = deferred.captures.get();
    struct Restore {
      Translator &t;
      Frame *frame;
      const Captures *captures;
      ~Restore() {
        t.frame = frame;
        t.captures_ = captures;
      }
    } restore{*this, frameBefore, capturesBefore};
    return evaluate(deferred.init);
  }

  /// The variable that a value is named after; null where there is none.
  const Cell *ownerOf(const ir::Value *v) const {
    auto it = owners_.find(v);
    return it == owners_.end() ? nullptr : it->second;
  }

  /// The binding of the variable that an expression names; nothing for a global.
  std::optional<Binding> bindingOf(const clang::Expr *e) const;
  Deferred defer(const clang::Expr *init);

  /// The expression being evaluated, for messages about operations made for it.
  clang::SourceRange failing;

  /// The parts of variables read while this is set.
  std::vector<Place> *reads = nullptr;
  std::set<const Cell *> *touched = nullptr; ///< all variables that are read
  std::vector<Target> targets;               ///< of pointer variables
  Handovers handovers;
  std::vector<const ir::Block *> retargeted; ///< where pointer variables are declared for which one more was found
  /// Set while only what stands on and above the diagonal is asked for.
  bool upperOnly = false;
  /// The product that is written with noalias(), or into a triangle.
  const clang::Expr *aliasing = nullptr;

private:
  friend struct LocationScope;

  // Statements.cpp
  void compound(const clang::CompoundStmt *s);
  /// The variables of a parameter, each with an argument of the function.
  Binding addParameter(clang::QualType type, ir::Parameter &parameter, clang::SourceRange range);
  void addLeaves(Binding &variable, clang::QualType type, const std::string &path,
                 ir::Parameter &parameter, const clang::FieldDecl *hidden, clang::SourceRange range);
  void addLeaf(Cell &cell, const ir::Parameter::Leaf &leaf, ir::Parameter &parameter,
               const clang::FieldDecl *hidden, std::optional<bool> writable);
  /// What the function returns becomes its first outputs.
  void addResult(clang::QualType type, clang::SourceRange range);
  void addResultLeaves(const Binding &variable, clang::QualType type, const std::string &path,
                       clang::SourceRange range);
  void addPointer(Binding &variable, clang::QualType type, const std::string &path,
                  ir::Parameter &parameter, const clang::FieldDecl *hidden, clang::SourceRange range);
  /// A leaf of the parameters; a pointer says itself whether it may be written by.
  struct ParameterLeaf {
    std::string path;
    Cell *cell;
    std::optional<bool> writable;
  };
  std::vector<ParameterLeaf> parameterLeaves_;

  // Lengths.cpp
  /// What an expression of the parameters gives, in the generated code and here.
  struct Length {
    std::string text;
    std::optional<int64_t> constant;
    ir::Value *value = nullptr;
  };
  friend class LengthReader;
  Length readLength(const Item &item, bool evaluate);
  void evaluateLengths();
  /// The statements of a block from one on, with the place where the one before ends.
  struct Rest {
    llvm::ArrayRef<const clang::Stmt *> statements;
    SourceLocation before;
  };
  void statements(Rest rest);
  /// A statement that is not in a block of its own, as the body of a loop, and where what is before it ends.
  void substatement(const clang::Stmt *s, SourceLocation before);
  /// What follows a statement that may have left the block.
  void continueWith(Rest rest);
  void inactiveStatement(const clang::Stmt *s);
  void returnStatement(const clang::ReturnStmt *s);
  bool isAssertion(const clang::Stmt *s) const;

  // Branches.cpp
  /// What all variables hold.
  struct State {
    std::vector<ir::Value *> values;
    std::vector<unsigned> writes;
    size_t locals = 0;
    Handovers handovers;
  };
  State save() const;
  void restore(const State &state);
  /// The state before a translation that may turn out not to be possible, or not to be wanted.
  class Attempt {
  public:
    explicit Attempt(Translator &t);
    void undo();
    const State before;

  private:
    Translator &t_;
    const size_t operations_, targets_, guarded_;
  };
  /// The variables that were there before `count` others and still are.
  bool isOuter(size_t cell, size_t count) const {
    return cell < count || cells_[cell].persistent;
  }
  /// Variables of a block that has ended hold nothing.
  void endBlock(size_t count);
  ir::Value *undefined(const Cell &cell);
  /// True where the current block lies in a branch within a loop that a variable is older than.
  bool isGuardedInLoop(const Cell &cell);
  /// Errors for the reads from one on of variables that no loop carries.
  void checkGuardedReads(size_t first);
  [[noreturn]] void readTooEarly(const Cell &cell, clang::SourceRange range);
  void ifStatement(const clang::IfStmt *s, Rest rest);
  void switchStatement(const clang::SwitchStmt *s);
  /// True where one of the jumps out of a statement may have been taken; null where none was.
  ir::Value *jumped();
  void clearJumps();
  void jump(Cell *flag);
  Cell *newFlag(const char *name);

  // Lists.cpp
  void clearList(const Binding &list);
  /// Copies of an element at the positions [from, to).
  void fillList(const Binding &list, ir::Value *from, ir::Value *to, const Binding &element);
  void append(const Binding &list, clang::QualType element, llvm::ArrayRef<const clang::Expr *> args,
              clang::SourceRange range);

  // Loops.cpp
  /// The number of states of the GATEAUX_CHECKPOINT before a loop, 0 where it gives none; nothing
  /// where there is no such marker.
  std::optional<int64_t> statesOf(const clang::Stmt *loop) const;
  void checkpoint(const Marker &marker, const clang::Stmt *loop);
  void forStatement(const clang::ForStmt *s);
  bool countedFor(const clang::ForStmt *s);
  void whileLoop(const WhileShape &shape);
  void rangeFor(const clang::CXXForRangeStmt *s);
  /// A loop over [begin, end) with a body, which `once` translates for a position.
  void alongRange(const clang::Stmt *s, const clang::Stmt *body, ir::Value *begin, ir::Value *end,
                  llvm::function_ref<void(ir::Value *)> once);
  bool alongNonzeros(const clang::ForStmt *s);
  bool alongText(const clang::CXXForRangeStmt *s);
  /// The body of a loop, with its `break`s and `continue`s. Gives the condition under which the
  /// loop is left from within; null where it is not.
  ir::Value *iteration(const clang::Stmt *s, Translation body);
  /// True where the value of an expression may have changed since a state.
  bool mayHaveChanged(const clang::Expr *e, const State &before);
  bool mayHaveChanged(const Binding &binding, const State &before, bool shapeOnly);

  // Expressions.cpp
  ir::Value *evaluate(const clang::Expr *e);
  ir::Value *castExpr(const clang::CastExpr *e);
  ir::Value *declRef(const clang::DeclRefExpr *e);
  ir::Value *binary(const clang::BinaryOperator *e);
  ir::Value *unary(const clang::UnaryOperator *e);
  ir::Value *conditional(const clang::AbstractConditionalOperator *e);
  ir::Value *construct(const clang::CXXConstructExpr *e);
  ir::Value *callExpr(const clang::CallExpr *e);
  std::optional<Place> scalarAssignment(const clang::Expr *e);
  /// Performs an assignment of a scalar with `to` for its left side.
  Place assign(const clang::BinaryOperator *b, const clang::Expr *to, ir::Value *right);
  ir::Value *arithmetic(clang::BinaryOperatorKind kind, ir::Value *a, ir::Value *b, clang::SourceRange range);

  // Calls.cpp
  void expand(const CallSite &site, Frame &callee);
  /// The definition that is called, with what its object or its captures stand for in its frame.
  const clang::FunctionDecl *opened(const CallSite &site, Frame &callee, std::vector<const clang::Expr *> &arguments);
  void bindParameters(Frame &callee, const clang::FunctionDecl *definition, llvm::ArrayRef<const clang::Expr *> arguments);
  /// Binds the parameters of a call and runs a body in a frame of its own.
  void run(Frame &callee, const clang::FunctionDecl *definition,
           llvm::ArrayRef<const clang::Expr *> arguments, SourceLocation at,
           clang::SourceRange range, Translation before = [] {});
  /// The same where the parameters are bound.
  void runBody(Frame &callee, const clang::FunctionDecl *definition, SourceLocation at,
               clang::SourceRange range, Translation before = [] {});
  // Recursion.cpp
  /// An error where a function is called within itself that cannot be expanded there.
  void checkRecursion(const clang::FunctionDecl *definition, SourceLocation at, clang::SourceRange range);
  /// What is called, where that calls itself; null for others.
  const clang::FunctionDecl *recursion(const CallSite &site);
  void recursiveCall(const CallSite &site, const clang::FunctionDecl *definition, Frame &callee);
  void outlinedCall(const CallSite &site, Frame &callee);
  // InactiveCalls.cpp
  ir::Value *inactiveCall(const CallSite &site, Frame &callee);
  ir::Value *constantCall(const CallSite &site);
  ir::Value *providedCall(const CallSite &site, const ir::Function *callee);
  /// An error where an expression variable refers to a temporary that is gone when it is used.
  void checkLifetimes(const clang::VarDecl *variable, const clang::Expr *e);
  void captureScalars(const clang::Expr *e, Captures &captures);
  void captureResult(const clang::CallExpr *e, Captures &captures);

  std::map<std::pair<unsigned, const clang::ValueDecl *>, Cell *> workspaceCells_;
  std::map<const ir::Value *, const Cell *> owners_;
  std::map<const ir::Value *, const clang::FieldDecl *> hidden_; ///< arguments for private members
  std::map<const clang::Stmt *, int64_t> checkpoints_;
  std::deque<Cell> cells_;
  /// The loops whose bodies are being translated, with the number of variables before each.
  struct OpenLoop {
    ir::Block *body;
    size_t outer;
  };
  std::vector<OpenLoop> openLoops_;
  /// Reads of variables that hold nothing, within a branch in a loop: an iteration before may have written them.
  struct GuardedRead {
    Cell *cell;
    clang::SourceRange range;
  };
  std::vector<GuardedRead> guardedReads_;
  bool expanding_ = false;  ///< recursion, to see whether all decisions are known
  unsigned expansions_ = 0; ///< of functions within their own expansion
  std::deque<Frame> frames_;
  const Captures *captures_ = nullptr;
};

/// The place in the source that operations created in a scope stem from.
struct LocationScope {
  LocationScope(Translator &t, clang::SourceLocation loc, clang::SourceRange range);
  ~LocationScope();
  Translator &translator;
  ir::SourceLocation before;
  clang::SourceRange rangeBefore;
};

} // namespace gateaux::frontend
