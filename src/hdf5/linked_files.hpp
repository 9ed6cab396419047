#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ptyger::hdf5 {

/// Name of the file that a dataset lies in: that which it was opened by, from the root, symbolic links kept. `where`
/// names file and dataset for the CallError, here and below.
std::filesystem::path file_of(hid_t dataset, std::string const& where);

/// The one name of a file; that passed when the file is not there.
std::filesystem::path one_name_of(std::filesystem::path const& path);

/// Where HDF5 looks, in this order, for the file `source` that a virtual dataset of `file` takes values from; it reads
/// the first that it can open. As H5F_prefix_open_file() and H5D__build_file_prefix() of HDF5 1.10 to 2.0: a list in
/// HDF5_VDS_PREFIX is tried folder by folder, but ${ORIGIN}, the folder of `file`, is known at its start only, where
/// the rest is one folder.
std::vector<std::filesystem::path> places_of_source(std::filesystem::path source, std::filesystem::path const& file);

/// The raw files that hold the values of a dataset of these creation properties, in the folder that HDF5_EXTFILE_PREFIX
/// gives, else from the working directory; none when its own file holds them.
std::vector<std::filesystem::path> raw_files(hid_t dataset, hid_t creation, std::string const& where);

}  // namespace ptyger::hdf5
