// SPDX-License-Identifier: Apache-2.0
//
// GATEAUX_PROVIDED: functions whose derivatives the user has written.
#include "Unit.h"

#include <clang/AST/DeclCXX.h>

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// One parameter that the signature of a derivative must have.
struct Expected {
  QualType like; ///< the type of f's parameter or result that it belongs to
  std::string name;
  enum { Same, Read, Written } passing;
};

QualType plainType(QualType type) {
  type = type.getNonReferenceType();
  if (eigenKind(type) == EigenKind::View)
    return specialization(type)->getTemplateArgs()[0].getAsType().getUnqualifiedType();
  return type.getUnqualifiedType();
}

bool fits(const Expected &expected, const ParmVarDecl *actual, const ASTContext &context) {
  QualType type = actual->getType();
  if (expected.passing == Expected::Same)
    return context.hasSameType(type.getUnqualifiedType(), expected.like.getUnqualifiedType());
  if (!context.hasSameType(plainType(type), plainType(expected.like)))
    return false;
  return isWritable(actual) == (expected.passing == Expected::Written);
}

std::string spellExpected(const Expected &expected, const ASTContext &context) {
  std::string plain = spellPlain(expected.like, context);
  const bool view = eigenKind(expected.like) == EigenKind::View;
  switch (expected.passing) {
  case Expected::Same:
    return spell(expected.like, context) + " " + expected.name;
  case Expected::Read:
    return (view ? "const Eigen::Ref<const " + plain + "> &" : "const " + plain + " &") +
           expected.name;
  case Expected::Written:
    return (view ? "Eigen::Ref<" + plain + "> " : plain + " &") + expected.name;
  }
  return "";
}

class ProvidedReader {
public:
  ProvidedReader(Unit &unit, const Marker &marker, const FunctionDecl *function)
      : unit(unit), marker(marker), function(function) {}

  std::unique_ptr<ir::Function> read() {
    if (function->getTemplateInstantiationPattern() || isa<CXXMethodDecl>(function))
      unsupported(marker.loc, "'GATEAUX_PROVIDED' before a member function or a template");
    const QualType resultType = function->getReturnType();
    auto held = typeOf(resultType);
    if (!held || !held->isReal())
      unsupported(marker.loc, "'GATEAUX_PROVIDED' before a function whose result is not a "
                              "differentiable value");
    for (const ParmVarDecl *parameter : function->parameters()) {
      if (isWritable(parameter))
        unsupported(marker.loc, "'GATEAUX_PROVIDED' before a function that writes to a parameter");
      if (!typeOf(parameter->getType()))
        unsupported(marker.loc, "'GATEAUX_PROVIDED' before a function with a parameter of type '" +
                                    parameter->getType().getAsString() + "'");
    }
    readItems();
    std::shared_ptr<const ir::Function> tangentCode, adjointCode;
    if (tangent)
      tangentCode = derivative(*tangent, "_tangent");
    if (adjoint)
      adjointCode = derivative(*adjoint, "_adjoint");
    std::unique_ptr<ir::Function> result = code(function, Kind::Value);
    result->provided = {{wrt.begin(), wrt.end()}, tangentCode, adjointCode};
    return result;
  }

private:
  void readItems() {
    items = parseItems(marker);
    bool explicitWrt = false;
    for (const Item &item : items) {
      if (item.name.text == "wrt") {
        explicitWrt = true;
        for (const Item &argument : item.arguments)
          addWrt(argument);
      } else if (item.name.text == "tangent") {
        tangent = &item;
      } else if (item.name.text == "adjoint") {
        adjoint = &item;
      } else {
        std::vector<std::string> known = {"wrt", "tangent", "adjoint"};
        fail(item.name.range(), "unknown item '" + item.name.text + "' of 'GATEAUX_PROVIDED'",
             {{suggestion(item.name.text, known, "known items"), {}}});
      }
    }
    if (!tangent && !adjoint)
      fail(marker.loc, "'GATEAUX_PROVIDED' names no derivative",
           {{"add 'tangent' or 'adjoint' for the function that you have written", {}}});
    if (!explicitWrt)
      for (unsigned i = 0; i < function->getNumParams(); ++i)
        if (auto type = typeOf(function->getParamDecl(i)->getType()); type && type->isReal())
          wrt.push_back(i);
    std::sort(wrt.begin(), wrt.end());
  }

