// SPDX-License-Identifier: Apache-2.0
#include "Options.h"

#include <algorithm>
#include <cstring>

namespace gateaux::driver {

namespace {

/// One option: `--name`, `--name=VALUE` or `--name VALUE`; one dash will do as well.
struct Row {
  const char *name;
  const char *value; ///< what the value is called; null for none
  bool optional;     ///< the value may be left out (it then needs the `=`)
  const char *description;
  void (*set)(Options &, const std::string &);
};

const Row kRows[] = {
    {"o", "FILE", false,
     "the generated header (default: <stem>.gateaux.hpp in\n"
     "the working directory); - for standard output",
     [](Options &o, const std::string &v) { o.output = v; }},
    {"p", "DIR", false, "take the flags from DIR/compile_commands.json",
     [](Options &o, const std::string &v) { o.compileCommands = v; }},
    {"depfile", "FILE", false, "write a Make/Ninja depfile",
     [](Options &o, const std::string &v) { o.depfile = v; }},
    {"list", nullptr, false, "print the annotated functions and what is requested of each",
     [](Options &o, const std::string &) { o.list = true; }},
    {"print-ir", "PHASE", true, "print the intermediate form, after one phase or all",
     [](Options &o, const std::string &v) {
       o.printIr = true;
       o.printPhase = v == "all" ? "" : v;
     }},
    {"graph", "FILE", false,
     "write the flow graph of each annotated function and its\n"
     "adjoint, for Graphviz",
     [](Options &o, const std::string &v) { o.graph = v; }},
    {"time-passes", nullptr, false, "print where the time goes",
     [](Options &o, const std::string &) { o.timePasses = true; }},
    {"version", nullptr, false, "print the version",
     [](Options &o, const std::string &) { o.version = true; }},
    {"help", nullptr, false, "print this", [](Options &o, const std::string &) { o.help = true; }},
};

const Row *rowNamed(const std::string &name) {
  for (const Row &row : kRows)
    if (name == row.name || (name == "h" && !std::strcmp(row.name, "help")))
      return &row;
  return nullptr;
}

std::string spelled(const Row &row) {
  return (std::strlen(row.name) == 1 ? "-" : "--") + std::string(row.name);
}

} // namespace

std::string parseOptions(const std::vector<std::string> &arguments, Options &options) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    if (argument == "--") {
      options.flags.assign(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, arguments.end());
      break;
    }
    if (argument.empty() || argument[0] != '-' || argument == "-") {
      if (!options.input.empty())
        return "more than one input file: '" + options.input + "' and '" + argument + "'";
      options.input = argument;
      continue;
    }
    const size_t dashes = argument[1] == '-' ? 2 : 1;
    const size_t equals = argument.find('=');
    const std::string name = argument.substr(dashes, equals - dashes);
    const Row *row = rowNamed(name);
    if (!row)
      return "unknown option '" + argument +
             "'; see gateaux --help (flags for the compiler follow '--')";
    std::string value;
    if (equals != std::string::npos) {
      if (!row->value)
        return "'" + spelled(*row) + "' takes no value";
      value = argument.substr(equals + 1);
    } else if (row->value && !row->optional) {
      if (i + 1 == arguments.size() || arguments[i + 1] == "--")
        return "'" + spelled(*row) + "' needs a value: " + row->value;
      value = arguments[++i];
    }
    if (row->value && !row->optional && value.empty())
      return "'" + spelled(*row) + "' needs a value: " + row->value;
    row->set(options, value);
  }
  if (options.input.empty() && !options.help && !options.version)
    return "no input file; see gateaux --help";
  return "";
}

std::string helpText() {
  std::string text =
      "gateaux: derivatives of C++ losses at the level at which they were written\n\n"
      "usage: gateaux [options] <header or source> [-- <compiler flags>]\n\n";
  for (const Row &row : kRows) {
    std::string left = "  " + spelled(row);
    if (row.value)
      left += row.optional ? "[=" + std::string(row.value) + "]" : " " + std::string(row.value);
    left.resize(std::max<size_t>(left.size() + 1, 21), ' ');
    text += left;
    for (const char *c = row.description; *c; ++c)
      text += *c == '\n' ? "\n" + std::string(21, ' ') : std::string(1, *c);
    text += "\n";
  }
  return text;
}

} // namespace gateaux::driver
