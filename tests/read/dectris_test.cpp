#include "read/detector_files/dectris.hpp"

#include <filesystem>

#include "tests/read/bad_files.hpp"
#include "tests/read/dectris_layout.hpp"

namespace ptyger::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Scan read(Layout const& layout, ReadOptions const& options = {}) {
  TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

/// Counts at the zero frequency of each frame.
std::vector<int> central_counts(Scan const& scan) {
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  std::vector<int> centres;
  for (std::size_t frame = 0; frame < scan.frames; ++frame) centres.push_back(counts[36 * frame]);
  return centres;
}

TEST(Dectris, MasterAndTableOfPositions) {
  Scan const scan = read(dectris_layout());
  EXPECT_EQ(scan.reading.find<FormatRecognised>()->name, "Dectris master");
  EXPECT_THAT(central_counts(scan), ElementsAre(100, 101, 102, 103));
  EXPECT_NEAR(scan.positions[3].col_m - scan.positions[0].col_m, 3e-6, 1e-15);
  EXPECT_NEAR(scan.positions[3].row_m - scan.positions[0].row_m, 6e-6, 1e-15);
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-14);
  EXPECT_NEAR(scan.pixel_col_m, 1e-6, 1e-14);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-18);
  EXPECT_DOUBLE_EQ(scan.distance_m, 6);
  EXPECT_EQ(scan.saturation, 5000);
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 1);
  EXPECT_EQ(scan.measured[4 * 6 + 4], 0);  // [1][1] of the file, about the zero frequency at [3][3]
  EXPECT_EQ(scan.reading.find<FramesMissing>(), nullptr);
}

TEST(Dectris, EnergyAndWavelengthMayBeTextsOrNumbersOfEachFrame) {
  auto layout = dectris_layout();
  layout.set(dectris_specific + "photon_energy", word("12.398419843320026 keV"));
  layout.attributes["scan_master.h5"].erase({dectris_specific + "photon_energy", "units"});
  EXPECT_NEAR(read(layout).wavelength_m, 1e-10, 1e-18);
  layout.set("entry/instrument/beam/incident_wavelength", filled<double>({4}, 1));
  EXPECT_NEAR(read(layout).wavelength_m, 1e-10, 1e-18);
  layout.erase(dectris_specific + "photon_energy");
  EXPECT_NEAR(read(layout).wavelength_m, 1e-10, 1e-18);
}

TEST(Dectris, OneDatasetOfAllFrames) {
  auto layout = dectris_layout();
  layout.erase("entry/data/data_000001").erase("entry/data/data_000002");
  layout.set("entry/data/data", part_of_frames(0, 4));
  EXPECT_THAT(central_counts(read(layout)), ElementsAre(100, 101, 102, 103));
}

TEST(Dectris, LinksAreInTheOrderOfTheirNumbers) {
  auto layout = dectris_layout();
  layout.erase("entry/data/data_000001").erase("entry/data/data_000002");
  layout.set("entry/data/data_9", link_into("scan_data_000001.h5", "/entry/data/data"));
  layout.set("entry/data/data_10", link_into("scan_data_000002.h5", "/entry/data/data"));
  EXPECT_THAT(central_counts(read(layout)), ElementsAre(100, 101, 102, 103));
}

/// Reads the layout without one of its files of frames.
Scan read_without(std::string const& file, Layout layout) {
  layout.files.erase(file);
  layout.attributes.erase(file);
  return read(layout);
}

void expect_last_missing(Scan const& scan) {
  EXPECT_THAT(central_counts(scan), ElementsAre(100, 101));
  EXPECT_THAT(scan.indexes, ElementsAre(0, 1));
  EXPECT_NEAR(scan.positions[1].col_m - scan.positions[0].col_m, 1e-6, 1e-15);
  auto const* const missing = scan.reading.find<FramesMissing>();
  ASSERT_NE(missing, nullptr);
  EXPECT_EQ(missing->frames, 2u);
  EXPECT_THAT(missing->where, AllOf(HasSubstr("scan_master.h5"), HasSubstr("scan_data_000002.h5")));
  EXPECT_EQ(scan.reading.find<FramesWithoutPosition>(), nullptr);
}

TEST(Dectris, TheLastFileMayBeMissing) {
  expect_last_missing(read_without("scan_data_000002.h5", dectris_layout()));
  expect_last_missing(read_without("scan_data_000002.h5", dectris_layout().erase(dectris_specific + "nimages")));
}

TEST(Dectris, PositionsMayEndWithTheFramesThatAreThere) {
  auto layout = dectris_layout();
  layout.set_in("positions.h5", "x", numbers<double>({2}, {1, 2}));
  layout.set_in("positions.h5", "y", numbers<double>({2}, {2, 4}));
  expect_last_missing(read_without("scan_data_000002.h5", layout));
}

