#include "app/mapping_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <fstream>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/app/run_program.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string write_mapping(TemporaryFolder const& folder, std::string const& text) {
  std::ofstream(folder / "beamline.toml") << text;
  return folder / "beamline.toml";
}

/// The error for a mapping file with this text.
std::string error_of(std::string const& text) {
  TemporaryFolder const folder;
  return message_of<InputError>([&] { app::read_mapping(write_mapping(folder, text)); });
}

/// Files of a beamline: transposed frames of amplitudes, and another file with positions in another unit.
Layout beamline() {
  Layout layout{.inputs = {"frames.h5", "motors.h5"}, .files = {}, .attributes = {}};
  std::vector<float> amplitudes;
  for (auto const count : small_counts<std::uint16_t>()) amplitudes.push_back(std::sqrt(static_cast<float>(count)));
  layout.set("raw/images", numbers<float>({4, 6, 6}, amplitudes));
  std::vector<std::uint8_t> good(36, 1);
  good[1] = 0;
  layout.set("raw/good", numbers<std::uint8_t>({6, 6}, good));
  layout.set("raw/dark", filled<float>({6, 6}, 0.5F));
  layout.set_in("motors.h5", "x", numbers<double>({4}, {1, 2, 3, 4}));
  layout.set_in("motors.h5", "y", numbers<double>({4, 1}, {2, 4, 6, 8}));
  layout.set_in("motors.h5", "mono", filled<double>({1, 1}, 12.398419843320026));
  layout.set_in("motors.h5", "theta", scalar(30));
  return layout;
}

/// A mapping file for the files of beamline().
std::string const keys =
    "frames = 'raw/images'\namplitude = true\ntranspose = true\nmask = '/raw/good'\nmask-polarity = '1-is-good'\n"
    "dark = 'raw/dark'\nposition-x = 'x'\nposition-y = 'y'\nposition-unit = 'um'\nnegate-y = true\n"
    "energy = 'mono'\nenergy-unit = 'keV'\ndistance = 600\ndistance-unit = 'cm'\ndetector-pixel = 0.1\n"
    "detector-pixel-unit = 'mm'\nangle = 'theta'\n";

/// Reads the files of `layout` by a mapping file with this text.
Scan read_mapped(Layout const& layout, std::string const& text, ReadOptions options = {}) {
  TemporaryFolder const folder;
  options.mapping = app::read_mapping(write_mapping(folder, text));
  return read_scan(layout.write(folder), options);
}

TEST(Mapping, ReadsTheDatasetsThatItNames) {
  Scan const scan = read_mapped(beamline(), keys);
  auto const& counts = std::get<std::vector<float>>(scan.counts);
  EXPECT_NEAR(counts[36], 100.5, 1e-4);
  EXPECT_NEAR(counts[36 + 6], 19.5, 1e-4);  // to the right of the zero frequency in the file, below it when transposed
  EXPECT_NEAR(counts[36 + 1], 0.5, 1e-4);
  EXPECT_EQ(scan.measured[4 * 6 + 3], 0);  // [0][1] of the file
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_NEAR(scan.positions[3].row_m, -8e-6, 1e-15);
  EXPECT_NEAR(scan.positions[3].col_m, 4e-6, 1e-15);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-16);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12);
  EXPECT_EQ(scan.angle_deg, 30);
}

TEST(Mapping, AcceptsPositionsInObjectPixels) {
  auto layout = beamline();
  layout.set_in("motors.h5", "both", numbers<double>({2, 4}, {1, 2, 3, 4, 2, 4, 6, 8}));
  Scan const scan = read_mapped(layout,
                                "frames = 'raw/images'\npositions = 'both'\nposition-unit = 'px'\npixel = 20\n"
                                "pixel-unit = 'nm'\n");
  EXPECT_NEAR(scan.positions[3].row_m, 160e-9, 1e-18);
  EXPECT_NEAR(scan.positions[3].col_m, 80e-9, 1e-18);
  EXPECT_NEAR(scan.pixel_row_m, 20e-9, 1e-18);
}

