#include <gmock/gmock.h>

#include <fstream>
#include <limits>

#include "hdf5/output_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "write/pending_file.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string const star = PTYGER_TEST_DATA "/siemens_star.cxi";

// Writes a small CXI file, which is valid if the arguments are. All counts have the same `value`.
template <class Count = std::uint16_t>
void write_cxi(std::string const& path, hdf5::Shape const& frames, std::vector<double> const& translation,
               Count value = 3) {
  hdf5::OutputFile file(path);
  std::size_t count = 1;
  for (auto const extent : frames) count *= static_cast<std::size_t>(extent);
  file.dataset("entry_1/data_1/data", frames, std::vector<Count>(count, value));
  file.dataset("entry_1/data_1/translation", {translation.size() / 3, 3}, translation);
  file.scalar("entry_1/instrument_1/source_1/wavelength", 1e-10);
  file.scalar("entry_1/instrument_1/detector_1/distance", 1.0);
  file.scalar("entry_1/instrument_1/detector_1/x_pixel_size", 75e-6);
  file.scalar("entry_1/instrument_1/detector_1/y_pixel_size", 75e-6);
  file.close();
}

class BadInput : public testing::Test {
 protected:
  // Runs `reconstruct` with `arguments`; expects exit code 2, a message with the text `culprit`, and no new file.
  void expect_refusal(std::vector<std::string> const& arguments, std::string const& culprit) {
    auto const before = entries(folder / "");
    auto words = arguments;
    words.insert(words.begin(), "reconstruct");
    auto const run = run_program(words);
    EXPECT_EQ(run.exit_code, 2) << run.diagnostics;
    EXPECT_THAT(run.diagnostics, AllOf(StartsWith("ptyger: error: "), HasSubstr(culprit)));
    EXPECT_EQ(entries(folder / ""), before);
  }
  void expect_refusal_of(std::string const& input, std::string const& culprit) {
    expect_refusal({input, "-o", folder / "result.h5", "--metrics", folder / "metrics.jsonl"}, culprit);
  }
  TemporaryFolder folder;
};

