#include "hdf5/stored_bytes.hpp"

#include <cstdlib>
#include <filesystem>

#include "hdf5/failure.hpp"
#include "hdf5/handle.hpp"
#include "hdf5/virtual_sources.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;

/// HDF5 looks for raw files from the working directory or the prefix; the rest of what it says of one is not needed.
double bytes_of_raw_file(hid_t creation, unsigned index, std::string const& where) {
  char name[4096] = "";
  off_t offset = 0;
  hsize_t stated = 0;
  check(H5Pget_external(creation, index, sizeof(name) - 1, name, &offset, &stated), "H5Pget_external", where);
  char const* const prefix = std::getenv("HDF5_EXTFILE_PREFIX");
  std::error_code error;
  auto const size = fs::file_size(prefix == nullptr ? fs::path(name) : fs::path(prefix) / name, error);
  return error ? 0 : static_cast<double>(size);
}

}  // namespace

double stored_bytes(hid_t dataset, std::string const& where) {
  if (auto const bytes = bytes_of_sources(dataset, where)) return *bytes;
  PropertyHandle const creation(check(H5Dget_create_plist(dataset), "H5Dget_create_plist", where));
  int const raw_files = check(H5Pget_external_count(creation.get()), "H5Pget_external_count", where);
  if (raw_files == 0) return static_cast<double>(H5Dget_storage_size(dataset));
  double bytes = 0;
  for (int index = 0; index < raw_files; ++index)
    bytes += bytes_of_raw_file(creation.get(), static_cast<unsigned>(index), where);
  return bytes;
}

}  // namespace ptyger::hdf5
