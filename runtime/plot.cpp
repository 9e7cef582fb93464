// SPDX-License-Identifier: Apache-2.0
#include "gateaux/plot.hpp"

#include <unistd.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace gateaux {
namespace {

/// A string literal of gnuplot. In single quotes only the quote itself is special, and is doubled.
std::string quoted(const std::string &text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += '\'';
    result += c == '\n' || c == '\r' ? ' ' : c;
  }
  return result + "'";
}

/// An argument of the shell.
std::string shell_quoted(const std::string &text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

bool ends_with(const std::string &text, const std::string &ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

const char *style_name(Series::Style style) {
  switch (style) {
  case Series::Style::Points:
    return "points pt 7 ps 0.6";
  case Series::Style::LinesPoints:
    return "linespoints lw 2 pt 7 ps 0.5";
  case Series::Style::Lines:
    break;
  }
  return "lines lw 2";
}

/// Whether a program of that name is on the PATH.
bool on_path(const std::string &program) {
  const char *path = std::getenv("PATH");
  std::string folders = path != nullptr ? path : "/usr/bin:/bin";
  folders += ':';
  std::size_t start = 0;
  for (std::size_t end = folders.find(':'); end != std::string::npos;
       start = end + 1, end = folders.find(':', start)) {
    const std::string folder = end > start ? folders.substr(start, end - start) : ".";
    if (access((folder + "/" + program).c_str(), X_OK) == 0)
      return true;
  }
  return false;
}

/// A file that is removed at the end of its scope.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string &content) {
    const char *folder = std::getenv("TMPDIR");
    path_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") +
            "/gateaux-plot-XXXXXX";
    const int file = mkstemp(path_.data());
    if (file < 0)
      throw std::runtime_error("plot: cannot create a temporary file at " + path_);
    std::size_t written = 0;
    while (written < content.size()) {
      const ssize_t n = ::write(file, content.data() + written, content.size() - written);
      if (n <= 0)
        break;
      written += static_cast<std::size_t>(n);
    }
    close(file);
    if (written < content.size()) {
      unlink(path_.c_str());
      throw std::runtime_error("plot: cannot write the temporary file " + path_);
    }
  }
  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;
  ~TemporaryFile() { unlink(path_.c_str()); }
  const std::string &path() const { return path_; }

private:
  std::string path_;
};

/// Terminal, output and titles.
std::string preamble(const std::string &path, int width, int height, const std::string &title,
                     const std::string &x_label, const std::string &y_label) {
  std::string text = "set encoding utf8\n";
  const std::string size = std::to_string(width) + "," + std::to_string(height);
  if (ends_with(path, ".svg")) {
    text += "set terminal svg noenhanced size " + size + " font 'sans,13' background 'white'\n";
  } else if (ends_with(path, ".png")) {
    text +=
        "set terminal pngcairo noenhanced size " + size + " font 'sans,11' background 'white'\n";
  } else {
    throw std::invalid_argument("plot: the file must end in .svg or .png: " + path);
  }
  text += "set output " + quoted(path) + "\n";
  if (!title.empty())
    text += "set title " + quoted(title) + "\n";
  if (!x_label.empty())
    text += "set xlabel " + quoted(x_label) + "\n";
  if (!y_label.empty())
    text += "set ylabel " + quoted(y_label) + "\n";
  return text;
}

/// Where a picture is drawn before it is moved to its place: beside it, under a name of the same
/// ending.
std::filesystem::path draft_of(const std::filesystem::path &target) {
  return target.parent_path() / ("." + target.stem().string() + ".draft-" +
                                 std::to_string(getpid()) + target.extension().string());
}

/// Runs a program that draws the draft of `path`, and moves the picture there.
void draw(const std::string &path, const std::string &program) {
  const std::filesystem::path target(path);
  const std::filesystem::path draft = draft_of(target);
  if (!on_path("gnuplot")) {
    throw std::runtime_error(
        "plot: cannot draw " + path +
        ": the program gnuplot is not installed (on Debian: apt-get install gnuplot-nox)");
  }
  std::string said;
  int status = -1;
  {
    const TemporaryFile file(program);
    std::FILE *pipe = popen(("gnuplot " + shell_quoted(file.path()) + " 2>&1").c_str(), "r");
    if (pipe == nullptr)
      throw std::runtime_error("plot: cannot start gnuplot");
    std::array<char, 512> chunk{};
    while (std::size_t n = std::fread(chunk.data(), 1, chunk.size(), pipe)) {
      said.append(chunk.data(), n);
    }
    status = pclose(pipe);
  }
  std::error_code error;
  if (status != 0) {
    std::filesystem::remove(draft, error);
    throw std::runtime_error("plot: gnuplot failed to draw " + path + ": " + said);
  }
  std::filesystem::rename(draft, target, error);
  if (error) {
    throw std::runtime_error("plot: gnuplot drew nothing at " + path + ": " + error.message() +
                             (said.empty() ? "" : "; it said: " + said));
  }
}

} // namespace

