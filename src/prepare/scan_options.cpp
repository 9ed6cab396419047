#include "prepare/option_tables.hpp"

namespace ptyger::prepare {

core::OptionTable input_options(std::vector<std::string>& inputs) {
  return core::in_group(
      "Files", {{.names = "inputs",
                 .value = &inputs,
                 .help = "Files of one scan: a CXI file, or a file with the patterns (dp) and its para or product file",
                 .placeholder = "INPUT...",
                 .required = true}});
}

core::OptionTable scan_options(ReadOptions& options) {
  auto const set_center = [&options](double row, double col) { options.center = {.row = row, .col = col}; };
  return core::in_group(
      "Scan",
      {{"--mapping", core::MappingFile{&options.mapping},
        "TOML file that says which dataset of the files is what, for files in none of the known formats; "
        "src/read/README.md of the documents lists its keys",
        "FILE.toml"},
       {"--mask", &options.mask,
        "Mask of the detector in place of that of the scan: an HDF5 file, with the dataset after a colon, of the size "
        "of the frames in their file; integers or booleans, 0 = good as in CXI",
        "FILE[:/DATASET]"},
       {"--mask-polarity", core::choice(options.mask_polarity), "Which pixels of --mask are good"},
       {"--crop", &options.crop,
        "Keep N x N detector pixels around the zero frequency; of D x D, this makes the object's pixel D/N times as "
        "large",
        "N", core::Bounds{2, 1 << 20U}},
       {"--center", core::NumberPair{set_center},
        "Pixel of the zero frequency in the frames of the file, counted from 0, rounded to whole pixels; without it "
        "the middle N/2, or the corner if it is there. Frames that are not square need it or --crop. Without --crop, "
        "the largest even square around it is kept whose transforms are fast: with no prime factor above 7",
        "ROW,COL"},
       {"--half", core::choice(options.half),
        "Read only the frames with odd or with even numbers, counted from 0 in the order of the file: two halves with "
        "independent noise, for `ptyger compare`, unless --init gives them what both halves have shown"},
       {"--transpose", &options.frames.transpose, "Swap rows and columns of the frames, with mask and dark"},
       {"--flipud", &options.frames.flip_rows,
        "Turn the frames upside down about their zero frequency, after any transposing"},
       {"--fliplr", &options.frames.flip_cols, "Turn the frames left to right, likewise"},
       {"--swap-xy", &options.axes.swap, "Swap x (column) and y (row) of the positions"},
       {"--negate-x", &options.axes.negate_col, "Turn the sign of x of the positions, after any swapping"},
       {"--negate-y", &options.axes.negate_row, "Turn the sign of y of the positions, likewise"},
       {"--energy", &options.energy_eV,
        "Energy in eV of the photons, or of the electrons where the file has these, in place of that of the file",
        "EV"},
       {"--distance", &options.distance_m, "Distance from sample to detector in m, likewise", "M"},
       {"--detector-pixel", &options.detector_pixel_m,
        "Pixel of the detector in m, likewise; the object's pixel is wavelength x distance / (pixels of a frame x "
        "detector pixel)",
        "M"},
       {"--pixel", &options.pixel_m,
        "Pixel of the object in m, as whole frames give it (squares of the shorter side of those that are not "
        "square), whatever the geometry",
        "M"},
       {"--angle", &options.angle_deg,
        "Angle of the sample in a tomography series in degrees, in place of that of the file", "DEG"}});
}

}  // namespace ptyger::prepare
