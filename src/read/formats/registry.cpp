#include <algorithm>
#include <cmath>
#include <utility>

#include "ptyger/error.hpp"
#include "read/formats/cxi.hpp"
#include "read/formats/dp_fold_slice.hpp"
#include "read/formats/dp_product.hpp"
#include "read/formats/format.hpp"
#include "read/formats/hxn.hpp"
#include "read/formats/nxcxi.hpp"
#include "read/formats/patterns_product.hpp"
#include "read/formats/placed_frames.hpp"
#include "read/formats/projection_file.hpp"
#include "read/formats/ptyd.hpp"

namespace ptyger::read {

std::vector<Format> const& registry() {
  static std::vector<Format> const formats = {
      {"NXcxi_ptycho", missing_in_nxcxi, find_nxcxi},
      {"CXI", missing_in_cxi, find_cxi},
      {"dp file with a product file", missing_in_dp_product, find_dp_product},
      {"dp file with a para file", missing_in_dp_fold_slice, find_dp_fold_slice},
      {"patterns file with a product file", missing_in_patterns_product, find_patterns_product},
      {"ptyd", missing_in_ptyd, find_ptyd},
      {"HXN scan file", missing_in_hxn, find_hxn},
      {"HXN raw file", missing_in_hxn_raw, find_hxn_raw},
      {"dp file with points", missing_in_dp_points, find_dp_points},
      {"projection file", missing_in_projection_file, find_projection_file},
      {"CXI without positions", missing_in_cxi_frames, find_cxi},
      {"frames of a detector", missing_in_placed_frames, find_placed_frames},
  };
  return formats;
}

hdf5::InputFile const* file_with(Inputs const& inputs, std::string const& dataset) {
  auto const found =
      std::find_if(inputs.begin(), inputs.end(), [&](auto const& input) { return input.has_dataset(dataset); });
  return found == inputs.end() ? nullptr : &*found;
}

std::vector<hdf5::InputDataset> datasets_of_all(Inputs const& inputs, std::string const& dataset) {
  std::vector<hdf5::InputDataset> all;
  for (auto const& input : inputs)
    if (input.has_dataset(dataset)) all.push_back(input.dataset(dataset));
  return all;
}

std::optional<hdf5::InputDataset> mask_of_all(Inputs const& inputs, std::string const& dataset) {
  auto masks = datasets_of_all(inputs, dataset);
  if (masks.empty()) return {};
  auto const first = masks.size() == 1 ? std::vector<double>() : masks.front().read<double>();
  for (std::size_t i = 1; i < masks.size(); ++i) {
    auto const other = masks[i].read<double>();
    bool const same = masks[i].shape() == masks.front().shape() &&
                      std::equal(first.begin(), first.end(), other.begin(),
                                 [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
    if (!same)
      throw InputError(masks.front().where() + " and " + masks[i].where() +
                       " differ, but one mask is needed for all frames that are joined. Give it by --mask.");
  }
  return std::move(masks.front());
}

}  // namespace ptyger::read
