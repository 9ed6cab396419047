#include "app/scan_options.hpp"

#include <vector>

#include "app/choice.hpp"
#include "app/mapping_file.hpp"

namespace ptyger::app {
namespace {

constexpr char const* group = "Scan";

constexpr std::array polarities{Choice<MaskPolarity>{"0-is-good", MaskPolarity::zero_is_good},
                                Choice<MaskPolarity>{"1-is-good", MaskPolarity::one_is_good}};

constexpr std::array halves{Choice<FrameHalf>{"all", FrameHalf::all}, Choice<FrameHalf>{"odd", FrameHalf::odd},
                            Choice<FrameHalf>{"even", FrameHalf::even}};

void add_mask(CLI::App& command, ReadOptions& options) {
  command
      .add_option("--mask", options.mask,
                  "Mask of the detector in place of that of the scan: an HDF5 file, with the dataset after a colon, of "
                  "the size of the frames in their file; integers or booleans, 0 = good as in CXI")
      ->option_text("FILE[:/DATASET]")
      ->group(group);
  add_choice(command, "--mask-polarity", options.mask_polarity, polarities, "Which pixels of --mask are good")
      ->group(group);
}

void add_window(CLI::App& command, ReadOptions& options) {
  command
      .add_option("--crop", options.crop,
                  "Keep N x N detector pixels around the zero frequency; of D x D, this makes the object's pixel "
                  "D/N times as large")
      ->option_text("N")
      ->check(CLI::Range(std::size_t{2}, std::size_t{1} << 20U))
      ->group(group);
  command
      .add_option_function<std::vector<double>>(
          "--center",
          [&options](std::vector<double> const& point) { options.center = {.row = point.at(0), .col = point.at(1)}; },
          "Pixel of the zero frequency in the frames of the file, counted from 0, rounded to whole pixels; without "
          "it the middle N/2, or the corner if it is there. Frames that are not square need it or --crop. Without "
          "--crop, the largest even square around it is kept whose transforms are fast: with no prime factor above 7")
      ->option_text("ROW,COL")
      ->delimiter(',')
      ->expected(2)
      ->allow_extra_args(false)
      ->group(group);
}

void add_orientation(CLI::App& command, ReadOptions& options) {
  auto const flag = [&](char const* name, bool& value, char const* description) {
    command.add_flag(name, value, description)->group(group);
  };
  flag("--transpose", options.frames.transpose, "Swap rows and columns of the frames, with mask and dark");
  flag("--flipud", options.frames.flip_rows,
       "Turn the frames upside down about their zero frequency, after any transposing");
  flag("--fliplr", options.frames.flip_cols, "Turn the frames left to right, likewise");
  flag("--swap-xy", options.axes.swap, "Swap x (column) and y (row) of the positions");
  flag("--negate-x", options.axes.negate_col, "Turn the sign of x of the positions, after any swapping");
  flag("--negate-y", options.axes.negate_row, "Turn the sign of y of the positions, likewise");
}

void add_mapping(CLI::App& command, ReadOptions& options) {
  command
      .add_option_function<std::string>(
          "--mapping", [&options](std::string const& file) { options.mapping = read_mapping(file); },
          "TOML file that says which dataset of the files is what, for files in none of the known formats; "
          "src/read/README.md of the documents lists its keys")
      ->option_text("FILE.toml")
      ->group(group);
}

void add_number(CLI::App& command, char const* name, std::optional<double>& value, char const* unit,
                char const* description) {
  command.add_option(name, value, description)->option_text(unit)->group(group);
}

}  // namespace

void add_scan_options(CLI::App& command, ReadOptions& options) {
  add_mapping(command, options);
  add_mask(command, options);
  add_window(command, options);
  add_choice(command, "--half", options.half, halves,
             "Read only the frames with odd or with even numbers, counted from 0 in the order of the file: two halves "
             "with independent noise, for `ptyger compare`, unless --init gives them what both halves have shown")
      ->group(group);
  add_orientation(command, options);
  add_number(command, "--energy", options.energy_eV, "EV",
             "Energy in eV of the photons, or of the electrons where the file has these, in place of that of the file");
  add_number(command, "--distance", options.distance_m, "M", "Distance from sample to detector in m, likewise");
  add_number(command, "--detector-pixel", options.detector_pixel_m, "M",
             "Pixel of the detector in m, likewise; the object's pixel is wavelength x distance / (pixels of a frame "
             "x detector pixel)");
  add_number(command, "--pixel", options.pixel_m, "M",
             "Pixel of the object in m, as whole frames give it (squares of the shorter side of those that are not "
             "square), whatever the geometry");
  add_number(command, "--angle", options.angle_deg, "DEG",
             "Angle of the sample in a tomography series in degrees, in place of that of the file");
}

}  // namespace ptyger::app
