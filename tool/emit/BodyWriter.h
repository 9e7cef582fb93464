// SPDX-License-Identifier: Apache-2.0
//
// Writes the statements of a function, or of one part of it.
#pragma once

#include "../ir/Regions.h"
#include "../ir/Spelling.h"
#include "Emit.h"
#include "Expressions.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateaux::emit {

using ir::Op;
using ir::Operation;
using ir::Stage;
using ir::Value;

/// Writes the statements of one part.
class BodyWriter {
public:
  BodyWriter(const Plan &plan, unsigned part)
      : plan_(plan), part_(part), e_(plan), ws_(workspaceName(plan.function())) {}

  std::string write() {
    std::vector<std::pair<std::string, std::string>> crossing; // names and declarations
    auto announce = [&](const Storage &s) {
      declare(s);
      crossing.push_back({s.name, std::exchange(body_, {})});
    };
    for (const Storage *s : plan_.crossingTo(part_)) {
      if (s->of)
        announce(*s->of);
      announce(*s);
    }
    for (const auto &op : plan_.function().body.operations) {
      if (plan_.partOf(*op) != part_ || !(ir::isStructured(op->kind) || plan_.storageOf(op->result())))
        continue;
      if (op->stage == Stage::Adjoint && stage_ != Stage::Adjoint && !body_.empty())
        body_ += "\n  // Reverse sweep.\n";
      if (op->stage == Stage::Adjoint)
        stage_ = Stage::Adjoint;
      operation(*op);
    }
    outputs();
    declareRecalled(0);
    views(std::move(crossing));
    return body_;
  }

private:
  void line(const std::string &s) { body_ += "  " + s + "\n"; }

  bool isMemory(const Storage &s) const {
    return s.where == Storage::Buffer || s.where == Storage::Member || s.where == Storage::List;
  }

  /// Makes a variable of the workspace visible under its name.
  void declare(const Storage &s) {
    if (s.where == Storage::Alias && declared_.insert(&s).second) {
      declare(*s.of);
      // A copy of a Map shows its memory, one of a matrix would have its own.
      return line((s.memory()->isMatrix() ? "auto& " : "auto ") + s.name + " = " + s.of->name + ";");
    }
    if (s.where == Storage::Item && declared_.insert(&s).second)
      return line("auto " + s.name + " = " + e_.sequence(s.sequence) + "(" +
                  e_.position(ir::Loop(*s.sequence->def)) + ", " + shapeText(s) + ");");
    if (s.where == Storage::Slot && declared_.insert(&s).second)
      return line(slotText(*s.first->def, s.name));
    if (!isMemory(s) || !declared_.insert(&s).second)
      return;
    if (s.where == Storage::Buffer)
      line("auto " + s.name + " = " + ws_ + "." + s.name + "(" + shapeText(s) + ");");
    else
      line("auto& " + s.name + " = " + ws_ + "." + s.name + ";");
  }

  /// The left side of an assignment to the storage of a result; a local is declared with it.
  std::string target(const Storage &s, bool &fresh, bool changes = false) {
    fresh = false;
    if (s.where == Storage::Local && declared_.insert(&s).second) {
      fresh = true;
      std::string type = ir::spell(s.type);
      return (changes || reassigned(s) ? "" : "const ") + type + " " + s.name;
    }
    declare(s);
    return s.name;
  }

  bool reassigned(const Storage &s) const {
    unsigned count = s.changes ? 2 : 0;
    ir::forEachOperation(plan_.function().body, [&](const Operation &op) {
      if (!ir::isStructured(op.kind))
        count += plan_.storageOf(op.result()) == &s;
    });
    return count > 1;
  }

  bool heldBy(const Value *v, const Storage &s) const {
    const Storage *held = plan_.storageOf(v);
    return held && (held->memory() == s.memory() ||
                    (held->where == Storage::Parameter && s.where == Storage::Parameter && held->name == s.name));
  }

  /// True for an operation that is written where its result is used.
  bool isTerm(const Value *v, Op kind) const {
    return !plan_.storageOf(v) && v->def && v->def->kind == kind;
  }
  bool isProduct(const Value *v) const { return !plan_.storageOf(v) && v->def && emit::isProduct(v->def->kind); }
  bool isDiagonal(const Value *v) const { return isTerm(v, Op::Diag); }
  bool isTriangle(const Value *v) const { return isTerm(v, Op::Triangle); }
  /// The vector of a diagonal matrix, as a column.
  std::string diagonalText(const Value *d) const {
    return e_.value(d, World::Matrix).s + (d->type.isRow() ? ".transpose()" : "");
  }

