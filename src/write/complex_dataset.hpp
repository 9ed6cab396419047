#pragma once

#include <complex>
#include <string>
#include <vector>

#include "hdf5/output_file.hpp"
#include "ptyger/options.hpp"

namespace ptyger::write {

/// Writes complex values in the precision of the reconstruction, in C order of `shape`.
inline void write_complex(hdf5::OutputFile& file, std::string const& name, hdf5::Shape const& shape,
                          std::vector<std::complex<double>> const& values, Precision precision) {
  if (precision == Precision::full)
    file.dataset(name, shape, values);
  else
    file.dataset(name, shape, std::vector<std::complex<float>>(values.begin(), values.end()));
}

}  // namespace ptyger::write