TEST_F(BadInput, UnknownWordsAreNamedWithASimilarKnownWord) {
  expect_refusal({"scan.cxi", "-o", folder / "result.h5", "--nois", "poisson"},
                 "there is no option '--nois'; did you mean '--noise'?; see `ptyger reconstruct --help`");
  auto const run = run_program({"reconstrct", "scan.cxi"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.diagnostics, HasSubstr("there is no command 'reconstrct'; did you mean 'reconstruct'?"));
}

// An error on a device, with one device and with several, is reported by the program.
TEST_F(BadInput, OverflowOfTheModelEndsTheRunWithAMessage) {
  auto const scan = folder / "scan.cxi";
  std::string const probe = PTYGER_TEST_DATA "/pynx_result.cxi";
  write_cxi(scan, {4, 32, 32}, {0, 0, 0, 1e-7, 0, 0, 0, 1e-7, 0, 1e-7, 1e-7, 0}, 3e38F);
  for (std::string const devices : {"1", "2"}) {
    auto const run = run_program(
        {"reconstruct", scan, "-o", folder / "result.h5", "--iterations", "3", "--probe", probe, "--devices", devices});
    EXPECT_EQ(run.exit_code, 3) << run.diagnostics;
    EXPECT_THAT(run.diagnostics, HasSubstr("not a finite number"));
  }
  EXPECT_EQ(entries(folder / ""), std::vector<std::string>{"scan.cxi"});
}

TEST_F(BadInput, MissingFile) {
  expect_refusal_of(folder / "none.cxi", "none.cxi");
}

TEST_F(BadInput, Folder) {
  expect_refusal_of(folder / "", folder / "");
}

TEST_F(BadInput, NotHdf5) {
  std::ofstream(folder / "text.cxi") << "this is not a scan\n";
  expect_refusal_of(folder / "text.cxi", "text.cxi");
  std::ofstream(folder / "empty.cxi").flush();
  expect_refusal_of(folder / "empty.cxi", "empty.cxi");
}

TEST_F(BadInput, Truncated) {
  auto const truncated = folder / "cut.cxi";
  for (std::uintmax_t const parts : {2U, 10U, 1000U}) {
    std::filesystem::copy_file(star, truncated, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::permissions(truncated, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    std::filesystem::resize_file(truncated, std::filesystem::file_size(star) / parts);
    expect_refusal_of(truncated, "cut.cxi");
  }
}

TEST_F(BadInput, WrongShapes) {
  std::vector<double> const four_positions(12, 0.0);
  write_cxi(folder / "flat.cxi", {16, 16}, four_positions);
  expect_refusal_of(folder / "flat.cxi", "flat.cxi");
  write_cxi(folder / "few.cxi", {5, 16, 16}, four_positions);
  expect_refusal_of(folder / "few.cxi", "translation");
  write_cxi(folder / "oblong.cxi", {4, 16, 12}, four_positions);
  expect_refusal_of(folder / "oblong.cxi", "oblong.cxi");
}

TEST_F(BadInput, PositionsThatAreNotNumbers) {
  write_cxi(folder / "nan.cxi", {4, 16, 16}, std::vector<double>(12, std::numeric_limits<double>::quiet_NaN()));
  expect_refusal_of(folder / "nan.cxi", "no frame that is to be read has a position");
}

TEST_F(BadInput, UnwritableOutput) {
  std::ofstream(folder / "file") << "a file\n";
  for (auto const& output : {folder / "file/result.h5", folder / "none/result.h5", std::string("/proc/result.h5")})
    expect_refusal({star, "-o", output}, output);
  expect_refusal({star, "-o", folder / "result.h5", "--metrics", folder / "none/m.jsonl"}, "none/m.jsonl");
  expect_refusal({star, "-o", folder / "result.h5", "--previews", folder / "file/pictures"}, "file/pictures");
}

TEST_F(BadInput, NamesWhoseEndingIsOfAnotherFormat) {
  expect_refusal({star, "-o", folder / "result.cxi"}, "--cxi writes such files");
  expect_refusal({star, "-o", folder / "result.tif"}, "--tiff writes such files");
  expect_refusal({star, "-o", folder / "result.npz"}, "PtyGer writes no such files");
  expect_refusal({star, "-o", folder / "result.h5", "--report", folder / "page.h5"}, "--output writes such files");
}

TEST_F(BadInput, PicturesOfAnotherRunAreNotReplaced) {
  std::ofstream(folder / "result_probe.png") << "precious\n";
  expect_refusal_of(star, "result_probe.png: this picture of another run");
  std::ofstream(folder / "other_phase.pdf") << "precious\n";
  expect_refusal({star, "-o", folder / "other.h5", "--picture-format", "pdf"},
                 "other_phase.pdf: this picture of another run");
}

TEST_F(BadInput, AResultThatAnotherProcessIsMaking) {
  // This test stands for a process that makes the same result.
  write::PendingFile const pending(folder / "result.h5.reserved", false);
  expect_refusal_of(star, "is making this file");
}

TEST_F(BadInput, InputsAreNotOverwritten) {
  auto const scan = folder / "scan.cxi";
  std::filesystem::copy_file(star, scan);
  expect_refusal({scan, "-o", scan, "--overwrite"}, "scan.cxi: it is an input");
  expect_refusal({scan, "-o", folder / "result.h5", "--metrics", scan, "--overwrite"}, "scan.cxi: it is an input");
  EXPECT_EQ(std::filesystem::file_size(scan), std::filesystem::file_size(star));
}

TEST_F(BadInput, ExistingOutputIsNotReplaced) {
  std::ofstream(folder / "result.h5") << "precious\n";
  expect_refusal_of(star, "--overwrite");
  std::string word;
  std::ifstream(folder / "result.h5") >> word;
  EXPECT_EQ(word, "precious");
}

TEST_F(BadInput, MissingProbe) {
  expect_refusal({star, "-o", folder / "result.h5", "--probe", folder / "none.h5"}, "none.h5");
  expect_refusal({star, "-o", folder / "result.h5", "--init", folder / "none.h5"}, "none.h5");
}

TEST_F(BadInput, FlyScansAndModeStartsThatTheProbeContradicts) {
  for (auto const* place : {"middle", "start"})
    expect_refusal({star, "-o", folder / "result.h5", "--fly", "1,2", "--fly-position", place},
                   "is a motion of more than a millimetre");
  expect_refusal({star, "-o", folder / "result.h5", "--no-probe", "--probe-modes", "3"}, "1 of the 3 --probe-modes");
}

}  // namespace
}  // namespace ptyger::test