  void addWrt(const Item &item) {
    std::vector<std::string> known;
    for (unsigned i = 0; i < function->getNumParams(); ++i) {
      const ParmVarDecl *parameter = function->getParamDecl(i);
      auto type = typeOf(parameter->getType());
      if (parameter->getName() == item.name.text) {
        if (!type->isReal())
          fail(item.name.range(), "'" + item.name.text + "' is of type '" +
                                      parameter->getType().getAsString() +
                                      "', which has no derivative");
        if (std::find(wrt.begin(), wrt.end(), i) != wrt.end())
          fail(item.name.range(), "'" + item.name.text + "' is named twice");
        wrt.push_back(i);
        return;
      }
      if (type->isReal())
        known.push_back(parameter->getNameAsString());
    }
    fail(item.name.range(),
         "'" + function->getNameAsString() + "' has no parameter '" + item.name.text + "'",
         {{suggestion(item.name.text, known, "its parameters"), {}}});
  }

  enum class Kind { Value, Tangent, Adjoint };

  /// What f or a derivative of it computes: its body, or a call of it where the tool does not read
  /// that.
  std::unique_ptr<ir::Function> code(const FunctionDecl *decl, Kind kind) {
    std::string reason;
    if (decl->hasBody()) {
      auto result = std::make_unique<ir::Function>(decl->getNameAsString());
      std::vector<const ParmVarDecl *> results;
      if (kind == Kind::Tangent)
        results.push_back(decl->getParamDecl(decl->getNumParams() - 1));
      try {
        Translator(unit, *result).translateFunction(decl, results);
        return result;
      } catch (const Failure &failure) {
        if (failure.kind != FailureKind::Limitation)
          throw;
        reason = failure.message;
      }
    }
    return called(decl, kind, reason);
  }

  std::unique_ptr<ir::Function> called(const FunctionDecl *decl, Kind kind,
                                       const std::string &reason) {
    auto result = std::make_unique<ir::Function>(decl->getNameAsString());
    describeFunction(*result, decl, unit.context);
    result->unread = reason.empty() ? "its body is not visible" : reason;
    const unsigned count = decl->getNumParams() - (kind == Kind::Tangent);
    for (const ParmVarDecl *parameter : decl->parameters().take_front(count)) {
      if (const QualType type = parameter->getType(); typeOf(type)->dense && !isEigen(type))
        unsupported(parameter->getSourceRange(), "parameter of type '" + type.getAsString() + "'");
      Parameter described = describeParameter(parameter, unit.context);
      Value *argument = result->addArgument(*typeOf(parameter->getType()), described.name);
      described.leaves.push_back({described.name, argument});
      result->parameters.push_back(std::move(described));
    }
    const std::vector<Value *> arguments = result->arguments();
    const size_t added = kind == Kind::Adjoint ? wrt.size() : 0;
    Builder builder(*result);
    Attributes attrs;
    attrs.callee = result.get();
    Value *value = builder.createTyped(Op::Invoke, *typeOf(decl->getReturnType()),
                                       {arguments.begin(), arguments.end() - added}, attrs);
    result->outputs.push_back({"", value});
    auto written = [&](const Type &type, Value *like, size_t position) {
      Attributes place;
      place.integer = static_cast<int64_t>(position);
      return builder.createTyped(Op::Written, type, {value, like}, place);
    };
    if (kind == Kind::Tangent)
      result->outputs.push_back({decl->getParamDecl(count)->getNameAsString(),
                                 written(value->type, value, 0)});
    for (size_t i = 0; i < added; ++i) {
      Value *adjoint = arguments[arguments.size() - added + i];
      result->outputs.push_back(
          {adjoint->name,
           builder.create(Op::Add, {adjoint, written(adjoint->type, arguments[wrt[i]], i)})});
    }
    return result;
  }