TEST(Mapping, TakesPixelsOfTwoSides) {
  auto const start = keys.find("detector-pixel");
  auto const with = [&](std::string const& pixel) {
    return keys.substr(0, start) + pixel + "\ndetector-pixel-unit = 'mm'\n";
  };
  auto layout = beamline();
  layout.set("raw/pixel", numbers<double>({2}, {0.1, 0.2}));
  for (char const* pixel : {"detector-pixel = [0.1, 0.2]", "detector-pixel = 'raw/pixel'"}) {
    auto const scan = read_mapped(layout, with(pixel));
    EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12) << pixel;
    EXPECT_NEAR(scan.pixel_col_m, 0.5e-6, 1e-12) << pixel;
  }
  auto const in_pixels = read_mapped(
      beamline(),
      "frames = 'raw/images'\nposition-x = 'x'\nposition-y = 'y'\nposition-unit = 'px'\npixel = [2e-6, 1e-6]\n");
  EXPECT_EQ(in_pixels.pixel_row_m, 2e-6);
  EXPECT_EQ(in_pixels.pixel_col_m, 1e-6);
  EXPECT_EQ(in_pixels.positions[1].row_m, 8e-6);
  EXPECT_EQ(in_pixels.positions[1].col_m, 2e-6);
  EXPECT_THAT(error_of("pixel = [1, 2, 3]\n"), HasSubstr("a pair of numbers (height, width)"));
}

TEST(Mapping, UsesTheUnitOfEachDatasetOfPositions) {
  std::string const keys_without_unit = "frames = 'raw/images'\nposition-x = 'x'\nposition-y = 'y'\npixel = 1e-9\n";
  auto layout = beamline();
  auto const give_unit = [&](std::string const& dataset, std::string const& unit) {
    layout.attributes["motors.h5"][{dataset, "units"}] = [=](hdf5::OutputFile& out) {
      out.attribute(dataset, "units", unit);
    };
  };
  give_unit("x", "um");
  auto const message = message_of<InputError>([&] { read_mapped(layout, keys_without_unit); });
  EXPECT_THAT(message,
              AllOf(HasSubstr("'x' has the unit 'um'"), HasSubstr("'y' has none"), HasSubstr("position-unit")));
  EXPECT_NEAR(read_mapped(layout, keys_without_unit + "position-unit = 'nm'\n").positions[3].row_m, 8e-9, 1e-18);
  give_unit("y", "nm");
  auto const positions = read_mapped(layout, keys_without_unit + "swap-xy = true\n").positions;
  EXPECT_NEAR(positions[3].row_m, 4e-6, 1e-15);
  EXPECT_NEAR(positions[3].col_m, 8e-9, 1e-18);
}

/// Frames of the small scan as a raster of 2 x 2.
Layout raster_of_beamline() {
  Layout layout{.inputs = {"frames.h5"}, .files = {}, .attributes = {}};
  return layout.set("raw/images", numbers<std::uint16_t>({2, 2, 6, 6}, small_counts<std::uint16_t>()));
}

TEST(Mapping, TakesARasterInPlaceOfPositions) {
  std::string const keys_of_frames = "frames = 'raw/images'\npixel = 1e-8\n";
  auto const by_shape =
      read_mapped(raster_of_beamline(), keys_of_frames + "raster = '2x2'\nstep = [2, 3]\nstep-unit = 'um'\n");
  EXPECT_NEAR(by_shape.positions[3].row_m, 2e-6, 1e-18);
  EXPECT_NEAR(by_shape.positions[3].col_m, 3e-6, 1e-18);
  auto const line =
      read_mapped(raster_of_beamline(), keys_of_frames + "raster = '4x1'\nstep = 1e-7\nnegate-y = true\n");
  EXPECT_NEAR(line.positions[3].row_m, -3e-7, 1e-18);
  EXPECT_NEAR(line.positions[3].col_m, 0, 1e-18);
  ReadOptions const options{.raster = {.shape = RasterShape{1, 4}, .step = RasterStep{2e-6, 2e-6}}};
  EXPECT_NEAR(read_mapped(raster_of_beamline(), keys_of_frames, options).positions[3].col_m, 6e-6, 1e-18);
  EXPECT_NEAR(read_mapped(beamline(), keys, options).positions[3].col_m, 6e-6, 1e-18);
}

