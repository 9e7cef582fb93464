// SPDX-License-Identifier: Apache-2.0
#include "gateaux/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace gateaux {
namespace {

Progress::Mode choose_mode(const Progress::Options &options) {
  if (options.mode != Progress::Mode::Automatic)
    return options.mode;
  if (const char *wish = std::getenv("GATEAUX_PROGRESS")) {
    if (std::strcmp(wish, "bar") == 0)
      return Progress::Mode::Bar;
    if (std::strcmp(wish, "lines") == 0)
      return Progress::Mode::Lines;
    if (std::strcmp(wish, "silent") == 0)
      return Progress::Mode::Silent;
  }
  const char *terminal = std::getenv("TERM");
  const bool rewrites = terminal == nullptr || std::strcmp(terminal, "dumb") != 0;
  return rewrites && isatty(fileno(options.stream)) != 0 ? Progress::Mode::Bar
                                                         : Progress::Mode::Lines;
}

int terminal_width(std::FILE *stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

/// Seconds as 12s, 3m05s or 1h02m.
std::string duration(double seconds) {
  char text[32];
  const long long whole = static_cast<long long>(std::clamp(seconds, 0.0, 1e9));
  if (whole < 60) {
    std::snprintf(text, sizeof text, seconds < 10 ? "%.1fs" : "%.0fs", seconds);
  } else if (whole < 3600) {
    std::snprintf(text, sizeof text, "%lldm%02llds", whole / 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%lldh%02lldm", whole / 3600, whole / 60 % 60);
  }
  return text;
}

Progress::Options with_stream(Progress::Options options) {
  if (options.stream == nullptr)
    options.stream = stderr;
  return options;
}

} // namespace

Progress::Progress(std::string title, Eigen::Index total)
    : Progress(std::move(title), total, Options()) {}

Progress::Progress(std::string title, Eigen::Index total, const Options &options)
    : title_(std::move(title)), total_(std::max<Eigen::Index>(total, 0)),
      options_(with_stream(options)), mode_(choose_mode(options_)), start_(Clock::now()),
      last_write_(start_) {}

Progress::~Progress() { finish(); }

double Progress::seconds_since(Clock::time_point start) const {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void Progress::update(Eigen::Index done, const std::string &text) {
  if (finished_)
    return;
  done_ = done;
  text_ = text;
  if (mode_ == Mode::Silent)
    return;
  const double passed = seconds_since(last_write_);
  const bool complete = total_ > 0 && done_ >= total_ && written_done_ < total_;
  if (mode_ == Mode::Bar) {
    if (!written_ || complete || passed >= options_.bar_interval)
      write_bar(false);
    return;
  }
  const bool advanced = total_ > 0 && double(done_ - std::max<Eigen::Index>(written_done_, 0)) >=
                                          options_.lines_fraction * double(total_);
  if (!written_ || complete || advanced || passed >= options_.lines_interval)
    write_line();
}

void Progress::finish(const std::string &text) {
  if (finished_)
    return;
  const bool news = !text.empty() || written_done_ != done_ || !written_;
  if (!text.empty())
    text_ = text;
  const bool used = written_ || done_ > 0 || !text_.empty();
  if (mode_ == Mode::Bar && used)
    write_bar(true);
  if (mode_ == Mode::Lines && used && news)
    write_line();
  finished_ = true;
}

void Progress::write_bar(bool last) {
  const double elapsed = seconds_since(start_);
  std::string line = title_ + " ";
  std::string tail;
  if (total_ > 0) {
    const double part = std::clamp(double(done_) / double(total_), 0.0, 1.0);
    constexpr int cells = 24;
    const int full = static_cast<int>(part * cells);
    line += "[" + std::string(static_cast<std::size_t>(full), '#') +
            std::string(static_cast<std::size_t>(cells - full), '.') + "] " +
            std::to_string(done_) + "/" + std::to_string(total_) + " ";
    tail = duration(elapsed);
    if (!last && part > 0.0 && part < 1.0) {
      tail += ", " + duration(elapsed * (1.0 - part) / part) + " left";
    }
  } else {
    line += std::to_string(done_) + " ";
    tail = duration(elapsed);
  }
  line += tail;
  if (!text_.empty())
    line += "  " + text_;
  // One column stays free, because some terminals wrap when the last one is written.
  const int width = options_.width > 0 ? options_.width : terminal_width(options_.stream);
  if (!last && line.size() + 1 > static_cast<std::size_t>(width)) {
    line.resize(static_cast<std::size_t>(std::max(width - 1, 0)));
  }
  std::fprintf(options_.stream, "\r%s\x1b[K%s", line.c_str(), last ? "\n" : "");
  std::fflush(options_.stream);
  written_ = true;
  written_done_ = done_;
  last_write_ = Clock::now();
}

void Progress::write_line() {
  std::string line = title_ + ": " + std::to_string(done_);
  if (total_ > 0)
    line += "/" + std::to_string(total_);
  line += ", " + duration(seconds_since(start_));
  if (!text_.empty())
    line += ", " + text_;
  std::fprintf(options_.stream, "%s\n", line.c_str());
  std::fflush(options_.stream);
  written_ = true;
  written_done_ = done_;
  last_write_ = Clock::now();
}

} // namespace gateaux
