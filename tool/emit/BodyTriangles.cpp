// SPDX-License-Identifier: Apache-2.0
//
// Statements of linear algebra.
#include "BodyWriter.h"

namespace gateaux::emit {

void BodyWriter::factorize(const Operation &op, const Storage &s) {
  bool fresh;
  const std::string left = target(s, fresh);
  line(left + (fresh ? "(" : ".compute(") + e_.value(op.operand(0), World::Matrix).s +
       decompositionOptions(op, plan_.function()) + ");");
}

void BodyWriter::sumWithTriangle(const Operation &op, const Storage &s) {
  const Value *a = op.operand(0), *b = op.operand(1);
  const bool minus = op.kind == Op::Sub;
  const bool inPlace = plan_.inPlace(op.result());
  if (!minus && !isTriangle(b))
    std::swap(a, b);
  const std::string matrix = s.type.array ? ".matrix()" : "";
  const char *sign = minus ? " -= " : " += ";
  auto add = [&](const Value *x, const char *how) {
    if (!isTriangle(x))
      return line(s.name + how + e_.value(x, worldOf(s)).s + ";");
    line(s.name + matrix + triangularView(x->def->attrs.triangle) + how +
         e_.value(x->def->operand(0), World::Matrix).s + ";");
  };
  bool fresh;
  if (inPlace) { // one of them is a formula of what is held
    declare(s);
    become(s, isTriangle(a) ? b : a, isTriangle(a) && minus);
    return isTriangle(a) ? add(a, " += ") : add(b, sign);
  }
  std::string left = target(s, fresh, true);
  const Value *x = Expressions::repeatedScalar(a);
  if (x && !plan_.storageOf(a) && !fresh)
    fill(s, op.result(), x);
  else
    line(left + " = " + e_.value(a, isTriangle(a) ? World::Any : worldOf(s)).s + ";");
  add(b, sign);
}

} // namespace gateaux::emit
