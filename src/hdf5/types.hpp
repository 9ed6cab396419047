#pragma once

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hdf5/handle.hpp"

namespace ptyger::hdf5 {

/// Extents of a dataset, slowest first; empty for a scalar.
using Shape = std::vector<std::size_t>;

/// Number of elements of a shape; 1 for a scalar.
std::size_t count(Shape const& shape);

/// Type of the elements of a dataset. Booleans count as uint8, floats of half precision as float32.
enum class Kind { int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64, complex, text, other };

/// Name of a kind for messages, such as "int32".
char const* name(Kind kind);

/// A real number: an integer or a float.
template <class T>
concept Real = std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> || std::same_as<T, std::int32_t> ||
    std::same_as<T, std::int64_t> || std::same_as<T, std::uint8_t> || std::same_as<T, std::uint16_t> ||
    std::same_as<T, std::uint32_t> || std::same_as<T, std::uint64_t> || std::same_as<T, float> ||
    std::same_as<T, double>;

/// A complex number.
template <class T>
concept Complex = std::same_as<T, std::complex<float>> || std::same_as<T, std::complex<double>>;

/// An element of a dataset that can be read and written.
template <class T>
concept Element = Real<T> || Complex<T>;

/// HDF5 type of one element in memory; complex numbers are the compound {r, i} of h5py.
template <Element T>
TypeHandle memory_type();

/// HDF5 type of one complex number in memory whose parts have these names; MATLAB writes {real, imag}.
template <Complex T>
TypeHandle complex_type(char const* real_name, char const* imaginary_name);

/// Kind of a type in a file, of any byte order.
Kind kind_of(hid_t type);

}  // namespace ptyger::hdf5
