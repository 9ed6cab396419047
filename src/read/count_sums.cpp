#include "read/count_sums.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "read/counts.hpp"

namespace ptyger::read {

std::vector<double> CountSums::mean() const {
  auto result = pattern;
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] /= static_cast<double>(std::max(measured[i], std::size_t{1}));
  return result;
}

CountSums add_up(Scan const& scan, bool with_marks) {
  std::size_t const pixels = scan.measured.size();
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
        std::vector<Sum> pattern(pixels);
        std::vector<std::uint32_t> measured(pixels);
        Count smallest = none;
        for (std::size_t frame = 0; frame < scan.frames; ++frame) {
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
        sums.pattern.assign(pattern.begin(), pattern.end());
        sums.measured.assign(measured.begin(), measured.end());
        sums.smallest = smallest == none ? std::numeric_limits<double>::infinity() : static_cast<double>(smallest);
      },
      scan.counts);
  return sums;
}

}  // namespace ptyger::read
