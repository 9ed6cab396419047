#include "array_files/mat5_elements.hpp"

#include <array>

#include "array_files/byte_file.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

/// Names of the classes of arrays by their numbers in the file; null: no numbers.
constexpr std::array<char const*, 16> class_names{nullptr,  nullptr,  nullptr, nullptr, nullptr, nullptr,
                                                  "double", "single", "int8",  "uint8", "int16", "uint16",
                                                  "int32",  "uint32", "int64", "uint64"};

[[noreturn]] void refuse(MatBytes const& mat, char const* why) {
  throw InputError(mat.where + " is a damaged MATLAB file: " + why + ". Save it again.");
}

}  // namespace

MatElement mat_element(MatBytes const& mat, std::size_t at) {
  auto const first = number_at<std::uint32_t>(mat.bytes, at, mat.where, mat.big_endian);
  constexpr std::size_t tag = 8;
  if (auto const short_bytes = first >> 16U; short_bytes > 0) {  // values of at most 4 bytes lie in the tag
    if (short_bytes > 4) refuse(mat, "a short element has more than 4 bytes");
    return {first & 0xFFFFU, at + 4, short_bytes, at + tag};
  }
  std::size_t const bytes = number_at<std::uint32_t>(mat.bytes, at + 4, mat.where, mat.big_endian);
  bool const padded = first != static_cast<std::uint32_t>(MatType::compressed);
  return {first, at + tag, bytes, at + tag + (padded ? (bytes + 7) / 8 * 8 : bytes)};
}

std::optional<hdf5::RawType> mat_number_type(MatElement const& element, bool big_endian) {
  using Form = hdf5::RawType::Form;
  switch (element.type) {
    case 1:
      return hdf5::RawType{Form::integer, 1, big_endian};
    case 2:
      return hdf5::RawType{Form::unsigned_integer, 1, big_endian};
    case 3:
      return hdf5::RawType{Form::integer, 2, big_endian};
    case 4:
      return hdf5::RawType{Form::unsigned_integer, 2, big_endian};
    case 5:
      return hdf5::RawType{Form::integer, 4, big_endian};
    case 6:
      return hdf5::RawType{Form::unsigned_integer, 4, big_endian};
    case 7:
      return hdf5::RawType{Form::real, 4, big_endian};
    case 9:
      return hdf5::RawType{Form::real, 8, big_endian};
    case 12:
      return hdf5::RawType{Form::integer, 8, big_endian};
    case 13:
      return hdf5::RawType{Form::unsigned_integer, 8, big_endian};
    default:
      return {};
  }
}

MatArray mat_array(MatBytes const& mat, std::size_t at) {
  constexpr std::uint32_t complex_flag = 0x0800;
  constexpr std::uint32_t logical_flag = 0x0200;
  auto const flags_element = mat_element(mat, at);
  auto const flags = number_at<std::uint32_t>(mat.bytes, flags_element.data, mat.where, mat.big_endian);
  MatArray array;
  std::size_t const array_class = flags & 0xFFU;
  if (array_class < class_names.size()) array.class_name = class_names[array_class];
  if (array.class_name == nullptr) return array;
  if ((flags & logical_flag) != 0) array.class_name = "logical";
  array.complex = (flags & complex_flag) != 0;
  auto const extents = mat_element(mat, flags_element.next);
  constexpr std::size_t most_extents = 32;
  if (extents.bytes / 4 > most_extents) refuse(mat, "an array has more than 32 dimensions");
  for (std::size_t k = extents.bytes / 4; k-- > 0;) {
    auto const extent = number_at<std::int32_t>(mat.bytes, extents.data + 4 * k, mat.where, mat.big_endian);
    if (extent < 0) refuse(mat, "an array has a negative extent");
    array.shape.push_back(static_cast<std::size_t>(extent));
  }
  auto const name = mat_element(mat, extents.next);
  array.name = bytes_of_number(mat.bytes, name.data, name.bytes, mat.where);
  array.real_part = name.next;
  return array;
}

}  // namespace ptyger::array_files
