// SPDX-License-Identifier: Apache-2.0
//
// The first network: checks its generated derivatives, trains it on data that it generated itself,
// looks at the landscape of its loss, and fools it. README.md has the mathematics.
#include "systems.hpp"

int main(int argc, char **argv) {
  return examples::run_systems(argc, argv,
                               {{"N1", check_single_layer},
                                {"N2", check_objective},
                                {"N3", train_on_own_data},
                                {"N4", draw_landscape},
                                {"N5", adversarial_examples}});
}
