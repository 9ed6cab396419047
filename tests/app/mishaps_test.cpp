// Random mishaps with the file of a simulated scan, each through the whole program: the images are right, or the
// program refuses the file, or it warns. PTYGER_MISHAPS and PTYGER_MISHAP_SEED choose how many are drawn, and which.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <numbers>

#include "core/random.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/app/run_program.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {
namespace {

constexpr std::size_t frames = 100;
constexpr std::size_t size = 64;
constexpr std::size_t pixels = size * size;
constexpr double most_excess = 1.3;  // NRMSE against the truth over the NRMSE of the clean scan, of right images
std::string const detector = "entry_1/instrument_1/detector_1/";
std::string const source = "entry_1/instrument_1/source_1/";

/// What a CXI file of the scan holds.
struct Content {
  std::vector<double> counts;       ///< [frame][row][col]
  std::vector<double> translation;  ///< [frame][x, y, z], metres
  std::vector<std::uint32_t> mask;  ///< [row][col], 0 = good; empty: none
  double energy = 0;                ///< as in the file, J
  double distance = 0;              ///< metres
  double detector_pixel = 0;        ///< metres
  std::vector<std::complex<float>> probe;
  hdf5::Kind kind = hdf5::Kind::uint32;  ///< type of the counts in the file
  std::vector<std::size_t> lost = {};    ///< frames that cannot be used

  [[nodiscard]] std::size_t number() const { return counts.size() / pixels; }
};

template <class T>
void write_counts(hdf5::OutputFile& out, Content const& content) {
  std::vector<T> values(content.counts.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<T>(content.counts[i]);
  out.dataset<T>(detector + "data", {content.number(), size, size}, values);
}

void write(std::string const& path, Content const& content) {
  hdf5::OutputFile out(path);
  if (content.kind == hdf5::Kind::float32)
    write_counts<float>(out, content);
  else if (content.kind == hdf5::Kind::int32)
    write_counts<std::int32_t>(out, content);
  else if (content.kind == hdf5::Kind::uint16)
    write_counts<std::uint16_t>(out, content);
  else
    write_counts<std::uint32_t>(out, content);
  out.dataset<double>("entry_1/sample_1/geometry_1/translation", {content.translation.size() / 3, 3},
                      content.translation);
  if (!content.mask.empty()) out.dataset<std::uint32_t>(detector + "mask", {size, size}, content.mask);
  out.scalar(source + "energy", content.energy);
  out.scalar(detector + "distance", content.distance);
  out.scalar(detector + "x_pixel_size", content.detector_pixel);
  out.scalar(detector + "y_pixel_size", content.detector_pixel);
  if (!content.probe.empty()) out.dataset<std::complex<float>>(source + "illumination", {1, size, size}, content.probe);
  out.close();
}

Content read(std::string const& path) {
  hdf5::InputFile const file(path);
  Content content;
  content.counts = file.dataset(detector + "data").read<double>();
  content.translation = file.dataset("entry_1/sample_1/geometry_1/translation").read<double>();
  content.energy = file.dataset(source + "energy").scalar();
  content.distance = file.dataset(detector + "distance").scalar();
  content.detector_pixel = file.dataset(detector + "x_pixel_size").scalar();
  for (auto const& value : file.dataset("truth/probe").read<std::complex<double>>()) content.probe.emplace_back(value);
  return content;
}

/// Draws the mishaps of one file.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return random_.next() % end; }
  double between(double low, double high) { return low + (high - low) * uniform(random_); }
  bool chance() { return below(2) == 0; }
  /// Different numbers below `end`.
  std::vector<std::size_t> some(std::size_t number, std::size_t end) {
    auto const order = random_.permutation(static_cast<int>(end));
    return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(number)};
  }

 private:
  core::Random random_;
};

/// A kind of mishap: changes the content, says what it did.
using Mishap = std::string (*)(Draw& draw, Content& content);

std::string marks(Draw& draw, Content& content) {
  struct Mark {
    hdf5::Kind kind;
    double value;
  };
  Mark const all[] = {
      {hdf5::Kind::uint16, 65535}, {hdf5::Kind::uint32, 4294967295.0},  {hdf5::Kind::int32, -1},
      {hdf5::Kind::int32, -2},     {hdf5::Kind::float32, std::nan("")}, {hdf5::Kind::float32, 4294967295.0}};
  auto const mark = all[draw.below(std::size(all))];
  content.kind = mark.kind;
  auto const number = 1 + draw.below(200);
  bool const always = mark.value < 0 || draw.chance();
  for (auto const pixel : draw.some(number, pixels))
    for (std::size_t frame = 0; frame < content.number(); ++frame)
      if (always || draw.below(4) == 0) content.counts[frame * pixels + pixel] = mark.value;
  return "marks of " + std::to_string(mark.value) + " in " + std::to_string(number) + " pixels";
}

std::string masked_marks(Draw& draw, Content& content) {
  auto text = marks(draw, content);
  content.mask.assign(pixels, 0);
  for (std::size_t i = 0; i < pixels; ++i) {
    double const count = content.counts[i];
    content.mask[i] = !(count >= 0 && count < 60000) ? 1 : 0;
  }
  return text + ", masked";
}

std::string empty_frames(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(12);
  content.lost = draw.some(number, content.number());
  for (auto const frame : content.lost)
    std::fill_n(content.counts.begin() + static_cast<std::ptrdiff_t>(frame * pixels), pixels, 0.0);
  return std::to_string(number) + " empty frames";
}

