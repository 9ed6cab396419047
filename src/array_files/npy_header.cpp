#include "array_files/npy_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <initializer_list>
#include <vector>

#include "array_files/byte_file.hpp"
#include "core/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY";

[[noreturn]] void refuse_header(std::string const& where, std::string const& why) {
  throw InputError(where + " has a header that is no header of a NumPy array: " + why + ". Save the array again.");
}

/// The text after the key of a Python dictionary, without leading blanks.
std::string_view value_of_key(std::string_view text, std::string_view key, std::string const& where) {
  for (char const quote : {'\'', '"'}) {
    auto const quoted = fmt::format("{}{}{}", quote, key, quote);
    auto const at = text.find(quoted);
    if (at == std::string_view::npos) continue;
    auto const begin = text.find_first_not_of(" :", at + quoted.size());
    if (begin != std::string_view::npos) return text.substr(begin);
  }
  refuse_header(where, fmt::format("the key '{}' is missing", key));
}

/// The text of a Python string, or the list that begins a structured type.
std::string_view descr_of(std::string_view text, std::string const& where) {
  if (text.starts_with('[')) return text.substr(0, text.find(']') + 1);
  auto const close = text.size() < 2 ? std::string_view::npos : text.find(text.front(), 1);
  bool const quoted = text.starts_with('\'') || text.starts_with('"');
  if (!quoted || close == std::string_view::npos) refuse_header(where, "the type is no string");
  return text.substr(1, close - 1);
}

bool is_one_of(std::size_t size, std::initializer_list<std::size_t> sizes) {
  return std::find(sizes.begin(), sizes.end(), size) != sizes.end();
}

/// The type that a code such as "<u2" means; empty when its values are no numbers that HDF5 can present.
std::optional<hdf5::RawType> type_of_code(std::string_view code) {
  using Form = hdf5::RawType::Form;
  if (code.size() < 3) return {};
  auto const bytes = core::number_of_text<std::size_t>(code.substr(2)).value_or(0);
  bool const big_endian = code[0] == '>' || (code[0] == '=' && native_is_big_endian);
  bool const whole = is_one_of(bytes, {1, 2, 4, 8});
  if (code[1] == 'b' && bytes == 1) return hdf5::RawType{Form::unsigned_integer, 1, false};
  if (code[1] == 'u' && whole) return hdf5::RawType{Form::unsigned_integer, bytes, big_endian};
  if (code[1] == 'i' && whole) return hdf5::RawType{Form::integer, bytes, big_endian};
  if (code[1] == 'f' && is_one_of(bytes, {2, 4, 8})) return hdf5::RawType{Form::real, bytes, big_endian};
  if (code[1] == 'c' && is_one_of(bytes, {8, 16})) return hdf5::RawType{Form::complex, bytes, big_endian};
  return {};
}

hdf5::Shape shape_of_tuple(std::string_view tuple, std::string const& where) {
  auto const close = tuple.find(')');
  if (tuple.empty() || tuple.front() != '(' || close == std::string_view::npos)
    refuse_header(where, "the shape is no tuple");
  hdf5::Shape shape;
  char const* at = tuple.data() + 1;
  char const* const end = tuple.data() + close;
  while (at != end) {
    if (*at == ' ' || *at == ',' || *at == 'L') {
      ++at;
      continue;
    }
    std::size_t extent = 0;
    auto const [next, error] = std::from_chars(at, end, extent);
    if (error != std::errc() || shape.size() == 32) refuse_header(where, "the shape is not a list of whole numbers");
    shape.push_back(extent);
    at = next;
  }
  return shape;
}

}  // namespace

bool is_npy(std::string_view head) {
  return head.starts_with(npy_magic);
}

NpyHeader read_npy_header(std::string_view head, std::string const& where) {
  if (!is_npy(head)) refuse_header(where, "its first bytes are not those of one");
  auto const major = number_at<std::uint8_t>(head, npy_magic.size(), where);
  if (major < 1 || major > 3) refuse_header(where, fmt::format("its version {} is unknown", major));
  std::size_t const begin = npy_magic.size() + (major == 1 ? 4 : 6);
  std::size_t const length =
      major == 1 ? number_at<std::uint16_t>(head, 8, where) : number_at<std::uint32_t>(head, 8, where);
  if (length > most_npy_header) refuse_header(where, fmt::format("it would have {} bytes", length));
  if (head.size() < begin + length) throw InputError(where + " is truncated: it ends in its header. Copy it again.");
  auto const text = head.substr(begin, length);
  auto const order = value_of_key(text, "fortran_order", where);
  bool const fortran_order = order.starts_with("True");
  if (!fortran_order && !order.starts_with("False")) refuse_header(where, "'fortran_order' is neither True nor False");
  auto const descr = descr_of(value_of_key(text, "descr", where), where);
  return {.type = type_of_code(descr),
          .type_name = std::string(descr),
          .shape = shape_of_tuple(value_of_key(text, "shape", where), where),
          .fortran_order = fortran_order,
          .data_offset = begin + length};
}

std::string in_c_order(std::string const& bytes, hdf5::Shape const& shape, std::size_t value_bytes) {
  std::string ordered(bytes.size(), '\0');
  std::vector<std::size_t> index(shape.size(), 0);
  std::vector<std::size_t> stride(shape.size(), value_bytes);  // bytes from an index to the next one in the file
  for (std::size_t axis = 1; axis < shape.size(); ++axis) stride[axis] = stride[axis - 1] * shape[axis - 1];
  std::size_t from = 0;
  for (std::size_t to = 0; to < bytes.size(); to += value_bytes) {
    std::memcpy(ordered.data() + to, bytes.data() + from, value_bytes);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      from += stride[axis];
      if (++index[axis] < shape[axis]) break;
      from -= stride[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return ordered;
}

}  // namespace ptyger::array_files
