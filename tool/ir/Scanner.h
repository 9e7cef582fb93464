// SPDX-License-Identifier: Apache-2.0
//
// The words, numbers, names and types of the text form, for the parser. Each function first skips
// white space and comments, which run from `//` to the end of the line.
#pragma once

#include "Type.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateaux::ir {

class Scanner {
public:
  /// A place in the text, counted from 1.
  struct Mark {
    unsigned line;
    unsigned column;
  };
  struct Number {
    double real;
    std::optional<int64_t> integer; ///< Set if it has no fraction, no exponent, and fits.
  };

  explicit Scanner(std::string_view text) : text_(text) {}

  bool atEnd();
  /// Where the next word begins.
  Mark mark();
  /// Throws a ParseError at the next word, or at `mark`.
  [[noreturn]] void fail(const std::string &message);
  [[noreturn]] void failAt(Mark mark, const std::string &message);

  bool peek(char c);
  bool peekNumber();
  /// Takes the punctuation if it comes next.
  bool take(std::string_view punctuation);
  void expect(std::string_view punctuation);
  /// Takes the word if it comes next, as a whole.
  bool takeWord(std::string_view word);
  /// Takes a word of letters, digits and underscores, empty if there is none.
  std::string word();

  Number number();
  std::string string();
  /// A name without its `%` or `@`.
  std::string valueName();
  std::string functionName();
  Type type();

private:
  void skipSpace();
  void advance(size_t n);
  std::string_view rest() const { return text_.substr(position_); }
  char at(size_t i) const { return position_ + i < text_.size() ? text_[position_ + i] : '\0'; }
  size_t wordLength();
  size_t numberLength();
  int extent();

  std::string_view text_;
  size_t position_ = 0;
  Mark here_{1, 1};
};

} // namespace gateaux::ir
