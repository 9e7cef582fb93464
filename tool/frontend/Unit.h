// SPDX-License-Identifier: Apache-2.0
//
// What the translations of the functions of one file share.
#pragma once

#include "Annotations.h"
#include "Diagnostics.h"
#include "Outlining.h"
#include "Translator.h"
#include "ir/Program.h"

#include <map>
#include <set>

namespace gateaux::frontend {

class Unit {
public:
  Unit(clang::ASTContext &context, Markers &markers, ir::Program &program)
      : context(context), markers(markers), program(program) {}

  clang::ASTContext &context;
  Markers &markers;
  ir::Program &program;

  /// All that GATEAUX_DIFFERENTIATE asks for. Errors are reported, and the rest goes on.
  void translateAnnotations();

  /// The function behind GATEAUX_PROVIDED with its derivatives; null where it has none.
  const ir::Function *provided(const clang::FunctionDecl *function);

  /// A function without influence on derivatives that the tool does not read.
  const ir::Function *inactive(const clang::FunctionDecl *function);

  /// A member of sparse matrices that depends on their pattern: `rows`, `cols`.
  const ir::Function *sparseExtent(const std::string &name);
  /// An expression that generated code repeats, of integers that kOperand stands for in it.
  const ir::Function *carried(const std::string &text, const std::vector<ir::Value *> &integers);
  /// gateaux::argsort of vectors of a type.
  const ir::Function *argsort(const ir::Type &vector);

  /// True for a function that calls itself, directly or through others.
  bool callsItself(const clang::FunctionDecl *function);
  /// A function that calls itself, as what is called; its derivatives are generated.
  const ir::Function *recursive(const clang::FunctionDecl *function);
  /// The same for one that is made of what its names stand for at a call.
  const Outlined &outlined(const clang::FunctionDecl *definition, Outline &outline, const std::vector<ir::Type> &returned,
                           const Translator &caller);

  /// A function that is still being read was called with a variable that holds nothing yet.
  bool undefinedArguments = false;

  unsigned newWorkspace() { return ++workspaces_; }
  /// The workspace that is a member of another one.
  unsigned workspaceIn(unsigned outer, const clang::ValueDecl *member) {
    unsigned &id = members_[{outer, member}];
    return id ? id : id = newWorkspace();
  }

private:
  friend class RequestReader;

  /// A function with its parameters, its body translated.
  struct Translated {
    ir::Function *function = nullptr; ///< null where there was an error
    std::unique_ptr<Translator> translator;
  };
  Translated &translated(const clang::FunctionDecl *function);
  /// Translates again with more arrays as lists, until it is known which of them have to be such.
  template <class F> static auto untilListsAreKnown(F translate) {
    for (std::set<clang::SourceLocation> lists;;)
      try {
        return translate(lists);
      } catch (const RunTimePosition &unknown) {
        if (!lists.insert(unknown.array).second)
          throw;
      }
  }
  /// What the annotations of a function say of the lengths of its pointers.
  std::map<std::string, Item> lengthsOf(const clang::FunctionDecl *function) const;

  std::map<const clang::FunctionDecl *, Translated> translated_;
  std::map<const clang::FunctionDecl *, const ir::Function *> provided_;
  std::map<const clang::FunctionDecl *, const ir::Function *> inactive_;
  std::map<const clang::FunctionDecl *, const ir::Function *> recursive_; ///< null where there was an error
  using Outlines = std::map<std::pair<const clang::FunctionDecl *, std::string>, Outlined>;
  Outlines outlines_;
  std::vector<Outlines::iterator> outlined_; ///< in the order of their making
  std::map<const clang::FunctionDecl *, bool> callsItself_;
  std::map<std::string, const ir::Function *> sparseExtents_, carried_;
  std::set<const clang::FunctionDecl *> reading_; ///< whose derivatives are being read
  std::map<std::pair<unsigned, const clang::ValueDecl *>, unsigned> members_;
  unsigned workspaces_ = 0;
};

/// True for a function that generated code can call: what it takes and gives are numbers and matrices.
bool canBeCalled(const clang::FunctionDecl *function);
/// The name, scope, origin and result of a function.
void describeFunction(ir::Function &result, const clang::FunctionDecl *function,
                      clang::ASTContext &context);
/// How a parameter is passed and spelled, without its leaves. Throws Failure for what is not
/// supported.
ir::Parameter describeParameter(const clang::ParmVarDecl *parameter,
                                const clang::ASTContext &context);
/// The type of a parameter; that of a MatrixBase<Derived> is Derived.
clang::QualType typeOfParameter(const clang::ParmVarDecl *parameter);
/// True for a parameter through which the function can write to its caller's variable.
bool isWritable(const clang::ParmVarDecl *parameter);

} // namespace gateaux::frontend
