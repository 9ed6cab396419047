#include "model/frame_source.hpp"

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
FrameSource<Exec>::FrameSource(DeviceContext<Exec> const& device, Scan const& scan, std::vector<int> const& own,
                               int chunk_frames, bool streamed)
    : chunk_frames_(chunk_frames), own_(own) {
  int const size = static_cast<int>(scan.detector);
  std::visit(
      [&]<class Count>(std::vector<Count> const& counts) {
        scan_frames_ = reinterpret_cast<unsigned char const*>(counts.data());
        frame_bytes_ = scan.detector * scan.detector * sizeof(Count);
      },
      scan.counts);
  if (streamed) {
    auto const chunk_bytes = static_cast<std::size_t>(chunk_frames) * frame_bytes_;
    memory_ = make_view<Array1<Exec, unsigned char>>(device, "chunks of frames", 2 * chunk_bytes);
    lane_.emplace(device.exec);
    for (std::size_t k = 0; k < 2; ++k) {
      buffers_[k] = memory_.data() + k * chunk_bytes;
      streamed_[k] = rows_at(scan.counts, buffers_[k], nullptr, size);
    }
    return;
  }
  std::vector<int> place_of = own;
  unsigned char const* memory = scan_frames_;
  if constexpr (!is_host_device<Exec>) {
    memory_ = make_view<Array1<Exec, unsigned char>>(device, "frames", own.size() * frame_bytes_);
    device::CopyStream<Exec> lane(device.exec);
    for (std::size_t i = 0; i < own.size(); ++i) {
      lane.copy(memory_.data() + i * frame_bytes_, scan_frames_ + static_cast<std::size_t>(own[i]) * frame_bytes_,
                frame_bytes_);
      place_of[i] = static_cast<int>(i);
    }
    lane.close(0);
    lane.acquire(0);
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
  lane_->open(number % 2);
  for (int i = 0; i < chunk.count; ++i) {
    auto const frame = static_cast<std::size_t>(own_[static_cast<std::size_t>(chunk.on_host(i))]);
    lane_->copy(buffers_[number % 2] + static_cast<std::size_t>(i) * frame_bytes_, scan_frames_ + frame * frame_bytes_,
                frame_bytes_);
  }
  lane_->close(number % 2);
}

template class FrameSource<Kokkos::Serial>;
#ifdef KOKKOS_ENABLE_CUDA
template class FrameSource<Kokkos::Cuda>;
#endif

}  // namespace ptyger::model
