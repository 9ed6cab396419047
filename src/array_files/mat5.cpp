#include "array_files/mat5.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <complex>
#include <string>
#include <vector>

#include "array_files/inflate.hpp"
#include "array_files/mat5_elements.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

constexpr std::size_t mat_header_bytes = 128;
constexpr std::size_t mat_tag_bytes = 8;
constexpr std::size_t most_mat_beginning = 1U << 16U;  // of an array, before its values

/// Presents the arrays of a file. Bytes that are not compressed are read from the file on demand.
class MatReader {
 public:
  MatReader(ByteFile const& file, bool big_endian, hdf5::MemoryFile& memory)
      : file_(file), big_endian_(big_endian), memory_(memory) {}

  /// Presents the arrays; false when there is none.
  bool present_all() {
    bool any = false;
    for (std::uint64_t at = mat_header_bytes; at + mat_tag_bytes <= file_.size();) {
      auto const element = element_of_file(at);
      any |= element.type == static_cast<std::uint32_t>(MatType::compressed) ? present_compressed(at, element)
                                                                             : present_in_place(at, element);
      at += element.next;
    }
    return any;
  }

 private:
  MatBytes mat(std::string_view bytes) const { return {bytes, big_endian_, file_.path()}; }

  /// The element whose tag begins at this byte of the file; places count from there.
  MatElement element_of_file(std::uint64_t at) const {
    auto const tag = file_.read(at, mat_tag_bytes);
    auto const element = mat_element(mat(tag), 0);
    file_.require(at + element.data, element.bytes, "the values of one of its arrays");
    return element;
  }

  bool present_compressed(std::uint64_t at, MatElement const& element) {
    auto const packed = file_.read(at + element.data, element.bytes);
    auto const tag = inflate_beginning(packed, mat_tag_bytes, file_.path());
    auto const inner = mat_element(mat(tag), 0);
    constexpr std::size_t most_compression = 1100;  // unpacked over packed bytes of zlib
    if (inner.type != static_cast<std::uint32_t>(MatType::matrix)) return false;
    if (inner.bytes / most_compression > packed.size())
      throw InputError(fmt::format("{} has an array of {} bytes, packed in {}, which cannot be. The file is damaged.",
                                   file_.path(), inner.bytes, packed.size()));
    auto const bytes = inflate_beginning(packed, mat_tag_bytes + inner.bytes, file_.path());
    auto const array = mat_array(mat(bytes), mat_tag_bytes);
    if (array.class_name == nullptr) return false;
    auto const real = part_of(array, bytes, array.real_part);
    auto const real_type = type_of(array, real);
    if (array.complex) return write_complex(array, bytes, real);
    make(array, [&] {
      memory_.reserve(array.name, real_type, array.shape);
      auto const values = bytes_of_number(bytes, real.data, real.bytes, file_.path());
      if (!values.empty()) memory_.write_rows(array.name, 0, array.shape.front(), values.data());
    });
    return true;
  }

  bool present_in_place(std::uint64_t at, MatElement const& element) {
    if (element.type != static_cast<std::uint32_t>(MatType::matrix)) return false;
    auto const beginning = file_.read(at, std::min(mat_tag_bytes + element.bytes, most_mat_beginning));
    auto const array = mat_array(mat(beginning), mat_tag_bytes);
    if (array.class_name == nullptr) return false;
    auto const real = part_of(array, beginning, array.real_part);
    auto const real_type = type_of(array, real);
    if (array.complex) return write_complex(array, file_.read(at, mat_tag_bytes + element.bytes), real);
    file_.require(at + real.data, real.bytes, "the values of the array '" + array.name + "'");
    make(array, [&] { memory_.stored(array.name, real_type, array.shape, at + real.data); });
    return true;
  }

  /// The element of the real or imaginary part. InputError unless it has as many values as the shape of the array.
  MatElement part_of(MatArray const& array, std::string_view bytes, std::size_t at) const {
    auto const part = mat_element(mat(bytes), at);
    auto const type = type_of(array, part);
    if (part.bytes != bytes_of(array.shape, type.bytes, where(array)))
      throw InputError(fmt::format("{} has the shape {}, but other values. The file is damaged; save it again.",
                                   where(array), hdf5::to_string(array.shape)));
    return part;
  }

  hdf5::RawType type_of(MatArray const& array, MatElement const& part) const {
    if (auto const type = mat_number_type(part, big_endian_)) return *type;
    throw InputError(where(array) + " has values that are no numbers. The file is damaged; save it again.");
  }

  bool write_complex(MatArray const& array, std::string_view bytes, MatElement const& real) {
    auto const imaginary = part_of(array, bytes, real.next);
    auto const real_type = type_of(array, real);
    auto const imaginary_type = type_of(array, imaginary);
    std::vector<std::complex<double>> values;
    std::size_t const number = real.bytes / real_type.bytes;
    for (std::size_t k = 0; k < number; ++k)
      values.emplace_back(real_at(bytes, real.data + k * real_type.bytes, real_type, file_.path()),
                          real_at(bytes, imaginary.data + k * imaginary_type.bytes, imaginary_type, file_.path()));
    make(array, [&] { memory_.out().dataset<std::complex<double>>(array.name, array.shape, values); });
    return true;
  }

  /// Makes a dataset by make_dataset(), and its attribute.
  template <class MakeDataset>
  void make(MatArray const& array, MakeDataset&& make_dataset) {
    if (array.name.empty() || array.name.find('/') != std::string::npos || memory_.exists(array.name))
      throw InputError(where(array) + " has a name that no variable can have, or is there twice. Save the file again.");
    make_dataset();
    memory_.out().attribute(array.name, "MATLAB_class", array.class_name);
  }

  std::string where(MatArray const& array) const { return file_.path() + ": array '" + array.name + "'"; }

  ByteFile const& file_;
  bool big_endian_;
  hdf5::MemoryFile& memory_;
};

}  // namespace

bool is_mat5(std::string_view head) {
  if (head.size() < mat_header_bytes) return false;
  auto const version_and_order = head.substr(mat_header_bytes - 4, 4);
  return version_and_order == std::string_view("\0\1IM", 4) || version_and_order == std::string_view("\1\0MI", 4);
}

void present_mat5(ByteFile const& file, hdf5::MemoryFile& memory) {
  bool const big_endian = file.head(mat_header_bytes)[mat_header_bytes - 2] == 'M';
  if (MatReader(file, big_endian, memory).present_all()) return;
  throw InputError(
      file.path() +
      " is a MATLAB file without a numeric array. Texts, cells and structures are not read: save the arrays "
      "in them as variables.");
}

}  // namespace ptyger::array_files
