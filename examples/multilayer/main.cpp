// SPDX-License-Identifier: Apache-2.0
//
// Multilayer networks against back-propagation as it is taught, and the flow graph of a loss: the
// systems H1 and H6 of README.md.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "../common/system.hpp"
#include "drawn.gateaux.hpp"
#include "network.gateaux.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using examples::Random;
using examples::relative_difference;
using examples::System;

/// An activation and its slope as formulas of one number.
struct Activation {
  double (*value)(double a);
  double (*slope)(double a);
};
double sigmoid(double a) { return 1.0 / (1.0 + std::exp(-a)); }
const Activation linear{[](double a) { return a; }, [](double) { return 1.0; }};
const Activation logistic{[](double a) { return sigmoid(a); },
                          [](double a) { return sigmoid(a) * (1.0 - sigmoid(a)); }};
const Activation hyperbolic{[](double a) { return std::tanh(a); },
                            [](double a) { return 1.0 - std::tanh(a) * std::tanh(a); }};
const Activation rectified{[](double a) { return a > 0.0 ? a : 0.0; },
                           [](double a) { return a > 0.0 ? 1.0 : 0.0; }};

/// Weights and biases of all layers, or the gradients by them.
struct Layers {
  std::vector<MatrixXd> W;
  std::vector<VectorXd> b;
};

/// The back-propagation algorithm: forward, then from the output to the first layer. `output` is the
/// gradient by the output layer's preactivation.
Layers back_propagation(const Layers &net, const VectorXd &x, Index y, const Activation &g,
                        VectorXd &output) {
  const std::size_t depth = net.W.size();
  std::vector<VectorXd> a;
  std::vector<VectorXd> h{x};
  for (std::size_t k = 0; k < depth; ++k) {
    a.emplace_back(net.b[k] + net.W[k] * h[k]);
    h.emplace_back(a[k].unaryExpr([&](double v) { return g.value(v); }));
  }
  VectorXd f = (a.back().array() - a.back().maxCoeff()).exp();
  f /= f.sum();
  VectorXd delta = -(VectorXd::Unit(f.size(), y) - f);
  output = delta;
  Layers gradient{std::vector<MatrixXd>(depth), std::vector<VectorXd>(depth)};
  for (std::size_t k = depth; k-- > 0;) {
    gradient.W[k] = delta * h[k].transpose();
    gradient.b[k] = delta;
    if (k > 0) {
      const VectorXd slope = a[k - 1].unaryExpr([&](double v) { return g.slope(v); });
      delta = (net.W[k].transpose() * delta).cwiseProduct(slope).eval();
    }
  }
  return gradient;
}

/// H1: the generated gradients of networks with one, two and four hidden layers.
bool multilayer_gradients(bool) {
  System system("H1");
  Random random(1);
  const Index inputs = 6;
  const Index hidden = 5;
  const Index classes = 4;
  const Index y = 2;
  Layers net;
  for (std::size_t k = 0; k < 5; ++k) {
    net.W.push_back(random.matrix(hidden, k == 0 ? inputs : hidden) / std::sqrt(double(hidden)));
    net.b.push_back(0.3 * random.vector(hidden));
  }
  const VectorXd x = random.vector(inputs);
  const MatrixXd label = VectorXd::Unit(classes, y);
  const MatrixXd column = x;
  const MatrixXd W_out = random.matrix(classes, hidden);
  const VectorXd b_out = random.vector(classes);

  // Compares the gradients of the network whose last layer is (W_out, b_out).
  const auto compare = [&](const std::string &name, std::size_t hidden_layers, const Activation &g,
                           const auto &generated) {
    Layers at{{net.W.begin(), net.W.begin() + std::ptrdiff_t(hidden_layers)},
              {net.b.begin(), net.b.begin() + std::ptrdiff_t(hidden_layers)}};
    at.W.push_back(W_out);
    at.b.push_back(b_out);
    VectorXd output;
    const Layers hand = back_propagation(at, x, y, g, output);
    Layers bar{std::vector<MatrixXd>(at.W.size()), std::vector<VectorXd>(at.W.size())};
    generated(at, bar);
    double worst = 0.0;
    for (std::size_t k = 0; k < at.W.size(); ++k) {
      worst = std::max(worst, relative_difference(bar.W[k], hand.W[k]));
      worst = std::max(worst, relative_difference(bar.b[k], hand.b[k]));
    }
    system.at_most(name + ": output layer against -(e(y) - f(x))",
                   relative_difference(bar.b.back(), output), 1e-12);
    system.at_most(name + ": all layers", worst, 1e-12);
  };
  using namespace multilayer;
  compare("tanh, 1 hidden layer", 1, hyperbolic, [&](const Layers &at, Layers &bar) {
    tanh_1_gradient(column, label, at.W[0], at.b[0], at.W[1], at.b[1], bar.W[0], bar.b[0], bar.W[1],
                    bar.b[1]);
  });
  const auto two = [&](auto gradient) {
    return [&, gradient](const Layers &at, Layers &bar) {
      gradient(column, label, at.W[0], at.b[0], at.W[1], at.b[1], at.W[2], at.b[2], bar.W[0],
               bar.b[0], bar.W[1], bar.b[1], bar.W[2], bar.b[2]);
    };
  };
  compare("linear, 2 hidden layers", 2, linear,
          two([](auto &&...arguments) { linear_2_gradient(arguments...); }));
  compare("sigmoid, 2 hidden layers", 2, logistic,
          two([](auto &&...arguments) { sigmoid_2_gradient(arguments...); }));
  compare("tanh, 2 hidden layers", 2, hyperbolic,
          two([](auto &&...arguments) { tanh_2_gradient(arguments...); }));
  compare("relu, 2 hidden layers", 2, rectified,
          two([](auto &&...arguments) { relu_2_gradient(arguments...); }));
  compare("relu, 4 hidden layers", 4, rectified, [&](const Layers &at, Layers &bar) {
    relu_4_gradient(column, label, at.W[0], at.b[0], at.W[1], at.b[1], at.W[2], at.b[2], at.W[3],
                    at.b[3], at.W[4], at.b[4], bar.W[0], bar.b[0], bar.W[1], bar.b[1], bar.W[2],
                    bar.b[2], bar.W[3], bar.b[3], bar.W[4], bar.b[4]);
  });
  return system.finish();
}

