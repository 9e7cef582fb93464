// SPDX-License-Identifier: Apache-2.0
#include "Parser.h"

#include "Builder.h"
#include "Printer.h"
#include "Scanner.h"
#include "Spelling.h"

#include <map>

namespace gateaux::ir {

namespace {

/// A place where a function is named, to be resolved when all functions are known.
struct CalleeUse {
  Scanner::Mark mark;
  std::string name;
  Operation *operation;
};

struct ProvidedUse {
  Scanner::Mark mark;
  std::string name;
  Function *function;
  bool adjoint;
};

class Parser {
public:
  explicit Parser(std::string_view text) : in_(text) {}

  std::vector<std::unique_ptr<Function>> all() {
    while (!in_.atEnd())
      function();
    for (const CalleeUse &use : callees_)
      use.operation->attrs.callee = resolve(use.name, use.mark);
    for (const ProvidedUse &use : provided_)
      adopt(use);
    std::erase(functions_, nullptr);
    return std::move(functions_);
  }

private:
  // Functions.

  void function() {
    if (!in_.takeWord("func"))
      in_.fail("expected `func`");
    auto mark = in_.mark();
    std::string name = in_.functionName();
    functions_.push_back(std::make_unique<Function>(name));
    function_ = functions_.back().get();
    values_.clear();
    in_.expect("(");
    if (!in_.take(")")) {
      do
        argument();
      while (in_.take(","));
      in_.expect(")");
    }
    auto returnsMark = in_.mark();
    std::optional<std::vector<Type>> returns = heading();
    for (const auto &f : functions_)
      if (f.get() != function_ && qualifiedName(*f) == qualifiedName(*function_))
        in_.failAt(mark, "there is a function @" + name + " already");
    in_.expect("{");
    block(function_->body, true);
    finish(returns, returnsMark);
  }

  void argument() {
    auto mark = in_.mark();
    std::string name = in_.valueName();
    std::string path = in_.peek('"') ? in_.string() : std::string();
    in_.expect(":");
    Value *v = function_->addArgument(in_.type(), userName(name));
    define(name, v, mark);

    Parameter p;
    p.name = path.empty() ? name : path;
    p.leaves.push_back({p.name, v});
    for (char &c : p.name)
      if (c == '.' || c == '[' || c == ']')
        c = '_';
    p.plain = p.declared = spell(v->type);
    if (v->type.dense) {
      p.declared = "const " + p.plain + " &";
      p.passing = Passing::ConstRef;
    }
    function_->parameters.push_back(std::move(p));
  }

  /// What stands between the arguments and the body; returns the types of the return value.
  std::optional<std::vector<Type>> heading() {
    std::optional<std::vector<Type>> returns;
    if (in_.take("->")) {
      returns.emplace();
      in_.expect("(");
      if (!in_.take(")")) {
        *returns = types();
        in_.expect(")");
      }
    }
    for (;;) {
      if (in_.takeWord("scope"))
        function_->scope = in_.string();
      else if (in_.takeWord("origin"))
        function_->origin = in_.string();
      else if (in_.takeWord("result"))
        function_->result = in_.string();
      else if (in_.takeWord("provided"))
        provided();
      else
        return returns;
    }
  }

  void provided() {
    in_.expect("(");
    if (!in_.take(")")) {
      do
        function_->provided.wrt.push_back(position());
      while (in_.take(","));
      in_.expect(")");
    }
    for (bool adjoint : {false, true})
      if (in_.takeWord(adjoint ? "adjoint" : "tangent")) {
        auto mark = in_.mark();
        std::string name = in_.functionName();
        provided_.push_back({mark, name, function_, adjoint});
      }
  }

  unsigned position() {
    auto mark = in_.mark();
    Scanner::Number n = in_.number();
    if (!n.integer || *n.integer < 0 ||
        *n.integer >= static_cast<int64_t>(function_->arguments().size()))
      in_.failAt(mark, "expected the position of an argument");
    return static_cast<unsigned>(*n.integer);
  }

  /// Settles what follows from the outputs; the types of the return value stand at `mark`.
  void finish(const std::optional<std::vector<Type>> &returns, Scanner::Mark mark) {
    std::vector<Type> found;
    for (const Output &output : function_->outputs) {
      if (output.path.empty())
        found.push_back(output.value->type);
      for (Parameter &p : function_->parameters)
        if (p.leaves.front().path == output.path) {
          p.passing = Passing::Ref;
          p.declared = p.plain + " &";
        }
    }
    if (returns && *returns != found)
      in_.failAt(mark, "the outputs differ from the types that the function returns");
    if (function_->result.empty())
      function_->result = found.empty() ? "void" : spell(found.back());
  }

