#include <gtest/gtest.h>

#include <fstream>

#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "simulation/simulated_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::simulation {
namespace {

using test::TemporaryFolder;

// Twelve frames, two modes, some dead pixels.
Options small_options(std::size_t detector) {
  Options options;
  options.detector = detector;
  options.frames = 12;
  options.modes = 2;
  options.dead_pixels = 0.03;
  return options;
}

// Odd and even sizes, because their centres differ.
class SimulateFile : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Sizes, SimulateFile, testing::Values(45, 48));

TEST_P(SimulateFile, IsReadAsItWasSimulated) {
  TemporaryFolder const folder;
  auto const options = small_options(GetParam());
  auto const simulation = simulate(options);
  write_cxi(simulation, options, {folder / "scan.cxi", false, true, ""});
  auto const scan = read_scan({folder / "scan.cxi"});
  EXPECT_EQ(scan.counts, simulation.scan.counts);
  EXPECT_EQ(scan.measured, simulation.scan.measured);
  EXPECT_NEAR(scan.pixel_row_m, simulation.scan.pixel_row_m, 1e-9 * simulation.scan.pixel_row_m);
  EXPECT_NEAR(scan.energy_eV, options.energy_eV, 1e-3);
  ASSERT_EQ(scan.positions.size(), simulation.scan.positions.size());
  for (std::size_t j = 0; j < scan.positions.size(); ++j) {
    EXPECT_DOUBLE_EQ(scan.positions[j].row_m, simulation.scan.positions[j].row_m);
    EXPECT_DOUBLE_EQ(scan.positions[j].col_m, simulation.scan.positions[j].col_m);
  }
  ASSERT_EQ(scan.probe.modes, 2U);
  for (std::size_t i = 0; i < scan.probe.values.size(); ++i)
    EXPECT_LT(std::abs(scan.probe.values[i] - simulation.beam.probe.values[i]), 1e-4);
}

TEST_P(SimulateFile, NearFieldsAreReadWithTheirGeometry) {
  TemporaryFolder const folder;
  auto options = small_options(GetParam());
  options.near_field = true;
  options.focus_to_sample_m = 0.02;
  auto const simulation = simulate(options);
  write_cxi(simulation, options, {folder / "scan.cxi", false, false, ""});
  auto const scan = read_scan({folder / "scan.cxi"});
  ASSERT_TRUE(scan.near_field);
  EXPECT_NEAR(scan.near_field->magnification, 101, 1e-9);
  EXPECT_NEAR(scan.near_field->effective_distance_m, 2.0 / 101, 1e-12);
  EXPECT_NEAR(scan.pixel_row_m, 75e-6 / 101, 1e-15);
  EXPECT_EQ(scan.pixel_row_m, simulation.scan.pixel_row_m);
  EXPECT_EQ(scan.counts, simulation.scan.counts);
  EXPECT_EQ(scan.measured, simulation.scan.measured);
}

TEST(SimulateNearField, OptionsThatContradictAreRefused) {
  Options options;
  options.focus_to_sample_m = 0.02;
  EXPECT_THROW(simulate(options), InputError);
  options.near_field = true;
  options.object_pixel_m = 1e-8;
  EXPECT_THROW(simulate(options), InputError);
}

// The attributes of the true object map positions to its pixels as in the product layout.
TEST_P(SimulateFile, TruthMapsPositionsToTheObject) {
  TemporaryFolder const folder;
  auto const options = small_options(GetParam());
  auto const simulation = simulate(options);
  write_cxi(simulation, options, {folder / "scan.cxi", false, false, "detector = 1\n"});
  hdf5::InputFile const file(folder / "scan.cxi");
  auto const shape = file.dataset("/truth/object").shape();
  auto const positions = file.dataset("/truth/positions").read<double>();
  auto const number = [&](char const* name) { return file.number_attribute("/truth/object", name).value(); };
  auto const half = [](std::size_t n) { return static_cast<double>(n) / 2; };
  for (std::size_t j = 0; j < options.frames; ++j) {
    double const row =
        (positions[2 * j] - number("center_y_m")) / number("pixel_height_m") + half(shape[0]) - half(GetParam());
    double const col =
        (positions[2 * j + 1] - number("center_x_m")) / number("pixel_width_m") + half(shape[1]) - half(GetParam());
    EXPECT_NEAR(row, simulation.placement.row[j], 1e-9);
    EXPECT_NEAR(col, simulation.placement.col[j], 1e-9);
  }
  EXPECT_EQ(file.dataset("/truth/options").text(), "detector = 1\n");
  EXPECT_FALSE(file.exists("/entry_1/instrument_1/source_1/illumination"));
}

TEST(SimulateCommand, WritesOneFileAndRefusesToReplaceIt) {
  TemporaryFolder const folder;
  std::vector<std::string> const words{"simulate", "-o", folder / "scan.cxi", "--detector", "32", "--frames", "6"};
  EXPECT_EQ(test::run_program(words).exit_code, 0);
  auto const again = test::run_program(words);
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_NE(again.diagnostics.find("scan.cxi"), std::string::npos);
  auto overwriting = words;
  overwriting.insert(overwriting.end(), {"--overwrite", "--detector", "24"});
  overwriting.erase(overwriting.begin() + 3, overwriting.begin() + 5);
  EXPECT_EQ(test::run_program(overwriting).exit_code, 0);
  EXPECT_EQ(read_scan({folder / "scan.cxi"}).detector, 24U);
  EXPECT_EQ(test::entries(folder / ""), std::vector<std::string>{"scan.cxi"});
}

TEST(SimulateCommand, StoredOptionsGiveTheSameScan) {
  TemporaryFolder const folder;
  EXPECT_EQ(test::run_program({"simulate", "-o", folder / "a.cxi", "--detector", "32", "--frames", "6", "--seed", "9",
                               "--pattern", "spiral", "--probe", "airy"})
                .exit_code,
            0);
  std::ofstream(folder / "again.toml") << hdf5::InputFile(folder / "a.cxi").dataset("/truth/options").text();
  EXPECT_EQ(test::run_program({"simulate", "--config", folder / "again.toml", "-o", folder / "b.cxi"}).exit_code, 0);
  EXPECT_EQ(read_scan({folder / "a.cxi"}).counts, read_scan({folder / "b.cxi"}).counts);
}

TEST(SimulateCommand, BadValuesLeaveNoFiles) {
  TemporaryFolder const folder;
  for (std::vector<std::string> const& bad :
       std::vector<std::vector<std::string>>{{"--frames", "0"},
                                             {"--overlap", "1.5"},
                                             {"--probe", "pinhole"},
                                             {"--distance", "1", "--object-pixel", "1e-8"}}) {
    std::vector<std::string> words{"simulate", "-o", folder / "scan.cxi"};
    words.insert(words.end(), bad.begin(), bad.end());
    auto const run = test::run_program(words);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.diagnostics.find(bad.front()), std::string::npos) << run.diagnostics;
  }
  EXPECT_TRUE(test::entries(folder / "").empty());
  EXPECT_EQ(test::run_program({"simulate", "-o", folder / "missing/scan.cxi", "--detector", "32"}).exit_code, 2);
}

}  // namespace
}  // namespace ptyger::simulation
