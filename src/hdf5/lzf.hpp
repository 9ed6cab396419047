#pragma once

namespace ptyger::hdf5 {

/// Registers a decoder of LZF (filter 32000) with HDF5. LZF is a filter of h5py, which ptychodus writes; the HDF5
/// library does not have it.
void provide_lzf();

}  // namespace ptyger::hdf5
