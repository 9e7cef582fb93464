// SPDX-License-Identifier: Apache-2.0
#include "RandomStructures.h"

#include "ir/Builder.h"
#include "ir/Regions.h"
#include "ir/Spelling.h"

#include <algorithm>
#include <cmath>

namespace gateaux::transform::test {

using ir::Axis;
using ir::Block;
using ir::Op;
using ir::Operation;
using ir::Type;
using ir::Value;

namespace {

/// Grows a program block by block. A value in a loop is a different one in each iteration, so that
/// of every value only the shape and a bound are known, and operations are smooth wherever those
/// hold.
class StructureGenerator {
public:
  explicit StructureGenerator(unsigned seed) : random_(seed) {
    program_.function = std::make_unique<ir::Function>("f");
    program_.function->result = "double";
  }

  RandomProgram run(unsigned length) {
    m_ = 2 + below(2);
    n_ = 2 + below(3);
    argument("A", matrixType(m_, n_), m_, n_);
    argument("B", matrixType(m_, n_), m_, n_);
    argument("W", matrixType(n_, m_), n_, m_);
    argument("x", columnType(m_), m_, 1);
    argument("r", rowType(n_), 1, n_);
    argument("s", Type::f64(), 1, 1);
    argument("t", Type::f64(), 1, 1);
    b_.emplace(*program_.function);
    for (unsigned i = 0; i < length; ++i)
      chance(45) ? structure() : simple();
    finish();
    return std::move(program_);
  }

private:
  /// A real value that can be read at the place of work.
  struct Item {
    Value *v = nullptr;
    int rows = 1, cols = 1; ///< -1 where they differ from one iteration or arm to the next
    double bound = 1;
    bool known() const { return rows > 0; }
    bool dense() const { return v->type.dense; }
  };
  /// An integer, in [low, high).
  struct Place {
    Value *v;
    int low, high;
  };

  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  bool chance(unsigned percent) { return below(100) < percent; }

  int maybeDynamic(int n) { return chance(75) ? ir::kDynamic : n; }
  Type matrixType(int m, int n) {
    return Type::matrix(ir::ScalarKind::F64, maybeDynamic(m), maybeDynamic(n));
  }
  Type columnType(int m) { return Type::matrix(ir::ScalarKind::F64, maybeDynamic(m), 1); }
  Type rowType(int n) {
    Type t = Type::matrix(ir::ScalarKind::F64, 1, maybeDynamic(n));
    t.rowMajor = true;
    return t;
  }
  static Type dynamic(Type t) {
    if (t.dense && !t.isColumn())
      t.cols = ir::kDynamic;
    if (t.dense && !t.isRow())
      t.rows = ir::kDynamic;
    t.array = false;
    return t;
  }

  void argument(const std::string &name, const Type &type, int rows, int cols) {
    ir::Parameter p;
    p.name = name;
    p.plain = p.declared = ir::spell(type);
    Value *v = program_.function->addArgument(type, name);
    p.leaves.push_back({name, v, type});
    program_.function->parameters.push_back(std::move(p));
    program_.arguments.push_back(randomMatrix(random_, rows, cols, -1, 1));
    items_.push_back({v, rows, cols, 1});
  }

  Item any() {
    unsigned n = static_cast<unsigned>(items_.size());
    return items_[std::max(below(n), below(n))];
  }
  template <class Accept> std::optional<Item> anyOf(Accept accept) {
    for (unsigned attempt = 0; attempt < 40; ++attempt)
      if (Item item = any(); accept(item))
        return item;
    return std::nullopt;
  }
  Item anyDense() {
    auto item = anyOf([](const Item &x) { return x.dense() && x.known(); });
    return item ? *item : items_[0];
  }
  Item anyScalar() {
    auto item = anyOf([](const Item &x) { return !x.dense(); });
    return item ? *item : items_[5];
  }
  static bool sameShape(const Item &a, const Item &b) {
    return a.dense() == b.dense() && a.known() && b.known() && a.rows == b.rows && a.cols == b.cols;
  }
  /// As both can be carried in a variable of one type.
  static bool exchangeable(const Item &a, const Item &b) {
    return sameShape(a, b) && a.v->type.isColumn() == b.v->type.isColumn() &&
           a.v->type.isRow() == b.v->type.isRow();
  }

