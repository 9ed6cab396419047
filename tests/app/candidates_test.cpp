#include "app/inspect/candidates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "app/mapping_file.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/app/run_program.hpp"
#include "tests/read/layouts.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::size_t frames = 5;
constexpr std::size_t size = 8;  // rows = columns of a frame, pixels

/// Frames with 100 + number counts at the zero frequency in the centre and 1 elsewhere.
std::vector<std::uint32_t> counts() {
  std::vector<std::uint32_t> values(frames * size * size, 1);
  for (std::size_t frame = 0; frame < frames; ++frame)
    values[(frame * size + size / 2) * size + size / 2] = static_cast<std::uint32_t>(100 + frame);
  return values;
}

Layout& unit(Layout& layout, std::string const& dataset, std::string const& name) {
  return layout.attribute(dataset, "units", name);
}

/// Files of an invented beamline: nothing in them is of a known format.
Layout invented() {
  Layout layout{.inputs = {"run_7.h5"}, .files = {}, .attributes = {}};
  layout.set("run/camera/stack", numbers<std::uint32_t>({frames, size, size}, counts()));
  layout.set("run/camera/bad_pixels", filled<std::uint8_t>({size, size}, 0));
  layout.set("run/stage/samx", numbers<double>({frames}, {0, 1, 2, 3, 4}));
  layout.set("run/stage/samy", numbers<double>({frames}, {0, 2, 4, 6, 8}));
  layout.set("run/diode", numbers<double>({frames}, {5, 6, 5, 6, 5}));
  layout.set("run/mono/energy", scalar(12.398419843320026)).set("run/ring/energy", scalar(3));
  layout.set("run/camera/distance", scalar(600)).set("run/camera/pixel_size", scalar(75));
  unit(unit(layout, "run/stage/samx", "um"), "run/stage/samy", "um");
  unit(unit(layout, "run/mono/energy", "keV"), "run/camera/distance", "cm");
  return unit(layout, "run/camera/pixel_size", "um");
}

read::Candidates candidates_of(Layout const& layout) {
  TemporaryFolder const folder;
  return read::find_candidates(layout.write(folder));
}

/// Writes a first mapping of the files, with words replaced, and reads them by it.
Scan read_by_first_mapping(Layout const& layout, std::vector<std::pair<std::string, std::string>> const& changes = {}) {
  TemporaryFolder const folder;
  auto const files = layout.write(folder);
  auto text = app::first_mapping(files, read::find_candidates(files));
  for (auto const& [from, to] : changes) {
    auto const at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error(from + " is not in:\n" + text);
    text.replace(at, from.size(), to);
  }
  std::ofstream(folder / "map.toml") << text;
  return read_scan(files, {.mapping = app::read_mapping(folder / "map.toml")});
}

void expect_right(Scan const& scan) {
  ASSERT_EQ(scan.frames, frames);
  EXPECT_EQ(std::get<std::vector<std::uint32_t>>(scan.counts)[4 * size * size], 104U);
  EXPECT_NEAR(scan.positions[4].col_m, 4e-6, 1e-15);
  EXPECT_NEAR(scan.positions[4].row_m, 8e-6, 1e-15);
  EXPECT_NEAR(scan.pixel_row_m, 1e-10 * 6 / (size * 75e-6), 1e-12);
}

TEST(FirstMapping, ReadsAnInventedLayout) {
  expect_right(read_by_first_mapping(invented()));
}

TEST(FirstMapping, TakesThePositionsThatLookMostLikeThemAndNamesTheOthers) {
  auto layout = invented();
  layout.set("run/set_x", numbers<double>({frames}, {9, 9, 9, 9, 9}))
      .set("run/set_y", numbers<double>({frames}, {9, 8, 7, 6, 5}));
  auto const found = candidates_of(layout);
  ASSERT_EQ(found.positions.size(), 2U);
  EXPECT_EQ(found.positions[0].x.name, "run/stage/samx");
  EXPECT_EQ(found.positions[1].y->name, "run/set_y");
  EXPECT_THAT(app::first_mapping({"a.h5"}, found), HasSubstr("#   or: position-x = \"run/set_x\""));
  expect_right(read_by_first_mapping(layout));
}

TEST(FirstMapping, WithoutPositionsSaysHowToGiveThem) {
  auto layout = invented();
  layout.erase("run/stage/samx").erase("run/stage/samy");
  layout.attributes.clear();
  auto const found = candidates_of(layout);
  EXPECT_THAT(found.positions, IsEmpty());
  EXPECT_THAT(app::candidates_report(found), HasSubstr("no pair of x and y"));
  auto const text = app::first_mapping({"a.h5"}, found);
  EXPECT_THAT(text, AllOf(HasSubstr("# No positions were found"), HasSubstr("# raster =")));
  EXPECT_THAT(message_of<InputError>([&] { read_by_first_mapping(layout); }), HasSubstr("positions are missing"));
}