TEST(Dectris, FramesAfterAMissingFileKeepTheirNumbers) {
  Scan const scan = read_without("scan_data_000001.h5", numbered_dectris_layout());
  EXPECT_THAT(central_counts(scan), ElementsAre(102, 103));
  EXPECT_THAT(scan.indexes, ElementsAre(2, 3));
  EXPECT_EQ(scan.reading.find<FramesMissing>()->frames, 2u);
  EXPECT_EQ(scan.in_file->frames, 4u);
  auto const all = read(dectris_layout());
  EXPECT_NEAR(scan.positions[0].col_m, all.positions[2].col_m, 1e-15);
}

TEST(Dectris, ATruncatedFileIsNotMissing) {
  TemporaryFolder const folder;
  auto const paths = dectris_layout().write(folder);
  auto const damaged = std::filesystem::path(folder / "scan_data_000002.h5");
  std::filesystem::resize_file(damaged, std::filesystem::file_size(damaged) / 2);
  EXPECT_THAT(message_of<InputError>([&] { read_scan(paths); }),
              AllOf(HasSubstr("scan_data_000002.h5"), HasSubstr("truncated")));
}

TEST(Dectris, TriggersAreTheRowsOfARaster) {
  auto layout = dectris_layout();
  layout.inputs.pop_back();
  layout.files.erase("positions.h5");
  layout.attributes.erase("positions.h5");
  layout.set(dectris_specific + "nimages", scalar(2)).set(dectris_specific + "ntrigger", scalar(2));
  Scan const scan = read(layout, {.raster = {.step = RasterStep{.row_m = 2e-6, .col_m = 1e-6}}});
  EXPECT_NEAR(scan.positions[3].col_m - scan.positions[0].col_m, 1e-6, 1e-15);
  EXPECT_NEAR(scan.positions[3].row_m - scan.positions[0].row_m, 2e-6, 1e-15);
}

TEST(Dectris, TheBeamIsThatOfTheWavelengthToo) {
  auto layout = dectris_layout().erase(dectris_specific + "photon_energy");
  layout.attributes["scan_master.h5"].erase({dectris_specific + "photon_energy", "units"});
  std::string const wavelength = "entry/instrument/beam/incident_wavelength";
  layout.set(wavelength, scalar(1));
  EXPECT_NEAR(read(layout).wavelength_m, 1e-10, 1e-18);  // angstrom without a unit
  layout.set(wavelength, scalar(0.1)).attribute(wavelength, "units", "nm");
  EXPECT_NEAR(read(layout).wavelength_m, 1e-10, 1e-18);
  layout.set(dectris_specific + "photon_energy", scalar(12000));
  Scan const scan = read(layout);
  EXPECT_NEAR(scan.wavelength_m, 1e-10, 1e-18);
  EXPECT_DOUBLE_EQ(scan.reading.find<BeamContradiction>()->energy_eV, 12000);
}

TEST(Dectris, DetectorsForElectronsStateTheirEnergy) {
  auto layout = dectris_layout();
  layout.set(dectris_specific + "photon_energy", scalar(30e3)).set(dectris_detector + "description", word("ARINA Si"));
  EXPECT_NEAR(read(layout, {.pixel_m = 1e-6}).wavelength_m, 6.979e-12, 1e-15);
  layout.erase(dectris_detector + "description").set(dectris_specific + "photon_energy", scalar(300e3));
  Scan const scan = read(layout, {.pixel_m = 1e-6});
  EXPECT_NEAR(scan.wavelength_m, 1.969e-12, 1e-15);
  EXPECT_TRUE(scan.reading.find<ParticleAssumed>()->electrons);
}

// One frame of 64 x 64 counts, written by quantem.gpu with bitshuffle and LZ4; its sum and mask were read with h5py.
TEST(Dectris, AFileOfAnotherProgram) {
  Scan const scan =
      read_scan({PTYGER_TEST_DATA "/dectris/fixture_master.h5"},
                {.raster = {.shape = RasterShape{1, 1}, .step = RasterStep{1e-6, 1e-6}}, .energy_eV = 8000});
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  std::size_t sum = 0;
  for (auto const count : counts) sum += count;
  EXPECT_EQ(sum, 522360u);
  EXPECT_DOUBLE_EQ(scan.distance_m, 0.1);
}

TEST(Dectris, FilesOfFramesMayBeGivenWithTheirMaster) {
  auto layout = dectris_layout();
  layout.inputs.insert(layout.inputs.end(), {"scan_data_000001.h5", "scan_data_000002.h5"});
  EXPECT_THAT(central_counts(read(layout)), ElementsAre(100, 101, 102, 103));
}

