#include "tests/support/small_scan.hpp"

#include <cmath>
#include <limits>

namespace ptyger::test {
namespace {

using Values = std::vector<std::complex<double>>;

template <class Count>
std::vector<Count> random_counts(SmallScanSpec const& spec, std::vector<std::uint8_t> const& measured,
                                 core::Random& random) {
  std::size_t const pixels = spec.detector * spec.detector;
  std::vector<Count> counts(spec.frames * pixels);
  double const largest = sizeof(Count) == 4 ? 300 : 60;  // counts include zeros and, in 32-bit types, values above 255
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = static_cast<Count>(std::floor(uniform(random) * uniform(random) * largest));
    if (measured[i % pixels] == 0) counts[i] = std::is_floating_point_v<Count> ? 1e6F : static_cast<Count>(200);
    if (std::is_floating_point_v<Count> && spec.masked && i % 7 == 3) counts[i] = static_cast<Count>(-1.0);
  }
  return counts;
}

Counts counts_of(SmallScanSpec const& spec, std::vector<std::uint8_t> const& measured, core::Random& random) {
  switch (spec.counts) {
    case CountType::uint8:
      return random_counts<std::uint8_t>(spec, measured, random);
    case CountType::uint32:
      return random_counts<std::uint32_t>(spec, measured, random);
    case CountType::single:
      return random_counts<float>(spec, measured, random);
    case CountType::uint16:
      break;
  }
  return random_counts<std::uint16_t>(spec, measured, random);
}

}  // namespace

double uniform(core::Random& random) {
  return static_cast<double>(random.next() >> 11U) / 9007199254740992.0;
}

Values random_values(std::size_t count, double scale, std::uint64_t seed) {
  core::Random random(seed);
  Values values(count);
  for (auto& value : values) {
    double const real = uniform(random);
    value = scale * std::complex<double>(2 * real - 1, 2 * uniform(random) - 1);
  }
  return values;
}

SmallScan make_small_scan(SmallScanSpec const& spec) {
  core::Random random(spec.seed);
  SmallScan made;
  auto& scan = made.scan;
  scan.frames = spec.frames;
  scan.detector = spec.detector;
  scan.measured.assign(spec.detector * spec.detector, 1);
  for (std::size_t i = 0; spec.masked && i < scan.measured.size(); ++i)
    if (i % 5 == 2) scan.measured[i] = 0;
  scan.response.upsampling = spec.upsampling;
  for (std::size_t i = 0; i < scan.measured.size(); ++i)
    if (i / spec.detector % spec.upsampling != 0 || i % spec.detector % spec.upsampling != 0) scan.measured[i] = 0;
  if (spec.blurred) {
    scan.response.blur_side = 3;
    scan.response.blur = {0.01, 0.1, 0.02, 0.15, 0.4, 0.11, 0.03, 0.13, 0.05};
  }
  scan.counts = counts_of(spec, scan.measured, random);
  scan.pixel_row_m = 2e-8;
  scan.pixel_col_m = 3e-8;
  if (spec.near_field) {
    scan.wavelength_m = 1e-10;
    double const reach = 0.4 * static_cast<double>(spec.detector) * scan.pixel_row_m * scan.pixel_row_m;
    scan.near_field = NearField{.effective_distance_m = reach / scan.wavelength_m};
  }
  for (std::size_t j = 0; j < spec.frames; ++j) {
    double const row = 7 * uniform(random);
    scan.positions.push_back({1e-6 + row * scan.pixel_row_m, -2e-6 + 9 * uniform(random) * scan.pixel_col_m});
    scan.indexes.push_back(static_cast<std::int64_t>(j));
  }
  made.placement = model::place_frames(scan, spec.probe);
  made.object = random_values(made.placement.rows * made.placement.cols, 0.5, spec.seed + 1);
  for (auto& value : made.object) value += 1.0;
  made.probe = {spec.modes, spec.probe, random_values(spec.modes * spec.probe * spec.probe, 4, spec.seed + 2)};
  scan.probe = made.probe;
  return made;
}

Scan select_frames(Scan const& scan, std::vector<int> const& frames) {
  std::size_t const pixels = scan.detector * scan.detector;
  Scan part = scan;
  part.frames = frames.size();
  part.positions.clear();
  part.indexes.clear();
  for (int const frame : frames) {
    part.positions.push_back(scan.positions[static_cast<std::size_t>(frame)]);
    part.indexes.push_back(scan.indexes[static_cast<std::size_t>(frame)]);
  }
  std::visit(
      [&](auto const& all) {
        std::decay_t<decltype(all)> counts;
        for (int const frame : frames) {
          auto const begin = all.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(frame) * pixels);
          counts.insert(counts.end(), begin, begin + static_cast<std::ptrdiff_t>(pixels));
        }
        part.counts = std::move(counts);
      },
      scan.counts);
  return part;
}

model::Placement select_frames(model::Placement const& placement, std::vector<int> const& frames) {
  model::Placement part = placement;
  part.row.clear();
  part.col.clear();
  for (int const frame : frames) {
    part.row.push_back(placement.row[static_cast<std::size_t>(frame)]);
    part.col.push_back(placement.col[static_cast<std::size_t>(frame)]);
  }
  return part;
}

Values sum(Values a, double factor, Values const& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += factor * b[i];
  return a;
}

std::complex<double> inner(Values const& a, Values const& b) {
  std::complex<double> result = 0;
  for (std::size_t i = 0; i < a.size(); ++i) result += std::conj(a[i]) * b[i];
  return result;
}

double relative_distance(Values const& a, Values const& b) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  auto const difference = sum(a, -1, b);
  return std::sqrt(inner(difference, difference).real() / inner(b, b).real());
}

}  // namespace ptyger::test
