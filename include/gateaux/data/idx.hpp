// SPDX-License-Identifier: Apache-2.0
//
// Files in the IDX format, in which the MNIST digits are distributed.
#ifndef GATEAUX_DATA_IDX_HPP
#define GATEAUX_DATA_IDX_HPP

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

namespace gateaux {

/// The content of an IDX file: numbers with one or more dimensions, the first of which counts the
/// examples.
struct IdxFile {
  std::vector<Eigen::Index> dimensions;
  /// One example in each column, the numbers of an example in the order of the file.
  Eigen::MatrixXd values;

  Eigen::Index examples() const { return values.cols(); }
};

/// Loads an IDX file, compressed with gzip or not: two zero bytes, one for the type of the numbers
/// (unsigned or signed bytes, 16- and 32-bit integers, floats, doubles), one for the number of
/// dimensions, the dimensions as 32-bit integers, and the numbers; all most significant byte first.
///
/// Throws std::runtime_error with the file, the byte and the reason where it cannot be opened, is no
/// IDX file, or ends before or after what its header announces.
IdxFile load_idx(const std::string &path);

/// Loads an IDX file of one dimension as labels from 0 to classes - 1; classes 0 means as many as
/// there are. Throws std::runtime_error for a label outside, with its position.
Eigen::VectorXi load_idx_labels(const std::string &path, int classes = 0);

/// Writes unsigned bytes as an IDX file, compressed where the path ends in .gz. The file appears
/// whole or not at all.
void save_idx(const std::string &path, const std::vector<Eigen::Index> &dimensions,
              const std::vector<std::uint8_t> &values);

/// Labels as columns of zeros with a one: classes x labels.size().
Eigen::MatrixXd one_hot(const Eigen::VectorXi &labels, int classes);

} // namespace gateaux

#endif // GATEAUX_DATA_IDX_HPP