  void statement(const Operation &op) {
    const Value *v = op.result();
    const Storage &s = *plan_.storageOf(v);
    e_.begin(v);
    if (s.where == Storage::View)
      return view(op, s);
    if (op.kind == Op::Invoke)
      return invoke(op, s);
    if (op.kind == Op::Written)
      return; // by the call
    if (op.kind == Op::Factorize)
      return factorize(op, s);
    if (v->type.isList())
      return changeList(op, s);
    if (op.kind == Op::Sized || op.kind == Op::Update || op.kind == Op::Accumulate || op.kind == Op::Put ||
        op.kind == Op::Scatter)
      return update(op, s);
    if (!v->type.dense) {
      if (plan_.inPlace(v) && increment(op, s))
        return;
      bool fresh;
      std::string left = target(s, fresh);
      return line(left + " = " + e_.definition(v).s + ";");
    }
    if ((op.kind == Op::Add || op.kind == Op::Sub) && (isProduct(op.operand(0)) || isProduct(op.operand(1))))
      return sumOfProducts(op, s);
    if (op.kind == Op::Add && (isDiagonal(op.operand(0)) || isDiagonal(op.operand(1))))
      return sumWithDiagonal(op, s);
    if ((op.kind == Op::Add || op.kind == Op::Sub) && (isTriangle(op.operand(0)) || isTriangle(op.operand(1))))
      return sumWithTriangle(op, s);
    if (plan_.inPlace(v) && compound(op, s))
      return;
    assign(s, v);
  }

  // BodyRegions.cpp: loops and conditions.
  void operation(const Operation &op);
  void block(const ir::Block &b);
  /// Stores what the loop keeps of `v` in this iteration.
  void keep(const ir::Block &b, const Value *v);
  /// A value that a variable gets at the end of a block, or at the beginning of a loop.
  struct Copy {
    const Storage *to;
    const Value *from;
  };
  bool reads(const Value *v, const Storage &s) const;
  /// Assigns values that go to their variables all at once.
  void copies(std::vector<Copy> pending);
  void copy(const Storage &s, const Value *v);
  void yields(const Operation &op, const ir::Block &b);
  void declareResult(const Storage &s, bool always);
  void condition(const Operation &op);
  void loop(const Operation &op);
  void declareRecalled(size_t mark);

  /// A call of a function of the user's, with what it adds to set to zero before.
  void invoke(const Operation &op, const Storage &s) {
    bool fresh, used = plan_.isRead(op.result());
    for (const Value *w : plan_.writtenBy(op)) {
      const Storage &to = *plan_.storageOf(w);
      const bool sets = w->def->operand(1) == op.result();
      std::string left = target(to, fresh, true);
      if (!w->type.dense)
        line(left + " = 0;");
      else if (fresh)
        line(left + (sets ? ";" : " = " + ir::spell(to.type) + "::Zero();"));
      else if (!sets)
        line(left + ".setZero(" + (w->type.isFixed() ? "" : e_.shape(w)) + ");");
    }
    line((used ? target(s, fresh) + " = " : "") + e_.definition(op.result()).s + ";");
  }

  // BodyLists.cpp
  /// An item of a list under a name, where it is.
  std::string slotText(const Operation &op, const std::string &name) const;
  /// Gives a list the value of an operation on one.
  void changeList(const Operation &op, const Storage &s);
  void addToItem(const Operation &op, const Value *x, const Storage &s, const std::string &place);
  /// True for a place in a list of the workspace.
  bool ofWorkspace(const std::string &place) const;
  /// The extents of a variable: those of an item of a list are those that it has in its place.
  std::string shapeText(const Storage &s) const;
  /// Makes S what `v` is.
  void copyList(const Storage &s, const Value *v);
  void copyCompleted(const Storage &s, const Value *v, const Value *like);
  /// Zeros in the shapes of the items of `like`.
  void zeroList(const Storage &s, const Value *like);
  /// Items that are missing become zeros in the shapes of those of `like`.
  void completeList(const Storage &s, const Value *like);
  std::string placeOf(const Storage &s) const;
  /// Runs over all items of a list, `like`, and writes a statement for each; `to` is made as long.
  using Positions = std::vector<std::string>;
  using ItemStatement = std::function<std::string(const std::string &to, const std::string &like, const Positions &at)>;
  std::string forItems(const std::string &to, const std::string &like, const Storage &s, const ItemStatement &statement,
                       Positions at = {}, bool resizes = true) const;
  std::string sumOfItem(const Storage &s, const std::string &to, const std::string &from, const Positions &at) const;