  const Function *resolve(const std::string &name, Scanner::Mark mark) {
    const Function *match = nullptr;
    for (const auto &f : functions_) {
      if (f && qualifiedName(*f) == name)
        return f.get();
      if (f && f->name == name) {
        if (match)
          in_.failAt(mark, "several functions have the name @" + name);
        match = f.get();
      }
    }
    if (!match)
      in_.failAt(mark, "no function has the name @" + name);
    return match;
  }

  /// Takes the function named out of the list, into its owner. Several may share it.
  void adopt(const ProvidedUse &use) {
    std::shared_ptr<const Function> shared;
    for (const auto &f : adopted_)
      if (qualifiedName(*f) == use.name || f->name == use.name)
        shared = f;
    if (!shared) {
      const Function *f = resolve(use.name, use.mark);
      if (f == use.function)
        in_.failAt(use.mark, "a function cannot be its own derivative");
      for (auto &owned : functions_)
        if (owned.get() == f)
          shared = adopted_.emplace_back(std::move(owned));
    }
    (use.adjoint ? use.function->provided.adjoint : use.function->provided.tangent) = shared;
  }

  // Operations.

  /// The operations up to the closing brace, which it takes.
  void block(Block &b, bool outermost) {
    for (;;) {
      if (in_.take("}"))
        return;
      if (in_.atEnd())
        in_.fail("expected `}` at the end of a block");
      if (outermost && in_.takeWord("output")) {
        std::string path = in_.peek('"') ? in_.string() : std::string();
        function_->outputs.push_back({path, use()});
      } else if (!outermost && in_.takeWord("yield")) {
        do
          b.yields.push_back(use());
        while (in_.take(","));
      } else {
        operation(b);
      }
    }
  }

  void operation(Block &b) {
    struct Result {
      Scanner::Mark mark;
      std::string name;
    };
    std::vector<Result> results;
    if (in_.peek('%')) {
      do {
        auto mark = in_.mark();
        results.push_back({mark, in_.valueName()});
      } while (in_.take(","));
      in_.expect("=");
    }
    auto mark = in_.mark();
    std::string mnemonic = in_.word();
    if (mnemonic.empty())
      in_.fail("expected an operation");
    auto kind = opNamed(mnemonic);
    if (!kind)
      in_.failAt(mark, "unknown operation `" + mnemonic + "`");

    std::vector<Value *> operands;
    if (info(*kind).arity != 0 && !in_.peek('('))
      in_.fail("expected `(` and operands");
    if (in_.take("(") && !in_.take(")")) {
      do
        operands.push_back(use());
      while (in_.take(","));
      in_.expect(")");
    }
    std::optional<CalleeUse> callee;
    Attributes attrs = attributes(callee);

    std::vector<Type> resultTypes;
    auto typesMark = in_.mark();
    if (in_.take(":")) {
      typesMark = in_.mark();
      resultTypes = types();
    } else if (results.size() == 1) {
      auto type = inferType(*kind, operands, attrs);
      if (!type)
        in_.failAt(mark, "the type of `" + mnemonic + "` does not follow from its operands");
      resultTypes.push_back(*type);
    }
    if (resultTypes.size() != results.size())
      in_.failAt(typesMark, "expected as many types as results, " + std::to_string(results.size()) +
                                ", and found " + std::to_string(resultTypes.size()));
    if (*kind == Op::Constant && !resultTypes.empty() && resultTypes.front().isReal() &&
        attrs.integer && !attrs.number) {
      // A real number without a fraction, which may be -0.
      attrs.number = literal_;
      attrs.integer.reset();
    }
    Operation *op = function_->append(b, *kind, std::move(operands), std::move(resultTypes), attrs,
                                      SourceLocation{"", mark.line, mark.column});
    if (callee) {
      callee->operation = op;
      callees_.push_back(*callee);
    }
    bodies(*op);
    // Only now, so that neither the operands nor the bodies see the results.
    for (size_t i = 0; i < results.size(); ++i) {
      op->results[i]->name = userName(results[i].name);
      define(results[i].name, op->results[i], results[i].mark);
    }
  }

