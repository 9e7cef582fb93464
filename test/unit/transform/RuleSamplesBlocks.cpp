// SPDX-License-Identifier: Apache-2.0
//
// Samples of the operations with blocks.
#include "RuleSamples.h"

namespace gateaux::transform::test {

using ir::Op;

namespace {

SampleArgument matrix(const std::string &name, Eigen::Index rows = 3, Eigen::Index cols = 2) {
  return {name, "f64[?x?]", rows, cols, -1.5, 1.5};
}
SampleArgument column(const std::string &name, Eigen::Index rows = 3) {
  return {name, "f64[?x1]", rows, 1, -1.5, 1.5};
}
SampleArgument scalar(const std::string &name, double low = -1.5, double high = 1.5) {
  return {name, "f64", 1, 1, low, high};
}
SampleArgument integer(const std::string &name, double value) {
  return {name, "i<Eigen::Index>", 1, 1, value, value};
}
SampleArgument truth(const std::string &name, double value) {
  return {name, "bool", 1, 1, value, value};
}

/// The same sample with other integers and truth values.
std::vector<RuleSample> with(RuleSample sample, std::vector<std::vector<double>> choices) {
  std::vector<RuleSample> samples;
  for (const std::vector<double> &choice : choices) {
    size_t next = 0;
    for (SampleArgument &a : sample.arguments)
      if (!a.type.starts_with("f"))
        a.low = a.high = choice.at(next++);
    samples.push_back(sample);
  }
  return samples;
}

std::vector<RuleSample> operator+(std::vector<RuleSample> a, const std::vector<RuleSample> &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::vector<RuleSample> conditions() {
  RuleSample arms{Op::If, {truth("p", 1), matrix("a"), matrix("b")}, R"(%y = if(%p) : f64[?x?] {
    %0 = sin(%a)
    yield %0
  } {
    %0 = mul(%a, %b)
    yield %0
  })"};
  RuleSample outer{Op::If, {truth("p", 1), matrix("a"), scalar("s")}, R"(%y, %u = if(%p) : f64[?x?], f64 {
    %0 = mul(%a, %s)
    yield %0, %s
  } {
    yield %a, %s
  })"};
  RuleSample several{Op::If, {truth("p", 1), scalar("a"), scalar("b")}, R"(%0, %1, %2 = if(%p) : f64, f64, f64 {
    %0 = exp(%a)
    yield %0, %0, %b
  } {
    %0 = constant 2 : f64
    yield %0, %a, %0
  }
  %3 = mul(%0, %1)
  %y = add(%3, %2))"};
  RuleSample nested{Op::If, {truth("p", 1), truth("q", 1), scalar("a"), scalar("b")}, R"(%0 = square(%b)
  %y = if(%p) : f64 {
    %1 = if(%q) : f64 {
      %2 = mul(%a, %0)
      yield %2
    } {
      %2 = mul(%b, %0)
      yield %2
    }
    %2 = sin(%1)
    yield %2
  } {
    %1 = if(%q) : f64 {
      yield %a
    } {
      %2 = cos(%0)
      yield %2
    }
    yield %1
  })"};
  RuleSample shapes{Op::If, {truth("p", 1), matrix("a"), matrix("b", 2, 4)}, R"(%0 = if(%p) : f64[?x?] {
    %1 = sin(%a)
    yield %1
  } {
    yield %b
  }
  %1 = square(%0)
  %2 = mul(%1, %0)
  %y = sum(%2) axis=all)"};
  RuleSample decided{Op::If, {scalar("a"), scalar("b")}, R"(%p = compare(%a, %b) lt
  %y = if(%p) : f64 {
    %0 = mul(%a, %b)
    yield %0
  } {
    %0 = tanh(%a)
    yield %0
  })"};
  // What an arm computes is read in the reverse sweep.
  RuleSample kept{Op::If, {truth("p", 1), matrix("a")}, R"(%0, %1 = if(%p) : f64[?x?], f64 {
    %2 = exp(%a)
    %3 = sum(%2) axis=all
    %4 = tanh(%3)
    %5 = mul(%2, %4)
    yield %5, %4
  } {
    %2 = sin(%a)
    %3 = constant 1 : f64
    yield %2, %3
  }
  %2 = mul(%0, %0)
  %y = mul(%2, %1))"};
  const std::vector<std::vector<double>> both = {{0}, {1}};
  return with(arms, both) + with(outer, both) + with(several, both) +
         with(nested, {{0, 0}, {0, 1}, {1, 0}, {1, 1}}) + with(shapes, both) + with(kept, both) +
         std::vector<RuleSample>{decided};
}

