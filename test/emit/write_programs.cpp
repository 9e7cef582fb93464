// SPDX-License-Identifier: Apache-2.0
//
// Writes a C++ program that runs the derivatives of random functions and compares them with what the
// interpreter of the intermediate form says: the emitter's decisions about storage, order and
// spelling against the meaning of the operations.
//
//   write_programs <output.cpp> straight|structured <first seed> <count> <length>
//   write_programs <output.cpp> shrink <seed> <length> <request> <command>
//   write_programs <output.cpp> read <file>...
//
// The second form makes the structured program of a seed smaller as long as the command, which
// compiles and runs <output.cpp>, fails. The program is one with only that request. The
// third reads a function from each file; where its extents are not known they are 3.
#include "transform/RandomStructures.h"

#include "emit/Emit.h"
#include "ir/Parser.h"
#include "ir/Spelling.h"
#include "transform/Derive.h"
#include "transform/Simplify.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>

using namespace gateaux;
using transform::test::Matrix;

namespace {

std::string number(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", x);
  return text;
}

/// Declares `name` and gives it the coefficients of `value`.
std::string declare(const ir::Type &type, const std::string &name, const Matrix &value) {
  if (!type.dense)
    return "    " + ir::spell(type) + " " + name + " = " + number(value(0, 0)) + ";\n";
  std::string s = "    " + ir::spell(type) + " " + name + ";\n";
  if (!type.isFixed())
    s += "    " + name + ".resize(" + std::to_string(value.rows()) + ", " +
         std::to_string(value.cols()) + ");\n";
  s += "    " + name + " <<";
  for (Eigen::Index i = 0; i < value.rows(); ++i)
    for (Eigen::Index j = 0; j < value.cols(); ++j)
      s += (i + j ? ", " : " ") + number(value(i, j));
  return s + ";\n";
}

/// One derived function of one program: its C++ and the statements that check it.
class Case {
public:
  explicit Case(const std::vector<Matrix> &arguments) : arguments_(arguments) {}

  std::string functions, checks;

  void add(const ir::Function &derived, const std::vector<emit::Part> &parts,
           const transform::Parts &directions = {}) {
    auto f = transform::test::finished(derived, directions);
    distinguish(*f);
    functions += emit::emitFunction(*f, parts, std::vector<emit::Presentation>(parts.size()));
    std::vector<Matrix> values = arguments_;
    for (size_t i = values.size(); i < f->arguments().size(); ++i) {
      const ir::Value *a = f->arguments()[i];
      size_t argument = 0;
      for (size_t j = 0; j < arguments_.size(); ++j)
        if (a->name.rfind(f->arguments()[j]->name + "_", 0) == 0)
          argument = j;
      const Matrix &like = arguments_[argument];
      values.push_back(a->type.dense ? Matrix(Matrix::Random(like.rows(), like.cols()))
                                     : Matrix::Constant(1, 1, 0.5));
    }
    transform::test::Evaluation expected = transform::test::evaluate(*f, values);
    checks += "  {\n";
    for (const ir::Parameter &p : f->parameters)
      for (const auto &leaf : p.leaves) {
        const ir::Type &type = leaf.value ? leaf.value->type : leaf.type;
        if (leaf.value) {
          checks += declare(type, p.name, values[leaf.value->index]);
          checks += declare(type, p.name + "_other", values[leaf.value->index] * 0.75);
        } else {
          checks += "    " + ir::spell(type) + " " + p.name + "{}, " + p.name + "_other{};\n";
        }
      }
    checks += "    " + parts[0].name + "_workspace ws;\n    double value = 0;\n";
    // Once elsewhere, so that nothing depends on fresh memory, then where it is compared.
    for (const char *suffix : {"_other", ""})
      for (size_t i = 0; i < parts.size(); ++i) {
        std::string call = parts[i].name + "(";
        for (unsigned j = 0; j < f->parameters.size(); ++j)
          if (belongs(parts, i, j))
            call += f->parameters[j].name + suffix + ", ";
        checks += "    " + std::string(parts[i].returnsValue ? "value = " : "") + call + "ws);\n";
      }
    for (size_t i = 0; i < f->outputs.size(); ++i) {
      const std::string name = f->outputs[i].path.empty() ? "value" : f->outputs[i].path;
      checks += "    {\n" + declare(ir::Type::matrix(ir::ScalarKind::F64, ir::kDynamic, ir::kDynamic),
                                    "expected", expected.outputs[i]) +
                "      compare(\"" + label + " " + parts[0].name + " " + name + "\", as_matrix(" + name +
                "), expected, " + number(expected.magnitude) + ");\n    }\n";
    }
    checks += "  }\n";
  }

