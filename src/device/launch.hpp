#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "device/device_context.hpp"
#include "device/launch_lock.hpp"
#include "ptyger/error.hpp"

/// Tells GCC that a loop over the pixels of a strip has no dependence between pixels.
#if defined(__CUDA_ARCH__) || !defined(__GNUC__) || defined(__clang__)
#define PTYGER_PIXEL_LOOP
#else
#define PTYGER_PIXEL_LOOP _Pragma("GCC ivdep")
#endif

namespace ptyger::device {

/// Adjacent pixels of an item, which is a frame of a chunk, a probe mode or the object. A kernel functor is called once
/// for each strip. On a host device a strip is up to 272 pixels of a row, so that its loop is vectorised. On a GPU it
/// is one pixel, or a piece of a column: threads with adjacent numbers then read adjacent memory, and a thread finds
/// the values of its frame once for several pixels.
struct Strip {
  int item = 0;
  int row = 0;
  int col = 0;
  int width = 0;
  int height = 1;  ///< rows; 1 unless the functor has strip_rows
};

/// Largest number of columns of a strip.
template <class Exec>
inline constexpr int strip_width = is_host_device<Exec> ? 272 : 1;

/// Rows of the strips of a functor that processes a piece of a column on a GPU: its constant strip_rows.
inline constexpr int gpu_column_rows = 16;
template <class Exec>
inline constexpr int column_rows = is_host_device<Exec> ? 1 : gpu_column_rows;

/// Largest number of rows of the strips of a functor.
template <class Functor>
constexpr int strip_height() {
  if constexpr (requires { Functor::strip_rows; })
    return Functor::strip_rows;
  else
    return 1;
}

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

/// Cuts an extent into strips and gives them numbers. On a host device the strips of a row of all items share a number,
/// so that no strip takes divisions, and rows follow each other, so that arrays which the items share (probe, mask,
/// illumination) stay in the cache. On a GPU each strip has its number, and an item comes before the next item, so that
/// threads which run at the same time add to different rows of such an array; numbers have 32 bits there, because they
/// are divided.
template <class Exec, int height>
struct StripNumbering {
  static constexpr int width = strip_width<Exec>;
  using Index = std::conditional_t<is_host_device<Exec>, std::int64_t, std::uint32_t>;

  Extent extent;
  int per_row;  ///< strips side by side
  int bands;    ///< strips one above the other
  explicit StripNumbering(Extent e)
      : extent(e), per_row((e.cols + width - 1) / width), bands((e.rows + height - 1) / height) {}

  [[nodiscard]] std::int64_t count() const {
    return is_host_device<Exec> ? bands : std::int64_t{extent.items} * bands * per_row;
  }
  /// Calls work(strip) for the strips with a number.
  template <class Work>
  KOKKOS_FUNCTION void visit(Index number, Work const& work) const {
    if constexpr (is_host_device<Exec>) {
      int const row = static_cast<int>(number) * height;
      for (int item = 0; item < extent.items; ++item)
        for (int col = 0; col < extent.cols; col += width) work(strip(item, row, col));
    } else {
      auto const line = number / static_cast<Index>(per_row);  // number of the pair of band and item
      auto const band = static_cast<int>(line % static_cast<Index>(bands));
      work(strip(static_cast<int>(line / static_cast<Index>(bands)), band * height,
                 static_cast<int>(number % static_cast<Index>(per_row)) * width));
    }
  }

 private:
  [[nodiscard]] KOKKOS_FUNCTION Strip strip(int item, int row, int col) const {
    return {extent.first + item, row, col, least(width, extent.cols - col), least(height, extent.rows - row)};
  }
  /// The smaller number, of which `most` is at least 1 and known to the compiler.
  KOKKOS_FUNCTION static int least(int most, int remaining) { return most == 1 || remaining > most ? most : remaining; }
};

template <class Exec, class Functor>
using NumberingOf = StripNumbering<Exec, strip_height<Functor>()>;

template <class Exec, class Functor>
using StripPolicy = Kokkos::RangePolicy<Exec, Kokkos::IndexType<typename NumberingOf<Exec, Functor>::Index>>;

/// The numbers [0, count) of the strips of a launch.
template <class Exec, class Functor>
StripPolicy<Exec, Functor> strip_policy(Exec const& exec, std::int64_t count) {
  using Index = typename NumberingOf<Exec, Functor>::Index;
  // Kokkos adds the number of all threads to a strip number, and both must fit into 32 bits.
  constexpr bool is_small = sizeof(Index) < sizeof(count);
  if (is_small && count > std::numeric_limits<std::int32_t>::max())
    throw CallError(fmt::format("a kernel has {} strips, more than a GPU can number; use more devices", count));
  return StripPolicy<Exec, Functor>(exec, 0, static_cast<Index>(count));
}

/// The functor that Kokkos calls for each strip number.
template <class Exec, class Functor>
struct StripLoop {
  using Index = typename NumberingOf<Exec, Functor>::Index;
  NumberingOf<Exec, Functor> numbering;
  Functor functor;
  KOKKOS_FUNCTION void operator()(Index index) const {
    numbering.visit(index, [&](Strip s) { functor(s); });
  }
  template <class Value>
  KOKKOS_FUNCTION void operator()(Index index, Value& value) const {
    numbering.visit(index, [&](Strip s) { functor(s, value); });
  }
};

/// Calls functor(strip) for every strip of the extent on the given instance, without waiting for it.
template <class Exec, class Functor>
void for_each_strip(Exec const& exec, char const* label, Extent extent, Functor const& functor) {
  StripLoop<Exec, Functor> const loop{NumberingOf<Exec, Functor>(extent), functor};
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_for(label, strip_policy<Exec, Functor>(exec, loop.numbering.count()), loop);
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
/// waiting for them. Within a strip a functor may add in single precision; sums over strips are in double precision.
template <class Exec, class Functor, std::size_t K>
void sum_strips(Exec const& exec, char const* label, Extent extent, Functor const& functor, Sums<K>* target) {
  StripLoop<Exec, Functor> const loop{NumberingOf<Exec, Functor>(extent), functor};
  Kokkos::View<Sums<K>, typename Exec::memory_space, Kokkos::MemoryUnmanaged> const result(target);
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_reduce(label, strip_policy<Exec, Functor>(exec, loop.numbering.count()), loop, result);
}

}  // namespace ptyger::device

template <std::size_t K>
struct Kokkos::reduction_identity<ptyger::device::Sums<K>> {
  KOKKOS_FORCEINLINE_FUNCTION static ptyger::device::Sums<K> sum() { return {}; }
};
