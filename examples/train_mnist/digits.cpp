// SPDX-License-Identifier: Apache-2.0
#include "digits.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <vector>

using Eigen::Index;

namespace {

/// Digits of 5 x 7 pixels, a row of text for each row of pixels.
const char *const font[10][7] = {
    {".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."},
    {"..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."},
    {".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####"},
    {".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###."},
    {"...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."},
    {"#####", "#....", "####.", "....#", "....#", "#...#", ".###."},
    {".###.", "#....", "#....", "####.", "#...#", "#...#", ".###."},
    {"#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#..."},
    {".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."},
    {".###.", "#...#", "#...#", ".####", "....#", "....#", ".###."}};

/// How dark a digit is at a point of its own coordinates, between the pixels too.
double darkness(int digit, double row, double column) {
  const auto pixel = [&](int i, int j) {
    return i >= 0 && i < 7 && j >= 0 && j < 5 && font[digit][i][j] == '#' ? 1.0 : 0.0;
  };
  const int i = int(std::floor(row));
  const int j = int(std::floor(column));
  const double u = row - i;
  const double v = column - j;
  return (1 - u) * ((1 - v) * pixel(i, j) + v * pixel(i, j + 1)) +
         u * ((1 - v) * pixel(i + 1, j) + v * pixel(i + 1, j + 1));
}

std::string existing(const std::string &path) {
  return std::filesystem::exists(path) ? path : path + ".gz";
}

} // namespace

Digits Digits::part(const gateaux::Indices &indices) const {
  return {X(Eigen::all, indices), label(indices), C(Eigen::all, indices)};
}

Digits load_digits(const std::string &folder, const std::string &prefix) {
  const std::string images_path = existing(folder + "/" + prefix + "-images-idx3-ubyte");
  const std::string labels_path = existing(folder + "/" + prefix + "-labels-idx1-ubyte");
  gateaux::IdxFile images = gateaux::load_idx(images_path);
  Digits digits;
  digits.label = gateaux::load_idx_labels(labels_path, 10);
  if (images.examples() != digits.label.size()) {
    throw std::runtime_error(images_path + " has " + std::to_string(images.examples()) +
                             " examples, " + labels_path + " has " +
                             std::to_string(digits.label.size()));
  }
  digits.X = images.values / 255.0;
  digits.C = gateaux::one_hot(digits.label, 10);
  return digits;
}

void draw_digits(const std::string &folder, Index training, Index test, unsigned seed) {
  constexpr Index side = 12;
  std::filesystem::create_directories(folder);
  std::mt19937_64 generator(seed);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  std::normal_distribution<double> normal;
  for (const bool train : {true, false}) {
    const Index count = train ? training : test;
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint8_t> labels;
    for (Index k = 0; k < count; ++k) {
      const int digit = int(k % 10);
      labels.push_back(std::uint8_t(digit));
      // Size, slant and place differ from one digit to the next.
      const double size = 1.25 + 0.2 * uniform(generator);
      const double slant = 0.25 * uniform(generator);
      const double down = 1.2 * uniform(generator);
      const double right = 1.2 * uniform(generator);
      for (Index i = 0; i < side; ++i) {
        for (Index j = 0; j < side; ++j) {
          const double y = (double(i) - 5.5 - down) / size;
          const double x = (double(j) - 5.5 - right) / size + slant * y;
          const double dark = darkness(digit, y + 3.0, x + 2.0) + 0.2 * normal(generator);
          pixels.push_back(std::uint8_t(std::lround(255.0 * std::clamp(dark, 0.0, 1.0))));
        }
      }
    }
    const std::string prefix = folder + (train ? "/train" : "/t10k");
    gateaux::save_idx(prefix + "-images-idx3-ubyte.gz", {count, side, side}, pixels);
    gateaux::save_idx(prefix + "-labels-idx1-ubyte.gz", {count}, labels);
  }
}