/// Loops over m, ..., n - 1; each in both directions and with several bounds.
std::vector<RuleSample> loops() {
  auto each = [](std::vector<SampleArgument> arguments, std::string body,
                 std::vector<std::vector<double>> bounds = {{0, 3}, {1, 3}, {2, 1}}) {
    std::vector<RuleSample> all;
    arguments.push_back(integer("m", 0));
    arguments.push_back(integer("n", 0));
    for (std::string step : {"1", "-1"}) {
      std::string text = body;
      for (size_t at; (at = text.find("STEP")) != std::string::npos;)
        text.replace(at, 4, step);
      all = all + with({Op::For, arguments, text}, bounds);
    }
    return all;
  };
  return each({column("a")}, R"(%z = constant 0 : i<Eigen::Index>
  %s = constant 0 : f64
  %y = for(%m, %n, %s) STEP : f64 (%i: i<Eigen::Index>, %t: f64) {
    %0 = element(%a, %i, %z)
    %1 = sin(%0)
    %2 = add(%t, %1)
    yield %2
  })") +
         each({column("a"), scalar("s")}, R"(%z = constant 0 : i<Eigen::Index>
  %y = for(%m, %n, %s) STEP : f64 (%i: i<Eigen::Index>, %t: f64) {
    %0 = element(%a, %i, %z)
    %1 = mul(%t, %0)
    %2 = tanh(%1)
    yield %2
  })") +
         each({scalar("s"), scalar("t")}, R"(%0, %1, %2 = for(%m, %n, %s, %t, %s) STEP : f64, f64, f64 (%i: i<Eigen::Index>, %a: f64, %b: f64, %c: f64) {
    %3 = mul(%a, %b)
    %4 = sin(%c)
    yield %b, %3, %4
  }
  %y = mul(%0, %1))") +
         each({matrix("w", 3, 3), matrix("a")}, R"(%y = for(%m, %n, %a) STEP : f64[?x?] (%i: i<Eigen::Index>, %x: f64[?x?]) {
    %0 = matmul(%w, %x)
    %1 = tanh(%0)
    yield %1
  })") +
         each({column("a"), scalar("s")}, R"(%z = constant 0 : i<Eigen::Index>
  %y = for(%m, %n, %a) STEP : f64[?x1] (%i: i<Eigen::Index>, %x: f64[?x1]) {
    %0 = element(%x, %z, %z)
    %1 = mul(%0, %s)
    %2 = sin(%1)
    %3 = update(%x, %i, %z, %2)
    yield %3
  })") +
         each({matrix("a"), column("x", 2)}, R"(%z = constant 0 : i<Eigen::Index>
  %s = constant 0 : f64
  %c = cols(%a)
  %0 = for(%m, %n, %s) STEP : f64 (%i: i<Eigen::Index>, %t: f64) {
    %1 = for(%z, %c, %t) STEP : f64 (%j: i<Eigen::Index>, %u: f64) {
      %2 = element(%a, %i, %j)
      %3 = element(%x, %j, %z)
      %4 = mul(%2, %3)
      %5 = exp(%4)
      %6 = add(%u, %5)
      yield %6
    }
    yield %1
  }
  %y = sin(%0))") +
         // An inner recurrence over what the outer one carries.
         each({matrix("a"), scalar("s")}, R"(%z = constant 0 : i<Eigen::Index>
  %y = for(%m, %n, %s) STEP : f64 (%i: i<Eigen::Index>, %t: f64) {
    %c = constant 2 : i<Eigen::Index>
    %1 = for(%z, %c, %t) 1 : f64 (%j: i<Eigen::Index>, %u: f64) {
      %2 = element(%a, %i, %j)
      %3 = mul(%2, %u)
      %4 = sin(%3)
      yield %4
    }
    yield %1
  })") +
         // Another shape in each iteration.
         each({matrix("a")}, R"(%0 = for(%m, %n, %a) STEP : f64[?x?] (%i: i<Eigen::Index>, %x: f64[?x?]) {
    %1 = transpose(%x)
    %2 = sin(%1)
    yield %2
  }
  %1 = square(%0)
  %y = sum(%1) axis=all)") +
         each({column("a"), scalar("s")}, R"(%z = constant 0 : i<Eigen::Index>
  %one = constant 1 : i<Eigen::Index>
  %0 = for(%m, %n, %a) STEP : f64[?x1] (%i: i<Eigen::Index>, %x: f64[?x1]) {
    %rows = rows(%x)
    %more = add(%rows, %one)
    %zero = constant 0 : f64
    %1 = broadcast(%zero, %more, %one) : f64[?x1]
    %2 = sin(%x)
    %3 = update(%1, %z, %z, %2) : f64[?x1]
    %4 = update(%3, %rows, %z, %s) : f64[?x1]
    yield %4
  }
  %1 = square(%0)
  %y = sum(%1) axis=all)") +
         // A condition in a loop in a condition.
         each({matrix("a"), scalar("s")}, R"(%z = constant 0 : i<Eigen::Index>
  %one = constant 1 : i<Eigen::Index>
  %p = compare(%m, %one) le
  %y = if(%p) : f64 {
    %0 = for(%m, %n, %s) STEP : f64 (%i: i<Eigen::Index>, %t: f64) {
      %q = compare(%i, %one) lt
      %1 = if(%q) : f64 {
        %2 = element(%a, %i, %z)
        %3 = mul(%2, %t)
        yield %3
      } {
        %2 = sin(%t)
        yield %2
      }
      yield %1
    }
    yield %0
  } {
    yield %s
  })") +
         // Sums into a column that starts at something, with an integer that is carried along.
         each({matrix("a"), column("b"), scalar("s")}, R"(%z = constant 0 : i<Eigen::Index>
  %one = constant 1 : i<Eigen::Index>
  %y, %j = for(%m, %n, %b, %z) STEP : f64[?x1], i<Eigen::Index> (%i: i<Eigen::Index>, %x: f64[?x1], %k: i<Eigen::Index>) {
    %0 = element(%a, %i, %z)
    %1 = mul(%0, %s)
    %2 = accumulate(%x, %k, %z, %1) : f64[?x1]
    %3 = add(%k, %one)
    yield %2, %3
  })") +
         // Nothing changes, and nothing is read.
         each({scalar("s"), scalar("t")}, R"(%0, %1, %2 = for(%m, %n, %s, %t, %t) STEP : f64, f64, f64 (%i: i<Eigen::Index>, %a: f64, %b: f64, %c: f64) {
    yield %a, %s, %b
  }
  %y = mul(%0, %2))");
}

