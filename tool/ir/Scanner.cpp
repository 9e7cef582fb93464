// SPDX-License-Identifier: Apache-2.0
#include "Scanner.h"

#include "Factors.h"
#include "Parser.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace gateaux::ir {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool isNameCharacter(char c) {
  return isDigit(c) || isLetter(c) || c == '.' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

void Scanner::advance(size_t n) {
  for (; n > 0 && position_ < text_.size(); --n, ++position_) {
    if (text_[position_] == '\n')
      here_ = {here_.line + 1, 1};
    else
      ++here_.column;
  }
}

void Scanner::skipSpace() {
  for (;;) {
    if (rest().starts_with("//"))
      advance(std::min(rest().find('\n'), rest().size()));
    else if (at(0) == ' ' || at(0) == '\t' || at(0) == '\n' || at(0) == '\r')
      advance(1);
    else
      return;
  }
}

bool Scanner::atEnd() {
  skipSpace();
  return position_ == text_.size();
}

Scanner::Mark Scanner::mark() {
  skipSpace();
  return here_;
}

void Scanner::fail(const std::string &message) { failAt(mark(), message); }

void Scanner::failAt(Mark mark, const std::string &message) {
  throw ParseError{mark.line, mark.column, message};
}

bool Scanner::peek(char c) {
  skipSpace();
  return position_ < text_.size() && text_[position_] == c;
}

bool Scanner::take(std::string_view punctuation) {
  skipSpace();
  if (!rest().starts_with(punctuation))
    return false;
  advance(punctuation.size());
  return true;
}

void Scanner::expect(std::string_view punctuation) {
  if (!take(punctuation))
    fail("expected `" + std::string(punctuation) + "`");
}

size_t Scanner::wordLength() {
  skipSpace();
  size_t n = 0;
  while (isLetter(at(n)) || (n > 0 && isDigit(at(n))))
    ++n;
  return n;
}

bool Scanner::takeWord(std::string_view word) {
  size_t n = wordLength();
  if (n == 0 || rest().substr(0, n) != word)
    return false;
  advance(n);
  return true;
}

std::string Scanner::word() {
  size_t n = wordLength();
  std::string s(rest().substr(0, n));
  advance(n);
  return s;
}

size_t Scanner::numberLength() {
  skipSpace();
  size_t sign = at(0) == '-' ? 1 : 0;
  for (std::string_view special : {"inf", "nan"})
    if (rest().substr(sign).starts_with(special) && !isNameCharacter(at(sign + 3)))
      return sign + 3;
  size_t n = sign;
  if (!isDigit(at(n)) && at(n) != '.')
    return 0;
  while (isDigit(at(n)) || at(n) == '.' || at(n) == 'e' || at(n) == 'E' ||
         ((at(n) == '+' || at(n) == '-') && (at(n - 1) == 'e' || at(n - 1) == 'E')))
    ++n;
  return n;
}

bool Scanner::peekNumber() { return numberLength() != 0; }

Scanner::Number Scanner::number() {
  size_t n = numberLength();
  std::string_view s = rest().substr(0, n);
  Number result{};
  if (s.ends_with("inf") || s.ends_with("nan")) {
    result.real = s.ends_with("inf") ? std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::quiet_NaN();
    if (s.front() == '-')
      result.real = -result.real;
  } else {
    const char *end = s.data() + s.size();
    auto [last, error] = std::from_chars(s.data(), end, result.real);
    if (n == 0 || error != std::errc() || last != end)
      fail("expected a number");
    int64_t integer = 0;
    auto whole = std::from_chars(s.data(), end, integer);
    if (whole.ec == std::errc() && whole.ptr == end)
      result.integer = integer;
  }
  advance(n);
  return result;
}

std::string Scanner::string() {
  expect("\"");
  std::string s;
  while (at(0) != '"') {
    if (position_ == text_.size() || at(0) == '\n')
      failAt(here_, "a string ends on the line where it begins");
    if (at(0) == '\\') {
      advance(1);
      if (at(0) != 'n' && at(0) != '"' && at(0) != '\\')
        failAt(here_, "expected `n`, `\"` or `\\` after `\\`");
      s += at(0) == 'n' ? '\n' : at(0);
    } else {
      s += at(0);
    }
    advance(1);
  }
  advance(1);
  return s;
}

std::string Scanner::valueName() {
  expect("%");
  size_t n = 0;
  while (isNameCharacter(at(n)))
    ++n;
  if (n == 0)
    failAt(here_, "expected a name after `%`");
  std::string s(rest().substr(0, n));
  advance(n);
  return s;
}

std::string Scanner::functionName() {
  expect("@");
  if (at(0) == '"')
    return string();
  size_t n = 0;
  for (;;) {
    if (isNameCharacter(at(n)))
      ++n;
    else if (at(n) == ':' && at(n + 1) == ':')
      n += 2;
    else
      break;
  }
  if (n == 0)
    failAt(here_, "expected a name after `@`");
  std::string s(rest().substr(0, n));
  advance(n);
  return s;
}

int Scanner::extent() {
  if (take("?"))
    return kDynamic;
  int n = 0;
  auto [last, error] = std::from_chars(text_.data() + position_, text_.data() + text_.size(), n);
  if (!isDigit(at(0)) || error != std::errc())
    fail("expected an extent: a number or `?`");
  advance(static_cast<size_t>(last - (text_.data() + position_)));
  return n;
}

Type Scanner::type() {
  Mark start = mark();
  std::string name = word();
  Type t;
  if (name == "f64") {
    t = Type::f64();
  } else if (name == "f32") {
    t = Type::real(ScalarKind::F32);
  } else if (name == "bool") {
    t = Type::boolean();
  } else if (name == "seq") {
    expect("<");
    t = type().sequenceOf();
    expect(">");
    return t;
  } else if (name == "list") {
    expect("<");
    t = type();
    t = t.listOf(take(",") ? extent() : kDynamic);
    expect(">");
    return t;
  } else if (name == "i" && at(0) == '<') {
    // The spelling may have template arguments of its own.
    size_t n = 1;
    for (int depth = 1; depth > 0; ++n) {
      if (position_ + n == text_.size() || at(n) == '\n')
        failAt(start, "expected `>` at the end of an integer type");
      depth += at(n) == '<' ? 1 : at(n) == '>' ? -1 : 0;
    }
    t = Type::integer(std::string(rest().substr(1, n - 2)));
    advance(n);
  } else {
    failAt(start, "expected a type: f64, f32, bool, i<...>, list<...> or seq<...>");
  }
  if (!take("["))
    return t;
  t.dense = true;
  t.rows = extent();
  expect("x");
  t.cols = extent();
  expect("]");
  while (at(0) == '.') {
    advance(1);
    Mark suffix = mark();
    std::string name = word();
    if (auto factor = factorNamed(name)) {
      t.factor = *factor;
      continue;
    }
    if (name != "row" && name != "array")
      failAt(suffix, "expected `row`, `array` or a decomposition");
    (name == "row" ? t.rowMajor : t.array) = true;
  }
  return t;
}

} // namespace gateaux::ir
