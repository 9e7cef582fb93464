// SPDX-License-Identifier: Apache-2.0
#include "driver/Graph.h"

#include "ir/Regions.h"
#include "transform/Calls.h"
#include "transform/Derive.h"
#include "transform/Fuse.h"
#include "transform/Simplify.h"

#include <unordered_map>
#include <vector>

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

namespace {

/// One cluster of a graph: the operations of a function, numbered in the order in which they run.
/// An operation with blocks is a cluster inside, at whose head it stands: the values that its blocks
/// yield come back to it, and its results go out from it.
class Cluster {
public:
  Cluster(const ir::Function &f, std::string name) : f_(f), name_(std::move(name)) {}

  std::string text(const std::string &title) {
    begin("cluster_" + name_, title);
    for (const Value *a : f_.arguments())
      line((node_[a] = fresh()) + " [label=" + quoted(a->name) + ", shape=ellipse];");
    block(f_.body);
    for (const ir::Output &output : f_.outputs)
      if (node_.count(output.value)) {
        const std::string id = fresh();
        line(id + " [label=" + quoted(output.path.empty() ? "return" : output.path) + ", shape=ellipse, peripheries=2];");
        edge(output.value, id);
      }
    // Not among the nodes: an edge would draw both of its ends into the cluster that it stands in.
    for (const std::string &e : edges_)
      line(e);
    end();
    return s_;
  }

private:
  void line(const std::string &text) { s_ += indent_ + text + "\n"; }
  void begin(const std::string &cluster, const std::string &label) {
    line("subgraph " + cluster + " {");
    indent_ += "  ";
    line("label=" + quoted(label) + ";");
  }
  void end() {
    indent_.resize(indent_.size() - 2);
    line("}");
  }
  std::string fresh() { return "n" + name_ + "_" + std::to_string(next_++); }

  void edge(const Value *from, const std::string &to, const std::string &style = "") {
    if (auto it = node_.find(from); it != node_.end())
      edges_.push_back(it->second + " -> " + to + style + ";");
  }

  void block(const ir::Block &block) {
    for (const auto &op : block.operations)
      if (isShown(*op))
        operation(*op);
  }

  void operation(const Operation &op) {
    const std::string id = fresh();
    const std::string name = op.results.empty() || op.result()->name.empty() ? "" : op.result()->name + " = ";
    const std::string label = std::to_string(++step_) + ": " + name + std::string(ir::info(op.kind).name);
    const std::string color = op.stage == ir::Stage::Adjoint ? "#f6d5c9" : "#d6e6f4";
    const bool structured = ir::isStructured(op.kind);
    if (structured)
      begin("cluster_" + id, std::string(ir::info(op.kind).name));
    line(id + " [label=" + quoted(label) + ", shape=box, style=filled, fillcolor=\"" + color + "\"];");
    for (const auto &inner : op.blocks) {
      for (const Value *a : inner->arguments)
        node_[a] = id;
      block(*inner);
      for (const Value *v : inner->yields)
        edge(v, id, " [style=dashed, constraint=false]");
    }
    if (structured)
      end();
    for (const Value *r : op.results)
      node_[r] = id;
    for (const Value *x : op.operands)
      edge(x, id);
  }

  const ir::Function &f_;
  std::string name_, s_, indent_ = "  ";
  std::unordered_map<const Value *, std::string> node_;
  std::vector<std::string> edges_;
  unsigned next_ = 0, step_ = 0;
};

/// What the generated code of a function is written from.
std::unique_ptr<ir::Function> finished(const ir::Function &f) {
  auto simplified = transform::simplify(*transform::expandCalls(f));
  transform::fuse(*simplified);
  return transform::simplify(*simplified, true);
}

} // namespace

std::string graph(const ir::Program &program) {
  std::string s = "digraph gateaux {\n  rankdir=TB;\n  node [fontname=\"Helvetica\", fontsize=11];\n";
  unsigned number = 0;
  for (const ir::Annotation &a : program.annotations) {
    auto primal = finished(*a.function);
    s += Cluster(*primal, std::to_string(number++)).text(a.base);
    auto adjoint = finished(*transform::deriveAdjoint(a));
    s += Cluster(*adjoint, std::to_string(number++)).text(a.base + "_adjoint");
  }
  return s + "}\n";
}

} // namespace gateaux::driver
