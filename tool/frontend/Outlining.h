// SPDX-License-Identifier: Apache-2.0
//
// A function that calls itself and takes more than numbers and matrices (an object, captures, pointers, references
// that it writes by) becomes a generated function of the variables behind all these.
#pragma once

#include "Environment.h"

#include <map>
#include <string>
#include <vector>

namespace gateaux::frontend {

class Translator;

/// What the names in a frame stand for, variable by variable, in an order that the function alone decides.
class Outline {
public:
  struct Item {
    std::string name;
    ir::Type type;
    Place place;  ///< where the caller has it
    bool isOwn;   ///< passed by value: what the function writes there is not seen by the caller
  };

  /// Of a frame whose parameters are bound for a call.
  Outline(Translator &caller, const Frame &given, clang::SourceRange range);

  const std::vector<Item> &items() const { return items_; }
  /// Calls of one shape can call one function.
  const std::string &shape() const { return shape_; }
  /// Binds the names of a frame as they are bound for the call, to variables of another function.
  void rebuild(Translator &to, const std::vector<Cell *> &cells, Frame &frame);

private:
  Binding bound(const Binding &b, clang::QualType type, const std::string &name, bool own);
  Binding variable(const Place &p, clang::QualType type, const std::string &name, bool own);
  void walk(Frame &made);
  std::string unique(std::string name) const;
  const Binding *seenBefore(const void *thing);

  Translator &caller_;
  Translator *t_; ///< where names are bound
  const Frame &given_;
  clang::SourceRange range_;
  const std::vector<Cell *> *cells_ = nullptr; ///< while names are bound anew
  std::vector<Item> items_;
  size_t next_ = 0;
  std::string shape_;
  std::map<const Cell *, size_t> whole_; ///< variables that several names stand for
  std::map<const void *, std::pair<size_t, Binding>> seen_; ///< objects and lambdas, with their numbers
};

/// A function made of an outline.
struct Outlined {
  const ir::Function *called = nullptr; ///< null while it is made for the first time, or where there was an error
  std::vector<bool> read;               ///< of its items: those that it has parameters for
  std::vector<bool> written;            ///< those that it changes
  bool isProvisional = false;           ///< it may turn out to read less
};

} // namespace gateaux::frontend
