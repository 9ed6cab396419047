#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "read/beam.hpp"

namespace ptyger::read {

/// InputError when a quantity of the options is not positive, not finite, or larger than any microscope has; when two
/// options contradict each other, or when an option is given without the option that it belongs to.
void validate_read_options(ReadOptions const& options);

/// The object's pixel lambda z / (D p), metres, for frames of D x D detector pixels of p metres.
double object_pixel_m(double wavelength_m, double distance_m, std::size_t detector, double detector_pixel_m);

/// The object's pixel of a scan whose beam, distance and detector are set: of a far field, or of a near field, p /
/// magnification.
double object_pixel_m(Scan const& scan, ReadOptions const& options, double detector_pixel_m);

/// Distance and detector pixel of a file; empty members are not stated.
struct DetectorGeometry {
  std::optional<double> distance_m = {};   ///< distance from sample to detector
  std::optional<double> pixel_row_m = {};  ///< height of a detector pixel
  std::optional<double> pixel_col_m = {};  ///< width of a detector pixel
};

/// Sets beam, distance, object's pixel and the geometry of a near field from the file of a scan; quantities of the
/// options replace quantities of the file. InputError names the file and the quantity that is missing, zero or
/// negative.
void set_geometry(Scan& scan, std::optional<Beam> const& beam, DetectorGeometry const& detector,
                  ReadOptions const& options, std::string const& file);

/// InputError unless this is the size of an object's pixel, metres: between 0.1 pm and 1 mm. `where` begins the
/// message.
void require_object_pixel(double pixel_m, std::string const& where);

/// InputError when wavelength, distance or pixel of two files, whose frames are joined, differ by more than 1 %.
void require_same_geometry(Scan const& one, Scan const& other, std::string const& file, std::string const& other_file);

/// Replaces beam, distance and object's pixel of a scan by the options, when its file states the object's pixel
/// (scan.pixel_*, 0 when it does not) instead of the detector's pixel. The object's pixel becomes the first known of
/// options.pixel_m; object_pixel_m() with options.detector_pixel_m; the pixel of the file times the ratios of new to
/// old wavelength and distance, or in a near field of old to new magnification. The particles of the beam stay those of
/// the file. InputError when a factor of these is unknown; its message names `file` and `pixel_name`, where the file
/// should state the pixel.
void replace_geometry(Scan& scan, ReadOptions const& options, std::string const& file, char const* pixel_name);

}  // namespace ptyger::read
