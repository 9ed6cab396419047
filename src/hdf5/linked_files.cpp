#include "hdf5/linked_files.hpp"

#include <cstdlib>
#include <sstream>
#include <string_view>

#include "hdf5/failure.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/text.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;

std::string environment(char const* name) {
  char const* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Folder in an environment variable, where ${ORIGIN} at its start is the folder of `file`; empty when it is not set.
fs::path prefix(char const* variable, fs::path const& file) {
  constexpr std::string_view origin = "${ORIGIN}";
  std::string const value = environment(variable);
  if (!value.starts_with(origin)) return value;
  return (file.parent_path() / "").string() + value.substr(origin.size());
}

}  // namespace

fs::path file_of(hid_t dataset, std::string const& where) {
  return fs::absolute(
      text_of([&](char* out, std::size_t size) { return H5Fget_name(dataset, out, size); }, "H5Fget_name", where));
}

fs::path canonical_path(fs::path const& path) {
  std::error_code error;
  auto const found = fs::canonical(path, error);
  return error ? path : found;
}

std::vector<fs::path> places_of_source(fs::path source, fs::path const& file, char const* variable) {
  std::vector<fs::path> places;
  if (source.is_absolute()) {
    places.push_back(source);
    source = source.filename();
  }
  std::istringstream list(environment(variable));
  for (std::string folder; std::getline(list, folder, ':');)
    if (!folder.empty()) places.push_back(folder / source);
  if (auto const folder = prefix(variable, file); !folder.empty()) places.push_back(folder / source);
  places.push_back(file.parent_path() / source);
  places.push_back(source);
  places.push_back(canonical_path(file).parent_path() / source);
  return places;
}

bool is_any_there(std::vector<fs::path> const& places) {
  bool found = false;
  for (auto const& place : places) {
    std::error_code error;
    if (!fs::is_regular_file(place, error)) continue;
    InputFile const file(place.string());
    found = true;
  }
  return found;
}

std::vector<fs::path> raw_files(hid_t dataset, hid_t creation, std::string const& where) {
  int const number = check(H5Pget_external_count(creation), "H5Pget_external_count", where);
  if (number == 0) return {};
  auto const folder = prefix("HDF5_EXTFILE_PREFIX", file_of(dataset, where));
  std::vector<fs::path> files;
  for (int index = 0; index < number; ++index) {
    char name[4096] = "";
    off_t offset = 0;
    hsize_t bytes = 0;
    check(H5Pget_external(creation, static_cast<unsigned>(index), sizeof(name) - 1, name, &offset, &bytes),
          "H5Pget_external", where);
    files.push_back(folder / name);
  }
  return files;
}

}  // namespace ptyger::hdf5
