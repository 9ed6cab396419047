#include "volume/tiff_stack.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "ptyger/error.hpp"
#include "write/tiff.hpp"

namespace ptyger::volume {
namespace {

namespace fs = std::filesystem;

std::string image_path(std::string const& folder, std::string const& quantity, std::size_t number) {
  return (fs::path(folder) / quantity / fmt::format("{}_{:05}.tif", quantity, number)).string();
}

}  // namespace

void prepare_tiff_stack(std::string const& folder, std::size_t count) {
  for (std::string const quantity : {"phase", "amplitude"}) {
    std::error_code error;
    fs::create_directories(fs::path(folder) / quantity, error);
    if (error) throw InputError(folder + ": the folder for TIFF images cannot be made: " + error.message() + ".");
    for (std::size_t number = count; fs::remove(image_path(folder, quantity, number), error); ++number) {
    }
  }
}

void write_tiff_images(std::string const& folder, std::size_t number, VolumeEntry const& entry,
                       VolumeImage const& image, Field const& field) {
  std::string const angle = entry.angle_deg ? fmt::format("{} degrees", *entry.angle_deg) : "angle not known";
  std::string const description = fmt::format("{}, {}, pixel {:.6g} x {:.6g} m (height x width)", entry.name, angle,
                                              field.pixel_row_m, field.pixel_col_m);
  write::write_tiff(image_path(folder, "phase", number), field.rows, field.cols, image.phase,
                    "phase in radians, " + description, {field.pixel_row_m, field.pixel_col_m});
  write::write_tiff(image_path(folder, "amplitude", number), field.rows, field.cols, image.amplitude,
                    "amplitude, " + description, {field.pixel_row_m, field.pixel_col_m});
}

void remove_tiff_images(std::string const& folder, std::size_t number) {
  std::error_code ignored;
  for (std::string const quantity : {"phase", "amplitude"}) fs::remove(image_path(folder, quantity, number), ignored);
}

}  // namespace ptyger::volume
