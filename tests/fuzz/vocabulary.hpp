#pragma once

#include <limits>

namespace ptyger::fuzz {

/// Names that readers know; a layout need not have them.
constexpr char const* names[] = {"dp",
                                 "points",
                                 "dx",
                                 "ppX",
                                 "lambda",
                                 "angle",
                                 "probe",
                                 "object",
                                 "patterns",
                                 "indexes",
                                 "data",
                                 "positions",
                                 "mask",
                                 "bad_pixels",
                                 "valid_pixel_mask",
                                 "probe_position_x_m",
                                 "probe_position_indexes",
                                 "ptyger/illumination",
                                 "ptyger/mask",
                                 "truth/object",
                                 "truth/probe",
                                 "truth/positions",
                                 "scan/scan_positions",
                                 "scan/energy",
                                 "entry/data/data",
                                 "diff_data/merlin1/det_images",
                                 "meta/propagation",
                                 "chunks/1/data",
                                 "chunks/2/data",
                                 "chunks/999999999/data",
                                 "content/obj/S0/data",
                                 "content/positions/S0",
                                 "content/probe/S0/data",
                                 "entry_1/definition",
                                 "entry_1/data_1/data",
                                 "entry_1/data_1/translation",
                                 "entry_1/propagation",
                                 "entry_1/image_1/data",
                                 "entry_1/image_1/image_size",
                                 "entry_1/image_1/process_1/final_illumination",
                                 "entry_1/sample_1/rotation_angle",
                                 "entry_1/sample_1/geometry_1/translation",
                                 "entry_1/sample_1/transformations/x",
                                 "entry_1/sample_1/transformations/y",
                                 "entry_1/instrument_1/beam_1/incident_wavelength",
                                 "entry_1/instrument_1/source_1/wavelength",
                                 "entry_1/instrument_1/source_1/illumination",
                                 "entry_1/instrument_1/detector_1/data",
                                 "entry_1/instrument_1/detector_1/mask",
                                 "entry_1/instrument_1/detector_1/dark",
                                 "entry_1/instrument_1/detector_1/basis_vectors",
                                 "entry_1/instrument_1/detector_1/corner_position",
                                 "entry_1/instrument_1/detector_1/translation"};

/// Names of attributes that readers know.
constexpr char const* attributes[] = {"units",
                                      "unit",
                                      "NX_class",
                                      "definition",
                                      "propagation",
                                      "transformation_type",
                                      "vector",
                                      "pixel_height_m",
                                      "pixel_width_m",
                                      "center_x_m",
                                      "center_y_m",
                                      "probe_energy_eV",
                                      "detector_object_distance_m",
                                      "tomography_angle_deg"};

/// Values of strings: units, classes of NeXus, and texts that no reader knows.
constexpr char const* words[] = {"",           "m",        "um",        "keV",    "px",       "furlong",
                                 "rad",        "NXentry",  "NXsample",  "NXdata", "NXbeam",   "NXtransformations",
                                 "NXgeometry", "farfield", "nearfield", "ptycho", "rotation", "translation",
                                 "\xff\xfe",   "{}",       "%s%n"};

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Values of numbers: sensible ones, and ones beyond the ranges of types.
constexpr double numbers[] = {
    0,           1,           -1,          0.5,    2,        3,         4,
    5,           7,           100,         1e-10,  1e-8,     1e-6,      75e-6,
    1e-3,        1e-17,       1e-300,      -1e-6,  0.1,      8,         8000,
    1e5,         1e9,         1e300,       -1e300, infinite, -infinite, 2147483647,
    2147483648., 4294967295., 4294967296., 9.3e18, 1.9e19,   -9.3e18,   std::numeric_limits<double>::quiet_NaN()};

}  // namespace ptyger::fuzz
