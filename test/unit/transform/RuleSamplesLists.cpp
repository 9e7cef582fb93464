// SPDX-License-Identifier: Apache-2.0
//
// Samples of the operations on lists. Each makes its lists of matrices.
#include "RuleSamples.h"

namespace gateaux::transform::test {

using ir::Op;

namespace {

SampleArgument matrix(const std::string &name) { return {name, "f64[?x?]", 3, 2, -1.5, 1.5}; }
SampleArgument integer(const std::string &name, double value) {
  return {name, "i<Eigen::Index>", 1, 1, value, value};
}

/// Of a and b as the items 0 and 1 of %l, and c; the result is %y.
RuleSample sample(Op op, const std::string &body) {
  return {
      op,
      {matrix("a"), matrix("b"), matrix("c"), integer("i", 0), integer("j", 1), integer("k", 2)},
      R"(%e = empty_list : list<f64[?x?]>
  %f = put_item(%e, %i, %a)
  %l = put_item(%f, %j, %b)
  %m = rows(%a)
  %n = cols(%a)
  )" + body};
}

const char *const kPut = R"(%0 = put_item(%l, %i, %c)
  %1 = recall(%0, %i) : f64[?x?]
  %2 = recall(%0, %j) : f64[?x?]
  %y = mul(%1, %2))";

/// An item of each iteration, made of that of the one before.
const char *const kLoop =
    R"(%0 = for(%i, %k, %l) 1 : list<f64[?x?]> (%o: i<Eigen::Index>, %h: list<f64[?x?]>) {
    %1 = recall(%h, %o) : f64[?x?]
    %2 = sin(%1)
    %3 = mul(%2, %c)
    %4 = add(%o, %j)
    %5 = put_item(%h, %4, %3)
    yield %5
  }
  %y = recall(%0, %k) : f64[?x?])";

const char *const kAdd = R"(%0 = add_item(%l, %j, %c)
  %1 = recall(%0, %j) : f64[?x?]
  %2 = recall(%0, %i) : f64[?x?]
  %y = mul(%1, %2))";

/// A list that an arm changes.
const char *const kArms = R"(%p = compare(%i, %j) lt
  %0 = if(%p) : list<f64[?x?]> {
    %1 = sin(%c)
    %2 = add_item(%l, %i, %1)
    yield %2
  } {
    yield %l
  }
  %3 = recall(%0, %i) : f64[?x?]
  %4 = recall(%0, %j) : f64[?x?]
  %y = mul(%3, %4))";

const char *const kDrop = R"(%0 = drop_item(%l, %i)
  %1 = add_item(%0, %i, %c)
  %2 = recall(%1, %i) : f64[?x?]
  %3 = recall(%1, %j) : f64[?x?]
  %y = mul(%2, %3))";

const char *const kShorter = R"(%0 = resize_list(%l, %k, %j)
  %1 = resize_list(%0, %j, %k)
  %2 = put_item(%1, %j, %c)
  %3 = recall(%2, %i) : f64[?x?]
  %4 = recall(%2, %j) : f64[?x?]
  %y = mul(%3, %4))";

const char *const kItem = R"(%0 = item(%l, %j, %m, %n) : f64[?x?]
  %1 = item(%l, %k, %m, %n) : f64[?x?]
  %2 = square(%0)
  %3 = add(%1, %c)
  %y = mul(%2, %3))";

const char *const kSum = R"(%0 = put_item(%f, %j, %c)
  %1 = add_lists(%l, %0)
  %2 = recall(%1, %i) : f64[?x?]
  %3 = recall(%1, %j) : f64[?x?]
  %y = mul(%2, %3))";

const char *const kSized = R"(%0 = sized_list(%f, %l)
  %1 = recall(%0, %i) : f64[?x?]
  %2 = recall(%0, %j) : f64[?x?]
  %3 = add(%2, %c)
  %y = mul(%1, %3))";

const char *const kZero = R"(%0 = zero_list(%l)
  %1 = add_item(%0, %j, %c)
  %2 = recall(%1, %i) : f64[?x?]
  %3 = recall(%1, %j) : f64[?x?]
  %4 = add(%2, %a)
  %y = mul(%4, %3))";

} // namespace

std::vector<RuleSample> listSamples(Op op) {
  switch (op) {
  case Op::EmptyList:
    return {sample(op, "%y = recall(%l, %j) : f64[?x?]")};
  case Op::ZeroList:
    return {sample(op, kZero)};
  case Op::SizedList:
    return {sample(op, kSized)};
  case Op::ResizeList:
    return {sample(op, kShorter)};
  case Op::Item:
    return {sample(op, kItem)};
  case Op::PutItem:
    return {sample(op, kPut), sample(op, kLoop)};
  case Op::AddItem:
    return {sample(op, kAdd), sample(op, kArms)};
  case Op::DropItem:
    return {sample(op, kDrop)};
  case Op::AddLists:
    return {sample(op, kSum)};
  default:
    return {};
  }
}

} // namespace gateaux::transform::test
