#pragma once

#include <algorithm>

#include "device/device_context.hpp"
#include "device/launch_lock.hpp"

/// Tells GCC that a loop over the pixels of a strip has no dependence between pixels.
#if defined(__CUDA_ARCH__) || !defined(__GNUC__) || defined(__clang__)
#define PTYGER_PIXEL_LOOP
#else
#define PTYGER_PIXEL_LOOP _Pragma("GCC ivdep")
#endif

namespace ptyger::device {

/// Adjacent pixels in a row of an item, which is a frame of a chunk, a probe mode or the object. A kernel functor is
/// called once for each strip. A strip is up to 272 pixels on a host device, so that its loop is vectorised, and one
/// pixel on a GPU.
struct Strip {
  int item = 0;
  int row = 0;
  int col = 0;
  int width = 0;
};

/// Largest number of pixels of a strip.
template <class Exec>
inline constexpr int strip_width = is_host_device<Exec> ? 272 : 1;

/// Length of a scratch array for one strip.
template <class Exec>
inline constexpr std::size_t strip_pixels = static_cast<std::size_t>(strip_width<Exec>);

/// Uninitialised scratch array for the complex values of a strip and of one more pixel.
template <class Exec, class Real>
struct StripScratch {
  alignas(Complex<Real>) Real parts[2 * (strip_pixels<Exec> + 1)];
  KOKKOS_FUNCTION Complex<Real>* data() { return reinterpret_cast<Complex<Real>*>(parts); }
};

/// The items of a kernel launch and the pixels of each item.
struct Extent {
  int items = 1;
  int rows = 0;
  int cols = 0;
  int first = 0;  ///< number of the first item
};

/// Cuts an extent into numbered strips. A row of all items comes before the next row, so that arrays which the items
/// share (probe, mask, illumination) stay in the cache. The width is a template parameter, so that the loop over the
/// single pixel of a strip disappears on a GPU.
template <int width>
struct StripNumbering {
  Extent extent;
  int per_row;  ///< strips of a row
  explicit StripNumbering(Extent e) : extent(e), per_row((e.cols + width - 1) / width) {}
  [[nodiscard]] std::int64_t count() const { return std::int64_t{extent.items} * extent.rows * per_row; }
  [[nodiscard]] KOKKOS_FUNCTION Strip strip(std::int64_t index) const {
    auto const strip_in_row = static_cast<int>(index % per_row);
    auto const line = index / per_row;  // number of the pair (row, item); the item varies faster
    int const col = strip_in_row * width;
    int const remaining = extent.cols - col;
    return {extent.first + static_cast<int>(line % extent.items), static_cast<int>(line / extent.items), col,
            width == 1 || remaining > width ? width : remaining};
  }
};

template <class Exec>
using StripPolicy = Kokkos::RangePolicy<Exec, Kokkos::IndexType<std::int64_t>>;

/// The functor that Kokkos calls for each strip number.
template <class Exec, class Functor>
struct StripLoop {
  StripNumbering<strip_width<Exec>> numbering;
  Functor functor;
  KOKKOS_FUNCTION void operator()(std::int64_t index) const { functor(numbering.strip(index)); }
  template <class Value>
  KOKKOS_FUNCTION void operator()(std::int64_t index, Value& value) const {
    functor(numbering.strip(index), value);
  }
};

/// Calls functor(strip) for every strip of the extent on the given instance, without waiting for it.
template <class Exec, class Functor>
void for_each_strip(Exec const& exec, char const* label, Extent extent, Functor const& functor) {
  StripLoop<Exec, Functor> const loop{StripNumbering<strip_width<Exec>>(extent), functor};
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_for(label, StripPolicy<Exec>(exec, 0, loop.numbering.count()), loop);
}

/// for_each_strip() for a functor whose items add to the same pixels by accumulate(). A deterministic GPU launches one
/// item at a time: no two threads of a launch then add to the same pixel, and launches on an instance keep their order.
/// With `one_by_one` a host device does the same, so that its sums do not depend on how the items are cut into strips.
template <class Exec, class Functor>
void add_strips(DeviceContext<Exec> const& device, char const* label, Extent extent, Functor const& functor,
                bool one_by_one = false) {
  bool const items_in_turn = is_host_device<Exec> ? one_by_one : device.deterministic;
  int const items_per_launch = items_in_turn ? 1 : extent.items;
  for (int item = 0; item < extent.items; item += items_per_launch)
    for_each_strip(device.exec, label, Extent{items_per_launch, extent.rows, extent.cols, item}, functor);
}

/// K sums in double precision; the value type of reductions over strips.
template <std::size_t K>
struct Sums {
  double value[K] = {};
  KOKKOS_FUNCTION double& operator[](std::size_t k) { return value[k]; }
  KOKKOS_FUNCTION double operator[](std::size_t k) const { return value[k]; }
  KOKKOS_FUNCTION Sums& operator+=(Sums const& other) {
    for (std::size_t k = 0; k < K; ++k) value[k] += other.value[k];
    return *this;
  }
};

/// Adds up functor(strip, Sums&) over all strips and writes the sums to `target` in the memory of the device, without
/// waiting for them. Within a strip, at most 272 pixels, a functor may add in single precision; sums over strips are in
/// double precision.
template <class Exec, class Functor, std::size_t K>
void sum_strips(Exec const& exec, char const* label, Extent extent, Functor const& functor, Sums<K>* target) {
  StripLoop<Exec, Functor> const loop{StripNumbering<strip_width<Exec>>(extent), functor};
  Kokkos::View<Sums<K>, typename Exec::memory_space, Kokkos::MemoryUnmanaged> const result(target);
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_reduce(label, StripPolicy<Exec>(exec, 0, loop.numbering.count()), loop, result);
}

}  // namespace ptyger::device

template <std::size_t K>
struct Kokkos::reduction_identity<ptyger::device::Sums<K>> {
  KOKKOS_FORCEINLINE_FUNCTION static ptyger::device::Sums<K> sum() { return {}; }
};