TEST(FirstMapping, ChoosesOneOfSeveralExposures) {
  auto layout = invented();
  auto all = counts();
  auto const one = all;
  for (auto& count : all) count += 1;
  std::vector<std::uint32_t> both;
  for (std::size_t frame = 0; frame < frames; ++frame)
    for (std::vector<std::uint32_t> const* exposure : {&one, &std::as_const(all)})
      both.insert(both.end(), exposure->begin() + static_cast<std::ptrdiff_t>(frame * size * size),
                  exposure->begin() + static_cast<std::ptrdiff_t>((frame + 1) * size * size));
  layout.set("run/camera/stack", numbers<std::uint32_t>({frames, 2, size, size}, both));
  expect_right(read_by_first_mapping(layout));
  auto stacked = one;
  stacked.insert(stacked.end(), all.begin(), all.end());
  layout.set("run/camera/stack", numbers<std::uint32_t>({2, frames, size, size}, stacked));
  expect_right(read_by_first_mapping(layout));
}

TEST(FirstMapping, LeavesAUnitThatNothingStatesToTheUser) {
  auto layout = invented();
  for (auto const* name : {"run/stage/samx", "run/stage/samy"}) layout.attributes["run_7.h5"].erase({name, "units"});
  EXPECT_THAT(message_of<InputError>([&] { read_by_first_mapping(layout); }),
              AllOf(HasSubstr("samx"), HasSubstr("'CHOOSE'"), HasSubstr("no known unit")));
  expect_right(read_by_first_mapping(layout, {{"CHOOSE", "um"}}));
}

TEST(FirstMapping, TakesUnitsOfNamesAndSizesThatCannotBeOthers) {
  auto layout = invented();
  layout.attributes.clear();
  layout.erase("run/stage/samx").erase("run/stage/samy").erase("run/camera/distance");
  layout.set("run/stage/x_UM", numbers<double>({frames}, {0, 1, 2, 3, 4}));
  layout.set("run/stage/y_UM", numbers<double>({frames}, {0, 2, 4, 6, 8}));
  layout.set("run/camera/distance_cm", scalar(600));
  expect_right(read_by_first_mapping(layout));
}

// The mask of name bad_pixels has 1 for good pixels; the mask of name valid is read, or only its name is known.
TEST(FirstMapping, TakesTheMoreFrequentValueOfAMaskForGood) {
  auto layout = invented();
  std::vector<std::uint8_t> mask(size * size, 1);
  mask[3] = mask[9] = 0;
  layout.set("run/camera/bad_pixels", numbers<std::uint8_t>({size, size}, mask));
  auto const scan = read_by_first_mapping(layout, {{"# 96.9 % of the values are not 0", ""}});
  EXPECT_EQ(std::count(scan.measured.begin(), scan.measured.end(), 0), 2);
  for (auto& value : mask) value = 1 - value;
  layout.set("run/camera/bad_pixels", numbers<std::uint8_t>({size, size}, mask));
  EXPECT_EQ(read_by_first_mapping(layout, {{"# 3.12 % of the values are not 0", ""}}).measured, scan.measured);
  layout.erase("run/camera/bad_pixels").set("run/camera/valid", filled<std::uint8_t>({frames, size, size}, 1));
  auto const one = read_by_first_mapping(layout, {{"\"1-is-good\"  # 100 %", "\"1-is-good\"  #"}});
  EXPECT_EQ(std::count(one.measured.begin(), one.measured.end(), 0), 0);
  EXPECT_THAT(app::first_mapping({"a.h5"}, candidates_of(layout)), HasSubstr("\"1-is-good\"  # by the name"));
}

TEST(FirstMapping, TakesNumbersOfAttributes) {
  auto layout = invented();
  layout.erase("run/mono/energy").attribute("run/camera", "photon_energy", 12398.419843320026);
  layout.attributes["run_7.h5"].erase({"run/mono/energy", "units"});
  expect_right(read_by_first_mapping(layout));
}

