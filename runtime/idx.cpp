// SPDX-License-Identifier: Apache-2.0
#include "gateaux/data/idx.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "files.hpp"

namespace gateaux {
namespace {

using internal::InputFile;

/// The types of numbers, by the third byte of the file.
std::size_t size_of_type(std::uint8_t type) {
  switch (type) {
  case 0x08:
  case 0x09:
    return 1;
  case 0x0B:
    return 2;
  case 0x0C:
  case 0x0D:
    return 4;
  case 0x0E:
    return 8;
  default:
    return 0;
  }
}

std::uint64_t big_endian(const std::uint8_t *bytes, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value = value << 8 | bytes[i];
  return value;
}

double number(const std::uint8_t *bytes, std::uint8_t type) {
  const std::uint64_t bits = big_endian(bytes, size_of_type(type));
  switch (type) {
  case 0x09:
    return double(static_cast<std::int8_t>(bits));
  case 0x0B:
    return double(static_cast<std::int16_t>(bits));
  case 0x0C:
    return double(static_cast<std::int32_t>(bits));
  case 0x0D: {
    const auto narrow = static_cast<std::uint32_t>(bits);
    float value = 0.0F;
    std::memcpy(&value, &narrow, sizeof value);
    return double(value);
  }
  case 0x0E: {
    double value = 0.0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  default:
    return double(bits);
  }
}

std::string hex(std::uint8_t byte) {
  const char *const digits = "0123456789abcdef";
  return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

} // namespace

IdxFile load_idx(const std::string &path) {
  InputFile file(path);
  std::vector<std::uint8_t> bytes;
  if (file.read(bytes, 4) < 4)
    file.fail(bytes.size(), "the file ends within its header");
  if (bytes[0] != 0 || bytes[1] != 0)
    file.fail(0, "no IDX file: it begins with " + hex(bytes[0]) + " " + hex(bytes[1]) +
                     " instead of two zeros");
  const std::uint8_t type = bytes[2];
  const std::size_t size = size_of_type(type);
  if (size == 0)
    file.fail(2, "unknown type of numbers " + hex(type));
  const std::size_t order = bytes[3];
  if (order == 0)
    file.fail(3, "the file has no dimensions");
  if (file.read(bytes, 4 * order) < 4 * order)
    file.fail(bytes.size(), "the file ends within its header, which announces " +
                                std::to_string(order) + " dimensions");
  IdxFile result;
  std::size_t count = 1;
  for (std::size_t i = 0; i < order; ++i) {
    const auto extent = static_cast<std::size_t>(big_endian(bytes.data() + 4 + 4 * i, 4));
    result.dimensions.push_back(static_cast<Eigen::Index>(extent));
    if (extent != 0 && count > (std::size_t(1) << 48) / extent)
      file.fail(4 + 4 * i, "the dimensions announce more numbers than a file can hold");
    count *= extent;
  }
  const std::size_t header = bytes.size();
  const std::size_t got = file.read(bytes, count * size);
  if (got < count * size) {
    file.fail(bytes.size(), "the file ends after " + std::to_string(got / size) + " of " +
                                std::to_string(count) + " numbers");
  }
  if (file.read(bytes, 1) > 0)
    file.fail(header + got, "the file goes on after its " + std::to_string(count) + " numbers");

  const Eigen::Index examples = result.dimensions[0];
  result.values.resize(examples > 0 ? static_cast<Eigen::Index>(count) / examples : 0, examples);
  for (std::size_t i = 0; i < count; ++i)
    result.values.data()[i] = number(bytes.data() + header + i * size, type);
  return result;
}

Eigen::VectorXi load_idx_labels(const std::string &path, int classes) {
  const IdxFile file = load_idx(path);
  if (file.dimensions.size() != 1) {
    throw std::runtime_error(path + ": labels have one dimension, this file has " +
                             std::to_string(file.dimensions.size()));
  }
  Eigen::VectorXi labels(file.examples());
  const double limit = classes > 0 ? double(classes) : double(std::numeric_limits<int>::max());
  for (Eigen::Index i = 0; i < labels.size(); ++i) {
    const double value = file.values(0, i);
    if (!(value >= 0.0) || value >= limit || value != std::floor(value)) {
      throw std::runtime_error(path + ": label " + std::to_string(i) + " is " +
                               std::to_string(value) + ", which is no integer from 0 to " +
                               std::to_string(static_cast<long long>(limit) - 1));
    }
    labels[i] = static_cast<int>(value);
  }
  return labels;
}

void save_idx(const std::string &path, const std::vector<Eigen::Index> &dimensions,
              const std::vector<std::uint8_t> &values) {
  std::size_t count = dimensions.empty() ? 0 : 1;
  for (const Eigen::Index extent : dimensions) {
    if (extent < 0 || extent > std::int64_t(std::numeric_limits<std::uint32_t>::max()))
      throw std::invalid_argument("save_idx: the extent " + std::to_string(extent) +
                                  " is out of range");
    count *= static_cast<std::size_t>(extent);
  }
  if (count != values.size() || dimensions.empty() || dimensions.size() > 255) {
    throw std::invalid_argument("save_idx: the dimensions announce " + std::to_string(count) +
                                " numbers, there are " + std::to_string(values.size()));
  }
  std::vector<std::uint8_t> bytes{0, 0, 0x08, static_cast<std::uint8_t>(dimensions.size())};
  for (const Eigen::Index extent : dimensions)
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes.push_back(static_cast<std::uint8_t>(extent >> shift));
  bytes.insert(bytes.end(), values.begin(), values.end());
  internal::replace_file(path, bytes, internal::ends_with(path, ".gz"));
}

Eigen::MatrixXd one_hot(const Eigen::VectorXi &labels, int classes) {
  Eigen::MatrixXd C = Eigen::MatrixXd::Zero(classes, labels.size());
  for (Eigen::Index i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classes) {
      throw std::invalid_argument("one_hot: label " + std::to_string(i) + " is " +
                                  std::to_string(labels[i]) + ", there are " +
                                  std::to_string(classes) + " classes");
    }
    C(labels[i], i) = 1.0;
  }
  return C;
}

} // namespace gateaux
