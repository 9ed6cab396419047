#pragma once

#include <string>

namespace ptyger::fft {

/// FFTW's "wisdom": measured plans of a precision, stored in a file of the user's cache folder ($PTYGER_CACHE, else
/// $XDG_CACHE_HOME/ptyger, else ~/.cache/ptyger), so that plans are measured once on each machine. A file that is
/// missing, invalid or not writable is no error: plans are then measured again.
class Wisdom {
 public:
  /// name: first part of the file's name. load: the function of FFTW that imports wisdom from a file.
  Wisdom(std::string const& name, void (*load)(char const*));
  /// Writes the file under a temporary name and renames it. write: the function of FFTW that exports wisdom.
  void store(bool (*write)(char const*)) const;

 private:
  std::string path_;  ///< empty when there is no cache folder
};

}  // namespace ptyger::fft
