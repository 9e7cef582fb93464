// SPDX-License-Identifier: Apache-2.0
//
// Names of the entries of a flat vector, for messages of the checkers.
#ifndef GATEAUX_SOLVERS_ENTRY_NAMES_HPP
#define GATEAUX_SOLVERS_ENTRY_NAMES_HPP

#include <Eigen/Core>
#include <string>
#include <utility>
#include <vector>

namespace gateaux {

/// Names the entries of a flat vector after the parameters that it was packed from, for example
/// entry 7 as "W(3, 2)". Converts to what CheckOptions::name takes.
///
///     options.name = EntryNames().add("W", W).add("b", b).add("scale", 1, 1);
class EntryNames {
public:
  /// The next parameter, column by column. One by one entries are named without indices, columns
  /// with one.
  EntryNames &add(std::string name, Eigen::Index rows, Eigen::Index cols) {
    parts_.push_back({std::move(name), rows, cols});
    return *this;
  }
  template <typename Derived>
  EntryNames &add(std::string name, const Eigen::DenseBase<Derived> &parameter) {
    return add(std::move(name), parameter.rows(), parameter.cols());
  }

  std::string operator()(Eigen::Index entry) const {
    for (const Part &part : parts_) {
      if (entry < part.rows * part.cols) {
        if (part.rows * part.cols == 1)
          return part.name;
        const std::string row = std::to_string(entry % part.rows);
        if (part.cols == 1)
          return part.name + "(" + row + ")";
        return part.name + "(" + row + ", " + std::to_string(entry / part.rows) + ")";
      }
      entry -= part.rows * part.cols;
    }
    return "entry " + std::to_string(entry) + " past the last parameter";
  }

private:
  struct Part {
    std::string name;
    Eigen::Index rows;
    Eigen::Index cols;
  };
  std::vector<Part> parts_;
};

} // namespace gateaux

#endif // GATEAUX_SOLVERS_ENTRY_NAMES_HPP
