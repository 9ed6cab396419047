#include "ptyger/read_scan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "array_files/npy.hpp"
#include "array_files/open_input.hpp"
#include "array_files/stated.hpp"
#include "ptyger/error.hpp"
#include "read/candidate_quantities.hpp"
#include "read/counts.hpp"
#include "read/damaged.hpp"
#include "read/detector_files/dectris.hpp"
#include "read/detector_response.hpp"
#include "read/fit_probe.hpp"
#include "read/formats/dp_product.hpp"
#include "read/formats/format.hpp"
#include "read/formats/mapped.hpp"
#include "read/frames.hpp"
#include "read/geometry.hpp"
#include "read/mask_file.hpp"
#include "read/no_scan.hpp"
#include "read/positions/matching.hpp"
#include "read/positions/place_frames.hpp"
#include "read/positions/positions.hpp"
#include "read/unmeasured.hpp"
#include "read/window.hpp"
#include "read/zero_frequency.hpp"

namespace ptyger::read {
namespace {

/// The names, or the first one and how many follow when they are many.
std::string short_list(std::vector<std::string> const& names, char const* separator) {
  constexpr std::size_t most = 4;
  if (names.size() <= most) return fmt::format("{}", fmt::join(names, separator));
  return fmt::format("{} and {} more", names.front(), names.size() - 1);
}

/// For inputs in which no scan was found: a sentence when several of them hold a single image; empty otherwise.
std::string single_images(Inputs const& inputs) {
  auto const number = std::count_if(inputs.begin(), inputs.end(), [](auto const& file) {
    if (!file.has_dataset(array_files::only_array)) return false;
    auto const shape = file.dataset(array_files::only_array).shape();
    return shape.size() == 2 && std::min(shape[0], shape[1]) >= 4;  // fewer columns could be positions
  });
  if (number < 2) return "";
  return fmt::format(
      "{} files hold one image each. Write all frames into one file (frame, row, column), such as a TIFF "
      "stack or a NumPy array.",
      number);
}

/// The first format that finds all it needs. InputError with what every format lacks.
Format const& recognise(Inputs const& inputs, std::vector<std::string> const& names) {
  std::string missing;
  for (auto const& format : registry()) {
    std::string const lack = format.missing(inputs);
    if (lack.empty()) return format;
    missing += fmt::format("\n  {}: {}", format.name, lack);
  }
  for (auto const& hint : {frames_without_master(inputs), single_images(inputs)})
    if (!hint.empty()) throw NoScanFound(fmt::format("{}: no scan was found. {}", short_list(names, ", "), hint));
  throw NoScanFound(fmt::format(
      "{}: no scan was found. {}A scan needs frames and positions; the formats and what is missing for each:{}\n"
      "For another layout: `ptyger inspect {} --write-mapping FILE.toml` lists what could be frames, positions and "
      "energy, and writes a first --mapping.",
      short_list(names, ", "), product_without_frames(inputs), missing, short_list(names, " ")));
}

/// InputError for a file from which the reader has taken nothing: the result would not be what its owner expects.
void require_all_read(Inputs const& files, std::string const& format) {
  auto const unread = std::find_if(files.begin(), files.end(), [](auto const& file) { return !file.was_read(); });
  if (unread != files.end())
    throw InputError(
        fmt::format("{}: nothing was taken from this file, when the files were read as '{}'. Leave it out, or "
                    "say by --mapping which of its datasets belong to the scan.",
                    unread->path(), format));
}

/// Adds the numbers of files that are not HDF5, and of files beside them, that could be of the geometry but are not
/// used. Nothing is added when the files state everything and the options replace nothing.
void name_unused_numbers(Inputs const& files, ReadOptions const& options, FrameSet const& frames, Scan& scan) {
  bool const replaced = options.energy_eV || options.distance_m || options.detector_pixel_m || options.pixel_m;
  bool const presented = std::any_of(files.begin(), files.end(), [](auto const& file) {
    return file.text_attribute("/", array_files::stated::array_file).has_value();
  });
  if (options.mapping || !(presented || frames.are_of_matlab()) || !(replaced || scan.energy_eV == 0)) return;
  for (auto const& file : files)
    for (auto& number : unread_numbers(file)) scan.reading.add(std::move(number));
}

/// [row][col] of an image with rows and columns exchanged.
std::vector<std::uint8_t> transposed(std::vector<std::uint8_t> const& image, FrameShape const& shape) {
  std::vector<std::uint8_t> turned(image.size());
  for (std::size_t k = 0; k < image.size(); ++k) turned[k % shape.cols * shape.rows + k / shape.cols] = image[k];
  return turned;
}

/// Mask of all frames, from the options, else from the files, else all ones: [row][col] in the orientation of the
/// file. The mask of a MATLAB file belongs to transposed frames.
std::vector<std::uint8_t> find_mask(Finding& finding, ReadOptions const& options) {
  Scan& scan = finding.scan;
  auto const& shape = finding.frames.shape();
  if (!options.mask.empty()) {
    finding.mask = open_mask_file(options, scan.reading);
    finding.weights.reset();
  } else if (!scan.measured.empty()) {
    return std::move(scan.measured);
  }
  if (!finding.mask || is_of_frames(finding.mask->dataset, shape, finding.frames.frames()))
    return std::vector<std::uint8_t>(shape.pixels(), 1);
  if (is_of_matlab(finding.mask->dataset) == finding.frames.are_of_matlab())
    return read_mask(finding.mask->dataset, shape, finding.mask->rule, scan.reading);
  FrameShape const turned{.rows = shape.cols, .cols = shape.rows};
  return transposed(read_mask(finding.mask->dataset, turned, finding.mask->rule, scan.reading), turned);
}

/// InputError when the options state a near field that the format cannot have, or belong to far fields only.
void check_propagation(Scan const& scan, ReadOptions const& options, std::string const& format) {
  if (options.near_field && !scan.near_field)
    throw InputError(
        fmt::format("{}: --near-field: files of the format '{}' are always far fields. Say by --mapping which "
                    "of their datasets are what, with propagation = 'nearfield'.",
                    scan.sources.front(), format));
  if (options.focus_to_sample_m && !scan.near_field)
    throw InputError("--focus-to-sample is for near fields: give --near-field as well, or leave it out.");
  if (scan.near_field && options.center)
    throw InputError(
        scan.sources.front() +
        ": --center is the zero frequency of far fields, but these are near fields; --crop keeps their middle.");
}

/// The scan without its counts, and the datasets of the counts. Detector, pixel and mask belong to the whole frames.
Finding find_scan(std::vector<std::string> const& inputs, ReadOptions const& options) {
  if (inputs.empty()) throw InputError("no input file was given: name the file or files of one scan.");
  validate_read_options(options);
  auto const files = array_files::open_inputs(inputs);
  auto const format = options.mapping ? Format{"by --mapping", nullptr, find_mapped} : recognise(files, inputs);
  for (auto const& file : files) file.forget_reading();
  Finding finding = format.find(files, options);
  std::string const name = finding.kind.empty() ? format.name : finding.kind;
  place_frames(finding, files, options);
  require_all_read(files, name);
  Scan& scan = finding.scan;
  scan.sources = inputs;
  if (finding.frames.rows_cut() > 0) scan.reading.add(RowsCut{finding.frames.rows_cut()});
  scan.reading.events.insert(scan.reading.events.begin(), FormatRecognised{name});
  check_propagation(scan, options, name);
  if (options.energy_eV || options.distance_m || options.detector_pixel_m || options.pixel_m)
    scan.reading.add(GeometryGiven{options.energy_eV, options.distance_m, options.detector_pixel_m, options.pixel_m});
  name_unused_numbers(files, options, finding.frames, scan);
  if (options.angle_deg) scan.angle_deg = options.angle_deg;
  if (scan.angle_deg && !std::isfinite(*scan.angle_deg)) scan.angle_deg.reset();
  scan.positions = turn_positions(std::move(scan.positions), options.axes);
  match_positions_to_frames(
      scan, finding.frames, options,
      finding.positions_where.empty() ? fmt::format("{}", fmt::join(inputs, ", ")) : finding.positions_where);
  keep_half(scan, options.half, finding.frames.where());
  scan.measured = find_mask(finding, options);
  return finding;
}

/// Whether whole frames have their zero frequency in the corner. At most 16 frames, or 16 MB of them, are read.
bool in_corner_of_file(Finding const& finding, ReadingReport& report) {
  Scan const& scan = finding.scan;
  auto const& shape = finding.frames.shape();
  std::size_t const pixels = shape.pixels();
  std::size_t const number = std::clamp<std::size_t>((4U << 20U) / pixels, 1, std::min<std::size_t>(16, scan.frames));
  auto const kind = finding.frames.kind();
  bool const integers = kind != hdf5::Kind::float32 && kind != hdf5::Kind::float64;
  auto const mark = static_cast<float>(mark_of(kind));
  std::vector<float> counts(pixels);
  std::vector<double> sum(pixels, 0);
  for (std::size_t k = 0; k < number; ++k) {
    auto const frame = static_cast<std::size_t>(scan.indexes[k * scan.frames / number]);
    finding.frames.read(frame, 1, counts.data());
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      bool const is_broken =
          !std::isfinite(counts[pixel]) || counts[pixel] == mark || (integers && counts[pixel] > mark);
      if (!is_broken && scan.measured[pixel]) sum[pixel] += std::max(0.0, static_cast<double>(counts[pixel]));
    }
  }
  return zero_frequency_in_corner(shape, scan.measured, sum, report);
}

/// Crops detector, pixel, mask and probe of the scan to the window, and sets scan.in_file.
Window crop_scan(Finding& finding, ReadOptions const& options) {
  Scan& scan = finding.scan;
  bool const near_field = scan.near_field.has_value();
  bool const in_corner =
      !near_field && (options.crop || options.pad) && !options.center && in_corner_of_file(finding, scan.reading);
  auto const window =
      choose_window(options, finding.frames.shape(), in_corner, near_field, finding.frames.where(), scan.reading);
  scan.in_file->turned = composed(finding.orientation, options.frames);
  auto const middle = middle_before_turn(window.size, scan.in_file->turned, near_field);
  scan.in_file->zero_row = window.file_row(middle.row);
  scan.in_file->zero_col = window.file_col(middle.col);
  scan.measured = cropped_mask(scan.measured, window, finding.frames.where());
  if (near_field) {
    fit_near_field_probe(scan.probe, window.size);
  } else {
    double const factor = static_cast<double>(scan.detector) / static_cast<double>(window.size);
    scan.pixel_row_m *= factor;
    scan.pixel_col_m *= factor;
    bool const is_wide = options.upsample > 1 && scan.probe.size == options.upsample * window.size;
    if (!is_wide) fit_probe(scan.probe, scan.detector, window.size, scan.reading);
  }
  scan.detector = window.size;
  require_sensible_extent(scan);
  return window;
}

/// Reads the counts; leaves out and masks what was not measured; moves the zero frequency to the corner.
void set_counts(Scan& scan, Finding& finding, Window const& window, bool window_asked_for) {
  auto const& shape = finding.frames.shape();
  FrameMask frame_mask;
  std::string masks;  // where they are
  if (finding.weights) {
    masks = finding.weights->where();
    frame_mask = frame_mask_of(std::move(*finding.weights), MaskRule::positive_valid, window);
  } else if (finding.mask && is_of_frames(finding.mask->dataset, shape, finding.frames.frames())) {
    masks = finding.mask->dataset.where();
    frame_mask = frame_mask_of(std::move(finding.mask->dataset), finding.mask->rule, window);
  }
  auto raw = read_counts(finding.frames, scan.indexes, window, finding.conversion, scan.measured, frame_mask);
  if (raw.unusable.masked > 0) scan.reading.add(FramesMasked{raw.unusable.masked, masks});
  scan.counts = std::move(raw.counts);
  auto sums = add_up(scan, true);
  leave_out_empty_frames(scan, sums, raw.unusable);
  mask_unmeasured(scan, raw.unusable);
  bool const centred =
      scan.near_field || window_asked_for ||
      !zero_frequency_in_corner({scan.detector, scan.detector}, scan.measured, sums.pattern, scan.reading);
  if (!centred) scan.in_file->zero_row = scan.in_file->zero_col = 0;
  turn_to_corner(scan, scan.in_file->turned, centred);
}

}  // namespace

}  // namespace ptyger::read

ptyger::Scan ptyger::read_outline(std::vector<std::string> const& inputs, ReadOptions const& options) {
  return read::require_undamaged(inputs, [&] {
    auto finding = read::find_scan(inputs, options);
    auto const window = read::crop_scan(finding, options);
    Scan scan = std::move(finding.scan);
    scan.counts = read::read_counts(finding.frames, {}, window, finding.conversion, scan.measured).counts;
    read::set_response(scan, options);
    return scan;
  });
}

ptyger::Scan ptyger::read_scan(std::vector<std::string> const& inputs, ReadOptions const& options) {
  return read::require_undamaged(inputs, [&] {
    auto finding = read::find_scan(inputs, options);
    auto const window = read::crop_scan(finding, options);
    Scan scan = std::move(finding.scan);
    read::set_counts(scan, finding, window, read::asks_for_window(options));
    read::set_response(scan, options);
    return scan;
  });
}
