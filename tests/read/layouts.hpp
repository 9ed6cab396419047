#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hdf5/output_file.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger::test {

/// Writes one dataset or link of this name into a file.
using Write = std::function<void(hdf5::OutputFile&, std::string const&)>;

template <class T>
Write numbers(hdf5::Shape const& shape, std::vector<T> const& values) {
  return [=](hdf5::OutputFile& out, std::string const& name) { out.dataset<T>(name, shape, values); };
}

template <class T>
Write filled(hdf5::Shape const& shape, T value) {
  return numbers<T>(shape, std::vector<T>(hdf5::count(shape), value));
}

inline Write scalar(double value) {
  return filled<double>({}, value);
}

inline Write word(std::string const& value) {
  return [=](hdf5::OutputFile& out, std::string const& name) { out.text(name, value); };
}

inline Write words(std::vector<std::string> const& values) {
  return [=](hdf5::OutputFile& out, std::string const& name) { out.text(name, values); };
}

inline Write link_to(std::string const& target) {
  return [=](hdf5::OutputFile& out, std::string const& name) { out.soft_link(name, target); };
}

inline Write link_into(std::string const& file, std::string const& target) {
  return [=](hdf5::OutputFile& out, std::string const& name) { out.external_link(name, file, target); };
}

/// The datasets of one valid scan before they are written to files, so that a test can change them.
struct Layout {
  using Datasets = std::map<std::string, Write>;
  std::vector<std::string> inputs;        ///< names of the files to be read
  std::map<std::string, Datasets> files;  ///< datasets by file and name
  std::map<std::string, std::map<std::pair<std::string, std::string>, std::function<void(hdf5::OutputFile&)>>>
      attributes;  ///< functions that write attributes, by file, object and name of the attribute

  Layout& set(std::string const& dataset, Write write) { return set_in(inputs.front(), dataset, std::move(write)); }
  Layout& set_in(std::string const& file, std::string const& dataset, Write write) {
    files[file][dataset] = std::move(write);
    return *this;
  }
  Layout& erase(std::string const& dataset) {
    for (auto& [file, datasets] : files) datasets.erase(dataset);
    return *this;
  }
  template <class Value>
  Layout& attribute(std::string const& object, std::string const& name, Value value) {
    attributes[inputs.front()][{object, name}] = [=](hdf5::OutputFile& out) { out.attribute(object, name, value); };
    return *this;
  }

  /// Writes all files and returns the paths of the inputs.
  std::vector<std::string> write(TemporaryFolder const& folder) const {
    for (auto const& [file, datasets] : files) {
      hdf5::OutputFile out(folder / file);
      for (auto const& [name, write] : datasets) write(out, name);
      if (auto const found = attributes.find(file); found != attributes.end())
        for (auto const& [key, attach] : found->second) attach(out);
      out.close();
    }
    std::vector<std::string> paths;
    for (auto const& input : inputs) paths.push_back(folder / input);
    return paths;
  }
};

/// Positions with steps of 1 um in x and 2 um in y, times a factor: (N, 2), x first or y first.
inline std::vector<double> pairs(double factor, bool y_first) {
  std::vector<double> values;
  for (std::size_t frame = 1; frame <= small_frames; ++frame) {
    double const x = static_cast<double>(frame) * 1e-6 * factor;
    values.push_back(y_first ? 2 * x : x);
    values.push_back(y_first ? x : 2 * x);
  }
  return values;
}

/// The positions of pairs() as (2, N): all x, then all y.
inline std::vector<double> rows_of_pairs(double factor) {
  std::vector<double> values;
  for (double const step_um : {1., 2.})
    for (std::size_t frame = 1; frame <= small_frames; ++frame)
      values.push_back(step_um * static_cast<double>(frame) * 1e-6 * factor);
  return values;
}

inline Write small_frames_of(std::vector<std::uint16_t> const& counts) {
  return numbers<std::uint16_t>({small_frames, small_detector, small_detector}, counts);
}