/// One box of the graph: its place in the order of execution, the variable it computes, if any, and
/// whether it belongs to the reverse sweep.
struct Box {
  int place = 0;
  std::string name;
  bool reverse = false;
};

/// H6: the graph that `gateaux --graph` wrote when this program was built.
bool flow_graph(bool) {
  System system("H6");
  std::ifstream file(MULTILAYER_GRAPH);
  std::map<std::string, Box> boxes;
  int dependencies = 0;
  int wrong = 0;
  const std::regex node(R"rx((n1_\d+) \[label="(\d+): (?:(\w+) = )?\w+".*fillcolor="#(\w+)")rx");
  const std::regex edge(R"rx((n1_\d+) -> (n1_\d+);)rx");
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (std::regex_search(line, match, node)) {
      // Boxes of the reverse sweep are red, those of the forward sweep blue.
      const bool reverse = std::stoi(match[4].str().substr(0, 2), nullptr, 16) >
                           std::stoi(match[4].str().substr(4, 2), nullptr, 16);
      boxes[match[1]] = {std::stoi(match[2]), match[3], reverse};
    } else if (std::regex_search(line, match, edge) && boxes.count(match[1]) != 0 &&
               boxes.count(match[2]) != 0) {
      ++dependencies;
      if (boxes[match[1]].place >= boxes[match[2]].place)
        ++wrong;
    }
  }
  std::vector<Box> order;
  for (const auto &entry : boxes)
    order.push_back(entry.second);
  std::sort(order.begin(), order.end(), [](const Box &a, const Box &b) { return a.place < b.place; });
  std::string forward;
  std::string backward;
  int mixed = 0;
  bool reversing = false;
  for (const Box &box : order) {
    reversing = reversing || box.reverse;
    if (reversing && !box.reverse)
      ++mixed;
    if (!box.name.empty())
      (box.reverse ? backward : forward) += (box.reverse ? backward : forward).empty()
                                                ? box.name
                                                : " " + box.name;
  }
  std::printf("  forward:  %s\n  backward: %s\n", forward.c_str(), backward.c_str());
  system.at_least("boxes of the adjoint", double(boxes.size()), 15.0);
  system.at_least("dependencies between them", double(dependencies), 15.0);
  system.at_most("boxes that come before one they need", double(wrong), 0.0);
  system.at_most("forward boxes after the first backward one", double(mixed), 0.0);
  system.at_least("forward order is a1 h1 a2 l", forward == "a1 h1 a2 l" ? 1.0 : 0.0, 1.0);
  system.at_least("backward order is a2 h1 a1", backward == "a2_bar h1_bar a1_bar" ? 1.0 : 0.0, 1.0);

  const bool drawn = std::system("dot -Tpng -Gdpi=70 " MULTILAYER_GRAPH " -o flow_graph.png") == 0;
  system.at_least("Graphviz draws it", drawn ? 1.0 : 0.0, 1.0);
  system.picture("flow_graph.png");
  return system.finish();
}

} // namespace

int main(int argc, char **argv) {
  return examples::run_systems(argc, argv, {{"H1", multilayer_gradients}, {"H6", flow_graph}});
}