  std::string label;

private:
  /// The products of a linearisation have directions of the same names.
  static void distinguish(ir::Function &f) {
    std::set<std::string> names;
    for (ir::Parameter &p : f.parameters)
      while (!names.insert(p.name).second) {
        p.name += "_again";
        for (auto &leaf : p.leaves)
          leaf.path = leaf.value->name = p.name;
      }
  }

  static bool belongs(const std::vector<emit::Part> &parts, size_t part, unsigned parameter) {
    for (size_t i = 0; i < parts.size(); ++i)
      for (unsigned p : parts[i].parameters)
        if (p == parameter)
          return i == part;
    return true;
  }

  const std::vector<Matrix> &arguments_;
};

const char kPrelude[] = R"(#include <gateaux/gateaux.hpp>
#include <gateaux/support.hpp>

#include <Eigen/Dense>

#include <cmath>
#include <cstdio>

static int failures = 0;
inline Eigen::MatrixXd as_matrix(double x) { return Eigen::MatrixXd::Constant(1, 1, x); }
template <typename Derived>
Eigen::MatrixXd as_matrix(const Eigen::DenseBase<Derived>& x) {
  return x.derived().matrix();
}
static void compare(const char* what, const Eigen::MatrixXd& got, const Eigen::MatrixXd& expected,
                    double magnitude) {
  bool same = got.rows() == expected.rows() && got.cols() == expected.cols() &&
              (got - expected).cwiseAbs().maxCoeff() <= 1e-11 * (1 + magnitude);
  if (same)
    return;
  ++failures;
  std::printf("FAILED %s: the largest difference is %g\n", what,
              got.size() == expected.size() ? (got - expected).cwiseAbs().maxCoeff() : -1.0);
}

)";

} // namespace

using transform::test::RandomProgram;

/// The functions derived from a program and the check of them, in a namespace of their own.
static std::string textOf(const RandomProgram &program, const std::string &name, const std::string &only = {}) {
  transform::test::Problem problem = program.problem();
  auto canonical = transform::simplify(*program.function); // as the tool does
  problem.function = canonical.get();
  ir::Annotation a = transform::test::annotationOf(problem);
  ir::Request hvp, ggnvp;
  hvp.kind = ir::RequestKind::Hvp;
  hvp.along = a.wrt;
  ggnvp.kind = ir::RequestKind::Ggnvp;
  std::vector<ir::Value *> locals;
  for (const auto &op : canonical->body.operations)
    for (ir::Value *r : op->results)
      if (r->type.isReal() && op->kind != ir::Op::Constant)
        locals.push_back(r);
  if (!locals.empty())
    ggnvp.local = locals[locals.size() * 2 / 3];
  Case c(program.arguments);
  c.label = name;
  auto single = [&](std::unique_ptr<ir::Function> f) { c.add(*f, {{f->name, {}, true}}); };
  auto wanted = [&](const std::string &request) { return only.empty() || only == request; };
  if (wanted("tangent"))
    single(transform::deriveTangent(a));
  if (wanted("adjoint"))
    single(transform::deriveAdjoint(a));
  if (wanted("hvp"))
    single(transform::deriveHvp(a, hvp));
  if (wanted("linearize")) {
    transform::Linearized l = transform::deriveLinearized(a, &hvp, ggnvp.local ? &ggnvp : nullptr);
    std::vector<emit::Part> parts;
    for (const auto &entry : l.entries) {
      emit::Part part{entry.name, entry.inputs, parts.empty()};
      part.parameters.insert(part.parameters.end(), entry.outputs.begin(), entry.outputs.end());
      parts.push_back(part);
    }
    c.add(*l.function, parts, transform::test::directionsOf(l));
  }
  return "namespace " + name + " {\n\n" + c.functions + "static void check() {\n" + c.checks +
         "}\n\n} // namespace " + name + "\n\n";
}

