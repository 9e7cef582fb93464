// SPDX-License-Identifier: Apache-2.0
//
// Parameters of a model in a file.
#ifndef GATEAUX_DATA_PARAMETERS_HPP
#define GATEAUX_DATA_PARAMETERS_HPP

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace gateaux {

/// Named matrices, saved to and loaded from one file.
///
///     gateaux::Parameters().add("W", W).add("b", b).save("model.gxp");
///     const auto saved = gateaux::Parameters::load("model.gxp");
///     const Eigen::MatrixXd W = saved.get("W");
///
/// The file, numbers least significant byte first:
///
///     8 bytes    "GATEAUXP"
///     uint32     version, 1
///     uint32     number of matrices
///     for each:  uint32 length of the name, the name in UTF-8, uint64 rows, uint64 columns,
///                rows x columns doubles column by column
///     uint64     FNV-1a hash of all bytes before it
class Parameters {
public:
  Parameters &add(std::string name, Eigen::MatrixXd value);

  /// Throws std::out_of_range, naming it, where there is none of that name.
  const Eigen::MatrixXd &get(const std::string &name) const;
  bool contains(const std::string &name) const;
  std::size_t size() const { return matrices_.size(); }
  const std::vector<std::pair<std::string, Eigen::MatrixXd>> &all() const { return matrices_; }

  /// Writes beside `path` and renames: an interrupted write leaves the old file. Throws
  /// std::runtime_error with the reason.
  void save(const std::string &path) const;
  /// Throws std::runtime_error with the file and the reason where it cannot be read, is none of
  /// these, or is damaged.
  static Parameters load(const std::string &path);

private:
  std::vector<std::pair<std::string, Eigen::MatrixXd>> matrices_;
};

} // namespace gateaux

#endif // GATEAUX_DATA_PARAMETERS_HPP
