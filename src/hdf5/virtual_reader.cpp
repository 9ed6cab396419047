#include "hdf5/virtual_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/handle.hpp"
#include "hdf5/input_dataset.hpp"
#include "hdf5/linked_files.hpp"
#include "hdf5/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

constexpr std::size_t most_parts = 2000;
constexpr std::size_t most_open = 64;  // sources that are kept open

/// The selected elements of a dataspace; nothing when they are no box.
std::optional<Slab> selected_box(SpaceHandle const& space) {
  int const rank = H5Sget_simple_extent_ndims(space.get());
  if (rank <= 0) return {};
  std::vector<hsize_t> first(static_cast<std::size_t>(rank)), last(first.size());
  if (H5Sget_select_bounds(space.get(), first.data(), last.data()) < 0) return {};
  Slab box{{first.begin(), first.end()}, Shape(first.size())};
  for (std::size_t axis = 0; axis < first.size(); ++axis)
    box.extent[axis] = static_cast<std::size_t>(last[axis] - first[axis] + 1);
  bool const is_full = H5Sget_select_npoints(space.get()) == static_cast<hssize_t>(count(box.extent));
  return is_full ? std::optional(box) : std::nullopt;
}

}  // namespace

VirtualReader::~VirtualReader() = default;

std::unique_ptr<VirtualReader> VirtualReader::of(hid_t creation, Shape const& shape, std::string const& where) {
  if (H5Pget_layout(creation) != H5D_VIRTUAL) return {};
  std::size_t number = 0;
  check(H5Pget_virtual_count(creation, &number), "H5Pget_virtual_count", where);
  if (number > most_parts) return {};
  std::unique_ptr<VirtualReader> reader(new VirtualReader());
  reader->shape_ = shape;
  reader->where_ = where;
  for (std::size_t k = 0; k < number; ++k) {
    auto const slab = selected_box(SpaceHandle(H5Pget_virtual_vspace(creation, k)));
    SpaceHandle const source_space(H5Pget_virtual_srcspace(creation, k));
    // A file does not state the shape of a dataset that is used as a whole.
    bool const is_whole = slab && H5Sget_select_type(source_space.get()) == H5S_SEL_ALL;
    auto const source = is_whole ? std::optional(Slab{Shape(shape.size()), slab->extent}) : selected_box(source_space);
    if (!slab || !source || slab->extent != source->extent) return {};
    Part part{.slab = *slab, .file = {}, .dataset = {}, .source_first = source->first};
    part.file = text_of([&](char* out, std::size_t size) { return H5Pget_virtual_filename(creation, k, out, size); },
                        "H5Pget_virtual_filename", where);
    part.dataset = text_of([&](char* out, std::size_t size) { return H5Pget_virtual_dsetname(creation, k, out, size); },
                           "H5Pget_virtual_dsetname", where);
    if ((part.file + part.dataset).find('%') != std::string::npos) return {};
    reader->parts_.push_back(std::move(part));
  }
  return reader;
}

