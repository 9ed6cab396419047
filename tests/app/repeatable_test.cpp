#include <gmock/gmock.h>

#include <cstdlib>
#include <optional>

#include "hdf5/input_file.hpp"
#include "ptyger/version.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using Values = std::vector<std::complex<double>>;

/// Sets PTYGER_CACHE for the programs that are started during its life.
class CacheFolder {
 public:
  explicit CacheFolder(std::string const& folder) {
    if (auto const* before = std::getenv(name)) before_ = before;
    setenv(name, folder.c_str(), 1);
  }
  ~CacheFolder() {
    if (before_)
      setenv(name, before_->c_str(), 1);
    else
      unsetenv(name);
  }
  CacheFolder(CacheFolder const&) = delete;
  CacheFolder& operator=(CacheFolder const&) = delete;

 private:
  static constexpr char const* name = "PTYGER_CACHE";
  std::optional<std::string> before_;  ///< value of the variable before
};

/// Runs of the built program.
class Repeatable : public testing::Test {
 protected:
  /// Object and probe of a run that has its own folder for measured FFTW plans.
  std::pair<Values, Values> run(std::string const& name, std::vector<std::string> const& more) const {
    CacheFolder const cache(folder_ / name);
    std::vector<std::string> arguments{"reconstruct",
                                       PTYGER_TEST_DATA "/siemens_star.cxi",
                                       "-o",
                                       folder_ / (name + ".h5"),
                                       "--iterations",
                                       "3",
                                       "--start-epochs",
                                       "1",
                                       "--probe-modes",
                                       "2",
                                       "--devices",
                                       "2"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const program = run_program(arguments);
    EXPECT_EQ(program.exit_code, 0) << program.diagnostics;
    hdf5::InputFile const result(folder_ / (name + ".h5"));
    EXPECT_EQ(result.dataset("/ptyger/version/ptyger").text(), version());
    return {result.dataset("object").read<std::complex<double>>(),
            result.dataset("probe").read<std::complex<double>>()};
  }

  TemporaryFolder folder_;
};

TEST_F(Repeatable, DeterministicProcessesGiveTheSameBits) {
  auto const first = run("a", {"--deterministic"});
  EXPECT_EQ(run("b", {"--deterministic"}), first);
  // FFTW measured no plan: the program would have made this folder and stored the plan in it.
  EXPECT_FALSE(std::filesystem::exists(folder_ / "a"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "b"));
}

TEST_F(Repeatable, OtherProcessesMeasureTheirPlans) {
  run("a", {});
  EXPECT_THAT(entries(folder_ / "a"), testing::Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace ptyger::test
