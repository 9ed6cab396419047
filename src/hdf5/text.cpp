#include "hdf5/text.hpp"

#include <algorithm>

#include "hdf5/failure.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {

TypeHandle fixed_text_type(std::size_t bytes) {
  TypeHandle type(check(H5Tcopy(H5T_C_S1), "H5Tcopy", "string type"));
  check(H5Tset_size(type.get(), bytes), "H5Tset_size", "string type");
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "H5Tset_cset", "string type");
  if (bytes != H5T_VARIABLE) check(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), "H5Tset_strpad", "string type");
  return type;
}

TypeHandle variable_text_type() {
  return fixed_text_type(H5T_VARIABLE);
}

std::string read_text(hid_t file_type, std::string const& where, std::function<herr_t(hid_t, void*)> const& read) {
  auto const run = [&](hid_t type, void* out) {
    if (read(type, out) < 0)
      throw InputError(where + " cannot be read: " + last_cause().message() + ". The file is damaged.");
  };
  TypeHandle const type(check(H5Tcopy(file_type), "H5Tcopy", where));
  if (H5Tis_variable_str(file_type) > 0) {
    char* value = nullptr;
    run(type.get(), &value);
    std::string const text = value == nullptr ? "" : value;
    H5free_memory(value);
    return text;
  }
  std::string text(H5Tget_size(file_type), '\0');
  run(type.get(), text.data());
  text.resize(std::min(text.find('\0'), text.size()));
  if (H5Tget_strpad(file_type) == H5T_STR_SPACEPAD) text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace ptyger::hdf5
