// SPDX-License-Identifier: Apache-2.0
#include "Annotations.h"
#include "Diagnostics.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Lex/MacroArgs.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/PPCallbacks.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringSwitch.h>

#include <algorithm>
#include <optional>

using namespace clang;

namespace gateaux::frontend {

namespace {

std::optional<MarkerKind> markerNamed(StringRef name) {
  return llvm::StringSwitch<std::optional<MarkerKind>>(name)
      .Case("GATEAUX_DIFFERENTIATE", MarkerKind::Differentiate)
      .Case("GATEAUX_PROVIDED", MarkerKind::Provided)
      .Case("GATEAUX_INACTIVE", MarkerKind::Inactive)
      .Case("GATEAUX_CHECKPOINT", MarkerKind::Checkpoint)
      .Default(std::nullopt);
}

const char *nameOf(MarkerKind kind) {
  switch (kind) {
  case MarkerKind::Differentiate:
    return "GATEAUX_DIFFERENTIATE";
  case MarkerKind::Provided:
    return "GATEAUX_PROVIDED";
  case MarkerKind::Inactive:
    return "GATEAUX_INACTIVE";
  case MarkerKind::Checkpoint:
    return "GATEAUX_CHECKPOINT";
  }
  return "";
}

/// A recursive-descent parser over the tokens of a marker's arguments:
///   items := [item {',' item}]      item := word ['(' items ')']
/// where a word is any run of tokens other than ',', '(' and ')'.
class ItemParser {
public:
  explicit ItemParser(const Marker &marker) : marker_(marker) {}

  std::vector<Item> parse() {
    std::vector<Item> items = list(marker_.loc);
    if (!atEnd())
      fail(here(), "unmatched ')' in '" + std::string(nameOf(marker_.kind)) + "'");
    return items;
  }

private:
  bool atEnd() const { return next_ == marker_.tokens.size(); }
  bool at(tok::TokenKind kind) const { return !atEnd() && marker_.tokens[next_].is(kind); }
  SourceLocation here() const {
    return atEnd() ? marker_.end : marker_.tokens[next_].getLocation();
  }

  std::vector<Item> list(SourceLocation open) {
    std::vector<Item> items;
    if (atEnd() || at(tok::r_paren))
      return items;
    while (true) {
      items.push_back(item());
      if (!at(tok::comma))
        return items;
      ++next_;
    }
    (void)open;
  }

  Item item() {
    Item result;
    Word &word = result.name;
    word.begin = word.end = here();
    while (!atEnd() && !at(tok::comma) && !at(tok::l_paren) && !at(tok::r_paren)) {
      // "net.W", "*this" are one word; two names in a row stay apart.
      const Token &token = marker_.tokens[next_];
      const std::string &spelling = marker_.spellings[next_];
      if (!word.text.empty() && isWordEnd(word.text.back()) && isWordEnd(spelling.front()))
        word.text += ' ';
      word.text += spelling;
      word.end = token.getLocation();
      ++next_;
    }
    if (word.text.empty())
      fail(here(), "expected an item of '" + std::string(nameOf(marker_.kind)) + "'");
    if (at(tok::l_paren)) {
      SourceLocation open = here();
      ++next_;
      result.hasArguments = true;
      result.arguments = word.text == "extent" ? pointerAndExpression(open) : list(open);
      if (!at(tok::r_paren))
        fail(open, "unmatched '(' in '" + std::string(nameOf(marker_.kind)) + "'");
      ++next_;
      if (!atEnd() && !at(tok::comma) && !at(tok::r_paren))
        fail(here(), "expected ',' between items");
    }
    return result;
  }

  /// `p, n * x.size()`
  std::vector<Item> pointerAndExpression(SourceLocation open) {
    std::vector<Item> result;
    if (!atEnd() && !at(tok::r_paren))
      result.push_back(item());
    if (!at(tok::comma))
      return result;
    ++next_;
    Item expression;
    int depth = 0;
    for (; !atEnd() && (depth > 0 || !at(tok::r_paren)); ++next_) {
      depth += at(tok::l_paren) ? 1 : at(tok::r_paren) ? -1 : 0;
      const SourceLocation loc = marker_.tokens[next_].getLocation();
      expression.tokens.push_back({marker_.spellings[next_], loc, loc});
    }
    if (expression.tokens.empty())
      fail(open, "expected a length in 'extent'", {{"for example 'extent(p, n)'", {}}});
    expression.name = {"", expression.tokens.front().begin, expression.tokens.back().end};
    for (const Word &token : expression.tokens)
      expression.name.text += token.text;
    result.push_back(std::move(expression));
    return result;
  }

  static bool isWordEnd(char c) { return isalnum(static_cast<unsigned char>(c)) || c == '_'; }

