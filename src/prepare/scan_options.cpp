#include "prepare/option_tables.hpp"
#include "read/frame_numbers.hpp"
#include "read/positions/raster.hpp"

namespace ptyger::prepare {

core::OptionTable input_options(std::vector<std::string>& inputs) {
  return core::in_group(
      "Files",
      {{.names = "inputs",
        .value = &inputs,
        .help = "Files of one scan: HDF5 (CXI, NeXus, dp and para, product), or frames of NumPy, MATLAB, TIFF, "
                "Merlin or EMPAD, with a table of positions; src/read/README.md of the documents lists all",
        .placeholder = "INPUT...",
        .required = true}});
}

core::ParsedText frame_numbers(FrameNumbers& target) {
  return {[&target](std::string const& text) { return read::parse_frame_numbers(text, target); }};
}

core::OptionTable detector_options(ReadOptions& options) {
  return core::in_group("Scan", {{"--upsample", &options.upsample,
                                  "The pixels of the detector are large: each is the sum over U x U pixels of the "
                                  "pattern, so that the probe has a "
                                  "window U times as wide; the object pixel stays",
                                  "U", core::Bounds{1, 8}},
                                 {"--blur", &options.blur,
                                  "Point spread of the detector: the standard deviation of a Gaussian in pixels, or an "
                                  "image with an odd number of "
                                  "pixels, such as 3 x 3, of HDF5, NumPy, MATLAB or TIFF",
                                  "SIGMA|FILE"}});
}

core::OptionTable scan_options(ReadOptions& options) {
  core::ParsedText const shape{
      [&options](std::string const& text) { return read::parse_raster_shape(text, options.raster.shape); }};
  core::ParsedText const step{
      [&options](std::string const& text) { return read::parse_raster_step(text, options.raster.step); }};
  auto const set_center = [&options](double row, double col) { options.center = {.row = row, .col = col}; };
  return core::in_group(
      "Scan",
      {{"--mapping", core::MappingFile{&options.mapping},
        "TOML file that says which dataset of the files is what, for files in none of the known formats; "
        "src/read/README.md of the documents lists its keys",
        "FILE.toml"},
       {"--mask", &options.mask,
        "Mask of the detector, in place of the mask of the scan: an HDF5 file, with the dataset after a colon, or an "
        "array of NumPy, MATLAB or TIFF; 0 = good as in CXI, of the size of the frames in their file; or a "
        "mask for each frame, of the size of all frames",
        "FILE[:/DATASET]"},
       {"--mask-polarity", core::choice(options.mask_polarity), "Which pixels of --mask are good"},
       {"--crop", &options.crop,
        "Keep N x N detector pixels around the zero frequency; with frames of D x D pixels the object pixel becomes "
        "D/N times as large",
        "N", core::Bounds{2, 1 << 20U}},
       {"--pad", &options.pad,
        "Surround the frames by pixels that are not measured to N x N pixels: with frames of D x D pixels the object "
        "pixel "
        "becomes N/D times as fine; the pixel of a near field stays, and its waves get room",
        "N", core::Bounds{2, 1 << 15U}},
       {"--center", core::NumberPair{set_center},
        "Pixel of the zero frequency in the frames of the file, counted from 0, rounded to whole pixels; without this "
        "option the middle N/2, or the corner if it is there. Frames that are not square need it or --crop. Without "
        "--crop, "
        "the largest even square around it is kept whose transforms are fast: with no prime factor above 7",
        "ROW,COL"},
       {"--only-frames", frame_numbers(options.only_frames),
        "Read these frames only: numbers and ranges as in the file, counted from 0, such as 0-99,200, or a text file "
        "with them",
        "LIST|FILE"},
       {"--skip-frames", frame_numbers(options.skip_frames), "Leave these frames out; numbers as for --only-frames",
        "LIST|FILE"},
       {"--half", core::choice(options.half),
        "Read only the frames with odd or with even numbers, counted from 0 in the order of the file: two halves with "
        "independent noise, for `ptyger compare`, unless --init gives both a result of all frames"},
       {"--transpose", &options.frames.transpose, "Swap rows and columns of the frames, with mask and dark"},
       {"--flipud", &options.frames.flip_rows,
        "Mirror the frames top to bottom about their zero frequency, after any transposing"},
       {"--fliplr", &options.frames.flip_cols,
        "Mirror the frames left to right about their zero frequency, after any transposing"},
       {"--raster", shape,
        "The frames are a raster, row by row, in place of the positions of the file; a row runs to the right, and rows "
        "follow each other downwards. Needs --step, unless the file states the steps",
        "ROWSxCOLS"},
       {"--step", step,
        "Steps of the raster in m: from row to row and from column to column, or one number for both; in place of the "
        "steps in the file",
        "ROW[,COL]"},
       {"--position-unit", &options.position_unit,
        "Unit of the positions, in place of the unit in the file or of its format: m, mm, um, nm, A, pm, or px, pixels "
        "of the object",
        "UNIT"},
       {"--swap-xy", &options.axes.swap, "Swap x (column) and y (row) of the positions"},
       {"--negate-x", &options.axes.negate_col, "Change the sign of x of the positions, after any swapping"},
       {"--negate-y", &options.axes.negate_row, "Change the sign of y of the positions, after any swapping"},
       {"--scan-rotation", &options.axes.rotation_deg,
        "Rotate the positions, from x (columns to the right) towards y (rows down), after any swapping and changes of "
        "sign; `ptyger inspect SCAN --check-orientation` finds the angle",
        "DEG", core::Bounds{-360, 360}},
       {"--energy", &options.energy_eV,
        "Energy of the photons in eV, or kinetic energy of the electrons in a file of electrons; in place of the "
        "energy in the file",
        "EV"},
       {"--distance", &options.distance_m,
        "Distance from sample to detector in m, in place of the distance in the file", "M"},
       {"--near-field", &options.near_field,
        "The frames are near fields, images of the sample at --distance (Fresnel), and not far fields; without this "
        "option "
        "only if the file says so. Frames that are not square are padded to the square of their longer side"},
       {"--focus-to-sample", &options.focus_to_sample_m,
        "Near field of a beam that diverges: distance from its focus to the sample in m; without this option as the "
        "file "
        "states it, else a parallel beam",
        "M"},
       {"--detector-pixel", &options.detector_pixel_m,
        "Side of a detector pixel in m, in place of the pixel in the file; the object pixel is wavelength x distance / "
        "(pixels of a frame x detector pixel), or in a near field the detector pixel / magnification",
        "M"},
       {"--pixel", &options.pixel_m,
        "Side of an object pixel in m for frames before --crop, in place of the geometry; frames that are not square "
        "count as squares of their shorter side",
        "M"},
       {"--angle", &options.angle_deg,
        "Angle of the sample in a tomography series in degrees, in place of the angle in the file", "DEG"}});
}

}  // namespace ptyger::prepare