std::vector<RuleSample> whiles() {
  return {
      {Op::While, {scalar("s", 0.4, 0.6), scalar("a", 0.3, 0.4)}, R"(%limit = constant 2 : f64
  %p = compare(%s, %limit) lt
  %count, %y = while(%p, %s) : i<Eigen::Index>, f64 (%k: i<Eigen::Index>, %t: f64) {
    %0 = mul(%t, %t)
    %1 = add(%t, %a)
    %2 = add(%1, %0)
    %q = compare(%2, %limit) lt
    yield %q, %2
  })"},
      // Newton's method for a root, whose number of steps is used as well.
      {Op::While, {scalar("a", 1.8, 2.2)}, R"(%one = constant 1 : f64
  %true = constant true : bool
  %count, %x = while(%true, %one) : i<Eigen::Index>, f64 (%k: i<Eigen::Index>, %t: f64) {
    %0 = div(%a, %t)
    %1 = add(%t, %0)
    %half = constant 0.5 : f64
    %2 = mul(%half, %1)
    %3 = square(%2)
    %4 = sub(%3, %a)
    %5 = abs(%4)
    %limit = constant 0.03 : f64
    %q = compare(%5, %limit) gt
    yield %q, %2
  }
  %n = cast(%count) : f64
  %y = mul(%x, %n))"},
      // No iteration.
      {Op::While, {matrix("a"), scalar("s")}, R"(%false = constant false : bool
  %count, %0 = while(%false, %a) : i<Eigen::Index>, f64[?x?] (%k: i<Eigen::Index>, %x: f64[?x?]) {
    %1 = sin(%x)
    yield %false, %1
  }
  %y = mul(%0, %s))"},
      // In a loop, with a loop inside, over a matrix.
      {Op::While, {matrix("a"), scalar("s", 0.3, 0.5)}, R"(%z = constant 0 : i<Eigen::Index>
  %two = constant 2 : i<Eigen::Index>
  %limit = constant 1.2 : f64
  %p = compare(%s, %limit) lt
  %c0, %0, %1 = while(%p, %a, %s) : i<Eigen::Index>, f64[?x?], f64 (%k: i<Eigen::Index>, %x: f64[?x?], %t: f64) {
    %2 = for(%z, %two, %x) 1 : f64[?x?] (%i: i<Eigen::Index>, %u: f64[?x?]) {
      %d = compare(%t, %limit) lt
      %c1, %3, %4 = while(%d, %u, %t) : i<Eigen::Index>, f64[?x?], f64 (%l: i<Eigen::Index>, %v: f64[?x?], %r: f64) {
        %5 = mul(%v, %r)
        %6 = sin(%5)
        %7 = add(%r, %s)
        %e = compare(%7, %limit) lt
        yield %e, %6, %7
      }
      yield %3
    }
    %3 = add(%t, %s)
    %q = compare(%3, %limit) lt
    yield %q, %2, %3
  }
  %y = mul(%0, %1))"}};
}

} // namespace

