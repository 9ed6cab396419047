#pragma once

#include <string>

namespace ptyger::fft {

/// Measured plans of one precision, kept in a file of the user's cache folder ($PTYGER_CACHE, else
/// $XDG_CACHE_HOME/ptyger, else ~/.cache/ptyger) so that planning costs its seconds once per machine.
/// A missing, foreign or unwritable file is no error: planning is then measured again.
class Wisdom {
 public:
  Wisdom(std::string const& name, void (*load)(char const*));
  /// Writes to a temporary name, then renames.
  void store(bool (*write)(char const*)) const;

 private:
  std::string path_;  ///< empty: nowhere to keep it
};

}  // namespace ptyger::fft