  Value *integer(int n) { return b_->integer(n); }
  /// A position below `extent`.
  Value *place(int extent) {
    std::vector<Place> fitting;
    for (const Place &p : places_)
      if (p.low >= 0 && p.high <= extent)
        fitting.push_back(p);
    if (!fitting.empty() && chance(75))
      return fitting[below(static_cast<unsigned>(fitting.size()))].v;
    if (!places_.empty() && chance(40)) {
      const Place &p = places_[below(static_cast<unsigned>(places_.size()))];
      if (p.low >= 0)
        return b_->create(Op::Mod, {p.v, integer(extent)});
    }
    return integer(static_cast<int>(below(static_cast<unsigned>(extent))));
  }

  Item add(Item item) {
    if (item.bound > 6) {
      item.v = b_->create(chance(50) ? Op::Tanh : Op::Sin, {item.v});
      item.bound = 1;
    }
    if (chance(15))
      item.v->name = std::string(1, static_cast<char>('a' + below(6)));
    items_.push_back(item);
    return item;
  }

  void simple() {
    switch (below(10)) {
    case 0:
    case 1: unary(); return;
    case 2:
    case 3: binary(); return;
    case 4: reduction(); return;
    case 5: product(); return;
    default: part(); return;
    }
  }

  Item unary() {
    static constexpr Op kBounded[] = {Op::Sin, Op::Cos, Op::Tanh, Op::Logistic, Op::Atan, Op::Erf};
    Item x = any();
    switch (below(10)) {
    case 0: return add({b_->create(Op::Neg, {x.v}), x.rows, x.cols, x.bound});
    case 1: return add({b_->create(Op::Square, {x.v}), x.rows, x.cols, x.bound * x.bound});
    case 2:
      return add({b_->create(Op::Mul, {b_->constant(0.5), x.v}), x.rows, x.cols, x.bound / 2});
    case 3: return add({b_->create(Op::Softplus, {x.v}), x.rows, x.cols, x.bound + 1});
    case 4:
      if (chance(30))
        return add({b_->create(Op::StopGradient, {x.v}), x.rows, x.cols, x.bound});
      [[fallthrough]];
    default:
      return add({b_->create(kBounded[below(std::size(kBounded))], {x.v}), x.rows, x.cols, 1.6});
    }
  }

  std::optional<Item> like(const Item &x) {
    return anyOf([&](const Item &y) {
      return x.known() && y.known() && (!x.dense() || !y.dense() || sameShape(x, y));
    });
  }

  void binary() {
    Item x = any();
    auto y = like(x);
    if (!y)
      return;
    const Item &shape = x.dense() ? x : *y;
    auto made = [&](Op op, double bound) {
      add({b_->create(op, {x.v, y->v}), shape.rows, shape.cols, bound});
    };
    switch (below(7)) {
    case 0:
    case 1: return made(Op::Add, x.bound + y->bound);
    case 2: return made(Op::Sub, x.bound + y->bound);
    case 3:
    case 4: return made(Op::Mul, x.bound * y->bound);
    case 5: {
      Value *positive = b_->create(Op::Add, {b_->constant(1), b_->create(Op::Square, {y->v})});
      y->v = positive;
      return made(Op::Div, x.bound);
    }
    default: return made(chance(50) ? Op::Max : Op::Min, std::max(x.bound, y->bound));
    }
  }

