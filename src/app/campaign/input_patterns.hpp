#pragma once

#include <string>
#include <vector>

namespace ptyger::app {

/// The files that patterns or names find, each once, in natural order. Throws InputError for a pattern that finds none.
std::vector<std::string> expand_patterns(std::vector<std::string> const& patterns);

/// Name of the companion of `file`. A * in `companion` is replaced by the text that the * of a pattern matches in
/// `file`: with the pattern scan_*.cxi, the companion para_*.h5 of scan_7.cxi is para_7.h5. A companion without *
/// belongs to all files. Throws InputError when the companion does not exist, or when no pattern with exactly one *
/// matches `file`.
std::string companion_of(std::string const& file, std::vector<std::string> const& patterns,
                         std::string const& companion);

}  // namespace ptyger::app
