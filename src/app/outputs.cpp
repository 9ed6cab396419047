#include "app/outputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <exception>
#include <filesystem>
#include <map>

#include "app/report.hpp"
#include "app/unfinished_run.hpp"
#include "core/system_error.hpp"
#include "core/text.hpp"
#include "prepare/read_inputs.hpp"
#include "ptyger/error.hpp"
#include "read/mask_file.hpp"
#include "write/cxi_file.hpp"
#include "write/object_tiff.hpp"
#include "write/picture/previews.hpp"
#include "write/report/html_report.hpp"

namespace ptyger::app {
namespace {

namespace fs = std::filesystem;

/// One file to write.
struct Target {
  std::string file;
  char const* what;    ///< kind of the file, for messages
  char const* option;  ///< option that sets its name
};

std::vector<Target> targets_of(prepare::ReconstructSettings const& settings) {
  std::vector<Target> targets = {{settings.output, "result", "--output"}};
  if (!settings.metrics.empty()) targets.push_back({settings.metrics, "metrics", "--metrics"});
  if (!settings.report.empty()) targets.push_back({settings.report, "report", "--report"});
  if (!settings.cxi.empty()) targets.push_back({settings.cxi, "CXI file", "--cxi"});
  if (settings.watch) targets.push_back({partial_result_name(settings.output), "result so far", "--output"});
  if (settings.tiff)
    for (auto const& name : write::object_tiff_names(settings.output)) targets.push_back({name, "image", "--output"});
  return targets;
}

bool same_name(std::string const& a, std::string const& b) {
  return fs::absolute(a).lexically_normal() == fs::absolute(b).lexically_normal();
}

/// The new result, and only it, may replace the earlier result that the run begins with.
void check_target(prepare::ReconstructSettings const& settings, Target const& target) {
  auto sources = files_read(prepare::input_files(settings), settings.read);
  if (target.file != settings.output) sources.insert(sources.end(), {settings.init, settings.probe});
  check_not_read(target.file, sources);
}

/// The option that writes files with this ending; empty: any may; "-": PtyGer writes no such files.
std::string option_of(std::string const& ending) {
  static std::map<std::string, std::string> const options = {
      {".h5", "--output"},    {".hdf5", "--output"},   {".hdf", "--output"},   {".cxi", "--cxi"},
      {".tif", "--tiff"},     {".tiff", "--tiff"},     {".png", "--previews"}, {".html", "--report"},
      {".htm", "--report"},   {".jsonl", "--metrics"}, {".json", "--metrics"}, {".npy", "-"},
      {".npz", "-"},          {".mat", "-"},           {".ptyr", "-"},         {".ptyd", "-"},
      {".svg", "--previews"}, {".pdf", "--previews"},  {".jpg", "-"},          {".toml", "-"}};
  auto const found = options.find(ending);
  return found == options.end() ? "" : found->second;
}

/// Throws InputError when the name of a file ends as files of another option do. CXI files are HDF5 files, too.
void check_endings(std::vector<Target> const& targets) {
  for (auto const& target : targets) {
    std::string const asked = target.option;
    auto const ending = fs::path(target.file).extension().string();
    auto const option = std::string(target.what) == "image" ? "" : option_of(ending);  // images are named here
    if (option.empty() || option == asked || (asked == "--cxi" && option == "--output")) continue;
    throw InputError(
        fmt::format("{}: {} writes a {}, whose name cannot end in '{}': {}. The name of a result ends in "
                    ".h5.",
                    target.file, asked, target.what, ending,
                    option == "-" ? "PtyGer writes no such files" : option + " writes such files"));
  }
}

/// Throws InputError for an input that is probably a name given to --tiff, which takes none.
void refuse_name_after_tiff(prepare::ReconstructSettings const& settings) {
  std::error_code ignored;
  for (auto const& input : prepare::input_files(settings))
    if (settings.tiff && !fs::exists(input, ignored) && option_of(fs::path(input).extension().string()) == "--tiff")
      throw InputError(input + ": there is no such file. --tiff takes no name: its images are named after the result.");
}

/// Folder of the pictures.
std::string preview_folder(prepare::ReconstructSettings const& settings) {
  if (!settings.previews.empty()) return settings.previews;
  auto const folder = fs::path(settings.output).parent_path();
  return folder.empty() ? "." : folder.string();
}

/// Paths of the pictures of the result.
std::vector<std::string> picture_names(prepare::ReconstructSettings const& settings) {
  return write::preview_names(preview_folder(settings), fs::path(settings.output).stem().string(),
                              settings.picture_format);
}

/// Throws InputError when pictures cannot be written into their folder, which need not exist yet, or would replace
/// pictures of another run.
void check_previews(prepare::ReconstructSettings const& settings) {
  auto const folder = preview_folder(settings);
  std::error_code ignored;
  auto nearest = fs::absolute(folder);  // becomes the nearest folder above that exists
  while (!fs::exists(nearest, ignored)) nearest = nearest.parent_path();
  if (!fs::is_directory(nearest, ignored))
    throw InputError(folder + ": pictures cannot be written there because " + nearest.string() +
                     " is not a folder; name another one by --previews");
  if (fs::is_symlink(folder, ignored) && !fs::exists(folder, ignored))
    throw InputError(folder + ": is a symbolic link to nothing; make its target, or name another folder by --previews");
  auto const pictures = picture_names(settings);
  if (fs::exists(folder, ignored)) {
    for (auto const& name : pictures) check_output(name, true);
  } else if (::access(nearest.c_str(), W_OK | X_OK) != 0) {
    throw OutputError(folder, core::last_system_error());
  }
  if (settings.overwrite) return;
  for (auto const& name : pictures)
    if (fs::exists(name, ignored))
      throw InputError(name +
                       ": this picture of another run exists already and would be lost. Name another folder by "
                       "--previews or another result, or allow it with --overwrite.");
}

/// Draws the pictures of a result; returns the names of the files.
std::vector<std::string> draw_previews(prepare::ReconstructSettings const& settings, Scan const& scan,
                                       Result const& result) {
  std::error_code ignored;
  fs::remove(halves_picture(settings), ignored);  // of an earlier result; the halves are compared later
  return write::write_previews(preview_folder(settings), fs::path(settings.output).stem().string(), scan, result,
                               settings.picture_format);
}

}  // namespace

std::vector<std::string> files_read(std::vector<std::string> const& inputs, ReadOptions const& options) {
  auto files = inputs;
  files.push_back(read::parse_mask_name(options.mask).file);
  if (!core::number_of_text<double>(options.blur)) files.push_back(read::parse_mask_name(options.blur).file);
  if (options.mapping) files.push_back(options.mapping->file);
  return files;
}

void check_not_read(std::string const& target, std::vector<std::string> const& sources) {
  std::error_code ignored;
  for (auto const& source : sources)
    if (fs::equivalent(target, source, ignored))
      throw InputError(target + ": it is an input of this run and would be lost; give the output another name");
}

void check_outputs(prepare::ReconstructSettings const& settings) {
  refuse_name_after_tiff(settings);
  auto const targets = targets_of(settings);
  std::error_code ignored;
  for (auto const& target : targets) check_target(settings, target);
  check_endings(targets);
  if (!settings.overwrite && fs::is_regular_file(settings.metrics, ignored))
    throw InputError(settings.metrics + ": it exists already; name another file by --metrics, or add --overwrite");
  for (std::size_t i = 0; i < targets.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (same_name(targets[i].file, targets[j].file))
        throw InputError(fmt::format("{}: {} and {} would go to the same file; give {} another name", targets[i].file,
                                     targets[j].what, targets[i].what, targets[i].option));
  for (auto const& target : targets)
    if (target.file != settings.metrics) check_output(target.file, settings.overwrite);
  bool const is_device = fs::is_other(settings.metrics, ignored);
  if (!settings.metrics.empty() && !is_device) check_output(settings.metrics, true);
  check_previews(settings);
}

void show_so_far(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& so_far,
                 ResultInfo const& info) {
  draw_previews(settings, scan, so_far);
  if (!settings.report.empty())
    write::write_html_report(settings.report, scan, so_far, info, static_cast<int>(std::ceil(*settings.watch)));
}

std::string halves_picture(prepare::ReconstructSettings const& settings) {
  return picture_names(settings).back();
}

Extras write_extras(prepare::ReconstructSettings const& settings, Scan const& scan, Result const& result,
                    ResultInfo const& info) {
  Extras extras;
  auto const attempt = [&](char const* what, auto const& write) {
    try {
      for (auto const& file : write()) extras.lines += report_line(what, fs::path(file).lexically_normal());
    } catch (std::exception const& error) {
      extras.failures.emplace_back(error.what());
    }
  };
  using Names = std::vector<std::string>;
  attempt("picture", [&] { return draw_previews(settings, scan, result); });
  if (!settings.report.empty())
    attempt("report", [&] {
      auto page_info = info;
      page_info.overwrite |= settings.watch.has_value();  // the page of the running run
      write::write_html_report(settings.report, scan, result, page_info);
      return Names{settings.report};
    });
  if (!settings.cxi.empty())
    attempt("CXI file", [&] {
      write::write_cxi(settings.cxi, scan, result, info);
      return Names{settings.cxi};
    });
  if (settings.tiff)
    attempt("image", [&] {
      write::write_object_tiffs(settings.output, scan, result, info.overwrite);
      return write::object_tiff_names(settings.output);
    });
  return extras;
}

}  // namespace ptyger::app
