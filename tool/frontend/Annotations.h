// SPDX-License-Identifier: Apache-2.0
//
// The markers as they stand in the source: collected while the preprocessor runs, then joined with
// the declarations that follow them.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Lex/Preprocessor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gateaux::frontend {

enum class MarkerKind { Differentiate, Provided, Inactive, Checkpoint };

/// One word of an item with where it stands: `net.W` in `wrt(net.W)`.
struct Word {
  std::string text;
  clang::SourceLocation begin, end;
  clang::SourceRange range() const { return {begin, end}; }
};

/// One item of an annotation: `hvp`, `wrt(K, b)`, `hvp(along(x))`.
struct Item {
  Word name;
  bool hasArguments = false;
  std::vector<Item> arguments; ///< parsed as items, so that they can nest
  std::vector<Word> tokens;    ///< of an expression: the second argument of 'extent'
};

/// One use of a marker.
struct Marker {
  MarkerKind kind;
  clang::SourceLocation loc; ///< of the marker's name
  clang::SourceLocation end; ///< of the last token
  std::vector<clang::Token> tokens;
  std::vector<std::string> spellings; ///< of the tokens
  clang::FunctionDecl *function = nullptr;
};

/// True for a function template, and for a member function of a class template.
bool isTemplate(const clang::FunctionDecl *function);
class Markers;
/// What the file instantiates of a template, in this order, without what has an annotation of its own; a function
/// that is none is its own.
std::vector<clang::FunctionDecl *> instantiationsOf(clang::FunctionDecl *function, const Markers &markers);

/// Parses the tokens of a marker into items. Throws Failure where they are no items.
std::vector<Item> parseItems(const Marker &marker);

/// The markers of all files of a translation unit.
class Markers {
public:
  /// Makes the preprocessor tell about the markers that it meets.
  void attach(clang::Preprocessor &preprocessor);
  /// Joins each marker that stands outside functions with the function declared after it.
  /// A marker that no function follows is reported.
  void associate(clang::ASTContext &context);

  const std::vector<std::unique_ptr<Marker>> &all() const { return markers_; }
  /// The marker of a kind before a function; null where there is none.
  const Marker *on(const clang::FunctionDecl *function, MarkerKind kind) const;
  /// A marker between two places within one file; null where there is none.
  const Marker *between(const clang::SourceManager &sources, clang::SourceLocation from,
                        clang::SourceLocation to) const;

private:
  friend class MarkerCallbacks;
  std::vector<std::unique_ptr<Marker>> markers_;
  std::multimap<const clang::FunctionDecl *, const Marker *> byFunction_;
};

} // namespace gateaux::frontend
