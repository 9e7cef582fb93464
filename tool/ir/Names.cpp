// SPDX-License-Identifier: Apache-2.0
#include "Names.h"

namespace gateaux::ir {

std::string resultName(const Function &function) {
  std::string stem = function.name;
  auto taken = [&] {
    for (const Parameter &p : function.parameters)
      if (p.name == stem || p.name == stem + "_dot" || p.name == stem + "_bar")
        return true;
    return false;
  };
  while (taken())
    stem += "_result";
  return stem;
}

} // namespace gateaux::ir