/// The small scan of synthetic.hpp as a CXI file.
inline Layout cxi_layout() {
  Layout layout{.inputs = {"small.cxi"}, .files = {}, .attributes = {}};
  layout.set(detector + "data", small_frames_of(small_counts<std::uint16_t>()));
  layout.set(translation, numbers<double>({4, 3}, small_translation()));
  layout.set(source + "wavelength", scalar(1e-10)).set(detector + "distance", scalar(6));
  layout.set(detector + "x_pixel_size", scalar(1e-4)).set(detector + "y_pixel_size", scalar(1e-4));
  return layout;
}

/// The small scan as an NXcxi_ptycho file whose groups have unusual names: 12.398 keV (1e-10 m), 600 cm and detector
/// pixels of 100 um give object pixels of 1 um.
inline Layout nxcxi_layout() {
  Layout layout{.inputs = {"small.nxs"}, .files = {}, .attributes = {}};
  layout.set("scan/definition", word("NXcxi_ptycho"));
  layout.set("scan/camp/eiger/data", small_frames_of(small_counts<std::uint16_t>()));
  layout.set("scan/camp/eiger/distance", scalar(600)).attribute("scan/camp/eiger/distance", "units", "cm");
  for (std::string const axis : {"x", "y"}) {
    layout.set("scan/camp/eiger/" + axis + "_pixel_size", scalar(100));
    layout.attribute("scan/camp/eiger/" + axis + "_pixel_size", "units", "um");
    layout.attribute("scan/stage/transformations/" + axis, "units", "mm");
  }
  layout.set("scan/camp/beam/energy", scalar(12.398419843320026)).attribute("scan/camp/beam/energy", "units", "keV");
  layout.set("scan/camp/ring/energy", scalar(6)).attribute("scan/camp/ring/energy", "units", "GeV");
  layout.set("scan/stage/transformations/x", numbers<double>({4}, {1e-3, 2e-3, 3e-3, 4e-3}));
  layout.set("scan/stage/transformations/y", numbers<double>({4}, {2e-3, 4e-3, 6e-3, 8e-3}));
  layout.attribute("scan", "NX_class", "NXentry").attribute("scan/camp", "NX_class", "NXinstrument");
  layout.attribute("scan/camp/eiger", "NX_class", "NXdetector").attribute("scan/camp/beam", "NX_class", "NXbeam");
  layout.attribute("scan/camp/ring", "NX_class", "NXsource").attribute("scan/stage", "NX_class", "NXsample");
  layout.attribute("scan/stage/transformations", "NX_class", "NXtransformations");
  return layout;
}

/// The small scan as a ptyd file: chunks 0, 2 and 10 with 1, 2 and 1 frames; chunk 10 is in another file.
inline Layout ptyd_layout() {
  Layout layout{.inputs = {"small.ptyd"}, .files = {}, .attributes = {}};
  auto const counts = small_counts<std::uint16_t>();
  auto const positions = pairs(1, true);
  auto const chunk = [&](std::string const& file, std::string const& group, std::size_t first, std::size_t frames) {
    std::vector<std::int32_t> const values(counts.begin() + static_cast<std::ptrdiff_t>(36 * first),
                                           counts.begin() + static_cast<std::ptrdiff_t>(36 * (first + frames)));
    std::vector<double> const places(positions.begin() + static_cast<std::ptrdiff_t>(2 * first),
                                     positions.begin() + static_cast<std::ptrdiff_t>(2 * (first + frames)));
    std::vector<double> weights(36 * frames, 1);
    for (std::size_t frame = 0; frame < frames; ++frame) weights[frame * 36 + 7] = 0;
    layout.set_in(file, group + "data", numbers<std::int32_t>({frames, 6, 6}, values));
    layout.set_in(file, group + "positions", numbers<double>({frames, 2}, places));
    layout.set_in(file, group + "weights", numbers<double>({frames, 6, 6}, weights));
  };
  chunk("small.ptyd", "chunks/0/", 0, 1);
  chunk("small.ptyd", "chunks/2/", 1, 2);
  chunk("small.ptyd.part010", "", 3, 1);
  layout.set("chunks/10", link_into("small.ptyd.part010", "/"));
  layout.set("meta/energy", scalar(12.398419843320026)).set("meta/distance", scalar(6));
  layout.set("meta/psize", numbers<double>({2}, {1e-4, 1e-4})).set("meta/propagation", word("farfield"));
  return layout;
}

