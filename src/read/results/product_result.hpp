#pragma once

#include "read/results/earlier_corrections.hpp"
#include "read/results/stored_result.hpp"

namespace ptyger::read {

/// Pixel of the object in a product file: attributes of the object, else of the probe, because many files state 0.0 for
/// one of them; 0 when neither states a positive number.
ObjectPixel product_pixel(hdf5::InputFile const& file);

/// Energy of photons or electrons in a product file, eV, under its present name or its name before ptychodus 1.7; 0
/// when the file does not state it.
double product_energy_eV(hdf5::InputFile const& file);

/// A file in the product layout of ptychodus and pty-chi, such as a result of this program, which also has the group
/// /ptyger.
class ProductResult : public StoredResult {
 public:
  explicit ProductResult(hdf5::InputFile opened);

  ObjectPixel pixel() const override { return product_pixel(file()); }
  std::optional<Position> center() const override;
  std::vector<Position> positions() const override;
  std::vector<double> illumination() const override;
  std::optional<core::ResultFrames> frames() const override;

  /// pixel(); InputError when it is not stated.
  ObjectPixel require_pixel() const;
  /// Coordinates of the point [rows/2.0][cols/2.0] of the object, metres; a coordinate that is not stated is 0.
  /// InputError when one is not finite.
  Position center_or_origin() const;
  /// Energy of photons or electrons, eV; 0 when it is not stated.
  double energy_eV() const { return product_energy_eV(file()); }
  /// Corrections of the scan. InputError when their sizes differ or numbers are not finite.
  EarlierCorrections corrections() const;
};

/// Truth of a scan of `ptyger simulate`.
class SimulatedTruth : public StoredResult {
 public:
  explicit SimulatedTruth(hdf5::InputFile opened);

  ObjectPixel pixel() const override;
  std::optional<Position> center() const override;
  std::vector<Position> positions() const override;
};

}  // namespace ptyger::read
