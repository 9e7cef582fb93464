#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that generated headers compile without a warning under -Wall -Wextra -Wpedantic, as C++17.

    warnings_test.py --compiler CXX --include DIR... --system DIR HEADER...

HEADER names an annotated header; what was generated from it is found in the include directories. It exits with 1 after
printing what the compiler says of each that it does not take.
"""

import argparse
import subprocess
import sys
from pathlib import Path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--system", action="append", default=[])
    parser.add_argument("headers", nargs="+")
    arguments = parser.parse_args()

    command = [arguments.compiler, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
    command += [f"-I{d}" for d in arguments.include] + [f for d in arguments.system for f in ("-isystem", d)]
    failed = []
    for header in arguments.headers:
        name = Path(header).stem + ".gateaux.hpp"
        run = subprocess.run(command + ["-x", "c++", "-"], input=f'#include "{name}"\n', text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if run.returncode != 0:
            failed.append(name)
            print(run.stdout[:4000], file=sys.stderr)
    if failed:
        sys.exit(f"{arguments.compiler} does not take, or warns about, {', '.join(failed)}")


if __name__ == "__main__":
    main()
