#include "hdf5/types.hpp"

#include <functional>
#include <numeric>

#include "hdf5/failure.hpp"

namespace ptyger::hdf5 {
namespace {

template <Real T>
hid_t native() {
  if constexpr (std::same_as<T, std::int8_t>) return H5T_NATIVE_INT8;
  if constexpr (std::same_as<T, std::int16_t>) return H5T_NATIVE_INT16;
  if constexpr (std::same_as<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::same_as<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::same_as<T, std::uint8_t>) return H5T_NATIVE_UINT8;
  if constexpr (std::same_as<T, std::uint16_t>) return H5T_NATIVE_UINT16;
  if constexpr (std::same_as<T, std::uint32_t>) return H5T_NATIVE_UINT32;
  if constexpr (std::same_as<T, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::same_as<T, float>) return H5T_NATIVE_FLOAT;
  if constexpr (std::same_as<T, double>) return H5T_NATIVE_DOUBLE;
}

Kind integer_kind(std::size_t bytes, bool is_signed) {
  if (bytes <= 1) return is_signed ? Kind::int8 : Kind::uint8;
  if (bytes <= 2) return is_signed ? Kind::int16 : Kind::uint16;
  if (bytes <= 4) return is_signed ? Kind::int32 : Kind::uint32;
  return is_signed ? Kind::int64 : Kind::uint64;
}

/// Whether a compound is a complex number. HDF5 reads zeros for parts whose names do not match.
bool is_complex(hid_t type) {
  if (H5Tget_nmembers(type) != 2) return false;
  auto const has = [&](char const* part) { return H5Tget_member_index(type, part) >= 0; };
  if (!(has("r") && has("i")) && !(has("real") && has("imag"))) return false;
  return H5Tget_member_class(type, 0) == H5T_FLOAT && H5Tget_member_class(type, 1) == H5T_FLOAT;
}

}  // namespace

std::size_t count(Shape const& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

char const* name(Kind kind) {
  static constexpr char const* names[] = {"int8",   "int16",   "int32",   "int64",   "uint8", "uint16", "uint32",
                                          "uint64", "float32", "float64", "complex", "text",  "other"};
  return names[static_cast<std::size_t>(kind)];
}

template <Complex T>
TypeHandle complex_type(char const* real_name, char const* imaginary_name) {
  using Part = typename T::value_type;
  TypeHandle type(check(H5Tcreate(H5T_COMPOUND, sizeof(T)), "H5Tcreate", "complex type"));
  check(H5Tinsert(type.get(), real_name, 0, native<Part>()), "H5Tinsert", "complex type");
  check(H5Tinsert(type.get(), imaginary_name, sizeof(Part), native<Part>()), "H5Tinsert", "complex type");
  return type;
}

template <Element T>
TypeHandle memory_type() {
  if constexpr (Complex<T>)
    return complex_type<T>("r", "i");
  else
    return TypeHandle(check(H5Tcopy(native<T>()), "H5Tcopy", "native type"));
}

Kind kind_of(hid_t type) {
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
      return integer_kind(H5Tget_size(type), H5Tget_sign(type) == H5T_SGN_2);
    case H5T_ENUM:
    case H5T_BITFIELD:
      return integer_kind(H5Tget_size(type), false);
    case H5T_FLOAT:
      return H5Tget_size(type) <= 4 ? Kind::float32 : Kind::float64;
    case H5T_COMPOUND:
      return is_complex(type) ? Kind::complex : Kind::other;
    case H5T_STRING:
      return Kind::text;
    default:
      return Kind::other;
  }
}

template TypeHandle complex_type<std::complex<float>>(char const*, char const*);
template TypeHandle complex_type<std::complex<double>>(char const*, char const*);
template TypeHandle memory_type<std::int8_t>();
template TypeHandle memory_type<std::int16_t>();
template TypeHandle memory_type<std::int32_t>();
template TypeHandle memory_type<std::int64_t>();
template TypeHandle memory_type<std::uint8_t>();
template TypeHandle memory_type<std::uint16_t>();
template TypeHandle memory_type<std::uint32_t>();
template TypeHandle memory_type<std::uint64_t>();
template TypeHandle memory_type<float>();
template TypeHandle memory_type<double>();
template TypeHandle memory_type<std::complex<float>>();
template TypeHandle memory_type<std::complex<double>>();

}  // namespace ptyger::hdf5
