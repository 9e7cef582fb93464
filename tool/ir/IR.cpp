// SPDX-License-Identifier: Apache-2.0
#include "IR.h"

#include "Factors.h"

#include <array>
#include <bit>

namespace gateaux::ir {

static const std::array<OpInfo, kOpCount> kInfo = {{
#define GATEAUX_OP(Name, mnemonic, arity, shape, traits)                                           \
  {#mnemonic, arity, ShapeRule::shape, static_cast<unsigned>(traits)},
#include "Ops.def"
}};

const OpInfo &info(Op op) { return kInfo[static_cast<unsigned>(op)]; }

std::optional<Op> opNamed(std::string_view mnemonic) {
  for (unsigned i = 0; i < kOpCount; ++i)
    if (kInfo[i].name == mnemonic)
      return static_cast<Op>(i);
  return std::nullopt;
}

std::string Type::str() const {
  std::string s;
  switch (scalar) {
  case ScalarKind::F64: s = "f64"; break;
  case ScalarKind::F32: s = "f32"; break;
  case ScalarKind::Int: s = "i<" + spelling + ">"; break;
  case ScalarKind::Bool: s = "bool"; break;
  }
  if (dense) {
    auto extent = [](int n) { return n == kDynamic ? std::string("?") : std::to_string(n); };
    s += "[" + extent(rows) + "x" + extent(cols) + "]";
    if (rowMajor)
      s += ".row";
    if (array)
      s += ".array";
    if (isFactor())
      s += "." + std::string(info(factor).name);
  }
  for (int i = 0; i < list; ++i)
    s = "list<" + s + (i + 1 == list && count != kDynamic ? ", " + std::to_string(count) : "") + ">";
  for (int i = 0; i < sequence; ++i)
    s = "seq<" + s + ">";
  return s;
}

/// Compares numbers by their bits, so that NaN equals itself and -0.0 differs from 0.0.
static bool sameBits(std::optional<double> a, std::optional<double> b) {
  if (!a || !b)
    return a.has_value() == b.has_value();
  return std::bit_cast<uint64_t>(*a) == std::bit_cast<uint64_t>(*b);
}

bool Attributes::operator==(const Attributes &o) const {
  return sameBits(number, o.number) && integer == o.integer && axis == o.axis &&
         predicate == o.predicate && triangle == o.triangle && callee == o.callee && states == o.states && again == o.again;
}

Value *Function::newValue(Type type) {
  values_.push_back(std::make_unique<Value>());
  Value *v = values_.back().get();
  v->type = std::move(type);
  v->id = static_cast<unsigned>(values_.size() - 1);
  return v;
}

Value *Function::addArgument(Type type, std::string argumentName) {
  Value *v = newValue(std::move(type));
  v->name = std::move(argumentName);
  v->index = static_cast<unsigned>(body.arguments.size());
  v->block = &body;
  body.arguments.push_back(v);
  return v;
}

Block *Function::addBlock(Operation &op) {
  op.blocks.push_back(std::make_unique<Block>());
  op.blocks.back()->owner = &op;
  return op.blocks.back().get();
}

Value *Function::addBlockArgument(Block &block, Type type, std::string argumentName) {
  Value *v = newValue(std::move(type));
  v->name = std::move(argumentName);
  v->index = static_cast<unsigned>(block.arguments.size());
  v->block = &block;
  block.arguments.push_back(v);
  return v;
}

Value *Function::addResult(Operation &op, Type type) {
  Value *v = newValue(std::move(type));
  v->def = &op;
  v->index = static_cast<unsigned>(op.results.size());
  op.results.push_back(v);
  return v;
}

Operation *Function::append(Block &block, Op kind, std::vector<Value *> operands,
                            std::vector<Type> resultTypes, Attributes attrs, SourceLocation loc) {
  auto op = std::make_unique<Operation>();
  op->kind = kind;
  op->operands = std::move(operands);
  op->attrs = std::move(attrs);
  op->loc = std::move(loc);
  op->block = &block;
  for (Type &type : resultTypes)
    addResult(*op, std::move(type));
  block.operations.push_back(std::move(op));
  return block.operations.back().get();
}

} // namespace gateaux::ir
