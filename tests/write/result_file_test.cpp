#include "ptyger/write_result.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <functional>

#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/write/small_disk.hpp"
#include "tests/write/small_result.hpp"
#include "write/cxi_file.hpp"
#include "write/drawing/png.hpp"
#include "write/report/html_report.hpp"
#include "write/tiff.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

ResultInfo small_info() {
  return {"[solver]\niterations = 3\n",
          "ptyger reconstruct small.cxi",
          {{"ptyger", "0.1.0"}, {"hdf5", "1.10"}},
          "node7",
          "2026-01-02T03:04:05+00:00",
          "2026-01-02T03:05:05+00:00",
          Precision::single,
          false,
          {"negative counts were set to zero"}};
}

class ResultFile : public FolderTest {
 protected:
  /// Writes a result of small_scan() and opens its file.
  hdf5::InputFile written(Result const& result, ResultInfo const& info) {
    write_result(path("r.h5"), small_scan(), result, info);
    return hdf5::InputFile(path("r.h5"));
  }
};

TEST_F(ResultFile, HoldsTheImagesOfTheProductLayout) {
  Result const result = small_result();
  auto const file = written(result, small_info());
  EXPECT_THAT(file.dataset("object").shape(), ElementsAre(1, 15, 11));
  EXPECT_THAT(file.dataset("probe").shape(), ElementsAre(1, 2, 4, 4));
  auto const object = file.dataset("object").read<std::complex<double>>();
  for (std::size_t i = 0; i < object.size(); ++i) EXPECT_LT(std::abs(object[i] - result.object.values[i]), 1e-7);
  EXPECT_EQ(file.dataset("probe").read<std::complex<double>>(), result.probe.values);
  EXPECT_EQ(file.dataset("object_layer_spacing_m").size(), 0U);
  EXPECT_THAT(file.dataset("loss_values").read<double>(), ElementsAre(8, 7));
  EXPECT_THAT(file.dataset("loss_epochs").read<std::int64_t>(), ElementsAre(0, 1));
}

TEST_F(ResultFile, StoresDoublePrecisionOnRequest) {
  ResultInfo info = small_info();
  info.precision = Precision::full;
  Result const result = small_result();
  EXPECT_EQ(written(result, info).dataset("object").read<std::complex<double>>(), result.object.values);
}

TEST_F(ResultFile, PlacesPatchCornersAsTheSolver) {
  Result const result = small_result();
  Scan const scan = small_scan();
  auto const file = written(result, small_info());
  auto const x = file.dataset("probe_position_x_m").read<double>();
  auto const y = file.dataset("probe_position_y_m").read<double>();
  EXPECT_THAT(file.dataset("probe_position_indexes").read<std::int64_t>(), ElementsAre(4, 5, 9));
  auto const attribute = [&](char const* name) { return file.number_attribute("object", name).value(); };
  for (std::size_t j = 0; j < scan.frames; ++j) {
    double const row = (y[j] - attribute("center_y_m")) / attribute("pixel_height_m") + 15 / 2.0 - 4 / 2.0;
    double const col = (x[j] - attribute("center_x_m")) / attribute("pixel_width_m") + 11 / 2.0 - 4 / 2.0;
    EXPECT_NEAR(row, scan.positions[j].row_m / scan.pixel_row_m - result.origin_row, 1e-12);
    EXPECT_NEAR(col, scan.positions[j].col_m / scan.pixel_col_m - result.origin_col, 1e-12);
  }
}

TEST_F(ResultFile, HoldsTheScanAndTheStopReason) {
  auto const file = written(small_result(), small_info());
  EXPECT_EQ(file.number_attribute("/", "complete"), 1.0);
  EXPECT_EQ(file.text_attribute("/", "stop_reason"), "the objective no longer falls");
  EXPECT_EQ(file.text_attribute("/", "name"), "small");
  EXPECT_EQ(file.number_attribute("/", "detector_object_distance_m"), 1.25);
  EXPECT_EQ(file.number_attribute("/", "photon_energy_eV"), 8266.0);
  EXPECT_EQ(file.number_attribute("/", "probe_energy_eV"), 8266.0);
  EXPECT_DOUBLE_EQ(file.number_attribute("/", "probe_photon_count").value(), 32 * 1.25);
  EXPECT_EQ(file.number_attribute("/", "exposure_time_s"), 0.0);
  EXPECT_EQ(file.number_attribute("probe", "pixel_width_m"), 2e-8);
}

