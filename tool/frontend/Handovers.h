// SPDX-License-Identifier: Apache-2.0
//
// Containers that are swapped or moved hand their contents to others, and the references, views and pointers into
// these go with them. They are followed by the name of the container here; so one that was made before its
// container handed anything over is an error where it is used after that.
#pragma once

#include "Environment.h"

#include <clang/Basic/SourceLocation.h>

#include <map>
#include <set>

namespace gateaux::frontend {

/// What has been handed over, as far as a translation has come.
class Handovers {
public:
  using Setting = std::pair<const PointerVariable *, int>; ///< a pointer variable, and a target of it

  /// Notes that what a variable holds, or the part of it that a place shows, now belongs to another.
  void handOver(const Place &p);
  void handOver(const Binding &thing);

  /// A reference to what is part of a container now.
  Binding stamped(Binding reference) const;
  /// An error where a reference, or a view in an expression variable, is older than the last handover.
  void check(const Place &p, clang::SourceRange range) const;

  /// A pointer variable is set to one of its targets.
  void set(const PointerVariable &variable, int target, const Target &what);
  /// A pointer variable is read while it may point to a target.
  void read(const PointerVariable &variable, int target, clang::SourceRange range);

  /// Both ways through a branch.
  static Handovers joined(const Handovers &a, const Handovers &b);
  /// The next iteration of a loop in which some containers hand over.
  void begin(const std::set<const Cell *> &handed);
  /// The containers that have handed over since.
  std::set<const Cell *> since(const Handovers &before) const;
  /// An error where a pointer was read in the iteration `begun` that is older than a handover later in it.
  void end(const Handovers &begun, const Handovers &before);

private:
  unsigned of(const Cell *cell) const;

  std::map<const Cell *, unsigned> times_; ///< how often each has handed over
  struct Set {
    const Cell *cell;
    unsigned times; ///< what that was when the pointer was set
  };
  std::map<Setting, Set> set_;
  std::map<Setting, clang::SourceRange> read_;
};

} // namespace gateaux::frontend
