// SPDX-License-Identifier: Apache-2.0
//
// Tables of numbers in text files.
#ifndef GATEAUX_DATA_CSV_HPP
#define GATEAUX_DATA_CSV_HPP

#include <Eigen/Core>
#include <string>
#include <vector>

namespace gateaux {

struct CsvOptions {
  char separator = ',';
  /// Whether the first line names the columns.
  bool header = false;
};

struct CsvTable {
  std::vector<std::string> names; ///< Empty without a header.
  Eigen::MatrixXd values;         ///< One line of the file in each row.

  /// The column of that name; throws std::out_of_range, naming it, where there is none.
  Eigen::Index column(const std::string &name) const;
};

/// Loads a table of numbers. Empty lines are skipped, spaces around numbers too, and numbers and
/// names may stand in double quotes.
///
/// Throws std::runtime_error with the file, the line and the reason where it cannot be opened, where
/// a field is no number, or where a line has another number of fields than the first one.
CsvTable load_csv(const std::string &path, const CsvOptions &options = {});

} // namespace gateaux

#endif // GATEAUX_DATA_CSV_HPP
