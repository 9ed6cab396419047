#include "array_files/merlin.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "array_files/npy.hpp"
#include "array_files/stated.hpp"
#include "array_files/table_lines.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

constexpr std::string_view merlin_magic = "MQ1,";
constexpr std::size_t least_header = 384;

/// A number of the header that must be whole and positive.
std::size_t header_size(std::string_view field, char const* what, std::string const& path) {
  auto const number = number_of(field);
  constexpr double most = 1U << 20U;
  if (number && *number >= 1 && *number <= most && *number == static_cast<double>(static_cast<std::size_t>(*number)))
    return static_cast<std::size_t>(*number);
  throw InputError(
      fmt::format("{}: its header states '{}' as {}. The file is damaged; copy it again.", path, field, what));
}

hdf5::RawType merlin_type(std::string_view name, std::string const& path) {
  for (auto const& [known, bytes] : {std::pair("U8", 1U), {"U08", 1U}, {"U16", 2U}, {"U32", 4U}, {"U64", 8U}})
    if (name == known) return {hdf5::RawType::Form::unsigned_integer, bytes, true};
  if (name.starts_with('R'))
    throw InputError(
        fmt::format("{} holds raw bits of the detector's chips (type {}), which are not in the order of the "
                    "pixels. Save processed frames (U08, U16 or U32), or convert the file.",
                    path, name));
  throw InputError(
      fmt::format("{}: its header states the unknown type '{}'. The file is damaged; copy it again.", path, name));
}

/// The number of a line "KEY:<tab>NUMBER".
std::optional<double> number_of_key(std::map<std::string, std::string, std::less<>> const& lines, char const* key) {
  auto const found = lines.find(key);
  return found == lines.end() ? std::nullopt : number_of(trimmed(found->second));
}

/// Writes the raster of the .hdr file beside, if it is there and has as many frames.
void write_raster(ByteFile const& file, std::size_t frames, hdf5::MemoryFile& memory) {
  auto const beside = std::filesystem::path(file.path()).replace_extension(".hdr");
  std::ifstream text(beside);
  std::map<std::string, std::string, std::less<>> lines;
  for (std::string line; std::getline(text, line) && lines.size() < 1000;)
    if (auto const tab = line.find('\t'); tab != std::string::npos)
      lines[line.substr(0, line.find_last_not_of(" :", tab == 0 ? 0 : tab - 1) + 1)] = line.substr(tab + 1);
  auto cols = number_of_key(lines, "ScanX");
  auto rows = number_of_key(lines, "ScanY");
  bool const stated = cols && rows;  // the reader names a raster that has not as many frames
  if (!stated) {
    cols = number_of_key(lines, "Frames per Trigger (Number)");  // a trigger begins a row
    if (!cols || !(*cols > 1)) return;
    rows = static_cast<double>(frames) / *cols;
  }
  if (*rows < 1 || *rows != std::floor(*rows)) return;
  if (!stated && *rows * *cols != static_cast<double>(frames)) return;
  memory.out().attribute("/", stated::raster_file, beside.string());
  memory.out().attribute("/", stated::scan_rows, *rows);
  memory.out().attribute("/", stated::scan_columns, *cols);
}

}  // namespace

bool is_merlin(std::string_view head) {
  return head.starts_with(merlin_magic);
}

void present_merlin(ByteFile const& file, hdf5::MemoryFile& memory) {
  auto const header = file.head(least_header);
  auto const fields = fields_of(header, ',');
  constexpr std::size_t needed = 7;  // MQ1, number, size of the header, chips, columns, rows, type
  if (fields.size() < needed) throw InputError(file.path() + " is truncated: it ends in its header. Copy it again.");
  auto const type = merlin_type(fields[6], file.path());
  hdf5::Records records{.offset = 0,
                        .number = 0,
                        .header_bytes = header_size(fields[2], "the size of its header", file.path()),
                        .rows = header_size(fields[5], "the number of rows", file.path()),
                        .cols = header_size(fields[4], "the number of columns", file.path())};
  auto const frame_bytes = bytes_of({records.rows, records.cols}, type.bytes, file.path());
  auto const record_bytes = records.header_bytes + frame_bytes;
  if (records.header_bytes % type.bytes != 0 || records.header_bytes < needed)
    throw InputError(file.path() + ": its header has a size that cannot be. The file is damaged; copy it again.");
  if (file.size() % record_bytes != 0)
    throw InputError(
        fmt::format("{} is truncated: it has {} bytes, but its frames have {} each. Copy it again, or wait "
                    "until its writer has closed it.",
                    file.path(), file.size(), record_bytes));
  records.number = static_cast<std::size_t>(file.size() / record_bytes);
  for (std::size_t const frame : {records.number / 2, records.number - 1})
    if (!is_merlin(file.read(frame * record_bytes, merlin_magic.size())))
      throw InputError(
          fmt::format("{}: frame {} has no header where frames of {} bytes would have one. The file is "
                      "damaged; copy it again.",
                      file.path(), frame, record_bytes));
  memory.stored_frames(only_array, type, records);
  write_raster(file, records.number, memory);
}

}  // namespace ptyger::array_files