std::vector<RuleSample> blockSamples(Op op) {
  switch (op) {
  case Op::If: return conditions();
  case Op::For: return loops();
  case Op::While: return whiles();
  case Op::Recall: // what depends on no argument that is differentiated
    return {{op, {column("a"), integer("m", 1), integer("n", 3)}, R"(%z = constant 0 : i<Eigen::Index>
  %s = constant 0 : f64
  %kept = for(%m, %n) 1 : seq<f64> (%i: i<Eigen::Index>) {
    %0 = cast(%i) : f64
    %1 = sin(%0)
    yield %1
  }
  %first = recall(%kept, %z) : f64
  %y = mul(%a, %first))"}};
  case Op::Undefined:
    return {{op, {truth("p", 1), matrix("a")}, R"(%0, %1 = if(%p) : f64[?x?], f64[?x?] {
    %2 = exp(%a)
    %3 = sin(%a)
    yield %2, %3
  } {
    %2 = undefined : f64[?x?]
    %3 = cos(%a)
    yield %2, %3
  }
  %y = if(%p) : f64[?x?] {
    %2 = mul(%0, %1)
    yield %2
  } {
    yield %1
  })"},
            {op, {truth("p", 0), scalar("a")}, R"(%0 = if(%p) : f64 {
    %2 = exp(%a)
    yield %2
  } {
    %2 = undefined : f64
    yield %2
  }
  %y = if(%p) : f64 {
    yield %0
  } {
    yield %a
  })"}};
  default: return {};
  }
}

} // namespace gateaux::transform::test
