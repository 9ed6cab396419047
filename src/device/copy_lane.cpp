#include "device/copy_lane.hpp"

#include <cstring>

namespace ptyger::device {

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
void pin<Kokkos::Serial>(void const*, std::size_t) {}
template <>
void unpin<Kokkos::Serial>(void const*) noexcept {}

}  // namespace ptyger::device
