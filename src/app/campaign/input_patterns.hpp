#pragma once

#include <string>
#include <vector>

namespace ptyger::app {

/// The files that patterns or names find, each once, in natural order. Throws InputError for a pattern that finds none.
std::vector<std::string> expand_patterns(std::vector<std::string> const& patterns);

/// The companion of `file`, which one of `patterns` has found: `companion` with the text for which the * of the pattern
/// stands in `file` in place of its own *; a companion without * belongs to all files. Throws InputError when the
/// companion does not exist, or when the pattern has not exactly one *.
std::string companion_of(std::string const& file, std::vector<std::string> const& patterns,
                         std::string const& companion);

}  // namespace ptyger::app
