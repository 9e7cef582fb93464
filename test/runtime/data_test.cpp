// SPDX-License-Identifier: Apache-2.0
//
// Data files, good and damaged; splits, minibatches and parameter files.
#include "testing.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateaux/data.hpp"

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

class Data : public ::testing::Test {
protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/gateaux-data-test-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string write(const std::string &name, const Bytes &bytes) const {
    const std::string path = (folder / name).string();
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char *>(bytes.data()), std::streamsize(bytes.size()));
    return path;
  }
  std::string write(const std::string &name, const std::string &text) const {
    return write(name, Bytes(text.begin(), text.end()));
  }
  static Bytes read(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
  }
  /// What a call throws, which must name the path.
  template <typename Call>
  static std::string error(const std::string &path, Call &&call) {
    try {
      call(path);
    } catch (const std::runtime_error &e) {
      EXPECT_EQ(std::string(e.what()).compare(0, path.size(), path), 0) << e.what();
      return e.what();
    }
    ADD_FAILURE() << "nothing was thrown for " << path;
    return {};
  }
  static std::string idx_error(const std::string &path) {
    return error(path, [](const std::string &p) { gateaux::load_idx(p); });
  }
  static std::string csv_error(const std::string &path) {
    return error(path, [](const std::string &p) { gateaux::load_csv(p); });
  }
  static std::string parameter_error(const std::string &path) {
    return error(path, [](const std::string &p) { gateaux::Parameters::load(p); });
  }
  fs::path folder;
};

bool contains(const std::string &text, const std::string &part) {
  return text.find(part) != std::string::npos;
}

TEST_F(Data, IdxRoundTripPlainAndCompressed) {
  for (const char *name : {"a", "a.gz"}) {
    const std::string path = (folder / name).string();
    gateaux::save_idx(path, {2, 1, 3}, {1, 2, 3, 4, 5, 255});
    const gateaux::IdxFile file = gateaux::load_idx(path);
    EXPECT_EQ(file.dimensions, (std::vector<Eigen::Index>{2, 1, 3}));
    Eigen::MatrixXd expected(3, 2);
    expected << 1, 4, 2, 5, 3, 255;
    EXPECT_EQ(file.values, expected);
  }
  EXPECT_EQ(read((folder / "a").string()).size(), 16U + 6U);
  EXPECT_EQ(read((folder / "a.gz").string())[0], 0x1f);
  EXPECT_THROW(gateaux::save_idx("x", {2, 2}, {1, 2, 3}), std::invalid_argument);
  EXPECT_THROW(gateaux::save_idx("x", {-1}, {}), std::invalid_argument);
}

TEST_F(Data, IdxTypes) {
  EXPECT_EQ(gateaux::load_idx(write("i8", Bytes{0, 0, 9, 1, 0, 0, 0, 1, 0xff})).values(0, 0), -1);
  EXPECT_EQ(gateaux::load_idx(write("i16", Bytes{0, 0, 11, 1, 0, 0, 0, 1, 0xff, 0xfe})).values(0, 0),
            -2);
  EXPECT_EQ(
      gateaux::load_idx(write("i32", Bytes{0, 0, 12, 1, 0, 0, 0, 1, 0, 1, 0, 0})).values(0, 0),
      65536);
  EXPECT_EQ(
      gateaux::load_idx(write("f32", Bytes{0, 0, 13, 1, 0, 0, 0, 1, 0xbf, 0x80, 0, 0})).values(0, 0),
      -1.0);
  EXPECT_EQ(gateaux::load_idx(write("f64", Bytes{0, 0, 14, 1, 0, 0, 0, 1, 0x40, 0, 0, 0, 0, 0, 0, 0}))
                .values(0, 0),
            2.0);
  EXPECT_EQ(gateaux::load_idx(write("none", Bytes{0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 5})).examples(),
            0);
}

