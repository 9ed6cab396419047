#include "read/formats/mapped_geometry.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "ptyger/error.hpp"
#include "read/beam.hpp"
#include "read/geometry.hpp"
#include "read/near_field.hpp"
#include "read/stated_number.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// Where a quantity is stated: the dataset, or the key of the mapping; for messages.
std::string where_of(FilesWithMapping const& mapped, char const* key, MappedQuantity const& quantity) {
  return quantity.dataset.empty() ? fmt::format("{}: key '{}'", mapped.mapping.file, key)
                                  : mapped.where(key, quantity.dataset);
}

/// The number of a quantity and its unit, which is `otherwise` when nothing states it; empty when the mapping does not
/// state the quantity.
std::optional<StatedNumber> number_of(FilesWithMapping const& mapped, char const* key, MappedQuantity const& quantity,
                                      char const* otherwise, ReadingReport& report) {
  auto const unit = mapped.unit_for(key, quantity.dataset, quantity.unit, otherwise);
  if (quantity.number) return StatedNumber{*quantity.number, unit};
  if (quantity.dataset.empty()) return {};
  auto const path = mapped.path(quantity.dataset);
  auto const dataset = mapped.open(key, path.dataset);
  if (dataset.kind() != hdf5::Kind::text)
    return StatedNumber{common_number(mapped.values(key, quantity.dataset), where_of(mapped, key, quantity), report),
                        unit};
  auto const stated = stated_number(dataset, report);
  return StatedNumber{stated.value, stated.unit.empty() ? unit : stated.unit};
}

/// Height and width of a pixel as the mapping states them, two equal quantities when it states one length.
std::array<MappedQuantity, 2> height_and_width(FilesWithMapping const& mapped, char const* key,
                                               MappedQuantity const& pixel) {
  MappedQuantity height{.dataset = "", .number = pixel.number, .width = {}, .unit = pixel.unit};
  if (!pixel.dataset.empty()) {
    auto const path = mapped.path(pixel.dataset);
    auto const dataset = mapped.open(key, path.dataset);
    if (dataset.size() != 2 || !path.places.empty()) return {pixel, pixel};
    auto const values = dataset.read<double>();
    height.unit = mapped.unit_for(key, pixel.dataset, pixel.unit, "m");
    height.number = values[0];
    MappedQuantity width = height;
    width.number = values[1];
    return {height, width};
  }
  MappedQuantity width = height;
  if (pixel.width) width.number = pixel.width;
  return {height, width};
}

/// A length in metres; empty when the mapping does not state it. InputError unless it is positive.
std::optional<double> length_of(FilesWithMapping const& mapped, char const* key, MappedQuantity const& quantity,
                                ReadingReport& report) {
  auto const number = number_of(mapped, key, quantity, "m", report);
  if (!number) return {};
  double const length_m = number->value * metres_in(number->unit, where_of(mapped, key, quantity));
  if (std::isfinite(length_m) && length_m > 0) return length_m;
  throw InputError(
      fmt::format("{} gives {} as the {}, which must be a positive number: the size of the object's pixel "
                  "depends on it.",
                  where_of(mapped, key, quantity), number->value, key));
}

/// InputError when two values of one length differ by more than 1 %; the message begins with `origins`, which names the
/// places of both values.
void require_same(double one_m, double other_m, char const* length, std::string const& origins) {
  if (std::abs(one_m / other_m - 1) <= 0.01) return;
  throw InputError(fmt::format("{}: {} of {:.6g} m and {:.6g} m contradict each other. Leave out what is wrong.",
                               origins, length, one_m, other_m));
}

std::optional<Beam> stated_energy(FilesWithMapping const& mapped, ReadingReport& report) {
  auto const energy = number_of(mapped, "energy", mapped.mapping.energy, "", report);
  if (!energy) return {};
  auto const where = where_of(mapped, "energy", mapped.mapping.energy);
  if (energy->unit.empty()) return photons_of_energy(energy->value, where, report);
  return beam_of_energy(energy->value * electronvolts_in(energy->unit, where), 0, where, report);
}

