#include <algorithm>

#include "read/cxi.hpp"
#include "read/dp_fold_slice.hpp"
#include "read/dp_product.hpp"
#include "read/format.hpp"

namespace ptyger::read {

std::vector<Format> const& registry() {
  static std::vector<Format> const formats = {
      {"CXI", missing_in_cxi, find_cxi},
      {"dp file with a product file", missing_in_dp_product, find_dp_product},
      {"dp file with a para file", missing_in_dp_fold_slice, find_dp_fold_slice},
  };
  return formats;
}

hdf5::InputFile const* file_with(Inputs const& inputs, std::string const& dataset) {
  auto const found =
      std::find_if(inputs.begin(), inputs.end(), [&](auto const& input) { return input.has_dataset(dataset); });
  return found == inputs.end() ? nullptr : &*found;
}

}  // namespace ptyger::read
