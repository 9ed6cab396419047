#include "tests/fuzz/edits.hpp"

#include <algorithm>
#include <cstring>

#include "hdf5/extents.hpp"
#include "hdf5/handle.hpp"
#include "tests/fuzz/datasets.hpp"
#include "tests/fuzz/vocabulary.hpp"

namespace ptyger::fuzz {
namespace {

/// A name of an object in the file, or a name that readers know.
std::string choose_name(hid_t file, Choices& choices) {
  auto const present_names = contents(file);
  if (present_names.empty() || choices.yes()) return choices.one_of(names);
  return choices.one_of(present_names);
}

/// Properties of a link whose missing groups are made.
hdf5::PropertyHandle with_groups() {
  hdf5::PropertyHandle links(H5Pcreate(H5P_LINK_CREATE));
  H5Pset_create_intermediate_group(links.get(), 1);
  return links;
}

void remove(hid_t file, Choices& choices) {
  H5Ldelete(file, choose_name(file, choices).c_str(), H5P_DEFAULT);
}

void replace(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  make_dataset(file, name, shape_of(file, name), choices);
}

void replace_by_virtual(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  make_virtual(file, name, choose_name(file, choices), shape_of(file, name), choices);
}

/// Not so of a virtual dataset, which may be its own source, and of compressed chunks: HDF5 1.10 reads beyond the end
/// of chunks that claim too much.
bool is_read_safely(hid_t dataset) {
  hdf5::PropertyHandle const creation(H5Dget_create_plist(dataset));
  return H5Pget_layout(creation.get()) != H5D_VIRTUAL && H5Pget_nfilters(creation.get()) == 0;
}

/// Changes one number of a dataset, or all of them.
void overwrite(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  std::size_t const size = hdf5::count(shape_of(file, name));
  constexpr std::size_t most = 1024;
  if (size == 0 || size > most) return;
  hdf5::DatasetHandle const dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT));
  if (!dataset || !is_read_safely(dataset.get())) return;
  std::vector<double> values(2 * size);  // enough for complex numbers
  hdf5::TypeHandle const type(H5Dget_type(dataset.get()));
  auto const memory = hdf5::kind_of(type.get()) == hdf5::Kind::complex ? hdf5::memory_type<std::complex<double>>()
                                                                       : hdf5::memory_type<double>();
  H5Dread(dataset.get(), memory.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  double const number = choices.one_of(numbers);
  if (choices.yes())
    values.assign(values.size(), number);
  else
    values[choices.below(256) % values.size()] = number;
  H5Dwrite(dataset.get(), memory.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

/// Changes bytes of the first chunk of a dataset of compressed numbers, or its length, or the filters that it skips.
void damage_chunk(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  hdf5::DatasetHandle const dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT));
  if (!dataset || is_read_safely(dataset.get())) return;
  auto const kind = hdf5::kind_of(hdf5::TypeHandle(H5Dget_type(dataset.get())).get());
  std::vector<hsize_t> const origin(shape_of(file, name).size(), 0);
  hsize_t size = 0;
  if (kind == hdf5::Kind::text || kind == hdf5::Kind::other || origin.empty() ||
      H5Dget_chunk_storage_size(dataset.get(), origin.data(), &size) < 0 || size == 0)
    return;
  std::vector<unsigned char> bytes(size);
  std::uint32_t skipped = 0;
  H5Dread_chunk(dataset.get(), H5P_DEFAULT, origin.data(), &skipped, bytes.data());
  for (std::size_t changes = choices.below(4); changes > 0; --changes)
    bytes[choices.below(256) % bytes.size()] = static_cast<unsigned char>(choices.below(256));
  if (choices.yes()) bytes.resize(1 + choices.below(256) % (2 * bytes.size()));
  if (choices.yes()) skipped = static_cast<std::uint32_t>(choices.below(4));
  H5Dwrite_chunk(dataset.get(), H5P_DEFAULT, skipped, origin.data(), bytes.size(), bytes.data());
}

void rename(hid_t file, Choices& choices) {
  auto const from = choose_name(file, choices);
  auto const to = choose_name(file, choices);
  auto const links = with_groups();
  if (choices.yes()) H5Ldelete(file, to.c_str(), H5P_DEFAULT);
  auto const move = choices.yes() ? &H5Lmove : &H5Lcreate_hard;
  move(file, from.c_str(), file, to.c_str(), links.get(), H5P_DEFAULT);
}

void make_soft_link(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  auto const target = "/" + (choices.yes() ? name : choose_name(file, choices));
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  H5Lcreate_soft(target.c_str(), file, name.c_str(), with_groups().get(), H5P_DEFAULT);
}

void make_external_link(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  auto const target = "/" + choose_name(file, choices);
  char own_path[4096] = "";
  H5Fget_name(file, own_path, sizeof(own_path));
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  H5Lcreate_external(choices.yes() ? own_path : "missing.h5", target.c_str(), file, name.c_str(), with_groups().get(),
                     H5P_DEFAULT);
}

void set_attribute(hid_t file, Choices& choices) {
  auto const object = choices.below(4) == 0 ? "/" : choose_name(file, choices);
  auto const* const name = choices.one_of(attributes);
  H5Adelete_by_name(file, object.c_str(), name, H5P_DEFAULT);
  if (choices.below(4) == 3) return;
  auto const type = choose_type(choices);
  auto const space = choose_space(choices, {});
  constexpr std::size_t most_bytes = 1 << 20;  // HDF5 allocates an attribute when it is made
  if (hdf5::count(hdf5::extents(space.get())) > most_bytes / H5Tget_size(type.get())) return;
  hdf5::AttributeHandle const attribute(
      H5Acreate_by_name(file, object.c_str(), name, type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  constexpr std::size_t most = 16;
  auto const size = hdf5::count(hdf5::extents(space.get()));
  if (!attribute || size == 0 || size > most) return;
  if (H5Tget_class(type.get()) == H5T_STRING) {
    auto const* const word = choices.one_of(words);
    std::vector<char const*> const pointers(size, word);
    std::string letters(size * H5Tget_size(type.get()), '\0');
    std::copy_n(word, std::min(letters.size(), std::strlen(word)), letters.begin());
    bool const variable = H5Tis_variable_str(type.get()) > 0;
    H5Awrite(attribute.get(), type.get(), variable ? static_cast<void const*>(pointers.data()) : letters.data());
    return;
  }
  std::vector<double> values;
  for (std::size_t k = 0; k < size; ++k) values.push_back(choices.one_of(numbers));
  H5Awrite(attribute.get(), H5T_NATIVE_DOUBLE, values.data());
}

}  // namespace

void edit(hid_t file, Choices& choices) {
  constexpr void (*edits[])(hid_t, Choices&) = {
      replace, overwrite, set_attribute,  damage_chunk,       overwrite,
      remove,  rename,    make_soft_link, make_external_link, replace_by_virtual};
  choices.one_of(edits)(file, choices);
}

std::vector<std::string> contents(hid_t file) {
  std::vector<std::string> found;
  auto const collect = [](hid_t, char const* name, H5L_info_t const*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  H5Lvisit(file, H5_INDEX_NAME, H5_ITER_INC, collect, &found);
  return found;
}

}  // namespace ptyger::fuzz
