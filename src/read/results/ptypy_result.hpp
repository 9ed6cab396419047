#pragma once

#include "read/results/stored_result.hpp"

namespace ptyger::read {

/// Name of the first storage with a dataset `data` in the group content/obj or content/probe of a ptypy file, in
/// alphabetical order; empty when there is none.
std::string ptypy_storage(hdf5::InputFile const& file, std::string const& group);

/// A result of ptypy (.ptyr). Object and probe lie in storages of the same name.
class PtypyResult : public StoredResult {
 public:
  PtypyResult(hdf5::InputFile opened, std::string const& storage);

  ObjectPixel pixel() const override { return storage_pixel("content/obj/"); }
  ObjectPixel probe_pixel() const override { return storage_pixel("content/probe/"); }
  std::optional<Position> center() const override;
  std::vector<Position> positions() const override { return position_pairs("content/positions/" + storage_); }

 private:
  /// Pixel `_psize` of the storage in a group.
  ObjectPixel storage_pixel(std::string const& group) const;

  std::string storage_;
};

}  // namespace ptyger::read
