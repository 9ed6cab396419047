#pragma once

#include <string>

#include "tests/read/layouts.hpp"

namespace ptyger::test {

inline Write group() {
  return [](hdf5::OutputFile& out, std::string const& name) { out.group(name); };
}

/// The counts of the small scan as a raster of 2 x 2 frames.
inline Write small_raster() {
  return numbers<std::uint16_t>({2, 2, 6, 6}, small_counts<std::uint16_t>());
}

/// A file of py4DSTEM 0.14 with a step of 0.5 / A, which is an object pixel of 1/3 A, and steps of the scan of 2 A.
inline Layout py4dstem_layout() {
  Layout layout{.inputs = {"scan.h5"}, .files = {}, .attributes = {}};
  std::string const calibration = "datacube_root/metadatabundle/calibration/";
  layout.set("datacube_root/datacube/data", small_raster())
      .attribute("datacube_root/datacube", "emd_group_type", "array")
      .attribute("datacube_root/datacube", "python_class", "DataCube");
  layout.set(calibration + "Q_pixel_size", scalar(0.5)).set(calibration + "Q_pixel_units", word("A^-1"));
  layout.set(calibration + "R_pixel_size", scalar(2)).set(calibration + "R_pixel_units", word("A"));
  layout.set(calibration + "QR_rotation", word("_None"));
  return layout;
}

/// The same scan by the dimensions of the datacube alone, with a step of the scan of 1 A along its columns.
inline Layout emd_layout() {
  auto layout = py4dstem_layout();
  for (std::string const name : {"Q_pixel_size", "Q_pixel_units", "R_pixel_size", "R_pixel_units", "QR_rotation"})
    layout.erase("datacube_root/metadatabundle/calibration/" + name);
  auto const add = [&](std::string const& dim, char const* name, double step, char const* unit) {
    auto const path = "datacube_root/datacube/" + dim;
    layout.set(path, numbers<double>({2}, {0, step})).attribute(path, "name", name).attribute(path, "units", unit);
  };
  add("dim0", "Rx", 2, "A");
  add("dim1", "Ry", 1, "A");
  add("dim2", "Qx", 0.5, "A^-1");
  add("dim3", "Qy", 0.5, "A^-1");
  return layout;
}

/// A .hspy file: steps of 0.2 nm and 0.1 nm, 5 / nm, electrons of 200 keV.
inline Layout hyperspy_layout() {
  Layout layout{.inputs = {"scan.hspy"}, .files = {}, .attributes = {}};
  std::string const signal = "Experiments/scan/";
  layout.set(signal + "data", small_raster());
  auto const add = [&](int axis, double scale, char const* unit, int navigate) {
    auto const path = signal + "axis-" + std::to_string(axis);
    layout.set(path, group()).attribute(path, "scale", scale).attribute(path, "units", unit);
    layout.attribute(path, "navigate", navigate).attribute(path, "offset", 0.0).attribute(path, "size", 2);
  };
  add(0, 0.2, "nm", 1);
  add(1, 0.1, "nm", 1);
  add(2, 5, "1 / nm", 0);
  add(3, 5, "1 / nm", 0);
  auto const microscope = signal + "metadata/Acquisition_instrument/TEM";
  layout.set(microscope, group()).attribute(microscope, "beam_energy", 200.0);
  return layout;
}

/// Properties of a data item of Nion Swift: steps of 0.2 nm and 0.1 nm, `angle` mrad, electrons of 100 kV.
inline std::string nion_properties(double angle = 18.5) {
  auto const step = [](double scale, char const* unit) {
    return "{\"offset\": 0.0, \"scale\": " + std::to_string(scale) + ", \"units\": \"" + unit + "\"}";
  };
  auto const mrad = step(angle, "mrad");
  return "{\"dimensional_calibrations\": [" + step(0.2, "nm") + ", " + step(0.1, "nm") + ", " + mrad + ", " + mrad +
         "], \"is_sequence\": false, \"collection_dimension_count\": 2, \"datum_dimension_count\": 2, \"metadata\": "
         "{\"instrument\": {\"high_tension\": 100000.0}, \"scan\": {\"rotation\": 0.5}}}";
}

/// A file of Nion Swift with these properties.
inline Layout nion_layout(std::string const& properties = nion_properties()) {
  Layout layout{.inputs = {"scan.h5"}, .files = {}, .attributes = {}};
  layout.set("data", small_raster()).attribute("data", "properties", properties);
  return layout;
}

}  // namespace ptyger::test
