#include "array_files/byte_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <utility>

#include "core/system_error.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {

namespace fs = std::filesystem;

ByteFile::ByteFile(std::string path, std::vector<std::string> companions)
    : path_(std::move(path)), companions_(std::move(companions)) {
  std::error_code error;
  auto const status = fs::status(path_, error);
  if (status.type() == fs::file_type::not_found)
    throw InputError(path_ + ": there is no such file. Check the name and the folder.");
  if (fs::is_directory(status)) throw InputError(path_ + " is a folder; give the name of a file in it.");
  errno = 0;
  if (!std::ifstream(path_))
    throw InputError(path_ + " cannot be opened: " + core::last_system_error().message() + ".");
  size_ = fs::file_size(path_, error);
  if (error || size_ == 0)
    throw InputError(path_ + " is empty (0 bytes): writing or copying it failed. Copy it again.");
}

std::string ByteFile::head(std::size_t most) const {
  return read(0, static_cast<std::size_t>(std::min<std::uint64_t>(most, size_)));
}

std::string ByteFile::read(std::uint64_t offset, std::size_t number) const {
  require(offset, number, "bytes that it should have");
  std::string bytes(number, '\0');
  std::ifstream file(path_, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  if (!file.read(bytes.data(), static_cast<std::streamsize>(number)))
    throw InputError(path_ + " cannot be read: " + core::last_system_error().message() + ".");
  return bytes;
}

void ByteFile::require(std::uint64_t offset, std::uint64_t number, std::string const& what) const {
  if (offset <= size_ && number <= size_ - offset) return;
  throw InputError(fmt::format(
      "{} is truncated: it has {} bytes, but {} end at byte {}. Copy it again, or wait until its writer has "
      "closed it.",
      path_, size_, what, offset + number));
}

std::string_view bytes_of_number(std::string_view bytes, std::size_t at, std::size_t size, std::string const& path) {
  if (at <= bytes.size() && size <= bytes.size() - at) return bytes.substr(at, size);
  throw InputError(path + " is truncated or damaged: its header ends too early. Copy it again.");
}

double real_at(std::string_view bytes, std::size_t at, hdf5::RawType const& type, std::string const& path) {
  using Form = hdf5::RawType::Form;
  auto const as = [&]<class T>(T) { return static_cast<double>(number_at<T>(bytes, at, path, type.big_endian)); };
  if (type.form == Form::real && type.bytes == 4) return as(float{});
  if (type.form == Form::real && type.bytes == 8) return as(double{});
  if (type.form == Form::integer) {
    if (type.bytes == 1) return as(std::int8_t{});
    if (type.bytes == 2) return as(std::int16_t{});
    return type.bytes == 4 ? as(std::int32_t{}) : as(std::int64_t{});
  }
  if (type.form == Form::unsigned_integer) {
    if (type.bytes == 1) return as(std::uint8_t{});
    if (type.bytes == 2) return as(std::uint16_t{});
    return type.bytes == 4 ? as(std::uint32_t{}) : as(std::uint64_t{});
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::uint64_t bytes_of(hdf5::Shape const& shape, std::size_t value_bytes, std::string const& where) {
  constexpr std::uint64_t most = std::uint64_t{1} << 62U;
  std::uint64_t bytes = value_bytes;
  for (auto const extent : shape) {
    if (extent != 0 && bytes > most / extent)
      throw InputError(fmt::format("{} states the shape {}, which no file can hold. It is damaged; copy it again.",
                                   where, hdf5::to_string(shape)));
    bytes *= extent;
  }
  return bytes;
}

}  // namespace ptyger::array_files