  // BodyTriangles.cpp
  /// A decomposition is computed in a member of the workspace, or as a local of fixed size.
  void factorize(const Operation &op, const Storage &s);
  /// A sum of which one term or both are triangles: only these parts change.
  void sumWithTriangle(const Operation &op, const Storage &s);

  /// A sum of which one term or both are diagonal matrices: only the diagonal changes.
  void sumWithDiagonal(const Operation &op, const Storage &s) {
    const Value *a = op.operand(0), *b = op.operand(1);
    if (!isDiagonal(b))
      std::swap(a, b);
    if (!plan_.inPlace(op.result()) || !heldBy(a, s)) {
      bool fresh;
      std::string left = target(s, fresh, true);
      if (a->type.dense)
        line(left + " = " + e_.value(a, isDiagonal(a) ? World::Any : worldOf(s)).s + ";");
      else if (fresh)
        line(left + " = " + ir::spell(s.type) + "::Constant(" + e_.value(a).s + ");");
      else
        fill(s, op.result(), a);
    } else {
      declare(s);
    }
    const Value *d = b->def->operand(0);
    const std::string matrix = s.type.array ? ".matrix()" : "";
    if (const Value *x = Expressions::repeatedScalar(d); x && !plan_.storageOf(d))
      return line(s.name + matrix + ".diagonal().array() += " + e_.value(x).s + ";");
    line(s.name + matrix + ".diagonal() += " + diagonalText(d) + ";");
  }

  World worldOf(const Storage &s) const {
    return s.type.array ? World::Array : World::Matrix;
  }

  /// `S = definition of v`.
  void assign(const Storage &s, const Value *v) { assignText(s, v, e_.definition(v)); }

  void assignText(const Storage &s, const Value *v, Text right) {
    bool fresh;
    std::string left = target(s, fresh);
    const bool product = v->def && emit::isProduct(v->def->kind);
    if (const Value *x = v->def && !plan_.inPlace(v) ? Expressions::repeatedScalar(v) : nullptr; x && !fresh)
      return fill(s, v, x);
    if (v->def && v->def->kind == Op::Diag && !fresh && !(ir::extent(v, 0) == ir::extent(v, 1))) {
      // Eigen's diagonal matrices are square.
      const bool resizes = (s.where == Storage::Parameter || s.where == Storage::Member) && !s.type.isFixed() && !isView(s);
      line(s.name + ".setZero(" + (resizes ? e_.shape(v) : "") + ");");
      return line(s.name + (s.type.array ? ".matrix()" : "") + ".diagonal() = " + diagonalText(v->def->operand(0)) + ";");
    }
    if (product && !fresh) {
      if (s.type.array)
        left += ".matrix()";
      return line(left + ".noalias() = " + right.s + ";");
    }
    line(left + " = " + right.s + ";");
  }

  /// All coefficients of a variable alike.
  void fill(const Storage &s, const Value *v, const Value *x) {
    const ir::Parameter::Leaf *leaf = s.leaf;
    const bool result = s.where == Storage::Parameter ? !leaf->value : !s.declared.empty();
    const bool zero = Expressions::isNumber(x, 0), one = Expressions::isNumber(x, 1);
    if (result && v->type.isFixed()) { // what is declared may have its size at run time only
      ir::Type t = v->type;
      t.array = s.type.array;
      return line(s.name + " = " + ir::spell(t) +
                  (zero  ? "::Zero()"
                   : one ? "::Ones()"
                         : "::Constant(" + e_.value(x).s + ")") +
                  ";");
    }
    bool resizes = (s.where == Storage::Parameter || s.where == Storage::Member) &&
                   !s.type.isFixed() && !isView(s);
    if (leaf && leaf->value && v->type.dense) {
      ir::Extent rows = ir::extent(v, 0); // of the parameter itself: it has its size
      resizes = resizes && rows.value != leaf->value && ir::extent(v, 1).value != leaf->value;
    }
    std::string extents = resizes ? e_.shape(v) : "";
    if (zero || one)
      return line(s.name + (zero ? ".setZero(" : ".setOnes(") + extents + ");");
    line(s.name + ".setConstant(" + followed(extents) + e_.value(x).s + ");");
  }

