#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "device/copy_stream.hpp"
#include "device/device_context.hpp"
#include "model/frame_range.hpp"
#include "ptyger/scan.hpp"

namespace ptyger::model {

/// The counts of the frames of a chunk in the memory of a device, in the type of the file.
template <class Count>
struct FrameRows {
  Count const* base = nullptr;    ///< [place][row][col] of D x D
  int const* place_of = nullptr;  ///< [frame of the device] its place; null: the frames of the chunk in their order
  int size = 0;                   ///< D: frames are D x D pixels

  /// A row of a frame. frame: its number on the device; item: its number in the chunk.
  [[nodiscard]] KOKKOS_FUNCTION Count const* row(int frame, int item, int row) const {
    auto const place = std::int64_t{place_of != nullptr ? place_of[frame] : item};
    return base + place * (size * size) + row * size;
  }
};

using AnyFrameRows =
    std::variant<FrameRows<std::uint8_t>, FrameRows<std::uint16_t>, FrameRows<std::uint32_t>, FrameRows<float>>;

/// The measured frames of one device, stored in its memory, or streamed there chunk by chunk from the memory of the
/// host: the next chunk is copied while the present one is processed.
template <class Exec>
class FrameSource {
 public:
  FrameSource() = default;
  /// frame_numbers: [frame of the device] its number in the scan; the scan must outlive this. Frames are stored in the
  /// type of the file; a host device does not copy them. streamed: memory for two chunks.
  FrameSource(DeviceContext<Exec> const& device, Scan const& scan, std::vector<int> const& frame_numbers,
              int chunk_frames, bool streamed);

  /// Calls work(chunk, rows) for the frames of a range, chunk by chunk.
  template <class Work>
  void for_each_chunk(FrameRange frames, Work const& work) {
    int number = 0;
    if (copy_stream_ && frames.count > 0) send(frames.part(0, chunk_frames_), 0);
    for (int begin = 0; begin < frames.count; begin += chunk_frames_, ++number) {
      auto const chunk = frames.part(begin, chunk_frames_);
      int const next = begin + chunk_frames_;
      if (copy_stream_ && next < frames.count) send(frames.part(next, chunk_frames_), number + 1);
      if (copy_stream_) copy_stream_->acquire(number % 2);
      work(chunk, copy_stream_ ? streamed_[static_cast<std::size_t>(number % 2)] : stored_);
      if (copy_stream_) copy_stream_->release(number % 2);
    }
  }

 private:
  void send(FrameRange chunk, int number);
  void copy(device::CopyStream<Exec>& stream, FrameRange frames, unsigned char* to) const;

  int chunk_frames_ = 1;
  AnyFrameRows stored_;                 ///< counts of all frames of the device, unless they are streamed
  Array1<Exec, int> place_of_;          ///< [frame] its place in the stored frames
  Array1<Exec, unsigned char> memory_;  ///< holds stored frames or two chunks; empty: the scan holds them
  std::optional<device::CopyStream<Exec>> copy_stream_;  ///< copies chunks; empty: the frames are stored
  AnyFrameRows streamed_[2];                             ///< counts of chunks with even and with odd numbers
  std::vector<int> frame_numbers_;                       ///< [frame of the device] its number in the scan
  unsigned char const* scan_counts_ = nullptr;           ///< counts of all frames of the scan
  unsigned char* buffers_[2] = {};                       ///< memory of the chunks with even and with odd numbers
  std::size_t frame_bytes_ = 0;                          ///< bytes of one frame
};

}  // namespace ptyger::model
