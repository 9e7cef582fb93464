// SPDX-License-Identifier: Apache-2.0
//
// Pieces of text that the templates share.
#pragma once

#include "../ir/Program.h"

#include <functional>

namespace gateaux::emit {

/// A list with commas.
std::string join(const std::vector<std::string> &items);
/// The scalar type that the flat vectors have: "double" or "float".
std::string scalarOf(const ir::Annotation &annotation);
/// "Eigen::VectorXd" or "Eigen::VectorXf".
std::string flatVector(const ir::Annotation &annotation);
/// The names of the items with prefix and suffix, separated by commas.
std::string names(const std::vector<ir::Active> &items, const std::string &prefix,
                  const std::string &suffix);
/// `wanted`, or with a number behind it where a parameter of the function or an item has that name.
std::string unused(const ir::Annotation &annotation, const std::string &wanted);
/// The item that covers a parameter as a whole; null where there is none.
const ir::Active *itemOf(const ir::Annotation &annotation, unsigned parameter);
/// True where an item covers members of a parameter, and not the whole.
bool isPartlyActive(const ir::Annotation &annotation, unsigned parameter);

/// A scalar, a matrix or an array of numbers within something that generated code has a variable
/// for.
struct Member {
  std::string suffix; ///< below the variable
  std::string path;   ///< below f's parameters
  ir::Type type;
  ir::Holding held;
  std::string extent;
};
/// A variable of generated code for one item, one parameter or one result.
struct Variable {
  std::string name;
  std::string plain;
  std::string declarator = {}; ///< as that of a Parameter
  std::vector<Member> members;

  /// What a pointer points to, or a C array: such variables have no type that names them.
  bool isArray() const;
  /// The pointer has a length that is known at run time only.
  bool isDynamicPointer() const;
  /// `Eigen::MatrixXd name`, `double name[3]`; of a pointer `std::vector<double> name`.
  std::string declared(const std::string &name) const;
  /// How it is passed to generated functions, for the variable spelled `text`.
  std::string passed(const std::string &text) const;
};

/// The variables of the wrt items: their derivatives.
Variable variableOf(const ir::Annotation &annotation, const ir::Active &item);
std::vector<Variable> variablesOf(const ir::Annotation &annotation);
/// The variable that holds a copy of a parameter of f.
Variable variableOf(const ir::Parameter &parameter);

/// Each variable as it is passed, with prefix and suffix around its name.
std::string passedList(const std::vector<Variable> &variables, const std::string &prefix,
                       const std::string &suffix);
/// Each member of each variable: prefix + name + suffix + that of the member.
std::vector<std::string> memberList(const std::vector<Variable> &variables,
                                    const std::string &prefix, const std::string &suffix);
/// A statement for each of the members, in the place of $; those of the items of a list in a loop over these.
std::string forEach(const std::vector<std::string> &members, const std::string &statement, bool constant,
                    unsigned depth = 1);
/// True where a member stands within the items of a list.
bool isInList(const Member &member);
/// A statement that gives `variable`, a member, zeros and the shape of `like`.
std::string zeroLike(const Member &member, const std::string &variable, const std::string &like);

} // namespace gateaux::emit
