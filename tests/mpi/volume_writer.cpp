#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/campaign/synthetic_result.hpp"
#include "volume/volume.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::test {
namespace {

constexpr int results = 7;

/// Results of several shapes and places; two projections in nine are missing: one has no result, one a damaged file.
std::vector<volume::VolumeEntry> make_entries(comm::World const& world, std::string const& folder, int count) {
  for (int k = 0; k < results && world.rank() == 0; ++k) {
    SyntheticProjection p{.rows = static_cast<std::size_t>(60 + k % 3), .cols = 90};
    p.row_step = 0.1 * k;
    p.noise_sigma = 0.01;
    p.center_row_m = 3.25 * k * p.pixel_m;
    p.seed = static_cast<std::uint64_t>(k + 1);
    std::string const path = fmt::format("{}/result_{}.h5", folder, k);
    if (!std::filesystem::exists(path)) write_synthetic_result(path, p);
  }
  world.barrier();
  std::vector<volume::VolumeEntry> entries;
  for (int i = 0; i < count; ++i) {
    std::string const result =
        i % 9 == 4 ? "" : fmt::format("{}/{}_{}.h5", folder, i % 9 == 7 ? "no" : "result", i % results);
    entries.push_back({fmt::format("scan_{:05}", i), result, 0.1 * i});
  }
  return entries;
}

}  // namespace
}  // namespace ptyger::test

/// volume_writer FOLDER COUNT OUT [TIFF_FOLDER]: writes a volume of COUNT synthetic projections, for volume_files_test.
int main(int argc, char** argv) {
  if (argc < 4) return 2;
  ptyger::comm::World const world;
  auto const entries = ptyger::test::make_entries(world, argv[1], std::atoi(argv[2]));
  try {
    auto const report = ptyger::volume::write_volume(world, entries, argv[3],
                                                     {.air_columns = 6, .tiff_folder = argc > 4 ? argv[4] : ""});
    if (world.rank() == 0)
      ptyger::write::write_picture(std::string(argv[3]) + ".png",
                                   ptyger::write::contact_sheet(report.sheet, report.sheet_layout,
                                                                static_cast<double>(report.cols) * report.pixel_col_m),
                                   ptyger::write::PictureFormat::png);
    return 0;
  } catch (std::exception const& error) {
    fmt::print(stderr, "rank {}: {}\n", world.rank(), error.what());
    return 3;
  }
}