/// The beam of the mapping. When it states both energy and wavelength, these decide between photons and electrons and
/// must agree, unless an option replaces the energy; otherwise the particles are assumed (ParticleAssumed).
std::optional<Beam> beam_of(FilesWithMapping const& mapped, ReadOptions const& options, ReadingReport& report) {
  auto const wavelength = length_of(mapped, "wavelength", mapped.mapping.wavelength, report);
  if (!wavelength) return stated_energy(mapped, report);
  auto const where = where_of(mapped, "wavelength", mapped.mapping.wavelength);
  ReadingReport unused;
  auto const stated = stated_energy(mapped, unused);
  if (!stated || options.energy_eV) return beam_of_wavelength(*wavelength, where, report);
  Beam const beam{*wavelength, stated->energy_eV};
  auto const energy = where_of(mapped, "energy", mapped.mapping.energy);
  require_same(
      beam_of_kind(kind_of(beam), beam.energy_eV, energy).wavelength_m, *wavelength, "wavelengths",
      fmt::format("{} (energy {:.6g} eV) and {} (wavelength {:.6g} m)", energy, beam.energy_eV, where, *wavelength));
  return beam;
}

}  // namespace

void set_mapped_geometry(FilesWithMapping const& mapped, ReadOptions const& options, Scan& scan) {
  Mapping const& mapping = mapped.mapping;
  auto const detector_pixels = height_and_width(mapped, "detector-pixel", mapping.detector_pixel);
  ReadingReport unused;  // a width that is the height is reported once
  auto const detector_pixel = length_of(mapped, "detector-pixel", detector_pixels[0], scan.reading);
  auto const detector_width = length_of(mapped, "detector-pixel", detector_pixels[1], unused);
  auto const distance = length_of(mapped, "distance", mapping.distance, scan.reading);
  auto const pixels = height_and_width(mapped, "pixel", mapping.pixel);
  auto const pixel = length_of(mapped, "pixel", pixels[0], scan.reading);
  auto const width = length_of(mapped, "pixel", pixels[1], unused);
  for (auto const& side : {pixel, width})
    if (side) require_object_pixel(*side, where_of(mapped, "pixel", mapping.pixel));
  auto const beam = beam_of(mapped, options, scan.reading);
  auto const pixel_of = [&](Beam const& of, double distance_m, double detector_pixel_m) {
    return options.near_field ? detector_pixel_m / magnification_of(options, distance_m)
                              : object_pixel_m(of.wavelength_m, distance_m, scan.detector, detector_pixel_m);
  };
  bool const options_replace_geometry =
      options.pixel_m || options.detector_pixel_m || options.distance_m || options.energy_eV;
  if (!options_replace_geometry && pixel && beam && distance && detector_pixel)
    require_same(*pixel, pixel_of(*beam, *distance, *detector_pixel), "pixels of the object",
                 fmt::format("{} (pixel {:.6g} m) and {} (detector-pixel {:.6g} m) with the distance {:.6g} m and the "
                             "wavelength {:.6g} m",
                             where_of(mapped, "pixel", mapping.pixel), *pixel,
                             where_of(mapped, "detector-pixel", mapping.detector_pixel), *detector_pixel, *distance,
                             beam->wavelength_m));
  ReadOptions with_pixel = options;
  if (!options.pixel_m && !options.detector_pixel_m) with_pixel.pixel_m = pixel;
  set_geometry(scan, beam, {distance, detector_pixel, detector_width}, with_pixel,
               fmt::format("{}, as {} maps it,", mapped.inputs.front().path(), mapping.file));
  if (pixel && width && with_pixel.pixel_m == pixel) scan.pixel_col_m *= *width / *pixel;
}

}  // namespace ptyger::read
