#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {

/// A file that is read as bytes.
class ByteFile {
 public:
  /// `companions`: the other files that are given with it. InputError when the file is missing, a folder, unreadable or
  /// empty.
  explicit ByteFile(std::string path, std::vector<std::string> companions = {});

  std::string const& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  std::vector<std::string> const& companions() const { return companions_; }

  /// At most this many bytes from the beginning.
  std::string head(std::size_t most) const;

  /// The bytes [offset, offset + number). InputError when the file ends before.
  std::string read(std::uint64_t offset, std::size_t number) const;

  /// InputError unless the file has the bytes [offset, offset + number); `what`: what they are, for the message.
  void require(std::uint64_t offset, std::uint64_t number, std::string const& what) const;

 private:
  std::string path_;
  std::vector<std::string> companions_;
  std::uint64_t size_ = 0;
};

/// The bytes [at, at + size). InputError when there are fewer; `path`: for the message.
std::string_view bytes_of_number(std::string_view bytes, std::size_t at, std::size_t size, std::string const& path);

/// The number of type T whose bytes begin at `at`. InputError as bytes_of_number() throws it.
template <class T>
T number_at(std::string_view bytes, std::size_t at, std::string const& path, bool big_endian = false) {
  auto const part = bytes_of_number(bytes, at, sizeof(T), path);
  char ordered[sizeof(T)];
  bool const swap = big_endian != (std::endian::native == std::endian::big);
  for (std::size_t k = 0; k < sizeof(T); ++k) ordered[k] = part[swap ? sizeof(T) - 1 - k : k];
  T value;
  std::memcpy(&value, ordered, sizeof(T));
  return value;
}

/// The real number of this type whose bytes begin at `at`. InputError as number_at() throws it; half precision is not
/// read and gives NaN.
double real_at(std::string_view bytes, std::size_t at, hdf5::RawType const& type, std::string const& path);

/// Size of an array of this shape in bytes. InputError when it is beyond 2^62, as a damaged file may state it; `where`:
/// file and array, for the message.
std::uint64_t bytes_of(hdf5::Shape const& shape, std::size_t value_bytes, std::string const& where);

/// Whether this machine stores the most significant byte of a number first.
inline constexpr bool native_is_big_endian = std::endian::native == std::endian::big;

}  // namespace ptyger::array_files
