#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "ptyger/error.hpp"
#include "read/results/read_initial.hpp"
#include "read/results/read_probe.hpp"
#include "tests/array_files/mat5_bytes.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/read/synthetic.hpp"

namespace ptyger {
namespace {

using hdf5::OutputFile;
using test::message_of;
using test::TemporaryFolder;
using testing::HasSubstr;
using value = std::complex<double>;

TEST(ReadProbe, ReadsTheProbeOfACxiFile) {
  ProbeModes const probe = read::read_probe(PTYGER_TEST_DATA "/siemens_star.cxi").modes;
  EXPECT_EQ(probe.modes, 1u);
  EXPECT_EQ(probe.size, 128u);
  double power = 0;
  for (auto const& v : probe.values) power += std::norm(v);
  EXPECT_NEAR(power, 51.827164, 1e-4);  // summed by h5py
}

TEST(ReadProbe, ReadsTheProbeOfAProductFile) {
  EXPECT_EQ(read::read_probe(PTYGER_TEST_DATA "/rotavirus_16x16_para.hdf5").modes.size, 128u);
}

// A file of another program; the expected sums were computed with h5py.
TEST(ReadProbe, ReadsAllModesOfARealProduct) {
  std::string const path = PTYGER_TEST_DATA "/velociprobe_product.h5";
  ProbeModes const probe = read::read_probe(path).modes;
  EXPECT_EQ(probe.modes, 2u);
  ASSERT_EQ(probe.size, 256u);
  std::array<double, 2> power{};
  for (std::size_t i = 0; i < probe.values.size(); ++i) power[i / (256 * 256)] += std::norm(probe.values[i]);
  EXPECT_NEAR(power[0], 12863.31412586, 1e-3);
  EXPECT_NEAR(power[1], 4490.3972483, 1e-3);
  read::EarlierResult const initial = read::read_initial(path);
  EXPECT_EQ(initial.probe.values, probe.values);
  EXPECT_EQ(initial.object.rows, 415u);
  EXPECT_EQ(initial.object.values[0], value(0.5, 0));
  EXPECT_DOUBLE_EQ(initial.pixel_row_m, 8e-9);  // pixel of the object; the probe states 0
}

// A probe without symmetry: 1 at [1][1], 2i at [1][2], 3 at [2][1] of 4 x 4 pixels.
std::vector<value> probe_without_symmetry() {
  std::vector<value> values(16);
  values[5] = 1;
  values[6] = {0, 2};
  values[9] = 3;
  return values;
}

TEST(ReadProbe, ReadsAnArrayOfNumpyAndMatlab) {
  TemporaryFolder const folder;
  auto const values = probe_without_symmetry();
  std::vector<float> parts;
  std::vector<double> real(16), imaginary(16);  // the first index, the row, is the fastest in MATLAB
  for (std::size_t k = 0; k < 16; ++k) {
    parts.push_back(static_cast<float>(values[k].real()));
    parts.push_back(static_cast<float>(values[k].imag()));
    real[k % 4 * 4 + k / 4] = values[k].real();
    imaginary[k % 4 * 4 + k / 4] = values[k].imag();
  }
  auto const npy = test::write_bytes(folder / "p.npy", test::npy("<c8", "(1, 4, 4)", test::bytes_of_values(parts)));
  EXPECT_EQ(read::read_probe(npy).modes.values, values);
  EXPECT_EQ(read::read_probe(npy).pixel_row_m, 0);
  test::Mat5 const mat;
  auto const array =
      mat.array("p", 6 | 0x0800, {4, 4}, 9, {test::bytes_of_values(real), test::bytes_of_values(imaginary)});
  EXPECT_EQ(read::read_probe(test::write_bytes(folder / "p.mat", mat.file(array))).modes.values, values);
}

TEST(ReadProbe, RefusesAFileWithoutAProbe) {
  EXPECT_THAT(message_of<InputError>([] { read::read_probe(PTYGER_TEST_DATA "/rotavirus_16x16_dp.hdf5"); }),
              AllOf(HasSubstr("rotavirus_16x16_dp.hdf5 has no probe"), HasSubstr("source_1/illumination")));
}

/// Reads a probe of these values from a product file.
ProbeModes probe_of(hdf5::Shape const& shape, std::vector<value> const& values) {
  TemporaryFolder const folder;
  OutputFile out(folder / "probe.h5");
  out.dataset<value>("probe", shape, values);
  out.close();
  return read::read_probe(folder / "probe.h5").modes;
}

TEST(ReadProbe, MovesABeamInTheCornerToTheCentre) {
  for (std::size_t const size : {5u, 6u}) {
    std::vector<value> values(2 * size * size, 0.0);
    values[0] = 3;
    values[size * size + 1] = 2;  // second mode, one column right of the beam
    ProbeModes const probe = probe_of({2, size, size}, values);
    EXPECT_EQ(probe.values[(size / 2) * size + size / 2], value(3, 0));
    EXPECT_EQ(probe.values[size * size + (size / 2) * size + size / 2 + 1], value(2, 0));
  }
}

TEST(ReadProbe, RefusesProbesOfZerosOrOfAWrongShape) {
  EXPECT_THAT(message_of<InputError>([] { probe_of({4, 4}, std::vector<value>(16, 0.0)); }), HasSubstr("zero"));
  EXPECT_THAT(message_of<InputError>([] {
                probe_of({4, 4}, std::vector<value>(16, std::nan("")));
              }),
              HasSubstr("not finite"));
  EXPECT_THAT(message_of<InputError>([] { probe_of({2, 8}, std::vector<value>(16, 1.0)); }), HasSubstr("shape (2, 8)"));
}

TEST(ReadInitial, ReadsObjectProbeAndTheirPlace) {
  TemporaryFolder const folder;
  OutputFile out(folder / "result.h5");
  test::write_product(out, 1e4, 8e-9, {0, 1});
  out.close();
  read::EarlierResult const initial = read::read_initial(folder / "result.h5");
  EXPECT_EQ(initial.object.rows, 6u);
  EXPECT_EQ(initial.object.cols, 6u);
  EXPECT_EQ(initial.object.values, std::vector<value>(36, 1.0));
  EXPECT_EQ(initial.probe.size, 6u);
  EXPECT_EQ(initial.pixel_row_m, 8e-9);  // the probe states 0.0
  EXPECT_EQ(initial.center_row_m, 2e-6);
  EXPECT_EQ(initial.center_col_m, 1e-6);
}

TEST(ReadInitial, RefusesScansAndObjectsOfSeveralLayers) {
  EXPECT_THAT(message_of<InputError>([] { read::read_initial(PTYGER_TEST_DATA "/siemens_star.cxi"); }),
              AllOf(HasSubstr("siemens_star.cxi: no dataset 'object'"), HasSubstr("--init RESULT.h5")));
  TemporaryFolder const folder;
  OutputFile out(folder / "layers.h5");
  out.dataset<value>("object", {2, 3, 3}, std::vector<value>(18, 1.0));
  out.attribute("object", "pixel_width_m", 1e-8);
  out.attribute("object", "pixel_height_m", 1e-8);
  out.close();
  EXPECT_THAT(message_of<InputError>([&] { read::read_initial(folder / "layers.h5"); }), HasSubstr("one layer"));
}

}  // namespace
}  // namespace ptyger