  void reduction() {
    Item x = anyDense();
    if (auto unknown = anyOf([](const Item &i) { return i.dense(); }); unknown && chance(40))
      x = *unknown;
    Axis axis = x.known() ? std::array{Axis::All, Axis::Cols, Axis::Rows}[below(3)] : Axis::All;
    const int size = x.known() ? x.rows * x.cols : 24;
    int rows = axis == Axis::Rows ? x.rows : 1, cols = axis == Axis::Cols ? x.cols : 1;
    if (x.known() && chance(25))
      add({b_->reduce(chance(50) ? Op::MaxCoeff : Op::MinCoeff, x.v, axis), rows, cols, x.bound});
    else
      add({b_->reduce(Op::Sum, x.v, axis), rows, cols, x.bound * size});
  }

  void product() {
    Item x = anyDense();
    if (chance(30)) {
      if (auto y = anyOf([&](const Item &i) { return i.dense() && sameShape(i, x); }))
        add({b_->create(Op::Dot, {x.v, y->v}), 1, 1, x.bound * y->bound * x.rows * x.cols});
      return;
    }
    auto y = anyOf([&](const Item &i) { return i.dense() && i.rows == x.cols; });
    if (y)
      add({b_->create(Op::Matmul, {x.v, y->v}), x.rows, y->cols, x.bound * y->bound * x.cols});
  }

  void part() {
    Item x = anyDense();
    switch (below(7)) {
    case 0: add({b_->create(Op::Transpose, {x.v}), x.cols, x.rows, x.bound}); return;
    case 1: {
      Value *i = place(x.rows), *j = place(x.cols);
      add({b_->create(Op::Element, {x.v, i, j}), 1, 1, x.bound});
      return;
    }
    case 2: {
      bool column = chance(50);
      Value *i = column ? integer(0) : place(x.rows), *j = column ? place(x.cols) : integer(0);
      Value *rows = column ? b_->rows(x.v) : integer(1), *cols = column ? integer(1) : b_->cols(x.v);
      Type t = column ? columnType(x.rows) : rowType(x.cols);
      if (t.isColumn()) // one with known extents is a column and a row
        t.rowMajor = false;
      add({b_->createTyped(Op::Slice, t, {x.v, i, j, rows, cols}), column ? x.rows : 1,
           column ? 1 : x.cols, x.bound});
      return;
    }
    case 3:
    case 4: {
      auto y = anyOf([&](const Item &i) {
        return i.known() && i.rows <= x.rows && i.cols <= x.cols;
      });
      Item block = y && chance(60) ? *y : anyScalar();
      Value *i = place(x.rows - block.rows + 1), *j = place(x.cols - block.cols + 1);
      bool update = chance(50);
      add({b_->create(update ? Op::Update : Op::Accumulate, {x.v, i, j, block.v}), x.rows, x.cols,
           update ? std::max(x.bound, block.bound) : x.bound + block.bound});
      return;
    }
    case 5: {
      Item s = anyScalar();
      add({b_->broadcastLike(s.v, x.v), x.rows, x.cols, s.bound});
      return;
    }
    default: {
      auto v = anyOf([&](const Item &i) {
        return i.known() && ((i.v->type.isColumn() && i.v->type.rows != 1 && i.rows == x.rows) ||
                             (i.v->type.isRow() && i.cols == x.cols));
      });
      if (v)
        add({b_->broadcast(v->v, b_->rows(x.v), b_->cols(x.v), dynamic(x.v->type)), x.rows, x.cols,
             v->bound});
      return;
    }
    }
  }

  /// Works in a block of its own, and forgets what was created there.
  template <class Work> void inside(Block &block, Work work) {
    Block &outer = b_->block();
    auto items = items_;
    auto places = places_;
    b_->setBlock(block);
    ++depth_;
    work();
    --depth_;
    b_->setBlock(outer);
    items_ = std::move(items);
    places_ = std::move(places);
  }

  void steps(unsigned most) {
    for (unsigned n = 1 + below(most); n > 0; --n)
      depth_ < 3 && chance(25) ? structure() : simple();
  }

  void structure() {
    switch (below(5)) {
    case 0:
    case 1: return condition();
    case 2: return whileLoop();
    default: return forLoop();
    }
  }