  Attributes attributes(std::optional<CalleeUse> &callee) {
    Attributes a;
    for (;;) {
      auto mark = in_.mark();
      if (in_.peek('@')) {
        std::string name = in_.functionName();
        callee = CalleeUse{mark, name, nullptr};
      } else if (in_.peekNumber()) {
        Scanner::Number n = in_.number();
        literal_ = n.real;
        if (n.integer)
          a.integer = n.integer;
        else
          a.number = n.real;
      } else if (!attribute(a, mark)) {
        return a;
      }
    }
  }

  /// An attribute that starts with a word. A word that is none may be the next operation.
  bool attribute(Attributes &a, Scanner::Mark mark) {
    if (in_.takeWord("axis")) {
      in_.expect("=");
      std::string name = in_.word();
      for (Axis axis : {Axis::All, Axis::Cols, Axis::Rows})
        if (name == axisName(axis))
          a.axis = axis;
      if (a.axis == Axis::None)
        in_.failAt(mark, "expected `axis=all`, `axis=cols` or `axis=rows`");
      return true;
    }
    if (in_.takeWord("triangle")) {
      in_.expect("=");
      std::string name = in_.word();
      for (Triangle t : {Triangle::Lower, Triangle::Upper, Triangle::StrictlyLower,
                         Triangle::StrictlyUpper, Triangle::UnitLower, Triangle::UnitUpper})
        if (name == triangleName(t))
          a.triangle = t;
      if (a.triangle == Triangle::None)
        in_.failAt(mark, "expected `triangle=lower`, `upper` or another triangle");
      return true;
    }
    if (in_.takeWord("states")) {
      in_.expect("=");
      a.states = in_.number().integer;
      return true;
    }
    if (in_.takeWord("again"))
      return a.again = true;
    for (bool truth : {false, true})
      if (in_.takeWord(truth ? "true" : "false")) {
        a.integer = truth;
        return true;
      }
    for (Predicate p :
         {Predicate::Lt, Predicate::Le, Predicate::Gt, Predicate::Ge, Predicate::Eq, Predicate::Ne})
      if (in_.takeWord(predicateName(p))) {
        a.predicate = p;
        return true;
      }
    return false;
  }

  void bodies(Operation &op) {
    while (in_.peek('(') || in_.peek('{')) {
      Block &body = *function_->addBlock(op);
      auto outer = values_;
      if (in_.take("(")) {
        do
          blockArgument(body);
        while (in_.take(","));
        in_.expect(")");
      }
      in_.expect("{");
      block(body, false);
      values_ = std::move(outer);
    }
  }

  void blockArgument(Block &body) {
    auto mark = in_.mark();
    std::string name = in_.valueName();
    in_.expect(":");
    Value *v = function_->addBlockArgument(body, in_.type(), userName(name));
    define(name, v, mark);
  }

  std::vector<Type> types() {
    std::vector<Type> all;
    do
      all.push_back(in_.type());
    while (in_.take(","));
    return all;
  }

  // Values.

  /// The user's name of a value: none where the text has a number.
  static std::string userName(const std::string &name) {
    return name.find_first_not_of("0123456789") == std::string::npos ? std::string() : name;
  }

  void define(const std::string &name, Value *value, Scanner::Mark mark) {
    if (!values_.emplace(name, value).second)
      in_.failAt(mark, "%" + name + " is defined already");
  }

  Value *use() {
    auto mark = in_.mark();
    std::string name = in_.valueName();
    auto it = values_.find(name);
    if (it == values_.end())
      in_.failAt(mark, "%" + name + " is not defined here");
    return it->second;
  }

  Scanner in_;
  std::vector<std::unique_ptr<Function>> functions_;
  std::vector<std::shared_ptr<const Function>> adopted_;
  std::vector<CalleeUse> callees_;
  std::vector<ProvidedUse> provided_;
  Function *function_ = nullptr;
  std::map<std::string, Value *> values_;
  double literal_ = 0;
};

} // namespace

std::string ParseError::str() const {
  return std::to_string(line) + ":" + std::to_string(column) + ": " + message;
}

Function *ParseResult::find(std::string_view name) const {
  for (const auto &f : functions)
    if (f->name == name || qualifiedName(*f) == name)
      return f.get();
  return nullptr;
}

ParseResult parse(std::string_view text) {
  ParseResult result;
  try {
    result.functions = Parser(text).all();
  } catch (ParseError &error) {
    result.error = std::move(error);
  }
  return result;
}

} // namespace gateaux::ir
