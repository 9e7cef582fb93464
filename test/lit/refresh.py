#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rewrites the CHECK lines of the error tests from what the tool says now. Read the difference before you keep it.

    refresh.py TOOL EIGEN FILE ...

Each error stands with its notes above the line that it is reported at, with its exact place.
"""

import re
import subprocess
import sys
from pathlib import Path

INCLUDE = Path(__file__).resolve().parents[2] / "include"
MESSAGE = re.compile(r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<kind>error|fatal error|note): (?P<text>.*)$")
EXTRA = re.compile(r"//\s*REFRESH-FLAGS:\s*(.*)")


def messages(tool, eigen, path, lines):
    """The errors as lists of (line or None for another file, file, column, kind, text), each with its notes."""
    extra = [flag for line in lines for match in [EXTRA.search(line)] if match for flag in match[1].split()]
    command = [tool, path.name, "-o", "-", "--", "-std=c++17", f"-I{INCLUDE}", "-isystem", eigen, *extra]
    run = subprocess.run(command, cwd=path.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    groups = []
    for line in run.stderr.splitlines():
        match = MESSAGE.match(line)
        if not match:
            continue
        own = match["file"] == path.name
        item = (int(match["line"]) if own else None, Path(match["file"]).name, match["column"], match["kind"], match["text"])
        if match["kind"] == "note" and groups:
            groups[-1].append(item)
        else:
            groups.append([item])
    return run.returncode, groups


def refresh(tool, eigen, path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("// CHECK")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, groups = messages(tool, eigen, path, lines)
    if status != 1 or not groups:
        print(f"{path}: exit status {status}, {len(groups)} errors")
    # Where each group goes, in the order of the output: before the line of its error, or further down.
    places, lowest = [], 0
    for group in groups:
        lowest = max(lowest, 2, (group[0][0] or 1) - 1)  # below the lines about the licence and how to run
        places.append(lowest)

    def moved(line):  # the number of an old line (from 1) in the new file
        return line + sum(len(g) for g, place in zip(groups, places) if place < line)

    result = []
    for index in range(len(lines) + 1):
        for group, place in zip(groups, places):
            if place != index:
                continue
            for number, file, column, kind, text in group:
                at = len(result) + 1
                where = "{{[0-9]+}}"
                if number:
                    where = "1" if number == 1 else f"[[#@LINE{moved(number) - at:+d}]]"
                text = text.replace("{{", "{{[{][{]}}").replace("[[", "{{\\[\\[}}")
                result.append(f"// CHECK: {file}:{where}:{column}: {kind}: {text}")
        if index < len(lines):
            result.append(lines[index])
    path.write_text("\n".join(result) + "\n", encoding="utf-8")


def main():
    tool, eigen, *files = sys.argv[1:]
    for file in files:
        refresh(tool, eigen, Path(file).resolve())


main()
