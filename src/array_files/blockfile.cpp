#include "array_files/blockfile.hpp"

#include <fmt/format.h>

#include <cmath>

#include "array_files/npy.hpp"
#include "array_files/stated.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

constexpr std::string_view blockfile_magic = "IMGBLO";
constexpr std::size_t frame_prefix = 6;  // AA 55, and the number of the frame

/// Header of a blockfile: little-endian, not aligned.
struct BlockHeader {
  std::uint32_t first_frame;  ///< where the first frame begins, bytes
  std::uint16_t side;         ///< rows = columns of a frame
  std::uint16_t scan_cols;
  std::uint16_t scan_rows;
  double step_col_nm;
  double step_row_nm;
  std::uint32_t voltage;        ///< V
  std::uint16_t pixels_per_m;   ///< pixels of the detector on a metre; 0: not stated
  std::uint32_t camera_length;  ///< 0.1 mm; 0: not stated
};

BlockHeader read_block_header(ByteFile const& file) {
  auto const head = file.head(128);
  auto const read = [&]<class T>(T, std::size_t at) { return number_at<T>(head, at, file.path()); };
  return {.first_frame = read(std::uint32_t{}, 12),
          .side = read(std::uint16_t{}, 20),
          .scan_cols = read(std::uint16_t{}, 24),
          .scan_rows = read(std::uint16_t{}, 26),
          .step_col_nm = read(double{}, 30),
          .step_row_nm = read(double{}, 38),
          .voltage = read(std::uint32_t{}, 46),
          .pixels_per_m = read(std::uint16_t{}, 50),
          .camera_length = read(std::uint32_t{}, 52)};
}

void write_positive(hdf5::MemoryFile& memory, char const* name, double value) {
  if (std::isfinite(value) && value > 0) memory.out().attribute("/", name, value);
}

}  // namespace

bool is_blockfile(std::string_view head) {
  return head.starts_with(blockfile_magic);
}

void present_blockfile(ByteFile const& file, hdf5::MemoryFile& memory) {
  auto const header = read_block_header(file);
  std::size_t const frames = std::size_t{header.scan_rows} * header.scan_cols;
  if (frames == 0 || header.side == 0)
    throw InputError(
        fmt::format("{} is a blockfile of {} x {} frames of {} x {} pixels, as its header says: it is "
                    "damaged, or the scan was aborted.",
                    file.path(), header.scan_rows, header.scan_cols, header.side, header.side));
  std::size_t const record = frame_prefix + std::size_t{header.side} * header.side;
  file.require(header.first_frame, frames * record, "the frames that its header states");
  auto const prefix = file.read(header.first_frame + (frames - 1) * record, 2);
  if (prefix != "\xAA\x55")
    throw InputError(file.path() + ": its last frame does not begin where the header states it. The file is damaged.");
  memory.stored_frames(only_array, {},
                       {.offset = header.first_frame,
                        .number = frames,
                        .header_bytes = frame_prefix,
                        .rows = header.side,
                        .cols = header.side});
  write_positive(memory, stated::scan_rows, header.scan_rows);
  write_positive(memory, stated::scan_columns, header.scan_cols);
  write_positive(memory, stated::step_row, header.step_row_nm * 1e-9);
  write_positive(memory, stated::step_column, header.step_col_nm * 1e-9);
  write_positive(memory, stated::kinetic_energy, header.voltage);
  write_positive(memory, stated::distance, header.camera_length * 1e-4);
  if (header.pixels_per_m > 0) write_positive(memory, stated::detector_pixel, 1.0 / header.pixels_per_m);
}

}  // namespace ptyger::array_files
