// SPDX-License-Identifier: Apache-2.0
//
// What comparisons say.
#pragma once

#include "IR.h"

namespace gateaux::ir {

template <class T> bool holds(Predicate p, T a, T b) {
  switch (p) {
  case Predicate::Lt: return a < b;
  case Predicate::Le: return a <= b;
  case Predicate::Gt: return a > b;
  case Predicate::Ge: return a >= b;
  case Predicate::Eq: return a == b;
  case Predicate::Ne: return a != b;
  case Predicate::None: break;
  }
  return false;
}

/// What holds where `p` does not; of real numbers only for == and !=, as none may be a number.
inline Predicate opposite(Predicate p) {
  switch (p) {
  case Predicate::Lt: return Predicate::Ge;
  case Predicate::Le: return Predicate::Gt;
  case Predicate::Gt: return Predicate::Le;
  case Predicate::Ge: return Predicate::Lt;
  case Predicate::Eq: return Predicate::Ne;
  case Predicate::Ne: return Predicate::Eq;
  case Predicate::None: break;
  }
  return p;
}

/// `a p b` with the sides exchanged.
inline Predicate mirrored(Predicate p) {
  switch (p) {
  case Predicate::Lt: return Predicate::Gt;
  case Predicate::Le: return Predicate::Ge;
  case Predicate::Gt: return Predicate::Lt;
  case Predicate::Ge: return Predicate::Le;
  default: return p;
  }
}

} // namespace gateaux::ir
