#include "volume/volume.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

#include "core/host.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/campaign/synthetic_result.hpp"
#include "tests/mpi/world_of_tests.hpp"
#include "tests/write/small_disk.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Projection k of a campaign; places, ramps and sizes differ between projections.
SyntheticProjection projection(int k) {
  SyntheticProjection p{.rows = static_cast<std::size_t>(60 + k % 3), .cols = 90};
  p.row_step = 0.1 * k;
  p.col_step = -0.2 * k;
  p.offset = k;
  p.amplitude = 1 + 0.1 * k;
  p.noise_sigma = 0.01;
  p.center_row_m = (3.25 * k + 1000) * p.pixel_m;
  p.center_col_m = -2.4 * k * p.pixel_m;
  p.seed = static_cast<std::uint64_t>(k + 1);
  return p;
}

std::string bytes_of(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Volume : public SharedFolder {
 protected:
  /// Results of seven projections; the angles fall with the index, the last projection has no angle.
  Volume() {
    for (int k = 0; k < 7; ++k) {
      std::string const name = "scan_" + std::to_string(k);
      if (world().rank() == 0) write_synthetic_result(path(name + ".h5"), projection(k));
      entries_.push_back({name, path(name + ".h5"), -15.0 * k});
    }
    entries_.back().angle_deg.reset();
    world().barrier();
  }

  void damage(std::size_t k) {
    if (world().rank() == 0) std::filesystem::resize_file(entries_[k].result, 3000);
    world().barrier();
  }

  volume::VolumeReport write(volume::VolumeOptions const& options = {.air_columns = 6}) {
    return volume::write_volume(world(), entries_, path("volume.h5"), options);
  }

  [[nodiscard]] bool no_temporary_files() const {
    for (auto const& entry : std::filesystem::directory_iterator(path("")))
      if (entry.path().filename().string().ends_with(".part")) return false;
    return true;
  }

  std::vector<volume::VolumeEntry> entries_;
};

TEST_F(Volume, PutsAllProjectionsOnOneGridInTheOrderOfTheirAngles) {
  volume::VolumeReport const report = write();
  EXPECT_EQ(report.present, 7U);
  ASSERT_EQ(report.slots.size(), 7U);
  EXPECT_EQ(report.slots[0].name, "scan_5");
  EXPECT_EQ(report.slots[5].name, "scan_0");
  EXPECT_EQ(report.slots[6].name, "scan_6");
  EXPECT_THAT(report.notes, ElementsAre(HasSubstr("1 of 7 projections have no angle")));
  hdf5::InputFile const file(path("volume.h5"));
  auto const shape = file.dataset("/exchange/data").shape();
  EXPECT_THAT(shape, ElementsAre(7U, report.rows, report.cols));
  EXPECT_THAT(file.dataset("/exchange/data").chunk(), ElementsAre(1U, report.rows, report.cols));
  EXPECT_EQ(report.cols, 82U + 14U);
  auto const theta = file.dataset("/exchange/theta").read<double>();
  EXPECT_EQ(theta[1], -60);
  EXPECT_TRUE(std::isnan(theta[6]));
  EXPECT_EQ(file.dataset("/measurement/instrument/detector/x_pixel_size").scalar(), 2e-9);
  EXPECT_EQ(file.dataset("/measurement/instrument/monochromator/energy").scalar(), 8.8);
  EXPECT_EQ(file.text_attribute("/exchange/data", "units"), "radians");
  world().barrier();
}

TEST_F(Volume, HoldsTheSampleWithoutRampOffsetAndScale) {
  volume::VolumeReport const report = write();
  hdf5::InputFile const file(path("volume.h5"));
  auto const phase = file.dataset("/exchange/data").read<float>();
  auto const amplitude = file.dataset("/exchange/amplitude").read<float>();
  auto const corner = file.dataset("/process/ptyger/corner").read<double>();
  auto const subpixel_offset = file.dataset("/process/ptyger/subpixel_offset").read<double>();
  for (std::size_t slot = 0; slot < 6; ++slot) {
    SyntheticProjection const p = projection(static_cast<int>(5 - slot));
    for (std::size_t row = 0; row < p.rows - 8; ++row)
      for (std::size_t col = 0; col < 82; ++col) {
        std::size_t const pixel =
            (slot * report.rows + static_cast<std::size_t>(corner[2 * slot]) + row) * report.cols +
            static_cast<std::size_t>(corner[2 * slot + 1]) + col;
        ASSERT_NEAR(phase[pixel], sample_phase(p, row + 4, col + 4), 0.08) << slot << " " << row << " " << col;
        ASSERT_NEAR(amplitude[pixel], 1, 0.08);
      }
    double const place = corner[2 * slot] + subpixel_offset[2 * slot];
    double const expected = p.center_row_m / p.pixel_m - static_cast<double>(p.rows) / 2;
    SyntheticProjection const q = projection(5);
    double const first_projection =
        corner[0] + subpixel_offset[0] - (q.center_row_m / q.pixel_m - static_cast<double>(q.rows) / 2);
    EXPECT_NEAR(place - expected, first_projection, 1e-6);
  }
  EXPECT_EQ(phase[0], 0) << "air around what the scan has seen";
  EXPECT_EQ(amplitude[0], 1);
  world().barrier();
}

TEST_F(Volume, MarksMissingProjectionsWithTheirReason) {
  entries_[1].result = "";
  entries_[1].missing = "the run failed";
  entries_[2].result = path("nothing.h5");
  damage(4);
  volume::VolumeReport const report = write();
  EXPECT_EQ(report.present, 4U);
  EXPECT_EQ(report.slots[4].missing, "the run failed");
  EXPECT_THAT(report.slots[3].missing, HasSubstr("there is no such file"));
  EXPECT_THAT(report.slots[1].missing, HasSubstr("is truncated"));
  hdf5::InputFile const file(path("volume.h5"));
  EXPECT_THAT(file.dataset("/exchange/valid").read<int>(), ElementsAre(1, 0, 1, 0, 0, 1, 1));
  auto const phase = file.dataset("/exchange/data").read<float>();
  std::size_t const image = report.rows * report.cols;
  for (std::size_t slot = 0; slot < 7; ++slot)
    for (std::size_t i = 0; i < image; ++i)
      ASSERT_EQ(std::isnan(phase[slot * image + i]), !report.slots[slot].missing.empty());
  ASSERT_EQ(report.sheet.size(), world().rank() == 0 ? 7U : 0U);
  for (write::SheetCell const& cell : report.sheet) EXPECT_EQ(cell.picture.values.empty(), !cell.missing.empty());
  world().barrier();
}

/// A damaged object is found when its pixels are read, after all projections have been placed.
TEST_F(Volume, MarksProjectionsWithUnreadablePixels) {
  if (world().rank() == 0) {
    hdf5::OutputFile file(entries_[3].result);
    std::vector<std::complex<float>> values(60 * 90, {1, 0});
    values[777] = {std::nanf(""), 0};
    file.dataset("object", {1, 60, 90}, values);
    file.attribute("object", "pixel_width_m", 2e-9);
    file.attribute("object", "pixel_height_m", 2e-9);
    file.attribute("object", "center_y_m", 2e-6);
    file.close();
  }
  world().barrier();
  volume::VolumeReport const report = write();
  EXPECT_EQ(report.present, 6U);
  EXPECT_THAT(report.slots[2].missing, HasSubstr("not finite"));
  world().barrier();
}

TEST_F(Volume, MarksResultsWithInvalidValues) {
  if (world().rank() == 0) {
    hdf5::OutputFile::extend(entries_[0].result).attribute("object", "center_x_m", std::nan(""));
    hdf5::OutputFile file(entries_[1].result);
    file.dataset("object", {1, 6, 9}, std::vector<std::complex<float>>(54));
    file.attribute("object", "pixel_width_m", 2e-9);
    file.attribute("object", "pixel_height_m", 2e-9);
    file.dataset("/ptyger/illumination", {6, 9}, std::vector<double>(54, std::nan("")));
    file.close();
  }
  world().barrier();
  volume::VolumeReport const report = write();
  EXPECT_EQ(report.present, 5U);
  EXPECT_THAT(report.slots[5].missing, HasSubstr("center_x_m"));
  EXPECT_THAT(report.slots[4].missing, HasSubstr("negative or not finite"));
  world().barrier();
}

TEST_F(Volume, ThrowsOnAllRanksWhenNothingCanBeUsed) {
  for (volume::VolumeEntry& entry : entries_) entry.result = "";
  EXPECT_THROW(write(), InputError);
  EXPECT_FALSE(std::filesystem::exists(path("volume.h5")));
}

TEST_F(Volume, ThrowsOnAllRanksWhenTheFolderIsMissing) {
  EXPECT_THAT(message_of<InputError>([&] { volume::write_volume(world(), entries_, path("no/volume.h5"), {}); }),
              HasSubstr("no/volume.h5"));
}

TEST_F(Volume, KeepsTheOldVolumeWhenTheDiskIsFull) {
  write();
  std::string const before = bytes_of(path("volume.h5"));
  for (rlim_t const bytes : {1000U, 20000U, 200000U}) {
    SmallDisk const disk(bytes);
    EXPECT_THAT(message_of<InputError>([&] { write(); }),
                AllOf(HasSubstr(path("volume.h5")), HasSubstr("File too large")));
  }
  EXPECT_EQ(bytes_of(path("volume.h5")), before);
  EXPECT_TRUE(no_temporary_files());
  world().barrier();
}

/// A write fails on one rank in spite of the reserved space: the other ranks neither wait nor end. MPI-IO leaves the
/// error of the system only when no byte was written.
TEST_F(Volume, KeepsTheOldVolumeWhenOneRankCannotWrite) {
  write();
  std::string const before = bytes_of(path("volume.h5"));
  int const failing_rank = world().size() - 1;
  if (failing_rank == 0) return;
  {
    std::optional<SmallDisk> disk;
    if (world().rank() == failing_rank) disk.emplace(100000);
    EXPECT_THAT(
        message_of<InputError>([&] { write(); }),
        AllOf(HasSubstr(path("volume.h5")), AnyOf(HasSubstr("file write failed"), HasSubstr("File too large"))));
  }
  world().barrier();
  EXPECT_EQ(bytes_of(path("volume.h5")), before);
  EXPECT_TRUE(no_temporary_files());
  world().barrier();
}

TEST_F(Volume, RemovesTemporaryFilesOfAKilledWriter) {
  if (world().rank() == 0) std::ofstream(path(fmt::format(".volume.h5.{}.4194303.part", core::host_name()))) << "half";
  world().barrier();
  write();
  EXPECT_TRUE(no_temporary_files());
  world().barrier();
}

TEST_F(Volume, CanWriteATiffStack) {
  entries_[2].result = "";
  if (world().rank() == 0) {
    std::filesystem::create_directories(path("stack/phase"));
    for (char const* old : {"stack/phase/phase_00003.tif", "stack/phase/phase_00007.tif"})
      std::ofstream(path(old)) << "old";
  }
  write({.air_columns = 6, .tiff_folder = path("stack")});
  for (int slot = 0; slot < 8; ++slot)
    for (std::string const quantity : {"phase", "amplitude"}) {
      std::string const image = fmt::format("stack/{0}/{0}_0000{1}.tif", quantity, slot);
      EXPECT_EQ(std::filesystem::exists(path(image)), slot != 3 && slot != 7) << image;
    }
  world().barrier();
}

}  // namespace
}  // namespace ptyger::test
