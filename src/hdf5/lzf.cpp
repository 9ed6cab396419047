#include "hdf5/lzf.hpp"

#include <hdf5.h>

#include <cstddef>
#include <optional>
#include <span>

namespace ptyger::hdf5 {
namespace {

using Bytes = std::span<unsigned char const>;

/// LZF data are a sequence of pieces: literal bytes after a head, or a head that refers to decoded bytes.
struct Piece {
  std::size_t stored_bytes = 0;   ///< bytes in the compressed data, with the head
  std::size_t head_bytes = 1;     ///< bytes of the head
  std::size_t decoded_bytes = 0;  ///< bytes in the decoded data
  std::size_t copy_distance = 0;  ///< from the end of the decoded data back to the bytes to copy; 0: literal bytes
};

/// The first piece of `data`, which is not empty; nothing when the data end before the piece does.
std::optional<Piece> first_piece(Bytes data) {
  std::size_t const control = data[0];
  if (control < 32) {
    Piece const piece{.stored_bytes = control + 2, .decoded_bytes = control + 1};
    return piece.stored_bytes <= data.size() ? std::optional(piece) : std::nullopt;
  }
  bool const is_long = control >> 5U == 7;
  std::size_t const head = is_long ? 3 : 2;
  if (head > data.size()) return {};
  std::size_t const length = (control >> 5U) + 2 + (is_long ? data[1] : 0);
  return Piece{.stored_bytes = head,
               .head_bytes = head,
               .decoded_bytes = length,
               .copy_distance = ((control & 31U) << 8U) + data[head - 1] + 1};
}

/// Number of bytes that `data` decode to; 0 when the data are damaged.
std::size_t decoded_size(Bytes data) {
  std::size_t size = 0;
  while (!data.empty()) {
    auto const piece = first_piece(data);
    if (!piece || piece->copy_distance > size) return 0;
    size += piece->decoded_bytes;
    data = data.subspan(piece->stored_bytes);
  }
  return size;
}

void decode(Bytes data, unsigned char* out) {
  while (!data.empty()) {
    auto const piece = *first_piece(data);
    unsigned char const* const from =
        piece.copy_distance == 0 ? data.data() + piece.head_bytes : out - piece.copy_distance;
    for (std::size_t k = 0; k < piece.decoded_bytes; ++k) out[k] = from[k];  // the source may overlap the copy
    out += piece.decoded_bytes;
    data = data.subspan(piece.stored_bytes);
  }
}

/// The filter function H5Z_func_t of HDF5, which gives 0 for a failure. The third parameter of the filter is the size
/// of a chunk; a shorter chunk fails, because HDF5 would read beyond its end.
std::size_t filter(unsigned flags, std::size_t parameters, unsigned const* parameter, std::size_t bytes,
                   std::size_t* capacity, void** buffer) {
  if ((flags & H5Z_FLAG_REVERSE) == 0) return 0;
  Bytes const data(static_cast<unsigned char const*>(*buffer), bytes);
  std::size_t const size = decoded_size(data);
  if (size == 0 || parameters < 3 || size != parameter[2]) return 0;
  void* const out = H5allocate_memory(size, false);
  if (out == nullptr) return 0;
  decode(data, static_cast<unsigned char*>(out));
  H5free_memory(*buffer);
  *buffer = out;
  *capacity = size;
  return size;
}

/// The filter only decodes. It fails when HDF5 asks it to encode, so that HDF5 stores the values uncompressed.
H5Z_class2_t const lzf = {H5Z_CLASS_T_VERS, 32000, 1, 1, "LZF", nullptr, nullptr, filter};

}  // namespace

void provide_lzf() {
  [[maybe_unused]] static herr_t const registered = H5Zregister(&lzf);
}

}  // namespace ptyger::hdf5
