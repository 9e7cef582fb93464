// SPDX-License-Identifier: Apache-2.0
#include "OwnOutput.h"

namespace gateaux::frontend {

std::optional<std::string> aboveOwnOutput(const std::string &text, const std::string &outputName) {
  unsigned depth = 0; // of conditionals
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find('\n', begin);
    end = end == std::string::npos ? text.size() : end + 1;
    const std::string line = text.substr(begin, end - begin);
    begin = end;
    size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#')
      continue;
    size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos)
      continue;
    if (line.compare(word, 2, "if") == 0)
      ++depth;
    else if (line.compare(word, 5, "endif") == 0 && depth > 0)
      --depth;
    if (depth > 0 || line.compare(word, 7, "include") != 0)
      continue;
    size_t name = line.find(outputName);
    if (name == std::string::npos || name == 0)
      continue;
    const char before = line[name - 1];
    const char after = name + outputName.size() < line.size() ? line[name + outputName.size()] : ' ';
    if ((before != '"' && before != '<' && before != '/') || (after != '"' && after != '>'))
      continue;
    if (text.find("GATEAUX_DIFFERENTIATE", end) != std::string::npos)
      return std::nullopt;
    return text.substr(0, end);
  }
  return std::nullopt;
}

std::unique_ptr<llvm::MemoryBuffer> withoutUsers(const std::string &file,
                                                 const std::string &outputName) {
  auto buffer = llvm::MemoryBuffer::getFile(file);
  if (!buffer || outputName.empty())
    return nullptr;
  auto text = aboveOwnOutput((*buffer)->getBuffer().str(), outputName);
  return text ? llvm::MemoryBuffer::getMemBufferCopy(*text, file) : nullptr;
}

} // namespace gateaux::frontend
