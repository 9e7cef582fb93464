// SPDX-License-Identifier: Apache-2.0
#include "driver/Output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <unistd.h>

namespace gateaux::driver {

std::string defaultOutput(const std::string &inputFile) {
  size_t slash = inputFile.find_last_of('/');
  std::string name = slash == std::string::npos ? inputFile : inputFile.substr(slash + 1);
  size_t dot = name.find_last_of('.');
  return (dot == std::string::npos || dot == 0 ? name : name.substr(0, dot)) + ".gateaux.hpp";
}

std::string writeFile(const std::string &path, const std::string &text) {
  const std::string temporary = path + ".tmp" + std::to_string(getpid());
  auto failed = [&](const char *what) {
    std::string message = std::string("cannot ") + what + " '" + path + "': " + std::strerror(errno);
    std::remove(temporary.c_str());
    return message;
  };
  std::ofstream out(temporary, std::ios::binary);
  if (!out)
    return failed("write");
  out << text;
  out.close();
  if (!out)
    return failed("write");
  if (std::rename(temporary.c_str(), path.c_str()) != 0)
    return failed("replace");
  return {};
}

/// A path as Make and Ninja read it.
static std::string escaped(const std::string &path) {
  std::string s;
  for (char c : path) {
    if (c == ' ' || c == '#')
      s += '\\';
    if (c == '$')
      s += '$';
    s += c;
  }
  return s;
}

std::string depfile(const std::string &output, const std::vector<std::string> &dependencies) {
  std::string s = escaped(output) + ":";
  for (const std::string &d : dependencies)
    s += " \\\n  " + escaped(d);
  return s + "\n";
}

} // namespace gateaux::driver
