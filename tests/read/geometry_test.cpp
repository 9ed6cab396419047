#include "read/geometry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "app/reading_notes.hpp"
#include "core/units.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using test::message_of;
using test::TemporaryFolder;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

/// A CXI file of the small scan whose geometry `write` writes.
Scan cxi_with(std::function<void(OutputFile&)> const& write, ReadOptions const& options) {
  TemporaryFolder const folder;
  OutputFile out(folder / "scan.cxi");
  test::write_frames(out, test::small_counts<std::uint16_t>());
  test::write_positions(out);
  write(out);
  out.close();
  return read_scan({folder / "scan.cxi"}, options);
}

/// A CXI file without geometry.
Scan bare_cxi(ReadOptions const& options) {
  return cxi_with([](OutputFile&) {}, options);
}

/// A CXI file with geometry: object pixels of 1e-6 m.
Scan full_cxi(ReadOptions const& options) {
  return cxi_with(test::write_geometry, options);
}

/// The small scan with a product file that states object pixels of 10 nm, an energy and perhaps a distance.
Scan product_with(double energy_eV, std::optional<double> distance_m, ReadOptions const& options) {
  TemporaryFolder const folder;
  OutputFile out(folder / "one.h5");
  test::write_frames(out, test::small_counts<std::uint8_t>(), "dp");
  test::write_product(out, energy_eV, 1e-8, {0, 1, 2, 3});
  if (distance_m) out.attribute("/", "detector_object_distance_m", *distance_m);
  out.close();
  return read_scan({folder / "one.h5"}, options);
}

/// The small scan with a para file, to which `write` adds wavelength or pixel.
Scan para_with(std::function<void(OutputFile&)> const& write, ReadOptions const& options) {
  TemporaryFolder const folder;
  OutputFile out(folder / "para.h5");
  test::write_frames(out, test::small_counts<std::uint8_t>(), "dp");
  out.dataset<double>("ppX", {4}, std::vector<double>{0, 1e-7, 2e-7, 3e-7});
  out.dataset<double>("ppY", {4}, std::vector<double>{0, 2e-7, 4e-7, 6e-7});
  write(out);
  out.close();
  return read_scan({folder / "para.h5"}, options);
}

void expect_pixel(Scan const& scan, double pixel_m) {
  EXPECT_NEAR(scan.pixel_row_m / pixel_m, 1, 1e-12);
  EXPECT_NEAR(scan.pixel_col_m / pixel_m, 1, 1e-12);
}

// lambda z / (D p) with D = 6; the file states lambda = 1e-10 m, z = 6 m and p = 1e-4 m.
TEST(Geometry, OfACxiFileIsReplacedFactorByFactor) {
  double const energy_eV = core::units::photon_energy_eV(3e-10);
  expect_pixel(full_cxi({}), 1e-6);
  Scan const of_energy = full_cxi({.energy_eV = energy_eV});
  expect_pixel(of_energy, 3e-6);
  EXPECT_DOUBLE_EQ(of_energy.energy_eV, energy_eV);
  EXPECT_NEAR(of_energy.wavelength_m, 3e-10, 1e-20);
  EXPECT_THAT(app::reading_notes(of_energy.reading), Contains(HasSubstr("given: energy ")));
  Scan const of_distance = full_cxi({.distance_m = 3});
  expect_pixel(of_distance, 5e-7);
  EXPECT_EQ(of_distance.distance_m, 3);
  expect_pixel(full_cxi({.detector_pixel_m = 2e-4}), 5e-7);
  Scan const of_pixel = full_cxi({.pixel_m = 7e-7});
  expect_pixel(of_pixel, 7e-7);
  EXPECT_EQ(of_pixel.distance_m, 6);
  expect_pixel(full_cxi({.crop = 4, .pixel_m = 8e-7}), 12e-7);
}

TEST(Geometry, MayBeMissingInACxiFileWhenTheOptionsGiveIt) {
  double const energy_eV = core::units::photon_energy_eV(1e-10);
  expect_pixel(bare_cxi({.energy_eV = energy_eV, .distance_m = 6, .detector_pixel_m = 1e-4}), 1e-6);
  Scan const scan = bare_cxi({.pixel_m = 2e-6});
  expect_pixel(scan, 2e-6);
  EXPECT_EQ(scan.wavelength_m, 0);
  EXPECT_EQ(scan.distance_m, 0);
}

TEST(Geometry, MissingInACxiFileIsRefusedWithTheNameOfTheOption) {
  auto const error = [](ReadOptions const& options) { return message_of<InputError>([&] { bare_cxi(options); }); };
  EXPECT_THAT(error({}), AllOf(HasSubstr("scan.cxi"), HasSubstr("source_1/energy"), HasSubstr("--energy")));
  EXPECT_THAT(error({.energy_eV = 1e4}), AllOf(HasSubstr("detector_1/distance"), HasSubstr("--distance")));
  EXPECT_THAT(error({.energy_eV = 1e4, .distance_m = 6}),
              AllOf(HasSubstr("x_pixel_size"), HasSubstr("--detector-pixel")));
}

