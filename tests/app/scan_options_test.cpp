#include <gmock/gmock.h>

#include <fstream>

#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/app/parse_reconstruct.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";

Parsed parse(Words more) {
  more.insert(more.begin(), {"scan.cxi", "-o", "result.h5"});
  return parse_reconstruct(more);
}

Words const all_options{"--mask",
                        "m.h5:/a",
                        "--mask-polarity",
                        "1-is-good",
                        "--crop",
                        "64",
                        "--center",
                        "60,63.5",
                        "--energy",
                        "8.8e3",
                        "--distance",
                        "2",
                        "--detector-pixel",
                        "75e-6",
                        "--pixel",
                        "1e-8",
                        "--angle",
                        "-30.5",
                        "--transpose",
                        "--flipud",
                        "--fliplr",
                        "--swap-xy",
                        "--negate-x",
                        "--negate-y",
                        "--half",
                        "odd",
                        "--scan-rotation",
                        "-12.5",
                        "--raster",
                        "11x12",
                        "--step",
                        "1e-7",
                        "--position-unit",
                        "um",
                        "--pad",
                        "80",
                        "--near-field",
                        "--focus-to-sample",
                        "3.65e-3",
                        "--upsample",
                        "2",
                        "--blur",
                        "0.5"};

/// Expects the values of `all_options`.
void expect_all(ReadOptions const& options) {
  EXPECT_EQ(options.mask, "m.h5:/a");
  EXPECT_EQ(options.mask_polarity, MaskPolarity::one_is_good);
  EXPECT_EQ(options.crop, 64U);
  ASSERT_TRUE(options.center);
  EXPECT_EQ(options.center->row, 60);
  EXPECT_EQ(options.center->col, 63.5);
  EXPECT_EQ(options.energy_eV, 8800);
  EXPECT_EQ(options.distance_m, 2);
  EXPECT_EQ(options.detector_pixel_m, 75e-6);
  EXPECT_EQ(options.pixel_m, 1e-8);
  EXPECT_EQ(options.angle_deg, -30.5);
  EXPECT_EQ(options.half, FrameHalf::odd);
  EXPECT_EQ(options.frames, (FrameOrientation{true, true, true}));
  EXPECT_EQ(options.axes, (PositionAxes{true, true, true, -12.5}));
  ASSERT_TRUE(options.raster.shape && options.raster.step);
  EXPECT_EQ(options.raster.shape->rows, 11U);
  EXPECT_EQ(options.raster.shape->cols, 12U);
  EXPECT_EQ(options.raster.step->row_m, 1e-7);
  EXPECT_EQ(options.raster.step->col_m, 1e-7);
  EXPECT_EQ(options.position_unit, "um");
  EXPECT_EQ(options.pad, 80U);
  EXPECT_TRUE(options.near_field);
  EXPECT_EQ(options.focus_to_sample_m, 3.65e-3);
  EXPECT_EQ(options.upsample, 2U);
  EXPECT_EQ(options.blur, "0.5");
}

TEST(ScanOptions, AxesOfThePositions) {
  EXPECT_EQ(parse({}).settings.read.axes, PositionAxes{});
  EXPECT_EQ(parse({"--swap-xy"}).settings.read.axes, (PositionAxes{.swap = true}));
  EXPECT_EQ(parse({"--negate-x"}).settings.read.axes, (PositionAxes{.negate_col = true}));
  EXPECT_EQ(parse({"--negate-y"}).settings.read.axes, (PositionAxes{.negate_row = true}));
  EXPECT_EQ(parse({"--scan-rotation", "37"}).settings.read.axes, (PositionAxes{.rotation_deg = 37}));
}

TEST(ScanOptions, EveryOptionReachesTheReader) {
  expect_all(parse(all_options).settings.read);
  auto const defaults = parse({}).settings.read;
  EXPECT_EQ(defaults.mask, "");
  EXPECT_EQ(defaults.mask_polarity, MaskPolarity::zero_is_good);
  EXPECT_EQ(defaults.half, FrameHalf::all);
  EXPECT_EQ(defaults.frames, FrameOrientation{});
  EXPECT_EQ(defaults.axes, PositionAxes{});
  EXPECT_FALSE(defaults.crop || defaults.center || defaults.energy_eV || defaults.distance_m);
  EXPECT_FALSE(defaults.detector_pixel_m || defaults.pixel_m || defaults.angle_deg);
  EXPECT_FALSE(defaults.raster.shape || defaults.raster.step);
  EXPECT_EQ(defaults.position_unit, "");
  EXPECT_FALSE(defaults.near_field || defaults.focus_to_sample_m || defaults.pad);
  EXPECT_EQ(defaults.upsample, 1U);
  EXPECT_EQ(defaults.blur, "");
}

TEST(ScanOptions, ACenterTakesTwoNumbersOnly) {
  for (Words const& words : {Words{"--center", "60,63.5", "scan.cxi"}, {"--center", "60", "63.5", "scan.cxi"}}) {
    auto all = words;
    all.insert(all.end(), {"-o", "result.h5"});
    auto const settings = parse_reconstruct(all).settings;
    EXPECT_EQ(settings.inputs, Words{"scan.cxi"});
    EXPECT_EQ(settings.read.center.value().col, 63.5);
  }
}