  Value *truth() {
    ir::Attributes a;
    a.predicate = std::array{ir::Predicate::Lt, ir::Predicate::Ge, ir::Predicate::Gt}[below(3)];
    if (!places_.empty() && chance(50)) {
      const Place &p = places_[below(static_cast<unsigned>(places_.size()))];
      if (chance(40))
        a.predicate = chance(50) ? ir::Predicate::Eq : ir::Predicate::Ne;
      return b_->create(Op::Compare, {p.v, integer(p.low + static_cast<int>(below(3)))}, a);
    }
    Item x = anyScalar();
    Value *y = chance(50) ? anyScalar().v : b_->constant(0.1);
    return b_->create(Op::Compare, {x.v, y}, a);
  }

  /// A visible value that can stand where `x` does; `x` if there is no other.
  Item standIn(const Item &x) {
    auto y = anyOf([&](const Item &i) { return exchangeable(i, x); });
    return y ? *y : x;
  }

  void condition() {
    std::vector<Item> results;
    for (unsigned n = 1 + below(3); n > 0; --n)
      results.push_back(any());
    Operation *op = b_->createMany(Op::If, {}, {truths_.empty() || chance(70) ? truth() : truths_.back()});
    if (depth_ == 0)
      truths_ = {op->operand(0)};
    std::vector<std::vector<Item>> yields(2);
    for (unsigned arm = 0; arm < 2; ++arm)
      inside(*program_.function->addBlock(*op), [&] {
        if (arm == 0 || chance(70))
          steps(4);
        for (const Item &x : results)
          yields[arm].push_back(arm == 1 && chance(8) && x.dense() ? otherShape(x) : standIn(x));
      });
    for (size_t i = 0; i < results.size(); ++i) {
      Item a = yields[0][i], b = yields[1][i];
      op->blocks[0]->yields.push_back(a.v);
      op->blocks[1]->yields.push_back(b.v);
      Type t = a.v->type == b.v->type ? a.v->type : dynamic(a.v->type);
      t.array = false;
      Item result{program_.function->addResult(*op, t), a.rows, a.cols, std::max(a.bound, b.bound)};
      if (!sameShape(a, b))
        result.rows = result.cols = -1;
      items_.push_back(result);
    }
  }

  /// A value of another shape that fits the same type, where there is one.
  Item otherShape(const Item &x) {
    auto y = anyOf([&](const Item &i) {
      return i.dense() && i.v->type.isColumn() == x.v->type.isColumn() &&
             i.v->type.isRow() == x.v->type.isRow() && dynamic(i.v->type) == dynamic(x.v->type);
    });
    return y ? *y : x;
  }

  struct Carried {
    Item item; ///< the argument of the block
    bool sum = false;
  };

  /// The initial values of a loop and its arguments for them, without those of other kinds.
  std::vector<Carried> carried(Operation &loop, Block &body) {
    std::vector<Carried> all;
    for (unsigned n = 1 + below(3); n > 0; --n) {
      Carried c;
      Item initial = any();
      if (!initial.known())
        initial = anyScalar();
      c.sum = chance(40);
      if (chance(c.sum ? 60 : 10)) {
        initial.v = b_->zeroLike(initial.v);
        initial.bound = 0;
      }
      loop.operands.push_back(initial.v);
      Type t = chance(50) ? initial.v->type : dynamic(initial.v->type);
      t.array = false;
      const std::string name = chance(30) ? std::string(1, static_cast<char>('p' + below(3))) : "";
      c.item = {program_.function->addBlockArgument(body, t, name), initial.rows, initial.cols,
                std::max(initial.bound, 2.0)};
      all.push_back(c);
    }
    return all;
  }

