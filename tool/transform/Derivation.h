// SPDX-License-Identifier: Apache-2.0
//
// The steps that the requests are made of.
#pragma once

#include "../ir/Clone.h"
#include "../ir/Program.h"
#include "Tangents.h"
#include "Transpose.h"

namespace gateaux::transform {

/// Values for the leaves of the wrt items, by argument index of the function differentiated.
using LeafValues = std::unordered_map<unsigned, ir::Value *>;

/// A derived function under construction: it has the parameters of the source, then those that
/// are added here.
class Derivation {
public:
  Derivation(const ir::Annotation &annotation, const std::string &request);

  const ir::Function &source() const { return source_; }
  ir::Function &function() { return *clone_.function; }
  ir::Builder &builder() { return b_; }
  ir::Value *of(const ir::Value *v) const { return clone_.of(v); }
  ir::Value *argument(unsigned i) const { return of(source_.arguments()[i]); }

  /// Adds a parameter that is read for each item, named with `suffix` ("_dot").
  LeafValues addInputs(const std::vector<ir::Active> &items, const std::string &suffix);
  /// Adds a parameter that is written for each item. With `read` its initial value is an argument.
  LeafValues addOutputs(const std::vector<ir::Active> &items, const std::string &suffix,
                        bool read);
  /// Sets what the parameters added by addOutputs hold at the end; zero for a null value.
  void setOutputs(const std::vector<ir::Active> &items, const std::string &suffix,
                  const LeafValues &values);

  /// A list that goes out: items that are missing are zeros in the shapes of those of `like`.
  ir::Value *complete(ir::Value *list, ir::Value *like);

  /// Copies the body of the source; with `tangents`, the tangent of each operation follows it.
  void copyBody(Tangents *tangents = nullptr);
  /// The source's own results: its return value, and the parameters that it writes.
  void setPrimalOutputs();

  /// A result of the source that has derivatives: its return value, or a parameter that it writes.
  struct Result {
    std::string name;
    const ir::Parameter *parameter; ///< null for a scalar or a matrix that is returned
    struct Leaf {
      const ir::Output *output;
      std::string suffix;
      const ir::Parameter::Leaf *leaf; ///< null where `parameter` is
    };
    std::vector<Leaf> leaves;
    /// True for what f returns.
    bool returned = false;
  };
  std::vector<Result> results() const;
  /// The same without the leaves that wrt items cover, which have derivatives of their own.
  std::vector<Result> resultsBeside(const std::vector<ir::Active> &items) const;
  /// What the source leaves in the leaf of an argument; null where it does not write that.
  const ir::Output *outputAt(unsigned argument) const;
  /// The leaf of the source's parameters that comes in by an argument.
  const ir::Parameter::Leaf &leafOf(unsigned argument) const;
  /// Adds a parameter that is written for a result.
  void addResult(const Result &result, const std::string &suffix);
  /// Adds a parameter that is read for a result, with a value for each leaf; where the result is a
  /// parameter of the source it may be written as well.
  std::vector<ir::Value *> addResultSeed(const Result &result, const std::string &suffix);

  std::unique_ptr<ir::Function> take() { return std::move(clone_.function); }

private:
  ir::Parameter parameterFor(const Result &result, const std::string &suffix, bool written) const;

  const ir::Function &source_;
  ir::Cloning clone_;
  ir::Builder b_;
};

/// A value and its adjoint.
using Seed = std::pair<ir::Value *, ir::Value *>;

/// Reverse mode over the operations [first, last) of the builder's block. Returns the adjoints of
/// `inputs`, null where zero; each begins with its entry of `initial` where that is given. An
/// input that is the result of an operation counts as independent: what defines it is not
/// differentiated.
std::vector<ir::Value *> reverse(ir::Builder &builder, size_t first, size_t last,
                                 const std::vector<ir::Value *> &inputs,
                                 const std::vector<Seed> &seeds,
                                 const std::vector<ir::Value *> &initial = {});

} // namespace gateaux::transform
