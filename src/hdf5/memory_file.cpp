#include "hdf5/memory_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <utility>

#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"

namespace ptyger::hdf5 {
namespace {

/// A new HDF5 file in memory. HDF5 would read a file of its name, so the name is one that no file has.
FileHandle create_in_memory(std::string const& path) {
  constexpr std::size_t increment = 1U << 20U;  // bytes by which the memory grows
  static std::atomic<unsigned> number = 0;
  silence();
  PropertyHandle const access(check(H5Pcreate(H5P_FILE_ACCESS), "H5Pcreate", path));
  check(H5Pset_fapl_core(access.get(), increment, false), "H5Pset_fapl_core", path);
  auto const name = fmt::format("{}/.in_memory_{}_{}", path, getpid(), ++number);
  return FileHandle(check(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), "H5Fcreate", path));
}

TypeHandle copy_of(hid_t type) {
  return TypeHandle(check(H5Tcopy(type), "H5Tcopy", "type of an array"));
}

TypeHandle half_precision_type() {
  auto type = copy_of(H5T_IEEE_F32LE);
  check(H5Tset_fields(type.get(), 15, 10, 5, 0, 10), "H5Tset_fields", "half precision");
  check(H5Tset_size(type.get(), 2), "H5Tset_size", "half precision");
  check(H5Tset_ebias(type.get(), 15), "H5Tset_ebias", "half precision");
  return type;
}

TypeHandle real_type(std::size_t bytes) {
  if (bytes == 2) return half_precision_type();
  return copy_of(bytes == 4 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE);
}

TypeHandle integer_type(std::size_t bytes, bool is_signed) {
  auto type = copy_of(is_signed ? H5T_STD_I8LE : H5T_STD_U8LE);
  check(H5Tset_size(type.get(), bytes), "H5Tset_size", "integer");
  check(H5Tset_precision(type.get(), 8 * bytes), "H5Tset_precision", "integer");
  return type;
}

TypeHandle type_of(RawType const& raw) {
  if (raw.form == RawType::Form::complex) {
    auto const part = type_of({RawType::Form::real, raw.bytes / 2, raw.big_endian});
    TypeHandle pair(check(H5Tcreate(H5T_COMPOUND, raw.bytes), "H5Tcreate", "complex type"));
    check(H5Tinsert(pair.get(), "r", 0, part.get()), "H5Tinsert", "complex type");
    check(H5Tinsert(pair.get(), "i", raw.bytes / 2, part.get()), "H5Tinsert", "complex type");
    return pair;
  }
  auto type = raw.form == RawType::Form::real ? real_type(raw.bytes)
                                              : integer_type(raw.bytes, raw.form == RawType::Form::integer);
  check(H5Tset_order(type.get(), raw.big_endian ? H5T_ORDER_BE : H5T_ORDER_LE), "H5Tset_order", "type of an array");
  return type;
}

PropertyHandle dataset_properties() {
  PropertyHandle creation(check(H5Pcreate(H5P_DATASET_CREATE), "H5Pcreate", "dataset"));
  check(H5Pset_obj_track_times(creation.get(), false), "H5Pset_obj_track_times", "dataset");
  return creation;
}

}  // namespace

MemoryFile::MemoryFile(std::string path)
    : path_(std::move(path)),
      handle_(create_in_memory(path_)),
      out_(path_, FileHandle(check(H5Freopen(handle_.get()), "H5Freopen", path_))) {}

bool MemoryFile::exists(std::string const& name) const {
  for (auto end = name.find('/', 1); end != std::string::npos; end = name.find('/', end + 1))
    if (H5Lexists(handle_.get(), name.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
  return H5Lexists(handle_.get(), name.c_str(), H5P_DEFAULT) > 0;
}

void MemoryFile::create(std::string const& name, RawType const& type, Shape const& shape, hid_t creation) {
  PropertyHandle const links(check(H5Pcreate(H5P_LINK_CREATE), "H5Pcreate", path_));
  check(H5Pset_create_intermediate_group(links.get(), 1), "H5Pset_create_intermediate_group", path_);
  auto const space = make_space(shape);
  auto const file_type = type_of(type);
  DatasetHandle const made(
      check(H5Dcreate2(handle_.get(), name.c_str(), file_type.get(), space.get(), links.get(), creation, H5P_DEFAULT),
            "H5Dcreate2", path_ + ": '" + name + "'"));
}

void MemoryFile::reserve(std::string const& name, RawType const& type, Shape const& shape) {
  auto const creation = dataset_properties();
  check(H5Pset_fill_time(creation.get(), H5D_FILL_TIME_NEVER), "H5Pset_fill_time", path_);
  create(name, type, shape, creation.get());
}

void MemoryFile::write_rows(std::string const& name, std::size_t first, std::size_t number, void const* bytes) {
  auto const where = path_ + ": '" + name + "'";
  DatasetHandle const dataset(check(H5Dopen2(handle_.get(), name.c_str(), H5P_DEFAULT), "H5Dopen2", where));
  TypeHandle const type(check(H5Dget_type(dataset.get()), "H5Dget_type", where));
  SpaceHandle const space(check(H5Dget_space(dataset.get()), "H5Dget_space", where));
  auto const rows = select_rows(space.get(), extents(space.get()), first, number, where);
  check(H5Dwrite(dataset.get(), type.get(), rows.get(), space.get(), H5P_DEFAULT, bytes), "H5Dwrite", where);
}

void MemoryFile::stored(std::string const& name, RawType const& type, Shape const& shape, std::uint64_t offset,
                        std::string const& file) {
  if (count(shape) == 0) return reserve(name, type, shape);
  auto const creation = dataset_properties();
  auto const absolute = std::filesystem::absolute(file.empty() ? path_ : file).string();
  check(H5Pset_external(creation.get(), absolute.c_str(), static_cast<off_t>(offset), count(shape) * type.bytes),
        "H5Pset_external", path_);
  create(name, type, shape, creation.get());
}

void MemoryFile::stored_frames(std::string const& name, RawType const& type, Records const& records) {
  std::size_t const header = records.header_bytes / type.bytes;
  std::size_t const pixels = records.rows * records.cols;
  Shape const record_shape{records.number, header + pixels};
  Shape const frame_shape{records.number, records.rows, records.cols};
  auto const source = name + "_records";
  stored(source, type, record_shape, records.offset);
  auto const selected = make_space(record_shape);
  hsize_t const start[] = {0, header};
  hsize_t const extent[] = {records.number, pixels};
  check(H5Sselect_hyperslab(selected.get(), H5S_SELECT_SET, start, nullptr, extent, nullptr), "H5Sselect_hyperslab",
        path_);
  auto const creation = dataset_properties();
  auto const frames = make_space(frame_shape);
  check(H5Pset_virtual(creation.get(), frames.get(), ".", source.c_str(), selected.get()), "H5Pset_virtual", path_);
  create(name, type, frame_shape, creation.get());
}

InputFile MemoryFile::input() && {
  return {std::move(path_), std::move(handle_)};
}

}  // namespace ptyger::hdf5
