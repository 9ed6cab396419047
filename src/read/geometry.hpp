#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ptyger/read_options.hpp"
#include "ptyger/scan.hpp"
#include "read/beam.hpp"

namespace ptyger::read {

/// InputError when energy, distance, pixels or angle of the options are no such thing, or say the same twice, or when
/// one is given that is for another which is not.
void require_sensible(ReadOptions const& options);

/// The object's pixel, metres: lambda z / (D p), for frames of D x D pixels of p metres.
double object_pixel_m(double wavelength_m, double distance_m, std::size_t detector, double detector_pixel_m);

/// What a file says of distance and detector pixel, metres.
struct DetectorGeometry {
  std::optional<double> distance_m = {};
  std::optional<double> pixel_row_m = {};  ///< height
  std::optional<double> pixel_col_m = {};  ///< width
};

/// Fills beam, distance and object's pixel lambda z / (D p) of a scan from what its file says, with the options in
/// place of it. InputError naming the file and what is missing, zero or negative.
void set_geometry(Scan& scan, std::optional<Beam> const& beam, DetectorGeometry const& detector,
                  ReadOptions const& options, std::string const& file);

/// Replaces beam, distance and object's pixel of a scan whose file says the pixel itself (scan.pixel_*, 0 when it does
/// not) and not that of the detector. In this order of preference the pixel becomes options.pixel_m; lambda z / (D p)
/// when options.detector_pixel_m is there; that of the file, times the ratio of new and old wavelength and distance.
/// `file` and `pixel_name` say in the InputError of an unknown factor where the file should have had the pixel. The
/// kind of beam remains that of the file.
void replace_geometry(Scan& scan, ReadOptions const& options, std::string const& file, char const* pixel_name);

}  // namespace ptyger::read
