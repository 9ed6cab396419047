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

/// Calls read() and gives its value. A call of HDF5 that fails on a file that could be opened becomes an InputError
/// that says the file is damaged; so does a request for more memory than there is.
template <class Read>
auto require_undamaged(std::string const& file, Read&& read) {
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

/// require_undamaged() for several files.
template <class Read>
auto require_undamaged(std::vector<std::string> const& files, Read&& read) {
  return require_undamaged(fmt::format("{}", fmt::join(files, ", ")), std::forward<Read>(read));
}

}  // namespace ptyger::read
