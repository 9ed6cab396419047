#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "hdf5/output_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/compare/blobs.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";

void write_result(std::string const& path, core::PlacedObject const& placed) {
  hdf5::OutputFile out(path);
  out.dataset("object", {1, placed.object.rows, placed.object.cols}, placed.object.values);
  out.attribute("object", "pixel_height_m", placed.pixel_row_m);
  out.attribute("object", "pixel_width_m", placed.pixel_col_m);
  out.attribute("object", "center_y_m", placed.center->row_m);
  out.attribute("object", "center_x_m", placed.center->col_m);
  out.close();
}

class CompareCommand : public testing::Test {
 protected:
  CompareCommand() {
    Blobs const sample(11);
    auto const placed_a = placed_view(sample, 100, 110, 0, 0);
    write_result(a, placed_a);
    auto placed_b = placed_view(sample, 96, 114, 3.3, -2.6);
    apply_scale_and_ramp(placed_b.object, {0, 2}, 0.02, -0.01);
    write_result(b, placed_b);
  }

  TemporaryFolder folder;
  std::string a = folder / "a.h5";
  std::string b = folder / "b.h5";
};

/// The bytes of a file.
std::string file_text(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(CompareCommand, PrintsNumbersAndDrawsAPicture) {
  auto const picture = folder / "ab.png";
  auto const run = run_program({"compare", a, b, "-o", picture});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  EXPECT_THAT(run.output, AllOf(HasSubstr("a.h5"), HasSubstr("96 x 114 pixels"), HasSubstr("beyond the coordinates"),
                                HasSubstr("ramp          -0.02, 0.01 rad/pixel"), HasSubstr("scale         0.5"),
                                HasSubstr("above Nyquist, better than 20 nm"), HasSubstr("1/2 bit")));
  EXPECT_GT(std::filesystem::file_size(picture), 1000U);
  auto const again = run_program({"compare", a, b, "-o", picture});
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.diagnostics, HasSubstr("ab.png"));
  EXPECT_EQ(run_program({"compare", a, b, "-o", picture, "--overwrite"}).exit_code, 0);
  EXPECT_EQ(run_program({"compare", a, b, "-o", folder / "ab.svg"}).exit_code, 0);
  auto const svg = file_text(folder / "ab.svg");
  EXPECT_THAT(svg, AllOf(HasSubstr(">A: a.h5<"), HasSubstr(">B: b.h5<"), HasSubstr("pixel 10 nm"),
                         HasSubstr(">full period, nm<"), HasSubstr("do not state whether A and B share noise")));
}

TEST_F(CompareCommand, ThePictureWarnsOfNoiseThatBothShare) {
  ASSERT_EQ(run_program({"compare", a, a, "-o", folder / "aa.svg"}).exit_code, 0);
  EXPECT_THAT(file_text(folder / "aa.svg"), HasSubstr("Caution: A and B are the same object"));
}

