#include "read/mask_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/error.hpp"
#include "hdf5/input_file.hpp"
#include "read/mask.hpp"

namespace ptyger::read {
namespace {

constexpr std::array usual_names{"mask",
                                 "pixel_mask",
                                 "bad_pixels",
                                 "entry_1/instrument_1/detector_1/mask",
                                 "entry/instrument/detector/pixel_mask",
                                 "entry/mask",
                                 "ptyger/mask"};

std::string dataset_name(hdf5::InputFile const& file, std::string const& asked) {
  if (!asked.empty()) return asked;
  auto const* const found =
      std::find_if(usual_names.begin(), usual_names.end(), [&](char const* name) { return file.has_dataset(name); });
  if (found != usual_names.end()) return *found;
  throw InputError(fmt::format("{}: none of the datasets {} is there; name that of the mask, as in --mask {}:/DATASET.",
                               file.path(), fmt::join(usual_names, ", "), file.path()));
}

}  // namespace

MaskName parse_mask_name(std::string const& name) {
  std::error_code ignored;
  auto const colon = name.rfind(":/");
  if (colon == std::string::npos || colon == 0 || std::filesystem::exists(name, ignored)) return {name, ""};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

std::vector<std::uint8_t> read_mask_file(ReadOptions const& options, FrameShape const& frame,
                                         std::vector<std::string>& notes) {
  auto const name = parse_mask_name(options.mask);
  hdf5::InputFile const file(name.file);
  auto const dataset = file.dataset(dataset_name(file, name.dataset));
  bool const zero_is_good = options.mask_polarity == MaskPolarity::zero_is_good;
  notes.push_back(fmt::format("mask: {}, {} = good", dataset.where(), zero_is_good ? "0" : "1"));
  return read_mask(dataset, frame, zero_is_good ? MaskRule::cxi : MaskRule::nonzero_valid, notes);
}

}  // namespace ptyger::read
