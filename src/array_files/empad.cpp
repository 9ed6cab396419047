#include "array_files/empad.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "array_files/empad_xml.hpp"
#include "array_files/npy.hpp"
#include "array_files/stated.hpp"
#include "array_files/table.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

namespace fs = std::filesystem;

constexpr hdf5::RawType empad_counts{hdf5::RawType::Form::real, 4, false};

bool is_xml_file(ByteFile const& file) {
  constexpr std::size_t most_xml = 1U << 24U;
  return file.size() < most_xml && is_xml(file.head(256));
}

/// What an XML file states; empty when it cannot be read, or is of another kind.
std::optional<EmpadXml> xml_in(std::string const& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return {};
  try {
    return is_xml_file(ByteFile(path)) ? read_empad_xml(path) : std::nullopt;
  } catch (InputError const&) {
    return {};
  }
}

/// The XML that names a file of frames: among the given files, else in its folder.
std::optional<EmpadXml> xml_of(ByteFile const& raw) {
  auto candidates = raw.companions();
  std::error_code ignored;
  for (auto const& entry : fs::directory_iterator(fs::absolute(raw.path()).parent_path(), ignored))
    if (entry.path().extension() == ".xml") candidates.push_back(entry.path().string());
  std::sort(candidates.begin() + static_cast<std::ptrdiff_t>(raw.companions().size()), candidates.end());
  auto const name = fs::path(raw.path()).filename().string();
  for (auto const& path : candidates)
    if (auto xml = xml_in(path); xml && xml->raw_file == name) return xml;
  return {};
}

/// The file of the frames that XML names: in its folder, else among the given files.
std::string raw_of(ByteFile const& xml_file, EmpadXml const& xml) {
  std::error_code ignored;
  auto beside = fs::path(xml_file.path()).replace_filename(xml.raw_file);
  if (fs::exists(beside, ignored)) return beside.string();
  for (auto const& path : xml_file.companions())
    if (fs::path(path).filename() == xml.raw_file) return path;
  throw InputError(
      fmt::format("{} names the frames {}, which are not in its folder. Keep both files together, or give "
                  "both.",
                  xml_file.path(), xml.raw_file));
}

void write_stated(EmpadXml const& xml, std::size_t frames, hdf5::MemoryFile& memory) {
  auto const write = [&](char const* name, std::optional<double> const& value) {
    if (value && *value > 0) memory.out().attribute("/", name, *value);
  };
  auto scan = std::find_if(xml.scans.begin(), xml.scans.end(),
                           [&](auto const& shape) { return shape.rows * shape.cols == frames; });
  if (scan == xml.scans.end()) scan = xml.scans.begin();  // the reader names it, and the number of frames
  if (scan != xml.scans.end()) {
    write(stated::scan_rows, static_cast<double>(scan->rows));
    write(stated::scan_columns, static_cast<double>(scan->cols));
    write(stated::step_row, scan->step_row_m);
    write(stated::step_column, scan->step_col_m);
  }
  write(stated::kinetic_energy, xml.voltage);
  write(stated::pixel_angle, xml.pixel_angle_rad);
  write(stated::pixel_frequency, xml.pixel_frequency_1_m);
}

}  // namespace

bool is_empad(ByteFile const& file, std::string_view head) {
  if (is_xml(head)) return is_xml_file(file) && read_empad_xml(file.path()).has_value();
  return !is_text(head) && xml_of(file).has_value();
}

void present_empad(ByteFile const& file, hdf5::MemoryFile& memory) {
  bool const given_xml = is_xml_file(file);
  auto const xml = given_xml ? read_empad_xml(file.path()) : xml_of(file);
  ByteFile const raw(given_xml ? raw_of(file, *xml) : file.path());
  if (raw.size() % empad_frame_bytes != 0)
    throw InputError(
        fmt::format("{} is truncated: it has {} bytes, but frames of an EMPAD detector have {} each (130 x "
                    "128 floats). Copy it again.",
                    raw.path(), raw.size(), empad_frame_bytes));
  auto const frames = static_cast<std::size_t>(raw.size() / empad_frame_bytes);
  memory.stored(only_array, empad_counts, {frames, empad_rows, empad_cols}, 0, raw.path());
  memory.out().attribute("/", stated::frames_file, fs::weakly_canonical(raw.path()).string());
  write_stated(*xml, frames, memory);
}

}  // namespace ptyger::array_files
