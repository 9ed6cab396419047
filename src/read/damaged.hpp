#pragma once

#include <string>
#include <utility>

#include "core/error.hpp"

namespace ptyger::read {

/// What reading yields; a call of the HDF5 library that fails on a file that could be opened becomes an InputError:
/// the file is damaged, or the disk that it lies on.
template <class Read>
auto or_damaged(std::string const& files, Read&& read) {
  try {
    return std::forward<Read>(read)();
  } catch (CallError const& error) {
    throw InputError(files + ": damaged, for a part of it cannot be read. Copy the file again, or repair it. " +
                     error.what());
  }
}

}  // namespace ptyger::read
