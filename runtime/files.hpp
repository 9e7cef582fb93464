// SPDX-License-Identifier: Apache-2.0
//
// Reading files within bounds and writing them as a whole; private to the runtime.
#ifndef GATEAUX_RUNTIME_FILES_HPP
#define GATEAUX_RUNTIME_FILES_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gateaux {
namespace internal {

/// A file that is read from its beginning, decompressed where it is compressed with gzip.
class InputFile {
public:
  /// Throws std::runtime_error where it cannot be opened.
  explicit InputFile(const std::string &path);
  InputFile(const InputFile &) = delete;
  InputFile &operator=(const InputFile &) = delete;
  ~InputFile();

  /// Appends up to `size` bytes, in pieces, so that a wrong size takes no more memory than the file
  /// has. Returns the number of bytes appended, less than `size` only at the end of the file.
  std::size_t read(std::vector<std::uint8_t> &bytes, std::size_t size);
  /// Everything that is left.
  std::vector<std::uint8_t> rest();
  /// Throws std::runtime_error "<path>: byte <n>: <reason>".
  [[noreturn]] void fail(std::size_t byte, const std::string &reason) const;

private:
  std::string path_;
  void *file_ = nullptr;
};

/// Writes a file beside `path`, flushes it to the disk and renames it, so that `path` is the old
/// file or the new one at any time. Compresses with gzip where asked to. Throws std::runtime_error.
void replace_file(const std::string &path, const std::vector<std::uint8_t> &bytes, bool compress);

bool ends_with(const std::string &text, const std::string &ending);

} // namespace internal
} // namespace gateaux

#endif // GATEAUX_RUNTIME_FILES_HPP
