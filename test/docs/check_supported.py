#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the table of Eigen's members in docs/supported.md to the tests that are executed.

    check_supported.py ROOT

The last column of each row names headers of test/numeric. What the row says is supported must occur in one of them,
word by word, and each header must be one that the tests there are made of. It exits with 1 after naming each
disagreement as file:line: message.
"""

import re
import sys
from pathlib import Path

CODE = re.compile(r"`([^`]*)`")
NAME = re.compile(r"[A-Za-z_]\w*")
HEADING = "## Eigen"


def rows(lines):
    """The rows of the table as (number of the line, cells)."""
    begin = lines.index(HEADING)
    for number, line in enumerate(lines[begin + 1:], begin + 2):
        if line.startswith("## "):
            return
        if line.startswith("| ") and not line.startswith("| |"):
            yield number, [cell.strip() for cell in line.strip().strip("|").split("|")]


def main():
    root = Path(sys.argv[1])
    document = root / "docs" / "supported.md"
    folder = root / "test" / "numeric"
    built = (folder / "CMakeLists.txt").read_text()
    faults = []
    count = 0
    for number, cells in rows(document.read_text().splitlines()):
        where = f"{document}:{number}"
        if len(cells) != 4:
            faults.append(f"{where}: the row has {len(cells)} cells, not 4")
            continue
        row, supported, _, tests = cells
        text = ""
        for name in tests.split():
            header, test = folder / f"{name}.hpp", folder / f"{name}_test.cpp"
            if not header.is_file() or not test.is_file() or f"{name}_test.cpp" not in built:
                faults.append(f"{where}: '{row}' names '{name}', which is no header of the tests")
            else:
                text += header.read_text()
        words = set(NAME.findall(text))
        for code in CODE.findall(supported):
            for name in NAME.findall(code):
                count += 1
                if name not in words:
                    faults.append(f"{where}: '{name}' of '{row}' occurs in none of its tests: {tests}")
    if not count:
        faults.append(f"{document}: no table of Eigen's members")
    print("\n".join(faults) if faults else f"{count} names of docs/supported.md occur in their tests")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
