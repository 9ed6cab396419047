#include <cstddef>
#include <optional>

#include "hdf5/decoder.hpp"

namespace ptyger::hdf5 {
namespace {

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
std::size_t size_of_lzf(Bytes data, FilterParameters) {
  std::size_t size = 0;
  while (!data.empty()) {
    auto const piece = first_piece(data);
    if (!piece || piece->copy_distance > size) return 0;
    size += piece->decoded_bytes;
    data = data.subspan(piece->stored_bytes);
  }
  return size;
}

bool decode_lzf(Bytes data, FilterParameters parameters, MutableBytes decoded) {
  if (decoded.empty() || size_of_lzf(data, parameters) != decoded.size()) return false;
  unsigned char* out = decoded.data();
  while (!data.empty()) {
    auto const piece = *first_piece(data);
    unsigned char const* const from =
        piece.copy_distance == 0 ? data.data() + piece.head_bytes : out - piece.copy_distance;
    for (std::size_t k = 0; k < piece.decoded_bytes; ++k) out[k] = from[k];  // the source may overlap the copy
    out += piece.decoded_bytes;
    data = data.subspan(piece.stored_bytes);
  }
  return true;
}

}  // namespace

Decoder const lzf_decoder = {32000, "LZF", size_of_lzf, decode_lzf};

}  // namespace ptyger::hdf5