  /// The function that the user has written, translated.
  std::shared_ptr<const ir::Function> derivative(const Item &item, const std::string &suffix) {
    const bool isTangent = suffix == "_tangent";
    const std::string name = function->getNameAsString() + suffix;
    std::vector<Expected> expected;
    for (const ParmVarDecl *parameter : function->parameters())
      expected.push_back({parameter->getType(), parameter->getNameAsString(), Expected::Same});
    const Expected ofResult{function->getReturnType(),
                            function->getNameAsString() + (isTangent ? "_dot" : "_bar"),
                            isTangent ? Expected::Written : Expected::Read};
    if (!isTangent)
      expected.push_back(ofResult);
    for (unsigned i : wrt) {
      const ParmVarDecl *parameter = function->getParamDecl(i);
      expected.push_back({parameter->getType(),
                          parameter->getNameAsString() + (isTangent ? "_dot" : "_bar"),
                          isTangent ? Expected::Read : Expected::Written});
    }
    if (isTangent)
      expected.push_back(ofResult);

    std::string signature = spell(function->getReturnType(), unit.context) + " " + name + "(";
    for (const Expected &e : expected)
      signature += (&e == &expected.front() ? "" : ", ") + spellExpected(e, unit.context);
    signature += ")";

    const FunctionDecl *found = nullptr;
    std::vector<Failure::Note> notes = {{"expected: " + signature, {}}};
    const DeclContext *scope = function->getDeclContext()->getRedeclContext();
    for (const NamedDecl *decl : scope->lookup(DeclarationName(&unit.context.Idents.get(name)))) {
      auto *candidate = dyn_cast<FunctionDecl>(decl);
      bool matches =
          candidate && candidate->getNumParams() == expected.size() &&
          unit.context.hasSameType(candidate->getReturnType(), function->getReturnType());
      for (unsigned i = 0; matches && i < expected.size(); ++i)
        matches = fits(expected[i], candidate->getParamDecl(i), unit.context);
      if (matches)
        found = candidate;
      else
        notes.push_back({"this has another signature", decl->getLocation()});
    }
    if (!found)
      fail(item.name.range(),
           "no '" + name + "' with the signature that '" + item.name.text + "' says",
           std::move(notes));
    std::shared_ptr<ir::Function> result =
        code(found, isTangent ? Kind::Tangent : Kind::Adjoint);
    if (isTangent)
      return result;
    // The adjoints that it leaves as they are, are results too.
    std::vector<Output> outputs = {result->outputs.front()};
    const size_t count = result->arguments().size();
    for (size_t i = count - wrt.size(); i < count; ++i) {
      Value *argument = result->arguments()[i];
      Output output{argument->name, argument};
      for (const Output &o : result->outputs)
        if (o.path == argument->name)
          output = o;
      outputs.push_back(output);
    }
    result->outputs = outputs;
    return result;
  }

  Unit &unit;
  const Marker &marker;
  const FunctionDecl *function;
  std::vector<Item> items;
  std::vector<unsigned> wrt;
  const Item *tangent = nullptr, *adjoint = nullptr;
};

} // namespace

const ir::Function *Unit::provided(const FunctionDecl *function) {
  const Marker *marker = markers.on(function, MarkerKind::Provided);
  if (!marker)
    return nullptr;
  auto [it, isNew] = provided_.try_emplace(function->getCanonicalDecl(), nullptr);
  if (!isNew) {
    // Its own derivatives may call it: there it is the function that its body says.
    if (reading_.count(function->getCanonicalDecl()))
      return nullptr;
    if (!it->second)
      throw Failure{FailureKind::Reported, marker->loc, {}, "", {}};
    return it->second;
  }
  struct Reading {
    std::set<const FunctionDecl *> &all;
    const FunctionDecl *own;
    ~Reading() { all.erase(own); }
  } reading{reading_, *reading_.insert(function->getCanonicalDecl()).first};
  auto result = ProvidedReader(*this, *marker, function).read();
  const ir::Function *kept = result.get();
  program.functions.push_back(std::move(result));
  provided_[function->getCanonicalDecl()] = kept;
  return kept;
}

} // namespace gateaux::frontend