static bool write(const std::string &path, const std::string &text, const std::vector<std::string> &names) {
  std::ofstream out(path);
  out << kPrelude << text << "int main() {\n";
  for (const std::string &name : names)
    out << "  " << name << "::check();\n";
  out << "  std::printf(\"%d programs, %d values differ\\n\", " << names.size()
      << ", failures);\n  return failures != 0;\n}\n";
  return static_cast<bool>(out);
}

static int shrink(const std::string &path, unsigned seed, unsigned length, const std::string &request,
                  const std::string &command) {
  auto fails = [&](const RandomProgram &program) {
    std::srand(seed);
    return write(path, textOf(program, "program", request), {"program"}) && std::system(command.c_str()) != 0;
  };
  RandomProgram program = transform::test::randomStructure(seed, length);
  if (!fails(program)) {
    std::cerr << "it does not fail\n";
    return 1;
  }
  program = transform::test::shrunkStructure(std::move(program), [&](const RandomProgram &candidate) {
    bool still = fails(candidate);
    if (still)
      std::ofstream(path + ".ir") << candidate.text();
    return still;
  });
  fails(program);
  std::cout << program.text();
  return 0;
}

static int read(const std::string &path, const std::vector<std::string> &files) {
  std::string text;
  std::vector<std::string> names;
  for (const std::string &file : files) {
    std::ifstream in(file);
    ir::ParseResult parsed = ir::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    if (!parsed) {
      std::cerr << file << ":" << parsed.error->str() << "\n";
      return 1;
    }
    RandomProgram program{std::move(parsed.functions.back()), {}};
    std::mt19937 random(1);
    auto extent = [](int n) { return n == ir::kDynamic ? 3 : n; };
    for (const ir::Value *a : program.function->arguments())
      program.arguments.push_back(
          transform::test::randomMatrix(random, extent(a->type.rows), extent(a->type.cols), -1, 1));
    std::string name = file.substr(file.find_last_of('/') + 1);
    names.push_back(name.substr(0, name.find('.')));
    text += textOf(program, names.back());
  }
  return write(path, text, names) ? 0 : 1;
}

int main(int argc, char **argv) {
  if (argc > 3 && std::string(argv[2]) == "read")
    return read(argv[1], {argv + 3, argv + argc});
  const std::string mode = argc == 6 || argc == 7 ? argv[2] : "";
  if (mode == "shrink" && argc == 7)
    return shrink(argv[1], std::stoul(argv[3]), std::stoul(argv[4]), argv[5], argv[6]);
  if (mode != "straight" && mode != "structured") {
    std::cerr << "usage: write_programs <output.cpp> straight|structured <first seed> <count> <length>\n"
                 "       write_programs <output.cpp> shrink <seed> <length> <request> <command>\n"
                 "       write_programs <output.cpp> read <file>...\n";
    return 2;
  }
  const unsigned first = std::stoul(argv[3]), count = std::stoul(argv[4]), length = std::stoul(argv[5]);
  std::string text;
  std::vector<std::string> names;
  for (unsigned seed = first; seed < first + count; ++seed) {
    std::srand(seed);
    names.push_back("program" + std::to_string(seed));
    text += textOf(mode == "straight" ? transform::test::randomProgram(seed, length)
                                      : transform::test::randomStructure(seed, length),
                   names.back());
  }
  return write(argv[1], text, names) ? 0 : 1;
}