std::string wild_frames(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(5);
  bool const bright = draw.chance();
  for (auto const frame : draw.some(number, content.number()))
    for (std::size_t i = 0; i < pixels; ++i) {
      double& count = content.counts[frame * pixels + i];
      count = bright ? 30 * count : std::floor(draw.between(0, 500));
    }
  return std::to_string(number) + (bright ? " frames of 30 times the counts" : " frames of noise");
}

std::string dark_frames(Draw& draw, Content& content) {
  auto const number = 4 + draw.below(12);
  for (auto const frame : draw.some(number, content.number()))
    for (std::size_t i = 0; i < pixels; ++i) {
      double& count = content.counts[frame * pixels + i];
      count = std::floor(0.05 * count);
    }
  return std::to_string(number) + " dark frames";
}

std::string dropped_frames(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(3);
  content.counts.resize(content.counts.size() - number * pixels);
  return std::to_string(number) + " frames are missing";
}

std::string doubled_frames(Draw& draw, Content& content) {
  auto const frame = draw.below(content.number());
  auto const at = content.counts.begin() + static_cast<std::ptrdiff_t>(frame * pixels);
  std::vector<double> const copy(at, at + static_cast<std::ptrdiff_t>(pixels));
  content.counts.insert(at, copy.begin(), copy.end());
  return "frame " + std::to_string(frame) + " twice";
}

std::string lost_positions(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(6);
  content.lost = draw.some(number, content.number());
  for (auto const frame : content.lost) content.translation[3 * frame] = std::nan("");
  return std::to_string(number) + " positions are NaN";
}

std::string turned_axes(Draw& draw, Content& content) {
  auto const turn = 1 + draw.below(7);
  for (std::size_t frame = 0; frame < content.number(); ++frame) {
    double* const p = &content.translation[3 * frame];
    if ((turn & 1U) != 0) std::swap(p[0], p[1]);
    if ((turn & 2U) != 0) p[0] = -p[0];
    if ((turn & 4U) != 0) p[1] = -p[1];
  }
  return "axes turned, " + std::to_string(turn);
}

std::string rotated_scan(Draw& draw, Content& content) {
  double const degrees = draw.between(8, 172);
  double const cos = std::cos(degrees * std::numbers::pi / 180);
  double const sin = std::sin(degrees * std::numbers::pi / 180);
  for (std::size_t frame = 0; frame < content.number(); ++frame) {
    double* const p = &content.translation[3 * frame];
    double const x = p[0];
    p[0] = cos * x + sin * p[1];
    p[1] = cos * p[1] - sin * x;
  }
  return "scan rotated by " + std::to_string(degrees) + " degrees";
}

std::string wrong_unit(Draw& draw, Content& content) {
  double const factor = draw.chance() ? 1e6 : 1e3;
  switch (draw.below(3)) {
    case 0:
      for (auto& coordinate : content.translation) coordinate *= factor;
      return "positions in another unit";
    case 1:
      content.distance *= 1e3;
      return "distance in mm";
    default:
      content.energy /= 1.602176634e-19;  // eV
      return "energy in eV";
  }
}

std::string scaled_counts(Draw& draw, Content& content) {
  double const factor = std::pow(10, draw.between(-9, 9));
  for (auto& count : content.counts) count *= factor;
  content.kind = hdf5::Kind::float32;
  return "counts times " + std::to_string(factor);
}

std::string inverted_mask(Draw& draw, Content& content) {
  content.mask.assign(pixels, 1);
  for (auto const pixel : draw.some(20 + draw.below(200), pixels)) content.mask[pixel] = 0;
  return "mask of the other polarity";
}

constexpr Mishap mishaps[] = {marks,          masked_marks,   empty_frames,   wild_frames, dark_frames,
                              dropped_frames, doubled_frames, lost_positions, turned_axes, rotated_scan,
                              wrong_unit,     scaled_counts,  inverted_mask};

std::uint64_t number_of_environment(char const* name, std::uint64_t otherwise) {
  char const* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class Mishaps : public testing::Test {
 protected:
  Mishaps() {
    auto const made = run_program({"simulate", "-o", clean, "--detector", "64", "--frames", "100", "--overlap", "0.7",
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
  auto const good = read(clean);
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
    write(file, blind ? without_probe(good) : good);
    auto const reference = run();
    ASSERT_EQ(reference.exit_code, 0) << reference.text;
    EXPECT_EQ(reference.text.find("warning"), std::string::npos) << reference.text;
    clean_error[blind] = error();
  }
  auto const seed = number_of_environment("PTYGER_MISHAP_SEED", 1);
  for (std::uint64_t k = 0; k < number_of_environment("PTYGER_MISHAPS", 40); ++k) {
    Draw draw(1000 * seed + k);
    bool const blind = draw.below(3) == 2;
    auto content = blind ? without_probe(good) : good;
    auto const text = mishaps[draw.below(std::size(mishaps))](draw, content) + (blind ? ", no probe" : "");
    write(file, content);
    auto const outcome = run();
    bool const refused = outcome.exit_code == 2;
    bool const warned = outcome.text.find("warning") != std::string::npos;
    EXPECT_TRUE(refused || outcome.exit_code == 0) << text << "\n" << outcome.text;
    double found = refused ? 0 : error();
    if (blind && found > most_excess * clean_error[1]) found = std::min(found, error_of_twin());
    double expected = clean_error[blind];  // of the clean scan without the frames that the mishap has spoilt
    if (!refused && !content.lost.empty()) {
      write(file, blind ? without_probe(good) : good);
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
