#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "partition/tiles.hpp"
#include "tests/support/other_order.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

constexpr int band = 2;            // pixels on either side of a border
constexpr double lit_share = 0.2;  // of the mean illumination; darker pixels are not compared

struct Rms {
  double squares = 0;
  int count = 0;
  void add(std::complex<double> value) {
    squares += std::norm(value);
    ++count;
  }
  [[nodiscard]] double value() const { return std::sqrt(squares / count); }
};

/// Pixels at most `band` away from a border between two owned boxes.
std::vector<bool> near_borders(model::Placement const& placement, std::vector<model::Tile> const& tiles) {
  auto const rows = static_cast<int>(placement.rows);
  auto const cols = static_cast<int>(placement.cols);
  std::vector<bool> near(placement.rows * placement.cols);
  for (auto const& tile : tiles) {
    auto const& owned = tile.subdomain.owned;
    // an edge of the object is no border
    auto const near_edge = [](int at, int begin, int length, int whole) {
      return (begin > 0 && at < begin + band) || (begin + length < whole && at >= begin + length - band);
    };
    for (int row = owned.row; row < owned.row + owned.rows; ++row)
      for (int col = owned.col; col < owned.col + owned.cols; ++col)
        near[static_cast<std::size_t>(row * cols + col)] =
            near_edge(row, owned.row, owned.rows, rows) || near_edge(col, owned.col, owned.cols, cols);
  }
  return near;
}

// Averaged overlaps would leave lines in the image where tiles meet. Here the difference from the result of one device
// is no larger near a border than elsewhere, and everywhere as small as the rounding of one device.
TEST(Borders, TilesMeetWithoutSeams) {
  PTYGER_NEEDS_DEVICES(4);
  auto const scan = test::star_crop(120);
  auto options = test::star_options(2, 10);
  auto const one = reconstruct(scan, options);
  options.devices.partition = Partition::tiled;
  options.devices.count = 4;
  auto const four = reconstruct(scan, options);

  auto const placement = model::place_frames(scan, scan.probe.size);
  auto const near = near_borders(placement, partition::cut_into_tiles(placement, 4));
  double mean = 0;
  for (double const value : one.illumination) mean += value / static_cast<double>(one.illumination.size());
  struct Difference {
    Rms near_border;
    Rms elsewhere;
  };
  auto const difference_of = [&](Result const& other) {
    Difference difference;
    for (std::size_t i = 0; i < near.size(); ++i)
      if (one.illumination[i] > lit_share * mean)
        (near[i] ? difference.near_border : difference.elsewhere).add(other.object.values[i] - one.object.values[i]);
    return difference;
  };
  auto const [near_border, elsewhere] = difference_of(four);
  ASSERT_GT(near_border.count, 1000);
  ASSERT_GT(elsewhere.count, 10 * near_border.count);
  RecordProperty("along", fmt::format("{:.2e}", near_border.value()));
  RecordProperty("elsewhere", fmt::format("{:.2e}", elsewhere.value()));
  EXPECT_GT(elsewhere.value(), 0) << "the runs do not differ at all: were there four devices?";
  test::RoundingDifferences const rounding_differences(scan, options, one);
  double rounding = 0;
  double unevenness = 1;  // rounding is larger in some places than in others without any border
  for (auto const& other : rounding_differences.others) {
    auto const of_one = difference_of(other);
    rounding = std::max(rounding, of_one.elsewhere.value());
    unevenness = std::max(unevenness, of_one.near_border.value() / of_one.elsewhere.value());
  }
  RecordProperty("rounding", fmt::format("{:.2e}", rounding));
  RecordProperty("unevenness", fmt::format("{:.2f}", unevenness));
  EXPECT_LT(near_border.value(), 1.5 * unevenness * elsewhere.value());
  EXPECT_LT(elsewhere.value(), test::rounding_margin * rounding);
  EXPECT_LT(rounding, 1e-3) << "a seam would not stand out";
}

TEST(Borders, MisfitOfALongRunIsThatOfOneDevice) {
  PTYGER_NEEDS_DEVICES(4);
  auto const scan = test::star_crop(200);
  auto options = test::star_options(2, 25);
  auto const one = reconstruct(scan, options);
  test::RoundingDifferences const rounding(scan, options, one);
  EXPECT_LT(rounding.nrmse, 2e-4) << "a difference of several devices would not stand out";
  options.devices.partition = Partition::tiled;
  for (int const devices : {2, 4}) {
    options.devices.count = devices;
    auto const found = reconstruct(scan, options);
    EXPECT_EQ(found.history.size(), one.history.size());
    EXPECT_NEAR(found.nrmse / one.nrmse, 1, test::rounding_margin * rounding.nrmse) << devices << " devices";
    EXPECT_NEAR(found.r_factor / one.r_factor, 1, test::rounding_margin * rounding.r_factor) << devices << " devices";
    RecordProperty("nrmse_of_" + std::to_string(devices), fmt::format("{:.1e}", found.nrmse / one.nrmse - 1));
    RecordProperty("r_factor_of_" + std::to_string(devices), fmt::format("{:.1e}", found.r_factor / one.r_factor - 1));
  }
  RecordProperty("nrmse_of_rounding", fmt::format("{:.1e}", rounding.nrmse));
  RecordProperty("r_factor_of_rounding", fmt::format("{:.1e}", rounding.r_factor));
}

}  // namespace
}  // namespace ptyger
