#pragma once

namespace ptyger::hdf5 {

/// Makes HDF5 able to read LZF (filter 32000), in which h5py, and so ptychodus, writes by preference; it comes with
/// h5py alone.
void provide_lzf();

}  // namespace ptyger::hdf5
