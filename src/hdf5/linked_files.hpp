#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ptyger::hdf5 {

/// Absolute path of the file of a dataset, as the file was opened: symbolic links are not resolved. `where`: file and
/// name of the dataset, for a CallError.
std::filesystem::path file_of(hid_t dataset, std::string const& where);

/// Path of a file without symbolic links; `path` itself when there is no such file.
std::filesystem::path canonical_path(std::filesystem::path const& path);

/// The paths at which HDF5 looks for the file `source` of a virtual dataset in `file`, in its order; HDF5 reads the
/// first file that it can open. The rules of H5F_prefix_open_file() and H5D__build_file_prefix() in HDF5 1.10 to 2.0:
/// HDF5_VDS_PREFIX is a list of folders; when it begins with ${ORIGIN}, the folder of `file`, it is one folder.
/// `variable`: HDF5_EXT_PREFIX for the file of an external link.
std::vector<std::filesystem::path> places_of_source(std::filesystem::path source, std::filesystem::path const& file,
                                                    char const* variable = "HDF5_VDS_PREFIX");

/// Whether one of these paths is a file. InputError when one is a file that cannot be opened as HDF5: it is damaged,
/// and not missing.
bool is_any_there(std::vector<std::filesystem::path> const& places);

/// The raw files with the values of a dataset: paths below the folder in HDF5_EXTFILE_PREFIX, else relative to the
/// working directory; empty when the HDF5 file itself holds the values. `creation`: creation properties of the dataset.
std::vector<std::filesystem::path> raw_files(hid_t dataset, hid_t creation, std::string const& where);

}  // namespace ptyger::hdf5
