// SPDX-License-Identifier: Apache-2.0
//
// 'extent(p, n * x.size())': how long what a pointer points to is, as an expression of the
// parameters.
#include "Selection.h"
#include "Translator.h"
#include "Unit.h"

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

/// Reads the expression, a sum of products:
///   sum := product {('+' | '-') product}      product := primary {('*' | '/') primary}
///   primary := number | '(' sum ')' | name {('.' | '->') name} ['(' ')']
class LengthReader {
public:
  LengthReader(Translator &t, const Item &item, bool evaluate)
      : t_(t), tokens_(item.tokens), range_(item.name.range()), evaluate_(evaluate) {}

  Translator::Length read() {
    Translator::Length length = sum();
    if (next_ != tokens_.size())
      malformed();
    return length;
  }

private:
  using Length = Translator::Length;

  [[noreturn]] void malformed() const {
    fail(next_ < tokens_.size() ? SourceRange(tokens_[next_].begin) : range_,
         "'extent' takes an expression of integers",
         {{"of numbers, parameters, their members and sizes with '+', '-', '*', '/'; for example "
           "'extent(p, n * x.size())'",
           {}}});
  }

  bool accept(StringRef text) {
    if (next_ == tokens_.size() || tokens_[next_].text != text)
      return false;
    ++next_;
    return true;
  }

  Length combined(const Length &a, const Length &b, char sign, const std::string &text) {
    Length result{text, {}, nullptr};
    if (a.constant && b.constant && !(sign == '/' && *b.constant == 0))
      result.constant = sign == '+'   ? *a.constant + *b.constant
                        : sign == '-' ? *a.constant - *b.constant
                        : sign == '*' ? *a.constant * *b.constant
                                      : *a.constant / *b.constant;
    if (evaluate_)
      result.value = t_.op(sign == '+'   ? Op::Add
                           : sign == '-' ? Op::Sub
                           : sign == '*' ? Op::Mul
                                         : Op::Div,
                           {a.value, b.value});
    return result;
  }

  Length sum() {
    Length length = product();
    for (;;) {
      const char sign = accept("+") ? '+' : accept("-") ? '-' : 0;
      if (!sign)
        return length;
      const Length next = product();
      length = combined(length, next, sign, length.text + " " + sign + " " + next.text);
    }
  }

  Length product() {
    Length length = primary();
    for (;;) {
      const char sign = accept("*") ? '*' : accept("/") ? '/' : 0;
      if (!sign)
        return length;
      const Length next = primary();
      length = combined(length, next, sign, length.text + " " + sign + " " + next.text);
    }
  }

  Length primary() {
    if (accept("(")) {
      Length inner = sum();
      if (!accept(")"))
        malformed();
      inner.text = "(" + inner.text + ")";
      return inner;
    }
    if (next_ == tokens_.size())
      malformed();
    const Word token = tokens_[next_];
    int64_t number = 0;
    if (!StringRef(token.text).getAsInteger(0, number)) {
      ++next_;
      return constant(number);
    }
    if (!isalpha(static_cast<unsigned char>(token.text[0])) && token.text[0] != '_')
      malformed();
    ++next_;
    return named(token);
  }

  Length constant(int64_t number) {
    return {std::to_string(number), number, evaluate_ ? t_.builder.integer(number) : nullptr};
  }

