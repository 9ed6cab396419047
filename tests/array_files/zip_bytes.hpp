#pragma once

#include <zlib.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "tests/array_files/bytes.hpp"

namespace ptyger::test {

/// The bytes packed by deflate, as in a ZIP archive (window < 0), or as a stream of zlib.
inline std::string deflated(std::string const& bytes, int window) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline std::string joined(std::initializer_list<std::string> parts) {
  std::string all;
  for (auto const& part : parts) all += part;
  return all;
}

using ZipMembers = std::vector<std::pair<std::string, std::string>>;  // name and contents

/// A ZIP archive. claimed_bytes: size that the archive states for each member; 0: the true one.
inline std::string zip(ZipMembers const& members, bool pack = false, std::uint32_t claimed_bytes = 0) {
  std::string archive, directory;
  for (auto const& [name, contents] : members) {
    auto const packed = pack ? deflated(contents, -15) : contents;
    auto const checksum = crc32(0, reinterpret_cast<Bytef const*>(contents.data()), static_cast<uInt>(contents.size()));
    auto const size = claimed_bytes > 0 ? claimed_bytes : static_cast<std::uint32_t>(contents.size());
    auto const common =
        joined({bytes_of_value(std::uint16_t{20}), bytes_of_value(std::uint16_t{0}),
                bytes_of_value(static_cast<std::uint16_t>(pack ? 8 : 0)), bytes_of_value(std::uint32_t{0x00210000}),
                bytes_of_value(static_cast<std::uint32_t>(checksum)),
                bytes_of_value(static_cast<std::uint32_t>(packed.size())), bytes_of_value(size),
                bytes_of_value(static_cast<std::uint16_t>(name.size())), bytes_of_value(std::uint16_t{0})});
    directory += joined({"PK\1\2", bytes_of_value(std::uint16_t{20}), common, std::string(10, '\0'),
                         bytes_of_value(static_cast<std::uint32_t>(archive.size())), name});
    archive += joined({"PK\3\4", common, name, packed});
  }
  auto const number = bytes_of_value(static_cast<std::uint16_t>(members.size()));
  return joined({archive, directory, "PK\5\6", std::string(4, '\0'), number, number,
                 bytes_of_value(static_cast<std::uint32_t>(directory.size())),
                 bytes_of_value(static_cast<std::uint32_t>(archive.size())), std::string(2, '\0')});
}

}  // namespace ptyger::test
