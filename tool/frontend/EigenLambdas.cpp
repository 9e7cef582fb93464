// SPDX-License-Identifier: Apache-2.0
//
// unaryExpr, binaryExpr, NullaryExpr and redux with a function of scalars: a lambda, an object that can
// be called, or a function. Its body is translated once, for scalars, and applied to all coefficients at
// once. Where that cannot be, because there is a loop in it for example, it becomes the body of a loop over
// the coefficients.
#include "Ranges.h"
#include "Translator.h"

#include <clang/AST/ExprCXX.h>

#include <map>
#include <set>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// What is applied to coefficients.
struct Callable {
  const FunctionDecl *definition = nullptr;
  std::optional<Binding> object; ///< a closure, or an object with members
  SourceRange range;
};

/// True where a function takes that many numbers; of several such functions those of the kind of numbers
/// come first.
bool takes(const FunctionDecl *function, size_t arity, std::optional<ScalarKind> kind) {
  if (function->getNumParams() != arity)
    return false;
  for (const ParmVarDecl *p : function->parameters()) {
    auto type = typeOf(p->getType());
    if (!type || type->dense || (kind && type->scalar != *kind))
      return false;
  }
  return function->isDefined();
}

/// The function among several that takes that many numbers; null where there is none.
const FunctionDecl *chosen(llvm::ArrayRef<const FunctionDecl *> functions, size_t arity, ScalarKind kind) {
  for (std::optional<ScalarKind> wanted : {std::optional(kind), std::optional<ScalarKind>()})
    for (const FunctionDecl *f : functions)
      if (takes(f, arity, wanted))
        return f;
  return nullptr;
}

Callable callableOf(Translator &t, const CallSite &call, size_t arity, ScalarKind kind) {
  const Expr *e = call.args.empty() ? nullptr : Translator::strip(call.args.back());
  if (!e)
    unsupported(call.range(), "'" + call.spelling() + "' with these arguments");
  Callable result;
  result.range = e->getSourceRange();
  while (true) {
    const Expr *inner = nullptr;
    e = behindCopies(e);
    if (auto *decay = dyn_cast<CastExpr>(e); decay && decay->getCastKind() == CK_FunctionToPointerDecay)
      inner = decay->getSubExpr();
    else if (auto *address = dyn_cast<UnaryOperator>(e); address && address->getOpcode() == UO_AddrOf)
      inner = address->getSubExpr();
    else if (auto *c = dyn_cast<CallExpr>(e); c && c->getDirectCallee() && c->getNumArgs() == 1 &&
                                              inNamespace(c->getDirectCallee(), "std") &&
                                              (t.site(c).name == "ptr_fun" || t.site(c).name == "ref" || t.site(c).name == "cref"))
      inner = c->getArg(0);
    if (!inner)
      break;
    e = Translator::strip(inner);
  }
  const FunctionDecl *function = nullptr;
  if (auto *ref = dyn_cast<DeclRefExpr>(e); ref && isa<FunctionDecl>(ref->getDecl())) {
    function = llvm::cast<FunctionDecl>(ref->getDecl());
    if (!takes(function, arity, std::nullopt))
      function = nullptr;
  } else if ((result.object = t.thing(e))) {
    const CXXRecordDecl *record = recordOf(e->getType());
    if (result.object->kind == Binding::Closure)
      record = result.object->closure->type;
    if (record)
      function = chosen(callOperators(record), arity, kind);
  }
  if (!function || !function->hasBody(result.definition))
    unsupported(result.range, "'" + call.spelling() + "' with this function",
                {{"write it as a lambda in its place, with scalars as its parameters and its result", {}}});
  return result;
}

Value *called(Translator &t, const Callable &callable, llvm::ArrayRef<Value *> args) {
  Frame frame;
  if (callable.object)
    open(frame, *callable.object);
  std::set<const Cell *> seen;
  Value *result;
  {
    llvm::SaveAndRestore observed(t.touched, &seen);
    result = t.callWith(frame, callable.definition, args, callable.range);
  }
  // What it reads besides, it reads for every coefficient.
  for (const Cell *cell : seen) {
    if (t.touched)
      t.touched->insert(cell);
    if (t.reads && cell->type.dense)
      t.reads->push_back({const_cast<Cell *>(cell), nullptr, {{View::Transpose}}, false});
  }
  return result;
}

