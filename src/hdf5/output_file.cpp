#include "hdf5/output_file.hpp"

#include <algorithm>
#include <utility>

#include "core/expect.hpp"
#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

FileHandle create_file(std::string const& path, std::string const& name) {
  silence();
  FileHandle handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  if (handle) return handle;
  auto const cause = last_cause();
  if (cause.system) throw OutputError(name, cause.system);
  throw OutputError(name, cause.text);
}

/// Properties of a link with which HDF5 makes the missing groups of its path.
PropertyHandle link_properties() {
  PropertyHandle links(check_write(H5Pcreate(H5P_LINK_CREATE), "H5Pcreate", "link properties"));
  check_write(H5Pset_create_intermediate_group(links.get(), 1), "H5Pset_create_intermediate_group", "link properties");
  return links;
}

/// Extents of a chunk with one entry of the first axis, or with a whole list; HDF5 allows no extent of zero.
Shape default_chunk(Shape shape) {
  if (shape.size() > 1) shape[0] = 1;
  for (auto& extent : shape) extent = std::max<std::size_t>(extent, 1);
  return shape;
}

PropertyHandle creation_properties(Shape const& shape, Storage const& storage, std::string const& where) {
  PropertyHandle creation(check_write(H5Pcreate(H5P_DATASET_CREATE), "H5Pcreate", where));
  check_write(H5Pset_obj_track_times(creation.get(), false), "H5Pset_obj_track_times", where);
  if (storage.preallocated) {
    check_write(H5Pset_alloc_time(creation.get(), H5D_ALLOC_TIME_EARLY), "H5Pset_alloc_time", where);
    check_write(H5Pset_fill_time(creation.get(), H5D_FILL_TIME_NEVER), "H5Pset_fill_time", where);
  }
  if (shape.empty() || (storage.chunk.empty() && storage.gzip == 0)) return creation;
  Shape const chunk = storage.chunk.empty() ? default_chunk(shape) : storage.chunk;
  core::expect(chunk.size() == shape.size(), "a chunk of another rank than its dataset");
  std::vector<hsize_t> const extent(chunk.begin(), chunk.end());
  check_write(H5Pset_chunk(creation.get(), static_cast<int>(extent.size()), extent.data()), "H5Pset_chunk", where);
  if (storage.gzip == 0) return creation;
  if (storage.shuffle) check_write(H5Pset_shuffle(creation.get()), "H5Pset_shuffle", where);
  check_write(H5Pset_deflate(creation.get(), storage.gzip), "H5Pset_deflate", where);
  return creation;
}

}  // namespace

OutputFile::OutputFile(std::string const& path, std::string const& name)
    : name_(name.empty() ? path : name), handle_(create_file(path, name_)) {}

OutputFile::OutputFile(std::string name, FileHandle handle) : name_(std::move(name)), handle_(std::move(handle)) {}

OutputFile OutputFile::extend(std::string const& path, std::string const& name) {
  silence();
  return {name, FileHandle(check_write(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "H5Fopen", name))};
}

void OutputFile::group(std::string const& name) {
  PropertyHandle const links = link_properties();
  ObjectHandle const made(check_write(H5Gcreate2(handle_.get(), name.c_str(), links.get(), H5P_DEFAULT, H5P_DEFAULT),
                                      "H5Gcreate2", where(name)));
}

DatasetHandle OutputFile::create(std::string const& name, hid_t type, Shape const& shape, Storage const& storage) {
  SpaceHandle const space = make_space(shape);
  PropertyHandle const links = link_properties();
  PropertyHandle const creation = creation_properties(shape, storage, where(name));
  return DatasetHandle(
      check_write(H5Dcreate2(handle_.get(), name.c_str(), type, space.get(), links.get(), creation.get(), H5P_DEFAULT),
                  "H5Dcreate2", where(name)));
}