void Plot::add(std::string label, std::vector<double> x, std::vector<double> y,
               Series::Style style) {
  series.push_back({std::move(label), std::move(x), std::move(y), style});
}

std::string Plot::script(const std::string &path) const {
  if (series.empty())
    throw std::invalid_argument("plot: there is no series to draw");
  std::string text = preamble(path, width, height, title, x_label, y_label);
  if (log_x)
    text += "set logscale x\nset format x '%g'\n";
  if (log_y)
    text += "set logscale y\nset format y '%g'\n";
  text += "set grid back lt 1 lw 0.5 lc rgb '#cccccc'\n";
  text += legend ? "set key outside top center horizontal\n" : "unset key\n";

  std::string command = "plot ";
  for (std::size_t k = 0; k < series.size(); ++k) {
    const Series &s = series[k];
    if (s.x.size() != s.y.size()) {
      throw std::invalid_argument("plot: series " + quoted(s.label) + " has " +
                                  std::to_string(s.x.size()) + " x and " +
                                  std::to_string(s.y.size()) + " y values");
    }
    const std::string block = "$series" + std::to_string(k);
    text += block + " << EOD\n";
    bool gap = true;
    for (std::size_t i = 0; i < s.x.size(); ++i) {
      const bool drawn = std::isfinite(s.x[i]) && std::isfinite(s.y[i]) &&
                         (!log_x || s.x[i] > 0.0) && (!log_y || s.y[i] > 0.0);
      if (drawn) {
        std::array<char, 64> line{};
        std::snprintf(line.data(), line.size(), "%.9g %.9g\n", s.x[i], s.y[i]);
        text += line.data();
      } else if (!gap) {
        text += "\n"; // An empty line interrupts the curve.
      }
      gap = !drawn;
    }
    text += "EOD\n";
    if (k > 0)
      command += ", ";
    command += block + " using 1:2 with " + style_name(s.style);
    command += s.label.empty() ? std::string(" notitle") : " title " + quoted(s.label);
  }
  return text + command + "\n";
}

void Plot::write(const std::string &path) const {
  draw(path, script(draft_of(path).string()));
}

std::string ContourPlot::script(const std::string &path) const {
  if (z.rows() != x.size() || z.cols() != y.size() || z.size() == 0) {
    throw std::invalid_argument("plot: z is " + std::to_string(z.rows()) + " x " +
                                std::to_string(z.cols()) + ", the grid " +
                                std::to_string(x.size()) + " x " + std::to_string(y.size()));
  }
  std::string text = preamble(path, width, height, title, x_label, y_label);
  text += "$grid << EOD\n";
  std::array<char, 96> line{};
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    for (Eigen::Index j = 0; j < y.size(); ++j) {
      std::snprintf(line.data(), line.size(), "%.9g %.9g %.9g\n", x[i], y[j], z(i, j));
      text += line.data();
    }
    text += "\n";
  }
  text += "EOD\n";
  text += "set contour base\nset cntrparam cubicspline\nset cntrparam levels auto " +
          std::to_string(levels) + "\nunset surface\n";
  text += "set table $contours\nsplot $grid using 1:2:3\nunset table\n";
  text += "unset key\nset palette defined (0 '#2c3e80', 1 '#3f8fb5', 2 '#8fcfa0', 3 '#f6e27a', 4 "
          "'#d9583b')\n";
  std::snprintf(line.data(), line.size(), "set xrange [%.9g:%.9g]\n", x.minCoeff(), x.maxCoeff());
  text += line.data();
  std::snprintf(line.data(), line.size(), "set yrange [%.9g:%.9g]\n", y.minCoeff(), y.maxCoeff());
  text += line.data();
  return text + "plot $grid using 1:2:3 with image, $contours using 1:2 with lines lw 0.8 lc rgb "
                "'#202020'\n";
}

void ContourPlot::write(const std::string &path) const {
  draw(path, script(draft_of(path).string()));
}

} // namespace gateaux
