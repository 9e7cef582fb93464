// SPDX-License-Identifier: Apache-2.0
#include "Printer.h"

#include "Program.h"
#include "Spelling.h"

#include <charconv>
#include <cmath>
#include <set>

namespace gateaux::ir {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether a character may stand in a name. Those of identifiers in other scripts have bytes above
/// 0x7f, which are all taken.
bool isNameCharacter(char c) {
  return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// The name of a value with all that the parser would not take replaced.
std::string cleanName(const std::string &name) {
  std::string s = name;
  for (char &c : s)
    if (!isNameCharacter(c))
      c = '_';
  if (!s.empty() && (isDigit(s.front()) || s.front() == '.'))
    s.insert(s.begin(), '_');
  return s;
}

std::string quoted(const std::string &text) {
  std::string s = "\"";
  for (char c : text) {
    if (c == '\n') {
      s += "\\n";
      continue;
    }
    if (c == '"' || c == '\\')
      s += '\\';
    s += c;
  }
  return s + '"';
}

/// The name of a function behind its `@`, in quotes where it is not made of identifiers.
std::string functionName(const std::string &name) {
  bool plain = !name.empty();
  for (char c : name)
    plain = plain && (isNameCharacter(c) || c == ':');
  return "@" + (plain ? name : quoted(name));
}

std::string reference(const Function *function) {
  return function ? functionName(qualifiedName(*function)) : "@null";
}

template <class Range, class Print>
std::string joined(const Range &range, Print &&print) {
  std::string s;
  for (const auto &item : range) {
    if (!s.empty())
      s += ", ";
    s += print(item);
  }
  return s;
}

/// Prints one function with the names that its values have.
class FunctionPrinter {
public:
  explicit FunctionPrinter(const ValueNames &names) : names_(names) {}

  std::string function(const Function &f) const {
    std::string s = "func " + functionName(f.name) + "(" +
                    joined(f.arguments(), [&](Value *v) { return argument(f, v); }) + ")" +
                    heading(f) + " {\n";
    s += block(f.body, "  ");
    for (const Output &output : f.outputs) {
      s += "  output ";
      if (!output.path.empty())
        s += quoted(output.path) + " ";
      s += names_.of(output.value) + "\n";
    }
    return s + "}\n";
  }

  std::string operation(const Operation &op, const std::string &indent) const {
    std::string s = joined(op.results, [&](Value *v) { return names_.of(v); });
    if (!s.empty())
      s += " = ";
    s += info(op.kind).name;
    if (info(op.kind).arity != 0 || !op.operands.empty())
      s += "(" + joined(op.operands, [&](Value *v) { return names_.of(v); }) + ")";
    s += attributes(op);
    if (!op.results.empty())
      s += " : " + joined(op.results, [](Value *v) { return v->type.str(); });
    for (const auto &body : op.blocks) {
      if (!body->arguments.empty())
        s += " (" + joined(body->arguments, [&](Value *v) { return typed(v); }) + ")";
      s += " {\n" + block(*body, indent + "  ");
      if (!body->yields.empty())
        s += indent + "  yield " + joined(body->yields, [&](Value *v) { return names_.of(v); }) +
             "\n";
      s += indent + "}";
    }
    return s;
  }

private:
  std::string typed(const Value *v) const { return names_.of(v) + ": " + v->type.str(); }

  std::string argument(const Function &f, const Value *v) const {
    const std::string name = names_.of(v);
    for (const Parameter &p : f.parameters)
      for (const Parameter::Leaf &leaf : p.leaves)
        if (leaf.value == v && "%" + leaf.path != name)
          return name + " " + quoted(leaf.path) + ": " + v->type.str();
    return typed(v);
  }

  std::string heading(const Function &f) const {
    std::string types, spelled;
    for (const Output &output : f.outputs)
      if (output.path.empty() && output.value) {
        types += (types.empty() ? "" : ", ") + output.value->type.str();
        spelled = spell(output.value->type);
      }
    std::string s = " -> (" + types + ")";
    if (!f.scope.empty())
      s += " scope " + quoted(f.scope);
    if (!f.origin.empty())
      s += " origin " + quoted(f.origin);
    if (!f.result.empty() && f.result != (types.empty() ? "void" : spelled))
      s += " result " + quoted(f.result);
    const Provided &p = f.provided;
    if (!p.wrt.empty() || p.tangent || p.adjoint) {
      s += " provided (" + joined(p.wrt, [](unsigned i) { return std::to_string(i); }) + ")";
      if (p.tangent)
        s += " tangent " + reference(p.tangent.get());
      if (p.adjoint)
        s += " adjoint " + reference(p.adjoint.get());
    }
    return s;
  }

  std::string block(const Block &b, const std::string &indent) const {
    std::string s;
    for (const auto &op : b.operations)
      s += indent + operation(*op, indent) + "\n";
    return s;
  }

  std::string attributes(const Operation &op) const {
    const Attributes &a = op.attrs;
    std::string s;
    if (a.number)
      s += " " + printNumber(*a.number);
    if (a.integer) {
      bool truth = op.kind == Op::Constant && !op.results.empty() && op.result()->type.isBool() &&
                   (*a.integer == 0 || *a.integer == 1);
      s += " " + (truth ? std::string(*a.integer ? "true" : "false") : std::to_string(*a.integer));
    }
    if (a.axis != Axis::None)
      s += " axis=" + std::string(axisName(a.axis));
    if (a.triangle != Triangle::None)
      s += " triangle=" + std::string(triangleName(a.triangle));
    if (a.predicate != Predicate::None)
      s += " " + std::string(predicateName(a.predicate));
    if (a.states)
      s += " states=" + std::to_string(*a.states);
    if (a.again)
      s += " again";
    if (a.callee)
      s += " " + reference(a.callee);
    return s;
  }

  const ValueNames &names_;
};

void printOnce(const Function *f, std::set<const Function *> &done, std::string &text) {
  if (!f || !done.insert(f).second)
    return;
  printOnce(f->provided.tangent.get(), done, text);
  printOnce(f->provided.adjoint.get(), done, text);
  if (!text.empty())
    text += "\n";
  text += print(*f);
}

} // namespace

ValueNames::ValueNames(const Function &function) { add(function.body); }

void ValueNames::add(const Block &block) {
  for (const Value *v : block.arguments)
    add(v);
  for (const auto &op : block.operations) {
    for (const Value *v : op->results)
      add(v);
    for (const auto &body : op->blocks)
      add(*body);
  }
}

void ValueNames::add(const Value *value) {
  if (!value || names_.count(value))
    return;
  const std::string stem = cleanName(value->name);
  std::string name = stem;
  if (stem.empty())
    name = std::to_string(next_++);
  else if (taken_.count(stem))
    do
      name = stem + "." + std::to_string(++taken_[stem]);
    while (taken_.count(name));
  taken_.emplace(name, 0);
  names_.emplace(value, "%" + name);
}

std::string ValueNames::of(const Value *value) const {
  if (!value)
    return "%<null>";
  auto it = names_.find(value);
  return it != names_.end() ? it->second : "%<elsewhere:" + print(*value).substr(1) + ">";
}

std::string print(const Function &function) {
  ValueNames names(function);
  return FunctionPrinter(names).function(function);
}

std::string print(const Program &program) {
  std::set<const Function *> done;
  std::string text;
  for (const auto &f : program.functions)
    printOnce(f.get(), done, text);
  return text;
}

std::string print(const Value &value) {
  const std::string name = cleanName(value.name);
  return "%" + (name.empty() ? std::to_string(value.id) : name);
}

std::string print(const Operation &operation, const ValueNames &names) {
  return FunctionPrinter(names).operation(operation, "");
}

std::string printNumber(double number) {
  if (std::isnan(number))
    return std::signbit(number) ? "-nan" : "nan";
  if (std::isinf(number))
    return number < 0 ? "-inf" : "inf";
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  return error == std::errc() ? std::string(buffer, end) : std::string("nan");
}

std::string qualifiedName(const Function &function) {
  return function.scope.empty() ? function.name : function.scope + "::" + function.name;
}

std::string_view axisName(Axis axis) {
  switch (axis) {
  case Axis::None:
    return "";
  case Axis::All:
    return "all";
  case Axis::Cols:
    return "cols";
  case Axis::Rows:
    return "rows";
  }
  return "";
}

std::string_view triangleName(Triangle triangle) {
  switch (triangle) {
  case Triangle::None: return "";
  case Triangle::Lower: return "lower";
  case Triangle::Upper: return "upper";
  case Triangle::StrictlyLower: return "strictly_lower";
  case Triangle::StrictlyUpper: return "strictly_upper";
  case Triangle::UnitLower: return "unit_lower";
  case Triangle::UnitUpper: return "unit_upper";
  }
  return "";
}

std::string_view predicateName(Predicate predicate) {
  switch (predicate) {
  case Predicate::None:
    return "";
  case Predicate::Lt:
    return "lt";
  case Predicate::Le:
    return "le";
  case Predicate::Gt:
    return "gt";
  case Predicate::Ge:
    return "ge";
  case Predicate::Eq:
    return "eq";
  case Predicate::Ne:
    return "ne";
  }
  return "";
}

} // namespace gateaux::ir
