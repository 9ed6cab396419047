#pragma once

#include <new>
#include <stdexcept>
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
  } catch (std::length_error const&) {
    throw InputError(files + ": damaged, or more than any memory holds, as its datasets say.");
  } catch (std::bad_alloc const&) {
    throw InputError(files +
                     ": more than fits into the memory that is free. Keep less of it by --crop, or use a larger "
                     "machine.");
  }
}

}  // namespace ptyger::read