TEST_F(Data, IdxErrors) {
  EXPECT_TRUE(contains(idx_error((folder / "missing").string()), "cannot be opened"));
  EXPECT_TRUE(contains(idx_error(folder.string()), "folder"));
  EXPECT_TRUE(contains(idx_error(write("empty", Bytes{})), "byte 0: the file ends"));
  EXPECT_TRUE(contains(idx_error(write("text", "hello world")), "no IDX file"));
  EXPECT_TRUE(contains(idx_error(write("type", Bytes{0, 0, 7, 1, 0, 0, 0, 0})),
                       "byte 2: unknown type of numbers 0x07"));
  EXPECT_TRUE(contains(idx_error(write("order", Bytes{0, 0, 8, 0})), "no dimensions"));
  EXPECT_TRUE(contains(idx_error(write("header", Bytes{0, 0, 8, 2, 0, 0, 0, 1})), "2 dimensions"));
  EXPECT_TRUE(contains(idx_error(write("short", Bytes{0, 0, 8, 1, 0, 0, 0, 3, 1, 2})),
                       "byte 10: the file ends after 2 of 3 numbers"));
  EXPECT_TRUE(contains(idx_error(write("long", Bytes{0, 0, 8, 1, 0, 0, 0, 1, 1, 2})), "goes on"));
  // Headers that announce terabytes take no memory for them.
  EXPECT_TRUE(contains(
      idx_error(write("huge", Bytes{0, 0, 8, 2, 0, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0xff, 1})),
      "ends after 1 of"));
  EXPECT_TRUE(contains(idx_error(write("overflow", Bytes{0, 0, 8, 3, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})),
                       "more numbers than a file can hold"));
  // A compressed file that was cut off.
  gateaux::save_idx((folder / "whole.gz").string(), {1000}, Bytes(1000, 7));
  Bytes cut = read((folder / "whole.gz").string());
  cut.resize(cut.size() / 2);
  idx_error(write("cut.gz", cut));
}

TEST_F(Data, LabelsAndOneHot) {
  const std::string path = (folder / "labels").string();
  gateaux::save_idx(path, {3}, {0, 2, 1});
  const Eigen::VectorXi labels = gateaux::load_idx_labels(path, 3);
  EXPECT_EQ(labels, Eigen::Vector3i(0, 2, 1));
  EXPECT_TRUE(contains(error(path, [](const auto &p) { gateaux::load_idx_labels(p, 2); }),
                       "label 1 is 2"));
  Eigen::MatrixXd expected(3, 3);
  expected << 1, 0, 0, 0, 0, 1, 0, 1, 0;
  EXPECT_EQ(gateaux::one_hot(labels, 3), expected);
  EXPECT_THROW(gateaux::one_hot(labels, 2), std::invalid_argument);
  gateaux::save_idx(path, {3, 1}, {0, 2, 1});
  EXPECT_TRUE(contains(error(path, [](const auto &p) { gateaux::load_idx_labels(p); }),
                       "one dimension"));
}

TEST_F(Data, Csv) {
  gateaux::CsvOptions options;
  options.header = true;
  const auto table = gateaux::load_csv(
      write("a.csv", "x, \"y, z\",w\r\n1, -2.5e3 ,+3\n\n4,5,\"6\""), options);
  EXPECT_EQ(table.names, (std::vector<std::string>{"x", "y, z", "w"}));
  Eigen::MatrixXd expected(2, 3);
  expected << 1, -2500, 3, 4, 5, 6;
  EXPECT_EQ(table.values, expected);
  EXPECT_EQ(table.column("w"), 2);
  EXPECT_THROW(table.column("v"), std::out_of_range);
  EXPECT_EQ(gateaux::load_csv(write("empty.csv", "")).values.size(), 0);
  EXPECT_TRUE(contains(csv_error(write("b.csv", "1,2\n3,4\n5,x\n")),
                       ":3: field 2 is no number: 'x'"));
  EXPECT_TRUE(contains(csv_error(write("c.csv", "1,2\n3\n")), ":2: the line has 1 fields"));
  EXPECT_TRUE(contains(csv_error(write("d.csv", "1,,2\n")), ":1: field 2 is no number"));
  EXPECT_TRUE(contains(csv_error(write("e.csv", "1e999\n")), "out of range"));
  EXPECT_TRUE(contains(csv_error(write("f.csv", "1 2\n")), "no number"));
}