TEST(Geometry, OfTheOptionsScalesThePixelOfAProductFile) {
  double const wavelength_m = core::units::photon_wavelength_m(1e4);
  Scan const of_energy = product_with(1e4, 2, {.energy_eV = 5e3});
  expect_pixel(of_energy, 2e-8);
  EXPECT_DOUBLE_EQ(of_energy.wavelength_m, 2 * wavelength_m);
  expect_pixel(product_with(1e4, 2, {.distance_m = 3}), 1.5e-8);
  expect_pixel(product_with(1e4, 2, {.energy_eV = 5e3, .distance_m = 3}), 3e-8);
  expect_pixel(product_with(1e4, 2, {.detector_pixel_m = 1e-3}), wavelength_m * 2 / (6 * 1e-3));
  expect_pixel(product_with(1e4, {}, {.distance_m = 2, .detector_pixel_m = 1e-3}), wavelength_m * 2 / (6 * 1e-3));
  expect_pixel(product_with(0, {}, {.energy_eV = 1e4, .distance_m = 2, .detector_pixel_m = 1e-3}),
               wavelength_m * 2 / (6 * 1e-3));
  Scan const of_pixel = product_with(0, {}, {.energy_eV = 1e4, .pixel_m = 3e-8});
  expect_pixel(of_pixel, 3e-8);
  EXPECT_DOUBLE_EQ(of_pixel.wavelength_m, wavelength_m);
}

TEST(Geometry, KeepsTheParticlesOfTheFile) {
  Scan const electrons = product_with(200e3, 1, {.energy_eV = 20e3});
  EXPECT_DOUBLE_EQ(electrons.wavelength_m, core::units::electron_wavelength_m(20e3));
  expect_pixel(electrons, 1e-8 * core::units::electron_wavelength_m(20e3) / core::units::electron_wavelength_m(200e3));
  Scan const photons = product_with(20e3, 1, {.energy_eV = 70e3});
  EXPECT_DOUBLE_EQ(photons.wavelength_m, core::units::photon_wavelength_m(70e3));
  Scan const rotavirus =
      read_outline({PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5", PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5"},
                   {.energy_eV = 200e3});
  expect_pixel(rotavirus,
               9.3e-10 * core::units::electron_wavelength_m(200e3) / core::units::electron_wavelength_m(300e3));
}

TEST(Geometry, WithAnUnknownFactorIsRefused) {
  auto const error = [](double energy_eV, ReadOptions const& options) {
    return message_of<InputError>([&] { product_with(energy_eV, {}, options); });
  };
  EXPECT_THAT(error(0, {.energy_eV = 1e4}), AllOf(HasSubstr("one.h5"), HasSubstr("for which energy"),
                                                  HasSubstr("--pixel 1e-08"), HasSubstr("--detector-pixel")));
  EXPECT_THAT(error(1e4, {.distance_m = 2}), HasSubstr("for which distance"));
  EXPECT_THAT(error(1e4, {.detector_pixel_m = 1e-4}), AllOf(HasSubstr("distance"), HasSubstr("Give --distance")));
  EXPECT_THAT(error(0, {.distance_m = 2, .detector_pixel_m = 1e-4}), HasSubstr("Give --energy"));
}

TEST(Geometry, OfTheOptionsGivesThePixelThatAParaFileLacks) {
  auto const lambda = [](OutputFile& out) { out.scalar("lambda", 1e-10); };
  auto const nothing = [](OutputFile&) {};
  expect_pixel(para_with(lambda, {.pixel_m = 2e-8}), 2e-8);
  expect_pixel(para_with(lambda, {.distance_m = 0.06, .detector_pixel_m = 1e-4}), 1e-8);
  Scan const scan = para_with(nothing, {.energy_eV = 1e4, .distance_m = 0.06, .detector_pixel_m = 1e-4});
  EXPECT_DOUBLE_EQ(scan.wavelength_m, core::units::photon_wavelength_m(1e4));
  EXPECT_THAT(message_of<InputError>([&] { para_with(lambda, {}); }),
              AllOf(HasSubstr("para.h5"), HasSubstr("'dx'"), HasSubstr("--pixel")));
  EXPECT_THAT(message_of<InputError>([&] { para_with([](OutputFile& out) { out.scalar("dx", -1.0); }, {}); }),
              AllOf(HasSubstr("'dx'"), HasSubstr("--pixel")));
}

// The product was reconstructed from cropped frames, so that its object pixel belongs to frames as large as its probe.
TEST(Geometry, OfAProductOfCroppedFramesIsNotCroppedAgain) {
  TemporaryFolder const folder;
  OutputFile out(folder / "one.h5");
  out.dataset<std::uint8_t>("dp", {4, 12, 12}, std::vector<std::uint8_t>(4 * 144, 3));
  test::write_product(out, 1e4, 1e-8, {0, 1, 2, 3});
  out.close();
  Scan const scan = read_scan({folder / "one.h5"}, {.crop = 6});
  expect_pixel(scan, 1e-8);
  EXPECT_EQ(scan.probe.size, 6U);
  expect_pixel(read_scan({folder / "one.h5"}, {.crop = 4}), 3e-8);
}

TEST(Geometry, ThatIsImpossibleIsRefused) {
  auto const error = [](ReadOptions const& options) { return message_of<InputError>([&] { full_cxi(options); }); };
  EXPECT_THAT(error({.energy_eV = -8800}), AllOf(HasSubstr("--energy is -8800"), HasSubstr("electronvolts")));
  EXPECT_THAT(error({.energy_eV = 8.8}), AllOf(HasSubstr("--energy"), HasSubstr("1 keV = 1000 eV")));
  EXPECT_THAT(error({.energy_eV = std::nan("")}), HasSubstr("--energy is nan"));
  EXPECT_THAT(error({.distance_m = 0}), HasSubstr("--distance is 0"));
  EXPECT_THAT(error({.detector_pixel_m = 75}), AllOf(HasSubstr("--detector-pixel is 75"), HasSubstr("metres")));
  EXPECT_THAT(error({.pixel_m = -1}), HasSubstr("--pixel is -1"));
  EXPECT_THAT(error({.detector_pixel_m = 75e-6, .pixel_m = 1e-8}), HasSubstr("give only one of them"));
  EXPECT_THAT(error({.angle_deg = INFINITY}), HasSubstr("--angle is inf"));
}

}  // namespace
}  // namespace ptyger
