#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The README shows code that the tool really writes.

Its first C++ block is the annotated file. Every line of the second one, but for lines that say `...`, must
stand in what the tool generates from it, in this order.

usage: check_readme.py <gateaux> <README.md> <include folder> <Eigen's folder>
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def main():
    tool, readme, include, eigen = sys.argv[1:]
    blocks = re.findall(r"```cpp\n(.*?)```", pathlib.Path(readme).read_text(encoding="utf-8"), re.S)
    if len(blocks) < 2:
        sys.exit(f"{readme}: two C++ blocks are expected, the annotated file and what is generated")
    with tempfile.TemporaryDirectory() as folder:
        # The README leaves the include guard out; the location in the comment counts it.
        source = pathlib.Path(folder, "loss.hpp")
        source.write_text("#pragma once\n" + blocks[0], encoding="utf-8")
        generated = subprocess.run(
            [tool, str(source), "-o", "-", "--", f"-I{include}", f"-I{eigen}"],
            check=True, capture_output=True, text=True).stdout.splitlines()
    at = 0
    for number, line in enumerate(blocks[1].splitlines(), 1):
        if line.strip() == "...":
            continue
        try:
            at = generated.index(line, at) + 1
        except ValueError:
            sys.exit(f"{readme}: line {number} of the generated excerpt is not (or no longer) in what "
                     f"the tool writes:\n{line}\n\nThe tool writes:\n" + "\n".join(generated))
    print(f"{at} lines of the generated file cover the excerpt")


main()
