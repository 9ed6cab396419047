#include "hdf5/input_dataset.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/filters.hpp"
#include "hdf5/stored_bytes.hpp"
#include "hdf5/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

/// Memory type to read elements of `file_type` as T; the parts of a compound are matched by name.
template <Element T>
TypeHandle matching_type(hid_t file_type) {
  if constexpr (Complex<T>) {
    bool const has_matlab_names = H5Tget_member_index(file_type, "real") >= 0;
    return has_matlab_names ? complex_type<T>("real", "imag") : complex_type<T>("r", "i");
  } else {
    return memory_type<T>();
  }
}

template <Element T>
void require_kind(Kind kind, std::string const& where) {
  bool const fits = kind != Kind::text && kind != Kind::other && (Complex<T> || kind != Kind::complex);
  if (fits) return;
  throw InputError(where + " holds values of type " + name(kind) + ", but " +
                   (Complex<T> ? "complex or real numbers" : "real numbers") +
                   " are needed. Check that the dataset is the one meant.");
}

/// InputError when a dataset is far larger than its stored bytes, as a damaged file may state it. Compression reduces
/// data to a thousandth at most; a dataset of at most most_fill_values values may
/// hold nothing but fill values, which are not stored.
/// `parts_may_lack`: as in stored_bytes().
void require_sensible_size(hid_t dataset, hid_t creation, hid_t type, Shape const& shape, bool parts_may_lack,
                           std::string const& where) {
  constexpr double most_compression = 1100;
  constexpr double most_fill_values = 1U << 26U;  // as in a mask of 8192 x 8192 pixels
  double values = 1;
  for (auto const extent : shape) values *= static_cast<double>(extent);
  double const stored = stored_bytes(dataset, creation, parts_may_lack, where);
  double const bytes = values * static_cast<double>(H5Tget_size(type));
  if ((values <= most_fill_values && bytes <= 16 * most_fill_values) || bytes < most_compression * stored) return;
  throw InputError(where + " has the shape " + to_string(shape) +
                   ", but its file holds far less. It is damaged, or was never written; copy it again.");
}

}  // namespace

InputDataset::InputDataset(DatasetHandle handle, std::string where)
    : handle_(std::move(handle)),
      creation_(check(H5Dget_create_plist(handle_.get()), "H5Dget_create_plist", where)),
      type_(check(H5Dget_type(handle_.get()), "H5Dget_type", where)),
      where_(std::move(where)),
      shape_(extents(SpaceHandle(check(H5Dget_space(handle_.get()), "H5Dget_space", where_)).get())),
      kind_(kind_of(type_.get())),
      chunks_(ChunkReader::of(creation_.get(), type_.get(), shape_, where_)),
      virtual_(kind_ == Kind::text || kind_ == Kind::other ? nullptr
                                                           : VirtualReader::of(creation_.get(), shape_, where_)) {
  auto const require_size = [&](bool parts_may_lack) {
    require_sensible_size(handle_.get(), creation_.get(), type_.get(), shape_, parts_may_lack, where_);
  };
  require_size(virtual_ != nullptr);
  if (!virtual_ || virtual_->find_sources(handle_.get(), kind_)) return;
  virtual_.reset();
  require_size(false);
}

bool InputDataset::has_attribute(std::string const& name) const {
  return H5Aexists(handle_.get(), name.c_str()) > 0;
}

Shape InputDataset::chunk() const {
  if (H5Pget_layout(creation_.get()) != H5D_CHUNKED) return {};
  std::vector<hsize_t> chunk(rank());
  check(H5Pget_chunk(creation_.get(), static_cast<int>(rank()), chunk.data()), "H5Pget_chunk", where_);
  return {chunk.begin(), chunk.end()};
}

template <Element T>
std::vector<T> InputDataset::read() const {
  std::vector<T> values(size());
  if (values.empty()) return values;
  read_rows(0, shape_.empty() ? 1 : shape_[0], values.data());
  return values;
}

template <Element T>
void InputDataset::read_rows(std::size_t first, std::size_t number, T* out) const {
  require_kind<T>(kind_, where_);
  if (Complex<T> && kind_ != Kind::complex) {
    if constexpr (Complex<T>) {
      std::vector<typename T::value_type> real(size() / (shape_.empty() ? 1 : shape_[0]) * number);
      read_rows(first, number, real.data());
      std::copy(real.begin(), real.end(), out);
    }
    return;
  }
  read_slab(rows_of(shape_, first, number), out);
}

