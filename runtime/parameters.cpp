// SPDX-License-Identifier: Apache-2.0
#include "gateaux/data/parameters.hpp"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "files.hpp"

namespace gateaux {
namespace {

constexpr char magic[] = "GATEAUXP";
constexpr std::size_t magic_size = 8;

using Bytes = std::vector<std::uint8_t>;

void put(Bytes &bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i)
    bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t hash(const std::uint8_t *bytes, std::size_t size) {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (std::size_t i = 0; i < size; ++i)
    h = (h ^ bytes[i]) * 0x100000001b3U;
  return h;
}

/// Takes numbers from bytes and never more than there are.
class Reader {
public:
  Reader(const Bytes &bytes, std::size_t end, const internal::InputFile &file)
      : bytes_(bytes), end_(end), file_(file) {}

  std::size_t position() const { return at_; }
  std::size_t left() const { return end_ - at_; }
  const std::uint8_t *take(std::uint64_t size) {
    if (size > left())
      file_.fail(at_, "the file ends too early");
    const std::uint8_t *const start = bytes_.data() + at_;
    at_ += static_cast<std::size_t>(size);
    return start;
  }
  std::uint64_t integer(int size) {
    const std::uint8_t *const start = take(std::uint64_t(size));
    std::uint64_t value = 0;
    for (int i = size; i-- > 0;)
      value = value << 8 | start[i];
    return value;
  }

private:
  const Bytes &bytes_;
  std::size_t end_;
  std::size_t at_ = 0;
  const internal::InputFile &file_;
};

} // namespace

Parameters &Parameters::add(std::string name, Eigen::MatrixXd value) {
  if (contains(name))
    throw std::invalid_argument("parameters: there are two of the name " + name);
  matrices_.emplace_back(std::move(name), std::move(value));
  return *this;
}

bool Parameters::contains(const std::string &name) const {
  for (const auto &entry : matrices_)
    if (entry.first == name)
      return true;
  return false;
}

const Eigen::MatrixXd &Parameters::get(const std::string &name) const {
  for (const auto &entry : matrices_)
    if (entry.first == name)
      return entry.second;
  throw std::out_of_range("parameters: there is none of the name " + name);
}

void Parameters::save(const std::string &path) const {
  Bytes bytes(magic, magic + magic_size);
  put(bytes, 1, 4);
  put(bytes, matrices_.size(), 4);
  for (const auto &[name, value] : matrices_) {
    put(bytes, name.size(), 4);
    bytes.insert(bytes.end(), name.begin(), name.end());
    put(bytes, static_cast<std::uint64_t>(value.rows()), 8);
    put(bytes, static_cast<std::uint64_t>(value.cols()), 8);
    for (Eigen::Index i = 0; i < value.size(); ++i) {
      std::uint64_t bits = 0;
      std::memcpy(&bits, value.data() + i, sizeof bits);
      put(bytes, bits, 8);
    }
  }
  put(bytes, hash(bytes.data(), bytes.size()), 8);
  internal::replace_file(path, bytes, false);
}

Parameters Parameters::load(const std::string &path) {
  internal::InputFile file(path);
  const Bytes bytes = file.rest();
  if (bytes.size() < magic_size || std::memcmp(bytes.data(), magic, magic_size) != 0)
    file.fail(0, "no file of parameters");
  if (bytes.size() < magic_size + 16)
    file.fail(bytes.size(), "the file ends within its header");
  const std::size_t end = bytes.size() - 8;
  Reader check(bytes, bytes.size(), file);
  check.take(end);
  const std::uint64_t expected = check.integer(8);
  Reader reader(bytes, end, file);
  reader.take(magic_size);
  const std::uint64_t version = reader.integer(4);
  if (version != 1)
    file.fail(magic_size, "unknown version " + std::to_string(version));
  if (hash(bytes.data(), end) != expected)
    file.fail(end, "the file is damaged: its checksum differs");
  const std::uint64_t count = reader.integer(4);
  Parameters result;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t length = reader.integer(4);
    const auto *const name = reinterpret_cast<const char *>(reader.take(length));
    const std::uint64_t rows = reader.integer(8);
    const std::uint64_t cols = reader.integer(8);
    const std::uint64_t most = reader.left() / 8;
    if ((cols != 0 && rows > most / cols) || rows > (std::uint64_t(1) << 62) ||
        cols > (std::uint64_t(1) << 62))
      file.fail(reader.position(), "a matrix of " + std::to_string(rows) + " x " +
                                       std::to_string(cols) + " does not fit into the file");
    Eigen::MatrixXd value(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(cols));
    for (Eigen::Index j = 0; j < value.size(); ++j) {
      const std::uint64_t bits = reader.integer(8);
      std::memcpy(value.data() + j, &bits, sizeof bits);
    }
    result.add(std::string(name, static_cast<std::size_t>(length)), std::move(value));
  }
  if (reader.left() > 0)
    file.fail(reader.position(), "the file goes on after its last matrix");
  return result;
}

} // namespace gateaux