TEST(Dectris, AFileOfFramesAloneIsRefusedByItsMaster) {
  auto layout = numbered_dectris_layout();
  layout.inputs = {"scan_data_000001.h5", "positions.h5"};
  EXPECT_THAT(message_of<InputError>([&] { read(layout); }),
              AllOf(HasSubstr("scan_data_000001.h5 holds frames of a Dectris detector"), HasSubstr("_master.h5"),
                    Not(HasSubstr("CXI"))));
}

std::vector<BadScan> bad_masters() {
  std::vector<BadScan> cases;
  auto const add_bad = [&](char const* name, Change const& change, std::vector<std::string> const& message_words,
                           Layout const& layout = dectris_layout()) {
    add_case(cases, name, layout, change, message_words);
  };
  auto const without_file = [](std::string const& file) {
    return [=](Layout& l) -> Layout& {
      l.files.erase(file);
      l.attributes.erase(file);
      return l;
    };
  };
  auto const without = [](std::string const& name) {
    return [=](Layout& l) -> Layout& {
      l.attributes[l.inputs.front()].erase({name, "units"});
      return l.erase(name);
    };
  };
  add_bad("FirstFileMissing", without_file("scan_data_000001.h5"),
          {"scan_master.h5", "scan_data_000001.h5", "image_nr_low"});
  add_bad(
      "AllFilesMissing",
      [&](Layout& l) -> Layout& { return without_file("scan_data_000002.h5")(without_file("scan_data_000001.h5")(l)); },
      {"scan_master.h5", "none of its 2 files", "scan_data_000001.h5"});
  add_bad(
      "ImageNumberBeforeTheGap",
      [&](Layout& l) -> Layout& {
        l.attributes["scan_data_000002.h5"][{"entry/data/data", "image_nr_low"}] = [](hdf5::OutputFile& out) {
          out.attribute("entry/data/data", "image_nr_low", 1);
        };
        return without_file("scan_data_000001.h5")(l);
      },
      {"scan_data_000001.h5", "positions"}, numbered_dectris_layout());
  add_bad("PixelSizesMissing",
          [&](Layout& l) -> Layout& {
            return without(dectris_detector + "x_pixel_size")(without(dectris_detector + "y_pixel_size")(l));
          },
          {"scan_master.h5", "detector's pixel", "--detector-pixel"});
  add_bad("PixelSizeZero", [](Layout& l) -> Layout& { return l.set(dectris_detector + "x_pixel_size", scalar(0)); },
          {"scan_master.h5", "detector's pixel"});
  add_bad("DistanceMissing", without(dectris_detector + "detector_distance"), {"scan_master.h5", "--distance"});
  add_bad("DistanceZero", [](Layout& l) -> Layout& { return l.set(dectris_detector + "detector_distance", scalar(0)); },
          {"scan_master.h5", "distance"});
  add_bad("EnergyMissing", without(dectris_specific + "photon_energy"), {"scan_master.h5", "--energy"});
  add_bad("EnergyZero", [](Layout& l) -> Layout& { return l.set(dectris_specific + "photon_energy", scalar(0)); },
          {"photon_energy", "positive"});
  add_bad("EnergyUnitUnknown",
          [](Layout& l) -> Layout& { return l.attribute(dectris_specific + "photon_energy", "units", "mm"); },
          {"photon_energy", "mm"});
  add_bad("MaskOfAnotherSize",
          [](Layout& l) -> Layout& {
            return l.set(dectris_specific + "pixel_mask", filled<int>({7, 6}, 0));
          },
          {"pixel_mask", "(7, 6)"});
  add_bad("FilesOfOtherFrames",
          [](Layout& l) -> Layout& {
            return l.set_in("scan_data_000002.h5", "entry/data/data", filled<std::uint16_t>({2, 8, 8}, 1));
          },
          {"data_000002", "one size"});
  add_bad("FileOfNoFrames",
          [](Layout& l) -> Layout& {
            return l.set_in("scan_data_000002.h5", "entry/data/data", filled<std::uint16_t>({0, 6, 6}, 1));
          },
          {"data_000002", "no frames"});
  add_bad("FileOfOneFrame",
          [](Layout& l) -> Layout& { return l.set_in("scan_data_000002.h5", "entry/data/data", part_of_frames(2, 1)); },
          {"3 frames", "4 positions"});
  return cases;
}

using BadMaster = BadFile;

TEST_P(BadMaster, IsRefusedByName) {
  expect_refused(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, BadMaster, testing::ValuesIn(bad_masters()), name_of);

}  // namespace
}  // namespace ptyger::test
