#include "array_files/npy_header.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <vector>

#include "array_files/byte_file.hpp"
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

hdf5::RawType type_of_descr(std::string_view descr, std::string const& where) {
  using Form = hdf5::RawType::Form;
  auto const close = descr.empty() ? std::string_view::npos : descr.find(descr.front(), 1);
  if (descr.empty() || (descr.front() != '\'' && descr.front() != '"') || close == std::string_view::npos)
    throw InputError(where +
                     " is an array of records (a structured type), but one kind of number is needed. Save each "
                     "field as an array of its own.");
  auto const code = descr.substr(1, close - 1);
  std::size_t bytes = 0;
  if (code.size() >= 3) std::from_chars(code.data() + 2, code.data() + code.size(), bytes);
  auto const of_size = [&](std::initializer_list<std::size_t> sizes) {
    for (auto const size : sizes)
      if (bytes == size) return true;
    return false;
  };
  bool const big_endian = !code.empty() && (code[0] == '>' || (code[0] == '=' && native_is_big_endian));
  switch (code.size() >= 3 ? code[1] : '?') {
    case 'b':
      if (bytes == 1) return {Form::unsigned_integer, 1, false};
      break;
    case 'i':
      if (of_size({1, 2, 4, 8})) return {Form::integer, bytes, big_endian};
      break;
    case 'u':
      if (of_size({1, 2, 4, 8})) return {Form::unsigned_integer, bytes, big_endian};
      break;
    case 'f':
      if (of_size({2, 4, 8})) return {Form::real, bytes, big_endian};
      break;
    case 'c':
      if (of_size({8, 16})) return {Form::complex, bytes, big_endian};
      break;
    default:
      break;
  }
  throw InputError(
      fmt::format("{} holds values of the NumPy type '{}', but whole, real or complex numbers of up to 64 "
                  "bits are needed. Convert the array by astype().",
                  where, code));
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
  return {.type = type_of_descr(value_of_key(text, "descr", where), where),
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
