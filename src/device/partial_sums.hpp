#pragma once

#include "device/instances.hpp"
#include "device/launch.hpp"
#include "device/mirrored.hpp"

namespace ptyger::device {

/// Threads of a GPU that add their sums without the memory: a warp. A host device adds all strips of a launch.
inline constexpr int warp = 32;

/// Warps that an extent takes on a GPU, in strips of gpu_column_rows rows.
inline std::size_t warps(Extent extent) {
  auto const bands = (extent.rows + gpu_column_rows - 1) / gpu_column_rows;
  auto const strips = std::int64_t{extent.items} * bands * extent.cols;
  return static_cast<std::size_t>((strips + warp - 1) / warp);
}

/// Adds the sums of the 32 strips of a warp to the entry of the warp in `parts`.
template <class Exec, class Functor, std::size_t K>
struct WarpSumLoop {
  using Index = typename NumberingOf<Exec, Functor>::Index;
  NumberingOf<Exec, Functor> numbering;
  Index count;  ///< number of strips; the launch has whole warps
  Functor functor;
  Sums<K>* parts;  ///< [warp of the launch]
  static_assert((K & (K - 1)) == 0, "add_warp() halves the number of sums");

  KOKKOS_FUNCTION void operator()(Index index) const {
    Sums<K> sums;
    if (index < count) numbering.visit(index, [&](Strip s) { functor(s, sums); });
    KOKKOS_IF_ON_DEVICE((add_warp(sums, index);))
    KOKKOS_IF_ON_HOST((parts[index / warp] += sums;))  // an emulated GPU runs the strips of a warp one by one
  }

 private:
#ifdef __CUDA_ARCH__
  /// Each step halves the lanes over which a sum is spread, and, as long as a lane has more than one, the sums of a
  /// lane.
  __device__ void add_warp(Sums<K>& sums, Index index) const {
    auto const lane = static_cast<int>(index % warp);
    int k = 0;  // number of the sum that ends in this lane
    int lanes = warp;
#pragma unroll
    for (int count = static_cast<int>(K); count > 1; count /= 2) {
      lanes /= 2;
      bool const upper = (lane & lanes) != 0;
      if (upper) k += count / 2;
#pragma unroll
      for (int i = 0; i < count / 2; ++i) {
        double const sent = upper ? sums[i] : sums[i + count / 2];
        double const kept = upper ? sums[i + count / 2] : sums[i];
        sums[i] = kept + __shfl_xor_sync(0xFFFFFFFFU, sent, lanes);
      }
    }
    int const lanes_of_sum = lanes;
    for (; lanes > 1; lanes /= 2) sums[0] += __shfl_xor_sync(0xFFFFFFFFU, sums[0], lanes / 2);
    if (lane % lanes_of_sum == 0) parts[index / warp][k] += sums[0];
  }
#endif
};

/// Adds up the parts of an array.
template <std::size_t K>
struct AddParts {
  Sums<K> const* parts;
  KOKKOS_FUNCTION void operator()(int i, Sums<K>& sums) const { sums += parts[i]; }
};

/// K sums over the strips of several launches, in an order that does not change from run to run: each warp of a GPU
/// adds to its own part, and the parts are added up once.
template <class Exec, std::size_t K>
class PartialSums {
 public:
  PartialSums() = default;
  /// For launches over at most this extent of functors whose strips have column_rows rows.
  PartialSums(DeviceContext<Exec> const& device, Extent largest)
      : parts_(make_view<Array1<Exec, Sums<K>>>(device, "partial sums", is_host_device<Exec> ? 1 : warps(largest))),
        total_(make_view<Array1<Exec, Sums<K>>>(device, "total of partial sums", 1)) {}

  /// Sets the sums to zero.
  void clear(DeviceContext<Exec> const& device) const { set_zero(device, parts_); }

  /// Adds functor(strip, Sums&) over all strips, without waiting for the device. Within a strip a functor may add in
  /// single precision; sums over strips are in double precision.
  template <class Functor>
  void add(Exec const& exec, char const* label, Extent extent, Functor const& functor) const {
    if constexpr (is_host_device<Exec>) {
      sum_strips(exec, label, extent, functor, total_.data());
      *parts_.data() += *total_.data();
    } else {
      NumberingOf<Exec, Functor> const numbering(extent);
      auto const warps = (numbering.count() + warp - 1) / warp;
      auto const policy = strip_policy<Exec, Functor>(exec, warps * warp);
      using Loop = WarpSumLoop<Exec, Functor, K>;
      Loop const loop{numbering, static_cast<typename Loop::Index>(numbering.count()), functor, parts_.data()};
      LaunchLock<Exec> const one_at_a_time;
      Kokkos::parallel_for(label, policy, loop);
    }
  }

  /// The sums since clear(); waits for the device.
  [[nodiscard]] Sums<K> total(DeviceContext<Exec> const& device) const {
    start_total(device);
    device.exec.fence();
    check_launches(device.exec);
    return started_total();
  }
  /// Sums up for started_total(), without waiting for the device.
  void start_total(DeviceContext<Exec> const& device) const {
    if constexpr (is_host_device<Exec>) {
      *total_.data() = *parts_.data();
    } else {
      Kokkos::View<Sums<K>, typename Exec::memory_space, Kokkos::MemoryUnmanaged> const result(total_.data());
      {
        LaunchLock<Exec> const one_at_a_time;
        Kokkos::parallel_reduce("add partial sums", Kokkos::RangePolicy<Exec>(device.exec, 0, parts_.extent_int(0)),
                                AddParts<K>{parts_.data()}, result);
      }
      total_.start_to_host(device);
    }
  }
  /// The sums at the last start_total(), once the device has been waited for.
  [[nodiscard]] Sums<K> started_total() const { return *total_.host(); }

 private:
  Array1<Exec, Sums<K>> parts_;
  Mirrored<Array1<Exec, Sums<K>>> total_;
};

}  // namespace ptyger::device
