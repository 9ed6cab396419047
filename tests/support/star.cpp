#include "tests/support/star.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "ptyger/read_scan.hpp"
#include "tests/support/small_scan.hpp"

namespace ptyger::test {

Scan star() {
  char const* const moved = std::getenv("PTYGER_TEST_DATA");  // the folder of the data in a bundle
  return read_scan({std::string(moved == nullptr ? PTYGER_TEST_DATA : moved) + "/siemens_star.cxi"});
}

Scan star_crop(std::size_t frames) {
  Scan const whole = star();
  auto const middle = [&](double Position::*axis) {
    auto const less = [&](Position const& a, Position const& b) { return a.*axis < b.*axis; };
    auto const [low, high] = std::minmax_element(whole.positions.begin(), whole.positions.end(), less);
    return ((*low).*axis + (*high).*axis) / 2;
  };
  Position const centre{middle(&Position::row_m), middle(&Position::col_m)};
  auto const distance = [&](int frame) {
    auto const& at = whole.positions[static_cast<std::size_t>(frame)];
    return std::hypot(at.row_m - centre.row_m, at.col_m - centre.col_m);
  };
  std::vector<int> nearest(whole.frames);
  std::iota(nearest.begin(), nearest.end(), 0);
  std::stable_sort(nearest.begin(), nearest.end(), [&](int a, int b) { return distance(a) < distance(b); });
  nearest.resize(frames);
  std::sort(nearest.begin(), nearest.end());
  return select_frames(whole, nearest);
}

Options star_options(int start_epochs, int iterations) {
  Options options;
  options.sampling = Sampling::nearest;
  options.start_epochs = start_epochs;
  options.iterations = iterations;
  return options;
}

std::vector<HistoryRecord> cg_records(Result const& result) {
  std::vector<HistoryRecord> records;
  std::copy_if(result.history.begin(), result.history.end(), std::back_inserter(records),
               [](HistoryRecord const& record) { return record.phase == Phase::cg; });
  return records;
}

bool falls(std::vector<HistoryRecord> const& records) {
  return std::is_sorted(records.begin(), records.end(),
                        [](HistoryRecord const& a, HistoryRecord const& b) { return a.objective > b.objective; });
}

}  // namespace ptyger::test
