#!/usr/bin/env python3
"""Checks that #include lines and linked libraries keep to the directions between the folders, and that no source file
grows past 600 lines.

    check_layering.py ROOT          checks the source tree at ROOT
    check_layering.py --self-test   checks that planted violations are found

It exits with 1 after naming each violation as file:line: message.
"""

import re
import sys
import tempfile
from pathlib import Path

MAX_LINES = 600

# What each folder of tool/ may include: other folders of tool/, and headers of Clang and LLVM by prefix. The tool's main
# program, which puts them together, may include every folder.
FOLDERS = {
    "ir": (set(), ()),
    "analysis": ({"ir"}, ()),
    "transform": ({"ir", "analysis"}, ()),
    "frontend": ({"ir"}, ("clang/", "llvm/")),
    "emit": ({"ir", "analysis"}, ("clang/Basic/", "clang/Format/", "clang/Tooling/Core/", "llvm/")),
}
MAIN = (set(FOLDERS), ("clang/", "llvm/"))
ONLY_IN_FRONTEND = "clang/AST"

SOURCE_SUFFIXES = {".cpp", ".hpp", ".h", ".def", ".inc"}
CODE_SUFFIXES = SOURCE_SUFFIXES | {".py", ".cmake"}
LINKED = re.compile(r"\bgateaux-(\w+)")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def sources(folder, suffixes):
    if folder.is_dir():
        yield from sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in suffixes)


def includes(path):
    """Yields (line number, is quoted, name) of each #include."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1] == '"', match[2]


def resolve(path, quoted, name, search):
    """The file of the tree that an #include of `path` names, or None for a header from outside."""
    places = ([path.parent] if quoted else []) + search
    for place in places:
        candidate = (place / name).resolve()
        if candidate.is_file():
            return candidate
    return None


def check_tool_file(tool, path, errors):
    folder = path.relative_to(tool).parts[0]
    allowed, external = FOLDERS.get(folder, MAIN)
    for number, quoted, name in includes(path):
        where = f"{path}:{number}"
        target = resolve(path, quoted, name, [tool])
        if target is None or not target.is_relative_to(tool):
            if name.startswith(("clang/", "clang-c/", "llvm/", "llvm-c/")):
                if not name.startswith(external):
                    errors.append(f"{where}: tool/{folder} must not include <{name}>")
                elif name.startswith(ONLY_IN_FRONTEND) and folder != "frontend":
                    errors.append(f"{where}: only tool/frontend includes <{ONLY_IN_FRONTEND}...>")
            continue
        other = target.relative_to(tool).parts[0]
        if folder in FOLDERS and other != folder and other not in allowed:
            errors.append(f"{where}: tool/{folder} must not include tool/{other}")


def check_links(tool, folder, errors):
    """The libraries that a folder's CMakeLists.txt names are those of the folders that it may include."""
    path = tool / folder / "CMakeLists.txt"
    if not path.is_file():
        return
    allowed, external = FOLDERS[folder]
    allowed = allowed | ({"clang"} if external else set())
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for library in LINKED.findall(line.split("#")[0]):
            if library not in allowed:
                errors.append(f"{path}:{number}: tool/{folder} must not link gateaux-{library}")


def check(root):
    root = root.resolve()
    tool = root / "tool"
    errors = []
    for path in sources(tool, SOURCE_SUFFIXES):
        check_tool_file(tool, path, errors)
    for folder in FOLDERS:
        check_links(tool, folder, errors)
    for library in ("include", "runtime"):
        for path in sources(root / library, SOURCE_SUFFIXES):
            for number, quoted, name in includes(path):
                target = resolve(path, quoted, name, [tool])
                if name.startswith(("clang/", "llvm/")) or (target and target.is_relative_to(tool)):
                    errors.append(f"{path}:{number}: {library} must not include the tool or its libraries")
    for top in ("cmake", "tool", "include", "runtime", "test", "examples"):
        for path in sources(root / top, CODE_SUFFIXES):
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > MAX_LINES:
                errors.append(f"{path}:{MAX_LINES + 1}: the file has {lines} lines; the limit is {MAX_LINES}")
    return errors


# Each planted file with the violation that must be reported for it, or None.
PLANTED = [
    ("tool/ir/IR.h", "#include <vector>\n", None),
    ("tool/ir/Builder.cpp", '#include "IR.h"\n', None),
    ("tool/analysis/Shapes.h", '#include "ir/IR.h"\n', None),
    ("tool/frontend/Frontend.h", '#include "ir/IR.h"\n#include <clang/AST/Decl.h>\n', None),
    ("tool/emit/Format.cpp", '#include "clang/Format/Format.h"\n', None),
    ("tool/main.cpp", '#include "frontend/Frontend.h"\n#include <llvm/Support/raw_ostream.h>\n', None),
    ("tool/ir/Up.cpp", '#include "../analysis/Shapes.h"\n', "tool/ir must not include tool/analysis"),
    ("tool/ir/Llvm.cpp", "#include <llvm/ADT/StringRef.h>\n", "must not include <llvm/ADT/StringRef.h>"),
    ("tool/analysis/Ast.cpp", "#  include <clang/AST/Decl.h>\n", "must not include <clang/AST/Decl.h>"),
    ("tool/transform/Emit.cpp", '#include "emit/Emit.h"\n', "tool/transform must not include tool/emit"),
    ("tool/emit/Emit.h", '#include "frontend/Frontend.h"\n', "tool/emit must not include tool/frontend"),
    ("tool/emit/Ast.cpp", "#include <clang/AST/Decl.h>\n", "must not include <clang/AST/Decl.h>"),
    ("tool/frontend/Emit.cpp", '#include "emit/Emit.h"\n', "tool/frontend must not include tool/emit"),
    ("tool/driver.cpp", "#include <clang/AST/Decl.h>\n", "only tool/frontend includes"),
    ("include/gateaux/a.hpp", '#include "ir/IR.h"\n', "include must not include the tool"),
    ("runtime/b.cpp", '#include "../tool/ir/IR.h"\n', "runtime must not include the tool"),
    ("tool/frontend/CMakeLists.txt", "gateaux_layer(frontend LINKS gateaux-ir gateaux-clang)\n", None),
    ("tool/ir/CMakeLists.txt", "gateaux_layer(ir\n  LINKS gateaux-clang)\n", "must not link gateaux-clang"),
    ("tool/transform/CMakeLists.txt", "gateaux_layer(transform LINKS gateaux-emit)\n", "must not link gateaux-emit"),
    ("test/unit/Long.cpp", "\n" * (MAX_LINES + 1), "the limit is"),
    ("test/unit/Short.cpp", "\n" * MAX_LINES, None),
]


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name, text, _ in PLANTED:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        errors = check(root)
    wrong = []
    for name, _, expected in PLANTED:
        reported = [e for e in errors if e.startswith(f"{root / name}:")]
        if expected is None and reported:
            wrong.append(f"{name}: reported without cause: {reported}")
        if expected is not None and not any(expected in e for e in reported):
            wrong.append(f"{name}: not reported as '{expected}'; reported: {reported}")
    return wrong


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    errors = self_test() if sys.argv[1] == "--self-test" else check(Path(sys.argv[1]))
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
