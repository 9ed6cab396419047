// A scan with wild frames and a row that lies beside its positions: the program names them.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "hdf5/input_file.hpp"
#include "tests/app/mishaps.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(FitDiagnostics, NameWildFramesAndShowAShiftedRow) {
  TemporaryFolder const folder;
  auto const scan = folder / "scan.cxi";
  ASSERT_EQ(run_program({"simulate", "-o", scan, "--detector", "48", "--frames", "100", "--write-probe"}).exit_code, 0);
  auto const run = [&](std::string const& result) {
    return run_program({"reconstruct", scan, "-o", folder / result, "--positions", "fixed", "--iterations", "15"});
  };
  auto const clean = run("clean.h5");
  EXPECT_THAT(clean.output, Not(HasSubstr("worst frames")));

  auto content = mishap::read(scan);
  std::set<std::size_t> const wild{13, 41, 77};
  for (auto const frame : wild) {
    auto const begin = content.counts.begin() + static_cast<std::ptrdiff_t>(frame * mishap::pixels);
    std::reverse(begin, begin + static_cast<std::ptrdiff_t>(mishap::pixels / 2));
  }
  std::set<std::size_t> const row{60, 61, 62, 63, 64, 65, 66, 67, 68, 69};
  double const step = std::abs(content.translation[3 * 61] - content.translation[3 * 60]);
  for (auto const frame : row) content.translation[3 * frame + 1] += 0.5 * step;
  std::filesystem::remove(scan);
  mishap::write(scan, content);
  auto const spoilt = run("spoilt.h5");
  EXPECT_EQ(spoilt.exit_code, 0) << spoilt.diagnostics;
  EXPECT_THAT(spoilt.output, HasSubstr("--skip-frames "));
  for (auto const frame : wild)
    EXPECT_THAT(spoilt.output, testing::ContainsRegex("--skip-frames [0-9,]*" + std::to_string(frame)));
  EXPECT_TRUE(std::filesystem::exists(folder / "spoilt_fit.png"));

  // The frames of the shifted row fit worse than the others.
  auto const misfit = hdf5::InputFile(folder / "spoilt.h5").dataset("/ptyger/fit/frame_nrmse").read<double>();
  double of_row = 0;
  double of_others = 0;
  for (std::size_t frame = 0; frame < misfit.size(); ++frame)
    if (!wild.contains(frame)) (row.contains(frame) ? of_row : of_others) += misfit[frame];
  of_row /= static_cast<double>(row.size());
  of_others /= static_cast<double>(misfit.size() - row.size() - wild.size());
  EXPECT_GT(of_row, 1.3 * of_others);
}

}  // namespace
}  // namespace ptyger::test
