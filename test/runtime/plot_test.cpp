// SPDX-License-Identifier: Apache-2.0
#include "testing.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>

#include "gateaux/plot.hpp"

namespace {

namespace fs = std::filesystem;

std::string content(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

class Plot : public ::testing::Test {
protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/gateaux-plot-test-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    plot.title = "it's a 'title' with _ and ^";
    plot.x_label = "iterations";
    plot.y_label = "loss";
    plot.add("first series", {1, 2, 3}, {1, 0.1, 0.01});
    plot.add("second", Eigen::VectorXd::LinSpaced(5, 1, 5), Eigen::VectorXd::Ones(5),
             gateaux::Series::Style::LinesPoints);
  }
  void TearDown() override { fs::remove_all(folder); }
  bool have_gnuplot() const { return std::system("command -v gnuplot > /dev/null 2>&1") == 0; }
  gateaux::Plot plot;
  fs::path folder;
};

TEST_F(Plot, TheScriptHoldsDataAndAxes) {
  plot.log_y = true;
  plot.add("", {1, 2, 3, 4}, {1, -1, std::numeric_limits<double>::quiet_NaN(), 2});
  const std::string script = plot.script("a.svg");
  EXPECT_NE(script.find("set logscale y"), std::string::npos);
  EXPECT_EQ(script.find("set logscale x"), std::string::npos);
  EXPECT_NE(script.find("set title 'it''s a ''title'' with _ and ^'"), std::string::npos) << script;
  EXPECT_NE(script.find("$series2 << EOD\n1 1\n\n4 2\nEOD\n"), std::string::npos) << script;
  EXPECT_NE(script.find("$series0 using 1:2 with lines"), std::string::npos);
}

TEST_F(Plot, DrawsSvgAndPng) {
  if (!have_gnuplot())
    GTEST_SKIP() << "gnuplot is not installed";
  plot.log_x = plot.log_y = true;
  const fs::path svg = folder / "with 'quote'.svg";
  plot.write(svg.string());
  EXPECT_NE(content(svg).find("first series"), std::string::npos);
  const fs::path png = folder / "a.png";
  plot.write(png.string());
  EXPECT_EQ(content(png).substr(1, 3), "PNG");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 2);
}

TEST_F(Plot, WrongUseIsRefused) {
  EXPECT_THROW(plot.write((folder / "a.pdf").string()), std::invalid_argument);
  EXPECT_THROW(gateaux::Plot().write((folder / "a.svg").string()), std::invalid_argument);
  plot.add("uneven", {1, 2}, {1});
  try {
    plot.write((folder / "a.svg").string());
    FAIL();
  } catch (const std::invalid_argument &error) {
    EXPECT_NE(std::string(error.what()).find("2 x and 1 y"), std::string::npos) << error.what();
  }
}

TEST_F(Plot, GnuplotsFailuresAreReported) {
  if (!have_gnuplot())
    GTEST_SKIP() << "gnuplot is not installed";
  const fs::path missing = folder / "no such folder" / "a.svg";
  EXPECT_THROW(plot.write(missing.string()), std::runtime_error);
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(Plot, WithoutGnuplotItSaysSo) {
  const char *path = std::getenv("PATH");
  const std::string before = path != nullptr ? path : "";
  setenv("PATH", folder.c_str(), 1);
  try {
    plot.write((folder / "a.svg").string());
    ADD_FAILURE() << "no exception";
  } catch (const std::runtime_error &error) {
    EXPECT_NE(std::string(error.what()).find("gnuplot is not installed"), std::string::npos);
  }
  setenv("PATH", before.c_str(), 1);
}

} // namespace
