#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ptyger/error.hpp"

namespace ptyger::read {

/// What reading of this file yields; a call of the HDF5 library that fails on a file that could be opened becomes an
/// InputError: the file is damaged, or the disk that it lies on.
template <class Read>
auto or_damaged(std::string const& file, Read&& read) {
  try {
    return std::forward<Read>(read)();
  } catch (CallError const& error) {
    throw InputError(file + ": damaged, for a part of it cannot be read. Copy the file again, or repair it. " +
                     error.what());
  } catch (std::length_error const&) {
    throw InputError(file + ": damaged, or more than any memory holds, as its datasets say.");
  } catch (std::bad_alloc const&) {
    throw InputError(file +
                     ": more than fits into the memory that is free. Keep less of it by --crop, or use a larger "
                     "machine.");
  }
}

/// The same of several files.
template <class Read>
auto or_damaged(std::vector<std::string> const& files, Read&& read) {
  return or_damaged(fmt::format("{}", fmt::join(files, ", ")), std::forward<Read>(read));
}

}  // namespace ptyger::read