TEST_F(ResultFile, HoldsTheTomographyAngleIfKnown) {
  EXPECT_EQ(written(small_result(), small_info()).number_attribute("/", "tomography_angle_deg"), std::nullopt);
  auto scan = small_scan();
  scan.angle_deg = 0;
  write_result(path("angle.h5"), scan, small_result(), small_info());
  EXPECT_EQ(hdf5::InputFile(path("angle.h5")).number_attribute("/", "tomography_angle_deg"), 0.0);
}

TEST_F(ResultFile, HoldsProvenance) {
  auto const file = written(small_result(), small_info());
  EXPECT_EQ(file.dataset("/ptyger/options").text(), small_info().options_toml);
  EXPECT_EQ(file.dataset("/ptyger/version/hdf5").text(), "1.10");
  EXPECT_EQ(file.text_attribute("/ptyger", "command_line"), "ptyger reconstruct small.cxi");
  EXPECT_EQ(file.text_attribute("/ptyger", "host"), "node7");
  EXPECT_EQ(file.dataset("/ptyger/timings/gradient").scalar(), 1.5);
  EXPECT_EQ(file.dataset("/ptyger/input/files").size(), 1U);
  EXPECT_THAT(file.dataset("/ptyger/input/frames_shape").read<std::int64_t>(), ElementsAre(3, 4, 4));
  EXPECT_EQ(file.dataset("/ptyger/input/frames_type").text(), "uint16");
  EXPECT_THAT(file.dataset("/ptyger/illumination").shape(), ElementsAre(15, 11));
}

TEST_F(ResultFile, HoldsTheHalfOfTheFrames) {
  EXPECT_EQ(written(small_result(), small_info()).dataset("/ptyger/input/half").text(), "all");
  auto scan = small_scan();
  scan.half = FrameHalf::even;
  scan.shared_start = true;
  write_result(path("half.h5"), scan, small_result(), small_info());
  hdf5::InputFile const file(path("half.h5"));
  EXPECT_EQ(file.dataset("/ptyger/input/half").text(), "even");
  EXPECT_EQ(file.number_attribute("/ptyger/input/half", "shared_start"), 1.0);
}

TEST_F(ResultFile, HoldsTheMisfits) {
  auto result = small_result();
  result.nrmse = 0.125;
  result.r_factor = 0.25;
  auto const file = written(result, small_info());
  EXPECT_EQ(file.number_attribute("/ptyger", "nrmse"), 0.125);
  EXPECT_EQ(file.number_attribute("/ptyger", "r_factor"), 0.25);
}

TEST_F(ResultFile, HoldsEveryFieldOfTheHistory) {
  auto const file = written(small_result(), small_info());
  auto const read = [&](char const* name) {
    return file.dataset(std::string("/ptyger/history/") + name).read<double>();
  };
  EXPECT_EQ(file.dataset("/ptyger/history/phase").size(), 3U);
  EXPECT_THAT(read("iteration"), ElementsAre(1, 1, 1));
  EXPECT_THAT(read("transforms"), ElementsAre(0, 2, 5));
  EXPECT_THAT(read("objective"), ElementsAre(9, 8, 7));
  EXPECT_THAT(read("nrmse"), ElementsAre(0.5, 0.3, 0.2));
  EXPECT_THAT(read("r_factor"), ElementsAre(0.4, 0.2, 0.1));
  EXPECT_THAT(read("step"), ElementsAre(0, 0.9, 0.8));
  EXPECT_THAT(read("beta"), ElementsAre(0, 0, 0.7));
  EXPECT_THAT(read("restart"), ElementsAre(0, 0, 1));
  EXPECT_THAT(read("seconds"), ElementsAre(0.1, 0.2, 0.3));
  EXPECT_THAT(read("seconds_by_stage/gradient"), ElementsAre(0, 0.15, 0.1));
  EXPECT_THAT(read("seconds_by_stage/update"), ElementsAre(0, 0, 0.05));
}

