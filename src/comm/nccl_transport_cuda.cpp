#include "comm/nccl_transport_impl.hpp"

namespace ptyger::comm {

template class NcclTransport<Kokkos::Cuda, float>;
template class NcclTransport<Kokkos::Cuda, double>;

}  // namespace ptyger::comm
