#pragma once

#include "device/launch.hpp"

namespace ptyger::device {

/// One of two parts of a launch, such as object and probe. An extent without pixels: the part is left out.
template <class Functor>
struct LaunchPart {
  Extent extent;
  Functor functor;
};

/// The functor that Kokkos calls for each strip number of two parts.
template <class Exec, class Functor>
struct TwoPartLoop {
  using Index = typename NumberingOf<Exec, Functor>::Index;
  StripLoop<Exec, Functor> first;
  StripLoop<Exec, Functor> second;
  Index first_count;  ///< numbers of the first part

  TwoPartLoop(LaunchPart<Functor> const& a, LaunchPart<Functor> const& b)
      : first{NumberingOf<Exec, Functor>(a.extent), a.functor},
        second{NumberingOf<Exec, Functor>(b.extent), b.functor},
        first_count(static_cast<Index>(first.numbering.count())) {}

  [[nodiscard]] std::int64_t count() const { return first.numbering.count() + second.numbering.count(); }
  KOKKOS_FUNCTION void operator()(Index index) const {
    if (index < first_count)
      first(index);
    else
      second(index - first_count);
  }
  template <class Value>
  KOKKOS_FUNCTION void operator()(Index index, Value& value) const {
    if (index < first_count)
      first(index, value);
    else
      second(index - first_count, value);
  }
};

/// for_each_strip() over two parts in one launch.
template <class Exec, class Functor>
void for_each_strip(Exec const& exec, char const* label, LaunchPart<Functor> const& a, LaunchPart<Functor> const& b) {
  TwoPartLoop<Exec, Functor> const loop(a, b);
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_for(label, strip_policy<Exec, Functor>(exec, loop.count()), loop);
}

/// Joins functor(strip, Value&) over all strips of two parts by Value::operator+= in one launch, and writes the result
/// to `target` in the memory of the device, without waiting for it.
template <class Exec, class Functor, class Value>
void sum_strips(Exec const& exec, char const* label, LaunchPart<Functor> const& a, LaunchPart<Functor> const& b,
                Value* target) {
  TwoPartLoop<Exec, Functor> const loop(a, b);
  Kokkos::View<Value, typename Exec::memory_space, Kokkos::MemoryUnmanaged> const result(target);
  LaunchLock<Exec> const one_at_a_time;
  Kokkos::parallel_reduce(label, strip_policy<Exec, Functor>(exec, loop.count()), loop, result);
}

}  // namespace ptyger::device