TEST(ScanOptions, AreTheSameAfterTheirToml) {
  auto const toml = parse(all_options).toml;
  EXPECT_THAT(toml, AllOf(HasSubstr("center = [60, 63.5]\n"), HasSubstr("angle = -30.5\n"), HasSubstr("crop = 64\n")));
  EXPECT_THAT(parse({}).toml, AllOf(Not(HasSubstr("center")), Not(HasSubstr("energy"))));
  std::string const by_hand =
      "inputs = 'scan.cxi'\noutput = 'result.h5'\nmask = 'm.h5:/a'\nmask-polarity = '1-is-good'\ncrop = 64\n"
      "center = [60.0, 63.5]\nenergy = 8800\ndistance = 2.0\ndetector-pixel = 75e-6\npixel = 1e-8\nangle = -30.5\n"
      "transpose = true\nflipud = true\nfliplr = true\nswap-xy = true\nnegate-x = true\nnegate-y = true\nhalf = "
      "'odd'\nscan-rotation = -12.5\nraster = '11x12'\nstep = 1e-7\nposition-unit = 'um'\n"
      "pad = 80\nnear-field = true\nfocus-to-sample = 3.65e-3\nupsample = 2\nblur = '0.5'\n";
  TemporaryFolder const folder;
  for (auto const& text : {toml, by_hand}) {
    std::ofstream(folder / "options.toml") << text;
    expect_all(parse_reconstruct({"--config", folder / "options.toml"}).settings.read);
  }
}

TEST(ScanOptions, ValuesThatAreNoNumbersAreRefused) {
  for (Words const& words : std::vector<Words>{{"--crop", "-1"},
                                               {"--crop", "1.5"},
                                               {"--pad", "1"},
                                               {"--focus-to-sample", "near"},
                                               {"--center", "3"},
                                               {"--center", "3,b"},
                                               {"--center", "1,2,3"},
                                               {"--energy", "8.8keV"},
                                               {"--angle", "north"},
                                               {"--scan-rotation", "left"},
                                               {"--scan-rotation", "361"},
                                               {"--raster", "11"},
                                               {"--raster", "11x-2"},
                                               {"--step", "-1e-7"},
                                               {"--step", "1e-7,2e-7,3e-7"},
                                               {"--half", "third"},
                                               {"--mask-polarity", "2-is-good"}})
    EXPECT_THROW(parse(words), CLI::ParseError) << testing::PrintToString(words);
}

TEST(ScanOptions, ACroppedAndMaskedStarIsReconstructed) {
  TemporaryFolder const folder;
  std::vector<std::uint8_t> bad(128 * 128, 0);
  bad[70 * 128 + 60] = 1;  // inside the crop
  bad[2 * 128 + 3] = 1;    // outside of the crop
  hdf5::OutputFile out(folder / "mask.h5");
  out.dataset<std::uint8_t>("mask", {128, 128}, bad);
  out.close();
  auto const result = folder / "result.h5";
  auto const run = run_program({"reconstruct", star, "-o", result, "--crop", "64", "--mask", folder / "mask.h5",
                                "--angle", "12.5", "--start-epochs", "4", "--iterations", "3", "--devices", "2"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output,
              AllOf(HasSubstr("516 of 64 x 64 pixels, 16-bit integers, 1 pixels masked"), HasSubstr("pixel  20 nm"),
                    HasSubstr("angle         12.5 degrees"), HasSubstr("64 x 64 of 128 x 128 pixels are kept")));
  hdf5::InputFile const file(result);
  EXPECT_EQ(file.number_attribute("/", "tomography_angle_deg"), 12.5);
  EXPECT_NEAR(file.number_attribute("object", "pixel_width_m").value(), 2e-8, 1e-12);
  EXPECT_LT(file.number_attribute("/ptyger", "nrmse").value(), 0.1);
  EXPECT_EQ(file.dataset("ptyger/mask").read<int>()[(70 - 32) * 64 + 60 - 32], 1);
}

TEST(ScanOptions, AlsoApplyToAPlan) {
  auto const run = run_program({"plan", star, "--crop", "64", "--devices", "1"});
  EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("516 frames of 64 x 64 pixels"), HasSubstr("probe 64 x 64")));
  EXPECT_THAT(run_program({"plan", star, "--half", "odd"}).output, HasSubstr("258 frames of 128 x 128"));
  auto const wrong = run_program({"plan", star, "--crop", "200"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.diagnostics, AllOf(HasSubstr("siemens_star.cxi"), HasSubstr("--crop 200")));
}

TEST(ScanOptions, APolarityWithoutAMaskIsRefused) {
  auto const run = run_program({"inspect", star, "--mask-polarity", "1-is-good"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, HasSubstr("--mask-polarity says which pixels of --mask are good; give both"));
  EXPECT_EQ(run_program({"inspect", star, "--mask-polarity", "0-is-good"}).exit_code, 0);
}

TEST(ScanOptions, AMaskIsNotOverwritten) {
  TemporaryFolder const folder;
  auto const mask = folder / "mask.h5";
  hdf5::OutputFile out(mask);
  out.dataset<std::uint8_t>("m", {128, 128}, std::vector<std::uint8_t>(128 * 128, 0));
  out.close();
  for (Words const& words : {Words{"-o", mask}, {"-o", folder / "result.h5", "--metrics", mask}}) {
    Words all{"reconstruct", star, "--overwrite", "--mask", mask + ":/m"};
    all.insert(all.end(), words.begin(), words.end());
    auto const run = run_program(all);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.diagnostics, HasSubstr("mask.h5: it is an input"));
  }
  EXPECT_TRUE(hdf5::InputFile(mask).has_dataset("m"));
}

}  // namespace
}  // namespace ptyger::test
