// SPDX-License-Identifier: Apache-2.0
#include "Pipeline.h"

#include "../ir/Regions.h"
#include "Calls.h"
#include "Hoist.h"
#include "KeptExtents.h"
#include "SharedCalls.h"
#include "Simplify.h"
#include "Sink.h"
#include "Tidy.h"

#include <algorithm>

namespace gateaux::transform {

std::unique_ptr<ir::Function> finish(const ir::Function &derived, const Parts &parts, const Phases &phases) {
  std::unique_ptr<ir::Function> f;
  auto run = [&](const std::string &phase, const std::function<void()> &step) {
    phases.run ? phases.run(phase, step) : step();
  };
  auto after = [&](const std::string &phase) {
    if (phases.after)
      phases.after(phase, *f);
  };
  run("expand-calls", [&] { f = expandCalls(derived); });
  after("expand-calls");
  if (std::any_of(f->body.operations.begin(), f->body.operations.end(),
                  [](const auto &op) { return ir::isStructured(op->kind); })) {
    bool again = true;
    while (again) {
      // Equal bounds and conditions are recognised once they are one value.
      run("simplify", [&] { f = simplify(*f, /*last=*/false); });
      run("fuse", [&] { again = fuse(*f, parts); });
    }
    run("fuse", [&] { keepExtents(*f); });
  }
  if (hasSharedCalls(*f)) {
    run("simplify", [&] { f = simplify(*f, /*last=*/false); });
    run("fuse", [&] { shareCalls(*f, parts); });
  }
  run("fuse", [&] {
    sink(*f, parts);
    hoistFactors(*f);
  });
  after("fuse");
  run("simplify", [&] {
    tidy(*f); // what nobody needs is no reason to look for the place of a maximum
    f = simplify(*f, /*last=*/true);
  });
  after("simplify");
  return f;
}

} // namespace gateaux::transform