TEST(FirstMapping, TakesPositionsInOneDatasetAndFramesOfManyDatasets) {
  auto layout = invented();
  layout.erase("run/stage/samx").erase("run/stage/samy").erase("run/camera/stack");
  for (auto const* name : {"run/stage/samx", "run/stage/samy"}) layout.attributes["run_7.h5"].erase({name, "units"});
  layout.set("run/positions", numbers<double>({frames, 2}, {0, 0, 1, 2, 2, 4, 3, 6, 4, 8}));
  unit(layout, "run/positions", "um");
  auto const all = counts();
  for (std::size_t frame = 0; frame < frames; ++frame) {
    auto const begin = all.begin() + static_cast<std::ptrdiff_t>(frame * size * size);
    layout.set("run/camera/img_" + std::to_string(frame),
               numbers<std::uint32_t>({size, size}, {begin, begin + static_cast<std::ptrdiff_t>(size * size)}));
  }
  EXPECT_EQ(candidates_of(layout).frames.front().dataset.name, "run/camera/img_*");
  expect_right(read_by_first_mapping(layout));
}

TEST(Candidates, AreFoundOnceInFilesWhoseLinksGoInACircle) {
  auto layout = invented();
  layout.set("run/camera/up", link_to("/run")).set("run/again", link_to("/")).set("lost", link_into("gone.h5", "x"));
  auto const found = candidates_of(layout);
  EXPECT_EQ(found.frames.size(), 1U);
  EXPECT_TRUE(found.complete);
  ASSERT_EQ(found.dangling.size(), 1U);
  EXPECT_THAT(found.dangling[0], HasSubstr("gone.h5"));
}

TEST(Candidates, LeaveOutTheEnergyOfTheRing) {
  auto const found = candidates_of(invented());
  ASSERT_EQ(found.energies.size(), 1U);
  EXPECT_EQ(found.energies[0].unit, "keV");
}

TEST(Candidates, WithAUnitComeFirstAndNumbersOfEachFrameAreNoLists) {
  auto layout = invented();
  layout.set("a/energy", filled<double>({frames}, 7)).set("run/dist_mm", filled<double>({frames}, 6000));
  layout.set("run/camera/text", word("")).set("run/energy_text", word("12.398 keV"));
  auto const found = candidates_of(layout);
  ASSERT_EQ(found.energies.size(), 3U);
  EXPECT_EQ(found.energies[0].unit, "keV");
  EXPECT_EQ(found.energies[2].name, "a/energy");
  ASSERT_EQ(found.distances.size(), 2U);
  EXPECT_EQ(found.distances[0].unit, "cm");
  EXPECT_EQ(found.distances[1].name, "run/dist_mm");
  EXPECT_EQ(found.lists.size(), 1U);  // the diode
}

TEST(Candidates, OfAFileWithoutImagesAreNoMapping) {
  Layout layout{.inputs = {"a.h5"}, .files = {}, .attributes = {}};
  layout.set("x", filled<double>({4}, 1)).set("text", word("a"));
  auto const found = candidates_of(layout);
  EXPECT_THAT(app::candidates_report(found), HasSubstr("no dataset is a stack of images"));
  EXPECT_THAT(message_of<InputError>([&] { app::first_mapping({"a.h5"}, found); }), HasSubstr("nothing to map"));
}

TEST(InspectOfUnknownFiles, ListsWhatTheyHoldAndWritesAMapping) {
  TemporaryFolder const folder;
  auto const file = invented().write(folder).front();
  auto const listed = run_program({"inspect", file});
  EXPECT_EQ(listed.exit_code, 2);
  EXPECT_THAT(listed.output,
              AllOf(HasSubstr("frames?       'run/camera/stack' (5, 8, 8) uint32: 5 frames"),
                    HasSubstr("'run/stage/samx' (5,) float64, 0 to 4 um and 'run/stage/samy'"),
                    HasSubstr("lists         'run/diode'"), HasSubstr("'run/mono/energy' = 12.39842 keV"),
                    HasSubstr("mask?         'run/camera/bad_pixels'")));
  EXPECT_THAT(listed.diagnostics, AllOf(HasSubstr("no scan was found"), HasSubstr("--write-mapping FILE.toml")));
  auto const mapping = folder / "beamline.toml";
  auto const written = run_program({"inspect", file, "--write-mapping", mapping});
  EXPECT_EQ(written.exit_code, 0) << written.diagnostics;
  auto const read = run_program({"inspect", file, "--mapping", mapping, "--json"});
  EXPECT_EQ(read.exit_code, 0) << read.diagnostics;
  EXPECT_THAT(read.output, HasSubstr("\"frames\": 5"));
  auto const again = run_program({"inspect", file, "--write-mapping", mapping});
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.diagnostics, HasSubstr("--overwrite"));
}

}  // namespace
}  // namespace ptyger::test