  bool isView(const Storage &s) const {
    if (s.where != Storage::Parameter || s.isMapped())
      return s.isMapped();
    for (const ir::Parameter &p : plan_.function().parameters)
      for (const auto &leaf : p.leaves)
        if (&leaf == s.leaf)
          return p.view;
    return false;
  }

  /// A sum of which one or both terms are products of matrices, accumulated in place.
  void sumOfProducts(const Operation &op, const Storage &s) {
    const Value *a = op.operand(0), *b = op.operand(1);
    const bool minus = op.kind == Op::Sub;
    const Value *v = op.result();
    auto product = [&](const Value *x) { return e_.definition(x, World::Matrix).s; };
    const std::string matrix = s.type.array ? ".matrix()" : "";
    bool fresh;
    if (s.where == Storage::Local && !plan_.inPlace(v))
      return assign(s, v); // of fixed size: one expression, no memory from the heap
    declare(s);
    if (!isProduct(b)) { // the product comes first
      if (plan_.inPlace(v)) { // what is added reads the place that the product goes to
        become(s, b, minus);
        return line(s.name + matrix + ".noalias() += " + product(a) + ";");
      }
      std::string left = target(s, fresh);
      line(fresh ? left + " = " + product(a) + ";"
                 : left + matrix + ".noalias() = " + product(a) + ";");
      if (!b->type.dense)
        return line(toWorld({s.name, kPrimary, worldOf(s)}, World::Array).s +
                    (minus ? " -= " : " += ") + e_.value(b).s + ";");
      if (const Value *x = e_.repeatedVector(b))
        return line(s.name + (x->type.isColumn() ? ".colwise()" : ".rowwise()") +
                    (minus ? " -= " : " += ") + e_.value(x, worldOf(s)).s + ";");
      return line(s.name + (minus ? " -= " : " += ") + e_.value(b, worldOf(s)).s + ";");
    }
    if (!heldBy(a, s) || !plan_.inPlace(v)) {
      std::string left = target(s, fresh);
      if (isProduct(a))
        line(fresh ? left + " = " + product(a) + ";"
                   : left + matrix + ".noalias() = " + product(a) + ";");
      else if (plan_.inPlace(v))
        become(s, a, false);
      else if (const Value *x = a->type.dense ? Expressions::repeatedScalar(a) : a;
               x && (!a->type.dense || !plan_.storageOf(a)) && !fresh)
        fill(s, v, x);
      else
        line(left + " = " + e_.value(a).s + ";");
    }
    line(s.name + matrix + ".noalias() " + (minus ? "-= " : "+= ") + product(b) + ";");
  }

  /// Gives S the value of an expression that reads it, coefficient by coefficient.
  void become(const Storage &s, const Value *x, bool negated) {
    if (heldBy(x, s)) {
      if (negated)
        line(s.name + " = -" + s.name + ";");
    } else if (negated) {
      line(s.name + " = -" + e_.at(x, kUnary, worldOf(s)) + ";");
    } else if (!compound(*x->def, s)) {
      line(s.name + " = " + e_.value(x, worldOf(s)).s + ";");
    }
  }

  /// One term of a sum.
  struct Term {
    const Value *value;
    bool minus;
  };

  /// The terms of a sum as it is written: those of its first operand too, where that is a part of
  /// the same expression.
  std::vector<Term> terms(const Operation &op) const {
    std::vector<Term> reversed;
    const Operation *sum = &op;
    for (;;) {
      reversed.push_back({sum->operand(1), sum->kind == Op::Sub});
      const Value *first = sum->operand(0);
      const bool inner = !plan_.storageOf(first) && first->def &&
                         (first->def->kind == Op::Add || first->def->kind == Op::Sub) &&
                         first->type.dense == op.result()->type.dense;
      if (!inner) {
        reversed.push_back({first, false});
        return {reversed.rbegin(), reversed.rend()};
      }
      sum = first->def;
    }
  }

