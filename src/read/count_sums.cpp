#include "read/count_sums.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/on_threads.hpp"
#include "core/usable_cores.hpp"
#include "read/counts.hpp"

namespace ptyger::read {
namespace {

/// Number of runs of frames that threads add up. It does not depend on the processor, so that sums of floating-point
/// counts do not either.
std::size_t number_of_parts(std::size_t frames, std::size_t pixels) {
  constexpr std::size_t most_bytes = std::size_t{1} << 28;
  return std::clamp<std::size_t>(std::min(frames, most_bytes / (12 * std::max<std::size_t>(pixels, 1))), 1, 16);
}

/// Sums over the frames of a part.
template <class Count, class Sum>
struct Part {
  std::vector<Sum> pattern;
  std::vector<std::uint32_t> measured;
  Count smallest = std::numeric_limits<Count>::max();
};

}  // namespace

std::vector<double> CountSums::mean() const {
  auto result = pattern;
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] /= static_cast<double>(std::max(measured[i], std::size_t{1}));
  return result;
}

CountSums add_up(Scan const& scan, bool with_marks) {
  std::size_t const pixels = scan.measured.size();
  std::size_t const part_count = number_of_parts(scan.frames, pixels);
  CountSums sums{.frame = std::vector<double>(scan.frames), .measured_in = std::vector<std::size_t>(scan.frames)};
  std::visit(
      [&](auto const& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        // Sums of integers are integers, so that the loop is vectorised.
        using Sum = std::conditional_t<std::is_integral_v<Count>, std::uint64_t, double>;
        constexpr Count none = std::numeric_limits<Count>::max();
        auto const is_count = [&](Count value) {
          return std::is_integral_v<Count> ? !with_marks || value != unmeasured<Count> : value >= 0;
        };
        std::vector<Part<Count, Sum>> parts(part_count);
        auto const add_part = [&](std::size_t which) {
          auto& [pattern, measured, smallest] = parts[which];
          pattern.resize(pixels);
          measured.resize(pixels);
          std::size_t const end = scan.frames * (which + 1) / part_count;
          for (std::size_t frame = scan.frames * which / part_count; frame < end; ++frame) {
            Sum total = 0;
            std::uint32_t number = 0;
            auto const* const values = counts.data() + frame * pixels;
            for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
              bool const valid = scan.measured[pixel] != 0 && is_count(values[pixel]);
              Count const count = valid ? values[pixel] : Count{0};
              pattern[pixel] += count;
              total += count;
              measured[pixel] += valid ? 1U : 0U;
              number += valid ? 1U : 0U;
              smallest = count > 0 && count < smallest ? count : smallest;
            }
            sums.frame[frame] = static_cast<double>(total);
            sums.measured_in[frame] = number;
          }
        };
        std::size_t const threads = std::min(part_count, core::usable_cores());
        core::on_threads(threads, [&](std::size_t first) {
          for (std::size_t which = first; which < part_count; which += threads) add_part(which);
        });
        sums.pattern.resize(pixels);
        sums.measured.resize(pixels);
        Count smallest = none;
        for (auto const& part : parts) {
          for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            sums.pattern[pixel] += static_cast<double>(part.pattern[pixel]);
            sums.measured[pixel] += part.measured[pixel];
          }
          smallest = std::min(smallest, part.smallest);
        }
        sums.smallest = smallest == none ? std::numeric_limits<double>::infinity() : static_cast<double>(smallest);
      },
      scan.counts);
  return sums;
}

}  // namespace ptyger::read