std::unique_ptr<InputDataset> VirtualReader::open(Part const& part) const {
  FileHandle file;
  if (part.file == ".") file = FileHandle(H5Iget_file_id(dataset_));
  auto const places = places_of_source(part.file, path_);
  for (auto const& place : places)
    if (!file) file = FileHandle(H5Fopen(place.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
  if (!file) is_any_there(places);  // which throws when it is damaged
  if (!file) return {};
  DatasetHandle dataset(H5Dopen2(file.get(), part.dataset.c_str(), H5P_DEFAULT));
  if (!dataset) return {};
  return std::make_unique<InputDataset>(std::move(dataset), part.file + ": dataset '" + part.dataset + "'");
}

bool VirtualReader::find_sources(hid_t dataset, Kind kind) {
  dataset_ = dataset;
  path_ = file_of(dataset, where_);
  std::vector<Part> cut;  // ends of parts whose source is too short
  for (auto& part : parts_) {
    auto const* const source = source_of(part);
    if (source != nullptr && (source->kind() != kind || source->rank() != shape_.size())) return false;
    std::size_t rows = source != nullptr ? part.slab.extent[0] : 0;  // that are there
    for (std::size_t axis = 0; rows > 0 && axis < shape_.size(); ++axis) {
      std::size_t const length = source->shape()[axis] - std::min(source->shape()[axis], part.source_first[axis]);
      if (length < part.slab.extent[axis]) rows = axis == 0 ? length : 0;
    }
    if (rows == part.slab.extent[0]) continue;
    if (missing_source_.empty()) missing_source_ = source != nullptr ? source->where() : part.file;
    Part rest = part;
    rest.missing = true;
    rest.slab.first[0] += rows;
    rest.slab.extent[0] -= rows;
    part.slab.extent[0] = rows;
    cut.push_back(std::move(rest));
  }
  parts_.insert(parts_.end(), cut.begin(), cut.end());
  return true;
}

std::vector<std::uint8_t> VirtualReader::missing_images() const {
  if (shape_.size() < 3) return {};
  Shape const images(shape_.begin(), shape_.end() - 2);
  std::vector<std::uint8_t> missing(count(images), 1);
  for (bool const lost : {false, true})
    for (auto const& part : parts_) {
      if (part.missing != lost || count(part.slab.extent) == 0) continue;
      Shape const extent(part.slab.extent.begin(), part.slab.extent.end() - 2);
      for (std::size_t number = 0; number < count(extent); ++number) {
        std::size_t rest = number, image = 0, stride = 1;
        for (std::size_t axis = extent.size(); axis-- > 0; rest /= extent[axis], stride *= images[axis])
          image += (part.slab.first[axis] + rest % extent[axis]) * stride;
        missing[image] = lost ? 1 : 0;
      }
    }
  return missing;
}

InputDataset const* VirtualReader::source_of(Part const& part) {
  auto const name = std::pair(part.file, part.dataset);
  if (auto const found = open_.find(name); found != open_.end()) return found->second.get();
  if (open_.size() >= most_open) open_.clear();
  auto source = open(part);
  return source ? (open_[name] = std::move(source)).get() : nullptr;
}

void VirtualReader::refuse_missing(Part const& part) const {
  auto const refuse = [&](std::string const& source, char const* remedy) {
    throw InputError(
        fmt::format("{} takes its values from {}, so that zeros would be read. {}.", where_, source, remedy));
  };
  if (auto const source = open(part))
    refuse(fmt::format("{}, which has the shape {} and is too short", source->where(), to_string(source->shape())),
           "Copy that file again, or wait until it is written");
  if (part.file == "." || is_any_there(places_of_source(part.file, path_)))
    refuse(fmt::format("the dataset '{}' of the file {}, which has no such dataset", part.dataset, part.file),
           "Copy that file again, or wait until it is written");
  refuse(fmt::format("the file {}, which is not there", part.file),
         "Keep linked files together, or set HDF5_VDS_PREFIX to their folder");
}

template <Element T>
void VirtualReader::read(Slab const& slab, T fill, T* out) {
  std::fill_n(out, count(slab.extent), fill);
  for (auto const& part : parts_) {
    Slab const common = intersection(part.slab, slab);
    if (count(common.extent) == 0) continue;
    if (part.missing) refuse_missing(part);
    Slab from = common;
    for (std::size_t axis = 0; axis < shape_.size(); ++axis)
      from.first[axis] += part.source_first[axis] - part.slab.first[axis];
    auto const* const source = source_of(part);
    if (source == nullptr)
      throw InputError(where_ + " takes its values from " + part.file + ", which has been removed.");
    if (is_contiguous(common, slab)) {
      source->read_slab(from, out + offset_in(slab, common));
      continue;
    }
    std::vector<T> values(count(common.extent));
    source->read_slab(from, values.data());
    copy_part(common, reinterpret_cast<unsigned char const*>(values.data()), common,
              reinterpret_cast<unsigned char*>(out), slab, sizeof(T));
  }
}

#define PTYGER_INSTANTIATE(T) template void VirtualReader::read<T>(Slab const&, T, std::add_pointer_t<T>);
PTYGER_INSTANTIATE(std::int8_t)
PTYGER_INSTANTIATE(std::int16_t)
PTYGER_INSTANTIATE(std::int32_t)
PTYGER_INSTANTIATE(std::int64_t)
PTYGER_INSTANTIATE(std::uint8_t)
PTYGER_INSTANTIATE(std::uint16_t)
PTYGER_INSTANTIATE(std::uint32_t)
PTYGER_INSTANTIATE(std::uint64_t)
PTYGER_INSTANTIATE(float)
PTYGER_INSTANTIATE(double)
PTYGER_INSTANTIATE(std::complex<float>)
PTYGER_INSTANTIATE(std::complex<double>)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::hdf5
