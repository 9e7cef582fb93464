// SPDX-License-Identifier: Apache-2.0
//
// What the examples share: random numbers with a seed, figures against their limits, and the choice
// of systems on the command line.
#ifndef EXAMPLES_COMMON_SYSTEM_HPP
#define EXAMPLES_COMMON_SYSTEM_HPP

#include <Eigen/Dense>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace examples {

/// Normal random numbers, the same on every run.
class Random {
public:
  explicit Random(unsigned seed) : generator_(seed) {}
  double number() { return normal_(generator_); }
  double uniform() { return std::uniform_real_distribution<double>(0.0, 1.0)(generator_); }
  Eigen::MatrixXd matrix(Eigen::Index rows, Eigen::Index cols) {
    return Eigen::MatrixXd::NullaryExpr(rows, cols, [this] { return number(); });
  }
  Eigen::VectorXd vector(Eigen::Index size) { return matrix(size, 1); }
  /// A matrix with orthonormal columns.
  Eigen::MatrixXd orthonormal(Eigen::Index rows, Eigen::Index cols) {
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(matrix(rows, cols));
    return qr.householderQ() * Eigen::MatrixXd::Identity(rows, cols);
  }
  std::mt19937_64 &generator() { return generator_; }

private:
  std::mt19937_64 generator_;
  std::normal_distribution<double> normal_;
};

/// Prints figures against their limits and remembers the one that came closest to its limit, or
/// missed it by most.
class System {
public:
  explicit System(std::string name)
      : name_(std::move(name)), start_(std::chrono::steady_clock::now()) {}

  void at_most(const std::string &what, double figure, double limit) {
    check(what, figure, "at most", limit, figure <= limit, ratio(figure, limit));
  }
  void at_least(const std::string &what, double figure, double limit) {
    check(what, figure, "at least", limit, figure >= limit, ratio(limit, figure));
  }
  void within(const std::string &what, double figure, double target, double tolerance) {
    const double distance = std::abs(figure - target);
    char relation[64];
    std::snprintf(relation, sizeof relation, "%.9g +-", target);
    check(what, figure, relation, tolerance, distance <= tolerance, ratio(distance, tolerance));
  }
  /// A figure that has no limit.
  void show(const std::string &what, double figure) const {
    std::printf("  %-58s %12.6g\n", what.c_str(), figure);
  }
  void picture(const std::string &path) const { std::printf("  picture: %s\n", path.c_str()); }

  /// Prints the line "<name> pass|FAIL <the closest figure and its limit> <seconds>".
  bool finish() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    const bool good = passed_ && checks_ > 0;
    std::printf("%s %s %s %.2f\n\n", name_.c_str(), good ? "pass" : "FAIL",
                checks_ > 0 ? closest_.c_str() : "nothing checked", passed.count());
    std::fflush(stdout);
    return good;
  }

private:
  /// How much of the limit is used up, 1 where it is met exactly; not a number counts as missed.
  static double ratio(double part, double whole) {
    if (std::isnan(part) || std::isnan(whole))
      return std::numeric_limits<double>::infinity();
    if (part <= 0.0)
      return 0.0;
    return whole > 0.0 ? part / whole : std::numeric_limits<double>::infinity();
  }

  void check(const std::string &what, double figure, const char *relation, double limit, bool good,
             double used) {
    char text[160];
    std::snprintf(text, sizeof text, "%.6g, %s %g", figure, relation, limit);
    std::printf("  %-58s %s%s\n", what.c_str(), text, good ? "" : "  MISSED");
    std::fflush(stdout);
    passed_ = passed_ && good;
    if (checks_++ == 0 || used > used_) {
      used_ = used;
      closest_ = what + ": " + text;
    }
  }

  std::string name_;
  std::chrono::steady_clock::time_point start_;
  bool passed_ = true;
  int checks_ = 0;
  double used_ = 0.0;
  std::string closest_;
};

/// One system of a program: its name and what runs it. `full` asks for the larger version.
struct Entry {
  const char *name;
  std::function<bool(bool full)> run;
};

/// Runs the systems that the command line names, all of them by default: `program [--full] [T1 ...]`.
/// Returns the exit code.
inline int run_systems(int argc, char **argv, const std::vector<Entry> &entries) {
  bool full = false;
  std::vector<const Entry *> chosen;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--full") == 0) {
      full = true;
      continue;
    }
    const Entry *found = nullptr;
    for (const Entry &entry : entries)
      if (std::strcmp(entry.name, argv[i]) == 0)
        found = &entry;
    if (found == nullptr) {
      std::fprintf(stderr, "%s: unknown system %s; it has", argv[0], argv[i]);
      for (const Entry &entry : entries)
        std::fprintf(stderr, " %s", entry.name);
      std::fprintf(stderr, "\n");
      return 2;
    }
    chosen.push_back(found);
  }
  if (chosen.empty())
    for (const Entry &entry : entries)
      chosen.push_back(&entry);
  bool passed = true;
  for (const Entry *entry : chosen) {
    try {
      passed = entry->run(full) && passed;
    } catch (const std::exception &error) {
      std::printf("%s FAIL %s\n", entry->name, error.what());
      passed = false;
    }
  }
  return passed ? 0 : 1;
}

/// The largest difference of two coefficients relative to the largest coefficient of b.
template <typename A, typename B>
double relative_difference(const A &a, const B &b) {
  const double size = b.cwiseAbs().maxCoeff();
  const double gap = (a - b).cwiseAbs().maxCoeff();
  return size > 0.0 ? gap / size : gap;
}

/// The slope of the straight line through (log x, log y) that fits best.
inline double log_log_slope(const std::vector<double> &x, const std::vector<double> &y) {
  const auto size = Eigen::Index(x.size());
  const Eigen::ArrayXd u = Eigen::Map<const Eigen::ArrayXd>(x.data(), size).log();
  const Eigen::ArrayXd v = Eigen::Map<const Eigen::ArrayXd>(y.data(), size).log();
  const Eigen::ArrayXd centred = u - u.mean();
  return (centred * (v - v.mean())).sum() / centred.square().sum();
}

} // namespace examples

#endif // EXAMPLES_COMMON_SYSTEM_HPP
