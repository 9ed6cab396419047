#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Scan read(Layout const& layout, ReadOptions const& options = {}) {
  TemporaryFolder const folder;
  return read_scan(layout.write(folder), options);
}

std::string error_of(Layout const& layout, ReadOptions const& options = {}) {
  return message_of<InputError>([&] { read(layout, options); });
}

/// Expects frames and positions of nxcxi_layout().
void expect_small(Scan const& scan) {
  ASSERT_EQ(scan.frames, 4U);
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    EXPECT_EQ(counts[frame * 36], 100 + frame);
    EXPECT_NEAR(scan.positions[frame].row_m, (2. + 2. * static_cast<double>(frame)) * 1e-6, 1e-15);
  }
  EXPECT_NEAR(scan.pixel_row_m, 1e-6, 1e-12);
}

/// A group with a dataset `data` in nxcxi_layout().
void add_group(Layout& layout, std::string const& group, std::string const& nx_class, Write const& data) {
  layout.set(group + "/data", data).attribute(group, "NX_class", nx_class);
}

TEST(NexusImages, AreNotTheDiodesThatComeFirstInTheAlphabet) {
  auto layout = nxcxi_layout();
  add_group(layout, "scan/a_diode", "NXdata", numbers<double>({4}, {1, 2, 3, 4}));
  add_group(layout, "scan/b_diodes", "NXdata", filled<float>({4, 1, 8}, 1.F));
  add_group(layout, "scan/camp/a_diode", "NXdetector", numbers<double>({4, 1, 1}, {1, 2, 3, 4}));
  add_group(layout, "scan/camp/b_camera", "NXdetector", filled<float>({1, 50, 50}, 1.F));
  expect_small(read(layout));
}

TEST(NexusImages, AreThoseOfTheDataGroupThatTheEntryShows) {
  auto layout = nxcxi_layout();
  add_group(layout, "scan/other", "NXdata", filled<std::uint16_t>({4, 8, 8}, 1));
  add_group(layout, "scan/plot", "NXdata", link_to("/scan/camp/eiger/data"));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("'scan/other/data' and 'scan/plot/data'"), HasSubstr("--mapping")));
  expect_small(read(layout.attribute("scan", "default", "plot")));
}

TEST(NexusImages, OfTwoDetectorsAreRefusedUnlessTheyAreOne) {
  auto layout = nxcxi_layout();
  add_group(layout, "scan/camp/same", "NXdetector", link_to("/scan/camp/eiger/data"));
  expect_small(read(layout));
  add_group(layout, "scan/camp/merlin", "NXdetector", filled<std::uint16_t>({4, 6, 6}, 1));
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr("'scan/camp/eiger/data' and 'scan/camp/merlin/data'"),
                                      HasSubstr("Say by --mapping which are the frames")));
}

TEST(NexusImages, MayHaveAxesOfOneAndASignalOfAnotherName) {
  auto layout = nxcxi_layout();
  layout.erase("scan/camp/eiger/data");
  layout.set("scan/camp/eiger/images", numbers<std::uint16_t>({4, 1, 1, 6, 6}, small_counts<std::uint16_t>()));
  layout.attribute("scan/camp/eiger", "signal", "images");
  layout.set("scan/stage/transformations/x", numbers<double>({4, 1, 1}, {1e-3, 2e-3, 3e-3, 4e-3}));
  layout.set("scan/stage/transformations/y", numbers<double>({4, 1, 1}, {2e-3, 4e-3, 6e-3, 8e-3}));
  expect_small(read(layout));
}

TEST(NexusImages, BehindALinkThatLeadsNowhereAreNamed) {
  auto layout = nxcxi_layout();
  layout.set("scan/camp/eiger/data", link_into("raw_000017.h5", "entry/data/data"));
  EXPECT_THAT(error_of(layout),
              AllOf(HasSubstr("scan/camp/eiger/data"), HasSubstr("raw_000017.h5"), HasSubstr("which is not there")));
}

TEST(NexusImages, BehindALinkIntoADamagedFileSayWhatIsWrongWithIt) {
  auto layout = nxcxi_layout();
  layout.set("scan/camp/eiger/data", link_into("raw.h5", "entry/data/data"));
  layout.set_in("raw.h5", "entry/data/data", numbers<std::uint16_t>({4, 6, 6}, small_counts<std::uint16_t>()));
  TemporaryFolder const folder;
  auto const files = layout.write(folder);
  std::filesystem::resize_file(folder / "raw.h5", 600);
  EXPECT_THAT(message_of<InputError>([&] { read_scan(files); }),
              AllOf(HasSubstr("of the file raw.h5, which cannot be read"), HasSubstr("raw.h5 is truncated")));
}

TEST(NexusImages, NeedNoExactNameOfTheDefinition) {
  auto layout = nxcxi_layout();
  layout.set("scan/definition", word("NXptycho")).set("scan/camp/beam/incident_wavelength", scalar(1e-10));
  expect_small(read(layout));
}

TEST(NexusPositions, WithoutAUnitAreMetresOrInTheUnitOfTheOption) {
  auto layout = nxcxi_layout();
  auto& attributes = layout.attributes["small.nxs"];
  for (std::string const axis : {"x", "y"}) attributes.erase({"scan/stage/transformations/" + axis, "units"});
  EXPECT_THAT(error_of(layout, {.position_unit = "furlong"}), HasSubstr("furlong"));
  expect_small(read(layout, {.position_unit = "mm"}));
}

TEST(NexusMetadata, OfEachFrameAreTakenWhenTheyAgree) {
  auto layout = nxcxi_layout();
  std::string const energy = "scan/camp/beam/energy";
  layout.set(energy, numbers<double>({4}, {12.398, 12.399, 12.398, 12.399})).attribute(energy, "units", "keV");
  auto const scan = read(layout);
  EXPECT_NEAR(scan.energy_eV, 12398.5, 1e-6);
  auto const* const mean = scan.reading.find<MeanTaken>();
  ASSERT_NE(mean, nullptr);
  EXPECT_THAT(mean->where, HasSubstr(energy));
  layout.set(energy, numbers<double>({4}, {12.1, 12.2, 12.3, 12.4})).attribute(energy, "units", "keV");
  EXPECT_THAT(error_of(layout), AllOf(HasSubstr(energy), HasSubstr("4 numbers from 12.1 to 12.4")));
  layout.set("scan/camp/eiger/distance", filled<double>({4, 1}, 600));
  EXPECT_NEAR(read(layout.set(energy, scalar(12.398419843320026))).distance_m, 6, 1e-12);
}

TEST(NexusMetadata, MayBeTextsWithTheirUnit) {
  auto layout = nxcxi_layout();
  std::string const energy = "scan/camp/beam/energy";
  auto& attributes = layout.attributes["small.nxs"];
  attributes.erase({energy, "units"});
  expect_small(read(layout.set(energy, word("12.398419843320026 keV"))));
  expect_small(read(layout.set(energy, word("12398.419843320026"))));
  expect_small(
      read(layout.set("scan/camp/eiger/distance", word("600")).attribute("scan/camp/eiger/distance", "units", "cm")));
  EXPECT_THAT(error_of(layout.set(energy, word("unknown"))),
              AllOf(HasSubstr("unknown"), HasSubstr("a number is needed")));
}

}  // namespace
}  // namespace ptyger::test
