#include "hdf5/virtual_sources.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/handle.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;

/// A dataset that another takes values from, as that one names it; "%b" in a name stands for the numbers 0, 1, 2, ...
struct Source {
  std::string file;
  std::string dataset;
  bool operator<(Source const& other) const { return std::tie(file, dataset) < std::tie(other.file, other.dataset); }
};

/// What a call of HDF5 writes into a buffer whose size it says when there is none.
template <class Call>
std::string text_of(Call&& call, char const* name, std::string const& where) {
  auto const length = check(call(nullptr, std::size_t{0}), name, where);
  std::vector<char> text(static_cast<std::size_t>(length) + 1);
  check(call(text.data(), text.size()), name, where);
  return text.data();
}

fs::path file_of(hid_t dataset, std::string const& where) {
  return text_of([&](char* out, std::size_t size) { return H5Fget_name(dataset, out, size); }, "H5Fget_name", where);
}

std::vector<Source> sources_of(hid_t creation, std::string const& where) {
  std::size_t number = 0;
  check(H5Pget_virtual_count(creation, &number), "H5Pget_virtual_count", where);
  std::vector<Source> sources(number);
  for (std::size_t k = 0; k < number; ++k) {
    sources[k].file =
        text_of([&](char* out, std::size_t size) { return H5Pget_virtual_filename(creation, k, out, size); },
                "H5Pget_virtual_filename", where);
    sources[k].dataset =
        text_of([&](char* out, std::size_t size) { return H5Pget_virtual_dsetname(creation, k, out, size); },
                "H5Pget_virtual_dsetname", where);
  }
  return sources;
}

/// The one name of a file that exists.
fs::path one_name_of(fs::path const& path) {
  std::error_code error;
  auto const found = fs::canonical(path, error);
  return error ? path : found;
}

/// Where HDF5 would find the file: in its prefix, from the working directory, or beside that of the dataset; empty when
/// it is not there.
fs::path find(fs::path const& source, fs::path const& folder) {
  char const* const prefix = std::getenv("HDF5_VDS_PREFIX");
  std::error_code ignored;
  for (auto const& path :
       {prefix == nullptr ? source : fs::path(prefix) / source, source, folder / source, folder / source.filename()})
    if (fs::exists(path, ignored)) return one_name_of(path);
  return {};
}

std::string numbered(std::string name, std::size_t number) {
  for (auto at = name.find("%b"); at != std::string::npos; at = name.find("%b", at))
    name.replace(at, 2, std::to_string(number));
  return name;
}

/// Goes from a dataset to its sources, and from these to theirs.
class Walk {
 public:
  explicit Walk(std::string where) : where_(std::move(where)) {}

  /// Whether the dataset is virtual; if so, visits its sources.
  bool visit(hid_t dataset) {
    PropertyHandle const creation(check(H5Dget_create_plist(dataset), "H5Dget_create_plist", where_));
    if (H5Pget_layout(creation.get()) != H5D_VIRTUAL) return false;
    auto const file = one_name_of(file_of(dataset, where_));
    files_.insert(file);
    for (auto const& source : sources_of(creation.get(), where_)) follow(source, file);
    return true;
  }

  double bytes() const {
    double sum = 0;
    std::error_code ignored;
    for (auto const& file : files_) sum += static_cast<double>(fs::file_size(file, ignored));
    return sum;
  }

 private:
  void follow(Source const& source, fs::path const& from) {
    bool const series = numbered(source.file, 0) != source.file || numbered(source.dataset, 0) != source.dataset;
    if (!series) {
      open(source, from, true);
      return;
    }
    for (std::size_t number = 0;; ++number)
      if (!open({numbered(source.file, number), numbered(source.dataset, number)}, from, false)) return;
  }

  /// Whether it is there.
  bool open(Source const& source, fs::path const& from, bool needed) {
    auto const path = source.file == "." ? from : find(source.file, from.parent_path());
    if (path.empty()) {
      if (!needed) return false;
      throw InputError(
          fmt::format("{} takes its values from the file {}, which is not there, so that zeros would be read. Keep "
                      "linked files together, or set HDF5_VDS_PREFIX to their folder.",
                      where_, source.file));
    }
    files_.insert(path);
    Source const found{path, source.dataset};
    if (on_the_way_.contains(found))
      throw InputError(
          fmt::format("{} takes its values from itself, by way of the dataset '{}' of the file {}, so that "
                      "it has none. Make the file again.",
                      where_, source.dataset, path.string()));
    if (!seen_.insert(found).second) return true;
    FileHandle const file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    DatasetHandle const dataset(file ? H5Dopen2(file.get(), source.dataset.c_str(), H5P_DEFAULT) : H5I_INVALID_HID);
    if (!dataset) {
      if (!needed) return false;
      throw InputError(
          fmt::format("{} takes its values from the dataset '{}' of the file {}, which cannot be opened, so that zeros "
                      "would be read. Copy that file again, or make this one anew.",
                      where_, source.dataset, path.string()));
    }
    on_the_way_.insert(found);
    visit(dataset.get());
    on_the_way_.erase(found);
    return true;
  }

  std::string where_;
  std::set<fs::path> files_;
  std::set<Source> seen_, on_the_way_;
};

}  // namespace

std::optional<double> bytes_of_sources(hid_t dataset, std::string const& where) {
  Walk walk(where);
  if (!walk.visit(dataset)) return {};
  return walk.bytes();
}

}  // namespace ptyger::hdf5
