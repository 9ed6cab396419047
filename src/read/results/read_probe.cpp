#include "read/results/read_probe.hpp"

#include <utility>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"
#include "read/damaged.hpp"
#include "read/probe.hpp"
#include "read/results/product_result.hpp"
#include "read/results/ptypy_result.hpp"
#include "read/results/pynx_result.hpp"

namespace ptyger::read {
namespace {

ProbeOfFile probe_of(StoredResult const& result) {
  auto const pixel = result.probe_pixel();
  return {result.probe(), pixel.row_m, pixel.col_m};
}

}  // namespace

ProbeOfFile read_probe(std::string const& path) {
  return require_undamaged(path, [&]() -> ProbeOfFile {
    auto file = array_files::open_input(path);
    if (auto const storage = ptypy_storage(file, "content/probe"); !storage.empty())
      return probe_of(PtypyResult(std::move(file), storage));
    if (auto const entry = pynx_entry(file); !entry.empty()) return probe_of(PynxResult(std::move(file), entry));
    auto name = probe_dataset(file);
    if (name.empty()) name = array_files::only_dataset(file);
    if (name.empty())
      throw InputError(path +
                       " has no probe: neither entry_1/instrument_1/source_1/illumination (CXI) nor probe (product "
                       "and result files) nor content/probe/*/data (ptypy) is there.");
    auto const pixel = product_pixel(file);
    ReadingReport unused;
    return {read_probe_modes(file.dataset(name), unused), pixel.row_m, pixel.col_m, product_energy_eV(file)};
  });
}

}  // namespace ptyger::read
