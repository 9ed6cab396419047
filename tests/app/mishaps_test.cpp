// Random mishaps with the file of a simulated scan, each through the whole program: the images are right, or the
// program refuses the file, or it warns. PTYGER_MISHAPS and PTYGER_MISHAP_SEED choose how many are drawn, and which.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <complex>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/app/mishaps.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

constexpr std::size_t frames = 81;
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
    int exit_code;
    std::string text;
  };
  auto const run = [&](std::vector<std::size_t> const& skipped = {}) {
    std::vector<std::string> words{"reconstruct",  file, "-o",        result, "--overwrite",
                                   "--iterations", "12", "--devices", "1"};
    if (!skipped.empty()) words.insert(words.end(), {"--skip-frames", fmt::format("{}", fmt::join(skipped, ","))});
    auto const program = run_program(words);
    return Outcome{program.exit_code, program.output + program.diagnostics};
  };
  auto const without_probe = [&](Content content) {
    content.probe.clear();
    return content;
  };
  std::array<double, 2> clean_error{};  // with and without a probe in the file
  for (bool const blind : {false, true}) {
    mishap::write(file, blind ? without_probe(good) : good);
    auto const reference = run();
    ASSERT_EQ(reference.exit_code, 0) << reference.text;
    EXPECT_EQ(reference.text.find("warning"), std::string::npos) << reference.text;
    clean_error[blind] = error();
  }
  auto const seed = number_of_environment("PTYGER_MISHAP_SEED", 1);
  for (std::uint64_t k = 0; k < number_of_environment("PTYGER_MISHAPS", 40); ++k) {
    mishap::Draw draw(1000 * seed + k);
    bool const blind = draw.below(3) == 2;
    auto content = blind ? without_probe(good) : good;
    auto const text =
        mishap::mishaps[draw.below(std::size(mishap::mishaps))](draw, content) + (blind ? ", no probe" : "");
    mishap::write(file, content);
    auto const outcome = run();
    bool const refused = outcome.exit_code == 2;
    bool const warned = outcome.text.find("warning") != std::string::npos;
    EXPECT_TRUE(refused || outcome.exit_code == 0) << text << "\n" << outcome.text;
    double found = refused ? 0 : error();
    if (blind && found > most_excess * clean_error[1]) found = std::min(found, error_of_twin());
    double expected = clean_error[blind];  // of the clean scan without the frames that the mishap has spoilt
    if (!refused && !content.lost.empty()) {
      mishap::write(file, blind ? without_probe(good) : good);
      EXPECT_EQ(run(content.lost).exit_code, 0);
      expected = error();
    }
    std::printf("%3d  %-9s %.3f  %s\n", static_cast<int>(k),
                refused  ? "refused"
                : warned ? "warned"
                         : "taken",
                found / expected, text.c_str());
    EXPECT_TRUE(refused || warned || found <= most_excess * expected) << k << ": " << text << "\n" << outcome.text;
  }
}

}  // namespace
}  // namespace ptyger::test
