#include "app/campaign/angles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::app {
namespace {

// The finite number that a text is; empty for any other text.
std::optional<double> number(std::string const& text) {
  auto const value = core::number_of_text<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

// Sets the angles in the order of the projections. `where`: source of the angles, for errors.
void set_in_order(std::vector<campaign::Projection>& projections, std::vector<double> const& angles,
                  std::string const& where) {
  if (angles.size() != projections.size())
    throw InputError(
        fmt::format("{}: {} angles for {} projections; give one for each projection, in the order of the files", where,
                    angles.size(), projections.size()));
  for (std::size_t i = 0; i < angles.size(); ++i) projections[i].angle_deg = angles[i];
}

// Sets the angles from FIRST:STEP; false when the text has another form.
bool set_range(std::vector<campaign::Projection>& projections, std::string const& text) {
  auto const colon = text.find(':');
  if (colon == std::string::npos) return false;
  auto const first = number(text.substr(0, colon));
  auto const step = number(text.substr(colon + 1));
  if (!first || !step) return false;
  for (std::size_t i = 0; i < projections.size(); ++i)
    projections[i].angle_deg = *first + static_cast<double>(i) * *step;
  return true;
}

void set_by_name(std::vector<campaign::Projection>& projections, std::string const& name, double angle,
                 std::string const& where) {
  auto const found =
      std::find_if(projections.begin(), projections.end(), [&](auto const& p) { return p.name == name; });
  if (found == projections.end())
    throw InputError(fmt::format("{}: no projection is called '{}'; the first is called '{}'", where, name,
                                 projections.front().name));
  found->angle_deg = angle;
}

// Sets the angles from the lines of a text file: ANGLE in the order of the projections, or NAME ANGLE.
void set_from_file(std::vector<campaign::Projection>& projections, std::string const& file) {
  std::ifstream in(file);
  if (!in || !std::filesystem::is_regular_file(file))
    throw InputError(file +
                     ": the file with the angles cannot be read. --angles takes numbers, FIRST:STEP, or a file.");
  std::vector<double> angles_in_order;
  int line_number = 0;
  for (std::string line; std::getline(in, line);) {
    auto const where = fmt::format("{}: line {}", file, ++line_number);
    std::istringstream words(line.substr(0, line.find('#')));
    std::vector<std::string> const fields{std::istream_iterator<std::string>(words), {}};
    if (fields.empty()) continue;
    auto const angle = number(fields.back());
    if (!angle || fields.size() > 2)
      throw InputError(where + ": an angle, or the name of a projection and an angle, is expected");
    if (fields.size() == 2)
      set_by_name(projections, fields.front(), *angle, where);
    else
      angles_in_order.push_back(*angle);
  }
  if (!angles_in_order.empty()) set_in_order(projections, angles_in_order, file);
}

}  // namespace

void set_angles(std::vector<campaign::Projection>& projections, std::vector<std::string> const& angles) {
  if (angles.empty()) return;
  if (angles.size() == 1 && set_range(projections, angles.front())) return;
  std::vector<double> numbers;
  for (auto const& text : angles)
    if (auto const value = number(text)) numbers.push_back(*value);
  if (numbers.size() == angles.size()) return set_in_order(projections, numbers, "--angles");
  if (angles.size() > 1) throw InputError("--angles: several values must all be numbers");
  set_from_file(projections, angles.front());
}

}  // namespace ptyger::app
