#include "array_files/npy.hpp"

#include "array_files/npy_header.hpp"

namespace ptyger::array_files {

void present_npy(ByteFile const& file, hdf5::MemoryFile& memory) {
  auto const header = read_npy_header(file.head(most_npy_header + 16), file.path());
  auto const bytes = bytes_of(header.shape, header.type.bytes, file.path());
  file.require(header.data_offset, bytes, "the values that its header states");
  if (!header.fortran_order || header.shape.size() < 2) {
    memory.stored(only_array, header.type, header.shape, header.data_offset);
    return;
  }
  memory.reserve(only_array, header.type, header.shape);
  if (bytes == 0) return;
  auto const values = file.read(header.data_offset, static_cast<std::size_t>(bytes));
  memory.write_rows(only_array, 0, header.shape.front(), in_c_order(values, header.shape, header.type.bytes).data());
}

}  // namespace ptyger::array_files
