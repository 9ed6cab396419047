#include "device/copy_stream.hpp"

#include <cstring>

namespace ptyger::device {

template <>
struct CopyStream<Kokkos::Serial>::Stream {};

template <>
CopyStream<Kokkos::Serial>::CopyStream(Kokkos::Serial const&) {}
template <>
CopyStream<Kokkos::Serial>::~CopyStream() = default;
template <>
CopyStream<Kokkos::Serial>::CopyStream(CopyStream&&) noexcept = default;
template <>
CopyStream<Kokkos::Serial>& CopyStream<Kokkos::Serial>::operator=(CopyStream&&) noexcept = default;

template <>
void CopyStream<Kokkos::Serial>::open(int) {}
template <>
void CopyStream<Kokkos::Serial>::copy(void* to, void const* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
}
template <>
void CopyStream<Kokkos::Serial>::close(int) {}
template <>
void CopyStream<Kokkos::Serial>::acquire(int) {}
template <>
void CopyStream<Kokkos::Serial>::release(int) {}

template <>
void pin<Kokkos::Serial>(void const*, std::size_t) {}
template <>
void unpin<Kokkos::Serial>(void const*) noexcept {}

}  // namespace ptyger::device