TEST_F(CompareCommand, PrintsJson) {
  auto const run = run_program({"compare", a, b, "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const json = Json::parse(run.output);
  EXPECT_EQ(json["placed_by"], "coordinates");
  EXPECT_NEAR(json["shift_px"]["row"].get<double>(), 0, 3e-3);
  EXPECT_NEAR(json["ramp_rad_per_px"]["col"].get<double>(), 0.01, 1e-5);
  EXPECT_NEAR(json["scale"]["amplitude"].get<double>(), 0.5, 1e-3);
  EXPECT_LT(json["nrmse"].get<double>(), 1e-3);
  EXPECT_TRUE(json["resolution_m"].is_null());
  EXPECT_TRUE(json["independent_noise"].is_null());
  EXPECT_TRUE(json["resolution_reached_nyquist"].get<bool>());
  auto const& frc = json["frc"];
  auto const count = frc["frequency_per_px"].size();
  EXPECT_GT(count, 20U);
  for (auto const* name : {"frequency_per_m", "correlation", "threshold", "samples"})
    EXPECT_EQ(frc[name].size(), count);
  EXPECT_NEAR(frc["frequency_per_m"][0].get<double>() * 1e-8, frc["frequency_per_px"][0].get<double>(), 1e-12);
}

TEST_F(CompareCommand, FilesThatCannotBeComparedAreRefused) {
  auto const expect_refused = [](std::vector<std::string> const& words, std::string const& what) {
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2) << what;
    EXPECT_EQ(run.output, "");
    EXPECT_THAT(run.diagnostics, HasSubstr(what));
  };
  expect_refused({"compare", a}, "B is missing");
  expect_refused({"compare", a, folder / "none.h5"}, "no such file");
  expect_refused({"compare", a, star}, "no reconstructed object");
  for (auto const* name : {"none.jpg", "none", "b.h5"})  // before any of the inputs is looked for
    expect_refused({"compare", folder / "none.h5", b, "-o", folder / name}, "give it a name that ends in .png");
  std::filesystem::rename(b, folder / "b.png");
  expect_refused({"compare", a, folder / "b.png", "-o", folder / "b.png", "--overwrite"}, "it is an input");
  std::filesystem::rename(folder / "b.png", b);
  std::ofstream(folder / "text.h5") << "no file of that kind";
  expect_refused({"compare", a, folder / "text.h5"}, "not an HDF5 file");
  auto coarse = placed_view(Blobs(11), 60, 60, 0, 0);
  coarse.pixel_row_m *= 1.02;
  write_result(folder / "coarse.h5", coarse);
  expect_refused({"compare", a, folder / "coarse.h5"}, "within 1 %");
}

TEST(CompareHalves, OfTheStarAgreeThoughTheirSizesDiffer) {
  TemporaryFolder const folder;
  for (std::string const half : {"odd", "even"}) {
    auto const run = run_program({"reconstruct", star, "-o", folder / (half + ".h5"), "--half", half, "--start-epochs",
                                  "4", "--iterations", "3", "--devices", "1"});
    ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
    EXPECT_THAT(run.output, HasSubstr("half of the scan: the 258 of 516 frames with " + half + " numbers"));
  }
  auto const run = run_program({"compare", folder / "odd.h5", folder / "even.h5", "--json"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const json = Json::parse(run.output);
  EXPECT_EQ(json["placed_by"], "coordinates");
  EXPECT_NE(json["a"]["rows"], json["b"]["rows"]);
  EXPECT_LT(std::abs(json["shift_px"]["row"].get<double>()), 0.5);
  EXPECT_LT(std::abs(json["shift_px"]["col"].get<double>()), 0.5);
  EXPECT_LT(json["nrmse"].get<double>(), 0.25);
  double const resolution = json["resolution_m"].get<double>();
  EXPECT_GT(resolution, 25e-9);
  EXPECT_LT(resolution, 120e-9);
  EXPECT_EQ(json["independent_noise"], true);
}

TEST(CompareHalves, WithACommonInitialObjectShareNoise) {
  TemporaryFolder const folder;
  // Reconstructs the star with further arguments; returns what the program prints.
  auto const reconstruct_star = [&](std::string const& name, std::vector<std::string> const& more) {
    std::vector<std::string> words = {"reconstruct", star, "-o", folder / name, "--devices", "1", "--iterations", "1"};
    words.insert(words.end(), more.begin(), more.end());
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.diagnostics;
    return run.output;
  };
  // Value of independent_noise for two results.
  auto const independent = [&](std::string const& one, std::string const& other) {
    return Json::parse(run_program({"compare", folder / one, folder / other, "--json"}).output)["independent_noise"];
  };
  auto const shares = HasSubstr("the halves will share noise");
  EXPECT_THAT(reconstruct_star("full.h5", {}), Not(shares));
  EXPECT_THAT(reconstruct_star("odd.h5", {"--half", "odd", "--init", folder / "full.h5"}), shares);
  EXPECT_THAT(reconstruct_star("even.h5", {"--half", "even"}), Not(shares));
  EXPECT_THAT(reconstruct_star("more.h5", {"--half", "even", "--init", folder / "even.h5"}), Not(shares));
  EXPECT_THAT(reconstruct_star("late.h5", {"--half", "odd", "--init", folder / "odd.h5"}), shares) << "it is handed on";
  EXPECT_EQ(independent("odd.h5", "even.h5"), false);
  EXPECT_EQ(independent("late.h5", "even.h5"), false);
  EXPECT_EQ(independent("more.h5", "even.h5"), false);
  EXPECT_EQ(independent("full.h5", "even.h5"), false);
  EXPECT_EQ(independent("even.h5", "even.h5"), false);
  auto const text = run_program({"compare", folder / "odd.h5", folder / "even.h5"}).output;
  EXPECT_THAT(text, HasSubstr("note          the initial object of A used frames of the other half: they share noise"));
  EXPECT_THAT(run_program({"compare", folder / "odd.h5", folder / "odd.h5"}).output, HasSubstr("the same object"));
}

TEST(CompareTruth, OfASimulatedScanIsRead) {
  TemporaryFolder const folder;
  auto const scan = folder / "scan.cxi";
  ASSERT_EQ(run_program({"simulate", "-o", scan, "--detector", "64", "--frames", "100", "--write-probe"}).exit_code, 0);
  auto const run = run_program(
      {"reconstruct", scan, "-o", folder / "r.h5", "--start-epochs", "6", "--iterations", "10", "--devices", "1"});
  ASSERT_EQ(run.exit_code, 0) << run.diagnostics;
  auto const json = Json::parse(run_program({"compare", folder / "r.h5", scan, "--json"}).output);
  EXPECT_EQ(json["b"]["layout"], "simulated truth");
  EXPECT_LT(std::abs(json["shift_px"]["row"].get<double>()), 0.2);
  EXPECT_LT(json["nrmse"].get<double>(), 0.15);
}

}  // namespace
}  // namespace ptyger::test