  const Marker &marker_;
  size_t next_ = 0;
};

/// The declarations of the files that hold markers, in the order of the source, without those
/// within functions.
class Outline {
public:
  struct Entry {
    unsigned begin, end;
    Decl *decl;
  };

  Outline(ASTContext &context, const std::vector<FileID> &files)
      : sources_(context.getSourceManager()), languageOptions_(context.getLangOpts()) {
    for (FileID file : files)
      entries_[file];
    visit(context.getTranslationUnitDecl());
    for (auto &file : entries_)
      std::sort(file.second.begin(), file.second.end(), [](const Entry &a, const Entry &b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
      });
  }

  /// The first declaration that begins after an offset in the same namespace or class; null where
  /// there is none.
  Decl *after(FileID file, unsigned offset) const {
    unsigned end = ~0U; // of the innermost declaration around the offset
    for (const Entry &e : entries_.find(file)->second) {
      if (e.begin > offset)
        return e.begin < end ? e.decl : nullptr;
      if (e.end > offset)
        end = std::min(end, e.end);
    }
    return nullptr;
  }

  /// The function that is instantiated explicitly between an offset and `next`; null where there is none.
  FunctionDecl *instantiationAfter(FileID file, unsigned offset, const Decl *next) const {
    const auto found = instantiations_.find(file);
    if (found == instantiations_.end())
      return nullptr;
    const unsigned limit =
        next ? sources_.getDecomposedLoc(sources_.getFileLoc(next->getBeginLoc())).second : ~0U;
    auto at = found->second.lower_bound(offset);
    if (at == found->second.end() || at->first > limit)
      return nullptr;
    // Nothing else may stand before it.
    SourceLocation token = sources_.getLocForStartOfFile(file).getLocWithOffset(static_cast<int>(offset) - 1);
    while (auto next = Lexer::findNextToken(token, sources_, languageOptions_)) {
      if (sources_.getDecomposedLoc(next->getLocation()).second >= at->first)
        return at->second;
      if (next->isOneOf(tok::semi, tok::l_brace, tok::r_brace))
        return nullptr;
      token = next->getLocation();
    }
    return nullptr;
  }

  enum Where { Outside, WithinDeclaration, WithinBody };
  /// Where an offset stands with respect to the functions.
  Where where(FileID file, unsigned offset) const {
    for (const Entry &e : entries_.find(file)->second)
      if (isa<FunctionDecl, FunctionTemplateDecl>(e.decl) && e.begin < offset && offset < e.end) {
        const auto *body = e.decl->getAsFunction()->getBody();
        if (!body)
          return WithinDeclaration;
        SourceLocation begin = sources_.getFileLoc(body->getBeginLoc());
        return sources_.getDecomposedLoc(begin).second < offset ? WithinBody : WithinDeclaration;
      }
    return Outside;
  }

private:
  void visit(DeclContext *context) {
    for (Decl *decl : context->decls()) {
      if (decl->isImplicit())
        continue;
      auto [file, begin] = sources_.getDecomposedLoc(sources_.getFileLoc(decl->getBeginLoc()));
      auto found = entries_.find(file);
      // extern "C" before a function is a part of its declaration.
      auto *linkage = dyn_cast<LinkageSpecDecl>(decl);
      if (found != entries_.end() && !(linkage && !linkage->hasBraces())) {
        unsigned end = sources_.getDecomposedLoc(sources_.getFileLoc(decl->getEndLoc())).second;
        found->second.push_back({begin, end, decl});
      }
      if (auto *pattern = dyn_cast<FunctionTemplateDecl>(decl))
        for (FunctionDecl *f : pattern->specializations())
          if (f->getTemplateSpecializationKind() == TSK_ExplicitInstantiationDefinition) {
            auto [where, offset] = sources_.getDecomposedLoc(sources_.getFileLoc(f->getPointOfInstantiation()));
            instantiations_[where][offset] = f;
          }
      if (isa<FunctionDecl>(decl))
        continue;
      if (auto *inner = dyn_cast<DeclContext>(decl)) {
        if (found != entries_.end() || isa<NamespaceDecl, LinkageSpecDecl>(decl))
          visit(inner);
      } else if (auto *record = dyn_cast<ClassTemplateDecl>(decl)) {
        if (found != entries_.end())
          visit(record->getTemplatedDecl());
      }
    }
  }

  const SourceManager &sources_;
  const LangOptions &languageOptions_;
  std::map<FileID, std::vector<Entry>> entries_;
  std::map<FileID, std::map<unsigned, FunctionDecl *>> instantiations_;
};

} // namespace

class MarkerCallbacks : public PPCallbacks {
public:
  MarkerCallbacks(Markers &markers, Preprocessor &preprocessor)
      : markers_(markers), preprocessor_(preprocessor) {}