template <Element T>
void InputDataset::read_slab(Slab const& slab, T* out) const {
  require_filters(creation_.get(), where_);
  TypeHandle const type = matching_type<T>(type_.get());
  if (virtual_) {
    T fill{};
    H5D_fill_value_t status{};
    check(H5Pfill_value_defined(creation_.get(), &status), "H5Pfill_value_defined", where_);
    if (status != H5D_FILL_VALUE_UNDEFINED)
      check(H5Pget_fill_value(creation_.get(), type.get(), &fill), "H5Pget_fill_value", where_);
    return virtual_->read(slab, fill, out);
  }
  bool const is_same_type = H5Tequal(type_.get(), type.get()) > 0;
  if (chunks_ && is_same_type) return chunks_->read(handle_.get(), slab, reinterpret_cast<unsigned char*>(out));
  if (chunks_) {
    std::size_t const values = count(slab.extent);
    std::vector<unsigned char> buffer(values * std::max(sizeof(T), H5Tget_size(type_.get())));
    chunks_->read(handle_.get(), slab, buffer.data());
    std::vector<T> background(kind_ == Kind::complex ? values : 0);  // for the parts of a compound
    check(H5Tconvert(type_.get(), type.get(), values, buffer.data(), background.data(), H5P_DEFAULT), "H5Tconvert",
          where_);
    std::copy_n(buffer.data(), values * sizeof(T), reinterpret_cast<unsigned char*>(out));
    return;
  }
  SpaceHandle const file_space(check(H5Dget_space(handle_.get()), "H5Dget_space", where_));
  if (H5Dread(handle_.get(), type.get(), select_slab(file_space.get(), slab, where_).get(), file_space.get(),
              H5P_DEFAULT, out) < 0)
    throw InputError(where_ + " cannot be read: " + last_cause().message() +
                     ". The file is damaged or incomplete; copy or convert it again.");
}

template <Element T>
void InputDataset::read_images(std::size_t first, std::size_t number, T* out) const {
  require_kind<T>(kind_, where_);
  std::size_t const axis = rank() - 3;  // last axis that counts images
  std::size_t const image_pixels = shape_[rank() - 2] * shape_[rank() - 1];
  for (std::size_t images_read = 0; images_read < number;) {
    Slab slab{Shape(rank()), Shape(rank(), 1)};
    // Splits the number of the next image into its index along each axis.
    std::size_t rest = first + images_read;
    for (std::size_t k = axis + 1; k-- > 0; rest /= shape_[k]) slab.first[k] = rest % shape_[k];
    std::size_t const images = std::min(number - images_read, shape_[axis] - slab.first[axis]);
    slab.extent[axis] = images;
    slab.extent[rank() - 2] = shape_[rank() - 2];
    slab.extent[rank() - 1] = shape_[rank() - 1];
    read_slab(slab, out + images_read * image_pixels);
    images_read += images;
  }
}

std::vector<std::uint8_t> InputDataset::missing_images() const {
  auto missing = virtual_ ? virtual_->missing_images() : std::vector<std::uint8_t>();
  if (std::find(missing.begin(), missing.end(), 1) == missing.end()) missing.clear();
  return missing;
}

double InputDataset::scalar() const {
  if (size() != 1) throw InputError(where_ + " has the shape " + to_string(shape_) + ", but one number is needed.");
  return read<double>().front();
}

std::string InputDataset::text() const {
  if (kind_ != Kind::text || size() != 1)
    throw InputError(where_ + " has the shape " + to_string(shape_) + " and the type " + name(kind_) +
                     ", but one string is needed.");
  return read_text(type_.get(), where_, [&](hid_t type, void* out) {
    return H5Dread(handle_.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out);
  });
}

std::vector<std::string> InputDataset::texts() const {
  std::vector<char*> values(size());
  if (H5Tis_variable_str(type_.get()) <= 0 ||
      H5Dread(handle_.get(), type_.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    throw InputError(where_ + " is no list of strings that can be read. The file is damaged.");
  std::vector<std::string> texts;
  for (auto* value : values) {
    texts.emplace_back(value == nullptr ? "" : value);
    H5free_memory(value);
  }
  return texts;
}

#define PTYGER_INSTANTIATE(T)                                                                        \
  template std::vector<T> InputDataset::read<T>() const;                                             \
  template void InputDataset::read_rows<T>(std::size_t, std::size_t, std::add_pointer_t<T>) const;   \
  template void InputDataset::read_images<T>(std::size_t, std::size_t, std::add_pointer_t<T>) const; \
  template void InputDataset::read_slab<T>(Slab const&, std::add_pointer_t<T>) const;
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
