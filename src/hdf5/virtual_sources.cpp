#include "hdf5/virtual_sources.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "core/error.hpp"
#include "hdf5/failure.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(hid_t dataset, std::string const& where) {
  auto const length = check(H5Fget_name(dataset, nullptr, 0), "H5Fget_name", where);
  std::vector<char> name(static_cast<std::size_t>(length) + 1);
  check(H5Fget_name(dataset, name.data(), name.size()), "H5Fget_name", where);
  return fs::path(name.data()).parent_path();
}

/// Whether HDF5 would find the file: beside that of the dataset, in its prefix, or from the working directory.
bool is_there(fs::path const& source, fs::path const& folder) {
  std::error_code ignored;
  char const* const prefix = std::getenv("HDF5_VDS_PREFIX");
  if (prefix != nullptr && fs::exists(fs::path(prefix) / source, ignored)) return true;
  return fs::exists(source, ignored) || fs::exists(folder / source, ignored) ||
         fs::exists(folder / source.filename(), ignored);
}

}  // namespace

bool is_virtual(hid_t creation) {
  return H5Pget_layout(creation) == H5D_VIRTUAL;
}

void require_sources(hid_t dataset, hid_t creation, std::string const& where) {
  if (!is_virtual(creation)) return;
  std::size_t sources = 0;
  check(H5Pget_virtual_count(creation, &sources), "H5Pget_virtual_count", where);
  auto const folder = folder_of(dataset, where);
  for (std::size_t index = 0; index < sources; ++index) {
    auto const length = check(H5Pget_virtual_filename(creation, index, nullptr, 0), "H5Pget_virtual_filename", where);
    std::vector<char> name(static_cast<std::size_t>(length) + 1);
    check(H5Pget_virtual_filename(creation, index, name.data(), name.size()), "H5Pget_virtual_filename", where);
    std::string const source = name.data();
    if (source == "." || source.find('%') != std::string::npos || is_there(source, folder)) continue;
    throw InputError(fmt::format(
        "{} takes its values from the file {}, which is not there, so that zeros would be read. Keep linked "
        "files together, or set HDF5_VDS_PREFIX to their folder.",
        where, source));
  }
}

}  // namespace ptyger::hdf5
