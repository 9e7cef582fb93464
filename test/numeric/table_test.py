#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every operation of the table is met in the derivatives of the annotated headers.

    table_test.py --tool GATEAUX --table Ops.def --flags DIR HEADER...

DIR holds <stem>.flags/compile_commands.json for each header. The tool prints the simplified intermediate form of all
derivatives. It exits with 1 after naming each operation that occurs in none of them and is not excused below, and each
that is excused without need.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

# Operations that no derivative holds once it is simplified, with the reason.
EXCUSED = {
    "call": "calls are expanded before",
    "call_tangent": "calls are expanded before",
}


def operations(table):
    """The mnemonics of the table."""
    return re.findall(r"^GATEAUX_OP\(\w+,\s*(\w+),", table.read_text(encoding="utf-8"), re.MULTILINE)


def printed(tool, flags, header):
    """The mnemonics of the operations in the simplified derivatives of a header."""
    command = [tool, "--print-ir=simplify", "-p", str(flags / (Path(header).stem + ".flags")), header]
    text = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    return set(re.findall(r"^ +%.* = (\w+)", text, re.MULTILINE))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--table", required=True, type=Path)
    parser.add_argument("--flags", required=True, type=Path)
    parser.add_argument("headers", nargs="+")
    arguments = parser.parse_args()

    table = operations(arguments.table)
    if len(table) < 50:
        sys.exit(f"{arguments.table} holds {len(table)} operations only: has its form changed?")
    met = set()
    for header in arguments.headers:
        met |= printed(arguments.tool, arguments.flags, header)
    if unknown := met - set(table):
        sys.exit(f"the tool prints operations that are not in the table: {', '.join(sorted(unknown))}")
    missing = [name for name in table if name not in met and name not in EXCUSED]
    needless = [name for name in EXCUSED if name in met or name not in table]
    for name in missing:
        print(f"'{name}' occurs in no derivative of the headers: test it, or excuse it here", file=sys.stderr)
    for name in needless:
        print(f"'{name}' is excused without need", file=sys.stderr)
    if missing or needless:
        sys.exit(1)


if __name__ == "__main__":
    main()