  /// Something of a sum's shape that is added to it, at a place of it, or in blocks inside.
  Value *summed(const Item &sum, unsigned depth) {
    Value *v = sum.v;
    for (unsigned n = 1 + below(2); n > 0; --n) {
      const unsigned kind = below(depth < 2 && depth_ < 3 ? 6 : 4);
      if (kind == 0 && sum.dense()) {
        Value *i = place(sum.rows), *j = place(sum.cols);
        v = b_->create(Op::Accumulate, {v, i, j, anyScalar().v});
      } else if (kind == 4) {
        Operation *op = b_->createMany(Op::If, {v->type}, {truth()});
        Item inner = sum;
        inner.v = v;
        for (bool both : {true, chance(50)})
          inside(*program_.function->addBlock(*op), [&] {
            op->blocks.back()->yields.push_back(both ? summed(inner, depth + 1) : v);
          });
        v = op->result();
      } else if (kind == 5) {
        const int end = 1 + static_cast<int>(below(3));
        ir::Attributes up;
        up.integer = 1;
        Operation *op = b_->createMany(Op::For, {v->type}, {integer(0), integer(end), v}, up);
        Block &body = *program_.function->addBlock(*op);
        inside(body, [&] {
          places_.push_back({program_.function->addBlockArgument(body, Type::index(), ""), 0, end});
          Item inner = sum;
          inner.v = program_.function->addBlockArgument(body, v->type, "");
          body.yields.push_back(summed(inner, depth + 1));
        });
        v = op->result();
      } else {
        auto y = anyOf([&](const Item &i) { return exchangeable(i, sum) && i.bound <= 2; });
        if (!y)
          continue;
        v = b_->create(chance(75) ? Op::Add : Op::Sub, {v, y->v});
      }
    }
    return v;
  }

  /// The work of one iteration; the block's yields for what it carries.
  std::vector<Value *> iteration(std::vector<Carried> &all) {
    for (Carried &c : all)
      if (!c.sum || chance(20)) {
        items_.push_back(c.item);
        items_.push_back(c.item);
      }
    steps(4);
    std::vector<Value *> next;
    for (size_t k = 0; k < all.size(); ++k) {
      Carried &c = all[k];
      if (c.sum) {
        next.push_back(summed(c.item, 0));
        continue;
      }
      if (chance(20)) { // what another one holds
        const Item &other = all[below(static_cast<unsigned>(all.size()))].item;
        if (exchangeable(other, c.item) && other.bound <= 2) {
          next.push_back(other.v);
          continue;
        }
      }
      Item n = standIn(c.item);
      if (n.bound > 2 || (n.v == c.item.v && chance(80)))
        n.v = b_->create(Op::Sin, {n.v});
      next.push_back(n.v);
    }
    return next;
  }

  void results(Operation &loop, const std::vector<Carried> &all) {
    for (const Carried &c : all) {
      Item result = c.item;
      result.bound = c.sum ? 24 : 2;
      result.v = program_.function->addResult(loop, c.item.v->type);
      add(result);
    }
  }

  void forLoop() {
    Item like = anyDense();
    int low = chance(70) ? 0 : static_cast<int>(below(2)), high = 1 + static_cast<int>(below(4));
    Value *begin = integer(low), *end = integer(high);
    if (chance(50)) {
      high = like.rows;
      end = b_->rows(like.v);
    } else if (!places_.empty() && chance(25)) {
      const Place &p = places_[below(static_cast<unsigned>(places_.size()))];
      if (p.low >= 0 && p.high <= 5) {
        end = p.v; // a triangle
        high = std::max(p.high - 1, low);
      }
    }
    ir::Attributes direction;
    direction.integer = chance(70) ? 1 : -1;
    Value *shrinking = chance(12) ? anyDense().v : nullptr;
    Operation *op = b_->createMany(Op::For, {}, {begin, end}, direction);
    Block &body = *program_.function->addBlock(*op);
    Value *counter = program_.function->addBlockArgument(body, Type::index(), chance(50) ? "i" : "");
    std::vector<Carried> all;
    // Initial values stand before the loop.
    auto self = std::move(b_->block().operations.back());
    b_->block().operations.pop_back();
    all = carried(*op, body);
    if (shrinking)
      op->operands.push_back(shrinking);
    b_->block().operations.push_back(std::move(self));
    Value *shape = shrinking ? program_.function->addBlockArgument(
                                   body, Type::matrix(ir::ScalarKind::F64, ir::kDynamic, ir::kDynamic), "")
                             : nullptr;
    inside(body, [&] {
      places_.push_back({counter, low, high});
      if (shape) // another shape in each iteration
        items_.push_back({shape, -1, -1, 2});
      body.yields = iteration(all);
      if (shape) {
        Value *turned = b_->create(Op::Transpose, {shape});
        turned->type = shape->type;
        body.yields.push_back(b_->create(Op::Sin, {turned}));
      }
    });
    results(*op, all);
    if (shape)
      items_.push_back({program_.function->addResult(*op, shape->type), -1, -1, 2});
  }

