#include "read/candidates.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "array_files/open_input.hpp"
#include "hdf5/object_list.hpp"
#include "ptyger/error.hpp"
#include "read/candidate_quantities.hpp"
#include "read/damaged.hpp"
#include "read/formats/format.hpp"
#include "read/formats/name_patterns.hpp"
#include "read/unit_names.hpp"

namespace ptyger::read {
namespace {

constexpr std::size_t smallest_image = 6;       // rows and columns of frames
constexpr std::size_t longest_list = 1U << 20;  // numbers that are read for their range

bool is_real(hdf5::Kind kind) {
  return kind != hdf5::Kind::complex && kind != hdf5::Kind::text && kind != hdf5::Kind::other;
}

/// The shape without axes of the extent 1.
hdf5::Shape squeezed(hdf5::Shape shape) {
  std::erase(shape, 1U);
  return shape;
}

bool is_image(hdf5::Shape const& shape) {
  return shape.size() >= 2 && shape.back() >= smallest_image && shape[shape.size() - 2] >= smallest_image;
}

std::size_t images(hdf5::Shape const& shape) {
  return hdf5::count(shape) / (shape.back() * shape[shape.size() - 2]);
}

/// The path with "*" for each number in its last name.
std::string pattern_of(std::string const& path) {
  auto const slash = path.rfind('/');
  std::string pattern = path.substr(0, slash == std::string::npos ? 0 : slash + 1);
  bool in_number = false;
  for (char const letter : path.substr(pattern.size())) {
    bool const digit = std::isdigit(static_cast<unsigned char>(letter)) != 0;
    if (!digit) pattern += letter;
    if (digit && !in_number) pattern += '*';
    in_number = digit;
  }
  return pattern;
}

/// All datasets of the files, equal names of several files as one.
std::vector<CandidateDataset> all_datasets(Inputs const& files, Candidates& found) {
  std::map<std::string, CandidateDataset> by_name;
  for (auto const& file : files) {
    auto const objects = hdf5::list_objects(file);
    found.complete = found.complete && objects.complete;
    for (auto const& path : objects.dangling) found.dangling.push_back(file.path() + ": " + file.why_missing(path));
    for (auto const& path : objects.datasets) try {
        auto const dataset = file.dataset(path);
        auto const [place, is_new] = by_name.try_emplace(
            path,
            CandidateDataset{.name = path, .file = file.path(), .shape = dataset.shape(), .kind = dataset.kind()});
        if (is_new)
          place->second.unit = unit_of(file, path);
        else
          ++place->second.files;
      } catch (InputError const&) {
        continue;  // damaged, or a unit that is no text
      }
    find_quantities(file, objects, found);
  }
  std::vector<CandidateDataset> datasets;
  for (auto& [name, dataset] : by_name) datasets.push_back(std::move(dataset));
  return datasets;
}

/// Stacks of frames, and datasets of one frame or some frames each whose names differ by a number.
void find_frames(std::vector<CandidateDataset> const& datasets, Candidates& found) {
  std::map<std::pair<std::string, hdf5::Shape>, CandidateFrames> numbered;
  for (auto const& dataset : datasets) {
    auto const& shape = dataset.shape;
    if (!is_real(dataset.kind) || !is_image(shape) || contains_any(dataset.name, {"mask", "dark", "flat", "weight"}))
      continue;
    std::size_t const frames = images(shape) * dataset.files;
    auto const pattern = pattern_of(dataset.name);
    if (shape.size() <= 3 && pattern.find('*') != std::string::npos) {
      auto const [place, is_new] =
          numbered.try_emplace({pattern, {shape.end() - 2, shape.end()}}, CandidateFrames{dataset, 0, 0});
      place->second.dataset.name = pattern;
      ++place->second.datasets;
      place->second.frames += frames;
    }
    if (shape.size() > 2 && frames > 1) found.frames.push_back({dataset, 1, frames});
  }
  for (auto const& entry : numbered) {
    auto const& several = entry.second;
    auto const fitting = std::count_if(datasets.begin(), datasets.end(), [&](auto const& dataset) {
      return fits_pattern(dataset.name, several.dataset.name);
    });
    bool const only_these = static_cast<std::size_t>(fitting) == several.datasets;
    if (several.datasets > 1 && several.frames > 1 && only_these) found.frames.push_back(several);
  }
  std::stable_sort(found.frames.begin(), found.frames.end(), [](auto const& a, auto const& b) {
    auto const values = [](CandidateFrames const& f) { return f.frames * f.dataset.shape.back(); };
    return values(a) > values(b);
  });
}

/// The numbers of frames that the candidates could have: of all files, and along each axis before the rows.
std::set<std::size_t> numbers_of_frames(Candidates const& found) {
  std::set<std::size_t> numbers;
  for (auto const& [dataset, datasets, frames] : found.frames) {
    numbers.insert(frames);
    for (std::size_t axis = 0; axis + 2 < dataset.shape.size(); ++axis) numbers.insert(dataset.shape[axis]);
  }
  numbers.erase(1);
  return numbers;
}

void read_range(Inputs const& files, CandidateDataset& dataset) try {
  if (hdf5::count(dataset.shape) > longest_list) return;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (double const value : file_with(files, dataset.name)->dataset(dataset.name).read<double>()) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low <= high) dataset.range = {low, high};
} catch (InputError const&) {
  return;  // such as a missing filter
}

/// How much the name and the unit of a list speak for a coordinate.
int likeness(CandidateDataset const& dataset) {
  int fits =
      contains_any(dataset.name, {"pos", "transl", "coord", "motor", "stage", "encoder", "sample", "scan", "point"})
          ? 1
          : 0;
  if (contains_any(dataset.name, {"set", "demand", "pixel", "index"})) --fits;
  if (dataset.unit && known_metres(*dataset.unit)) fits += 2;
  if (dataset.range && dataset.range->first == dataset.range->second) fits -= 4;
  return fits;
}

/// The pairs of lists whose paths differ by an x in place of a y.
void find_pairs(std::vector<CandidateDataset>& lists, Candidates& found) {
  std::set<std::string> used;
  for (auto const& x : lists)
    for (std::size_t at = 0; at < x.name.size(); ++at) {
      if (x.name[at] != 'x' && x.name[at] != 'X') continue;
      auto name = x.name;
      name[at] = x.name[at] == 'x' ? 'y' : 'Y';
      auto const y = std::find_if(lists.begin(), lists.end(), [&](auto const& list) { return list.name == name; });
      if (y == lists.end() || hdf5::count(y->shape) != hdf5::count(x.shape)) continue;
      found.positions.push_back({x, *y, likeness(x) + likeness(*y)});
      used.insert({x.name, name});
    }
  std::erase_if(lists, [&](auto const& list) { return used.contains(list.name); });
}

void find_positions(Inputs const& files, std::vector<CandidateDataset> const& datasets, Candidates& found) {
  auto const numbers = numbers_of_frames(found);
  for (auto dataset : datasets) {
    auto const shape = squeezed(dataset.shape);
    if (!is_real(dataset.kind) || shape.empty() || shape.size() > 2) continue;
    auto const is_number = [&](std::size_t extent) {
      return numbers.contains(extent * dataset.files) || numbers.contains(extent);
    };
    bool const is_list = shape.size() == 1 ? is_number(shape[0]) : is_number(hdf5::count(shape)) && !is_image(shape);
    bool const is_table =
        shape.size() == 2 && ((shape[1] < 4 && is_number(shape[0])) || (shape[0] < 4 && is_number(shape[1])));
    if (!is_list && !is_table) continue;
    read_range(files, dataset);
    if (is_table && contains_any(dataset.name, {"pos", "transl", "coord", "point", "xy"}))
      found.positions.push_back({dataset, {}, 1 + 2 * likeness(dataset)});
    else if (is_list)
      found.lists.push_back(dataset);
  }
  for (auto const* const quantities : {&found.energies, &found.wavelengths, &found.distances, &found.detector_pixels})
    for (auto const& quantity : *quantities)
      std::erase_if(found.lists, [&](auto const& list) { return list.name == quantity.name; });
  find_pairs(found.lists, found);
  std::stable_sort(found.positions.begin(), found.positions.end(),
                   [](auto const& a, auto const& b) { return a.fits > b.fits; });
}

/// Masks, dark frames and probes: single images of the size of the frames, and complex images.
void find_images(Inputs const& files, std::vector<CandidateDataset> const& datasets, Candidates& found) {
  std::set<std::pair<std::size_t, std::size_t>> sizes;
  for (auto const& frames : found.frames)
    sizes.insert({frames.dataset.shape[frames.dataset.shape.size() - 2], frames.dataset.shape.back()});
  for (auto dataset : datasets) {
    auto const& shape = dataset.shape;
    if (dataset.kind == hdf5::Kind::complex && is_image(shape) && contains_any(dataset.name, {"probe", "illum"}))
      found.probes.push_back(dataset);
    if (!is_real(dataset.kind) || shape.size() < 2 || !sizes.contains({shape[shape.size() - 2], shape.back()}))
      continue;
    if (contains_any(dataset.name, {"mask", "bad", "valid", "good"})) {
      read_range(files, dataset);
      found.masks.push_back(dataset);
    } else if (contains_any(dataset.name, {"dark", "background"})) {
      found.darks.push_back(dataset);
    }
  }
}

}  // namespace

Candidates find_candidates(std::vector<std::string> const& names) {
  return require_undamaged(names, [&] {
    auto const files = array_files::open_inputs(names);
    Candidates found;
    auto const datasets = all_datasets(files, found);
    find_frames(datasets, found);
    for (auto* const quantities : {&found.energies, &found.wavelengths, &found.distances, &found.detector_pixels})
      std::stable_sort(quantities->begin(), quantities->end(),
                       [](auto const& a, auto const& b) { return !a.unit.empty() && b.unit.empty(); });
    find_positions(files, datasets, found);
    find_images(files, datasets, found);
    return found;
  });
}

}  // namespace ptyger::read
