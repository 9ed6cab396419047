#include "tests/fuzz/readers.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "app/inspect/candidates.hpp"
#include "app/mapping_file.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/handle.hpp"
#include "ptyger/error.hpp"
#include "ptyger/read_scan.hpp"
#include "read/results/read_corrections.hpp"
#include "read/results/read_initial.hpp"
#include "read/results/read_placed_object.hpp"
#include "read/results/read_probe.hpp"
#include "tests/fuzz/choices.hpp"
#include "tests/fuzz/edits.hpp"
#include "tests/fuzz/vocabulary.hpp"

namespace ptyger::fuzz {
namespace {

namespace fs = std::filesystem;

std::string choose_layout(Choices& choices) {
  constexpr char const* layouts[] = {"cxi",      "hxn",      "nxcxi",      "para",  "patterns",
                                     "points",   "product",  "projection", "ptyd",  "ptyr",
                                     "py4dstem", "hyperspy", "nion",       "table", "dectris"};
  return std::string(PTYGER_FUZZ_DATA "/layouts/") + choices.one_of(layouts) + ".h5";
}

/// Makes a file from a layout and edits; gives the names of its objects.
std::vector<std::string> make_file(std::string const& path, Choices& choices) {
  fs::copy_file(choose_layout(choices), path, fs::copy_options::overwrite_existing);
  hdf5::silence();
  H5set_free_list_limits(-1, -1, -1, -1, -1, -1);  // keep freed memory for the next run
  hdf5::FileHandle const file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
  for (std::size_t edits = choices.below(8); edits > 0; --edits) edit(file.get(), choices);
  return contents(file.get());
}

std::optional<double> maybe_number(Choices& choices) {
  if (!choices.yes()) return {};
  return choices.one_of(numbers);
}

FrameOrientation choose_orientation(Choices& choices) {
  return {choices.yes(), choices.yes(), choices.yes()};
}

PositionAxes choose_axes(Choices& choices) {
  return {choices.yes(), choices.yes(), choices.yes()};
}

MaskPolarity choose_polarity(Choices& choices) {
  return choices.yes() ? MaskPolarity::one_is_good : MaskPolarity::zero_is_good;
}

FrameNumbers choose_frames(Choices& choices) {
  FrameNumbers numbers;
  while (choices.below(4) == 3) {
    auto const first = static_cast<std::int64_t>(choices.below(6));
    numbers.emplace_back(first, first + static_cast<std::int64_t>(choices.below(3)));
  }
  return numbers;
}

/// Names of datasets, or patterns of them.
std::vector<std::string> choose_names(Choices& choices, std::vector<std::string> const& present_names) {
  std::vector<std::string> names;
  while (!present_names.empty() && (names.empty() || choices.below(4) == 3)) {
    names.push_back(choices.one_of(present_names));
    if (choices.below(8) == 7) names.back().back() = '*';
    if (choices.below(8) == 7) names.back() += "[0]";
  }
  return names;
}

RasterGiven choose_raster(Choices& choices) {
  RasterGiven given;
  if (choices.below(4) == 3) given.shape = RasterShape{1 + choices.below(3), 1 + choices.below(3)};
  if (choices.below(4) == 3) given.step = RasterStep{choices.one_of(numbers), choices.one_of(numbers)};
  return given;
}

Mapping choose_mapping(Choices& choices, std::vector<std::string> const& present_names) {
  auto const name = [&] {
    return present_names.empty() || choices.yes() ? std::string() : choices.one_of(present_names);
  };
  auto const unit = [&] { return choices.yes() ? choices.one_of(words) : ""; };
  auto const quantity = [&] { return MappedQuantity{name(), maybe_number(choices), maybe_number(choices), unit()}; };
  return {.file = "map.toml",
          .frames = choose_names(choices, present_names),
          .amplitude = choices.yes(),
          .positions = name(),
          .position_x = name(),
          .position_y = name(),
          .position_unit = unit(),
          .raster = choose_raster(choices),
          .indexes = name(),
          .only_frames = choose_frames(choices),
          .skip_frames = choose_frames(choices),
          .energy = quantity(),
          .wavelength = quantity(),
          .distance = quantity(),
          .detector_pixel = quantity(),
          .pixel = quantity(),
          .angle = quantity(),
          .mask = name(),
          .mask_polarity = choose_polarity(choices),
          .dark = name(),
          .probe = name(),
          .propagation = choices.one_of(words),
          .orientation = choose_orientation(choices),
          .axes = choose_axes(choices)};
}

ReadOptions choose_options(Choices& choices, std::string const& path, std::vector<std::string> const& present_names) {
  constexpr FrameHalf halves[] = {FrameHalf::all, FrameHalf::odd, FrameHalf::even};
  ReadOptions options;
  if (choices.yes())
    options.mask = present_names.empty() || choices.yes() ? path : path + ":/" + choices.one_of(present_names);
  auto const polarity = choose_polarity(choices);
  if (!options.mask.empty()) options.mask_polarity = polarity;
  options.frames = choose_orientation(choices);
  options.axes = choose_axes(choices);
  options.raster = choose_raster(choices);
  if (choices.below(4) == 3) options.position_unit = choices.one_of(words);
  options.only_frames = choose_frames(choices);
  options.skip_frames = choose_frames(choices);
  options.half = choices.one_of(halves);
  if (choices.yes()) options.crop = choices.below(8);
  if (choices.yes()) options.center = DetectorPoint{choices.one_of(numbers), choices.one_of(numbers)};
  options.energy_eV = maybe_number(choices);
  options.distance_m = maybe_number(choices);
  options.detector_pixel_m = maybe_number(choices);
  options.pixel_m = maybe_number(choices);
  options.angle_deg = maybe_number(choices);
  if (choices.yes()) options.mapping = choose_mapping(choices, present_names);
  return options;
}

template <class Read>
void read_or_refuse(Read&& read) {
  try {
    read();
  } catch (InputError const&) {
  }
}

/// A path that only this process uses.
std::string scratch_path(char const* ending) {
  return fs::temp_directory_path() / ("ptyger_fuzz_" + std::to_string(getpid()) + ending);
}

void read_text_of_mapping(std::string const& text) {
  static std::string const path = scratch_path(".toml");
  std::ofstream(path, std::ios::binary) << text;
  read_or_refuse([&] { app::read_mapping(path); });
  fs::remove(path);
}

/// Changes, cuts or repeats bytes.
void edit_bytes(std::string& bytes, Choices& choices) {
  auto const place = [&] { return (choices.below(256) * 256 + choices.below(256)) % (bytes.size() + 1); };
  constexpr char const* parts[] = {"\xFF\xFF\xFF\xFF", "0", "9", "-1", ",", "nan", "\n", "(", "\x80"};
  std::size_t const at = place();
  switch (choices.below(5)) {
    case 0:
      if (at < bytes.size()) bytes[at] = static_cast<char>(choices.below(256));
      break;
    case 1:
      bytes.replace(at, 4, choices.one_of(parts));
      break;
    case 2:
      bytes.resize(at);
      break;
    case 3:
      bytes.insert(at, bytes.substr(place(), choices.below(64)));
      break;
    default:
      bytes.erase(at, choices.below(64));
  }
}

/// Reads a file that is not HDF5 after edits of its bytes: as a scan alone and with positions, as mask, as probe.
void read_array_file(Choices& choices) {
  static std::string const path = scratch_path(".array");
  constexpr char const* layouts[] = {"frames.npy", "fortran.npy", "stored.npz", "packed.npz", "raw.mat",
                                     "packed.mat", "stack.tif",   "packed.tif", "scan.mib",   "scan.blo",
                                     "table.csv",  "names.txt",   "empad.xml"};
  std::string const arrays = PTYGER_FUZZ_DATA "/arrays/";
  std::ifstream layout(arrays + choices.one_of(layouts), std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(layout)), std::istreambuf_iterator<char>());
  for (std::size_t edits = choices.below(6); edits > 0; --edits) edit_bytes(bytes, choices);
  std::ofstream(path, std::ios::binary) << bytes;
  auto const raw_frames = fs::temp_directory_path() / "ptyger_fuzz_empad.raw";
  std::ofstream(raw_frames).flush();
  fs::resize_file(raw_frames, std::uintmax_t{2} * 130 * 128 * 4);
  ReadOptions const geometry{.energy_eV = 12398, .distance_m = 6, .detector_pixel_m = 1e-4};
  auto with_raster = geometry;
  with_raster.raster = {.shape = RasterShape{2, 2}, .step = RasterStep{2e-6, 1e-6}};
  auto with_mask = geometry;
  with_mask.mask = path;
  read_or_refuse([&] { read_scan({path}); });
  read_or_refuse([&] { read_scan({path}, with_raster); });
  read_or_refuse([&] { read_scan({path, arrays + "table.csv"}, geometry); });
  read_or_refuse([&] { read_scan({arrays + "frames.npy", path}, geometry); });
  read_or_refuse([&] { read_scan({arrays + "frames.npy", arrays + "table.csv"}, with_mask); });
  read_or_refuse([&] { read::read_probe(path); });
  read_or_refuse([&] { read::read_placed_object(path); });
  fs::remove(path);
}

void read_edited_file(Choices& choices) {
  static std::string const path = scratch_path(".h5");
  auto const present_names = make_file(path, choices);
  auto const options = choose_options(choices, path, present_names);
  std::vector<std::string> inputs{path};
  if (choices.yes()) inputs.push_back(choose_layout(choices));
  // HDF5 opens a file faster while the process holds it open.
  hdf5::FileHandle open_file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
  read_or_refuse([&] { read_scan({path}); });
  read_or_refuse([&] { read_outline({path}, {.crop = 4}); });
  read_or_refuse([&] { read_scan(inputs, options); });
  read_or_refuse([&] { read_scan({path}, {.energy_eV = 8000, .distance_m = 1, .pixel_m = 1e-6}); });
  read_or_refuse([&] { app::first_mapping({path}, read::find_candidates({path})); });
  read_or_refuse([&] { read::read_initial(path); });
  read_or_refuse([&] { read::read_corrections(path); });
  read_or_refuse([&] { read::read_probe(path); });
  read_or_refuse([&] { read::read_placed_object(path); });
  open_file.close();
  fs::remove(path);
}

}  // namespace

void run_readers(std::span<std::uint8_t const> bytes) {
  Choices choices(bytes);
  switch (choices.below(16)) {
    case 14:
      return read_array_file(choices);
    case 15:
      return read_text_of_mapping(choices.rest());
    default:
      return read_edited_file(choices);
  }
}

}  // namespace ptyger::fuzz
