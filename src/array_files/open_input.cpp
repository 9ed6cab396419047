#include "array_files/open_input.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "array_files/blockfile.hpp"
#include "array_files/byte_file.hpp"
#include "array_files/empad.hpp"
#include "array_files/mat5.hpp"
#include "array_files/merlin.hpp"
#include "array_files/npy.hpp"
#include "array_files/npy_header.hpp"
#include "array_files/npz.hpp"
#include "array_files/stated.hpp"
#include "array_files/table.hpp"
#include "array_files/tiff_stack.hpp"
#include "array_files/unknown_file.hpp"
#include "hdf5/memory_file.hpp"

namespace ptyger::array_files {
namespace {

/// One kind of file that is presented as HDF5. `head`: the beginning of the file.
struct Kind {
  char const* name;                                           ///< attribute `array_file` of the root
  bool (*fits)(ByteFile const& file, std::string_view head);  ///< whether a file is of this kind
  void (*present)(ByteFile const& file, hdf5::MemoryFile&);   ///< makes the datasets
};

/// A kind that the first bytes show.
template <bool (*is_kind)(std::string_view)>
bool shown_by_head(ByteFile const& /*file*/, std::string_view head) {
  return is_kind(head);
}

constexpr std::array kinds{
    Kind{"NumPy array", shown_by_head<is_npy>, present_npy},
    Kind{"NumPy archive", shown_by_head<is_zip>, present_npz},
    Kind{"MATLAB", shown_by_head<is_mat5>, present_mat5},
    Kind{"TIFF", shown_by_head<is_tiff>, present_tiff},
    Kind{"Merlin", shown_by_head<is_merlin>, present_merlin},
    Kind{"blockfile", shown_by_head<is_blockfile>, present_blockfile},
    Kind{"EMPAD", is_empad, present_empad},
    Kind{"table", is_table, present_table},
};

}  // namespace

hdf5::InputFile open_input(std::string const& path, std::vector<std::string> const& companions) {
  constexpr std::size_t most_head = 1U << 16U;
  if (hdf5::is_hdf5(path)) return hdf5::InputFile(path);
  ByteFile const file(path, companions);
  auto const head = file.head(most_head);
  auto const* const kind = std::find_if(kinds.begin(), kinds.end(), [&](auto const& k) { return k.fits(file, head); });
  if (kind == kinds.end()) refuse_unknown(file, head);
  hdf5::MemoryFile memory(path);
  kind->present(file, memory);
  memory.out().attribute("/", stated::array_file, kind->name);
  return std::move(memory).input();
}

std::string only_dataset(hdf5::InputFile const& file) {
  if (!file.text_attribute("/", stated::array_file)) return "";
  auto const names = file.members("/");
  return names.size() == 1 && file.has_dataset(names.front()) ? names.front() : "";
}

std::vector<hdf5::InputFile> open_inputs(std::vector<std::string> const& paths) {
  std::vector<hdf5::InputFile> files;
  for (auto const& path : paths) files.push_back(open_input(path, paths));
  return files;
}

}  // namespace ptyger::array_files