TEST(Mapping, RefusesRastersThatDoNotFit) {
  std::string const keys_of_frames = "frames = 'raw/images'\npixel = 1e-8\n";
  auto const error = [&](std::string const& text) {
    return message_of<InputError>([&] { read_mapped(raster_of_beamline(), keys_of_frames + text); });
  };
  EXPECT_THAT(error(""), AllOf(HasSubstr("positions are missing"), HasSubstr("'raster' and 'step'")));
  EXPECT_THAT(error("raster = '2x2'\n"), HasSubstr("Give --step"));
  EXPECT_THAT(error("step = 1e-7\n"), HasSubstr("positions are missing"));  // not a raster only by its shape
  EXPECT_THAT(error("raster = '2x3'\nstep = 1e-7\n"),
              HasSubstr("has 4 frames, but the raster of 2 x 3 has 6 positions"));
  EXPECT_THAT(error("position-x = 'x'\n"), HasSubstr("half of the positions is missing"));
  EXPECT_THAT(error_of("raster = '2'\n"), HasSubstr("key 'raster': '2' is no raster"));
  EXPECT_THAT(error_of("raster = 4\n"), HasSubstr("is no raster"));
  for (auto const* value : {"0", "-1e-7", "nan", "[1e-7, -1]", "0.2"})
    EXPECT_THAT(error_of(fmt::format("step = {}\n", value)), HasSubstr("makes no raster")) << value;
  for (auto const* value : {"'1e-7'", "[1]", "[1, 2, 3]", "['a', 1]"})
    EXPECT_THAT(error_of(fmt::format("step = {}\n", value)), HasSubstr("a number, or a pair of numbers")) << value;
  EXPECT_THAT(error_of("step = 1\nstep-unit = 'steps'\n"), HasSubstr("'steps', which is no known unit"));
  auto const both = message_of<InputError>([&] { read_mapped(beamline(), keys + "raster = '2x2'\nstep = 1e-7\n"); });
  EXPECT_THAT(both, HasSubstr("the key 'raster' contradicts the positions"));
}

TEST(Mapping, TheUnitOfTheOptionsReplacesTheOthers) {
  EXPECT_NEAR(read_mapped(beamline(), keys, {.position_unit = "mm"}).positions[3].row_m, -8e-3, 1e-15);
}

TEST(Mapping, RotatesThePositions) {
  auto const clean = read_mapped(beamline(), keys).positions[3];
  auto const rotated = read_mapped(beamline(), keys + "scan-rotation = 30\n").positions[3];
  EXPECT_NEAR(rotated.row_m, 0.5 * clean.col_m + std::sqrt(0.75) * clean.row_m, 1e-15);
  EXPECT_NEAR(rotated.col_m, std::sqrt(0.75) * clean.col_m - 0.5 * clean.row_m, 1e-15);
  for (auto const* value : {"'left'", "nan", "true"})
    EXPECT_THAT(error_of(keys + "scan-rotation = " + value + "\n"),
                HasSubstr("'scan-rotation' must be a finite number"));
}

