#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {

/// A damaged scan and the words that its error must have.
struct BadScan {
  std::string name;                        ///< name of the test case
  Layout layout;                           ///< datasets of the files
  std::vector<std::string> message_words;  ///< words of the message, such as file and dataset
  ReadOptions options = {};
  std::function<void(std::vector<std::string> const& paths)> damage =
      {};  ///< damages the files after they were written
};

inline void PrintTo(BadScan const& bad, std::ostream* out) {
  *out << bad.name;
}

/// Changes a layout in place, so that it is bad, and returns it.
using Change = std::function<Layout&(Layout&)>;

/// Adds the case of a valid layout that was changed.
inline void add_case(std::vector<BadScan>& cases, std::string const& name, Layout layout, Change const& change,
                     std::vector<std::string> message_words, ReadOptions const& options = {}) {
  change(layout);
  message_words.push_back(layout.inputs.size() == 1 ? layout.inputs.front() : ".h5");
  cases.push_back({name, std::move(layout), std::move(message_words), options, {}});
}

/// Writes the files, damages them, and expects an InputError with all words of the case.
inline void expect_refused(BadScan const& bad) {
  TemporaryFolder const folder;
  auto const paths = bad.layout.write(folder);
  if (bad.damage) bad.damage(paths);
  std::string const message = message_of<InputError>([&] { read_scan(paths, bad.options); });
  for (auto const& name : bad.message_words) EXPECT_THAT(message, testing::HasSubstr(name));
}

class BadFile : public testing::TestWithParam<BadScan> {};

inline std::string name_of(testing::TestParamInfo<BadScan> const& test) {
  return test.param.name;
}

}  // namespace ptyger::test
