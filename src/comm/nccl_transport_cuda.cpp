#include "comm/nccl_transport_impl.hpp"

namespace ptyger::comm {

template class NcclTransport<device::Gpu, float>;
template class NcclTransport<device::Gpu, double>;

}  // namespace ptyger::comm
