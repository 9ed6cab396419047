#include "hdf5/decoder.hpp"

#include <algorithm>
#include <array>

namespace ptyger::hdf5 {
namespace {

constexpr std::array decoders{&lzf_decoder,  &lz4_decoder,  &bitshuffle_decoder,
                              &zstd_decoder, &gzip_decoder, &shuffle_decoder};

/// The filter function H5Z_func_t of HDF5, which gives 0 for a failure. It fails when HDF5 asks it to encode, so that
/// HDF5 stores the values uncompressed.
template <Decoder const& decoder>
std::size_t filter_function(unsigned flags, std::size_t parameters, unsigned const* parameter, std::size_t bytes,
                            std::size_t* capacity, void** buffer) {
  if ((flags & H5Z_FLAG_REVERSE) == 0) return 0;
  Bytes const stored(static_cast<unsigned char const*>(*buffer), bytes);
  std::size_t const size = decoder.decoded_size(stored, {parameter, parameters});
  void* const out = size == 0 ? nullptr : H5allocate_memory(size, false);
  if (out == nullptr) return 0;
  if (!decoder.decode(stored, {parameter, parameters}, {static_cast<unsigned char*>(out), size})) {
    H5free_memory(out);
    return 0;
  }
  H5free_memory(*buffer);
  *buffer = out;
  *capacity = size;
  return size;
}

template <Decoder const& decoder>
void provide() {
  H5Z_class2_t const filter_class = {H5Z_CLASS_T_VERS, decoder.filter, 1,       1,
                                     decoder.name,     nullptr,        nullptr, filter_function<decoder>};
  H5Zregister(&filter_class);
}

}  // namespace

Decoder const* decoder_of(H5Z_filter_t filter) {
  auto const found =
      std::find_if(decoders.begin(), decoders.end(), [&](auto const* decoder) { return decoder->filter == filter; });
  return found == decoders.end() ? nullptr : *found;
}

void provide_decoders() {
  provide<lzf_decoder>();
  provide<lz4_decoder>();
  provide<bitshuffle_decoder>();
  provide<zstd_decoder>();
}

}  // namespace ptyger::hdf5
