// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <system_error>

#ifdef GATEAUX_HAVE_ZLIB
#include <zlib.h>
#endif

namespace gateaux {
namespace internal {
namespace {

constexpr std::size_t piece = std::size_t(1) << 20;

[[noreturn]] void fail_write(const std::string &path) {
  throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
}

#ifdef GATEAUX_HAVE_ZLIB
std::vector<std::uint8_t> compressed(const std::vector<std::uint8_t> &bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw std::runtime_error("cannot compress: zlib failed");
  std::vector<std::uint8_t> result;
  std::array<std::uint8_t, 1 << 16> chunk{};
  std::size_t taken = 0;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    const std::size_t size = std::min(piece, bytes.size() - taken);
    if (stream.avail_in == 0) {
      stream.next_in = const_cast<Bytef *>(bytes.data() + taken);
      stream.avail_in = static_cast<uInt>(size);
      taken += size;
    }
    stream.next_out = chunk.data();
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = deflate(&stream, taken == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    result.insert(result.end(), chunk.data(), chunk.data() + (chunk.size() - stream.avail_out));
  }
  deflateEnd(&stream);
  return result;
}
#endif

} // namespace

bool ends_with(const std::string &text, const std::string &ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

InputFile::InputFile(const std::string &path) : path_(path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    throw std::runtime_error(path + ": cannot be opened: it is a folder");
#ifdef GATEAUX_HAVE_ZLIB
  file_ = gzopen(path.c_str(), "rb");
#else
  file_ = std::fopen(path.c_str(), "rb");
#endif
  if (file_ == nullptr)
    throw std::runtime_error(path + ": cannot be opened: " + std::strerror(errno));
}

InputFile::~InputFile() {
#ifdef GATEAUX_HAVE_ZLIB
  gzclose(static_cast<gzFile>(file_));
#else
  std::fclose(static_cast<std::FILE *>(file_));
#endif
}

std::size_t InputFile::read(std::vector<std::uint8_t> &bytes, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const std::size_t wanted = std::min(piece, size - done);
    const std::size_t before = bytes.size();
    bytes.resize(before + wanted);
#ifdef GATEAUX_HAVE_ZLIB
    auto *const file = static_cast<gzFile>(file_);
    const int got = gzread(file, bytes.data() + before, static_cast<unsigned>(wanted));
    bytes.resize(before + static_cast<std::size_t>(std::max(got, 0)));
    int code = Z_OK;
    const char *const text = gzerror(file, &code);
    if (got < 0 || (code != Z_OK && code != Z_STREAM_END))
      fail(bytes.size(), code == Z_BUF_ERROR ? "the compressed file ends too early"
                                             : std::string("cannot be decompressed: ") + text);
#else
    const std::size_t got =
        std::fread(bytes.data() + before, 1, wanted, static_cast<std::FILE *>(file_));
    bytes.resize(before + got);
    if (before == 0 && got >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
      fail(0, "the file is compressed, and this build has no zlib");
#endif
    if (got == 0)
      break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::vector<std::uint8_t> InputFile::rest() {
  std::vector<std::uint8_t> bytes;
  read(bytes, std::numeric_limits<std::size_t>::max());
  return bytes;
}

void InputFile::fail(std::size_t byte, const std::string &reason) const {
  throw std::runtime_error(path_ + ": byte " + std::to_string(byte) + ": " + reason);
}

void replace_file(const std::string &path, const std::vector<std::uint8_t> &bytes, bool compress) {
  std::vector<std::uint8_t> packed;
  if (compress) {
#ifdef GATEAUX_HAVE_ZLIB
    packed = compressed(bytes);
#else
    throw std::runtime_error("cannot write " + path + ": this build has no zlib to compress with");
#endif
  }
  const std::vector<std::uint8_t> &content = compress ? packed : bytes;
  const std::string draft = path + ".draft-" + std::to_string(getpid());
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0)
    fail_write(path);
  std::size_t written = 0;
  bool good = true;
  while (good && written < content.size()) {
    const ssize_t n =
        write(file, content.data() + written, std::min(content.size() - written, piece));
    if (n > 0)
      written += static_cast<std::size_t>(n);
    else
      good = n < 0 && errno == EINTR;
  }
  good = good && fsync(file) == 0;
  const int reason = errno;
  good = close(file) == 0 && good;
  if (!good || std::rename(draft.c_str(), path.c_str()) != 0) {
    if (!good && reason != 0)
      errno = reason;
    const int kept = errno;
    unlink(draft.c_str());
    errno = kept;
    fail_write(path);
  }
}

} // namespace internal
} // namespace gateaux