/// A body that is translated apart, with values of its own as its parameters.
struct Body {
  Block block;
  std::vector<Value *> parameters;
  Value *result = nullptr;
};

/// Applies the body of a function to all coefficients at once.
class Lifting {
public:
  Lifting(Translator &t, const Body &body, llvm::ArrayRef<Value *> args) : t_(t), body_(body) {
    for (size_t i = 0; i < args.size(); ++i) {
      known_[body.parameters[i]] = args[i];
      varying_.insert(body.parameters[i]);
    }
  }

  /// True where the operations are such that can be.
  bool possible() { return possible(body_.block, false); }

  Value *apply() {
    lift(body_.block);
    return mapped(body_.result);
  }

private:
  bool possible(const Block &block, bool guarded) {
    for (const auto &op : block.operations) {
      const bool varies = std::any_of(op->operands.begin(), op->operands.end(),
                                      [&](const Value *v) { return varying_.count(v) > 0; });
      if (op->kind == Op::If) {
        if (!varying_.count(op->operand(0)))
          return false;
        for (const auto &arm : op->blocks)
          if (!possible(*arm, true))
            return false;
      } else if (!op->blocks.empty() || (varies && !info(op->kind).is(ir::cwise))) {
        return false;
      } else if (guarded && !isHarmless(*op)) {
        return false;
      } else if (!varies) {
        continue;
      }
      varying_.insert(op->results.begin(), op->results.end());
    }
    return true;
  }

  /// True where an operation may be done although the condition that it stands under does not hold.
  static bool isHarmless(const Operation &op) {
    if (op.kind == Op::Constant || op.kind == Op::Rows || op.kind == Op::Cols || op.kind == Op::Undefined)
      return true;
    return info(op.kind).is(ir::cwise) && !((op.kind == Op::Div || op.kind == Op::Mod) && !op.result()->type.isReal());
  }

  Value *mapped(Value *v) const {
    auto it = known_.find(v);
    return it == known_.end() ? v : it->second;
  }

  void lift(const Block &block) {
    for (const auto &op : block.operations) {
      t_.builder.setLocation(op->loc);
      if (op->kind != Op::If) {
        known_[op->result()] = lifted(*op);
        continue;
      }
      for (const auto &arm : op->blocks)
        lift(*arm);
      for (size_t i = 0; i < op->results.size(); ++i) {
        Value *yes = op->blocks[0]->yields[i], *no = op->blocks[1]->yields[i];
        auto isOpen = [](const Value *v) { return v->def && v->def->kind == Op::Undefined; };
        known_[op->results[i]] = isOpen(yes)  ? mapped(no)
                                 : isOpen(no) ? mapped(yes)
                                              : t_.select(mapped(op->operand(0)), mapped(yes), mapped(no));
      }
    }
  }

  Value *lifted(const Operation &op) {
    std::vector<Value *> operands;
    bool varies = false;
    for (Value *v : op.operands) {
      operands.push_back(mapped(v));
      varies = varies || varying_.count(v);
    }
    if (!varies)
      return t_.builder.clone(op, operands)->result();
    switch (op.kind) {
    case Op::Select:
      return t_.select(operands[0], operands[1], operands[2]);
    case Op::Cast:
      return t_.cast(operands[0], op.result()->type);
    default:
      return t_.cwise(op.kind, operands, op.attrs);
    }
  }

  Translator &t_;
  const Body &body_;
  std::map<const Value *, Value *> known_;
  std::set<const Value *> varying_;
};

/// The reduction that a function of two numbers stands for.
std::optional<Op> reductionOf(const Body &body) {
  const Operation *op = body.result->def;
  if (!op || op->operands.size() != 2 || body.parameters.size() != 2)
    return std::nullopt;
  const auto &p = body.parameters;
  if (!(op->operands[0] == p[0] && op->operands[1] == p[1]) &&
      !(op->operands[0] == p[1] && op->operands[1] == p[0]))
    return std::nullopt;
  switch (op->kind) {
  case Op::Add:
    return Op::Sum;
  case Op::Mul:
    return Op::Prod;
  case Op::Max:
    return Op::MaxCoeff;
  case Op::Min:
    return Op::MinCoeff;
  default:
    return std::nullopt;
  }
}

