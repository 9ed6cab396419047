#include "app/compare/command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "app/compare/picture.hpp"
#include "app/compare/report.hpp"
#include "app/shell/add_options.hpp"
#include "compare/compare_objects.hpp"
#include "core/exit_code.hpp"
#include "ptyger/error.hpp"
#include "ptyger/write_result.hpp"
#include "read/results/read_placed_object.hpp"
#include "write/drawing/picture_file.hpp"

namespace ptyger::app {
namespace {

constexpr char const* compare_examples =
    "# how well do two reconstructions agree, and to which resolution?\n"
    "ptyger compare odd.h5 even.h5 -o halves.png\n"
    "# make the two halves of one scan\n"
    "ptyger reconstruct scan.cxi --half odd -o odd.h5\n"
    "ptyger reconstruct scan.cxi --half even -o even.h5\n"
    "# against the truth of a simulated scan, for a script\n"
    "ptyger compare result.h5 simulated.cxi --json";

/// Settings of `ptyger compare`.
struct Settings {
  std::string a;           ///< file of the first object
  std::string b;           ///< file of the second object
  std::string picture;     ///< PNG, SVG or PDF file to write; empty: none
  bool json = false;       ///< whether JSON is printed
  bool overwrite = false;  ///< whether an existing picture is replaced
};

core::OptionTable file_options(Settings& settings) {
  return core::in_group("Files", {{.names = "first",
                                   .value = &settings.a,
                                   .help = "Result of PtyGer, ptychodus, pty-chi, PyNX or ptypy, CXI file with an "
                                           "image, or a simulated scan, whose true object is taken",
                                   .placeholder = "A",
                                   .required = true},
                                  {.names = "second",
                                   .value = &settings.b,
                                   .help = "Another such file, whose object is aligned to the first",
                                   .placeholder = "B",
                                   .required = true}});
}

core::OptionTable output_options(Settings& settings) {
  return core::in_group(
      "Output",
      {{"-o,--output", &settings.picture,
        "Picture of both phases, their difference and the Fourier ring correlation: PNG, SVG or PDF", "PICTURE.png"},
       {"--json", &settings.json, "Print a JSON object, with the whole curve; lengths are metres"},
       {"--overwrite", &settings.overwrite, "Replace an existing picture"}});
}

void check_picture(Settings const& settings) {
  if (!write::picture_format_of(settings.picture))
    throw InputError(settings.picture +
                     ": the name states the format of the picture; give it a name that ends in .png, .svg or .pdf");
  std::error_code ignored;
  for (auto const& input : {settings.a, settings.b})
    if (std::filesystem::equivalent(settings.picture, input, ignored))
      throw InputError(settings.picture + ": it is an input and would be lost; give the picture another name");
  check_output(settings.picture, settings.overwrite);
}

/// The name of a file without its folder.
std::string name_of(std::string const& file) {
  return std::filesystem::path(file).filename().string();
}

core::ExitCode run(Settings const& settings) {
  if (!settings.picture.empty()) check_picture(settings);
  auto const a = read::read_placed_object(settings.a);
  auto const b = read::read_placed_object(settings.b);
  auto const comparison = compare::compare_objects(a, b);
  if (!settings.picture.empty())
    write::write_picture(
        settings.picture,
        compare_picture(comparison, name_of(settings.a), name_of(settings.b), compare::common_noise(a, b)),
        *write::picture_format_of(settings.picture));
  fmt::print("{}", settings.json ? compare_json(a, b, comparison) : compare_report(a, b, comparison));
  return core::ExitCode::ok;
}

}  // namespace

void add_compare(CLI::App& program, Invocation& chosen) {
  auto& command = add_command(
      program, {"compare", "Compare two objects: shift, ramp, scale, differences and resolution", compare_examples});
  auto const settings = std::make_shared<Settings>();
  add_options(command, core::joined({file_options(*settings), output_options(*settings)}));
  command.callback([&chosen, settings] { chosen.run = [settings] { return run(*settings); }; });
}

}  // namespace ptyger::app