  /// A parameter, a member of one or of the object, or a constant.
  Length named(const Word &first) {
    const FunctionDecl *function = t_.frame->function;
    std::string path = first.text;
    bool known = std::any_of(function->param_begin(), function->param_end(),
                             [&](const ParmVarDecl *p) { return p->getName() == first.text; });
    if (auto *method = dyn_cast<CXXMethodDecl>(function);
        !known && method && method->isInstance()) {
      if (accept("->"))
        path = first.text == "this" ? kSelf : path;
      const bool spelled = path == kSelf;
      if (spelled && next_ < tokens_.size())
        path += "." + tokens_[next_++].text;
      else if (hasField(method->getParent(), first.text))
        path = std::string(kSelf) + "." + path;
      known = path != first.text;
    }
    if (!known) {
      if (auto value = namedConstant(first.text))
        return constant(*value);
      fail(first.range(),
           "'" + function->getNameAsString() + "' has no parameter '" + first.text + "'",
           {{"'extent' takes an expression of its other parameters", {}}});
    }
    std::string member;
    SourceLocation end = first.end;
    while (accept(".")) {
      if (next_ == tokens_.size())
        malformed();
      member = tokens_[next_].text;
      end = tokens_[next_++].end;
      if (accept("(")) {
        if (!accept(")") || (member != "size" && member != "rows" && member != "cols"))
          malformed();
        break;
      }
      path += "." + member;
      member.clear();
    }
    Length length{path + (member.empty() ? "" : "." + member + "()"), {}, nullptr};
    if (evaluate_)
      length.value = valueAt(path, member, {first.begin, end});
    return length;
  }

  Value *valueAt(const std::string &path, const std::string &member, SourceRange range) {
    for (const Translator::ParameterLeaf &leaf : t_.parameterLeaves_) {
      if (leaf.path != path || !leaf.cell->value)
        continue;
      Value *v = leaf.cell->value;
      if (member.empty() && v->type.isInteger() && v->type.isScalar())
        return t_.cast(v, Type::index());
      if (!member.empty() && v->type.dense)
        return member == "rows" ? t_.rowsOf(v) : member == "cols" ? t_.colsOf(v) : t_.sizeOf(v);
    }
    fail(range, "'" + path + (member.empty() ? "" : "." + member + "()") + "' is no integer",
         {{"'extent' takes an expression of integers", {}}});
  }

  static bool hasField(const CXXRecordDecl *record, StringRef name) {
    for (const FieldDecl *field : record->fields())
      if (field->getName() == name)
        return true;
    return false;
  }

  /// An argument of a template, or a constant that the function's scope sees.
  std::optional<int64_t> namedConstant(const std::string &name) const {
    const FunctionDecl *function = t_.frame->function;
    if (const FunctionTemplateDecl *primary = function->getPrimaryTemplate()) {
      const TemplateParameterList *parameters = primary->getTemplateParameters();
      for (unsigned i = 0; i < parameters->size(); ++i)
        if (parameters->getParam(i)->getName() == name)
          return integralArgument(function, i);
    }
    IdentifierInfo &identifier = t_.context.Idents.get(name);
    for (const DeclContext *c = function->getDeclContext()->getRedeclContext(); c;
         c = c->getParent() ? c->getParent()->getRedeclContext() : nullptr)
      for (const NamedDecl *found : c->lookup(DeclarationName(&identifier)))
        if (auto *variable = dyn_cast<VarDecl>(found);
            variable && variable->getType().isConstQualified() && variable->getInit())
          if (const APValue *value = variable->evaluateValue(); value && value->isInt())
            return value->getInt().getExtValue();
    return std::nullopt;
  }

  Translator &t_;
  const std::vector<Word> &tokens_;
  SourceRange range_;
  bool evaluate_;
  size_t next_ = 0;
};

Translator::Length Translator::readLength(const Item &item, bool evaluate) {
  return LengthReader(*this, item, evaluate).read();
}

std::map<std::string, Item> Unit::lengthsOf(const FunctionDecl *function) const {
  std::map<std::string, Item> lengths;
  const FunctionDecl *pattern = function->getTemplateInstantiationPattern();
  for (const auto &marker : markers.all()) {
    const FunctionDecl *of = marker->function ? marker->function->getCanonicalDecl() : nullptr;
    if (marker->kind != MarkerKind::Differentiate || !of ||
        (of != function->getCanonicalDecl() && !(pattern && of == pattern->getCanonicalDecl())))
      continue;
    try {
      for (const Item &item : parseItems(*marker))
        if (item.name.text == "extent" && item.arguments.size() == 2)
          lengths.emplace(item.arguments[0].name.text, item.arguments[1]);
    } catch (const Failure &) {
      // It is reported where the annotation is read.
    }
  }
  return lengths;
}

} // namespace gateaux::frontend
