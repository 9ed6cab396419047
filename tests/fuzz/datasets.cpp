#include "tests/fuzz/datasets.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <vector>

#include "hdf5/extents.hpp"
#include "hdf5/text.hpp"
#include "tests/fuzz/vocabulary.hpp"

namespace ptyger::fuzz {
namespace {

using hdf5::PropertyHandle;
using hdf5::Shape;
using hdf5::SpaceHandle;
using hdf5::TypeHandle;

constexpr std::size_t extents[] = {0,
                                   1,
                                   2,
                                   3,
                                   4,
                                   5,
                                   8,
                                   9,
                                   16,
                                   64,
                                   256,
                                   4294967295U,
                                   std::size_t{1} << 32U,
                                   std::size_t{1} << 40U,
                                   std::size_t{1} << 62U};

TypeHandle copy_type(hid_t type) {
  return TypeHandle(H5Tcopy(type));
}

TypeHandle half_precision() {
  auto type = copy_type(H5T_IEEE_F32LE);
  H5Tset_fields(type.get(), 15, 10, 5, 0, 10);
  H5Tset_size(type.get(), 2);
  H5Tset_ebias(type.get(), 15);
  return type;
}

TypeHandle pair_of(hid_t part, char const* first, char const* second) {
  TypeHandle type(H5Tcreate(H5T_COMPOUND, 2 * H5Tget_size(part)));
  H5Tinsert(type.get(), first, 0, part);
  H5Tinsert(type.get(), second, H5Tget_size(part), part);
  return type;
}

TypeHandle enum_of_colours() {
  TypeHandle type(H5Tenum_create(H5T_NATIVE_INT8));
  constexpr std::int8_t red = 0, blue = 1;
  H5Tenum_insert(type.get(), "red", &red);
  H5Tenum_insert(type.get(), "blue", &blue);
  return type;
}

TypeHandle padded_text() {
  auto type = hdf5::fixed_text_type(8);
  H5Tset_strpad(type.get(), H5T_STR_SPACEPAD);
  return type;
}

TypeHandle array_of_two() {
  hsize_t const two = 2;
  return TypeHandle(H5Tarray_create2(H5T_NATIVE_DOUBLE, 1, &two));
}

/// Any extent of the list, or an extent next to `near`.
std::size_t choose_extent(Choices& choices, std::size_t near) {
  std::size_t const choice = choices.below(std::size(extents) + 3);
  if (choice >= 3) return extents[choice - 3];
  return near + choice - (near + choice > 0 ? 1 : 0);
}

/// This shape; or with one axis changed, removed or added; or a scalar; or any shape.
Shape choose_shape(Choices& choices, Shape shape) {
  std::size_t const choice = choices.below(6);
  if (choice == 0 || (shape.empty() && choice < 4)) return shape;
  if (choice == 4) return {};
  if (choice == 5) {
    shape.assign(choices.below(5) + 1, 0);
    for (auto& extent : shape) extent = choose_extent(choices, 4);
    return shape;
  }
  auto const axis = static_cast<std::ptrdiff_t>(choices.below(shape.size()));
  if (choice == 1)
    shape.at(static_cast<std::size_t>(axis)) = choose_extent(choices, shape[static_cast<std::size_t>(axis)]);
  if (choice == 2) shape.erase(shape.begin() + axis);
  if (choice == 3) shape.insert(shape.begin() + axis, choose_extent(choices, 1));
  return shape;
}

void add_filter(hid_t creation, Choices& choices) {
  constexpr H5Z_filter_t filters[] = {307, 32000, 32001, 32008, 60000};
  switch (choices.below(5)) {
    case 1:
      H5Pset_deflate(creation, 1);
      break;
    case 2:
      H5Pset_shuffle(creation);
      break;
    case 3:
      H5Pset_fletcher32(creation);
      break;
    case 4:
      H5Pset_filter(creation, choices.one_of(filters), H5Z_FLAG_OPTIONAL, 0, nullptr);
      break;
    default:
      break;
  }
}

/// Storage in one piece, in chunks, in the header of the dataset, or in a missing raw file.
PropertyHandle choose_storage(Choices& choices, hid_t space) {
  PropertyHandle creation(H5Pcreate(H5P_DATASET_CREATE));
  std::size_t const choice = choices.below(4);
  if (choice == 1) {
    auto const shape = hdf5::extents(space);
    std::vector<hsize_t> chunk;
    for (auto const extent : shape) chunk.push_back(std::clamp<hsize_t>(extent, 1, 64));
    H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data());
    add_filter(creation.get(), choices);
  }
  if (choice == 2) H5Pset_layout(creation.get(), H5D_COMPACT);
  if (choice == 3) H5Pset_external(creation.get(), "missing/file.raw", 0, H5F_UNLIMITED);
  return creation;
}

/// Sets a fill value of the type, which HDF5 gives for values that are not stored.
void set_fill(hid_t creation, hid_t type, Choices& choices) {
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
    case H5T_FLOAT: {
      double const number = choices.one_of(numbers);
      H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &number);
      break;
    }
    case H5T_COMPOUND: {
      double const number[] = {choices.one_of(numbers), choices.one_of(numbers)};
      H5Pset_fill_value(creation, pair_of(H5T_NATIVE_DOUBLE, "r", "i").get(), number);
      break;
    }
    case H5T_STRING: {
      char const* const word = choices.one_of(words);
      std::vector<char> fixed(std::max<std::size_t>(H5Tget_size(type), std::strlen(word) + 1), '\0');
      std::strcpy(fixed.data(), word);
      H5Pset_fill_value(creation, type, H5Tis_variable_str(type) > 0 ? static_cast<void const*>(&word) : fixed.data());
      break;
    }
    default:
      break;
  }
}