/// Translates the body in a block of its own, with parameters that stand for any numbers.
void translateApart(Translator &t, const Callable &callable, llvm::ArrayRef<Type> types, Body &body) {
  Function &function = t.builder.function();
  for (const Type &type : types) {
    body.parameters.push_back(function.addArgument(type, ""));
    function.body.arguments.pop_back(); // it stands for a value that is there already
  }
  const Cell *written = t.apart(body.block, [&] { body.result = called(t, callable, body.parameters); });
  if (written)
    unsupported(callable.range, "a function that writes '" + written->name + "' for each coefficient",
                {{"write a loop over the coefficients", {}}});
}

/// The function applied to the coefficients of its arguments.
Value *applied(Translator &t, const Callable &callable, std::vector<Value *> args) {
  std::vector<Type> types;
  for (Value *&x : args) {
    x = t.asDense(x);
    types.push_back(x->type.element());
  }
  Body body;
  translateApart(t, callable, types, body);
  Lifting lifting(t, body, args);
  Type type = args[0]->type.withScalar(body.result->type);
  type.array = false;
  Value *rows = t.rowsOf(args[0]), *cols = t.colsOf(args[0]);
  if (lifting.possible()) {
    Value *y = lifting.apply();
    return y->type.dense ? y : t.filled(y, rows, cols, type);
  }
  return t.coefficientByCoefficient(type, rows, cols, [&](Value *i, Value *j) {
    std::vector<Value *> coefficients;
    for (Value *x : args)
      coefficients.push_back(t.op(Op::Element, {x, i, j}));
    return called(t, callable, coefficients);
  });
}

Value *reduced(Translator &t, const CallSite &call) {
  const bool lines = isEigenClass(call.object->getType(), "VectorwiseOp");
  Vectorwise w = lines ? t.vectorwise(call.object) : Vectorwise{t.value(call.object), Axis::All};
  Value *x = t.asDense(w.operand);
  const Type number = x->type.element();
  Callable callable = callableOf(t, call, 2, number.scalar);
  {
    Body body;
    translateApart(t, callable, {number, number}, body);
    if (auto kind = reductionOf(body))
      return t.reduce(*kind, w.operand, w.axis);
  }
  auto combine = [&](Value *a, Value *b) { return called(t, callable, {a, b}); };
  Value *zero = t.builder.integer(0), *one = t.builder.integer(1);
  if (w.axis == Axis::All) {
    if (!x->type.isVector())
      x = t.builder.createTyped(Op::Reshape, x->type.withShape(kDynamic, 1), {x, t.sizeOf(x), one});
    return t.foldedInOrder(x, combine);
  }
  const bool columns = w.axis == Axis::Cols;
  Value *m = t.rowsOf(x), *n = t.colsOf(x);
  Type type = columns ? x->type.withShape(1, x->type.cols) : x->type.withShape(x->type.rows, 1);
  Type line = columns ? x->type.withShape(x->type.rows, 1) : x->type.withShape(1, x->type.cols);
  return t.coefficientByCoefficient(type, columns ? one : m, columns ? n : one, [&](Value *i, Value *j) {
    return t.foldedInOrder(t.builder.createTyped(Op::Slice, line,
                                                 {x, columns ? zero : i, columns ? j : zero, columns ? m : one,
                                                  columns ? one : n}),
                           combine);
  });
}

} // namespace

const Cell *Translator::apart(Block &block, Translation translate) {
  Block &around = builder.block();
  const State before = save();
  struct Restore {
    Translator &t;
    Block &block;
    const State &state;
    ~Restore() {
      t.builder.setBlock(block);
      t.restore(state);
    }
  } restore{*this, around, before};
  builder.setBlock(block);
  translate();
  for (size_t i = 0; i < before.values.size(); ++i)
    if (cells_[i].value != before.values[i])
      return &cells_[i];
  return nullptr;
}

