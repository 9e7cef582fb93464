#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the tool on a file that it must refuse, and passes on what it says.

    fails.py TOOL FILE [OPTION ...] [-- FLAG ...]

It exits with 0 where the tool exits with 1, says nothing about a fault of its own, leaves an existing output and depfile
as they are and no file beside them.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

SENTINEL = b"// what was here before\r\n\0"


def main():
    tool, source, *rest = sys.argv[1:]
    split = rest.index("--") if "--" in rest else len(rest)
    with tempfile.TemporaryDirectory() as folder:
        kept = [Path(folder) / "out.gateaux.hpp", Path(folder) / "out.d"]
        for path in kept:
            path.write_bytes(SENTINEL)
        command = [tool, source, "-o", str(kept[0]), "--depfile", str(kept[1]), *rest[:split], *rest[split:]]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        sys.stdout.buffer.write(run.stdout)
        wrong = []
        if run.returncode != 1:
            wrong.append(f"the exit status is {run.returncode}, not 1")
        if b"internal error" in run.stdout:
            wrong.append("an internal error")
        if any(path.read_bytes() != SENTINEL for path in kept):
            wrong.append("an existing file has changed")
        if sorted(Path(folder).iterdir()) != sorted(kept):
            wrong.append(f"left behind: {sorted(p.name for p in Path(folder).iterdir())}")
    for fault in wrong:
        print(f"fails.py: {fault}", file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main())
