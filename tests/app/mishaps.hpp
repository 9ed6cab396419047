#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "hdf5/input_file.hpp"
#include "hdf5/output_file.hpp"
#include "tests/support/small_scan.hpp"

// Random mishaps with the CXI file of a simulated scan, for mishaps_test.cpp.
namespace ptyger::test::mishap {

inline constexpr std::size_t size = 48;
inline constexpr std::size_t pixels = size * size;
inline std::string const detector = "entry_1/instrument_1/detector_1/";
inline std::string const source = "entry_1/instrument_1/source_1/";

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

inline void write(std::string const& path, Content const& content) {
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

inline Content read(std::string const& path) {
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

inline std::string marks(Draw& draw, Content& content) {
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

inline std::string masked_marks(Draw& draw, Content& content) {
  auto text = marks(draw, content);
  content.mask.assign(pixels, 0);
  for (std::size_t i = 0; i < pixels; ++i) {
    double const count = content.counts[i];
    content.mask[i] = !(count >= 0 && count < 60000) ? 1 : 0;
  }
  return text + ", masked";
}

inline std::string empty_frames(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(12);
  content.lost = draw.some(number, content.number());
  for (auto const frame : content.lost)
    std::fill_n(content.counts.begin() + static_cast<std::ptrdiff_t>(frame * pixels), pixels, 0.0);
  return std::to_string(number) + " empty frames";
}

inline std::string wild_frames(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(5);
  bool const bright = draw.chance();
  for (auto const frame : draw.some(number, content.number()))
    for (std::size_t i = 0; i < pixels; ++i) {
      double& count = content.counts[frame * pixels + i];
      count = bright ? 30 * count : std::floor(draw.between(0, 500));
    }
  return std::to_string(number) + (bright ? " frames of 30 times the counts" : " frames of noise");
}

inline std::string dark_frames(Draw& draw, Content& content) {
  auto const number = 4 + draw.below(12);
  for (auto const frame : draw.some(number, content.number()))
    for (std::size_t i = 0; i < pixels; ++i) {
      double& count = content.counts[frame * pixels + i];
      count = std::floor(0.05 * count);
    }
  return std::to_string(number) + " dark frames";
}

inline std::string dropped_frames(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(3);
  content.counts.resize(content.counts.size() - number * pixels);
  return std::to_string(number) + " frames are missing";
}

inline std::string doubled_frames(Draw& draw, Content& content) {
  auto const frame = draw.below(content.number());
  auto const at = content.counts.begin() + static_cast<std::ptrdiff_t>(frame * pixels);
  std::vector<double> const copy(at, at + static_cast<std::ptrdiff_t>(pixels));
  content.counts.insert(at, copy.begin(), copy.end());
  return "frame " + std::to_string(frame) + " twice";
}

inline std::string lost_positions(Draw& draw, Content& content) {
  auto const number = 1 + draw.below(6);
  content.lost = draw.some(number, content.number());
  for (auto const frame : content.lost) content.translation[3 * frame] = std::nan("");
  return std::to_string(number) + " positions are NaN";
}

inline std::string turned_axes(Draw& draw, Content& content) {
  auto const turn = 1 + draw.below(7);
  for (std::size_t frame = 0; frame < content.number(); ++frame) {
    double* const p = &content.translation[3 * frame];
    if ((turn & 1U) != 0) std::swap(p[0], p[1]);
    if ((turn & 2U) != 0) p[0] = -p[0];
    if ((turn & 4U) != 0) p[1] = -p[1];
  }
  return "axes turned, " + std::to_string(turn);
}

inline std::string rotated_scan(Draw& draw, Content& content) {
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

inline std::string wrong_unit(Draw& draw, Content& content) {
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

inline std::string scaled_counts(Draw& draw, Content& content) {
  double const factor = std::pow(10, draw.between(-9, 9));
  for (auto& count : content.counts) count *= factor;
  content.kind = hdf5::Kind::float32;
  return "counts times " + std::to_string(factor);
}

inline std::string inverted_mask(Draw& draw, Content& content) {
  content.mask.assign(pixels, 1);
  for (auto const pixel : draw.some(20 + draw.below(200), pixels)) content.mask[pixel] = 0;
  return "mask of the other polarity";
}

inline constexpr Mishap mishaps[] = {marks,          masked_marks,   empty_frames,   wild_frames, dark_frames,
                                     dropped_frames, doubled_frames, lost_positions, turned_axes, rotated_scan,
                                     wrong_unit,     scaled_counts,  inverted_mask};

}  // namespace ptyger::test::mishap
