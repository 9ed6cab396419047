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
struct Bad {
  std::string name;
  Layout layout;
  std::vector<std::string> named;  ///< words of the message, such as file and dataset
  ReadOptions options = {};
  std::function<void(std::vector<std::string> const& paths)> damage =
      {};  ///< damages the files after they were written
};

inline void PrintTo(Bad const& bad, std::ostream* out) {
  *out << bad.name;
}

using Change = std::function<Layout&(Layout&)>;

/// Adds a case, which changes a valid layout.
inline void add(std::vector<Bad>& cases, std::string const& name, Layout layout, Change const& change,
                std::vector<std::string> named, ReadOptions const& options = {}) {
  change(layout);
  named.push_back(layout.inputs.size() == 1 ? layout.inputs.front() : ".h5");
  cases.push_back({name, std::move(layout), std::move(named), options, {}});
}

/// Writes the files, damages them, and expects an InputError with all words of the case.
inline void expect_refused(Bad const& bad) {
  TemporaryFolder const folder;
  auto const paths = bad.layout.write(folder);
  if (bad.damage) bad.damage(paths);
  std::string const message = message_of<InputError>([&] { read_scan(paths, bad.options); });
  for (auto const& name : bad.named) EXPECT_THAT(message, testing::HasSubstr(name));
}

class BadFile : public testing::TestWithParam<Bad> {};

inline std::string name_of(testing::TestParamInfo<Bad> const& test) {
  return test.param.name;
}

}  // namespace ptyger::test