  /// `S += the rest` for a sum of which S holds one term; false where it holds none.
  bool increment(const Operation &op, const Storage &s) {
    if (op.kind != Op::Add && op.kind != Op::Sub)
      return false;
    std::vector<Term> rest = terms(op);
    auto held = std::find_if(rest.begin(), rest.end(),
                             [&](const Term &t) { return !t.minus && heldBy(t.value, s); });
    if (held == rest.end())
      return false;
    rest.erase(held);
    // A term that is added, not repeated, comes first.
    auto leads = [&](const Term &t) { return !t.minus && t.value->type.dense == s.type.dense && !e_.repeatedVector(t.value); };
    auto first = std::find_if(rest.begin(), rest.end(), leads);
    const bool minus = first == rest.end() && rest.front().minus;
    if (first != rest.end())
      std::rotate(rest.begin(), first, first + 1);
    if (minus && std::any_of(rest.begin(), rest.end(), [](const Term &t) { return !t.minus; }))
      return false;
    World w = worldOf(s);
    if (!s.type.dense)
      w = World::Scalar;
    else
      for (const Term &t : rest)
        if (!t.value->type.dense || e_.natural(t.value) == World::Array)
          w = World::Array;
    auto text = [&](const Value *x, int precedence) {
      return e_.at(x, precedence, x->type.dense ? w : World::Scalar);
    };
    std::string left = s.type.dense ? toWorld({s.name, kPrimary, worldOf(s)}, w).s : s.name, right;
    bool whole = false; // there is a matrix on the right
    for (const Term &t : rest) {
      const bool subtract = t.minus != minus;
      const Value *x = e_.repeatedVector(t.value);
      if (x && (right.empty() || whole)) {
        const std::string direction = x->type.isColumn() ? ".colwise()" : ".rowwise()";
        if (right.empty() && rest.size() == 1)
          left += direction;
        if (right.empty()) {
          right = rest.size() == 1 ? text(x, kConditional) : text(t.value, kAdditive);
          whole = true;
          continue;
        }
        right = "(" + right + ")" + direction + (subtract ? " - " : " + ") + text(x, kUnary);
        continue;
      }
      whole |= t.value->type.dense;
      right += right.empty() ? text(t.value, rest.size() == 1 ? kConditional : kAdditive)
                             : (subtract ? " - " : " + ") + text(t.value, subtract ? kMultiplicative : kAdditive);
    }
    declare(s);
    line(left + (minus ? " -= " : " += ") + right + ";");
    return true;
  }

  /// `S += x` and the like, where one operand is what S holds.
  bool compound(const Operation &op, const Storage &s) {
    if (increment(op, s))
      return true;
    if (op.kind != Op::Mul && op.kind != Op::Div)
      return false;
    declare(s);
    const Value *a = op.operand(0), *b = op.operand(1);
    bool first = heldBy(a, s);
    if (!first && !(heldBy(b, s) && op.kind == Op::Mul))
      return false;
    const Value *other = first ? b : a;
    const char *sign = op.kind == Op::Mul ? " *= " : " /= ";
    // A column or row that is repeated scales all columns or rows.
    if (const Value *x = e_.repeatedVector(other)) {
      std::string left = toWorld({s.name, kPrimary, worldOf(s)}, World::Array).s;
      line(left + (x->type.isColumn() ? ".colwise()" : ".rowwise()") + sign +
           e_.value(x, World::Array).s + ";");
      return true;
    }
    World w = other->type.dense ? World::Array : worldOf(s);
    line(toWorld({s.name, kPrimary, worldOf(s)}, w).s + sign +
         e_.value(other, other->type.dense ? w : World::Scalar).s + ";");
    return true;
  }

