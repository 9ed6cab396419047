#include "write/cxi_file.hpp"

#include <gmock/gmock.h>

#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

using testing::ElementsAre;

ResultInfo small_info() {
  ResultInfo info;
  info.options_toml = "seed = 0\n";
  info.command_line = "ptyger reconstruct small.cxi";
  info.end_time = "2026-01-02T03:05:05+00:00";
  return info;
}

class CxiFile : public FolderTest {
 protected:
  /// Writes a result and opens its file.
  hdf5::InputFile written(Scan const& scan, Result const& result, ResultInfo const& info = small_info()) {
    write::write_cxi(path("r.cxi"), scan, result, info);
    return hdf5::InputFile(path("r.cxi"));
  }
};

TEST_F(CxiFile, HoldsObjectAndProbe) {
  auto info = small_info();
  info.precision = Precision::full;
  auto result = small_result();
  auto const file = written(small_scan(), result, info);
  EXPECT_THAT(file.dataset("/entry_1/image_1/data").shape(), ElementsAre(15, 11));
  EXPECT_EQ(file.dataset("/entry_1/image_1/data").read<std::complex<double>>(), result.object.values);
  auto const* const probe = "/entry_1/image_1/process_1/final_illumination";
  EXPECT_THAT(file.dataset(probe).shape(), ElementsAre(2, 4, 4));
  EXPECT_EQ(file.dataset(probe).read<std::complex<double>>(), result.probe.values);
  EXPECT_EQ(file.dataset("/entry_1/instrument_1/source_1/illumination").size(), 32U);
  EXPECT_EQ(file.dataset("/entry_1/image_1/process_1/command").text(), "ptyger reconstruct small.cxi");
  EXPECT_EQ(files(), 1);
}

TEST_F(CxiFile, StoresASingleModeWithoutModeAxis) {
  auto result = small_result();
  result.probe = {1, 4, std::vector<std::complex<double>>(16, 1.0)};
  auto const file = written(small_scan(), result);
  EXPECT_THAT(file.dataset("/entry_1/instrument_1/source_1/illumination").shape(), ElementsAre(4, 4));
}

TEST_F(CxiFile, HoldsTheGeometryInSiUnits) {
  auto const file = written(small_scan(), small_result());
  auto const number = [&](std::string const& name) { return file.dataset("/entry_1/" + name).scalar(); };
  EXPECT_NEAR(number("instrument_1/source_1/energy"), 8266 * 1.602176634e-19, 1e-25);
  EXPECT_EQ(number("instrument_1/source_1/wavelength"), 1.5e-10);
  EXPECT_EQ(number("instrument_1/detector_1/distance"), 1.25);
  EXPECT_NEAR(number("instrument_1/detector_1/x_pixel_size"), 1.5e-10 * 1.25 / (4 * 2e-8), 1e-12);
  EXPECT_NEAR(number("instrument_1/detector_1/y_pixel_size"), 1.5e-10 * 1.25 / (4 * 1e-8), 1e-12);
  EXPECT_EQ(file.dataset("/entry_1/instrument_1/detector_1/mask").read<int>()[2 * 4 + 2], 1);
  auto const translation = file.dataset("/entry_1/data_1/translation");
  EXPECT_THAT(translation.shape(), ElementsAre(3, 3));
  EXPECT_THAT(translation.read<double>(), ElementsAre(2e-8, -1e-8, 0, 5e-8, 3e-8, 0, -4e-8, 7.5e-8, 0));
  // the centre of the object on the sample: x, y, z
  EXPECT_NEAR(file.dataset("/entry_1/image_1/image_center").read<double>()[1], (-3.25 + (15 - 4) / 2.0) * 1e-8, 1e-15);
}

TEST_F(CxiFile, HoldsRefinedPositionsAndOmitsUnknownQuantities) {
  auto scan = small_scan();
  scan.energy_eV = scan.wavelength_m = scan.distance_m = 0;
  auto result = small_result();
  result.positions = {{0, 1}, {2, 3}, {4, 5}};
  auto const file = written(scan, result);
  EXPECT_THAT(file.dataset("/entry_1/data_1/translation").read<double>(), ElementsAre(1, 0, 0, 3, 2, 0, 5, 4, 0));
  EXPECT_FALSE(file.has_dataset("/entry_1/instrument_1/source_1/energy"));
  EXPECT_FALSE(file.has_dataset("/entry_1/instrument_1/detector_1/distance"));
}

TEST_F(CxiFile, ReplacesAnExistingFileOnlyWhenAllowed) {
  write::write_cxi(path("r.cxi"), small_scan(), small_result(), small_info());
  EXPECT_THROW(write::write_cxi(path("r.cxi"), small_scan(), small_result(), small_info()), InputError);
  auto info = small_info();
  info.overwrite = true;
  EXPECT_NO_THROW(write::write_cxi(path("r.cxi"), small_scan(), small_result(), info));
}

}  // namespace
}  // namespace ptyger::test
