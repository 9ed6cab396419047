#include "app/campaign/input_patterns.hpp"

#include <glob.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <optional>

#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

std::vector<std::string> files_matching(std::string const& pattern) {
  glob_t found{};
  int const code = glob(pattern.c_str(), 0, nullptr, &found);
  std::vector<std::string> files(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  if (code != 0 && code != GLOB_NOMATCH) throw InputError(pattern + ": a folder of this path cannot be listed.");
  if (files.empty())
    throw InputError(pattern +
                     ": no file is found. Check the name and the folder; a pattern needs quotes on the command line.");
  return files;
}

/// The text that * matches in the name `file`; empty when `pattern` does not match, or has not exactly one *.
std::optional<std::string> text_of_star(std::string const& file, std::string const& pattern) {
  auto const star = pattern.find('*');
  if (star == std::string::npos || pattern.find('*', star + 1) != std::string::npos) return std::nullopt;
  auto const tail = pattern.substr(star + 1);
  if (file.size() < star + tail.size() || file.compare(0, star, pattern, 0, star) != 0 || !file.ends_with(tail))
    return std::nullopt;
  return file.substr(star, file.size() - star - tail.size());
}

}  // namespace

std::vector<std::string> expand_patterns(std::vector<std::string> const& patterns) {
  std::vector<std::string> files;
  for (auto const& pattern : patterns)
    for (auto& file : files_matching(pattern)) files.push_back(std::move(file));
  std::sort(files.begin(), files.end(),
            [](auto const& a, auto const& b) { return strverscmp(a.c_str(), b.c_str()) < 0; });
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::string companion_of(std::string const& file, std::vector<std::string> const& patterns,
                         std::string const& companion) {
  auto name = companion;
  if (auto const star = companion.find('*'); star != std::string::npos) {
    std::optional<std::string> star_text;
    for (auto const& pattern : patterns)
      if (!star_text) star_text = text_of_star(file, pattern);
    if (!star_text)
      throw InputError(companion + ": the text for * is not known for " + file +
                       "; it must fit a pattern of --inputs with exactly one *.");
    name.replace(star, 1, *star_text);
  }
  if (!std::filesystem::exists(name))
    throw InputError(name + ": there is no such file, as a companion of " + file + ".");
  return name;
}

}  // namespace ptyger::app