  void whileLoop() {
    const bool active = chance(60);
    ir::Attributes less;
    less.predicate = ir::Predicate::Lt;
    Value *limit = active ? b_->create(Op::Add, {b_->constant(1.3), b_->create(Op::Tanh, {anyScalar().v})})
                          : integer(1 + static_cast<int>(below(4)));
    Item start = anyScalar();
    if (active && start.bound > 2)
      start = {b_->create(Op::Sin, {start.v}), 1, 1, 1};
    Value *first = active ? start.v : integer(static_cast<int>(below(2)));
    Value *go = b_->create(Op::Compare, {first, limit}, less);
    std::vector<Carried> all;
    Operation *op = b_->createMany(Op::While, {Type::index()}, {go, first});
    Block &body = *program_.function->addBlock(*op);
    Value *count = program_.function->addBlockArgument(body, Type::index(), "");
    Value *progress = program_.function->addBlockArgument(body, first->type, "");
    auto self = std::move(b_->block().operations.back());
    b_->block().operations.pop_back();
    all = carried(*op, body);
    b_->block().operations.push_back(std::move(self));
    inside(body, [&] {
      places_.push_back({count, 0, 100});
      if (active)
        items_.push_back({progress, 1, 1, 4});
      else
        places_.push_back({progress, 0, 5});
      std::vector<Value *> next = iteration(all);
      Value *step = active ? b_->create(Op::Add, {b_->constant(0.6), b_->create(Op::Logistic, {anyScalar().v})})
                           : integer(1);
      Value *moved = b_->create(Op::Add, {progress, step});
      body.yields = {b_->create(Op::Compare, {moved, limit}, less), moved};
      body.yields.insert(body.yields.end(), next.begin(), next.end());
    });
    Value *last = program_.function->addResult(*op, first->type);
    if (active)
      add({last, 1, 1, 4});
    results(*op, all);
    if (chance(30)) {
      Value *number = b_->createTyped(Op::Cast, Type::f64(), {op->result()});
      add({b_->create(Op::Sin, {number}), 1, 1, 1});
    }
  }

  /// The sum of some of the last values, so that most of the program matters.
  void finish() {
    Value *total = nullptr;
    size_t begin = items_.size() > 8 ? items_.size() - 8 : 0;
    std::vector<Item> last(items_.begin() + static_cast<std::ptrdiff_t>(begin), items_.end());
    for (const Item &item : last) {
      Value *v = item.dense() ? b_->reduce(Op::Sum, item.v, Axis::All) : item.v;
      Value *s = b_->create(Op::Sin, {v});
      total = total ? b_->create(Op::Add, {total, s}) : s;
    }
    program_.function->outputs.push_back({"", total});
  }

  std::mt19937 random_;
  RandomProgram program_;
  std::optional<ir::Builder> b_;
  std::vector<Item> items_;
  std::vector<Place> places_;
  std::vector<Value *> truths_; ///< a condition of the outermost block that is used again
  unsigned depth_ = 0;
  int m_ = 0, n_ = 0;
};

} // namespace

RandomProgram randomStructure(unsigned seed, unsigned length) {
  return StructureGenerator(seed).run(length);
}

} // namespace gateaux::transform::test
