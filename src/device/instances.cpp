#include "device/instances.hpp"

namespace ptyger::device {

template <>
std::vector<Kokkos::Serial> make_instances(int devices) {
  return Kokkos::Experimental::partition_space(Kokkos::Serial(),
                                               std::vector<int>(static_cast<std::size_t>(devices), 1));
}

template <>
void bind_thread(Kokkos::Serial const&) {}

template <>
void check_launches(Kokkos::Serial const&) {}

}  // namespace ptyger::device
