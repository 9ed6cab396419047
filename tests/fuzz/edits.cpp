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

bool is_virtual(hid_t dataset) {
  return H5Pget_layout(hdf5::PropertyHandle(H5Dget_create_plist(dataset)).get()) == H5D_VIRTUAL;
}

/// Changes one number of a dataset, or all of them; not of a virtual dataset, which may be its own source.
void overwrite(hid_t file, Choices& choices) {
  auto const name = choose_name(file, choices);
  std::size_t const size = hdf5::count(shape_of(file, name));
  constexpr std::size_t most = 1024;
  if (size == 0 || size > most) return;
  hdf5::DatasetHandle const dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT));
  if (!dataset || is_virtual(dataset.get())) return;
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
      replace, overwrite,      set_attribute,      replace,           overwrite, remove,
      rename,  make_soft_link, make_external_link, replace_by_virtual};
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