/// The small scan as a projection file.
inline Layout projection_layout() {
  Layout layout{.inputs = {"projection_000001.h5"}, .files = {}, .attributes = {}};
  layout.set("data", small_frames_of(small_counts<std::uint16_t>()));
  layout.set("positions", numbers<double>({4, 2}, pairs(1, true)));
  return layout;
}

/// The small scan as an HXN scan file: amplitudes with the zero frequency in the corner and 20 counts at [0][1].
inline Layout hxn_layout() {
  Layout layout{.inputs = {"scan_1.h5"}, .files = {}, .attributes = {}};
  std::vector<double> amplitudes(4 * 36, 1);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    amplitudes[frame * 36] = std::sqrt(100. + static_cast<double>(frame));
    amplitudes[frame * 36 + 1] = std::sqrt(20.);
  }
  layout.set("diffamp", numbers<double>({4, 6, 6}, amplitudes));
  layout.set("points", numbers<double>({2, 4}, rows_of_pairs(1e6)));
  layout.set("lambda_nm", scalar(0.1)).set("z_m", scalar(6)).set("ccd_pixel_um", scalar(100));
  layout.set("angle", scalar(-12.5));
  return layout;
}

/// The small scan as raw files of HXN.
inline Layout hxn_raw_layout() {
  Layout layout{.inputs = {"raw.h5", "positions.h5"}, .files = {}, .attributes = {}};
  layout.set("diff_data/merlin1/det_images", small_frames_of(small_counts<std::uint16_t>()));
  layout.set_in("positions.h5", "scan/scan_positions", numbers<double>({2, 4}, rows_of_pairs(1e6)));
  layout.set_in("positions.h5", "scan/energy", scalar(12398.419843320026));
  return layout;
}

/// The small scan as a dp file with points.
inline Layout dp_points_layout() {
  Layout layout{.inputs = {"dump.h5"}, .files = {}, .attributes = {}};
  layout.set("dp", small_frames_of(small_counts<std::uint16_t>()));
  layout.set("points", numbers<double>({2, 4}, rows_of_pairs(1e6)));
  return layout;
}

/// A file with the patterns 7, 3, 5 and 1, and a product file with the positions 1, 3, 5 and 9.
inline Layout patterns_layout() {
  Layout layout{.inputs = {"patterns.h5", "product.h5"}, .files = {}, .attributes = {}};
  layout.set("patterns", small_frames_of(small_counts<std::uint16_t>()));
  layout.set("indexes", numbers<std::int64_t>({4}, {7, 3, 5, 1}));
  std::vector<std::uint8_t> bad(36, 0);
  bad[0] = 1;
  layout.set("bad_pixels", numbers<std::uint8_t>({6, 6}, bad));
  layout.set_in("product.h5", "probe_position_indexes", numbers<std::int64_t>({4}, {1, 3, 5, 9}));
  layout.set_in("product.h5", "probe_position_x_m", numbers<double>({4}, {1e-6, 3e-6, 5e-6, 9e-6}));
  layout.set_in("product.h5", "probe_position_y_m", numbers<double>({4}, {2e-6, 6e-6, 10e-6, 18e-6}));
  layout.set_in("product.h5", "object", [](hdf5::OutputFile& out, std::string const& name) {
    out.dataset<std::complex<float>>(name, {1, 6, 6}, std::vector<std::complex<float>>(36, 1.F));
    out.attribute(name, "pixel_width_m", 1e-6);
    out.attribute(name, "pixel_height_m", 1e-6);
  });
  return layout;
}

/// The small scan as a dp file with a para file.
inline Layout para_layout() {
  Layout layout{.inputs = {"dp.h5", "para.h5"}, .files = {}, .attributes = {}};
  layout.set("dp", small_frames_of(small_counts<std::uint16_t>()));
  layout.set_in("para.h5", "ppX", numbers<double>({4}, {1e-6, 2e-6, 3e-6, 4e-6}));
  layout.set_in("para.h5", "ppY", numbers<double>({4}, {2e-6, 4e-6, 6e-6, 8e-6}));
  layout.set_in("para.h5", "lambda", scalar(1e-10)).set_in("para.h5", "dx", scalar(1e-6));
  return layout;
}

}  // namespace ptyger::test