  void MacroExpands(const Token &name, const MacroDefinition &, SourceRange range,
                    const MacroArgs *arguments) override {
    auto kind = markerNamed(name.getIdentifierInfo()->getName());
    if (!kind)
      return;
    auto marker = std::make_unique<Marker>();
    marker->kind = *kind;
    marker->loc = name.getLocation();
    marker->end = range.getEnd();
    if (arguments)
      for (unsigned i = 0; i < arguments->getNumMacroArguments(); ++i)
        for (const Token *t = arguments->getUnexpArgument(i); t->isNot(tok::eof); ++t) {
          marker->tokens.push_back(*t);
          marker->spellings.push_back(preprocessor_.getSpelling(*t));
        }
    markers_.markers_.push_back(std::move(marker));
  }

private:
  Markers &markers_;
  Preprocessor &preprocessor_;
};

std::vector<Item> parseItems(const Marker &marker) { return ItemParser(marker).parse(); }

void Markers::attach(Preprocessor &preprocessor) {
  preprocessor.addPPCallbacks(std::make_unique<MarkerCallbacks>(*this, preprocessor));
}

void Markers::associate(ASTContext &context) {
  SourceManager &sources = context.getSourceManager();
  auto place = [&](SourceLocation loc) {
    return sources.getDecomposedLoc(sources.getFileLoc(loc));
  };
  std::vector<FileID> files;
  for (auto &marker : markers_)
    files.push_back(place(marker->loc).first);
  if (files.empty())
    return;
  Outline outline(context, files);
  for (auto &marker : markers_) {
    auto [file, offset] = place(marker->loc);
    if (auto where = outline.where(file, offset); where != Outline::Outside) {
      const bool body = where == Outline::WithinBody;
      if (body && (marker->kind == MarkerKind::Inactive || marker->kind == MarkerKind::Checkpoint))
        continue; // found by the statement that it stands before
      Failure failure{FailureKind::User,
                      marker->loc,
                      marker->loc,
                      "'" + std::string(nameOf(marker->kind)) + "' within a " +
                          (body ? "function" : "declaration"),
                      {}};
      if (!body)
        failure.notes.push_back({"it stands before the whole declaration", {}});
      report(context.getDiagnostics(), failure);
      continue;
    }
    Decl *next = outline.after(file, place(marker->end).second);
    FunctionDecl *function = marker->kind == MarkerKind::Differentiate
                                 ? outline.instantiationAfter(file, place(marker->end).second + 1, next)
                                 : nullptr;
    if (auto *f = dyn_cast_or_null<FunctionDecl>(next); f && !function)
      function = f;
    if (auto *t = dyn_cast_or_null<FunctionTemplateDecl>(next); t && !function)
      function = t->getTemplatedDecl();
    if (!function || marker->kind == MarkerKind::Checkpoint) {
      const bool loop = marker->kind == MarkerKind::Checkpoint;
      Failure failure{FailureKind::User,
                      marker->loc,
                      marker->loc,
                      "'" + std::string(nameOf(marker->kind)) + "' is not followed by a " +
                          (loop ? "loop" : "function"),
                      {}};
      if (loop)
        failure.notes.push_back({"it stands before a 'for' or 'while' within a function", {}});
      else
        failure.notes.push_back({"it stands before a function, a member function, or the "
                                 "'template' of a function template",
                                 {}});
      if (!loop && next)
        failure.notes.push_back({"this is what follows it", next->getBeginLoc()});
      report(context.getDiagnostics(), failure);
      continue;
    }
    marker->function = function;
    byFunction_.emplace(function->getCanonicalDecl(), marker.get());
  }
}

const Marker *Markers::on(const FunctionDecl *function, MarkerKind kind) const {
  if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
    function = pattern;
  auto [first, last] = byFunction_.equal_range(function->getCanonicalDecl());
  for (auto it = first; it != last; ++it)
    if (it->second->kind == kind)
      return it->second;
  return nullptr;
}

const Marker *Markers::between(const SourceManager &sources, SourceLocation from,
                               SourceLocation to) const {
  if (markers_.empty())
    return nullptr;
  auto [file, begin] = sources.getDecomposedLoc(sources.getFileLoc(from));
  auto [toFile, end] = sources.getDecomposedLoc(sources.getFileLoc(to));
  if (file != toFile)
    return nullptr;
  for (auto &marker : markers_) {
    auto [markerFile, offset] = sources.getDecomposedLoc(sources.getFileLoc(marker->loc));
    if (markerFile == file && begin <= offset && offset < end && !marker->function)
      return marker.get();
  }
  return nullptr;
}

} // namespace gateaux::frontend
