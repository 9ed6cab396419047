#include "array_files/npy.hpp"

#include <fmt/format.h>

#include "array_files/npy_header.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {

void present_npy(ByteFile const& file, hdf5::MemoryFile& memory) {
  auto const header = read_npy_header(file.head(most_npy_header + 16), file.path());
  if (!header.type)
    throw InputError(
        fmt::format("{} holds values of the NumPy type {}, but whole, real or complex numbers of at most 64 bits are "
                    "needed. Convert the array by astype(); save the fields of records as arrays of their own.",
                    file.path(), header.type_name));
  auto const type = *header.type;
  auto const bytes = bytes_of(header.shape, type.bytes, file.path());
  file.require(header.data_offset, bytes, "the values that its header states");
  if (!header.fortran_order || header.shape.size() < 2 || bytes == 0) {
    memory.stored(only_array, type, header.shape, header.data_offset);
    return;
  }
  memory.reserve(only_array, type, header.shape);
  auto const values = file.read(header.data_offset, static_cast<std::size_t>(bytes));
  memory.write_rows(only_array, 0, header.shape.front(), in_c_order(values, header.shape, type.bytes).data());
}

}  // namespace ptyger::array_files
