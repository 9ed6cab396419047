#pragma once

#include "read/results/stored_result.hpp"

namespace ptyger::read {

/// A CXI file of ptychodus: the first image is the probe, the second the object; values for which CXI has no place are
/// in the group entry_1/ptychodus.
class PtychodusCxi : public StoredResult {
 public:
  explicit PtychodusCxi(hdf5::InputFile opened);

  ObjectPixel pixel() const override;
  std::optional<Position> center() const override;
  std::vector<Position> positions() const override;

 private:
  /// A number of entry_1/ptychodus about the object; empty when it is not stated.
  std::optional<double> number(std::string const& name) const;
};

/// A CXI 1.6 file with one image.
class CxiImage : public StoredResult {
 public:
  explicit CxiImage(hdf5::InputFile opened);

  ObjectPixel pixel() const override;
};

}  // namespace ptyger::read
