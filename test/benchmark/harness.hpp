// SPDX-License-Identifier: Apache-2.0
//
// Times several candidates against each other within one run. In each round every candidate runs
// for a moment in turn, so that whatever else the machine does meets all of them alike. A ratio is
// the median over the rounds of the two times of one round; only the less disturbed half of the
// rounds counts, that in which the two together were fastest.
#ifndef GATEAUX_TEST_BENCHMARK_HARNESS_HPP
#define GATEAUX_TEST_BENCHMARK_HARNESS_HPP

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <time.h>

/// The median of some numbers and how far it may be off: the half-width of the notch of McGill,
/// Tukey and Larsen 1978, about a 95 % confidence interval.
struct Median {
  double value;
  double uncertainty;
};

inline Median median(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  const auto quantile = [&](double q) { return x[std::size_t(q * double(x.size() - 1) + 0.5)]; };
  return {quantile(0.5), 1.57 * (quantile(0.75) - quantile(0.25)) / std::sqrt(double(x.size()))};
}

class Race {
public:
  /// Adds a candidate and returns its number.
  std::size_t add(std::function<void()> run) {
    runners_.push_back({std::move(run), 1, {}});
    return runners_.size() - 1;
  }

  /// Runs rounds for about so many seconds, at least `fewest` of them.
  void run(double seconds, int fewest) {
    for (Runner &r : runners_) {
      r.times.clear();
      r.run(); // Warms the workspaces and the caches.
      while (once(r) * double(r.repetitions) < 200e-6)
        r.repetitions *= 2;
    }
    const auto start = now();
    for (int round = 0; round < fewest || (now() - start) < seconds; ++round) {
      for (std::size_t i = 0; i < runners_.size(); ++i) {
        // Each round begins with another candidate.
        Runner &r = runners_[(i + std::size_t(round)) % runners_.size()];
        r.run(); // Brings its data into the caches.
        r.times.push_back(once(r));
      }
    }
  }

  /// The median time of one call, in seconds.
  double time(std::size_t i) const { return median(runners_[i].times).value; }

  /// The ratio of the times of two candidates.
  Median ratio(std::size_t numerator, std::size_t denominator) const {
    const std::vector<double> &a = runners_[numerator].times;
    const std::vector<double> &b = runners_[denominator].times;
    const double scale_a = 1.0 / *std::min_element(a.begin(), a.end());
    const double scale_b = 1.0 / *std::min_element(b.begin(), b.end());
    std::vector<std::pair<double, double>> rounds;
    for (std::size_t k = 0; k < a.size(); ++k)
      rounds.emplace_back(a[k] * scale_a + b[k] * scale_b, a[k] / b[k]);
    std::sort(rounds.begin(), rounds.end());
    std::vector<double> ratios;
    for (std::size_t k = 0; k < (rounds.size() + 1) / 2; ++k)
      ratios.push_back(rounds[k].second);
    return median(std::move(ratios));
  }

private:
  struct Runner {
    std::function<void()> run;
    long repetitions;
    std::vector<double> times;
  };

  /// Seconds that this thread has run; what other processes take does not count.
  static double now() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
  }

  static double once(const Runner &r) {
    const auto start = now();
    for (long i = 0; i < r.repetitions; ++i)
      r.run();
    return (now() - start) / double(r.repetitions);
  }

  std::vector<Runner> runners_;
};

/// Prints ratios against their limits and remembers whether one was missed. A limit counts as
/// missed where the ratio is above it by more than its uncertainty and two hundredths, which
/// is what the placement of code and data in memory makes of equal programs.
class Report {
public:
  void ratio(const std::string &where, const std::string &what, Median r, double limit) {
    const bool good = r.value - r.uncertainty <= limit + 0.02;
    passed_ = passed_ && good;
    std::printf("ratio  %-7s  %-54s %6.3f +- %.3f   limit %.2f%s\n", where.c_str(), what.c_str(),
                r.value, r.uncertainty, limit, good ? "" : "  MISSED");
  }
  /// For information.
  void ratio(const std::string &where, const std::string &what, Median r) {
    std::printf("ratio  %-7s  %-54s %6.3f +- %.3f\n", where.c_str(), what.c_str(), r.value,
                r.uncertainty);
  }
  void require(const std::string &where, const std::string &what, double difference, double limit) {
    if (difference <= limit)
      return;
    passed_ = false;
    std::printf("%s: %s differ by %.3g, more than %.3g\n", where.c_str(), what.c_str(), difference,
                limit);
  }
  bool passed() const { return passed_; }

private:
  bool passed_ = true;
};

#endif // GATEAUX_TEST_BENCHMARK_HARNESS_HPP
