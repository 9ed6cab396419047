#include "hdf5/filters.hpp"

#include <map>

#include "hdf5/failure.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

/// Name of a filter, by its number in the list of registered filters of the HDF Group.
std::string filter_name(H5Z_filter_t filter) {
  static std::map<H5Z_filter_t, char const*> const names = {
      {1, "gzip"},           {2, "shuffle"},    {3, "fletcher32"},    {4, "SZIP"},      {5, "nbit"},
      {6, "scale-offset"},   {307, "bzip2"},    {32000, "LZF"},       {32001, "Blosc"}, {32004, "LZ4"},
      {32008, "bitshuffle"}, {32013, "ZFP"},    {32015, "Zstandard"}, {32017, "SZ"},    {32018, "FCIDECOMP"},
      {32024, "SZ3"},        {32026, "Blosc2"}, {32028, "SPERR"}};
  auto const found = names.find(filter);
  return found == names.end() ? "unknown" : found->second;
}

/// How the user gets a missing filter: a sentence for the message.
std::string remedy(H5Z_filter_t filter) {
  if (filter < 256) return "It belongs to HDF5 itself: use an HDF5 library that was built with it.";
  return "Set HDF5_PLUGIN_PATH to a folder with the plugin: the Python package hdf5plugin carries one "
         "(python3 -c 'import hdf5plugin; print(hdf5plugin.PLUGIN_PATH)').";
}

}  // namespace

void require_filters(hid_t creation, std::string const& where) {
  int const filters = check(H5Pget_nfilters(creation), "H5Pget_nfilters", where);
  for (unsigned index = 0; index < static_cast<unsigned>(filters); ++index) {
    unsigned flags = 0;
    std::size_t parameters = 0;
    H5Z_filter_t const filter = check(
        H5Pget_filter2(creation, index, &flags, &parameters, nullptr, 0, nullptr, nullptr), "H5Pget_filter2", where);
    if (H5Zfilter_avail(filter) > 0) continue;
    throw InputError(where + " is compressed with the HDF5 filter " + std::to_string(filter) + " (" +
                     filter_name(filter) + "), which is not available here, so its values cannot be read. " +
                     remedy(filter));
  }
}

}  // namespace ptyger::hdf5
