#include "array_files/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "ptyger/error.hpp"

namespace ptyger::array_files {

std::string inflate_beginning(std::string_view packed, std::size_t most, std::string const& where) {
  if (packed.size() > std::numeric_limits<uInt>::max())
    throw InputError(where + " has an array of more than 4 GiB of compressed bytes. Save it without compression.");
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib does not write there
  stream.avail_in = static_cast<uInt>(packed.size());
  if (inflateInit(&stream) != Z_OK) throw InputError(where + " cannot be unpacked: zlib could not begin.");
  std::unique_ptr<z_stream, decltype(&inflateEnd)> const open(&stream, &inflateEnd);
  std::string bytes(most, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  constexpr std::size_t piece = 1U << 20U;  // zlib counts 32 bits
  std::size_t unpacked = 0;
  while (unpacked < most && stream.avail_out == 0) {
    auto const wanted = std::min(most - unpacked, piece);
    stream.avail_out = static_cast<uInt>(wanted);
    int const status = inflate(&stream, Z_SYNC_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      throw InputError(where + " is damaged: its compressed bytes cannot be unpacked. Copy it again.");
    unpacked += wanted - stream.avail_out;
  }
  bytes.resize(unpacked);
  return bytes;
}

}  // namespace ptyger::array_files
