#pragma once

#include <hdf5.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hdf5/slab.hpp"
#include "hdf5/types.hpp"

namespace ptyger::hdf5 {

class InputDataset;

/// Reads a virtual dataset whose parts are boxes of other datasets of the same type, part by part, so that missing
/// parts are known and compressed parts are decoded in parallel. HDF5 reads fill values for missing parts.
class VirtualReader {
 public:
  /// Null when the dataset is not virtual, or has parts that are no boxes, numbered series, or more than 2000.
  /// `creation`, `shape`: creation properties and shape of the dataset. `where`: its file and name, for messages.
  static std::unique_ptr<VirtualReader> of(hid_t creation, Shape const& shape, std::string const& where);
  ~VirtualReader();

  /// Finds the datasets of the parts. Gives false when a part has values of another kind, so that only HDF5 can read
  /// it. InputError when the file of a part is there but damaged. `dataset`: the virtual dataset, which must not be its
  /// own source.
  bool find_sources(hid_t dataset, Kind kind);

  /// [image] 1 for the images, in the last two axes, that have no values: their file is missing or too short, or no
  /// part belongs to them. Pixels without a part in other images are gaps between modules.
  std::vector<std::uint8_t> missing_images() const;

  /// The first file or dataset that is missing; empty when all are there.
  std::string const& missing_source() const { return missing_source_; }

  /// Reads the elements of a slab in C order; `fill` where no part belongs to them. InputError when they are missing.
  template <Element T>
  void read(Slab const& slab, T fill, T* out);

 private:
  struct Part {
    Slab slab;            ///< elements of the virtual dataset
    std::string file;     ///< file with their values, as the virtual dataset names it
    std::string dataset;  ///< dataset in that file
    Shape source_first;   ///< first element in that dataset
    bool missing = false;
  };
  VirtualReader() = default;
  std::unique_ptr<InputDataset> open(Part const& part) const;
  /// The dataset of a part, which stays open for a while; null when it is not there.
  InputDataset const* source_of(Part const& part);
  /// Throws InputError that says whether the file or the dataset of a part is missing or too short, and what to do.
  void refuse_missing(Part const& part) const;

  hid_t dataset_ = H5I_INVALID_HID;
  std::filesystem::path path_;  ///< file of the virtual dataset
  Shape shape_;
  std::string where_;
  std::string missing_source_;
  std::vector<Part> parts_;
  /// Datasets that were used last, by file and name.
  std::map<std::pair<std::string, std::string>, std::unique_ptr<InputDataset>> open_;
};

}  // namespace ptyger::hdf5
