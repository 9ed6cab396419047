#include "read/results/stored_result.hpp"

#include <cmath>
#include <utility>

#include "array_files/open_input.hpp"
#include "hdf5/extents.hpp"
#include "ptyger/error.hpp"
#include "read/probe.hpp"
#include "read/results/cxi_result.hpp"
#include "read/results/product_result.hpp"
#include "read/results/ptypy_result.hpp"
#include "read/results/pynx_result.hpp"

namespace ptyger::read {

StoredResult::StoredResult(hdf5::InputFile&& file, std::string layout, std::string object_name, std::string probe_name)
    : file_(std::move(file)),
      layout_(std::move(layout)),
      object_name_(std::move(object_name)),
      probe_name_(std::move(probe_name)) {}

ObjectShape StoredResult::object_shape() const {
  auto const dataset = file_.dataset(object_name_);
  auto shape = dataset.shape();
  if (shape.size() == 3 && shape[0] == 1) shape.erase(shape.begin());
  if (shape.size() != 2 || dataset.size() == 0)
    throw InputError(dataset.where() + " has the shape " + hdf5::to_string(dataset.shape()) +
                     ", but an object of one layer is needed: (1, rows, columns) or (rows, columns).");
  return {shape[0], shape[1]};
}

ObjectImage StoredResult::object() const {
  auto const shape = object_shape();
  auto const dataset = file_.dataset(object_name_);
  ObjectImage object{shape.rows, shape.cols, dataset.read<std::complex<double>>()};
  for (auto const& value : object.values)
    if (!std::isfinite(value.real()) || !std::isfinite(value.imag()))
      throw InputError(dataset.where() + " holds values that are not finite, so nothing can be made from it.");
  return object;
}

ProbeModes StoredResult::probe() const {
  ReadingReport unused;
  return file_.has_dataset(probe_name_) ? read_probe_modes(file_.dataset(probe_name_), unused) : ProbeModes{};
}

std::vector<Position> StoredResult::position_pairs(std::string const& dataset) const {
  if (!file_.has_dataset(dataset)) return {};
  auto const values = file_.dataset(dataset).read<double>();
  std::vector<Position> positions;
  for (std::size_t k = 0; k + 1 < values.size(); k += 2) positions.push_back({values[k], values[k + 1]});
  return positions;
}

std::unique_ptr<StoredResult> open_result(std::string const& path) {
  auto file = array_files::open_input(path);
  if (file.has_dataset("object")) return std::make_unique<ProductResult>(std::move(file));
  if (file.has_dataset("truth/object")) return std::make_unique<SimulatedTruth>(std::move(file));
  if (auto const storage = ptypy_storage(file, "content/obj"); !storage.empty())
    return std::make_unique<PtypyResult>(std::move(file), storage);
  if (auto const entry = pynx_entry(file); !entry.empty()) return std::make_unique<PynxResult>(std::move(file), entry);
  if (file.exists("entry_1/ptychodus") && file.has_dataset("entry_1/image_2/data"))
    return std::make_unique<PtychodusCxi>(std::move(file));
  if (file.has_dataset("entry_1/image_1/data")) return std::make_unique<CxiImage>(std::move(file));
  throw InputError(path +
                   ": no reconstructed object was found: neither 'object' (PtyGer, ptychodus, pty-chi) nor "
                   "'truth/object' (ptyger simulate) nor 'content/obj/*/data' (ptypy) nor 'entry_last/object/data' "
                   "(PyNX) nor 'entry_1/image_1/data' (CXI). Name a result, not a scan.");
}

}  // namespace ptyger::read