/// Makes a dataset without values, in place of the object of this name.
void replace_dataset(hid_t file, std::string const& name, hid_t type, hid_t space, hid_t creation) {
  PropertyHandle const links(H5Pcreate(H5P_LINK_CREATE));
  H5Pset_create_intermediate_group(links.get(), 1);
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  hdf5::DatasetHandle const made(H5Dcreate2(file, name.c_str(), type, space, links.get(), creation, H5P_DEFAULT));
}

}  // namespace

TypeHandle choose_type(Choices& choices) {
  static std::vector<std::function<TypeHandle()>> const types = {
      [] { return copy_type(H5T_NATIVE_DOUBLE); },
      [] { return copy_type(H5T_NATIVE_FLOAT); },
      [] { return copy_type(H5T_NATIVE_LDOUBLE); },
      half_precision,
      [] { return copy_type(H5T_NATIVE_INT8); },
      [] { return copy_type(H5T_NATIVE_INT16); },
      [] { return copy_type(H5T_STD_I32BE); },
      [] { return copy_type(H5T_NATIVE_INT64); },
      [] { return copy_type(H5T_NATIVE_UINT8); },
      [] { return copy_type(H5T_STD_U16BE); },
      [] { return copy_type(H5T_NATIVE_UINT32); },
      [] { return copy_type(H5T_NATIVE_UINT64); },
      [] { return copy_type(H5T_NATIVE_B8); },
      [] { return pair_of(H5T_NATIVE_FLOAT, "r", "i"); },
      [] { return pair_of(H5T_NATIVE_DOUBLE, "real", "imag"); },
      [] { return pair_of(H5T_NATIVE_DOUBLE, "x", "y"); },
      [] { return pair_of(H5T_NATIVE_DOUBLE, "r", "q"); },
      [] { return pair_of(H5T_NATIVE_INT32, "r", "i"); },
      enum_of_colours,
      array_of_two,
      hdf5::variable_text_type,
      [] { return hdf5::fixed_text_type(1); },
      padded_text,
      [] { return TypeHandle(H5Tcreate(H5T_OPAQUE, 3)); },
      [] { return copy_type(H5T_STD_REF_OBJ); },
      [] { return TypeHandle(H5Tvlen_create(H5T_NATIVE_DOUBLE)); }};
  return choices.one_of(types)();
}

SpaceHandle choose_space(Choices& choices, Shape const& near) {
  if (choices.below(16) == 15) return SpaceHandle(H5Screate(H5S_NULL));
  auto const shape = choose_shape(choices, near);
  if (shape.empty()) return SpaceHandle(H5Screate(H5S_SCALAR));
  std::vector<hsize_t> const dimensions(shape.begin(), shape.end());
  std::vector<hsize_t> const unlimited(shape.size(), H5S_UNLIMITED);
  auto const* const most = choices.yes() ? unlimited.data() : nullptr;
  return SpaceHandle(H5Screate_simple(static_cast<int>(shape.size()), dimensions.data(), most));
}

void make_dataset(hid_t file, std::string const& name, Shape const& near, Choices& choices) {
  auto const type = choose_type(choices);
  auto const space = choose_space(choices, near);
  auto const creation = choose_storage(choices, space.get());
  set_fill(creation.get(), type.get(), choices);
  replace_dataset(file, name, type.get(), space.get(), creation.get());
}

void make_virtual(hid_t file, std::string const& name, std::string const& source, Shape const& near, Choices& choices) {
  constexpr char const* files[] = {".", "missing.h5", "missing_%b.h5"};
  std::size_t const which = choices.below(std::size(files) + 1);
  char own_path[4096] = "";
  H5Fget_name(file, own_path, sizeof(own_path));
  auto const type = choose_type(choices);
  auto const space = choose_space(choices, near);
  auto const source_space = choose_space(choices, hdf5::extents(space.get()));
  PropertyHandle const creation(H5Pcreate(H5P_DATASET_CREATE));
  H5Pset_virtual(creation.get(), space.get(), which < std::size(files) ? files[which] : own_path, source.c_str(),
                 source_space.get());
  replace_dataset(file, name, type.get(), space.get(), creation.get());
}

Shape shape_of(hid_t file, std::string const& name) {
  hdf5::DatasetHandle const dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT));
  if (!dataset) return {};
  return hdf5::extents(SpaceHandle(H5Dget_space(dataset.get())).get());
}

}  // namespace ptyger::fuzz