  void update(const Operation &op, const Storage &s) {
    declare(s);
    const Value *v = op.result(), *x = op.operand(0);
    bool fresh;
    if (!heldBy(x, s)) {
      std::string left = target(s, fresh, true);
      if (const Value *c = !plan_.storageOf(x) ? Expressions::repeatedScalar(x) : nullptr; c && !fresh)
        fill(s, v, c);
      else
        line(left + " = " + e_.value(x).s + ";");
    }
    if (op.kind == Op::Sized) {
      if (s.isMapped())
        sized_[&s] = "gateaux::sized(" + s.access + ", " + e_.extent(v, 0) + ");";
      else if (!v->type.isFixed() && !isView(s)) // which its caller sizes
        line("gateaux::sized(" + s.name + ", " + e_.extent(v, 0) + ", " + e_.extent(v, 1) + ");");
      return;
    }
    const Value *y = op.operand(3);
    const bool adds = op.kind == Op::Accumulate || op.kind == Op::Scatter;
    const char *sign = adds ? " += " : " = ";
    if (adds && !plan_.storageOf(y) && y->def && y->def->kind == Op::Neg) {
      sign = " -= ";
      y = y->def->operand(0);
    }
    std::string place = e_.place(op, s);
    if (isDiagonal(y)) { // a diagonal is added to a diagonal
      place += s.type.array ? ".matrix().diagonal()" : ".diagonal()";
      return line(place + sign + diagonalText(y->def->operand(0)) + ";");
    }
    line(place + sign + e_.value(y, y->type.dense ? worldOf(s) : World::Scalar).s + ";");
  }

  /// What the parameters and the return value hold at the end.
  void outputs() {
    // Results are written one after the other: an argument that is a result itself is kept where it
    // would be overwritten before.
    std::unordered_map<const Value *, std::string> kept;
    for (const ir::Output &output : plan_.function().outputs) {
      const std::string path = plan_.overwritten(output.value);
      if (path.empty() || path == output.path || plan_.partOfOutput(output) != part_)
        continue;
      std::string &name = kept[output.value];
      if (!name.empty())
        continue;
      name = "initial_" + path;
      for (char &c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)))
          c = '_';
      line("const " + ir::spell(output.value->type) + " " + name + " = " +
           plan_.parameterAt(path).name + ";");
    }
    std::string returned;
    for (const ir::Output &output : plan_.function().outputs) {
      if (plan_.partOfOutput(output) != part_)
        continue;
      const Storage *held = plan_.storageOf(output.value);
      if (!held)
        e_.begin(output.value);
      if (output.path.empty()) {
        if (plan_.parts()[part_].returnsValue)
          returned = kept.count(output.value) ? kept.at(output.value) : finish(output);
        continue;
      }
      const Storage &s = plan_.parameterAt(output.path);
      if (held == &s)
        continue;
      if (output.value->type.isList())
        copyList(s, output.value);
      else if (s.atEnd)
        line("gateaux::assign(" + s.access + ", " +
             (kept.count(output.value) ? kept.at(output.value) : e_.value(output.value).s) + ");");
      else if (auto it = kept.find(output.value); it != kept.end())
        line(s.name + " = " + it->second + ";");
      else if (const Value *x = !held ? Expressions::repeatedScalar(output.value) : nullptr)
        fill(s, output.value, x);
      else if (held || output.value->type.dense || !output.value->def ||
               !increment(*output.value->def, s))
        line(s.name + " = " + e_.value(output.value).s + ";");
    }
    if (plan_.function().returned && plan_.parts()[part_].returnsValue)
      returned = plan_.returnedName();
    if (!returned.empty())
      line("return " + returned + ";");
  }

  // BodyViews.cpp: Maps onto what is neither a scalar nor Eigen's, before the body and within, and
  // what an earlier part has computed.
  void views(std::vector<std::pair<std::string, std::string>> crossing);
  void view(const Operation &part, const Storage &s);

  std::string finish(const ir::Output &output) {
    const Value *v = output.value;
    const Storage *held = plan_.storageOf(v);
    if (!v->type.dense || (held && held->where == Storage::Member))
      return e_.value(v).s;
    const std::string member = ws_ + "." + plan_.returnedMember();
    line(member + " = " + e_.value(v).s + ";");
    return member;
  }

  const Plan &plan_;
  unsigned part_;
  Expressions e_;
  const std::string ws_;
  std::string body_;
  size_t zeroed_ = 0, zeroedEnd_ = 0; ///< The last loop over a parameter's items that made them zero.
  std::set<const Storage *> declared_;
  /// Items of sequences that the blocks being written may name.
  struct Recalled {
    size_t offset;
    std::string name, text;
  };
  std::vector<Recalled> recalled_;
  /// Containers of derivatives of which it has been asked whether they are empty.
  std::set<std::string> sizedContainers_;
  Stage stage_ = Stage::Primal;
  /// How containers that adjoints are added to are sized.
  std::map<const Storage *, std::string> sized_;
};

} // namespace gateaux::emit
