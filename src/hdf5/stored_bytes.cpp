#include "hdf5/stored_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "hdf5/failure.hpp"
#include "hdf5/handle.hpp"
#include "hdf5/linked_files.hpp"
#include "hdf5/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;

/// A dataset from which a virtual dataset takes values. "%b" in a name stands for the numbers 0, 1, 2, ...
struct Source {
  std::string file;     ///< file as the virtual dataset names it
  std::string dataset;  ///< name in that file
  bool operator<(Source const& other) const { return std::tie(file, dataset) < std::tie(other.file, other.dataset); }
};

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

/// A name with a number in place of each "%b".
std::string with_number(std::string name, std::size_t number) {
  for (auto at = name.find("%b"); at != std::string::npos; at = name.find("%b", at))
    name.replace(at, 2, std::to_string(number));
  return name;
}

/// Adds up the stored bytes of a dataset and of all its direct and indirect sources.
class SourceWalk {
 public:
  SourceWalk(bool parts_may_lack, std::string where) : parts_may_lack_(parts_may_lack), where_(std::move(where)) {}

  void visit(hid_t dataset, hid_t creation) {
    if (H5Pget_layout(creation) == H5D_VIRTUAL) {
      auto const file = file_of(dataset, where_);
      for (auto const& source : sources_of(creation, where_)) follow(source, file, dataset);
      return;
    }
    auto const raw = raw_files(dataset, creation, where_);
    if (raw.empty()) bytes_ += static_cast<double>(H5Dget_storage_size(dataset));
    for (auto const& file : raw) {
      std::error_code error;
      auto const size = fs::file_size(file, error);
      if (!error) bytes_ += static_cast<double>(size);
    }
  }

  double bytes() const { return bytes_; }

 private:
  /// Adds a source, or all sources of a numbered series. `dataset`: the virtual dataset, of the file `from`.
  void follow(Source const& source, fs::path const& from, hid_t dataset) {
    bool const series = with_number(source.file, 0) != source.file || with_number(source.dataset, 0) != source.dataset;
    if (!series) {
      add(source, from, dataset, !parts_may_lack_);
      return;
    }
    for (std::size_t number = 0;; ++number)
      if (!add({with_number(source.file, number), with_number(source.dataset, number)}, from, dataset, false)) return;
  }

  /// Adds the bytes of a source, which the virtual dataset `owner` in the file `from` names. Gives false when the
  /// source is missing and not `needed`.
  bool add(Source const& source, fs::path const& from, hid_t owner, bool needed) {
    bool const in_same_file = source.file == ".";  // which may be in memory
    auto const places = in_same_file ? std::vector{from} : places_of_source(source.file, from);
    FileHandle file;
    auto const place = std::find_if(places.begin(), places.end(), [&](fs::path const& path) {
      file = FileHandle(in_same_file ? H5Iget_file_id(owner) : H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
      return static_cast<bool>(file);
    });
    if (place == places.end()) {
      if (!needed) return false;
      is_any_there(places);  // which throws when it is damaged
      throw InputError(
          fmt::format("{} takes its values from the file {}, which is not there, so that zeros would be "
                      "read. Keep linked files together, or set HDF5_VDS_PREFIX to their folder.",
                      where_, source.file));
    }
    Source const found{canonical_path(*place), source.dataset};
    if (in_progress_.contains(found))
      throw InputError(
          fmt::format("{} takes its values from itself, by way of the dataset '{}' of the file {}, so that "
                      "it has none. Make the file again.",
                      where_, found.dataset, found.file));
    if (!visited_.insert(found).second) return true;
    DatasetHandle const dataset(H5Dopen2(file.get(), source.dataset.c_str(), H5P_DEFAULT));
    if (!dataset) {
      if (!needed) return false;
      throw InputError(
          fmt::format("{} takes its values from the dataset '{}' of the file {}, which cannot be opened, so that zeros "
                      "would be read. Copy that file again, or make this one anew.",
                      where_, found.dataset, found.file));
    }
    in_progress_.insert(found);
    PropertyHandle const creation(check(H5Dget_create_plist(dataset.get()), "H5Dget_create_plist", where_));
    visit(dataset.get(), creation.get());
    in_progress_.erase(found);
    return true;
  }

  bool parts_may_lack_;  ///< sources that are missing are no errors
  std::string where_;    ///< file and name of the dataset, for messages
  double bytes_ = 0;     ///< sum over the sources visited so far
  std::set<Source> visited_;
  std::set<Source> in_progress_;  ///< sources whose visit has not ended; one that occurs again is its own source
};

}  // namespace

double stored_bytes(hid_t dataset, hid_t creation, bool parts_may_lack, std::string const& where) {
  SourceWalk walk(parts_may_lack, where);
  walk.visit(dataset, creation);
  return walk.bytes();
}

}  // namespace ptyger::hdf5
