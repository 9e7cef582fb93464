// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "gateaux/progress.hpp"

namespace {

using gateaux::Progress;

/// A stream in memory.
class Stream {
public:
  Stream() : file_(std::tmpfile()) {}
  ~Stream() { std::fclose(file_); }
  std::FILE *file() { return file_; }
  std::string text() {
    std::fflush(file_);
    std::rewind(file_);
    std::string result;
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_))
      result += static_cast<char>(c);
    return result;
  }

private:
  std::FILE *file_;
};

Progress::Options to(Stream &stream, Progress::Mode mode) {
  Progress::Options options;
  options.mode = mode;
  options.stream = stream.file();
  return options;
}

std::size_t count(const std::string &text, char c) {
  std::size_t n = 0;
  for (const char d : text)
    n += d == c ? 1 : 0;
  return n;
}

TEST(Progress, LinesInALogComeEveryTenth) {
  Stream stream;
  {
    Progress progress("training", 100, to(stream, Progress::Mode::Lines));
    for (int i = 0; i <= 100; ++i)
      progress.update(i, "loss " + std::to_string(100 - i));
  }
  const std::string text = stream.text();
  EXPECT_EQ(count(text, '\n'), 11U) << text;
  EXPECT_EQ(count(text, '\r'), 0U);
  EXPECT_EQ(text.rfind("training: 0/100", 0), 0U) << text;
  EXPECT_NE(text.find("training: 100/100"), std::string::npos) << text;
  EXPECT_NE(text.find("loss 0\n"), std::string::npos) << text;
}

TEST(Progress, TheBarRewritesOneLine) {
  Stream stream;
  Progress::Options options = to(stream, Progress::Mode::Bar);
  options.bar_interval = 0.0;
  options.width = 200;
  Progress progress("training", 4, options);
  for (int i = 0; i <= 4; ++i)
    progress.update(i, "loss");
  progress.finish("done");
  progress.finish("again");
  progress.update(9);
  const std::string text = stream.text();
  EXPECT_EQ(count(text, '\n'), 1U) << text;
  EXPECT_EQ(count(text, '\r'), 6U) << text;
  EXPECT_NE(text.find("[############............] 2/4"), std::string::npos) << text;
  EXPECT_NE(text.find("[########################] 4/4"), std::string::npos) << text;
  EXPECT_NE(text.find("done"), std::string::npos);
  EXPECT_EQ(text.find("again"), std::string::npos);
}

TEST(Progress, TheBarFitsTheTerminal) {
  Stream stream;
  Progress::Options options = to(stream, Progress::Mode::Bar);
  options.width = 30;
  Progress progress("training", 4, options);
  progress.update(1, std::string(100, 'x'));
  EXPECT_LE(stream.text().size(), 1U + 29U + 3U);
}

TEST(Progress, SilenceAndTheEnvironment) {
  Stream stream;
  {
    Progress progress("training", 10, to(stream, Progress::Mode::Silent));
    progress.update(5);
    progress.finish("done");
  }
  EXPECT_EQ(stream.text(), "");
  // A file is no terminal.
  unsetenv("GATEAUX_PROGRESS");
  EXPECT_EQ(Progress("t", 1, to(stream, Progress::Mode::Automatic)).mode(), Progress::Mode::Lines);
  setenv("GATEAUX_PROGRESS", "silent", 1);
  EXPECT_EQ(Progress("t", 1, to(stream, Progress::Mode::Automatic)).mode(), Progress::Mode::Silent);
  setenv("GATEAUX_PROGRESS", "bar", 1);
  EXPECT_EQ(Progress("t", 1, to(stream, Progress::Mode::Automatic)).mode(), Progress::Mode::Bar);
  unsetenv("GATEAUX_PROGRESS");
}

TEST(Progress, WithoutATotal) {
  Stream stream;
  Progress progress("reading", 0, to(stream, Progress::Mode::Lines));
  progress.update(3, "rows");
  progress.finish();
  EXPECT_EQ(stream.text().rfind("reading: 3, ", 0), 0U) << stream.text();
}

} // namespace
