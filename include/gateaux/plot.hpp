// SPDX-License-Identifier: Apache-2.0
//
// Pictures of series through the program gnuplot.
#ifndef GATEAUX_PLOT_HPP
#define GATEAUX_PLOT_HPP

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace gateaux {

/// One series of a plot.
struct Series {
  enum class Style { Lines, Points, LinesPoints };

  std::string label; ///< In the legend; an empty one is left out there.
  std::vector<double> x;
  std::vector<double> y; ///< As many as x. Points that are not finite leave a gap.
  Style style = Style::Lines;
};

/// A plot of series over common axes.
///
///     gateaux::Plot plot;
///     plot.title = "convergence";
///     plot.log_y = true;
///     plot.add("Gauss-Newton", cost, loss);
///     plot.write("convergence.svg");
struct Plot {
  std::string title;
  std::string x_label;
  std::string y_label;
  bool log_x = false; ///< Points that are not positive leave a gap.
  bool log_y = false;
  bool legend = true;
  int width = 800; ///< Pixels.
  int height = 560;
  std::vector<Series> series;

  /// Adds a series.
  void add(std::string label, std::vector<double> x, std::vector<double> y,
           Series::Style style = Series::Style::Lines);
  template <typename X, typename Y>
  void add(std::string label, const Eigen::DenseBase<X> &x, const Eigen::DenseBase<Y> &y,
           Series::Style style = Series::Style::Lines) {
    add(std::move(label), coefficients(x), coefficients(y), style);
  }

  /// The program for gnuplot that draws the plot into `path`, data included.
  std::string script(const std::string &path) const;

  /// Draws the plot into an SVG or PNG file, by the ending of `path`. The file appears whole or not
  /// at all.
  ///
  /// Throws std::invalid_argument for another ending, for no series, or for a series whose x and y
  /// differ in length (naming both); std::runtime_error when gnuplot is not installed or fails,
  /// with what it said.
  void write(const std::string &path) const;

private:
  template <typename Derived>
  static std::vector<double> coefficients(const Eigen::DenseBase<Derived> &x) {
    std::vector<double> values(static_cast<std::size_t>(x.size()));
    Eigen::Map<Eigen::ArrayXXd>(values.data(), x.rows(), x.cols()) =
        x.derived().array().template cast<double>();
    return values;
  }
};

/// A function of two variables on a grid, as colours with contour lines.
///
///     gateaux::ContourPlot plot;
///     plot.x = plot.y = Eigen::VectorXd::LinSpaced(61, -1, 1);
///     plot.z = ...;  // z(i, j) at (x[i], y[j])
///     plot.write("landscape.png");
struct ContourPlot {
  std::string title;
  std::string x_label;
  std::string y_label;
  Eigen::VectorXd x;
  Eigen::VectorXd y;
  Eigen::MatrixXd z;
  int levels = 15; ///< About as many contour lines.
  int width = 760; ///< Pixels.
  int height = 620;

  /// The program for gnuplot that draws the plot into `path`, data included.
  std::string script(const std::string &path) const;
  /// As Plot::write; std::invalid_argument also where z is not x.size() by y.size().
  void write(const std::string &path) const;
};

} // namespace gateaux

#endif // GATEAUX_PLOT_HPP
