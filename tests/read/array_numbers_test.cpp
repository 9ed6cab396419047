#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/reading_notes.hpp"
#include "tests/array_files/zip_bytes.hpp"
#include "tests/read/array_files.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// Numbers of the geometry in files of arrays, of which nothing states the units.
class ArrayNumbers : public ArrayFiles {
 protected:
  static std::string number(double value) { return npy("<f8", "()", bytes_of_value(value)); }
  static std::string column(std::vector<double> const& values) { return npy("<f8", "(4,)", bytes_of_values(values)); }
};

TEST_F(ArrayNumbers, AreNamedWhenTheyAreNotUsed) {
  auto const frames = write("s.npz", zip({{"frames.npy", frames_npy()},
                                          {"photon_energy.npy", number(8.8)},
                                          {"Z_m.npy", number(2)},
                                          {"det_pixel_size.npy", number(75)},
                                          {"dx.npy", number(1e-8)},
                                          {"exposure.npy", number(0.1)}}));
  auto const positions = write("p.csv", "# lambda: 1.4 A\n# x (um),y (um),distance\n1,2,5\n2,4,5\n3,6,5\n4,8,5\n");
  auto const scan = read_scan({frames, positions}, geometry());
  expect_small_scan(scan);
  auto const notes = app::reading_notes(scan.reading);
  EXPECT_EQ(std::count_if(notes.begin(), notes.end(),
                          [](auto const& note) { return note.find("not used") != std::string::npos; }),
            6);
  EXPECT_THAT(notes, Contains(AllOf(HasSubstr("s.npz: dataset 'photon_energy' is 8.8, which is not used"),
                                    HasSubstr("--energy, or of a --mapping"))));
  EXPECT_THAT(notes, Contains(AllOf(HasSubstr("'Z_m' is 2"), HasSubstr("--distance"))));
  EXPECT_THAT(notes, Contains(AllOf(HasSubstr("'det_pixel_size' is 75"), HasSubstr("--detector-pixel"))));
  EXPECT_THAT(notes, Contains(HasSubstr("'dx' is 1e-08")));
  EXPECT_THAT(notes, Contains(HasSubstr("p.csv: 'lambda' is 1.4")));
  EXPECT_THAT(notes, Contains(HasSubstr("p.csv: dataset 'distance' is 5")));
  EXPECT_THAT(error_of({frames, positions}, {}),
              AllOf(HasSubstr("--distance and --detector-pixel"), HasSubstr("'photon_energy' is 8.8, "),
                    HasSubstr("'lambda' is 1.4"), HasSubstr("--write-mapping")));
}

TEST_F(ArrayNumbers, AreReadByAMapping) {
  auto const file = write("s.npz", zip({{"frames.npy", frames_npy()},
                                        {"x.npy", column({1, 2, 3, 4})},
                                        {"y.npy", column({2, 4, 6, 8})},
                                        {"energy.npy", number(12.39842)},
                                        {"z.npy", number(6)},
                                        {"pixel.npy", number(100)}}));
  Mapping mapping{.file = "m.toml", .frames = {"frames"}, .position_x = "x", .position_y = "y", .position_unit = "um"};
  mapping.energy = {.dataset = "energy"};
  mapping.distance = {.dataset = "z"};
  mapping.detector_pixel = {.dataset = "pixel", .unit = "um"};
  auto const scan = read_scan({file}, {.mapping = mapping});
  expect_small_scan(scan);
  EXPECT_EQ(scan.reading.find<NumberNotUsed>(), nullptr);
}

TEST_F(ArrayNumbers, AreNamedWhereAFormatReadsOnlyOthers) {
  ZipMembers members{{"dp.npy", frames_npy()},
                     {"ppX.npy", column({1e-6, 2e-6, 3e-6, 4e-6})},
                     {"ppY.npy", column({2e-6, 4e-6, 6e-6, 8e-6})},
                     {"dx.npy", number(1e-6)},
                     {"energy.npy", number(12.4)}};
  auto const scan = read_scan({write("s.npz", zip(members))});
  expect_small_scan(scan);
  EXPECT_EQ(scan.energy_eV, 0);
  auto const* const unused = scan.reading.find<NumberNotUsed>();
  ASSERT_NE(unused, nullptr);  // and dx is used
  EXPECT_THAT(unused->where, HasSubstr("s.npz: dataset 'energy'"));
  members.emplace_back("lambda.npy", number(1e-10));
  EXPECT_EQ(read_scan({write("s.npz", zip(members))}).reading.find<NumberNotUsed>(), nullptr);
}

}  // namespace
}  // namespace ptyger::test
