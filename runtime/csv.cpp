// SPDX-License-Identifier: Apache-2.0
#include "gateaux/data/csv.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "files.hpp"

namespace gateaux {
namespace {

/// Without spaces around it, and without the quotes around that.
std::string_view trimmed(std::string_view text) {
  const char *const spaces = " \t\r";
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos)
    return {};
  text = text.substr(first, text.find_last_not_of(spaces) - first + 1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return text;
}

std::vector<std::string_view> fields_of(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  std::size_t start = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"')
      quoted = !quoted;
    if (i == line.size() || (line[i] == separator && !quoted)) {
      fields.push_back(trimmed(line.substr(start, i - start)));
      start = i + 1;
    }
  }
  return fields;
}

} // namespace

Eigen::Index CsvTable::column(const std::string &name) const {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name)
      return static_cast<Eigen::Index>(i);
  throw std::out_of_range("the table has no column " + name);
}

CsvTable load_csv(const std::string &path, const CsvOptions &options) {
  const std::vector<std::uint8_t> bytes = internal::InputFile(path).rest();
  const std::string_view text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  CsvTable table;
  std::vector<double> numbers;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::size_t line_number = 0;
  const auto fail = [&](const std::string &reason) {
    throw std::runtime_error(path + ":" + std::to_string(line_number) + ": " + reason);
  };
  bool header = options.header;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    start = end + 1;
    ++line_number;
    if (trimmed(line).empty())
      continue;
    const std::vector<std::string_view> fields = fields_of(line, options.separator);
    if (columns == 0)
      columns = fields.size();
    if (fields.size() != columns) {
      fail("the line has " + std::to_string(fields.size()) + " fields, the first one has " +
           std::to_string(columns));
    }
    if (header) {
      table.names.assign(fields.begin(), fields.end());
      header = false;
      continue;
    }
    for (std::size_t i = 0; i < columns; ++i) {
      std::string_view field = fields[i];
      if (!field.empty() && field.front() == '+')
        field.remove_prefix(1);
      double value = 0.0;
      const auto parsed = std::from_chars(field.data(), field.data() + field.size(), value);
      if (field.empty() || parsed.ptr != field.data() + field.size() ||
          parsed.ec == std::errc::invalid_argument) {
        fail("field " + std::to_string(i + 1) + " is no number: '" + std::string(fields[i]) + "'");
      }
      if (parsed.ec != std::errc())
        fail("field " + std::to_string(i + 1) + " is out of range: '" + std::string(fields[i]) +
             "'");
      numbers.push_back(value);
    }
    ++rows;
  }
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  table.values = Eigen::Map<const RowMajor>(numbers.data(), static_cast<Eigen::Index>(rows),
                                            static_cast<Eigen::Index>(columns));
  return table;
}

} // namespace gateaux
