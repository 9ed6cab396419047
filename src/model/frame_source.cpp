#include "model/frame_source.hpp"

#include <numeric>

#include "device/copy.hpp"
#include "device/instantiate.hpp"

namespace ptyger::model {
namespace {

/// Rows of the frames at `memory`, in the type of the counts of a scan.
AnyFrameRows rows_at(Counts const& counts, unsigned char const* memory, int const* place_of, int size) {
  return std::visit(
      [&]<class Count>(std::vector<Count> const&) {
        return AnyFrameRows(FrameRows<Count>{reinterpret_cast<Count const*>(memory), place_of, size});
      },
      counts);
}

}  // namespace

template <class Exec>
FrameSource<Exec>::FrameSource(DeviceContext<Exec> const& device, Scan const& scan,
                               std::vector<int> const& frame_numbers, int chunk_frames, bool streamed)
    : chunk_frames_(chunk_frames), frame_numbers_(frame_numbers) {
  int const size = static_cast<int>(scan.detector);
  std::visit(
      [&]<class Count>(std::vector<Count> const& counts) {
        scan_counts_ = reinterpret_cast<unsigned char const*>(counts.data());
        frame_bytes_ = scan.detector * scan.detector * sizeof(Count);
      },
      scan.counts);
  if (streamed) {
    auto const chunk_bytes = static_cast<std::size_t>(chunk_frames) * frame_bytes_;
    memory_ = make_view<Array1<Exec, unsigned char>>(device, "chunks of frames", 2 * chunk_bytes);
    copy_stream_.emplace(device.exec);
    for (std::size_t k = 0; k < 2; ++k) {
      buffers_[k] = memory_.data() + k * chunk_bytes;
      streamed_[k] = rows_at(scan.counts, buffers_[k], nullptr, size);
    }
    return;
  }
  std::vector<int> place_of = frame_numbers;
  unsigned char const* memory = scan_counts_;
  if constexpr (!is_host_device<Exec>) {
    memory_ = make_view<Array1<Exec, unsigned char>>(device, "frames", frame_numbers.size() * frame_bytes_);
    device::CopyStream<Exec> stream(device.exec);
    copy(stream, {0, static_cast<int>(frame_numbers.size())}, memory_.data());
    std::iota(place_of.begin(), place_of.end(), 0);
    stream.close(0);
    stream.acquire(0);
    device.exec.fence();
    memory = memory_.data();
  }
  place_of_ = make_view<Array1<Exec, int>>(device, "places of frames", place_of.size());
  device::copy_to_device(device, place_of.data(), place_of_);
  stored_ = rows_at(scan.counts, memory, place_of_.data(), size);
}

/// Starts the copy of a chunk into the buffer of its number.
template <class Exec>
void FrameSource<Exec>::send(FrameRange chunk, int number) {
  copy_stream_->open(number % 2);
  copy(*copy_stream_, chunk, buffers_[number % 2]);
  copy_stream_->close(number % 2);
}

/// Copies frames in their order. Frames that lie one behind the other in the scan take one copy.
template <class Exec>
void FrameSource<Exec>::copy(device::CopyStream<Exec>& stream, FrameRange frames, unsigned char* to) const {
  auto const number = [&](int i) { return frame_numbers_[static_cast<std::size_t>(frames.on_host(i))]; };
  for (int begin = 0, end = 0; begin < frames.count; begin = end) {
    for (end = begin + 1; end < frames.count && number(end) == number(end - 1) + 1;) ++end;
    stream.copy(to + static_cast<std::size_t>(begin) * frame_bytes_,
                scan_counts_ + static_cast<std::size_t>(number(begin)) * frame_bytes_,
                static_cast<std::size_t>(end - begin) * frame_bytes_);
  }
}

template class FrameSource<Kokkos::Serial>;
#ifdef PTYGER_HAS_GPU
template class FrameSource<device::Gpu>;
#endif

}  // namespace ptyger::model
