// Random mishaps with the file of a simulated scan, each through the whole program: the images are right, or the
// program refuses the file, or it warns. PTYGER_MISHAPS, PTYGER_MISHAP_SEED and PTYGER_MISHAP_FIRST choose how many are
// drawn, and which.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <complex>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/app/mishaps.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

constexpr double most_excess = 1.3;  // NRMSE against the truth over the NRMSE of the clean scan, of right images

using mishap::Content;

std::uint64_t number_of_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class Mishaps : public testing::Test {
 protected:
  Mishaps() {
    auto const made = run_program({"simulate", "-o", clean, "--detector", "48", "--frames", "81", "--overlap", "0.7",
                                   "--photons", "1e6", "--write-probe"});
    EXPECT_EQ(made.exit_code, 0) << made.diagnostics;
  }
  /// NRMSE against the truth; 1 when both cannot be compared.
  double error() const {
    auto const compared = run_program({"compare", clean, result, "--json"});
    if (compared.exit_code != 0) return 1;
    return nlohmann::json::parse(compared.output).at("nrmse").get<double>();
  }
  /// The same for the conjugate twin of the result, which fits as well where the probe is not known.
  double error_of_twin() const {
    auto object = hdf5::InputFile(result).dataset("object").read<std::complex<float>>();
    std::reverse(object.begin(), object.end());
    for (auto& value : object) value = std::conj(value);
    auto out = hdf5::OutputFile::extend(result);
    out.write_rows<std::complex<float>>("object", 0, object);
    out.close();
    return error();
  }
  TemporaryFolder folder;
  std::string const clean = folder / "clean.cxi";
  std::string const file = folder / "scan.cxi";
  std::string const result = folder / "result.h5";
};

TEST_F(Mishaps, NeverMakeWrongImagesWithoutAWord) {
  auto const good = mishap::read(clean);
  struct Outcome {
    bool refused;
    bool warned;
    double error;
    std::string text;
    double excess = 0;
    bool silently_wrong() const { return !refused && !warned && excess > most_excess; }
  };
  auto const reconstruct = [&](Content content, bool blind, int iterations, std::vector<std::size_t> const& skipped) {
    if (blind) content.probe.clear();
    mishap::write(file, content);
    std::vector<std::string> words{
        "reconstruct", file, "-o", result, "--overwrite", "--iterations", fmt::to_string(iterations), "--devices", "1"};
    if (!skipped.empty()) words.insert(words.end(), {"--skip-frames", fmt::format("{}", fmt::join(skipped, ","))});
    auto const program = run_program(words);
    auto text = program.output + program.diagnostics;
    bool const refused = program.exit_code == 2;
    EXPECT_TRUE(refused || program.exit_code == 0) << text;
    bool const warned = text.find("warning") != std::string::npos;
    return Outcome{refused, warned, refused ? 0 : error(), std::move(text)};
  };
  std::map<std::pair<bool, int>, double> clean_errors;
  auto const clean_error = [&](bool blind, int iterations) {
    auto const [known, first_time] = clean_errors.try_emplace({blind, iterations});
    if (first_time) {
      auto const outcome = reconstruct(good, blind, iterations, {});
      EXPECT_FALSE(outcome.refused || outcome.warned) << outcome.text;
      known->second = outcome.error;
    }
    return known->second;
  };
  // The greatest error of the clean scan, whole or without what the mishap has spoilt.
  auto const expected_error = [&](Content const& content, bool blind, int iterations) {
    double expected = clean_error(blind, iterations);
    if (!content.lost.empty()) expected = std::max(expected, reconstruct(good, blind, iterations, content.lost).error);
    if (!content.marked.empty()) {
      auto masked = good;
      masked.mask.assign(mishap::pixels, 0);
      for (auto const pixel : content.marked) masked.mask[pixel] = 1;
      expected = std::max(expected, reconstruct(masked, blind, iterations, {}).error);
    }
    return expected;
  };
  auto const judge = [&](Content const& content, bool blind, int iterations) {
    double const reference = clean_error(blind, iterations);
    auto outcome = reconstruct(content, blind, iterations, {});
    outcome.excess = outcome.error / reference;
    if (outcome.refused || outcome.excess <= most_excess) return outcome;
    if (blind) outcome.error = std::min(outcome.error, error_of_twin());
    outcome.excess = outcome.error / expected_error(content, blind, iterations);
    return outcome;
  };
  auto const seed = number_of_environment("PTYGER_MISHAP_SEED", 1);
  auto const first = number_of_environment("PTYGER_MISHAP_FIRST", 0);
  auto const end = first + number_of_environment("PTYGER_MISHAPS", 40);
  for (auto k = first; k < end; ++k) {
    mishap::Draw draw(1000 * seed + k);
    bool const blind = draw.below(3) == 2;
    auto content = good;
    auto const text =
        mishap::mishaps[draw.below(std::size(mishap::mishaps))](draw, content) + (blind ? ", no probe" : "");
    auto outcome = judge(content, blind, 12);
    // Without a probe, 12 iterations do not tell a slow start from a wrong image.
    if (blind && outcome.silently_wrong()) outcome = judge(content, blind, 60);
    std::printf("%3d  %-9s %.3f  %s\n", static_cast<int>(k),
                outcome.refused  ? "refused"
                : outcome.warned ? "warned"
                                 : "taken",
                outcome.excess, text.c_str());
    EXPECT_FALSE(outcome.silently_wrong()) << k << ": " << text << "\n" << outcome.text;
  }
}

}  // namespace
}  // namespace ptyger::test
