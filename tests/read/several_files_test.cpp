#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Writes frames [first, first + number) of the small scan, and their positions along x if asked for.
void write_part(std::string const& path, std::string const& name, std::size_t first, std::size_t number,
                bool positions) {
  auto const counts = test::small_counts<std::uint16_t>();
  auto const begin = counts.begin() + static_cast<std::ptrdiff_t>(first * 36);
  hdf5::OutputFile out(path);
  out.dataset<std::uint16_t>(name, {number, 6, 6},
                             std::vector<std::uint16_t>(begin, begin + static_cast<std::ptrdiff_t>(number * 36)));
  std::vector<double> xy;
  for (std::size_t frame = first; frame < first + number; ++frame) {
    xy.push_back(static_cast<double>(frame) * 1e-6);
    xy.push_back(0);
  }
  if (positions) out.dataset<double>("xy", {number, 2}, xy);
  out.close();
}

void expect_small(Scan const& scan) {
  ASSERT_EQ(scan.frames, 4U);
  auto const& counts = std::get<std::vector<std::uint16_t>>(scan.counts);
  for (std::size_t frame = 0; frame < 4; ++frame) {
    EXPECT_EQ(counts[frame * 36], 100 + frame);
    EXPECT_EQ(scan.positions[frame].col_m, static_cast<double>(frame) * 1e-6);
  }
}

class SeveralFiles : public testing::Test {
 protected:
  SeveralFiles() {
    options.mapping = Mapping{.file = "m.toml", .frames = {"f"}, .positions = "xy"};
    options.pixel_m = 1e-6;
  }
  test::TemporaryFolder folder;
  ReadOptions options;
};

TEST_F(SeveralFiles, OfFramesAndPositionsAreJoinedInTheirOrder) {
  write_part(folder / "a.h5", "f", 0, 1, true);
  write_part(folder / "b.h5", "f", 1, 3, true);
  expect_small(read_scan({folder / "a.h5", folder / "b.h5"}, options));
  auto const swapped = read_scan({folder / "b.h5", folder / "a.h5"}, options);
  EXPECT_EQ(swapped.positions[0].col_m, 1e-6);
  EXPECT_EQ(std::get<std::vector<std::uint16_t>>(swapped.counts)[0], 101);
}

TEST_F(SeveralFiles, OfFramesHaveTheirPositionsInOneFile) {
  write_part(folder / "all.h5", "unused", 0, 4, true);
  write_part(folder / "a.h5", "f", 0, 2, false);
  write_part(folder / "b.h5", "f", 2, 2, false);
  expect_small(read_scan({folder / "a.h5", folder / "b.h5", folder / "all.h5"}, options));
}

TEST_F(SeveralFiles, AreRefusedWhenNothingIsTakenFromOne) {
  write_part(folder / "a.h5", "f", 0, 4, true);
  write_part(folder / "b.h5", "g", 0, 4, false);
  EXPECT_THAT(message_of<InputError>([&] {
                read_scan({folder / "a.h5", folder / "b.h5"}, options);
              }),
              AllOf(HasSubstr("b.h5: nothing was taken"), HasSubstr("Leave it out")));
}

TEST_F(SeveralFiles, WithTheFramesOfADpFileAreJoined) {
  write_part(folder / "a.h5", "dp", 0, 2, false);
  write_part(folder / "b.h5", "dp", 2, 2, false);
  hdf5::OutputFile para(folder / "para.h5");
  para.dataset<double>("ppX", {4}, std::vector<double>{0, 1e-6, 2e-6, 3e-6});
  para.dataset<double>("ppY", {4}, std::vector<double>(4, 0));
  para.scalar("dx", 1e-6);
  para.close();
  expect_small(read_scan({folder / "a.h5", folder / "b.h5", folder / "para.h5"}));
}

/// A file with the most natural names, which a projection file of PtyGer has, too.
class NaturalNames : public testing::Test {
 protected:
  std::string refusal() const {
    return message_of<InputError>([&] { read_scan({file}, {.pixel_m = 1e-6}); });
  }
  void write(std::string const& more, std::string const& unit) const {
    hdf5::OutputFile out(file);
    test::write_frames(out, test::small_counts<std::uint16_t>(), "data");
    out.dataset<double>("positions", {4, 2}, std::vector<double>{0, 0, 0, 1e-6, 0, 2e-6, 0, 3e-6});
    if (!more.empty()) out.scalar(more, 8000.0);
    if (!unit.empty()) out.attribute("positions", "units", unit);
    out.close();
  }
  test::TemporaryFolder folder;
  std::string const file = folder / "own.h5";
};

TEST_F(NaturalNames, AloneAreAProjectionFile) {
  write("", "");
  EXPECT_EQ(read_scan({file}, {.pixel_m = 1e-6}).frames, 4U);
  write("", "m");
  EXPECT_EQ(read_scan({file}, {.pixel_m = 1e-6}).frames, 4U);
}

TEST_F(NaturalNames, AreNotClaimedWithAnEnergyOrAnotherUnit) {
  for (char const* name : {"energy_eV", "distance", "pixel_size"}) {
    write(name, "");
    EXPECT_THAT(refusal(), AllOf(HasSubstr("also '" + std::string(name) + "'"), HasSubstr("--mapping")));
  }
  for (char const* unit : {"um", "px"}) {
    write("", unit);
    EXPECT_THAT(refusal(), AllOf(HasSubstr("unit '" + std::string(unit) + "'"), HasSubstr("--mapping")));
  }
}

}  // namespace
}  // namespace ptyger
