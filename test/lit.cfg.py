# The lit suite: files under lit/ whose RUN lines call the tool and check what it writes with FileCheck.
#
#   %gateaux            the tool
#   %include            the folder of the public headers
#   %eigen              Eigen's folder
#   %flags              C++17 with both folders: what follows `--` on the tool's command line, or a compiler's name
#   %cxx, %clangxx      the compiler of this build, and clang++-19
#   %fails              runs the tool on a file that it must refuse, see Inputs/fails.py
#   %compiles           runs the tool and the compiler on a file, see Inputs/compiles.py
#   %python             Python
#   FileCheck, not      LLVM's
import os
import shutil
import sys

import lit.formats

config.name = "gateaux"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".hpp", ".cpp", ".ir", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lit")
config.test_exec_root = config.gateaux_output

config.environment["PATH"] = os.pathsep.join([config.gateaux_llvm_tools, config.environment["PATH"]])
inputs = os.path.join(config.test_source_root, "Inputs")
config.substitutions += [
    ("%fails", f"'{sys.executable}' {inputs}/fails.py {config.gateaux}"),
    ("%compiles", f"'{sys.executable}' {inputs}/compiles.py {config.gateaux} {config.gateaux_cxx}"),
    ("%python", f"'{sys.executable}'"),
    ("%gateaux", config.gateaux),
    ("%include", config.gateaux_include),
    ("%eigen", config.gateaux_eigen),
    ("%flags", f"-std=c++17 -I{config.gateaux_include} -isystem {config.gateaux_eigen}"),
    ("%clangxx", config.gateaux_clangxx),
    ("%cxx", config.gateaux_cxx),
]
config.available_features.update(program for program in ("dot", "make") if shutil.which(program))