TEST_F(ResultFile, HoldsTheMaskWithTheZeroFrequencyInTheCentre) {
  auto const mask = written(small_result(), small_info()).dataset("/ptyger/mask").read<int>();
  for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(mask[i], i == 2 * 4 + 2 ? 1 : 0) << i;
}

TEST_F(ResultFile, CanBeWrittenBeforeTheFirstRecord) {
  Result result = small_result();
  result.history.clear();
  result.complete = false;
  ResultInfo info = small_info();
  info.notes.clear();
  write_result(path("r.h5"), small_scan(), result, info);
  hdf5::InputFile const file(path("r.h5"));
  EXPECT_EQ(file.number_attribute("/", "complete"), 0.0);
  EXPECT_EQ(file.dataset("loss_values").size(), 0U);
  EXPECT_EQ(file.dataset("/ptyger/input/notes").size(), 0U);
}

TEST_F(ResultFile, ReplacesAnExistingFileOnlyWhenAllowed) {
  std::ofstream(path("r.h5")) << "precious";
  EXPECT_THROW(check_output(path("r.h5"), false), InputError);
  EXPECT_THROW(written(small_result(), small_info()), InputError);
  std::string content;
  std::getline(std::ifstream(path("r.h5")), content);
  EXPECT_EQ(content, "precious");
  ResultInfo info = small_info();
  info.overwrite = true;
  EXPECT_NO_THROW(check_output(path("r.h5"), true));
  EXPECT_TRUE(written(small_result(), info).has_dataset("object"));
  EXPECT_EQ(files(), 1);
}

TEST_F(ResultFile, RefusesAnOutputThatCannotBeWrittenBeforeTheRun) {
  for (std::string const& name : {path("missing/r.h5"), std::string("/proc/r.h5"), folder_.string()}) {
    try {
      check_output(name, true);
      ADD_FAILURE() << name;
    } catch (InputError const& error) {
      EXPECT_THAT(error.what(), HasSubstr(name));
    }
  }
  EXPECT_NO_THROW(check_output(path("r.h5"), false));
  EXPECT_EQ(files(), 0);
}

TEST_F(ResultFile, LeavesNothingBehindWhenTheDiskIsFull) {
  for (rlim_t const bytes : {512U, 4096U, 9000U}) {
    SmallDisk const disk(bytes);
    EXPECT_THROW(write_result(path("r.h5"), small_scan(), small_result(), small_info()), OutputError) << bytes;
    EXPECT_EQ(files(), 0) << bytes;
  }
  write_result(path("r.h5"), small_scan(), small_result(), small_info());
  EXPECT_EQ(files(), 1);
}

/// The message of each writer has the name that the user gave, the error of the system and the remedy, in the same
/// words.
TEST_F(ResultFile, AllWritersReportAFullDiskInTheSameWords) {
  auto const output = path("out");
  std::function<void()> const writers[] = {
      [&] { write_result(output, small_scan(), small_result(), small_info()); },
      [&] { write::write_cxi(output, small_scan(), small_result(), small_info()); },
      [&] { write::write_html_report(output, small_scan(), small_result(), small_info()); },
      [&] { write::write_png(output, write::Canvas(300, 300)); },
      [&] { write::write_tiff(output, 30, 30, std::vector<float>(900), "zeros"); }};
  for (auto const& write : writers) {
    SmallDisk const disk(1);
    EXPECT_THAT(message_of<OutputError>(write),
                AllOf(StartsWith(output), HasSubstr("cannot be written: File too large. Free space"),
                      Not(HasSubstr(".part")), Not(HasSubstr("H5"))));
  }
  EXPECT_EQ(files(), 0);
}

}  // namespace
}  // namespace ptyger::test