TEST(Mapping, RefusesContradictionsOfTheGeometry) {
  auto const error = [](std::string const& text) {
    return message_of<InputError>([&] { read_mapped(beamline(), keys + text); });
  };
  EXPECT_THAT(error("wavelength = 2e-10\n"),
              AllOf(HasSubstr("'mono' (energy 12398.4 eV)"), HasSubstr("key 'wavelength' (wavelength 2e-10 m)"),
                    HasSubstr("contradict")));
  EXPECT_THAT(error("pixel = 1.02e-6\n"),
              AllOf(HasSubstr("key 'pixel' (pixel 1.02e-06 m)"),
                    HasSubstr("key 'detector-pixel' (detector-pixel 0.0001"), HasSubstr("1e-06 m contradict")));
  EXPECT_EQ(read_mapped(beamline(), keys + "pixel = 1.02e-6\n", {.pixel_m = 1e-6}).pixel_row_m, 1e-6);
  EXPECT_NEAR(read_mapped(beamline(), keys + "wavelength = 2e-10\n", {.energy_eV = 12398.4}).wavelength_m, 1e-10,
              1e-15);
  Scan const scan = read_mapped(beamline(), keys + "wavelength = 1.005e-10\npixel = 1.004e-6\n");
  EXPECT_EQ(scan.wavelength_m, 1.005e-10);
  EXPECT_EQ(scan.pixel_row_m, 1.004e-6);
  Scan const electrons = read_mapped(beamline(),
                                     "frames = 'raw/images'\nposition-x = 'x'\nposition-y = 'y'\n"
                                     "position-unit = 'um'\npixel = 20e-9\nenergy = 300\n"
                                     "energy-unit = 'keV'\nwavelength = 1.969\nwavelength-unit = 'pm'\n");
  EXPECT_EQ(electrons.energy_eV, 300e3);
}

TEST(Mapping, ErrorsNameTheKey) {
  EXPECT_THAT(error_of("frame = 'a'"), AllOf(HasSubstr("beamline.toml: unknown key 'frame'"), HasSubstr("'frames'?")));
  EXPECT_THAT(error_of("frames = 3"), HasSubstr("key 'frames' must be a string"));
  EXPECT_THAT(error_of("amplitude = 'yes'"), HasSubstr("must be true or false"));
  EXPECT_THAT(error_of("energy = [1, 2]"), HasSubstr("path of a dataset or a number"));
  EXPECT_THAT(error_of("mask-polarity = 'good'"), HasSubstr("'0-is-good' or '1-is-good'"));
  EXPECT_THAT(error_of("frames = "), HasSubstr("line 1 is not TOML"));
}

TEST(Mapping, ErrorsNameWhatTheFilesLack) {
  auto const error = [](std::string const& text) {
    return message_of<InputError>([&] { read_mapped(beamline(), text); });
  };
  EXPECT_THAT(error("positions = 'x'"), HasSubstr("beamline.toml: the key 'frames' is missing"));
  EXPECT_THAT(error("frames = 'raw/images'\nposition-x = 'x'"), HasSubstr("'position-x' and 'position-y'"));
  for (auto const* one : {"position-x = 'x'", "position-y = 'y'"})
    EXPECT_THAT(error(std::string("frames = 'raw/images'\npositions = 'both'\n") + one),
                HasSubstr("beamline.toml: the key 'positions' contradicts"));
  EXPECT_THAT(error("frames = 'raw/pictures'\npositions = 'x'"),
              AllOf(HasSubstr("frames.h5"), HasSubstr("'raw/pictures'"), HasSubstr("beamline.toml")));
  EXPECT_THAT(error("frames = 'raw/images'\nposition-x = 'x'\nposition-y = 'y'\nposition-unit = 'furlong'\npixel=1e-6"),
              AllOf(HasSubstr("'x'"), HasSubstr("furlong")));
  EXPECT_THAT(error("frames = 'raw/images'\nposition-x = 'x'\nposition-y = 'y'\nenergy = 'mono'\ndistance = -2"),
              AllOf(HasSubstr("key 'distance'"), HasSubstr("positive")));
}

TEST(Mapping, IsAnOptionOfTheProgram) {
  TemporaryFolder const folder;
  auto const mapping = write_mapping(folder, keys);
  auto const inputs = beamline().write(folder);
  auto const run = run_program({"plan", inputs[0], inputs[1], "--mapping", mapping, "--devices", "1"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, HasSubstr("4 frames of 6 x 6 pixels"));
  auto const wrong = run_program({"plan", inputs[0], "--mapping", folder / "none.toml"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.diagnostics, HasSubstr("none.toml"));
}

}  // namespace
}  // namespace ptyger::test
