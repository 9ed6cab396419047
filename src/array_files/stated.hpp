#pragma once

/// Names of attributes of the root of a presented file. Files of detectors state their scan by numbers in SI units; a
/// missing one is not stated.
namespace ptyger::array_files::stated {

inline constexpr char const* array_file = "array_file";                ///< the kind of the presented file, a text
inline constexpr char const* frames_file = "frames_file";              ///< the file of the frames, a text
inline constexpr char const* raster_file = "raster_file";              ///< the file beside that states the raster
inline constexpr char const* scan_rows = "scan_rows";                  ///< rows of the raster
inline constexpr char const* scan_columns = "scan_columns";            ///< columns of the raster
inline constexpr char const* step_row = "step_row_m";                  ///< from row to row
inline constexpr char const* step_column = "step_column_m";            ///< from column to column
inline constexpr char const* kinetic_energy = "kinetic_energy_eV";     ///< of the electrons
inline constexpr char const* distance = "distance_m";                  ///< from sample to detector
inline constexpr char const* detector_pixel = "detector_pixel_m";      ///< side of a pixel of the detector
inline constexpr char const* pixel_angle = "pixel_angle_rad";          ///< angle that a pixel of the detector spans
inline constexpr char const* pixel_frequency = "pixel_frequency_1_m";  ///< frequency that it spans, 1 / metres

}  // namespace ptyger::array_files::stated