TEST(Split, PartsAreDisjointAndWhole) {
  const gateaux::Split parts = gateaux::split(100, 0.2, 0.1, 7);
  EXPECT_EQ(parts.validation.size(), 20U);
  EXPECT_EQ(parts.test.size(), 10U);
  std::set<Eigen::Index> all(parts.training.begin(), parts.training.end());
  all.insert(parts.validation.begin(), parts.validation.end());
  all.insert(parts.test.begin(), parts.test.end());
  EXPECT_EQ(all.size(), 100U);
  EXPECT_EQ(*all.rbegin(), 99);
  EXPECT_EQ(gateaux::split(100, 0.2, 0.1, 7).training, parts.training);
  EXPECT_NE(gateaux::split(100, 0.2, 0.1, 8).training, parts.training);
  EXPECT_THROW(gateaux::split(10, 0.7, 0.7, 1), std::invalid_argument);
  EXPECT_THROW(gateaux::split(10, -0.1, 0.0, 1), std::invalid_argument);
}

TEST(Minibatches, EachExampleOncePerEpoch) {
  gateaux::Minibatches batches(10, 4, 1);
  EXPECT_EQ(batches.per_epoch(), 3);
  gateaux::Indices first;
  for (int epoch = 0; epoch < 3; ++epoch) {
    gateaux::Indices all;
    gateaux::Indices batch;
    std::vector<std::size_t> sizes;
    while (batches.next(batch)) {
      sizes.push_back(batch.size());
      all.insert(all.end(), batch.begin(), batch.end());
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 4, 2}));
    if (epoch == 0)
      first = all;
    else
      EXPECT_NE(all, first);
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < 10; ++i)
      EXPECT_EQ(all[i], Eigen::Index(i));
  }
  gateaux::Minibatches subset(gateaux::Indices{3, 5}, 8, 1);
  gateaux::Indices batch;
  EXPECT_TRUE(subset.next(batch));
  EXPECT_EQ(batch.size(), 2U);
  EXPECT_FALSE(subset.next(batch));
  EXPECT_THROW(gateaux::Minibatches(10, 0, 1), std::invalid_argument);
  gateaux::Minibatches none(0, 4, 1);
  EXPECT_FALSE(none.next(batch));
}

TEST_F(Data, ParametersRoundTrip) {
  const std::string path = (folder / "model.gxp").string();
  Eigen::MatrixXd W = gateaux_test::random_matrix(3, 4, 1);
  W(0, 0) = -0.0;
  W(1, 0) = std::numeric_limits<double>::denorm_min();
  gateaux::Parameters().add("W", W).add("b", Eigen::MatrixXd(0, 5)).save(path);
  const auto loaded = gateaux::Parameters::load(path);
  ASSERT_EQ(loaded.size(), 2U);
  EXPECT_EQ(loaded.get("W"), W);
  EXPECT_TRUE(std::signbit(loaded.get("W")(0, 0)));
  EXPECT_EQ(loaded.get("b").cols(), 5);
  EXPECT_THROW(loaded.get("c"), std::out_of_range);
  EXPECT_THROW(gateaux::Parameters().add("W", W).add("W", W), std::invalid_argument);
  // Nothing else stays beside it, and the bytes are those that the header describes.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
  EXPECT_EQ(read(path).size(), 16U + (4 + 1 + 16 + 96) + (4 + 1 + 16) + 8);
}

TEST_F(Data, EveryDamageToParametersIsFound) {
  const std::string path = (folder / "model.gxp").string();
  gateaux::Parameters().add("W", gateaux_test::random_matrix(2, 2, 1)).save(path);
  const Bytes good = read(path);
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 0x10;
    parameter_error(write("damaged", bad));
    parameter_error(write("cut", Bytes(good.begin(), good.begin() + std::ptrdiff_t(i))));
  }
  Bytes longer = good;
  longer.push_back(0);
  parameter_error(write("longer", longer));
  EXPECT_TRUE(contains(parameter_error(write("text", "GATEAU")), "no file of parameters"));
  // A write that cannot be finished leaves the old file.
  EXPECT_THROW(gateaux::Parameters().save((folder / "no" / "such.gxp").string()),
               std::runtime_error);
  EXPECT_EQ(read(path), good);
}

} // namespace
