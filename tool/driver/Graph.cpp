// SPDX-License-Identifier: Apache-2.0
#include "driver/Graph.h"

#include "ir/Printer.h"
#include "transform/Calls.h"
#include "transform/Derive.h"
#include "transform/Simplify.h"

#include <unordered_map>

namespace gateaux::driver {

using ir::Op;
using ir::Operation;
using ir::Value;

static bool isShown(const Operation &op) {
  return op.kind != Op::Constant && op.kind != Op::Rows && op.kind != Op::Cols;
}

static std::string quoted(const std::string &s) {
  std::string q = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\')
      q += '\\';
    q += c;
  }
  return q + "\"";
}

/// One cluster of a graph: the operations of `f`, numbered in the order in which they run.
static std::string cluster(const ir::Function &f, const std::string &title, unsigned number) {
  const std::string prefix = "n" + std::to_string(number) + "_";
  std::string s = "  subgraph cluster_" + std::to_string(number) + " {\n    label=" + quoted(title) +
                  ";\n";
  std::unordered_map<const Value *, std::string> node;
  unsigned next = 0, step = 0;
  for (const Value *a : f.arguments()) {
    std::string id = node[a] = prefix + std::to_string(next++);
    s += "    " + id + " [label=" + quoted(a->name) + ", shape=ellipse];\n";
  }
  for (const auto &op : f.body.operations) {
    if (!isShown(*op))
      continue;
    std::string id = prefix + std::to_string(next++);
    const Value *v = op->result();
    std::string label = std::to_string(++step) + ": " + (v->name.empty() ? "" : v->name + " = ") +
                        std::string(ir::info(op->kind).name);
    const char *style = op->stage == ir::Stage::Adjoint
                            ? ", style=filled, fillcolor=\"#f6d5c9\""
                            : ", style=filled, fillcolor=\"#d6e6f4\"";
    s += "    " + id + " [label=" + quoted(label) + ", shape=box" + style + "];\n";
    for (const Value *r : op->results)
      node[r] = id;
    for (const Value *x : op->operands)
      if (auto it = node.find(x); it != node.end())
        s += "    " + it->second + " -> " + id + ";\n";
  }
  for (const ir::Output &output : f.outputs) {
    auto it = node.find(output.value);
    if (it == node.end())
      continue;
    std::string id = prefix + std::to_string(next++);
    s += "    " + id + " [label=" + quoted(output.path.empty() ? "return" : output.path) +
         ", shape=ellipse, peripheries=2];\n    " + it->second + " -> " + id + ";\n";
  }
  return s + "  }\n";
}

std::string graph(const ir::Program &program) {
  std::string s = "digraph gateaux {\n  rankdir=TB;\n  node [fontname=\"Helvetica\", fontsize=11];\n";
  unsigned number = 0;
  for (const ir::Annotation &a : program.annotations) {
    auto primal = transform::simplify(*transform::expandCalls(*a.function), true);
    s += cluster(*primal, a.base, number++);
    auto adjoint = transform::simplify(*transform::expandCalls(*transform::deriveAdjoint(a)), true);
    s += cluster(*adjoint, a.base + "_adjoint", number++);
  }
  return s + "}\n";
}

} // namespace gateaux::driver
