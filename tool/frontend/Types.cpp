// SPDX-License-Identifier: Apache-2.0
#include "Types.h"

#include "ir/Factors.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/QualTypeNames.h>

using namespace clang;

namespace gateaux::frontend {

const CXXRecordDecl *recordOf(QualType type) {
  return type.isNull() ? nullptr : type.getNonReferenceType()->getAsCXXRecordDecl();
}

const ClassTemplateSpecializationDecl *specialization(QualType type) {
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(type));
}

bool isDefaultConstructible(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return true;
  if (record->needsImplicitDefaultConstructor())
    return true;
  for (const CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isDefaultConstructor())
      return !constructor->isDeleted() && constructor->getAccess() == AS_public;
  return false;
}

bool inNamespace(const Decl *decl, llvm::StringRef name) {
  const NamespaceDecl *outermost = nullptr;
  for (const DeclContext *c = decl->getDeclContext(); c; c = c->getParent())
    if (auto *n = dyn_cast<NamespaceDecl>(c))
      outermost = n;
  return outermost && outermost->getName() == name;
}

std::optional<ir::Factor> factorOf(QualType type) {
  const auto *spec = specialization(type);
  if (!spec || !inNamespace(spec, "Eigen") || spec->getTemplateArgs().size() == 0 ||
      spec->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return std::nullopt;
  const CXXRecordDecl *matrix = spec->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  if (!matrix || (matrix->getName() != "Matrix" && matrix->getName() != "Ref"))
    return std::nullopt;
  const bool triangle = spec->getName() == "LLT" || spec->getName() == "LDLT";
  return ir::factorOfClass(std::string_view(spec->getName()),
                           triangle && integralArgument(spec, 1) == 2 /* Eigen::Upper */);
}

/// True for what is declared in Eigen's geometry module: rotations and transformations. They are classes of
/// a few matrices, and their functions ordinary C++.
static bool isInGeometry(const Decl *declaration) {
  if (auto *method = dyn_cast<CXXMethodDecl>(declaration))
    declaration = method->getParent();
  const SourceManager &sources = declaration->getASTContext().getSourceManager();
  const SourceLocation at = sources.getFileLoc(declaration->getCanonicalDecl()->getLocation());
  StringRef file = sources.getFilename(at);
  return file.contains("Eigen/src/Geometry/") && !file.ends_with("Homogeneous.h");
}

bool isEigenFunction(const FunctionDecl *function) {
  return inNamespace(function, "Eigen") && !isInGeometry(function);
}

bool isGeometry(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  return record && inNamespace(record, "Eigen") && isInGeometry(record);
}

bool isReadable(const CXXRecordDecl *record) {
  record = record ? record->getDefinition() : nullptr;
  if (!record || !record->getIdentifier())
    return false;
  StringRef name = record->getName();
  return !inNamespace(record, "std") || name == "pair" || name == "reverse_iterator" ||
         name == "back_insert_iterator" || record->isEmpty();
}

void forEachHeldClass(QualType type, llvm::function_ref<void(const CXXRecordDecl *)> f) {
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> seen; // a class may have a vector of itself
  auto visit = [&](auto &&self, QualType held) -> void {
    if (held->isReferenceType() || typeOf(held) || isEigen(held))
      return;
    if (const auto *array = dyn_cast<ArrayType>(held.getCanonicalType().getTypePtr()))
      return self(self, array->getElementType());
    const CXXRecordDecl *record = recordOf(held);
    record = record ? record->getDefinition() : nullptr;
    if (!record || inNamespace(record, "Eigen") || !seen.insert(record).second)
      return;
    if (inNamespace(record, "std")) {
      if (const auto *spec = dyn_cast<ClassTemplateSpecializationDecl>(record))
        for (const TemplateArgument &argument : spec->getTemplateArgs().asArray())
          for (const TemplateArgument &one :
               argument.getKind() == TemplateArgument::Pack ? argument.getPackAsArray() : llvm::ArrayRef(argument))
            if (one.getKind() == TemplateArgument::Type)
              self(self, one.getAsType());
      return;
    }
    f(record);
    for (const CXXBaseSpecifier &base : record->bases())
      self(self, base.getType());
    for (const FieldDecl *field : record->fields())
      self(self, field->getType());
  };
  visit(visit, type);
}

bool holdsItself(QualType type) {
  bool found = false;
  forEachHeldClass(type, [&](const CXXRecordDecl *record) {
    for (const FieldDecl *field : record->fields())
      forEachHeldClass(field->getType(), [&](const CXXRecordDecl *inner) { found = found || inner == record; });
  });
  return found;
}

bool isStd(const CXXRecordDecl *record, StringRef name) {
  return record && inNamespace(record, "std") && record->getIdentifier() && record->getName() == name;
}

QualType partTypeOf(QualType type, size_t i) {
  type = type.getNonReferenceType();
  if (const auto *array = dyn_cast<ArrayType>(type.getCanonicalType().getTypePtr()))
    return array->getElementType();
  if (isStd(type, "array"))
    return specialization(type)->getTemplateArgs()[0].getAsType();
  if (isStd(type, "optional")) // its bool, its value
    return i == 0 ? recordOf(type)->getASTContext().BoolTy : specialization(type)->getTemplateArgs()[0].getAsType();
  return isStd(type, "tuple") ? specialization(type)->getTemplateArgs()[0].getPackAsArray()[i].getAsType() : QualType();
}

bool isIterator(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  if (!record || !record->getIdentifier())
    return false;
  StringRef name = record->getName();
  return name == "__normal_iterator" || name == "__wrap_iter" || name == "pointer_based_stl_iterator" ||
         name == "generic_randaccess_stl_iterator";
}

bool isBit(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  return record && inNamespace(record, "std") && record->getIdentifier() &&
         (record->getName() == "_Bit_reference" || record->getName() == "__bit_reference");
}

bool isPointer(QualType type) {
  type = type.getNonReferenceType();
  return (type->isPointerType() && !type->isFunctionPointerType()) || isIterator(type);
}

EigenKind eigenKind(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  if (!record || !record->getIdentifier() || !inNamespace(record, "Eigen") || isInGeometry(record) ||
      isIterator(type))
    return EigenKind::None;
  StringRef name = record->getName();
  if (name == "Matrix" || name == "Array")
    return EigenKind::Plain;
  if (isSparse(type))
    return EigenKind::None; // an object of its pattern and its nonzeros
  if (name == "Ref" || name == "Map")
    return EigenKind::View;
  if (factorOf(type))
    return EigenKind::Plain;
  return EigenKind::Expression;
}

bool isInPlace(QualType type) {
  return factorOf(type) && isEigenClass(specialization(type)->getTemplateArgs()[0].getAsType(), "Ref");
}

bool isEigenClass(QualType type, llvm::StringRef name) {
  const CXXRecordDecl *record = recordOf(type);
  return record && record->getIdentifier() && record->getName() == name &&
         inNamespace(record, "Eigen");
}

namespace {

/// True where a class or one of its bases has the name.
bool derivesFrom(const CXXRecordDecl *record, llvm::StringRef name) {
  if (!record || !record->getIdentifier())
    return false;
  if (record->getName() == name)
    return true;
  record = record->getDefinition();
  if (!record)
    return false;
  for (const CXXBaseSpecifier &base : record->bases())
    if (derivesFrom(base.getType()->getAsCXXRecordDecl(), name))
      return true;
  return false;
}

/// In a function template the parameter is a DenseBase<Derived>: what it really is.
const CXXRecordDecl *derivedRecord(QualType type) {
  const auto *spec = specialization(type);
  if (!spec)
    return recordOf(type);
  StringRef name = spec->getName();
  if (name == "DenseBase" || name == "EigenBase" || name == "PlainObjectBase" ||
      name == "MatrixBase" || name == "ArrayBase")
    if (spec->getTemplateArgs().size() > 0 &&
        spec->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      if (auto *derived = spec->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl())
        return derived;
  return spec;
}

std::string integerSpelling(const BuiltinType *type) {
  switch (type->getKind()) {
  case BuiltinType::Long:
    return "Eigen::Index";
  case BuiltinType::ULong:
    return "std::size_t";
  case BuiltinType::LongLong:
    return "long long";
  case BuiltinType::ULongLong:
    return "unsigned long long";
  case BuiltinType::Int:
    return "int";
  case BuiltinType::UInt:
    return "unsigned";
  case BuiltinType::Short:
    return "short";
  case BuiltinType::UShort:
    return "unsigned short";
  case BuiltinType::SChar:
    return "signed char";
  case BuiltinType::UChar:
    return "unsigned char";
  case BuiltinType::Char_S:
  case BuiltinType::Char_U:
    return "char";
  default:
    return "";
  }
}

std::optional<ir::Type> scalarType(QualType type) {
  if (const auto *enumeration = type.getCanonicalType()->getAs<EnumType>())
    type = enumeration->getDecl()->getIntegerType();
  if (type.isNull())
    return std::nullopt;
  const auto *builtin = type.getCanonicalType()->getAs<BuiltinType>();
  if (!builtin)
    return std::nullopt;
  switch (builtin->getKind()) {
  case BuiltinType::Double:
    return ir::Type::real(ir::ScalarKind::F64);
  case BuiltinType::Float:
    return ir::Type::real(ir::ScalarKind::F32);
  case BuiltinType::Bool:
    return ir::Type::boolean();
  default:
    break;
  }
  std::string spelling = integerSpelling(builtin);
  if (spelling.empty())
    return std::nullopt;
  return ir::Type::integer(spelling);
}

/// A C array, std::array or std::vector of scalars, or an array of arrays of scalars.
std::optional<ir::Type> arrayType(QualType type) {
  QualType element;
  int count = ir::kDynamic;
  if (const auto *array = dyn_cast<ConstantArrayType>(type.getTypePtr())) {
    element = array->getElementType();
    if (array->getSize().getActiveBits() > 30)
      return std::nullopt;
    count = static_cast<int>(array->getSize().getZExtValue());
  } else if (const auto *spec = specialization(type);
             spec && spec->isInStdNamespace() &&
             (spec->getName() == "array" || spec->getName() == "vector")) {
    element = spec->getTemplateArgs()[0].getAsType();
    if (spec->getName() == "array")
      count = static_cast<int>(integralArgument(spec, 1).value_or(0));
  }
  if (element.isNull())
    return std::nullopt;
  element = element.getCanonicalType().getUnqualifiedType();
  ir::Type result = ir::Type::matrix(ir::ScalarKind::F64, count, 1);
  if (auto scalar = scalarType(element)) {
    if (scalar->isBool() && count == ir::kDynamic)
      return std::nullopt; // std::vector<bool>
    return result.withScalar(*scalar);
  }
  auto inner = arrayType(element);
  // A matrix of one row or column would be taken for an array of numbers.
  if (!inner || inner->cols != 1 || !inner->isFixed() || inner->rows == 1 || count == ir::kDynamic || count == 1)
    return std::nullopt;
  result.cols = inner->rows;
  result.rowMajor = true;
  return result.withScalar(*inner);
}

} // namespace

QualType withoutBase(QualType type, const ASTContext &context) {
  const QualType held = type.getNonReferenceType();
  const auto *spec = specialization(held);
  const CXXRecordDecl *derived = spec && inNamespace(spec, "Eigen") ? derivedRecord(held) : nullptr;
  if (!derived || derived == spec)
    return type;
  QualType plain = context.getTypeDeclType(derived);
  if (eigenKind(plain) != EigenKind::Plain)
    return type;
  if (held.isConstQualified())
    plain.addConst();
  return type->isReferenceType() ? context.getLValueReferenceType(plain) : plain;
}

bool isSparse(QualType type) { return derivesFrom(recordOf(type), "SparseMatrixBase") && inNamespace(recordOf(type), "Eigen"); }
bool isArrayWorld(QualType type) { return derivesFrom(derivedRecord(type), "ArrayBase"); }
bool isDenseExpression(QualType type) { return derivesFrom(derivedRecord(type), "DenseBase"); }

std::optional<int64_t> integralArgument(const ClassTemplateSpecializationDecl *spec,
                                        unsigned index) {
  const TemplateArgumentList &args = spec->getTemplateArgs();
  if (index >= args.size() || args[index].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  return args[index].getAsIntegral().getExtValue();
}

std::optional<int64_t> integralArgument(const FunctionDecl *function, unsigned index) {
  const TemplateArgumentList *args = function->getTemplateSpecializationArgs();
  if (!args || index >= args->size() || (*args)[index].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  return (*args)[index].getAsIntegral().getExtValue();
}

bool isLongDouble(QualType type) {
  return !type.isNull() &&
         type.getNonReferenceType()->isSpecificBuiltinType(BuiltinType::LongDouble);
}

std::optional<ir::Type> typeOf(QualType type) {
  type = type.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (isLongDouble(type)) // computed in double
    return ir::Type::real(ir::ScalarKind::F64);
  if (auto scalar = scalarType(type))
    return scalar;
  if (auto array = arrayType(type))
    return array;
  const auto *spec = specialization(type);
  switch (eigenKind(type)) {
  case EigenKind::Plain: {
    if (auto factor = factorOf(type)) {
      auto matrix = typeOf(spec->getTemplateArgs()[0].getAsType());
      if (!matrix || !matrix->isReal())
        return std::nullopt;
      matrix->factor = *factor;
      return matrix;
    }
    auto scalar = scalarType(spec->getTemplateArgs()[0].getAsType());
    auto rows = integralArgument(spec, 1), cols = integralArgument(spec, 2),
         options = integralArgument(spec, 3);
    if (!scalar || !rows || !cols || !options)
      return std::nullopt;
    ir::Type result =
        ir::Type::matrix(scalar->scalar, static_cast<int>(*rows), static_cast<int>(*cols));
    result.spelling = scalar->spelling;
    result.rowMajor = (*options & 1) != 0;
    result.array = spec->getName() == "Array";
    return result;
  }
  case EigenKind::View:
    return typeOf(spec->getTemplateArgs()[0].getAsType());
  default:
    return std::nullopt;
  }
}

bool isCarriedAlong(QualType type) {
  const CXXRecordDecl *record = recordOf(type);
  if (!record)
    return false;
  if (!record->getIdentifier() || !inNamespace(record, "std"))
    return false;
  StringRef name = record->getName();
  return name.starts_with("basic_") || name == "mersenne_twister_engine" || name == "locale";
}

bool isConstView(QualType type) {
  return eigenKind(type) == EigenKind::View &&
         specialization(type)->getTemplateArgs()[0].getAsType().isConstQualified();
}

Extents blockExtents(QualType type, bool ofRow) {
  const auto *spec = specialization(type);
  if (!spec || !inNamespace(spec, "Eigen"))
    return {};
  auto extent = [&](unsigned i) {
    auto n = integralArgument(spec, i);
    return n && *n >= 0 ? static_cast<int>(*n) : ir::kDynamic;
  };
  if (spec->getName() == "Block")
    return {extent(1), extent(2)};
  if (spec->getName() == "VectorBlock")
    return ofRow ? Extents{1, extent(1)} : Extents{extent(1), 1};
  return {};
}

std::string spell(QualType type, const ASTContext &context) {
  if (const AutoType *deduced = type->getContainedAutoType(); deduced && deduced->isDeduced())
    type = type.getCanonicalType();
  PrintingPolicy policy(context.getLangOpts());
  policy.SuppressTagKeyword = true;
  policy.Bool = true;
  return TypeName::getFullyQualifiedName(type, context, policy);
}

std::string spellDeclarator(QualType type, const ASTContext &context) {
  PrintingPolicy policy(context.getLangOpts());
  policy.SuppressTagKeyword = true;
  policy.Bool = true;
  std::string name = "$";
  type.getCanonicalType().getAsStringInternal(name, policy);
  return name;
}

std::string derivativeDeclarator(QualType type, const ASTContext &context) {
  const QualType held = type.getNonReferenceType();
  if (held->isPointerType())
    return spellDeclarator(
        context.getPointerType(context.getUnqualifiedArrayType(held->getPointeeType())), context);
  if (held->isArrayType())
    return spellDeclarator(context.getLValueReferenceType(context.getUnqualifiedArrayType(held)),
                           context);
  return "";
}

std::string spellPlain(QualType type, const ASTContext &context) {
  type = type.getNonReferenceType().getUnqualifiedType();
  if (eigenKind(type) == EigenKind::View) {
    // The argument as written keeps the user's typedef: Ref<const MatrixXd>.
    const auto *written = type->getAs<TemplateSpecializationType>();
    if (written && !written->isTypeAlias() && !written->template_arguments().empty() &&
        written->template_arguments()[0].getKind() == TemplateArgument::Type)
      type = written->template_arguments()[0].getAsType();
    else
      type = specialization(type)->getTemplateArgs()[0].getAsType();
    return spellPlain(type, context);
  }
  return spell(type, context);
}

} // namespace gateaux::frontend
