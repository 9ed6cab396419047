#pragma once

#include <string>
#include <vector>

namespace ptyger::app {

/// Files that patterns (or plain names) find, each once, in natural order. Throws InputError for one that finds none.
std::vector<std::string> expand_patterns(std::vector<std::string> const& patterns);

/// The companion of `file`, which was found by one of `patterns`: `companion` with its * replaced by what the * of that
/// pattern stood for; without a * it is the same file for all. Throws InputError when it is not there, or when the
/// pattern has no * of its own or more than one.
std::string companion_of(std::string const& file, std::vector<std::string> const& patterns,
                         std::string const& companion);

}  // namespace ptyger::app
