#pragma once

#include "read/results/stored_result.hpp"

namespace ptyger::read {

/// Group with `object`, `probe` and `positions` of the last result of PyNX in a CXI file, with a slash at the end;
/// empty when there is none.
std::string pynx_entry(hdf5::InputFile const& file);

/// A result of PyNX. PyNX reconstructs with rows along +y, but writes object and probe upside down; they are turned
/// back.
class PynxResult : public StoredResult {
 public:
  PynxResult(hdf5::InputFile opened, std::string entry);

  ObjectImage object() const override;
  ObjectPixel pixel() const override { return folder_pixel("object/"); }
  std::optional<Position> center() const override;
  ProbeModes probe() const override;
  ObjectPixel probe_pixel() const override { return folder_pixel("probe/"); }
  std::vector<Position> positions() const override;

 private:
  /// Pixel that a folder of the entry states.
  ObjectPixel folder_pixel(std::string const& folder) const;

  std::string entry_;
};

}  // namespace ptyger::read
