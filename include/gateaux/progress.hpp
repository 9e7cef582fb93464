// SPDX-License-Identifier: Apache-2.0
//
// A progress line for long work.
#ifndef GATEAUX_PROGRESS_HPP
#define GATEAUX_PROGRESS_HPP

#include <Eigen/Core>
#include <chrono>
#include <cstdio>
#include <string>

namespace gateaux {

/// Shows how far a piece of work is: a bar in one line that is rewritten on a terminal, plain lines
/// in a log, or nothing.
///
///     gateaux::Progress progress("training", 100);
///     options.callback = [&](const gateaux::Iteration& it) {
///       progress.update(it.iteration, "loss " + std::to_string(it.value));
///       return true;
///     };
///     ...
///     progress.finish();
class Progress {
public:
  enum class Mode {
    Automatic, ///< Bar where the stream is a terminal, else Lines. The environment variable
               ///< GATEAUX_PROGRESS overrides: "bar", "lines" or "silent".
    Bar,
    Lines,
    Silent,
  };

  struct Options {
    Mode mode = Mode::Automatic;
    std::FILE *stream = nullptr; ///< Null means standard error.
    double bar_interval = 0.1;   ///< The least number of seconds between two rewritings of the bar.
    double lines_interval = 5.0; ///< The least number of seconds between two lines in a log, unless
    double lines_fraction = 0.1; ///< this part of the work has been done since the last one.
    int width = 0;               ///< Columns of the bar's line; 0 means the terminal's.
  };

  /// `total` is the number of steps; 0 where it is not known.
  explicit Progress(std::string title, Eigen::Index total = 0);
  Progress(std::string title, Eigen::Index total, const Options &options);
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;
  /// Ends the line if finish() has not been called.
  ~Progress();

  /// `done` steps are done. `text` follows the bar, for example the current loss. Cheap to call
  /// often: it writes only when the intervals of the options have passed, and at the last step.
  void update(Eigen::Index done, const std::string &text = {});

  /// Writes the final state, with `text` or else the last text, and ends the line. Later calls do
  /// nothing.
  void finish(const std::string &text = {});

  /// The mode in use; never Automatic.
  Mode mode() const { return mode_; }

private:
  using Clock = std::chrono::steady_clock;

  void write_bar(bool last);
  void write_line();
  double seconds_since(Clock::time_point start) const;

  std::string title_;
  Eigen::Index total_;
  Options options_;
  Mode mode_;
  std::string text_;
  Eigen::Index done_ = 0;
  Eigen::Index written_done_ = -1;
  bool written_ = false;
  bool finished_ = false;
  Clock::time_point start_;
  Clock::time_point last_write_;
};

} // namespace gateaux

#endif // GATEAUX_PROGRESS_HPP
