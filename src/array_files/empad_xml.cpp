#include "array_files/empad_xml.hpp"

#include <cmath>
#include <filesystem>
#include <pugixml.hpp>

#include "array_files/table_lines.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

std::optional<double> positive(pugi::xml_node const& node, char const* child) {
  auto const value = number_of(trimmed(node.child(child).child_value()));
  if (value && std::isfinite(*value) && *value > 0) return value;
  return {};
}

std::size_t extent_in(pugi::xml_node const& node, char const* child) {
  constexpr double most = 1U << 20U;
  auto const value = positive(node, child);
  return value && *value <= most ? static_cast<std::size_t>(*value) : 0;
}

/// Width and height of the whole field of view, "[1.2e-08, 1.2e-08]", metres; empty when it is not stated.
std::vector<double> field_of_view(pugi::xml_node const& measurements) {
  std::string_view text = trimmed(measurements.child("optics.get_full_scan_field_of_view").child_value());
  if (!text.starts_with('[') || !text.ends_with(']')) return {};
  std::vector<double> lengths;
  for (auto const field : fields_of(text.substr(1, text.size() - 2), ','))
    if (auto const length = number_of(field); length && std::isfinite(*length) && *length > 0)
      lengths.push_back(*length);
  return lengths.size() == 2 ? lengths : std::vector<double>();
}

/// Shapes in <pix_x>, <pix_y> and in <scan_parameters>. The step is the field of view over the shape when the scan
/// covers the whole field; programs disagree about the field of a part (scan_size other than 1), so that its step is
/// taken as not stated.
std::vector<EmpadScan> scans_of(pugi::xml_node const& root) {
  std::vector<EmpadScan> scans;
  auto const measurements = root.child("iom_measurements");
  auto const field = field_of_view(measurements);
  bool whole_field = !field.empty();
  for (auto const& parameters : root.children("scan_parameters"))
    whole_field = whole_field && (!parameters.child("scan_size") || positive(parameters, "scan_size") == 1.0);
  auto const add = [&](std::size_t rows, std::size_t cols) {
    if (rows == 0 || cols == 0) return;
    scans.push_back({rows, cols});
    if (!whole_field) return;
    scans.back().step_row_m = field[1] / static_cast<double>(rows);
    scans.back().step_col_m = field[0] / static_cast<double>(cols);
  };
  add(extent_in(root, "pix_y"), extent_in(root, "pix_x"));
  for (char const* const mode : {"acquire", "search"})
    for (auto const& parameters : root.children("scan_parameters"))
      if (std::string_view(parameters.attribute("mode").value()) == mode)
        add(extent_in(parameters, "scan_resolution_y"), extent_in(parameters, "scan_resolution_x"));
  return scans;
}

}  // namespace

bool is_xml(std::string_view head) {
  auto const first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && head[first] == '<';
}

std::optional<EmpadXml> read_empad_xml(std::string const& path) {
  pugi::xml_document document;
  auto const parsed = document.load_file(path.c_str());
  if (!parsed) throw InputError(path + " is no valid XML: " + parsed.description() + ". Copy it again.");
  auto const root = document.document_element();
  std::string raw_file = root.child("raw_file").attribute("filename").value();
  if (raw_file.empty()) return {};
  raw_file.erase(0, raw_file.find_last_of("/\\") + 1);  // the folder is one of the machine that wrote it
  auto const measurements = root.child("iom_measurements");
  EmpadXml xml{.raw_file = raw_file, .scans = scans_of(root), .voltage = positive(measurements, "high_voltage")};
  if (!xml.voltage) xml.voltage = positive(measurements, "source.get_voltage");
  xml.pixel_angle_rad = positive(measurements, "calibrated_diffraction_angle");
  if (auto const frequency = positive(measurements, "calibrated_pixelsize"))
    xml.pixel_frequency_1_m = *frequency * 1e18;  // 1e9 times the number is 1/nm
  return xml;
}

}  // namespace ptyger::array_files
