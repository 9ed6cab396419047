#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "hdf5/decoder.hpp"
#include "hdf5/unshuffle.hpp"

namespace ptyger::hdf5 {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

/// A stream of zlib does not say how long its data are.
std::size_t size_of_gzip(Bytes, FilterParameters) {
  return 0;
}

bool decode_gzip(Bytes stored, FilterParameters, MutableBytes out) {
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> const decompressor(libdeflate_alloc_decompressor());
  return decompressor && libdeflate_zlib_decompress(decompressor.get(), stored.data(), stored.size(), out.data(),
                                                    out.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

std::size_t size_of_shuffled(Bytes stored, FilterParameters) {
  return stored.size();
}

/// Bytes after the last whole element are stored as they are.
bool decode_shuffled(Bytes stored, FilterParameters parameters, MutableBytes out) {
  if (stored.size() != out.size() || parameters.empty() || parameters[0] == 0) return false;
  std::size_t const elements = stored.size() / parameters[0];
  std::size_t const whole = elements * parameters[0];
  unshuffle_bytes(stored.data(), out.data(), elements, parameters[0]);
  std::copy(stored.begin() + static_cast<std::ptrdiff_t>(whole), stored.end(), out.data() + whole);
  return true;
}

}  // namespace

Decoder const gzip_decoder = {H5Z_FILTER_DEFLATE, "gzip", size_of_gzip, decode_gzip};
Decoder const shuffle_decoder = {H5Z_FILTER_SHUFFLE, "shuffle", size_of_shuffled, decode_shuffled};

}  // namespace ptyger::hdf5
