#include "read/mask_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "array_files/open_input.hpp"
#include "ptyger/error.hpp"

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
  if (auto only = array_files::only_dataset(file); !only.empty()) return only;
  throw InputError(
      fmt::format("{}: none of the datasets {} is there; name the dataset of the mask, as in --mask {}:/DATASET.",
                  file.path(), fmt::join(usual_names, ", "), file.path()));
}

}  // namespace

MaskName parse_mask_name(std::string const& name) {
  std::error_code ignored;
  if (std::filesystem::exists(name, ignored)) return {name, ""};
  if (auto const colon = name.rfind(":/"); colon != std::string::npos && colon != 0)
    return {name.substr(0, colon), name.substr(colon + 1)};
  auto const file = name.substr(0, name.rfind(':'));
  if (file != name && std::filesystem::is_regular_file(file, ignored))
    throw InputError(fmt::format("{}: there is no such file; the dataset of a mask begins with a slash: --mask {}:/{}",
                                 name, file, name.substr(file.size() + 1)));
  return {name, ""};
}

hdf5::InputDataset open_image(std::string const& name, char const* option) {
  auto const place = parse_mask_name(name);
  auto const file = array_files::open_input(place.file);
  auto const only = array_files::only_dataset(file);
  auto const dataset = place.dataset.empty() ? (only.empty() ? "mask" : only) : place.dataset;
  if (!file.has_dataset(dataset))
    throw InputError(fmt::format("{}: there is no dataset '{}'; name it, as in {} {}:/DATASET", place.file, dataset,
                                 option, place.file));
  return file.dataset(dataset);
}

MaskPlace open_mask_file(ReadOptions const& options, ReadingReport& report) {
  auto const name = parse_mask_name(options.mask);
  auto const file = array_files::open_input(name.file);
  auto dataset = file.dataset(dataset_name(file, name.dataset));
  bool const zero_is_good = options.mask_polarity == MaskPolarity::zero_is_good;
  report.add(MaskFromFile{dataset.where(), zero_is_good});
  return {std::move(dataset), zero_is_good ? MaskRule::cxi : MaskRule::nonzero_valid};
}

}  // namespace ptyger::read
