#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the tool on a file and the compiler on what comes out, with all warnings as errors.

    compiles.py TOOL COMPILER FILE [FLAG ...]

The generated header is written to standard output.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def main():
    tool, compiler, source, *flags = sys.argv[1:]
    path = Path(source)
    with tempfile.TemporaryDirectory() as folder:
        header = Path(folder) / f"{path.stem}.gateaux.hpp"
        tooled = subprocess.run([tool, source, "-o", str(header), "--", *flags])
        if tooled.returncode != 0:
            return tooled.returncode
        sys.stdout.write(header.read_text(encoding="utf-8"))
        sys.stdout.flush()
        unit = Path(folder) / "unit.cpp"
        first = f'#include "{path.resolve()}"\n' if path.suffix == ".cpp" else ""
        unit.write_text(f'{first}#include "{header.name}"\n#include "{header.name}"\n', encoding="utf-8")
        command = [compiler, "-fsyntax-only", *flags, *WARNINGS, f"-I{folder}", f"-I{path.resolve().parent}", str(unit)]
        return subprocess.run(command).returncode


sys.exit(main())
