#include "device/copy_lane.hpp"

#include <cstring>

namespace ptyger {

template <>
struct CopyLane<Kokkos::Serial>::Lane {};

template <>
CopyLane<Kokkos::Serial>::CopyLane(Kokkos::Serial const&) {}
template <>
CopyLane<Kokkos::Serial>::~CopyLane() = default;
template <>
CopyLane<Kokkos::Serial>::CopyLane(CopyLane&&) noexcept = default;
template <>
CopyLane<Kokkos::Serial>& CopyLane<Kokkos::Serial>::operator=(CopyLane&&) noexcept = default;

template <>
void CopyLane<Kokkos::Serial>::open(int) {}
template <>
void CopyLane<Kokkos::Serial>::copy(void* to, void const* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
}
template <>
void CopyLane<Kokkos::Serial>::close(int) {}
template <>
void CopyLane<Kokkos::Serial>::acquire(int) {}
template <>
void CopyLane<Kokkos::Serial>::release(int) {}

template <>
PinnedMemory<Kokkos::Serial>::PinnedMemory(void const* memory, std::size_t) : memory_(memory) {}
template <>
PinnedMemory<Kokkos::Serial>::~PinnedMemory() = default;

}  // namespace ptyger