template <Element T>
void OutputFile::dataset(std::string const& name, Shape const& shape, std::span<T const> values,
                         Storage const& storage) {
  core::expect(values.size() == count(shape), "as many values as the shape has elements");
  TypeHandle const type = memory_type<T>();
  DatasetHandle handle = create(name, type.get(), shape, storage);
  check_write(H5Dwrite(handle.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "H5Dwrite",
              where(name));
  check_write(handle.close(), "H5Dclose", where(name));
}

template <Element T>
void OutputFile::reserve(std::string const& name, Shape const& shape, Storage const& storage) {
  create(name, memory_type<T>().get(), shape, storage);
}

template <Element T>
void OutputFile::write_rows(std::string const& name, std::size_t first, std::span<T const> values) {
  DatasetHandle handle(check_write(H5Dopen2(handle_.get(), name.c_str(), H5P_DEFAULT), "H5Dopen2", where(name)));
  SpaceHandle const file_space(check_write(H5Dget_space(handle.get()), "H5Dget_space", where(name)));
  Shape const shape = extents(file_space.get());
  core::expect(!shape.empty() && values.size() % (count(shape) / shape[0]) == 0, "values that make whole rows");
  std::size_t const rows = values.size() / (count(shape) / shape[0]);
  SpaceHandle const memory_space = select_rows(file_space.get(), shape, first, rows, where(name));
  TypeHandle const type = memory_type<T>();
  check_write(H5Dwrite(handle.get(), type.get(), memory_space.get(), file_space.get(), H5P_DEFAULT, values.data()),
              "H5Dwrite", where(name));
  check_write(handle.close(), "H5Dclose", where(name));
}

void OutputFile::text(std::string const& name, std::string const& value, TextLength length) {
  bool const fixed = length == TextLength::fixed;
  TypeHandle const type = fixed ? fixed_text_type(std::max<std::size_t>(value.size(), 1)) : variable_text_type();
  char const* const address = value.c_str();
  void const* const source = fixed ? static_cast<void const*>(address) : &address;
  DatasetHandle handle = create(name, type.get(), {}, {});
  check_write(H5Dwrite(handle.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, source), "H5Dwrite", where(name));
  check_write(handle.close(), "H5Dclose", where(name));
}

void OutputFile::text(std::string const& name, std::vector<std::string> const& values) {
  TypeHandle const type = variable_text_type();
  std::vector<char const*> addresses;
  for (auto const& value : values) addresses.push_back(value.c_str());
  DatasetHandle handle = create(name, type.get(), {values.size()}, {});
  check_write(H5Dwrite(handle.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, addresses.data()), "H5Dwrite",
              where(name));
  check_write(handle.close(), "H5Dclose", where(name));
}

void OutputFile::write_attribute(std::string const& object, std::string const& name, hid_t type, void const* value) {
  std::string const subject = where(object) + ", attribute '" + name + "'";
  ObjectHandle const owner(check_write(H5Oopen(handle_.get(), object.c_str(), H5P_DEFAULT), "H5Oopen", subject));
  if (H5Aexists(owner.get(), name.c_str()) > 0) check_write(H5Adelete(owner.get(), name.c_str()), "H5Adelete", subject);
  SpaceHandle const space = make_space({});
  AttributeHandle const handle(check_write(
      H5Acreate2(owner.get(), name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT), "H5Acreate2", subject));
  check_write(H5Awrite(handle.get(), type, value), "H5Awrite", subject);
}

template <Real T>
void OutputFile::attribute(std::string const& object, std::string const& name, T value) {
  write_attribute(object, name, memory_type<T>().get(), &value);
}

void OutputFile::attribute(std::string const& object, std::string const& name, std::string const& value) {
  char const* const address = value.c_str();
  write_attribute(object, name, variable_text_type().get(), &address);
}

void OutputFile::soft_link(std::string const& name, std::string const& target) {
  check_write(H5Lcreate_soft(target.c_str(), handle_.get(), name.c_str(), link_properties().get(), H5P_DEFAULT),
              "H5Lcreate_soft", where(name));
}

void OutputFile::external_link(std::string const& name, std::string const& file, std::string const& target) {
  check_write(H5Lcreate_external(file.c_str(), target.c_str(), handle_.get(), name.c_str(), link_properties().get(),
                                 H5P_DEFAULT),
              "H5Lcreate_external", where(name));
}

void OutputFile::flush() {
  check_write(H5Fflush(handle_.get(), H5F_SCOPE_GLOBAL), "H5Fflush", name_);
}

void OutputFile::close() {
  flush();
  close_shared();
}

void OutputFile::close_shared() {
  check_write(handle_.close(), "H5Fclose", name_);
}

#define PTYGER_INSTANTIATE_COMPLEX(T)                                                                         \
  template void OutputFile::dataset<T>(std::string const&, Shape const&, std::span<T const>, Storage const&); \
  template void OutputFile::reserve<T>(std::string const&, Shape const&, Storage const&);                     \
  template void OutputFile::write_rows<T>(std::string const&, std::size_t, std::span<T const>);
#define PTYGER_INSTANTIATE_REAL(T) \
  PTYGER_INSTANTIATE_COMPLEX(T)    \
  template void OutputFile::attribute<T>(std::string const&, std::string const&, T);
PTYGER_INSTANTIATE_REAL(std::int8_t)
PTYGER_INSTANTIATE_REAL(std::int16_t)
PTYGER_INSTANTIATE_REAL(std::int32_t)
PTYGER_INSTANTIATE_REAL(std::int64_t)
PTYGER_INSTANTIATE_REAL(std::uint8_t)
PTYGER_INSTANTIATE_REAL(std::uint16_t)
PTYGER_INSTANTIATE_REAL(std::uint32_t)
PTYGER_INSTANTIATE_REAL(std::uint64_t)
PTYGER_INSTANTIATE_REAL(float)
PTYGER_INSTANTIATE_REAL(double)
PTYGER_INSTANTIATE_COMPLEX(std::complex<float>)
PTYGER_INSTANTIATE_COMPLEX(std::complex<double>)
#undef PTYGER_INSTANTIATE_REAL
#undef PTYGER_INSTANTIATE_COMPLEX

}  // namespace ptyger::hdf5