Value *Translator::callWith(Frame &callee, const FunctionDecl *definition, llvm::ArrayRef<Value *> arguments,
                            SourceRange range) {
  const auto returned = typeOf(definition->getReturnType());
  if (!returned || returned->dense)
    unsupported(range, "a function that does not return a scalar here");
  for (size_t i = 0; i < arguments.size(); ++i) {
    const ParmVarDecl *p = definition->getParamDecl(static_cast<unsigned>(i));
    const Type type = typeOf(p->getType()).value();
    Cell *cell = newCell(p->getNameAsString(), type, p->getLocation());
    cell->value = cast(arguments[i], type);
    callee.bindings[p] = Binding::variable(cell);
  }
  runBody(callee, definition, range.getBegin(), range);
  if (!callee.result->value)
    unsupported(range, "a function that does not return at its end here");
  return callee.result->value;
}

Value *Translator::coefficientByCoefficient(Type type, Value *rows, Value *cols,
                                            llvm::function_ref<Value *(Value *, Value *)> f) {
  refine(type, rows, cols);
  type.rowMajor = type.array = false;
  Cell *cell = newCell("", type, failing.getBegin());
  cell->value = filled(cast(builder.integer(0), type.element()), rows, cols, type);
  Value *zero = builder.integer(0);
  auto overRows = [&](Value *j) {
    auto one = [&](Value *i) {
      Place at{cell, nullptr, {}, false};
      pushElement(at, i, j);
      write(at, cast(f(i, j), type.element()), failing);
      return static_cast<Value *>(nullptr);
    };
    if (type.rows == 1)
      one(zero);
    else
      loop({zero, rows, 1, nullptr, Type::index(), "i"}, one);
    return static_cast<Value *>(nullptr);
  };
  if (type.cols == 1)
    overRows(zero);
  else
    loop({zero, cols, 1, nullptr, Type::index(), "j"}, overRows);
  return cell->value;
}

Value *Translator::foldedInOrder(Value *vector, llvm::function_ref<Value *(Value *, Value *)> f) {
  Value *zero = builder.integer(0);
  auto at = [&](Value *i) {
    return vector->type.isRow() ? op(Op::Element, {vector, zero, i}) : op(Op::Element, {vector, i, zero});
  };
  Cell *cell = newCell("", vector->type.element(), failing.getBegin());
  cell->value = at(zero);
  Value *count = vector->type.isRow() ? colsOf(vector) : rowsOf(vector);
  loop({builder.integer(1), count, 1, nullptr, Type::index(), "i"}, [&](Value *i) {
    setCell(*cell, f(cell->value, at(i)), failing);
    return static_cast<Value *>(nullptr);
  });
  return cell->value;
}

Value *Translator::fromPositions(const CallSite &call, Type type, Value *rows, Value *cols) {
  const bool vector = type.isVector();
  const CXXRecordDecl *record = recordOf(call.args.back()->getType());
  size_t arity = vector ? 1 : 2;
  if (record && chosen(callOperators(record), 0, ScalarKind::Int))
    arity = 0;
  else if (record && vector && !chosen(callOperators(record), 1, ScalarKind::Int))
    arity = 2;
  Callable callable = callableOf(*this, call, arity, ScalarKind::Int);
  {
    Body body;
    translateApart(*this, callable, std::vector<Type>(arity, Type::index()), body);
  }
  return coefficientByCoefficient(type, rows, cols, [&](Value *i, Value *j) {
    std::vector<Value *> positions;
    if (arity == 1)
      positions = {type.isRow() ? j : i};
    else if (arity == 2)
      positions = {i, j};
    return called(*this, callable, positions);
  });
}

bool Translator::lambdaMember(const CallSite &call, Value *&result) {
  if (call.name == "redux") {
    result = reduced(*this, call);
    return true;
  }
  if (call.name != "unaryExpr" && call.name != "binaryExpr")
    return false;
  std::vector<Value *> args = {value(call.object)};
  if (call.name == "binaryExpr")
    args.push_back(value(call.args[0]));
  Callable callable = callableOf(*this, call, args.size(), args[0]->type.scalar);
  result = applied(*this, callable, args);
  return true;
}

} // namespace gateaux::frontend
