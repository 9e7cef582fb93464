#!/usr/bin/env python3
"""Builds the consumer project as its users would, and checks what is built again after which change.

    package   find_package: from an installed and then moved prefix, with g++ and Ninja and with clang++-19 and Makefiles;
              from the build tree
    source    add_subdirectory and FetchContent
    errors    wrong calls of gateaux_differentiate

Each build: the project builds and its program finds the gradients right; a second build does nothing; touching a header
that the annotated file includes differentiates that file again, and editing it shows in the program.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

NINJA = "Ninja"
MAKE = "Unix Makefiles"
DIFFERENTIATING = "Differentiating loss.hpp for train"


class Failure(Exception):
    pass


def require(condition, message):
    if not condition:
        raise Failure(message)


def run(*command, fails=False):
    """Runs a command and returns what it printed. It has to succeed, or to fail where `fails` is set."""
    command = [str(word) for word in command]
    print("+", " ".join(command), flush=True)
    result = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(result.stdout, end="", flush=True)
    require((result.returncode != 0) == fails, f"exit status {result.returncode} of: {' '.join(command)}")
    return result.stdout


class Consumer:
    """A copy of the consumer project with a build folder beside it."""

    def __init__(self, options, name):
        self.options = options
        self.folder = options.work / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.project = self.folder / "project"
        self.build_dir = self.folder / "build"
        shutil.copytree(options.source / "test/consumer/project", self.project)

    def configure(self, *arguments, fails=False):
        return run("cmake", "-S", self.project, "-B", self.build_dir, "-DCMAKE_BUILD_TYPE=Debug",
                   f"-DCMAKE_CXX_COMPILER_LAUNCHER={shutil.which('ccache') or ''}", *arguments, fails=fails)

    def build(self, *arguments):
        # Makefiles compare times of day; a file must not be as old as what is made from it.
        time.sleep(1.1)
        return run("cmake", "--build", self.build_dir, "-j", str(os.cpu_count() or 1), *arguments)

    def output(self, name="loss", target="train"):
        return self.build_dir / "gateaux-generated" / target / f"{name}.gateaux.hpp"

    def program(self, scale):
        printed = run(self.build_dir / "train")
        require(printed == f"scale {scale:.3f}: gradients agree\n", f"the program printed {printed!r}")

    def check_rebuilds(self):
        """What is built again after a first build that succeeded."""
        times = {path: path.stat().st_mtime_ns for path in self.build_dir.rglob("*") if path.suffix in (".hpp", ".o")}
        printed = self.build()
        require("Differentiating" not in printed and "Building" not in printed, "a second build did something")
        for path, stamp in times.items():
            require(path.stat().st_mtime_ns == stamp, f"a second build changed {path}")

        (self.project / "model/scale.hpp").touch()
        printed = self.build()
        require(DIFFERENTIATING in printed, "touching an included header did not differentiate the file again")
        require("Differentiating energy.cpp" not in printed, "a file that does not include the header was made again")

    def edit_scale(self):
        scale = self.project / "model/scale.hpp"
        text = scale.read_text()
        require("1.5 * value" in text, "the header to edit is not as expected")
        scale.write_text(text.replace("1.5 * value", "2.5 * value"))
        require(DIFFERENTIATING in self.build(), "editing an included header did not differentiate the file again")
        self.program(2.5)

    def change_flags(self):
        printed = self.configure("-DCMAKE_CXX_FLAGS=-DCONSUMER_EXTRA")
        printed = self.build("--target", "gateaux-train-loss")
        require(DIFFERENTIATING in printed, "changed flags did not differentiate the file again")

    def full_check(self):
        self.build()
        self.program(1.5)
        self.check_rebuilds()
        self.edit_scale()


def test_package(options):
    prefix = options.work / "prefix"
    moved = options.work / "moved prefix"
    for folder in (prefix, moved):
        shutil.rmtree(folder, ignore_errors=True)
    run("cmake", "--install", options.build, "--prefix", prefix)
    run(prefix / "bin/gateaux", "--version")

    # Found where it was installed: configuring is enough, because the same files are used after the move.
    Consumer(options, "installed").configure("-G", NINJA, "-DCONSUMER_GATEAUX=package", f"-DCMAKE_PREFIX_PATH={prefix}")

    prefix.rename(moved)
    for path in moved.rglob("*.cmake"):
        text = path.read_text()
        require(str(prefix) not in text, f"{path} names the prefix that it was installed to")
        require(str(options.build) not in text, f"{path} names the build tree")
        require(str(options.source) not in text, f"{path} names the source tree")
    for compiler, generator in (("g++", NINJA), ("clang++-19", MAKE)):
        consumer = Consumer(options, f"package {compiler}")
        consumer.configure("-G", generator, "-DCONSUMER_GATEAUX=package", f"-DCMAKE_PREFIX_PATH={moved}",
                           f"-DCMAKE_CXX_COMPILER={compiler}")
        consumer.full_check()
        consumer.change_flags()

    # A new tool may write something else, so everything is differentiated again.
    time.sleep(1.1)
    (moved / "bin/gateaux").touch()
    require(DIFFERENTIATING in consumer.build("--target", "gateaux-train-loss"),
            "a new tool did not differentiate the file again")

    # From the build tree, and with the generator of several configurations: generation only, which needs no compiler.
    consumer = Consumer(options, "build-tree")
    consumer.configure("-G", MAKE, "-DCONSUMER_GATEAUX=package", f"-DGateaux_DIR={options.build}")
    consumer.build("--target", "gateaux-train-outer")
    require(consumer.output("outer").exists() and consumer.output("loss").exists(), "nothing was generated")
    consumer = Consumer(options, "multi-config")
    consumer.configure("-G", "Ninja Multi-Config", "-DCONSUMER_GATEAUX=package", f"-DGateaux_DIR={options.build}")
    consumer.build("--target", "gateaux-train-loss", "--config", "Release")
    require((consumer.output().parent / "Release/loss.gateaux.hpp").exists(), "nothing was generated")


def test_source(options):
    consumer = Consumer(options, "source")
    source = f"-DGATEAUX_SOURCE={options.source}"
    consumer.configure("-G", NINJA, "-DCONSUMER_GATEAUX=subdirectory", source)
    consumer.build("--target", "train")
    consumer.program(1.5)
    require(not (consumer.build_dir / "gateaux/examples").exists(), "the examples came along")
    # The tool's objects stand where they stood, so this builds only what differs between the two ways.
    consumer.configure("-DCONSUMER_GATEAUX=fetch")
    consumer.build("--target", "train")
    consumer.check_rebuilds()
    consumer.edit_scale()


def test_errors(options):
    consumer = Consumer(options, "errors")
    expected = {
        "stem": [f"{consumer.project}/loss.hpp", f"{consumer.project}/model/loss.hpp", "loss.gateaux.hpp"],
        "target": ['no target "trian"'],
        "file": [f"{consumer.project}/los.hpp"],
        "interface": ['"model"', "INTERFACE_LIBRARY"],
        "imported": ["imported target"],
        "empty": ['"train"', "no file"],
    }
    for error, phrases in expected.items():
        printed = consumer.configure("-G", NINJA, "-DCONSUMER_GATEAUX=package", f"-DGateaux_DIR={options.build}",
                                     f"-DCONSUMER_ERROR={error}", fails=True)
        printed = " ".join(printed.split())
        for phrase in phrases:
            require(phrase in printed, f"the message for a wrong {error} does not say {phrase!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="the source tree of Gateaux")
    parser.add_argument("--build", type=Path, required=True, help="its build tree")
    parser.add_argument("--work", type=Path, required=True, help="a folder to work in")
    parser.add_argument("test", choices=("package", "source", "errors"))
    options = parser.parse_args()
    try:
        {"package": test_package, "source": test_source, "errors": test_errors}[options.test](options)
    except Failure as failure:
        print(f"consumer_test: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
