#include "read/candidate_quantities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "array_files/table_header.hpp"
#include "core/text.hpp"
#include "ptyger/error.hpp"
#include "read/stated_number.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

constexpr std::size_t most_numbers = 1U << 20;  // numbers of a dataset that are compared

/// The list to which a quantity of this name belongs; null when the name is none of a quantity.
std::vector<CandidateQuantity>* list_for(std::string const& name, std::string const& object, Candidates& found) {
  auto const lower = core::in_small_letters(name);
  if (contains_any(lower, {"mask", "threshold", "error", "std", "resolution", "count", "number", "shape"}))
    return nullptr;
  bool const is_ring =
      contains_any(object, {"ring", "machine", "synchrotron"}) || contains_any(lower, {"ring", "current"});
  if (contains_any(lower, {"energy"})) return is_ring ? nullptr : &found.energies;
  if (contains_any(lower, {"wavelength", "lambda"})) return &found.wavelengths;
  if (contains_any(lower, {"distance"}) || lower.starts_with("dist") || lower == "detector_z") return &found.distances;
  if (contains_any(lower, {"pixel", "psize"}) && (contains_any(lower, {"size", "pitch", "height", "width"})))
    return &found.detector_pixels;
  return nullptr;
}

void add_dataset(hdf5::InputFile const& file, std::string const& path, Candidates& found) {
  auto const slash = path.rfind('/');
  auto const name = slash == std::string::npos ? path : path.substr(slash + 1);
  auto* list = list_for(name, path.substr(0, path.size() - name.size()), found);
  if (list == nullptr && (name == "value" || name == "data") && slash != std::string::npos)
    list = list_for(path.substr(0, slash), "", found);
  if (list == nullptr) return;
  auto const dataset = file.dataset(path);
  if (dataset.size() == 0 || dataset.size() > most_numbers) return;
  ReadingReport unused;
  auto const number = stated_number(dataset, unused);
  if (!(number.value > 0) && list != &found.distances) return;
  list->push_back(
      {.name = path, .file = file.path(), .value = number.value, .unit = unit_of(file, path).value_or(number.unit)});
}

void add_attribute(hdf5::InputFile const& file, std::string const& object, std::string const& attribute,
                   Candidates& found) {
  auto* const list = list_for(attribute, object, found);
  if (list == nullptr) return;
  if (auto const number = file.number_attribute(object, attribute); number && *number > 0)
    list->push_back({.name = object + "@" + attribute, .file = file.path(), .attribute = true, .value = *number});
}

using Quantity = NumberNotUsed::Quantity;

/// Usual names of single numbers, in small letters and without a unit, that are too short to look for everywhere.
constexpr std::array short_names{std::pair("wl", Quantity::energy),       std::pair("voltage", Quantity::energy),
                                 std::pair("z", Quantity::distance),      std::pair("det_dist", Quantity::distance),
                                 std::pair("dx", Quantity::pixel),        std::pair("dy", Quantity::pixel),
                                 std::pair("det_pixel", Quantity::pixel), std::pair("ccd_pixel", Quantity::pixel)};

/// What a number of this name could be; empty when it is no quantity of the geometry.
std::optional<Quantity> quantity_named(std::string const& name, bool is_one_number) {
  Candidates lists;
  auto const* const list = list_for(name, "", lists);
  if (list == &lists.energies || list == &lists.wavelengths) return Quantity::energy;
  if (list == &lists.distances) return Quantity::distance;
  if (list == &lists.detector_pixels) return Quantity::pixel;
  auto const bare = core::in_small_letters(array_files::without_unit(name));
  for (auto const& [word, quantity] : short_names)
    if (is_one_number && bare == word) return quantity;
  return {};
}

/// Does nothing when a file has no number there.
template <class Add>
void attempt(Add const& add) {
  try {
    add();
  } catch (InputError const&) {
    return;
  }
}

}  // namespace

void find_quantities(hdf5::InputFile const& file, hdf5::ObjectList const& objects, Candidates& found) {
  for (auto const& path : objects.datasets) attempt([&] { add_dataset(file, path, found); });
  for (auto const* const list : {&objects.groups, &objects.datasets})
    for (auto const& object : *list)
      for (auto const& attribute : file.attributes(object))
        attempt([&] { add_attribute(file, object, attribute, found); });
}

std::vector<NumberNotUsed> unread_numbers(hdf5::InputFile const& file) {
  std::vector<NumberNotUsed> unread;
  auto const add_unread = [&](std::string const& name) {
    if (file.was_read(name) || !file.has_dataset(name)) return;
    auto const dataset = file.dataset(name);
    auto const quantity = quantity_named(name, dataset.size() == 1);
    if (!quantity || dataset.size() > most_numbers) return;
    ReadingReport unused;
    unread.push_back({*quantity, dataset.where(), stated_number(dataset, unused).value});
  };
  for (auto const& name : file.members("/")) attempt([&] { add_unread(name); });
  for (auto const& name : file.attributes("/"))
    if (auto const quantity = quantity_named(name, true); quantity && !file.exists(name))
      attempt([&] {
        unread.push_back({*quantity, fmt::format("{}: '{}'", file.path(), name), *file.number_attribute("/", name)});
      });
  return unread;
}

bool contains_any(std::string const& name, std::initializer_list<char const*> words) {
  auto const text = core::in_small_letters(name);
  return std::any_of(words.begin(), words.end(),
                     [&](char const* word) { return text.find(word) != std::string::npos; });
}

}  // namespace ptyger::read
