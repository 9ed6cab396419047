#include "array_files/npz.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "array_files/npy_header.hpp"
#include "array_files/zip_archive.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

constexpr std::string_view npy_ending = ".npy";

/// The arrays of numbers that were found.
struct FoundArrays {
  std::vector<std::string> names;
  std::vector<std::pair<std::string, double>> scalars;  ///< those that are one real number, with it
};

/// Copies the values of an array, which follow its header, into its dataset.
void copy_values(ZipMember& member, NpyHeader const& header, std::string const& name, std::string const& where,
                 hdf5::MemoryFile& memory, FoundArrays& found) {
  constexpr std::size_t piece = 1U << 24U;  // bytes that are unpacked at a time
  auto const bytes = static_cast<std::size_t>(bytes_of(header.shape, header.type->bytes, where));
  memory.reserve(name, *header.type, header.shape);
  auto const read = [&](std::size_t number) {
    auto values = member.read(number);
    if (values.size() == number) return values;
    throw InputError(where + " is truncated: it is shorter than its header says. Save it again.");
  };
  if (header.fortran_order && header.shape.size() > 1 && bytes > 0) {
    memory.write_rows(name, 0, header.shape.front(), in_c_order(read(bytes), header.shape, header.type->bytes).data());
  } else if (header.shape.empty()) {
    auto const value = read(bytes);
    memory.write_rows(name, 0, 1, value.data());
    if (header.type->form != hdf5::RawType::Form::complex)
      found.scalars.emplace_back(name, real_at(value, 0, *header.type, where));
  } else if (bytes > 0) {
    std::size_t const rows = header.shape.front();
    std::size_t const row_bytes = bytes / rows;
    std::size_t const most = std::max<std::size_t>(1, piece / row_bytes);
    for (std::size_t row = 0; row < rows; row += most) {
      std::size_t const number = std::min(most, rows - row);
      memory.write_rows(name, row, number, read(number * row_bytes).data());
    }
  }
  member.read(1);  // at the end the checksum is compared
}

/// Presents one member, unless it is no array of numbers.
void present_member(ZipArchive const& archive, std::uint64_t index, hdf5::MemoryFile& memory, FoundArrays& found) {
  auto const entry = archive.entry(index);
  if (!entry.name.ends_with(npy_ending) || entry.name.size() == npy_ending.size()) return;
  auto const name = entry.name.substr(0, entry.name.size() - npy_ending.size());
  auto const where = fmt::format("{}: array '{}'", memory.path(), name);
  auto member = archive.open(index);
  // The header says how long it is; the values follow it.
  auto head = member.read(12);
  std::size_t const begin = head.size() > 6 && head[6] == 1 ? 10 : 12;
  std::size_t const length =
      begin == 10 ? number_at<std::uint16_t>(head, 8, where) : number_at<std::uint32_t>(head, 8, where);
  if (length > most_npy_header) throw InputError(where + " has no header of a NumPy array. Save it again.");
  head += member.read(begin + length - std::min(head.size(), begin + length));
  auto const header = read_npy_header(head, where);
  if (!header.type) return;
  auto const bytes = bytes_of(header.shape, header.type->bytes, where);
  if (entry.bytes < header.data_offset || bytes > entry.bytes - header.data_offset)
    throw InputError(fmt::format("{} is truncated: its header states {} bytes, but it has {}. Save it again.", where,
                                 bytes, entry.bytes));
  if (memory.exists(name)) throw InputError(where + " is there twice. Save it again.");
  copy_values(member, header, name, where, memory, found);
  found.names.push_back(name);
}

/// Writes the numbers as attributes too.
void write_attributes(FoundArrays const& found, hdf5::MemoryFile& memory) {
  for (auto const& [name, value] : found.scalars) {
    memory.out().attribute("/", name, value);
    for (auto const& array : found.names)
      if (name.starts_with(array + "_")) memory.out().attribute(array, name.substr(array.size() + 1), value);
  }
}

}  // namespace

bool is_zip(std::string_view head) {
  return head.starts_with("PK\3\4") || head.starts_with("PK\5\6");
}

void present_npz(ByteFile const& file, hdf5::MemoryFile& memory) {
  ZipArchive const archive(file.path());
  FoundArrays found;
  for (std::uint64_t index = 0; index < archive.size(); ++index) present_member(archive, index, memory, found);
  if (found.names.empty())
    throw InputError(file.path() +
                     " is a ZIP archive without an array of numbers. NumPy archives are read (numpy.savez); unpack "
                     "another archive, and give the files in it.");
  write_attributes(found, memory);
}

}  // namespace ptyger::array_files
