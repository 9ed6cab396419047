#include "read/near_field.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "core/text.hpp"
#include "ptyger/error.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

/// The string in a dataset or attribute; empty when there is none.
std::optional<std::string> word_at(hdf5::InputFile const& file, std::string const& name) {
  if (file.has_dataset(name)) {
    auto const dataset = file.dataset(name);
    if (dataset.kind() != hdf5::Kind::text || dataset.size() != 1) return {};
    return dataset.text();
  }
  auto const slash = name.rfind('/');
  return file.text_attribute(name.substr(0, slash), name.substr(slash + 1));
}

/// The distance from focus to sample in a dataset; empty when there is no such dataset.
std::optional<double> focus_distance_at(hdf5::InputFile const& file, std::string const& dataset) {
  ReadingReport unused;
  auto const distance_m = stated_length_m(file, dataset, unused);
  if (!distance_m || (std::isfinite(*distance_m) && *distance_m > 0)) return distance_m;
  throw InputError(fmt::format(
      "{}: dataset '{}' is {:g} m, but only a beam that diverges from a focus before the sample is known here: "
      "the distance must be positive. Give --focus-to-sample.",
      file.path(), dataset, *distance_m));
}

}  // namespace

bool names_near_field(std::string const& word) {
  auto const lower = core::in_small_letters(word);
  return lower.starts_with("near") || lower == "fresnel" || lower == "inline";
}

ReadOptions with_near_field(ReadOptions options, hdf5::InputFile const& file, std::vector<std::string> const& words,
                            std::vector<std::string> const& groups) {
  for (auto const& name : words)
    if (auto const word = word_at(file, name); word && names_near_field(*word)) options.near_field = true;
  if (!options.near_field) return options;
  for (auto const& group : groups)
    for (auto const* const name : {"focus_to_sample_distance", "focus_to_sample"})
      if (!options.focus_to_sample_m) options.focus_to_sample_m = focus_distance_at(file, group + name);
  return options;
}

double magnification_of(ReadOptions const& options, double distance_m) {
  if (!options.near_field || !options.focus_to_sample_m) return 1;
  return (*options.focus_to_sample_m + distance_m) / *options.focus_to_sample_m;
}

void set_near_field(Scan& scan, ReadOptions const& options, std::string const& file) {
  if (!options.near_field) return;
  if (!(scan.wavelength_m > 0) || !(scan.distance_m > 0))
    throw InputError(fmt::format("{} does not say the {} of a near field. Give {}.", file,
                                 scan.wavelength_m > 0 ? "distance from sample to detector" : "energy",
                                 scan.wavelength_m > 0 ? "--distance" : "--energy"));
  double const magnification = magnification_of(options, scan.distance_m);
  scan.near_field = NearField{.focus_to_sample_m = options.focus_to_sample_m.value_or(0),
                              .magnification = magnification,
                              .effective_distance_m = scan.distance_m / magnification};
}

}  // namespace ptyger::read
