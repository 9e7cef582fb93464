// SPDX-License-Identifier: Apache-2.0
//
// gateaux: reads an annotated C++ file and writes its derivatives.
#include "driver/Generate.h"
#include "driver/Graph.h"
#include "driver/Listing.h"
#include "driver/Options.h"
#include "driver/Output.h"
#include "frontend/Frontend.h"
#include "ir/Printer.h"

#include <algorithm>
#include <cstdio>
#include <exception>

using namespace gateaux;

static int fail(const std::string &message) {
  std::fprintf(stderr, "gateaux: error: %s\n", message.c_str());
  return 1;
}

static int internalError(const std::string &what) {
  std::fprintf(stderr,
               "gateaux: internal error: %s\n"
               "gateaux: this is a fault in gateaux, not in your code\n",
               what.c_str());
  return 1;
}

static void print(const std::string &text) { std::fwrite(text.data(), 1, text.size(), stdout); }

static void printTimes(const frontend::FrontendResult &result, const driver::Observer &observer) {
  auto line = [](const std::string &phase, double seconds) {
    std::fprintf(stderr, "%-14s %8.1f ms\n", phase.c_str(), 1e3 * seconds);
  };
  line("parse", result.parseSeconds);
  line("translate", result.translateSeconds);
  for (const auto &[phase, seconds] : observer.seconds)
    line(phase, seconds);
}

static int run(const driver::Options &options) {
  driver::Observer observer;
  if (options.printIr) {
    const std::string wanted = options.printPhase;
    if (!wanted.empty() && std::find(driver::kPhases.begin(), driver::kPhases.end(), wanted) ==
                               driver::kPhases.end()) {
      std::string known;
      for (const std::string &phase : driver::kPhases)
        known += (known.empty() ? "" : ", ") + phase;
      return fail("no phase '" + wanted + "'; the phases are " + known);
    }
    observer.after = [wanted](const std::string &phase, const ir::Function &f) {
      if (wanted.empty() || wanted == phase)
        print("// after " + phase + "\n" + ir::print(f) + "\n");
    };
  }

  // What an #include of the output must name, also where the output goes elsewhere.
  const std::string output =
      options.output.empty() ? driver::defaultOutput(options.input) : options.output;
  frontend::FrontendOptions frontendOptions;
  frontendOptions.file = options.input;
  frontendOptions.flags = options.flags;
  frontendOptions.compileCommandsDir = options.compileCommands;
  frontendOptions.resourceDir = GATEAUX_CLANG_RESOURCE_DIR;
  frontendOptions.output = output == "-" ? driver::defaultOutput(options.input) : output;
  frontend::FrontendResult result = frontend::runFrontend(frontendOptions);
  if (!result.ok)
    return 1;
  if (options.list) {
    print(driver::listing(result.program));
    return 0;
  }

  std::string text, graph;
  try {
    text = driver::generate(result.program, result.mainFile, result.isHeader, observer);
    if (!options.graph.empty())
      graph = driver::graph(result.program);
  } catch (const ir::Limitation &limitation) {
    result.reporter.limitation(limitation.loc, limitation.what(), limitation.note);
    return 1;
  }
  if (options.timePasses)
    printTimes(result, observer);

  // --print-ir takes the place of the output, unless that is asked for too.
  struct File {
    std::string path, text;
  };
  std::vector<File> files;
  if (output == "-" && !options.printIr)
    print(text);
  else if (output != "-" && (!options.printIr || !options.output.empty()))
    files.push_back({output, text});
  if (!options.graph.empty())
    files.push_back({options.graph, graph});
  if (!options.depfile.empty())
    files.push_back({options.depfile, driver::depfile(output, result.dependencies)});
  for (const File &file : files)
    if (std::string error = driver::writeFile(file.path, file.text); !error.empty())
      return fail(error);
  return 0;
}

int main(int argc, const char **argv) {
  driver::Options options;
  if (std::string error = driver::parseOptions({argv + 1, argv + argc}, options); !error.empty())
    return fail(error);
  if (options.help) {
    print(driver::helpText());
    return 0;
  }
  if (options.version) {
    print("gateaux " GATEAUX_VERSION "\n");
    return 0;
  }
  try {
    return run(options);
  } catch (const std::exception &e) {
    return internalError(e.what());
  }
}
