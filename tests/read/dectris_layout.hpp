#pragma once

#include <string>

#include "tests/read/layouts.hpp"

namespace ptyger::test {

inline std::string const dectris_detector = "entry/instrument/detector/";
inline std::string const dectris_specific = dectris_detector + "detectorSpecific/";

/// Frames [first, first + number) of the small scan.
inline Write part_of_frames(std::size_t first, std::size_t number) {
  auto const counts = small_counts<std::uint16_t>();
  auto const begin = counts.begin() + static_cast<std::ptrdiff_t>(36 * first);
  return numbers<std::uint16_t>({number, 6, 6}, {begin, begin + static_cast<std::ptrdiff_t>(36 * number)});
}

/// The small scan as a Dectris master with two files of two frames each, and a table of positions.
inline Layout dectris_layout() {
  Layout layout{.inputs = {"scan_master.h5", "positions.h5"}, .files = {}, .attributes = {}};
  layout.set_in("scan_data_000001.h5", "entry/data/data", part_of_frames(0, 2));
  layout.set_in("scan_data_000002.h5", "entry/data/data", part_of_frames(2, 2));
  layout.set("entry/data/data_000001", link_into("scan_data_000001.h5", "/entry/data/data"));
  layout.set("entry/data/data_000002", link_into("scan_data_000002.h5", "/entry/data/data"));
  auto const number_in = [&](std::string const& name, double value, char const* unit) {
    layout.set(name, scalar(value)).attribute(name, "units", unit);
  };
  number_in(dectris_detector + "detector_distance", 6000, "mm");
  number_in(dectris_detector + "x_pixel_size", 100, "um");
  number_in(dectris_detector + "y_pixel_size", 1e-4, "m");
  number_in(dectris_specific + "photon_energy", 12398.419843320026, "eV");
  std::vector<std::uint32_t> bad(36, 0);
  bad[7] = 8;
  layout.set(dectris_specific + "pixel_mask", numbers<std::uint32_t>({6, 6}, bad));
  layout.set(dectris_specific + "nimages", scalar(4)).set(dectris_specific + "ntrigger", scalar(1));
  layout.set(dectris_specific + "countrate_correction_count_cutoff", scalar(5000));
  layout.set_in("positions.h5", "x", numbers<double>({4}, {1, 2, 3, 4}));
  layout.set_in("positions.h5", "y", numbers<double>({4}, {2, 4, 6, 8}));
  for (std::string const axis : {"x", "y"})
    layout.attributes["positions.h5"][{axis, "units"}] = [=](hdf5::OutputFile& out) {
      out.attribute(axis, "units", "um");
    };
  return layout;
}

/// dectris_layout() whose files of frames state the number of their first frame, counted from 1.
inline Layout numbered_dectris_layout() {
  auto layout = dectris_layout();
  for (int const file : {1, 2}) {
    auto const name = "scan_data_00000" + std::to_string(file) + ".h5";
    layout.attributes[name][{"entry/data/data", "image_nr_low"}] = [=](hdf5::OutputFile& out) {
      out.attribute("entry/data/data", "image_nr_low", 2 * file - 1);
    };
  }
  return layout;
}

}  // namespace ptyger::test
