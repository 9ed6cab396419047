#include "array_files/open_input.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "array_files/byte_file.hpp"
#include "array_files/npy.hpp"
#include "array_files/npy_header.hpp"
#include "array_files/table.hpp"
#include "array_files/unknown_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {
namespace {

/// The beginning of a file.
struct Beginning {
  std::string const& bytes;
  ByteFile const& file;
};

/// One kind of file that is presented as HDF5.
struct Kind {
  char const* name;                                          ///< attribute `array_file` of the root
  bool (*fits)(Beginning const& beginning);                  ///< whether a file is of this kind
  void (*present)(ByteFile const& file, hdf5::MemoryFile&);  ///< makes the datasets
};

constexpr std::array kinds{
    Kind{"npy", [](Beginning const& begin) { return is_npy(begin.bytes); }, present_npy},
    Kind{"table", [](Beginning const& begin) { return is_table(begin.bytes, begin.file.size()); }, present_table},
};

}  // namespace

hdf5::InputFile open_input(std::string const& path) {
  constexpr std::size_t most_head = 1U << 16U;
  if (hdf5::is_hdf5(path)) return hdf5::InputFile(path);
  ByteFile const file(path);
  auto const head = file.head(most_head);
  Beginning const beginning{head, file};
  auto const* const kind = std::find_if(kinds.begin(), kinds.end(), [&](auto const& k) { return k.fits(beginning); });
  if (kind == kinds.end()) refuse_unknown(file, head);
  hdf5::MemoryFile memory(path);
  kind->present(file, memory);
  memory.out().attribute("/", "array_file", kind->name);
  return std::move(memory).input();
}

std::string only_dataset(hdf5::InputFile const& file) {
  if (!file.text_attribute("/", "array_file")) return "";
  auto const names = file.members("/");
  return names.size() == 1 && file.has_dataset(names.front()) ? names.front() : "";
}

std::vector<hdf5::InputFile> open_inputs(std::vector<std::string> const& paths) {
  std::vector<hdf5::InputFile> files;
  for (auto const& path : paths) files.push_back(open_input(path));
  return files;
}

}  // namespace ptyger::array_files
