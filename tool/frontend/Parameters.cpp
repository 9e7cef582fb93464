// SPDX-License-Identifier: Apache-2.0
//
// The parameters of a function that is differentiated: how they are passed, and the scalars and
// dense values that they are made of.
#include "Ranges.h"
#include "Selection.h"
#include "Sparse.h"
#include "Translator.h"
#include "Unit.h"
#include "Workspaces.h"

#include <algorithm>

using namespace clang;
using namespace gateaux::ir;

namespace gateaux::frontend {

namespace {

/// A name for a parameter without one that no other parameter has.
std::string nameForUnnamed(const ParmVarDecl *parameter) {
  std::string name = "argument" + std::to_string(parameter->getFunctionScopeIndex() + 1);
  auto *function = cast<FunctionDecl>(parameter->getDeclContext());
  while (std::any_of(function->param_begin(), function->param_end(),
                     [&](const ParmVarDecl *p) { return p->getName() == name; }))
    name += "_";
  return name;
}

/// True where what a type refers to, or is made of, is const.
bool isConst(QualType type, const ASTContext &context) {
  return context.getBaseElementType(type.getNonReferenceType()).isConstQualified();
}

/// The scalar at the end of pointers and arrays.
QualType scalarBehind(QualType type, const ASTContext &context) {
  type = type.getCanonicalType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : context.getBaseElementType(type);
  return type.getUnqualifiedType();
}

/// The scalar type of a container or an array of such.
QualType scalarOfArray(QualType type) {
  type = type.getNonReferenceType().getCanonicalType();
  if (const auto *array = dyn_cast<ArrayType>(type.getTypePtr()))
    return scalarOfArray(array->getElementType());
  const auto *spec = specialization(type);
  return spec ? scalarOfArray(spec->getTemplateArgs()[0].getAsType()) : type;
}

/// std::pair and std::tuple.
bool isTuple(QualType type) { return isStd(type, "pair") || isStd(type, "tuple"); }

/// How generated code names a member.
struct Accessor {
  std::string name;
  bool reachable;
};

/// Eigen's geometry has accessors to its members, which can be read and written.
Accessor accessorOf(const FieldDecl *field, QualType type, const ASTContext &context) {
  std::string name = field->getNameAsString();
  if (!isGeometry(context.getTypeDeclType(field->getParent())))
    return {name, field->getAccess() == AS_public || field->getAccess() == AS_none};
  const CXXRecordDecl *record = recordOf(type);
  const bool translation = record && isGeometry(type) && record->getName() == "Translation";
  return {(translation ? "vector" : name.substr(name.find('_') + 1)) + "()", true};
}

/// How generated code names element i; see emit/Format.h for those of tuples.
std::string elementPath(const std::string &path, QualType type, size_t i) {
  return isStd(type, "tuple") ? path + ".@" + std::to_string(i) : path + "[" + std::to_string(i) + "]";
}

/// A vector or array of matrices, of vectors or of objects.
bool isArrayOfObjects(QualType type, const ASTContext &context) {
  if (elementTypeOf(type))
    return true;
  return !typeOf(type) && (isStd(type, "array") || context.getAsConstantArrayType(type.getNonReferenceType()));
}

} // namespace

QualType typeOfParameter(const ParmVarDecl *parameter) {
  return withoutBase(parameter->getType(), parameter->getASTContext());
}

bool isWritable(const ParmVarDecl *parameter) {
  QualType type = typeOfParameter(parameter);
  if (eigenKind(type) == EigenKind::View)
    return !isConstView(type);
  if (type->isPointerType())
    return !isConst(type->getPointeeType(), parameter->getASTContext());
  return type->isLValueReferenceType() && !isConst(type, parameter->getASTContext());
}

Parameter describeParameter(const ParmVarDecl *parameter, const ASTContext &context) {
  QualType type = typeOfParameter(parameter);
  const SourceRange range = parameter->getSourceRange();
  Parameter result;
  result.name = parameter->getNameAsString();
  if (result.name.empty())
    result.name = nameForUnnamed(parameter);
  result.declarator = derivativeDeclarator(type, context);
  result.declared = result.declarator.empty() ? spell(type, context)
                                              : spellDeclarator(type.getUnqualifiedType(), context);
  result.view = eigenKind(type) == EigenKind::View;
  if (type->isFunctionPointerType())
    unsupported(range, "parameter of type '" + type.getAsString() + "'");
  if (type->isRValueReferenceType())
    unsupported(range, "parameter that is an rvalue reference");
  if (type.getNonReferenceType().isVolatileQualified())
    unsupported(range, "volatile parameter");
  if (type->isPointerType())
    result.passing = isWritable(parameter) ? Passing::Pointer : Passing::ConstPointer;
  else if (type->isLValueReferenceType())
    result.passing = isConst(type, context) ? Passing::ConstRef : Passing::Ref;
  if (factorOf(type))
    unsupported(range, "parameter that is a decomposition",
                {{"pass the matrix, and decompose it in the function", {}}});
  auto held = typeOf(type);
  const CXXRecordDecl *record = recordOf(type);
  const bool object = !held && record && !isEigen(type) &&
                      (!inNamespace(record, "std") || isTuple(type)) && !record->isLambda() &&
                      !record->isUnion();
  if (isLongDouble(type) || (!held && !object && !isArrayOfObjects(type, context) && !type->isPointerType() &&
                             !isCarriedAlong(type) && !isWorkspace(type)))
    unsupported(range, "parameter of type '" + type.getAsString() + "'", insteadOf(type));
  const bool seen = isSparse(type) && !isEigenClass(type, "SparseMatrix"); // a Ref or a Map of one
  result.plain = spellPlain(type->isPointerType() ? scalarBehind(type, context)
                            : seen                ? specialization(type)->getTemplateArgs()[0].getAsType()
                                                  : type,
                            context);
  return result;
}

Binding Translator::addParameter(QualType type, Parameter &parameter, SourceRange range) {
  LocationScope scope(*this, range.getBegin(), range);
  Binding variable = newVariable(type, parameter.name, range.getBegin());
  addLeaves(variable, type.getNonReferenceType(), parameter.name, parameter, nullptr, range);
  return variable;
}

void Translator::addLeaf(Cell &cell, const Parameter::Leaf &leaf, Parameter &parameter,
                         const FieldDecl *hidden, std::optional<bool> writable) {
  parameter.leaves.push_back(leaf);
  parameterLeaves_.push_back({leaf.path, &cell, writable});
  if (hidden)
    hidden_[leaf.value] = hidden;
}

void Translator::addLeaves(Binding &variable, QualType type, const std::string &path,
                           Parameter &parameter, const FieldDecl *hidden, SourceRange range) {
  auto refuse = [&] {
    unsupported(range, "a member of type '" + type.getAsString() + "' in a parameter",
                {{"its path is '" + path + "'", {}}});
  };
  if (auto element = elementTypeOf(type) || isList(variable) ? elementOf(type) : std::nullopt)
    // `$` stands for a position.
    return addLeaves(variable, *element, path + "[$]", parameter, hidden, range);
  const bool whole = path == parameter.name;
  if (variable.kind == Binding::Variable) {
    Cell &cell = *variable.cell;
    if (cell.type.isList() && cell.type.dense && !isEigen(type) && !cell.type.isColumn())
      refuse();
    if (!whole && (eigenKind(type) == EigenKind::View || isLongDouble(type)))
      refuse();
    cell.spread = isSpread(type);
    Holding held = Holding::Direct;
    if (cell.type.dense && !isEigen(type)) {
      held = type->isArrayType() ? Holding::Array : Holding::Container;
      if (scalarOfArray(type)->isEnumeralType())
        unsupported(range, "an array of enumerations in a parameter",
                    {{"use one of integers", {}}});
    }
    // An enumeration is an integer to the translation; its argument keeps the type by name.
    const bool enumeration = type.getNonReferenceType()->isEnumeralType();
    Type declared = cell.type;
    if (enumeration)
      declared.spelling = spellPlain(type, context);
    Value *argument = builder.function().addArgument(declared, cell.name);
    cell.value = enumeration && !declared.isList() ? builder.createTyped(Op::Cast, cell.type, {argument}) : argument;
    addLeaf(cell, {path, argument, {}, held}, parameter, hidden, {});
    return;
  }
  if (variable.kind == Binding::Pointer)
    return addPointer(variable, type, path, parameter, hidden, range);
  if (variable.kind != Binding::Object)
    refuse();
  if (isOptional(type)) {
    variable.object->parts.clear(); // an error where it is used
    return;
  }
  if (isCarriedAlong(type) && !hidden && parameter.passing == Passing::ConstRef) // else it may change
    variable.object->text = path;
  if (isSparse(type)) {
    auto add = [&](Cell &cell, const std::string &leaf, Holding held, const std::string &extent) {
      cell.value = builder.function().addArgument(cell.type, cell.name);
      addLeaf(cell, {leaf, cell.value, {}, held, extent}, parameter, hidden, {});
    };
    const auto &parts = variable.object->parts;
    add(*parts[0].binding.cell, path, Holding::Direct, "");
    add(*parts[1].binding.cell, path + kNonzeros, Holding::Sparse, path);
    add(*parts[2].binding.cell, path + ".innerIndexPtr()", Holding::Positions, path + ".nonZeros()");
    return add(*parts[3].binding.cell, path + ".outerIndexPtr()", Holding::Positions, path + ".outerSize() + 1");
  }
  size_t i = 0;
  for (Object::Part &part : variable.object->parts) {
    if (part.field) {
      const Accessor accessor = accessorOf(part.field, type, context);
      addLeaves(part.binding, part.field->getType(), path + "." + accessor.name, parameter,
                accessor.reachable ? hidden : part.field, range);
    } else {
      const QualType element = partTypeOf(type, i);
      if (element.isNull())
        refuse();
      addLeaves(part.binding, element, elementPath(path, type, i), parameter, hidden, range);
    }
    ++i;
  }
}

/// What a pointer points to is an array of as many rows as 'extent' says.
void Translator::addPointer(Binding &variable, QualType type, const std::string &path,
                            Parameter &parameter, const FieldDecl *hidden, SourceRange range) {
  const QualType pointee = type->getPointeeType();
  auto row = typeOf(pointee);
  const bool array = pointee->isArrayType() && row && row->isColumn() && row->isFixed();
  if (path != parameter.name && !row)
    return; // an error where it is used
  if (!row || !(array || (row->isScalar() && !pointee->isEnumeralType() && !isLongDouble(pointee))))
    unsupported(range,
                path == parameter.name
                    ? "parameter of type '" + type.getAsString() + "'"
                    : "a member of type '" + type.getAsString() + "' in a parameter",
                {{"pass what it points to by reference", {}}});
  auto given = lengths.find(path);
  if (given == lengths.end()) {
    variable.pointer->withoutLength = path;
    if (path == parameter.name)
      failWithoutLength(path, range);
    return; // a member that is perhaps not used
  }
  const Length length = readLength(given->second, /*evaluate=*/false);
  Type held =
      Type::matrix(row->scalar, length.constant ? static_cast<int>(*length.constant) : kDynamic,
                   array ? row->rows : 1)
          .withScalar(*row);
  held.rowMajor = held.cols != 1;
  std::string name = path;
  std::replace(name.begin(), name.end(), '.', '_');
  Cell *cell = newCell(name, held, range.getBegin());
  cell->value = builder.function().addArgument(held, name);
  addLeaf(*cell, {path, cell->value, {}, Holding::Pointer, length.text}, parameter, hidden,
          !isConst(pointee, context));
  copyThing(variable, pointerTo(Binding::variable(cell), builder.integer(0)), range);
}

void Translator::addResult(QualType type, SourceRange range) {
  ir::Function &function = builder.function();
  const bool plain = frame->result && (!frame->result->type.dense || isEigen(type));
  if (plain)
    function.outputs.push_back({"", frame->result->value});
  if (plain || type->isVoidType())
    return;
  if (!inNamespace(recordOf(type), "std") && !isDefaultConstructible(type))
    unsupported(
        range, "a result of a class without a default constructor",
        {{"generated code makes one and fills in its members", recordOf(type)->getLocation()}});
  Parameter &returned = function.returned.emplace();
  returned.name = kReturned;
  returned.declared = returned.plain = function.result;
  addResultLeaves(frame->object ? *frame->object : Binding::variable(frame->result), type,
                  kReturned, range);
}

void Translator::addResultLeaves(const Binding &variable, QualType type, const std::string &path,
                                 SourceRange range) {
  auto refuse = [&] {
    const bool whole = path == kReturned;
    unsupported(range,
                whole ? "a result of type '" + type.getAsString() + "'"
                      : "a member of type '" + type.getAsString() + "' in a result",
                {{whole ? "return a number, a matrix, a container of numbers or a struct of these"
                        : "its path is '" + path.substr(std::string(kReturned).size() + 1) + "'",
                  {}}});
  };
  if (elementTypeOf(type) || isOptional(type))
    refuse();
  if (variable.kind == Binding::Variable) {
    Cell &cell = *variable.cell;
    if (eigenKind(type) == EigenKind::View || isLongDouble(type) || cell.type.isFactor() ||
        (cell.type.dense && !isEigen(type) && scalarOfArray(type)->isEnumeralType()))
      refuse();
    if (!cell.value)
      return; // it holds nothing
    Type stored = cell.type;
    if (type->isEnumeralType()) {
      stored.spelling = spellPlain(type, context);
      cell.value = builder.createTyped(Op::Cast, stored, {cell.value});
    }
    const Holding held = !cell.type.dense || isEigen(type) ? Holding::Direct
                         : type->isArrayType()             ? Holding::Array
                                                           : Holding::Container;
    builder.function().returned->leaves.push_back({path, nullptr, stored, held});
    builder.function().outputs.push_back({path, cell.value});
    return;
  }
  if (variable.kind != Binding::Object)
    refuse();
  if (!type->isArrayType() && variable.object->parts.empty())
    refuse();
  size_t i = 0;
  for (const Object::Part &part : variable.object->parts) {
    if (part.field) {
      const Accessor accessor = accessorOf(part.field, type, context);
      if (!accessor.reachable)
        fail(range,
             "generated code cannot reach the private member '" + part.field->getNameAsString() + "'",
             {{"make it public", part.field->getLocation()}});
      addResultLeaves(part.binding, part.field->getType(), path + "." + accessor.name, range);
    } else {
      const QualType element = partTypeOf(type, i);
      if (element.isNull())
        refuse();
      addResultLeaves(part.binding, element, elementPath(path, type, i), range);
    }
    ++i;
  }
}

void failWithoutLength(const std::string &path, SourceRange range) {
  fail(range, "the length of what '" + path + "' points to is not known",
       {{"add 'extent(" + path +
             ", n)' to 'GATEAUX_DIFFERENTIATE', with n an expression of the other "
             "parameters",
         {}}});
}

void Translator::evaluateLengths() {
  for (const ParameterLeaf &leaf : parameterLeaves_)
    if (auto given = lengths.find(leaf.path); given != lengths.end())
      leaf.cell->length = readLength(given->second, /*evaluate=*/true).value;
}

void Translator::checkReachable(const ir::Function &function, const Value *argument,
                                SourceRange range) const {
  auto it = hidden_.find(argument);
  if (it == hidden_.end())
    return;
  (void)function;
  const std::string name = it->second->getNameAsString();
  fail(range, "generated code cannot reach the private member '" + name + "'",
       {{"make it public, or pass it as a parameter", it->second->getLocation()}});
}

} // namespace gateaux::frontend
