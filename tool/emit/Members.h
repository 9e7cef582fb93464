// SPDX-License-Identifier: Apache-2.0
//
// Pieces of text that the templates share.
#pragma once

#include "../ir/Program.h"

#include <functional>

namespace gateaux::emit {

/// A list with commas.
std::string join(const std::vector<std::string> &items);
/// `text` for each item, with $ standing for the item's name and @ for its type.
std::string forItems(const std::vector<ir::Active> &items, const std::string &text);
/// The scalar type that the flat vectors have: "double" or "float".
std::string scalarOf(const ir::Annotation &annotation);
/// "Eigen::VectorXd" or "Eigen::VectorXf".
std::string flatVector(const ir::Annotation &annotation);
/// Declares a variable that holds a derivative of each item: `plain name + suffix;`.
std::string declareVariables(const std::vector<ir::Active> &items, const std::string &suffix);
/// Statements that give `prefix name suffix` of each item the shape of `like(item)`, all zeros.
std::string zeroLike(const ir::Annotation &annotation, const std::string &prefix,
                     const std::string &suffix,
                     const std::function<std::string(const ir::Active &)> &like);
/// The names of the items with prefix and suffix, separated by commas.
std::string names(const std::vector<ir::Active> &items, const std::string &prefix,
                  const std::string &suffix);
/// `wanted`, or with a number behind it where a parameter of the function or an item has that name.
std::string unused(const ir::Annotation &annotation, const std::string &wanted);
/// True where the item is a scalar.
bool isScalar(const ir::Annotation &annotation, const ir::Active &item);
/// The item that covers a parameter as a whole; null where there is none.
const ir::Active *itemOf(const ir::Annotation &annotation, unsigned parameter);

} // namespace gateaux::emit
